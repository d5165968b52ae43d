// Who is signed in, at which site, looking at which system. Loaded before the first page; told anew by events.
import { computed, signal } from '@preact/signals';
import { ask, connect, csrf, disconnect, listen, signedOut, type Problem } from './net';
import { zone } from './time';
import { query } from './url';
import type { Account, Capture, Paged, Session, Settings, System } from './shapes';

export const account = signal<Account | null>(null);
export const systems = signal<System[]>([]);
export const settings = signal<Settings>({});
export const capture = signal<Capture | null>(null);
/** When anything on the page was last confirmed with the server. */
export const updated = signal<Date | null>(null);

/** The chosen system stands in the address; without one the whole site is meant. */
export const system = computed(() => query.value.get('system') || 'site');

export type Role = 'viewer' | 'operator' | 'it' | 'ot' | 'approver' | 'executive' | 'vendor' | 'auditor' | 'admin';

export const roles = computed(() => new Set((account.value?.roles ?? []).map((r) => r.role)));
/** Whether the pages offer an act. The server decides again; this only keeps away buttons that would be refused. */
export const may = (...any: Role[]): boolean => roles.value.has('admin') || any.some((r) => roles.value.has(r));

async function quietly<T>(path: string, take: (value: T) => void) {
  try {
    take(await ask<T>(path));
    updated.value = new Date();
  } catch (e) {
    if ((e as Problem).status === undefined) throw e;
  }
}

const loadSystems = () => quietly<Paged<System>>('/systems', (v) => (systems.value = v.items));
const loadCapture = () => quietly<Capture>('/capture', (v) => (capture.value = v));
const loadSettings = () =>
  quietly<Settings>('/settings', (v) => {
    settings.value = v;
    if (v.time_zone) zone.value = v.time_zone;
  });

/** True when somebody is signed in. */
export async function loadSession(): Promise<boolean> {
  try {
    const session = await ask<Session>('/session');
    csrf.value = session.csrf ?? '';
    account.value = session.account ?? null;
  } catch (e) {
    account.value = null;
    if ((e as Problem).status !== 401 && (e as Problem).status !== 403) throw e;
  }
  if (!account.value) return false;
  signedOut.value = false;
  await Promise.all([loadSettings(), loadSystems(), loadCapture()]);
  connect();
  return true;
}

export async function signOut() {
  try {
    await ask('/session', { method: 'DELETE' });
  } finally {
    disconnect();
    account.value = null;
    csrf.value = '';
  }
}

listen((topic) => {
  updated.value = new Date();
  if (topic === 'capture') loadCapture();
  if (topic === 'settings') loadSettings();
  if (topic === 'settings' || topic === 'sheet') loadSystems();
  if (topic === 'session') loadSession();
});
