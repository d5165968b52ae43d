// What is not there: said in place of a page, and in the panel beside a list. Every address that names something comes here when that thing
// is not there, so that nobody looks at an empty place and takes it for "nothing wrong".
import type { ComponentChildren } from 'preact';
import type { Problem } from '../net';
import { path } from '../url';
import { t } from '../words';
import { Empty, Loading, PageHead, ProblemNote } from './bits';
import { Panel } from './panel';

type Whole = 'page' | 'device' | 'controller' | 'wifi' | 'incident' | 'pack';
type What = Whole | 'alarm' | 'finding' | 'record' | 'message' | 'assumption' | 'item' | 'version' | 'figure' | 'mapping' | 'place';

const lists: Record<Whole, string> = { page: '/', device: '/devices', controller: '/controllers', wifi: '/wifi', incident: '/incidents', pack: '/vendors' };

export function Absent({ what }: { what: Whole }) {
  return (
    <>
      <PageHead title={t(`shell.absent-${what}`)} />
      <div data-absent={what}>
        <p>
          {t('shell.absent-address')} <code class="named">{path.value}</code>
        </p>
        <p class="note">{what === 'page' ? t('shell.absent-page-why') : t('shell.absent-why')}</p>
      </div>
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

interface Found {
  problem: Problem | null;
  again: () => void;
}

const gone = (found: Found) => found.problem?.status === 404 || found.problem?.status === 400;

/** Instead of a page whose thing has not come: it is not there, something went wrong, or it is on its way. */
export const NotYet = ({ found, what, title }: { found: Found; what: Whole; title: ComponentChildren }) =>
  gone(found) ? (
    <Absent what={what} />
  ) : found.problem ? (
    <>
      <PageHead title={title} />
      <ProblemNote problem={found.problem} again={found.again} />
    </>
  ) : (
    <Loading />
  );

/** The same in a panel, or in a part of a page. */
export const PartNotYet = ({ found, what }: { found: Found; what: What }) =>
  gone(found) ? (
    <div data-absent={what}>
      <Empty title={t(`shell.absent-${what}`)}>{t('shell.absent-why')}</Empty>
    </div>
  ) : found.problem ? (
    <ProblemNote problem={found.problem} again={found.again} />
  ) : (
    <Loading />
  );

/** The panel of a row that is looked up in the list itself: the address names one that the list does not show. */
export const NoSuchRow = ({ id, children }: { id: string; children?: ComponentChildren }) => (
  <Panel title={id}>
    <div data-absent="row">
      <Empty title={t('shell.absent-row')}>
        <p>{t('shell.absent-row-why')}</p>
        {children}
      </Empty>
    </div>
  </Panel>
);
