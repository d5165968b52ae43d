// Who talks to whom: as a list, or as a matrix of kinds of device.
import { useData, listPath } from '../data';
import { Empty, Facts, Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import type { Flow, Matrix, Paged } from '../shapes';
import { here, link, query } from '../url';
import { bytes, number, t, word } from '../words';
import { EndLink } from './device';

const names = ['q', 'device', 'protocol', 'clear', 'outside', 'client_kind', 'server_kind', 'system', 'sort', 'limit', 'cursor'];

const columns = (): Column<Flow>[] => [
  { name: 'client', title: t('flows.client'), sort: false, cell: (f) => <EndLink end={f.client} /> },
  { name: 'server', title: t('flows.server'), sort: false, cell: (f) => <EndLink end={f.server} /> },
  {
    name: 'protocol',
    title: t('flows.protocol'),
    cell: (f) => (
      <>
        {f.protocol}
        <small>
          {f.transport.toUpperCase()} {f.server_port ?? ''}
        </small>
      </>
    ),
  },
  { name: 'encrypted', title: <Term name="clear-text">{t('flows.encrypted')}</Term>, sort: false, cell: (f) => <Mark topic="clear" value={f.encrypted} /> },
  { name: 'connections', title: t('flows.connections'), num: true, minor: true, cell: (f) => number(f.connections) },
  { name: 'packets', title: t('flows.packets'), num: true, minor: true, cell: (f) => number(f.packets) },
  { name: 'bytes', title: t('flows.bytes'), num: true, cell: (f) => bytes(f.bytes) },
  { name: 'last', title: t('flows.last'), minor: true, cell: (f) => <Time at={f.last} /> },
];

function FlowBody({ f }: { f: Flow }) {
  const filter = [f.client.ip && f.server.ip && `ip.addr == ${f.client.ip} && ip.addr == ${f.server.ip}`, f.server_port && ['tcp', 'udp'].includes(f.transport) && `${f.transport}.port == ${f.server_port}`].filter(Boolean).join(' && ');
  return (
    <>
      <Facts
        rows={[
          { label: t('flows.client'), value: <EndLink end={f.client} /> },
          { label: t('flows.server'), value: <EndLink end={f.server} /> },
          { label: t('flows.protocol'), value: `${f.protocol}　${f.transport.toUpperCase()} ${f.server_port ?? ''}` },
          { label: t('flows.encrypted'), value: <Mark topic="clear" value={f.encrypted} /> },
          { label: t('flows.answered'), value: f.answered ? t('device.answered') : t('device.not-answered') },
          { label: t('flows.connections'), value: number(f.connections) },
          { label: t('flows.amount'), value: t('device.sent-words', { n: number(f.packets), bytes: bytes(f.bytes) }) },
          { label: t('flows.first'), value: <Time at={f.first} seconds /> },
          { label: t('flows.last'), value: <Time at={f.last} seconds /> },
          { label: t('flows.first-packet'), value: <PacketLink packet={f.first_packet} /> },
          { label: 'Community ID', value: f.community_id && <code>{f.community_id}</code> },
        ]}
      />
      <p>
        <a class="button" href={`/api/v1/slices?flow=${f.n}`} download>
          {t('device.packets')}
        </a>
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

/** Rows talk, columns answer; a cell leads to the flows behind its number. */
function MatrixTable() {
  const system = query.value.get('system');
  const found = useData<Matrix>(link('/flows/matrix', { system }), ['devices']);
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const m = found.value;
  if (!m.cells.length) return <Empty title={t('flows.none')} />;
  const at = new Map(m.cells.map((c) => [`${c.client} ${c.server}`, c]));
  const name = (k: string) => (k === 'outside' ? t('flows.outside') : word('kinds', k));
  return (
    <>
      <p class="note">{t('flows.matrix-note')}</p>
      <div class="wide">
        <table class="matrix" aria-label={t('flows.matrix')}>
          <thead>
            <tr>
              <td>
                {t('flows.client')} ↓　{t('flows.server')} →
              </td>
              {m.servers.map((s) => (
                <th scope="col" key={s}>
                  {name(s)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {m.clients.map((c) => (
              <tr key={c}>
                <th scope="row">{name(c)}</th>
                {m.servers.map((s) => {
                  const cell = at.get(`${c} ${s}`);
                  return (
                    <td key={s} class={cell ? (cell.clear ? 'some clear' : 'some') : undefined}>
                      {cell && (
                        <a href={link('/flows', { client_kind: c, server_kind: s, system })} title={t('flows.matrix-cell', { client: name(c), server: name(s), n: number(cell.flows), bytes: bytes(cell.bytes) })}>
                          {number(cell.flows)}
                          {cell.clear > 0 && <small>{t('flows.matrix-clear', { n: number(cell.clear) })}</small>}
                        </a>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
          <a class="button" href={`/api/v1${listPath('/flows', query.value, names.filter((n) => n !== 'limit' && n !== 'cursor'), { format: 'csv' })}`} download>
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
              { name: 'protocol', label: t('flows.protocol') },
              { name: 'clear', label: t('flows.encrypted'), choices: [{ value: '1', text: t('flows.only-clear') }] },
              { name: 'outside', label: t('flows.outside'), choices: [{ value: '1', text: t('flows.only-outside') }] },
            ]}
          />
          <ProblemNote problem={list.problem} again={list.again} />
          {!list.value && !list.problem && <Loading />}
          {list.value && !list.value.items.length && (
            <Empty title={t('flows.none')}>
              <a href="/settings?tab=capture">{t('devices.none-next')}</a>
            </Empty>
          )}
          {list.value && list.value.items.length > 0 && (
            <div class="list">
              <Table label={t('flows.title')} rows={list.value.items} columns={columns()} id={(f) => String(f.n)} opens sorted="-bytes" />
              <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
            </div>
          )}
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
