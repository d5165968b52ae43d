// The devices of the site: what the plant calls them first, addresses after.
import { useState } from 'preact/hooks';
import { useData, listPath } from '../data';
import { act } from '../net';
import { Empty, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Filters, type Filter } from '../parts/filters';
import { Form, type FormField, type Values } from '../parts/form';
import { among, TwoLamps, useLamps } from '../parts/lamps';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { Views } from '../parts/views';
import { daysAgo } from '../time';
import { may, scope, system, systems } from '../site';
import type { Device, Lamps, Paged } from '../shapes';
import { link, query } from '../url';
import { number, t, word } from '../words';
import { Approve } from './approve';
import { DeviceBrief, nameOf } from './device';
import { Differences } from './differences';

export const kinds = [
  'plc',
  'hmi',
  'engineering-station',
  'sensor',
  'actuator',
  'iot-gateway',
  'camera',
  'printer',
  'nas',
  'phone',
  'pc',
  'server',
  'wifi-ap',
  'switch',
  'router',
  'appliance',
  'wearable',
  'ups',
  'unknown',
];
export const layers = ['device', 'lan', 'server', 'wan', 'cloud'];
export const states = ['introduced', 'normal', 'abnormal', 'stray', 'retired'];

/** What the address says and what the server is asked differ where the address says "in the last day". */
const names = ['q', 'kind', 'layer', 'state', 'known', 'severity', 'protocol', 'maker', 'behind', 'system', 'sort', 'limit', 'cursor'];
const inAddress = [...names, 'fresh', 'gone'];

function asked(base: string, q: URLSearchParams, which = names, fixed: Record<string, string> = {}): string {
  const since: Record<string, string> = {};
  if (Number(q.get('fresh')) > 0) since.new_since = daysAgo(Number(q.get('fresh')));
  if (Number(q.get('gone')) > 0) since.missing_since = daysAgo(Number(q.get('gone')));
  return listPath(base, q, which, { ...since, ...fixed });
}

const ofLedger = ['number', 'line', 'place'];

/** What only a list of the plant knows takes no room while no device that is shown stands in one; nobody misses its own sort. */
const columnsFor = (lamps: Map<string, Lamps>, rows: Device[]): Column<Device>[] => {
  const known = rows.some((d) => d.ledger) || ofLedger.includes((query.value.get('sort') ?? '').replace('-', ''));
  return columns(lamps, known).filter((c) => known || !ofLedger.includes(c.name));
};

const columns = (lamps: Map<string, Lamps>, crowded: boolean): Column<Device>[] => [
  { name: 'number', title: t('devices.number'), term: 'equipment-number', keep: true, cell: (d) => d.ledger?.number },
  { name: 'line', title: t('devices.line'), minor: true, keep: true, cell: (d) => d.ledger?.line },
  { name: 'place', title: t('devices.place'), minor: true, cell: (d) => d.ledger?.place },
  {
    name: 'name',
    title: t('devices.name'),
    cell: (d) => <a class={crowded ? 'named short' : 'named end'} href={`/devices/${d.id}`}>{nameOf(d)}</a>,
  },
  {
    name: 'kind',
    title: t('devices.kind'),
    cell: (d) => (
      <>
        {word('kinds', d.kind)}
        <small class="words">{[d.maker, d.model].filter(Boolean).join(' ')}</small>
      </>
    ),
  },
  {
    name: 'ip',
    title: t('devices.ip'),
    long: true,
    cell: (d) => <span class="address">{d.ip ?? d.mac}</span>,
  },
  { name: 'lamps', title: t('alarms.lamps'), sort: false, cell: (d) => <TwoLamps lamps={lamps.get(d.id)} /> },
  { name: 'state', title: t('devices.state'), keep: true, cell: (d) => <Mark topic="state" value={d.state} /> },
  {
    name: 'findings',
    title: t('findings.title'),
    term: 'finding',
    sort: 'severity',
    keep: true,
    cell: (d) =>
      d.findings ? (
        <a href={`/findings?device=${d.id}`} class="plain-link">
          <Mark topic="severity" value={d.severity} /> {number(d.findings)}
        </a>
      ) : null,
  },
  { name: 'last', title: t('devices.last'), minor: true, cell: (d) => <Time at={d.last} /> },
];

const filters = (): Filter[] => [
  { name: 'kind', label: t('devices.any-kind'), choices: kinds.map((k) => ({ value: k, text: word('kinds', k) })) },
  { name: 'layer', label: t('devices.any-layer'), choices: layers.map((l) => ({ value: l, text: word('layers', l) })) },
  { name: 'state', label: t('devices.any-state'), choices: states.map((s) => ({ value: s, text: word('state', s) })) },
  {
    name: 'known',
    label: t('devices.any-ledger'),
    choices: [
      { value: '1', text: t('devices.ledger-known') },
      { value: '0', text: t('devices.ledger-unknown') },
    ],
  },
  {
    name: 'severity',
    label: t('devices.any-finding'),
    choices: ['critical', 'high', 'medium'].map((s, i) => ({ value: ['critical', 'high', 'medium'].slice(0, i + 1).join(','), text: t('devices.finding-at-least', { word: word('severity', s) }) })),
  },
  { name: 'fresh', label: t('devices.any-fresh'), choices: ['1', '7', '30'].map((n) => ({ value: n, text: t('devices.fresh', { n }) })) },
  { name: 'gone', label: t('devices.any-gone'), choices: ['1', '7', '30'].map((n) => ({ value: n, text: t('devices.gone', { n }) })) },
];

interface Change {
  device: string;
  name?: string | null;
  field: string;
  old: string | null;
  new: string | null;
}

/** One change for many devices: chosen, looked at before it is made, then made in one step of the journal. */
function BulkEdit({ ids, close, done }: { ids: string[]; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({});
  const [preview, setPreview] = useState<Change[] | null>(null);
  const body = { devices: ids, set: Object.fromEntries(Object.entries(values).filter(([k, v]) => v && k !== 'reason')), reason: values.reason ?? '' };
  const fields: FormField[] = [
    { name: 'line', label: t('devices.line'), max: 100 },
    { name: 'place', label: t('devices.place'), max: 100 },
    { name: 'state', label: t('devices.state'), type: 'choice', choices: states.map((s) => ({ value: s, text: word('state', s) })) },
    { name: 'system', label: t('devices.add-to-system'), type: 'choice', choices: systems.value.map((s) => ({ value: s.id, text: s.name })) },
    { name: 'reason', label: t('devices.reason'), help: t('devices.reason-help'), required: true, max: 400 },
  ];
  if (!preview)
    return (
      <Dialog
        key="edit"
        title={t('devices.bulk-title', { n: ids.length })}
        does={t('devices.preview')}
        blocked={!Object.keys(body.set).length}
        close={() => undefined}
        act={async () => setPreview((await act<Paged<Change>>('POST', '/devices/bulk?preview=1', body)).items)}
      >
        <p class="note">{t('devices.bulk-note')}</p>
        <Form fields={fields} values={values} change={change} prefix="bulk" />
        <button type="button" onClick={close}>
          {t('shell.cancel')}
        </button>
      </Dialog>
    );
  return (
    <Dialog
      key="preview"
      wide
      title={t('devices.preview-title', { n: preview.length })}
      does={t('devices.bulk-do', { n: preview.length })}
      blocked={!preview.length}
      close={close}
      act={async () => {
        await act('POST', '/devices/bulk', body);
        done();
      }}
    >
      {preview.length ? (
        <table aria-label={t('devices.preview')}>
          <thead>
            <tr>
              <th scope="col">{t('devices.name')}</th>
              <th scope="col">{t('devices.field')}</th>
              <th scope="col">{t('devices.old')}</th>
              <th scope="col">{t('devices.new')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.map((c) => (
              <tr key={c.device + c.field}>
                <th scope="row">{c.name ?? c.device}</th>
                <td>{word('devices', c.field)}</td>
                <td>{c.old ?? t('shell.none')}</td>
                <td>
                  <b>{c.new ?? t('shell.none')}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Empty title={t('devices.preview-nothing')} />
      )}
    </Dialog>
  );
}

export default function Devices() {
  const differences = query.value.get('view') === 'differences';
  return (
    <>
      <PageHead title={t('devices.title')} note={system.value === 'site' ? undefined : systems.value.find((s) => s.id === system.value)?.name}>
        {!differences &&
          ['csv', 'xlsx'].map((format) => (
            <a key={format} class="button" href={`/api/v1${link('/reports/devices', { format, ...scope() })}`} download>
              {format === 'csv' ? 'CSV' : 'Excel'}
            </a>
          ))}
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <nav class="tabs" aria-label={t('flows.views')}>
        <a href={link('/devices', scope())} aria-current={differences ? undefined : 'page'}>
          {t('flows.list')}
        </a>
        <a href="/devices?view=differences" aria-current={differences ? 'page' : undefined}>
          {t('devices.view-differences')}
        </a>
      </nav>
      {differences ? <Differences /> : <List />}
    </>
  );
}

function List() {
  const [chosen, choose] = useState<Set<string>>(new Set());
  const [bulk, setBulk] = useState<'edit' | 'approve' | null>(null);
  const path = asked('/devices', query.value);
  const list = useData<Paged<Device>>(path, ['devices', 'findings']);
  const lamps = useLamps(among(list.value?.items.map((d) => d.id) ?? []));
  const open = query.value.get('open');
  const filtered = inAddress.some((n) => !['system', 'sort', 'limit', 'cursor'].includes(n) && query.value.get(n));
  return (
    <>
      <Views page="devices" names={inAddress} />
      <Filters search={t('devices.search')} filters={filters()} />
      <ProblemNote problem={list.problem} again={list.again} />
      {chosen.size > 0 && (
        <div class="many-bar" role="status">
          <b>{t('devices.chosen', { n: chosen.size })}</b>
          {may('it', 'ot', 'operator') && (
            <button type="button" class="first" onClick={() => setBulk('edit')}>
              {t('devices.bulk')}
            </button>
          )}
          {may('it', 'ot', 'approver') && (
            <button type="button" onClick={() => setBulk('approve')}>
              {t('device.approve')}
            </button>
          )}
          <button type="button" onClick={() => choose(new Set())}>
            {t('devices.choose-none')}
          </button>
        </div>
      )}
      {list.value && !list.value.items.length ? (
        filtered ? (
          <Empty title={t('devices.none-filtered')}>{t('devices.none-filtered-next')}</Empty>
        ) : (
          <Empty title={t('devices.none')}>
            <a href="/settings?tab=capture">{t('devices.none-next')}</a>
          </Empty>
        )
      ) : null}
      {!list.value && !list.problem && <Loading />}
      {list.value && list.value.items.length > 0 && (
        <div class="list">
          <Table
            label={t('devices.title')}
            rows={list.value.items}
            columns={columnsFor(lamps.of, list.value.items)}
            id={(d) => d.id}
            opens
            chosen={chosen}
            choose={choose}
            rowClass={(d) => (d.state === 'retired' ? 'gone' : undefined)}
          />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
      {open && (
        <Panel title={<DeviceTitle id={open} rows={list.value?.items ?? []} />} full={`/devices/${open}`}>
          <DeviceBrief id={open} />
        </Panel>
      )}
      {bulk === 'approve' && <Approve devices={[...chosen]} name={t('devices.chosen-name', { n: chosen.size })} close={() => setBulk(null)} done={() => choose(new Set())} />}
      {bulk === 'edit' && (
        <BulkEdit
          ids={[...chosen]}
          close={() => setBulk(null)}
          done={() => {
            choose(new Set());
            list.again();
          }}
        />
      )}
    </>
  );
}

const DeviceTitle = ({ id, rows }: { id: string; rows: Device[] }) => {
  const found = rows.find((d) => d.id === id);
  return <>{found ? nameOf(found) : id}</>;
};
