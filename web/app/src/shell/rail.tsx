// The left rail: where one can go. The chosen system goes along. In an emergency: what is needed, large, and the rest behind one line.
import { useEffect, useState } from 'preact/hooks';
import { useData } from '../data';
import { pages } from '../pages';
import { path } from '../url';
import { emergency, scope, staff, system } from '../site';
import type { AlarmRow, Paged } from '../shapes';
import { link } from '../url';
import { number, t } from '../words';

export const functions = ['identify', 'protect', 'detect', 'respond', 'recover'] as const;

const to = (at: string) => (system.value === 'site' ? at : `${at}?system=${encodeURIComponent(system.value)}`);

const current = (at: string) => path.value === at || (at !== '/' && path.value.startsWith(at + '/'));

/** How many alarms stand open: the one number that is true on every page. */
function OpenAlarms() {
  const found = useData<Paged<AlarmRow>>(link('/alarms', { limit: '1', ...scope() }), ['alarms']);
  const n = found.value?.total ?? 0;
  return n ? <b class="rail-n">{number(n)}</b> : null;
}

function Item({ at, text, step }: { at: string; text: string; step?: boolean }) {
  return (
    <li>
      <a href={to(at)} class={step ? 'step' : undefined} aria-current={current(at) ? 'page' : undefined}>
        {text}
        {at === '/alarms' && <OpenAlarms />}
      </a>
    </li>
  );
}

const group = (rail: string) => pages.filter((p) => p.rail === rail && (!p.staff || staff())).map((p) => <Item key={p.at} at={p.at} text={t(p.title)} />);

const Rest = () => (
  <>
    <ul class="five">
      {functions.map((f) => (
        <Item key={f} at={`/function/${f}`} text={t(`shell.function-${f}`)} step />
      ))}
    </ul>
    <ul>{group('look')}</ul>
    <ul>{group('keep')}</ul>
    <ul>{group('tell')}</ul>
  </>
);

const All = () => (
  <>
    <ul>{group('now')}</ul>
    <Rest />
  </>
);

const small = matchMedia('(max-width: 840px)');

function useSmall(): boolean {
  const [is, set] = useState(small.matches);
  useEffect(() => {
    const heard = () => set(small.matches);
    small.addEventListener('change', heard);
    return () => small.removeEventListener('change', heard);
  }, []);
  return is;
}

/** On a narrow screen what one needs at once, and the rest behind one word, closed again on every page. */
const Short = () => (
  <>
    <ul>{group('now')}</ul>
    <details key={path.value}>
      <summary>{t('shell.more-pages')}</summary>
      <Rest />
    </details>
  </>
);

export function Rail() {
  const narrow = useSmall();
  const e = emergency.value;
  return (
    <nav class={e?.on ? 'rail urgent' : 'rail'} aria-label={t('shell.rail')}>
      <a class="brand" href={to('/')}>
        <img src="/mark.svg" alt="" width="20" height="20" /> mimamori
      </a>
      {e?.on ? (
        <>
          <ul class="needed">
            {e.incident && <Item at={`/incidents/${e.incident}`} text={t('emergency.rail-incident')} />}
            <Item at="/alarms" text={t('shell.page-alarms')} />
            <Item at="/map" text={t('shell.page-map')} />
            <Item at="/phone-list" text={t('shell.page-phone-list')} />
            <Item at="/card" text={t('shell.page-card')} />
          </ul>
          <details>
            <summary>{t('emergency.rail-rest')}</summary>
            <All />
          </details>
        </>
      ) : narrow ? (
        <Short />
      ) : (
        <All />
      )}
    </nav>
  );
}
