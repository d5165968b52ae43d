// Radio networks: a list with grades, and a sheet for each access point. What was recorded, why it has its grade, what to do first.
import { useData, listPath } from '../data';
import { Empty, Facts, Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import type { AccessPoint, AccessPointSheet, Named, Paged, WifiClient, WifiLeave, WifiWhy } from '../shapes';
import { query } from '../url';
import { number, pair, t, word } from '../words';

const names = ['q', 'grade', 'security', 'system', 'sort', 'limit', 'cursor'];
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

const columns = (): Column<AccessPoint>[] => [
  { name: 'grade', title: t('wifi.grade'), keep: true, cell: (a) => <Mark topic="wifi" value={`grade-${a.grade}`} /> },
  {
    name: 'ssid',
    title: t('wifi.ssid'),
    long: true,
    cell: (a) => (
      <>
        {a.ssid === null ? <span class="none">{name(a)}</span> : <b>{a.ssid}</b>}
        <small>{a.bssid}</small>
        {a.names > 1 && <small>{t('wifi.names', { n: number(a.names) })}</small>}
      </>
    ),
  },
  { name: 'security', title: t('wifi.security'), cell: (a) => said('security', a.security) },
  {
    name: 'reasons',
    title: t('wifi.why'),
    sort: false,
    long: true,
    minor: true,
    cell: (a) => ownReasons(a).map((r) => <div key={r.reason}>{pair(r.title)}</div>),
  },
  { name: 'maker', title: t('wifi.maker'), sort: false, minor: true, cell: (a) => a.maker },
  { name: 'channel', title: t('wifi.channel'), num: true, minor: true, cell: (a) => a.channel },
  { name: 'clients', title: t('wifi.clients'), num: true, cell: (a) => number(a.clients) },
  { name: 'leaves', title: t('wifi.leaves'), num: true, minor: true, cell: (a) => number(a.leaves) },
];

function Why({ w }: { w: WifiWhy }) {
  return (
    <li>
      <p>
        <Mark topic="wifi" value={`grade-${w.grade}`} /> <b>{pair(w.title)}</b> <PacketLink packet={w.packet} />
      </p>
      <p>{pair(w.say)}</p>
      <p class="do">{pair(w.do)}</p>
      <details>
        <summary>{t('wifi.question')}</summary>
        <pre tabIndex={0}>{w.sql}</pre>
      </details>
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
      {c.reinstalled > 0 && <strong>{t('wifi.reinstalled')}</strong>}
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
  <tr key={`${l.source} ${l.target} ${l.kind} ${l.reason} ${l.protected}`}>
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
    <td class="num">{number(l.burst)}</td>
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
            <a href={`/wifi/${encodeURIComponent(w.bssid)}`}>{w.bssid}</a>　{w.maker}　{said('security', w.security)}　
            <Mark topic="wifi" value={`grade-${w.grade}`} />
          </li>
        ))}
      </ul>
    </>
  );
}

const onOff = (is: boolean | null) => (is === null ? '' : is ? t('wifi.on') : t('wifi.off'));

function Sheet({ s }: { s: AccessPointSheet }) {
  const a = s.access_point;
  return (
    <>
      <Facts
        rows={[
          { label: t('wifi.grade'), value: <Mark topic="wifi" value={`grade-${a.grade}`} /> },
          { label: t('wifi.ssid'), value: name(a) },
          { label: t('wifi.bssid'), value: <code>{a.bssid}</code> },
          { label: t('wifi.device'), value: a.device && <DeviceLink device={a.device} other={a.device.id} /> },
          { label: t('wifi.maker'), value: a.maker },
          { label: t('wifi.network'), value: said('network', a.network) },
          { label: t('wifi.channel'), value: a.channel },
          { label: t('wifi.security'), value: said('security', a.security) },
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
          { label: t('wifi.last'), value: <Time at={a.last} seconds /> },
          { label: t('wifi.packet'), value: <PacketLink packet={a.packet} /> },
        ]}
      />
      <h3>{t('wifi.why')}</h3>
      {s.why.some((w) => w.grade !== 'note') ? null : <p class="none">{t('wifi.why-none')}</p>}
      <ul class="plain wifi-why">
        {s.why.map((w) => (
          <Why key={w.reason} w={w} />
        ))}
      </ul>
      <h3>{t('wifi.clients')}</h3>
      <Clients clients={s.clients} />
      <h3>{t('wifi.leaves')}</h3>
      <Leaves leaves={s.leaves} />
      <Twins s={s} />
    </>
  );
}

function One({ bssid, panel }: { bssid: string; panel?: boolean }) {
  const found = useData<AccessPointSheet>(`/wifi/${encodeURIComponent(bssid)}`, ['devices', 'findings']);
  const s = found.value;
  const body = s ? <Sheet s={s} /> : found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const title = s ? t('wifi.one', { name: name(s.access_point) }) : bssid;
  if (panel)
    return (
      <Panel title={title} full={`/wifi/${encodeURIComponent(bssid)}`}>
        {body}
      </Panel>
    );
  return (
    <>
      <PageHead title={title}>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      {body}
    </>
  );
}

export default function Wifi({ id }: { id?: string }) {
  const list = useData<Paged<AccessPoint>>(id ? null : listPath('/wifi', query.value, names), ['devices', 'findings']);
  const open = query.value.get('open');
  const v = list.value;
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
          { name: 'grade', label: t('wifi.grade'), choices: grades.map((g) => ({ value: g, text: said('grade', g) })) },
          { name: 'security', label: t('wifi.security'), choices: securities.map((s) => ({ value: s, text: said('security', s) })) },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!v && !list.problem && <Loading />}
      {v && !v.items.length && (
        <Empty title={t('wifi.none')}>{t('wifi.none-next')}</Empty>
      )}
      {v && v.items.length > 0 && (
        <div class="list">
          <Table label={t('wifi.title')} rows={v.items} columns={columns()} id={(a) => a.bssid} opens sorted="grade" />
          <Pages shown={v.items.length} total={v.total} next={v.next} />
        </div>
      )}
      {open && <One bssid={open} panel />}
    </>
  );
}
