import { useEffect, useRef } from 'preact/hooks';
import { showKeys } from '../parts/keys';
import { t } from '../words';

export function KeyHelp() {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (showKeys.value) box.current?.showModal();
  }, [showKeys.value]);
  if (!showKeys.value) return null;
  const keys: [string, string][] = [
    ['/', t('shell.key-search')],
    ['j  k', t('shell.key-move')],
    ['Enter', t('shell.key-open')],
    ['Esc', t('shell.key-close')],
    ['?', t('shell.key-help')],
  ];
  const close = () => (showKeys.value = false);
  return (
    <dialog ref={box} onCancel={close} onClose={close} aria-labelledby="keys-title">
      <h2 id="keys-title">{t('shell.keys')}</h2>
      <dl class="keys">
        {keys.map(([key, says]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-acts">
        <button type="button" class="first" onClick={() => box.current?.close()}>
          {t('shell.close')}
        </button>
      </div>
    </dialog>
  );
}
