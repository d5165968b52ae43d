// The machines as tiles: what is wrong first, else always at the same place. Readable from five metres, so only what fits is said; a
// tile opens what to do.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { WallAlarm, WallMachine } from '../shapes';
import { showTime } from '../time';
import { t, word } from '../words';
import { board, lost } from './board';

const rank = { red: 0, yellow: 1, grey: 2, green: 3, none: 4 } as const;
export type Colour = keyof typeof rank;

/** The graver of the two lamps. */
export const colourOf = (m: WallMachine): Colour => (rank[m.works] <= rank[m.data] ? m.works : m.data);

/** Red first; among equals the plant's own order, which never changes by itself. */
export const inOrder = (machines: WallMachine[]): WallMachine[] => [...machines.keys()].sort((a, b) => rank[colourOf(machines[a])] - rank[colourOf(machines[b])] || a - b).map((i) => machines[i]);

export const alarmOf = (m: WallMachine): WallAlarm | undefined => board.value?.alarms.find((a) => a.id === m.alarm);

export function WallLamp({ of, colour }: { of: 'device' | 'data'; colour: Colour }) {
  const c = lost.value ? 'grey' : colour;
  return (
    <span class={`w-lamp lamp-${c}`}>
      <i aria-hidden="true" />
      <span>
        <small>{t(`wall.lamp-${of}`)}</small>
        <b>{word('lamps', `${of}-${c}`)}</b>
      </span>
    </span>
  );
}

function Tile({ m, open }: { m: WallMachine; open: () => void }) {
  const alarm = alarmOf(m);
  return (
    <li>
      <button type="button" class={`w-tile is-${lost.value ? 'grey' : colourOf(m)}`} onClick={open}>
        <strong>{m.name}</strong>
        <small class="place">{m.place || '\u00a0'}</small>
        <span class="w-lamps">
          <WallLamp of="device" colour={m.works} />
          <WallLamp of="data" colour={m.data} />
        </span>
        {alarm && !lost.value && (
          <span class="says">
            {alarm.title} <small>{t('wall.since', { time: showTime(alarm.since) })}</small>
          </span>
        )}
      </button>
    </li>
  );
}

export function Tiles({ machines, more: unshown, open, children }: { machines: WallMachine[]; more: number; open: (id: string) => void; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState({ up: false, down: false });
  const look = () => {
    const e = box.current;
    if (e) setMore({ up: e.scrollTop > 8, down: e.scrollTop + e.clientHeight < e.scrollHeight - 8 });
  };
  useEffect(() => {
    look();
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, [machines.length]);
  const page = (by: 1 | -1) => box.current?.scrollBy({ top: by * (box.current.clientHeight - 80), behavior: 'smooth' });
  const size = machines.length <= 9 ? 'few' : machines.length <= 20 ? 'some' : 'many';
  return (
    <>
      <div class={`w-tiles ${size}`} ref={box} onScroll={look} tabIndex={0} role="region" aria-label={t('wall.machines')}>
        <ul>
          {inOrder(machines).map((m) => (
            <Tile key={m.device} m={m} open={() => open(m.device)} />
          ))}
        </ul>
        {unshown > 0 && <p>{t('wall.more-machines', { n: unshown })}</p>}
      </div>
      <nav class="w-foot">
        {(more.up || more.down) && (
          <>
            <button type="button" class="w-page" disabled={!more.up} onClick={() => page(-1)}>
              ▲ {t('wall.up')}
            </button>
            <button type="button" class="w-page" disabled={!more.down} onClick={() => page(1)}>
              ▼ {t('wall.down')}
            </button>
          </>
        )}
        {children}
      </nav>
    </>
  );
}
