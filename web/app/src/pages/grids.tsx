// Threats by life state, components by step: what is there, what lacks, what nobody knows. A place opens its functions and the rows behind.
import { useData } from '../data';
import { NoSuchRow, PartNotYet } from '../parts/absent';
import { Empty, Loading, PageHead, ProblemNote } from '../parts/bits';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { scope, system } from '../site';
import type { Grid, GridBinding, GridFunction, GridGate, GridLine, GridPlace, GridPlaceDetail } from '../shapes';
import { go, here, link, query } from '../url';
import { number, pair, t, word } from '../words';
import { about } from './about';
import { systemName } from './records';

const names = ['threats', 'process'] as const;
const shownGrid = () => (query.value.get('grid') === 'process' ? 'process' : 'threats');
const kindOf = (): Record<string, string> => {
  const kind = query.value.get('device_kind');
  return kind && shownGrid() === 'threats' ? { device_kind: kind } : {};
};
const at = (...parts: string[]) => ['/grids', shownGrid(), system.value, ...parts].join('/');

/** Numbers with their words; what is not there at all is left out. */
const counted = (n: GridPlace['functions']) =>
  (['lack', 'have', 'unknown'] as const)
    .filter((k) => n[k])
    .map((k) => t(`grids.n-${k}`, { n: number(n[k]) }))
    .join(t('grids.between'));

/** Of the functions of a place: numbers with their words; the state is said by word, shape and colour. */
function Place({ place, to, open }: { place: GridPlace; to: string; open: boolean }) {
  if (place.state === 'none') return <span class="none">{t('grids.nothing')}</span>;
  const n = place.functions;
  return (
    <a class="grid-place" href={to} aria-current={open ? 'true' : undefined}>
      <Mark topic="grid" value={place.state} />
      <small>{counted(n)}</small>
    </a>
  );
}

function Line({ line, steps }: { line: GridLine; steps: Grid['steps'] }) {
  const open = query.value.get('open');
  return (
    <tr>
      <th scope="row">
        {line.number} {pair(line.title)}
      </th>
      {line.places.map((p, i) => (
        <td key={i} class={p.state === 'lack' ? 'lacks' : undefined}>
          <Place place={p} to={here({ open: `${line.name}.${steps[i].name}` })} open={open === `${line.name}.${steps[i].name}`} />
        </td>
      ))}
    </tr>
  );
}

function Matrix({ grid }: { grid: Grid }) {
  return (
    <div class="wide">
      <table class="matrix grid-matrix" aria-label={pair(grid.grid.title)}>
        <thead>
          <tr>
            <th scope="col">{t(shownGrid() === 'threats' ? 'grids.threat' : 'grids.component')}</th>
            {grid.steps.map((s) => (
              <th scope="col" key={s.name}>
                {s.number} {pair(s.title)}
                {!!s.here && <small>{t('grids.here', { n: number(s.here) })}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.lines.map((l) => (
            <Line key={l.name} line={l} steps={grid.steps} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/* --- what is open before the next step */

const files: Record<string, (s: string) => string> = {
  sheet: (s) => `/api/v1/sheets/jssec-2.1/${s}/export?format=pdf`,
  ledger: () => '/api/v1/reports/devices?format=xlsx',
  flows: () => '/api/v1/reports/flows?format=csv',
  map: () => '/map',
  report: () => '/api/v1/reports/report.html',
};

const addRecord = (wanted: string) => {
  const [kind, topic] = wanted.split(':');
  return link('/records', { add: kind, topic, ...scope() });
};

function Document({ d }: { d: GridGate['documents'][number] }) {
  return (
    <li>
      {d.state !== 'none' && <Mark topic="grid" value={d.state} />} {pair(d.title)}{' '}
      {d.records.map((r) => (
        <a key={r} class="item" href={about(r) ?? '/records'}>
          {r}
        </a>
      ))}
      {d.state !== 'have' && d.wanted.map((w) => <a key={w} class="item" href={addRecord(w)}>{t('records.write')}</a>)}
      {d.pack && <a class="item" href={link('/vendors', scope())}>{t(`grids.pack-${d.pack}` as 'grids.pack-questions')}</a>}
      {d.export && <a class="item" href={files[d.export]?.(system.value) ?? '/reports'} download={d.export === 'map' ? undefined : true}>{t('grids.take')}</a>}
    </li>
  );
}

/** A system that runs although earlier gates are open: said, with the steps. */
function ahead(grid: Grid): string | null {
  const open = grid.gates.slice(0, -1).filter((g) => g.open > 0);
  if (grid.system.status !== 'live' || !open.length) return null;
  return t('grids.ahead', { system: systemName(grid.system.id), steps: open.map((g) => pair(g.title)).join(t('grids.between')) });
}

function Gate({ gate }: { gate: GridGate }) {
  return (
    <section class="grid-gate">
      <h3>
        {pair(gate.title)} <small>{gate.open ? t('grids.open', { n: number(gate.open) }) : t('grids.clear')}</small>
      </h3>
      <p class="note">{pair(gate.gate)}</p>
      <ul class="plain">
        {gate.documents.map((d) => (
          <Document key={d.name} d={d} />
        ))}
      </ul>
      {gate.first.some((f) => f.line) && (
        <details>
          <summary>{t('grids.open-functions', { n: number(gate.first.filter((f) => f.line).length) })}</summary>
          <ul class="plain">
            {gate.first
              .filter((f) => f.line)
              .map((f) => (
                <li key={f.name}>
                  <Mark topic="grid" value={f.state} /> <a href={here({ open: `${f.line}.${gate.step}` })}>{pair(f.title)}</a>
                </li>
              ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/* --- one place */

/** The title of a check or a detector says what would be wrong: "there" beside it would read as if it were so. */
function checked(b: GridBinding) {
  if ((b.of !== 'check' && b.of !== 'detector') || b.state === 'unknown') return undefined;
  return b.state === 'have' ? t('grids.check-have') : t('grids.check-lack');
}

function Shown({ b }: { b: GridBinding }) {
  const rows = [...b.findings, ...b.records];
  const wanted = b.of === 'record' && !b.records.length ? b.name + (b.topic ? ':' + b.topic : '') : null;
  const rest = b.findings_total + b.records_total - rows.length;
  return (
    <li>
      <Mark topic="grid" value={b.state} words={checked(b)} /> <span class="soft">{t(`grids.of-${b.of}` as 'grids.of-check')}</span> {pair(b.title)}
      <small>
        {t('grids.devices', { counts: counted(b.devices) })}{' '}
        {rows.slice(0, 12).map((r) => (
          <a key={r} class="item" href={about(r) ?? '/'}>
            {r}
          </a>
        ))}
        {(rows.length > 12 || rest > 0) && <span>{t('grids.more', { n: number(rows.length - Math.min(12, rows.length) + Math.max(0, rest)) })}</span>}
        {wanted && (
          <a class="item" href={addRecord(wanted)}>
            {t('records.write')}
          </a>
        )}
      </small>
    </li>
  );
}

function Function({ f }: { f: GridFunction }) {
  return (
    <section>
      <h3>
        <Mark topic="grid" value={f.state} /> {pair(f.title)}
      </h3>
      {f.state === 'have' && <p class="note">{t(`grids.by-${f.by}` as 'grids.by-record')}</p>}
      {f.guide && (
        <p class="notice">
          <b>{t('grids.ask')}</b> {pair(f.guide)}
        </p>
      )}
      {f.bindings.length > 0 && (
        <ul class="plain grid-shown">
          {f.bindings.map((b) => (
            <Shown key={b.of + b.name + b.topic} b={b} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PlaceBody({ line, step }: { line: string; step: string }) {
  const found = useData<GridPlaceDetail>(link(at(line, step), kindOf()), ['findings', 'records', 'devices']);
  const v = found.value;
  if (found.loading || !v) return <PartNotYet found={found} what="place" />;
  return (
    <>
      <p class="note">{t('grids.rule')}</p>
      {v.functions.map((f) => (
        <Function key={f.name} f={f} />
      ))}
      {v.devices.length > 0 && (
        <>
          <h3>{t('grids.lacking', { n: number(v.devices_total) })}</h3>
          <ul class="plain">
            {v.devices.map((d) => (
              <li key={d.id + d.function}>
                <a class="named" href={`/devices/${d.id}`}>
                  {d.name ?? d.id}
                </a>{' '}
                <small class="inline">{pair(v.functions.find((f) => f.name === d.function)?.title)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/* --- the page */

function Kinds({ grid }: { grid: Grid }) {
  return (
    <form class="filters" onSubmit={(e) => e.preventDefault()}>
      <label>
        {t('grids.kind')}{' '}
        <select value={grid.kind ?? ''} onChange={(e) => go(here({ device_kind: e.currentTarget.value, open: null }))}>
          {grid.kinds.map((k) => (
            <option key={k.kind} value={k.kind}>
              {t('grids.kind-of', { kind: pair(k.title), n: number(k.devices) })}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

function Whole({ grid }: { grid: Grid }) {
  if (grid.grid.by_kind && !grid.kind) return <Empty title={t('grids.no-devices')}>{t('grids.no-devices-next')}</Empty>;
  return (
    <>
      {grid.grid.by_kind && <Kinds grid={grid} />}
      <p class="print-line">
        {systemName(system.value)} {grid.kind && t('grids.kind-of', { kind: pair(grid.kinds.find((k) => k.kind === grid.kind)?.title), n: number(grid.devices) })}
      </p>
      <Matrix grid={grid} />
      <p class="note">
        {t('grids.legend')} {grid.left_out > 0 && t('grids.left-out', { n: grid.left_out })}
      </p>
      {grid.gates.length > 0 && (
        <section>
          <h2>{t('grids.gates')}</h2>
          {ahead(grid) && <p class="notice">{ahead(grid)}</p>}
          <div class="grid-gates">
            {grid.gates.map((g) => (
              <Gate key={g.step} gate={g} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

function titleOf(grid: Grid | null, line: string, step: string): string {
  const l = grid?.lines.find((x) => x.name === line);
  const s = grid?.steps.find((x) => x.name === step);
  return l && s ? t('grids.place-title', { line: pair(l.title), step: pair(s.title) }) : '';
}

export default function Grids() {
  const found = useData<Grid>(link(at(), kindOf()), ['findings', 'records', 'devices']);
  const grid = found.value?.grid.name === shownGrid() ? found.value : null;
  const [line, step] = (query.value.get('open') ?? '').split('.');
  return (
    <div class="grids">
      <PageHead title={t('grids.title')} note={grid ? pair(grid.grid.note) : systemName(system.value)}>
        {(['xlsx', 'csv', 'json'] as const).map((format) => (
          <a key={format} class="button" href={link('/api/v1' + at('export'), { format })} download>
            {t(`grids.export-${format}`)}
          </a>
        ))}
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <nav class="tabs" aria-label={t('grids.which')}>
        {names.map((n) => (
          <a key={n} href={here({ grid: n === 'threats' ? null : n, open: null, device_kind: null })} aria-current={n === shownGrid() ? 'page' : undefined}>
            {t(`grids.tab-${n}`)}
          </a>
        ))}
        <a href="/jclics">{t('grids.to-jclics')}</a>
      </nav>
      {grid?.grid.unverified && (
        <p class="notice">
          <b>{t('grids.unverified')}</b> {pair(grid.grid.unverified)} <span class="soft">{pair(grid.grid.source)}</span>
        </p>
      )}
      <ProblemNote problem={found.problem} again={found.again} />
      {!grid && !found.problem && <Loading />}
      {grid && <Whole grid={grid} />}
      {line && !step && <NoSuchRow id={line} />}
      {line && step && (
        <Panel title={titleOf(grid, line, step) || word('grids', 'title')}>
          <PlaceBody line={line} step={step} />
        </Panel>
      )}
    </div>
  );
}
