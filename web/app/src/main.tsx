import { render } from 'preact';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/marks.css';
import './style/shell.css';
import './style/map.css';
import './style/print.css';
import { closePanel } from './parts/panel';
import { listenKeys } from './parts/keys';
import { App } from './shell/app';
import { applyLight } from './shell/top';
import { followLinks } from './url';
import { firstLanguage, useLanguage } from './words';

applyLight();
followLinks();
listenKeys(() => {
  if (!document.querySelector('.panel')) return false;
  closePanel();
  return true;
});
useLanguage(firstLanguage()).then(() => render(<App />, document.getElementById('app') as HTMLElement));
