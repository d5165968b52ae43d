// Settings, one tab a concern. Which tabs there are depends on the role; what each may do the server decides again.
import type { FunctionComponent } from 'preact';
import type { Key } from '../made/keys';
import { Empty, PageHead } from '../parts/bits';
import { may, staff } from '../site';
import { query } from '../url';
import { t } from '../words';
import { CaptureTab } from './settings/capture';
import { CertificateTab } from './settings/certificate';
import { ContactsTab } from './settings/contacts';
import { CourierTab } from './settings/courier';
import { GeneralTab } from './settings/general';
import { LedgerTab } from './settings/ledger';
import { MeTab } from './settings/me';
import { PeopleTab } from './settings/people';
import { SystemsTab } from './settings/systems';
import { TokensTab } from './settings/tokens';
import { WallboardsTab } from './settings/wallboards';

const tabs: { name: string; title: Key; show: FunctionComponent; offered: () => boolean }[] = [
  { name: 'me', title: 'settings.tab-me', show: MeTab, offered: () => true },
  { name: 'capture', title: 'settings.tab-capture', show: CaptureTab, offered: staff },
  { name: 'systems', title: 'settings.tab-systems', show: SystemsTab, offered: staff },
  { name: 'ledger', title: 'settings.tab-ledger', show: LedgerTab, offered: staff },
  { name: 'contacts', title: 'settings.tab-contacts', show: ContactsTab, offered: staff },
  { name: 'courier', title: 'settings.tab-courier', show: CourierTab, offered: staff },
  { name: 'wallboards', title: 'settings.tab-wallboards', show: WallboardsTab, offered: () => may('ot', 'it', 'auditor') },
  { name: 'people', title: 'settings.tab-people', show: PeopleTab, offered: () => may('auditor') },
  { name: 'tokens', title: 'settings.tab-tokens', show: TokensTab, offered: staff },
  { name: 'general', title: 'settings.tab-general', show: GeneralTab, offered: staff },
  { name: 'certificate', title: 'settings.tab-certificate', show: CertificateTab, offered: () => may() },
];

export default function Settings() {
  const offered = tabs.filter((x) => x.offered());
  const tab = offered.find((x) => x.name === query.value.get('tab')) ?? offered[0];
  const Show = tab.show;
  return (
    <>
      <PageHead title={t('settings.title')} />
      <nav class="tabs" aria-label={t('settings.title')}>
        {offered.map((x) => (
          <a key={x.name} href={`/settings?tab=${x.name}`} aria-current={x === tab ? 'page' : undefined}>
            {t(x.title)}
          </a>
        ))}
      </nav>
      {Show ? <Show /> : <Empty title={t('shell.problem-forbidden')} />}
    </>
  );
}
