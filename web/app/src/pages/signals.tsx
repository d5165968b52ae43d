// The history: what detectors said, with or without an alarm of it.
import { useData, listPath } from '../data';
import { Empty, Loading, PacketLink, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Pages, Table, type Column } from '../parts/table';
import type { Named, Paged, SignalRow } from '../shapes';
import { link, query } from '../url';
import { number, pair, t } from '../words';

const names = ['q', 'detector', 'device', 'alarm', 'work', 'standing', 'learning', 'since', 'sort', 'limit', 'cursor'];

export const Who = ({ of }: { of: Named | null }) =>
  of ? (
    <>
      {/^d\d+$/.test(of.id) ? (
        <a class="named" href={`/devices/${of.id}`}>
          {of.name ?? of.id}
        </a>
      ) : (
        <span class="named">{of.name ?? of.id}</span>
      )}
    </>
  ) : (
    <span class="none">{t('shell.none')}</span>
  );

export const signalColumns = (): Column<SignalRow>[] => [
  { name: 'at', title: t('alarms.at'), keep: true, cell: (s) => <Time at={s.at} seconds /> },
  { name: 'severity', title: t('findings.severity'), sort: false, keep: true, cell: (s) => <Mark topic="severity" value={s.severity} /> },
  {
    name: 'title',
    title: t('alarms.what'),
    sort: false,
    long: true,
    cell: (s) => (
      <>
        {pair(s.title)}
        <small>
          {[s.standing && t('alarms.goes-on'), s.learning && t('alarms.learning'), s.claimed && t('alarms.claimed'), s.work && t('alarms.in-work')].filter(Boolean).join('　')}
        </small>
      </>
    ),
  },
  { name: 'by', title: t('alarms.by'), sort: false, minor: true, cell: (s) => <Who of={s.by} /> },
  { name: 'about', title: t('alarms.on'), sort: false, cell: (s) => <Who of={s.about} /> },
  { name: 'count', title: t('alarms.count'), num: true, minor: true, cell: (s) => number(s.count) },
  { name: 'packet', title: t('findings.packets'), sort: false, minor: true, cell: (s) => <PacketLink packet={s.packet} /> },
  { name: 'alarm', title: t('alarms.one'), sort: false, keep: true, cell: (s) => (s.alarm ? <a href={link('/alarms', { open: s.alarm, state: 'all' })}>{s.alarm}</a> : <span class="none">{t('alarms.no-alarm')}</span>) },
];

export function Signals() {
  const list = useData<Paged<SignalRow>>(listPath('/signals', query.value, names), ['alarms']);
  const filtered = ['q', 'standing', 'learning', 'device', 'detector', 'alarm'].some((n) => query.value.get(n));
  return (
    <>
      <p class="note">{t('alarms.history-note')}</p>
      <Filters
        search={t('alarms.search')}
        filters={[
          { name: 'standing', label: t('alarms.any-standing'), choices: [{ value: '1', text: t('alarms.only-standing') }] },
          { name: 'learning', label: t('alarms.any-learning'), choices: [{ value: '1', text: t('alarms.only-learning') }, { value: '0', text: t('alarms.not-learning') }] },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <Empty title={t(filtered ? 'alarms.none-history-filtered' : 'alarms.none-history')} />}
      {!!list.value?.items.length && (
        <div class="list">
          <Table label={t('alarms.tab-history')} rows={list.value.items} columns={signalColumns()} id={(s) => String(s.id)} sorted="-at" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
    </>
  );
}
