// What the pages need once, before the first of them is shown.
import { closePanel } from '../parts/panel';
import { listenKeys } from '../parts/keys';
import { followLinks } from '../url';
import { App } from './app';
import { applyLight } from './top';

export function start() {
  applyLight();
  followLinks();
  listenKeys(() => {
    if (!document.querySelector('.panel')) return false;
    closePanel();
    return true;
  });
  return App;
}
