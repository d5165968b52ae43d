// Who may sign in, and with which roles. There is no password to hand over: a one-time link lets the person choose one.
import { useState } from 'preact/hooks';
import { useData } from '../../data';
import { act } from '../../net';
import { Empty, ProblemNote, Time } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Form, type Values } from '../../parts/form';
import { may, systems } from '../../site';
import type { Account, Grant, Role, Whole } from '../../shapes';
import { t, word } from '../../words';
import { sideChoices } from './contacts';

const roles: Role[] = ['viewer', 'operator', 'it', 'ot', 'approver', 'executive', 'vendor', 'auditor', 'admin'];

const nameOf = (a: Account) => a.contact?.name ?? a.login ?? t('settings.emergency');
const grantText = (g: Grant) => (g.system === 'site' ? word('role', g.role) : `${word('role', g.role)}（${systems.value.find((s) => s.id === g.system)?.name ?? g.system}）`);

/** Roles as "role@system" in the form, as {role, system} for the server. */
const toText = (grants: Grant[]) => grants.map((g) => `${g.role}@${g.system}`).join(',');
const toGrants = (text: string): Grant[] =>
  text
    .split(',')
    .filter(Boolean)
    .map((x) => ({ role: x.split('@')[0] as Role, system: x.split('@')[1] }));

const grantChoices = () => [
  ...roles.filter((r) => r !== 'vendor').map((r) => ({ value: `${r}@site`, text: word('role', r) })),
  ...systems.value.flatMap((s) => (['vendor', 'it', 'ot', 'viewer'] as const).map((r) => ({ value: `${r}@${s.id}`, text: `${s.name}: ${word('role', r)}` }))),
];

function Add({ close, made }: { close: () => void; made: (a: Account) => void }) {
  const [values, change] = useState<Values>({ roles: 'viewer@site' });
  return (
    <Dialog
      title={t('settings.account-add')}
      does={t('settings.account-add-do')}
      close={close}
      act={async () => made(await act<Account>('POST', '/accounts', { login: values.login, name: values.name, side: values.side || 'other', roles: toGrants(values.roles) }))}
    >
      <Form
        values={values}
        change={change}
        prefix="account"
        fields={[
          { name: 'name', label: t('setup.name'), required: true, max: 100 },
          { name: 'login', label: t('shell.login'), help: t('setup.login-help'), required: true, max: 64 },
          { name: 'side', label: t('setup.contact-side'), type: 'choice', required: true, choices: sideChoices() },
          { name: 'roles', label: t('settings.roles'), help: t('settings.roles-help'), type: 'many', choices: grantChoices() },
        ]}
      />
    </Dialog>
  );
}

function Edit({ account, close, done }: { account: Account; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({ roles: toText(account.roles), state: account.state });
  return (
    <Dialog
      title={t('settings.account-edit', { name: nameOf(account) })}
      does={t('shell.save')}
      danger={values.state === 'closed'}
      close={close}
      act={async () => {
        await act('PATCH', `/accounts/${account.id}`, { roles: toGrants(values.roles), state: values.state });
        done();
      }}
    >
      <Form
        values={values}
        change={change}
        prefix="account"
        fields={[
          { name: 'state', label: t('devices.state'), type: 'choice', required: true, choices: (['open', 'locked', 'closed'] as const).map((s) => ({ value: s, text: t(`settings.account-${s}`) })) },
          { name: 'roles', label: t('settings.roles'), help: t('settings.roles-help'), type: 'many', choices: grantChoices() },
        ]}
      />
    </Dialog>
  );
}

export function PeopleTab() {
  const list = useData<Whole<Account>>('/accounts', ['session', 'settings']);
  const [open, setOpen] = useState<Account | 'new' | null>(null);
  const [link, setLink] = useState<{ name: string; path: string; until: string } | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const edits = may();
  const invite = async (a: Account) => {
    const made = await act<{ path: string; until: string }>('POST', `/accounts/${a.id}/invite`, {});
    setLink({ name: nameOf(a), ...made });
    list.again();
  };
  return (
    <>
      {edits && (
        <p class="acts">
          <button type="button" class="first" onClick={() => setOpen('new')}>
            {t('settings.account-add')}
          </button>
          <button type="button" onClick={() => act<{ code: string }>('POST', '/emergency-code', {}).then((v) => setCode(v.code))}>
            {t('settings.emergency-make')}
          </button>
        </p>
      )}
      {link && (
        <div class="told" role="status">
          <p>
            {t('settings.invite-made', { name: link.name })} <Time at={link.until} />
          </p>
          <pre tabIndex={0}>{location.origin + link.path}</pre>
          <p class="note">{t('settings.invite-note')}</p>
        </div>
      )}
      {code && (
        <div class="told" role="status">
          <p>{t('settings.emergency-note')}</p>
          <pre tabIndex={0}>{code}</pre>
        </div>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {list.value && !list.value.items.length && <Empty title={t('settings.no-accounts')} />}
      <div class="wide">
        <table aria-label={t('settings.tab-people')}>
          <thead>
            <tr>
              <th scope="col">{t('setup.name')}</th>
              <th scope="col">{t('settings.roles')}</th>
              <th scope="col">{t('devices.state')}</th>
              <th scope="col">{t('settings.codes')}</th>
              <th scope="col">{t('settings.signed-in')}</th>
              <th scope="col">
                <span class="off">{t('settings.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.value?.items.map((a) => (
              <tr key={a.id} class={a.state === 'closed' ? 'gone' : undefined}>
                <th scope="row" class="nowrap">
                  {nameOf(a)}
                  <small>{a.login}</small>
                </th>
                <td>{a.roles.map(grantText).join('、')}</td>
                <td>
                  {t(`settings.account-${a.state}`)}
                  {!a.password && a.contact && <small>{t('settings.no-password')}</small>}
                  {a.failed > 0 && <small>{t('settings.failed', { n: a.failed })}</small>}
                </td>
                <td>{a.totp ? t('settings.codes-on') : t('settings.codes-off')}</td>
                <td>{a.signed_in ? <Time at={a.signed_in} /> : <span class="none">{t('settings.never')}</span>}</td>
                <td>
                  {edits && a.contact && a.state !== 'closed' && (
                    <span class="acts">
                      <button type="button" onClick={() => setOpen(a)}>
                        {t('settings.edit')}
                      </button>
                      <button type="button" onClick={() => invite(a)}>
                        {a.password ? t('settings.invite-again') : t('settings.invite')}
                      </button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open === 'new' && <Add close={() => setOpen(null)} made={invite} />}
      {open && open !== 'new' && <Edit account={open} close={() => setOpen(null)} done={list.again} />}
    </>
  );
}
