// The sheet as it stood on a day: where the day is chosen, what the page says meanwhile, and a row of then. Nothing of today stands in for
// what the journal does not hold.
import { useState } from 'preact/hooks';
import { Day, Facts, Time } from '../parts/bits';
import { Mark } from '../parts/mark';
import { Term } from '../parts/term';
import type { SheetPast, SheetRow } from '../shapes';
import { showTime, today } from '../time';
import { here, link, query, setQuery } from '../url';
import { number, pair, t } from '../words';
import { itemName } from './about';
import { signers } from './sheet-row';

/** "2026-11-20", "e120" or "F1"; null: now. */
export const asOf = (): string | null => query.value.get('as_of');

/** The path of what is asked for, at the moment that is shown. */
export const thenPath = (path: string): string => path + link('', { as_of: asOf() });

export function DayPick({ open }: { open: (day: string) => void }) {
  const [day, setDay] = useState(/^\d{4}-/.test(asOf() ?? '') ? asOf()!.slice(0, 10) : '');
  return (
    <form
      class="filters"
      onSubmit={(e) => {
        e.preventDefault();
        if (day) open(day);
      }}
    >
      <label>
        {t('audit.day')} <input type="date" value={day} max={today()} required onInput={(e) => setDay(e.currentTarget.value)} />
      </label>
      <button type="submit">{t('audit.open-day')}</button>
    </form>
  );
}

/** Folded away until somebody wants it; open while another day is shown. */
export function AsOf({ past }: { past: SheetPast | null | undefined }) {
  if (!asOf())
    return (
      <details class="note">
        <summary>{t('audit.moment')}</summary>
        <p>{t('audit.moment-note')}</p>
        <DayPick open={(day) => setQuery({ as_of: day, open: null }, true)} />
      </details>
    );
  return (
    <section class="notice" role="status">
      {past && (
        <p>
          <b>{t('audit.past', { at: showTime(past.at, true), event: number(past.event) })}</b>
        </p>
      )}
      {past && <p>{pair(past.not_known)}</p>}
      {!!past?.other_words && <p>{t('audit.past-words', { n: number(past.other_words) })}</p>}
      {past?.frozen && past.frozen !== asOf() && <p>{t('audit.past-frozen', { id: past.frozen })}</p>}
      <DayPick open={(day) => setQuery({ as_of: day, open: null }, true)} />
      <p>
        <a class="button" href={here({ as_of: null, open: null })}>
          {t('audit.back')}
        </a>
      </p>
    </section>
  );
}

/** A row of then, by what its line in the list holds: the rest would be today's. */
export function PastRow({ row }: { row: SheetRow }) {
  const d = row.decision;
  return (
    <>
      <p>
        <Mark topic="verdict" value={row.verdict} /> <Mark topic="light" value={row.state} />
      </p>
      {row.expired && <p class="notice">{t('sheet.expired')}</p>}
      {row.provisional && <p class="notice">{pair(row.provisional)}</p>}
      <Facts
        rows={[
          { label: t('sheet.item'), value: itemName(row.item) },
          { label: t('sheet.needs'), value: pair(row.needs) },
          { label: t('sheet.expires'), value: row.expires ? <Day on={row.expires} /> : null },
          { label: <Term name="decision" />, value: d ? <Mark topic="decision" value={d.choice} /> : t('home.undecided') },
          { label: t('sheet.reason'), value: d?.reason },
          { label: t('sheet.point'), value: d?.point },
          { label: t('sheet.signed'), value: signers(row) },
          { label: t('audit.decided-at'), value: d ? <Time at={d.at} seconds /> : null },
        ]}
      />
      {row.records.length > 0 && (
        <>
          <h3>{t('audit.past-records')}</h3>
          <p>{row.records.join('  ')}</p>
        </>
      )}
      {row.findings.length > 0 && (
        <>
          <h3>
            {t('audit.past-found')} {number(row.findings_total)}
          </h3>
          <p class="note">{t('audit.past-found-note')}</p>
          <p>
            {row.findings.map((f) => (
              <a key={f} href={link('/findings', { open: f })}>
                {f}{' '}
              </a>
            ))}
          </p>
        </>
      )}
    </>
  );
}
