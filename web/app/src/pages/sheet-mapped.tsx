// Where a row is at home in other catalogues, both editions of CSF first; what is unverified says so beside its id.
import type { SheetRow, SheetRowDetail } from '../shapes';
import { link } from '../url';
import { pair, t } from '../words';

export function SheetMapped({ row, mapped }: { row: SheetRow; mapped: SheetRowDetail['mapped'] }) {
  if (!mapped.length) return null;
  return (
    <>
      <h3>{t('machines.mapped')}</h3>
      <dl class="facts">
        <div>
          <dt>NIST CSF 1.1</dt>
          <dd>{t('machines.as-printed', { id: row.category })}</dd>
        </div>
        {mapped.map((m) => (
          <div key={m.mapping}>
            <dt>
              <a href={link('/machines', { mapping: m.mapping })}>{pair(m.title)}</a>
            </dt>
            <dd>
              {m.ids.map((x) => (
                <p key={x.id}>
                  {x.id} {pair(x.label)} {x.status === 'unverified' && <small>{t('machines.unverified')}</small>}
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
