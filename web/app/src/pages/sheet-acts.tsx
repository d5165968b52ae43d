// What people do with a row: decide, take a decision back, sign, add an item of their own.
import { useState } from 'preact/hooks';
import { act } from '../net';
import { Dialog } from '../parts/dialog';
import { Form, type FormField, type Values } from '../parts/form';
import { system } from '../site';
import type { SheetRow } from '../shapes';
import { pair, t, word } from '../words';
import { itemName } from './about';

interface Props {
  close: () => void;
  done: () => void;
}

const base = () => `/sheets/jssec-2.1/${system.value}`;
const choices = ['adopt', 'part', 'not'] as const;

/** The fields of a decision; ◎ and △ want a point to examine, × a reason only. */
export function decisionFields(values: Values, examine?: string): FormField[] {
  return [
    { name: 'choice', label: t('sheet.choice'), type: 'choice', required: true, choices: choices.map((c) => ({ value: c, text: word('decision', c) })) },
    { name: 'reason', label: t('sheet.reason'), help: t('sheet.reason-help'), type: 'long', required: true, max: 1000 },
    ...(values.choice === 'not' ? [] : [{ name: 'point', label: t('sheet.point'), help: examine || t('sheet.point-help'), type: 'long', required: true, max: 1000 } as FormField]),
  ];
}

/** `seen` tells the server which decision was on the screen: one that somebody else made meanwhile is not overwritten. */
export const decide = (row: SheetRow, v: Values) =>
  act('PUT', `${base()}/${row.item}/decision`, { choice: v.choice, reason: v.reason, ...(v.choice === 'not' ? {} : { point: v.point }), seen: row.decision?.at ?? 'none' });

export function Decide({ row, examine, close, done }: Props & { row: SheetRow; examine?: string }) {
  const d = row.decision;
  const [values, change] = useState<Values>(d ? { choice: d.choice, reason: d.reason ?? '', point: d.point ?? '' } : {});
  return (
    <Dialog
      title={t('sheet.decide-title', { item: itemName(row.item) })}
      does={t('sheet.decide')}
      close={close}
      act={async () => {
        await decide(row, values);
        done();
      }}
    >
      <p>{pair(row.title)}</p>
      {row.signatures.length > 0 && <p class="notice">{t('sheet.decide-reopens')}</p>}
      <Form values={values} change={change} prefix="decide" fields={decisionFields(values, examine)} />
    </Dialog>
  );
}

export function Withdraw({ row, close, done }: Props & { row: SheetRow }) {
  return (
    <Dialog
      title={t('sheet.withdraw-title', { item: itemName(row.item) })}
      does={t('sheet.withdraw')}
      danger
      close={close}
      act={async () => {
        await act('DELETE', `${base()}/${row.item}/decision`);
        done();
      }}
    >
      <p>{t('sheet.withdraw-words')}</p>
    </Dialog>
  );
}

/** Signing one row or many at once: what is signed stands in the dialog, so that nobody signs what he did not see. */
export function Sign({ rows, close, done }: Props & { rows: SheetRow[] }) {
  const [values, change] = useState<Values>({});
  const ready = rows.filter((r) => r.decision && r.open_sides.length);
  const left = rows.length - ready.length;
  return (
    <Dialog
      wide={rows.length > 1}
      title={t('sheet.sign-title', { n: ready.length })}
      does={t('sheet.sign-do', { n: ready.length })}
      blocked={!ready.length}
      close={close}
      act={async () => {
        await act('POST', `${base()}/signatures`, { items: ready.map((r) => r.item), ...(values.side ? { side: values.side } : {}), ...(values.passphrase ? { passphrase: values.passphrase } : {}) });
        done();
      }}
    >
      <p>{t('sheet.sign-words')}</p>
      {left > 0 && <p class="notice">{t('sheet.sign-left', { n: left })}</p>}
      {ready.length > 0 && (
        <table aria-label={t('sheet.sign-rows')}>
          <thead>
            <tr>
              <th scope="col">{t('sheet.item')}</th>
              <th scope="col">{t('sheet.asked')}</th>
              <th scope="col">{t('sheet.decided')}</th>
              <th scope="col">{t('sheet.evidence')}</th>
            </tr>
          </thead>
          <tbody>
            {ready.map((r) => (
              <tr key={r.item}>
                <td class="nowrap">{itemName(r.item)}</td>
                <th scope="row">{pair(r.title)}</th>
                <td class="nowrap">{word('decision', r.decision?.choice)}</td>
                <td class="nowrap">{word('verdict', r.verdict)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Form
        values={values}
        change={change}
        prefix="sign"
        fields={[
          {
            name: 'side',
            label: t('sheet.side'),
            help: t('sheet.side-help'),
            type: 'choice',
            choices: ['it', 'ot', 'executive'].map((s) => ({ value: s, text: t(`sheet.side-${s}` as 'sheet.side-it') })),
          },
          { name: 'passphrase', label: t('sheet.passphrase'), help: t('sheet.passphrase-help'), type: 'password', max: 512, autocomplete: 'off' },
        ]}
      />
    </Dialog>
  );
}

/** What was submitted stays readable with the rules of its day. */
export function Freeze({ close, done }: Props) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('sheet.freeze')}
      does={t('sheet.freeze')}
      close={close}
      act={async () => {
        await act('POST', `${base()}/frozen`, { name: values.name });
        done();
      }}
    >
      <p>{t('sheet.freeze-words')}</p>
      <Form values={values} change={change} prefix="freeze" fields={[{ name: 'name', label: t('sheet.freeze-name'), help: t('sheet.freeze-help'), required: true, max: 400 }]} />
    </Dialog>
  );
}

export function OwnItem({ close, done }: Props) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('sheet.own-add')}
      does={t('shell.save')}
      close={close}
      act={async () => {
        await act('POST', `${base()}/own-items`, { title: values.title, lead: values.lead });
        done();
      }}
    >
      <p class="note">{t('sheet.own-note')}</p>
      <Form
        values={values}
        change={change}
        prefix="own"
        fields={[
          { name: 'title', label: t('sheet.own-title'), type: 'long', required: true, max: 400 },
          { name: 'lead', label: t('sheet.lead'), type: 'choice', required: true, choices: ['it', 'ot', 'both'].map((l) => ({ value: l, text: t(`sheet.lead-${l}` as 'sheet.lead-it') })) },
        ]}
      />
    </Dialog>
  );
}
