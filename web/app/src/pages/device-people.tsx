// What people recorded about a device, what happened to it.
import { Day, Time } from '../parts/bits';
import { whoOf } from '../parts/who';
import type { DeviceDetail } from '../shapes';
import { pair, t } from '../words';
import { Section } from './device-parts';

export function Records({ detail }: { detail: DeviceDetail }) {
  const list = detail.records;
  return (
    <Section title={t('device.records')} n={list.length} empty={t('device.no-records')}>
      <ul class="plain">
        {list.map((r) => (
          <li key={r.id}>
            <a href={`/records?open=${r.id}`}>{pair(r.title)}</a>{' '}
            {r.expires_on && (
              <small class="inline">
                {t('device.record-until')} <Day on={r.expires_on} />
              </small>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function History({ detail }: { detail: DeviceDetail }) {
  const list = detail.history;
  return (
    <Section title={t('device.history')} n={list.length} empty={t('device.no-history')}>
      <table aria-label={t('device.history')}>
        <tbody>
          {list.map((h) => (
            <tr key={h.seq}>
              <td class="nowrap when">
                <Time at={h.at} />
              </td>
              <td>
                {pair(h.words)}
                <small>{whoOf(h)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
