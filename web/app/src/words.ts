// Sentences in the language of the person. They stand in data/lang/web-*.yaml and are packed by tools/pages.py; a key that is not
// there does not compile. One language is loaded at a time.
import { signal } from '@preact/signals';
import type { Key } from './made/keys';

export type Lang = 'ja' | 'en';
export type Pair = { ja: string; en: string };
type Table = Record<string, string>;

const load: Record<Lang, () => Promise<{ default: string[] }>> = { ja: () => import('./made/ja.json'), en: () => import('./made/en.json') };
const table = signal<Table>({});
export const lang = signal<Lang>('ja');

/** Sentences come in the order of their names, which both languages share. */
async function named(which: Lang): Promise<Table> {
  const [names, said] = await Promise.all([import('./made/names.json'), load[which]()]);
  const made: Table = {};
  let at = 0;
  for (const [topic, list] of Object.entries(names.default as Record<string, string>)) for (const name of list.split(' ')) made[`${topic}.${name}`] = said.default[at++];
  return made;
}

export async function useLanguage(which: Lang) {
  table.value = await named(which);
  lang.value = which;
  document.documentElement.lang = which;
  remember('lang', which);
}

/** What this browser keeps: language, light or dark. Nothing of the plant. */
export function remember(name: string, value?: string): string | null {
  try {
    if (value !== undefined) localStorage.setItem('mimamori-' + name, value);
    return localStorage.getItem('mimamori-' + name);
  } catch {
    return null;
  }
}

export const firstLanguage = (): Lang => {
  const kept = remember('lang');
  if (kept === 'ja' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en';
};

export type Holes = Record<string, string | number>;

const fill = (text: string, holes?: Holes) => (holes ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in holes ? String(holes[name]) : whole)) : text);

export const t = (key: Key, holes?: Holes): string => fill(table.value[key] ?? key, holes);

/** The word for a token that comes from the server (a kind, a state): the token itself when this version has no word for it. */
export const word = (topic: string, token: string | null | undefined): string => (token ? (table.value[`${topic}.${token}`] ?? token) : '');

/** All tokens that have a word in a topic. */
export const tokens = (topic: string): string[] =>
  Object.keys(table.value)
    .filter((k) => k.startsWith(topic + '.'))
    .map((k) => k.slice(topic.length + 1));

/** A sentence that the server has in both languages. */
export const pair = (p: Pair | string | null | undefined): string => (!p ? '' : typeof p === 'string' ? p : p[lang.value]);

export const number = (n: number | null | undefined): string => (n === null || n === undefined ? '' : n.toLocaleString(lang.value));

export function bytes(n: number | null | undefined): string {
  if (n === null || n === undefined) return '';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let step = 0;
  for (; n >= 1000 && step < units.length - 1; step++) n /= 1000;
  return `${step && n < 10 ? n.toFixed(1) : Math.round(n)} ${units[step]}`;
}
