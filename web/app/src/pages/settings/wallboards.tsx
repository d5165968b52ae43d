// The screens on the shop floor: made here, paired there with a code that is shown once and large.
import { useState } from 'preact/hooks';
import { useData } from '../../data';
import { act } from '../../net';
import { Empty, ProblemNote, Time } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Form, type Values } from '../../parts/form';
import { Mark } from '../../parts/mark';
import { may, systems } from '../../site';
import type { Operations, Wallboard, Whole } from '../../shapes';
import { showTime } from '../../time';
import { t } from '../../words';

type Made = Operations['wallboards_make']['answer'];

function Make({ close, made }: { close: () => void; made: (m: Made) => void }) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('wallboards.make')}
      does={t('wallboards.make-do')}
      close={close}
      act={async () =>
        made(
          await act<Made>('POST', '/wallboards', {
            name: values.name,
            ...(values.system ? { system: values.system } : {}),
            ...(values.line ? { line: values.line } : {}),
          }),
        )
      }
    >
      <p>{t('wallboards.make-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="wallboard"
        fields={[
          { name: 'name', label: t('wallboards.name'), help: t('wallboards.name-help'), required: true, max: 100 },
          { name: 'system', label: t('wallboards.system'), type: 'choice', choices: systems.value.map((s) => ({ value: s.id, text: s.name })) },
          { name: 'line', label: t('wallboards.line'), help: t('wallboards.line-help'), max: 100 },
        ]}
      />
    </Dialog>
  );
}

function Revoke({ board, close, done }: { board: Wallboard; close: () => void; done: () => void }) {
  return (
    <Dialog
      title={t('wallboards.revoke-title', { name: board.name })}
      does={t('wallboards.revoke')}
      danger
      close={close}
      act={async () => {
        await act('DELETE', `/wallboards/${board.id}`);
        done();
      }}
    >
      <p>{t('wallboards.revoke-words')}</p>
    </Dialog>
  );
}

/** Eight digits in two groups, as they are read out across a hall. */
const Code = ({ made }: { made: Made }) => (
  <div class="told" role="status">
    <p>{t('wallboards.code-how', { url: `${location.origin}/wall` })}</p>
    <p class="big-code">{made.code.replace(/^(.{4})(.{4})$/, '$1 $2')}</p>
    <p class="note">{t('wallboards.code-until', { time: showTime(made.until) })}</p>
  </div>
);

export function WallboardsTab() {
  const list = useData<Whole<Wallboard>>('/wallboards', ['settings', 'session']);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [revoked, setRevoked] = useState<Wallboard | null>(null);
  const edits = may('ot', 'it');
  const paired = list.value?.items.find((w) => w.id === made?.id)?.state === 'paired';
  return (
    <>
      <p class="note">{t('wallboards.note')}</p>
      {edits && (
        <p class="acts">
          <button type="button" class="first" onClick={() => setMaking(true)}>
            {t('wallboards.make')}
          </button>
          <a class="button" href="/wall" target="_blank" rel="noopener">
            {t('wallboards.open')}
          </a>
        </p>
      )}
      {made && !paired && <Code made={made} />}
      {made && paired && (
        <p class="told" role="status">
          {t('wallboards.paired-now')}
        </p>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {list.value && !list.value.items.length && <Empty title={t('wallboards.none')}>{t('wallboards.none-next')}</Empty>}
      {!!list.value?.items.length && (
        <div class="wide">
          <table aria-label={t('settings.tab-wallboards')}>
            <thead>
              <tr>
                <th scope="col">{t('wallboards.name')}</th>
                <th scope="col">{t('people.state')}</th>
                <th scope="col">{t('wallboards.shows')}</th>
                <th scope="col">{t('wallboards.paired-at')}</th>
                <th scope="col">{t('wallboards.last-seen')}</th>
                <th scope="col">{t('wallboards.made-by')}</th>
                <th scope="col">
                  <span class="off">{t('settings.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.value.items.map((w) => (
                <tr key={w.id} class={w.state === 'revoked' || w.state === 'over' ? 'gone' : undefined}>
                  <th scope="row">{w.name}</th>
                  <td>
                    <Mark topic="wallstate" value={w.state} />
                  </td>
                  <td>{[systems.value.find((s) => s.id === w.system)?.name ?? t('shell.system-all'), w.line].filter(Boolean).join('　')}</td>
                  <td>
                    <Time at={w.paired} />
                  </td>
                  <td>
                    <Time at={w.last_seen} />
                  </td>
                  <td>{w.made_by?.name ?? w.made_by?.id}</td>
                  <td>
                    {edits && (w.state === 'paired' || w.state === 'waiting') && (
                      <button type="button" onClick={() => setRevoked(w)}>
                        {t('wallboards.revoke')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {making && (
        <Make
          close={() => setMaking(false)}
          made={(m) => {
            setMade(m);
            list.again();
          }}
        />
      )}
      {revoked && <Revoke board={revoked} close={() => setRevoked(null)} done={list.again} />}
    </>
  );
}
