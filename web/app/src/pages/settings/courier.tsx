// Where messages leave the site: a mail server, a webhook, and the one switch that lets anything out. Passwords are written, never read.
import { useState } from 'preact/hooks';
import { useData } from '../../data';
import { act, type Problem } from '../../net';
import { Empty, Facts, ProblemNote, Time } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Form, type FormField, type Values } from '../../parts/form';
import { Mark } from '../../parts/mark';
import { may } from '../../site';
import type { Courier, CourierJob } from '../../shapes';
import { pair, t, word } from '../../words';

const edits = () => may('it');
const tlsChoices = () => (['starttls', 'tls', 'none'] as const).map((x) => ({ value: x, text: t(`courier.tls-${x}`) }));

const mailFields = (c: Courier): FormField[] => [
  { name: 'host', label: t('courier.host'), help: t('courier.host-help'), max: 253 },
  { name: 'tls', label: t('courier.tls'), type: 'choice', required: true, choices: tlsChoices() },
  { name: 'port', label: t('courier.port'), type: 'number', required: true },
  { name: 'from', label: t('courier.from'), type: 'email', max: 254 },
  { name: 'user', label: t('courier.user'), max: 200 },
  { name: 'password', label: t('courier.password'), type: 'password', help: c.password_set ? t('courier.password-kept') : t('courier.password-help'), max: 500, autocomplete: 'new-password' },
  { name: 'ca', label: t('courier.ca'), type: 'long', help: t('courier.ca-help'), max: 60000 },
];

const hookFields = (c: Courier): FormField[] => [
  { name: 'webhook', label: t('courier.webhook'), help: t('courier.webhook-help'), max: 500 },
  { name: 'webhook_key', label: t('courier.webhook-key'), type: 'password', help: c.webhook_key_set ? t('courier.password-kept') : t('courier.webhook-key-help'), max: 200, autocomplete: 'new-password' },
];

interface Editing {
  c: Courier;
  of: 'mail' | 'webhook';
  close: () => void;
  done: () => void;
}

/** Only what is written is sent: an empty password field keeps the password. */
function Edit({ c, of, close, done }: Editing) {
  const [values, change] = useState<Values>({
    host: c.host ?? '',
    port: String(c.port),
    tls: c.tls,
    from: c.from ?? '',
    user: c.user ?? '',
    ca: c.ca ?? '',
    webhook: c.webhook ?? '',
  });
  const [wrong, setWrong] = useState<Problem | null>(null);
  const or = (v: string | undefined) => v?.trim() || null;
  const body =
    of === 'mail'
      ? { host: or(values.host), port: Number(values.port), tls: values.tls, from: or(values.from), user: or(values.user), ca: or(values.ca), ...(values.password ? { password: values.password } : {}) }
      : { webhook: or(values.webhook), ...(values.webhook_key ? { webhook_key: values.webhook_key } : {}) };
  return (
    <Dialog
      title={t(`courier.edit-${of}`)}
      does={t('shell.save')}
      close={close}
      act={async () => {
        try {
          await act('PUT', '/courier', body);
          done();
        } catch (e) {
          setWrong(e as Problem);
          throw e;
        }
      }}
    >
      <p class="note">{t('courier.edit-note')}</p>
      <Form fields={of === 'mail' ? mailFields(c) : hookFields(c)} values={values} change={change} prefix="courier" wrong={wrong} />
    </Dialog>
  );
}

/** What will leave the site, for where, before it does. */
function Permit({ c, close, done }: { c: Courier; close: () => void; done: () => void }) {
  return (
    <Dialog
      title={t('courier.permit-title')}
      does={t('courier.permit')}
      close={close}
      act={async () => {
        await act('POST', '/courier/permit', {});
        done();
      }}
    >
      <p>{t('courier.permit-words')}</p>
      <ul>
        {c.host && <li>{t('courier.permit-mail', { host: c.host, port: c.port, tls: t(`courier.tls-${c.tls}`), from: c.from ?? '–' })}</li>}
        {c.webhook && <li>{t('courier.permit-webhook', { url: c.webhook })}</li>}
      </ul>
      <p>{t('courier.permit-what')}</p>
      <p>{t('courier.permit-end')}</p>
    </Dialog>
  );
}

function Jobs({ jobs }: { jobs: CourierJob[] }) {
  if (!jobs.length) return <Empty title={t('courier.no-jobs')} />;
  return (
    <div class="wide">
      <table aria-label={t('courier.jobs')}>
        <thead>
          <tr>
            <th scope="col">{t('people.when')}</th>
            <th scope="col">{t('people.whom')}</th>
            <th scope="col">{t('people.delivery')}</th>
            <th scope="col">{t('courier.said')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((j) => (
            <tr key={j.job}>
              <td class="nowrap">
                <Time at={j.at} seconds />
              </td>
              <th scope="row">
                {j.to}
                <small>{word('people', `means-${j.what}`)}</small>
              </th>
              <td>
                <Mark topic="job" value={j.result} />
                <small>{pair(j.why)}</small>
              </td>
              <td>
                {j.said}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function CourierTab() {
  const found = useData<Courier>('/courier', ['settings', 'messages']);
  const [open, setOpen] = useState<'mail' | 'webhook' | 'permit' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const c = found.value;
  if (!c) return <ProblemNote problem={found.problem} again={found.again} />;
  const close = () => setOpen(null);
  const later = () => {
    setProblem(null);
    setTimeout(found.again, 1500);
  };
  const test = (what: 'mail' | 'webhook') => act('POST', '/courier/test', { what }).then(later, (p) => setProblem(p as Problem));
  const withdraw = () => act('DELETE', '/courier/permit').then(found.again, (p) => setProblem(p as Problem));
  return (
    <>
      <p class="note">{t('courier.note')}</p>
      <p class={c.state === 'ready' ? 'told' : 'notice'} role="status">
        {t(`courier.state-${c.state}`)}
        {c.permitted && (
          <>
            {'　'}{t('courier.permitted', { name: c.permitted_by?.name ?? c.permitted_by?.id ?? '–' })} <Time at={c.permitted} />
          </>
        )}
      </p>
      {edits() && (
        <p class="acts">
          {c.permitted ? (
            <button type="button" class="danger" onClick={withdraw}>
              {t('courier.withdraw')}
            </button>
          ) : (
            <button type="button" class="first" disabled={!c.host && !c.webhook} onClick={() => setOpen('permit')}>
              {t('courier.permit')}
            </button>
          )}
          <button type="button" disabled={!c.permitted || !c.host} onClick={() => test('mail')}>
            {t('courier.test-mail')}
          </button>
          <button type="button" disabled={!c.permitted || !c.webhook} onClick={() => test('webhook')}>
            {t('courier.test-webhook')}
          </button>
        </p>
      )}
      <ProblemNote problem={problem} />
      <div class="two">
        <section>
          <h2>
            {t('courier.mail')}{' '}
            {edits() && (
              <button type="button" onClick={() => setOpen('mail')}>
                {t('settings.edit')}
              </button>
            )}
          </h2>
          {c.host ? (
            <Facts
              rows={[
                { label: t('courier.host'), value: `${c.host}:${c.port}` },
                { label: t('courier.tls'), value: c.tls === 'none' ? <b class="warn">{t('courier.tls-none')}</b> : t(`courier.tls-${c.tls}`) },
                { label: t('courier.from'), value: c.from },
                { label: t('courier.user'), value: c.user },
                { label: t('courier.password'), value: c.password_set ? <>{t('courier.kept')} <Time at={c.password_set} /></> : t('courier.not-kept') },
                { label: t('courier.ca'), value: c.ca ? t('courier.ca-own') : t('courier.ca-machine') },
              ]}
            />
          ) : (
            <p class="none">{t('courier.no-mail')}</p>
          )}
        </section>
        <section>
          <h2>
            {t('courier.hook')}{' '}
            {edits() && (
              <button type="button" onClick={() => setOpen('webhook')}>
                {t('settings.edit')}
              </button>
            )}
          </h2>
          {c.webhook ? (
            <Facts
              rows={[
                { label: t('courier.webhook'), value: c.webhook },
                { label: t('courier.webhook-key'), value: c.webhook_key_set ? <>{t('courier.kept')} <Time at={c.webhook_key_set} /></> : <b class="warn">{t('courier.unsigned')}</b> },
              ]}
            />
          ) : (
            <p class="none">{t('courier.no-hook')}</p>
          )}
        </section>
      </div>
      <h2>{t('courier.jobs')}</h2>
      <Jobs jobs={c.jobs} />
      {open === 'permit' && <Permit c={c} close={close} done={found.again} />}
      {(open === 'mail' || open === 'webhook') && <Edit c={c} of={open} close={close} done={found.again} />}
    </>
  );
}
