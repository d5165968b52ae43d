// What goes to the server and what comes back. Every answer that is no success becomes a Problem; nothing else is thrown.
import { signal } from '@preact/signals';
import { lang } from './words';

export const API = '/api/v1';

export interface Problem {
  status: number; // 0: the server did not answer
  title: string;
  detail?: string;
  field?: string;
}

/** The value that lets this session change something (GET /session gives it). */
export const csrf = signal('');
/** A session that ended while somebody was reading: the sign-in page comes, the address stays. */
export const signedOut = signal(false);
export const reachable = signal(true);
/** Of an act that nobody waited for (a button without a dialog): shown at the top until it is put away. */
export const failed = signal<Problem | null>(null);

addEventListener('unhandledrejection', (e) => {
  if (typeof e.reason?.status !== 'number') return;
  e.preventDefault();
  failed.value = e.reason as Problem;
});

async function problemOf(answer: Response): Promise<Problem> {
  try {
    const body = await answer.json();
    return { status: answer.status, title: String(body.title ?? answer.statusText), detail: body.detail, field: body.field };
  } catch {
    return { status: answer.status, title: answer.statusText || String(answer.status) };
  }
}

export interface Options {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export async function ask<T>(path: string, options: Options = {}): Promise<T> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': lang.value, ...options.headers };
  if (method !== 'GET') headers['X-Mimamori-CSRF'] = csrf.value;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(API + path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-cache',
      signal: options.signal,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
  } catch (e) {
    if ((e as Error).name === 'AbortError') throw e;
    reachable.value = false;
    throw { status: 0, title: '' } satisfies Problem;
  }
  reachable.value = true;
  if (!answer.ok) {
    const problem = await problemOf(answer);
    if (answer.status === 401 && !path.startsWith('/session')) signedOut.value = true;
    throw problem;
  }
  if (answer.status === 204 || !answer.headers.get('Content-Type')?.includes('json')) return undefined as T;
  return (await answer.json()) as T;
}

/** Something is done once even when the answer is lost and the person presses again: the server knows the key. */
export const act = <T>(method: string, path: string, body?: unknown) => ask<T>(path, { method, body, headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()).slice(2) } });

export type Topic = 'devices' | 'findings' | 'sheet' | 'records' | 'journal' | 'capture' | 'session' | 'settings' | 'alarms' | 'incidents' | 'messages';
const topics: Topic[] = ['devices', 'findings', 'sheet', 'records', 'journal', 'capture', 'session', 'settings', 'alarms', 'incidents', 'messages'];

type Listener = (topic: Topic) => void;
const listeners = new Set<Listener>();
/** 'live': told of changes at once; 'lost': trying again. */
export const live = signal<'off' | 'live' | 'lost'>('off');
let stream: EventSource | null = null;

export function listen(fn: Listener): () => void {
  listeners.add(fn);
  return () => void listeners.delete(fn);
}

const tell = (topic: Topic) => listeners.forEach((fn) => fn(topic));

/** What tabs of one browser tell each other: a topic that changed, or whether the line stands. */
type Said = { topic: Topic } | { live: 'live' | 'lost' };
let tabs: BroadcastChannel | null = null;

function heard(said: Said) {
  if ('topic' in said) return tell(said.topic);
  // What changed while the line was down was not told: everything shown is asked again.
  if (said.live === 'live' && live.value === 'lost') topics.forEach(tell);
  live.value = said.live;
}

function hearAndPass(said: Said) {
  heard(said);
  tabs?.postMessage(said);
}

function open() {
  stream = new EventSource(API + '/events');
  stream.onopen = () => hearAndPass({ live: 'live' });
  stream.onerror = () => {
    hearAndPass({ live: 'lost' });
    if (stream?.readyState === EventSource.CLOSED && tabs) setTimeout(() => tabs && open(), 5000);
  };
  for (const topic of topics) stream.addEventListener(topic, () => hearAndPass({ topic }));
}

let release: (() => void) | null = null;

/** Server-sent events name a topic and no content, so nothing leaks: whoever shows that topic asks again. A browser opens six
 *  connections to a host and no more, so one tab holds the line for all of them; when it is closed the next one takes it over. */
export function connect() {
  if (tabs) return;
  tabs = new BroadcastChannel('mimamori-events');
  tabs.onmessage = (e) => heard(e.data as Said);
  const hold = () => {
    if (!tabs) return undefined;
    open();
    return new Promise<void>((end) => (release = end));
  };
  live.value = 'live'; // a tab that does not hold the line hears at once when it breaks
  if (navigator.locks) navigator.locks.request('mimamori-events', hold).catch(() => undefined);
  else hold();
}

export function disconnect() {
  stream?.close();
  stream = null;
  tabs?.close();
  tabs = null;
  release?.();
  release = null;
  live.value = 'off';
}

// A browser keeps six connections to one host: pages in the background, and those it keeps for Back, give theirs back, and catch up
// when looked at again.
const rest = () => {
  if (!stream) return;
  disconnect();
  live.value = 'lost';
};
let leaving = 0;
addEventListener('pagehide', rest);
addEventListener('pageshow', (e) => e.persisted && live.value === 'lost' && connect());
document.addEventListener('visibilitychange', () => {
  clearTimeout(leaving);
  if (document.visibilityState === 'hidden') {
    leaving = window.setTimeout(rest, 20000);
  } else if (!stream && live.value === 'lost') connect();
});
