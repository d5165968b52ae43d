// The values a device tells, what people recorded about it, what happened to it.
import { Day, PacketLink, Time } from '../parts/bits';
import type { DeviceDetail } from '../shapes';
import { number, pair, t } from '../words';
import { Section, useFirst } from './device-parts';

export function Points({ detail }: { detail: DeviceDetail }) {
  const list = detail.points;
  const { rows, rest } = useFirst(list);
  return (
    <Section title={t('device.points')} n={list.length} empty={t('device.no-points')}>
      <table aria-label={t('device.points')}>
        <thead>
          <tr>
            <th scope="col">{t('device.point')}</th>
            <th scope="col" class="num">
              {t('device.point-last')}
            </th>
            <th scope="col" class="num">
              {t('device.point-range')}
            </th>
            <th scope="col" class="num">
              {t('device.times')}
            </th>
            <th scope="col">{t('device.from')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((p, i) => (
            <tr key={i}>
              <th scope="row">
                {p.name}
                <small>
                  {[
                    p.protocol,
                    p.type === 'unknown' ? '' : p.type,
                    p.period_us !== null && t('device.point-every', { s: number(Number((p.period_us / 1e6).toPrecision(2))) }),
                    p.writes > 0 && t('device.point-set', { n: number(p.writes) }),
                  ]
                    .filter(Boolean)
                    .join('　')}
                </small>
              </th>
              <td class="num">{number(p.last_value)}</td>
              <td class="num">{p.least !== null ? `${number(p.least)} – ${number(p.most)}` : ''}</td>
              <td class="num">{number(p.count)}</td>
              <td>
                <PacketLink packet={p.packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest}
    </Section>
  );
}

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
                <small>{h.who ?? h.actor}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
