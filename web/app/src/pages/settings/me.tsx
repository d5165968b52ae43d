// One's own account: password, one-time codes, where one is signed in.
import { useState } from 'preact/hooks';
import { useData } from '../../data';
import { act, type Problem } from '../../net';
import { Facts, ProblemNote, Time } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Form, type Values } from '../../parts/form';
import { loadSession, may, personName, session } from '../../site';
import type { SessionShort, Whole } from '../../shapes';
import { t, word } from '../../words';
import { Enrol } from '../../shell/enrol';

function Password({ close }: { close: () => void }) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('settings.password')}
      does={t('settings.password-do')}
      close={close}
      act={async () => {
        if (values.new !== values.again) throw { status: 422, title: '', detail: t('setup.not-same') } satisfies Problem;
        await act('PUT', '/session/password', { old: values.old, new: values.new });
      }}
    >
      <p class="note">{t('settings.password-note')}</p>
      <Form
        values={values}
        change={change}
        prefix="pw"
        fields={[
          { name: 'old', label: t('settings.password-old'), type: 'password', required: true, autocomplete: 'current-password' },
          { name: 'new', label: t('settings.password-new'), type: 'password', help: t('setup.password-help'), required: true, autocomplete: 'new-password' },
          { name: 'again', label: t('setup.again'), type: 'password', required: true, autocomplete: 'new-password' },
        ]}
      />
    </Dialog>
  );
}

/** The key that signs decisions: made here, kept under a passphrase that nobody else knows and nothing keeps. */
function SigningKey({ contact, close }: { contact: string; close: () => void }) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('settings.key-make')}
      does={t('settings.key-make')}
      close={close}
      act={async () => {
        if (values.passphrase !== values.again) throw { status: 422, title: '', detail: t('setup.not-same') } satisfies Problem;
        await act('POST', `/contacts/${contact}/key`, { passphrase: values.passphrase });
      }}
    >
      <p class="note">{t('settings.key-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="key"
        fields={[
          { name: 'passphrase', label: t('settings.passphrase'), type: 'password', required: true, autocomplete: 'new-password' },
          { name: 'again', label: t('settings.passphrase-again'), type: 'password', required: true, autocomplete: 'new-password' },
        ]}
      />
    </Dialog>
  );
}

function RemoveCodes({ close }: { close: () => void }) {
  return (
    <Dialog
      title={t('settings.codes-remove')}
      does={t('settings.codes-remove')}
      danger
      close={close}
      act={async () => {
        await act('DELETE', `/accounts/${session.value?.account?.id}/totp`);
        await loadSession();
      }}
    >
      <p>{t('settings.codes-remove-words')}</p>
    </Dialog>
  );
}

function Sessions() {
  const list = useData<Whole<SessionShort>>('/sessions', ['session']);
  const [problem, setProblem] = useState<Problem | null>(null);
  const end = (id: string) => act('DELETE', `/sessions/${id}`).then(list.again, (p) => setProblem(p as Problem));
  return (
    <section>
      <h2>{t('settings.sessions')}</h2>
      <ProblemNote problem={list.problem ?? problem} again={list.again} />
      <div class="wide">
        <table aria-label={t('settings.sessions')}>
          <thead>
            <tr>
              <th scope="col">{t('settings.session-who')}</th>
              <th scope="col">{t('settings.session-from')}</th>
              <th scope="col">{t('settings.session-began')}</th>
              <th scope="col">{t('settings.session-last')}</th>
              <th scope="col">
                <span class="off">{t('settings.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.value?.items.map((s) => (
              <tr key={s.id}>
                <th scope="row">
                  {s.name ?? s.login}
                  {s.mine && <small>{t('settings.session-this')}</small>}
                </th>
                <td>
                  {s.origin}
                  <small>{s.agent}</small>
                </td>
                <td>
                  <Time at={s.began} />
                  <small>{t(`settings.factor-${s.factor}`)}</small>
                </td>
                <td>
                  <Time at={s.last_use} />
                </td>
                <td>
                  {!s.mine && (
                    <button type="button" onClick={() => end(s.id)}>
                      {t('settings.session-end')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function MeTab() {
  const [open, setOpen] = useState<'password' | 'enrol' | 'remove' | 'key' | null>(null);
  const s = session.value;
  if (!s?.account) return null;
  return (
    <>
      <Facts
        rows={[
          { label: t('setup.name'), value: personName.value },
          { label: t('shell.login'), value: s.account.login },
          {
            label: t('settings.roles'),
            value: [...s.roles.map((r) => word('role', r)), ...s.systems.map((x) => `${x.name ?? x.system}: ${x.roles.map((r) => word('role', r)).join('・')}`)].join('　'),
          },
          { label: t('settings.codes'), value: s.totp ? t('settings.codes-on') : t('settings.codes-off') },
        ]}
      />
      <p class="acts">
        <button type="button" onClick={() => setOpen('password')}>
          {t('settings.password')}
        </button>
        {s.account.contact && may('it', 'ot', 'executive', 'approver') && (
          <button type="button" onClick={() => setOpen('key')}>
            {t('settings.key-make')}
          </button>
        )}
        {s.totp ? (
          <button type="button" onClick={() => setOpen('remove')}>
            {t('settings.codes-remove')}
          </button>
        ) : (
          <button type="button" class="first" onClick={() => setOpen('enrol')}>
            {t('settings.codes-set')}
          </button>
        )}
      </p>
      {open === 'enrol' && <Enrol done={() => setOpen(null)} />}
      <Sessions />
      {open === 'password' && <Password close={() => setOpen(null)} />}
      {open === 'key' && s.account.contact && <SigningKey contact={s.account.contact} close={() => setOpen(null)} />}
      {open === 'remove' && <RemoveCodes close={() => setOpen(null)} />}
    </>
  );
}
