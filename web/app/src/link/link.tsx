// The link of a mail: one message, and one button that says "I have it". Opening it acknowledges nothing: mail programs open links, too.
import { useEffect, useState } from 'preact/hooks';
import { ask, type Problem } from '../net';
import { Loading, ProblemNote, Time } from '../parts/bits';
import { Mark } from '../parts/mark';
import type { LinkShown } from '../shapes';
import { LanguageSwitch } from '../shell/language';
import { pair, t } from '../words';

export function Link() {
  const token = location.pathname.split('/')[2] ?? '';
  const [shown, show] = useState<LinkShown | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const take = (method: 'GET' | 'POST') => {
    setBusy(true);
    ask<LinkShown>(`/links/${encodeURIComponent(token)}`, { method, ...(method === 'POST' ? { body: {} } : {}) })
      .then(show, (p) => setProblem(p as Problem))
      .finally(() => setBusy(false));
  };
  useEffect(() => take('GET'), []);
  return (
    <main class="alone">
      <header>
        <h1>mimamori</h1>
        <LanguageSwitch />
      </header>
      <ProblemNote problem={problem} />
      {!shown && !problem && <Loading />}
      {shown && (
        <>
          <h2>{shown.subject}</h2>
          <p>
            <Time at={shown.at} /> <Mark topic="message" value={shown.state} />
          </p>
          <p>{pair(shown.what)}</p>
          {shown.state === 'waiting' ? (
            <p>
              <button type="button" class="first glass" disabled={busy} onClick={() => take('POST')}>
                {busy ? t('shell.busy') : shown.name ? t('people.link-take-as', { name: shown.name }) : t('people.acknowledge')}
              </button>
            </p>
          ) : (
            <p class="told" role="status">
              {shown.acknowledged_by ? t('people.link-taken', { name: shown.acknowledged_by }) : t('people.link-over')}
            </p>
          )}
          <p class="note">{t('people.link-note')}</p>
        </>
      )}
    </main>
  );
}
