// The sheet for other programs: what each file is for in a sentence; where the sheet is at home in other catalogues, and what of that is unverified.
import { useData } from '../data';
import { PartNotYet } from '../parts/absent';
import { Loading, PageHead, ProblemNote } from '../parts/bits';
import type { MappingMap, MappingShort, MappingTerm, Paged } from '../shapes';
import { scope, seesSite, staff, system } from '../site';
import { here, link, query } from '../url';
import { number, pair, t } from '../words';
import { itemName } from './about';
import { systemName } from './records';

interface File {
  text: string;
  to: string;
}

const oscal = (document: string, values: Record<string, string> = {}): string => '/api/v1' + link(`/oscal/${document}`, { ...values, ...scope() });
const one = (to: string): File[] => [{ text: t('machines.one-json'), to }];

const documents = ['catalog', 'profile', 'plan', 'results', 'poam'] as const;
/** What holds evidence names devices of every system: only who sees the site as a whole is given it. */
const offered = () => documents.filter((d) => seesSite() || (d !== 'results' && d !== 'poam'));

function files(document: (typeof documents)[number]): File[] {
  return document === 'profile'
    ? (['poc', 'core', 'important'] as const).map((level) => ({ text: t(`machines.level-${level}`), to: oscal('profile', { level }) }))
    : one(oscal(document));
}

const Files = ({ of }: { of: File[] }) => (
  <span class="acts">
    {of.map((f) => (
      <a key={f.to} class="button" href={f.to} download>
        {f.text}
      </a>
    ))}
  </span>
);

const Line = ({ name, of }: { name: (typeof documents)[number] | 'rows' | 'api'; of: File[] }) => (
  <tr>
    <th scope="row">{t(`machines.${name}`)}</th>
    <td>{t(`machines.${name}-for`)}</td>
    <td>
      <Files of={of} />
    </td>
  </tr>
);

function Documents() {
  const rows = `/api/v1/sheets/jssec-2.1/${system.value}/export`;
  return (
    <section>
      <h2>{t('machines.documents')}</h2>
      <div class="list">
        <table aria-label={t('machines.documents')}>
          <thead>
            <tr>
              <th scope="col">{t('machines.document')}</th>
              <th scope="col">{t('machines.for-what')}</th>
              <th scope="col">{t('machines.take')}</th>
            </tr>
          </thead>
          <tbody>
            {staff() && offered().map((d) => <Line key={d} name={d} of={files(d)} />)}
            {staff() && (
              <Line
                name="rows"
                of={[
                  { text: 'CSV', to: link(rows, { format: 'csv', columns: 'all' }) },
                  { text: 'JSON', to: link(rows, { format: 'json', columns: 'all' }) },
                ]}
              />
            )}
            <Line name="api" of={one('/api/v1/openapi.json')} />
          </tbody>
        </table>
      </div>
      {staff() && <p class="note">{t('machines.no-poam')}</p>}
    </section>
  );
}

const Status = ({ of }: { of: MappingTerm['status'] }) => (of === 'unverified' ? <b>{t('machines.unverified')}</b> : <>{t(`machines.${of}`)}</>);

/** What is unverified stands before what it is about, wherever a mapping is told of. */
const Doubt = ({ m }: { m: MappingShort }) => (
  <>
    {m.unverified && (
      <p>
        <b>{t('machines.unverified')}</b> {pair(m.unverified)}
      </p>
    )}
    <p>{pair(m.source)}</p>
  </>
);

function Mappings({ list, chosen }: { list: MappingShort[]; chosen: string | null }) {
  return (
    <section>
      <h2>{t('machines.mappings')}</h2>
      <p class="note">{t('machines.mappings-note')}</p>
      <div class="list">
        <table aria-label={t('machines.mappings')}>
          <thead>
            <tr>
              <th scope="col">{t('machines.mapping')}</th>
              <th scope="col" class="num">
                {t('machines.maps')}
              </th>
              <th scope="col">{t('machines.checked')}</th>
              <th scope="col">{t('machines.take')}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((m) => (
              <tr key={m.name}>
                <th scope="row">
                  <a href={here({ mapping: m.name === chosen ? null : m.name })} aria-current={m.name === chosen ? 'true' : undefined}>
                    {pair(m.title)}
                  </a>
                  <small>{pair(m.edition)}</small>
                </th>
                <td class="num">{m.maps ? number(m.maps) : t('machines.structure')}</td>
                <td>
                  <Doubt m={m} />
                </td>
                <td>
                  <Files
                    of={[
                      { text: 'Excel', to: link(`/api/v1/mappings/${m.name}/table`, { format: 'xlsx' }) },
                      { text: 'CSV', to: link(`/api/v1/mappings/${m.name}/table`, { format: 'csv' }) },
                      ...(m.oscal && staff() ? [{ text: 'OSCAL', to: oscal('mapping', { mapping: m.name }) }] : []),
                    ]}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const Maps = ({ maps, label }: { maps: MappingMap[]; label: string }) => (
  <div class="list">
    <table aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('machines.item')}</th>
          <th scope="col">{t('machines.relationship')}</th>
          <th scope="col">{t('machines.to')}</th>
          <th scope="col">{t('machines.status')}</th>
        </tr>
      </thead>
      <tbody>
        {maps.map((m) => (
          <tr key={m.item + m.relationship}>
            <th scope="row">
              <a href={link('/sheet', { ...(m.item.includes('-') ? { open: m.item } : { q: m.item }), ...scope() })}>{itemName(m.item)}</a> {pair(m.title)}
              {m.note && <small>{pair(m.note)}</small>}
            </th>
            <td>{t(`machines.${m.relationship}`)}</td>
            <td>{m.to.join(', ')}</td>
            <td>
              <Status of={m.status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Terms = ({ terms }: { terms: MappingTerm[] }) => (
  <div class="list">
    <table aria-label={t('machines.ids')}>
      <thead>
        <tr>
          <th scope="col">{t('machines.id')}</th>
          <th scope="col">{t('machines.about')}</th>
          <th scope="col">{t('machines.status')}</th>
        </tr>
      </thead>
      <tbody>
        {terms.map((x) => (
          <tr key={x.id}>
            <th scope="row">{x.group ? x.id : <b>{x.id}</b>}</th>
            <td>{pair(x.label)}</td>
            <td>
              <Status of={x.status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

function Mapping({ name }: { name: string }) {
  const found = useData<{ mapping: MappingShort; terms: MappingTerm[]; maps: MappingMap[] }>(`/mappings/${name}`);
  if (found.loading || !found.value) return <PartNotYet found={found} what="mapping" />;
  const { mapping, terms, maps } = found.value;
  return (
    <section>
      <h2>
        {pair(mapping.title)} <small>{pair(mapping.edition)}</small>
      </h2>
      <div class="notice">
        <Doubt m={mapping} />
      </div>
      {maps.length > 0 && <Maps maps={maps} label={pair(mapping.title)} />}
      <h3>{t('machines.ids')}</h3>
      <Terms terms={terms} />
    </section>
  );
}

export default function Machines() {
  const list = useData<Paged<MappingShort>>('/mappings');
  const chosen = query.value.get('mapping');
  return (
    <>
      <PageHead title={t('machines.title')} note={t('machines.note', { system: systemName(system.value) })} />
      <p class="notice">{t('machines.care')}</p>
      <Documents />
      <ProblemNote problem={list.problem} again={list.again} />
      {list.value ? <Mappings list={list.value.items} chosen={chosen} /> : !list.problem && <Loading />}
      {chosen && <Mapping key={chosen} name={chosen} />}
    </>
  );
}
