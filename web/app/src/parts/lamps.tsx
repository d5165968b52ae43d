// The two lamps of a device: does it work, and is what it says normal? Word, shape and colour; grey is "nothing was seen" and is never
// green. A device that carries no values has no data lamp.
import { useMemo } from 'preact/hooks';
import { useData } from '../data';
import type { AlarmRow, Lamp as LampSeen, LampColour, Lamps as LampsOf, Operations } from '../shapes';
import { link } from '../url';
import { pair, t, word } from '../words';

export type LampKind = 'device' | 'data';
type All = Operations['lamps_list']['answer'];

/** One lamp by its colour alone. */
export const Lamp = ({ of, colour }: { of: LampKind; colour: LampColour }) => (
  <span class={`mark lamp-${colour}`}>
    <i aria-hidden="true" />
    <span>{word('lamps', `${of}-${colour}`)}</span>
  </span>
);

/** As the server sees it: why stands beside it, and what lit it is one step away. */
export const LampWhy = ({ of, lamp }: { of: LampKind; lamp: LampSeen }) => (
  <>
    {lamp.alarm ? (
      <a class="plain-link" href={link('/alarms', { open: lamp.alarm, state: 'all' })} title={pair(lamp.words)}>
        <Lamp of={of} colour={lamp.colour} />
      </a>
    ) : (
      <span title={pair(lamp.words)}>
        <Lamp of={of} colour={lamp.colour} />
      </span>
    )}
  </>
);

/** Both, one above the other, each with its name: for a row of a list. */
export const TwoLamps = ({ lamps }: { lamps: LampsOf | undefined }) =>
  lamps ? (
    <span class="two-lamps">
      <span>
        <small>{t('lamps.device')}</small> <LampWhy of="device" lamp={lamps.device_lamp} />
      </span>
      <span>
        <small>{t('lamps.data')}</small> <LampWhy of="data" lamp={lamps.data_lamp} />
      </span>
    </span>
  ) : (
    <span class="none">{t('shell.none')}</span>
  );

/** What lamp an alarm lights: red until somebody has it, then yellow; none once it is over. */
export function litBy(a: AlarmRow): { of: LampKind; colour: LampColour } | null {
  if (a.lamp === 'none') return null;
  if (a.state === 'ended' || a.state === 'dismissed') return { of: a.lamp, colour: 'none' };
  const grave = a.severity === 'critical' || a.severity === 'high';
  return { of: a.lamp, colour: grave && a.state === 'open' && !a.acknowledged ? 'red' : 'yellow' };
}

/** Of so many devices in one question; a list shows no more at a time. */
export const among = (ids: (string | null | undefined)[]): Record<string, string> | null => {
  const own = [...new Set(ids.filter((i) => i?.startsWith('d')))].slice(0, 900);
  return own.length ? { among: own.join() } : null;
};

/** Lamps by device, of all or of those named; asked again when alarms or devices change. null: of none. */
export function useLamps(values: Record<string, string> | null) {
  const found = useData<All>(values ? link('/lamps', values) : null, ['alarms', 'devices', 'capture']);
  const of = useMemo(() => new Map((found.value?.items ?? []).map((l) => [l.device, l])), [found.value]);
  return { of, all: found.value, problem: found.problem };
}

const deviceColours = ['red', 'yellow', 'grey', 'green'] as const;

/** How many lamps are lit how, in one line for each of the two. */
export function LampCounts({ all }: { all: All | null }) {
  if (!all) return null;
  const row = (of: LampKind) => (
    <ul class="counts" aria-label={t(`lamps.${of}`)}>
      <li>
        <b>{t(`lamps.${of}`)}</b>
      </li>
      {deviceColours.map((c) => (
        <li key={c} class={all.counts[of][c] ? undefined : 'zero'}>
          <Lamp of={of} colour={c} /> <b>{all.counts[of][c]}</b>
        </li>
      ))}
    </ul>
  );
  return (
    <div class="lamp-counts">
      {row('device')}
      {row('data')}
    </div>
  );
}
