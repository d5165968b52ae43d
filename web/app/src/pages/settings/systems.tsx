// Systems: one sheet each, a usage level, a trial's end.
import { useState } from 'preact/hooks';
import { useData } from '../../data';
import { act } from '../../net';
import { Day, Empty, ProblemNote } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Form, type FormField, type Values } from '../../parts/form';
import { Term } from '../../parts/term';
import { may } from '../../site';
import type { System, Whole } from '../../shapes';
import { number, t, word } from '../../words';

const fields = (): FormField[] => [
  { name: 'name', label: t('setup.system-name'), help: t('setup.system-help'), required: true, max: 100 },
  { name: 'level', label: t('setup.level'), help: t('setup.level-help'), type: 'choice', required: true, choices: ['poc', 'core', 'important'].map((l) => ({ value: l, text: word('level', l) })) },
  { name: 'status', label: t('settings.system-status'), type: 'choice', choices: ['trial', 'live', 'ended'].map((s) => ({ value: s, text: word('life', s) })) },
  { name: 'planned_start', label: t('settings.system-start'), type: 'date' },
  { name: 'planned_end', label: t('settings.system-end'), help: t('settings.system-end-help'), type: 'date' },
];

function Edit({ system, close, done }: { system: System | null; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({
    name: system?.name ?? '',
    level: system?.level ?? '',
    status: system?.status ?? '',
    planned_start: system?.planned_start ?? '',
    planned_end: system?.planned_end ?? '',
  });
  // What may be empty goes as null, which empties it; the rest is left as it is.
  const body = Object.fromEntries(
    Object.entries(values)
      .filter(([k, v]) => v || k.startsWith('planned_'))
      .map(([k, v]) => [k, v || null]),
  );
  return (
    <Dialog
      title={system ? t('settings.system-edit', { name: system.name }) : t('settings.system-add')}
      does={t('shell.save')}
      close={close}
      act={async () => {
        if (system) await act('PATCH', `/systems/${system.id}`, body);
        else await act('POST', '/systems', Object.fromEntries(Object.entries(body).filter(([, v]) => v)));
        done();
      }}
    >
      <Form fields={fields()} values={values} change={change} prefix="system" />
    </Dialog>
  );
}

export function SystemsTab() {
  const list = useData<Whole<System>>('/systems', ['settings', 'sheet']);
  const [open, setOpen] = useState<System | 'new' | null>(null);
  const systems = list.value?.items.filter((s) => s.id !== 'site') ?? [];
  const edits = may('it', 'ot');
  return (
    <>
      {edits && (
        <p class="acts">
          <button type="button" class="first" onClick={() => setOpen('new')}>
            {t('settings.system-add')}
          </button>
        </p>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {list.value && !systems.length && <Empty title={t('settings.no-systems')}>{t('setup.system-help')}</Empty>}
      {systems.length > 0 && (
        <div class="wide">
          <table aria-label={t('settings.tab-systems')}>
            <thead>
              <tr>
                <th scope="col">{t('devices.system')}</th>
                <th scope="col">
                  <Term name="usage-level" />
                </th>
                <th scope="col">{t('settings.system-status')}</th>
                <th scope="col">{t('settings.system-end')}</th>
                <th scope="col" class="num">
                  {t('devices.title')}
                </th>
                <th scope="col">
                  <span class="off">{t('settings.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {systems.map((s) => (
                <tr key={s.id}>
                  <th scope="row">
                    <a href={`/?system=${s.id}`}>{s.name}</a>
                    {s.stray && <small class="warn">{t('settings.system-stray')}</small>}
                  </th>
                  <td>{word('level', s.level)}</td>
                  <td>{word('life', s.status)}</td>
                  <td>{s.planned_end && <Day on={s.planned_end} />}</td>
                  <td class="num">
                    <a href={`/devices?system=${s.id}`}>{number(s.devices)}</a>
                  </td>
                  <td>
                    {edits && (
                      <button type="button" onClick={() => setOpen(s)}>
                        {t('settings.edit')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && <Edit system={open === 'new' ? null : open} close={() => setOpen(null)} done={list.again} />}
    </>
  );
}
