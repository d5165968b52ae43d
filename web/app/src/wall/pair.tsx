// Pairing: the code that an administrator sees in Settings is typed here once, with gloves.
import { useState } from 'preact/hooks';
import { ask, type Problem } from '../net';
import { problemText } from '../parts/bits';
import { t } from '../words';

const DIGITS = 8;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export function Pair({ done }: { done: () => void }) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const press = (digit: string) => {
    setProblem(null);
    setCode((now) => (now.length < DIGITS ? now + digit : now));
  };
  const back = () => setCode((now) => now.slice(0, -1));
  const send = () => {
    if (busy || code.length < DIGITS) return;
    setBusy(true);
    ask('/wallboard/pair', { method: 'POST', body: { code } })
      .then(done, (p) => {
        setProblem(p as Problem);
        setCode('');
      })
      .finally(() => setBusy(false));
  };
  const typed = (e: KeyboardEvent) => {
    if (/^\d$/.test(e.key)) press(e.key);
    else if (e.key === 'Backspace') back();
    else if (e.key === 'Enter') send();
    else return;
    e.preventDefault();
  };
  return (
    <section class="w-pair" onKeyDown={typed}>
      <div>
        <h1>{t('wall.pair-title')}</h1>
        <p>{t('wall.pair-how')}</p>
        <p class="w-code" role="status" aria-label={t('wall.pair-code')}>
          {Array.from({ length: DIGITS }, (_, i) => (
            <span key={i} class={i === code.length ? 'next' : undefined}>
              {code[i] ?? '\u00a0'}
            </span>
          ))}
        </p>
        {problem && (
          <p class="w-problem" role="alert">
            {problemText(problem)}
          </p>
        )}
      </div>
      <div class="w-pad">
        {keys.map((k) => (
          <button key={k} type="button" onClick={() => press(k)}>
            {k}
          </button>
        ))}
        <button type="button" class="word" onClick={back} disabled={!code}>
          {t('wall.pair-back')}
        </button>
        <button type="button" onClick={() => press('0')}>
          0
        </button>
        <button type="button" class="word first" onClick={send} disabled={busy || code.length < DIGITS}>
          {busy ? t('shell.busy') : t('wall.pair-do')}
        </button>
      </div>
    </section>
  );
}
