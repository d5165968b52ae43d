// One-time codes: an authenticator reads the picture, its six digits confirm it, and ten codes for a lost telephone are shown once.
import { useState } from 'preact/hooks';
import { act, type Problem } from '../net';
import { ProblemNote } from '../parts/bits';
import { Form, type Values } from '../parts/form';
import { loadSession, session } from '../site';
import { t } from '../words';

interface Begun {
  uri: string | null;
  secret: string | null;
  svg: string | null;
  recovery: string[];
}

/** The policy allows no picture from data: so its shapes are drawn here, and nothing else of it is taken. */
function Picture({ svg }: { svg: string }) {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={t('settings.codes-picture')}
      viewBox={root.getAttribute('viewBox') ?? `0 0 ${root.getAttribute('width')} ${root.getAttribute('height')}`}
      shape-rendering="crispEdges"
    >
      {[...root.querySelectorAll('path, rect')].map((e, i) => {
        const fill = e.getAttribute('fill') ?? '#000';
        const of = (name: string) => e.getAttribute(name) ?? undefined;
        return e.tagName === 'path' ? <path key={i} d={of('d')} fill={fill} /> : <rect key={i} x={of('x')} y={of('y')} width={of('width')} height={of('height')} fill={fill} />;
      })}
    </svg>
  );
}

export function Enrol({ done }: { done: () => void }) {
  const [values, change] = useState<Values>({});
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = `/accounts/${session.value?.account?.id}/totp`;
  const step = async (e: Event) => {
    e.preventDefault();
    setProblem(null);
    try {
      if (!begun) setBegun(await act<Begun>('POST', path, { password: values.password }));
      else setCodes((await act<Begun>('POST', path, { code: values.code })).recovery);
    } catch (p) {
      setProblem(p as Problem);
    }
  };
  if (codes)
    return (
      <section class="told">
        <h2>{t('settings.codes-done')}</h2>
        <p>{t('settings.codes-recovery')}</p>
        <pre tabIndex={0}>{codes.join('\n')}</pre>
        <button type="button" class="first" onClick={() => loadSession().then(done)}>
          {t('settings.codes-kept')}
        </button>
      </section>
    );
  return (
    <form onSubmit={step}>
      <h2>{t('settings.codes-set')}</h2>
      <p class="note">{t('settings.codes-note')}</p>
      {begun && (
        <>
          {begun.svg && <Picture svg={begun.svg} />}
          <p>
            {t('settings.codes-secret')} <code>{begun.secret}</code>
          </p>
        </>
      )}
      <Form
        values={values}
        change={change}
        wrong={problem}
        prefix="totp"
        fields={
          begun
            ? [{ name: 'code', label: t('shell.code'), help: t('shell.code-help'), required: true, max: 10, autocomplete: 'one-time-code' }]
            : [{ name: 'password', label: t('settings.password-old'), type: 'password', required: true, autocomplete: 'current-password' }]
        }
      />
      {!problem?.field && <ProblemNote problem={problem} />}
      <button type="submit" class="first">
        {t('setup.next')}
      </button>
    </form>
  );
}
