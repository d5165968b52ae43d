// What people may do with a device: change its state, approve what it does, join it with another, take it apart.
import { useState } from 'preact/hooks';
import { act } from '../net';
import { Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { whoOf } from '../parts/who';
import { may } from '../site';
import type { DeviceDetail } from '../shapes';
import { go } from '../url';
import { t, word } from '../words';
import { states } from './devices';
import { Approve } from './approve';
import { nameOf } from './device';

interface Props {
  detail: DeviceDetail;
  done: () => void;
  close: () => void;
}

function State({ detail, done, close }: Props) {
  const d = detail.device;
  const [values, change] = useState<Values>({ state: d.state ?? '' });
  return (
    <Dialog
      title={t('device.state-title', { name: nameOf(d) })}
      does={t('device.state-do')}
      close={close}
      act={async () => {
        await act('PATCH', `/devices/${d.id}`, { state: values.state, reason: values.reason });
        done();
      }}
    >
      <p class="note">{t('device.state-note')}</p>
      <Form
        values={values}
        change={change}
        prefix="state"
        fields={[
          { name: 'state', label: t('devices.state'), type: 'choice', required: true, choices: states.map((s) => ({ value: s, text: word('state', s) })) },
          { name: 'reason', label: t('devices.reason'), required: true, max: 400 },
        ]}
      />
    </Dialog>
  );
}

/** Values after a planned change: what it does and when not to stands before the reason is asked. */
function Relearn({ detail, done, close }: Props) {
  const d = detail.device;
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('device.relearn-title', { name: nameOf(d) })}
      does={t('device.relearn')}
      close={close}
      act={async () => {
        await act('POST', `/devices/${d.id}/relearn`, { reason: values.reason });
        done();
      }}
    >
      <p>{t('device.relearn-words')}</p>
      <p>{t('device.relearn-blind')}</p>
      <p class="notice">{t('device.relearn-not')}</p>
      <Form values={values} change={change} prefix="relearn" fields={[{ name: 'reason', label: t('devices.reason'), required: true, max: 256 }]} />
    </Dialog>
  );
}

/** When it was said last that the values are to be learnt anew, and by whom. */
export function RelearnSaid({ detail }: { detail: DeviceDetail }) {
  const said = detail.history.find((h) => h.kind === 'device-relearn');
  if (!said) return null;
  return (
    <p class="note">
      {t('device.relearn-said')} <Time at={said.at} /> {whoOf(said)}
    </p>
  );
}

/** The button for who may, among the values, where people see that they changed. */
export function RelearnValues({ detail, done }: { detail: DeviceDetail; done: () => void }) {
  const [open, setOpen] = useState(false);
  if (!may('it', 'ot', 'approver')) return null;
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('device.relearn')}
      </button>
      {open && <Relearn detail={detail} done={done} close={() => setOpen(false)} />}
    </>
  );
}

function Merge({ detail, close }: Props) {
  const d = detail.device;
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('device.merge-title', { name: nameOf(d) })}
      does={t('device.merge')}
      danger
      close={close}
      act={async () => {
        const made = await act<{ id: string }>('POST', `/devices/${d.id}/merge`, { into: values.into, reason: values.reason });
        go(`/devices/${values.into}?merged=${made.id}`);
      }}
    >
      <p>{t('device.merge-words', { name: nameOf(d) })}</p>
      <Form
        values={values}
        change={change}
        prefix="merge"
        fields={[
          {
            name: 'into',
            label: t('device.merge-into'),
            type: 'device',
            required: true,
            without: d.id,
          },
          { name: 'reason', label: t('devices.reason'), required: true, max: 400 },
        ]}
      />
    </Dialog>
  );
}

function Split({ detail, done, close }: Props) {
  const d = detail.device;
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('device.split-title', { name: nameOf(d) })}
      does={t('device.split')}
      danger
      blocked={!values.addresses}
      close={close}
      act={async () => {
        await act('POST', `/devices/${d.id}/split`, { addresses: (values.addresses ?? '').split(','), reason: values.reason });
        done();
      }}
    >
      <p>{t('device.split-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="split"
        fields={[
          { name: 'addresses', label: t('device.split-addresses'), type: 'many', required: true, choices: detail.addresses.map((a) => ({ value: a.value, text: a.value })) },
          { name: 'reason', label: t('devices.reason'), required: true, max: 400 },
        ]}
      />
    </Dialog>
  );
}

const ApproveOne = ({ detail, done, close }: Props) => <Approve devices={[detail.device.id]} name={nameOf(detail.device)} done={done} close={close} />;

const acts = { state: State, approve: ApproveOne, merge: Merge, split: Split };
type ActName = keyof typeof acts;

export function DeviceActs({ detail, done }: { detail: DeviceDetail; done: () => void }) {
  const [open, setOpen] = useState<ActName | null>(null);
  if (!may('it', 'ot', 'operator', 'approver')) return null;
  const Act = open && acts[open];
  const offered: ActName[] = [
    ...(may('it', 'ot', 'operator') ? (['state'] as const) : []),
    ...(may('it', 'ot', 'approver') ? (['approve'] as const) : []),
    ...(may('it', 'ot') ? (['merge', 'split'] as const) : []),
  ];
  return (
    <>
      {offered.map((name) => (
        <button key={name} type="button" disabled={name === 'split' && detail.addresses.length < 2} onClick={() => setOpen(name)}>
          {t(`device.${name === 'state' ? 'state-do' : name}`)}
        </button>
      ))}
      {Act && <Act detail={detail} done={done} close={() => setOpen(null)} />}
    </>
  );
}
