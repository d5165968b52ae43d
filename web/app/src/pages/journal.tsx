// Who did what, and what happened: the journal as it stands, newest first, and the proof that nobody changed it.
import { useState } from 'preact/hooks';
import { useData, listPath } from '../data';
import { act } from '../net';
import type { Problem } from '../net';
import { NoSuchRow } from '../parts/absent';
import { Empty, Facts, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { whoOf } from '../parts/who';
import { may } from '../site';
import type { JournalEvent, Paged } from '../shapes';
import { query } from '../url';
import { number, pair, t } from '../words';
import { about } from './about';

const names = ['q', 'kind', 'actor', 'about', 'from', 'to', 'sort', 'limit', 'cursor'];
/** What people look for in a journal; each a set of kinds of events. */
const groups = {
  people: 'decision-made,decision-withdrawn,row-signed,record-added,record-edited,record-removed,request-answered,own-item-added,sheet-frozen',
  devices: 'device-seen,device-changed,device-merged,device-split,device-locked,device-state,profile-approved',
  findings: 'finding-opened,finding-closed,answers-changed',
  accounts: 'signed-in,signed-out,sign-in-failed,account-made,account-changed,account-locked,role-granted,role-revoked,token-made,token-revoked,break-glass-used',
  running: 'watching-started,watching-stopped,role-died,role-restarted,tables-opened,tables-sealed,model-saved,checkpoint-made,backup-made,site-restored,setting-set',
} as const;


const columns = (): Column<JournalEvent>[] => [
  { name: 'seq', title: t('journal.number'), num: true, cell: (e) => number(e.seq) },
  { name: 'at', title: t('journal.at'), sort: false, keep: true, cell: (e) => <Time at={e.at} seconds /> },
  { name: 'who', title: t('journal.who'), sort: false, cell: whoOf },
  { name: 'words', title: t('journal.what'), sort: false, long: true, cell: (e) => pair(e.words) },
  {
    name: 'about',
    title: t('journal.about'),
    sort: false,
    minor: true,
    cell: (e) =>
      e.about.map((id) => {
        const to = about(id);
        return to ? (
          <a key={id} class="item" href={to}>
            {id}
          </a>
        ) : (
          <span key={id} class="item">
            {id}
          </span>
        );
      }),
  },
];

interface Verified {
  events: number;
  flaws: { seq: number; words: { ja: string; en: string } }[];
  flaw_total?: number;
}

function Verify() {
  const [state, set] = useState<{ busy?: boolean; done?: Verified; problem?: Problem }>({});
  const run = async () => {
    set({ busy: true });
    try {
      set({ done: await act<Verified>('POST', '/journal/verify') });
    } catch (problem) {
      set({ problem: problem as Problem });
    }
  };
  return (
    <>
      <button type="button" disabled={state.busy} onClick={run}>
        {state.busy ? t('shell.busy') : t('journal.verify')}
      </button>
      {state.done && (
        <p class={state.done.flaws.length ? 'problem' : 'told'} role="status">
          {state.done.flaws.length ? t('journal.altered', { n: number(state.done.flaw_total ?? state.done.flaws.length) }) : t('journal.whole', { n: number(state.done.events) })}{' '}
          {state.done.flaws
            .slice(0, 5)
            .map((f) => pair(f.words))
            .join(' ')}
        </p>
      )}
      <ProblemNote problem={state.problem} />
    </>
  );
}

export default function Journal() {
  const list = useData<Paged<JournalEvent>>(listPath('/journal', query.value, names, query.value.get('sort') ? {} : { sort: '-seq' }), ['journal']);
  const open = query.value.get('open');
  const event = list.value?.items.find((e) => String(e.seq) === open);
  return (
    <>
      <PageHead title={<Term name="journal">{t('journal.title')}</Term>} note={t('journal.note')}>
        {may('auditor', 'it', 'ot', 'approver') && <Verify />}
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <Filters
        search={t('journal.search')}
        filters={[
          {
            name: 'kind',
            label: t('journal.any-kind'),
            choices: (Object.keys(groups) as (keyof typeof groups)[]).map((g) => ({ value: groups[g], text: t(`journal.group-${g}` as 'journal.group-people') })),
          },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <Empty title={t('journal.none')} />}
      {!!list.value?.items.length && (
        <div class="list">
          <Table label={t('journal.title')} rows={list.value.items} columns={columns()} id={(e) => String(e.seq)} opens sorted="-seq" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
      {open && !event && list.value && !list.loading && <NoSuchRow id={open} />}
      {open && event && (
        <Panel title={pair(event.words)}>
          <Facts
            rows={[
              { label: t('journal.number'), value: number(event.seq) },
              { label: t('journal.at'), value: <Time at={event.at} seconds /> },
              { label: t('journal.who'), value: whoOf(event) },
              { label: t('journal.kind'), value: event.kind },
              { label: t('journal.hash'), value: <code>{event.hash}</code> },
            ]}
          />
          <h3>{t('journal.body')}</h3>
          <pre tabIndex={0}>{JSON.stringify(event.body, null, 2)}</pre>
        </Panel>
      )}
    </>
  );
}
