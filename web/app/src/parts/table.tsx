// A list as a table: head that stays, sort by the server, rows that open beside the list, a choice of rows for acting on many.
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { go, here, query } from '../url';
import { number, t } from '../words';
import type { TermName } from '../made/keys';
import { takeKeys } from './keys';
import { Term } from './term';

export interface Column<T> {
  name: string; // of the column; also what `sort` sends unless `sort` says otherwise
  title: ComponentChildren;
  term?: TermName; // its explanation stands beside a title that sorts
  cell: (row: T) => ComponentChildren;
  sort?: string | false; // false: cannot be sorted
  num?: boolean; // right-aligned
  minor?: boolean; // left out on a narrow screen
  keep?: boolean; // never broken into lines
  long?: boolean; // sentences with names in them: broken wherever it has to be, so that one name of 200 letters widens no list
}

interface Props<T> {
  label: string;
  rows: T[];
  columns: Column<T>[];
  id: (row: T) => string;
  opens?: boolean; // a row opens as ?open=ID
  to?: (row: T) => string; // or it leads to a page of its own
  sorted?: string; // what the server sorts by when the address says nothing: "-last"
  chosen?: Set<string>;
  choose?: (ids: Set<string>) => void;
  rowClass?: (row: T) => string | undefined;
}

/** A third press on a head takes the sort away again. */
function nextSort(now: string, name: string): string | null {
  if (now === name) return '-' + name;
  return now === '-' + name ? null : name;
}

const classOf = <T,>(c: Column<T>) => [c.num && 'num', c.minor && 'minor', c.keep && 'nowrap', c.long && 'long'].filter(Boolean).join(' ') || undefined;

function Head<T>({ column, sort }: { column: Column<T>; sort: string }) {
  const name = column.sort ?? column.name;
  const way = sort === name ? 'ascending' : sort === '-' + name ? 'descending' : undefined;
  const kind = classOf(column);
  if (name === false)
    return (
      <th scope="col" class={kind}>
        {column.title}
      </th>
    );
  return (
    <th scope="col" class={kind} aria-sort={way}>
      <button type="button" class="sort" onClick={() => go(here({ sort: nextSort(sort, name), cursor: null }), true)}>
        {column.title}
        <i aria-hidden="true">{way === 'ascending' ? '▲' : way === 'descending' ? '▼' : ''}</i>
      </button>
      {column.term && <Term name={column.term}>?</Term>}
    </th>
  );
}

export function Table<T>({ label, rows, columns, id, opens, to, sorted = '', chosen, choose, rowClass }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const open = query.value.get('open');
  const sort = query.value.get('sort') ?? sorted;

  useEffect(() => {
    const lines = () => [...(body.current?.rows ?? [])] as HTMLElement[];
    const at = () => lines().findIndex((r) => r === document.activeElement || r.contains(document.activeElement));
    return takeKeys({
      move: (by) => {
        const all = lines();
        const opened = all.findIndex((r) => r.dataset.id === open);
        const from = at() >= 0 ? at() : opened;
        const next = all[Math.max(0, Math.min(all.length - 1, from < 0 ? 0 : from + by))];
        next?.focus();
        next?.scrollIntoView({ block: 'nearest' });
        if (open && next) go(here({ open: next.dataset.id }), true);
      },
      open: () => {
        const row = lines()[at()];
        const of = row && rows.find((r) => id(r) === row.dataset.id);
        if (to && of) go(to(of));
        else if (opens && row) go(here({ open: row.dataset.id }));
      },
      close: () => {
        if (!open) return false;
        go(here({ open: null }));
        return true;
      },
    });
  }, [open, opens, rows, to]);

  const all = rows.length > 0 && rows.every((r) => chosen?.has(id(r)));
  const flip = (ids: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const i of ids) on ? next.add(i) : next.delete(i);
    choose?.(next);
  };
  return (
    <div class="wide">
      <table aria-label={label}>
        <thead>
          <tr>
            {choose && (
              <th scope="col" class="choose">
                <input type="checkbox" aria-label={t('shell.choose-all')} checked={all} onChange={() => flip(rows.map(id), !all)} />
              </th>
            )}
            {columns.map((c) => (
              <Head key={c.name} column={c} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr
              key={id(row)}
              data-id={id(row)}
              tabIndex={-1}
              class={[open === id(row) && 'here', (opens || to) && 'opens', rowClass?.(row)].filter(Boolean).join(' ') || undefined}
              onClick={(e) => {
                if ((!opens && !to) || (e.target as Element).closest('a, button, input, select, label') || getSelection()?.toString()) return;
                go(to ? to(row) : here({ open: id(row) }));
              }}
            >
              {choose && (
                <td class="choose">
                  <input type="checkbox" aria-label={t('shell.choose')} checked={chosen?.has(id(row)) ?? false} onChange={(e) => flip([id(row)], e.currentTarget.checked)} />
                </td>
              )}
              {columns.map((c) => (
                <td key={c.name} class={classOf(c)}>
                  {c.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where in the list one is. The cursor stands in the address, so Back goes to the part before. */
export function Pages({ shown, total, next }: { shown: number; total: number; next: string | null }) {
  const limit = query.value.get('limit') ?? '100';
  const started = query.value.get('cursor');
  return (
    <nav class="pages" aria-label={t('shell.pages')}>
      <span>{t('shell.pages-of', { n: number(shown), m: number(total) })}</span>
      {started && <a href={here({ cursor: null })}>{t('shell.pages-first')}</a>}
      {next && <a href={here({ cursor: next })}>{t('shell.pages-next')}</a>}
      {total > 100 && (
        <label>
          {t('shell.pages-size')}{' '}
          <select value={limit} onChange={(e) => go(here({ limit: e.currentTarget.value === '100' ? null : e.currentTarget.value, cursor: null }), true)}>
            {['100', '300', '1000'].map((n) => (
              <option key={n} value={n}>
                {n}
              </option>
            ))}
          </select>
        </label>
      )}
    </nav>
  );
}
