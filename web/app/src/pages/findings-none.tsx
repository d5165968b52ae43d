// No finding: nothing was looked at yet, or nothing was found, which is not the same as "all is well".
import { Empty } from '../parts/bits';
import { nothingRead } from '../site';
import { t } from '../words';

export const NoFindings = () =>
  nothingRead() ? (
    <Empty title={t('findings.unlooked')}>
      <a href="/settings?tab=capture">{t('findings.unlooked-next')}</a>
    </Empty>
  ) : (
    <Empty title={t('home.no-findings')}>{t('home.no-findings-next')}</Empty>
  );
