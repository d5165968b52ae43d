// A list that is told of changes at once and does not jump under the hand of whoever reads it: rows change where they stand; what is new
// waits above, named, until he looks at it or has been still for a while.
import { useEffect, useRef, useState } from 'preact/hooks';

const STILL = 10000; // ms without a key or a movement: nobody is reading just now

let moved = 0;
for (const kind of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart']) addEventListener(kind, () => (moved = Date.now()), { passive: true });

const nobodyReads = () => Date.now() - moved > STILL && scrollY < 8 && !document.querySelector('.panel, dialog[open]');

export interface Steady<T> {
  rows: T[];
  waiting: T[]; // new ones that are not shown yet
  gone: Set<string>; // still shown, no longer part of the answer
  show: () => void;
}

/** `of`: the question; another one takes the answer as it comes. */
export function useSteady<T>(of: string, answer: T[] | undefined, id: (row: T) => string): Steady<T> {
  const kept = useRef<{ of: string; rows: T[] }>({ of: '', rows: [] });
  const [, again] = useState(0);
  const now = answer ?? [];
  const by = new Map(now.map((r) => [id(r), r]));
  const known = new Set(kept.current.rows.map(id));
  if (answer && kept.current.of !== of) kept.current = { of, rows: now };
  else kept.current = { of: kept.current.of, rows: kept.current.rows.map((r) => by.get(id(r)) ?? r) };
  const waiting = kept.current.of === of ? now.filter((r) => !known.has(id(r)) && !kept.current.rows.includes(r)) : [];
  const gone = new Set(answer ? kept.current.rows.map(id).filter((x) => !by.has(x)) : []);
  const differs = waiting.length > 0 || gone.size > 0 || now.some((r, i) => kept.current.rows[i] !== r);
  const show = () => {
    kept.current = { of, rows: now };
    again((n) => n + 1);
  };
  useEffect(() => {
    if (!differs || !answer) return undefined;
    if (nobodyReads()) {
      show();
      return undefined;
    }
    const timer = setInterval(() => nobodyReads() && show(), 1000);
    return () => clearInterval(timer);
  }, [differs, answer]);
  return { rows: kept.current.rows, waiting, gone, show };
}
