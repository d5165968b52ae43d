// Everything that holds the words: devices, findings, sub-items, records, people, the journal. Grouped by what it is.
import { useData } from '../data';
import { Empty, Loading, PageHead, ProblemNote } from '../parts/bits';
import { Mark } from '../parts/mark';
import { whoOf } from '../parts/who';
import type { Hit, Whole } from '../shapes';
import { link, query } from '../url';
import { number, t } from '../words';
import { about } from './about';

const order = ['alarm', 'incident', 'device', 'wifi', 'point', 'finding', 'item', 'record', 'system', 'outside', 'ledger', 'contact', 'event'] as const;

function address(h: Hit, q: string): string | null {
  if (h.type === 'event') return link('/journal', { q });
  if (h.type === 'ledger') return link('/devices', { q: h.title });
  if (h.type === 'outside') return link('/flows', { q: h.title });
  if (h.type === 'wifi') return link('/wifi', { open: h.sub });
  if (h.type === 'point') return link(`/devices/${h.id}`, { tab: 'values', q: h.title });
  if (h.type === 'contact') return link('/settings', { tab: 'contacts' });
  const to = about(h.id);
  return to && h.system && h.system !== 'site' ? to + (to.includes('?') ? '&' : '?') + 'system=' + h.system : to;
}

/** Tokens of the program stay with the program: which question a finding comes from is said where it is opened. */
function sub(h: Hit): string | null {
  if (h.type === 'finding' || h.type === 'alarm') return null;
  return h.type === 'event' && h.sub ? whoOf({ actor: h.sub }) : h.sub;
}

const EACH = 12; // of one kind the server says no more

/** Where the rest of a kind is listed. */
function rest(type: Hit['type'], q: string): string | null {
  const lists: Partial<Record<Hit['type'], string>> = { device: '/devices', finding: '/findings', alarm: '/alarms', incident: '/incidents', event: '/journal', outside: '/flows', wifi: '/wifi' };
  const list = lists[type];
  return list ? link(list, { q }) : null;
}

export default function Search() {
  const q = query.value.get('q') ?? '';
  const found = useData<Whole<Hit>>(q ? link('/search', { q, limit: '100' }) : null, ['devices', 'findings', 'records']);
  const hits = found.value?.items ?? [];
  return (
    <>
      <PageHead title={t('search.title', { q })} note={found.value ? t('search.note', { n: number(found.value.total) }) : undefined} />
      <ProblemNote problem={found.problem} again={found.again} />
      {!q && <Empty title={t('search.nothing-asked')}>{t('search.how')}</Empty>}
      {q && !found.value && !found.problem && <Loading />}
      {q && found.value && !hits.length && <Empty title={t('search.none')}>{t('search.how')}</Empty>}
      {order.map((type) => {
        const own = hits.filter((h) => h.type === type);
        if (!own.length) return null;
        return (
          <section key={type}>
            <h2>
              {t(`search.type-${type}` as 'search.type-device')} <small>{own.length < EACH ? number(own.length) : rest(type, q) ? <a href={rest(type, q) ?? ''}>{t('search.rest')}</a> : t('search.first', { n: EACH })}</small>
            </h2>
            <ul class="plain">
              {own.map((h) => {
                const to = address(h, q);
                return (
                  <li key={h.id + h.title} class="finding-line">
                    {h.severity && <Mark topic="severity" value={h.severity} />} {to ? <a href={to}>{h.title}</a> : h.title}
                    {sub(h) && <small>{sub(h)}</small>}
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </>
  );
}
