// What a request can do to equipment. How grave that is shows by shape and colour, and is said beside it: to stop a controller looks
// otherwise than to set a value, and that otherwise than to take a copy.
import type { ComponentChildren } from 'preact';
import type { Gravity } from '../shapes';
import { t, tokens, word } from '../words';
import { Mark } from './mark';

export const gravities: Gravity[] = ['grave', 'change', 'look'];
export const gravityName = (g: Gravity) => word('deeds', 'gravity-' + g);
export const deedName = (deed: string) => word('deeds', 'deed-' + deed);
/** Short, in the language of the page; a token that this version does not know stays as it is. */
export const protocolName = (token: string) => word('protocols', token);
export const protocolNames = (tokens: string[]) => tokens.map(protocolName).join(t('shell.comma'));

/** For a filter: a name to choose, which the server is asked for by its token. */
export const protocolChoices = () =>
  tokens('protocols')
    .map((value) => ({ value, text: protocolName(value) }))
    .sort((a, b) => a.text.localeCompare(b.text));

export const Deed = ({ deed, gravity }: { deed: string; gravity: Gravity }) => (
  <>
    <Mark topic="gravity" value={gravity} words={deedName(deed)} /> <span class={`gravity-word gravity-${gravity}`}>{gravityName(gravity)}</span>
  </>
);

/** A number of those who did it; nobody is said softly. */
export const Doers = ({ n, gravity }: { n: number; gravity: Gravity }) => (n ? <Mark topic="gravity" value={gravity} words={t('controllers.n-clients', { n })} /> : <span class="none">0</span>);

/** What the shapes mean, once a page. */
export function GravityKey({ children }: { children?: ComponentChildren }) {
  return (
    <ul class="counts gravity-key" aria-label={t('controllers.gravity')}>
      {gravities.map((g) => (
        <li key={g}>
          <Mark topic="gravity" value={g} words={gravityName(g)} /> {t(`controllers.gravity-${g}`)}
        </li>
      ))}
      {children}
    </ul>
  );
}
