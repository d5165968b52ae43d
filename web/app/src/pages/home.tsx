// The first page: for each role what concerns it, in its words. Sections are the same; which come and in which order differs.
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useData } from '../data';
import { Day, Empty, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Deed } from '../parts/deed';
import { Bar, Counts, Mark } from '../parts/mark';
import { Term } from '../parts/term';
import { whoOf } from '../parts/who';
import { emergency, may, roles, scope, session, staff, systems } from '../site';
import type { Device, Finding, Operation, Paged, Role, Summary } from '../shapes';
import { about, itemName } from './about';
import { endName, nameOf } from './device-parts';
import { NoFindings } from './findings-none';
import { here, link, query } from '../url';
import { number, pair, t, word } from '../words';
import Alarms from './alarms';
import IncidentPage from './incident';
import { pageAt, type PageProps } from './index';
import { Now } from './now';

export const verdicts = ['not-met', 'partly', 'unknown', 'person', 'met'] as const;
export const severities = ['critical', 'high', 'medium', 'low', 'info'];

const views = ['general', 'executive', 'ot', 'it', 'vendor'] as const;
type View = (typeof views)[number];

const systemName = (id: string) => systems.value.find((x) => x.id === id)?.name ?? t('shell.system-all');

function Section({ title, children, more }: { title: ComponentChildren; children: ComponentChildren; more?: ComponentChildren }) {
  return (
    <section>
      <h2>
        {title} {more && <small>{more}</small>}
      </h2>
      {children}
    </section>
  );
}

/** What a person reads first. At level important the weakest function is the headline, whatever the others look like. */
function Headline({ s }: { s: Summary }) {
  const grave = s.findings.critical + s.findings.high;
  const weak = s.headline ? s.functions.find((f) => f.function === s.weakest) : null;
  return (
    <p class="headline">
      {weak && <a href={link('/function/' + weak.function, scope())}>{t('home.weakest', { name: word('shell', 'function-' + weak.function), n: weak.verdicts.met, m: weak.rows })}</a>}
      <span>
        {grave ? t('home.grave', { n: number(grave) }) : t('home.no-grave')} {t('home.devices-seen', { n: number(s.devices.total) })}
      </span>
    </p>
  );
}

function Functions({ s }: { s: Summary }) {
  return (
    <Section title={t('home.functions')} more={<Term name="verdict" />}>
      <div class="wide">
        <table class="functions" aria-label={t('home.functions')}>
          <thead>
            <tr>
              <th scope="col">{t('home.function')}</th>
              <th scope="col" class="bar-cell">
                <span class="off">{t('shell.counts')}</span>
              </th>
              {verdicts.map((v) => (
                <th scope="col" class="num" key={v}>
                  <Mark topic="verdict" value={v} />
                </th>
              ))}
              <th scope="col" class="num">
                {t('home.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {s.functions.map((f) => (
              <tr key={f.function} class={f.function === s.weakest ? 'weakest' : undefined}>
                <th scope="row">
                  <a href={link('/function/' + f.function, scope())}>{word('shell', 'function-' + f.function)}</a>
                  {f.function === s.weakest && <small>{t('home.is-weakest')}</small>}
                </th>
                <td class="bar-cell">
                  <Bar topic="verdict" order={[...verdicts]} counts={{ ...f.verdicts }} of={f.rows} />
                </td>
                {verdicts.map((v) => (
                  <td class="num" key={v}>
                    {f.verdicts[v]}
                  </td>
                ))}
                <td class="num">{f.rows}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="note">{t('home.functions-note')}</p>
    </Section>
  );
}

function First({ title }: { title: string }) {
  const found = useData<Paged<Finding>>(link('/findings', { limit: '5', sort: 'severity', ...scope() }), ['findings']);
  return (
    <Section title={title} more={found.value && <a href={link('/findings', scope())}>{t('home.all-findings', { n: number(found.value.total) })}</a>}>
      <ProblemNote problem={found.problem} again={found.again} />
      {!found.value && !found.problem && <Loading />}
      {found.value && !found.value.items.length && <NoFindings />}
      <ol class="first-things">
        {found.value?.items.map((f) => (
          <li key={f.id}>
            <a href={link('/findings', { open: f.id, ...scope() })}>
              <Mark topic="severity" value={f.severity} /> {pair(f.title)}
            </a>
            <p>{pair(f.do)}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Changed({ s }: { s: Summary }) {
  return (
    <Section title={t('home.changed')} more={staff() && s.changed_total > s.changed.length ? <a href="/journal">{t('home.all-changes', { n: number(s.changed_total) })}</a> : undefined}>
      {s.changed.length ? (
        <table aria-label={t('home.changed')}>
          <tbody>
            {s.changed.map((c) => (
              <tr key={c.seq}>
                <td class="nowrap when">
                  <Time at={c.at} />
                </td>
                <td>
                  <About ids={c.about}>{pair(c.words)}</About>
                </td>
                <td class="minor">{whoOf(c)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Empty title={t('home.no-change')} />
      )}
    </Section>
  );
}

/** A sentence that leads to the first of what it is about. */
function About({ ids, children }: { ids: string[]; children: ComponentChildren }) {
  const to = ids.map(about).find((x) => x);
  return to ? <a href={to}>{children}</a> : <>{children}</>;
}

function Due({ s }: { s: Summary }) {
  return (
    <Section title={t('home.due')} more={s.due_total > s.due.length ? <a href="/records?view=due">{t('home.all-due', { n: number(s.due_total) })}</a> : undefined}>
      {s.due.length ? (
        <table aria-label={t('home.due')}>
          <tbody>
            {s.due.map((d) => (
              <tr key={d.kind + d.id + d.system}>
                <td class="nowrap when">
                  <Day on={d.date} /> {d.days !== null && d.days < 0 && <b class="warn">{t('home.late')}</b>}
                </td>
                <td>
                  <About ids={[d.id]}>{pair(d.title)}</About>
                  <small>{pair(d.why)}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Empty title={t('home.no-due')} />
      )}
    </Section>
  );
}

function Counted({ s }: { s: Summary }) {
  const d = s.devices;
  const also: [string, string, Record<string, string>][] = [
    ['unknown', t('home.devices-unknown', { n: number(d.unknown) }), { known: '0' }],
    ['fresh', t('home.devices-fresh', { n: number(d.fresh) }), { fresh: '1' }],
    ['missing', t('home.devices-missing', { n: number(d.missing) }), { gone: '1' }],
  ];
  return (
    <Section title={t('home.plant')}>
      <ul class="plain figures">
        <li>
          <a href={link('/devices', scope())}>{t('home.devices', { n: number(d.total) })}</a>
        </li>
        {also.map(([key, text, values]) =>
          d[key as 'fresh'] ? (
            <li key={key}>
              <a href={link('/devices', { ...values, ...scope() })}>{text}</a>
            </li>
          ) : null,
        )}
      </ul>
      <Counts topic="severity" order={severities} counts={{ ...s.findings }} />
    </Section>
  );
}

/** A director reads businesses, levels and money, not protocols. */
function Businesses({ s }: { s: Summary }) {
  const list = s.home.worst_cases;
  return (
    <Section title={t('home.businesses')}>
      {list.length ? (
        <div class="wide">
          <table aria-label={t('home.businesses')}>
            <thead>
              <tr>
                <th scope="col">{t('home.business')}</th>
                <th scope="col">
                  <Term name="worst-case" />
                </th>
                <th scope="col" class="num">
                  {t('home.money')}
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((b) => (
                <tr key={b.record}>
                  <th scope="row">
                    <a href={`/records?open=${b.record}`}>{b.business ?? systemName(b.system)}</a>
                    {b.business && <small>{systemName(b.system)}</small>}
                  </th>
                  <td>{b.worst ?? <span class="none">{t('home.no-worst')}</span>}</td>
                  <td class="num">{b.money !== null ? t('home.yen', { n: number(b.money) }) : <span class="none">{t('shell.none')}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Empty title={t('home.no-business')}>
          <a href="/records">{t('home.no-business-next')}</a>
        </Empty>
      )}
    </Section>
  );
}

function Asked({ s }: { s: Summary }) {
  const list = s.home.asked;
  return (
    <Section title={t('home.asked')}>
      {list.length ? (
        <ol class="first-things">
          {list.map((a) => (
            <li key={a.id}>
              <a href={`/records?open=${a.id}`}>{pair(a.title)}</a>
              {a.expires_on && (
                <p>
                  {t('home.asked-until')} <Day on={a.expires_on} />
                </p>
              )}
            </li>
          ))}
        </ol>
      ) : (
        <Empty title={t('home.nothing-asked')} />
      )}
    </Section>
  );
}

/** The rows of the sheet that this role should look at first, and why each. */
function Rows({ s, title }: { s: Summary; title: string }) {
  const list = s.home.first;
  return (
    <Section title={title} more={s.home.mine ? t('home.mine', { n: number(s.home.mine) }) : undefined}>
      {list.length ? (
        <table aria-label={title}>
          <tbody>
            {list.map((r) => (
              <tr key={r.item + r.system}>
                <td class="nowrap">{itemName(r.item)}</td>
                <th scope="row">
                  <a href={link('/sheet', { open: r.item, system: r.system === 'site' ? null : r.system })}>{pair(r.title)}</a>
                  <small>{pair(r.needs)}</small>
                </th>
                <td class="nowrap">{t(`home.why-${r.why}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Empty title={t('home.no-rows')} />
      )}
    </Section>
  );
}

function SomeDevices({ title, empty, values, shows }: { title: string; empty: string; values: Record<string, string>; shows?: Record<string, string> }) {
  const q = { limit: '10', ...values, ...scope() };
  const found = useData<Paged<Device>>(link('/devices', q), ['devices']);
  return (
    <Section
      title={title}
      more={found.value && found.value.total > 10 ? <a href={link('/devices', { ...(shows ?? values), ...scope() })}>{t('home.all-devices', { n: number(found.value.total) })}</a> : undefined}
    >
      <ProblemNote problem={found.problem} again={found.again} />
      {!found.value && !found.problem && <Loading />}
      {found.value && !found.value.items.length && <Empty title={empty} />}
      {!!found.value?.items.length && (
        <table aria-label={title}>
          <tbody>
            {found.value.items.map((d) => (
              <tr key={d.id}>
                <td class="nowrap">{d.ledger?.number}</td>
                <th scope="row">
                  <a class="named" href={`/devices/${d.id}`}>{nameOf(d)}</a>
                </th>
                <td>{word('kinds', d.kind)}</td>
                <td>{[d.maker, d.model].filter(Boolean).join(' ')}</td>
                <td>{d.ip}</td>
                <td>
                  <Mark topic="severity" value={d.severity} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** Who stopped, started or reprogrammed a controller lately: what a plant asks first. */
function Graves() {
  const found = useData<Paged<Operation>>(link('/operations', { limit: '5', gravity: 'grave', ...scope() }), ['devices']);
  const all = found.value;
  return (
    <Section
      title={t('home.graves')}
      more={all && all.total > 0 && <a href={link('/controllers', { view: 'operations', gravity: 'grave', ...scope() })}>{t('home.all-graves', { n: number(all.total) })}</a>}
    >
      <ProblemNote problem={found.problem} again={found.again} />
      {!all && !found.problem && <Loading />}
      {all && !all.items.length && <Empty title={t('home.no-graves')} />}
      {!!all?.items.length && (
        <table aria-label={t('home.graves')}>
          <tbody>
            {all.items.map((o, i) => (
              <tr key={i}>
                <td class="nowrap when">
                  <Time at={o.at} seconds />
                </td>
                <td>
                  <Deed deed={o.deed} gravity={o.gravity} />
                </td>
                <th scope="row">
                  {o.server.id ? <a class="named" href={`/controllers/${o.server.id}`}>{endName(o.server)}</a> : endName(o.server)}
                  <small>{t('controllers.by', { who: endName(o.client) })}</small>
                </th>
                <td>{o.refused > 0 && !o.answered ? t('controllers.refused') : o.answered ? t('device.answered') : t('controllers.no-answer')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Contradictions({ s }: { s: Summary }) {
  const n = s.home.contradictions;
  return (
    <Section title={t('home.contradictions')}>
      {n ? (
        <p>
          <a href={link('/sheet', { state: 'amber', ...scope() })}>{t('home.contradictions-some', { n })}</a>
        </p>
      ) : (
        <Empty title={t('home.no-contradiction')} />
      )}
    </Section>
  );
}

function Quality({ s }: { s: Summary }) {
  const c = s.capture;
  return (
    <Section title={t('home.quality')}>
      <p>
        {c.first && c.last ? (
          <>
            <Time at={c.first} /> – <Time at={c.last} />{'　'}
          </>
        ) : null}
        {t('home.packets', { n: number(c.packets) })}　{c.dropped ? <b class="warn">{t('home.dropped', { n: number(c.dropped) })}</b> : t('home.no-drop')}{'　'}
        {c.malformed ? t('home.malformed', { n: number(c.malformed) }) : ''}
      </p>
      {c.mirror_incomplete && <p class="notice">{t('home.mirror-incomplete')}</p>}
      <p class="note">{t('home.quality-note')}</p>
    </Section>
  );
}

function Body({ view, s }: { view: View; s: Summary }) {
  switch (view) {
    case 'executive':
      return (
        <>
          <Headline s={s} />
          <Asked s={s} />
          <Businesses s={s} />
          <Functions s={s} />
          <Due s={s} />
        </>
      );
    case 'ot':
      return (
        <>
          <First title={t('home.first-today')} />
          <Graves />
          <Due s={s} />
          <Rows s={s} title={t('home.my-rows')} />
          <Changed s={s} />
          <Functions s={s} />
          <Quality s={s} />
        </>
      );
    case 'it':
      return (
        <>
          <SomeDevices title={t('home.unknown-devices')} empty={t('home.no-unknown')} values={{ known: '0' }} />
          <First title={t('home.first')} />
          <Graves />
          <Contradictions s={s} />
          <Rows s={s} title={t('home.my-rows')} />
          <Changed s={s} />
          <Functions s={s} />
          <Quality s={s} />
        </>
      );
    case 'vendor':
      return (
        <>
          <p class="note">{t('home.vendor-note')}</p>
          <SomeDevices title={t('home.vendor-devices')} empty={t('home.no-vendor-devices')} values={{}} />
          <First title={t('home.vendor-findings')} />
        </>
      );
    default:
      return (
        <>
          <Headline s={s} />
          <Functions s={s} />
          <First title={t('home.first')} />
          <Counted s={s} />
          <Changed s={s} />
          <Due s={s} />
          <Quality s={s} />
        </>
      );
  }
}

/** The night shift has alarms to watch and nothing to administer. */
const watchesOnly = () => roles.value.has('operator') && [...roles.value].every((r) => r === 'operator' || r === 'viewer');

/** Who has one thing to do here begins with it: the one page for executives, what a vendor is asked, what an auditor looks through. */
const leads: Partial<Record<Role, string>> = { executive: '/director', vendor: '/vendors', auditor: '/audit' };

function lead(): string | undefined {
  const own = [...roles.value].filter((r) => r !== 'viewer');
  return own.length === 1 ? leads[own[0]] : undefined;
}

/** That page, with the overview behind a tab. */
function Led({ at }: { at: string }) {
  const line = pageAt(at)?.line;
  const [page, setPage] = useState<FunctionComponent<PageProps> | null>(null);
  const overview = query.value.has('as');
  useEffect(() => void line?.load().then((m) => setPage(() => m.default)), [at]);
  if (!line) return <RoleHome />;
  const Page = page;
  return (
    <>
      <nav class="tabs" aria-label={t('home.view')}>
        <a href="/" aria-current={overview ? undefined : 'page'}>
          {t(line.title)}
        </a>
        <a href={here({ as: session.value?.home ?? 'general' })} aria-current={overview ? 'page' : undefined}>
          {t('home.overview')}
        </a>
      </nav>
      {overview ? <RoleHome /> : Page ? <Page /> : <Loading />}
    </>
  );
}

/** In an emergency everybody begins at the incident; whoever is on duty begins at the alarms; the others at what concerns their role. */
export default function Home() {
  const e = emergency.value;
  if (e?.on && e.incident) return <IncidentPage id={e.incident} />;
  if (watchesOnly()) return <Alarms />;
  const at = lead();
  return at ? <Led at={at} /> : <RoleHome />;
}

function RoleHome() {
  const wanted = query.value.get('as') as View | null;
  const view: View = wanted && views.includes(wanted) ? wanted : (session.value?.home ?? 'general');
  const summary = useData<Summary>(link('/summary', { ...scope(), role: view }), ['devices', 'findings', 'sheet', 'records', 'capture']);
  const choice = may('it', 'ot', 'approver', 'auditor');
  return (
    <>
      <PageHead title={t(`home.title-${view}`)} />
      {choice && (
        <nav class="tabs" aria-label={t('home.view')}>
          {views.map((v) => (
            <a key={v} href={here({ as: v })} aria-current={v === view ? 'page' : undefined}>
              {v === 'general' ? t('home.view-general') : word('role', v)}
            </a>
          ))}
        </nav>
      )}
      <ProblemNote problem={summary.problem} again={summary.again} />
      <Now />
      {summary.value ? <Body view={view} s={summary.value} /> : !summary.problem && <Loading />}
    </>
  );
}
