// What the parts of a device's page share: a section, the first hundred of a long list, names of ends.
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Time } from '../parts/bits';
import { Mark } from '../parts/mark';
import type { Device, End, Finding } from '../shapes';
import { number, pair, t } from '../words';

/** One name everywhere, the same that the server gives an end: what it is called, else its model, else its address. */
export const nameOf = (d: Device): string => d.name || d.model || d.ip || d.mac || d.id;

/** What an end is called wherever it stands. One that the viewer may not know is elsewhere, and no more is said. */
export const endName = (end: End): string => (end.elsewhere ? t('device.elsewhere') : end.name || end.ip || end.id || t('shell.none'));

/** A device or a destination outside, as a link where there is a page for it. */
export const EndLink = ({ end }: { end: End }) => {
  const text = endName(end);
  if (end.elsewhere) return <span class="none">{text}</span>;
  return (
    <>
      {end.id?.startsWith('d') ? <a class="named end" href={`/devices/${end.id}`}>{text}</a> : <span class="named end">{text}</span>}
      {end.name && end.ip && <> <small>{end.ip}</small></>}
    </>
  );
};

export function Section({ title, n, children, empty }: { title: ComponentChildren; n?: number; children: ComponentChildren; empty?: string }) {
  return (
    <section>
      <h3>
        {title} {n !== undefined && n > 0 && <small class="inline">{number(n)}</small>}
      </h3>
      {n === 0 ? <p class="none">{empty ?? t('device.nothing')}</p> : children}
    </section>
  );
}

const FIRST = 100;

/** Of a long list the first hundred; all of it on request. */
export function useFirst<X>(list: X[]): { rows: X[]; rest: ComponentChildren } {
  const [all, setAll] = useState(false);
  const rest = !all && list.length > FIRST && (
    <p>
      <button type="button" onClick={() => setAll(true)}>
        {t('device.show-all', { n: number(list.length) })}
      </button>
    </p>
  );
  return { rows: all ? list : list.slice(0, FIRST), rest };
}

export const Beyond = ({ n, total }: { n: number; total: number }) => (total > n ? <p class="note">{t('device.of-all', { n: number(n), m: number(total) })}</p> : null);

export const FindingList = ({ items }: { items: Finding[] }) => (
  <ul class="plain">
    {items.map((f) => (
      <li key={f.id} class="finding-line">
        <a href={`/findings?open=${f.id}`}>
          <Mark topic="severity" value={f.severity} /> {pair(f.title)}
        </a>
        <small>
          {f.evidence_first && (
            <>
              <Time at={f.evidence_first} seconds />
              {'　'}
            </>
          )}
          {pair(f.do)}
        </small>
      </li>
    ))}
  </ul>
);
