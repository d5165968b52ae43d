// By which certificate browsers know these pages. Keys are never handed over through a page: it tells how it is done.
import { t } from '../../words';

export function CertificateTab() {
  return (
    <>
      <h2>{t('settings.cert-own')}</h2>
      <p class="note">{t('settings.cert-own-words')}</p>
      <pre tabIndex={0}>SITE.db.tls/ca.pem</pre>
      <h2>{t('settings.cert-company')}</h2>
      <p class="note">{t('settings.cert-company-words')}</p>
      <pre tabIndex={0}>mimamori certificate import cert.pem key.pem SITE.db</pre>
      <h2>{t('settings.cert-clients')}</h2>
      <p class="note">{t('settings.cert-clients-words')}</p>
      <pre tabIndex={0}>mimamori certificate clients CA.pem require SITE.db</pre>
    </>
  );
}
