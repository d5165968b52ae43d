// What an attacker would choose first, what can come of it, what keeps him away; and the two tables that guidance asks for.
import type { ComponentChildren } from 'preact';
import { useData } from '../data';
import { NoSuchRow } from '../parts/absent';
import { Day, Empty, Loading, PacketLink, PageHead, ProblemNote } from '../parts/bits';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { scope } from '../site';
import type { Named, Pair, Paged, RiskControl, RiskHeld, RiskPlace, RiskReason, RiskRow, RiskZone, WorstBusiness } from '../shapes';
import { here, link, query } from '../url';
import { number, pair, t, word } from '../words';
import { yen } from './map-marks';
import { WorstList } from './risk-of';

const tabs = ['first', 'worst', 'controls', 'table', 'zones'] as const;

/** Where a row behind a reason is opened. */
const rowLink = (id: string): string => {
  const to: Record<string, string> = { f: '/findings?open=', r: '/records?open=', d: '/devices/', t: '/attacks?open=' };
  return id[0] === 'n' ? `/flows?open=${id.slice(1)}` : (to[id[0] ?? ''] ?? '/search?q=') + id;
};

function Rows({ ids, total, of }: { ids: string[]; total: number; of?: string }) {
  const [first, rest] = [ids.slice(0, 4), total - Math.min(4, ids.length)];
  return (
    <small class="risk-rows">
      {first.map((id) => (
        <a key={id} href={rowLink(id)}>
          {id[0] === 'n' ? t('risk.flow', { n: id.slice(1) }) : id}
        </a>
      ))}
      {rest > 0 && (of ? <a href={of}>{t('risk.more', { n: number(rest) })}</a> : <span>{t('risk.more', { n: number(rest) })}</span>)}
    </small>
  );
}

const deviceLink = (d: Named) => (
  <a key={d.id} class="named" href={`/devices/${d.id}`}>
    {d.name ?? d.id}
  </a>
);

function Many({ devices, count }: { devices: Named[]; count: number }) {
  return (
    <details>
      <summary>{t('risk.alike', { n: number(count) })}</summary>
      {devices.slice(1).map((d) => (
        <div key={d.id}>{deviceLink(d)}</div>
      ))}
      {count > devices.length && <small>{t('risk.more', { n: number(count - devices.length) })}</small>}
    </details>
  );
}

function Reason({ r, device }: { r: RiskReason; device: string }) {
  const more = r.why === 'reach' ? link('/flows', { device }) : r.why === 'attacks' ? link('/attacks', { device }) : link('/findings', { device });
  return (
    <li>
      <b class="risk-why">{word('risk', `why-${r.why}`)}</b>
      <span>
        {pair(r.words)} <Rows ids={r.rows} total={r.total} of={more} />
      </span>
    </li>
  );
}

function Place({ p }: { p: RiskPlace }) {
  return (
    <tr>
      <td class="num risk-rank">{p.rank}</td>
      <th scope="row">
        <b>{deviceLink(p.device)}</b>
        <small>
          {word('kinds', p.kind)} {p.model}
        </small>
        {p.count > 1 && <Many devices={p.devices} count={p.count} />}
      </th>
      <td class="nowrap minor">{word('risk', `reach-${p.reach}`)}</td>
      <td class="nowrap minor">{word('risk', `ease-${p.ease}`)}</td>
      <td class="long">
        <ul class="plain risk-reasons">
          {p.reasons.map((r, i) => (
            <Reason key={i} r={r} device={p.device.id} />
          ))}
        </ul>
      </td>
    </tr>
  );
}

function First() {
  const found = useData<{ items: RiskPlace[]; devices: number; dropped: number }>(link('/risk/first', scope()), ['findings', 'records', 'devices']);
  const v = found.value;
  if (!v) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  if (!v.items.length) return <Empty title={t('risk.first-none')}>{t('risk.first-none-next')}</Empty>;
  return (
    <>
      <p>
        <Term name="chosen-first">{t('risk.tab-first')}</Term>　{t('risk.first-note', { n: number(v.devices) })}
      </p>
      <div class="wide">
        <table class="risk-first" aria-label={t('risk.tab-first')}>
          <thead>
            <tr>
              <th scope="col" class="num">{t('risk.place')}</th>
              <th scope="col" class="risk-what">{t('risk.device')}</th>
              <th scope="col" class="minor">{t('risk.reached')}</th>
              <th scope="col" class="minor">{t('risk.ease')}</th>
              <th scope="col">{t('risk.reasons')}</th>
            </tr>
          </thead>
          <tbody>
            {v.items.map((p) => (
              <Place key={p.device.id} p={p} />
            ))}
          </tbody>
        </table>
      </div>
      {v.dropped > 0 && <p class="note">{t('risk.first-dropped', { n: number(v.dropped) })}</p>}
    </>
  );
}

function Business({ b }: { b: WorstBusiness }) {
  return (
    <section class="risk-business">
      <h2>
        {b.record ? <a href={`/records?open=${b.record}`}>{b.name}</a> : (b.name ?? t('risk.no-business'))} <small>{word('risk', `weight-${b.weight}`)}</small>
      </h2>
      <p>
        {b.loss_largest !== null ? t('risk.largest', { yen: yen(b.loss_largest) }) : t('risk.no-estimate')}
        {b.loss_record && <> <a href={rowLink(b.loss_record)}>{b.loss_record}</a></>}
        {b.loss_unknown > 0 && <> {t('risk.unestimated', { n: number(b.loss_unknown) })}</>}
        {b.endures !== null && <> {t('risk.endures', { n: number(b.endures) })}</>}
        {b.day_loss !== null && <> {t('risk.day-loss', { yen: yen(b.day_loss) })}</>}
        {b.customers && <> {t('risk.customers', { words: b.customers })}</>}
        {b.fallback && <> {t('risk.fallback', { words: b.fallback })}</>}
      </p>
      {b.cases.length ? <WorstList rows={b.cases} /> : <p class="none">{t('risk.no-case')}</p>}
    </section>
  );
}

function WorstCases() {
  const found = useData<{ businesses: WorstBusiness[]; total: number; expired: number }>(link('/risk/worst', scope()), ['records']);
  const v = found.value;
  if (!v) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  if (!v.businesses.length)
    return (
      <Empty title={t('risk.worst-none')}>
        <a href="/records?add=worst-case">{t('risk.worst-none-next')}</a>
      </Empty>
    );
  return (
    <>
      <p>{t('risk.worst-note')}</p>
      {v.businesses.map((b, i) => (
        <Business key={i} b={b} />
      ))}
    </>
  );
}

const heldColumns = (): Column<RiskHeld>[] => [
  { name: 'device', title: t('risk.device'), cell: (h) => h.device && deviceLink(h.device) },
  { name: 'held', title: t('risk.state'), sort: false, keep: true, cell: (h) => <Mark topic="held" value={h.held ? 'yes' : 'no'} /> },
  { name: 'seen', title: t('risk.seen'), sort: false, long: true, cell: (h) => pair(h.seen) },
  { name: 'since', title: t('risk.since'), minor: true, keep: true, cell: (h) => <Day on={h.since.slice(0, 10)} /> },
  { name: 'packet', title: t('findings.packets'), sort: false, minor: true, cell: (h) => <PacketLink packet={h.packet} slice={h.packet && h.device ? `device=${h.device.id}` : undefined} /> },
];

function Where({ control }: { control: RiskControl }) {
  const q = query.value;
  const found = useData<Paged<RiskHeld>>(link('/risk/held', { control: control.control, cursor: q.get('cursor'), limit: q.get('limit'), sort: q.get('sort') }), ['findings', 'devices']);
  const v = found.value;
  return (
    <>
      <p>{pair(control.does)}</p>
      <ProblemNote problem={found.problem} again={found.again} />
      {v && !v.items.length && <Empty title={t('risk.unmeasured')}>{control.asked ? t('risk.unmeasured-next') : t('risk.unasked')}</Empty>}
      {v && v.items.length > 0 && (
        <>
          <Table label={pair(control.title)} rows={v.items} columns={heldColumns()} id={(h) => h.device?.id ?? ''} sorted="device" />
          <Pages shown={v.items.length} total={v.total} next={v.next} />
        </>
      )}
      <details>
        <summary>{t('risk.question')}</summary>
        <pre tabIndex={0}>{control.sql}</pre>
      </details>
    </>
  );
}

const controlColumns = (): Column<RiskControl>[] => [
  { name: 'layer', title: t('risk.layer'), sort: false, keep: true, cell: (c) => word('assume', `control-${c.layer}`) },
  { name: 'title', title: t('risk.control'), sort: false, cell: (c) => <b>{pair(c.title)}</b> },
  { name: 'does', title: t('risk.does'), sort: false, minor: true, long: true, cell: (c) => pair(c.does) },
  { name: 'held', title: t('risk.held'), sort: false, num: true, cell: (c) => number(c.held) },
  { name: 'broken', title: t('risk.broken'), sort: false, num: true, cell: (c) => number(c.broken) },
  { name: 'covers', title: t('risk.covers'), sort: false, num: true, cell: (c) => number(c.covers) },
];

function Controls() {
  const found = useData<{ items: RiskControl[]; measured: boolean }>('/risk/controls', ['findings', 'devices']);
  const open = query.value.get('open');
  const v = found.value;
  if (!v) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const shown = v.items.find((c) => c.control === open);
  return (
    <>
      <p>
        <Term name="measured-control">{t('risk.tab-controls')}</Term>　{t('risk.controls-note')}
      </p>
      {!v.measured && <p class="notice">{t('risk.not-yet')}</p>}
      <div class="list">
        <Table label={t('risk.tab-controls')} rows={v.items} columns={controlColumns()} id={(c) => c.control} opens />
      </div>
      {open && !shown && <NoSuchRow id={open} />}
      {shown && (
        <Panel title={pair(shown.title)}>
          <Where control={shown} />
        </Panel>
      )}
    </>
  );
}

/** Empty is a word of its own: nothing shows it. */
const Level = ({ of }: { of: number | string | null }) => (of === null ? <span class="none" title={t('risk.empty-level')}>–</span> : <b>{of}</b>);

const Unverified = ({ source, words }: { source: Pair; words: Pair }) => (
  <p class="notice">
    {pair(source)}
    {'　'}
    {pair(words)}
  </p>
);

const Files = ({ path }: { path: string }) => (
  <p class="acts">
    {(['xlsx', 'csv'] as const).map((format) => (
      <a key={format} class="button" href={'/api/v1' + link(path, { ...(path === '/reports/risk' ? scope() : {}), format })} download>
        {format.toUpperCase()}
      </a>
    ))}
  </p>
);

const tableColumns = (): Column<RiskRow>[] => [
  { name: 'rank', title: t('risk.rank'), sort: false, cell: (r) => <Level of={r.rank} /> },
  {
    name: 'asset',
    title: t('risk.asset'),
    sort: false,
    cell: (r) => (r.count === 1 && r.devices[0] ? deviceLink(r.devices[0]) : <Many devices={r.devices} count={r.count} />),
  },
  { name: 'kind', title: t('risk.kind'), sort: false, minor: true, cell: (r) => word('kinds', r.kind) },
  { name: 'threat', title: t('risk.threat'), sort: false, cell: (r) => `${r.threat} ${pair(r.threat_title)}` },
  {
    name: 'importance',
    title: t('risk.importance'),
    sort: false,
    cell: (r) => (
      <>
        <Level of={r.importance} /> <Rows ids={r.importance_rows} total={r.importance_rows.length} />
      </>
    ),
  },
  {
    name: 'threat_level',
    title: t('risk.threat-level'),
    sort: false,
    cell: (r) => (
      <>
        <Level of={r.threat_level} /> <small>{pair(r.threat_words)}</small>
      </>
    ),
  },
  {
    name: 'vulnerability',
    title: t('risk.vulnerability'),
    sort: false,
    cell: (r) => (
      <>
        <Level of={r.vulnerability} /> <Rows ids={r.flaws} total={r.flaws_total} />
      </>
    ),
  },
  { name: 'measures', title: t('risk.measures'), sort: false, minor: true, cell: (r) => r.measures.map((m) => <div key={m}><a href={here({ tab: 'controls', open: m })}>{m}</a></div>) },
];

function AssetTable() {
  const found = useData<{ items: RiskRow[]; total: number; dropped: number; source: Pair; unverified: Pair }>(link('/risk/table', scope()), ['findings', 'records', 'devices']);
  const v = found.value;
  if (!v) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  return (
    <>
      <Unverified source={v.source} words={v.unverified} />
      <Files path="/reports/risk" />
      {v.items.length ? (
        <div class="list">
          <Table label={t('risk.tab-table')} rows={v.items.slice(0, 500)} columns={tableColumns()} id={(r) => `${r.devices[0]?.id}-${r.threat}`} />
          {v.total > 500 && <p class="note">{t('risk.rest-in-file', { n: number(v.total - 500 + v.dropped) })}</p>}
        </div>
      ) : (
        <Empty title={t('risk.table-none')} />
      )}
    </>
  );
}

const list = (parts: ComponentChildren[]) => (parts.length ? <ul class="plain">{parts.map((p, i) => <li key={i}>{p}</li>)}</ul> : <span class="none">–</span>);

const zoneColumns = (): Column<RiskZone>[] => [
  { name: 'zone', title: t('risk.zone'), sort: false, cell: (z) => <b>{pair(z.title)}</b> },
  { name: 'business', title: t('risk.business'), sort: false, cell: (z) => list(z.businesses.map((b, i) => (z.business_rows[i] && z.business_rows.length === z.businesses.length ? <a href={rowLink(z.business_rows[i] ?? '')}>{b}</a> : b))) },
  { name: 'assets', title: t('risk.assets'), sort: false, cell: (z) => list(z.assets.map((a) => <a href={link('/devices', { kind: a.kind, system: z.system })}>{`${word('kinds', a.kind)} ${number(a.count)}`}</a>)) },
  {
    name: 'importance',
    title: t('risk.importance'),
    sort: false,
    cell: (z) => (
      <>
        <Level of={z.importance} /> {z.worst && <Rows ids={[z.worst]} total={1} />}
      </>
    ),
  },
  { name: 'threats', title: t('risk.threats'), sort: false, cell: (z) => list(z.threats.map((x) => <a href={link('/risk', { tab: 'table', system: z.system })}>{`${x.threat} ${pair(x.title)}: ${number(x.devices)}`}</a>)) },
  { name: 'measures', title: t('risk.measures'), sort: false, cell: (z) => list(z.measures.map((m) => <a href={link('/risk', { tab: 'controls', open: m.control })}>{`${pair(m.title)}: ${number(m.devices)}`}</a>)) },
];

function Zones() {
  const found = useData<{ items: RiskZone[]; source: Pair; unverified: Pair }>('/risk/zones', ['findings', 'records', 'devices', 'settings']);
  const v = found.value;
  if (!v) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  return (
    <>
      <Unverified source={v.source} words={v.unverified} />
      <Files path="/reports/zones" />
      <div class="list">
        <Table label={t('risk.tab-zones')} rows={v.items} columns={zoneColumns()} id={(z) => z.zone} />
      </div>
    </>
  );
}

const parts = { first: First, worst: WorstCases, controls: Controls, table: AssetTable, zones: Zones };

export default function Risk() {
  const tab = tabs.find((x) => x === query.value.get('tab')) ?? 'first';
  const Part = parts[tab];
  return (
    <>
      <PageHead title={t('risk.title')} note={t('risk.note')}>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <nav class="tabs" aria-label={t('risk.title')}>
        {tabs.map((x) => (
          <a key={x} href={here({ tab: x === 'first' ? null : x, open: null, cursor: null, sort: null })} aria-current={x === tab ? 'page' : undefined}>
            {t(`risk.tab-${x}`)}
          </a>
        ))}
      </nav>
      <Part />
    </>
  );
}
