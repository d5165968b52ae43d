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
const account = { id: 'a1', login: 'suzuki', name: '鈴木 花子', roles: [{ role: 'admin', system: 'site' }] };
const ranks = ['critical', 'high', 'medium', 'low', 'info'];
const states = ['normal', 'introduced', 'stray', 'abnormal', 'normal', 'normal'];
model.devices.forEach((d, i) => {
  const about = model.findings.filter((f) => f.about.includes(d.id));
  Object.assign(d, { number: i % 3 ? `L1-${100 + i}` : null, line: i % 3 ? '第1ライン' : null, place: i % 3 ? '盤A' : null, name: d.names[0] ?? null, state: states[i % 6], findings: about.length, worst: ranks.find((r) => about.some((f) => f.severity === r)) ?? null, systems: [] });
});
const list = (items, q) => {
  const limit = Number(q.get('limit') ?? 100);
  const from = Number(q.get('cursor') ?? 0);
  const text = q.get('q');
  let found = text ? items.filter((i) => JSON.stringify(i).toLowerCase().includes(text.toLowerCase())) : [...items];
  for (const [k, v] of q) if (!['limit', 'cursor', 'q', 'sort', 'system'].includes(k)) found = found.filter((i) => (Array.isArray(i[k]) ? i[k].includes(v) : String(i[k]) === v));
  const sort = q.get('sort');
  if (sort) found.sort((a, b) => (sort[0] === '-' ? -1 : 1) * (String(a[sort.replace('-', '')] ?? '') < String(b[sort.replace('-', '')] ?? '') ? -1 : 1));
  return { items: found.slice(from, from + limit), total: found.length, next: from + limit < found.length ? String(from + limit) : null };
};
const functionOf = (item) => ['identify', 'protect', 'detect', 'respond', 'recover'][[21, 39, 47, 55, 61].findIndex((n) => Number(item.slice(0, 2)) < n)] ?? 'recover';
let frames = 0;
const named = (e) => ({ ...e, name: model.devices.find((d) => d.id === e.id)?.name ?? model.outside.find((o) => o.id === e.id)?.names[0] ?? null });
const flows = model.flows.map((f) => ({ ...f, client: named(f.client), server: named(f.server) }));

function summary() {
  const functions = ['identify', 'protect', 'detect', 'respond', 'recover'].map((f) => {
    const rows = model.answers.filter((a) => functionOf(a.item) === f);
    const verdicts = Object.fromEntries(['met', 'partly', 'not-met', 'unknown', 'person'].map((v) => [v, rows.filter((a) => a.verdict === v).length]));
    return { function: f, total: rows.length, verdicts, states: {} };
  });
  return { functions, weakest: 'detect', level: 'important', devices: { total: model.devices.length, new: 3, stray: 2, abnormal: 1 }, findings: Object.fromEntries(ranks.map((r) => [r, model.findings.filter((f) => f.severity === r).length])), changed: [], due: [], home: {} };
}

const answer = {
  'GET /session': () => (signedIn ? { account, csrf: 'x' } : null),
  'POST /session': () => ((signedIn = true), { account, csrf: 'x' }),
  'DELETE /session': () => ((signedIn = false), {}),
  'GET /settings': () => ({ site_name: '第2工場', time_zone: 'Asia/Tokyo', level: 'important' }),
  'GET /systems': () => ({ items: [{ id: 's1', name: 'プレスラインの見える化', level: 'important', status: 'trial', devices: 5 }], total: 1, next: null }),
  'GET /capture': () => ({ replay: true, files: model.capture.files.map((f, i) => ({ ...f, file: i })), packets: model.capture.packets, bytes: model.capture.bytes, dropped: 0, malformed: model.capture.malformed, first: model.capture.first, last: model.capture.last }),
  'GET /capture/interfaces': () => ({ items: [{ name: 'eth1', state: 'up', capturing: true, frames_per_second: Math.round(800 + 200 * Math.sin(++frames / 3)), bits_per_second: 4e6, received: 81234 + frames, dropped: frames > 9 ? 12 : 0 }, { name: 'eth0', state: 'down', frames_per_second: 0, bits_per_second: 0, received: 0, dropped: 0 }], total: 2, next: null }),
  'GET /summary': summary,
  'GET /devices': (q) => list(model.devices, q),
  'GET /flows': (q) => list(flows, q),
  'GET /findings': (q) => list(model.findings, q),
  'GET /outside': (q) => list(model.outside, q),
};

createServer((request, response) => {
  const url = new URL(request.url, 'http://x');
  const send = (status, type, body, more = {}) => (response.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': csp, 'Cache-Control': 'no-cache', ...more }), response.end(body));
  const json = (status, body) => send(status, status < 400 ? 'application/json' : 'application/problem+json', JSON.stringify(body));
  if (url.pathname === '/api/v1/events') return response.writeHead(200, { 'Content-Type': 'text/event-stream' }), response.write(': ok\n\n');
  if (url.pathname.startsWith('/api/v1')) {
    const path = url.pathname.slice(7);
    const one = /^\/(devices|findings)\/(\w+)$/.exec(path);
    if (request.method === 'GET' && one) {
      const item = model[one[1]].find((x) => x.id === one[2]);
      return item ? json(200, { ...item, flows: flows.filter((f) => f.client.id === item.id || f.server.id === item.id), commands: model.commands.filter((c) => c.client.id === item.id || c.server.id === item.id), findings_list: model.findings.filter((f) => f.about.includes(item.id)) }) : json(404, { title: 'absent' });
    }
    const made = answer[`${request.method} ${path}`]?.(url.searchParams);
    return made === null ? json(401, { title: 'sign in' }) : made ? json(200, made) : json(404, { title: 'not here', detail: `dev server: no ${request.method} ${path}` });
  }
  const file = join(dist, url.pathname.includes('.') ? url.pathname : 'index.html');
  if (!existsSync(file)) return send(404, 'text/plain', 'no');
  send(200, types[extname(file)] ?? 'application/octet-stream', readFileSync(file));
}).listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
