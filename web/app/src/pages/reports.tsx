// What can be handed on: for whom it is, what stands in it, and what must not leave the company.
import { PageHead } from '../parts/bits';
import { scope, staff, system } from '../site';
import { link } from '../url';
import { lang, t } from '../words';
import { systemName } from './records';

interface Line {
  name: 'sheet' | 'report' | 'devices' | 'flows' | 'findings' | 'operations' | 'points' | 'inspect';
  files: { text: string; to: string }[];
  staff?: boolean; // not for a vendor
}

function lines(): Line[] {
  const sheet = `/api/v1/sheets/jssec-2.1/${system.value}/export`;
  const of = (path: string, values: Record<string, string>) => '/api/v1' + link(path, { ...values, ...scope() });
  return [
    {
      name: 'sheet',
      files: [
        { text: t('reports.a3'), to: link(sheet, { format: 'pdf' }) },
        { text: 'Excel', to: link(sheet, { format: 'xlsx' }) },
        { text: 'CSV', to: link(sheet, { format: 'csv' }) },
        { text: 'JSON', to: link(sheet, { format: 'json' }) },
      ],
    },
    { name: 'report', files: [{ text: 'HTML', to: '/api/v1/reports/report.html' }], staff: true },
    {
      name: 'devices',
      files: [
        { text: 'Excel', to: of('/reports/devices', { format: 'xlsx' }) },
        { text: 'CSV', to: of('/reports/devices', { format: 'csv' }) },
      ],
    },
    ...(['findings', 'flows', 'operations', 'points'] as const).map((name) => ({ name, files: ['xlsx', 'csv'].map((format) => ({ text: format === 'csv' ? 'CSV' : 'Excel', to: of(`/reports/${name}`, { format, lang: lang.value }) })) })),
    { name: 'inspect', files: [{ text: 'JSON', to: '/api/v1/reports/inspect.json' }], staff: true },
  ];
}

export default function Reports() {
  return (
    <>
      <PageHead title={t('reports.title')} note={t('reports.note', { system: systemName(system.value) })} />
      <p class="notice">{t('reports.care')}</p>
      <div class="list">
        <table aria-label={t('reports.title')}>
          <thead>
            <tr>
              <th scope="col">{t('reports.what')}</th>
              <th scope="col">{t('reports.for-whom')}</th>
              <th scope="col">{t('reports.take')}</th>
            </tr>
          </thead>
          <tbody>
            {lines()
              .filter((l) => !l.staff || staff())
              .map((l) => (
                <tr key={l.name}>
                  <th scope="row">
                    <b>{t(`reports.${l.name}` as 'reports.sheet')}</b>
                    <small>{t(`reports.${l.name}-holds` as 'reports.sheet-holds')}</small>
                  </th>
                  <td>{t(`reports.${l.name}-for` as 'reports.sheet-for')}</td>
                  <td>
                    <span class="acts">
                      {l.files.map((f) => (
                        <a key={f.to} class="button" href={f.to} download>
                          {f.text}
                        </a>
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <p class="note">{t('reports.slow')}</p>
    </>
  );
}
