// Emergency mode: while a confirmed incident is not contained, pages show what is needed and nothing else.
import { useState } from 'preact/hooks';
import { act } from '../net';
import { Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { emergency, loadEmergency, may, staff } from '../site';
import { t } from '../words';

const leads = () => may('operator', 'it', 'ot', 'approver', 'executive');

/** What will happen to whom, before it does. */
function Switch({ on, close }: { on: boolean; close: () => void }) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t(on ? 'emergency.on-title' : 'emergency.off-title')}
      does={t(on ? 'emergency.on-do' : 'emergency.off-do')}
      danger={on}
      close={close}
      act={async () => {
        await act('PUT', '/emergency', { on, ...(values.reason ? { reason: values.reason } : {}) });
        await loadEmergency();
      }}
    >
      <p>{t(on ? 'emergency.on-words' : 'emergency.off-words')}</p>
      <Form values={values} change={change} prefix="emergency" fields={[{ name: 'reason', label: t('emergency.reason'), max: 200 }]} />
    </Dialog>
  );
}

export function EmergencySwitch() {
  const [asked, ask] = useState(false);
  const e = emergency.value;
  if (!e || !staff() || !leads() || (!e.on && !e.may)) return null;
  return (
    <>
      <button type="button" class={e.on ? undefined : 'danger'} onClick={() => ask(true)}>
        {t(e.on ? 'emergency.off-do' : 'emergency.on-do')}
      </button>
      {asked && <Switch on={!e.on} close={() => ask(false)} />}
    </>
  );
}

export function EmergencyBanner() {
  const e = emergency.value;
  if (!e?.on) return null;
  return (
    <div class="emergency" role="alert">
      <b>{t('emergency.title')}</b>
      <span>
        {t('emergency.since')} <Time at={e.since} /> {e.who} {e.reason}
      </span>
      {e.incident && (
        <a class="button" href={`/incidents/${e.incident}`}>
          {t('emergency.incident', { id: e.incident })}
        </a>
      )}
      <EmergencySwitch />
    </div>
  );
}
