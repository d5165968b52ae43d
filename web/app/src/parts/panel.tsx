// Detail beside the list: the list stays where it is. Which one is open stands in the address (?open=d3).
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { go, here } from '../url';
import { t } from '../words';

/** Whatever opens a panel: ?open=, and on the map ?node= ?guide= ?versions= ?compare=. */
export const closePanel = () => go(here({ open: null, node: null, guide: null, versions: null, compare: null }));

export function Panel({ title, full, children }: { title: ComponentChildren; full?: string; children: ComponentChildren }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    head.current?.focus({ preventScroll: true });
    return () => before?.isConnected && before.focus({ preventScroll: true });
  }, []);
  return (
    <aside class="panel" aria-label={t('shell.panel')}>
      <header>
        <h2 ref={head} tabIndex={-1}>
          {title}
        </h2>
        {full && (
          <a class="button" href={full}>
            {t('shell.panel-full')}
          </a>
        )}
        <button type="button" onClick={closePanel}>
          {t('shell.close')} <kbd>Esc</kbd>
        </button>
      </header>
      <div class="panel-body">{children}</div>
    </aside>
  );
}
