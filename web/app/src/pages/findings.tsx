// What a check found: gravest first, with what to do, the question behind it and its packets.
import { useData, listPath } from '../data';
import { PartNotYet } from '../parts/absent';
import { Empty, Facts, Loading, PacketLink, PageHead, ProblemNote, Time } from '../parts/bits';
import { Filters } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { mayCut, scope } from '../site';
import type { Finding, FindingDetail, Paged } from '../shapes';
import { link, query } from '../url';
import { lang, number, pair, t, word } from '../words';
import { itemName } from './about';
import { NoFindings } from './findings-none';
import { WifiOf } from './wifi';

const names = ['q', 'severity', 'check', 'device', 'item', 'system', 'sort', 'limit', 'cursor'];

const columns = (): Column<Finding>[] => [
  { name: 'severity', title: t('findings.severity'), cell: (f) => <Mark topic="severity" value={f.severity} /> },
  { name: 'title', title: t('findings.what'), sort: false, long: true, cell: (f) => pair(f.title) },
  {
    name: 'items',
    title: t('findings.items'),
    sort: false,
    minor: true,
    cell: (f) =>
      f.items.map((i) => (
        <a key={i} class="item" href={`/sheet?open=${i}`}>
          {itemName(i)}
        </a>
      )),
  },
  { name: 'evidence_total', title: t('findings.packets'), num: true, cell: (f) => number(f.evidence_total) },
  { name: 'evidence_first', title: t('findings.since'), keep: true, cell: (f) => <Time at={f.evidence_first} seconds /> },
  { name: 'last_seen', title: t('findings.last'), minor: true, keep: true, cell: (f) => <Time at={f.last_seen} /> },
];

/** Of its first packet and, where it is another, of its last. */
function Times({ first, last }: { first: string; last: string | null }) {
  return (
    <>
      <Time at={first} seconds />
      {last && last !== first && (
        <>
          {' – '}
          <Time at={last} seconds />
        </>
      )}
    </>
  );
}

/** What one finding says, in the order a person needs it. */
export function FindingBody({ id }: { id: string }) {
  const found = useData<FindingDetail>(`/findings/${id}`, ['findings']);
  if (found.loading || !found.value) return <PartNotYet found={found} what="finding" />;
  const detail = found.value;
  const f = detail.finding;
  const packets = detail.evidence;
  return (
    <>
      <p>
        <Mark topic="severity" value={f.severity} />
      </p>
      <h3>{t('findings.do')}</h3>
      <p>{pair(f.do)}</p>
      <h3>{t('findings.why')}</h3>
      <p>{pair(f.why)}</p>
      {detail.devices.filter((d) => d.kind === 'plc').slice(0, 1).map((d) => (
        <p key={d.id}>
          <a href={`/controllers/${d.id}`}>{t('controllers.of-finding')}</a>
        </p>
      ))}
      {detail.question.check.startsWith('wifi-') && detail.devices.slice(0, 3).map((d) => <WifiOf key={d.id} device={d.id} />)}
      <Facts
        rows={[
          {
            label: t('findings.about'),
            value: f.about.length ? (
              <ul class="plain">
                {f.about.map((a) => (
                  <li key={a.id}>{a.id.startsWith('d') ? <a href={`/devices/${a.id}`}>{a.name ?? a.id}</a> : (a.name ?? a.id)}</li>
                ))}
              </ul>
            ) : null,
          },
          {
            label: t('findings.items'),
            value: detail.rows_of_sheet.length ? (
              <ul class="plain">
                {detail.rows_of_sheet.map((r) => (
                  <li key={r.item}>
                    <a href={`/sheet?open=${r.item}`}>
                      {itemName(r.item)} {pair(r.title)}
                    </a>
                  </li>
                ))}
              </ul>
            ) : null,
          },
          { label: t('findings.times'), value: f.evidence_first ? <Times first={f.evidence_first} last={f.evidence_last} /> : null },
          { label: t('findings.first'), value: f.first_seen ? <Time at={f.first_seen} seconds /> : null },
          { label: t('findings.last'), value: f.last_seen ? <Time at={f.last_seen} seconds /> : null },
        ]}
      />
      <h3>
        <Term name="evidence">{t('findings.evidence', { n: number(f.evidence_total) })}</Term>
      </h3>
      <p class="packets">
        {packets.map((p) => (
          <PacketLink key={`${p.file}-${p.n}`} packet={p} />
        ))}
        {f.evidence_total > packets.length && <span>{t('findings.and-more', { n: number(f.evidence_total - packets.length) })}</span>}
      </p>
      <p>
        {mayCut() && (
          <a class="button" href={`/api/v1/slices?finding=${f.id}`} download>
            {t('findings.slice')}
          </a>
        )}
      </p>
      {detail.filter && (
        <>
          <p class="note">{t('findings.wireshark')}</p>
          <pre tabIndex={0}>{detail.filter}</pre>
        </>
      )}
      <details>
        <summary>{t('findings.question')}</summary>
        <p class="note">{t('findings.question-note', { check: detail.question.check, n: detail.question.version })}</p>
        <pre tabIndex={0}>{detail.question.sql}</pre>
        <div class="wide">
          <table aria-label={t('findings.rows')}>
            <thead>
              <tr>
                {detail.columns.map((c) => (
                  <th scope="col" key={c}>
                    {c}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {detail.rows.map((r, i) => (
                <tr key={i}>
                  {r.map((v, j) => (
                    <td key={j}>{String(v ?? '')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {detail.rows_total > detail.rows.length && <p class="note">{t('findings.rows-more', { n: number(detail.rows_total) })}</p>}
      </details>
    </>
  );
}

export default function Findings() {
  const list = useData<Paged<Finding>>(listPath('/findings', query.value, names), ['findings']);
  const open = query.value.get('open');
  const filtered = ['q', 'severity', 'check', 'device', 'item'].some((n) => query.value.get(n));
  const shown = list.value?.items.find((f) => f.id === open);
  return (
    <>
      <PageHead title={<Term name="finding">{t('findings.title')}</Term>} note={t('findings.note')}>
        <a class="button" href={'/api/v1' + link('/reports/findings', { ...scope(), lang: lang.value })} download>
          {t('controllers.csv')}
        </a>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <Filters
        search={t('findings.search')}
        filters={[
          { name: 'severity', label: t('findings.severity'), choices: ['critical', 'high', 'medium', 'low', 'info'].map((s) => ({ value: s, text: word('severity', s) })) },
          { name: 'item', label: t('findings.item-like') },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && (filtered ? <Empty title={t('findings.none-filtered')} /> : <NoFindings />)}
      {list.value && list.value.items.length > 0 && (
        <div class="list">
          <Table label={t('findings.title')} rows={list.value.items} columns={columns()} id={(f) => f.id} opens sorted="severity" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
      {open && (
        <Panel title={shown ? pair(shown.title) : open}>
          <FindingBody id={open} />
        </Panel>
      )}
    </>
  );
}
