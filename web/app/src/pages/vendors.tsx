// Vendors: what each was asked, what came back, and what people made of it. A vendor's own people see the packs that are theirs, and answer.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act, ask, API, type Problem } from '../net';
import { Day, Empty, Facts, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { NotYet } from '../parts/absent';
import { Dialog } from '../parts/dialog';
import { Form, type FormField, type Values } from '../parts/form';
import { may, staff, systems } from '../site';
import type { Contact, PackAnswer, PackCandidate, PackDevice, PackQuestion, PackShort, PackWhole, Paged, Vendor, Whole } from '../shapes';
import { go, link } from '../url';
import { lang, number, pair, t } from '../words';
import { itemName } from './about';
import type { PageProps } from './index';

type Kind = 'requirements' | 'questions';
const kindName = (k: Kind) => t(`vendors.kind-${k}` as 'vendors.kind-questions');
const today = () => new Date().toISOString().slice(0, 10);

function stateOf(p: PackShort): string {
  if (p.withdrawn) return t('vendors.state-withdrawn');
  if (p.taken === p.questions) return t('vendors.state-taken');
  if (p.whole === p.questions) return t('vendors.state-answered');
  if (p.due_on < today()) return t('vendors.state-late');
  return p.answers ? t('vendors.state-part') : t('vendors.state-open');
}

function List({ packs }: { packs: PackShort[] }) {
  return (
    <div class="list">
      <table aria-label={t('vendors.title')}>
        <thead>
          <tr>
            <th scope="col">{t('vendors.pack')}</th>
            <th scope="col">{t('vendors.vendor')}</th>
            <th scope="col">{t('vendors.due')}</th>
            <th scope="col" class="num">
              {t('vendors.questions')}
            </th>
            <th scope="col" class="num">
              {t('vendors.whole')}
            </th>
            <th scope="col" class="num">
              {t('vendors.taken')}
            </th>
            <th scope="col">{t('vendors.state')}</th>
          </tr>
        </thead>
        <tbody>
          {packs.map((p) => (
            <tr key={p.id} class={p.withdrawn ? 'gone' : undefined}>
              <th scope="row">
                <a href={`/vendors/${p.id}`}>{p.title}</a>
                <small>
                  {kindName(p.kind)} {p.id}
                </small>
              </th>
              <td>{p.vendor}</td>
              <td class="nowrap">
                <Day on={p.due_on} />
              </td>
              <td class="num">{number(p.questions)}</td>
              <td class="num">{number(p.whole)}</td>
              <td class="num">{number(p.taken)}</td>
              <td class="nowrap">{stateOf(p)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// --- making one

/** Devices that may be the vendor's, each with the reason; those that are surely his are chosen at first. */
function Candidates({ vendor, system, chosen, choose }: { vendor: string; system: string; chosen: Set<string>; choose: (ids: Set<string>) => void }) {
  const found = useData<Whole<PackCandidate>>(link('/vendors/devices', { vendor, ...(system && system !== 'site' ? { system } : {}) }));
  const [asked, setAsked] = useState('');
  const list = found.value?.items ?? [];
  if (found.value && asked !== vendor + system) {
    setAsked(vendor + system);
    choose(new Set(list.filter((d) => d.sure && !d.others).map((d) => d.id)));
  }
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  if (!list.length) return <p class="note">{t('vendors.no-candidates')}</p>;
  const flip = (id: string) => {
    const next = new Set(chosen);
    next.has(id) ? next.delete(id) : next.add(id);
    choose(next);
  };
  return (
    <table aria-label={t('vendors.devices')}>
      <thead>
        <tr>
          <th scope="col">{t('vendors.device')}</th>
          <th scope="col">{t('vendors.model')}</th>
          <th scope="col">{t('vendors.why')}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((d) => (
          <tr key={d.id}>
            <th scope="row">
              <label>
                <input type="checkbox" checked={chosen.has(d.id)} onChange={() => flip(d.id)} /> {[d.number, d.name ?? d.id].filter(Boolean).join('　')}
              </label>
            </th>
            <td>{[d.maker, d.model].filter(Boolean).join(' ')}</td>
            <td>
              <Why why={d.why} />
              {d.others && <b class="warn"> {t('vendors.others')}</b>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Why({ why }: { why: string[] }) {
  return (
    <>
      {why.map((w, i) => (
        <span key={w}>
          {i > 0 && '、'}
          {w === 'maker' ? (
            t('vendors.why-maker')
          ) : w === 'chosen' ? (
            t('vendors.why-chosen')
          ) : (
            <a href={w[0] === 'p' ? `/vendors/${w}` : link('/records', { open: w })}>{w[0] === 'p' ? t('vendors.why-pack', { id: w }) : t('vendors.why-record', { id: w })}</a>
          )}
        </span>
      ))}
    </>
  );
}

function Make({ kind, close }: { kind: Kind; close: () => void }) {
  const vendors = useData<Whole<Vendor>>('/vendors', ['records']);
  const contacts = useData<Paged<Contact>>(link('/contacts', { side: 'vendor', limit: '1000' }));
  const [values, change] = useState<Values>({ system: kind === 'requirements' ? (systems.value[0]?.id ?? '') : 'site' });
  const [chosen, choose] = useState(new Set<string>());
  const vendor = values.vendor === '+' ? (values.other ?? '') : (values.vendor ?? '');
  const systemChoices = systems.value.map((s) => ({ value: s.id, text: s.name }));
  const fields: FormField[] = [
    { name: 'vendor', label: t('vendors.vendor'), type: 'choice', required: true, choices: [...(vendors.value?.items ?? []).map((v) => ({ value: v.name, text: v.name })), { value: '+', text: t('vendors.other') }] },
    ...(values.vendor === '+' ? [{ name: 'other', label: t('vendors.other-name'), required: true, max: 100 } as FormField] : []),
    { name: 'title', label: t('vendors.about'), required: true, max: 200, help: t('vendors.about-help') },
    { name: 'due_on', label: t('vendors.due'), type: 'date', required: true },
    {
      name: 'system',
      label: t('vendors.system'),
      type: 'choice',
      required: true,
      help: kind === 'requirements' ? t('vendors.system-help') : undefined,
      choices: kind === 'requirements' ? systemChoices : [{ value: 'site', text: t('shell.system-all') }, ...systemChoices],
    },
    {
      name: 'contact',
      label: t('vendors.contact'),
      type: 'choice',
      help: t('vendors.contact-help'),
      choices: (contacts.value?.items ?? []).map((c) => ({ value: c.id, text: [c.name, c.unit].filter(Boolean).join(' / ') })),
    },
    ...(kind === 'requirements' ? [{ name: 'items', label: t('vendors.items'), help: t('vendors.items-help'), max: 800 } as FormField] : [{ name: 'device', label: t('vendors.another-device'), type: 'device' } as FormField]),
  ];
  const devices = [...chosen, ...(values.device && !chosen.has(values.device) ? [values.device] : [])];
  return (
    <Dialog
      wide
      title={kind === 'requirements' ? t('vendors.make-requirements') : t('vendors.make-questions')}
      does={t('vendors.make-do')}
      blocked={kind === 'questions' && !devices.length}
      close={close}
      act={async () => {
        const items = (values.items ?? '').split(/[\s,、]+/).filter(Boolean);
        const made = await act<{ id: string }>('POST', '/packs', {
          kind,
          vendor,
          title: values.title,
          due_on: values.due_on,
          system: values.system || 'site',
          ...(values.contact ? { contact: values.contact } : {}),
          ...(kind === 'questions' ? { devices } : items.length ? { items } : {}),
        });
        go(`/vendors/${made.id}`);
      }}
    >
      <p class="note">{kind === 'requirements' ? t('vendors.make-requirements-note') : t('vendors.make-questions-note')}</p>
      {kind === 'requirements' && !systems.value.length && <p class="notice">{t('vendors.no-system')}</p>}
      <Form fields={fields} values={values} change={change} prefix="make" />
      {kind === 'questions' && vendor && <Candidates vendor={vendor} system={values.system ?? 'site'} chosen={chosen} choose={choose} />}
      {kind === 'questions' && <p>{t('vendors.chosen', { n: number(devices.length) })}</p>}
    </Dialog>
  );
}

// --- a file that came back

interface Counted {
  pack: string;
  changed: number;
  same: number;
  empty: number;
  whole: number;
  questions: number;
}
interface Back {
  name: string;
  json?: string;
  csv?: string;
}

/** A workbook is taken apart by the server, behind walls; JSON and CSV go as they are. */
async function readBack(file: File): Promise<Back> {
  if (!/\.xlsx$/i.test(file.name)) {
    const text = await file.text();
    return /\.json$/i.test(file.name) ? { name: file.name, json: text } : { name: file.name, csv: text };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  const read = await ask<{ csv: string }>('/packs/read', { method: 'POST', body: { name: file.name, base64: btoa(text) } });
  return { name: file.name, csv: read.csv };
}

function Import({ pack, close, done }: { pack?: string; close: () => void; done: () => void }) {
  const [back, setBack] = useState<Back | null>(null);
  const [counted, setCounted] = useState<Counted | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const body = (b: Back) => ({ ...b, ...(pack ? { pack } : {}) });
  const choose = async (file: File | undefined) => {
    setProblem(null);
    setCounted(null);
    setBack(null);
    if (!file) return;
    try {
      const b = await readBack(file);
      setCounted(await act<Counted>('POST', '/packs/import?preview=1', body(b)));
      setBack(b);
    } catch (p) {
      setProblem(p as Problem);
    }
  };
  return (
    <Dialog
      title={t('vendors.import')}
      does={counted ? t('vendors.import-do', { n: number(counted.changed) }) : t('vendors.import')}
      blocked={!counted || !counted.changed}
      close={close}
      act={async () => {
        if (!back) return;
        const taken = await act<Counted>('POST', '/packs/import', body(back));
        done();
        go(`/vendors/${taken.pack}`);
      }}
    >
      <p class="note">{t('vendors.import-note')}</p>
      <p>
        <label>
          <span class="off">{t('vendors.file')}</span>
          <input type="file" accept=".xlsx,.json,.csv" onChange={(e) => choose(e.currentTarget.files?.[0])} />
        </label>
      </p>
      <ProblemNote problem={problem} />
      {counted && (
        <p>
          <b>{t('vendors.counted', { pack: counted.pack, changed: number(counted.changed), same: number(counted.same), empty: number(counted.empty) })}</b>
          {!counted.changed && <> {t('vendors.nothing-new')}</>}
        </p>
      )}
    </Dialog>
  );
}

// --- one pack

const choiceName = (q: PackQuestion, value: string | null) => {
  const c = q.choices.find((x) => x.value === value);
  return c ? pair(c.title) : value;
};

function Answered({ q, a }: { q: PackQuestion; a: PackAnswer }) {
  return (
    <>
      {a.choice && <b>{choiceName(q, a.choice)}</b>} {a.day && <Day on={a.day} />}
      {a.words && <p class="words">{a.words}</p>}
      {a.evidence && (
        <p>
          {t('vendors.evidence')}: {a.evidence}
        </p>
      )}
      <p class="note">
        {a.taken ? (
          <>
            {t('vendors.answer-taken')} <Time at={a.taken} /> {a.taken_by}
          </>
        ) : a.whole ? (
          t('vendors.answer-proposal')
        ) : (
          t('vendors.answer-part')
        )}{' '}
        {a.records.slice(0, 6).map((r) => (
          <a key={r} class="item" href={link('/records', { open: r })}>
            {r}
          </a>
        ))}
        {a.records.length > 6 && <small> {t('vendors.more-records', { n: number(a.records.length - 6) })}</small>}
      </p>
    </>
  );
}

function AnswerForm({ pack, q, close, done }: { pack: string; q: PackQuestion; close: () => void; done: () => void }) {
  const a = q.answer;
  const [values, change] = useState<Values>({ choice: a?.choice ?? '', words: a?.words ?? '', day: a?.day ?? '', evidence: a?.evidence ?? '' });
  const wants = new Set([...q.wants, ...(q.choices.find((c) => c.value === values.choice)?.wants ?? [])]);
  return (
    <Dialog
      title={pair(q.title)}
      does={t('vendors.answer-do')}
      close={close}
      act={async () => {
        await act('PUT', `/packs/${pack}/answers/${q.id}`, { choice: values.choice || null, words: values.words || null, evidence: values.evidence || null, day: values.day || null });
        done();
      }}
    >
      <p>{pair(q.ask)}</p>
      <p class="note">{pair(q.help)}</p>
      <Form
        values={values}
        change={change}
        prefix="answer"
        fields={[
          { name: 'choice', label: t('vendors.answer'), type: 'choice', required: wants.has('choice'), choices: q.choices.map((c) => ({ value: c.value, text: pair(c.title) })) },
          { name: 'words', label: t('vendors.words'), type: 'long', required: wants.has('words'), max: 2000, help: t('vendors.words-help') },
          { name: 'day', label: t('vendors.day'), type: 'date', required: wants.has('day') },
          { name: 'evidence', label: t('vendors.evidence'), required: wants.has('evidence'), max: 200 },
        ]}
      />
    </Dialog>
  );
}

/** Who answers for the records, and by when what is not fulfilled will be put right: people decide both. */
function Take({ pack, questions, close, done }: { pack: string; questions: PackQuestion[]; close: () => void; done: () => void }) {
  const contacts = useData<Paged<Contact>>(link('/contacts', { limit: '1000' }));
  const [values, change] = useState<Values>({});
  const people = (contacts.value?.items ?? []).filter((c) => c.side !== 'vendor');
  return (
    <Dialog
      title={t('vendors.take-title', { n: number(questions.length) })}
      does={t('vendors.take')}
      close={close}
      act={async () => {
        await act('POST', `/packs/${pack}/take`, { questions: questions.map((q) => q.id), ...(values.owner ? { owner: values.owner } : {}), ...(values.plan_on ? { plan_on: values.plan_on } : {}) });
        done();
      }}
    >
      <p>{t('vendors.take-words')}</p>
      <ul>
        {questions.slice(0, 12).map((q) => (
          <li key={q.id}>
            {pair(q.title)}：{choiceName(q, q.answer?.choice ?? null)}
          </li>
        ))}
        {questions.length > 12 && <li>{t('vendors.more-answers', { n: number(questions.length - 12) })}</li>}
      </ul>
      <Form
        values={values}
        change={change}
        prefix="take"
        fields={[
          { name: 'owner', label: t('vendors.owner'), type: 'choice', help: t('vendors.owner-help'), choices: people.map((c) => ({ value: c.id, text: [c.name, c.unit].filter(Boolean).join(' / ') })) },
          { name: 'plan_on', label: t('vendors.plan'), type: 'date', help: t('vendors.plan-help') },
        ]}
      />
    </Dialog>
  );
}

function Withdraw({ pack, close, done }: { pack: string; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('vendors.withdraw')}
      does={t('vendors.withdraw')}
      danger
      close={close}
      act={async () => {
        await act('DELETE', `/packs/${pack}`, { because: values.because });
        done();
      }}
    >
      <p>{t('vendors.withdraw-words')}</p>
      <Form values={values} change={change} prefix="withdraw" fields={[{ name: 'because', label: t('vendors.because'), type: 'long', required: true, max: 200 }]} />
    </Dialog>
  );
}

const isReady = (q: PackQuestion) => !!q.answer?.whole && !q.answer.taken;

function Questions({ p, answer, take }: { p: PackWhole; answer: (q: PackQuestion) => void; take: (q: PackQuestion[]) => void }) {
  const groups = [...new Set(p.questions.map((q) => q.about ?? ''))];
  return (
    <>
      {groups.map((about) => (
        <section key={about}>
          {about && <h2>{about}</h2>}
          <div class="list">
            <table aria-label={about || t('vendors.questions')}>
              <thead>
                <tr>
                  <th scope="col">{t('vendors.question')}</th>
                  <th scope="col">{t('vendors.answer')}</th>
                  <th scope="col" />
                </tr>
              </thead>
              <tbody>
                {p.questions
                  .filter((q) => (q.about ?? '') === about)
                  .map((q) => (
                    <tr key={q.id}>
                      <th scope="row">
                        <b>{pair(q.title)}</b>{' '}
                        {staff() &&
                          q.items.map((i) => (
                            <a key={i} class="item" href={link('/sheet', { open: i })}>
                              {itemName(i)}
                            </a>
                          ))}
                        <small>{pair(q.ask)}</small>
                      </th>
                      <td class="long">{q.answer ? <Answered q={q} a={q.answer} /> : <span class="none">{t('vendors.answer-none')}</span>}</td>
                      <td class="nowrap">
                        {p.may_answer && !q.answer?.taken && (
                          <button type="button" onClick={() => answer(q)}>
                            {q.answer ? t('vendors.answer-again') : t('vendors.answer-do')}
                          </button>
                        )}{' '}
                        {p.may_take && isReady(q) && (
                          <button type="button" onClick={() => take([q])}>
                            {t('vendors.take')}
                          </button>
                        )}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  );
}

function Devices({ devices }: { devices: PackDevice[] }) {
  if (!devices.length) return null;
  return (
    <>
      <h2>{t('vendors.devices')}</h2>
      <div class="list">
        <table aria-label={t('vendors.devices')}>
          <thead>
            <tr>
              <th scope="col">{t('vendors.device')}</th>
              <th scope="col">{t('vendors.model')}</th>
              <th scope="col">{t('vendors.firmware')}</th>
              {staff() && <th scope="col">{t('vendors.why')}</th>}
            </tr>
          </thead>
          <tbody>
            {devices.map((d) => (
              <tr key={d.id}>
                <th scope="row">{staff() ? <a href={`/devices/${d.id}`}>{[d.number, d.name ?? d.id].filter(Boolean).join('　')}</a> : [d.number, d.name].filter(Boolean).join('　')}</th>
                <td>{[d.maker, d.model, d.serial].filter(Boolean).join(' ')}</td>
                <td>{d.firmware}</td>
                {staff() && (
                  <td>
                    <Why why={d.why} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Pack({ id }: { id: string }) {
  const found = useData<PackWhole>(`/packs/${id}`, ['records']);
  const [answering, setAnswering] = useState<PackQuestion | null>(null);
  const [taking, setTaking] = useState<PackQuestion[] | null>(null);
  const [doing, setDoing] = useState<'import' | 'withdraw' | null>(null);
  const p = found.value;
  if (!p || p.id !== id) return <NotYet found={found} what="pack" title={t('vendors.title')} />;
  const ready = p.questions.filter(isReady);
  const file = (format: string) => `${API}/packs/${id}/file?format=${format}&lang=${lang.value}`;
  return (
    <>
      <PageHead title={p.title} note={`${kindName(p.kind)} ${p.id} / ${p.vendor}`}>
        {p.may_take && ready.length > 0 && (
          <button type="button" class="first" onClick={() => setTaking(ready)}>
            {t('vendors.take-all', { n: number(ready.length) })}
          </button>
        )}
        <a class="button" href={file('xlsx')} download>
          {t('vendors.file-xlsx')}
        </a>
        <a class="button" href={file('json')} download>
          {t('vendors.file-json')}
        </a>
        {p.may_answer && (
          <button type="button" onClick={() => setDoing('import')}>
            {t('vendors.import')}
          </button>
        )}
      </PageHead>
      {p.withdrawn && (
        <p class="notice">
          {t('vendors.state-withdrawn')} <Time at={p.withdrawn} /> {p.because}
        </p>
      )}
      <Facts
        rows={[
          { label: t('vendors.due'), value: <Day on={p.due_on} /> },
          { label: t('vendors.answers'), value: t('vendors.answers-of', { n: number(p.questions.filter((q) => q.answer?.whole).length), of: number(p.questions.length), taken: number(p.questions.filter((q) => q.answer?.taken).length) }) },
          ...(staff()
            ? [
                { label: t('vendors.contact'), value: p.contact?.name ?? p.contact?.id },
                { label: t('vendors.made'), value: [<Time at={p.made_at} />, ' ', p.made_by] },
                { label: t('vendors.hash'), value: <code class="hash">{p.hash}</code> },
              ]
            : []),
        ]}
      />
      <Questions p={p} answer={setAnswering} take={setTaking} />
      <Devices devices={p.devices} />
      <h2>{t('vendors.boundary')}</h2>
      <p class="wide">
        <a href={`${API}/packs/${id}/boundary.svg?lang=${lang.value}`} download>
          <img src={`${API}/packs/${id}/boundary.svg?lang=${lang.value}`} alt={t('vendors.boundary-alt', { vendor: p.vendor })} width="1000" style="max-width:100%;height:auto" />
        </a>
      </p>
      {p.may_take && !p.withdrawn && (
        <p class="acts">
          <button type="button" class="danger" onClick={() => setDoing('withdraw')}>
            {t('vendors.withdraw')}
          </button>
        </p>
      )}
      {answering && <AnswerForm pack={id} q={answering} close={() => setAnswering(null)} done={found.again} />}
      {taking && <Take pack={id} questions={taking} close={() => setTaking(null)} done={found.again} />}
      {doing === 'import' && <Import pack={id} close={() => setDoing(null)} done={found.again} />}
      {doing === 'withdraw' && <Withdraw pack={id} close={() => setDoing(null)} done={found.again} />}
    </>
  );
}

export default function Vendors({ id }: PageProps) {
  const list = useData<Whole<PackShort>>('/packs', ['records']);
  const [doing, setDoing] = useState<Kind | 'import' | null>(null);
  if (id) return <Pack id={id} />;
  return (
    <>
      <PageHead title={t('vendors.title')} note={staff() ? t('vendors.note') : t('vendors.note-vendor')}>
        {may('it', 'ot') && (
          <>
            <button type="button" class="first" onClick={() => setDoing('questions')}>
              {t('vendors.make-questions')}
            </button>
            <button type="button" onClick={() => setDoing('requirements')}>
              {t('vendors.make-requirements')}
            </button>
          </>
        )}
        {may('it', 'ot', 'vendor') && (
          <button type="button" onClick={() => setDoing('import')}>
            {t('vendors.import')}
          </button>
        )}
      </PageHead>
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <Empty title={t('vendors.none')}>{staff() ? t('vendors.none-next') : t('vendors.none-vendor')}</Empty>}
      {!!list.value?.items.length && <List packs={list.value.items} />}
      {(doing === 'questions' || doing === 'requirements') && <Make kind={doing} close={() => setDoing(null)} />}
      {doing === 'import' && <Import close={() => setDoing(null)} done={list.again} />}
    </>
  );
}
