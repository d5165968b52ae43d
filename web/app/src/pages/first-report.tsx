// The first report, as text to read out, to copy or to print; and that it was given is noted where the incident is.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { Loading, PageHead, ProblemNote } from '../parts/bits';
import { NotYet } from '../parts/absent';
import type { IncidentWhole, Operations } from '../shapes';
import { here, link, query, setQuery } from '../url';
import { lang, pair, t } from '../words';
import { DeedDialog } from './deed';
import type { PageProps } from './index';

type Report = Operations['incidents_report']['answer'];

export default function FirstReport({ id }: PageProps) {
  const to = query.value.get('to');
  const language = query.value.get('in') ?? lang.value;
  const found = useData<Report>(link(`/incidents/${id}/first-report`, { to, final: query.value.get('final'), lang: language }), ['incidents']);
  const incident = useData<IncidentWhole>(`/incidents/${id}`, ['incidents']);
  const [giving, give] = useState(false);
  const [copied, setCopied] = useState(false);
  const deed = incident.value?.deeds.find((d) => d.deed === 'report');
  const audiences = deed?.fields.find((f) => f.name === 'to')?.choices ?? [];
  const r = found.value;
  if (!incident.value) return <NotYet found={incident} what="incident" title={t('incidents.first-report')} />;
  return (
    <>
      <PageHead
        title={r?.title ?? t('incidents.first-report')}
        note={
          <span class="screen">
            <a href={`/incidents/${id}`}>{t('incidents.back', { id: id ?? '' })}</a>
          </span>
        }
      >
        {deed?.allowed && (
          <button type="button" class="first" onClick={() => give(true)}>
            {t('incidents.report-given')}
          </button>
        )}
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
        <button type="button" disabled={!r} onClick={() => navigator.clipboard.writeText(r?.text ?? '').then(() => setCopied(true))}>
          {t(copied ? 'incidents.copied' : 'incidents.copy')}
        </button>
      </PageHead>
      <form class="filters" onSubmit={(e) => e.preventDefault()}>
        <select aria-label={t('incidents.report-for')} value={to ?? ''} onChange={(e) => setQuery({ to: e.currentTarget.value || null })}>
          <option value="">{t('incidents.report-for')}</option>
          {audiences.map((c) => (
            <option key={c.value} value={c.value}>
              {pair(c.title)}
            </option>
          ))}
        </select>
        <span class="switch" role="group" aria-label="Language / 言語">
          {(['ja', 'en'] as const).map((l) => (
            <a key={l} class="button" lang={l} aria-current={l === language ? 'true' : undefined} href={here({ in: l })}>
              {l === 'ja' ? '日本語' : 'English'}
            </a>
          ))}
        </span>
      </form>
      {deed && !deed.allowed && <p class="notice screen">{pair(deed.why)}</p>}
      <ProblemNote problem={found.problem} again={found.again} />
      {!r && !found.problem && <Loading />}
      {r && (
        <pre class="document" lang={language} tabIndex={0}>
          {r.text}
        </pre>
      )}
      {giving && deed && incident.value && <DeedDialog whole={incident.value} deed={deed} close={() => give(false)} done={incident.again} />}
    </>
  );
}
