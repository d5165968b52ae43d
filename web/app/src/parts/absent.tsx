// What is not there: a page that says what was looked for, why it may be missing, and where to go on.
import type { ComponentChildren } from 'preact';
import type { Problem } from '../net';
import { path } from '../url';
import { t } from '../words';
import { Loading, PageHead, ProblemNote } from './bits';

type What = 'page' | 'device' | 'controller' | 'incident' | 'pack';

const lists: Record<What, string> = { page: '/', device: '/devices', controller: '/controllers', incident: '/incidents', pack: '/vendors' };

export function Absent({ what }: { what: What }) {
  return (
    <>
      <PageHead title={t(`shell.absent-${what}`)} />
      <p>
        {t('shell.absent-address')} <code class="named">{path.value}</code>
      </p>
      <p class="note">{what === 'page' ? t('shell.absent-page-why') : t('shell.absent-why')}</p>
      <nav aria-label={t('shell.absent-next')}>
        <p class="acts">
          {what !== 'page' && (
            <a class="button first" href={lists[what]}>
              {t(`shell.absent-${what}-list`)}
            </a>
          )}
          <a class={what === 'page' ? 'button first' : 'button'} href="/">
            {t('shell.to-home')}
          </a>
          <a class="button" href="/search">
            {t('shell.page-search')}
          </a>
        </p>
      </nav>
    </>
  );
}

/** Instead of a page whose thing has not come: it is not there, something went wrong, or it is on its way. */
export const NotYet = ({ found, what, title }: { found: { problem: Problem | null; again: () => void }; what: What; title: ComponentChildren }) =>
  found.problem?.status === 404 || found.problem?.status === 400 ? (
    <Absent what={what} />
  ) : found.problem ? (
    <>
      <PageHead title={title} />
      <ProblemNote problem={found.problem} again={found.again} />
    </>
  ) : (
    <Loading />
  );
