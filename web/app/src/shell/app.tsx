import { useEffect, useState } from 'preact/hooks';
import type { FunctionComponent } from 'preact';
import { signedOut, type Problem } from '../net';
import { pageAt, type PageProps } from '../pages';
import { Absent } from '../parts/absent';
import { Empty, Loading, ProblemNote } from '../parts/bits';
import { loadSession, personName, session, signedIn, siteName } from '../site';
import { showWhole } from '../time';
import { path } from '../url';
import { lang, t } from '../words';
import { Enrol } from './enrol';
import { KeyHelp } from './keyhelp';
import { Rail } from './rail';
import { Setup } from './setup';
import { SignIn } from './signin';
import { Banners, Top } from './top';

function Shown() {
  const found = pageAt(path.value);
  const [page, setPage] = useState<{ at: string; show: FunctionComponent<PageProps> } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!found) return;
    setFailed(false);
    found.line.load().then(
      (m) => setPage({ at: found.line.at, show: m.default }),
      () => setFailed(true),
    );
  }, [found?.line.at]);
  useEffect(() => {
    const name = found ? t(found.line.title) : t('shell.absent-page');
    document.title = `${name} – ${siteName.value || 'mimamori'}`;
  }, [found?.line.at, lang.value, siteName.value]);
  if (!found) return <Absent what="page" />;
  if (failed) return <ProblemNote problem={{ status: 0, title: '' }} again={() => location.reload()} />;
  if (!page || page.at !== found.line.at) return <Loading />;
  const Show = page.show;
  return <Show key={found.line.at + (found.id ?? '')} id={found.id} />;
}

/**
 * On paper every sheet says of which site, when and for whom it was printed, beside the browser's own page number. The words of a
 * margin cannot stand in a style sheet, so the rule is made when something is printed; browsers that have no margin boxes show the
 * line at the top of the first sheet.
 */
function PrintLine() {
  const [at, setAt] = useState(new Date());
  const words = `${siteName.value || t('shell.site')}　${showWhole(at)}　${t('shell.printed-by', { name: personName.value })}　${t('shell.secret')}`;
  useEffect(() => {
    const now = () => setAt(new Date());
    addEventListener('beforeprint', now);
    return () => removeEventListener('beforeprint', now);
  }, []);
  useEffect(() => {
    const sheet = document.styleSheets[0];
    const rule = sheet.insertRule(`@page { @bottom-left { content: ${JSON.stringify(words)}; font-size: 8pt } }`, sheet.cssRules.length);
    return () => sheet.deleteRule(rule);
  }, [words]);
  return (
    <p class="print-line" aria-hidden="true">
      {words}
    </p>
  );
}

/** Nobody has an account yet: the one-time link is on the screen where serve was started, nowhere else. */
const SetupNeeded = () => (
  <main class="alone">
    <h1>mimamori</h1>
    <Empty title={t('shell.setup-needed')}>{t('shell.setup-needed-next')}</Empty>
  </main>
);

export function App() {
  const [ready, setReady] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const begin = () => {
    setProblem(null);
    loadSession().then(
      () => setReady(true),
      (p) => setProblem(p as Problem),
    );
  };
  useEffect(begin, []);
  const oneTime = /^\/(setup|invites)\/([\w-]+)$/.exec(path.value);
  if (problem)
    return (
      <main class="alone">
        <ProblemNote problem={problem} again={begin} />
      </main>
    );
  if (!ready) return <Loading />;
  if (oneTime) return <Setup kind={oneTime[1] as 'setup' | 'invites'} link={oneTime[2]} />;
  if (session.value?.setup_needed) return <SetupNeeded />;
  if (!signedIn.value || signedOut.value) return <SignIn ended={signedOut.value} />;
  if (session.value?.enrol)
    return (
      <main class="alone">
        <Empty title={t('settings.enrol-needed')} />
        <Enrol done={() => undefined} />
      </main>
    );
  return (
    <>
      <PrintLine />
      <a class="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Rail />
      <div class="right">
        <Top />
        <Banners />
        <main id="main" tabIndex={-1}>
          <Shown />
        </main>
      </div>
      <KeyHelp />
    </>
  );
}
