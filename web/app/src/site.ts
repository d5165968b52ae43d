// Who is signed in, at which site, looking at which system. Loaded before the first page; told anew by events.
import { computed, signal } from '@preact/signals';
import { ask, connect, csrf, disconnect, listen, signedOut, type Problem } from './net';
import { query } from './url';
import { zoneMinutes } from './time';
import type { CaptureState, Emergency, Role, Session, System, Whole } from './shapes';

export const session = signal<Session | null>(null);
export const systems = signal<System[]>([]);
export const capture = signal<CaptureState | null>(null);
/** Whether pages show only what an emergency needs. */
export const emergency = signal<Emergency | null>(null);
/** When anything on the page was last confirmed with the server. */
export const updated = signal<Date | null>(null);

export const signedIn = computed(() => !!session.value?.signed_in);
export const siteName = computed(() => session.value?.site.name ?? '');
export const personName = computed(() => session.value?.account?.name || session.value?.account?.login || '');

export const roles = computed(() => {
  const s = session.value;
  return new Set<Role>([...(s?.roles ?? []), ...(s?.systems ?? []).flatMap((x) => x.roles)]);
});
/** Whether the pages offer an act. The server decides again; this only keeps away buttons that would be refused. */
export const may = (...any: Role[]): boolean => roles.value.has('admin') || any.some((r) => roles.value.has(r));
/** A vendor's people read their own systems and nothing of the site (capture, settings, contacts). */
/** Packets are for who may look into them (src/assess/rights.def); nobody else is offered a file that the server refuses. */
export const mayCut = (): boolean => may('it', 'ot', 'auditor');
export const staff = (): boolean => [...roles.value].some((r) => r !== 'vendor');
/** Who may see the site as a whole: everybody with a role for it. */
export const seesSite = (): boolean => (session.value?.roles.length ?? 0) > 0;

/** The chosen system stands in the address; without one the whole site is meant, or the first system of who sees no more. */
export const system = computed(() => query.value.get('system') || (seesSite() ? 'site' : (session.value?.systems[0]?.system ?? 'site')));

/** For the query of a question: nothing when the whole site is meant. */
export const scope = (): Record<string, string> => (system.value === 'site' ? {} : { system: system.value });

/** Nothing was read yet: then no list says that there is nothing. A vendor is not told. */
export const nothingRead = () => capture.value !== null && capture.value.packets === 0;

async function quietly<T>(path: string, take: (value: T) => void) {
  try {
    take(await ask<T>(path));
    updated.value = new Date();
  } catch (e) {
    if ((e as Problem).status === undefined) throw e;
  }
}

const loadSystems = () => quietly<Whole<System>>('/systems', (v) => (systems.value = v.items.filter((s) => s.id !== 'site')));
const loadCapture = () => (staff() ? quietly<CaptureState>('/capture', (v) => (capture.value = v)) : Promise.resolve());
export const loadEmergency = () => (staff() ? quietly<Emergency>('/emergency', (v) => (emergency.value = v)) : Promise.resolve());

/** The session as it is now; live updates begin with the first one that is signed in. */
export async function loadSession(): Promise<void> {
  const s = await ask<Session>('/session');
  session.value = s;
  csrf.value = s.csrf ?? '';
  zoneMinutes.value = s.site.zone_minutes;
  if (!s.signed_in) return;
  signedOut.value = false;
  updated.value = new Date();
  await Promise.all([loadSystems(), loadCapture(), loadEmergency()]);
  connect();
}

export async function signOut() {
  try {
    await ask('/session', { method: 'DELETE' });
  } finally {
    disconnect();
    await loadSession();
  }
}

listen((topic) => {
  if (!signedIn.value) return;
  updated.value = new Date();
  if (topic === 'capture') loadCapture();
  if (topic === 'incidents') loadEmergency();
  if (topic === 'settings' || topic === 'sheet') loadSystems();
  if (topic === 'settings' || topic === 'session') loadSession();
});

// Back to a page that the browser had kept: who is signed in now, and the line again.
addEventListener('pageshow', (e) => e.persisted && loadSession().catch(() => undefined));
