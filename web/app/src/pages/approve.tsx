// Approving what devices do: first all that would be approved is shown, line by line, with what is new since the approval before.
import { useEffect, useState } from 'preact/hooks';
import { act, type Problem } from '../net';
import { Loading, PacketLink, ProblemNote } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import type { ProfileLine } from '../shapes';
import { number, t, word } from '../words';

interface Preview {
  devices: number;
  entries: number;
  lines: ProfileLine[];
}

export function Approve({ devices, name, done, close }: { devices: string[]; name: string; done: () => void; close: () => void }) {
  const [values, change] = useState<Values>({});
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    act<Preview>('POST', '/profiles', { devices, preview: true }).then(setPreview, (p) => setProblem(p as Problem));
  }, []);
  const many = devices.length > 1;
  return (
    <Dialog
      wide
      title={t('device.approve-title', { name })}
      does={t('device.approve')}
      blocked={!preview}
      close={close}
      act={async () => {
        await act('POST', '/profiles', { devices, reason: values.reason });
        done();
      }}
    >
      <ProblemNote problem={problem} />
      {!preview && !problem && <Loading />}
      {preview && (
        <>
          <p>{t('device.approve-words', { n: number(preview.devices), m: number(preview.entries) })}</p>
          <p class="notice">{t('device.approve-care')}</p>
          <table aria-label={t('device.approve')}>
            <thead>
              <tr>
                {many && <th scope="col">{t('devices.name')}</th>}
                <th scope="col">{t('device.change')}</th>
                <th scope="col">{t('device.what')}</th>
                <th scope="col">{t('device.value')}</th>
                <th scope="col">{t('device.from')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.lines.map((l, i) => (
                <tr key={i} class={l.change === 'gone' ? 'gone' : undefined}>
                  {many && <td>{l.name ?? l.device}</td>}
                  <td>{t(`device.line-${l.change}`)}</td>
                  <td>{word('difference', l.what)}</td>
                  <td>
                    {l.peer && l.what === 'peer' ? (l.peer_name ?? l.peer) : l.key}
                    {l.peer && l.what !== 'peer' && <small>{l.peer_name ?? l.peer}</small>}
                  </td>
                  <td>
                    <PacketLink packet={l.packet} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {preview.entries > preview.lines.length && <p class="notice">{t('device.approve-more', { n: number(preview.lines.length), m: number(preview.entries) })}</p>}
          <Form values={values} change={change} prefix="approve" fields={[{ name: 'reason', label: t('devices.reason'), help: t('device.approve-reason'), required: true, type: 'long', max: 250 }]} />
        </>
      )}
    </Dialog>
  );
}
