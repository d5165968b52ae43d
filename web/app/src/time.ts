// Times are shown in the site's own zone, whatever zone the browser is in. The server says that zone in minutes east of UTC.
import { signal } from '@preact/signals';
import { lang } from './words';

export const zoneMinutes = signal(540);

const kept = new Map<string, Intl.DateTimeFormat>();

function format(d: Date, options: Intl.DateTimeFormatOptions): string {
  const key = lang.value + JSON.stringify(options);
  let f = kept.get(key);
  if (!f) {
    f = new Intl.DateTimeFormat(lang.value === 'ja' ? 'ja-JP' : 'en-GB', { ...options, timeZone: 'UTC', hourCycle: 'h23' });
    kept.set(key, f);
  }
  return f.format(new Date(d.getTime() + zoneMinutes.value * 60000));
}

const day: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
const shortDay: Intl.DateTimeFormatOptions = { month: '2-digit', day: '2-digit' };
const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const of = (at: string | Date) => (typeof at === 'string' ? new Date(at) : at);
const valid = (d: Date) => !Number.isNaN(d.getTime());

/** With seconds: the whole. Without: for lists, where this year's year only takes room. */
export function showTime(at: string | Date, seconds = false): string {
  const d = of(at);
  if (!valid(d)) return String(at);
  if (seconds) return format(d, { ...day, ...clock, second: '2-digit' });
  return format(d, { ...(d.getUTCFullYear() === new Date().getUTCFullYear() ? shortDay : day), ...clock });
}

export const showWhole = (at: Date): string => format(at, { ...day, ...clock });
export const showClock = (at: Date): string => format(at, { ...clock, second: '2-digit' });

export function showDay(at: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return format(new Date(Date.parse(at) - zoneMinutes.value * 60000), day);
  return valid(of(at)) ? format(of(at), day) : at;
}

/** The site's day as 2026-11-29, for date fields. */
export const today = (): string => new Date(Date.now() + zoneMinutes.value * 60000).toISOString().slice(0, 10);

/** So many days ago, to the hour: a question that is asked again within it is the same question. */
export const daysAgo = (days: number): string => new Date(Math.floor(Date.now() / 3600000) * 3600000 - days * 86400000).toISOString();
