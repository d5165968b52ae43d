// What a page shows, and keeps true: asked once, asked again when the server says that its topic changed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, listen, type Problem, type Topic } from './net';

export interface Data<T> {
  value: T | null; // the last answer; stays while a new one is on its way, goes when that one fails or the thing is no longer there
  problem: Problem | null;
  loading: boolean;
  at: Date | null; // when `value` came
  again: () => void;
}

/** path null: nothing to ask yet. Events within 400 ms make one question. */
export function useData<T>(path: string | null, topics: Topic[] = []): Data<T> {
  const [state, set] = useState<{ of: string | null; value: T | null; problem: Problem | null; at: Date | null }>({ of: null, value: null, problem: null, at: null });
  const [turn, setTurn] = useState(0);
  const timer = useRef(0);

  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    ask<T>(path, { signal: stop.signal }).then(
      (value) => set({ of: path, value, problem: null, at: new Date() }),
      (e) => e.name !== 'AbortError' && set((s) => ({ ...s, value: s.of === path && (e as Problem).status !== 404 ? s.value : null, of: path, problem: e as Problem })),
    );
    return () => stop.abort();
  }, [path, turn]);

  useEffect(() => {
    const end = listen((topic) => {
      if (!topics.includes(topic)) return;
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setTurn((n) => n + 1), 400);
    });
    return () => {
      clearTimeout(timer.current);
      end();
    };
  }, [topics.join()]);

  return { value: state.value, problem: state.of === path ? state.problem : null, loading: path !== null && state.of !== path, at: state.at, again: () => setTurn((n) => n + 1) };
}

export interface Page<T> {
  items: T[];
  total: number;
  next: string | null;
}

/** The query string of a list from the address: only names the list knows, so that a stray parameter is not sent. */
export function listPath(base: string, query: URLSearchParams, names: string[], fixed: Record<string, string> = {}): string {
  const q = new URLSearchParams(fixed);
  for (const name of names) {
    const value = query.get(name);
    if (value) q.set(name, value);
  }
  const text = q.toString();
  return base + (text ? '?' + text : '');
}
