// Attack assumptions of the whole site: one by one, gravest first, or by kind of device. What was seen stands in each row; a row opens
// what the attack is, why here, what people said, and what is done against it in three layers. On the drawing: pages/map-risk.tsx.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useData, listPath } from '../data';
import { act } from '../net';
import { PartNotYet } from '../parts/absent';
import { Empty, Facts, Loading, PacketLink, PageHead, ProblemNote } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Filters } from '../parts/filters';
import { Form, type Values } from '../parts/form';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { may, scope } from '../site';
import type { AssumptionDetail, AssumptionRow, AttackGroup, AttackKind, Named, Paged } from '../shapes';
import { here, link, query } from '../url';
import { number, pair, t, word } from '../words';
import { itemName } from './about';
import { ASSUMED, Judge, Measures, Said } from './assumption';
import { yen } from './map-marks';

const names = ['q', 'attack', 'state', 'weight', 'where', 'harm', 'device', 'kind', 'far_kind', 'unplanned', 'sort', 'limit', 'cursor'];
const groupNames = ['q', 'attack', 'state'];
const weights = ['now', 'eased', 'placed'] as const;
const states = ['proposed', 'accepted', 'rejected'] as const;
const harms = ['stop', 'wrong-value', 'injury', 'leak', 'partner'] as const;

const kindName = (kind: string | null): string => (kind === 'outside' ? t('attacks.outside') : word('kinds', kind));

/** An end of a link, or the element: as the plant calls it. */
function End({ of, kind }: { of: Named; kind: string | null }) {
  if (/^d\d/.test(of.id)) return <a class="named" href={`/devices/${of.id}`}>{of.name ?? of.id}</a>;
  if (/^r\d/.test(of.id)) return <a class="named" href={`/records?open=${of.id}`}>{of.name ?? of.id}</a>;
  return <span class="named">{of.name ?? t('attacks.all-of', { kind: kindName(kind) })}</span>;
}

const Place = ({ a }: { a: AssumptionRow }) => (
  <>
    <End of={a.from} kind={a.kind} />
    {a.to && (
      <>
        {' → '}
        <End of={a.to} kind={a.far_kind} />
      </>
    )}
  </>
);

const endText = (of: Named, kind: string | null): string => of.name ?? (/^[dro]\d/.test(of.id) ? of.id : t('attacks.all-of', { kind: kindName(kind) }));
const placeText = (a: AssumptionRow): string => (a.to ? `${endText(a.from, a.kind)} → ${endText(a.to, a.far_kind)}` : endText(a.from, a.kind));

/** Layers in which a measure stands; an empty layer is said, not left out. */
function Layers({ a }: { a: AssumptionRow }) {
  const n = a.measures;
  if (!n.physical && !n.human && !n.technical) return <span class="none">{t('attacks.no-measures')}</span>;
  return (
    <>
      {t('assume.measures', { physical: n.physical, human: n.human, technical: n.technical })}
      {n.one_sided > 0 && <b class="warn"> {t('attacks.one-sided')}</b>}
      {n.overdue > 0 && <b class="warn"> {t('assume.overdue')}</b>}
    </>
  );
}

const leads = (a: AssumptionRow) => a.harms.map((h) => word('assume', 'harm-' + h)).join(t('attacks.and'));

const columns = (): Column<AssumptionRow>[] => [
  { name: 'weight', title: t('attacks.weight'), cell: (a) => <Mark topic="weight" value={a.weight} /> },
  {
    name: 'attack',
    title: t('attacks.attack'),
    cell: (a) => (
      <>
        <b>{pair(a.title)}</b>
        <small>{leads(a)}</small>
      </>
    ),
  },
  { name: 'place', title: t('attacks.place'), sort: false, cell: (a) => <Place a={a} /> },
  {
    name: 'why',
    title: t('attacks.why'),
    sort: false,
    long: true,
    cell: (a) => (
      <>
        {pair(a.why)}
        {a.reasons > 1 && <small>{t('attacks.more-reasons', { n: number(a.reasons - 1) })}</small>}
      </>
    ),
  },
  {
    name: 'state',
    title: t('attacks.state'),
    cell: (a) => (
      <>
        <Mark topic="assumed" value={a.state} />
        <small>
          <Layers a={a} />
        </small>
      </>
    ),
  },
];

/* --- one of them */

const Listed = ({ children }: { children: ComponentChildren }) => <ul class="plain">{children}</ul>;

function Reasons({ d }: { d: AssumptionDetail }) {
  const at = d.assumption.from.id;
  return (
    <Listed>
      {d.reasons.map((r) => (
        <li key={r.reason}>
          <Mark topic="weight" value={r.weight} plain /> {r.finding ? <a href={`/findings?open=${r.finding}`}>{pair(r.say)}</a> : pair(r.say)}{' '}
          {r.packet && (
            <small class="inline">
              <PacketLink packet={r.packet} slice={/^d\d/.test(at) ? `device=${at}` : undefined} />
            </small>
          )}
        </li>
      ))}
    </Listed>
  );
}

/** Where else the same attack is thinkable, to judge alike. */
const group = (d: AssumptionDetail) => {
  const a = d.assumption;
  return link('/attacks', { ...scope(), attack: a.attack, kind: a.kind, far_kind: a.far_kind, where: a.far_kind ? 'link' : 'element' });
};

function facts(d: AssumptionDetail) {
  const a = d.assumption;
  return [
    { label: t('attacks.place'), value: <Place a={a} /> },
    { label: t('attacks.harms'), value: leads(a) },
    {
      label: t('attacks.worst'),
      value: d.worst.length ? (
        <Listed>
          {d.worst.map((w) => (
            <li key={w.record}>
              <a href={`/records?open=${w.record}`}>{w.story}</a> {w.loss !== null && <small class="inline">{yen(w.loss)}</small>}
            </li>
          ))}
        </Listed>
      ) : (
        <span class="none">{t('attacks.no-worst')}</span>
      ),
    },
    { label: t('attacks.threats'), value: a.threats.map((n) => `${n} ${word('attacks', 'threat-' + n)}`).join(t('attacks.and')) },
    { label: t('attacks.techniques'), value: d.kind.techniques.join(', ') },
    {
      label: t('findings.items'),
      value: d.rows_of_sheet.length ? (
        <Listed>
          {d.rows_of_sheet.map((r) => (
            <li key={r.item}>
              <a href={`/sheet?open=${r.item}`}>
                {itemName(r.item)} {pair(r.title)}
              </a>
            </li>
          ))}
        </Listed>
      ) : null,
    },
    d.group_total > 1 && { label: t('attacks.alike'), value: <a href={group(d)}>{t('attacks.alike-n', { n: number(d.group_total) })}</a> },
  ];
}

export function AttackBody({ id, done }: { id: string; done: () => void }) {
  const found = useData<AssumptionDetail>(`/attacks/${encodeURIComponent(id)}`, [...ASSUMED]);
  const d = found.value;
  if (found.loading || !d) return <PartNotYet found={found} what="assumption" />;
  const again = () => {
    found.again();
    done();
  };
  return (
    <>
      <p>
        <Mark topic="weight" value={d.assumption.weight} /> <Mark topic="assumed" value={d.assumption.state} />
      </p>
      <p>{pair(d.kind.what)}</p>
      <h3>{t('assume.reasons')}</h3>
      <Reasons d={d} />
      <Said a={d.assumption} />
      <Judge a={d.assumption} done={again} />
      <h3>{t('attacks.measures')}</h3>
      <Measures detail={d} done={again} />
      <Facts rows={facts(d)} />
      {/^d\d/.test(d.assumption.from.id) && (
        <p>
          <a href={`/map?show=attacks&open=${d.assumption.from.id}`}>{t('assume.on-map')}</a>
        </p>
      )}
    </>
  );
}

/* --- an attack on all of a kind, or what nobody proposed */

function JudgeAll({ g, close, done }: { g: AttackGroup & { asked: 'accept' | 'reject' }; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t(`attacks.${g.asked}-all-title`, { attack: pair(g.title), kind: groupName(g), n: number(g.total) })}
      does={t(`assume.${g.asked}`)}
      close={close}
      act={async () => {
        await act('POST', `/attacks/${encodeURIComponent(g.id)}/${g.asked}`, values.words ? { words: values.words } : {});
        done();
      }}
    >
      <p>{t('attacks.all-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="all"
        fields={[{ name: 'words', label: t(g.asked === 'reject' ? 'assume.why-not' : 'assume.why'), type: 'long', required: g.asked === 'reject', max: 1000 }]}
      />
    </Dialog>
  );
}

function AddAttack({ close, done }: { close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({});
  const kinds = useData<{ items: AttackKind[] }>('/attack-kinds');
  const kind = kinds.value?.items.find((k) => k.attack === values.attack);
  const mayLink = kind?.where.includes('link');
  return (
    <Dialog
      title={t('assume.add')}
      does={t('assume.add')}
      close={close}
      act={async () => {
        const place = mayLink && values.to ? `${values.from}~${values.to}` : values.from;
        await act('POST', '/attacks', { attack: values.attack, place, ...(values.words ? { words: values.words } : {}) });
        done();
      }}
    >
      <Form
        values={values}
        change={change}
        prefix="new"
        fields={[
          { name: 'attack', label: t('assume.which'), type: 'choice', required: true, choices: (kinds.value?.items ?? []).map((k) => ({ value: k.attack, text: pair(k.title) })), help: kind && pair(kind.what) },
          { name: 'from', label: t(mayLink ? 'attacks.from' : 'attacks.place'), type: 'device', required: true },
          ...(mayLink ? [{ name: 'to', label: t('attacks.to'), type: 'device' as const, required: !kind?.where.includes('element'), without: values.from }] : []),
          { name: 'words', label: t('assume.why'), type: 'long', required: values.attack === 'other', max: 1000 },
        ]}
      />
    </Dialog>
  );
}

/* --- lists */

const groupName = (g: AttackGroup) => (g.far_kind ? `${kindName(g.kind)} → ${kindName(g.far_kind)}` : kindName(g.kind));

const groupColumns = (ask: (g: AttackGroup, asked: 'accept' | 'reject') => void): Column<AttackGroup>[] => [
  { name: 'weight', title: t('attacks.weight'), sort: false, cell: (g) => <Mark topic="weight" value={g.weight} /> },
  { name: 'attack', title: t('attacks.attack'), sort: false, cell: (g) => <b>{pair(g.title)}</b> },
  {
    name: 'kind',
    title: t('attacks.kind'),
    sort: false,
    cell: (g) => (
      <a href={link('/attacks', { ...scope(), attack: g.attack, kind: g.kind, far_kind: g.far_kind, where: g.far_kind ? 'link' : 'element' })}>
        {groupName(g)}
      </a>
    ),
  },
  { name: 'why', title: t('attacks.why-example'), sort: false, minor: true, long: true, cell: (g) => pair(g.example.why) },
  { name: 'total', title: t('attacks.total'), sort: false, num: true, cell: (g) => number(g.total) },
  {
    name: 'judged',
    title: t('attacks.state'),
    sort: false,
    keep: true,
    cell: (g) => (
      <>
        {t('attacks.n-judged', { accepted: number(g.accepted), rejected: number(g.rejected) })}
        {g.proposed > 0 && <small>{t('attacks.n-proposed', { n: number(g.proposed) })}</small>}
        {g.accepted > 0 && <small>{t('attacks.n-measured', { n: number(g.measures) })}</small>}
      </>
    ),
  },
  ...(may('it', 'ot', 'approver')
    ? [
        {
          name: 'acts',
          title: t('attacks.all'),
          sort: false as const,
          cell: (g: AttackGroup) => (
            <span class="acts">
              <button type="button" onClick={() => ask(g, 'accept')}>
                {t('assume.accept')}
              </button>
              <button type="button" onClick={() => ask(g, 'reject')}>
                {t('assume.reject')}
              </button>
            </span>
          ),
        },
      ]
    : []),
];

function Groups() {
  const found = useData<{ items: AttackGroup[]; total: number; dropped: number }>(listPath('/attack-groups', query.value, groupNames, scope()), [...ASSUMED]);
  const [asked, ask] = useState<(AttackGroup & { asked: 'accept' | 'reject' }) | null>(null);
  const v = found.value;
  return (
    <>
      <Filters search={t('attacks.search')} filters={[{ name: 'state', label: t('attacks.state'), choices: states.map((s) => ({ value: s, text: word('assumed', s) })) }]} />
      <ProblemNote problem={found.problem} again={found.again} />
      {!v && !found.problem && <Loading />}
      {v && v.dropped > 0 && <p class="notice">{t('attacks.dropped', { n: number(v.dropped) })}</p>}
      {v && !v.items.length && <Empty title={t('attacks.none-filtered')} />}
      {v && v.items.length > 0 && (
        <div class="list">
          <Table label={t('attacks.tab-kinds')} rows={v.items} columns={groupColumns((g, a) => ask({ ...g, asked: a }))} id={(g) => g.id} />
        </div>
      )}
      {asked && <JudgeAll g={asked} close={() => ask(null)} done={found.again} />}
    </>
  );
}

const choices = (of: readonly string[], topic: string, before = '') => of.map((s) => ({ value: s, text: word(topic, before + s) }));

function List() {
  const list = useData<Paged<AssumptionRow>>(listPath('/attacks', query.value, names, scope()), [...ASSUMED]);
  const kinds = useData<{ items: AttackKind[] }>('/attack-kinds');
  const open = query.value.get('open');
  const filtered = names.slice(0, 10).some((n) => query.value.get(n));
  const v = list.value;
  const shown = v?.items.find((a) => a.id === open || a.number === open);
  return (
    <>
      <Filters
        search={t('attacks.search')}
        filters={[
          { name: 'weight', label: t('attacks.weight'), choices: choices(weights, 'weight') },
          { name: 'attack', label: t('attacks.attack'), choices: (kinds.value?.items ?? []).map((k) => ({ value: k.attack, text: pair(k.title) })) },
          { name: 'state', label: t('attacks.state'), choices: choices(states, 'assumed') },
          { name: 'harm', label: t('attacks.harms'), choices: choices(harms, 'assume', 'harm-') },
          { name: 'where', label: t('attacks.where'), choices: [{ value: 'element', text: t('attacks.element') }, { value: 'link', text: t('attacks.link') }] },
          { name: 'unplanned', label: t('attacks.any-measure'), choices: [{ value: '1', text: t('attacks.unplanned') }] },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!v && !list.problem && <Loading />}
      {v && !v.items.length && (filtered ? <Empty title={t('attacks.none-filtered')} /> : <Empty title={t('attacks.none')}>{t('attacks.none-next')}</Empty>)}
      {v && v.items.length > 0 && (
        <div class="list">
          {v.total > 300 && !filtered && (
            <p class="notice">
              {t('attacks.many', { n: number(v.total) })} <a href={here({ tab: 'kinds', cursor: null })}>{t('attacks.tab-kinds')}</a>
            </p>
          )}
          <Table label={t('attacks.title')} rows={v.items} columns={columns()} id={(a) => a.id} opens sorted="weight" rowClass={(a) => (a.state === 'rejected' ? 'gone' : undefined)} />
          <Pages shown={v.items.length} total={v.total} next={v.next} />
        </div>
      )}
      {open && (
        <Panel title={shown ? t('attacks.panel', { attack: pair(shown.title), place: placeText(shown) }) : open}>
          <AttackBody key={open} id={open} done={list.again} />
        </Panel>
      )}
    </>
  );
}

export default function Attacks() {
  const kinds = query.value.get('tab') === 'kinds';
  const [adding, add] = useState(false);
  const tab = (to: string | null) => here({ tab: to, open: null, cursor: null, sort: null, kind: null, far_kind: null, where: null, weight: null });
  return (
    <>
      <PageHead title={<Term name="attack-assumption">{t('attacks.title')}</Term>} note={t('attacks.note')}>
        {may('it', 'ot', 'approver') && (
          <button type="button" onClick={() => add(true)}>
            {t('assume.add')}
          </button>
        )}
        {(['xlsx', 'csv'] as const).map((format) => (
          <a key={format} class="button" href={`/api/v1${link('/reports/attacks', { format, ...scope() })}`} download>
            {format === 'xlsx' ? 'Excel' : 'CSV'}
          </a>
        ))}
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <nav class="tabs" aria-label={t('attacks.title')}>
        <a href={tab(null)} aria-current={kinds ? undefined : 'page'}>
          {t('attacks.tab-places')}
        </a>
        <a href={tab('kinds')} aria-current={kinds ? 'page' : undefined}>
          {t('attacks.tab-kinds')}
        </a>
        <a href={link('/map', { show: 'attacks', ...scope() })}>{t('attacks.to-map')}</a>
      </nav>
      {kinds ? <Groups /> : <List />}
      {adding && <AddAttack close={() => add(false)} done={() => add(false)} />}
    </>
  );
}
