// Alarms: what wants somebody to act. Open ones first; the list is told of changes at once and does not jump. What detectors said
// without wanting anybody stands in the history beside it.
import { useData, listPath } from '../data';
import { Empty, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { among, Lamp, LampCounts, litBy, useLamps } from '../parts/lamps';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { useSteady } from '../parts/steady';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { capture, scope, system } from '../site';
import type { AlarmRow, Lamps, Paged } from '../shapes';
import { here, query } from '../url';
import { number, pair, t, word } from '../words';
import { AlarmBody } from './alarm';
import { Signals } from './signals';

const names = ['q', 'state', 'severity', 'device', 'lamp', 'detector', 'sort', 'limit', 'cursor'];

/** How it stands, with who has it: seen is not over. */
export const standing = (a: AlarmRow): string => (a.state === 'open' && a.acknowledged ? 'acknowledged' : a.state);

export function AlarmState({ a }: { a: AlarmRow }) {
  const who = (act: AlarmRow['acknowledged']) => act?.who ?? t('alarms.on-the-machine');
  return (
    <>
      <Mark topic="alarm" value={standing(a)} />
      {a.acknowledged && a.state !== 'dismissed' && (
        <small>
          {who(a.acknowledged)} <Time at={a.acknowledged.at} />
        </small>
      )}
      {a.state === 'dismissed' && (
        <small>
          {word('alarmreason', a.dismissed_as)}　{who(a.dismissed)}
        </small>
      )}
      {a.state === 'shelved' && a.shelved_until && (
        <small>
          {t('alarms.until')} <Time at={a.shelved_until} />
        </small>
      )}
      {a.state === 'ended' && a.ended && (
        <small>
          <Time at={a.ended} />
        </small>
      )}
    </>
  );
}

/** The machine as the plant calls it, before any address. */
function Machine({ a, lamps }: { a: AlarmRow; lamps: Lamps | undefined }) {
  if (!a.device) return a.cause ? <span class="named">{a.cause}</span> : <span class="none">{t('alarms.nobody')}</span>;
  return (
    <span class="machine">
      {lamps?.place && <small>{lamps.place}</small>}
      <a class="named" href={`/devices/${a.device.id}`}>
        {a.device.name ?? a.device.id}
      </a>
      {a.devices > 1 && <small>{t('alarms.devices', { n: number(a.devices) })}</small>}
    </span>
  );
}

const columns = (lamps: Map<string, Lamps>): Column<AlarmRow>[] => [
  {
    name: 'lamp',
    title: t('alarms.lamp'),
    sort: false,
    keep: true,
    cell: (a) => {
      const lit = litBy(a);
      return lit ? (
        <>
          <Lamp of={lit.of} colour={lit.colour} />
          <small>{t(`lamps.${lit.of}`)}</small>
        </>
      ) : (
        <span class="none">{t('alarms.no-lamp')}</span>
      );
    },
  },
  { name: 'severity', title: t('findings.severity'), keep: true, cell: (a) => <Mark topic="severity" value={a.severity} /> },
  {
    name: 'title',
    title: t('alarms.what'),
    sort: false,
    long: true,
    cell: (a) => (
      <>
        {pair(a.title)}
        {a.work && <small>{t('alarms.in-work')}</small>}
        {a.again > 0 && <small>{t('alarms.again', { n: number(a.again) })}</small>}
      </>
    ),
  },
  { name: 'device', title: t('alarms.machine'), sort: false, cell: (a) => <Machine a={a} lamps={a.device ? lamps.get(a.device.id) : undefined} /> },
  { name: 'state', title: t('alarms.state'), sort: false, keep: true, cell: (a) => <AlarmState a={a} /> },
  { name: 'count', title: t('alarms.count'), num: true, minor: true, cell: (a) => number(a.count) },
  {
    name: 'began',
    title: t('alarms.since'),
    keep: true,
    cell: (a) => <Time at={a.began} />,
  },
];

/** No alarm is good news only while somebody looks. */
export function Watching() {
  const c = capture.value;
  if (!c) return null;
  const seeing = c.running && !c.replay?.ended && !!c.last_frame;
  if (seeing)
    return (
      <>
        {t('alarms.watching')} <Time at={c.began} />　{t('alarms.last-packet')} <Time at={c.last_frame} />
      </>
    );
  if (!c.last_frame) return <b class="warn">{t('alarms.blind-yet')}</b>;
  return (
    <b class="warn">
      {t('alarms.blind')} <Time at={c.last_frame} />
    </b>
  );
}

export const isBlind = () => !!capture.value && !(capture.value.running && !capture.value.replay?.ended && capture.value.last_frame);

function List() {
  const asked = listPath('/alarms', query.value, names, scope());
  const list = useData<Paged<AlarmRow>>(asked, ['alarms']);
  const lamps = useLamps({ worst: '1', ...scope() });
  const places = useLamps(among(list.value?.items.map((a) => a.device?.id) ?? []));
  const steady = useSteady(asked, list.loading ? undefined : list.value?.items, (a) => a.id);
  const open = query.value.get('open');
  const filtered = ['q', 'severity', 'device', 'lamp', 'detector'].some((n) => query.value.get(n));
  const shown = steady.rows.find((a) => a.id === open);
  const gravest = steady.waiting[0];
  return (
    <>
      <LampCounts all={lamps.all} />
      <Filters
        search={t('alarms.search')}
        filters={[
          { name: 'state', label: t('alarms.state-open'), choices: (['standing', 'shelved', 'dismissed', 'ended', 'all'] as const).map((s) => ({ value: s, text: t(`alarms.state-${s}`) })) },
          { name: 'severity', label: t('findings.severity'), choices: ['critical', 'high', 'medium', 'low'].map((s) => ({ value: s, text: word('severity', s) })) },
          { name: 'lamp', label: t('alarms.any-lamp'), choices: (['device', 'data'] as const).map((s) => ({ value: s, text: t(`alarms.lamp-${s}`) })) },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {steady.waiting.length > 0 && (
        <p class="fresh" role="status">
          <Mark topic="severity" value={gravest.severity} /> <b>{t('alarms.fresh', { n: number(steady.waiting.length) })}</b> {pair(gravest.title)}{' '}
          <button type="button" onClick={steady.show}>
            {t('alarms.show-fresh')}
          </button>
        </p>
      )}
      {list.value && !steady.rows.length && !steady.waiting.length && (
        <Empty title={t(filtered ? 'alarms.none-filtered' : isBlind() ? 'alarms.none-blind' : 'alarms.none')}>
          <Watching />
          {!filtered && <p class="note">{t(isBlind() ? 'alarms.none-blind-next' : 'alarms.none-next')}</p>}
        </Empty>
      )}
      {steady.rows.length > 0 && (
        <div class="list">
          <Table
            label={t('alarms.title')}
            rows={steady.rows}
            columns={columns(places.of)}
            id={(a) => a.id}
            opens
            sorted="severity"
            rowClass={(a) => (steady.gone.has(a.id) || a.state === 'ended' || a.state === 'dismissed' ? 'gone' : undefined)}
          />
          <Pages shown={steady.rows.length} total={list.value?.total ?? steady.rows.length} next={list.value?.next ?? null} />
          <p class="note">
            <Watching />
          </p>
        </div>
      )}
      {open && (
        <Panel title={shown ? pair(shown.title) : open}>
          <AlarmBody id={open} />
        </Panel>
      )}
    </>
  );
}

export default function Alarms() {
  const history = query.value.get('tab') === 'history';
  return (
    <>
      <PageHead title={<Term name="alarm">{t('alarms.title')}</Term>} note={t('alarms.note')}>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <nav class="tabs" aria-label={t('alarms.title')}>
        <a href={here({ tab: null, open: null, cursor: null, sort: null })} aria-current={history ? undefined : 'page'}>
          {t('alarms.tab-alarms')}
        </a>
        <a href={here({ tab: 'history', open: null, cursor: null, sort: null, state: null })} aria-current={history ? 'page' : undefined}>
          {t('alarms.tab-history')}
        </a>
      </nav>
      {history ? <Signals key={system.value} /> : <List key={system.value} />}
    </>
  );
}
