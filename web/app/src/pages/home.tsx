// The first page: for each role what concerns it, in its words. Sections are the same; which come and in which order differs.
import type { ComponentChildren } from 'preact';
import { useData } from '../data';
import { Empty, Loading, PageHead, ProblemNote, Time, Day } from '../parts/bits';
import { Bar, Counts, Mark } from '../parts/mark';
import { Term } from '../parts/term';
import { may, roles, system } from '../site';
import type { Device, Finding, Paged, Summary } from '../shapes';
import { here, link, query } from '../url';
import { number, pair, t, word } from '../words';

export const verdicts = ['not-met', 'partly', 'unknown', 'person', 'met'];
export const severities = ['critical', 'high', 'medium', 'low', 'info'];

const views = ['all', 'executive', 'ot', 'it', 'vendor'] as const;
type View = (typeof views)[number];

function ownView(): View {
  for (const v of ['executive', 'vendor', 'ot', 'it'] as const) if (roles.value.has(v)) return v;
  return 'all';
}

const scope = () => (system.value === 'site' ? {} : { system: system.value });

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
  const grave = (s.findings.critical ?? 0) + (s.findings.high ?? 0);
  const weak = s.weakest ? s.functions.find((f) => f.function === s.weakest) : null;
  return (
    <p class="headline">
      {weak && s.level === 'important' && (
        <a href={link('/function/' + weak.function, scope())}>{t('home.weakest', { name: word('shell', 'function-' + weak.function), n: weak.verdicts.met ?? 0, m: weak.total })}</a>
      )}
      <span>
        {grave ? t('home.grave', { n: grave }) : t('home.no-grave')} {t('home.devices-seen', { n: number(s.devices.total) })}
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
                  <Bar topic="verdict" order={verdicts} counts={f.verdicts} of={f.total} />
                </td>
                {verdicts.map((v) => (
                  <td class="num" key={v}>
                    {f.verdicts[v] ?? 0}
                  </td>
                ))}
                <td class="num">{f.total}</td>
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
    <Section title={title} more={<a href={link('/findings', scope())}>{t('home.all-findings', { n: found.value?.total ?? 0 })}</a>}>
      <ProblemNote problem={found.problem} again={found.again} />
      {found.value && !found.value.items.length && <Empty title={t('home.no-findings')}>{t('home.no-findings-next')}</Empty>}
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
    <Section title={t('home.changed')}>
      {s.changed.length ? (
        <table aria-label={t('home.changed')}>
          <tbody>
            {s.changed.map((c, i) => (
              <tr key={i}>
                <td class="nowrap">
                  <Time at={c.at} />
                </td>
                <td>{c.device ? <a href={`/devices/${c.device}`}>{pair(c.text)}</a> : pair(c.text)}</td>
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

function Due({ s, title = t('home.due') }: { s: Summary; title?: string }) {
  return (
    <Section title={title}>
      {s.due.length ? (
        <table aria-label={title}>
          <tbody>
            {s.due.map((d, i) => (
              <tr key={i}>
                <td class="nowrap">
                  <Day on={d.on} /> {d.late && <b class="warn">{t('home.late')}</b>}
                </td>
                <td>
                  <a href={d.record ? `/records?open=${d.record}` : `/sheet?open=${d.item}`}>{pair(d.text)}</a>
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
  return (
    <Section title={t('home.plant')}>
      <ul class="plain figures">
        <li>
          <a href={link('/devices', scope())}>{t('home.devices', { n: number(s.devices.total) })}</a>
        </li>
        {(['new', 'changed', 'missing', 'stray', 'abnormal'] as const).map((k) =>
          s.devices[k] ? (
            <li key={k}>
              <a href={link('/devices', { [k === 'stray' || k === 'abnormal' ? 'state' : 'ledger']: k, ...scope() })}>{t(`home.devices-${k}`, { n: number(s.devices[k]) })}</a>
            </li>
          ) : null,
        )}
      </ul>
      <Counts topic="severity" order={severities} counts={s.findings} />
    </Section>
  );
}

/** A director reads businesses, levels and money, not protocols. */
function Businesses({ s }: { s: Summary }) {
  const list = s.home?.systems ?? [];
  return (
    <Section title={t('home.businesses')}>
      {list.length ? (
        <div class="wide">
          <table aria-label={t('home.businesses')}>
            <thead>
              <tr>
                <th scope="col">{t('home.system')}</th>
                <th scope="col">
                  <Term name="usage-level" />
                </th>
                <th scope="col">
                  <Term name="worst-case" />
                </th>
                <th scope="col" class="num">
                  {t('home.money')}
                </th>
                <th scope="col">{t('home.not-met')}</th>
              </tr>
            </thead>
            <tbody>
              {list.map((b) => (
                <tr key={b.id}>
                  <th scope="row">
                    <a href={`/?system=${b.id}`}>{b.name}</a>
                    {b.business && <small>{b.business}</small>}
                  </th>
                  <td>{word('level', b.level)}</td>
                  <td>{b.worst ?? <span class="none">{t('home.no-worst')}</span>}</td>
                  <td class="num">{b.money ? t('home.yen', { n: number(b.money) }) : <span class="none">{t('shell.none')}</span>}</td>
                  <td class="num">{number(b.not_met)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Empty title={t('home.no-systems')}>
          <a href="/settings?tab=systems">{t('home.no-systems-next')}</a>
        </Empty>
      )}
    </Section>
  );
}

function Asked({ s }: { s: Summary }) {
  const list = s.home?.asked ?? [];
  return (
    <Section title={t('home.asked')}>
      {list.length ? (
        <ol class="first-things">
          {list.map((a) => (
            <li key={a.record}>
              <a href={`/records?open=${a.record}`}>{pair(a.text)}</a>
              {a.on && (
                <p>
                  {t('home.asked-until')} <Day on={a.on} />
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

function SomeDevices({ title, empty, values }: { title: string; empty: string; values: Record<string, string> }) {
  const q = { limit: '10', ...values, ...scope() };
  const found = useData<Paged<Device>>(link('/devices', q), ['devices']);
  const { limit: _, ...shown } = q;
  return (
    <Section title={title} more={found.value && found.value.total > 10 ? <a href={link('/devices', shown)}>{t('home.all-devices', { n: number(found.value.total) })}</a> : undefined}>
      <ProblemNote problem={found.problem} again={found.again} />
      {found.value && !found.value.items.length && <Empty title={empty} />}
      {!!found.value?.items.length && (
        <table aria-label={title}>
          <tbody>
            {found.value.items.map((d) => (
              <tr key={d.id}>
                <td class="nowrap">{d.number}</td>
                <th scope="row">
                  <a href={`/devices/${d.id}`}>{d.name ?? d.ips[0] ?? d.macs[0] ?? d.id}</a>
                </th>
                <td>{word('kinds', d.kind)}</td>
                <td>{[d.maker, d.model].filter(Boolean).join(' ')}</td>
                <td>{d.ips[0]}</td>
                <td>{d.worst && <Mark topic="severity" value={d.worst} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Contradictions({ s }: { s: Summary }) {
  const n = s.functions.reduce((sum, f) => sum + (f.states.amber ?? 0), 0);
  return (
    <Section title={t('home.contradictions')}>
      {n ? (
        <p>
          <a href={link('/sheet', { light: 'amber', ...scope() })}>{t('home.contradictions-some', { n })}</a>
        </p>
      ) : (
        <Empty title={t('home.no-contradiction')} />
      )}
    </Section>
  );
}

function Quality({ s }: { s: Summary }) {
  const c = s.capture;
  if (!c) return null;
  return (
    <Section title={t('home.quality')}>
      <p>
        {c.first && c.last ? (
          <>
            <Time at={c.first} /> – <Time at={c.last} />　
          </>
        ) : null}
        {t('home.packets', { n: number(c.packets ?? 0) })}　{c.dropped ? <b class="warn">{t('home.dropped', { n: number(c.dropped) })}</b> : t('home.no-drop')}　
        {c.malformed ? t('home.malformed', { n: number(c.malformed) }) : ''}
      </p>
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
          <Due s={s} />
          <p>
            <a href={link('/sheet', { lead: 'ot', ...scope() })}>{t('home.my-rows-ot')}</a>
          </p>
          <Changed s={s} />
          <Functions s={s} />
          <Quality s={s} />
        </>
      );
    case 'it':
      return (
        <>
          <SomeDevices title={t('home.unknown-devices')} empty={t('home.no-unknown')} values={{ kind: 'unknown' }} />
          <First title={t('home.first')} />
          <Contradictions s={s} />
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

export default function Home() {
  const wanted = query.value.get('as') as View | null;
  const view = wanted && views.includes(wanted) ? wanted : ownView();
  const summary = useData<Summary>(link('/summary', scope()), ['devices', 'findings', 'sheet', 'records', 'capture']);
  const choice = may('it', 'ot', 'approver', 'auditor');
  return (
    <>
      <PageHead title={t(`home.title-${view}`)} />
      {choice && (
        <nav class="tabs" aria-label={t('home.view')}>
          {views.map((v) => (
            <a key={v} href={here({ as: v })} aria-current={v === view ? 'page' : undefined}>
              {v === 'all' ? t('home.view-all') : word('role', v)}
            </a>
          ))}
        </nav>
      )}
      <ProblemNote problem={summary.problem} again={summary.again} />
      {summary.value ? <Body view={view} s={summary.value} /> : !summary.problem && <Loading />}
    </>
  );
}
