// Keys for programs that ask the API: few rights, an end, shown once.
import { useState } from 'preact/hooks';
import { useData } from '../../data';
import { act } from '../../net';
import { Empty, ProblemNote, Time } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Form, type Values } from '../../parts/form';
import { roles, systems } from '../../site';
import type { Token, Whole } from '../../shapes';
import { t, word } from '../../words';

function Make({ close, made }: { close: () => void; made: (token: string) => void }) {
  const [values, change] = useState<Values>({ days: '90', roles: 'viewer' });
  const own = [...roles.value].filter((r) => r !== 'admin');
  const offered = own.length ? own : (['viewer'] as const);
  return (
    <Dialog
      title={t('settings.token-make')}
      does={t('settings.token-make')}
      close={close}
      act={async () =>
        made(
          (
            await act<{ token: string }>('POST', '/tokens', {
              name: values.name,
              roles: (values.roles ?? '').split(',').filter(Boolean),
              days: Number(values.days),
              ...(values.system ? { system: values.system } : {}),
            })
          ).token,
        )
      }
    >
      <Form
        values={values}
        change={change}
        prefix="token"
        fields={[
          { name: 'name', label: t('settings.token-name'), help: t('settings.token-name-help'), required: true, max: 100 },
          { name: 'roles', label: t('settings.roles'), type: 'many', choices: [...new Set(['viewer', ...offered])].map((r) => ({ value: r, text: word('role', r) })) },
          { name: 'system', label: t('settings.token-system'), type: 'choice', choices: systems.value.map((s) => ({ value: s.id, text: s.name })) },
          { name: 'days', label: t('settings.token-days'), type: 'choice', required: true, choices: ['30', '90', '365'].map((d) => ({ value: d, text: t('settings.days', { n: d }) })) },
        ]}
      />
    </Dialog>
  );
}

export function TokensTab() {
  const list = useData<Whole<Token>>('/tokens', ['session', 'settings']);
  const [making, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  return (
    <>
      <p class="note">
        {t('settings.tokens-note')} <a href="/api/v1/openapi.json">{t('settings.openapi')}</a>
      </p>
      <p class="acts">
        <button type="button" class="first" onClick={() => setMaking(true)}>
          {t('settings.token-make')}
        </button>
      </p>
      {token && (
        <div class="told" role="status">
          <p>{t('settings.token-once')}</p>
          <pre tabIndex={0}>{token}</pre>
        </div>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {list.value && !list.value.items.length && <Empty title={t('settings.no-tokens')} />}
      {!!list.value?.items.length && (
        <div class="wide">
          <table aria-label={t('settings.tab-tokens')}>
            <thead>
              <tr>
                <th scope="col">{t('settings.token-name')}</th>
                <th scope="col">{t('settings.roles')}</th>
                <th scope="col">{t('settings.made')}</th>
                <th scope="col">{t('settings.until')}</th>
                <th scope="col">
                  <span class="off">{t('settings.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.value.items.map((k) => (
                <tr key={k.id} class={k.revoked ? 'gone' : undefined}>
                  <th scope="row">{k.name}</th>
                  <td>
                    {k.roles.map((r) => word('role', r)).join('、')}
                    {k.system && k.system !== 'site' && <small>{systems.value.find((s) => s.id === k.system)?.name ?? k.system}</small>}
                  </td>
                  <td>
                    <Time at={k.made} />
                  </td>
                  <td>{k.revoked ? t('settings.revoked') : <Time at={k.until} />}</td>
                  <td>
                    {!k.revoked && (
                      <button type="button" onClick={() => act('DELETE', `/tokens/${k.id}`).then(list.again)}>
                        {t('settings.revoke')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {making && (
        <Make
          close={() => setMaking(false)}
          made={(text) => {
            setToken(text);
            list.again();
          }}
        />
      )}
    </>
  );
}
