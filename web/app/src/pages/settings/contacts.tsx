// People who answer for something or are called when something happens. Events name them by number; what stands here can be erased.
import { useState } from 'preact/hooks';
import { useData } from '../../data';
import { act } from '../../net';
import { Day, Empty, ProblemNote } from '../../parts/bits';
import { Dialog } from '../../parts/dialog';
import { Form, type FormField, type Values } from '../../parts/form';
import { may } from '../../site';
import type { Contact, Paged } from '../../shapes';
import { t, word } from '../../words';

const sides = ['it', 'ot', 'executive', 'vendor', 'csirt', 'other'];
export const sideChoices = () => sides.map((s) => ({ value: s, text: word('side', s) }));

const fields = (): FormField[] => [
  { name: 'name', label: t('setup.contact-name'), required: true, max: 100 },
  { name: 'side', label: t('setup.contact-side'), type: 'choice', required: true, choices: sideChoices() },
  { name: 'unit', label: t('settings.unit'), max: 100 },
  { name: 'phone', label: t('setup.contact-phone'), max: 40 },
  { name: 'mail', label: t('setup.contact-mail'), type: 'email', max: 100 },
  { name: 'away_from', label: t('settings.away-from'), type: 'date' },
  { name: 'away_until', label: t('settings.away-until'), type: 'date' },
];

function Edit({ contact, close, done }: { contact: Contact | null; close: () => void; done: () => void }) {
  const [values, change] = useState<Values>({
    name: contact?.name ?? '',
    side: contact?.side ?? '',
    unit: contact?.unit ?? '',
    phone: contact?.phone ?? '',
    mail: contact?.mail ?? '',
    away_from: contact?.away_from ?? '',
    away_until: contact?.away_until ?? '',
  });
  const body = Object.fromEntries(
    Object.entries(values)
      .filter(([k, v]) => v || !['name', 'side'].includes(k))
      .map(([k, v]) => [k, v || null]),
  );
  return (
    <Dialog
      title={contact ? t('settings.contact-edit', { name: contact.name ?? contact.id }) : t('settings.contact-add')}
      does={t('shell.save')}
      close={close}
      act={async () => {
        if (contact) await act('PATCH', `/contacts/${contact.id}`, body);
        else await act('POST', '/contacts', Object.fromEntries(Object.entries(body).filter(([, v]) => v)));
        done();
      }}
    >
      <Form fields={contact ? fields() : fields().slice(0, 5)} values={values} change={change} prefix="contact" />
    </Dialog>
  );
}

/** What the person did stays in the journal under a number; who that number was is gone. */
function Erase({ contact, close, done }: { contact: Contact; close: () => void; done: () => void }) {
  return (
    <Dialog
      title={t('settings.erase-title', { name: contact.name ?? contact.id })}
      does={t('settings.erase')}
      danger
      close={close}
      act={async () => {
        await act('DELETE', `/contacts/${contact.id}`);
        done();
      }}
    >
      <p>{t('settings.erase-words')}</p>
    </Dialog>
  );
}

export function ContactsTab() {
  const [erased, setErased] = useState<Contact | null>(null);
  const list = useData<Paged<Contact>>('/contacts?limit=1000', ['settings', 'records']);
  const [open, setOpen] = useState<Contact | 'new' | null>(null);
  const edits = may('it', 'ot');
  return (
    <>
      <p class="note">{t('settings.contacts-note')}</p>
      {edits && (
        <p class="acts">
          <button type="button" class="first" onClick={() => setOpen('new')}>
            {t('settings.contact-add')}
          </button>
        </p>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {list.value && !list.value.items.length && <Empty title={t('settings.no-contacts')}>{t('setup.contacts-note')}</Empty>}
      {!!list.value?.items.length && (
        <div class="wide">
          <table aria-label={t('settings.tab-contacts')}>
            <thead>
              <tr>
                <th scope="col">{t('setup.contact-name')}</th>
                <th scope="col">{t('setup.contact-side')}</th>
                <th scope="col">{t('settings.unit')}</th>
                <th scope="col">{t('setup.contact-phone')}</th>
                <th scope="col">{t('setup.contact-mail')}</th>
                <th scope="col">{t('settings.key')}</th>
                <th scope="col">
                  <span class="off">{t('settings.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.value.items.map((c) => (
                <tr key={c.id} class={c.erased ? 'gone' : undefined}>
                  <th scope="row">
                    {c.erased ? t('settings.erased') : c.name}
                    {c.away && (
                      <small>
                        {t('settings.away')} {c.away_until && <Day on={c.away_until} />}
                      </small>
                    )}
                  </th>
                  <td>{word('side', c.side)}</td>
                  <td>{c.unit}</td>
                  <td>{c.phone}</td>
                  <td>{c.mail}</td>
                  <td>{c.key ? t('settings.key-yes') : t('settings.key-no')}</td>
                  <td>
                    {edits && !c.erased && (
                      <button type="button" onClick={() => setOpen(c)}>
                        {t('settings.edit')}
                      </button>
                    )}{' '}
                    {may() && !c.erased && (
                      <button type="button" onClick={() => setErased(c)}>
                        {t('settings.erase')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {erased && <Erase contact={erased} close={() => setErased(null)} done={list.again} />}
      {open && <Edit contact={open === 'new' ? null : open} close={() => setOpen(null)} done={list.again} />}
    </>
  );
}
