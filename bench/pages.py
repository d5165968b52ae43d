"""The pages of serve on a plant of many devices (bench/plant.py), in chromium, as administrator: pages.py BUILD [DEVICES].
Every page of web/app/src/pages/index.ts, nothing in the browser's cache, median of RUNS (5): first contentful paint; when the page's own
content stands there (a heading, nothing loading, nothing changed after); bytes moved; the slowest answer of the API it waited for. Then
the map: nodes, bytes, time of a frame while it is moved; and the memory of all programs (PSS), the most while pages are used and after.
REPLAY=1 serves the capture as a replay instead of a site at rest (memory with all programs at work), PICTURES=FOLDER keeps pictures,
ONLY="map devices" looks at some pages, PORT is 19001. Client and server share the machine."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(root, 'tests/web'))
from browser import LOOPBACK, Browser, find  # noqa: E402

build = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'build')
devices = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
runs, port, only, pictures = int(os.environ.get('RUNS', '5')), os.environ.get('PORT', '19001'), os.environ.get('ONLY', '').split(), os.environ.get('PICTURES')
base = f'https://127.0.0.1:{port}'
FIRST_PAINT_MS, MAP_NODES, MAP_BYTES = 1000, 2000, 300000
PAGES = [('home', '/'), ('alarms', '/alarms'), ('history', '/alarms?tab=history'), ('incidents', '/incidents'), ('people-on-duty', '/people'), ('home-executive', '/?as=executive'), ('function', '/function/identify'), ('map', '/map'), ('map-devices', '/map?detail=devices'), ('devices', '/devices'),
         ('devices-1000', '/devices?limit=1000'), ('devices-q', '/devices?q=PLC&sort=-last'), ('device', '/devices/{busy}'), ('device-traffic', '/devices/{busy}?tab=traffic'),
         ('device-open', '/devices?open={plain}'), ('differences', '/devices?view=differences'), ('flows', '/flows'), ('matrix', '/flows?view=matrix'), ('controllers', '/controllers'), ('controller', '/controllers/{plain}'), ('operations', '/controllers?view=operations'), ('values', '/devices/{plain}?tab=values'), ('findings', '/findings'),
         ('finding', '/findings?open={finding}'), ('sheet', '/sheet'), ('sheet-row', '/sheet?open=32-3'), ('records', '/records'), ('journal', '/journal'),
         ('reports', '/reports'), ('search', '/search?q=PLC'), ('search-ja', '/search?q=%E3%83%97%E3%83%AC%E3%82%B9'), ('settings', '/settings'), ('ledger', '/settings?tab=ledger'),
         ('systems', '/settings?tab=systems'), ('people', '/settings?tab=people')]
# Notes when the content was last seen to be complete: after each change of the page, at the moment it is drawn.
WATCH = '''(() => {
  const whole = () => document.querySelector('main h1, main h2') && !document.querySelector('main .loading');
  window.__whole = null;
  let was = false;
  new MutationObserver(() => { const now = whole(); if (now && !was) requestAnimationFrame(() => { window.__whole = performance.now(); }); if (!now) window.__whole = null; was = now; })
    .observe(document, {childList: true, subtree: true, attributes: false});
})()'''


def made():
    """A site file, and what was said when it was made."""
    folder = tempfile.mkdtemp(prefix='mimamori-pages-')
    subprocess.run([sys.executable, os.path.join(root, 'bench/plant.py'), str(devices), folder], check=True)
    site = os.path.join(folder, 'plant.db')
    subprocess.run([os.path.join(build, 'mimamori'), 'inspect', os.path.join(folder, 'plant.pcap'), '--ledger', os.path.join(folder, 'ledger.csv'), '-o', os.path.join(folder, 'report'),
                    '--save', site, '--quiet'], check=True, stderr=subprocess.DEVNULL)
    return folder, site


def serve(site):
    said = subprocess.run([os.path.join(build, 'mimamori'), 'serve', site, '--lang', 'ja', '--listen', f'127.0.0.1:{port}', '--detach',
                           *(('--replay', os.path.join(os.path.dirname(site), 'plant.pcap')) if os.environ.get('REPLAY') else ())], capture_output=True, text=True)
    at = said.stdout.find('/setup/')
    if at < 0:
        sys.exit(f'bench/pages: not served: {said.stdout}{said.stderr}')
    return said.stdout[at + 7:].split()[0].split('（')[0].split('(')[0]


def ask(b, method, path, body=None):
    return b.run(f'''(async () => {{
        const csrf = (await (await fetch("/api/v1/session")).json()).csrf ?? '';
        const a = await fetch("/api/v1{path}", {{method: "{method}", headers: {{"Content-Type": "application/json", "X-Mimamori-CSRF": csrf}},
                               body: {json.dumps(json.dumps(body)) if body is not None else 'undefined'}}});
        return a.status === 204 ? {{}} : await a.json(); }})()''')


def done(answer):
    if 'status' in answer and 'detail' in answer:
        sys.exit(f'bench/pages: {answer}')
    return answer


def furnish(b, link):
    """The administrator, systems, contacts, records and decisions, as people enter them. Pages that are named by what they show: which."""
    b.go(base + '/')
    b.run('localStorage.setItem("mimamori-lang", "ja")')
    session = ask(b, 'POST', '/setup', {'link': link, 'login': 'admin', 'name': '管理 太郎', 'password': 'plant-line-seven-coffee', 'lang': 'ja'})
    assert session.get('signed_in'), session
    some = ask(b, 'GET', '/devices?limit=1000')['items']
    for k, name in enumerate(('プレスラインの見える化', '<b>塗装</b>の遠隔監視', '受電設備')):
        system = done(ask(b, 'POST', '/systems', {'name': name, 'level': 'important' if k == 0 else 'core'}))
        done(ask(b, 'POST', f'/systems/{system["id"]}/devices', {'add': [d['id'] for d in some[k * 30:k * 30 + 30]]}))
    for k in range(5):
        done(ask(b, 'POST', '/contacts', {'name': f'担当 {k}', 'side': 'ot' if k % 2 else 'it'}))
    for k in range(20):
        done(ask(b, 'POST', '/records', {'kind': 'manual-device', 'said': 'yes', 'owner': 'c2', 'no_deputy': '一人の職場', 'made_on': '2026-11-01', 'fields': {
            'name': f'手で加えた機器 {k}', 'device_kind': 'plc', 'number': f'K-{k}', 'place': '第2建屋', 'below': some[4 + k]['id'], 'medium': 'serial'}}))
    busy = max(some[:10], key=lambda d: ask(b, 'GET', f'/flows?device={d["id"]}&limit=1')['total'])['id']  # the historian
    finding = ask(b, 'GET', '/findings?limit=1')['items'][0]['id']
    return {'busy': busy, 'plain': some[5]['id'], 'finding': finding}


def open_page(b, address):
    b.call('Page.navigate', url='about:blank')
    b.go(base + address)
    b.wait('window.__whole', 60)
    last = None
    for _ in range(60):  # until nothing changes any more
        now = b.run('[window.__whole, performance.getEntriesByType("resource").length]')
        if now == last and now[0]:
            break
        last = now
        time.sleep(0.3)
    return b.run('''(() => { const p = performance.getEntriesByName("first-contentful-paint")[0], all = performance.getEntriesByType("resource"), api = all.filter(r => r.name.includes("/api/") && !r.name.endsWith("/events"));
        const slow = api.sort((a, b) => b.duration - a.duration)[0];
        return {paint: p ? p.startTime : null, whole: window.__whole, bytes: all.concat(performance.getEntriesByType("navigation")).reduce((n, r) => n + r.transferSize, 0),
                api: slow ? slow.duration : 0, path: slow ? slow.name.replace(/^.*api.v1/, "") : "", size: api.reduce((n, r) => n + r.decodedBodySize, 0)}; })()''')


def page(b, name, address):
    all_ = [open_page(b, address) for _ in range(runs)]
    mid = {k: statistics.median(x[k] or 0 for x in all_) for k in ('paint', 'whole', 'bytes', 'api', 'size')}
    if pictures:
        b.shot(os.path.join(pictures, f'{name}.png'))
    said = '' if 0 < mid['paint'] <= FIRST_PAINT_MS else '  NOT met'
    print(f'{name:15} {mid["paint"]:9.0f} {mid["whole"]:9.0f} {mid["bytes"] / 1000:9.1f} {mid["size"] / 1000:9.1f} {mid["api"]:8.0f}  {all_[-1]["path"][:44]}{said}', flush=True)
    return not said


def moved(b, address):
    """Milliseconds a frame while the map is dragged, a step a frame: median and the worst of twenty."""
    open_page(b, address)
    got = b.run('''new Promise(done => { const svg = document.querySelector(".m-map"), r = svg.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + 30;
        const send = (type, i) => svg.dispatchEvent(new PointerEvent(type, {bubbles: true, pointerId: 1, button: 0, buttons: 1, clientX: x + 6 * i, clientY: y + 4 * i}));
        svg.setPointerCapture = () => {};
        const at = []; let i = 0; send("pointerdown", 0);
        const step = now => { at.push(now); if (++i > 60) { send("pointerup", i); done(at.slice(1).map((v, k) => v - at[k])); } else { send("pointermove", i); requestAnimationFrame(step); } };
        requestAnimationFrame(step); })''')
    return statistics.median(got), sorted(got)[-4]


def the_map(b):
    good = True
    for detail in ('', '?detail=devices'):
        got = b.run(f'fetch("/api/v1/map{detail}").then(async a => {{ const text = await a.text(), m = JSON.parse(text); return [m.nodes.length, m.links.length, new TextEncoder().encode(text).length, m.left_out]; }})')
        mid, worst = moved(b, '/map' + detail)
        kept = got[0] <= MAP_NODES and got[2] <= MAP_BYTES
        good &= kept
        print(f'map{detail:16} {got[0]} cards, {got[1]} lines, {got[2] / 1000:.0f} kB, left out {got[3]}; a frame while it is moved {mid:.0f} ms, one in twenty {worst:.0f} ms   {"met" if kept else "NOT met"} ({MAP_NODES}, {MAP_BYTES // 1000} kB)')
    return good


def programs(site):
    """PSS in MB of gate and of all it started, by name; a forked reader counts with its own part."""
    first = int(open(site + '.pid').read().split()[0])
    of = {}
    for p in filter(str.isdigit, os.listdir('/proc')):
        try:
            of[int(p)] = int(open(f'/proc/{p}/stat').read().rsplit(')', 1)[1].split()[1])
        except OSError:
            pass
    mine, more = {first}, True
    while more:
        more = {p for p, parent in of.items() if parent in mine} - mine
        mine |= more
    said = {}
    for p in sorted(mine):
        try:
            name = open(f'/proc/{p}/comm').read().strip()
            said[name] = said.get(name, 0) + next(int(x.split()[1]) for x in open(f'/proc/{p}/smaps_rollup') if x.startswith('Pss:')) / 1024
        except OSError:
            pass
    return said


class Memory(threading.Thread):
    """Looks ten times a second; keeps the moment of the largest sum."""

    def __init__(self, site):
        super().__init__(daemon=True)
        self.site, self.most, self.stop = site, {}, threading.Event()
        self.start()

    def run(self):
        while not self.stop.wait(0.1):
            now = programs(self.site)
            if sum(now.values()) > sum(self.most.values()):
                self.most = now

    def tell(self, goal):
        self.stop.set()
        self.join()
        good = True
        for when, said in (('the most while pages were used', self.most), ('after', programs(self.site))):
            total = sum(said.values())
            good &= not goal or total <= goal
            print(f'memory, {devices} devices, {when}: {total:.1f} MB ({", ".join(f"{k} {v:.1f}" for k, v in said.items())})' + (f'   goal {goal} MB: {"met" if total <= goal else "NOT met"}' if goal else ''))
        return good


def main():
    folder, site = made()
    b = None
    try:
        link = serve(site)
        used = Memory(site)
        b = Browser(1280, 900, *LOOPBACK)
        names = furnish(b, link)
        b.call('Page.addScriptToEvaluateOnNewDocument', source=WATCH)
        b.call('Network.setCacheDisabled', cacheDisabled=True)
        if pictures:
            os.makedirs(pictures, exist_ok=True)
        print(f'{"page":15} {"paint ms":>9} {"whole ms":>9} {"moved kB":>9} {"said kB":>9} {"api ms":>8}  slowest answer')
        good = [page(b, name, address.format(**names)) for name, address in PAGES if not only or name in only]
        good.append(the_map(b))
        if b.complaints:
            print('the console says', b.complaints[:3])
        good.append(used.tell({100: 64, 10000: 160}.get(devices)))
        return 0 if all(good) else 1
    finally:
        if b:
            b.close()
        subprocess.run([os.path.join(build, 'mimamori'), 'stop', site, '--quiet'])
        if not os.environ.get('KEEP'):
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main() if find() else print('bench/pages: chromium is absent') or 77)
