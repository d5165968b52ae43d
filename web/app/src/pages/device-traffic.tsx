// Whom a device talks to, what it offers, what was said to it; what was approved beside what is seen.
import { useState } from 'preact/hooks';
import { act } from '../net';
import { Day, PacketLink, Time } from '../parts/bits';
import { Dialog } from '../parts/dialog';
import { Deed, protocolName, protocolNames } from '../parts/deed';
import { Mark } from '../parts/mark';
import { Term } from '../parts/term';
import type { Command, DeviceDetail, Peer } from '../shapes';
import { may } from '../site';
import { showTime } from '../time';
import { bytes, number, t, word } from '../words';
import { Beyond, EndLink, Section, useFirst } from './device-parts';

/** What was approved, locked or listed, beside what is seen: two columns, never one over the other. */
export function Differences({ detail, done }: { detail: DeviceDetail; done: () => void }) {
  const [asked, ask] = useState(false);
  const list = detail.differences;
  const p = detail.profile;
  return (
    <>
      <Section
        title={<Term name="approved-profile">{t('device.differences')}</Term>}
        n={list.length}
        empty={p ? t('device.no-differences', { name: p.who ?? t('device.somebody'), time: showTime(p.at) }) : t('device.no-profile')}
      >
        <table aria-label={t('device.differences')}>
          <thead>
            <tr>
              <th scope="col">{t('device.what')}</th>
              <th scope="col">{t('device.approved')}</th>
              <th scope="col">{t('device.seen-now')}</th>
              <th scope="col">{t('device.since')}</th>
              <th scope="col">{t('device.from')}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((x, i) => (
              <tr key={i}>
                <th scope="row">
                  {t(`device.difference-${x.kind}`)} {x.against === 'lock' ? word('fields', x.what) : word('difference', x.what)}
                  <small>{t(`device.against-${x.against}`)}</small>
                </th>
                <td>{x.approved ?? <span class="none">{t('device.not-approved')}</span>}</td>
                <td>
                  {x.observed ?? <span class="none">{t('device.not-seen')}</span>}
                  {x.peer && <small>{x.peer.startsWith('d') ? <a href={`/devices/${x.peer}`}>{x.peer}</a> : x.peer}</small>}
                </td>
                <td>
                  <Time at={x.since} />
                </td>
                <td>
                  <PacketLink packet={x.packet} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {p && may('it', 'ot', 'approver') && (
        <p>
          <button type="button" onClick={() => ask(true)}>
            {t('device.withdraw')}
          </button>
        </p>
      )}
      {asked && (
        <Dialog
          title={t('device.withdraw')}
          does={t('device.withdraw')}
          danger
          close={() => ask(false)}
          act={async () => {
            await act('DELETE', `/profiles/${detail.device.id}`);
            done();
          }}
        >
          <p>{t('device.withdraw-words')}</p>
        </Dialog>
      )}
    </>
  );
}

export function Services({ detail }: { detail: DeviceDetail }) {
  const list = detail.services;
  return (
    <Section title={<Term name="service-port">{t('device.services')}</Term>} n={list.length} empty={t('device.no-services')}>
      <table aria-label={t('device.services')}>
        <tbody>
          {list.map((s, i) => (
            <tr key={i} class={s.closed_since ? 'gone' : undefined}>
              <td class="nowrap">
                {s.transport.toUpperCase()} {s.port}
              </td>
              <td>
                {protocolName(s.protocol)}
                <small>
                  <Mark topic="clear" value={s.encrypted} />
                </small>
              </td>
              <td>
                {s.closed_since ? t('device.closed', { time: showTime(s.closed_since) }) : s.answered ? t('device.answered') : t('device.not-answered')}
                <small>{s.outside_clients > 0 ? t('device.clients-outside', { n: s.clients, m: s.outside_clients }) : t('device.clients', { n: s.clients })}</small>
              </td>
              <td class="minor">
                <PacketLink packet={s.first_packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

const PeerName = ({ p }: { p: Peer }) => {
  const text = p.name ?? p.ip ?? p.id ?? t('shell.none');
  return (
    <>
      {p.id?.startsWith('d') ? <a class="named" href={`/devices/${p.id}`}>{text}</a> : <span class="named">{text}</span>}
      <small>{[p.name && p.ip, p.id?.startsWith('o') ? t('flows.outside') : word('kinds', p.kind)].filter(Boolean).join('　')}</small>
    </>
  );
};

export function Peers({ detail, few }: { detail: DeviceDetail; few?: boolean }) {
  const list = detail.peers;
  return (
    <Section title={t('device.flows')} n={detail.peers_total} empty={t('device.no-peers')}>
      <table aria-label={t('device.flows')}>
        <thead>
          <tr>
            <th scope="col">{t('device.peer')}</th>
            <th scope="col">{t('flows.protocol')}</th>
            <th scope="col">{t('flows.encrypted')}</th>
            <th scope="col" class="num">
              {t('flows.bytes')}
            </th>
            <th scope="col" class="minor">
              {t('flows.last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(few ? list.slice(0, 6) : list).map((p, i) => (
            <tr key={i}>
              <th scope="row">
                <PeerName p={p} />
              </th>
              <td>
                {protocolNames(p.protocols)}
                <small>{t(`device.peer-${p.role}`)}</small>
              </td>
              <td>
                <Mark topic="clear" value={p.encrypted} />
              </td>
              <td class="num">{bytes(p.bytes)}</td>
              <td class="minor">
                <Time at={p.last} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!few && <Beyond n={list.length} total={detail.peers_total} />}
      <p>
        <a href={`/flows?device=${detail.device.id}`}>{t('device.all-flows')}</a>
      </p>
    </Section>
  );
}

export function Commands({ detail }: { detail: DeviceDetail }) {
  const list = detail.commands;
  const { rows, rest } = useFirst(list);
  const d = detail.device;
  if (!list.length) return null;
  return (
    <Section title={t('device.commands')} n={detail.commands_total}>
      <table aria-label={t('device.commands')}>
        <thead>
          <tr>
            <th scope="col">{t('device.command')}</th>
            <th scope="col">{t('flows.client')}</th>
            <th scope="col">{t('flows.server')}</th>
            <th scope="col" class="num">
              {t('device.times')}
            </th>
            <th scope="col">{t('device.from')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((c: Command, i) => (
            <tr key={i}>
              <th scope="row">
                {c.deed && c.gravity ? <Deed deed={c.deed} gravity={c.gravity} /> : <Mark topic="class" value={c.class} />} {c.name}
                <small>{protocolName(c.protocol)}</small>
              </th>
              <td>{c.client.id === d.id ? t('device.this') : <EndLink end={c.client} />}</td>
              <td>{c.server.id === d.id ? t('device.this') : <EndLink end={c.server} />}</td>
              <td class="num">
                {number(c.count)}
                {c.refused > 0 && <small>{t('device.refused', { n: number(c.refused) })}</small>}
              </td>
              <td>
                <PacketLink packet={c.first_packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest}
      <Beyond n={list.length} total={detail.commands_total} />
    </Section>
  );
}

export function Logins({ detail }: { detail: DeviceDetail }) {
  const list = detail.logins;
  if (!list.length) return null;
  return (
    <Section title={t('device.logins')} n={list.length}>
      <table aria-label={t('device.logins')}>
        <thead>
          <tr>
            <th scope="col">{t('flows.client')}</th>
            <th scope="col">{t('flows.server')}</th>
            <th scope="col">{t('flows.protocol')}</th>
            <th scope="col">{t('device.login-seen')}</th>
            <th scope="col">{t('device.from')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((l, i) => (
            <tr key={i}>
              <td>{l.client.id === detail.device.id ? t('device.this') : <EndLink end={l.client} />}</td>
              <td>{l.server.id === detail.device.id ? t('device.this') : <EndLink end={l.server} />}</td>
              <td>
                {protocolName(l.protocol)} {l.port}
                <small>{l.clear ? t('device.login-clear') : ''}</small>
              </td>
              <td>
                {t('device.login-counts', { ok: l.ok, failed: l.failed })}
                {l.default_pair && <b class="warn"> {t('device.login-default')}</b>}
              </td>
              <td>
                <PacketLink packet={l.packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function Certificates({ detail }: { detail: DeviceDetail }) {
  const list = detail.certificates;
  if (!list.length) return null;
  return (
    <Section title={t('device.certificates')} n={list.length}>
      <table aria-label={t('device.certificates')}>
        <tbody>
          {list.map((c, i) => (
            <tr key={i}>
              <td class="nowrap">{c.port}</td>
              <th scope="row">
                {c.subject}
                <small>{c.self_signed ? t('device.self-signed') : c.issuer}</small>
              </th>
              <td>
                <Day on={c.not_before} /> – <Day on={c.not_after} />
              </td>
              <td>
                <PacketLink packet={c.packet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
