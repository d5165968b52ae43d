import { useState } from 'preact/hooks';
import { ask, type Problem } from '../net';
import { ProblemNote } from '../parts/bits';
import { Form, type Values } from '../parts/form';
import { loadSession } from '../site';
import { t } from '../words';
import { LanguageSwitch } from './language';

/** The page before anything else. The second step (a code) is asked only of those who set one up. */
export function SignIn({ ended }: { ended?: boolean }) {
  const [values, change] = useState<Values>({});
  const [code, setCode] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [emergency, setEmergency] = useState(false);
  const enter = async (e: Event) => {
    e.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await ask('/session', { method: 'POST', body: emergency ? { emergency_code: values.emergency } : { login: values.login, password: values.password, ...(code ? { code: values.code } : {}) } });
      await loadSession();
    } catch (p) {
      if ((p as Problem).field === 'code' && !code) setCode(true);
      else setProblem(p as Problem);
    }
    setBusy(false);
  };
  return (
    <main class="alone">
      <header>
        <h1>
          <img src="/mark.svg" alt="" width="28" height="28" /> mimamori
        </h1>
        <LanguageSwitch />
      </header>
      {ended && <p class="note">{t('shell.session-ended')}</p>}
      <form onSubmit={enter}>
        <h2>{t('shell.sign-in')}</h2>
        <Form
          values={values}
          change={change}
          wrong={problem}
          fields={
            emergency
              ? [{ name: 'emergency', label: t('shell.emergency-code'), help: t('shell.emergency-help'), required: true }]
              : [
                  { name: 'login', label: t('shell.login'), required: true, autocomplete: 'username' },
                  { name: 'password', label: t('shell.password'), type: 'password', required: true, autocomplete: 'current-password' },
                  ...(code ? [{ name: 'code', label: t('shell.code'), help: t('shell.code-help'), required: true, max: 12, autocomplete: 'one-time-code' }] : []),
                ]
          }
        />
        {!problem?.field && <ProblemNote problem={problem} />}
        <button type="submit" class="first" disabled={busy}>
          {busy ? t('shell.busy') : t('shell.sign-in')}
        </button>
      </form>
      <p class="note">{t('shell.sign-in-help')}</p>
      <p>
        <button type="button" class="plain" onClick={() => setEmergency(!emergency)}>
          {emergency ? t('shell.sign-in-usual') : t('shell.emergency')}
        </button>
      </p>
    </main>
  );
}
