// Small things every page has: a time, a packet, what to say when there is nothing or something went wrong.
import type { ComponentChildren } from 'preact';
import { capture, mayCut } from '../site';
import type { Packet } from '../shapes';
import { showDay, showTime } from '../time';
import { t } from '../words';
import type { Problem } from '../net';

export const Time = ({ at, seconds }: { at: string | null | undefined; seconds?: boolean }) =>
  at ? (
    <time class="time" dateTime={at} title={at}>
      {showTime(at, seconds)}
    </time>
  ) : (
    <span class="none">{t('shell.none')}</span>
  );

export const Day = ({ on }: { on: string | null | undefined }) =>
  on ? (
    <time class="time" dateTime={on}>
      {showDay(on)}
    </time>
  ) : (
    <span class="none">{t('shell.none')}</span>
  );

/** The number Wireshark shows; with `slice` (finding=f1, device=d3, flow=12) a link to the packets themselves. */
export function PacketLink({ packet, slice }: { packet: Packet | null | undefined; slice?: string }) {
  if (!packet) return <span class="none">{t('shell.no-packet')}</span>;
  const file = capture.value?.files.find((f) => f.index === packet.file)?.name;
  const text = t('shell.packet', { n: packet.n.toLocaleString() });
  return slice && mayCut() ? (
    <a class="packet" href={`/api/v1/slices?${slice}`} download title={t('shell.packet-cut', { file: file ?? `#${packet.file}` })}>
      {text}
    </a>
  ) : (
    <span class="packet" title={file}>
      {text}
    </span>
  );
}

/** An empty page says why it is empty and what to do next. */
export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children && <div>{children}</div>}
  </div>
);

export function problemText(p: Problem): string {
  if (p.status === 0) return t('shell.problem-unreachable');
  if (p.status === 503) return p.detail ?? t('shell.problem-starting');
  if (p.status === 403) return p.detail ?? t('shell.problem-forbidden');
  if (p.status === 404) return p.detail ?? t('shell.problem-absent');
  return p.detail ?? p.title;
}

export function ProblemNote({ problem, again }: { problem: Problem | null | undefined; again?: () => void }) {
  if (!problem) return null;
  return (
    <div class="problem" role="alert">
      <b>{t('shell.problem')}</b> <span>{problemText(problem)}</span>
      {again && (
        <button type="button" onClick={again}>
          {t('shell.again')}
        </button>
      )}
    </div>
  );
}

/** A wait says what is waited for, and only after a moment (the CSS delays it). */
export const Loading = () => (
  <p class="loading" role="status">
    {t('shell.loading')}
  </p>
);

/** A page's first line: title at left, what can be done at right; only the first act is in the accent. */
export function PageHead({ title, note, children }: { title: ComponentChildren; note?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {note && <p class="note">{note}</p>}
      </div>
      {children && <div class="acts">{children}</div>}
    </header>
  );
}

export interface Field {
  label: ComponentChildren;
  value: ComponentChildren;
}

/** Names and values in two columns; rows without a value are left out. */
export const Facts = ({ rows }: { rows: (Field | false | null | undefined | '')[] }) => (
  <dl class="facts">
    {rows.map((r, i) =>
      r && r.value !== null && r.value !== undefined && r.value !== '' ? (
        <div key={i}>
          <dt>{r.label}</dt>
          <dd>{r.value}</dd>
        </div>
      ) : null,
    )}
  </dl>
);
