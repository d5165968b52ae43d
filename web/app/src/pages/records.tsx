// What only people know: the records that answer the sheet, what of them is due, and the forms to write them (data/records).
import { useState } from 'preact/hooks';
import { useData, listPath } from '../data';
import { act } from '../net';
import { PartNotYet } from '../parts/absent';
import { Day, Empty, Facts, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Filters, NoRows } from '../parts/filters';
import { Form, type Values } from '../parts/form';
import { Panel } from '../parts/panel';
import { Pages, Table, type Column } from '../parts/table';
import { whoOf } from '../parts/who';
import { may, scope, systems } from '../site';
import type { Due, Paged, RecordDetail, RecordKind, RecordShort, Whole } from '../shapes';
import { go, here, link, query } from '../url';
import { number, pair, t } from '../words';
import { about, itemName } from './about';
import { RecordForm } from './record-form';

const names = ['q', 'kind', 'system', 'device', 'item', 'expired', 'sort', 'limit', 'cursor'];

export const systemName = (id: string) => (id === 'site' ? t('shell.system-all') : (systems.value.find((s) => s.id === id)?.name ?? id));

const says = (v: string) => t(`records.says-${v}` as 'records.says-yes');

const columns = (): Column<RecordShort>[] => [
  { name: 'kind', title: t('records.kind'), cell: (r) => pair(r.title) },
  { name: 'system', title: t('records.of'), minor: true, cell: (r) => (r.device ? <a href={`/devices/${r.device}`}>{r.device}</a> : systemName(r.system)) },
  { name: 'says', title: t('records.says'), sort: false, keep: true, cell: (r) => says(r.says) },
  { name: 'made_on', title: t('records.made'), minor: true, keep: true, cell: (r) => <Day on={r.made_on} /> },
  {
    name: 'expires_on',
    title: t('records.expires'),
    keep: true,
    cell: (r) => (
      <>
        <Day on={r.expires_on} /> {r.expired && <b class="warn">{t('records.expired')}</b>}
      </>
    ),
  },
  { name: 'signed', title: t('records.signed'), sort: false, minor: true, cell: (r) => (r.signed ? t('records.signed-yes') : <span class="none">{t('records.signed-no')}</span>) },
];

/** What has run out or will within sixty days: each line leads to where it is put right. */
export function DueList() {
  const due = useData<Whole<Due>>(link('/records/due', scope()), ['records', 'sheet']);
  if (!due.value) return due.problem ? <ProblemNote problem={due.problem} again={due.again} /> : <Loading />;
  if (!due.value.items.length) return <Empty title={t('records.due-none')} />;
  return (
    <div class="list">
      <table aria-label={t('records.due')}>
        <thead>
          <tr>
            <th scope="col">{t('records.due-date')}</th>
            <th scope="col">{t('records.due-what')}</th>
            <th scope="col" class="minor">
              {t('records.of')}
            </th>
            <th scope="col">{t('records.due-why')}</th>
          </tr>
        </thead>
        <tbody>
          {due.value.items.map((d) => (
            <tr key={d.kind + d.id + d.system}>
              <td class="nowrap">
                <Day on={d.date} /> {typeof d.days === 'number' && d.days < 0 && <b class="warn">{t('records.overdue', { n: -d.days })}</b>}
              </td>
              <th scope="row">
                <a href={about(d.id) ?? '/records'}>{pair(d.title)}</a>
              </th>
              <td class="minor">{systemName(d.system)}</td>
              <td>{pair(d.why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The forms: what each is for, how many there are, who may write it. */
function Kinds({ kinds }: { kinds: RecordKind[] }) {
  return (
    <div class="list">
      <table aria-label={t('records.kinds')}>
        <thead>
          <tr>
            <th scope="col">{t('records.kind')}</th>
            <th scope="col" class="num">
              {t('records.standing')}
            </th>
            <th scope="col" class="minor">
              {t('records.answers')}
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {kinds.map((k) => (
            <tr key={k.name}>
              <th scope="row">
                <b>{pair(k.title)}</b>
                <small>{pair(k.help)}</small>
              </th>
              <td class="num">{k.standing ? <a href={link('/records', { kind: k.name })}>{number(k.standing)}</a> : <span class="none">0</span>}</td>
              <td class="minor">
                {k.items.slice(0, 8).map((i) => (
                  <a key={i} class="item" href={link('/sheet', { open: i })}>
                    {itemName(i)}
                  </a>
                ))}
                {k.items.length > 8 && <span class="none">{t('records.more', { n: k.items.length - 8 })}</span>}
              </td>
              <td class="nowrap">{writes(k) && <a href={here({ add: k.name, tab: null })}>{t('records.write')}</a>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const writes = (k: RecordKind) => may(...k.writes.filter((w): w is 'it' | 'ot' | 'executive' | 'vendor' | 'admin' => w !== 'csirt' && w !== 'other'));

function Body({ id, kinds }: { id: string; kinds: RecordKind[] }) {
  const found = useData<RecordDetail>(`/records/${id}`, ['records']);
  const [doing, setDoing] = useState<'edit' | 'remove' | 'sign' | null>(null);
  const r = found.value;
  if (found.loading || !r) return <PartNotYet found={found} what="record" />;
  const kind = kinds.find((k) => k.name === r.kind);
  return (
    <>
      {r.removed && <p class="notice">{t('records.removed')}</p>}
      {r.expired && <p class="notice">{t('records.expired-words')}</p>}
      <Facts
        rows={[
          { label: t('records.says'), value: says(r.says) },
          { label: t('records.because'), value: r.because },
          { label: t('records.plan'), value: r.plan_on ? <Day on={r.plan_on} /> : null },
          { label: t('records.of'), value: r.device ? <a href={`/devices/${r.device}`}>{r.device}</a> : systemName(r.system) },
          { label: t('records.topic'), value: pair(r.topic_title) },
          { label: t('records.owner'), value: r.owner?.name ?? r.owner?.id },
          { label: t('records.deputy'), value: r.deputy?.name ?? r.deputy?.id ?? (r.no_deputy ? t('records.no-deputy', { why: r.no_deputy }) : null) },
          { label: t('records.made'), value: <Day on={r.made_on} /> },
          { label: t('records.expires'), value: r.expires_on ? <Day on={r.expires_on} /> : t('records.never') },
          { label: t('records.signed'), value: r.signed ? t('records.signed-yes') : t('records.signed-no') },
          { label: t('records.attachment'), value: r.attachment },
        ]}
      />
      <h3>{t('records.fields')}</h3>
      <Facts rows={r.fields.map((f) => ({ label: pair(f.title), value: f.none ? t('records.none-because', { why: f.text ?? '' }) : (f.shown ?? f.text) }))} />
      {!r.removed && kind && writes(kind) && (
        <p class="acts">
          <button type="button" onClick={() => setDoing('edit')}>
            {t('records.edit')}
          </button>
          {!r.signed && (
            <button type="button" onClick={() => setDoing('sign')}>
              {t('records.sign')}
            </button>
          )}
          <button type="button" class="danger" onClick={() => setDoing('remove')}>
            {t('records.remove')}
          </button>
        </p>
      )}
      <h3>{t('records.history')}</h3>
      <ol class="plain">
        {r.history.map((h) => (
          <li key={h.seq}>
            <Time at={h.at} /> {t(`records.did-${h.what}` as 'records.did-added', { n: h.version })} {whoOf(h)} {h.because}
          </li>
        ))}
      </ol>
      {doing === 'edit' && kind && <RecordForm kind={kind} record={r} close={() => setDoing(null)} done={found.again} />}
      {doing === 'sign' && <SignRecord record={r} close={() => setDoing(null)} done={found.again} />}
      {doing === 'remove' && <Remove record={r} close={() => setDoing(null)} done={found.again} />}
    </>
  );
}

interface ActProps {
  record: RecordDetail;
  close: () => void;
  done: () => void;
}

function SignRecord({ record, close, done }: ActProps) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('records.sign')}
      does={t('records.sign')}
      close={close}
      act={async () => {
        await act('POST', `/records/${record.id}/signature`, { passphrase: values.passphrase });
        done();
      }}
    >
      <p>{t('records.sign-words')}</p>
      <Form values={values} change={change} prefix="sign" fields={[{ name: 'passphrase', label: t('sheet.passphrase'), type: 'password', required: true, max: 512 }]} />
    </Dialog>
  );
}

function Remove({ record, close, done }: ActProps) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('records.remove-title')}
      does={t('records.remove')}
      danger
      close={close}
      act={async () => {
        await act('DELETE', `/records/${record.id}`, { because: values.because, version: record.version });
        done();
      }}
    >
      <p>{t('records.remove-words', { title: pair(record.title) })}</p>
      <Form values={values} change={change} prefix="remove" fields={[{ name: 'because', label: t('records.because'), type: 'long', required: true, max: 800 }]} />
    </Dialog>
  );
}

const tabs = ['list', 'due', 'kinds'] as const;

export default function Records() {
  const kinds = useData<Whole<RecordKind>>('/record-kinds', ['records']);
  const list = useData<Paged<RecordShort>>(listPath('/records', query.value, names), ['records']);
  const tab = (tabs as readonly string[]).includes(query.value.get('tab') ?? '') ? query.value.get('tab') : 'list';
  const open = query.value.get('open');
  const add = kinds.value?.items.find((k) => k.name === query.value.get('add'));
  const all = kinds.value?.items ?? [];
  const close = () => go(here({ add: null, topic: null, item: null }), true);
  return (
    <>
      <PageHead title={t('records.title')} note={t('records.note')}>
        <a class="button" href={here({ tab: 'kinds', open: null })}>
          {t('records.write-new')}
        </a>
      </PageHead>
      <nav class="tabs" aria-label={t('records.title')}>
        {tabs.map((n) => (
          <a key={n} href={here({ tab: n === 'list' ? null : n, open: null, cursor: null })} aria-current={tab === n ? 'page' : undefined}>
            {t(`records.tab-${n}` as 'records.tab-list')}
          </a>
        ))}
      </nav>
      {tab === 'due' && <DueList />}
      {tab === 'kinds' && (kinds.value ? <Kinds kinds={all} /> : <Loading />)}
      {tab === 'list' && (
        <>
          <Filters
            search={t('records.search')}
            filters={[
              { name: 'kind', label: t('records.any-kind'), choices: all.filter((k) => k.standing).map((k) => ({ value: k.name, text: pair(k.title) })) },
              { name: 'expired', label: t('records.any-expired'), choices: [{ value: '1', text: t('records.only-expired') }] },
            ]}
          />
          <ProblemNote problem={list.problem} again={list.again} />
          {!list.value && !list.problem && <Loading />}
          {list.value && !list.value.items.length && (
            <NoRows names={names} title={t('records.none')}>
              <a href={here({ tab: 'kinds' })}>{t('records.none-next')}</a>
            </NoRows>
          )}
          {!!list.value?.items.length && (
            <div class="list">
              <Table label={t('records.title')} rows={list.value.items} columns={columns()} id={(r) => r.id} opens rowClass={(r) => (r.removed ? 'gone' : undefined)} />
              <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
            </div>
          )}
        </>
      )}
      {open && (
        <Panel title={pair(list.value?.items.find((r) => r.id === open)?.title) || open}>
          <Body id={open} kinds={all} />
        </Panel>
      )}
      {add && <RecordForm kind={add} topic={query.value.get('topic')} item={query.value.get('item')} close={close} done={list.again} />}
    </>
  );
}
