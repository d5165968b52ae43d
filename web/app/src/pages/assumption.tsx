// Attack assumptions where they hang: of one element or one link. What evidence proposes and what people said stand side by side; a
// reason is asked where somebody says no, and a measure becomes a record with an owner on both sides and a day.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act } from '../net';
import { Day, Loading, PacketLink, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { Mark } from '../parts/mark';
import { may, scope } from '../site';
import type { AssumptionDetail, AssumptionRow, AttackKind, Contact, MeasureProposed, MeasureRow, Paged } from '../shapes';
import { link } from '../url';
import { pair, t, word } from '../words';

export const ASSUMED = ['findings', 'records', 'devices'] as const;
const layers = ['physical', 'human', 'technical'] as const;
const mayJudge = () => may('it', 'ot', 'approver');
const at = (id: string) => `/attacks/${encodeURIComponent(id)}`;

/** "in the words of others" of a row: the link it is about, when it is no element. */
export const Where = ({ a }: { a: AssumptionRow }) =>
  a.to ? (
    <span class="named">
      {a.from.name ?? a.from.id} → {a.to.name ?? a.to.id}
    </span>
  ) : null;

export function Said({ a }: { a: AssumptionRow }) {
  if (!a.said) return null;
  return (
    <p class="note">
      {t('assume.said', { who: a.said.who ?? t('device.somebody') })} <Time at={a.said.at} /> {a.said.words && <q>{a.said.words}</q>}{' '}
      {!/[~@]|^[dr]\d/.test(a.said.place) && t('assume.said-of-kind')}
    </p>
  );
}

type Asked = 'accept' | 'reject' | 'withdraw' | null;

/** Accept, reject with a reason, or take back; said again when it is done. */
export function Judge({ a, done }: { a: AssumptionRow; done: () => void }) {
  const [asked, ask] = useState<Asked>(null);
  const [values, change] = useState<Values>({});
  if (!mayJudge()) return null;
  const words = asked === 'withdraw' ? [] : [{ name: 'words', label: t(asked === 'reject' ? 'assume.why-not' : 'assume.why'), type: 'long' as const, required: asked === 'reject', max: 1000 }];
  return (
    <span class="acts">
      {a.state !== 'accepted' && (
        <button type="button" onClick={() => ask('accept')}>
          {t('assume.accept')}
        </button>
      )}
      {a.state !== 'rejected' && (
        <button type="button" onClick={() => ask('reject')}>
          {t('assume.reject')}
        </button>
      )}
      {a.said && (
        <button type="button" onClick={() => ask('withdraw')}>
          {t('assume.withdraw')}
        </button>
      )}
      {asked && (
        <Dialog
          title={t(`assume.${asked}-title`, { attack: pair(a.title), place: a.to ? `${a.from.name ?? a.from.id} → ${a.to.name ?? a.to.id}` : (a.from.name ?? a.from.id) })}
          does={t(`assume.${asked}`)}
          close={() => ask(null)}
          act={async () => {
            await act('POST', `${at(a.id)}/${asked}`, values.words ? { words: values.words } : {});
            done();
          }}
        >
          <p>{t(`assume.${asked}-words`)}</p>
          {words.length > 0 && <Form values={values} change={change} prefix="assume" fields={words} />}
        </Dialog>
      )}
    </span>
  );
}

/** A measure as a record: what and how as proposed, an owner of IT and of OT, or why there is none, and a day. */
function Take({ id, m, close, done }: { id: string; m: MeasureProposed; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({ state: 'planned', what: pair(m.what), how: pair(m.how) });
  const contacts = useData<Paged<Contact>>('/contacts?limit=1000');
  const choices = (contacts.value?.items ?? []).filter((c) => !c.erased).map((c) => ({ value: c.id, text: [c.name ?? c.id, word('side', c.side)].join('　') }));
  const owner = (side: 'it' | 'ot') => [
    { name: `${side}_owner`, label: t(`assume.owner-${side}`), type: 'choice' as const, choices },
    ...(values[`${side}_owner`] ? [] : [{ name: `${side}_none`, label: t(`assume.no-owner-${side}`), required: true, max: 200 }]),
  ];
  return (
    <Dialog
      title={t('assume.take-title')}
      does={t('assume.take')}
      close={close}
      act={async () => {
        const body: Record<string, string> = { measure: m.measure, layer: m.layer, state: values.state, what: values.what, how: values.how };
        for (const side of ['it', 'ot']) body[`${side}_owner`] = values[`${side}_owner`] || 'none: ' + (values[`${side}_none`] ?? '');
        if (values.done_by) body.done_by = values.done_by;
        await act('POST', `${at(id)}/measures`, body);
        done();
      }}
    >
      <p class="note">{t('assume.take-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="take"
        fields={[
          { name: 'what', label: t('assume.what'), type: 'long', required: true, max: 200 },
          { name: 'how', label: t('assume.how'), type: 'long', required: true, max: 2000 },
          ...owner('ot'),
          ...owner('it'),
          { name: 'done_by', label: t('assume.done-by'), type: 'date', required: values.state === 'planned' },
          {
            name: 'state',
            label: t('assume.state'),
            type: 'choice',
            required: true,
            choices: [
              { value: 'planned', text: t('assume.planned') },
              { value: 'done', text: t('assume.done') },
            ],
          },
        ]}
      />
    </Dialog>
  );
}

const Owner = ({ side, who }: { side: 'it' | 'ot'; who: { name: string | null; id: string } | null }) => (
  <>
    {t(`assume.owner-${side}`)}: {who ? (who.name ?? who.id) : <b class="warn">{t('assume.nobody')}</b>}
  </>
);

const Standing = ({ m }: { m: MeasureRow }) => (
  <li class="finding-line">
    <a href={`/records?open=${m.record}`}>{m.what}</a>{' '}
    <small class="inline">
      {t(m.state === 'done' ? 'assume.done' : 'assume.planned')} {m.state !== 'done' && m.done_by && <Day on={m.done_by} />} {m.overdue && <b class="warn">{t('assume.overdue')}</b>}
    </small>
    <small>
      {m.how}　<Owner side="ot" who={m.ot_owner} />　<Owner side="it" who={m.it_owner} />
    </small>
  </li>
);

/** Measures by layer: things, people, technology. What stands is a record; what is proposed can be made one. */
export function Measures({ detail, done }: { detail: AssumptionDetail; done: () => void }) {
  const [taken, take] = useState<MeasureProposed | null>(null);
  return (
    <>
      {layers.map((layer) => {
        const standing = detail.measures.filter((m) => m.layer === layer);
        const proposed = detail.proposed.filter((m) => m.layer === layer && !m.taken);
        return (
          <section key={layer}>
            <h4>{t(`assume.layer-${layer}`)}</h4>
            {!standing.length && !proposed.length && <p class="none">{t('assume.no-measure')}</p>}
            <ul class="plain">
              {standing.map((m) => (
                <Standing key={m.record} m={m} />
              ))}
              {proposed.map((m) => (
                <li key={m.measure} class="finding-line">
                  {pair(m.what)} <small class="inline">{t('assume.proposed-measure')}</small>
                  <small>{pair(m.how)}</small>
                  {mayJudge() && (
                    <button type="button" onClick={() => take(m)}>
                      {t('assume.take')}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {taken && <Take id={detail.assumption.id} m={taken} close={() => take(null)} done={done} />}
    </>
  );
}

/** Why it is likely here, and what is done against it: asked when somebody opens the row. */
function More({ id, done }: { id: string; done: () => void }) {
  const found = useData<AssumptionDetail>(at(id), [...ASSUMED]);
  const d = found.value;
  if (!d) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  return (
    <>
      <p>{pair(d.kind.what)}</p>
      <h4>{t('assume.reasons')}</h4>
      <ul class="plain">
        {d.reasons.map((r) => (
          <li key={r.reason}>
            <Mark topic="weight" value={r.weight} plain /> {r.finding ? <a href={`/findings?open=${r.finding}`}>{pair(r.say)}</a> : pair(r.say)}{' '}
            {r.packet && (
              <small class="inline">
                <PacketLink packet={r.packet} slice={r.finding ? `finding=${r.finding}` : d.assumption.from.id.startsWith('d') ? `device=${d.assumption.from.id}` : undefined} />
              </small>
            )}
          </li>
        ))}
      </ul>
      <Measures
        detail={d}
        done={() => {
          found.again();
          done();
        }}
      />
      <p>
        <a href={link('/attacks', { open: id, ...scope() })}>{t('assume.whole')}</a>
      </p>
    </>
  );
}

export function Assumption({ a, done, begin }: { a: AssumptionRow; done: () => void; begin?: boolean }) {
  const [open, setOpen] = useState(begin ?? false);
  const measures = a.measures.physical + a.measures.human + a.measures.technical;
  return (
    <li class={`assumption ${a.state}`}>
      <p class="assumption-head">
        <b>{pair(a.title)}</b> <Where a={a} /> <Mark topic="weight" value={a.weight} /> <Mark topic="assumed" value={a.state} />
      </p>
      <p>{pair(a.why)}</p>
      <Said a={a} />
      <p class="note">
        {measures ? t('assume.measures', { physical: a.measures.physical, human: a.measures.human, technical: a.measures.technical }) : t('assume.no-measures')}
        {a.measures.overdue > 0 && <b class="warn"> {t('assume.overdue')}</b>}
      </p>
      <Judge a={a} done={done} />
      <details open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary>{t('assume.more')}</summary>
        {open && <More id={a.id} done={done} />}
      </details>
    </li>
  );
}

/** Something nobody proposed: which attack, and in which words. */
function Add({ place, close, done }: { place: string; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({});
  const kinds = useData<{ items: AttackKind[] }>('/attack-kinds');
  const fits = (kinds.value?.items ?? []).filter((k) => k.where.includes(place.includes('~') ? 'link' : 'element'));
  return (
    <Dialog
      title={t('assume.add')}
      does={t('assume.add')}
      close={close}
      act={async () => {
        await act('POST', '/attacks', { attack: values.attack, place, ...(values.words ? { words: values.words } : {}) });
        done();
      }}
    >
      <Form
        values={values}
        change={change}
        prefix="add"
        fields={[
          { name: 'attack', label: t('assume.which'), type: 'choice', required: true, choices: [...fits.map((k) => ({ value: k.attack, text: pair(k.title) })).filter((k) => k.value !== 'other'), { value: 'other', text: t('assume.other') }] },
          { name: 'words', label: t('assume.why'), type: 'long', required: values.attack === 'other', max: 1000 },
        ]}
      />
    </Dialog>
  );
}

/** All of a place ("d3", "d3~d7"): the accepted and the gravest first. `of`: how the server is asked for them. */
export function Assumptions({ place, of, only }: { place: string; of: Record<string, string>; only?: (a: AssumptionRow) => boolean }) {
  const found = useData<Paged<AssumptionRow>>(link('/attacks', { limit: '200', sort: 'weight', ...of }), [...ASSUMED]);
  const [adding, add] = useState(false);
  const list = (found.value?.items ?? []).filter(only ?? (() => true));
  const rank = { accepted: 0, proposed: 1, rejected: 2 };
  list.sort((a, b) => rank[a.state] - rank[b.state]);
  return (
    <>
      <ProblemNote problem={found.problem} again={found.again} />
      {!found.value && !found.problem && <Loading />}
      {found.value && !list.length && <p class="none">{t('assume.none')}</p>}
      <ul class="plain assumptions">
        {list.map((a) => (
          <Assumption key={a.id} a={a} done={found.again} begin={list.length === 1} />
        ))}
      </ul>
      {mayJudge() && found.value && (
        <p>
          <button type="button" onClick={() => add(true)}>
            {t('assume.add')}
          </button>
        </p>
      )}
      {adding && <Add place={place} close={() => add(false)} done={found.again} />}
    </>
  );
}
