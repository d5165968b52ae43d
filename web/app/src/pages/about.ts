// Where the things that the server names by id are shown: d3, f7, r2, s1, a1, i1, n1, 32-3.
import { link } from '../url';

/** The page of what an id means; null when there is none. */
export function about(id: string): string | null {
  if (/^d\d+$/.test(id)) return '/devices/' + id;
  if (/^f\d+$/.test(id)) return link('/findings', { open: id });
  if (/^r\d+$/.test(id)) return link('/records', { open: id });
  if (/^a\d+$/.test(id)) return link('/alarms', { open: id, state: 'all' });
  if (/^i\d+$/.test(id)) return '/incidents/' + id;
  if (/^n\d+$/.test(id)) return link('/people', { tab: 'messages', open: id });
  if (/^s\d+$/.test(id)) return link('/', { system: id });
  if (/^\d{2}-\d$/.test(id)) return link('/sheet', { open: id });
  return null;
}

/** A sub-item as it is printed: 32-③. */
export function itemName(item: string): string {
  const [n, part] = item.split('-');
  return part ? `${n}-${'①②③④⑤⑥⑦⑧⑨'[Number(part) - 1] ?? part}` : item;
}
