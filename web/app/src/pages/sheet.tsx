// The sheet: what is asked, what the evidence says, what people decided, who signed. A row opens everything behind it.
import { useState } from 'preact/hooks';
import { useData, listPath } from '../data';
import { PartNotYet } from '../parts/absent';
import { Empty, Loading, PageHead, ProblemNote } from '../parts/bits';
import { Filters, type Filter } from '../parts/filters';
import { Counts, Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { Views } from '../parts/views';
import { may, scope, staff, system, systems } from '../site';
import type { SheetRow, SheetRows } from '../shapes';
import { here, link, query } from '../url';
import { number, pair, t, word } from '../words';
import { itemName } from './about';
import { verdicts } from './home';
import { Freeze, OwnItem, Sign } from './sheet-acts';
import { AsOf, asOf, PastRow, thenPath } from './sheet-asof';
import { SheetGroups } from './sheet-groups';
import { SheetGuide } from './sheet-guide';
import { RowBody, signers } from './sheet-row';

export const SHEET = '/sheets/jssec-2.1';
export const functions = ['identify', 'protect', 'detect', 'respond', 'recover'] as const;
const lights = ['decide', 'good', 'amber', 'verify', 'review', 'accepted', 'note'];
const names = ['function', 'category', 'csf2', 'lead', 'asked', 'verdict', 'state', 'q'];

const columns = (): Column<SheetRow>[] => [
  { name: 'item', title: t('sheet.item'), sort: false, keep: true, cell: (r) => itemName(r.item) },
  {
    name: 'title',
    title: t('sheet.asked'),
    sort: false,
    cell: (r) => (
      <>
        {pair(r.title)}
        {r.provisional && (
          <small>
            <Term name="provisional" />
          </small>
        )}
      </>
    ),
  },
  { name: 'lead', title: t('sheet.lead'), sort: false, minor: true, keep: true, cell: (r) => t(`sheet.lead-${r.lead}` as 'sheet.lead-it') },
  { name: 'verdict', title: <Term name="verdict" />, sort: false, keep: true, cell: (r) => <Mark topic="verdict" value={r.verdict} /> },
  {
    name: 'decision',
    title: <Term name="decision" />,
    sort: false,
    keep: true,
    cell: (r) => (r.decision ? <Mark topic="decision" value={r.decision.choice} /> : <span class="none">{t('home.undecided')}</span>),
  },
  { name: 'state', title: t('home.both'), sort: false, keep: true, cell: (r) => <Mark topic="light" value={r.state} /> },
  { name: 'signed', title: t('sheet.signed'), sort: false, minor: true, cell: (r) => signers(r) },
];

const filters = (categories: string[]): Filter[] => [
  { name: 'function', label: t('sheet.any-function'), choices: functions.map((f) => ({ value: f, text: word('shell', 'function-' + f) })) },
  { name: 'category', label: t('sheet.any-category'), choices: categories.map((c) => ({ value: c, text: `${c} ${word('category', c.toLowerCase().replace('.', '-'))}` })) },
  { name: 'lead', label: t('sheet.any-lead'), choices: ['it', 'ot', 'both'].map((l) => ({ value: l, text: t(`sheet.lead-${l}` as 'sheet.lead-it') })) },
  { name: 'verdict', label: t('sheet.any-verdict'), choices: verdicts.map((v) => ({ value: v, text: word('verdict', v) })) },
  { name: 'state', label: t('sheet.any-state'), choices: lights.map((s) => ({ value: s, text: word('light', s) })) },
  {
    name: 'asked',
    label: t('sheet.any-level'),
    choices: [
      { value: '1', text: t('sheet.asked-yes') },
      { value: '0', text: t('sheet.asked-no') },
    ],
  },
];

const count = (rows: SheetRow[]) => Object.fromEntries(verdicts.map((v) => [v, rows.filter((r) => r.verdict === v).length]));

/** The six parts of "identify", each with its counts: everything later stands on them. */
function Tiles({ rows }: { rows: SheetRow[] }) {
  const parts = [...new Set(rows.filter((r) => r.function === 'identify').map((r) => r.category))];
  return (
    <section class="tiles" aria-label={t('sheet.tiles')}>
      {parts.map((c) => {
        const own = rows.filter((r) => r.category === c);
        const open = own.filter((r) => r.verdict !== 'met').length;
        return (
          <a key={c} href={here({ category: c, function: null, open: null })} aria-current={query.value.get('category') === c ? 'true' : undefined}>
            <b>{word('category', c.toLowerCase().replace('.', '-'))}</b>
            <span>{t('sheet.tile-open', { n: number(open), m: number(own.length) })}</span>
            <Mark topic="verdict" value={worst(own)} />
          </a>
        );
      })}
    </section>
  );
}

/** The verdict of a part is that of its weakest row: a "no" first, then what nobody knows. */
const worst = (rows: SheetRow[]) => ['not-met', 'unknown', 'person', 'partly', 'met'].find((v) => rows.some((r) => r.verdict === v));

function Exports() {
  const at = `/api/v1${SHEET}/${system.value}/export`;
  return (
    <>
      {(['pdf', 'xlsx', 'csv'] as const).map((format) => (
        <a key={format} class="button" href={link(at, { format, as_of: asOf() })} download>
          {t(`sheet.export-${format}`)}
        </a>
      ))}
    </>
  );
}

/** Rows of one item under the item's own line, as on paper. */
function Rows({ rows, chosen, choose }: { rows: SheetRow[]; chosen: Set<string>; choose?: (ids: Set<string>) => void }) {
  const items: { parent: string; rows: SheetRow[] }[] = [];
  for (const r of rows) {
    const last = items[items.length - 1];
    if (last?.parent === r.parent) last.rows.push(r);
    else items.push({ parent: r.parent, rows: [r] });
  }
  return (
    <>
      {functions.map((f) => {
        const own = items.filter((i) => i.rows[0].function === f);
        return own.length ? <Part key={f} title={word('shell', 'function-' + f)} items={own} chosen={chosen} choose={choose} /> : null;
      })}
      <Part key="own" title={t('sheet.own')} items={items.filter((i) => !i.rows[0].function)} chosen={chosen} choose={choose} />
    </>
  );
}

function Part({ title, items, chosen, choose }: { title: string; items: { parent: string; rows: SheetRow[] }[]; chosen: Set<string>; choose?: (ids: Set<string>) => void }) {
  const rows = items.flatMap((i) => i.rows);
  if (!rows.length) return null;
  return (
    <section>
      <h2>
        {title} <small>{t('sheet.rows', { n: number(rows.length) })}</small>
      </h2>
      <div class="list">
        <Table label={title} rows={rows} columns={columns()} id={(r) => r.item} opens chosen={chosen} choose={choose} rowClass={(r) => (r.asked ? undefined : 'gone')} />
      </div>
    </section>
  );
}

export default function Sheet() {
  const [chosen, choose] = useState<Set<string>>(new Set());
  const [act, setAct] = useState<'sign' | 'own' | 'freeze' | null>(null);
  const whole = useData<SheetRows>(thenPath(`${SHEET}/${system.value}`), ['sheet', 'findings', 'records']);
  const filtered = names.some((n) => query.value.get(n));
  const some = useData<SheetRows>(filtered ? listPath(`${SHEET}/${system.value}`, query.value, [...names, 'as_of']) : null, ['sheet', 'findings', 'records']);
  const list = filtered ? some : whole;
  const all = whole.value?.items ?? [];
  const open = query.value.get('open');
  const guide = query.value.get('guide');
  const row = all.find((r) => r.item === open);
  const past = asOf(); // read only: what is shown is not what is
  const grouped = query.value.get('by') === 'csf2' && !past ? 'csf2' : 'sheet';
  const level = past ? whole.value?.past?.level : whole.value?.system.level;
  const mine = may('it', 'ot', 'approver', 'executive') && !past;
  if (guide && all.length && !past) return <SheetGuide rows={all} item={guide} again={whole.again} />;
  return (
    <>
      <PageHead
        title={t('sheet.title')}
        note={`${systems.value.find((s) => s.id === system.value)?.name ?? t('shell.system-all')}　${level ? t('sheet.level', { level: word('level', level) }) : t('sheet.level-none')}`}
      >
        {mine && all.length > 0 && (
          <a class="button" href={here({ guide: firstOpen(all), open: null })}>
            {t('sheet.guide')}
          </a>
        )}
        <Exports />
        {mine && (
          <>
            <button type="button" onClick={() => setAct('own')}>
              {t('sheet.own-add')}
            </button>
            <button type="button" onClick={() => setAct('freeze')}>
              {t('sheet.freeze')}
            </button>
          </>
        )}
      </PageHead>
      <AsOf past={whole.value?.past} />
      {all.length > 0 && (
        <>
          <Counts topic="verdict" order={[...verdicts]} counts={count(all.filter((r) => r.asked))} />
          <p class="note">{t('sheet.note')}</p>
          <Tiles rows={all} />
        </>
      )}
      <nav class="tabs" aria-label={t('sheet.by')}>
        {(past ? (['sheet'] as const) : (['sheet', 'csf2'] as const)).map((by) => (
          <a key={by} href={here({ by: by === 'sheet' ? null : by, open: null })} aria-current={by === grouped ? 'page' : undefined}>
            {t(`sheet.by-${by}`)}
          </a>
        ))}
        {staff() && <a href={link('/grids', scope())}>{t('sheet.to-grids')}</a>}
      </nav>
      {grouped === 'sheet' && <Views page="sheet" names={names} />}
      {grouped === 'sheet' && <Filters search={t('sheet.search')} filters={filters([...new Set(all.map((r) => r.category).filter(Boolean))])} />}
      {chosen.size > 0 && (
        <div class="many-bar" role="status">
          <b>{t('sheet.chosen', { n: chosen.size })}</b>
          <button type="button" class="first" onClick={() => setAct('sign')}>
            {t('sheet.sign-many')}
          </button>
          <button type="button" onClick={() => choose(new Set())}>
            {t('devices.choose-none')}
          </button>
        </div>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {grouped === 'csf2' && <SheetGroups at={SHEET} as="csf2" />}
      {grouped === 'sheet' && list.value && !list.value.items.length && <Empty title={t('sheet.none')}>{t('sheet.none-next')}</Empty>}
      {grouped === 'sheet' && !!list.value?.items.length && <Rows rows={list.value.items} chosen={chosen} choose={mine ? choose : undefined} />}
      {open && (
        <Panel title={row ? `${itemName(row.item)} ${pair(row.title)}` : open} full={past ? undefined : link('/sheet', { guide: open, ...scope() })}>
          {!past ? <RowBody item={open} /> : row ? <PastRow row={row} /> : <PartNotYet found={whole} what="item" />}
        </Panel>
      )}
      {act === 'sign' && (
        <Sign
          rows={all.filter((r) => chosen.has(r.item))}
          close={() => setAct(null)}
          done={() => {
            choose(new Set());
            whole.again();
          }}
        />
      )}
      {act === 'freeze' && <Freeze close={() => setAct(null)} done={whole.again} />}
      {act === 'own' && <OwnItem close={() => setAct(null)} done={whole.again} />}
    </>
  );
}

/** Where the guide begins: the first row that is asked and not decided, else the first whose decision no longer fits. */
function firstOpen(rows: SheetRow[]): string {
  return (rows.find((r) => r.asked && !r.decision) ?? rows.find((r) => r.contradiction || r.expired || r.open_sides.length) ?? rows[0]).item;
}
