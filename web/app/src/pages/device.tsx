// One device: what it is and how that is known, whom it talks to, what was found, what people said about it. Each part is a file beside.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act, type Problem } from '../net';
import { NotYet, PartNotYet } from '../parts/absent';
import { Empty, PageHead, ProblemNote } from '../parts/bits';
import { Term } from '../parts/term';
import { mayCut, staff } from '../site';
import type { DeviceDetail } from '../shapes';
import { go, here, query } from '../url';
import { number, t, word } from '../words';
import { DeviceActs } from './device-acts';
import { About, FactTable } from './device-facts';
import { EndLink, FindingList, nameOf, Section } from './device-parts';
import { History, Records } from './device-people';
import { Points, valueNames } from './device-values';
import { Certificates, Commands, Differences, Logins, Peers, Services } from './device-traffic';
import type { PageProps } from './index';
import { OpenAlarms } from './now';
import { DeviceRisk } from './risk-of';
import { WifiOf } from './wifi';

export { EndLink, FindingList, nameOf };

/** Right after two devices became one, the way back is at hand. */
function Merged({ id }: { id: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const undo = () =>
    act<{ device: string }>('POST', `/merges/${id}/undo`, {}).then(
      (made) => go(`/devices/${made.device}`),
      (p) => setProblem(p as Problem),
    );
  return (
    <div class="told" role="status">
      {t('device.merged')}{' '}
      <button type="button" onClick={undo}>
        {t('device.unmerge')}
      </button>
      <ProblemNote problem={problem} />
    </div>
  );
}

/** In the panel beside a list. */
export function DeviceBrief({ id }: { id: string }) {
  const found = useData<DeviceDetail>(`/devices/${id}`, ['devices', 'findings']);
  if (found.loading || !found.value) return <PartNotYet found={found} what="device" />;
  const detail = found.value;
  return (
    <>
      <About detail={detail} />
      {detail.findings.length > 0 && (
        <Section title={<Term name="finding" />} n={detail.findings.length}>
          <FindingList items={detail.findings} />
        </Section>
      )}
      <FactTable detail={detail} done={found.again} few />
      <Services detail={detail} />
      <Peers detail={detail} few />
    </>
  );
}

const tabs = ['facts', 'traffic', 'findings', 'risk', 'values', 'people'] as const;

/** How much there is to look through, where it is a number that people go by. */
const among = (tab: (typeof tabs)[number], detail: DeviceDetail) => (tab === 'values' ? detail.points_total : tab === 'findings' ? detail.findings.length : 0);

export default function DevicePage({ id }: PageProps) {
  const found = useData<DeviceDetail>(`/devices/${id}`, ['devices', 'findings', 'records']);
  const offered = tabs.filter((x) => x !== 'risk' || staff());
  const tab = offered.find((x) => x === query.value.get('tab')) ?? 'facts';
  if (!found.value) return <NotYet found={found} what="device" title={t('shell.page-devices')} />;
  const detail = found.value;
  const d = detail.device;
  const findings = detail.findings;
  return (
    <>
      <PageHead title={nameOf(d)} note={[d.ledger?.number, d.ledger?.line, d.ledger?.place, word('kinds', d.kind), nameOf(d) !== d.ip && d.ip].filter(Boolean).join('　')}>
        <a class="button" href={`/map?node=${d.id}`}>
          {t('device.on-map')}
        </a>
        {mayCut() && (
          <a class="button" href={`/api/v1/slices?device=${d.id}`} download>
            {t('device.packets')}
          </a>
        )}
        <DeviceActs detail={detail} done={found.again} />
      </PageHead>
      {query.value.get('merged') && <Merged id={query.value.get('merged') ?? ''} />}
      <nav class="tabs" aria-label={t('device.parts')}>
        {offered.map((x) => (
          <a key={x} href={here({ ...Object.fromEntries(valueNames.map((n) => [n, null])), tab: x === 'facts' ? null : x })} aria-current={x === tab ? 'page' : undefined}>
            {t(`device.tab-${x}`)}
            {among(x, detail) > 0 && <small class="inline">{number(among(x, detail))}</small>}
          </a>
        ))}
        {(d.kind === 'plc' || detail.commands.some((c) => c.deed && c.server.id === d.id)) && <a href={`/controllers/${d.id}`}>{t('controllers.of-device')}</a>}
      </nav>
      {tab === 'facts' && (
        <>
          <div class="two">
            <About detail={detail} />
            <div>
              <h3>{t('alarms.of-device')}</h3>
              <OpenAlarms of={{ device: d.id }} />
              <h3>
                <Term name="finding" /> {findings.length > 0 && <small class="inline">{findings.length}</small>}
              </h3>
              {findings.length ? <FindingList items={findings.slice(0, 5)} /> : <p class="none">{t('device.no-findings')}</p>}
              <WifiOf device={d.id} />
            </div>
          </div>
          <FactTable detail={detail} done={found.again} />
        </>
      )}
      {tab === 'traffic' && (
        <>
          <Differences detail={detail} done={found.again} />
          <Services detail={detail} />
          <Peers detail={detail} />
          <Commands detail={detail} />
          <Logins detail={detail} />
          <Certificates detail={detail} />
        </>
      )}
      {tab === 'findings' && (findings.length ? <FindingList items={findings} /> : <Empty title={t('device.no-findings')}>{t('device.no-findings-next')}</Empty>)}
      {tab === 'risk' && <DeviceRisk detail={detail} />}
      {tab === 'values' && <Points detail={detail} done={found.again} />}
      {tab === 'people' && (
        <>
          <Records detail={detail} />
          <History detail={detail} />
        </>
      )}
    </>
  );
}
