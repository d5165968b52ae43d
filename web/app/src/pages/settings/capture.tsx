// What comes in and how well: interfaces, the mirror, lost packets, what is kept.
import { Empty, Facts, Time } from '../../parts/bits';
import { Interfaces } from '../../parts/interfaces';
import { Term } from '../../parts/term';
import { capture } from '../../site';
import type { CaptureState } from '../../shapes';
import { bytes, number, pair, t } from '../../words';

function Store({ c }: { c: CaptureState }) {
  return (
    <Facts
      rows={[
        { label: t('capture.store'), value: t(`capture.store-${c.store.state}`) },
        { label: t('capture.store-kept'), value: c.store.files ? t('capture.store-files', { n: number(c.store.files), bytes: bytes(c.store.bytes) }) : null },
        { label: t('capture.store-from'), value: c.store.from && <Time at={c.store.from} /> },
        { label: t('capture.payload'), value: c.store.payload ? t('capture.payload-yes') : t('capture.payload-no') },
      ]}
    />
  );
}

export function CaptureTab() {
  const c = capture.value;
  if (!c) return <Interfaces live />;
  return (
    <>
      {c.replay ? (
        <p class="notice">
          {t('capture.replaying', { name: c.replay.name })} {c.replay.ended ? t('capture.replay-ended') : ''}
        </p>
      ) : (
        <>
          <h2>
            <Term name="mirror-port">{t('capture.interfaces')}</Term>
          </h2>
          <Interfaces live />
        </>
      )}
      <h2>{t('capture.quality')}</h2>
      <Facts
        rows={[
          { label: t('capture.mirror'), value: pair(c.mirror.words) },
          { label: t('capture.received'), value: t('home.packets', { n: number(c.packets) }) },
          { label: t('capture.dropped'), value: c.dropped ? <b class="warn">{t('home.packets', { n: number(c.dropped) })}</b> : t('home.no-drop') },
          { label: t('capture.unsaid'), value: c.unsaid ? <b class="warn">{number(c.unsaid)}</b> : null },
          { label: t('capture.malformed'), value: t('home.packets', { n: number(c.malformed) }) },
          { label: t('capture.began'), value: c.began && <Time at={c.began} seconds /> },
          { label: t('capture.last'), value: c.last_frame && <Time at={c.last_frame} seconds /> },
          { label: t('capture.clock'), value: c.clock.times ? t('capture.clock-jumps', { n: c.clock.times, m: Math.round(c.clock.seconds) }) : null },
          { label: t('capture.restarts'), value: c.restarts ? number(c.restarts) : null },
        ]}
      />
      <h2>{t('capture.packets')}</h2>
      <Store c={c} />
      <h2>
        {t('capture.files')} <small>{number(c.files_total)}</small>
      </h2>
      {c.files.length ? (
        <div class="wide">
          <table aria-label={t('capture.files')}>
            <thead>
              <tr>
                <th scope="col">{t('capture.file')}</th>
                <th scope="col">{t('flows.first')}</th>
                <th scope="col">{t('flows.last')}</th>
                <th scope="col" class="num">
                  {t('flows.packets')}
                </th>
                <th scope="col" class="num">
                  {t('flows.bytes')}
                </th>
              </tr>
            </thead>
            <tbody>
              {c.files.map((f) => (
                <tr key={f.index} class={f.gone ? 'gone' : undefined}>
                  <th scope="row">
                    {f.name}
                    {f.gone && <small>{t('capture.file-gone')}</small>}
                  </th>
                  <td>
                    <Time at={f.first} />
                  </td>
                  <td>
                    <Time at={f.last} />
                  </td>
                  <td class="num">{number(f.packets)}</td>
                  <td class="num">{bytes(f.bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Empty title={t('capture.no-files')} />
      )}
    </>
  );
}
