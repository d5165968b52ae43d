// Japanese or English, at once and kept in this browser.
import { lang, useLanguage } from '../words';

export function LanguageSwitch() {
  return (
    <div class="switch" role="group" aria-label="Language / 言語">
      <button type="button" lang="ja" aria-pressed={lang.value === 'ja'} onClick={() => useLanguage('ja')}>
        日本語
      </button>
      <button type="button" lang="en" aria-pressed={lang.value === 'en'} onClick={() => useLanguage('en')}>
        English
      </button>
    </div>
  );
}
