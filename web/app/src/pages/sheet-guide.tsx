// The sheet row by row, in four steps: what is asked, what the evidence says, decide, sign. For two people at one table.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { PartNotYet } from '../parts/absent';
import { PageHead, ProblemNote } from '../parts/bits';
import { Form, type Values } from '../parts/form';
import { may } from '../site';
import type { SheetRow, SheetRowDetail } from '../shapes';
import type { Problem } from '../net';
import { go, here, query } from '../url';
import { pair, t } from '../words';
import { itemName } from './about';
import { decide, decisionFields, Sign } from './sheet-acts';
import { Decision, Evidence, rowPath, Signatures } from './sheet-row';

const steps = ['asked', 'evidence', 'decide', 'sign'] as const;
type Step = (typeof steps)[number];

interface Props {
  rows: SheetRow[];
  item: string;
  again: () => void;
}

/** The next row that still wants something of somebody; after the last one the first again. */
function nextOf(rows: SheetRow[], item: string): string | null {
  const at = rows.findIndex((r) => r.item === item);
  const wanting = [...rows.slice(at + 1), ...rows.slice(0, at)].filter((r) => r.asked && (!r.decision || r.open_sides.length || r.contradiction));
  return wanting[0]?.item ?? null;
}

export function SheetGuide({ rows, item, again }: Props) {
  const found = useData<SheetRowDetail>(rowPath(item), ['sheet', 'findings', 'records']);
  const step = (steps.includes(query.value.get('step') as Step) ? query.value.get('step') : 'asked') as Step;
  const at = rows.findIndex((r) => r.item === item);
  const next = nextOf(rows, item);
  const detail = found.value?.row.item === item ? found.value : null;
  const to = (s: Step) => go(here({ step: s }));
  const decided = rows.filter((r) => r.asked && r.decision).length;
  const asked = rows.filter((r) => r.asked).length;
  return (
    <>
      <PageHead title={t('sheet.guide-title')} note={t('sheet.guide-note', { n: decided, m: asked })}>
        <a class="button" href={here({ guide: null, step: null })}>
          {t('sheet.guide-end')}
        </a>
      </PageHead>
      <nav class="tabs" aria-label={t('sheet.guide-steps')}>
        {steps.map((s, i) => (
          <a key={s} href={here({ step: s })} aria-current={s === step ? 'step' : undefined}>
            {i + 1}　{t(`sheet.step-${s}` as 'sheet.step-asked')}
          </a>
        ))}
      </nav>
      <h2>
        {itemName(item)} {pair(rows[at]?.title)}
      </h2>
      {!detail && <PartNotYet found={found} what="item" />}
      {detail && step === 'asked' && <Asked detail={detail} on={() => to('evidence')} />}
      {detail && step === 'evidence' && (
        <>
          <Evidence detail={detail} />
          <p>
            <button type="button" class="first" onClick={() => to('decide')}>
              {t('sheet.on-decide')}
            </button>
          </p>
        </>
      )}
      {detail && step === 'decide' && <DecideHere key={item} detail={detail} done={() => (again(), found.again(), to('sign'))} />}
      {detail && step === 'sign' && <SignHere row={detail.row} done={() => (again(), found.again())} />}
      <nav class="pages" aria-label={t('sheet.guide-rows')}>
        {at > 0 && <a href={here({ guide: rows[at - 1].item, step: null })}>{t('sheet.row-before', { item: itemName(rows[at - 1].item) })}</a>}
        {next ? <a href={here({ guide: next, step: null })}>{t('sheet.row-next', { item: itemName(next) })}</a> : <span>{t('sheet.row-none')}</span>}
      </nav>
    </>
  );
}

function Asked({ detail, on }: { detail: SheetRowDetail; on: () => void }) {
  const r = detail.row;
  return (
    <>
      <p class="note">
        {itemName(r.parent)} {pair(r.item_title)}　{t(`sheet.lead-${r.lead}` as 'sheet.lead-it')}
      </p>
      {detail.why && (
        <>
          <h3>{t('sheet.why')}</h3>
          <p>{pair(detail.why)}</p>
        </>
      )}
      {detail.examine && (
        <>
          <h3>{t('sheet.examine')}</h3>
          <p>{pair(detail.examine)}</p>
        </>
      )}
      <p>
        <button type="button" class="first" onClick={on}>
          {t('sheet.on-evidence')}
        </button>
      </p>
    </>
  );
}

function DecideHere({ detail, done }: { detail: SheetRowDetail; done: () => void }) {
  const d = detail.row.decision;
  const [values, change] = useState<Values>(d ? { choice: d.choice, reason: d.reason ?? '', point: d.point ?? '' } : {});
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!may('it', 'ot', 'approver')) return <Decision row={detail.row} />;
  const run = async (e: Event) => {
    e.preventDefault();
    setProblem(null);
    try {
      await decide(detail.row, values);
      done();
    } catch (p) {
      setProblem(p as Problem);
    }
  };
  return (
    <form onSubmit={run}>
      <Form values={values} change={change} prefix="guide" wrong={problem} fields={decisionFields(values, pair(detail.examine))} />
      <ProblemNote problem={problem?.field ? null : problem} />
      <button type="submit" class="first">
        {t('sheet.decide')}
      </button>
    </form>
  );
}

function SignHere({ row, done }: { row: SheetRow; done: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Decision row={row} />
      <Signatures row={row} />
      {row.decision && row.open_sides.length > 0 && may('it', 'ot', 'approver', 'executive') && (
        <p>
          <button type="button" class="first" onClick={() => setOpen(true)}>
            {t('sheet.sign')}
          </button>
        </p>
      )}
      {open && <Sign rows={[row]} close={() => setOpen(false)} done={done} />}
    </>
  );
}
