// For who makes pages and has no running mimamori at hand: serves the built pages and answers the API from one inspect.json.
// Never shipped, never a test. node server.mjs DIST INSPECT.json [PORT]
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const [dist, inspect, port = '18801'] = process.argv.slice(2);
const model = JSON.parse(readFileSync(inspect, 'utf8'));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const csp = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
let signedIn = true;
const ranks = ['critical', 'high', 'medium', 'low', 'info'];
const words = (text) => ({ ja: text, en: text });
const nodes = new Map([...model.devices, ...model.outside].map((d) => [d.id, d]));
const nameOf = (id) => nodes.get(id)?.names[0] ?? nodes.get(id)?.ips[0] ?? null;
const end = (e) => ({ id: e.id, ip: e.ip, name: nameOf(e.id), kind: nodes.get(e.id)?.kind ?? null });
const functionOf = (item) => ['identify', 'protect', 'detect', 'respond', 'recover'][[21, 39, 47, 55, 62].findIndex((n) => Number(item.slice(0, 2)) < n)];
const findings = model.findings.map((f) => ({ ...f, about: f.about.map((id) => ({ id, name: nameOf(id) })), first_seen: model.capture.first, last_seen: model.capture.last }));
const devices = model.devices.map((d, i) => {
  const found = findings.filter((f) => f.about.some((a) => a.id === d.id));
  return {
    ...d,
    name: d.names[0] ?? null,
    mac: d.macs[0] ?? null,
    ip: d.ips[0] ?? null,
    router: false,
    behind: null,
    known: i % 3 > 0,
    state: ['normal', 'introduced', 'stray', 'abnormal'][i % 4],
    findings: found.length,
    systems: [],
    ledger: i % 3 ? { number: `L1-${100 + i}`, name: null, line: '第1ライン', place: '盤A', owner: '佐藤' } : null,
    severity: ranks.find((r) => found.some((f) => f.severity === r)) ?? null,
  };
});
const flows = model.flows.map((f) => ({ ...f, client: end(f.client), server: end(f.server), last_packet: f.first_packet, refused: false, scan: false, to_group: false }));
const commands = model.commands.map((c) => ({ ...c, client: end(c.client), server: end(c.server), first: model.capture.first }));
let frames = 0;

const list = (items, q) => {
  const limit = Number(q.get('limit') ?? 100);
  const from = Number(q.get('cursor') ?? 0);
  const text = q.get('q');
  let found = text ? items.filter((i) => JSON.stringify(i).toLowerCase().includes(text.toLowerCase())) : [...items];
  for (const [k, v] of q)
    if (['kind', 'layer', 'state', 'severity', 'protocol', 'encrypted', 'item'].includes(k)) found = found.filter((i) => (k === 'item' ? i.items.includes(v) : v.split(',').includes(String(i[k]))));
  const sort = q.get('sort');
  if (sort) found.sort((a, b) => (sort[0] === '-' ? -1 : 1) * (String(a[sort.replace('-', '')] ?? '') < String(b[sort.replace('-', '')] ?? '') ? -1 : 1));
  return { items: found.slice(from, from + limit), total: found.length, next: from + limit < found.length ? String(from + limit) : null };
};

function summary(q) {
  const functions = ['identify', 'protect', 'detect', 'respond', 'recover'].map((f) => {
    const rows = model.answers.filter((a) => functionOf(a.item) === f);
    return {
      function: f,
      rows: rows.length,
      provisional: 0,
      states: {},
      verdicts: Object.fromEntries(['met', 'partly', 'not-met', 'unknown', 'person'].map((v) => [v, rows.filter((a) => a.verdict === v).length])),
    };
  });
  return {
    site: '第2工場',
    system: 'site',
    level: 'important',
    as_of: model.capture.last,
    functions,
    weakest: 'detect',
    headline: true,
    devices: { total: devices.length, known: 8, unknown: 4, fresh: 3, missing: 1 },
    findings: Object.fromEntries(ranks.map((r) => [r, findings.filter((f) => f.severity === r).length])),
    changed: [{ seq: 3, at: model.capture.last, kind: 'device', actor: 'mimamori', who: null, words: words('カメラ netcam-gate が初めて見えました'), about: ['d5'] }],
    changed_total: 1,
    due: [{ kind: 'record', id: 'r1', system: 'site', title: words('管理責任者と代行者'), date: '2026-12-01', days: 2, why: words('年度の見直し') }],
    due_total: 1,
    capture: {
      running: true,
      replay: true,
      first: model.capture.first,
      last: model.capture.last,
      packets: model.capture.packets,
      dropped: 0,
      malformed: model.capture.malformed,
      mirror_incomplete: false,
    },
    home: {
      role: q.get('role') ?? 'general',
      first: model.answers.slice(0, 5).map((a) => ({ item: a.item, system: 'site', why: 'finding', title: words('小項目 ' + a.item), needs: a.needs ?? words(''), findings: 1 })),
      mine: 12,
      unknowns: 4,
      findings: 31,
      contradictions: 2,
      worst_cases: [],
      asked: [],
    },
  };
}

function drawing() {
  const columns = ['device', 'lan', 'server', 'wan', 'cloud'].map((layer, i) => ({ layer, x: 20 + i * 260, w: 220 }));
  const at = {};
  const all = [...devices, ...model.outside.map((o) => ({ ...o, layer: 'cloud', kind: 'unknown', name: o.names[0], ip: o.ips[0], severity: null }))];
  const drawn = all.map((d, n) => {
    const c = columns.findIndex((x) => x.layer === d.layer);
    const row = (at[c] = (at[c] ?? -1) + 1);
    return {
      n,
      id: d.id,
      record: null,
      kind: d.kind,
      layer: d.layer,
      zone: d.layer === 'cloud' ? 1 : 0,
      title: d.name ?? d.ip,
      sub: d.ip ?? '',
      tip: '',
      count: 1,
      severity: d.severity,
      x: columns[c].x + 16,
      y: 72 + row * 72,
      w: 188,
      h: 52,
      pinned: false,
      by_hand: false,
    };
  });
  const of = new Map(drawn.map((d) => [d.id, d.n]));
  const links = new Map();
  for (const f of flows) {
    const a = of.get(f.client.id),
      b = of.get(f.server.id);
    if (a === undefined || b === undefined || a === b) continue;
    const l = links.get(`${a} ${b}`) ?? { from: a, to: b, protocols: [], protocol_count: 0, bytes: 0, packets: 0, encrypted: f.encrypted, medium: null, by_hand: false };
    l.bytes += f.bytes;
    l.packets += f.packets;
    if (!l.protocols.includes(f.protocol)) (l.protocols.push(f.protocol), l.protocol_count++);
    if (l.encrypted !== f.encrypted) l.encrypted = 'mixed';
    links.set(`${a} ${b}`, l);
  }
  const height = 110 + 72 * (Math.max(...Object.values(at)) + 1);
  return {
    width: 1320,
    height,
    columns,
    zones: [
      { name: '192.168.10.0/24', x: 8, y: 48, w: 1020, h: height - 60, devices: devices.length, medium_unknown: 0, outside: false },
      { name: '社外', x: 1050, y: 48, w: 250, h: height - 60, devices: 4, medium_unknown: 0, outside: true },
    ],
    nodes: drawn,
    links: [...links.values()],
    left_out: { nodes: 0, links: 0 },
    from: model.capture.first,
    to: model.capture.last,
    guide: columns.map((c) => ({ layer: c.layer, title: words(c.layer), risks: words('この層で起きやすいこと'), why: words('なぜそうなるか'), measures: words('ふだんの対策'), items: ['32-3'] })),
  };
}

const answer = {
  'GET /session': () => ({
    signed_in: signedIn,
    setup_needed: false,
    account: signedIn ? { id: 'a1', login: 'suzuki', name: '鈴木 花子', contact: null } : null,
    roles: signedIn ? ['admin'] : [],
    systems: [],
    home: 'general',
    csrf: 'x',
    expires: null,
    totp: false,
    site: { name: '第2工場', version: 'dev', replay: true, zone_minutes: 540, now: new Date().toISOString() },
  }),
  'POST /session': () => ((signedIn = true), {}),
  'DELETE /session': () => ((signedIn = false), {}),
  'GET /settings': () => ({ items: [{ key: 'site_name', value: '第2工場', otherwise: '', title: words('拠点の名前'), help: null, type: 'text', min: null, max: 100 }], total: 1, next: null }),
  'GET /systems': () => ({
    items: [{ id: 's1', name: 'プレスラインの見える化', level: 'important', status: 'trial', planned_start: null, planned_end: '2027-03-31', note: null, devices: 5, stray: false }],
    total: 1,
    next: null,
  }),
  'GET /contacts': () => ({ items: [], total: 0, next: null }),
  'GET /capture': () => ({
    running: true,
    began: model.capture.first,
    last_frame: model.capture.last,
    first: model.capture.first,
    last: model.capture.last,
    packets: model.capture.packets,
    bytes: model.capture.bytes,
    dropped: 0,
    unsaid: 0,
    malformed: 0,
    restarts: 0,
    interfaces: [
      {
        name: 'eth1',
        state: 'up',
        since: null,
        last: null,
        frames: 81234 + ++frames,
        bytes: 1e7,
        dropped: frames > 9 ? 12 : 0,
        times_down: 0,
        frames_per_second: 800 + 200 * Math.sin(frames / 3),
        bits_per_second: 4e6,
      },
    ],
    periods: [],
    mirror: { state: 'good', conversations: 66, two_way: 60, incomplete: false, words: words('両方向の通信が届いています') },
    store: { state: 'on', payload: true, files: 3, bytes: 1e6, from: model.capture.first },
    replay: { name: 'plant.pcapng', first: null, ended: false, frames: 10 },
    clock: { at: null, seconds: 0, times: 0 },
    files: model.capture.files.map((f, index) => ({ ...f, index, dropped: 0, gone: false })),
    files_total: 1,
    limits: [],
    judged: model.capture.last,
  }),
  'GET /sessions': () => ({ items: [{ id: 'S1', account: 'a1', login: 'suzuki', name: '鈴木 花子', began: model.capture.first, expires: model.capture.last, last_use: model.capture.last, origin: '192.168.10.101', agent: 'Firefox', factor: 'password', mine: true }], total: 1, next: null }),
  'GET /accounts': () => ({ items: [{ id: 'a1', login: 'suzuki', contact: { id: 'c1', name: '鈴木 花子' }, state: 'open', roles: [{ role: 'admin', system: 'site' }, { role: 'vendor', system: 's1' }], password: true, totp: false, client_key: null, made: model.capture.first, signed_in: model.capture.last, failed: 2, sessions: 1 }], total: 1, next: null }),
  'GET /tokens': () => ({ items: [], total: 0, next: null }),
  'GET /summary': summary,
  'GET /devices': (q) => list(devices, q),
  'GET /flows': (q) => list(q.get('device') ? flows.filter((f) => [f.client.id, f.server.id].includes(q.get('device'))) : flows, q),
  'GET /flows/matrix': (q) => {
    const key = (e) => (q.get('by') === 'kind' ? (nodes.get(e.id)?.kind ?? 'outside') : (nodes.get(e.id)?.layer ?? 'cloud'));
    const cells = new Map();
    for (const f of flows) {
      const k = `${key(f.client)} ${key(f.server)}`;
      const c = cells.get(k) ?? { from: key(f.client), to: key(f.server), flows: 0, packets: 0, bytes: 0, encrypted: 'no', protocols: [] };
      c.flows++;
      c.bytes += f.bytes;
      cells.set(k, c);
    }
    return { by: 'layer', sides: [...new Set([...cells.values()].flatMap((c) => [c.from, c.to]))].map((k) => ({ key: k, title: k, devices: 1 })), cells: [...cells.values()], left_out: 0 };
  },
  'GET /findings': (q) => list(findings, q),
  'GET /map': drawing,
};
const detail = {
  devices: (id) => {
    const device = devices.find((d) => d.id === id);
    return (
      device && {
        device,
        addresses: [...device.macs.map((v) => ['mac', v]), ...device.ips.map((v) => ['ip', v])].map(([kind, value]) => ({
          kind,
          value,
          source: 'arp',
          confidence: 90,
          first: device.first,
          last: device.last,
          packet: null,
        })),
        facts: device.facts.map((f) => ({ ...f, count: 2, locked: false })),
        services: device.services.map((s) => ({ ...s, encrypted: 'no', clients: 2, outside_clients: 0, closed_since: null, first_packet: null, last_packet: null })),
        peers: flows
          .filter((f) => [f.client.id, f.server.id].includes(id))
          .map((f) => ({
            ...(f.client.id === id ? f.server : f.client),
            role: f.client.id === id ? 'server' : 'client',
            protocols: [f.protocol],
            encrypted: f.encrypted,
            packets: f.packets,
            bytes: f.bytes,
            last: f.last,
          })),
        commands: commands.filter((c) => [c.client.id, c.server.id].includes(id)),
        points: [],
        certificates: [],
        logins: [],
        findings: findings.filter((f) => f.about.some((a) => a.id === id)),
        records: [],
        systems: [],
        history: [],
        locks: [],
        profile: null,
        differences: [],
      }
    );
  },
  findings: (id) => {
    const finding = findings.find((f) => f.id === id);
    return (
      finding && {
        finding,
        question: { check: finding.check, version: 1, sql: 'SELECT 1', met_by: [] },
        columns: ['device', 'packet'],
        rows: [['d1', 2]],
        rows_total: 1,
        evidence: model.findings.find((f) => f.id === id).evidence,
        filter: 'frame.number in {1}',
        threats: [],
        techniques: [],
        devices: [],
        rows_of_sheet: finding.items.map((item) => ({ item, title: words('小項目') })),
      }
    );
  },
};

createServer((request, response) => {
  const url = new URL(request.url, 'http://x');
  const send = (status, type, body, more = {}) => (response.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': csp, 'Cache-Control': 'no-cache', ...more }), response.end(body));
  const json = (status, body) => send(status, status < 400 ? 'application/json' : 'application/problem+json', JSON.stringify(body));
  if (url.pathname === '/api/v1/events') return (response.writeHead(200, { 'Content-Type': 'text/event-stream' }), response.write(': ok\n\n'));
  if (url.pathname.startsWith('/api/v1')) {
    const path = url.pathname.slice(7);
    const one = /^\/(devices|findings)\/(\w+)$/.exec(path);
    if (request.method === 'GET' && one) {
      const item = detail[one[1]](one[2]);
      return item ? json(200, item) : json(404, { title: 'absent' });
    }
    if (path.startsWith('/sheets/'))
      return json(200, {
        items: model.answers.filter((a) => functionOf(a.item) === url.searchParams.get('function')).map((a) => ({ ...a, title: words('小項目 ' + a.item), decision: null, state: 'decide' })),
        total: 1,
      });
    const made = answer[`${request.method} ${path}`]?.(url.searchParams);
    return made === null ? json(401, { title: 'sign in' }) : made ? json(200, made) : json(404, { title: 'not here', detail: `dev server: no ${request.method} ${path}` });
  }
  const file = join(dist, url.pathname.includes('.') ? url.pathname : 'index.html');
  if (!existsSync(file)) return send(404, 'text/plain', 'no');
  send(200, types[extname(file)] ?? 'application/octet-stream', readFileSync(file));
}).listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
