// Saved views: an address with a name. Everybody can keep and send the address itself; a name is kept in the account.
import { useState } from 'preact/hooks';
import { act } from '../net';
import { account, loadSession } from '../site';
import { go, path, query } from '../url';
import { t } from '../words';
import { Dialog } from './dialog';
import { Form, type Values } from './form';

export interface View {
  page: string;
  name: string;
  query: string;
}

const keep = async (views: View[]) => {
  await act('PATCH', `/accounts/${account.value?.id}`, { views });
  await loadSession();
};

export function Views({ page, names }: { page: string; names: string[] }) {
  const [asked, ask] = useState(false);
  const [values, change] = useState<Values>({});
  const all = account.value?.views ?? [];
  const own = all.filter((v) => v.page === page);
  const now = new URLSearchParams([...query.value].filter(([n]) => names.includes(n) && n !== 'cursor' && n !== 'system'));
  now.sort();
  const text = now.toString();
  const current = own.find((v) => v.query === text);
  if (!own.length && !text) return null;
  return (
    <nav class="views" aria-label={t('shell.views')}>
      {own.map((v) => (
        <a key={v.name} href={`${path.value}?${v.query}`} aria-current={v === current ? 'page' : undefined}>
          {v.name}
        </a>
      ))}
      {text && !current && (
        <button type="button" class="plain" onClick={() => ask(true)}>
          {t('shell.views-save')}
        </button>
      )}
      {current && (
        <button type="button" class="plain" onClick={() => keep(all.filter((v) => v !== current)).then(() => go(path.value))}>
          {t('shell.views-remove')}
        </button>
      )}
      {asked && (
        <Dialog title={t('shell.views-save')} does={t('shell.save')} close={() => ask(false)} act={() => keep([...all, { page, name: values.name, query: text }])}>
          <p class="note">{t('shell.views-note')}</p>
          <Form values={values} change={change} prefix="view" fields={[{ name: 'name', label: t('shell.views-name'), required: true, max: 60 }]} />
        </Dialog>
      )}
    </nav>
  );
}
