// The address is the state: which page, filters, sort, the open row. Whatever a person sees can be sent to a colleague as a link.
import { signal } from '@preact/signals';

export const path = signal(location.pathname);
export const query = signal(new URLSearchParams(location.search));

function read() {
  path.value = location.pathname;
  query.value = new URLSearchParams(location.search);
}

addEventListener('popstate', read);

export function go(to: string, replace = false) {
  if (to === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  const before = path.value;
  read();
  if (path.value !== before) scrollTo(0, 0);
}

export type Changes = Record<string, string | null | undefined>;

/** This page's address with some of its query changed; null and '' take a name out. */
export function here(changes: Changes, at = path.value): string {
  const next = new URLSearchParams(query.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const text = next.toString();
  return at + (text ? '?' + text : '');
}

/** The address of another page with a query of its own. */
export function link(to: string, values: Changes = {}): string {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) q.set(name, value);
  const text = q.toString();
  return to + (text ? '?' + text : '');
}

/** What filters by typing changes the address without a step for Back; what opens something makes one. */
export const setQuery = (changes: Changes, step = false) => go(here(changes), !step);

/** Links of ours are followed without loading anew; everything a browser can do with a link stays possible. */
export function followLinks() {
  document.addEventListener('click', (e) => {
    if (e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const a = (e.target as Element).closest?.('a[href]');
    const to = a?.getAttribute('href');
    if (!a || !to?.startsWith('/') || to.startsWith('/api/') || a.hasAttribute('download') || a.hasAttribute('target')) return;
    e.preventDefault();
    go(to);
  });
}
