// J-CLICS: its numbers, the plant's own answers, evidence that people chose beside them. The questions are the customer's own copy.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act } from '../net';
import { NoSuchRow } from '../parts/absent';
import { Day, Facts, Loading, PageHead, ProblemNote } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type FormField, type Values } from '../parts/form';
import { Mark } from '../parts/mark';
import { Panel } from '../parts/panel';
import { Table, type Column } from '../parts/table';
import { may } from '../site';
import type { JclicsDetail, JclicsEdition, JclicsShows, JclicsSlot, Whole } from '../shapes';
import { go, here, link, query } from '../url';
import { number, pair, t } from '../words';
import { about } from './about';
import { Compare, Import } from './jclics-files';

const editionOf = () => query.value.get('edition') ?? 'step1';
const answerWord = (a: string) => t(`jclics.${a === 'yes' ? 'said-yes' : 'said-no'}`);

function Answer({ s }: { s: JclicsSlot }) {
  if (!s.answer) return <span class="none">{t('jclics.unanswered')}</span>;
  const again = s.answer.expired ? t('jclics.expired') : s.answer.other_question ? t('jclics.other-question') : null;
  return (
    <>
      <b>{answerWord(s.answer.answer)}</b>
      {again && <small class="warn jclics-again">{again}</small>}
      {s.against && <small class="warn jclics-again">{t('jclics.against')}</small>}
    </>
  );
}

const columns = (): Column<JclicsSlot>[] => [
  { name: 'slot', title: t('jclics.number'), sort: false, num: true, keep: true, cell: (s) => number(s.slot) },
  { name: 'field', title: t('jclics.field'), sort: false, minor: true, cell: (s) => s.field ?? <span class="none">{t('shell.none')}</span> },
  { name: 'question', title: t('jclics.question'), sort: false, long: true, cell: (s) => s.question ?? <span class="none">{t('jclics.no-text')}</span> },
  { name: 'answer', title: t('jclics.answer'), sort: false, keep: true, cell: (s) => <Answer s={s} /> },
  { name: 'until', title: t('jclics.until'), sort: false, minor: true, keep: true, cell: (s) => <Day on={s.answer?.expires_on} /> },
  {
    name: 'shows',
    title: t('jclics.beside'),
    sort: false,
    minor: true,
    cell: (s) => s.shows.map((x) => <div key={x.name + x.topic}><Mark topic="grid" value={x.state} /> {pair(x.title)}</div>),
  },
];

/* --- acts */

interface Act {
  slot: JclicsSlot;
  edition: string;
  close: () => void;
  done: () => void;
}

function AnswerDialog({ slot, edition, close, done }: Act) {
  const [values, change] = useState<Values>({ answer: slot.answer?.answer ?? '', reason: slot.answer?.reason ?? '', expires_on: '' });
  const fields: FormField[] = [
    { name: 'answer', label: t('jclics.answer'), type: 'choice', required: true, choices: ['yes', 'no'].map((v) => ({ value: v, text: answerWord(v) })) },
    { name: 'reason', label: t('jclics.reason'), type: 'long', required: true, max: 2000, help: t('jclics.reason-help') },
    { name: 'expires_on', label: t('jclics.until'), type: 'date', help: t('jclics.until-help') },
  ];
  return (
    <Dialog
      title={t('jclics.answer-title', { n: slot.slot })}
      does={t('shell.save')}
      blocked={!values.answer || !values.reason.trim()}
      close={close}
      act={async () => {
        await act('PUT', `/jclics/${edition}/${slot.slot}/answer`, { answer: values.answer, reason: values.reason, expires_on: values.expires_on || null });
        done();
      }}
    >
      {slot.question && <p>{slot.question}</p>}
      <Form fields={fields} values={values} change={change} prefix="jclics" />
    </Dialog>
  );
}

const split = (text: string) => text.split(/[\s,、]+/).filter(Boolean);

function BesideDialog({ slot, edition, close, done }: Act) {
  const of = (what: string) => slot.shows.filter((s) => s.of === what).map((s) => s.name + (s.topic ? ':' + s.topic : '')).join(', ');
  const [values, change] = useState<Values>({ checks: of('check'), records: of('record') });
  const fields: FormField[] = [
    { name: 'checks', label: t('jclics.checks'), max: 600, help: t('jclics.checks-help') },
    { name: 'records', label: t('jclics.records'), max: 600, help: t('jclics.records-help') },
  ];
  return (
    <Dialog
      title={t('jclics.beside-title', { n: slot.slot })}
      does={t('shell.save')}
      close={close}
      act={async () => {
        await act('PUT', `/jclics/${edition}/${slot.slot}/shows`, { checks: split(values.checks), records: split(values.records) });
        done();
      }}
    >
      <p class="note">{t('jclics.beside-note')}</p>
      <Form fields={fields} values={values} change={change} prefix="beside" />
    </Dialog>
  );
}

/* --- one question */

function Shown({ s }: { s: JclicsShows }) {
  const rows = [...s.findings, ...s.records];
  return (
    <li>
      <Mark topic="grid" value={s.state} /> {pair(s.title)}{' '}
      {rows.slice(0, 12).map((r) => (
        <a key={r} class="item" href={about(r) ?? '/'}>
          {r}
        </a>
      ))}
      {s.rows > Math.min(12, rows.length) && <span>{t('grids.more', { n: number(s.rows - Math.min(12, rows.length)) })}</span>}
    </li>
  );
}

function Slot({ slot, edition, again }: { slot: JclicsSlot; edition: string; again: () => void }) {
  const [doing, setDoing] = useState<'answer' | 'beside' | 'withdraw' | null>(null);
  const close = () => setDoing(null);
  const a = slot.answer;
  return (
    <>
      <p>{slot.question ?? t('jclics.no-text-long')}</p>
      <h3>{t('jclics.answer')}</h3>
      <p>
        <Answer s={slot} />
      </p>
      {a && (
        <Facts
          rows={[
            { label: t('jclics.reason'), value: a.reason },
            { label: t('jclics.by'), value: a.who ?? a.contact ?? t('jclics.by-command') },
            { label: t('jclics.answered-on'), value: <Day on={a.answered_on} /> },
            { label: t('jclics.until'), value: <Day on={a.expires_on} /> },
          ]}
        />
      )}
      {may('it', 'ot') && (
        <p class="acts">
          <button type="button" class="first" onClick={() => setDoing('answer')}>
            {t(a ? 'jclics.answer-again' : 'jclics.answer-do')}
          </button>
          {a && (
            <button type="button" onClick={() => setDoing('withdraw')}>
              {t('jclics.withdraw')}
            </button>
          )}
        </p>
      )}
      <h3>{t('jclics.beside')}</h3>
      <p class="note">{t('jclics.beside-note')}</p>
      <ul class="plain grid-shown">
        {slot.shows.map((s) => (
          <Shown key={s.of + s.name + s.topic} s={s} />
        ))}
      </ul>
      {may('it', 'ot') && (
        <p>
          <button type="button" onClick={() => setDoing('beside')}>
            {t('jclics.beside-choose')}
          </button>
        </p>
      )}
      {doing === 'answer' && <AnswerDialog slot={slot} edition={edition} close={close} done={again} />}
      {doing === 'beside' && <BesideDialog slot={slot} edition={edition} close={close} done={again} />}
      {doing === 'withdraw' && (
        <Dialog title={t('jclics.withdraw-title', { n: slot.slot })} does={t('jclics.withdraw')} danger close={close} act={() => act('DELETE', `/jclics/${edition}/${slot.slot}/answer`).then(again)} />
      )}
    </>
  );
}

/* --- the page */

function Head({ e, file }: { e: JclicsEdition; file: (which: 'import' | 'compare') => void }) {
  return (
    <PageHead title={t('jclics.title')} note={pair(e.known)}>
      {may('it', 'ot') && (
        <button type="button" onClick={() => file('import')}>
          {t('jclics.import')}
        </button>
      )}
      <button type="button" onClick={() => file('compare')}>
        {t('jclics.compare')}
      </button>
      {(['xlsx', 'csv', 'json'] as const).map((format) => (
        <a key={format} class="button" href={link(`/api/v1/jclics/${e.name}/export`, { format })} download>
          {t(`grids.export-${format}`)}
        </a>
      ))}
    </PageHead>
  );
}

export default function Jclics() {
  const edition = editionOf();
  const editions = useData<Whole<JclicsEdition>>('/jclics', ['records']);
  const found = useData<JclicsDetail>(`/jclics/${edition}`, ['records', 'findings']);
  const [file, setFile] = useState<'import' | 'compare' | null>(null);
  const v = found.value?.edition.name === edition ? found.value : null;
  const slot = v?.items.find((s) => String(s.slot) === query.value.get('open'));
  return (
    <>
      {v ? <Head e={v.edition} file={setFile} /> : <PageHead title={t('jclics.title')} />}
      <nav class="tabs" aria-label={t('jclics.editions')}>
        {editions.value?.items.map((e) => (
          <a key={e.name} href={here({ edition: e.name === 'step1' ? null : e.name, open: null })} aria-current={e.name === edition ? 'page' : undefined}>
            {pair(e.title)} <small class="inline">{t('jclics.done', { n: e.answered, m: e.slots })}</small>
          </a>
        ))}
        <a href="/grids">{t('jclics.to-grids')}</a>
      </nav>
      <ProblemNote problem={found.problem} again={found.again} />
      {!v && !found.problem && <Loading />}
      {v && (
        <>
          <p class="notice">
            <b>{t('grids.unverified')}</b> {pair(v.edition.unverified)} {t('jclics.stays')}
          </p>
          <p class="figures">
            <span>{t('jclics.counts', { imported: v.edition.imported, answered: v.edition.answered, yes: v.edition.said_yes, expired: v.edition.expired, m: v.edition.slots })}</span>
          </p>
          {v.edition.paths.length > 0 && (
            <p class="note">
              {t('jclics.paths')} {v.edition.paths.map((p) => pair(p)).join(t('jclics.between'))}
            </p>
          )}
          <div class="list">
            <Table label={pair(v.edition.title)} rows={v.items} columns={columns()} id={(s) => String(s.slot)} opens />
          </div>
        </>
      )}
      {v && query.value.get('open') && !slot && <NoSuchRow id={query.value.get('open') ?? ''} />}
      {slot && (
        <Panel title={t('jclics.slot-title', { n: slot.slot, field: slot.field ?? '' })}>
          <Slot slot={slot} edition={edition} again={found.again} />
        </Panel>
      )}
      {file === 'import' && <Import edition={edition} close={() => setFile(null)} done={() => (found.again(), editions.again())} />}
      {file === 'compare' && <Compare close={() => setFile(null)} other={(e) => e !== edition && go(here({ edition: e, open: null }))} />}
    </>
  );
}
