// What happened in each month of a fiscal year, from the journal: every count opens to its rows, and a month that nobody watched says so.
import type { Digest, DigestMonth, Figure } from '../api';
import { useData } from '../data';
import { NoSuchRow } from '../parts/absent';
import { Loading, PageHead, ProblemNote } from '../parts/bits';
import { Panel } from '../parts/panel';
import { scope, siteName, system } from '../site';
import '../style/director.css';
import { here, link, query } from '../url';
import { lang, number, pair, t, word } from '../words';
import { about, itemName } from './about';
import { systemName } from './records';

const verdicts = ['met', 'partly', 'not-met', 'unknown', 'person'] as const;

function Count({ f }: { f: Figure | undefined }) {
  if (!f) return <span class="none">{t('shell.none')}</span>;
  if (f.value === null)
    return (
      <span class="none" title={pair(f.unknown)}>
        {t('digest.unknown')}
      </span>
    );
  return (
    <a class="figure" href={here({ open: f.name })} aria-label={`${pair(f.words)}: ${number(f.value)}`}>
      {number(f.value)}
    </a>
  );
}

function Rows({ f }: { f: Figure }) {
  return (
    <Panel title={`${pair(f.words)}　${number(f.value)}`}>
      <ul class="answers">
        {f.rows.map((id) => {
          const to = f.of === 'event' ? link('/journal', { open: id }) : about(id);
          return <li key={id}>{to ? <a href={to}>{itemName(id)}</a> : id}</li>;
        })}
      </ul>
      {f.total > f.rows.length && <p class="note">{t('digest.more', { n: number(f.total - f.rows.length) })}</p>}
    </Panel>
  );
}

/** One line a figure, one column a month. */
function Line({ title, of, months }: { title: string; of: (m: DigestMonth) => Figure | undefined; months: DigestMonth[] }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {months.map((m) => (
        <td key={m.month} class="num">
          {m.ahead && of(m)?.value === null ? <span class="none">·</span> : <Count f={of(m)} />}
        </td>
      ))}
    </tr>
  );
}

const state = (m: DigestMonth) => (m.ahead ? t('digest.ahead') : m.unfinished ? t('digest.so-far') : m.watched === 'not' ? t('digest.not-watched') : m.quiet ? t('digest.quiet') : '');

const name = (f: Figure) => t(`digest.${f.name.split('.')[1]}` as 'digest.alarms');

export default function DigestPage() {
  const year = query.value.get('year') ?? '';
  const data = useData<Digest>(link('/digest', { ...scope(), year }), ['records', 'sheet', 'findings', 'devices', 'alarms', 'incidents']);
  const d = data.value;
  const open = query.value.get('open');
  const all = d ? d.months.flatMap((m) => [m.days, ...m.counts, ...Object.values(m.verdicts)]) : [];
  const chosen = all.find((f) => f.name === open);
  const file = (format: string) => '/api/v1' + link('/digest/export', { ...scope(), year: d?.year, format, lang: lang.value });
  return (
    <>
      <PageHead title={d ? t('digest.title', { year: d.year }) : t('digest.name')} note={[siteName.value, systemName(system.value)].filter(Boolean).join('　')}>
        {d && (
          <>
            <a class="button" href={here({ year: String(Number(d.year) - 1), open: null })}>
              {t('digest.before')}
            </a>
            <a class="button" href={here({ year: String(Number(d.year) + 1), open: null })}>
              {t('digest.after')}
            </a>
            <a class="button first" href={file('pdf')} download>
              {t('digest.a4')}
            </a>
            <a class="button" href={file('xlsx')} download>
              Excel
            </a>
            <a class="button" href={file('csv')} download>
              CSV
            </a>
          </>
        )}
      </PageHead>
      <ProblemNote problem={data.problem} again={data.again} />
      {!d && !data.problem && <Loading />}
      {d && (
        <>
          <div class="wide director digest">
            <table aria-label={t('digest.title', { year: d.year })}>
              <thead>
                <tr>
                  <th scope="col">{t('digest.what')}</th>
                  {d.months.map((m) => (
                    <th key={m.month} scope="col" class="num" title={pair(m.words)}>
                      {m.month}
                      <small>{state(m)}</small>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <Line title={t('digest.watched')} of={(m) => m.days} months={d.months} />
                {d.months[0].counts.map((f, i) => (
                  <Line key={f.name} title={name(f)} of={(m) => m.counts[i]} months={d.months} />
                ))}
                {verdicts.map((v) => (
                  <Line key={v} title={t('digest.at-end', { verdict: word('verdict', v) })} of={(m) => m.verdicts[v]} months={d.months} />
                ))}
              </tbody>
            </table>
          </div>
          <p class="note">{pair(d.note)}</p>
        </>
      )}
      {d && !data.loading && open && !chosen && <NoSuchRow id={open} />}
      {chosen && <Rows f={chosen} />}
    </>
  );
}
