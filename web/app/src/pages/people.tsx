// Who is on duty now, who was told what, and whether they answered.
import { useState } from 'preact/hooks';
import { listPath, useData } from '../data';
import { act, type Problem } from '../net';
import { PartNotYet } from '../parts/absent';
import { Empty, Facts, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { may, scope, staff } from '../site';
import type { Duty, MessageDetail, MessageShort, MessageTo, Paged, RosterToday } from '../shapes';
import { go, here, link, query } from '../url';
import { number, pair, t, word } from '../words';
import { about } from './about';

const tabs = ['today', 'messages'] as const;

/** Sends a message for trial and shows it: only the person's own answer shows that he is reached. */
function TestButton({ d }: { d: Duty }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!may('it', 'ot')) return null;
  const send = () =>
    act<{ message: string; held: boolean }>('POST', `/contacts/${d.contact}/test`, {}).then(
      (made) => go(link('/people', { tab: 'messages', open: made.message })),
      (p) => setProblem(p as Problem),
    );
  return (
    <>
      <button type="button" onClick={send}>
        {t('people.test')}
      </button>
      <ProblemNote problem={problem} />
    </>
  );
}

/** In the order in which they are called. */
function Called({ people }: { people: Duty[] }) {
  return (
    <div class="wide">
      <table aria-label={t('people.order')}>
        <thead>
          <tr>
            <th scope="col" class="num">
              {t('people.nth')}
            </th>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.part')}</th>
            <th scope="col">{t('people.phone')}</th>
            <th scope="col">{t('people.reach')}</th>
            <th scope="col">
              <span class="off">{t('settings.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((d, i) => (
            <tr key={d.contact} class={d.away ? 'gone' : undefined}>
              <td class="num">{i + 1}</td>
              <th scope="row">
                <b>{d.name ?? d.contact}</b>
                {d.unit && <small>{d.unit}</small>}
              </th>
              <td>
                {d.record ? <a href={`/records?open=${d.record}`}>{word('people', `part-${d.part}`)}</a> : word('people', `part-${d.part}`)}
                {d.away && <b class="warn"> {t('people.away')}</b>}
                {d.limited && <small>{t('people.limited')}</small>}
              </td>
              <td class="nowrap">{d.phone ?? <span class="none">{t('people.no-phone')}</span>}</td>
              <td>
                {d.reachable === 'yes' ? null : <b class="warn">{word('people', `reach-${d.reachable}`)}</b>}
                <small>{d.tested ? <>{t('people.tested')} <Time at={d.tested} /></> : t('people.never-tested')}</small>
              </td>
              <td>
                <TestButton d={d} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Gaps({ gaps }: { gaps: RosterToday['gaps'] }) {
  if (!gaps.length) return <p>{t('people.no-gap')}</p>;
  return (
    <ul class="plain">
      {gaps.map((g, i) => (
        <li key={i} class="finding-line">
          {g.record ? <a href={`/records?open=${g.record}`}>{pair(g.words)}</a> : pair(g.words)}
          {g.hours && <small>{pair(g.hours)}</small>}
        </li>
      ))}
    </ul>
  );
}

function Today() {
  const found = useData<RosterToday>(link('/roster/today', scope()), ['records', 'settings', 'messages']);
  const r = found.value;
  if (!r) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  return (
    <>
      {r.gap && (
        <p class="problem" role="alert">
          <b>{t('people.gap-now')}</b> {t('people.gap-now-words')}
        </p>
      )}
      {r.uncomputed && <p class="notice">{t('people.uncomputed')}</p>}
      <p>
        {t('people.at')} <Time at={r.at} />　{r.handover && (<>{t('people.handover')} <Time at={r.handover} /></>)}
      </p>
      {r.people.length ? (
        <Called people={r.people} />
      ) : (
        <Empty title={t('people.nobody')}>
          <a href="/records?add=roster">{t('people.nobody-next')}</a>
        </Empty>
      )}
      <h2>{t('people.gaps')}</h2>
      <Gaps gaps={r.gaps} />
    </>
  );
}

const columns = (): Column<MessageShort>[] => [
  { name: 'state', title: t('people.state'), sort: false, keep: true, cell: (m) => <Mark topic="message" value={m.held && m.state === 'waiting' ? 'held' : m.state} /> },
  { name: 'severity', title: t('findings.severity'), keep: true, cell: (m) => <Mark topic="severity" value={m.severity} /> },
  {
    name: 'subject',
    title: t('people.subject'),
    sort: false,
    long: true,
    cell: (m) => (
      <>
        {m.subject}
        {m.count > 1 && <small>{t('people.stands-for', { n: number(m.count) })}</small>}
      </>
    ),
  },
  { name: 'part', title: t('people.told'), sort: false, minor: true, cell: (m) => word('people', `part-${m.part}`) },
  {
    name: 'acknowledged',
    title: t('people.answer'),
    sort: false,
    cell: (m) =>
      m.acknowledged ? (
        <>
          {m.acknowledged_by?.name ?? m.acknowledged_by?.id} <Time at={m.acknowledged} />
        </>
      ) : m.due ? (
        <>
          {t('people.next-at')} <Time at={m.due} />
        </>
      ) : null,
  },
  { name: 'at', title: t('people.sent-at'), keep: true, cell: (m) => <Time at={m.at} /> },
];

function Receiver({ to }: { to: MessageTo }) {
  return (
    <tr>
      <th scope="row">
        {to.contact?.name ?? to.contact?.id ?? word('people', `means-${to.means}`)}
        {to.instead_of && <small>{t('people.instead', { name: to.instead_of.name ?? to.instead_of.id })}</small>}
      </th>
      <td>{word('people', `part-${to.part}`)}</td>
      <td>
        <Mark topic="delivery" value={to.state} />
        {to.why && <small>{word('people', `why-${to.why}`)}</small>}
        {to.because && to.because !== 'none' && <small>{word('people', `because-${to.because}`)}</small>}
        {to.said && <small>{t('people.server-said', { words: to.said })}</small>}
      </td>
      <td>
        <Time at={to.sent ?? to.at} />
        {to.next && (
          <small>
            {t('people.try-again')} <Time at={to.next} />
          </small>
        )}
      </td>
    </tr>
  );
}

export function Receivers({ list }: { list: MessageTo[] }) {
  return (
    <div class="wide">
      <table aria-label={t('people.receivers')}>
        <thead>
          <tr>
            <th scope="col">{t('people.whom')}</th>
            <th scope="col">{t('people.part')}</th>
            <th scope="col">{t('people.delivery')}</th>
            <th scope="col">{t('people.when')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((to, i) => (
            <Receiver key={i} to={to} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MessageBody({ id }: { id: string }) {
  const found = useData<MessageDetail>(`/messages/${id}`, ['messages']);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (found.loading || !found.value) return <PartNotYet found={found} what="message" />;
  const { message: m, receivers, text } = found.value;
  const open = m.state === 'waiting' || m.state === 'unheard';
  const to = m.about ? about(m.about) : null;
  const acknowledge = () => act('POST', `/messages/${id}/acknowledge`, {}).then(found.again, (p) => setProblem(p as Problem));
  return (
    <>
      <p class="acts">
        <Mark topic="message" value={m.held && m.state === 'waiting' ? 'held' : m.state} />
        {open && may('operator', 'it', 'ot') && (
          <button type="button" class="first" onClick={acknowledge}>
            {t('people.acknowledge')}
          </button>
        )}
        {to && (
          <a class="button" href={to}>
            {t('people.open-about')}
          </a>
        )}
      </p>
      <ProblemNote problem={problem} />
      {m.held && <p class="notice">{t('people.held-words')} <a href="/settings?tab=courier">{t('people.held-next')}</a></p>}
      <Facts
        rows={[
          { label: t('people.sent-at'), value: <Time at={m.at} seconds /> },
          { label: t('people.answer'), value: m.acknowledged && <>{m.acknowledged_by?.name ?? m.acknowledged_by?.id}　<Time at={m.acknowledged} seconds />　{word('people', `via-${m.via}`)}</> },
          { label: t('people.next-at'), value: m.due && open && <Time at={m.due} seconds /> },
        ]}
      />
      <h3>{t('people.receivers')}</h3>
      {receivers.length ? <Receivers list={receivers} /> : <p class="none">{t('people.no-receiver')}</p>}
      <h3>{t('people.text')}</h3>
      <pre tabIndex={0} class="message">{pair(text)}</pre>
    </>
  );
}

const names = ['q', 'state', 'cause', 'about', 'sort', 'limit', 'cursor'];

function Messages() {
  const list = useData<Paged<MessageShort>>(listPath('/messages', query.value, names), ['messages']);
  const open = query.value.get('open');
  const filtered = ['q', 'state', 'cause', 'about'].some((n) => query.value.get(n));
  return (
    <>
      <Filters
        search={t('people.search')}
        filters={[
          { name: 'state', label: t('people.any-state'), choices: ['waiting', 'told', 'unheard', 'acknowledged', 'over', 'digested'].map((s) => ({ value: s, text: word('message', s) })) },
          { name: 'cause', label: t('people.any-cause'), choices: ['alarm', 'incident', 'test', 'digest'].map((s) => ({ value: s, text: word('people', `cause-${s}`) })) },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <Empty title={t(filtered ? 'people.none-filtered' : 'people.no-messages')}>{!filtered && t('people.no-messages-next')}</Empty>}
      {!!list.value?.items.length && (
        <div class="list">
          <Table label={t('people.tab-messages')} rows={list.value.items} columns={columns()} id={(m) => m.id} opens sorted="-at" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
      {open && (
        <Panel title={list.value?.items.find((m) => m.id === open)?.subject ?? open}>
          <MessageBody id={open} />
        </Panel>
      )}
    </>
  );
}

export default function People() {
  const tab = query.value.get('tab') === 'messages' && staff() ? 'messages' : 'today';
  return (
    <>
      <PageHead title={t('people.title')} note={t('people.note')}>
        {staff() && (
          <a class="button" href="/phone-list">
            {t('people.phone-list')}
          </a>
        )}
      </PageHead>
      <nav class="tabs" aria-label={t('people.title')}>
        {tabs
          .filter((x) => x === 'today' || staff())
          .map((x) => (
            <a key={x} href={here({ tab: x === 'today' ? null : x, open: null, cursor: null, state: null })} aria-current={x === tab ? 'page' : undefined}>
              {t(`people.tab-${x}`)}
            </a>
          ))}
      </nav>
      {tab === 'today' ? <Today /> : <Messages />}
    </>
  );
}
