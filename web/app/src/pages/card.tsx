// The card that hangs beside the machine: what to do and what not when something is strange. Also on paper.
import { PageHead } from '../parts/bits';
import { t } from '../words';
import { DoAndNot } from './alarm';

export default function Card() {
  return (
    <>
      <PageHead title={t('shell.page-card')} note={t('emergency.card-note')}>
        <button type="button" class="first" onClick={() => print()}>
          {t('devices.print')}
        </button>
        <a class="button" href="/phone-list">
          {t('people.phone-list')}
        </a>
      </PageHead>
      <div class="card-page">
        <DoAndNot
          first={[t('emergency.card-safe'), t('emergency.card-report'), t('emergency.card-wait'), t('emergency.card-write')]}
          dont={[t('emergency.card-power'), t('emergency.card-touch'), t('emergency.card-usb'), t('emergency.card-start')]}
        />
        <p>
          <b>{t('emergency.card-danger')}</b>
        </p>
      </div>
    </>
  );
}
