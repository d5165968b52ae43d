// One device: what it is and how that is known, whom it talks to, what was found, what people said about it.
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { useData } from '../data';
import { act, type Problem } from '../net';
import { Day, Empty, Facts, Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { LampWhy, useLamps } from '../parts/lamps';
import { Mark } from '../parts/mark';
import { Term } from '../parts/term';
import { may } from '../site';
import { showTime } from '../time';
import type { Command, Device, DeviceDetail, End, Fact, Finding, Peer } from '../shapes';
import { go, here, query } from '../url';
import { bytes, number, pair, t, word } from '../words';
import { DeviceActs } from './device-acts';
import { OpenAlarms } from './now';
import type { PageProps } from './index';

export const nameOf = (d: Device): string => d.name || d.ip || d.mac || d.id;

/** A device or a destination outside, as a link where there is a page for it. */
export const EndLink = ({ end }: { end: End }) => {
  const text = end.name || end.ip || end.id || t('shell.none');
  return (
    <>
      {end.id?.startsWith('d') ? <a class="named" href={`/devices/${end.id}`}>{text}</a> : <span class="named">{text}</span>}
      {end.name && end.ip && <small>{end.ip}</small>}
    </>
  );
};

function Section({ title, n, children, empty }: { title: ComponentChildren; n?: number; children: ComponentChildren; empty?: string }) {
  return (
    <section>
      <h3>
        {title} {n !== undefined && n > 0 && <small class="inline">{number(n)}</small>}
      </h3>
      {n === 0 ? <p class="none">{empty ?? t('device.nothing')}</p> : children}
    </section>
  );
}

const FIRST = 100;

/** Of a long list the first hundred; all of it on request. */
function useFirst<X>(list: X[]): { rows: X[]; rest: ComponentChildren } {
  const [all, setAll] = useState(false);
  const rest = !all && list.length > FIRST && (
    <p>
      <button type="button" onClick={() => setAll(true)}>
        {t('device.show-all', { n: number(list.length) })}
      </button>
    </p>
  );
  return { rows: all ? list : list.slice(0, FIRST), rest };
}

const Beyond = ({ n, total }: { n: number; total: number }) => (total > n ? <p class="note">{t('device.of-all', { n: number(n), m: number(total) })}</p> : null);

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

function About({ detail }: { detail: DeviceDetail }) {
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
function FactTable({ detail, done, few }: { detail: DeviceDetail; done: () => void; few?: boolean }) {
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
                <th scope="row">{first ? word('fields', f.field) : ''}</th>
                <td>
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

export const FindingList = ({ items }: { items: Finding[] }) => (
  <ul class="plain">
    {items.map((f) => (
      <li key={f.id} class="finding-line">
        <a href={`/findings?open=${f.id}`}>
          <Mark topic="severity" value={f.severity} /> {pair(f.title)}
        </a>
        <small>{pair(f.do)}</small>
      </li>
    ))}
  </ul>
);

function Services({ detail }: { detail: DeviceDetail }) {
  const list = detail.services;
  return (
    <Section title={<Term name="service-port">{t('device.services')}</Term>} n={list.length} empty={t('device.no-services')}>
      <table aria-label={t('device.services')}>
        <tbody>
          {list.map((s, i) => (
            <tr key={i} class={s.closed_since ? 'gone' : undefined}>
              <td class="nowrap">
                {s.transport.toUpperCase()} {s.port}
              </td>
              <td>
                {s.protocol}
                <small>
                  <Mark topic="clear" value={s.encrypted} />
                </small>
              </td>
              <td>
                {s.closed_since ? t('device.closed', { time: showTime(s.closed_since) }) : s.answered ? t('device.answered') : t('device.not-answered')}
                <small>{s.outside_clients > 0 ? t('device.clients-outside', { n: s.clients, m: s.outside_clients }) : t('device.clients', { n: s.clients })}</small>
              </td>
              <td class="minor">
                <PacketLink packet={s.first_packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

const PeerName = ({ p }: { p: Peer }) => {
  const text = p.name ?? p.ip ?? p.id ?? t('shell.none');
  return (
    <>
      {p.id?.startsWith('d') ? <a class="named" href={`/devices/${p.id}`}>{text}</a> : <span class="named">{text}</span>}
      <small>{[p.name && p.ip, p.id?.startsWith('o') ? t('flows.outside') : word('kinds', p.kind)].filter(Boolean).join('　')}</small>
    </>
  );
};

function Peers({ detail, few }: { detail: DeviceDetail; few?: boolean }) {
  const list = detail.peers;
  return (
    <Section title={t('device.flows')} n={detail.peers_total} empty={t('device.no-peers')}>
      <table aria-label={t('device.flows')}>
        <thead>
          <tr>
            <th scope="col">{t('device.peer')}</th>
            <th scope="col">{t('flows.protocol')}</th>
            <th scope="col">{t('flows.encrypted')}</th>
            <th scope="col" class="num">
              {t('flows.bytes')}
            </th>
            <th scope="col" class="minor">
              {t('flows.last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(few ? list.slice(0, 6) : list).map((p, i) => (
            <tr key={i}>
              <th scope="row">
                <PeerName p={p} />
              </th>
              <td>
                {p.protocols.join(', ')}
                <small>{t(`device.peer-${p.role}`)}</small>
              </td>
              <td>
                <Mark topic="clear" value={p.encrypted} />
              </td>
              <td class="num">{bytes(p.bytes)}</td>
              <td class="minor">
                <Time at={p.last} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!few && <Beyond n={list.length} total={detail.peers_total} />}
      <p>
        <a href={`/flows?device=${detail.device.id}`}>{t('device.all-flows')}</a>
      </p>
    </Section>
  );
}

function Commands({ detail }: { detail: DeviceDetail }) {
  const list = detail.commands;
  const { rows, rest } = useFirst(list);
  const d = detail.device;
  if (!list.length) return null;
  return (
    <Section title={t('device.commands')} n={detail.commands_total}>
      <table aria-label={t('device.commands')}>
        <thead>
          <tr>
            <th scope="col">{t('device.command')}</th>
            <th scope="col">{t('flows.client')}</th>
            <th scope="col">{t('flows.server')}</th>
            <th scope="col" class="num">
              {t('device.times')}
            </th>
            <th scope="col">{t('device.from')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((c: Command, i) => (
            <tr key={i}>
              <th scope="row">
                <Mark topic="class" value={c.class} /> {c.name}
                <small>{c.protocol}</small>
              </th>
              <td>{c.client.id === d.id ? t('device.this') : <EndLink end={c.client} />}</td>
              <td>{c.server.id === d.id ? t('device.this') : <EndLink end={c.server} />}</td>
              <td class="num">
                {number(c.count)}
                {c.refused > 0 && <small>{t('device.refused', { n: number(c.refused) })}</small>}
              </td>
              <td>
                <PacketLink packet={c.first_packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest}
      <Beyond n={list.length} total={detail.commands_total} />
    </Section>
  );
}

function Logins({ detail }: { detail: DeviceDetail }) {
  const list = detail.logins;
  if (!list.length) return null;
  return (
    <Section title={t('device.logins')} n={list.length}>
      <table aria-label={t('device.logins')}>
        <thead>
          <tr>
            <th scope="col">{t('flows.client')}</th>
            <th scope="col">{t('flows.server')}</th>
            <th scope="col">{t('flows.protocol')}</th>
            <th scope="col">{t('device.login-seen')}</th>
            <th scope="col">{t('device.from')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((l, i) => (
            <tr key={i}>
              <td>{l.client.id === detail.device.id ? t('device.this') : <EndLink end={l.client} />}</td>
              <td>{l.server.id === detail.device.id ? t('device.this') : <EndLink end={l.server} />}</td>
              <td>
                {l.protocol} {l.port}
                <small>{l.clear ? t('device.login-clear') : ''}</small>
              </td>
              <td>
                {t('device.login-counts', { ok: l.ok, failed: l.failed })}
                {l.default_pair && <b class="warn"> {t('device.login-default')}</b>}
              </td>
              <td>
                <PacketLink packet={l.packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Certificates({ detail }: { detail: DeviceDetail }) {
  const list = detail.certificates;
  if (!list.length) return null;
  return (
    <Section title={t('device.certificates')} n={list.length}>
      <table aria-label={t('device.certificates')}>
        <tbody>
          {list.map((c, i) => (
            <tr key={i}>
              <td class="nowrap">{c.port}</td>
              <th scope="row">
                {c.subject}
                <small>{c.self_signed ? t('device.self-signed') : c.issuer}</small>
              </th>
              <td>
                <Day on={c.not_before} /> – <Day on={c.not_after} />
              </td>
              <td>
                <PacketLink packet={c.packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Points({ detail }: { detail: DeviceDetail }) {
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
                <small>{p.protocol}</small>
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

function History({ detail }: { detail: DeviceDetail }) {
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

function Records({ detail }: { detail: DeviceDetail }) {
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

/** What was approved, locked or listed, beside what is seen: two columns, never one over the other. */
function Differences({ detail, done }: { detail: DeviceDetail; done: () => void }) {
  const [asked, ask] = useState(false);
  const list = detail.differences;
  const p = detail.profile;
  return (
    <>
      <Section
        title={<Term name="approved-profile">{t('device.differences')}</Term>}
        n={list.length}
        empty={p ? t('device.no-differences', { name: p.who ?? t('device.somebody'), time: showTime(p.at) }) : t('device.no-profile')}
      >
        <table aria-label={t('device.differences')}>
          <thead>
            <tr>
              <th scope="col">{t('device.what')}</th>
              <th scope="col">{t('device.approved')}</th>
              <th scope="col">{t('device.seen-now')}</th>
              <th scope="col">{t('device.since')}</th>
              <th scope="col">{t('device.from')}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((x, i) => (
              <tr key={i}>
                <th scope="row">
                  {t(`device.difference-${x.kind}`)} {x.against === 'lock' ? word('fields', x.what) : word('difference', x.what)}
                  <small>{t(`device.against-${x.against}`)}</small>
                </th>
                <td>{x.approved ?? <span class="none">{t('device.not-approved')}</span>}</td>
                <td>
                  {x.observed ?? <span class="none">{t('device.not-seen')}</span>}
                  {x.peer && <small>{x.peer.startsWith('d') ? <a href={`/devices/${x.peer}`}>{x.peer}</a> : x.peer}</small>}
                </td>
                <td>
                  <Time at={x.since} />
                </td>
                <td>
                  <PacketLink packet={x.packet} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {p && may('it', 'ot', 'approver') && (
        <p>
          <button type="button" onClick={() => ask(true)}>
            {t('device.withdraw')}
          </button>
        </p>
      )}
      {asked && (
        <Dialog
          title={t('device.withdraw')}
          does={t('device.withdraw')}
          danger
          close={() => ask(false)}
          act={async () => {
            await act('DELETE', `/profiles/${detail.device.id}`);
            done();
          }}
        >
          <p>{t('device.withdraw-words')}</p>
        </Dialog>
      )}
    </>
  );
}

/** Right after two devices became one, the way back is at hand. */
function Merged({ id }: { id: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const undo = () =>
    act<{ device: string }>('POST', `/merges/${id}/undo`, {}).then(
      (made) => go(`/devices/${made.device}`),
      (p) => setProblem(p as Problem),
    );
  return (
    <div class="told" role="status">
      {t('device.merged')}{' '}
      <button type="button" onClick={undo}>
        {t('device.unmerge')}
      </button>
      <ProblemNote problem={problem} />
    </div>
  );
}

/** In the panel beside a list. */
export function DeviceBrief({ id }: { id: string }) {
  const found = useData<DeviceDetail>(`/devices/${id}`, ['devices', 'findings']);
  if (found.value?.device.id !== id) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const detail = found.value;
  return (
    <>
      <About detail={detail} />
      {detail.findings.length > 0 && (
        <Section title={<Term name="finding" />} n={detail.findings.length}>
          <FindingList items={detail.findings} />
        </Section>
      )}
      <FactTable detail={detail} done={found.again} few />
      <Services detail={detail} />
      <Peers detail={detail} few />
    </>
  );
}

const tabs = ['facts', 'traffic', 'findings', 'values', 'people'] as const;

export default function DevicePage({ id }: PageProps) {
  const found = useData<DeviceDetail>(`/devices/${id}`, ['devices', 'findings', 'records']);
  const tab = (query.value.get('tab') ?? 'facts') as (typeof tabs)[number];
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const detail = found.value;
  const d = detail.device;
  const findings = detail.findings;
  return (
    <>
      <PageHead title={nameOf(d)} note={[d.ledger?.number, d.ledger?.line, d.ledger?.place, word('kinds', d.kind)].filter(Boolean).join('　')}>
        <a class="button" href={`/map?node=${d.id}`}>
          {t('device.on-map')}
        </a>
        <a class="button" href={`/api/v1/slices?device=${d.id}`} download>
          {t('device.packets')}
        </a>
        <DeviceActs detail={detail} done={found.again} />
      </PageHead>
      {query.value.get('merged') && <Merged id={query.value.get('merged') ?? ''} />}
      <div class="two">
        <About detail={detail} />
        <div>
          <h3>{t('alarms.of-device')}</h3>
          <OpenAlarms of={{ device: d.id }} />
          <h3>
            <Term name="finding" /> {findings.length > 0 && <small class="inline">{findings.length}</small>}
          </h3>
          {findings.length ? <FindingList items={findings.slice(0, 5)} /> : <p class="none">{t('device.no-findings')}</p>}
        </div>
      </div>
      <nav class="tabs" aria-label={t('device.parts')}>
        {tabs.map((x) => (
          <a key={x} href={here({ tab: x === 'facts' ? null : x })} aria-current={x === tab ? 'page' : undefined}>
            {t(`device.tab-${x}`)}
          </a>
        ))}
      </nav>
      {tab === 'facts' && <FactTable detail={detail} done={found.again} />}
      {tab === 'traffic' && (
        <>
          <Differences detail={detail} done={found.again} />
          <Services detail={detail} />
          <Peers detail={detail} />
          <Commands detail={detail} />
          <Logins detail={detail} />
          <Certificates detail={detail} />
        </>
      )}
      {tab === 'findings' && (findings.length ? <FindingList items={findings} /> : <Empty title={t('device.no-findings')}>{t('device.no-findings-next')}</Empty>)}
      {tab === 'values' && <Points detail={detail} />}
      {tab === 'people' && (
        <>
          <Records detail={detail} />
          <History detail={detail} />
        </>
      )}
    </>
  );
}
