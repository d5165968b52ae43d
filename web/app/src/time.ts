// Times are shown in the site's own zone, whatever zone the browser is in.
import { signal } from '@preact/signals';
import { lang } from './words';

export const zone = signal(Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Tokyo');

const kept = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang.value + zone.value + JSON.stringify(options);
  let f = kept.get(key);
  if (!f) {
    f = new Intl.DateTimeFormat(lang.value === 'ja' ? 'ja-JP' : 'en-GB', { ...options, timeZone: zone.value, hourCycle: 'h23' });
    kept.set(key, f);
  }
  return f;
}

const day: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const of = (at: string | Date) => (typeof at === 'string' ? new Date(at) : at);
const valid = (d: Date) => !Number.isNaN(d.getTime());

/** With seconds: the whole. Without: for lists, where this year's year only takes room. */
export function showTime(at: string | Date, seconds = false): string {
  const d = of(at);
  if (!valid(d)) return String(at);
  const { year: _, ...short } = day;
  if (seconds) return format({ ...day, ...clock, second: '2-digit' }).format(d);
  return format({ ...(d.getFullYear() === new Date().getFullYear() ? short : day), ...clock }).format(d);
}
export const showWhole = (at: Date): string => format({ ...day, ...clock }).format(at);
export const showDay = (at: string | Date): string => (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at) ? at.replaceAll('-', '/') : valid(of(at)) ? format(day).format(of(at)) : String(at));
export const showClock = (at: string | Date): string => (valid(of(at)) ? format({ ...clock, second: '2-digit' }).format(of(at)) : String(at));
/** The day in the site's zone as 2026-11-29, for date fields. */
export const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone.value }).format(new Date());
