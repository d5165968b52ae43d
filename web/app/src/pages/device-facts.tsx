// What a device is, and every fact with where it came from and how sure it is.
import { useState } from 'preact/hooks';
import { act } from '../net';
import { Facts, PacketLink, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { LampWhy, useLamps } from '../parts/lamps';
import { Mark } from '../parts/mark';
import { Term } from '../parts/term';
import type { Device, DeviceDetail, Fact } from '../shapes';
import { may } from '../site';
import { showTime } from '../time';
import { bytes, number, pair, t, word } from '../words';
import { Section } from './device-parts';

const StateOf = ({ detail }: { detail: DeviceDetail }) => (
  <>
    <Mark topic="state" value={detail.device.state} />
    <small class="reason">
      {pair(detail.standing.reason)} {detail.standing.by_person && t('device.by-person')}
    </small>
  </>
);

/** Both lamps, each with the reason of its colour. */
function LampsOf({ id }: { id: string }) {
  const lamps = useLamps({ device: id }).of.get(id);
  if (!lamps) return <span class="none">{t('shell.none')}</span>;
  return (
    <ul class="plain">
      {(['device', 'data'] as const).map((of) => {
        const lamp = of === 'device' ? lamps.device_lamp : lamps.data_lamp;
        return (
          <li key={of}>
            {t(`lamps.${of}`)} <LampWhy of={of} lamp={lamp} />
            <small class="inline">
              {pair(lamp.words)} {lamp.since && <Time at={lamp.since} />}
            </small>
          </li>
        );
      })}
    </ul>
  );
}

const Addresses = ({ list }: { list: DeviceDetail['addresses'] }) => (
  <ul class="plain">
    {list.slice(0, 8).map((a) => (
      <li key={a.value} title={a.source}>
        {a.value}
      </li>
    ))}
    {list.length > 8 && <li class="none">{t('device.more', { n: list.length - 8 })}</li>}
  </ul>
);

export function About({ detail }: { detail: DeviceDetail }) {
  const d = detail.device;
  const of = (kind: string) => detail.addresses.filter((a) => a.kind === kind);
  return (
    <Facts
      rows={[
        { label: t('alarms.lamps'), value: <LampsOf id={d.id} /> },
        { label: <Term name="equipment-number" />, value: d.ledger?.number },
        { label: t('devices.line'), value: d.ledger?.line },
        { label: t('devices.place'), value: d.ledger?.place },
        { label: t('device.owner'), value: d.ledger?.owner ?? <span class="none">{t('device.no-owner')}</span> },
        { label: t('devices.state'), value: d.state ? <StateOf detail={detail} /> : null },
        { label: t('devices.kind'), value: word('kinds', d.kind) },
        { label: t('devices.maker'), value: [d.maker, d.model].filter(Boolean).join(' ') },
        { label: t('device.firmware'), value: d.firmware },
        { label: t('device.serial'), value: d.serial },
        { label: t('device.os'), value: d.os },
        { label: t('device.layer'), value: word('layers', d.layer) },
        { label: t('devices.ip'), value: of('ip').length ? <Addresses list={of('ip')} /> : null },
        { label: t('device.mac'), value: of('mac').length ? <Addresses list={of('mac')} /> : null },
        { label: t('devices.system'), value: detail.systems.map((x) => x.name ?? x.id).join('　') },
        { label: t('device.behind'), value: d.behind ? <a href={`/devices/${d.behind}`}>{d.behind}</a> : null },
        {
          label: t('device.seen'),
          value: (
            <>
              <Time at={d.first} /> – <Time at={d.last} />
            </>
          ),
        },
        { label: t('device.sent'), value: t('device.sent-words', { n: number(d.packets), bytes: bytes(d.bytes) }) },
      ]}
    />
  );
}

function Lock({ d, f, done }: { d: Device; f: Fact; done: () => void }) {
  const [asked, ask] = useState(false);
  const [values, change] = useState<Values>({ value: f.value });
  if (!may('it', 'ot') || !['name', 'kind', 'maker', 'model', 'firmware', 'serial', 'os'].includes(f.field)) return null;
  return (
    <>
      <button type="button" class="plain screen" onClick={() => ask(true)}>
        {f.locked ? t('device.unlock') : t('device.lock')}
      </button>
      {asked && (
        <Dialog
          title={t(f.locked ? 'device.unlock-title' : 'device.lock-title', { field: word('fields', f.field) })}
          does={t(f.locked ? 'device.unlock' : 'device.lock')}
          close={() => ask(false)}
          act={async () => {
            await act('PATCH', `/devices/${d.id}`, f.locked ? { unlock: [f.field] } : { lock: { [f.field]: values.value } });
            done();
          }}
        >
          <p>{t(f.locked ? 'device.unlock-words' : 'device.lock-words')}</p>
          {!f.locked && <Form fields={[{ name: 'value', label: word('fields', f.field), required: true }]} values={values} change={change} prefix="lock" />}
        </Dialog>
      )}
    </>
  );
}

function lockedBy(detail: DeviceDetail, field: string): string {
  const lock = detail.locks.find((l) => l.field === field);
  return lock ? t('device.locked-by', { name: lock.who ?? t('device.somebody'), time: showTime(lock.at) }) : t('device.locked');
}

/** Every fact with where it came from, its packet and how sure it is; of one field the surest first. */
export function FactTable({ detail, done, few }: { detail: DeviceDetail; done: () => void; few?: boolean }) {
  const d = detail.device;
  const facts = [...detail.facts].sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : b.confidence - a.confidence));
  const shown = few ? facts.slice(0, 8) : facts;
  let before = '';
  return (
    <Section title={t('device.facts')} n={facts.length} empty={t('device.no-facts')}>
      <table aria-label={t('device.facts')}>
        <thead>
          <tr>
            <th scope="col">{t('device.what')}</th>
            <th scope="col">{t('device.value')}</th>
            <th scope="col">{t('device.from')}</th>
            <th scope="col" class="num">
              {t('device.sure')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((f, i) => {
            const first = f.field !== before;
            before = f.field;
            return (
              <tr key={i}>
                <th scope="row" class="words">{first ? word('fields', f.field) : ''}</th>
                <td class="long">
                  {f.field === 'kind' ? word('kinds', f.value) : f.value}
                  {f.locked && <small>{lockedBy(detail, f.field)}</small>}
                  {f.count > 1 && <small>{t('device.times-seen', { n: number(f.count) })}</small>}
                  {first && !few && <Lock d={d} f={f} done={done} />}
                </td>
                <td>
                  {f.source.toUpperCase()}
                  <small>
                    <PacketLink packet={f.packet} slice={`device=${d.id}`} />
                  </small>
                </td>
                <td class="num">{f.confidence}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
