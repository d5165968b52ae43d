// What a device tells and what is set in it: names, last values, how often, between which bounds; and who was seen to set them.
// As the numbers stood in the traffic: units and scale cannot be known from it.
import { listPath, useData } from '../data';
import { Empty, Loading, PacketLink, ProblemNote, Time } from '../parts/bits';
import { protocolName } from '../parts/deed';
import { Filters } from '../parts/filters';
import { Mark } from '../parts/mark';
import { Pages, Table, type Column } from '../parts/table';
import type { DeviceDetail, Paged, Point } from '../shapes';
import { query } from '../url';
import { lang, number, t, word } from '../words';
import { RelearnSaid, RelearnValues } from './device-acts';
import { endName } from './device-parts';

const names = ['q', 'protocol', 'set', 'sort', 'limit', 'cursor'];
export const valueNames = ['q', 'protocol', 'set', 'sort', 'cursor'];

/** Every digit that means something, and none that a short float has made up. */
function value(n: number | null, type: string): string {
  if (n === null) return '';
  if (type === 'bool' && (n === 0 || n === 1)) return `${n} (${n ? 'ON' : 'OFF'})`;
  const digits = type === 'float' ? 7 : 15;
  if (n !== 0 && (Math.abs(n) < 1e-6 || Math.abs(n) >= 1e15)) return n.toPrecision(Math.min(digits, 7));
  return n.toLocaleString(lang.value, { maximumSignificantDigits: digits });
}

function every(us: number | null) {
  if (us === null) return <span class="none">{t('shell.none')}</span>;
  const s = us / 1e6;
  return <>{s < 1 ? t('device.every-ms', { n: number(Number((us / 1000).toPrecision(2))) }) : s < 120 ? t('device.every-s', { n: number(Number(s.toPrecision(2))) }) : t('device.every-min', { n: number(Math.round(s / 60)) })}</>;
}

/** Least and most, and where the last value lies between them. */
function Range({ p }: { p: Point }) {
  if (p.least === null || p.most === null) return null;
  if (p.least === p.most) return <span class="none">{t('device.point-same')}</span>;
  const at = p.last_value === null ? null : (100 * (p.last_value - p.least)) / (p.most - p.least);
  return (
    <>
      {value(p.least, p.type)} – {value(p.most, p.type)}
      {p.type !== 'bool' && at !== null && at >= 0 && at <= 100 && (
        <svg class="between" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 4H100" />
          <rect x={Math.min(96, Math.max(0, at - 2))} y={0} width={4} height={8} />
        </svg>
      )}
    </>
  );
}

/** Who was seen to set values by this protocol: one is who it was; of several it is one of them. */
function By({ detail, p }: { detail: DeviceDetail; p: Point }) {
  const who = detail.setters.filter((s) => s.protocol === p.protocol).map((s) => s.client);
  const named = [...new Set(who.map(endName))];
  const text =
    named.length === 0
      ? t('device.set-by-none')
      : named.length === 1
        ? t('device.set-by', { who: named[0] })
        : t('device.set-by-some', { who: named.slice(0, 3).join(t('shell.comma')), n: number(named.length) });
  return (
    <>
      <Mark topic="point" value="set" words={t('device.point-is-set')} />
      <small>
        {t('device.point-set', { n: number(p.writes) })}
        {t('shell.comma')}
        <span class="words">{text}</span>
      </small>
    </>
  );
}

const columns = (detail: DeviceDetail): Column<Point>[] => [
  {
    name: 'name',
    title: t('device.point'),
    cell: (p) => (
      <>
        {p.name.trim() ? <span class="named">{p.name}</span> : <span class="none">{t('device.point-blank')}</span>}
        <small>{[protocolName(p.protocol), word('pointtype', p.type)].filter(Boolean).join('　')}</small>
      </>
    ),
  },
  { name: 'value', title: t('device.point-last'), num: true, keep: true, cell: (p) => <b>{value(p.last_value, p.type)}</b> },
  { name: 'last', title: t('device.point-at'), keep: true, cell: (p) => <Time at={p.last} seconds /> },
  { name: 'period', title: t('device.point-every'), num: true, keep: true, cell: (p) => every(p.period_us) },
  { name: 'range', title: t('device.point-range'), num: true, sort: 'most', cell: (p) => <Range p={p} /> },
  { name: 'writes', title: t('device.point-kind'), cell: (p) => (p.writes > 0 ? <By detail={detail} p={p} /> : <Mark topic="point" value="told" words={t('device.point-is-told')} />) },
  { name: 'count', title: t('device.times'), num: true, minor: true, cell: (p) => number(p.count) },
  { name: 'packet', title: t('device.from'), sort: false, minor: true, keep: true, cell: (p) => <PacketLink packet={p.packet} /> },
];

export function Points({ detail, done }: { detail: DeviceDetail; done: () => void }) {
  const d = detail.device;
  const list = useData<Paged<Point>>(detail.points_total ? listPath(`/devices/${d.id}/points`, query.value, names) : null, ['devices']);
  const protocols = [...new Set(detail.points.map((p) => p.protocol).concat(detail.setters.map((s) => s.protocol)))].sort();
  if (!detail.points_total) return <Empty title={t('device.no-points')}>{t('device.no-points-next')}</Empty>;
  return (
    <section aria-label={t('device.points')}>
      <p class="note">{t('device.points-note')}</p>
      <RelearnSaid detail={detail} />
      <Filters
        search={t('device.points-search')}
        filters={[
          {
            name: 'set',
            label: t('device.point-any'),
            choices: [
              { value: '1', text: t('device.only-set') },
              { value: '0', text: t('device.only-told') },
            ],
          },
          ...(protocols.length > 1 ? [{ name: 'protocol', label: t('flows.protocol'), choices: protocols.map((p) => ({ value: p, text: protocolName(p) })) }] : []),
        ]}
      >
        <a class="button" href={`/api/v1/reports/points?device=${d.id}&lang=${lang.value}`} download>
          {t('device.points-csv')}
        </a>
        <RelearnValues detail={detail} done={done} />
      </Filters>
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && <Empty title={t('device.points-none')} />}
      {!!list.value?.items.length && (
        <div class="list">
          <Table label={t('device.points')} rows={list.value.items} columns={columns(detail)} id={(p) => `${p.protocol} ${p.name} ${p.packet?.file}-${p.packet?.n}`} sorted="name" />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
    </section>
  );
}
