// One deed of an incident, as a form made of what the server says it needs: nobody is asked for more, and nothing is taken without.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act, type Problem } from '../net';
import { Dialog } from '../parts/dialog';
import { Form, type FormField, type Values } from '../parts/form';
import { roles } from '../site';
import type { AlarmRow, Contact, Incident, IncidentDeed, IncidentField, IncidentWhole, Paged } from '../shapes';
import { link } from '../url';
import { pair, t, word } from '../words';
import { Sides } from './incident';

interface Props {
  whole: IncidentWhole;
  deed: IncidentDeed;
  close: () => void;
  done: () => void;
}

/** What may be chosen: people, devices, alarms, incidents; each is asked for only when a field wants it. */
function useChoices(whole: IncidentWhole, deed: IncidentDeed) {
  const wants = (type: IncidentField['type']) => deed.fields.some((f) => f.type === type);
  const adds = deed.deed.startsWith('add-');
  const contacts = useData<Paged<Contact>>(wants('contact') ? '/contacts?limit=1000' : null);
  const alarms = useData<Paged<AlarmRow>>(wants('alarms') && adds ? link('/alarms', { state: 'standing', limit: '100' }) : null);
  const incidents = useData<Paged<Incident>>(wants('incident') ? link('/incidents', { open: '1', limit: '100' }) : null);
  return (f: IncidentField) => {
    if (f.type === 'contact') return (contacts.value?.items ?? []).filter((c) => !c.erased).map((c) => ({ value: c.id, text: [c.name ?? c.id, word('side', c.side)].join('　') }));
    if (f.type === 'incident') return (incidents.value?.items ?? []).filter((i) => i.id !== whole.incident.id).map((i) => ({ value: i.id, text: `${i.id}　${i.title}` }));
    if (f.type === 'alarms' && adds)
      return (alarms.value?.items ?? []).filter((a) => !whole.related.some((r) => r.alarm === a.id)).map((a) => ({ value: a.id, text: `${a.id}　${pair(a.title)}` }));
    if (f.type === 'alarms') return whole.related.map((a) => ({ value: a.alarm, text: `${a.alarm}　${pair(a.title)}` }));
    if (f.type === 'devices') return whole.affected.map((d) => ({ value: d.device, text: [d.number, d.line, d.name ?? d.device].filter(Boolean).join('　') }));
    return f.choices.map((c) => ({ value: c.value, text: pair(c.title) }));
  };
}

const kinds: Record<IncidentField['type'], FormField['type']> = { line: 'text', long: 'long', choice: 'choice', contact: 'choice', incident: 'choice', number: 'number', devices: 'many', alarms: 'many' };

function fieldsOf(deed: IncidentDeed, choices: (f: IncidentField) => FormField['choices']): FormField[] {
  const own = deed.fields.map((f): FormField => {
    const any = f.type === 'devices' && deed.deed === 'add-device'; // any device of the site, not only those that stand here
    const type = any ? 'device' : kinds[f.type];
    return { name: f.name, label: pair(f.title), type, required: f.must && type !== 'many', choices: type === 'choice' || type === 'many' ? choices(f) : undefined, max: f.type === 'long' ? 2000 : 200 };
  });
  if (deed.words) own.push({ name: 'words', label: t('incidents.deed-words'), type: 'long', required: true, max: 2000 });
  if (deed.both && roles.value.has('it') && roles.value.has('ot')) own.push({ name: 'side', label: t('incidents.deed-side'), type: 'choice', choices: (['it', 'ot'] as const).map((s) => ({ value: s, text: word('role', s) })) });
  if (deed.both) own.push({ name: 'passphrase', label: t('sheet.passphrase'), type: 'password', help: t('incidents.deed-passphrase'), max: 200 });
  return own;
}

function bodyOf(whole: IncidentWhole, deed: IncidentDeed, values: Values) {
  const fields: Record<string, unknown> = {};
  for (const f of deed.fields) {
    const v = values[f.name];
    if (!v) continue;
    fields[f.name] = f.type === 'devices' || f.type === 'alarms' ? v.split(',').filter(Boolean) : v;
  }
  return {
    deed: deed.deed,
    version: whole.incident.version,
    ...(values.words ? { words: values.words } : {}),
    ...(Object.keys(fields).length ? { fields } : {}),
    ...(values.side ? { side: values.side } : {}),
    ...(values.passphrase ? { passphrase: values.passphrase } : {}),
  };
}

export function DeedDialog({ whole, deed, close, done }: Props) {
  const choices = useChoices(whole, deed);
  const [values, change] = useState<Values>({ severity: whole.incident.severity ?? '' });
  const [wrong, setWrong] = useState<Problem | null>(null);
  const list = fieldsOf(deed, choices);
  return (
    <Dialog
      title={pair(deed.title)}
      does={pair(deed.title)}
      danger={deed.deed === 'dismiss'}
      close={close}
      act={async () => {
        try {
          await act('POST', `/incidents/${whole.incident.id}/deeds`, bodyOf(whole, deed, values));
          done();
        } catch (e) {
          setWrong(e as Problem);
          if ((e as Problem).status === 412) done(); // somebody was faster: what he did is shown behind the dialog
          throw e;
        }
      }}
    >
      <p>{pair(deed.help)}</p>
      {deed.to && (
        <p>
          {t('incidents.deed-becomes')} <b>{word('incident', deed.to)}</b>
        </p>
      )}
      {deed.both && (
        <p class="notice">
          {t('incidents.deed-both')} <Sides d={deed} />
        </p>
      )}
      <Form fields={list} values={values} change={change} prefix="deed" wrong={wrong} />
    </Dialog>
  );
}
