// The phone list, for the wall and for the day on which mail is down: who is called in which order, who else, and by which hours. What
// is printed comes from the server as one A4 page of its own.
import { useData } from '../data';
import { Empty, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { scope, systems } from '../site';
import type { Operations, PhoneEntry } from '../shapes';
import { link } from '../url';
import { lang, t, word } from '../words';

type List = Operations['phone_list']['answer'];

const sections = ['now', 'hours', 'csirt', 'vendors'] as const;

/** A number is large; where it is missing, that is said. */
const Phone = ({ number }: { number: string | null }) => <td class={number ? 'phone' : 'phone none'}>{number ?? t('people.no-phone')}</td>;

function Entry({ e }: { e: PhoneEntry }) {
  return (
    <tr class={e.away ? 'gone' : undefined}>
      <td class="num">{e.order || ''}</td>
      <th scope="row">
        <b>{e.name ?? e.contact}</b> {e.away && t('people.away')}
        <small>{[word('people', `part-${e.part}`), e.unit, e.does, systems.value.find((s) => s.id === e.system)?.name].filter(Boolean).join('　')}</small>
        {e.limited && <small>{t('people.limited')}</small>}
      </th>
      <Phone number={e.phone} />
      <td>
        {e.hours ?? e.day}
        {e.night && <small>{t('people.at-night', { words: e.night })}</small>}
        {e.uncomputed && <small class="warn">{t('people.hours-unread')}</small>}
      </td>
    </tr>
  );
}

export default function PhoneList() {
  const found = useData<List>(link('/phone-list', { lang: lang.value, ...scope() }), ['records', 'settings']);
  const items = found.value?.items ?? [];
  return (
    <>
      <PageHead title={t('shell.page-phone-list')} note={t('people.phone-note')}>
        <a class="button" href={`/api/v1${link('/phone-list/print', { lang: lang.value, ...scope() })}`} target="_blank" rel="noopener">
          {t('people.phone-print')}
        </a>
      </PageHead>
      <ProblemNote problem={found.problem} again={found.again} />
      {!found.value && !found.problem && <Loading />}
      {found.value && (
        <p>
          {t('people.at')} <Time at={found.value.at} />
        </p>
      )}
      {found.value && !items.some((e) => e.section === 'now') && (
        <Empty title={t('people.gap-now')}>
          <a href="/records?add=roster">{t('people.nobody-next')}</a>
        </Empty>
      )}
      {sections.map((s) => {
        const own = items.filter((e) => e.section === s);
        if (!own.length) return null;
        return (
          <section key={s} class="phones">
            <h2>{t(`people.phone-${s}`)}</h2>
            <table aria-label={t(`people.phone-${s}`)}>
              <tbody>
                {own.map((e, i) => (
                  <Entry key={e.contact + i} e={e} />
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
      <p class="note">{t('people.phone-blank')}</p>
    </>
  );
}
