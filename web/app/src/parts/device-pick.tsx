// One device out of many: words narrow the choice, which the server looks up; nobody scrolls through ten thousand names.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useData, type Page } from '../data';
import type { Device } from '../shapes';
import { link } from '../url';
import { number, t } from '../words';

const SHOWN = 50;

const textOf = (d: Device) => [d.ledger?.number, d.name ?? d.ip ?? d.mac ?? d.id, d.ip].filter(Boolean).join('　');

interface Props {
  id: string;
  value: string;
  set: (value: string) => void;
  required?: boolean;
  without?: string; // a device that cannot be chosen
  described?: string;
}

export function DevicePick({ id, value, set, required, without, described }: Props) {
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  const timer = useRef(0);
  const known = useRef(new Map<string, string>());
  const found = useData<Page<Device>>(link('/devices', { limit: String(SHOWN), sort: 'name', ...(q ? { q } : {}) }));
  const list = (found.value?.items ?? []).filter((d) => d.id !== without);
  for (const d of list) known.current.set(d.id, textOf(d));
  // What was chosen before the form opened, or before other words were typed, stays a choice.
  const kept = value && !list.some((d) => d.id === value) ? value : null;
  const unnamed = useData<{ device: Device }>(kept && found.value && !known.current.has(kept) ? `/devices/${kept}` : null);
  if (unnamed.value) known.current.set(unnamed.value.device.id, textOf(unnamed.value.device));
  useEffect(() => () => clearTimeout(timer.current), []);
  const more = (found.value?.total ?? 0) - SHOWN;
  return (
    <span class="device-pick">
      <input
        type="search"
        id={id + '-words'}
        aria-label={t('device.pick-words')}
        placeholder={t('device.pick-words')}
        maxLength={100}
        value={text}
        onInput={(e) => {
          const now = e.currentTarget.value;
          setText(now);
          clearTimeout(timer.current);
          timer.current = window.setTimeout(() => setQ(now.trim()), 250);
        }}
        onKeyDown={(e) => e.key === 'Enter' && e.preventDefault()}
      />
      <select id={id} required={required} aria-describedby={described} value={value} onChange={(e) => set(e.currentTarget.value)}>
        {(!required || !value) && <option value="">{t('shell.not-chosen')}</option>}
        {kept && <option value={kept}>{known.current.get(kept) ?? kept}</option>}
        {list.map((d) => (
          <option key={d.id} value={d.id}>
            {textOf(d)}
          </option>
        ))}
      </select>
      {more > 0 && (
        <small class="note" role="status">
          {t('device.pick-more', { n: number(SHOWN), m: number(found.value?.total ?? 0) })}
        </small>
      )}
      {found.value && !list.length && (
        <small class="note" role="status">
          {t('device.pick-none')}
        </small>
      )}
    </span>
  );
}
