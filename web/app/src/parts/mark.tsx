// A state as word, shape and colour: none of the three is needed to read the other two. Shapes and colours are in style/marks.css.
import { t, word } from '../words';

type Topic =
  | 'severity' | 'verdict' | 'state' | 'decision' | 'light' | 'clear' | 'class'
  | 'alarm' | 'incident' | 'bag' | 'measure' | 'timer' | 'message' | 'delivery' | 'job' | 'wallstate' | 'weight' | 'assumed' | 'held' | 'grid' | 'wifi' | 'signin' | 'approval' | 'gravity' | 'point';

export function Mark({ topic, value, plain, words }: { topic: Topic; value: string | null | undefined; plain?: boolean; words?: string }) {
  if (!value) return null;
  return (
    <span class={`mark ${topic}-${value}`}>
      <i aria-hidden="true" />
      <span class={plain ? 'off' : undefined}>{words ?? word(topic, value)}</span>
    </span>
  );
}

/** How many of each, in one line: numbers with their words, none left out because it is zero. */
export function Counts({ topic, order, counts }: { topic: Topic; order: string[]; counts: Record<string, number> }) {
  return (
    <ul class="counts" aria-label={t('shell.counts')}>
      {order.map((value) => (
        <li key={value} class={counts[value] ? undefined : 'zero'}>
          <Mark topic={topic} value={value} /> <b>{counts[value] ?? 0}</b>
        </li>
      ))}
    </ul>
  );
}

/** The same counts as one bar, to compare rows by eye; the numbers stand beside it. */
export function Bar({ topic, order, counts, of }: { topic: Topic; order: string[]; counts: Record<string, number>; of: number }) {
  let at = 0;
  return (
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      {order.map((value) => {
        const width = of ? (100 * (counts[value] ?? 0)) / of : 0;
        const part = <rect key={value} class={`${topic}-${value}`} x={at} y={0} width={Math.max(0, width - 0.3)} height={4} />;
        at += width;
        return part;
      })}
    </svg>
  );
}
