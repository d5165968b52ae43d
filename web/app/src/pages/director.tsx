// The one page for executives: fifteen minutes a month. What it says comes from the server in words (data/lang/director.yaml), so that
// paper, terminal and screen say the same; here it is laid out, its figures are opened, and what is asked is answered.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { DirectorAsked, DirectorPage, DirectorWorst, Figure } from '../api';
import { useData } from '../data';
import { PartNotYet } from '../parts/absent';
import { Day, Empty, Loading, PageHead, ProblemNote } from '../parts/bits';
import { Panel } from '../parts/panel';
import { may, roles, scope, siteName, system } from '../site';
import { here, link, query } from '../url';
import { lang, number, pair, t, word, type Pair } from '../words';
import { about, itemName } from './about';
import { Answer, Paper } from './director-acts';
import { systemName } from './records';
import '../style/director.css';

const verdicts = ['met', 'partly', 'not-met', 'unknown', 'person'] as const;

const amount = (f: Figure) => (f.value === null ? t('director.unknown') : f.money ? t('director.yen', { n: number(f.value) }) : number(f.value));

/** A figure is a link to the rows it counts. */
function Count({ f, why }: { f: Figure; why?: boolean }) {
  return (
    <a class="figure" href={here({ open: f.name })} title={pair(f.words)}>
      <span class="off">{pair(f.words)}: </span>
      <b>{amount(f)}</b>
      {why && f.unknown && <small>{pair(f.unknown)}</small>}
    </a>
  );
}

/** What one figure counts, each row with where it is kept. */
function Rows({ name }: { name: string }) {
  const data = useData<{ figure: Figure; items: { id: string; words: Pair | null }[]; total: number }>(link(`/director/figures/${encodeURIComponent(name)}`, scope()), ['records', 'sheet', 'findings', 'devices']);
  const d = data.loading ? null : data.value;
  const events = d?.figure.of === 'event';
  return (
    <Panel title={d ? `${pair(d.figure.words)}　${amount(d.figure)}` : data.problem ? name : t('director.rows')}>
      {!d && <PartNotYet found={data} what="figure" />}
      {d?.figure.unknown && <p class="notice">{pair(d.figure.unknown)}</p>}
      {d && !d.items.length && !d.figure.unknown && <Empty title={t('director.no-rows')} />}
      {!!d?.items.length && (
        <table aria-label={pair(d.figure.words)}>
          <tbody>
            {d.items.map((r) => {
              const to = events ? link('/journal', { open: r.id }) : about(r.id);
              return (
                <tr key={r.id}>
                  <td class="nowrap">{to ? <a href={to}>{itemName(r.id)}</a> : r.id}</td>
                  <td>{pair(r.words)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {d && d.total > d.items.length && <p class="note">{t('director.more', { n: number(d.total - d.items.length) })}</p>}
    </Panel>
  );
}

function Section({ title, note, children }: { title: string; note?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="director">
      <h2>{title}</h2>
      {children}
      {note && <p class="note">{note}</p>}
    </section>
  );
}

function Businesses({ d }: { d: DirectorPage }) {
  return (
    <Section
      title={t('director.businesses')}
      note={
        <>
          {pair(d.businesses.words)} <Count f={d.businesses} why />
        </>
      }
    >
      {d.business.length > 0 && (
        <table aria-label={t('director.businesses')}>
          <thead>
            <tr>
              <th scope="col">{t('director.business')}</th>
              <th scope="col">{t('director.weight')}</th>
              <th scope="col">{t('director.level')}</th>
              <th scope="col" class="num">
                {t('director.endures')}
              </th>
              <th scope="col">{t('director.fallback')}</th>
            </tr>
          </thead>
          <tbody>
            {d.business.map((b) => (
              <tr key={b.record}>
                <th scope="row">
                  <a href={about(b.record) ?? ''}>{b.business}</a>
                  <small>{b.dependence}</small>
                  {b.expired && <small class="old">{t('director.old')}</small>}
                </th>
                <td>{t(`director.weight-${b.weight}`)}</td>
                <td>
                  {t(`director.level-${b.level ?? 'none'}`)}
                  <small>{b.system_name}</small>
                </td>
                <td class="num">{b.endures === null ? t('director.not-said') : t('director.hours', { n: number(b.endures) })}</td>
                <td>{b.fallback ?? t('director.no-fallback')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Functions({ d }: { d: DirectorPage }) {
  return (
    <Section title={t('director.functions')} note={pair(d.weakest)}>
      <table aria-label={t('director.functions')}>
        <thead>
          <tr>
            <th scope="col">{t('director.function')}</th>
            <th scope="col" class="num">
              {t('director.rows-asked')}
            </th>
            {verdicts.map((v) => (
              <th key={v} scope="col" class="num">
                {word('verdict', v)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {d.functions.map((f) => (
            <tr key={f.function}>
              <th scope="row">{t(`director.function-${f.function}`)}</th>
              <td class="num">
                <Count f={f.rows} />
              </td>
              {verdicts.map((v) => (
                <td key={v} class="num">
                  <Count f={f[v]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Worst({ w, n }: { w: DirectorWorst; n: number }) {
  return (
    <li>
      <p class="story">
        <a href={about(w.record) ?? ''}>{w.story}</a>
        {w.where && <small>{w.where}</small>}
        {w.business && <small>{w.business}</small>}
      </p>
      <p>{pair(w.effects)}</p>
      <p class="money">
        {t('director.loss')} <Count f={w.money} why />
      </p>
      <p>
        <b>{t('director.protects')}</b> {pair(w.protects)}
      </p>
      <p class="note" aria-label={t('director.counted', { n })}>
        {t('director.devices')} <Count f={w.devices} />　{t('director.held')} <Count f={w.held} />　{t('director.broken')} <Count f={w.broken} />　{t('director.open')} <Count f={w.open} />
      </p>
    </li>
  );
}

function Request({ a, answer, paper }: { a: DirectorAsked; answer: (a: DirectorAsked) => void; paper: (a: DirectorAsked) => void }) {
  return (
    <tr>
      <th scope="row">
        <a href={about(a.record) ?? ''}>{a.asked}</a>
        <small>{t(`director.kind-${a.kind}` as 'director.kind-budget')}</small>
      </th>
      <td class="num">{a.cost === null ? (a.no_cost ?? t('director.not-said')) : t('director.yen', { n: number(a.cost) })}</td>
      <td class="nowrap">
        <Day on={a.due_on} />
        {a.late && <small class="old">{t('director.late')}</small>}
      </td>
      <td>{a.otherwise}</td>
      <td>
        {a.answer === 'later' && <p class="note">{pair(a.how)}</p>}
        <span class="acts">
          {roles.value.has('executive') && (
            <button type="button" class="first" onClick={() => answer(a)}>
              {t('director.answer')}
            </button>
          )}
          {may('it', 'ot') && (
            <button type="button" onClick={() => paper(a)}>
              {t('director.from-paper')}
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}

function Asked({ d, again }: { d: DirectorPage; again: () => void }) {
  const [asked, answer] = useState<DirectorAsked | null>(null);
  const [copied, paper] = useState<DirectorAsked | null>(null);
  return (
    <Section
      title={t('director.asked')}
      note={
        <>
          {pair(d.waiting.words)} <Count f={d.waiting} />　{pair(d.cost.words)} <Count f={d.cost} />
        </>
      }
    >
      {d.asked.length ? (
        <table aria-label={t('director.asked')}>
          <thead>
            <tr>
              <th scope="col">{t('director.what-asked')}</th>
              <th scope="col" class="num">
                {t('director.cost')}
              </th>
              <th scope="col">{t('director.due')}</th>
              <th scope="col">{t('director.otherwise')}</th>
              <th scope="col">{t('director.answer-is')}</th>
            </tr>
          </thead>
          <tbody>
            {d.asked.map((a) => (
              <Request key={a.record} a={a} answer={answer} paper={paper} />
            ))}
          </tbody>
        </table>
      ) : (
        <Empty title={t('director.nothing-asked')} />
      )}
      {asked && <Answer a={asked} close={() => answer(null)} done={again} />}
      {copied && <Paper a={copied} close={() => paper(null)} done={again} />}
    </Section>
  );
}

function Answered({ d }: { d: DirectorPage }) {
  return (
    <Section
      title={t('director.answered')}
      note={
        <>
          {pair(d.answers.words)} <Count f={d.answers} />
        </>
      }
    >
      {d.answered.length > 0 && (
        <ul class="answers">
          {d.answered.map((a) => (
            <li key={a.record}>
              <a href={about(a.record) ?? ''}>{a.asked}</a>
              <small>{pair(a.how)}</small>
              {a.words && <small>{a.words}</small>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export default function Director() {
  const data = useData<DirectorPage>(link('/director', scope()), ['records', 'sheet', 'findings', 'devices', 'alarms', 'incidents']);
  const d = data.value;
  const open = query.value.get('open');
  return (
    <>
      <PageHead title={t('director.title')} note={d ? [siteName.value, systemName(system.value), pair(d.seen)].filter(Boolean).join('　') : undefined}>
        <a class="button first" href={'/api/v1' + link('/director.pdf', { ...scope(), lang: lang.value })} download>
          {t('director.a4')}
        </a>
        <a class="button" href={link('/digest', scope())}>
          {t('director.digest')}
        </a>
      </PageHead>
      <ProblemNote problem={data.problem} again={data.again} />
      {!d && !data.problem && <Loading />}
      {d && (
        <>
          {d.provisional && (
            <p class="notice">
              {pair(d.why)} <Count f={d.open} /> <Count f={d.strangers} />
            </p>
          )}
          <Businesses d={d} />
          <Functions d={d} />
          <Section
            title={t('director.worst')}
            note={
              <>
                {pair(d.worst_cases.words)} <Count f={d.worst_cases} why />
              </>
            }
          >
            <ol class="worst">
              {d.worst.map((w, i) => (
                <Worst key={w.record} w={w} n={i + 1} />
              ))}
            </ol>
          </Section>
          <Section title={t('director.changes', { since: d.since })}>
            <ul class="changes">
              {[...d.changes, d.watched].map((f) => (
                <li key={f.name}>
                  <span>{pair(f.words)}</span> <Count f={f} why />
                </li>
              ))}
            </ul>
          </Section>
          <Asked d={d} again={data.again} />
          <Answered d={d} />
          <Section title={t('director.residual')} note={pair(d.note)}>
            <p class="residual">{pair(d.residual)}</p>
          </Section>
        </>
      )}
      {open && <Rows name={open} />}
    </>
  );
}
