// The drawing: five layers as columns, segments as boxes, who talks to whom as lines. The server places; this draws, moves and asks.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act } from '../net';
import { NoSuchRow, PartNotYet } from '../parts/absent';
import { Empty, Facts, Loading, PageHead, ProblemNote } from '../parts/bits';
import { protocolChoices } from '../parts/deed';
import { Filters } from '../parts/filters';
import { among, useLamps } from '../parts/lamps';
import { Panel } from '../parts/panel';
import { capture, may, scope, seesSite, staff } from '../site';
import type { Drawing, LayerGuide, MapNode } from '../shapes';
import { showTime } from '../time';
import { here, link, query, setQuery } from '../url';
import { bytes, number, pair, t, word } from '../words';
import { itemName } from './about';
import { DeviceBrief } from './device';
import { MarkLegend } from './map-marks';
import { LinkPanel, NodeRisk, WholeWorst } from './map-risk';
import { MapVersions } from './map-versions';
import { keyOf, lampShape, MapView } from './map-view';

const shows = ['plain', 'attacks', 'worst'] as const;
type Show = (typeof shows)[number];
/** What is laid over the drawing; worst cases are for those who work here. */
const show = (): Show => shows.find((s) => s === query.value.get('show') && (s !== 'worst' || staff())) ?? 'plain';

const spans = { hour: 3600, day: 86400, week: 604800 };

/** What the address says, as the server is asked. */
function asked(): string {
  const q = query.value;
  const values: Record<string, string> = { ...scope() };
  for (const name of ['layer', 'protocol', 'clear', 'outside', 'finding', 'detail', 'show']) {
    const value = q.get(name);
    if (value) values[name] = value;
  }
  const span = spans[q.get('span') as keyof typeof spans];
  if (span) {
    const end = q.get('until') ?? capture.value?.last;
    if (end) {
      values.to = new Date(end).toISOString();
      values.from = new Date(new Date(end).getTime() - span * 1000).toISOString();
    }
  }
  return link('/map', values);
}

/** A window of time that is moved over what was seen. */
function TimeWindow({ map }: { map: Drawing }) {
  const span = query.value.get('span') as keyof typeof spans | null;
  const from = Date.parse(map.from ?? '');
  const to = Date.parse(map.to ?? '');
  if (!from || !to) return null;
  const end = Date.parse(query.value.get('until') ?? map.to ?? '');
  return (
    <span class="time-window">
      <select aria-label={t('map.time')} class={span ? 'set' : undefined} value={span ?? ''} onChange={(e) => setQuery({ span: e.currentTarget.value, until: null })}>
        <option value="">{t('map.time-all')}</option>
        {(Object.keys(spans) as (keyof typeof spans)[]).map((s) => (
          <option key={s} value={s}>
            {t(`map.time-${s}`)}
          </option>
        ))}
      </select>
      {span && (
        <label>
          <span class="off">{t('map.time-until')}</span>
          <input
            type="range"
            min={from}
            max={to}
            step={Math.max(1000, Math.round((to - from) / 200))}
            value={end}
            onChange={(e) => setQuery({ until: new Date(Number(e.currentTarget.value)).toISOString() })}
            aria-valuetext={showTime(new Date(end))}
          />
          {t('map.time-to', { time: showTime(new Date(end)) })}
        </label>
      )}
    </span>
  );
}

function Legend() {
  return (
    <ul class="legend" aria-label={t('map.legend')}>
      {(['no', 'mixed', 'yes', 'unknown', 'hand'] as const).map((k) => (
        <li key={k}>
          <svg width="40" height="8" aria-hidden="true">
            <path class={`m-link ${k}`} d="M0 4H40" />
          </svg>
          {t(`map.line-${k}`)}
        </li>
      ))}
      {(['green', 'yellow', 'red', 'grey'] as const).map((c) => (
        <li key={c}>
          <svg width="12" height="12" aria-hidden="true">
            <path class={`m-lamp ${c}`} d={lampShape[c]} transform="translate(1 1)" />
          </svg>
          {t(`map.lamp-${c}`)}
        </li>
      ))}
      <li>{t('map.lamps')}</li>
    </ul>
  );
}

/** What JPCERT/CC's way of looking asks of a layer: what happens there, why, and what is done about it. */
function Guide({ guide }: { guide: LayerGuide }) {
  return (
    <>
      <h3>{t('map.guide-risks')}</h3>
      <p>{pair(guide.risks)}</p>
      <h3>{t('map.guide-why')}</h3>
      <p>{pair(guide.why)}</p>
      <h3>{t('map.guide-measures')}</h3>
      <p>{pair(guide.measures)}</p>
      {guide.items.length > 0 && (
        <>
          <h3>{t('map.guide-items')}</h3>
          <p>
            {guide.items.map((i) => (
              <a key={i} class="item" href={link('/sheet', { ...(i.includes('-') ? { open: i } : { q: i }), ...scope() })}>
                {itemName(i)}
              </a>
            ))}
          </p>
        </>
      )}
    </>
  );
}

/** "10.0.1." of 10.0.1.0/24: what the addresses of a group begin with; nothing where no such words say it. */
function networkWords(zone?: string): string | null {
  const found = /^((?:\d+\.){3})0\/24$/.exec(zone ?? '');
  return found ? found[1] : null;
}

function NodePanel({ map, node, unpin }: { map: Drawing; node: MapNode; unpin?: () => void }) {
  const guide = map.guide.find((g) => g.layer === node.layer);
  const links = map.links.filter((l) => l.from === node.n || l.to === node.n);
  return (
    <Panel title={node.title} full={node.id?.startsWith('d') ? `/devices/${node.id}` : undefined}>
      {!node.id?.startsWith('d') && (
        <>
          <Facts
            rows={[
              { label: t('devices.kind'), value: node.id ? t('flows.outside') : word('kinds', node.kind) },
              { label: t('device.layer'), value: word('layers', node.layer) },
              { label: t('map.count'), value: node.count > 1 ? number(node.count) : null },
              { label: t('map.about'), value: node.tip || node.sub },
              { label: t('map.by-hand'), value: node.record && <a href={`/records?open=${node.record}`}>{t('map.by-hand-words')}</a> },
            ]}
          />
          {node.count > 1 && !node.record && node.layer !== 'cloud' && (
            <p>
              <a href={link('/devices', { kind: node.kind, layer: node.layer, q: networkWords(map.zones[node.zone]?.name), ...scope() })}>{t('map.as-list')}</a>
            </p>
          )}
          <h3>{t('device.flows')}</h3>
          <ul class="plain">
            {links.slice(0, 20).map((l) => {
              const other = map.nodes.find((x) => x.n === (l.from === node.n ? l.to : l.from));
              return (
                <li key={`${l.from}-${l.to}`}>
                  {other?.title} <small class="inline" title={l.titles?.join(t('shell.comma'))}>{[l.protocols.join(t('shell.comma')), bytes(l.bytes)].filter(Boolean).join('　')}</small>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {unpin && (
        <p>
          <button type="button" onClick={unpin}>
            {t('map.unpin')}
          </button>
        </p>
      )}
      {(map.boundaries ?? [])
        .filter((b) => node.id && b.devices.includes(node.id))
        .map((b) => (
          <p key={b.record} class="note">
            <a href={link('/records', { open: b.record })}>{t('map.boundary', { vendor: b.vendor ?? '', where: b.where ?? '' })}</a>
          </p>
        ))}
      {show() !== 'plain' && <NodeRisk node={node} show={show()} />}
      {guide && (
        <details>
          <summary>{t('map.guide', { layer: word('layers', node.layer) })}</summary>
          <Guide guide={guide} />
        </details>
      )}
      {node.id?.startsWith('d') &&
        (show() === 'plain' ? (
          <DeviceBrief id={node.id} />
        ) : (
          <details>
            <summary>{t('map.of-device')}</summary>
            <DeviceBrief id={node.id} />
          </details>
        ))}
    </Panel>
  );
}

export default function MapPage() {
  const version = query.value.get('version');
  const found = useData<Drawing>(version ? `/map/versions/${version}` : asked(), version ? [] : ['devices', 'findings', 'settings']);
  const [moving, setMoving] = useState(false);
  const map = found.value;
  const lamps = useLamps(version ? null : among(map?.nodes.map((n) => n.id) ?? []));
  const open = query.value.get('open') ?? query.value.get('node');
  const node = map?.nodes.find((n) => keyOf(n) === open);
  const ends = open?.split('~').map((end) => map?.nodes.find((n) => keyOf(n) === end)) ?? [];
  const laid = show();
  const guide = map?.guide.find((g) => g.layer === query.value.get('guide'));
  const filtered = ['layer', 'protocol', 'clear', 'outside', 'finding', 'span'].some((n) => query.value.get(n));
  const pin = async (n: MapNode, x: number | null, y: number | null) => {
    await act('PUT', '/map/pins', { pins: [{ id: n.id ?? n.record, x: x === null ? null : Math.round(x), y: y === null ? null : Math.round(y) }] });
    found.again();
  };
  return (
    <div class="map-page">
      <PageHead title={t('map.title')} note={t('map.note')}>
        {may('it', 'ot') && (
          <a class="button" href={link('/records', { add: 'manual-device', ...scope() })}>
            {t('map.add-device')}
          </a>
        )}
        {may('it', 'ot') && (
          <a class="button" href={link('/records', { add: 'manual-link', ...scope() })}>
            {t('map.add-link')}
          </a>
        )}
        {seesSite() && staff() && (
          <a class="button" href={here({ versions: '1', open: null })}>
            {t('map.versions')}
          </a>
        )}
        {may('it', 'ot') && !version && (
          <button type="button" aria-pressed={moving} onClick={() => setMoving(!moving)}>
            {t('map.move')}
          </button>
        )}
        <a class="button" href={`/api/v1${link('/map.svg', { ...scope(), ...(laid === 'plain' ? {} : { show: laid }) })}`} download="map.svg">
          SVG
        </a>
        <button type="button" onClick={() => print()}>
          {t('devices.print')}
        </button>
      </PageHead>
      {!version && (
        <nav class="tabs" aria-label={t('map.show')}>
          {shows
            .filter((s) => s !== 'worst' || staff())
            .map((s) => (
              <a key={s} href={here({ show: s === 'plain' ? null : s })} aria-current={s === laid ? 'page' : undefined}>
                {t(`map.show-${s}`)}
              </a>
            ))}
        </nav>
      )}
      <Filters
        filters={[
          { name: 'layer', label: t('devices.any-layer'), choices: ['device', 'lan', 'server', 'wan', 'cloud'].map((l) => ({ value: l, text: word('layers', l) })) },
          { name: 'clear', label: t('flows.encrypted'), choices: [{ value: '1', text: t('map.only-clear') }] },
          { name: 'outside', label: t('flows.outside'), choices: [{ value: '1', text: t('flows.only-outside') }] },
          { name: 'protocol', label: t('flows.protocol'), choices: protocolChoices() },
        ]}
      >
        {map && <TimeWindow map={map} />}
      </Filters>
      {version && (
        <p class="notice">
          {t('map.old-version')} <a href={here({ version: null })}>{t('map.to-now')}</a>
        </p>
      )}
      {moving && <p class="notice">{t('map.move-note')}</p>}
      {version && !map ? <PartNotYet found={found} what="version" /> : <ProblemNote problem={found.problem} again={found.again} />}
      {!version && !map && !found.problem && <Loading />}
      {map && !map.nodes.length && (
        <Empty title={filtered ? t('map.none-filtered') : t('devices.none')}>
          {filtered ? t('devices.none-filtered-next') : staff() && <a href="/settings?tab=capture">{t('devices.none-next')}</a>}
        </Empty>
      )}
      {map && map.nodes.length > 0 && (
        <>
          {map.whole && <WholeWorst />}
          {laid !== 'plain' && !map.whole && !map.nodes.some((n) => n.marks) && !map.links.some((l) => l.marks) && <p class="notice">{t(`map.none-${laid}`)}</p>}
          <MapView map={map} lamps={lamps.of} open={open} moving={moving} pin={pin} />
          {laid !== 'plain' && <MarkLegend show={laid} />}
          <Legend />
          {!!map.left_out.marks && (
            <p class="note">
              {t('map.marks-left-out', { n: number(map.left_out.marks) })} <a href={link('/attacks', { where: 'link', ...scope() })}>{t('map.all-attacks')}</a>
            </p>
          )}
          {map.left_out.links > 0 && <p class="notice">{t('map.left-out', { m: number(map.left_out.links) })}</p>}
          {map.nodes.some((n) => n.count > 1) && (
            <p class="note">
              {query.value.get('detail') === 'devices' ? t('map.too-many') : t('map.gathered')}{' '}
              {query.value.get('detail') !== 'devices' && <a href={here({ detail: 'devices' })}>{t('map.show-devices')}</a>}
            </p>
          )}
          {query.value.get('detail') === 'devices' && (
            <p class="note">
              <a href={here({ detail: null })}>{t('map.show-gathered')}</a>
            </p>
          )}
        </>
      )}
      {map && !found.loading && open && !node && !(ends[0] && ends[1]) && (
        <NoSuchRow id={open}>{/^d\d+$/.test(open) && <a href={`/devices/${open}`}>{t('map.to-device')}</a>}</NoSuchRow>
      )}
      {map && node && <NodePanel map={map} node={node} unpin={may('it', 'ot') && node.pinned ? () => pin(node, null, null) : undefined} />}
      {map && ends.length === 2 && ends[0] && ends[1] && <LinkPanel a={ends[0]} b={ends[1]} />}
      {query.value.get('versions') && !node && <MapVersions />}
      {guide && !node && (
        <Panel title={pair(guide.title)}>
          <Guide guide={guide} />
        </Panel>
      )}
    </div>
  );
}
