// An executive's answer (in person, signed with the own key where the passphrase is given), and copying one from paper.
import { useState } from 'preact/hooks';
import type { DirectorAsked } from '../api';
import { useData } from '../data';
import { act } from '../net';
import { Dialog } from '../parts/dialog';
import { Form, type FormField, type Values } from '../parts/form';
import type { Contact, Paged } from '../shapes';
import { number, t } from '../words';

interface Props {
  a: DirectorAsked;
  close: () => void;
  done: () => void;
}

const answers = ['yes', 'no', 'later'] as const;

/** "no" wants a reason, "later" a day. */
const common = (v: Values): FormField[] => [
  { name: 'answer', label: t('director.answer-is'), type: 'choice', required: true, choices: answers.map((x) => ({ value: x, text: t(`director.answer-${x}`) })) },
  { name: 'words', label: t('director.words'), type: 'long', required: v.answer === 'no', max: 1000 },
  ...(v.answer === 'later' || v.answer === 'no' ? [{ name: 'until', label: t('director.until'), type: 'date', required: v.answer === 'later', help: t('director.until-help') } as FormField] : []),
];

const said = (a: DirectorAsked, v: Values) => ({ answer: v.answer, version: a.version, ...(v.words ? { words: v.words } : {}), ...(v.until && v.answer !== 'yes' ? { until: v.until } : {}) });

function What({ a }: { a: DirectorAsked }) {
  return (
    <>
      <p>
        <b>{a.asked}</b>
      </p>
      <p>
        {t('director.cost')} {a.cost === null ? (a.no_cost ?? t('director.not-said')) : t('director.yen', { n: number(a.cost) })}　{t('director.due')} {a.due_on}
      </p>
      <p>
        {t('director.otherwise')} {a.otherwise}
      </p>
    </>
  );
}

export function Answer({ a, close, done }: Props) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('director.answer-title')}
      does={t('director.answer')}
      close={close}
      act={async () => {
        await act('POST', `/director/requests/${a.record}/answer`, { ...said(a, values), ...(values.passphrase ? { passphrase: values.passphrase } : {}) });
        done();
      }}
    >
      <What a={a} />
      <Form
        values={values}
        change={change}
        prefix="answer"
        fields={[...common(values), { name: 'passphrase', label: t('director.passphrase'), type: 'password', help: t('director.passphrase-help'), autocomplete: 'off', max: 512 }]}
      />
    </Dialog>
  );
}

export function Paper({ a, close, done }: Props) {
  const [values, change] = useState<Values>({ given_on: new Date().toLocaleDateString('sv') });
  const contacts = useData<Paged<Contact>>('/contacts?limit=1000');
  const executives = (contacts.value?.items ?? []).filter((c) => c.side === 'executive' && !c.erased);
  return (
    <Dialog
      title={t('director.paper-title')}
      does={t('director.copy')}
      close={close}
      act={async () => {
        await act('POST', `/director/requests/${a.record}/paper`, { ...said(a, values), by: values.by, given_on: values.given_on });
        done();
      }}
    >
      <p class="notice">{t('director.paper-words')}</p>
      <What a={a} />
      <Form
        values={values}
        change={change}
        prefix="paper"
        fields={[
          { name: 'by', label: t('director.by'), type: 'choice', required: true, choices: executives.map((c) => ({ value: c.id, text: c.name ?? c.id })) },
          { name: 'given_on', label: t('director.given-on'), type: 'date', required: true },
          ...common(values),
        ]}
      />
    </Dialog>
  );
}
