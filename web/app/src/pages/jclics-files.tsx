// Files of J-CLICS: the customer's own copy in, another site's answers beside. A copy is looked at before anything is written.
import { useState } from 'preact/hooks';
import { act, type Problem } from '../net';
import { ProblemNote } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import type { Operations } from '../shapes';
import { number, t } from '../words';

type Taken = Operations['jclics_import']['answer'];
type Table = Operations['tables_read']['answer'];
type Compared = Operations['jclics_compare']['answer'];

async function base64(f: File): Promise<string> {
  const bytes = new Uint8Array(await f.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/** A workbook has sheets of explanations, too: each is looked at, the one with the most questions counts. */
async function best(edition: string, f: File): Promise<{ body: object; taken: Taken }> {
  const name = f.name;
  const look = async (body: object) => ({ body, taken: await act<Taken>('POST', `/jclics/${edition}/import?preview=1`, body) });
  const bytes = await base64(f);
  if (!/\.xlsx$/i.test(name)) return look({ name, base64: bytes });
  const first = await act<Table>('POST', '/tables', { name, base64: bytes });
  let found: { body: object; taken: Taken } | null = null;
  let last: unknown = null;
  for (const sheet of first.sheets.slice(0, 12)) {
    try {
      const table = sheet === first.sheet ? first : await act<Table>('POST', '/tables', { name, base64: bytes, sheet });
      const now = await look({ name, csv: table.csv });
      if (!found || now.taken.taken > found.taken.taken) found = now;
    } catch (e) {
      last = e;
    }
  }
  if (!found) throw last;
  return found;
}

export function Import({ edition, close, done }: { edition: string; close: () => void; done: () => void }) {
  const [found, setFound] = useState<{ body: object; taken: Taken } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const choose = async (f: File | undefined) => {
    setFound(null);
    setProblem(null);
    if (!f) return;
    try {
      setFound(await best(edition, f));
    } catch (p) {
      setProblem(p as Problem);
    }
  };
  return (
    <Dialog
      wide
      title={t('jclics.import')}
      does={found ? t('jclics.import-do', { n: number(found.taken.taken) }) : t('jclics.import')}
      blocked={!found}
      close={close}
      act={async () => {
        await act('POST', `/jclics/${edition}/import`, found?.body);
        done();
      }}
    >
      <p class="note">{t('jclics.import-note')}</p>
      <label>
        <span class="off">{t('jclics.file')}</span>
        <input type="file" accept=".csv,.xlsx,text/csv" onChange={(e) => choose(e.currentTarget.files?.[0])} />
      </label>
      <ProblemNote problem={problem} />
      {found && (
        <>
          <p>{t('jclics.import-found', { n: number(found.taken.taken), m: number(found.taken.slots), passed: number(found.taken.passed) })}</p>
          <table aria-label={t('jclics.import')}>
            <tbody>
              {found.taken.items.map((i) => (
                <tr key={i.slot}>
                  <td class="num">{i.slot}</td>
                  <td>{i.field}</td>
                  <td>{i.question}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  );
}

const said = (a: string) => t(a === 'yes' ? 'jclics.said-yes' : a === 'no' ? 'jclics.said-no' : 'jclics.unanswered');

function Result({ v }: { v: Compared }) {
  return (
    <>
      <p>{t('jclics.compare-result', { site: v.theirs.site || t('jclics.compare-nameless'), same: number(v.same), differ: number(v.differ), open: number(v.items.length - v.same - v.differ) })}</p>
      <table aria-label={t('jclics.compare')}>
        <thead>
          <tr>
            <th scope="col" class="num">{t('jclics.number')}</th>
            <th scope="col">{t('jclics.question')}</th>
            <th scope="col">{t('jclics.ours')}</th>
            <th scope="col">{t('jclics.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {v.items.map((i) => (
            <tr key={i.slot} class={i.ours === i.theirs ? 'gone' : undefined}>
              <td class="num">{i.slot}</td>
              <td>{i.question ?? <span class="none">{t('jclics.no-text')}</span>}</td>
              <td class="nowrap">{said(i.ours)}</td>
              <td class="nowrap">
                {said(i.theirs)} {i.ours !== 'none' && i.theirs !== 'none' && i.ours !== i.theirs && <b class="warn">{t('jclics.differs')}</b>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function Compare({ close, other }: { close: () => void; other: (edition: string) => void }) {
  const [found, setFound] = useState<Compared | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const choose = async (f: File | undefined) => {
    setFound(null);
    setProblem(null);
    if (!f) return;
    try {
      setFound(await act<Compared>('POST', '/jclics/compare', { file: JSON.parse(await f.text()) }));
    } catch (p) {
      setProblem(p instanceof SyntaxError ? { status: 422, title: t('jclics.not-json') } : (p as Problem));
    }
  };
  return (
    <Dialog wide title={t('jclics.compare')} does={t('jclics.compare-done')} blocked={!found} close={close} act={() => {
        if (found) other(found.edition);
      }}>
      <p class="note">{t('jclics.compare-note')}</p>
      <label>
        <span class="off">{t('jclics.file')}</span>
        <input type="file" accept=".json,application/json" onChange={(e) => choose(e.currentTarget.files?.[0])} />
      </label>
      <ProblemNote problem={problem} />
      {found && <Result v={found} />}
    </Dialog>
  );
}
