// The line above a list: words to look for and one choice a field. Everything stands in the address.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { seesSite } from '../site';
import { query, setQuery } from '../url';
import { t } from '../words';
import { Empty } from './bits';

export interface Choice {
  value: string;
  text: string;
}

export interface Filter {
  name: string; // in the address and for the server
  label: string;
  choices?: Choice[]; // without: something to type
}

/** What is typed goes into the address a moment after the last key. */
function Typed({ name, label, wide }: { name: string; label: string; wide?: boolean }) {
  const now = query.value.get(name) ?? '';
  const [text, setText] = useState(now);
  const timer = useRef(0);
  useEffect(() => setText(now), [now]);
  const changed = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setQuery({ [name]: value, cursor: null }), 250);
  };
  return <input type="search" class={wide ? 'filter-q' : undefined} aria-label={label} placeholder={label} value={text} onInput={(e) => changed(e.currentTarget.value)} />;
}

/** A list without rows: nothing is there, nothing that fits what was asked, or nothing that one may see. They are never said alike. */
export const NoRows = ({ names, title, children }: { names: string[]; title: string; children?: ComponentChildren }) =>
  names.some((n) => !['sort', 'limit', 'cursor'].includes(n) && query.value.get(n)) ? (
    <Empty title={t('shell.none-filtered')}>{t('shell.none-filtered-next')}</Empty>
  ) : !seesSite() ? (
    <Empty title={t('shell.none-yours')} />
  ) : (
    <Empty title={title}>{children}</Empty>
  );

export function Filters({ search, filters, children }: { search?: string; filters: Filter[]; children?: ComponentChildren }) {
  const names = [...(search ? ['q'] : []), ...filters.map((f) => f.name)];
  const set = names.some((n) => query.value.get(n));
  return (
    <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
      {search && <Typed name="q" label={search} wide />}
      {filters.map((f) =>
        f.choices ? (
          <select
            key={f.name}
            aria-label={f.label}
            class={query.value.get(f.name) ? 'set' : undefined}
            value={query.value.get(f.name) ?? ''}
            onChange={(e) => setQuery({ [f.name]: e.currentTarget.value, cursor: null })}
          >
            <option value="">{f.label}</option>
            {f.choices.map((c) => (
              <option key={c.value} value={c.value}>
                {c.text}
              </option>
            ))}
          </select>
        ) : (
          <Typed key={f.name} name={f.name} label={f.label} />
        ),
      )}
      {set && (
        <button type="button" onClick={() => setQuery({ ...Object.fromEntries(names.map((n) => [n, null])), cursor: null })}>
          {t('shell.filters-clear')}
        </button>
      )}
      {children}
    </form>
  );
}
