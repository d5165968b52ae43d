// One row of the sheet in full: why it matters, what the evidence says and what would make it met, the questions, the decision, the
// signatures, what happened so far.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { PartNotYet } from '../parts/absent';
import { Day, Facts, Time } from '../parts/bits';
import { Mark } from '../parts/mark';
import { Term } from '../parts/term';
import { may, scope, system } from '../site';
import type { SheetRow, SheetRowDetail } from '../shapes';
import { link } from '../url';
import { number, pair, t } from '../words';
import { itemName } from './about';
import { Decide, Sign, Withdraw } from './sheet-acts';
import { SheetMapped } from './sheet-mapped';

const side = (s: string) => t(`sheet.side-${s}` as 'sheet.side-it');

/** Who signed, and who has still to sign, in few words. */
export function signers(r: SheetRow): ComponentChildren {
  const standing = r.signatures.filter((s) => !s.reopened.length);
  return (
    <>
      {standing.map((s) => (
        <span key={s.id} class="nowrap">
          {side(s.side)} {s.who ?? t('shell.none')}
          {!s.proven && ` ${t('sheet.declared')}`}
          <br />
        </span>
      ))}
      {r.decision && r.open_sides.length > 0 && <span class="none">{t('sheet.open-sides', { sides: r.open_sides.map(side).join(t('sheet.and')) })}</span>}
    </>
  );
}

export function Evidence({ detail }: { detail: SheetRowDetail }) {
  const r = detail.row;
  return (
    <>
      <p>
        <Mark topic="verdict" value={r.verdict} />
        <small class="inline">
          <Term name="grade">{t(`sheet.grade-${r.grade}` as 'sheet.grade-none')}</Term>
        </small>
      </p>
      {r.expired && <p class="notice">{t('sheet.expired')}</p>}
      {r.provisional && <p class="notice">{pair(r.provisional)}</p>}
      <Facts
        rows={[
          { label: t('sheet.coverage'), value: pair(r.coverage) },
          { label: t('sheet.needs'), value: pair(r.needs) },
          { label: t('sheet.as-of'), value: r.as_of ? <Time at={r.as_of} /> : null },
          { label: t('sheet.expires'), value: r.expires ? <Day on={r.expires} /> : null },
        ]}
      />
      <Found detail={detail} />
      <Wanted detail={detail} />
      <Questions detail={detail} />
    </>
  );
}

function Found({ detail }: { detail: SheetRowDetail }) {
  if (!detail.findings.length) return null;
  return (
    <>
      <h3>
        <Term name="finding" /> {number(detail.findings.length)}
      </h3>
      <ul class="plain">
        {detail.findings.slice(0, 20).map((f) => (
          <li key={f.id} class="finding-line">
            <Mark topic="severity" value={f.severity} /> <a href={link('/findings', { open: f.id })}>{pair(f.title)}</a>
          </li>
        ))}
      </ul>
      {detail.findings.length > 20 && (
        <p>
          <a href={link('/findings', { item: detail.row.item, ...scope() })}>{t('sheet.findings-all', { n: number(detail.findings.length) })}</a>
        </p>
      )}
    </>
  );
}

/** The records that answer the row: those there are, and those nobody has written yet, with the way to write one. */
function Wanted({ detail }: { detail: SheetRowDetail }) {
  if (!detail.wanted.length && !detail.records.length) return null;
  return (
    <>
      <h3>{t('sheet.records')}</h3>
      <ul class="plain">
        {detail.records.map((r) => (
          <li key={r.id}>
            <a href={link('/records', { open: r.id })}>{pair(r.title)}</a> {t(`records.says-${r.says}` as 'records.says-yes')} {r.expired && <b class="warn">{t('records.expired')}</b>}
            {r.expires_on && !r.expired && (
              <small class="inline">
                {t('sheet.expires')} <Day on={r.expires_on} />
              </small>
            )}
          </li>
        ))}
        {detail.wanted
          .filter((w) => !detail.records.some((r) => r.kind === w.kind))
          .map((w) => (
            <li key={w.kind + (w.topic ?? '')}>
              {pair(w.title)} <span class="none">{t('sheet.record-absent')}</span>{' '}
              {may('it', 'ot', 'executive') && <a href={link('/records', { add: w.kind, topic: w.topic, item: detail.row.item, ...scope() })}>{t('sheet.record-write')}</a>}
            </li>
          ))}
      </ul>
    </>
  );
}

function Questions({ detail }: { detail: SheetRowDetail }) {
  if (!detail.checks.length) return null;
  return (
    <details>
      <summary>{t('sheet.questions', { n: number(detail.checks.length) })}</summary>
      <p class="note">{t('sheet.questions-note')}</p>
      {detail.checks.map((c) => (
        <section key={c.name}>
          <h3>
            {pair(c.title)} <small class="inline">{t('sheet.check', { name: c.name, n: c.version })}</small>
          </h3>
          <p>
            {c.findings ? <a href={link('/findings', { check: c.name, ...scope() })}>{t('sheet.check-found', { n: number(c.findings) })}</a> : t('sheet.check-nothing')}{' '}
            {c.met_by.length ? t('sheet.met-by', { list: c.met_by.map((m) => t(`sheet.by-${m}` as 'sheet.by-permit')).join(t('sheet.and')) }) : t('sheet.met-by-none')}
          </p>
          <pre tabIndex={0}>{c.sql}</pre>
        </section>
      ))}
    </details>
  );
}

export function Decision({ row, acts }: { row: SheetRow; acts?: ComponentChildren }) {
  const d = row.decision;
  return (
    <>
      {d ? (
        <>
          <p>
            <Mark topic="decision" value={d.choice} /> <Mark topic="light" value={row.state} />
          </p>
          {row.contradiction && <p class="notice">{t('sheet.contradiction')}</p>}
          <Facts
            rows={[
              { label: t('sheet.reason'), value: d.reason ? `${d.reason}${d.inherited ? t('sheet.inherited') : ''}` : null },
              { label: t('sheet.point'), value: d.point },
              { label: t('sheet.by'), value: `${d.who ?? t('sheet.somebody')}` },
              { label: t('sheet.at'), value: <Time at={d.at} /> },
            ]}
          />
        </>
      ) : (
        <p>{t('sheet.undecided')}</p>
      )}
      {acts && <p class="acts">{acts}</p>}
    </>
  );
}

export function Signatures({ row }: { row: SheetRow }) {
  if (!row.signatures.length) return <p>{row.decision ? t('sheet.unsigned', { sides: row.open_sides.map(side).join(t('sheet.and')) }) : t('sheet.sign-later')}</p>;
  return (
    <ul class="plain">
      {row.signatures.map((s) => (
        <li key={s.id}>
          {side(s.side)} <b>{s.who ?? t('shell.none')}</b> <Time at={s.at} /> {s.proven ? t('sheet.proven') : t('sheet.declared')}
          {s.reopened.length > 0 && <p class="notice">{t('sheet.reopened', { why: s.reopened.map((w) => t(`sheet.changed-${w}` as 'sheet.changed-evidence')).join(t('sheet.and')) })}</p>}
        </li>
      ))}
      {row.open_sides.length > 0 && <li class="none">{t('sheet.open-sides', { sides: row.open_sides.map(side).join(t('sheet.and')) })}</li>}
    </ul>
  );
}

export function History({ detail }: { detail: SheetRowDetail }) {
  if (!detail.history.length) return <p class="none">{t('sheet.no-history')}</p>;
  return (
    <ol class="plain">
      {detail.history.map((h) => (
        <li key={h.seq}>
          <Time at={h.at} /> {pair(h.words)} {h.who && <small class="inline">{h.who}</small>}
        </li>
      ))}
    </ol>
  );
}

export const rowPath = (item: string) => `/sheets/jssec-2.1/${system.value}/${item}`;

export function RowBody({ item }: { item: string }) {
  const found = useData<SheetRowDetail>(rowPath(item), ['sheet', 'findings', 'records']);
  const [act, setAct] = useState<'decide' | 'withdraw' | 'sign' | null>(null);
  const detail = found.value;
  if (found.loading || !detail) return <PartNotYet found={found} what="item" />;
  const r = detail.row;
  const close = () => setAct(null);
  const decides = may('it', 'ot', 'approver');
  return (
    <>
      <p class="note">
        {itemName(r.parent)} {pair(r.item_title)}　{r.category}　{t(`sheet.lead-${r.lead}` as 'sheet.lead-it')}
      </p>
      {!r.asked && <p class="notice">{t('sheet.not-asked')}</p>}
      {detail.why && (
        <>
          <h3>{t('sheet.why')}</h3>
          <p>{pair(detail.why)}</p>
        </>
      )}
      <h3>
        <Term name="verdict">{t('sheet.evidence')}</Term>
      </h3>
      <Evidence detail={detail} />
      <h3>
        <Term name="decision" />
      </h3>
      <Decision
        row={r}
        acts={
          decides && (
            <>
              <button type="button" class={r.decision ? undefined : 'first'} onClick={() => setAct('decide')}>
                {r.decision ? t('sheet.decide-again') : t('sheet.decide')}
              </button>
              {r.decision && (
                <button type="button" onClick={() => setAct('withdraw')}>
                  {t('sheet.withdraw')}
                </button>
              )}
            </>
          )
        }
      />
      <h3>
        <Term name="signature" />
      </h3>
      <Signatures row={r} />
      {r.decision && may('it', 'ot', 'approver', 'executive') && r.open_sides.length > 0 && (
        <p>
          <button type="button" class="first" onClick={() => setAct('sign')}>
            {t('sheet.sign')}
          </button>
        </p>
      )}
      <SheetMapped row={r} mapped={detail.mapped} />
      {detail.see.length > 0 && (
        <>
          <h3>{t('sheet.see')}</h3>
          <ul class="plain">
            {detail.see.map((s) => (
              <li key={s.item}>
                <a href={link('/sheet', { open: s.item, ...scope() })}>
                  {itemName(s.item)} {pair(s.title)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('sheet.history')}</h3>
      <History detail={detail} />
      {act === 'decide' && <Decide row={r} examine={pair(detail.examine)} close={close} done={found.again} />}
      {act === 'withdraw' && <Withdraw row={r} close={close} done={found.again} />}
      {act === 'sign' && <Sign rows={[r]} close={close} done={found.again} />}
    </>
  );
}
