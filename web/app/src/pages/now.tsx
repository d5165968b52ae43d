// What wants somebody now: alarms and incidents that stand open, and how many lamps are lit. The first thing on every home page.
import { useData } from '../data';
import { Loading, ProblemNote, Time } from '../parts/bits';
import { LampCounts, useLamps } from '../parts/lamps';
import { Mark } from '../parts/mark';
import { scope, staff } from '../site';
import type { AlarmRow, Incident, Paged } from '../shapes';
import { EmergencySwitch } from '../shell/emergency';
import { link } from '../url';
import { number, pair, t } from '../words';
import { isBlind, standing, Watching } from './alarms';
import { ReportDue } from './incidents';

const FEW = 5;

export function OpenIncidents() {
  const found = useData<Paged<Incident>>(staff() ? link('/incidents', { open: '1', limit: String(FEW) }) : null, ['incidents']);
  const list = found.value?.items ?? [];
  if (!list.length) return null;
  return (
    <>
      <h3>
        {t('incidents.of-open')} <small class="inline">{number(found.value?.total)}</small>
      </h3>
      <ul class="plain">
        {list.map((i) => (
          <li key={i.id} class="finding-line">
            <Mark topic="incident" value={i.state} /> <a href={`/incidents/${i.id}`}>{i.title}</a>
            <small>
              {t('incidents.first-report')} <ReportDue i={i} />
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}

export function OpenAlarms({ of }: { of?: Record<string, string> }) {
  const values = { ...(of ?? {}), ...scope() };
  const found = useData<Paged<AlarmRow>>(link('/alarms', { limit: String(FEW), ...values }), ['alarms']);
  const list = found.value?.items ?? [];
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  if (!list.length) return of ? <p class="none">{t('alarms.none')}</p> : <p>{t(isBlind() ? 'alarms.none-blind' : 'alarms.none')}</p>;
  return (
    <>
      <ul class="plain">
        {list.map((a) => (
          <li key={a.id} class="finding-line">
            <a href={link('/alarms', { open: a.id, ...values })}>
              <Mark topic="severity" value={a.severity} /> {pair(a.title)}
            </a>
            <small>
              <Mark topic="alarm" value={standing(a)} /> {a.device?.name ?? a.cause}　<Time at={a.began} />
            </small>
          </li>
        ))}
      </ul>
      {found.value.total > FEW && (
        <p>
          <a href={link('/alarms', values)}>{t('alarms.open-alarms', { n: number(found.value.total) })}</a>
        </p>
      )}
    </>
  );
}

export function Now() {
  const lamps = useLamps({ worst: '1', ...scope() });
  return (
    <section class="now">
      <h2>
        {t('alarms.now')}{' '}
        <small>
          <Watching />
        </small>
      </h2>
      <LampCounts all={lamps.all} />
      <OpenAlarms />
      <OpenIncidents />
      <EmergencySwitch />
    </section>
  );
}
