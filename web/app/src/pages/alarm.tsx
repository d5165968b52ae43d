// One alarm, in the order a person at night needs it: what to do, what not, what came and what was expected, what it rests on, who knows.
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { act } from '../net';
import { PartNotYet } from '../parts/absent';
import { Facts, PacketLink, ProblemNote, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Form, type Values } from '../parts/form';
import { among, Lamp, litBy, TwoLamps, useLamps } from '../parts/lamps';
import { Mark } from '../parts/mark';
import { may, mayCut, staff } from '../site';
import type { AlarmDetail, AlarmRow, MessageDetail, MessageShort, Packet, Paged, Steps } from '../shapes';
import { go, link } from '../url';
import { lang, number, pair, t, word } from '../words';
import { itemName } from './about';
import { AlarmState, standing } from './alarms';
import { Receivers } from './people';
import { Who } from './signals';

const steps = (s: Steps): string[] => (lang.value === 'ja' ? s.ja : s.en);

/** What to do and what not to do, so that neither is taken for the other: words, a shape, a border. */
export function DoAndNot({ first, dont }: { first: string[]; dont: string[] }) {
  return (
    <div class="do-not">
      <section class="do">
        <h3>{t('alarms.first')}</h3>
        <ol>
          {first.map((x, i) => (
            <li key={i}>{x}</li>
          ))}
        </ol>
      </section>
      {dont.length > 0 && (
        <section class="not">
          <h3>{t('alarms.dont')}</h3>
          <ul>
            {dont.map((x, i) => (
              <li key={i}>{x}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface ActProps {
  a: AlarmRow;
  close: () => void;
  done: () => void;
}

function Acknowledge({ a, close, done }: ActProps) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('alarms.acknowledge')}
      does={t('alarms.acknowledge-do')}
      close={close}
      act={async () => {
        await act('POST', `/alarms/${a.id}/acknowledge`, values.words ? { words: values.words } : {});
        done();
      }}
    >
      <p>{t('alarms.acknowledge-words')}</p>
      <Form values={values} change={change} prefix="ack" fields={[{ name: 'words', label: t('alarms.note-words'), type: 'long', max: 500 }]} />
    </Dialog>
  );
}

const reasons = ['false-alarm', 'known-work', 'test', 'accepted', 'other'] as const;

function Dismiss({ a, close, done }: ActProps) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('alarms.dismiss-title')}
      does={t('alarms.dismiss')}
      danger
      close={close}
      act={async () => {
        await act('POST', `/alarms/${a.id}/dismiss`, { reason: values.reason, ...(values.words ? { words: values.words } : {}) });
        done();
      }}
    >
      <p>{t('alarms.dismiss-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="dismiss"
        fields={[
          { name: 'reason', label: t('alarms.reason'), type: 'choice', required: true, choices: reasons.map((r) => ({ value: r, text: word('alarmreason', r) })) },
          { name: 'words', label: t('alarms.reason-words'), type: 'long', required: values.reason === 'other', max: 500 },
        ]}
      />
    </Dialog>
  );
}

function Shelve({ a, close, done }: ActProps) {
  const [values, change] = useState<Values>({ hours: '1' });
  return (
    <Dialog
      title={t('alarms.shelve-title')}
      does={t('alarms.shelve')}
      close={close}
      act={async () => {
        await act('POST', `/alarms/${a.id}/shelve`, { hours: Number(values.hours), words: values.words });
        done();
      }}
    >
      <p>{t('alarms.shelve-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="shelve"
        fields={[
          { name: 'hours', label: t('alarms.shelve-hours'), type: 'choice', required: true, choices: ['1', '2', '4', '8', '12'].map((h) => ({ value: h, text: t('alarms.hours', { n: h }) })) },
          { name: 'words', label: t('alarms.reason-words'), type: 'long', required: true, max: 500 },
        ]}
      />
    </Dialog>
  );
}

function Unshelve({ a, close, done }: ActProps) {
  return (
    <Dialog
      title={t('alarms.unshelve')}
      does={t('alarms.unshelve')}
      close={close}
      act={async () => {
        await act('POST', `/alarms/${a.id}/unshelve`, {});
        done();
      }}
    >
      <p>{t('alarms.unshelve-words')}</p>
    </Dialog>
  );
}

function Note({ a, close, done }: ActProps) {
  const [values, change] = useState<Values>({});
  return (
    <Dialog
      title={t('alarms.note-do')}
      does={t('shell.save')}
      close={close}
      act={async () => {
        await act('POST', `/alarms/${a.id}/notes`, { words: values.words });
        done();
      }}
    >
      <Form values={values} change={change} prefix="note" fields={[{ name: 'words', label: t('alarms.note-words'), type: 'long', required: true, max: 500 }]} />
    </Dialog>
  );
}

function OpenIncident({ a, close }: ActProps) {
  const [values, change] = useState<Values>({ title: pair(a.title) });
  return (
    <Dialog
      title={t('alarms.incident-title')}
      does={t('alarms.incident')}
      close={close}
      act={async () => {
        const made = await act<{ id: string }>('POST', '/incidents', { alarm: a.id, title: values.title, ...(values.words ? { words: values.words } : {}) });
        go(`/incidents/${made.id}`);
      }}
    >
      <p>{t('alarms.incident-words')}</p>
      <Form
        values={values}
        change={change}
        prefix="incident"
        fields={[
          { name: 'title', label: t('alarms.incident-name'), required: true, max: 200 },
          { name: 'words', label: t('alarms.incident-seen'), type: 'long', max: 2000 },
        ]}
      />
    </Dialog>
  );
}

const acts = { acknowledge: Acknowledge, incident: OpenIncident, dismiss: Dismiss, shelve: Shelve, unshelve: Unshelve, note: Note };
type ActName = keyof typeof acts;

/** The one thing to do next stands first and in the accent. */
function Acts({ detail, done }: { detail: AlarmDetail; done: () => void }) {
  const [open, setOpen] = useState<ActName | null>(null);
  const a = detail.alarm;
  if (!may('operator', 'it', 'ot')) return null;
  const stands = a.state === 'open' || a.state === 'shelved';
  const offered: ActName[] = [
    ...(a.state === 'open' && !a.acknowledged ? (['acknowledge'] as const) : []),
    ...(stands && staff() && !detail.incident ? (['incident'] as const) : []),
    ...(a.state === 'shelved' ? (['unshelve'] as const) : []),
    ...(a.state === 'open' && detail.may_shelve ? (['shelve'] as const) : []),
    ...(a.state !== 'dismissed' ? (['dismiss'] as const) : []),
    'note',
  ];
  const Act = open && acts[open];
  const text = (n: ActName) => (n === 'acknowledge' ? t('alarms.acknowledge-do') : n === 'note' ? t('alarms.note-do') : t(`alarms.${n}`));
  return (
    <p class="acts">
      {detail.incident && staff() && (
        <a class={offered[0] === 'acknowledge' ? 'button' : 'button first'} href={`/incidents/${detail.incident}`}>
          {t('alarms.its-incident', { id: detail.incident })}
        </a>
      )}
      {offered.map((n, i) => (
        <button key={n} type="button" class={i === 0 && (n === 'acknowledge' || n === 'incident') ? 'first' : n === 'dismiss' ? 'danger' : undefined} onClick={() => setOpen(n)}>
          {text(n)}
        </button>
      ))}
      {Act && <Act a={a} close={() => setOpen(null)} done={done} />}
    </p>
  );
}

function Evidence({ packets, a }: { packets: Packet[]; a: AlarmRow }) {
  return (
    <>
      <h3>{t('alarms.evidence')}</h3>
      <p class="packets">
        {packets.length ? packets.map((p) => <PacketLink key={`${p.file}-${p.n}`} packet={p} slice={may('it', 'ot', 'auditor') ? `alarm=${a.id}` : undefined} />) : <span class="none">{t('alarms.no-evidence')}</span>}
      </p>
      {packets.length > 0 && may('it', 'ot', 'auditor') && (
        <p>
          {mayCut() && (
            <a class="button" href={`/api/v1/slices?alarm=${a.id}`} download>
              {t('alarms.slice')}
            </a>
          )}
        </p>
      )}
    </>
  );
}

/** Whom the messages of this alarm went to, and whether anybody answered. */
export function Told({ about }: { about: string }) {
  const list = useData<Paged<MessageShort>>(staff() ? link('/messages', { about }) : null, ['messages']);
  const first = list.value?.items[0];
  const detail = useData<MessageDetail>(first ? `/messages/${first.id}` : null, ['messages']);
  if (!list.value) return <ProblemNote problem={list.problem} />;
  if (!first) return <p class="none">{t('alarms.told-nobody')}</p>;
  return (
    <>
      <p>
        <a href={link('/people', { tab: 'messages', about })}>
          <Mark topic="message" value={first.held && first.state === 'waiting' ? 'held' : first.state} />
        </a>{' '}
        {first.acknowledged && (
          <>
            {first.acknowledged_by?.name} <Time at={first.acknowledged} />
          </>
        )}
      </p>
      {first.held && <p class="notice">{t('people.held-words')}</p>}
      {detail.value?.message.id === first.id && detail.value.receivers.length > 0 && <Receivers list={detail.value.receivers} />}
    </>
  );
}

function Devices({ detail }: { detail: AlarmDetail }) {
  const lamps = useLamps(among(detail.devices_of.map((d) => d.device.id)));
  return (
    <div class="wide">
      <table aria-label={t('alarms.devices-of')}>
        <thead>
          <tr>
            <th scope="col">{t('alarms.machine')}</th>
            <th scope="col">{t('alarms.part')}</th>
            <th scope="col">{t('alarms.lamps')}</th>
            <th scope="col">{t('alarms.since')}</th>
          </tr>
        </thead>
        <tbody>
          {detail.devices_of.map((d) => (
            <tr key={d.device.id + d.part}>
              <th scope="row">
                {lamps.of.get(d.device.id)?.place && <small>{lamps.of.get(d.device.id)?.place}</small>}
                <Who of={d.device} />
                {d.ip && d.ip !== d.device.name && <small>{d.ip}</small>}
              </th>
              <td>{t(`alarms.part-${d.part}`)}</td>
              <td>
                <TwoLamps lamps={lamps.of.get(d.device.id)} />
              </td>
              <td>
                <Time at={d.since} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Signs({ detail }: { detail: AlarmDetail }) {
  return (
    <details>
      <summary>{t('alarms.signals', { n: number(detail.signals_total) })}</summary>
      <ol class="plain">
        {detail.signals.map((s) => (
          <li key={s.id} class="finding-line">
            <Time at={s.at} seconds /> {pair(s.title)} {s.count > 1 && `×${number(s.count)}`}
            <small>
              <Who of={s.by} /> → <Who of={s.about} /> <PacketLink packet={s.packet} />
            </small>
          </li>
        ))}
      </ol>
      <p>
        <a href={link('/alarms', { tab: 'history', alarm: detail.alarm.id })}>{t('alarms.signals-all')}</a>
      </p>
    </details>
  );
}

export function AlarmBody({ id }: { id: string }) {
  const found = useData<AlarmDetail>(`/alarms/${id}`, ['alarms', 'incidents']);
  if (found.loading || !found.value) return <PartNotYet found={found} what="alarm" />;
  const detail = found.value;
  const a = detail.alarm;
  const lit = litBy(a);
  return (
    <>
      <p class="marks">
        {lit && <Lamp of={lit.of} colour={lit.colour} />} <Mark topic="severity" value={a.severity} /> <span class={`of-${standing(a)}`}><AlarmState a={a} /></span>
      </p>
      {detail.joined && (
        <p class="notice">
          {t('alarms.joined')} <a href={link('/alarms', { open: detail.joined, state: 'all' })}>{detail.joined}</a>
        </p>
      )}
      {a.work && (
        <p class="notice">
          {t('alarms.in-work')} <a href={`/records?open=${a.work}`}>{a.work}</a>
        </p>
      )}
      <Acts detail={detail} done={found.again} />
      <DoAndNot first={steps(detail.first)} dont={steps(detail.dont)} />
      <Facts
        rows={[
          { label: t('alarms.came'), value: pair(detail.came) },
          { label: t('alarms.expected'), value: pair(detail.expected) },
          { label: t('alarms.since'), value: <Time at={a.began} seconds /> },
          { label: t('alarms.last'), value: <Time at={a.last} seconds /> },
          { label: t('alarms.ended'), value: a.ended && <><Time at={a.ended} seconds />　{a.ended_by && t(`alarms.ended-${a.ended_by}`)}</> },
          { label: t('alarms.again-label'), value: a.again ? t('alarms.again', { n: number(a.again) }) : null },
          { label: t('alarms.dismissed-because'), value: detail.dismissed_words },
          { label: t('alarms.shelved-because'), value: a.shelved_by_itself ? t('alarms.shelved-itself') : detail.shelved_words },
        ]}
      />
      <h3>{t('alarms.told')}</h3>
      <Told about={id} />
      <h3>{t('alarms.devices-of')}</h3>
      {detail.devices_of.length ? <Devices detail={detail} /> : <p class="none">{t('alarms.no-devices')}</p>}
      <Evidence packets={detail.evidence} a={a} />
      <Signs detail={detail} />
      <h3>{t('alarms.timeline')}</h3>
      <ol class="plain">
        {detail.timeline.map((e, i) => (
          <li key={i} class="finding-line">
            <Time at={e.at} seconds /> {pair(e.words)} {e.who}
            {e.note && <small>{e.note}</small>}
          </li>
        ))}
      </ol>
      <Facts
        rows={[
          {
            label: t('findings.items'),
            value: detail.items.length ? (
              <ul class="plain">
                {detail.items.map((i) => (
                  <li key={i.item}>
                    <a href={`/sheet?open=${i.item}`}>
                      {itemName(i.item)} {pair(i.title)}
                    </a>
                  </li>
                ))}
              </ul>
            ) : null,
          },
          { label: t('alarms.techniques'), value: detail.techniques.join('　') },
          { label: t('alarms.detector'), value: a.detector },
        ]}
      />
    </>
  );
}
