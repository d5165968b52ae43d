// Drawings that were kept, and what is otherwise now.
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { useData } from '../data';
import { act } from '../net';
import { PartNotYet } from '../parts/absent';
import { Empty, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { Panel } from '../parts/panel';
import { may } from '../site';
import type { Operations, Whole, MapVersion } from '../shapes';
import { here, query } from '../url';
import { number, t, word } from '../words';

type Compared = Operations['map_version_compare']['answer'];

function Changes({ title, n, children }: { title: string; n: number; children: ComponentChildren }) {
  if (!n) return null;
  return (
    <>
      <h3>
        {title} <small class="inline">{number(n)}</small>
      </h3>
      <ul class="plain">{children}</ul>
    </>
  );
}

function Compare({ id }: { id: string }) {
  const found = useData<Compared>(`/map/versions/${id}/compare`, ['devices']);
  if (found.loading || !found.value) return <PartNotYet found={found} what="version" />;
  const c = found.value;
  const same = !c.fresh.length && !c.gone.length && !c.changed.length && !c.links_fresh.length && !c.links_gone.length;
  return (
    <>
      <p>
        {t('map.compared', { name: c.version.name })} <Time at={c.version.at} />
      </p>
      {same && <Empty title={t('map.same')} />}
      <Changes title={t('map.fresh')} n={c.fresh.length}>
        {c.fresh.map((x) => (
          <li key={x.id}>
            <a href={here({ open: x.id, versions: null, compare: null })}>{x.title}</a> <small class="inline">{word('kinds', x.kind)}</small>
          </li>
        ))}
      </Changes>
      <Changes title={t('map.gone')} n={c.gone.length}>
        {c.gone.map((x) => (
          <li key={x.id}>
            {x.title} <small class="inline">{word('kinds', x.kind)}</small>
          </li>
        ))}
      </Changes>
      <Changes title={t('map.changed')} n={c.changed.length}>
        {c.changed.map((x) => (
          <li key={x.id}>
            {x.title} <small class="inline">{x.was}</small>
          </li>
        ))}
      </Changes>
      <Changes title={t('map.links-fresh')} n={c.links_fresh.length}>
        {c.links_fresh.map((x, i) => (
          <li key={i}>
            {x.from_title ?? x.from} → {x.to_title ?? x.to} <small class="inline">{x.protocols.join(t('shell.comma'))}</small>
          </li>
        ))}
      </Changes>
      <Changes title={t('map.links-gone')} n={c.links_gone.length}>
        {c.links_gone.map((x, i) => (
          <li key={i}>
            {x.from_title ?? x.from} → {x.to_title ?? x.to} <small class="inline">{x.protocols.join(t('shell.comma'))}</small>
          </li>
        ))}
      </Changes>
    </>
  );
}

export function MapVersions() {
  const list = useData<Whole<MapVersion>>('/map/versions', ['settings', 'journal']);
  const [asked, ask] = useState(false);
  const [values, change] = useState<Values>({});
  const compare = query.value.get('compare');
  return (
    <Panel title={t('map.versions')}>
      {may('it', 'ot') && (
        <p class="acts">
          <button type="button" class="first" onClick={() => ask(true)}>
            {t('map.keep')}
          </button>
        </p>
      )}
      <ProblemNote problem={list.problem} again={list.again} />
      {list.value && !list.value.items.length && <Empty title={t('map.no-versions')}>{t('map.no-versions-next')}</Empty>}
      {!!list.value?.items.length && (
        <table aria-label={t('map.versions')}>
          <tbody>
            {list.value.items.map((v) => (
              <tr key={v.id} class={v.id === compare ? 'here' : undefined}>
                <th scope="row">
                  {v.name}
                  <small>
                    <Time at={v.at} /> {v.who}
                  </small>
                </th>
                <td class="num">
                  <a href={here({ compare: v.id, version: null })}>{t('map.compare')}</a>　<a href={here({ version: v.id, compare: null, versions: null })}>{t('map.show-version')}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {compare && <Compare id={compare} />}
      {asked && (
        <Dialog
          title={t('map.keep')}
          does={t('shell.save')}
          close={() => ask(false)}
          act={async () => {
            await act('POST', '/map/versions', { name: values.name });
            list.again();
          }}
        >
          <p class="note">{t('map.keep-note')}</p>
          <Form values={values} change={change} prefix="version" fields={[{ name: 'name', label: t('map.version-name'), required: true, max: 100 }]} />
        </Dialog>
      )}
    </Panel>
  );
}
