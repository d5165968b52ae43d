import { render } from 'preact';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/marks.css';
import './style/shell.css';
import './style/map.css';
import './style/grids.css';
import './style/audit.css';
import './style/alarms.css';
import './style/wall.css';
import './style/print.css';
import { firstLanguage, useLanguage } from './words';

/** The screen on the shop floor and the link of a mail are parts of their own: nobody signs in there, nothing of the other pages is needed. */
function part() {
  if (location.pathname === '/wall') return import('./wall/wall').then((m) => m.Wall);
  if (location.pathname.startsWith('/links/')) return import('./link/link').then((m) => m.Link);
  return import('./shell/start').then((m) => m.start());
}

useLanguage(firstLanguage())
  .then(part)
  .then((Part) => render(<Part />, document.getElementById('app') as HTMLElement));
