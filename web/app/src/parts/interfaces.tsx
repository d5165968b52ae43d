// The network interfaces with what comes in, as a meter: whether the mirror port is plugged in right is seen here.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, type Problem } from '../net';
import type { CaptureInterface, CaptureState } from '../shapes';
import { bytes, number, t } from '../words';
import { Empty, Loading, ProblemNote } from './bits';

const most = 60; // samples of a meter

function Meter({ values }: { values: number[] }) {
  const top = Math.max(1, ...values);
  const points = values.map((v, i) => `${((most - values.length + i) * 100) / (most - 1)},${30 - (28 * v) / top}`).join(' ');
  return (
    <svg class="meter" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points} />
    </svg>
  );
}

/** `live`: asked every two seconds while the page is looked at. */
export function Interfaces({ live }: { live?: boolean }) {
  const [items, setItems] = useState<CaptureInterface[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const rates = useRef(new Map<string, number[]>());
  const load = () =>
    ask<CaptureState>('/capture').then(
      (v) => {
        for (const i of v.interfaces) {
          const kept = rates.current.get(i.name) ?? [];
          kept.push(i.frames_per_second);
          rates.current.set(i.name, kept.slice(-most));
        }
        setItems(v.interfaces);
        setProblem(null);
      },
      (p) => setProblem(p as Problem),
    );
  useEffect(() => {
    load();
    if (!live) return undefined;
    const timer = setInterval(() => document.visibilityState === 'visible' && load(), 2000);
    return () => clearInterval(timer);
  }, [live]);
  if (problem) return <ProblemNote problem={problem} again={load} />;
  if (!items) return <Loading />;
  if (!items.length) return <Empty title={t('capture.none')}>{t('capture.none-next')}</Empty>;
  return (
    <div class="wide">
      <table aria-label={t('capture.interfaces')}>
        <thead>
          <tr>
            <th scope="col">{t('capture.name')}</th>
            <th scope="col">{t('capture.state')}</th>
            <th scope="col">{t('capture.meter')}</th>
            <th scope="col" class="num">
              {t('capture.rate')}
            </th>
            <th scope="col" class="num">
              {t('capture.received')}
            </th>
            <th scope="col" class="num">
              {t('capture.dropped')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((i) => (
            <tr key={i.name}>
              <th scope="row">{i.name}</th>
              <td>
                {t(`capture.${i.state}`)}
                {i.times_down > 0 && <small>{t('capture.times-down', { n: i.times_down })}</small>}
              </td>
              <td>
                <Meter values={rates.current.get(i.name) ?? []} />
              </td>
              <td class="num">
                {t('capture.per-second', { n: number(Math.round(i.frames_per_second)) })}
                <small>{bytes(i.bits_per_second / 8)}/s</small>
              </td>
              <td class="num">{number(i.frames)}</td>
              <td class="num">{i.dropped ? <b class="warn">{number(i.dropped)}</b> : '0'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
