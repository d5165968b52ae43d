// One incident: where it stands, the one thing to do next, and everything that was done, kept and told.
import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { useData } from '../data';
import { act, type Problem } from '../net';
import { NotYet } from '../parts/absent';
import { Facts, PageHead, ProblemNote, Time } from '../parts/bits';
import { among, TwoLamps, useLamps } from '../parts/lamps';
import { Mark } from '../parts/mark';
import { Term } from '../parts/term';
import { whoOf } from '../parts/who';
import { may } from '../site';
import type { Evidence, Incident, IncidentDeed, IncidentMeasure, IncidentTimer, IncidentWhole } from '../shapes';
import { link } from '../url';
import { bytes, number, pair, t, word } from '../words';
import { Told } from './alarm';
import { DeedDialog } from './deed';
import { incidentStates } from './incidents';
import type { PageProps } from './index';

/** The way from suspected to closed, with where it stands. */
function Way({ i }: { i: Incident }) {
  if (i.state === 'dismissed') return null;
  const at = incidentStates.indexOf(i.state as (typeof incidentStates)[number]);
  return (
    <ol class="way" aria-label={t('incidents.way')}>
      {incidentStates.map((s, n) => (
        <li key={s} class={n < at ? 'past' : undefined} aria-current={n === at ? 'step' : undefined}>
          <i aria-hidden="true">{n < at ? '✓' : n + 1}</i>
          <span>{word('incident', s)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Who of both sides has spoken, and who is waited for. */
export function Sides({ d }: { d: IncidentDeed }) {
  if (!d.both) return null;
  return (
    <small>
      {d.said.length > 0 && t('incidents.said', { sides: d.said.map((s) => word('role', s)).join('・') })}{' '}
      {d.waits.length > 0 ? t('incidents.waits', { sides: d.waits.map((s) => word('role', s)).join('・') }) : d.said.length ? '' : t('incidents.both')}
    </small>
  );
}

/** Why not, with the deeds it names at its end as people call them. */
export const whyNot = (whole: IncidentWhole, d: IncidentDeed): string => {
  const title = (name: string) => pair(whole.deeds.find((x) => x.deed === name)?.title) || name;
  return pair(d.why).replace(/[a-z-]+(?:, [a-z-]+)*$/, (names) => names.split(', ').map((n) => t('incidents.quoted', { words: title(n) })).join(t('incidents.comma')));
};

/** Steps that lead off the way, or back; the report has a page of its own. */
const sideways = new Set(['dismiss', 'reopen', 'merge', 'report']);
const seldom = new Set(['add-device', 'remove-device', 'add-alarm', 'remove-alarm', 'merge', 'scope', 'withdraw']);
const forwardOf = (whole: IncidentWhole): IncidentDeed | undefined => whole.deeds.find((d) => d.way && d.allowed && !sideways.has(d.deed));

/** What is possible: the next step in the accent, the other steps, what may be noted, and of the rest why not. */
function Deeds({ whole, done }: { whole: IncidentWhole; done: () => void }) {
  const [asked, ask] = useState<IncidentDeed | null>(null);
  const way = whole.deeds.filter((d) => d.way && d.allowed);
  const forward = forwardOf(whole);
  const others = way.filter((d) => d !== forward);
  const noted = whole.deeds.filter((d) => !d.way && d.allowed && d.deed !== 'report');
  const closed = whole.deeds.filter((d) => !d.allowed && d.why);
  const next = closed.find((d) => d.way && d.to && !sideways.has(d.deed));
  const button = (d: IncidentDeed) => (
    <button key={d.deed} type="button" class={d.deed === 'dismiss' ? 'danger' : undefined} title={pair(d.help)} onClick={() => ask(d)}>
      {pair(d.title)}
    </button>
  );
  return (
    <section class="deeds">
      {forward && (
        <p class="deed-next">
          <button type="button" class="first" onClick={() => ask(forward)}>
            {pair(forward.title)}
          </button>
          <span>
            {pair(forward.help)} <Sides d={forward} />
          </span>
        </p>
      )}
      {!forward && next && (
        <p class="notice">
          <b>{t('incidents.next-blocked', { deed: pair(next.title) })}</b> {whyNot(whole, next)}
        </p>
      )}
      <p class="acts">
        {[...others, ...noted.filter((d) => !seldom.has(d.deed))].map(button)}
      </p>
      {noted.some((d) => seldom.has(d.deed)) && (
        <details>
          <summary>{t('incidents.seldom')}</summary>
          <p class="acts">{noted.filter((d) => seldom.has(d.deed)).map(button)}</p>
        </details>
      )}
      {closed.length > 0 && (
        <details>
          <summary>{t('incidents.not-now', { n: number(closed.length) })}</summary>
          <dl class="why-not">
            {closed.map((d, i) => (
              <div key={d.deed + i}>
                <dt>{pair(d.title)}</dt>
                <dd>
                  {whyNot(whole, d)} <Sides d={d} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {asked && <DeedDialog whole={whole} deed={asked} close={() => ask(null)} done={done} />}
    </section>
  );
}

/** The time that is left, told anew each half minute. */
function useNow() {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 15000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(Math.abs(ms) / 60000));
  if (minutes < 60) return t('incidents.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('incidents.hours', { n: hours, m: minutes % 60 }) : t('incidents.days', { n: Math.floor(hours / 24) });
}

function Timers({ timers, id }: { timers: IncidentTimer[]; id: string }) {
  const now = useNow();
  if (!timers.length) return null;
  return (
    <table class="timers" aria-label={t('incidents.timers')}>
      <tbody>
        {timers.map((x) => (
          <tr key={x.to + x.due}>
            <td class="nowrap">
              <Mark topic="timer" value={x.state} />
            </td>
            <th scope="row">
              <a href={link(`/first-report/${id}`, { to: x.to.replace(/-final$/, ''), final: x.to.endsWith('-final') ? '1' : null })}>{pair(x.title)}</a>
              <small>{pair(x.why)}</small>
            </th>
            <td class="nowrap">
              {x.done ? (
                <Time at={x.done} />
              ) : (
                <>
                  <b class={Date.parse(x.due) < now ? 'warn' : undefined}>{Date.parse(x.due) < now ? t('incidents.late-by', { span: span(now - Date.parse(x.due)) }) : t('incidents.left', { span: span(Date.parse(x.due) - now) })}</b>
                  <small>
                    <Time at={x.due} />
                  </small>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Section({ title, n, children, empty, id }: { title: ComponentChildren; n?: number; children?: ComponentChildren; empty?: string; id?: string }) {
  return (
    <section id={id}>
      <h2>
        {title} {n !== undefined && n > 0 && <small>{number(n)}</small>}
      </h2>
      {n === 0 ? <p class="none">{empty}</p> : children}
    </section>
  );
}

function Affected({ whole }: { whole: IncidentWhole }) {
  const lamps = useLamps(among(whole.affected.map((d) => d.device)));
  return (
    <div class="wide">
      <table aria-label={t('incidents.affected')}>
        <thead>
          <tr>
            <th scope="col">{t('devices.number')}</th>
            <th scope="col">{t('devices.line')}</th>
            <th scope="col">{t('devices.place')}</th>
            <th scope="col">{t('devices.name')}</th>
            <th scope="col">{t('alarms.part')}</th>
            <th scope="col">{t('alarms.lamps')}</th>
            <th scope="col">{t('incidents.cut')}</th>
            <th scope="col">{t('incidents.quiet')}</th>
          </tr>
        </thead>
        <tbody>
          {whole.affected.map((d) => (
            <tr key={d.device}>
              <td class="nowrap">{d.number}</td>
              <td class="nowrap">{d.line}</td>
              <td>{d.place}</td>
              <th scope="row">
                <a class="named" href={`/devices/${d.device}`}>
                  {d.name ?? d.device}
                </a>
                <small>{word('kinds', d.kind)}</small>
              </th>
              <td>{t(`alarms.part-${d.role}`)}</td>
              <td>
                <TwoLamps lamps={lamps.of.get(d.device)} />
              </td>
              <td>
                {d.cut ? (
                  <>
                    {t('incidents.cut-at')} <Time at={d.cut} />
                    {d.back && (
                      <small>
                        {t('incidents.back-at')} <Time at={d.back} />
                      </small>
                    )}
                  </>
                ) : (
                  <span class="none">{t('incidents.not-cut')}</span>
                )}
              </td>
              <td>
                {t(`incidents.quiet-${d.quiet}`)}
                {d.last && (
                  <small>
                    {t('incidents.last')} <Time at={d.last} />
                  </small>
                )}
                {!d.approved && <small class="warn">{t('incidents.no-profile')}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bag({ bag, id, done }: { bag: Evidence; id: string; done: () => void }) {
  const [said, setSaid] = useState<{ good: number; damaged: { name: string; flaw: string }[] } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const check = () =>
    act<{ good: number; damaged: { name: string; flaw: string }[] }>('POST', `/incidents/${id}/evidence/check`, { bag: bag.id }).then(
      (r) => {
        setSaid(r);
        setProblem(null);
        done();
      },
      (p) => setProblem(p as Problem),
    );
  const state = !bag.done ? 'waiting' : bag.damaged ? 'damaged' : bag.complete ? 'complete' : 'incomplete';
  return (
    <li class="bag">
      <p>
        <b>{bag.id}</b> <Mark topic="bag" value={state} />　{t('incidents.bag-span')} <Time at={bag.begins} seconds /> – <Time at={bag.ends} seconds />
      </p>
      <Facts
        rows={[
          { label: t('incidents.bag-asked'), value: <><Time at={bag.asked} seconds />　{t(`incidents.bag-why-${bag.why}`)}　{bag.who}</> },
          { label: t('incidents.bag-done'), value: bag.done ? <Time at={bag.done} seconds /> : t('incidents.bag-making') },
          { label: t('incidents.bag-holds'), value: bag.done ? t('incidents.bag-size', { n: number(bag.files.length), p: number(bag.packets ?? 0), bytes: bytes(bag.bytes) }) : null },
          { label: t('incidents.bag-digest'), value: bag.digest && <code>{bag.digest}</code> },
          { label: t('incidents.bag-checked'), value: bag.checked && <Time at={bag.checked} seconds /> },
          {
            label: t('incidents.bag-missing'),
            value: bag.missing.length ? (
              <ul class="plain">
                {bag.missing.map((m) => (
                  <li key={m.what}>
                    <b class="warn">{m.what}</b> {pair(m.why)}
                  </li>
                ))}
              </ul>
            ) : null,
          },
        ]}
      />
      {bag.done && (
        <p class="acts">
          {may('it', 'ot', 'auditor') && (
            <a class="button" href={`/api/v1/incidents/${id}/evidence?bag=${bag.id}`} download>
              {t('incidents.bag-get')}
            </a>
          )}
          {may('operator', 'it', 'ot') && (
            <button type="button" onClick={check}>
              {t('incidents.bag-check')}
            </button>
          )}
          {said && (
            <span role="status">
              {said.damaged.length ? <b class="warn">{t('incidents.bag-bad', { n: number(said.damaged.length), names: said.damaged.map((x) => x.name).join('、') })}</b> : t('incidents.bag-good', { n: number(said.good) })}
            </span>
          )}
        </p>
      )}
      <ProblemNote problem={problem} />
      {bag.files.length > 0 && (
        <details>
          <summary>{t('incidents.bag-files', { n: number(bag.files.length) })}</summary>
          <div class="wide">
            <table aria-label={t('incidents.bag-files', { n: number(bag.files.length) })}>
              <thead>
                <tr>
                  <th scope="col">{t('capture.file')}</th>
                  <th scope="col" class="num">
                    {t('flows.bytes')}
                  </th>
                  <th scope="col">SHA-256</th>
                </tr>
              </thead>
              <tbody>
                {bag.files.map((f) => (
                  <tr key={f.name}>
                    <th scope="row">{f.name}</th>
                    <td class="num">{bytes(f.bytes)}</td>
                    <td>
                      <code>{f.hash}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="note">{t('incidents.bag-elsewhere')}</p>
        </details>
      )}
    </li>
  );
}

/** Closing rests on what is measured: the flows now against the approved profile. */
function Measured({ m, i }: { m: IncidentMeasure; i: Incident }) {
  return (
    <>
      {i.exception && <p class="problem">{t('incidents.exception')}</p>}
      <p>
        <Mark topic="measure" value={m.state} />　{pair(m.said)}
      </p>
      <Facts
        rows={[
          { label: t('incidents.watched'), value: m.since && t('incidents.watched-of', { n: span(m.watched_seconds * 1000), m: span(m.needed_seconds * 1000) }) },
          { label: t('incidents.unapproved'), value: m.unapproved ? <b class="warn">{number(m.unapproved)}</b> : null },
          { label: t('incidents.unseen'), value: m.unseen ? <b class="warn">{number(m.unseen)}</b> : null },
          { label: t('incidents.attacker'), value: m.attacker ? <b class="warn">{number(m.attacker)}</b> : null },
          { label: t('incidents.alarms-left'), value: m.alarms ? <b class="warn">{number(m.alarms)}</b> : null },
        ]}
      />
      {m.differences.length > 0 && (
        <div class="wide">
          <table aria-label={t('incidents.differences')}>
            <thead>
              <tr>
                <th scope="col">{t('devices.name')}</th>
                <th scope="col">{t('incidents.differs')}</th>
                <th scope="col">{t('incidents.peer')}</th>
                <th scope="col">{t('devices.last')}</th>
              </tr>
            </thead>
            <tbody>
              {m.differences.map((d, n) => (
                <tr key={n}>
                  <th scope="row">
                    <a class="named" href={`/devices/${d.device}?tab=traffic`}>
                      {d.name ?? d.device}
                    </a>
                  </th>
                  <td>
                    {word('difference', d.what)} <small>{d.key}</small>
                  </td>
                  <td>{d.peer_name ?? d.peer}</td>
                  <td>
                    <Time at={d.last} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Timeline({ whole }: { whole: IncidentWhole }) {
  const texts = (fields: { [key: string]: unknown }) => Object.entries(fields).map(([k, v]) => [k, Array.isArray(v) ? v.join('、') : String(v)] as const);
  const titles = new Map(whole.deeds.flatMap((d) => d.fields.map((f) => [`${d.deed}.${f.name}`, f] as const)));
  return (
    <table class="timeline" aria-label={t('incidents.timeline')}>
      <tbody>
        {[...whole.timeline].reverse().map((d) => (
          <tr key={d.n}>
            <td class="nowrap when">
              <Time at={d.at} seconds />
            </td>
            <th scope="row">
              <b>{pair(d.title)}</b> {d.was !== d.became && <Mark topic="incident" value={d.became} />}
              {d.words && <p>{d.words}</p>}
              {texts(d.fields).length > 0 && (
                <Facts
                  rows={texts(d.fields).map(([k, v]) => {
                    const f = titles.get(`${d.deed}.${k}`);
                    return { label: f ? pair(f.title) : k, value: pair(f?.choices.find((c) => c.value === v)?.title) || v };
                  })}
                />
              )}
            </th>
            <td>
              {whoOf(d)}
              <small>
                {d.side && word('role', d.side)} {d.proven && t('incidents.proven')}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default function IncidentPage({ id }: PageProps) {
  const found = useData<IncidentWhole>(`/incidents/${id}`, ['incidents', 'alarms', 'journal']);
  if (!found.value) return <NotYet found={found} what="incident" title={t('shell.page-incidents')} />;
  const whole = found.value;
  const i = whole.incident;
  const report = whole.deeds.find((d) => d.deed === 'report');
  return (
    <>
      <PageHead
        title={
          <>
            {i.id}　{i.title}
          </>
        }
        note={
          <>
            <Mark topic="incident" value={i.state} /> {i.severity && <Mark topic="severity" value={i.severity} />} {i.class && word('incidents', `class-${i.class}`)}　{t('incidents.opened-by', { name: i.opened_name ?? i.opened_by })}{' '}
            <Time at={i.opened} />　{i.led_name ? t('incidents.led-by', { name: i.led_name }) : ''}
          </>
        }
      >
        <a class={i.open && !i.reported && !forwardOf(whole) ? 'button first' : 'button'} href={`/first-report/${i.id}`}>
          {t('incidents.first-report')}
        </a>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      <ProblemNote problem={found.problem} again={found.again} />
      {whole.merged_into && (
        <p class="notice">
          {t('incidents.merged')} <a href={`/incidents/${whole.merged_into}`}>{whole.merged_into}</a>
        </p>
      )}
      {i.exception && <p class="notice">{t('incidents.exception')}</p>}
      <Way i={i} />
      <Deeds whole={whole} done={found.again} />
      <div class="two">
        <section>
          <h2>{t('incidents.timers')}</h2>
          <Timers timers={whole.timers} id={i.id} />
          {report && !report.allowed && <p class="note">{whyNot(whole, report)}</p>}
          <h3>{t('alarms.told')}</h3>
          <Told about={i.id} />
        </section>
        <section>
          <h2>{t('incidents.known')}</h2>
          <Facts
            rows={[
              { label: t('incidents.words'), value: whole.words },
              { label: t('alarms.since'), value: <Time at={i.began} seconds /> },
              { label: t('incidents.noticed'), value: <Time at={i.noticed} seconds /> },
              { label: t('incidents.impact'), value: whole.impact ?? t('incidents.looking') },
              { label: t('incidents.personal'), value: t(`incidents.personal-${whole.personal}`) },
              { label: t('incidents.cause'), value: whole.cause ?? t('incidents.looking') },
            ]}
          />
        </section>
      </div>
      <Section title={t('incidents.related')} n={whole.related.length} empty={t('incidents.no-alarms')}>
        <ul class="plain">
          {whole.related.map((a) => (
            <li key={a.alarm} class="finding-line">
              <a href={link('/alarms', { open: a.alarm, state: 'all' })}>
                <Mark topic="severity" value={a.severity} /> {pair(a.title)}
              </a>
              <small>
                <Time at={a.began} /> – {a.ended ? <Time at={a.ended} /> : t('alarms.goes-on')}
              </small>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('incidents.affected')} n={whole.affected.length} empty={t('incidents.no-devices')}>
        <Affected whole={whole} />
      </Section>
      <Section title={t('incidents.bags')} n={whole.bags.length} empty={t('incidents.no-bags')}>
        <ul class="plain">
          {whole.bags.map((b) => (
            <Bag key={b.id} bag={b} id={i.id} done={found.again} />
          ))}
        </ul>
      </Section>
      <Section title={<Term name="approved-profile">{t('incidents.measure')}</Term>}>
        <Measured m={whole.measure} i={i} />
      </Section>
      <Section title={t('incidents.reports')} n={whole.reports.length} empty={t('incidents.no-reports')}>
        <ul class="plain">
          {whole.reports.map((r) => (
            <li key={r.number + r.to} class="finding-line">
              {pair(r.title)} <Time at={r.at} /> {r.who} {r.final && <b>{t('incidents.final')}</b>}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('incidents.timeline')}>
        <Timeline whole={whole} />
      </Section>
    </>
  );
}
