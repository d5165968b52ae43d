// The risk of one thing: what is assumed, the worst that can come of it, what covers it. On the drawing's panel and on a device's page.
import { useData } from '../data';
import { Day, Loading, PacketLink, ProblemNote } from '../parts/bits';
import { Mark } from '../parts/mark';
import { staff } from '../site';
import type { DeviceDetail, Paged, RiskHeld, WorstBusiness, WorstRow } from '../shapes';
import { link } from '../url';
import { pair, t, word } from '../words';
import { Assumptions } from './assumption';
import { FindingList } from './device-parts';
import { yen } from './map-marks';

const effects = ['safety', 'quality', 'delivery', 'core'] as const;

export function WorstList({ rows }: { rows: WorstRow[] }) {
  return (
    <ul class="plain">
      {rows.map((w) => (
        <li key={w.record} class="finding-line">
          <a href={`/records?open=${w.record}`}>
            <b>{word('assume', 'harm-' + w.harm)}</b> {w.story}
          </a>{' '}
          {w.expired && <b class="warn">{t('assume.expired')}</b>}
          <small>
            {t('assume.loss')}: {w.loss !== null ? yen(w.loss) : (w.loss_why ?? t('assume.loss-unknown'))}
            {'　'}
            {effects.map((e) => `${t(`assume.effect-${e}`)}: ${word('assume', 'effect-' + w[e])}`).join('　')}
          </small>
          {w.measure && <small>{t('assume.limits', { words: w.measure })}</small>}
        </li>
      ))}
    </ul>
  );
}

/** Worst cases of a device, or (device null) of the site and its systems. */
export function Worst({ device }: { device: string | null }) {
  const found = useData<{ businesses: WorstBusiness[] }>('/risk/worst', ['records']);
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  const rows = found.value.businesses.flatMap((b) => b.cases).filter((w) => (w.device?.id ?? null) === device);
  return rows.length ? (
    <WorstList rows={rows} />
  ) : (
    <p class="none">
      {t('assume.no-worst')} <a href={link('/records', { add: 'worst-case' })}>{t('assume.write-worst')}</a>
    </p>
  );
}

/** Controls that were measured at this device: at work, or seen broken. Nothing measured is not "uncovered": it is unknown. */
export function Covers({ device }: { device: string }) {
  const found = useData<Paged<RiskHeld>>(link('/risk/held', { device, limit: '50' }), ['findings', 'devices']);
  if (!found.value) return found.problem ? <ProblemNote problem={found.problem} again={found.again} /> : <Loading />;
  if (!found.value.items.length) return <p class="none">{t('assume.not-measured')}</p>;
  return (
    <ul class="plain">
      {found.value.items.map((h) => (
        <li key={h.control} class="finding-line">
          <Mark topic="held" value={h.held ? 'yes' : 'no'} /> {pair(h.title)} <small class="inline">{word('assume', 'control-' + h.layer)}</small>
          <small>
            {pair(h.seen)} <PacketLink packet={h.packet} />
          </small>
        </li>
      ))}
    </ul>
  );
}

/** What a vendor said of the model: the label, its number and how long it holds. Only a statement; evidence stands beside it. */
function Label({ detail }: { detail: DeviceDetail }) {
  const list = detail.records.filter((r) => r.kind === 'jc-star');
  if (!list.length) return <p class="none">{t('assume.no-label')}</p>;
  return (
    <ul class="plain">
      {list.map((r) => (
        <li key={r.id}>
          <a href={`/records?open=${r.id}`}>{pair(r.title)}</a>{' '}
          {r.expires_on && (
            <small class="inline">
              {t('device.record-until')} <Day on={r.expires_on} />
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The tab of a device's page. */
export function DeviceRisk({ detail }: { detail: DeviceDetail }) {
  const id = detail.device.id;
  return (
    <>
      <section>
        <h3>{t('assume.title')}</h3>
        <Assumptions place={id} of={{ device: id }} />
      </section>
      {staff() && (
        <>
          <section>
            <h3>{t('assume.worst')}</h3>
            <Worst device={id} />
          </section>
          <section>
            <h3>{t('assume.covers')}</h3>
            <FindingList items={detail.findings.filter((f) => f.check === 'weak-device-uncovered')} />
            <Covers device={id} />
          </section>
        </>
      )}
      <section>
        <h3>{t('assume.label')}</h3>
        <Label detail={detail} />
      </section>
      <p>
        <a href={`/map?show=attacks&open=${id}`}>{t('assume.on-map')}</a>
        {staff() && (
          <>
            {'　'}
            <a href="/risk">{t('assume.to-risk')}</a>
          </>
        )}
      </p>
    </>
  );
}

