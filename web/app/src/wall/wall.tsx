// The wallboard: a screen on the shop floor that was paired once. Nobody signs in to look; the only thing it does is report.
import { useEffect, useRef, useState } from 'preact/hooks';
import { showClock, showTime } from '../time';
import type { WallMachine } from '../shapes';
import { lang, pair, remember, t, useLanguage } from '../words';
import { answered, askNow, board, keepAsking, lost, paired, serverTime } from './board';
import { Pair } from './pair';
import { Card, Report } from './report';
import { alarmOf, colourOf, Tiles, WallLamp } from './tiles';

type Light = 'auto' | 'dark' | 'light';
const lights: Light[] = ['auto', 'dark', 'light'];

/** Dark from six to six unless somebody chose: a bright screen blinds whoever walks a dark hall. */
function applyWallLight(light: Light, hour: number) {
  document.documentElement.dataset.light = light === 'auto' ? (hour < 6 || hour >= 18 ? 'dark' : 'light') : light;
}

function useClock() {
  const [now, set] = useState(new Date());
  useEffect(() => {
    const timer = setInterval(() => set(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return serverTime(now);
}

function Switches({ hour }: { hour: number }) {
  const [light, setLight] = useState<Light>((remember('wall-light') as Light | null) ?? 'auto');
  useEffect(() => applyWallLight(light, hour), [light, hour]);
  const next = () => {
    const n = lights[(lights.indexOf(light) + 1) % lights.length];
    remember('wall-light', n);
    setLight(n);
  };
  return (
    <>
      <button type="button" onClick={next}>
        {t('wall.light')} {t(`wall.light-${light}`)}
      </button>
      <button type="button" lang={lang.value === 'ja' ? 'en' : 'ja'} onClick={() => useLanguage(lang.value === 'ja' ? 'en' : 'ja')}>
        {lang.value === 'ja' ? 'English' : '日本語'}
      </button>
    </>
  );
}

const ALONE = 120000; // ms without a touch: whoever stood here has gone, and the lamps must be seen again

function useLeftAlone(then: () => void) {
  const last = useRef(then);
  last.current = then;
  useEffect(() => {
    let touched = Date.now();
    const touch = () => (touched = Date.now());
    const kinds = ['pointerdown', 'keydown'];
    for (const k of kinds) addEventListener(k, touch);
    const timer = setInterval(() => Date.now() - touched > ALONE && last.current(), 5000);
    return () => {
      clearInterval(timer);
      for (const k of kinds) removeEventListener(k, touch);
    };
  }, []);
}

/** Whether what is shown can be believed at all. */
function Watching() {
  const w = board.value;
  if (lost.value || !w) return <span class="w-watch bad">{t('wall.not-known')}</span>;
  return (
    <span class={w.watching ? 'w-watch' : 'w-watch bad'}>
      <i aria-hidden="true" />
      {t(w.watching ? 'wall.watching' : 'wall.blind')}
    </span>
  );
}

const colours = ['red', 'yellow', 'grey', 'green'] as const;

function Sums({ machines }: { machines: WallMachine[] }) {
  return (
    <ul class="w-sums" aria-label={t('shell.counts')}>
      {colours.map((c) => {
        const n = machines.filter((m) => (lost.value ? 'grey' : colourOf(m)) === c).length;
        return (
          <li key={c} class={`lamp-${c}${n ? '' : ' zero'}`}>
            <i aria-hidden="true" /> {t(`wall.sum-${c}`)} <b>{n}</b>
          </li>
        );
      })}
    </ul>
  );
}

/** One machine, large: what is the matter, what to do first, what not. */
function Opened({ m, close, report }: { m: WallMachine; close: () => void; report: () => void }) {
  const alarm = alarmOf(m);
  const nothing = m.works === 'grey' && m.data === 'grey';
  return (
    <div class="w-over" role="dialog" aria-modal="true" aria-labelledby="w-machine">
      <header>
        <h1 id="w-machine">
          {m.name} <small>{m.place}</small>
        </h1>
        <button type="button" class="w-report" onClick={report}>
          {t('wall.report-this')}
        </button>
        <button type="button" onClick={close}>
          {t('shell.close')}
        </button>
      </header>
      <p class="w-lamps large">
        <WallLamp of="device" colour={m.works} />
        <WallLamp of="data" colour={m.data} />
      </p>
      <p class="w-alarm">
        {alarm ? alarm.title : nothing ? t('wall.nothing-seen') : t('wall.no-alarm')}
        {alarm && <small> {t('wall.since', { time: showTime(alarm.since) })}</small>}
        {alarm?.acknowledged && <small> {t('wall.acknowledged')}</small>}
      </p>
      {alarm ? <Card card={{ do: alarm.first, dont: [...(alarm.not ? [alarm.not] : []), ...(board.value?.card.dont ?? [])] }} /> : board.value && <Card card={board.value.card} />}
    </div>
  );
}

export function Wall() {
  const now = useClock();
  const [open, setOpen] = useState<string | null>(null);
  const [reporting, setReporting] = useState<{ machine?: WallMachine } | null>(null);
  const closeAll = () => {
    setReporting(null);
    setOpen(null);
  };
  useLeftAlone(closeAll);
  useEffect(() => {
    document.title = 'mimamori';
    document.body.classList.add('wall');
    keepAsking();
  }, []);
  const wall = board.value;
  const clock = showClock(now);
  const hour = Number(clock.slice(0, 2));
  const machine = wall?.machines.find((m) => m.device === open);
  return (
    <div class="w-screen">
      <header class="w-top">
        <b class="w-site">{wall?.site || 'mimamori'}</b>
        <time class="w-clock">{clock.slice(0, 5)}</time>
        {paired.value && <Watching />}
        {wall && <Sums machines={wall.machines} />}
        {wall && (
          <button type="button" class="w-report" onClick={() => setReporting({})}>
            {t('wall.report')}
          </button>
        )}
      </header>
      {lost.value && (
        <p class="w-lost" role="alert">
          <b>{t('wall.lost')}</b> {t('wall.lost-words', { time: showClock(serverTime(answered.value)) })}
        </p>
      )}
      {wall && !wall.watching && !lost.value && (
        <p class="w-lost" role="alert">
          <b>{t('wall.blind')}</b> {t('wall.blind-words', { why: pair(wall.blind) })}
        </p>
      )}
      {wall?.emergency && (
        <p class="w-emergency" role="alert">
          <b>{t('wall.emergency')}</b> {wall.incidents.map((i) => i.title).join('　')}
        </p>
      )}
      <main>
        {paired.value === false ? (
          <>
            <Pair done={askNow} />
            <nav class="w-foot">
              <Switches hour={hour} />
            </nav>
          </>
        ) : !wall ? (
          <p class="w-alarm">{lost.value ? '' : t('shell.loading')}</p>
        ) : wall.machines.length ? (
          <Tiles machines={wall.machines} more={wall.more_machines} open={setOpen}>
            <Switches hour={hour} />
          </Tiles>
        ) : (
          <p class="w-alarm">{t('wall.no-machines')}</p>
        )}
      </main>
      {wall && machine && !reporting && <Opened m={machine} close={() => setOpen(null)} report={() => setReporting({ machine })} />}
      {wall && reporting && (
        <Report
          wall={wall}
          machine={reporting.machine}
          close={closeAll}
        />
      )}
    </div>
  );
}
