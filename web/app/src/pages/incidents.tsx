// Incidents: what people have taken up, open ones first.
import { useState } from 'preact/hooks';
import { listPath, useData } from '../data';
import { act } from '../net';
import { Empty, Loading, PageHead, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Filters } from '../parts/filters';
import { Form, type Values } from '../parts/form';
import { Mark } from '../parts/mark';
import { Pages, Table, type Column } from '../parts/table';
import { Term } from '../parts/term';
import { may } from '../site';
import type { Incident, Paged } from '../shapes';
import { go, query } from '../url';
import { number, t, word } from '../words';

const names = ['q', 'open', 'state', 'device', 'sort', 'limit', 'cursor'];
export const incidentStates = ['suspected', 'confirmed', 'contained', 'eradicated', 'restored', 'verified', 'reviewed', 'closed'] as const;

/** The first report: given, still in time, or late. */
export function ReportDue({ i }: { i: Incident }) {
  if (i.reported)
    return (
      <>
        {t('incidents.reported')} <Time at={i.reported} />
      </>
    );
  if (!i.open) return <span class="none">{t('incidents.not-reported')}</span>;
  return (
    <span class={i.overdue ? 'warn' : undefined}>
      {t(i.overdue ? 'incidents.report-late' : 'incidents.report-due')} <Time at={i.report_due} />
    </span>
  );
}

const columns = (): Column<Incident>[] => [
  { name: 'id', title: t('incidents.number'), keep: true, cell: (i) => i.id },
  { name: 'state', title: t('incidents.state'), keep: true, cell: (i) => <Mark topic="incident" value={i.state} /> },
  { name: 'severity', title: t('findings.severity'), keep: true, cell: (i) => (i.severity ? <Mark topic="severity" value={i.severity} /> : <span class="none">{t('incidents.not-judged')}</span>) },
  {
    name: 'title',
    title: t('incidents.what'),
    sort: false,
    long: true,
    cell: (i) => (
      <>
        <a href={`/incidents/${i.id}`}>{i.title}</a>
        {i.exception && <small class="warn">{t('incidents.exception-short')}</small>}
      </>
    ),
  },
  { name: 'class', title: t('incidents.class'), sort: false, minor: true, cell: (i) => word('incidents', i.class ? `class-${i.class}` : null) || <span class="none">{t('incidents.not-judged')}</span> },
  { name: 'devices', title: t('incidents.devices'), sort: false, num: true, minor: true, cell: (i) => number(i.devices) },
  { name: 'led', title: t('incidents.led'), sort: false, cell: (i) => i.led_name ?? i.opened_name ?? <span class="none">{t('incidents.led-nobody')}</span> },
  { name: 'opened', title: t('incidents.opened'), keep: true, cell: (i) => <Time at={i.opened} /> },
  { name: 'reported', title: t('incidents.first-report'), sort: false, cell: (i) => <ReportDue i={i} /> },
];

/** Without an alarm: somebody saw something. */
function Open({ close }: { close: () => void }) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('incidents.open')}
      does={t('incidents.open-do')}
      close={close}
      act={async () => {
        const made = await act<{ id: string }>('POST', '/incidents', {
          title: values.title,
          ...(values.words ? { words: values.words } : {}),
          ...(values.device ? { devices: [values.device] } : {}),
        });
        go(`/incidents/${made.id}`);
      }}
    >
      <p>{t('alarms.incident-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="open"
        fields={[
          { name: 'title', label: t('alarms.incident-name'), help: t('incidents.open-help'), required: true, max: 200 },
          { name: 'device', label: t('incidents.open-device'), type: 'device' },
          { name: 'words', label: t('alarms.incident-seen'), type: 'long', max: 2000 },
        ]}
      />
    </Dialog>
  );
}

export default function Incidents() {
  const list = useData<Paged<Incident>>(listPath('/incidents', query.value, names), ['incidents']);
  const [opening, setOpening] = useState(false);
  const filtered = ['q', 'open', 'state', 'device'].some((n) => query.value.get(n));
  return (
    <>
      <PageHead title={<Term name="incident">{t('incidents.title')}</Term>} note={t('incidents.note')}>
        {may('operator', 'it', 'ot') && (
          <button type="button" class="first" onClick={() => setOpening(true)}>
            {t('incidents.open')}
          </button>
        )}
      </PageHead>
      <Filters
        search={t('incidents.search')}
        filters={[
          { name: 'open', label: t('incidents.any'), choices: [{ value: '1', text: t('incidents.only-open') }, { value: '0', text: t('incidents.only-over') }] },
          { name: 'state', label: t('incidents.state'), choices: [...incidentStates, 'dismissed'].map((s) => ({ value: s, text: word('incident', s) })) },
        ]}
      />
      <ProblemNote problem={list.problem} again={list.again} />
      {!list.value && !list.problem && <Loading />}
      {list.value && !list.value.items.length && (filtered ? <Empty title={t('incidents.none-filtered')} /> : <Empty title={t('incidents.none')}>{t('incidents.none-next')}</Empty>)}
      {!!list.value?.items.length && (
        <div class="list">
          <Table label={t('incidents.title')} rows={list.value.items} columns={columns()} id={(i) => i.id} to={(i) => `/incidents/${i.id}`} sorted="-opened" rowClass={(i) => (i.open ? undefined : 'gone')} />
          <Pages shown={list.value.items.length} total={list.value.total} next={list.value.next} />
        </div>
      )}
      {opening && <Open close={() => setOpening(false)} />}
    </>
  );
}
