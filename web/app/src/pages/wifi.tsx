// Radio networks: a list with grades, those of others apart, and a sheet for each access point. What was recorded, why it has its grade, what to do
// first; and whose it is: people say so here.
import { useState } from 'preact/hooks';
import { useData, listPath } from '../data';
import { act } from '../net';
import { NotYet, PartNotYet } from '../parts/absent';
import { Facts, Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Filters, NoRows } from '../parts/filters';
import { Form, type Values } from '../parts/form';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { may, scope } from '../site';
import type { AccessPoint, AccessPointSheet, Named, Paged, WifiClient, WifiLeave, WifiWhy } from '../shapes';
import { link, query } from '../url';
import { number, pair, t, word } from '../words';

const names = ['q', 'whose', 'grade', 'security', 'system', 'sort', 'limit', 'cursor'];
const grades = ['red', 'orange', 'yellow', 'green', 'unknown'];
const securities = ['open', 'wep', 'wpa-tkip', 'owe', 'wpa2-psk', 'wpa2-eap', 'wpa3-transition', 'wpa3-sae', 'wpa3-eap'];

const said = (prefix: string, token: string | null) => (token ? word('wifi', `${prefix}-${token}`) : '');
const name = (a: AccessPoint) => a.ssid ?? (a.hidden ? t('wifi.ssid-hidden') : t('wifi.ssid-unknown'));

const DeviceLink = ({ device, other }: { device: Named | null; other: string }) =>
  device ? (
    <a class="named" href={`/devices/${device.id}`}>
      {device.name ?? other}
    </a>
  ) : (
    <>{other}</>
  );

/** What the grade comes from: the reasons as grave as it is. */
const ownReasons = (a: AccessPoint) => a.reasons.filter((r) => r.grade === a.grade);

const Grade = ({ a }: { a: AccessPoint }) => (a.whose === 'others' ? <span class="none">{t('wifi.not-judged')}</span> : <Mark topic="wifi" value={`grade-${a.grade}`} />);

const columns = (): Column<AccessPoint>[] => [
  { name: 'grade', title: t('wifi.grade'), keep: true, cell: (a) => <Grade a={a} /> },
  {
    name: 'ssid',
    title: t('wifi.ssid'),
    long: true,
    cell: (a) => (
      <>
        {a.ssid === null ? <span class="none">{name(a)}</span> : <b>{a.ssid}</b>}
        <small class="nowrap">{a.bssid}</small>
        {a.names > 1 && <small>{t('wifi.names', { n: number(a.names) })}</small>}
      </>
    ),
  },
  { name: 'security', title: t('wifi.security'), cell: (a) => (a.security ? said('security', a.security) : <span class="none">{said('grade', 'unknown')}</span>) },
  {
    name: 'reasons',
    title: t('wifi.why'),
    sort: false,
    long: true,
    minor: true,
    cell: (a) => (a.whose === 'others' ? a.reasons : ownReasons(a)).map((r) => <div key={r.reason}>{pair(r.title)}</div>),
  },
  { name: 'maker', title: t('wifi.maker'), sort: false, minor: true, cell: (a) => a.maker },
  { name: 'channel', title: t('wifi.channel'), num: true, minor: true, cell: (a) => a.channel },
  { name: 'clients', title: t('wifi.clients'), num: true, cell: (a) => number(a.clients) },
  { name: 'leaves', title: t('wifi.leaves'), num: true, minor: true, cell: (a) => number(a.leaves) },
  { name: 'last', title: t('wifi.last'), minor: true, cell: (a) => <Time at={a.last} /> },
];

function Why({ w }: { w: WifiWhy }) {
  return (
    <li>
      <p>
        <Mark topic="wifi" value={`grade-${w.grade}`} /> <b>{pair(w.title)}</b> <PacketLink packet={w.packet} />
      </p>
      <p>{pair(w.say)}</p>
      <p class="do">{pair(w.do)}</p>
      {w.sql && (
        <details>
          <summary>{t('wifi.question')}</summary>
          <pre tabIndex={0}>{w.sql}</pre>
        </details>
      )}
    </li>
  );
}

const clientRow = (c: WifiClient) => (
  <tr key={c.mac}>
    <th scope="row">
      <DeviceLink device={c.device} other={c.mac} />
      <small>
        {c.mac} {c.maker}
      </small>
    </th>
    <td>{said('traffic', c.traffic)}</td>
    <td class="num">{number(c.frames)}</td>
    <td>
      {c.handshake.map((n) => number(n)).join(' / ')}
      {c.reinstalled > 0 && (
        <small>
          <strong>{t('wifi.reinstalled')}</strong> <Time at={c.reinstalled_last} seconds />
        </small>
      )}
    </td>
    <td class="nowrap">
      <PacketLink packet={c.packet} />
    </td>
  </tr>
);

function Clients({ clients }: { clients: WifiClient[] }) {
  if (!clients.length) return <p class="none">{t('wifi.clients-none')}</p>;
  return (
    <>
      <p class="note">{t('wifi.handshake-note')}</p>
      <div class="wide">
        <table aria-label={t('wifi.clients')}>
          <thead>
            <tr>
              <th scope="col">{t('wifi.client')}</th>
              <th scope="col">{t('wifi.traffic')}</th>
              <th scope="col" class="num">{t('wifi.frames')}</th>
              <th scope="col">{t('wifi.handshake')}</th>
              <th scope="col">{t('wifi.packet')}</th>
            </tr>
          </thead>
          <tbody>{clients.map(clientRow)}</tbody>
        </table>
      </div>
    </>
  );
}

const leaveRow = (l: WifiLeave) => (
  <tr key={`${l.source} ${l.target} ${l.kind} ${l.reason} ${l.protected} ${l.flood}`}>
    <th scope="row">
      <DeviceLink device={l.sender} other={l.source} />
      <small>{l.source}</small>
    </th>
    <td>{l.to_all ? t('wifi.to-all') : l.target}</td>
    <td>
      {said('leave', l.kind)}
      <small>{l.protected ? t('wifi.protected') : l.reason !== null && `${t('wifi.reason')} ${l.reason}`}</small>
    </td>
    <td class="num">{number(l.count)}</td>
    <td class="num">
      {number(l.burst)}
      {l.flood && <small>{t('wifi.flood')}</small>}
    </td>
    <td class="nowrap">
      <Time at={l.last} seconds />
    </td>
    <td class="nowrap">
      <PacketLink packet={l.packet} />
    </td>
  </tr>
);

function Leaves({ leaves }: { leaves: WifiLeave[] }) {
  if (!leaves.length) return <p class="none">{t('wifi.leaves-none')}</p>;
  return (
    <>
      <p class="note">{t('wifi.leaves-note')}</p>
      <div class="wide">
        <table aria-label={t('wifi.leaves')}>
          <thead>
            <tr>
              <th scope="col">{t('wifi.source')}</th>
              <th scope="col">{t('wifi.target')}</th>
              <th scope="col">{t('wifi.kind')}</th>
              <th scope="col" class="num">{t('wifi.count')}</th>
              <th scope="col" class="num">{t('wifi.burst')}</th>
              <th scope="col">{t('wifi.last')}</th>
              <th scope="col">{t('wifi.packet')}</th>
            </tr>
          </thead>
          <tbody>{leaves.map(leaveRow)}</tbody>
        </table>
      </div>
    </>
  );
}

function Twins({ s }: { s: AccessPointSheet }) {
  if (!s.twins.length) return null;
  return (
    <>
      <h3>{t('wifi.twins')}</h3>
      <ul class="plain">
        {s.twins.map((w) => (
          <li key={w.bssid}>
            <a href={`/wifi/${encodeURIComponent(w.bssid)}`}>{w.bssid}</a>　{w.maker}　{said('security', w.security)}{'　'}
            {w.whose === 'others' ? <span class="none">{t('wifi.whose-others')}</span> : <Mark topic="wifi" value={`grade-${w.grade}`} />}
          </li>
        ))}
      </ul>
    </>
  );
}

const onOff = (is: boolean | null) => (is === null ? '' : is ? t('wifi.on') : t('wifi.off'));

/** A record, and everything is judged anew: what it is said of, and how that is known. */
function Say({ a, whose, close, done }: { a: AccessPoint; whose: 'ours' | 'others'; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({ of: a.bssid, why: '' });
  const of = [{ value: a.bssid, text: t('wifi.say-bssid', { bssid: a.bssid }) }, ...(a.ssid ? [{ value: a.ssid, text: t('wifi.say-ssid', { ssid: a.ssid }) }] : [])];
  return (
    <Dialog
      title={t('wifi.say-title', { name: name(a), word: t(`wifi.say-${whose}`) })}
      does={t('wifi.say-do')}
      blocked={!values.why?.trim()}
      close={close}
      act={async () => {
        await act('POST', '/records', { kind: 'wifi-network', fields: { network: values.of, whose, known_by: values.why } });
        done();
      }}
    >
      <p class="note">{t(`wifi.say-${whose}-note`)}</p>
      <Form
        fields={[
          { name: 'of', label: t('wifi.say-of'), type: 'choice', choices: of, required: true },
          { name: 'why', label: t('wifi.say-why'), help: t('wifi.say-why-help'), required: true, max: 400 },
        ]}
        values={values}
        change={change}
        prefix="whose"
      />
    </Dialog>
  );
}

function Whose({ s, done }: { s: AccessPointSheet; done: () => void }) {
  const [saying, say] = useState<'ours' | 'others' | null>(null);
  const a = s.access_point;
  const why = s.why.filter((w) => w.grade === 'ours' || w.grade === 'others');
  return (
    <section class="wifi-whose">
      <h3>{t('wifi.whose-why')}</h3>
      <p>
        <b>{t(`wifi.whose-${a.whose}`)}</b>
        {s.said && (
          <>
            {'　'}{t('wifi.said')} <a href={`/records?open=${s.said.record}`}>{s.said.known_by || s.said.record}</a>
          </>
        )}
      </p>
      {a.whose === 'unsettled' && <p class="note">{t('wifi.unsettled-next')}</p>}
      <ul class="plain wifi-why">
        {why.map((w) => (
          <Why key={w.reason} w={w} />
        ))}
      </ul>
      {may('it', 'ot', 'operator') && (
        <p class="acts">
          {(['ours', 'others'] as const)
            .filter((w) => s.said?.whose !== w)
            .map((w) => (
              <button type="button" key={w} onClick={() => say(w)}>
                {t(`wifi.say-${w}`)}
              </button>
            ))}
        </p>
      )}
      {saying && <Say a={a} whose={saying} close={() => say(null)} done={done} />}
    </section>
  );
}

/** First what it is, whose, and what to do; what else it announces comes last. */
function Sheet({ s, done }: { s: AccessPointSheet; done: () => void }) {
  const a = s.access_point;
  const reasons = s.why.filter((w) => w.grade !== 'ours' && w.grade !== 'others');
  return (
    <>
      <Facts
        rows={[
          { label: t('wifi.grade'), value: <Grade a={a} /> },
          { label: t('wifi.whose'), value: t(`wifi.whose-${a.whose}`) },
          { label: t('wifi.ssid'), value: name(a) },
          { label: t('wifi.bssid'), value: <code>{a.bssid}</code> },
          { label: t('wifi.device'), value: a.device && <DeviceLink device={a.device} other={a.device.id} /> },
          { label: t('wifi.maker'), value: a.maker },
          { label: t('wifi.channel'), value: a.channel },
          { label: t('wifi.security'), value: a.security ? said('security', a.security) : <span class="none">{t('wifi.security-unheard')}</span> },
          { label: t('wifi.last'), value: <Time at={a.last} seconds /> },
        ]}
      />
      <Whose s={s} done={done} />
      {a.whose !== 'others' && (
        <>
          <h3>{t('wifi.why')}</h3>
          {reasons.some((w) => w.grade !== 'note') ? null : <p class="none">{t('wifi.why-none')}</p>}
          <ul class="plain wifi-why">
            {reasons.map((w) => (
              <Why key={w.reason} w={w} />
            ))}
          </ul>
        </>
      )}
      <h3>{t('wifi.clients')}</h3>
      <Clients clients={s.clients} />
      <h3>{t('wifi.leaves')}</h3>
      <Leaves leaves={s.leaves} />
      <Twins s={s} />
      <h3>{t('wifi.settings')}</h3>
      <Facts
        rows={[
          { label: t('wifi.network'), value: said('network', a.network) },
          { label: t('wifi.other'), value: said('security', a.other) },
          {
            label: t('wifi.ciphers'),
            value: s.pairwise.length > 0 && `${t('wifi.pairwise', { words: s.pairwise.join(' ').toUpperCase() })}　${t('wifi.group', { words: s.group.join(' ').toUpperCase() })}`,
          },
          { label: t('wifi.pmf'), value: said('pmf', a.pmf) },
          { label: t('wifi.wps'), value: onOff(a.wps) },
          { label: t('wifi.fast'), value: onOff(s.fast_transition) },
          { label: t('wifi.traffic'), value: said('traffic', s.traffic) },
          { label: t('wifi.announcements'), value: number(s.announcements) },
          { label: t('wifi.first'), value: <Time at={a.first} seconds /> },
          { label: t('wifi.packet'), value: <PacketLink packet={a.packet} /> },
        ]}
      />
    </>
  );
}

function One({ bssid, panel }: { bssid: string; panel?: boolean }) {
  const found = useData<AccessPointSheet>(`/wifi/${encodeURIComponent(bssid)}`, ['devices', 'findings', 'records']);
  const s = found.loading ? null : found.value;
  const title = s ? t('wifi.one', { name: name(s.access_point) }) : bssid;
  if (panel)
    return (
      <Panel title={title} full={`/wifi/${encodeURIComponent(bssid)}`}>
        {s ? <Sheet s={s} done={found.again} /> : <PartNotYet found={found} what="wifi" />}
      </Panel>
    );
  if (!s) return <NotYet found={found} what="wifi" title={bssid} />;
  return (
    <>
      <PageHead title={title}>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <Sheet s={s} done={found.again} />
    </>
  );
}

const filtered = () => ['q', 'whose', 'grade', 'security'].some((n) => query.value.get(n));

/** Without a filter those of others stand below, by themselves; with one, whatever it finds. */
function List() {
  const fixed: Record<string, string> = { ...scope(), ...(filtered() ? {} : { whose: 'ours,unsettled' }) };
  const topics = ['devices', 'findings', 'records'] as const;
  const list = useData<Paged<AccessPoint>>(listPath('/wifi', query.value, names, fixed), [...topics]);
  const rest = useData<Paged<AccessPoint>>(filtered() ? null : link('/wifi', { whose: 'others', limit: '100', sort: 'ssid', ...scope() }), [...topics]);
  const v = list.value;
  const others = filtered() ? null : rest.value;
  if (!v) return list.problem ? <ProblemNote problem={list.problem} again={list.again} /> : <Loading />;
  if (!v.items.length && !others?.items.length) return others || filtered() ? <NoRows names={names} title={t('wifi.none')}>{t('wifi.none-next')}</NoRows> : <Loading />;
  return (
    <>
      <ProblemNote problem={list.problem} again={list.again} />
      {!filtered() && v.items.length > 0 && v.items.every((a) => a.whose === 'unsettled') && (
        <div class="notice unsettled" role="note">
          <b>{t('wifi.unsettled')}</b>
          <p>{t('wifi.unsettled-next')}</p>
        </div>
      )}
      {v.items.length > 0 ? (
        <div class="list">
          <Table label={t('wifi.title')} rows={v.items} columns={columns()} id={(a) => a.bssid} opens sorted="grade" />
          <Pages shown={v.items.length} total={v.total} next={v.next} />
        </div>
      ) : (
        <p class="none">{t('wifi.own-none')}</p>
      )}
      {others && others.items.length > 0 && (
        <section class="wifi-others">
          <h2>
            {t('wifi.others')} <small class="inline">{number(others.total)}</small>
          </h2>
          <p class="note">{t('wifi.others-note')}</p>
          <Table
            label={t('wifi.others')}
            rows={others.items}
            columns={columns()
              .filter((c) => c.name !== 'grade')
              .map((c) => ({ ...c, sort: false, title: c.name === 'reasons' ? t('wifi.whose-reason') : c.title }))}
            id={(a) => a.bssid}
            opens
          />
        </section>
      )}
    </>
  );
}

export default function Wifi({ id }: { id?: string }) {
  const open = query.value.get('open');
  if (id) return <One bssid={id} />;
  return (
    <>
      <PageHead title={t('wifi.title')} note={t('wifi.note')}>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <Filters
        search={t('wifi.search')}
        filters={[
          { name: 'whose', label: t('wifi.whose'), choices: (['ours', 'unsettled', 'others'] as const).map((w) => ({ value: w, text: t(`wifi.whose-${w}`) })) },
          { name: 'grade', label: t('wifi.grade'), choices: grades.map((g) => ({ value: g, text: said('grade', g) })) },
          { name: 'security', label: t('wifi.security'), choices: securities.map((s) => ({ value: s, text: said('security', s) })) },
        ]}
      />
      <List />
      {open && <One bssid={open} panel />}
    </>
  );
}

/** On a device's page: the networks that it announces, or was in. Most have none, and then there is nothing to see. */
export function WifiOf({ device }: { device: string }) {
  const found = useData<Paged<AccessPoint>>(`/wifi?of=${device}&limit=20`, ['devices']);
  const items = found.value?.items ?? [];
  if (!items.length) return null;
  return (
    <>
      <h3>{t('wifi.in-air')}</h3>
      <ul class="plain">
        {items.map((a) => (
          <li key={a.bssid}>
            <a class="named" href={`/wifi/${encodeURIComponent(a.bssid)}`}>
              {name(a)}
            </a>{' '}
            <Grade a={a} /> <small class="inline">{a.device?.id === device ? t('wifi.is-ap') : t('wifi.is-client')}　{said('security', a.security)}　{a.bssid}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
