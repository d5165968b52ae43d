// First run, by the one-time link that `mimamori serve` printed: who administers, where the traffic comes from, the time, the
// first system, whom to call. Each step is kept when it is left, so a closed window loses one step at most.
import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { act, type Problem } from '../net';
import { ProblemNote } from '../parts/bits';
import { Form, type FormField, type Values } from '../parts/form';
import { Interfaces } from '../parts/interfaces';
import { capture, loadSession, session, signedIn, siteName } from '../site';
import type { Session } from '../shapes';
import { Enrol } from './enrol';
import { go, query } from '../url';
import { lang, t, word } from '../words';
import { LanguageSwitch } from './language';

function Step({
  fields,
  values,
  change,
  next,
  save,
  children,
  skip,
}: {
  fields: FormField[];
  values: Values;
  change: (v: Values) => void;
  next: () => void;
  save: () => Promise<unknown>;
  children?: ComponentChildren;
  skip?: boolean;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (e: Event) => {
    e.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await save();
      next();
    } catch (p) {
      setProblem(p as Problem);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={run}>
      {children}
      <Form fields={fields} values={values} change={change} wrong={problem} />
      {!fields.some((f) => f.name === problem?.field) && <ProblemNote problem={problem} />}
      <div class="acts">
        <button type="submit" class="first" disabled={busy}>
          {busy ? t('shell.busy') : t('setup.next')}
        </button>
        {skip && (
          <button type="button" onClick={next}>
            {t('setup.later')}
          </button>
        )}
      </div>
    </form>
  );
}

const steps = ['account', 'capture', 'time', 'system', 'contacts'] as const;
type StepName = (typeof steps)[number];

export function Setup({ kind, link }: { kind: 'setup' | 'invites'; link: string }) {
  const step = (query.value.get('step') ?? 'account') as StepName;
  const to = (s: StepName) => () => go(`/${kind}/${link}?step=${s}`);
  const done = () => go('/');
  useEffect(() => {
    if (step !== 'account' && !signedIn.value) loadSession();
  }, [step]);
  return (
    <main class="alone setup">
      <header>
        <h1>{t(kind === 'setup' ? 'setup.title' : 'setup.invited')}</h1>
        <LanguageSwitch />
      </header>
      {kind === 'setup' && (
        <ol class="steps">
          {steps.map((s) => (
            <li key={s} aria-current={s === step ? 'step' : undefined}>
              {t(`setup.step-${s}`)}
            </li>
          ))}
        </ol>
      )}
      {step === 'account' && <AccountStep kind={kind} link={link} next={kind === 'setup' ? to('capture') : done} />}
      {step !== 'account' && session.value?.enrol ? (
        <Enrol done={() => undefined} />
      ) : (
        <>
          {step === 'capture' && <CaptureStep next={to('time')} />}
          {step === 'time' && <TimeStep next={to('system')} />}
          {step === 'system' && <SystemStep next={to('contacts')} />}
          {step === 'contacts' && <ContactStep next={done} />}
        </>
      )}
    </main>
  );
}

function AccountStep({ kind, link, next }: { kind: 'setup' | 'invites'; link: string; next: () => void }) {
  const [values, change] = useState<Values>({});
  const [glass, keep] = useState<string | null>(null);
  const save = async () => {
    if (values.password !== values.again) throw { status: 422, title: '', field: 'again', detail: t('setup.not-same') } satisfies Problem;
    const body = { login: values.login, name: values.name, password: values.password, lang: lang.value };
    const made = await act<Session>('POST', kind === 'setup' ? '/setup' : `/invites/${link}`, kind === 'setup' ? { link, ...body } : body);
    await loadSession();
    if (made.break_glass) keep(made.break_glass);
    else next();
  };
  if (glass)
    return (
      <section>
        <h2>{t('setup.glass')}</h2>
        <p>{t('setup.glass-words')}</p>
        <pre tabIndex={0} class="glass">
          {glass}
        </pre>
        <p class="acts">
          <button type="button" onClick={() => print()}>
            {t('devices.print')}
          </button>
          <button type="button" class="first" onClick={next}>
            {t('setup.glass-kept')}
          </button>
        </p>
      </section>
    );
  return (
    <Step
      save={save}
      next={() => undefined}
      values={values}
      change={change}
      fields={[
        { name: 'name', label: t('setup.name'), required: true, autocomplete: 'name', max: 100 },
        { name: 'login', label: t('shell.login'), help: t('setup.login-help'), required: true, autocomplete: 'username', max: 64 },
        { name: 'password', label: t('shell.password'), help: t('setup.password-help'), type: 'password', required: true, autocomplete: 'new-password' },
        { name: 'again', label: t('setup.again'), type: 'password', required: true, autocomplete: 'new-password' },
      ]}
    >
      <h2>{t(kind === 'setup' ? 'setup.account' : 'setup.invited-account')}</h2>
      <p class="note">{t(kind === 'setup' ? 'setup.account-note' : 'setup.invited-note')}</p>
    </Step>
  );
}

function CaptureStep({ next }: { next: () => void }) {
  return (
    <Step save={async () => undefined} next={next} values={{}} change={() => undefined} fields={[]}>
      <h2>{t('setup.capture')}</h2>
      <p class="note">{t('setup.capture-note')}</p>
      {capture.value?.replay ? <p class="notice">{t('capture.replaying', { name: capture.value.replay.name })}</p> : <Interfaces live />}
    </Step>
  );
}

const zones = (): string[] => (Intl as unknown as { supportedValuesOf?: (k: string) => string[] }).supportedValuesOf?.('timeZone') ?? ['Asia/Tokyo', 'UTC'];

function TimeStep({ next }: { next: () => void }) {
  const [values, change] = useState<Values>({ site_name: siteName.value, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'Asia/Tokyo' });
  const all = zones();
  const choices = (all.includes(values.time_zone) ? all : [values.time_zone, ...all]).map((z) => ({ value: z, text: z }));
  return (
    <Step
      save={async () => {
        await act('PATCH', '/settings', { site_name: values.site_name, time_zone: values.time_zone, language: lang.value });
        await loadSession();
      }}
      next={next}
      values={values}
      change={change}
      fields={[
        { name: 'site_name', label: t('setup.site-name'), help: t('setup.site-name-help'), required: true, max: 100 },
        { name: 'time_zone', label: t('setup.zone'), help: t('setup.zone-help'), type: 'choice', required: true, choices },
      ]}
    >
      <h2>{t('setup.time')}</h2>
    </Step>
  );
}

function SystemStep({ next }: { next: () => void }) {
  const [values, change] = useState<Values>({ level: 'poc' });
  return (
    <Step
      skip
      save={() => act('POST', '/systems', { name: values.name, level: values.level })}
      next={next}
      values={values}
      change={change}
      fields={[
        { name: 'name', label: t('setup.system-name'), help: t('setup.system-help'), required: true, max: 100 },
        {
          name: 'level',
          label: t('setup.level'),
          help: t('setup.level-help'),
          type: 'choice',
          required: true,
          choices: ['poc', 'core', 'important'].map((l) => ({ value: l, text: word('level', l) })),
        },
      ]}
    >
      <h2>{t('setup.system')}</h2>
    </Step>
  );
}

function ContactStep({ next }: { next: () => void }) {
  const [values, change] = useState<Values>({ side: 'ot' });
  return (
    <Step
      skip
      save={() => act('POST', '/contacts', { name: values.name, side: values.side, phone: values.phone || null, mail: values.mail || null })}
      next={next}
      values={values}
      change={change}
      fields={[
        { name: 'name', label: t('setup.contact-name'), required: true, max: 100 },
        { name: 'side', label: t('setup.contact-side'), type: 'choice', required: true, choices: ['ot', 'it', 'executive', 'vendor'].map((s) => ({ value: s, text: word('side', s) })) },
        { name: 'phone', label: t('setup.contact-phone'), max: 40 },
        { name: 'mail', label: t('setup.contact-mail'), type: 'email', max: 100 },
      ]}
    >
      <h2>{t('setup.contacts')}</h2>
      <p class="note">{t('setup.contacts-note')}</p>
    </Step>
  );
}
