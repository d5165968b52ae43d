// The plant's own list of devices, which those seen are compared with: read, corrected, taken in from a file.
import { useState } from 'preact/hooks';
import { useData, listPath } from '../../data';
import { act, type Problem } from '../../net';
import { Empty, Loading, ProblemNote } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Filters } from '../../parts/filters';
import { Form, type FormField, type Values } from '../../parts/form';
import { Pages, Table, type Column } from '../../parts/table';
import { Term } from '../../parts/term';
import { may } from '../../site';
import type { LedgerRow, Operations, Paged } from '../../shapes';
import { query } from '../../url';
import { number, t, word } from '../../words';

type Taken = Operations['ledger_take']['answer'];

const names = ['number', 'name', 'line', 'place', 'owner', 'mac', 'ip'] as const;
const fields = (): FormField[] => names.map((name) => ({ name, label: t(`ledger.${name}`), max: 100 }));

const columns = (edit: ((r: LedgerRow) => void) | null): Column<LedgerRow>[] => [
  { name: 'number', title: t('ledger.number'), keep: true, cell: (r) => r.number },
  { name: 'name', title: t('ledger.name'), cell: (r) => <span class="named">{r.name}</span> },
  { name: 'line', title: t('ledger.line'), cell: (r) => r.line },
  { name: 'place', title: t('ledger.place'), cell: (r) => r.place },
  { name: 'owner', title: t('ledger.owner'), sort: false, minor: true, cell: (r) => r.owner },
  {
    name: 'address',
    title: t('devices.ip'),
    sort: false,
    minor: true,
    cell: (r) => (
      <>
        {r.ip}
        <small>{r.mac}</small>
      </>
    ),
  },
  {
    name: 'device',
    title: t('ledger.seen'),
    sort: false,
    cell: (r) => (r.device ? <a class="named" href={`/devices/${r.device.id}`}>{r.device.name ?? r.device.id}</a> : <span class="none">{t('device.not-seen')}</span>),
  },
  ...(edit
    ? [
        {
          name: 'acts',
          title: <span class="off">{t('settings.acts')}</span>,
          sort: false as const,
          cell: (r: LedgerRow) => (
            <button type="button" onClick={() => edit(r)}>
              {t('settings.edit')}
            </button>
          ),
        },
      ]
    : []),
];

function Edit({ row, close, done }: { row: LedgerRow | null; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>(Object.fromEntries(names.map((n) => [n, row?.[n] ?? ''])));
  const body = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v || null]));
  return (
    <Dialog
      title={row ? t('ledger.edit') : t('ledger.add')}
      does={t('shell.save')}
      close={close}
      act={async () => {
        if (row) await act('PATCH', `/ledger/${row.id}`, body);
        else await act('POST', '/ledger', Object.fromEntries(Object.entries(body).filter(([, v]) => v)));
        done();
      }}
    >
      <Form fields={fields()} values={values} change={change} prefix="ledger" />
      {row && (
        <button
          type="button"
          class="danger"
          onClick={() =>
            act('DELETE', `/ledger/${row.id}`).then(() => {
              done();
              close();
            })
          }
        >
          {t('ledger.remove')}
        </button>
      )}
    </Dialog>
  );
}

/** A file is looked at before anything is written: what it adds, changes and leaves out, and which lines cannot be read. */
function Import({ close, done }: { close: () => void; done: () => void }) {
  const [file, setFile] = useState<{ name: string; base64: string } | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [replace, setReplace] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const look = (chosen: { name: string; base64: string }, all: boolean) => {
    setProblem(null);
    act<Taken>('POST', '/ledger/import?preview=1', { ...chosen, replace: all }).then(setTaken, (p) => {
      setTaken(null);
      setProblem(p as Problem);
    });
  };
  const choose = async (f: File | undefined) => {
    if (!f) return;
    const bytes = new Uint8Array(await f.arrayBuffer());
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    const chosen = { name: f.name, base64: btoa(text) };
    setFile(chosen);
    look(chosen, replace);
  };
  return (
    <Dialog
      wide
      title={t('ledger.import')}
      does={taken ? t('ledger.import-do', { n: number(taken.added + taken.changed + taken.removed) }) : t('ledger.import')}
      blocked={!taken}
      close={close}
      act={async () => {
        await act('POST', '/ledger/import', { ...file, replace });
        done();
      }}
    >
      <p class="note">{t('ledger.import-note')}</p>
      <p>
        <label>
          <span class="off">{t('ledger.file')}</span>
          <input type="file" accept=".csv,text/csv" onChange={(e) => choose(e.currentTarget.files?.[0])} />
        </label>
      </p>
      <p>
        <label>
          <input
            type="checkbox"
            checked={replace}
            onChange={(e) => {
              setReplace(e.currentTarget.checked);
              if (file) look(file, e.currentTarget.checked);
            }}
          />{' '}
          {t('ledger.replace')}
        </label>
      </p>
      <ProblemNote problem={problem} />
      {taken && (
        <>
          <p>
            <b>{t('ledger.counts', { rows: number(taken.rows), added: number(taken.added), changed: number(taken.changed), same: number(taken.same), removed: number(taken.removed) })}</b>
          </p>
          {taken.missing > 0 && <p class="notice">{t('ledger.missing', { n: number(taken.missing) })}</p>}
          {[...taken.bad, ...taken.told].length > 0 && (
            <table aria-label={t('ledger.notes')}>
              <tbody>
                {taken.bad.map((b, i) => (
                  <tr key={'b' + i}>
                    <td class="nowrap">{t('ledger.at-line', { n: b.line })}</td>
                    <td>{word('ledger-note', b.reason)}</td>
                  </tr>
                ))}
                {taken.told.map((x, i) => (
                  <tr key={'t' + i}>
                    <td class="nowrap">{t('ledger.at-line', { n: x.line })}</td>
                    <td>
                      {word('ledger-note', x.reason)}
                      <small>{[x.number, x.value, x.wire].filter(Boolean).join('　')}</small>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </Dialog>
  );
}

export function LedgerTab() {
  const list = useData<Paged<LedgerRow>>(listPath('/ledger', query.value, ['q', 'seen', 'sort', 'limit', 'cursor']), ['devices', 'settings']);
  const [open, setOpen] = useState<LedgerRow | 'new' | 'import' | null>(null);
  const edits = may('it', 'ot');
  return (
    <>
      {edits && (
        <p class="acts">
          <button type="button" class="first" onClick={() => setOpen('import')}>
            {t('ledger.import')}
          </button>
          <button type="button" onClick={() => setOpen('new')}>
            {t('ledger.add')}
          </button>
        </p>
      )}
      <p class="note">
        <Term name="ledger" />　{t('ledger.note')}
      </p>
      <Filters
        search={t('ledger.search')}
        filters={[
          {
            name: 'seen',
            label: t('ledger.seen'),
            choices: [
              { value: '1', text: t('ledger.is-seen') },
              { value: '0', text: t('ledger.not-seen') },
            ],
          },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <Empty title={t('ledger.none')}>{t('ledger.import-note')}</Empty>}
      {!!list.value?.items.length && (
        <div class="list">
          <Table label={t('settings.tab-ledger')} rows={list.value.items} columns={columns(edits ? setOpen : null)} id={(r) => String(r.id)} sorted="line_no" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
      {open === 'import' && <Import close={() => setOpen(null)} done={list.again} />}
      {open && open !== 'import' && <Edit row={open === 'new' ? null : open} close={() => setOpen(null)} done={list.again} />}
    </>
  );
}
