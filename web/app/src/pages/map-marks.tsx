// Marks of the drawing: attack assumptions or worst cases on cards and lines, as shape, word and number. Colour only repeats the shape.
import { ems } from './map-fit';
import type { Drawing, MapLink, MapMark, MapNode } from '../shapes';
import { number, t, word } from '../words';

/** What a card is higher by when it has marks (report/map_marks.h). */
export const MARKS_H = 24;

/** Twelve by twelve: by weight a triangle, a diamond, a ring; by harm two bars, two lines, a triangle, a drop, two boxes. */
const shapes: Record<string, string> = {
  now: 'M6 0l6 11.5H0z',
  eased: 'M6 0l6 6-6 6-6-6z',
  placed: 'M6 1a5 5 0 1 0 .01 0zM6 3.4a2.6 2.6 0 1 1-.01 0z',
  stop: 'M0 0h4.5v12H0zM7.5 0H12v12H7.5z',
  'wrong-value': 'M0 2h12v3H0zM0 7h12v3H0z',
  injury: 'M6 0l6 11.5H0z',
  leak: 'M6 0l4 6.5a4.4 4.4 0 1 1-8 0z',
  partner: 'M0 3h5v6H0zM7 3h5v6H7zM5 5.2h2v1.6H5z',
  unknown: 'M6 1a5 5 0 1 0 .01 0zM6 3.4a2.6 2.6 0 1 1-.01 0z',
};

/** How wide words of twelve are, by the characters' own widths: there is no time to ask the browser for a thousand. */

/** Yen as people say them: 1,250万円, JPY 12.5 M. */
export function yen(n: number): string {
  const units = [
    { of: 1e8, key: 'map.yen-oku' },
    { of: 1e4, key: 'map.yen-man' },
  ] as const;
  const english = [
    { of: 1e9, key: 'map.yen-billion' },
    { of: 1e6, key: 'map.yen-million' },
  ] as const;
  const unit = (document.documentElement.lang === 'ja' ? units : english).find((u) => n >= u.of);
  return unit ? t(unit.key, { n: number(Math.floor((n / unit.of) * 10) / 10) }) : t('map.yen', { n: number(n) });
}

export type Kinds = Map<string, { word: string; title: string }>;
export const kindsOf = (map: Drawing): Kinds => new Map((map.mark_kinds ?? []).map((k) => [k.what, k]));

const wide = (words: string) => 24 + ems(words) * 13 + 6; // bold runs a little wider

/** "止まる 2  1,250万円": a single one is not counted, and money gives way where there is no room. */
function said(k: MapMark, kinds: Kinds, most: number): string {
  const words = `${kinds.get(k.what)?.word ?? k.what}${k.n > 1 ? ' ' + number(k.n) : ''}`;
  const both = k.loss === undefined ? words : `${words}  ${yen(k.loss)}`;
  return wide(both) <= most ? both : words;
}

const shape = (k: MapMark) => shapes[k.weight ?? k.what] ?? shapes.unknown;
const look = (k: MapMark) => k.weight ?? 'now';

export interface Row {
  marks: MapMark[];
  more: number;
  most: number;
  w: number;
}

/** As many marks as there is room for; the rest is counted. At least one, however little room there is. */
export function rowOf(marks: MapMark[], more: number, kinds: Kinds, most: number): Row {
  let w = 0;
  for (let i = 0; i < marks.length; i++) {
    const rest = more + marks.length - i - 1;
    const next = w + (i ? 4 : 0) + wide(said(marks[i], kinds, most));
    if (i && next + (rest ? 4 + ems(t('map.more', { n: rest })) * 12 : 0) > most) {
      const left = more + marks.length - i;
      return { marks: marks.slice(0, i), more: left, most, w: w + 4 + ems(t('map.more', { n: left })) * 12 };
    }
    w = next;
  }
  return { marks, more, most, w: w + (more ? 4 + ems(t('map.more', { n: more })) * 12 : 0) };
}

/** A row of marks; (x, y) is its left end and its middle. */
export function Marks({ row, kinds, x, y }: { row: Row; kinds: Kinds; x: number; y: number }) {
  let at = x;
  return (
    <g class="m-marks">
      {row.marks.map((k) => {
        const words = said(k, kinds, row.most);
        const w = wide(words);
        const left = at;
        at += w + 4;
        return (
          <g key={k.what} class={`m-mk ${look(k)}${k.accepted ? '' : ' open'}`} transform={`translate(${left} ${y})`}>
            <title>{kinds.get(k.what)?.title}</title>
            <rect class="m-mb" y="-10" width={w} height="20" rx="4" />
            <path d={shape(k)} transform="translate(6 -6)" />
            <text x="24" y="4.5">
              {words}
            </text>
          </g>
        );
      })}
      {row.more > 0 && (
        <g transform={`translate(${at} ${y})`}>
          <rect class="m-mm-box" x="-2" y="-9" width={ems(t('map.more', { n: row.more })) * 12 + 4} height="18" rx="4" />
          <text class="m-mm" y="4.5">
            {t('map.more', { n: row.more })}
          </text>
        </g>
      )}
    </g>
  );
}

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Placed {
  l: MapLink;
  a: MapNode;
  b: MapNode;
  x: number;
  y: number;
  row: Row | null; // null: room for the shape only
}

const hit = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** So many lines get their marks placed; those with more at stake come first. */
const MOST = 400;

/** Where the marks of lines stand: on the line, over no card and over no other mark. `at`: a point of a line, 0 to 1. */
export function placeMarks(map: Drawing, nodes: Map<number, MapNode>, kinds: Kinds, at: (a: MapNode, b: MapNode, t: number) => [number, number]): Placed[] {
  const taken: Box[] = map.nodes.map((n) => ({ x: n.x - 2, y: n.y - 2, w: n.w + 4, h: n.h + 4 }));
  const placed: Placed[] = [];
  const marked = map.links.filter((l) => l.marks?.length).slice(0, MOST);
  for (const l of marked) {
    const a = nodes.get(l.from);
    const b = nodes.get(l.to);
    if (!a || !b) continue;
    const tries = [rowOf(l.marks ?? [], l.more ?? 0, kinds, 240), rowOf(l.marks ?? [], l.more ?? 0, kinds, 1), null];
    search: for (const row of tries) {
      const w = row ? row.w : 14;
      const h = row ? 22 : 14;
      for (const where of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88]) {
        const [x, y] = at(a, b, where);
        const box = { x: x - w / 2 - 1, y: y - h / 2, w: w + 2, h };
        if (taken.some((o) => hit(o, box))) continue;
        taken.push(box);
        placed.push({ l, a, b, x: x - w / 2, y, row });
        break search;
      }
    }
  }
  return placed;
}

export const Bare = ({ k, x, y }: { k: MapMark; x: number; y: number }) => (
  <g class={`m-mk ${look(k)}`}>
    <path d={shape(k)} transform={`translate(${x + 1} ${y - 6})`} />
  </g>
);

const Shape = ({ d, look: l }: { d: string; look: string }) => (
  <svg width="14" height="14" aria-hidden="true" class={`m-mk ${l}`}>
    <path d={d} transform="translate(1 1)" />
  </svg>
);

/** What shapes and frames mean. */
export function MarkLegend({ show }: { show: 'attacks' | 'worst' }) {
  return (
    <ul class="legend" aria-label={t('map.marks-legend')}>
      {show === 'attacks'
        ? (['now', 'eased', 'placed'] as const).map((k) => (
            <li key={k}>
              <Shape d={shapes[k]} look={k} />
              {word('weight', k)}
            </li>
          ))
        : ['stop', 'wrong-value', 'injury', 'leak', 'partner'].map((k) => (
            <li key={k}>
              <Shape d={shapes[k]} look="now" />
              {word('assume', 'harm-' + k)}
            </li>
          ))}
      <li>
        <svg width="28" height="16" aria-hidden="true" class="m-mk">
          <rect class="m-mb" x="1" y="1" width="26" height="14" rx="4" />
        </svg>
        {t(show === 'attacks' ? 'map.frame-accepted' : 'map.frame-signed')}
      </li>
      <li>
        <svg width="28" height="16" aria-hidden="true" class="m-mk open">
          <rect class="m-mb" x="1" y="1" width="26" height="14" rx="4" />
        </svg>
        {t(show === 'attacks' ? 'map.frame-proposed' : 'map.frame-unsigned')}
      </li>
      <li>{t(show === 'attacks' ? 'map.numbers-attacks' : 'map.numbers-worst')}</li>
    </ul>
  );
}
