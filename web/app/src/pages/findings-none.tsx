// No finding: nothing was looked at yet, or nothing was found, which is not the same as "all is well".
import { Empty } from '../parts/bits';
import { nothingRead, seesSite } from '../site';
import { t } from '../words';

export const NoFindings = () =>
  nothingRead() ? (
    <Empty title={t('findings.unlooked')}>
      <a href="/settings?tab=capture">{t('findings.unlooked-next')}</a>
    </Empty>
  ) : (
    <Empty title={t(seesSite() ? 'home.no-findings' : 'shell.none-yours')}>{t('home.no-findings-next')}</Empty>
  );
