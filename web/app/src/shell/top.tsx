// The top line: which site and system, search, language, light, who; and whether what is shown is still true.
import { useEffect, useState } from 'preact/hooks';
import { failed, live, reachable } from '../net';
import { capture, personName, seesSite, session, signOut, siteName, system, systems, updated } from '../site';
import { showClock } from '../time';
import { go, here, link } from '../url';
import { remember, t, word } from '../words';
import { LanguageSwitch } from './language';
import { ProblemNote } from '../parts/bits';
import { showKeys } from '../parts/keys';
import { EmergencyBanner } from './emergency';

function Systems() {
  return (
    <label class="system">
      <span class="off">{t('shell.system')}</span>
      <select value={system.value} onChange={(e) => go(here({ system: e.currentTarget.value === 'site' ? null : e.currentTarget.value, cursor: null, open: null }))}>
        {seesSite() && <option value="site">{t('shell.system-all')}</option>}
        {systems.value.map((s) => (
          <option key={s.id} value={s.id}>
            {s.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Search() {
  const [text, setText] = useState('');
  return (
    <form
      class="search"
      role="search"
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim()) go(link('/search', { q: text.trim() }));
      }}
    >
      <input id="search" type="search" aria-label={t('shell.search')} aria-keyshortcuts="/" placeholder={t('shell.search')} value={text} onInput={(e) => setText(e.currentTarget.value)} />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

export function applyLight(mode = remember('light')) {
  if (mode === 'light' || mode === 'dark') document.documentElement.dataset.light = mode;
  else delete document.documentElement.dataset.light;
}

function Light() {
  const [mode, setMode] = useState(remember('light') ?? 'auto');
  useEffect(() => applyLight(mode), [mode]);
  return (
    <label>
      <span class="off">{t('shell.light')}</span>
      <select
        value={mode}
        onChange={(e) => {
          remember('light', e.currentTarget.value);
          setMode(e.currentTarget.value);
        }}
      >
        <option value="auto">{t('shell.light-auto')}</option>
        <option value="light">{t('shell.light-light')}</option>
        <option value="dark">{t('shell.light-dark')}</option>
      </select>
    </label>
  );
}

function Connection() {
  const ok = reachable.value && live.value !== 'lost';
  return (
    <span class={ok ? 'connection' : 'connection lost'} role="status">
      <i aria-hidden="true" />
      {ok ? (updated.value ? t('shell.updated', { time: showClock(updated.value) }) : t('shell.connected')) : t('shell.lost', { time: updated.value ? showClock(updated.value) : '–' })}
    </span>
  );
}

function Who() {
  return (
    <details class="who">
      <summary>{personName.value}</summary>
      <div>
        <p>
          {[...(session.value?.roles ?? []).map((r) => word('role', r)), ...(session.value?.systems ?? []).map((s) => `${s.name ?? s.system}: ${s.roles.map((r) => word('role', r)).join(' ')}`)].join(
            ', ',
          )}
        </p>
        <a href="/settings?tab=me">{t('shell.my-account')}</a>
        <button type="button" onClick={() => (showKeys.value = true)}>
          {t('shell.keys')}
        </button>
        <button type="button" onClick={() => signOut()}>
          {t('shell.sign-out')}
        </button>
      </div>
    </details>
  );
}

export function Top() {
  return (
    <header class="top">
      <span class="site">{siteName.value || t('shell.site')}</span>
      <Systems />
      <Search />
      <Connection />
      <LanguageSwitch />
      <Light />
      <Who />
    </header>
  );
}

/** What must be known before anything on the page is believed. */
export function Banners() {
  return (
    <>
      <EmergencyBanner />
      {session.value?.site.replay || capture.value?.replay ? (
        <p class="banner" role="status">
          <b>{t('shell.replay')}</b> {t('shell.replay-words')}
        </p>
      ) : null}
      {failed.value && (
        <div class="banner bad">
          <ProblemNote problem={failed.value} />
          <button type="button" onClick={() => (failed.value = null)}>
            {t('shell.close')}
          </button>
        </div>
      )}
      {!reachable.value && (
        <p class="banner bad" role="alert">
          <b>{t('shell.unreachable')}</b> {t('shell.unreachable-words')}
        </p>
      )}
    </>
  );
}
