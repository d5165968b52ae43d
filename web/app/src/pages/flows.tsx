// Who talks to whom: as a list, or as a matrix of kinds of device.
import { useData, listPath } from '../data';
import { NoSuchRow } from '../parts/absent';
import { Empty, Facts, Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { protocolChoices, protocolName, protocolNames } from '../parts/deed';
import { Filters, NoRows } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { mayCut, scope } from '../site';
import type { Flow, Matrix, Paged } from '../shapes';
import { here, link, query, setQuery } from '../url';
import { bytes, number, t, word } from '../words';
import { EndLink } from './device';

const names = ['q', 'device', 'outside', 'protocol', 'port', 'encrypted', 'to_outside', 'scan', 'system', 'sort', 'limit', 'cursor'];
const layers = ['device', 'lan', 'server', 'wan', 'cloud', 'outside'];
const sides = ['layer', 'kind', 'zone', 'system', 'device'] as const;

const columns = (): Column<Flow>[] => [
  { name: 'client', title: t('flows.client'), cell: (f) => <EndLink end={f.client} /> },
  { name: 'server', title: t('flows.server'), cell: (f) => <EndLink end={f.server} /> },
  {
    name: 'protocol',
    title: t('flows.protocol'),
    cell: (f) => (
      <>
        {protocolName(f.protocol)}
        <small>
          {f.transport.toUpperCase()} {f.server_port ?? ''}
        </small>
      </>
    ),
  },
  { name: 'encrypted', title: t('flows.encrypted'), term: 'clear-text', keep: true, cell: (f) => <Mark topic="clear" value={f.encrypted} /> },
  { name: 'connections', title: t('flows.connections'), num: true, minor: true, cell: (f) => number(f.connections) },
  { name: 'packets', title: t('flows.packets'), num: true, minor: true, cell: (f) => number(f.packets) },
  { name: 'bytes', title: t('flows.bytes'), num: true, cell: (f) => bytes(f.bytes) },
  { name: 'last', title: t('flows.last'), minor: true, keep: true, cell: (f) => <Time at={f.last} /> },
];

function FlowBody({ f }: { f: Flow }) {
  const filter = [
    f.client.ip && f.server.ip && `ip.addr == ${f.client.ip} && ip.addr == ${f.server.ip}`,
    f.server_port && ['tcp', 'udp'].includes(f.transport) && `${f.transport}.port == ${f.server_port}`,
  ]
    .filter(Boolean)
    .join(' && ');
  return (
    <>
      <Facts
        rows={[
          { label: t('flows.client'), value: <EndLink end={f.client} /> },
          { label: t('flows.server'), value: <EndLink end={f.server} /> },
          { label: t('flows.protocol'), value: `${protocolName(f.protocol)}　${f.transport.toUpperCase()} ${f.server_port ?? ''}` },
          { label: t('flows.encrypted'), value: <Mark topic="clear" value={f.encrypted} /> },
          { label: t('flows.answered'), value: f.refused ? t('flows.refused') : f.answered ? t('device.answered') : t('device.not-answered') },
          { label: t('flows.note'), value: [f.scan && t('flows.scan'), f.to_group && t('flows.to-group')].filter(Boolean).join('　') },
          { label: t('flows.connections'), value: number(f.connections) },
          { label: t('flows.amount'), value: t('device.sent-words', { n: number(f.packets), bytes: bytes(f.bytes) }) },
          { label: t('flows.first'), value: <Time at={f.first} seconds /> },
          { label: t('flows.last'), value: <Time at={f.last} seconds /> },
          { label: t('flows.first-packet'), value: <PacketLink packet={f.first_packet} /> },
          { label: 'Community ID', value: f.community_id && <code>{f.community_id}</code> },
        ]}
      />
      <p>
        {mayCut() && (
          <a class="button" href={`/api/v1/slices?flow=${f.n}`} download>
            {t('device.packets')}
          </a>
        )}
      </p>
      {filter && (
        <>
          <p class="note">{t('findings.wireshark')}</p>
          <pre tabIndex={0}>{filter}</pre>
        </>
      )}
    </>
  );
}

/** Rows talk, columns answer; where a side is one device, its number leads to those flows. */
function MatrixTable() {
  const by = query.value.get('by') ?? 'layer';
  const found = useData<Matrix>(link('/flows/matrix', { by, ...scope() }), ['devices']);
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const m = found.value;
  const at = new Map(m.cells.map((c) => [`${c.from} ${c.to}`, c]));
  const name = (key: string, title: string) => (key === 'outside' ? t('flows.outside') : (by === 'kind' ? word('kinds', key) : by === 'layer' ? word('layers', key) : title));
  if (by === 'layer') m.sides.sort((a, b) => layers.indexOf(a.key) - layers.indexOf(b.key));
  const froms = m.sides.filter((s) => m.cells.some((c) => c.from === s.key));
  const tos = m.sides.filter((s) => m.cells.some((c) => c.to === s.key));
  return (
    <>
      <p class="filters">
        <label>
          {t('flows.matrix-by')}{' '}
          <select value={by} onChange={(e) => setQuery({ by: e.currentTarget.value === 'layer' ? null : e.currentTarget.value })}>
            {sides.map((s) => (
              <option key={s} value={s}>
                {t(`flows.by-${s}`)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p class="note">{t('flows.matrix-note')}</p>
      {!m.cells.length ? (
        <Empty title={t('flows.none')} />
      ) : (
        <div class="wide">
          <table class="matrix" aria-label={t('flows.matrix')}>
            <thead>
              <tr>
                <td>
                  {t('flows.client')} ↓　{t('flows.server')} →
                </td>
                {tos.map((s) => (
                  <th scope="col" key={s.key}>
                    {name(s.key, s.title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {froms.map((f) => (
                <tr key={f.key}>
                  <th scope="row">{name(f.key, f.title)}</th>
                  {tos.map((s) => {
                    const cell = at.get(`${f.key} ${s.key}`);
                    return (
                      <td key={s.key} class={cell ? (cell.encrypted === 'no' || cell.encrypted === 'mixed' ? 'some clear' : 'some') : undefined}>
                        {cell && (
                          <span title={protocolNames(cell.protocols)}>
                            {by === 'device' && f.key.startsWith('d') ? <a href={link('/flows', { device: f.key })}>{number(cell.flows)}</a> : number(cell.flows)}
                            <small>
                              {bytes(cell.bytes)} {cell.encrypted === 'no' || cell.encrypted === 'mixed' ? t('flows.matrix-clear') : ''}
                            </small>
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {m.left_out > 0 && <p class="notice">{t('flows.matrix-left', { n: number(m.left_out) })}</p>}
    </>
  );
}

export default function Flows() {
  const matrix = query.value.get('view') === 'matrix';
  const list = useData<Paged<Flow>>(matrix ? null : listPath('/flows', query.value, names), ['devices']);
  const open = query.value.get('open');
  const shown = list.value?.items.find((f) => String(f.n) === open);
  return (
    <>
      <PageHead title={<Term name="flow">{t('flows.title')}</Term>}>
        {!matrix && (
          <a class="button" href={`/api/v1${link('/reports/flows', { format: 'csv', ...scope() })}`} download>
            CSV
          </a>
        )}
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <nav class="tabs" aria-label={t('flows.views')}>
        <a href={here({ view: null, open: null })} aria-current={matrix ? undefined : 'page'}>
          {t('flows.list')}
        </a>
        <a href={here({ view: 'matrix', open: null, cursor: null })} aria-current={matrix ? 'page' : undefined}>
          {t('flows.matrix')}
        </a>
      </nav>
      {matrix ? (
        <MatrixTable />
      ) : (
        <>
          <Filters
            search={t('flows.search')}
            filters={[
              { name: 'protocol', label: t('flows.protocol'), choices: protocolChoices() },
              { name: 'encrypted', label: t('flows.encrypted'), choices: ['no', 'yes', 'unknown'].map((v) => ({ value: v, text: word('clear', v) })) },
              { name: 'to_outside', label: t('flows.outside'), choices: [{ value: '1', text: t('flows.only-outside') }] },
              { name: 'scan', label: t('flows.scan-like'), choices: [{ value: '1', text: t('flows.scan') }] },
            ]}
          />
          <ProblemNote problem={list.problem} again={list.again} />
          {!list.value && !list.problem && <Loading />}
          {list.value && !list.value.items.length && (
            <NoRows names={names} title={t('flows.none')}>
              <a href="/settings?tab=capture">{t('devices.none-next')}</a>
            </NoRows>
          )}
          {list.value && list.value.items.length > 0 && (
            <div class="list">
              <Table label={t('flows.title')} rows={list.value.items} columns={columns()} id={(f) => String(f.n)} opens sorted="-bytes" />
              <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
            </div>
          )}
          {open && !shown && list.value && !list.loading && <NoSuchRow id={open} />}
          {shown && (
            <Panel title={t('flows.one', { client: shown.client.name ?? shown.client.ip ?? '', server: shown.server.name ?? shown.server.ip ?? '' })}>
              <FlowBody f={shown} />
            </Panel>
          )}
        </>
      )}
    </>
  );
}
