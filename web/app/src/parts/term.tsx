// A word of the field with its small explanation: what the plant calls it, what IT calls it.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import glossary from '../made/glossary.json';
import type { TermName } from '../made/keys';
import { lang, t, type Pair } from '../words';

interface Entry {
  word: Pair;
  plant: Pair;
  it: Pair;
  help: Pair;
}

const entries = glossary as Record<TermName, Entry>;

/** <Term name="finding" /> shows its own word; with children, those. */
export function Term({ name, children }: { name: TermName; children?: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const entry = entries[name];
  const [side, setSide] = useState('');
  // Near the right edge the explanation opens to the left.
  useLayoutEffect(() => {
    if (open) setSide((root.current?.getBoundingClientRect().left ?? 0) > document.documentElement.clientWidth - 352 ? ' leftwards' : '');
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (e: Event) => !root.current?.contains(e.target as Node) && setOpen(false);
    const escape = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return;
      e.stopPropagation();
      setOpen(false);
      root.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', escape, true);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', escape, true);
    };
  }, [open]);
  return (
    <span class={children === '?' ? 'term ask' : 'term'} ref={root}>
      <button
        type="button"
        class="term-word"
        aria-expanded={open}
        title={t('shell.term-open')}
        aria-label={children === '?' ? t('shell.term-of', { word: entry.word[lang.value] }) : undefined}
        onClick={(e) => (e.stopPropagation(), setOpen(!open))}
      >
        {children ?? entry.word[lang.value]}
      </button>
      {open && (
        <span class={'term-help' + side} role="note">
          <b>{entry.word[lang.value]}</b>
          <span>{entry.help[lang.value]}</span>
          <small>
            {t('shell.term-plant')} {entry.plant[lang.value]}
            <br />
            {t('shell.term-it')} {entry.it[lang.value]}
          </small>
        </span>
      )}
    </span>
  );
}
