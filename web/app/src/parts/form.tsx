// A form from a list of fields, so that records, settings and dialogs ask in the same way.
import type { ComponentChildren } from 'preact';
import { t } from '../words';
import { DevicePick } from './device-pick';
import type { Choice } from './filters';

export type FieldType = 'text' | 'long' | 'number' | 'date' | 'choice' | 'many' | 'yes-no' | 'password' | 'money' | 'email' | 'time' | 'device';

export interface FormField {
  name: string;
  label: ComponentChildren;
  type?: FieldType;
  help?: ComponentChildren;
  required?: boolean;
  choices?: Choice[];
  without?: string; // type device: one that cannot be chosen
  max?: number; // characters
  suffix?: string;
  autocomplete?: string;
}

export type Values = Record<string, string>;

interface Props {
  fields: FormField[];
  values: Values;
  change: (values: Values) => void;
  wrong?: { field?: string; detail?: string } | null; // a problem that names a field stands beside it
  prefix?: string; // of ids, when two forms stand on one page
}

const kinds: Partial<Record<FieldType, string>> = { number: 'number', date: 'date', password: 'password', email: 'email', time: 'datetime-local', money: 'number' };

function Input({ f, id, value, set, described }: { f: FormField; id: string; value: string; set: (v: string) => void; described?: string }) {
  const common = { id, required: f.required, 'aria-describedby': described };
  if (f.type === 'device') return <DevicePick id={id} value={value} set={set} required={f.required} without={f.without} described={described} />;
  if (f.type === 'long') return <textarea {...common} rows={3} maxLength={f.max} value={value} onInput={(e) => set(e.currentTarget.value)} />;
  if (f.type === 'choice' || f.type === 'yes-no') {
    const choices = f.choices ?? [
      { value: '1', text: t('shell.yes') },
      { value: '0', text: t('shell.no') },
    ];
    return (
      <select {...common} value={value} onChange={(e) => set(e.currentTarget.value)}>
        {(!f.required || !value) && <option value="">{t('shell.not-chosen')}</option>}
        {choices.map((c) => (
          <option key={c.value} value={c.value}>
            {c.text}
          </option>
        ))}
      </select>
    );
  }
  return <input {...common} type={kinds[f.type ?? 'text'] ?? 'text'} maxLength={f.max ?? 200} autocomplete={f.autocomplete ?? 'off'} value={value} onInput={(e) => set(e.currentTarget.value)} />;
}

function Many({ f, id, value, set }: { f: FormField; id: string; value: string; set: (v: string) => void }) {
  const now = new Set(value.split(',').filter(Boolean));
  const flip = (v: string) => {
    now.has(v) ? now.delete(v) : now.add(v);
    set([...now].join(','));
  };
  return (
    <div class="many" id={id}>
      {(f.choices ?? []).map((c) => (
        <label key={c.value}>
          <input type="checkbox" checked={now.has(c.value)} onChange={() => flip(c.value)} /> {c.text}
        </label>
      ))}
    </div>
  );
}

export function Form({ fields, values, change, wrong, prefix = 'f' }: Props) {
  return (
    <div class="form">
      {fields.map((f) => {
        const id = `${prefix}-${f.name}`;
        const bad = wrong?.field === f.name;
        const described = [f.help && id + '-help', bad && id + '-bad'].filter(Boolean).join(' ') || undefined;
        const props = { f, id, value: values[f.name] ?? '', set: (v: string) => change({ ...values, [f.name]: v }), described };
        return (
          <div key={f.name} class={bad ? 'field bad' : 'field'}>
            <label for={id}>
              {f.label} {f.required && <small>{t('shell.required')}</small>}
            </label>
            <span class="field-in">
              {f.type === 'many' ? <Many {...props} /> : <Input {...props} />}
              {f.suffix && <span> {f.suffix}</span>}
            </span>
            {f.help && (
              <p class="note" id={id + '-help'}>
                {f.help}
              </p>
            )}
            {bad && (
              <p class="bad-words" id={id + '-bad'} role="alert">
                {wrong?.detail}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
