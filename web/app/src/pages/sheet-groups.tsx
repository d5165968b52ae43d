// The same rows by the functions and categories of another catalogue: what is asked at the system's level, counted, and each count opened as its rows.
import { useData } from '../data';
import { Loading, ProblemNote } from '../parts/bits';
import { Bar } from '../parts/mark';
import { scope, system } from '../site';
import type { SheetGroup } from '../shapes';
import { here, link } from '../url';
import { number, pair, t, word } from '../words';
import { itemName } from './about';
import { verdicts } from './home';

const counts = (g: SheetGroup) => ({ met: g.met, partly: g.partly, 'not-met': g.not_met, unknown: g.unknown, person: g.person });

const Items = ({ g }: { g: SheetGroup }) =>
  g.items.length ? (
    <details>
      <summary class="nowrap">{t('sheet.group-rows', { n: number(g.rows), m: number(g.asked) })}</summary>
      {g.items.map((i) => (
        <a key={i} class="item" href={here({ open: i })}>
          {itemName(i)}
        </a>
      ))}
    </details>
  ) : (
    <span class="none nowrap">{t('sheet.group-none')}</span>
  );

function Group({ head, parts }: { head: SheetGroup; parts: SheetGroup[] }) {
  return (
    <section>
      <h2>
        {head.id} {pair(head.label)} <small>{t('sheet.rows', { n: number(head.rows) })}</small>
      </h2>
      <div class="wide">
        <table class="groups" aria-label={pair(head.label)}>
          <thead>
            <tr>
              <th scope="col">{t('sheet.group')}</th>
              <th scope="col" class="bar-cell">
                <span class="off">{t('shell.counts')}</span>
              </th>
              {verdicts.map((v) => (
                <th scope="col" class="num" key={v}>
                  {word('verdict', v)}
                </th>
              ))}
              <th scope="col" class="num">
                {t('sheet.group-decided')}
              </th>
              <th scope="col">{t('sheet.group-of')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((g) => (
              <tr key={g.id}>
                <th scope="row">
                  <a href={link('/sheet', { csf2: g.id, ...scope() })}>{pair(g.label)}</a> <small>{g.others.length ? t('sheet.group-printed', { id: g.id, printed: g.others.join(', ') }) : g.id}</small>
                </th>
                <td class="bar-cell">
                  <Bar topic="verdict" order={[...verdicts]} counts={counts(g)} of={g.asked} />
                </td>
                {verdicts.map((v) => (
                  <td class="num" key={v}>
                    {counts(g)[v]}
                  </td>
                ))}
                <td class="num">{g.decided}</td>
                <td>
                  <Items g={g} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function SheetGroups({ at, as }: { at: string; as: string }) {
  const found = useData<{ groups: SheetGroup[] }>(link(`${at}/${system.value}/groups`, { by: as }), ['sheet', 'findings', 'records']);
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const groups = found.value.groups;
  return (
    <>
      <p class="note">
        {t('sheet.group-note')} <a href="/machines">{t('sheet.group-unverified')}</a>
      </p>
      {groups
        .filter((g) => !g.group)
        .map((head) => (
          <Group key={head.id} head={head} parts={groups.filter((g) => g.group === head.id)} />
        ))}
    </>
  );
}
