// Every page: one file here beside, one line below. The first that matches the address is shown; `:id` is handed to it.
import type { FunctionComponent } from 'preact';
import type { Key } from '../made/keys';

export interface PageProps {
  id?: string;
}

export interface PageLine {
  staff?: boolean; // nothing for a vendor's people
  at: string; // address; ':id' at its end takes one part
  title: Key; // in the rail and in the window's title
  rail?: 'now' | 'look' | 'keep' | 'tell'; // where it stands in the rail; none: reached from elsewhere
  load: () => Promise<{ default: FunctionComponent<PageProps> }>;
}

export const pages: PageLine[] = [
  { at: '/', title: 'shell.page-home', rail: 'now', load: () => import('./home') },
  { at: '/alarms', title: 'shell.page-alarms', rail: 'now', load: () => import('./alarms') },
  { at: '/incidents', title: 'shell.page-incidents', rail: 'now', staff: true, load: () => import('./incidents') },
  { at: '/incidents/:id', title: 'shell.page-incidents', staff: true, load: () => import('./incident') },
  { at: '/first-report/:id', title: 'shell.page-first-report', staff: true, load: () => import('./first-report') },
  { at: '/people', title: 'shell.page-people', rail: 'now', load: () => import('./people') },
  { at: '/phone-list', title: 'shell.page-phone-list', staff: true, load: () => import('./phone-list') },
  { at: '/card', title: 'shell.page-card', load: () => import('./card') },
  { at: '/function/:id', title: 'shell.page-function', load: () => import('./function') },
  { at: '/map', title: 'shell.page-map', rail: 'look', load: () => import('./map') },
  { at: '/devices', title: 'shell.page-devices', rail: 'look', load: () => import('./devices') },
  { at: '/devices/:id', title: 'shell.page-devices', load: () => import('./device') },
  { at: '/flows', title: 'shell.page-flows', rail: 'look', load: () => import('./flows') },
  { at: '/wifi', title: 'wifi.title', rail: 'look', load: () => import('./wifi') },
  { at: '/wifi/:id', title: 'wifi.title', load: () => import('./wifi') },
  { at: '/controllers', title: 'shell.page-controllers', rail: 'look', load: () => import('./controllers') },
  { at: '/controllers/:id', title: 'shell.page-controllers', load: () => import('./controllers') },
  { at: '/findings', title: 'shell.page-findings', rail: 'look', load: () => import('./findings') },
  { at: '/attacks', title: 'attacks.title', rail: 'look', staff: true, load: () => import('./attacks') },
  { at: '/risk', title: 'shell.page-risk', rail: 'look', staff: true, load: () => import('./risk') },
  { at: '/sheet', title: 'shell.page-sheet', rail: 'keep', load: () => import('./sheet') },
  { at: '/grids', title: 'shell.page-grids', rail: 'keep', staff: true, load: () => import('./grids') },
  { at: '/jclics', title: 'shell.page-jclics', staff: true, load: () => import('./jclics') },
  { at: '/records', title: 'shell.page-records', rail: 'keep', load: () => import('./records') },
  { at: '/vendors', title: 'shell.page-vendors', rail: 'keep', load: () => import('./vendors') },
  { at: '/vendors/:id', title: 'shell.page-vendors', load: () => import('./vendors') },
  { at: '/journal', title: 'shell.page-journal', rail: 'keep', staff: true, load: () => import('./journal') },
  { at: '/director', title: 'shell.page-director', rail: 'tell', staff: true, load: () => import('./director') },
  { at: '/digest', title: 'shell.page-digest', staff: true, load: () => import('./digest') },
  { at: '/reports', title: 'shell.page-reports', rail: 'tell', load: () => import('./reports') },
  { at: '/audit', title: 'audit.title', rail: 'tell', staff: true, load: () => import('./audit') },
  { at: '/machines', title: 'machines.title', rail: 'tell', load: () => import('./machines') },
  { at: '/search', title: 'shell.page-search', load: () => import('./search') },
  { at: '/settings', title: 'shell.page-settings', rail: 'tell', load: () => import('./settings') },
];

/** null: what was typed or mailed is no address (a % that begins nothing). */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

export function pageAt(path: string): { line: PageLine; id?: string } | null {
  for (const line of pages) {
    if (line.at === path) return { line };
    const base = line.at.replace(/:id$/, '');
    if (base === line.at || !path.startsWith(base) || path.length === base.length || path.slice(base.length).includes('/')) continue;
    const id = decoded(path.slice(base.length));
    return id === null ? null : { line, id };
  }
  return null;
}
