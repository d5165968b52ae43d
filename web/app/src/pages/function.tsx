// One of the five functions: its sub-items, what stands open, what was found.
import { useData } from '../data';
import { Empty, Loading, PageHead, ProblemNote } from '../parts/bits';
import { Absent } from '../parts/absent';
import { Counts, Mark } from '../parts/mark';
import { Term } from '../parts/term';
import { scope, system } from '../site';
import type { SheetRows, Summary } from '../shapes';
import { link } from '../url';
import { pair, t, word } from '../words';
import { itemName } from './about';
import { verdicts } from './home';
import type { PageProps } from './index';
import { Now } from './now';

const csf = ['identify', 'protect', 'detect', 'respond', 'recover'];

export default function FunctionPage({ id }: PageProps) {
  const known = csf.includes(id ?? '');
  const summary = useData<Summary>(link('/summary', scope()), ['sheet', 'findings', 'records']);
  const rows = useData<SheetRows>(known ? link(`/sheets/jssec-2.1/${system.value}`, { function: id, asked: '1' }) : null, ['sheet', 'findings', 'records']);
  const counts = summary.value?.functions.find((f) => f.function === id);
  if (!known) return <Absent what="page" />;
  return (
    <>
      <PageHead title={word('shell', 'function-' + id)} note={t(`home.about-${id}` as 'home.about-identify')}>
        <a class="button" href={link('/sheet', { function: id, ...scope() })}>
          {t('home.function-sheet')}
        </a>
      </PageHead>
      {(id === 'detect' || id === 'respond' || id === 'recover') && <Now />}
      {counts && <Counts topic="verdict" order={[...verdicts]} counts={{ ...counts.verdicts }} />}
      <ProblemNote problem={rows.problem} again={rows.again} />
      {!rows.value && !rows.problem && <Loading />}
      {rows.value && !rows.value.items.length && <Empty title={t('home.function-none')} />}
      {!!rows.value?.items.length && (
        <div class="list">
          <table aria-label={word('shell', 'function-' + id)}>
            <thead>
              <tr>
                <th scope="col">{t('home.item')}</th>
                <th scope="col">{t('home.item-title')}</th>
                <th scope="col">
                  <Term name="verdict" />
                </th>
                <th scope="col">
                  <Term name="decision" />
                </th>
                <th scope="col">{t('home.both')}</th>
                <th scope="col" class="minor third">
                  {t('home.needs')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.value.items.map((r) => (
                <tr key={r.item}>
                  <td class="nowrap">{itemName(r.item)}</td>
                  <th scope="row">
                    <a href={link('/sheet', { open: r.item, ...scope() })}>{pair(r.title)}</a>
                  </th>
                  <td>
                    <Mark topic="verdict" value={r.verdict} />
                  </td>
                  <td>{r.decision ? <Mark topic="decision" value={r.decision.choice} /> : <span class="none nowrap">{t('home.undecided')}</span>}</td>
                  <td>
                    <Mark topic="light" value={r.state} />
                  </td>
                  <td class="minor">{pair(r.needs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
