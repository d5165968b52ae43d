// "Report": which machine (or none), what was noticed, who says so, and once more before it goes out. Nothing is typed; every target is
// large enough for a glove. It opens an incident and does nothing else.
import { useState } from 'preact/hooks';
import { ask, type Problem } from '../net';
import { problemText } from '../parts/bits';
import type { Operations, WallCard, WallMachine, WallPerson, WallView } from '../shapes';
import { t } from '../words';
import { askNow } from './board';

type Told = Operations['wallboard_report']['answer'];

const noticed = ['machine', 'screen', 'network', 'person', 'other'] as const;
type Noticed = (typeof noticed)[number];

/** What everybody has to know while nobody has come yet. */
export const Card = ({ card }: { card: WallCard }) => (
  <div class="w-card">
    <section class="do">
      <h2>{t('wall.card-do')}</h2>
      <ol>
        {card.do.map((x, i) => (
          <li key={i}>{x}</li>
        ))}
      </ol>
    </section>
    <section class="not">
      <h2>{t('wall.card-not')}</h2>
      <ul>
        {card.dont.map((x, i) => (
          <li key={i}>{x}</li>
        ))}
      </ul>
    </section>
  </div>
);

interface Props {
  wall: WallView;
  machine?: WallMachine;
  close: () => void;
}

type Step = 'machine' | 'what' | 'who' | 'sure' | 'done';

export function Report({ wall, machine: first, close }: Props) {
  const [step, setStep] = useState<Step>(first ? 'what' : 'machine');
  const [machine, setMachine] = useState<WallMachine | null>(first ?? null);
  const [what, setWhat] = useState<Noticed | null>(null);
  const [person, setPerson] = useState<WallPerson | 'none' | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const before: Partial<Record<Step, Step>> = { what: first ? undefined : 'machine', who: 'what', sure: 'who' };
  const send = () => {
    if (busy || !person || !what) return;
    setBusy(true);
    setProblem(null);
    ask<Told>('/wallboard/report', {
      method: 'POST',
      body: { ...(machine ? { machine: machine.device } : {}), ...(person === 'none' ? {} : { person: person.contact }), what: t(`wall.what-${what}`) },
      headers: { 'Idempotency-Key': key },
    })
      .then(
        (r) => {
          setTold(r);
          setStep('done');
          askNow();
        },
        (p) => setProblem(p as Problem),
      )
      .finally(() => setBusy(false));
  };
  // Pressed twice, or again after an answer that was lost: one incident.
  const [key] = useState(() => crypto.randomUUID?.() ?? String(Math.random()).slice(2));
  return (
    <div class="w-over" role="dialog" aria-modal="true" aria-labelledby="w-report-title">
      <header>
        <h1 id="w-report-title">{t(`wall.report-${step}`)}</h1>
        {step !== 'done' && before[step] && (
          <button type="button" onClick={() => setStep(before[step] as Step)}>
            {t('wall.back')}
          </button>
        )}
        <button type="button" onClick={close}>
          {step === 'done' ? t('shell.close') : t('wall.stop')}
        </button>
      </header>
      {step === 'machine' && (
        <div class="w-choices">
          <button type="button" class="plain-choice" onClick={() => (setMachine(null), setStep('what'))}>
            {t('wall.no-machine')}
          </button>
          {wall.machines.map((m) => (
            <button key={m.device} type="button" onClick={() => (setMachine(m), setStep('what'))}>
              {m.name}
              <small>{m.place}</small>
            </button>
          ))}
        </div>
      )}
      {step === 'what' && (
        <div class="w-choices">
          {noticed.map((n) => (
            <button key={n} type="button" onClick={() => (setWhat(n), setStep('who'))}>
              {t(`wall.what-${n}`)}
            </button>
          ))}
        </div>
      )}
      {step === 'who' && (
        <div class="w-choices">
          {wall.people.map((p) => (
            <button key={p.contact} type="button" onClick={() => (setPerson(p), setStep('sure'))}>
              {p.name}
            </button>
          ))}
          <button type="button" class="plain-choice" onClick={() => (setPerson('none'), setStep('sure'))}>
            {t('wall.no-name')}
          </button>
        </div>
      )}
      {step === 'sure' && (
        <div class="w-sure">
          <dl>
            <div>
              <dt>{t('wall.sure-machine')}</dt>
              <dd>{machine ? machine.name : t('wall.no-machine')}</dd>
            </div>
            <div>
              <dt>{t('wall.sure-what')}</dt>
              <dd>{what && t(`wall.what-${what}`)}</dd>
            </div>
            <div>
              <dt>{t('wall.sure-who')}</dt>
              <dd>{person === 'none' ? t('wall.no-name') : person?.name}</dd>
            </div>
          </dl>
          <p>{t('wall.sure-words')}</p>
          {problem && (
            <p class="w-problem" role="alert">
              {problemText(problem)}
            </p>
          )}
          <button type="button" class="w-go" onClick={send} disabled={busy}>
            {busy ? t('shell.busy') : t('wall.report-do')}
          </button>
        </div>
      )}
      {step === 'done' && told && (
        <div class="w-done">
          <p class="w-told">
            {t(told.joined ? 'wall.told-joined' : 'wall.told', { id: told.incident })}
            {told.told.length ? ' ' + t('wall.told-whom') : ''}
          </p>
          {told.told.length ? (
            <ul class="w-people">
              {told.told.map((p, i) => (
                <li key={i}>
                  <b>{p.name}</b>
                </li>
              ))}
            </ul>
          ) : (
            <p class="w-problem">{t('wall.told-nobody')}</p>
          )}
          <Card card={told.card} />
        </div>
      )}
    </div>
  );
}
