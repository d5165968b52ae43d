// Beside the drawing: attack assumptions and worst cases of the card or line that was chosen.
import { Panel } from '../parts/panel';
import { scope } from '../site';
import type { AssumptionRow, MapNode } from '../shapes';
import { link } from '../url';
import { t } from '../words';
import { Assumptions } from './assumption';
import { keyOf } from './map-view';
import { Covers, Worst } from './risk-of';

/** What is assumed of the thing itself; of its links in their own panels, and on the device's page. */
const ofItself = (a: AssumptionRow) => !a.to;

export function NodeRisk({ node, show }: { node: MapNode; show: 'plain' | 'attacks' | 'worst' }) {
  const id = node.id?.startsWith('d') ? node.id : null;
  if (!id && !node.record)
    return node.kind === 'outside' ? null : (
      <p>
        <a href={link('/attacks', { kind: node.kind, ...scope() })}>{t('map.of-group')}</a>
      </p>
    );
  const attacks = (
    <>
      <h3>{t('assume.title')}</h3>
      <Assumptions place={id ?? node.record ?? ''} of={id ? { device: id, where: 'element' } : { where: 'element', kind: node.kind }} only={id ? ofItself : (a) => a.from.id === node.record} />
    </>
  );
  const worst = id && (
    <>
      <h3>{t('assume.worst')}</h3>
      <Worst device={id} />
    </>
  );
  return (
    <>
      {show === 'attacks' ? attacks : worst}
      {show === 'attacks' ? worst : attacks}
      {id && (
        <>
          <h3>{t('assume.covers')}</h3>
          <Covers device={id} />
        </>
      )}
    </>
  );
}

/** One line: the assumptions of both directions. */
export function LinkPanel({ a, b }: { a: MapNode; b: MapNode }) {
  const from = keyOf(a);
  const to = keyOf(b);
  const device = [from, to].find((k) => k.startsWith('d'));
  const both = (x: AssumptionRow) => !!x.to && ((x.from.id === from && x.to.id === to) || (x.from.id === to && x.to.id === from));
  const single = !from.startsWith('n') && !to.startsWith('n');
  return (
    <Panel title={t('map.link-of', { from: a.title, to: b.title })}>
      <h3>{t('assume.title')}</h3>
      {single ? (
        <Assumptions place={`${from}~${to}`} of={{ where: 'link', ...(device ? { device } : {}) }} only={both} />
      ) : (
        <p>
          <a href={link('/attacks', { kind: a.kind, far_kind: b.kind, ...scope() })}>{t('map.of-group')}</a>
        </p>
      )}
    </Panel>
  );
}

/** What would happen to the whole, where nobody tied it to one device. */
export const WholeWorst = () => (
  <details class="notice">
    <summary>{t('map.whole-worst')}</summary>
    <Worst device={null} />
  </details>
);
