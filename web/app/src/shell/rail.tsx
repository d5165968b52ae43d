// The left rail: where one can go. The chosen system goes along.
import { pages } from '../pages';
import { path } from '../url';
import { staff, system } from '../site';
import { t } from '../words';

export const functions = ['identify', 'protect', 'detect', 'respond', 'recover'] as const;

const to = (at: string) => (system.value === 'site' ? at : `${at}?system=${encodeURIComponent(system.value)}`);

const current = (at: string) => path.value === at || (at !== '/' && path.value.startsWith(at + '/'));

function Item({ at, text, step }: { at: string; text: string; step?: boolean }) {
  return (
    <li>
      <a href={to(at)} class={step ? 'step' : undefined} aria-current={current(at) ? 'page' : undefined}>
        {text}
      </a>
    </li>
  );
}

const group = (rail: string) => pages.filter((p) => p.rail === rail && (!p.staff || staff())).map((p) => <Item key={p.at} at={p.at} text={t(p.title)} />);

export function Rail() {
  return (
    <nav class="rail" aria-label={t('shell.rail')}>
      <a class="brand" href={to('/')}>
        <img src="/mark.svg" alt="" width="20" height="20" /> mimamori
      </a>
      <ul>
        {group('top')}
        {functions.map((f) => (
          <Item key={f} at={`/function/${f}`} text={t(`shell.function-${f}`)} step />
        ))}
      </ul>
      <ul>{group('look')}</ul>
      <ul>{group('keep')}</ul>
      <ul>{group('tell')}</ul>
    </nav>
  );
}
