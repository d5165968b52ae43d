// What the wallboard knows: asked every few seconds, never older than it says. A screen that is wrong must not look right, so an answer
// that stays away turns every lamp grey.
import { signal } from '@preact/signals';
import { ask, csrf, type Problem } from '../net';
import type { WallView } from '../shapes';
import { zoneMinutes } from '../time';

const EVERY = 2000; // ms between two questions
const LATE = 10000; // ms without an answer after which nothing on the screen is believed
const WAIT = 8000; // ms for one answer
const MINUTE = 60000;

export const board = signal<WallView | null>(null);
/** null while nobody knows. */
export const paired = signal<boolean | null>(null);
/** When the last answer came, and whether it is too old to be believed. */
export const answered = signal(new Date());
export const lost = signal(false);

/** The server says its minute. A screen whose own clock is wrong shows the server's. */
let ahead = 0;
export const serverTime = (at: Date) => new Date(at.getTime() + ahead);

function take(view: WallView) {
  board.value = view;
  paired.value = true;
  csrf.value = view.csrf ?? '';
  zoneMinutes.value = view.zone_minutes;
  const off = Date.parse(view.at) - Math.floor(Date.now() / MINUTE) * MINUTE;
  ahead = Math.abs(off) > 2 * MINUTE ? off : 0;
}

export async function askNow() {
  try {
    take(await ask<WallView>('/wallboard', { signal: AbortSignal.timeout(WAIT) }));
    answered.value = new Date();
  } catch (e) {
    const status = (e as Problem).status;
    if (status === 401 || status === 403 || status === 400) {
      paired.value = false;
      board.value = null;
      answered.value = new Date();
    }
  }
  lost.value = Date.now() - answered.value.getTime() > LATE;
}

let going = false;

export async function keepAsking() {
  if (going) return;
  going = true;
  for (;;) {
    await askNow();
    await new Promise((r) => setTimeout(r, EVERY));
  }
}
