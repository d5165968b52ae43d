// Everything that is otherwise than approved, listed or locked, of all devices.
import { useData, listPath } from '../data';
import { Empty, Loading, PacketLink, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { Pages, Table, type Column } from '../parts/table';
import type { DifferenceRow, Paged } from '../shapes';
import { query } from '../url';
import { t, word } from '../words';

const columns = (): Column<DifferenceRow>[] => [
  { name: 'device', title: t('devices.name'), cell: (d) => <a href={`/devices/${d.device}?tab=traffic`}>{d.name ?? d.device}</a> },
  { name: 'against', title: t('device.against'), cell: (d) => t(`device.against-${d.against}`) },
  {
    name: 'what',
    title: t('device.what'),
    cell: (d) => `${t(`device.difference-${d.kind}`)} ${d.against === 'lock' ? word('fields', d.what) : word('difference', d.what)}`,
  },
  { name: 'approved', title: t('device.approved'), sort: false, cell: (d) => d.approved ?? <span class="none">{t('device.not-approved')}</span> },
  { name: 'observed', title: t('device.seen-now'), sort: false, cell: (d) => d.observed ?? <span class="none">{t('device.not-seen')}</span> },
  { name: 'since', title: t('device.since'), keep: true, cell: (d) => <Time at={d.since} /> },
  { name: 'packet', title: t('device.from'), sort: false, minor: true, cell: (d) => <PacketLink packet={d.packet} slice={`device=${d.device}`} /> },
];

export function Differences() {
  const list = useData<Paged<DifferenceRow>>(listPath('/profiles/differences', query.value, ['q', 'against', 'sort', 'limit', 'cursor']), ['devices']);
  return (
    <>
      <Filters
        search={t('devices.search')}
        filters={[{ name: 'against', label: t('device.against'), choices: (['profile', 'ledger', 'lock'] as const).map((a) => ({ value: a, text: t(`device.against-${a}`) })) }]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <Empty title={t('devices.no-differences')}>{t('devices.no-differences-next')}</Empty>}
      {!!list.value?.items.length && (
        <div class="list">
          <Table label={t('devices.view-differences')} rows={list.value.items} columns={columns()} id={(d) => `${d.device} ${d.against} ${d.what} ${d.key}`} />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
    </>
  );
}
