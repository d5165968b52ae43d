// One device: what it is and how that is known, whom it talks to, what was found, what people said about it.
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { useData } from '../data';
import { act } from '../net';
import { Day, Empty, Facts, Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { Mark } from '../parts/mark';
import { Term } from '../parts/term';
import { may } from '../site';
import type { Command, DeviceDetail, End, Fact, Finding, Flow } from '../shapes';
import { here, query } from '../url';
import { bytes, number, pair, t, word } from '../words';
import { DeviceActs } from './device-acts';
import type { PageProps } from './index';

export const nameOf = (d: { name?: string | null; names?: string[]; ips?: string[]; macs?: string[]; id: string | null }): string => d.name || d.names?.[0] || d.ips?.[0] || d.macs?.[0] || d.id || '';

/** A device or a destination outside, as a link where there is a page for it. */
export const EndLink = ({ end }: { end: End }) => {
  const text = end.name || end.ip || end.id || t('shell.none');
  return (
    <>
      {end.id?.startsWith('d') ? <a href={`/devices/${end.id}`}>{text}</a> : text}
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

function About({ d }: { d: DeviceDetail }) {
  return (
    <Facts
      rows={[
        { label: <Term name="equipment-number" />, value: d.number },
        { label: t('devices.line'), value: d.line },
        { label: t('devices.place'), value: d.place },
        { label: t('device.owner'), value: d.owner ?? <span class="none">{t('device.no-owner')}</span> },
        { label: t('devices.state'), value: d.state ? <Mark topic="state" value={d.state} /> : null },
        { label: t('devices.kind'), value: word('kinds', d.kind) },
        { label: t('devices.maker'), value: [d.maker, d.model].filter(Boolean).join(' ') },
        { label: t('device.firmware'), value: d.firmware },
        { label: t('device.serial'), value: d.serial },
        { label: t('device.os'), value: d.os },
        { label: t('device.layer'), value: word('layers', d.layer) },
        { label: t('devices.ip'), value: d.ips.join('　') },
        { label: t('device.mac'), value: d.macs.join('　') },
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

function Lock({ d, f, done }: { d: DeviceDetail; f: Fact; done: () => void }) {
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

/** Every fact with where it came from, its packet and how sure it is; of one field the surest first. */
function FactTable({ d, done, few }: { d: DeviceDetail; done: () => void; few?: boolean }) {
  const facts = [...(d.facts ?? [])].sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : b.confidence - a.confidence));
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
                  {f.locked && <small>{t('device.locked')}</small>}
                  {f.reason && <small>{pair(f.reason)}</small>}
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

function Services({ d }: { d: DeviceDetail }) {
  const list = d.services ?? [];
  return (
    <Section title={<Term name="service-port">{t('device.services')}</Term>} n={list.length} empty={t('device.no-services')}>
      <table aria-label={t('device.services')}>
        <tbody>
          {list.map((s, i) => (
            <tr key={i}>
              <td class="nowrap">
                {s.transport.toUpperCase()} {s.port}
              </td>
              <td>{s.protocol}</td>
              <td>{s.answered ? t('device.answered') : t('device.not-answered')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Flows({ d, few }: { d: DeviceDetail; few?: boolean }) {
  const list = d.flows ?? [];
  return (
    <Section title={t('device.flows')} n={d.flows_total ?? list.length}>
      <table aria-label={t('device.flows')}>
        <thead>
          <tr>
            <th scope="col">{t('flows.client')}</th>
            <th scope="col">{t('flows.server')}</th>
            <th scope="col">{t('flows.protocol')}</th>
            <th scope="col" class="num">
              {t('flows.bytes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(few ? list.slice(0, 6) : list).map((f: Flow) => (
            <tr key={f.n}>
              <td>{f.client.id === d.id ? t('device.this') : <EndLink end={f.client} />}</td>
              <td>{f.server.id === d.id ? t('device.this') : <EndLink end={f.server} />}</td>
              <td>
                {f.protocol} {f.server_port ?? ''}
                <small>
                  <Mark topic="clear" value={f.encrypted} />
                </small>
              </td>
              <td class="num">{bytes(f.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={`/flows?device=${d.id}`}>{t('device.all-flows')}</a>
      </p>
    </Section>
  );
}

function Commands({ d }: { d: DeviceDetail }) {
  const list = d.commands ?? [];
  if (!list.length) return null;
  return (
    <Section title={t('device.commands')} n={list.length}>
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
          {list.map((c: Command, i) => (
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
                <PacketLink packet={c.first_packet} slice={`device=${d.id}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Points({ d }: { d: DeviceDetail }) {
  const list = d.points ?? [];
  return (
    <Section title={t('device.points')} n={list.length} empty={t('device.no-points')}>
      <table aria-label={t('device.points')}>
        <tbody>
          {list.map((p, i) => (
            <tr key={i}>
              <th scope="row">{p.name}</th>
              <td class="num">{p.value}</td>
              <td>{p.unit}</td>
              <td>
                <Time at={p.last} seconds />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function History({ d }: { d: DeviceDetail }) {
  const list = d.history ?? [];
  return (
    <Section title={t('device.history')} n={list.length} empty={t('device.no-history')}>
      <table aria-label={t('device.history')}>
        <tbody>
          {list.map((h, i) => (
            <tr key={i}>
              <td class="nowrap">
                <Time at={h.at} />
              </td>
              <td>
                {pair(h.text)}
                {h.actor && <small>{h.actor}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Records({ d }: { d: DeviceDetail }) {
  const list = d.records ?? [];
  return (
    <Section title={t('device.records')} n={list.length} empty={t('device.no-records')}>
      <ul class="plain">
        {list.map((r) => (
          <li key={r.id}>
            <a href={`/records?open=${r.id}`}>{pair(r.title)}</a>{' '}
            {r.expires && (
              <small class="inline">
                {t('device.record-until')} <Day on={r.expires} />
              </small>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What was approved beside what is seen: two columns, never one over the other. */
function Differences({ d }: { d: DeviceDetail }) {
  const list = d.differences ?? [];
  return (
    <Section title={<Term name="approved-profile">{t('device.differences')}</Term>} n={list.length} empty={d.profile ? t('device.no-differences') : t('device.no-profile')}>
      <table aria-label={t('device.differences')}>
        <thead>
          <tr>
            <th scope="col">{t('device.what')}</th>
            <th scope="col">{t('device.approved')}</th>
            <th scope="col">{t('device.seen-now')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((x, i) => (
            <tr key={i}>
              <th scope="row">{pair(x.what)}</th>
              <td>{x.approved ?? <span class="none">{t('device.not-approved')}</span>}</td>
              <td>{x.seen ?? <span class="none">{t('device.not-seen')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** In the panel beside a list. */
export function DeviceBrief({ id }: { id: string }) {
  const found = useData<DeviceDetail>(`/devices/${id}`, ['devices', 'findings']);
  if (!found.value || found.value.id !== id) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const d = found.value;
  return (
    <>
      <About d={d} />
      {!!d.findings_list?.length && (
        <Section title={<Term name="finding" />} n={d.findings_list.length}>
          <FindingList items={d.findings_list} />
        </Section>
      )}
      <FactTable d={d} done={found.again} few />
      <Services d={d} />
      <Flows d={d} few />
    </>
  );
}

const tabs = ['facts', 'traffic', 'findings', 'values', 'people'] as const;

export default function DevicePage({ id }: PageProps) {
  const found = useData<DeviceDetail>(`/devices/${id}`, ['devices', 'findings', 'records']);
  const tab = (query.value.get('tab') ?? 'facts') as (typeof tabs)[number];
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const d = found.value;
  const findings = d.findings_list ?? [];
  return (
    <>
      <PageHead title={nameOf(d)} note={[d.number, d.line, d.place, word('kinds', d.kind)].filter(Boolean).join('　')}>
        <a class="button" href={`/map?node=${d.id}`}>
          {t('device.on-map')}
        </a>
        <a class="button" href={`/api/v1/slices?device=${d.id}`} download>
          {t('device.packets')}
        </a>
        <DeviceActs d={d} done={found.again} />
      </PageHead>
      <div class="two">
        <About d={d} />
        <div>
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
      {tab === 'facts' && <FactTable d={d} done={found.again} />}
      {tab === 'traffic' && (
        <>
          <Differences d={d} />
          <Services d={d} />
          <Flows d={d} />
          <Commands d={d} />
        </>
      )}
      {tab === 'findings' && (findings.length ? <FindingList items={findings} /> : <Empty title={t('device.no-findings')}>{t('device.no-findings-next')}</Empty>)}
      {tab === 'values' && <Points d={d} />}
      {tab === 'people' && (
        <>
          <Records d={d} />
          <History d={d} />
        </>
      )}
    </>
  );
}
