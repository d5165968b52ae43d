// For auditors: what proves each row, a sample that nobody can choose, the sheet of a day, how the journal stands.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { Facts, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Mark } from '../parts/mark';
import type { AuditSample, AuditState } from '../shapes';
import { scope, system } from '../site';
import { go, here, link, query, setQuery } from '../url';
import { number, pair, t, word } from '../words';
import { itemName } from './about';
import { systemName } from './records';
import { DayPick } from './sheet-asof';

const SHEET = 'jssec-2.1';
const at = (what: string, values: Record<string, string | null> = {}): string => link(`/audit/${SHEET}/${system.value}/${what}`, values);
const file = (what: string, values: Record<string, string | null> = {}): string => '/api/v1' + at(what, values);

function Index({ day }: { day: string | null }) {
  return (
    <section>
      <h2>{t('audit.index')}</h2>
      <p class="note">{t('audit.index-note')}</p>
      <p class="acts">
        <span>{day ? t('audit.index-then', { day }) : t('audit.index-now')}</span>
        {(['xlsx', 'csv', 'json'] as const).map((format) => (
          <a key={format} class="button" href={file('index', { format, as_of: day })} download>
            {format === 'xlsx' ? 'Excel' : format.toUpperCase()}
          </a>
        ))}
      </p>
    </section>
  );
}

interface Asked {
  rows: string;
  seed: string;
  by: string;
}

const values = (a: Asked): Record<string, string | null> => ({ rows: a.rows, seed: a.seed.trim() || null, by: a.by === 'none' ? null : a.by });

/** What was asked for stands in the address, so that the same sample can be shown again. */
const fromAddress = (): Asked => ({ rows: query.value.get('rows') ?? '10', seed: query.value.get('seed') ?? '', by: query.value.get('by') ?? 'none' });

function Picked({ asked }: { asked: Asked }) {
  const [names, setNames] = useState(true);
  const sample = useData<AuditSample>(at('sample', values(asked)));
  const s = sample.value;
  if (!s) return sample.problem ? <ProblemNote problem={sample.problem} again={sample.again} /> : <Loading />;
  return (
    <>
      <p>
        {t('audit.picked', { n: number(s.items.length), of: number(s.of) })}
        <code class="hash">{s.seed}</code> {s.checkpoint ? t('audit.picked-checkpoint', { size: number(s.checkpoint) }) : t('audit.picked-given')}
      </p>
      <div class="list">
        <table aria-label={t('audit.sample')}>
          <thead>
            <tr>
              <th scope="col">{t('audit.item')}</th>
              <th scope="col">{t('audit.asked')}</th>
              <th scope="col">{t('audit.verdict')}</th>
              {s.by !== 'none' && <th scope="col">{t('audit.stratum')}</th>}
              <th scope="col">{t('audit.key')}</th>
            </tr>
          </thead>
          <tbody>
            {s.items.map((p) => (
              <tr key={p.item}>
                <th scope="row">
                  <a class="nowrap" href={link('/sheet', { open: p.item, ...scope() })}>{itemName(p.item)}</a>
                </th>
                <td>{pair(p.title)}</td>
                <td>
                  <Mark topic="verdict" value={p.verdict} />
                </td>
                {s.by !== 'none' && <td>{s.by === 'verdict' ? word('verdict', p.stratum ?? '') : p.stratum === 'own' ? t('sheet.own') : word('shell', 'function-' + p.stratum)}</td>}
                <td>
                  <code class="hash">{p.key.slice(0, 16)}…</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="acts">
        <a class="button first" href={file('sample.zip', { ...values(asked), names: names ? null : 'false' })} download>
          {t('audit.take-sample')}
        </a>
        <label>
          <input type="checkbox" checked={names} onChange={(e) => setNames(e.currentTarget.checked)} /> {t('audit.names')}
        </label>
      </p>
    </>
  );
}

function Sample() {
  const asked = fromAddress();
  const [form, set] = useState<Asked>(asked);
  const shown = query.value.has('rows');
  return (
    <section>
      <h2>{t('audit.sample')}</h2>
      <p class="note">{t('audit.sample-note')}</p>
      <form
        class="filters"
        onSubmit={(e) => {
          e.preventDefault();
          setQuery({ ...values(form), rows: form.rows }, true);
        }}
      >
        <label>
          {t('audit.rows')} <input type="number" min="1" max="50" required value={form.rows} onInput={(e) => set({ ...form, rows: e.currentTarget.value })} />
        </label>
        <label>
          {t('audit.seed')} <input type="text" maxLength={200} value={form.seed} onInput={(e) => set({ ...form, seed: e.currentTarget.value })} />
        </label>
        <label>
          {t('audit.by')}{' '}
          <select value={form.by} onChange={(e) => set({ ...form, by: e.currentTarget.value })}>
            {(['none', 'verdict', 'function'] as const).map((by) => (
              <option key={by} value={by}>
                {t(`audit.by-${by}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{t('audit.choose')}</button>
      </form>
      {shown && <Picked asked={asked} />}
    </section>
  );
}

function Frozen({ state }: { state: AuditState }) {
  return (
    <>
      <h3>{t('audit.frozen')}</h3>
      {!state.frozen.length && <p class="note">{t('audit.frozen-none')}</p>}
      {state.frozen.length > 0 && (
        <div class="list">
          <table aria-label={t('audit.frozen')}>
            <thead>
              <tr>
                <th scope="col">{t('audit.version')}</th>
                <th scope="col">{t('audit.kept-at')}</th>
                <th scope="col" class="num">
                  {t('audit.frozen-rows')}
                </th>
                <th scope="col">{t('audit.content')}</th>
              </tr>
            </thead>
            <tbody>
              {state.frozen.map((f) => (
                <tr key={f.id}>
                  <th scope="row">
                    <a href={link('/sheet', { as_of: f.id, system: f.system === 'site' ? null : f.system })}>
                      {f.id} {f.name}
                    </a>
                    <small>{systemName(f.system)}</small>
                  </th>
                  <td>
                    <Time at={f.at} seconds />
                  </td>
                  <td class="num">{number(f.rows)}</td>
                  <td>
                    {f.whole ? t('audit.whole') : <b>{t('audit.altered')}</b>} <code class="hash">{f.hash.slice(0, 16)}…</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Moment({ state }: { state: AuditState | null }) {
  return (
    <section>
      <h2>{t('audit.moment')}</h2>
      <p class="note">{t('audit.moment-note')}</p>
      <DayPick open={(day) => go(link('/sheet', { as_of: day, ...scope() }))} />
      {state && <Frozen state={state} />}
    </section>
  );
}

function Checkpoints({ state }: { state: AuditState }) {
  if (!state.checkpoints.length) return <p class="notice">{t('audit.checkpoints-none')}</p>;
  return (
    <div class="list">
      <table aria-label={t('audit.checkpoints')}>
        <thead>
          <tr>
            <th scope="col" class="num">
              {t('audit.size')}
            </th>
            <th scope="col">{t('audit.made')}</th>
            <th scope="col">{t('audit.root')}</th>
          </tr>
        </thead>
        <tbody>
          {state.checkpoints.map((c) => (
            <tr key={c.size}>
              <td class="num">{number(c.size)}</td>
              <td>
                <Time at={c.at} seconds />
              </td>
              <td>
                <details>
                  <summary>
                    <code class="hash">{c.root.slice(0, 16)}…</code> {t('audit.text')}
                  </summary>
                  <pre>{c.note}</pre>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Journal({ state }: { state: AuditState }) {
  return (
    <section>
      <h2>{t('audit.journal')}</h2>
      <Facts
        rows={[
          { label: t('audit.events'), value: <a href="/journal">{number(state.events)}</a> },
          {
            label: t('audit.span'),
            value: (
              <>
                <Time at={state.first_at} seconds /> – <Time at={state.last_at} seconds />
              </>
            ),
          },
          { label: t('audit.last-hash'), value: <code class="hash">{state.last_hash}</code> },
          { label: t('audit.signed'), value: state.signed ? t('audit.signed-yes') : t('audit.signed-no') },
          { label: t('audit.key-of-site'), value: <code class="hash">{state.public_key}</code> },
          { label: t('audit.after'), value: number(state.after) },
        ]}
      />
      <h3>{t('audit.checkpoints')}</h3>
      <p class="note">{t('audit.checkpoints-note')}</p>
      <Checkpoints state={state} />
    </section>
  );
}

export default function Audit() {
  const state = useData<AuditState>('/audit/state', ['sheet', 'journal']);
  const day = query.value.get('as_of');
  return (
    <>
      <PageHead title={t('audit.title')} note={t('audit.note', { system: systemName(system.value) })} />
      <p class="notice">{t('audit.care')}</p>
      {day && (
        <p>
          <a class="button" href={here({ as_of: null })}>
            {t('audit.back')}
          </a>
        </p>
      )}
      <Index day={day} />
      <Sample />
      <Moment state={state.value} />
      <ProblemNote problem={state.problem} again={state.again} />
      {!state.value && !state.problem && <Loading />}
      {state.value && <Journal state={state.value} />}
    </>
  );
}
