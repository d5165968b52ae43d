// The keyboard: one listener, one list at a time. Keys do nothing while somebody types or a dialog is open.
import { signal } from '@preact/signals';

export const showKeys = signal(false);

export interface Steps {
  move: (by: 1 | -1) => void;
  open: () => void;
  close: () => boolean; // whether something was open
}

let current: Steps | null = null;

export function takeKeys(steps: Steps): () => void {
  current = steps;
  return () => {
    if (current === steps) current = null;
  };
}

const typing = (e: Element | null) => !!e && (/^(INPUT|SELECT|TEXTAREA)$/.test(e.tagName) || (e as HTMLElement).isContentEditable);

export function listenKeys(escape: () => boolean) {
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || document.querySelector('dialog[open]')) return;
    const inside = document.activeElement;
    if (e.key === 'Escape') {
      if (typing(inside)) (inside as HTMLElement).blur();
      else if (current?.close() || escape()) e.preventDefault();
      return;
    }
    if (typing(inside)) return;
    const button = !!inside?.closest('button, a[href], summary');
    const table: Record<string, () => void> = {
      '/': () => document.getElementById('search')?.focus(),
      '?': () => (showKeys.value = true),
      j: () => current?.move(1),
      k: () => current?.move(-1),
      ...(button ? {} : { Enter: () => current?.open() }),
    };
    if (!table[e.key]) return;
    e.preventDefault();
    table[e.key]();
  });
}
