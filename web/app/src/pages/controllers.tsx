// Who can change what: each controller with who was seen to set its values, to run or stop it, to change its program; what its
// protocols ask of who does; who else could. And every such operation, one by one, with the packet that shows it.
import type { ComponentChildren } from 'preact';
import { useData, listPath } from '../data';
import { NotYet, PartNotYet } from '../parts/absent';
import { Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { Deed, Doers, gravities, GravityKey, gravityName, protocolChoices, protocolName, protocolNames } from '../parts/deed';
import { Filters, NoRows } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { scope } from '../site';
import type { Controller, ControllerDetail, ControllerOrder, Operation, Paged } from '../shapes';
import { here, link, query } from '../url';
import { lang, number, t, word } from '../words';
import { Beyond, endName, EndLink, Section, useFirst } from './device-parts';
import type { PageProps } from './index';

const names = ['q', 'protocol', 'sign_in', 'unapproved', 'system', 'sort', 'limit', 'cursor'];
const operationNames = ['q', 'device', 'controller', 'class', 'deed', 'gravity', 'protocol', 'answer', 'from', 'to', 'system', 'sort', 'limit', 'cursor'];
const signIns = ['none', 'optional', 'password', 'certificate', 'unknown'] as const;
const classes = ['program', 'control'] as const;
const answers = ['done', 'refused', 'unanswered'] as const;

/** How many of them nobody approved; none is said softly, so that the others stand out. */
const Unapproved = ({ n }: { n: number }) => (n ? <b class="warn">{t('controllers.n-clients', { n: number(n) })}</b> : <span class="none">0</span>);

const columns = (): Column<Controller>[] => [
  {
    name: 'name',
    title: t('controllers.controller'),
    cell: (c) => (
      <>
        <b class="named end">{endName(c.device)}</b>
        <small>{[c.device.name && c.device.ip, [c.maker, c.model !== c.device.name && c.model].filter(Boolean).join(' ')].filter(Boolean).join('　')}</small>
      </>
    ),
  },
  {
    name: 'sign_in',
    title: t('controllers.sign-in'),
    cell: (c) => (
      <>
        <Mark topic="signin" value={c.sign_in} />
        <small>{protocolNames(c.protocols)}</small>
      </>
    ),
  },
  { name: 'writers', title: t('controllers.writers'), num: true, cell: (c) => <Doers n={c.writers} gravity="change" /> },
  { name: 'operators', title: t('controllers.operators'), num: true, cell: (c) => <Doers n={c.operators} gravity="grave" /> },
  { name: 'programmers', title: t('controllers.programmers'), num: true, cell: (c) => <Doers n={c.programmers} gravity="grave" /> },
  {
    name: 'unapproved',
    title: t('controllers.unapproved'),
    num: true,
    cell: (c) => (c.approved ? <Unapproved n={c.unapproved} /> : <span class="none">{t('controllers.no-profile')}</span>),
  },
  {
    name: 'last',
    title: t('controllers.last'),
    keep: true,
    cell: (c) =>
      c.last ? (
        <>
          <Time at={c.last} />
          <small>{t('controllers.n-operations', { n: number(c.operations) })}</small>
        </>
      ) : (
        <span class="none">{t(c.writers ? 'controllers.writes-only' : 'controllers.no-operation')}</span>
      ),
  },
];

/* --- one controller */

/** What its protocols let anybody do, in one sentence. */
function Open({ d }: { d: ControllerDetail }) {
  const by = (asks: string) => protocolNames(d.ways.filter((w) => w.sign_in === asks).map((w) => w.protocol));
  const [open, maybe] = [by('none'), by('optional')];
  if (open) return <p class="notice">{d.could_total ? t('controllers.open-words', { protocols: open, n: number(d.could_total) }) : t('controllers.open-words-alone', { protocols: open })}</p>;
  if (maybe) return <p class="notice">{t('controllers.optional-words', { protocols: maybe })}</p>;
  return null;
}

/** The first three kinds of request; which others there were stands in the operations and in the commands of the device. */
const requests = (names: string) => names.split(',').slice(0, 3).join(', ') + (names.split(',').length > 3 ? ' …' : '');

function Orders({ list }: { list: ControllerOrder[] }) {
  return (
    <Section title={t('controllers.did')} n={list.length} empty={t('controllers.did-none')}>
      <table aria-label={t('controllers.did')}>
        <thead>
          <tr>
            <th scope="col">{t('controllers.who')}</th>
            <th scope="col">{t('controllers.what')}</th>
            <th scope="col">{t('controllers.approval')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((o, i) => (
            <tr key={i}>
              <th scope="row">
                <EndLink end={o.client} />
                {!o.client.elsewhere && <small>{t(`controllers.near-${o.near}`)}</small>}
              </th>
              <td class="long">
                <Deed deed={o.deed} gravity={o.gravity} />
                <small>
                  {protocolName(o.protocol)}　{requests(o.names)}
                </small>
                <small>
                  {[t('controllers.n-times', { n: number(o.count) }), o.refused > 0 && t('device.refused', { n: number(o.refused) })].filter(Boolean).join('　')}
                  {'　'}
                  <PacketLink packet={o.packet} />
                </small>
              </td>
              <td>
                <Mark topic="approval" value={o.approval} />
                {o.signed_in && <small>{t('controllers.signed-in')}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Ways({ d }: { d: ControllerDetail }) {
  return (
    <Section title={t('controllers.ways')} n={d.ways.length} empty={t('controllers.ways-none')}>
      <table aria-label={t('controllers.ways')}>
        <tbody>
          {d.ways.map((w) => (
            <tr key={w.protocol}>
              <th scope="row">
                {protocolName(w.protocol)}
                <small>{w.ports}</small>
              </th>
              <td>
                <Mark topic="signin" value={w.sign_in} />
              </td>
              <td>
                <Mark topic="clear" value={w.encrypted} />
              </td>
              <td>{w.answered ? t('device.answered') : t('device.not-answered')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Could({ d }: { d: ControllerDetail }) {
  return (
    <Section title={t('controllers.could')} n={d.could_total} empty={t('controllers.could-none')}>
      <p class="note">{t('controllers.could-note')}</p>
      <ul class="plain">
        {d.could.map((e, i) => (
          <li key={i}>
            <EndLink end={e} /> <small class="inline">{word('kinds', e.kind)}</small>
          </li>
        ))}
      </ul>
      <Beyond n={d.could.length} total={d.could_total} />
    </Section>
  );
}

/** Answered without refusing, refused, or nobody was seen to answer. */
function Came({ o }: { o: Operation }) {
  const silent = o.count - o.answered - o.refused;
  const parts: ComponentChildren[] = [];
  if (o.answered > 0) parts.push(t('controllers.came-done'));
  if (o.refused > 0) parts.push(<b class="warn">{t('controllers.refused')}</b>);
  if (silent > 0 && !parts.length) parts.push(<span class="none">{t('controllers.no-answer')}</span>);
  return (
    <>
      {parts.map((p, i) => (
        <span key={i}>
          {i > 0 && ' '}
          {p}
        </span>
      ))}
      {o.count > 1 && <small>{t('controllers.times', { n: number(o.count) })}</small>}
    </>
  );
}

const What = ({ o }: { o: Operation }) => (
  <>
    <Deed deed={o.deed} gravity={o.gravity} />
    <small>{[o.name, o.detail].filter(Boolean).join('　')}</small>
  </>
);

function Operations({ d }: { d: ControllerDetail }) {
  const { rows, rest } = useFirst(d.operations);
  return (
    <Section title={t('controllers.operations')} n={d.controller.operations} empty={t('controllers.operations-none')}>
      <table aria-label={t('controllers.operations')}>
        <tbody>
          {rows.map((o: Operation, i) => (
            <tr key={i}>
              <td>
                <Time at={o.at} seconds />
                <small>
                  <PacketLink packet={o.packet} />
                </small>
              </td>
              <th scope="row" class="long">
                <What o={o} />
                <small>
                  {o.client.elsewhere ? t('controllers.by-elsewhere') : t('controllers.by', { who: endName(o.client) })}
                </small>
              </th>
              <td>
                <Came o={o} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest}
      <p>
        <a href={link('/controllers', { view: 'operations', controller: d.controller.device.id })}>{t('controllers.all-operations')}</a>
      </p>
    </Section>
  );
}

/** What the recordings do not show of it, and of which time all of this is: a row that is missing above is no good news. */
function NotSeen({ d }: { d: ControllerDetail }) {
  return (
    <Section title={t('controllers.unseen')} n={d.not_seen.length} empty={t('controllers.unseen-none')}>
      {d.from && d.until && (
        <p class="note">
          {t('controllers.watched')} <Time at={d.from} seconds /> – <Time at={d.until} seconds />
        </p>
      )}
      <ul class="plain">
        {d.not_seen.map((x) => (
          <li key={x.what}>
            <Mark topic="verdict" value="unknown" words={word('unseen', x.what)} /> {x.protocols && <small class="inline">{x.protocols.split(' ').map(protocolName).join(t('shell.comma'))}</small>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What is said of one controller, in the panel and on its own page. */
function Body({ d }: { d: ControllerDetail }) {
  return (
    <>
      <Open d={d} />
      <GravityKey />
      <Orders list={d.orders} />
      <Operations d={d} />
      <Ways d={d} />
      <Could d={d} />
      <NotSeen d={d} />
    </>
  );
}

function ControllerPanel({ id }: { id: string }) {
  const found = useData<ControllerDetail>(`/controllers/${id}`, ['devices']);
  const d = found.loading ? null : found.value;
  return (
    <Panel title={d ? endName(d.controller.device) : found.problem ? id : t('shell.loading')} full={d ? `/controllers/${id}` : undefined}>
      {d ? (
        <>
          <p class="note">
            <About d={d} /> <a href={`/devices/${id}`}>{t('controllers.to-device')}</a>
          </p>
          <Body d={d} />
        </>
      ) : (
        <PartNotYet found={found} what="controller" />
      )}
    </Panel>
  );
}

/** Maker, model, firmware and address, without saying its name again. */
const About = ({ d: { controller: c } }: { d: ControllerDetail }) => (
  <>{[[c.maker, c.model !== c.device.name && c.model].filter(Boolean).join(' '), c.firmware, c.device.name && c.device.ip].filter(Boolean).join('　')}</>
);

function ControllerPage({ id }: { id: string }) {
  const found = useData<ControllerDetail>(`/controllers/${id}`, ['devices']);
  const d = found.value;
  if (found.loading || !d) return <NotYet found={found} what="controller" title={t('controllers.title')} />;
  return (
    <>
      <PageHead title={t('controllers.one', { name: endName(d.controller.device) })} note={<About d={d} />}>
        <a class="button" href={`/devices/${id}`}>
          {t('controllers.to-device')}
        </a>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <Body d={d} />
    </>
  );
}

/* --- lists */

function List() {
  const list = useData<Paged<Controller>>(listPath('/controllers', query.value, names, scope()), ['devices']);
  const open = query.value.get('open');
  const chosen = query.value.get('protocol');
  const spoken = [...new Set([...(list.value?.items.flatMap((c) => c.protocols) ?? []), ...(chosen ? [chosen] : [])])].sort();
  return (
    <>
      <Filters
        search={t('controllers.search')}
        filters={[
          { name: 'sign_in', label: t('controllers.sign-in'), choices: signIns.map((s) => ({ value: s, text: word('signin', s) })) },
          { name: 'protocol', label: t('flows.protocol'), choices: spoken.map((value) => ({ value, text: protocolName(value) })) },
          { name: 'unapproved', label: t('controllers.approval'), choices: [{ value: '1', text: t('controllers.only-unapproved') }] },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <NoRows names={names} title={t('controllers.none')}>{t('controllers.none-next')}</NoRows>}
      {list.value && list.value.items.length > 0 && (
        <div class="list">
          <GravityKey />
          <Table label={t('controllers.title')} rows={list.value.items} columns={columns()} id={(c) => c.device.id ?? ''} opens sorted="-gravity,-last" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
      {open && (
        <ControllerPanel id={open} />
      )}
    </>
  );
}

const operationColumns = (): Column<Operation>[] => [
  {
    name: 'at',
    title: t('controllers.at'),
    keep: true,
    cell: (o) => (
      <>
        <Time at={o.at} seconds />
        <small>
          <PacketLink packet={o.packet} />
        </small>
      </>
    ),
  },
  { name: 'server', title: t('controllers.controller'), cell: (o) => <EndLink end={o.server} /> },
  { name: 'deed', sort: 'gravity', title: t('controllers.what'), long: true, cell: (o) => <What o={o} /> },
  { name: 'client', title: t('controllers.who'), cell: (o) => <EndLink end={o.client} /> },
  { name: 'answer', title: t('controllers.came'), keep: true, cell: (o) => <Came o={o} /> },
  { name: 'protocol', title: t('flows.protocol'), minor: true, cell: (o) => protocolName(o.protocol) },
];

function AllOperations() {
  const only = query.value.get('controller');
  const list = useData<Paged<Operation>>(listPath('/operations', query.value, operationNames, scope()), ['devices']);
  const shown = list.value?.items[0]?.server;
  return (
    <>
      <Filters
        search={t('controllers.search')}
        filters={[
          { name: 'gravity', label: t('controllers.gravity'), choices: gravities.map((g) => ({ value: g, text: gravityName(g) })) },
          { name: 'class', label: t('controllers.what'), choices: classes.map((c) => ({ value: c, text: word('class', c) })) },
          { name: 'answer', label: t('controllers.came'), choices: answers.map((a) => ({ value: a, text: t(`controllers.came-${a}`) })) },
          { name: 'protocol', label: t('flows.protocol'), choices: protocolChoices() },
        ]}
      >
        <a class="button" href={'/api/v1' + link('/reports/operations', { ...scope(), controller: only, lang: lang.value })} download>
          {t('controllers.csv')}
        </a>
      </Filters>
      {only && (
        <p class="note">
          {t('controllers.only', { name: shown ? endName(shown) : only })} <a href={here({ controller: null, cursor: null })}>{t('controllers.only-all')}</a>
        </p>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <NoRows names={operationNames} title={t('controllers.operations-none')}>{t('controllers.operations-next')}</NoRows>}
      {list.value && list.value.items.length > 0 && (
        <div class="list">
          <GravityKey />
          <Table label={t('controllers.operations')} rows={list.value.items} columns={operationColumns()} id={(o) => `${o.at} ${o.packet?.file}-${o.packet?.n} ${o.code} ${o.sub} ${o.detail}`} sorted="-at" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
    </>
  );
}

export default function Controllers({ id }: PageProps) {
  if (id) return <ControllerPage id={id} />;
  return <Lists />;
}

function Lists() {
  const all = query.value.get('view') === 'operations';
  return (
    <>
      <PageHead title={t('controllers.title')} note={t(all ? 'controllers.operations-note' : 'controllers.note')}>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <nav class="tabs" aria-label={t('flows.views')}>
        <a href={here({ view: null, open: null, controller: null, class: null, gravity: null, cursor: null, sort: null, q: null })} aria-current={all ? undefined : 'page'}>
          {t('controllers.by-controller')}
        </a>
        <a href={here({ view: 'operations', open: null, cursor: null, sort: null, q: null, sign_in: null, unapproved: null })} aria-current={all ? 'page' : undefined}>
          {t('controllers.operations')}
        </a>
      </nav>
      {all ? <AllOperations /> : <List />}
    </>
  );
}
