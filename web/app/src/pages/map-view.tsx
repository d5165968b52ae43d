// The drawing itself, as SVG: moved by dragging, wheel, buttons or arrow keys; drawn once, lit by classes, so that 2,000 nodes stay quick.
import { fits } from './map-fit';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Drawing, LampColour, Lamps, MapLink, MapNode } from '../shapes';
import { go, here } from '../url';
import { number, t, word } from '../words';
import { drawKind } from './map-kinds';
import { Bare, kindsOf, type Kinds, Marks, MARKS_H, placeMarks, rowOf } from './map-marks';

interface Window {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Props {
  map: Drawing;
  lamps: Map<string, Lamps>;
  open: string | null;
  moving: boolean;
  pin: (node: MapNode, x: number, y: number) => Promise<void>;
}

export const keyOf = (n: MapNode): string => n.id ?? n.record ?? `n${n.n}`;

/** From the side of one card to the side of the other; within a column it bows out to the right. Four points of a curve. */
function curve(a: MapNode, b: MapNode): [number, number, number, number, number, number, number, number] {
  const right = a.x + a.w <= b.x;
  const left = b.x + b.w <= a.x;
  const y1 = a.y + a.h / 2;
  const y2 = b.y + b.h / 2;
  if (!right && !left) {
    const x = Math.max(a.x + a.w, b.x + b.w);
    const out = x + 24 + Math.min(40, Math.abs(y2 - y1) / 8);
    return [a.x + a.w, y1, out, y1, out, y2, b.x + b.w, y2];
  }
  const x1 = right ? a.x + a.w : a.x;
  const x2 = right ? b.x : b.x + b.w;
  const bend = (x2 - x1) / 2;
  return [x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2];
}

function way(a: MapNode, b: MapNode): string {
  const c = curve(a, b);
  return `M${c[0]} ${c[1]}C${c[2]} ${c[3]} ${c[4]} ${c[5]} ${c[6]} ${c[7]}`;
}

function pointOf(a: MapNode, b: MapNode, at: number): [number, number] {
  const c = curve(a, b);
  const u = 1 - at;
  const of = (i: number) => u * u * u * c[i] + 3 * u * u * at * c[i + 2] + 3 * u * at * at * c[i + 4] + at * at * at * c[i + 6];
  return [of(0), of(1)];
}

const Link = ({ l, a, b }: { l: MapLink; a: MapNode; b: MapNode }) => (
  <path class={`m-link ${l.by_hand ? 'hand' : l.encrypted}`} data-ends={`${a.n} ${b.n}`} d={way(a, b)}>
    <title>{`${a.title} → ${b.title}\n${(l.titles ?? l.protocols).join(', ')}${l.protocol_count > l.protocols.length ? ' …' : ''}`}</title>
  </path>
);

/** The two lamps in ten by ten: dot, triangle, square, ring, dash. */
export const lampShape: Record<LampColour, string> = {
  green: 'M5 0a5 5 0 1 0 .01 0z',
  yellow: 'M5 0l5 10h-10z',
  red: 'M0 0h10v10h-10z',
  grey: 'M5 1a4 4 0 1 0 .01 0z',
  none: 'M2 4h6v2h-6z',
};

function Card({ n, lamps, kinds, edge }: { n: MapNode; lamps?: Lamps; kinds: Kinds; edge?: string }) {
  const h = n.h - (n.marks ? MARKS_H : 0); // marks have the foot of the card
  const wide = h >= 36;
  const lit = lamps ? 16 : 0;
  const room = n.w - 40 - lit - (n.severity ? 20 : 0) - (n.count > 1 ? 20 + 9 * String(n.count).length : 0);
  const words = lamps && (['device', 'data'] as const).map((of) => `${t(`lamps.${of}`)}: ${word('lamps', `${of}-${of === 'device' ? lamps.device_lamp.colour : lamps.data_lamp.colour}`)}`);
  return (
    <g class={`m-card${n.severity ? ' s-' + n.severity : ''}${n.by_hand ? ' by-hand' : ''}`} transform={`translate(${n.x} ${n.y})`}>
      <title>{[n.tip || n.title, n.severity && word('severity', n.severity), ...(words ?? []), edge].filter(Boolean).join('\n')}</title>
      <rect class="m-box" width={n.w} height={n.h} rx="4" />
      <g class="m-icon" transform={`translate(8 ${h / 2 - 10})`}>
        {drawKind(n.kind)}
      </g>
      <svg x="36" width={room} height={h}>
        <text class="m-t" y={wide && n.sub ? h / 2 - 3 : h / 2 + 5}>
          {fits(n.title, room, 14)}
        </text>
        {wide && n.sub && (
          <text class="m-s" y={h / 2 + 14}>
            {fits(n.sub, room, 12)}
          </text>
        )}
      </svg>
      {n.count > 1 && (
        <text class="m-n" x={n.w - lit - (n.severity ? 28 : 8)} y={h / 2 + 5}>
          ×{n.count}
        </text>
      )}
      {n.severity && (
        <path
          class="m-sev"
          transform={`translate(${n.w - 22 - lit} ${h / 2 - 7})`}
          d={{ critical: 'M4 0h6l4 4v6l-4 4h-6l-4-4v-6z', high: 'M7 0l7 14h-14z', medium: 'M7 0l7 7-7 7-7-7z', low: 'M7 1a6 6 0 1 0 .01 0z', info: 'M7 1a6 6 0 1 0 .01 0z' }[n.severity]}
        />
      )}
      {lamps && (
        <>
          <path class={`m-lamp ${lamps.device_lamp.colour}`} transform={`translate(${n.w - 16} ${h / 2 - 12})`} d={lampShape[lamps.device_lamp.colour]} />
          <path class={`m-lamp ${lamps.data_lamp.colour}`} transform={`translate(${n.w - 16} ${h / 2 + 2})`} d={lampShape[lamps.data_lamp.colour]} />
        </>
      )}
      {n.marks && <Marks row={rowOf(n.marks, n.more ?? 0, kinds, n.w - 16)} kinds={kinds} x={8} y={h + 8} />}
      {edge && <path class="m-edge" d={`M${n.w + 5} -4v${n.h + 8}`} />}
      {n.pinned && <path class="m-pin" d={`M${n.w - 8} -4v10`} />}
    </g>
  );
}

/** Where a vendor's responsibility ends: a line at the card of the device that a record of it hangs on, with the place in words. */
function edgesOf(map: Drawing): Map<string, string> {
  const edges = new Map<string, string>();
  for (const b of map.boundaries ?? [])
    for (const d of b.at_device ? b.devices : []) {
      const said = t('map.boundary', { vendor: b.vendor ?? '', where: b.where ?? '' });
      edges.set(d, edges.has(d) ? `${edges.get(d)}\n${said}` : said);
    }
  return edges;
}

export function MapView({ map, lamps, open, moving, pin }: Props) {
  const root = useRef<SVGSVGElement>(null);
  const whole: Window = { x: 0, y: 0, w: map.width, h: map.height };
  const [view, setView] = useState<Window | null>(null);
  const at = view ?? whole;
  // A tall drawing begins at its top in the full width: as a whole nobody could read it.
  useEffect(() => {
    const box = root.current;
    if (!box?.clientWidth) return;
    // Nor on a narrow screen, where it begins at its left.
    const w = Math.min(map.width, box.clientWidth / 0.6);
    const h = (w * box.clientHeight) / box.clientWidth;
    setView(map.height > h * 1.15 || w < map.width ? { x: 0, y: 0, w, h } : null);
  }, [map.width, map.height]);
  const nodes = useMemo(() => new Map(map.nodes.map((n) => [n.n, n])), [map]);
  const kinds = useMemo(() => kindsOf(map), [map]);
  const edges = useMemo(() => edgesOf(map), [map]);
  const onLines = useMemo(() => placeMarks(map, nodes, kinds, pointOf), [map]);

  const zoom = (by: number, cx = at.x + at.w / 2, cy = at.y + at.h / 2) => {
    const w = Math.min(whole.w * 1.5, Math.max(200, at.w * by));
    const scale = w / at.w;
    setView({ x: cx - (cx - at.x) * scale, y: cy - (cy - at.y) * scale, w, h: at.h * scale });
  };
  const pan = (dx: number, dy: number) => setView({ ...at, x: at.x + dx, y: at.y + dy });
  const place = (e: { clientX: number; clientY: number }) => {
    const m = root.current?.getScreenCTM();
    if (!m) return { x: 0, y: 0 };
    return { x: (e.clientX - m.e) / m.a, y: (e.clientY - m.f) / m.d };
  };

  // The wheel moves the page; with Ctrl (as browsers zoom) it zooms the drawing.
  useEffect(() => {
    const svg = root.current;
    const wheel = (e: WheelEvent) => {
      if (!e.ctrlKey) return;
      e.preventDefault();
      const p = place(e);
      zoom(e.deltaY > 0 ? 1.15 : 0.87, p.x, p.y);
    };
    svg?.addEventListener('wheel', wheel, { passive: false });
    return () => svg?.removeEventListener('wheel', wheel);
  });

  /** What a node talks to stays lit, the rest steps back: by classes, without drawing anew. */
  const light = (n: number | null) => {
    const svg = root.current;
    if (!svg) return;
    svg.classList.toggle('hot', n !== null);
    for (const e of svg.querySelectorAll('.on')) e.classList.remove('on');
    if (n === null) return;
    const with_ = new Set([n]);
    for (const path of svg.querySelectorAll<SVGElement>('.m-link, .m-at')) {
      const [a, b] = (path.dataset.ends ?? '').split(' ').map(Number);
      if (a !== n && b !== n) continue;
      path.classList.add('on');
      with_.add(a).add(b);
    }
    for (const a of svg.querySelectorAll<SVGElement>('[data-n]')) if (with_.has(Number(a.dataset.n))) a.classList.add('on');
  };
  const opened = map.nodes.find((n) => keyOf(n) === open);
  useEffect(() => light(opened?.n ?? null), [opened?.n, map]);

  const drag = useRef<{ x: number; y: number; node: MapNode | null; moved: boolean; el: SVGElement | null } | null>(null);
  const down = (e: PointerEvent) => {
    if (e.button) return;
    const el = (e.target as Element).closest<SVGElement>('[data-n]');
    // A group is not one thing, so it has no place of its own.
    drag.current = { ...place(e), node: moving && el && nodes.get(Number(el.dataset.n))?.count === 1 ? (nodes.get(Number(el.dataset.n)) ?? null) : null, moved: false, el };
  };
  const move = (e: PointerEvent) => {
    const d = drag.current;
    if (!d) return;
    const p = place(e);
    if (!d.moved && Math.hypot(p.x - d.x, p.y - d.y) < (4 * at.w) / 1000) return;
    if (!d.moved) root.current?.setPointerCapture(e.pointerId);
    d.moved = true;
    if (d.node) d.el?.setAttribute('transform', `translate(${p.x - d.x} ${p.y - d.y})`);
    else pan(d.x - p.x, d.y - p.y);
  };
  const up = (e: PointerEvent) => {
    const d = drag.current;
    drag.current = null;
    if (!d?.moved) return;
    addEventListener('click', (c) => (c.preventDefault(), c.stopPropagation()), { capture: true, once: true });
    if (!d.node) return;
    const p = place(e);
    pin(d.node, d.node.x + p.x - d.x, d.node.y + p.y - d.y).finally(() => d.el?.removeAttribute('transform'));
  };
  const keys = (e: KeyboardEvent) => {
    const step = at.w / 10;
    const table: Record<string, () => void> = {
      ArrowLeft: () => pan(-step, 0),
      ArrowRight: () => pan(step, 0),
      ArrowUp: () => pan(0, -step),
      ArrowDown: () => pan(0, step),
      '+': () => zoom(0.8),
      '-': () => zoom(1.25),
      '0': () => setView(null),
    };
    if (!table[e.key]) return;
    e.preventDefault();
    table[e.key]();
  };

  const drawn = useMemo(
    () => (
      <>
        {map.columns.map((c) => (
          <a key={c.layer} href={here({ guide: c.layer, open: null })} class="m-col">
            <text x={c.x + c.w / 2} y="28">
              {word('layers', c.layer)}
            </text>
          </a>
        ))}
        {map.zones.map((z, i) => (
          <g key={i} class={z.outside ? 'm-zone out' : 'm-zone'}>
            <rect x={z.x} y={z.y} width={z.w} height={z.h} rx="8" />
            <text x={z.x + 12} y={z.y + 20}>
              {z.name} {z.devices > 0 && t(z.outside ? 'map.peers' : 'map.zone', { n: number(z.devices) })}
            </text>
          </g>
        ))}
        {map.links.map((l) => {
          const a = nodes.get(l.from);
          const b = nodes.get(l.to);
          return a && b ? <Link key={`${l.from}-${l.to}-${l.medium ?? ''}`} l={l} a={a} b={b} /> : null;
        })}
        {[...map.nodes]
          .sort((a, b) => Number(a.pinned ?? false) - Number(b.pinned ?? false))
          .map((n) => (
            <a key={n.n} data-n={n.n} href={here({ open: keyOf(n), node: null, guide: null })}>
              <Card n={n} lamps={n.id ? lamps.get(n.id) : undefined} kinds={kinds} edge={edges.get(n.id ?? '')} />
            </a>
          ))}
        {onLines.map((p) => (
          <a key={`${p.l.from}~${p.l.to}`} class="m-at" data-ends={`${p.a.n} ${p.b.n}`} href={here({ open: `${keyOf(p.a)}~${keyOf(p.b)}`, node: null, guide: null })}>
            <title>{`${p.a.title} → ${p.b.title}\n${(p.l.marks ?? []).map((k) => `${kinds.get(k.what)?.title ?? k.what} ${k.n}`).join('\n')}`}</title>
            {p.row ? <Marks row={p.row} kinds={kinds} x={p.x} y={p.y} /> : <Bare k={(p.l.marks ?? [])[0]} x={p.x} y={p.y} />}
          </a>
        ))}
      </>
    ),
    [map, lamps, location.search],
  );
  const nodeAt = (e: Event) => {
    const el = (e.target as Element).closest<SVGElement>('[data-n]');
    return el ? Number(el.dataset.n) : null;
  };
  return (
    <div class={moving ? 'map moving' : 'map'}>
      <div class="map-acts">
        <button type="button" aria-label={t('map.closer')} onClick={() => zoom(0.8)}>
          ＋
        </button>
        <button type="button" aria-label={t('map.farther')} onClick={() => zoom(1.25)}>
          －
        </button>
        <button type="button" onClick={() => setView(null)}>
          {t('map.whole')}
        </button>
      </div>
      <svg
        ref={root}
        class="m-map"
        role="group"
        aria-label={t('map.title')}
        tabIndex={0}
        preserveAspectRatio="xMidYMin"
        viewBox={`${at.x} ${at.y} ${at.w} ${at.h}`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => (drag.current = null)}
        onPointerOver={(e) => !drag.current && light(nodeAt(e) ?? opened?.n ?? null)}
        onFocusIn={(e) => light(nodeAt(e) ?? opened?.n ?? null)}
        onPointerLeave={() => light(opened?.n ?? null)}
        onKeyDown={keys}
        onDblClick={(e) => nodeAt(e) === null && go(here({ open: null, guide: null }))}
        onDragStart={(e) => e.preventDefault()}
      >
        {drawn}
      </svg>
    </div>
  );
}
