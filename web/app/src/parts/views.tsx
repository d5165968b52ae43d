// Saved views: an address with a name. The address itself can be sent to anybody; the names are kept in the account, where the
// server keeps them, and in this browser otherwise.
import { useState } from 'preact/hooks';
import { path, query } from '../url';
import { remember, t } from '../words';
import { Dialog } from './dialog';
import { Form, type Values } from './form';

export interface View {
  page: string;
  name: string;
  query: string;
}

function read(): View[] {
  try {
    return JSON.parse(remember('views') ?? '[]') as View[];
  } catch {
    return [];
  }
}

export function Views({ page, names }: { page: string; names: string[] }) {
  const [all, setAll] = useState(read);
  const [asked, ask] = useState(false);
  const [values, change] = useState<Values>({});
  const keep = (views: View[]) => {
    remember('views', JSON.stringify(views.slice(-50)));
    setAll(views);
  };
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
        <button type="button" class="plain" onClick={() => keep(all.filter((v) => v !== current))}>
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
