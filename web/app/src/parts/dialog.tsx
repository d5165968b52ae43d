// A question before something is done: what will happen, and to whom. Esc and the first button leave everything as it is.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Problem } from '../net';
import { t } from '../words';
import { ProblemNote } from './bits';

interface Props {
  title: string;
  children?: ComponentChildren;
  does: string; // the word on the button that does it
  danger?: boolean;
  blocked?: boolean;
  wide?: boolean;
  act: () => Promise<unknown> | void;
  close: () => void;
}

export function Dialog({ title, children, does, danger, blocked, wide, act, close }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const run = async (e: Event) => {
    e.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await act();
      close();
    } catch (p) {
      setProblem(p as Problem);
    }
    setBusy(false);
  };
  return (
    <dialog ref={box} class={wide ? 'wide' : undefined} onCancel={(e) => (e.preventDefault(), close())} aria-labelledby="dialog-title">
      <form onSubmit={run}>
        <h2 id="dialog-title">{title}</h2>
        <div class="dialog-body">{children}</div>
        <ProblemNote problem={problem} />
        <div class="dialog-acts">
          <button type="button" onClick={close}>
            {t('shell.cancel')}
          </button>
          <button type="submit" class={danger ? 'danger' : 'first'} disabled={busy || blocked}>
            {busy ? t('shell.busy') : does}
          </button>
        </div>
      </form>
    </dialog>
  );
}
