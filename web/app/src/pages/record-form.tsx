// A record's form, made of its kind (data/records): every field with its help, the owner, the deputy or why there is none, what it says.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act } from '../net';
import { Dialog } from '../parts/dialog';
import { Form, type FieldType, type FormField, type Values } from '../parts/form';
import { system, systems } from '../site';
import type { Contact, Paged, RecordDetail, RecordField, RecordKind } from '../shapes';
import { pair, t } from '../words';

interface Props {
  kind: RecordKind;
  record?: RecordDetail;
  topic?: string | null;
  item?: string | null;
  close: () => void;
  done: () => void;
}

interface Choices {
  contacts: { value: string; text: string }[];
}

const types: Partial<Record<RecordField['type'], FieldType>> = { long: 'long', date: 'date', contact: 'choice', device: 'device', choice: 'choice', number: 'number', money: 'money', list: 'long' };

/** One field of the kind as a field of the form; "none, because ..." where the kind allows a reason instead. */
function field(f: RecordField, c: Choices): FormField[] {
  const choices = f.type === 'contact' ? c.contacts : f.type === 'choice' ? f.choices.map((x) => ({ value: x.value, text: pair(x.title) })) : undefined;
  const one: FormField = {
    name: 'f.' + f.name,
    label: pair(f.title),
    type: types[f.type] ?? 'text',
    required: f.required && !f.or_reason,
    choices,
    suffix: pair(f.unit) || undefined,
    help: f.type === 'list' ? t('records.list-help') : f.example && !choices && f.type !== 'device' ? t('records.example', { text: pair(f.example) }) : undefined,
    max: f.max ?? 1000,
  };
  return f.or_reason ? [one, { name: 'n.' + f.name, label: t('records.or-none', { title: pair(f.title) }), max: 400 }] : [one];
}

/** Values of a record that is edited, as the form has them. */
function begin(p: Props): Values {
  const r = p.record;
  const today = new Date().toLocaleDateString('sv');
  if (!r)
    return {
      said: 'yes',
      made_on: today,
      system: p.kind.hangs_on.includes('system') && system.value !== 'site' ? system.value : 'site',
      ...(p.topic ? { topic: p.topic } : {}),
      ...(p.item && p.kind.item ? { item: p.item } : {}),
    };
  const v: Values = {
    said: r.said,
    made_on: today,
    because: r.because ?? '',
    plan_on: r.plan_on ?? '',
    owner: r.owner?.id ?? '',
    deputy: r.deputy?.id ?? '',
    no_deputy: r.no_deputy ?? '',
    topic: r.topic ?? '',
    system: r.system,
    device: r.device ?? '',
    item: r.item ?? '',
  };
  for (const f of r.fields) if (f.text) v[(f.none ? 'n.' : 'f.') + f.name] = f.text;
  return v;
}

/** What is sent: only what belongs to the topic, "none: why" where there is a reason instead. */
function body(p: Props, v: Values) {
  const fields: Record<string, unknown> = {};
  for (const f of p.kind.fields) {
    if (f.topics.length && !f.topics.includes(v.topic)) continue;
    const value = v['f.' + f.name];
    if (value) fields[f.name] = value;
    else if (v['n.' + f.name]) fields[f.name] = 'none: ' + v['n.' + f.name];
  }
  const rest: Record<string, unknown> = p.record ? { version: p.record.version, fields } : { kind: p.kind.name, fields };
  for (const name of ['topic', 'system', 'device', 'item', 'said', 'because', 'plan_on', 'owner', 'deputy', 'no_deputy', 'made_on']) if (v[name]) rest[name] = v[name];
  return rest;
}

function fieldsOf(p: Props, v: Values, c: Choices): FormField[] {
  const k = p.kind;
  const fixed = !!p.record;
  const list: FormField[] = [];
  if (k.topics.length) list.push({ name: 'topic', label: t('records.topic'), type: 'choice', required: true, choices: k.topics.map((x) => ({ value: x.name, text: pair(x.title) })) });
  if (!fixed && k.hangs_on.includes('system'))
    list.push({
      name: 'system',
      label: t('records.of'),
      type: 'choice',
      required: true,
      choices: [{ value: 'site', text: t('shell.system-all') }, ...systems.value.map((s) => ({ value: s.id, text: s.name }))],
    });
  if (!fixed && k.hangs_on.includes('device'))
    list.push({ name: 'device', label: t('records.device'), type: 'device', required: !k.hangs_on.includes('system') && !k.hangs_on.includes('site') });
  if (k.item) list.push({ name: 'item', label: t('records.item'), required: true, help: t('records.item-help'), max: 8 });
  list.push({
    name: 'said',
    label: t('records.said'),
    type: 'choice',
    required: true,
    choices: ['yes', 'partly', 'no'].map((s) => ({ value: s, text: t(`records.says-${s}` as 'records.says-yes') })),
    help: t('records.said-help'),
  });
  if (v.said && v.said !== 'yes') list.push({ name: 'because', label: t('records.because'), type: 'long', required: true, max: 1000 }, { name: 'plan_on', label: t('records.plan'), type: 'date' });
  for (const f of k.fields) if (!f.topics.length || f.topics.includes(v.topic)) list.push(...field(f, c));
  list.push(
    { name: 'owner', label: t('records.owner'), type: 'choice', required: !k.unowned, choices: c.contacts, help: c.contacts.length ? undefined : t('records.no-contacts') },
    { name: 'deputy', label: t('records.deputy'), type: 'choice', required: !k.unowned && !v.no_deputy, choices: c.contacts },
    { name: 'no_deputy', label: t('records.why-no-deputy'), max: 400 },
    { name: 'made_on', label: t('records.made'), type: 'date', required: true },
  );
  return list;
}

export function RecordForm(p: Props) {
  const [values, change] = useState<Values>(() => begin(p));
  const contacts = useData<Paged<Contact>>('/contacts?limit=1000');
  const choices: Choices = {
    contacts: (contacts.value?.items ?? []).filter((c) => !c.erased).map((c) => ({ value: c.id, text: [c.name, c.unit].filter(Boolean).join('　') })),
  };
  return (
    <Dialog
      wide
      title={p.record ? t('records.edit-title', { title: pair(p.kind.title) }) : pair(p.kind.title)}
      does={t('shell.save')}
      close={p.close}
      act={async () => {
        if (p.record) await act('PUT', `/records/${p.record.id}`, body(p, values));
        else await act('POST', '/records', body(p, values));
        p.done();
      }}
    >
      <p class="note">{pair(p.kind.help)}</p>
      <Form values={values} change={change} prefix="record" fields={fieldsOf(p, values, choices)} />
    </Dialog>
  );
}
