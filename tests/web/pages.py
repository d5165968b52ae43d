"""Walks through the pages of a running `mimamori serve` as people do: pages.py BASE AXE FOLDER [SETUP-PATH].
BASE is https://127.0.0.1:PORT, AXE the file axe.min.js, FOLDER where pictures go. With SETUP-PATH the first administrator is made with the
one-time link, step by step; without it that administrator is there already."""
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import LOOPBACK, Browser

base, axe, folder = sys.argv[1:4]
setup = sys.argv[4] if len(sys.argv) > 4 else None
only = os.environ.get('PAGES', '').split()  # while making pages: names of some, e.g. PAGES="map devices-ja"
AXE = open(axe, encoding='utf-8').read()
PASSWORD = 'plant-line-seven-coffee'
wrong, seen = [], 0
b = Browser(1280, 900, *LOOPBACK)


def expect(kept, words):
    global seen
    seen += 1
    if not kept:
        wrong.append(words)


def text(selector='main'):
    return b.run(f'(document.querySelector({json.dumps(selector)}) || {{}}).innerText || ""')


def settle(seconds=10):
    """The page is there and waits for nothing."""
    b.wait('document.querySelector("main h1, main h2") && !document.querySelector("main .loading")', seconds)
    time.sleep(0.15)


def fill(name, value):
    b.run(f'(() => {{ const e = document.querySelector(\'[id$="-{name}"]\'); e.focus(); e.select?.(); }})()')
    b.type(value)


def choose(name, value):
    b.run(f'(() => {{ const s = document.querySelector(\'[id$="-{name}"]\'); s.value = {json.dumps(value)}; s.dispatchEvent(new Event("change", {{bubbles: true}})); }})()')


def first_run():
    """The one-time link: account, envelope, capture, time, system, contact; and the link works no second time."""
    b.go(base + setup)
    b.wait('document.querySelector("#f-login")')
    b.click('button[lang=ja]')
    b.wait('document.documentElement.lang === "ja"')
    axe_here('first run')
    fill('name', '管理 太郎')
    fill('login', 'admin')
    fill('password', PASSWORD)
    fill('again', PASSWORD + 'x')
    b.click('button.first')
    b.wait('document.querySelector(".bad-words")')
    fill('again', PASSWORD)
    b.click('button.first')
    b.wait('document.querySelector(".glass") || document.querySelector("h1, h2") && location.search.includes("step=capture")', 30)
    if b.run('!!document.querySelector(".glass")'):
        expect(len(text('.glass').strip()) > 15, 'first run: no code for the envelope')
        b.click('button.first')
    b.wait('location.search.includes("step=capture")')
    settle()
    b.shot(os.path.join(folder, 'setup-capture.png'))
    b.click('button.first')
    b.wait('document.querySelector("#f-site_name")')
    fill('site_name', '試験の工場')
    choose('time_zone', 'Asia/Tokyo')
    b.click('button.first')
    b.wait('location.search.includes("step=system")')
    fill('name', 'プレスラインの見える化')
    choose('level', 'important')
    b.click('button.first')
    b.wait('location.search.includes("step=contacts")')
    fill('name', '設備 次郎')
    choose('side', 'ot')
    b.click('button.first')
    b.wait('location.pathname === "/"', 20)
    b.wait('document.querySelector(".rail")')
    expect('試験の工場' in text('.top .site'), 'first run: the name of the site is not at the top: ' + text('.top .site'))
    expect(b.run('[...document.querySelectorAll(".system option")].some(o => o.innerText === "プレスラインの見える化")'), 'first run: the system cannot be chosen')


def sign_in(login, password):
    b.go(base + '/')
    b.wait('document.querySelector("main.alone, .rail")')
    if b.run('!!document.querySelector(".rail")'):
        return
    fill('login', login)
    fill('password', password)
    b.click('button.first')
    b.wait('document.querySelector(".rail")')


def api(method, path, body=None):
    """As the person who is signed in in the browser; the answer, or its problem."""
    return b.run(f'''(async () => {{
        const csrf = (await (await fetch("/api/v1/session")).json()).csrf;
        const a = await fetch("/api/v1{path}", {{method: "{method}", headers: {{"Content-Type": "application/json", "X-Mimamori-CSRF": csrf}},
                               body: {json.dumps(json.dumps(body)) if body is not None else 'undefined'}}});
        return a.status === 204 ? {{}} : await a.json();
    }})()''')


def person(name, side, grants):
    """Invites somebody; the path of the one-time link."""
    account = api('POST', '/accounts', {'login': name, 'name': f'試験 {name}', 'side': side, 'roles': grants})
    expect('id' in account, f'{name}: not invited: {account}')
    made = api('POST', f'/accounts/{account["id"]}/invite', {})
    expect('path' in made, f'{name}: no link: {made}')
    return made['path']


def as_person(name, link, pages):
    """Takes the link, and looks at the pages of that role in two forms."""
    b.call('Network.clearBrowserCookies')
    form('ja', 'light', 1280)
    b.go(base + link)
    b.wait('document.querySelector("#f-password")')
    for field, value in (('name', f'試験 {name}'), ('login', name), ('password', PASSWORD), ('again', PASSWORD)):
        if b.run(f'!!document.querySelector("#f-{field}")'):
            fill(field, value)
    b.click('button.first')
    b.wait('document.querySelector(".rail")', 30)
    settle()
    for one in (('ja', 'light', 1280), ('en', 'dark', 820)):
        form(*one)
        for path, page in pages:
            look(path, f'{name}-{page}', *one)


def people():
    """An executive, OT, and a vendor that may see one system only."""
    form('ja', 'light', 1280)
    system = next((s['id'] for s in api('GET', '/systems')['items'] if s['id'] != 'site'), None)
    put = api('POST', f'/systems/{system}/devices', {'add': [device]})
    expect(put.get('added') == 1, f'the system takes no device: {put}')
    whole, part = api('GET', '/summary'), api('GET', f'/summary?system={system}')
    expect(part['devices']['total'] == 1 < whole['devices']['total'], f'the overview of a system counts {part["devices"]}')
    listed = api('GET', f'/findings?system={system}&limit=1')['total']
    expect(sum(part['findings'].values()) == listed < sum(whole['findings'].values()), f'the overview of a system counts {part["findings"]}, its list {listed}')
    links = {'director': person('director', 'executive', [{'role': 'executive', 'system': 'site'}]),
             'plant-ot': person('plant-ot', 'ot', [{'role': 'ot', 'system': 'site'}]),
             'maker': person('maker', 'vendor', [{'role': 'vendor', 'system': system}])}
    common = [('/', 'home'), ('/devices', 'devices'), ('/map', 'map'), ('/findings', 'findings'), ('/flows', 'flows'), ('/sheet', 'sheet'), ('/settings?tab=me', 'me')]
    as_person('director', links['director'], common + [('/function/identify', 'identify'), ('/reports', 'reports'), ('/journal', 'journal')])
    as_person('plant-ot', links['plant-ot'], common + [('/records', 'records'), ('/settings?tab=capture', 'capture')])
    as_person('maker', links['maker'], common)
    form('ja', 'light', 1280)
    b.go(base + '/devices')
    settle()
    shown = b.run('[...document.querySelectorAll("tbody tr")].map(r => r.dataset.id)')
    expect(shown == [device], f'the vendor sees {shown}, not only {device}')
    expect(not b.run('[...document.querySelectorAll(".rail a")].some(a => a.getAttribute("href").startsWith("/journal"))'), 'the vendor is offered the journal')


def press(words):
    """The button or link that says so."""
    found = b.run(f'''(() => {{ const e = [...document.querySelectorAll("dialog[open] button, main button, main a")].filter(e => !e.closest("dialog:not([open])"))
        .find(e => (e.innerText || "").trim() === {json.dumps(words)}); if (!e) return false; e.click(); return true; }})()''')
    assert found, f'nothing says {words}: {text("main")[:300]}'


def dialog_done():
    b.wait('!document.querySelector("dialog[open]") || document.querySelector("dialog[open] .problem")')
    problem = text('dialog[open] .problem')
    expect(not problem, f'a dialog says: {problem}')
    if problem:
        b.shot(os.path.join(folder, 'dialog-broken.png'))
        b.key('Escape', 27)


def acts():
    """What people do with devices: state, lock, approval, many at once, merge and back."""
    form('ja', 'light', 1280)
    b.go(base + f'/devices/{device}')
    settle()
    press('状態を変える')
    b.wait('document.querySelector("dialog[open]")')
    choose('state', 'normal')
    fill('reason', '現場で確かめた')
    axe_here('dialog of a state')
    press_submit()
    dialog_done()
    b.wait('document.querySelector(".facts .state-normal")')
    press('固定する')
    b.wait('document.querySelector("dialog[open]")')
    press_submit()
    dialog_done()
    b.wait('[...document.querySelectorAll("main button")].some(e => e.innerText === "固定を解く")')
    press('今の通信を承認')
    b.wait('document.querySelector("dialog[open] tbody tr")')
    b.shot(os.path.join(folder, 'approve.png'))
    fill('reason', '配線図と合っている')
    press_submit()
    dialog_done()
    detail = api('GET', f'/devices/{device}')
    expect(detail['device']['state'] == 'normal' and detail['standing']['by_person'], f'the state was not kept: {detail["standing"]}')
    expect(len(detail['locks']) == 1, f'nothing is locked: {detail["locks"]}')
    expect(bool(detail['profile']), 'nothing was approved')

    b.go(base + f'/devices/{device}?tab=traffic')
    settle()
    press('承認を取り下げる')
    b.wait('document.querySelector("dialog[open]")')
    press_submit()
    dialog_done()
    b.wait('![...document.querySelectorAll("main button")].some(e => e.innerText === "承認を取り下げる")')
    expect(not api('GET', f'/devices/{device}')['profile'], 'an approval that was withdrawn stands')

    b.go(base + '/settings?tab=me')
    settle()
    press('署名の鍵を作る')
    b.wait('document.querySelector("dialog[open]")')
    fill('passphrase', 'three green valves')
    fill('again', 'three green valves')
    press_submit()
    dialog_done()
    me = api('GET', '/session')['account']['contact']
    expect(next(c for c in api('GET', '/contacts')['items'] if c['id'] == me)['key'], 'the signing key was not made')

    b.go(base + '/devices')
    settle()
    for row in (2, 3):
        b.run(f'document.querySelector("tbody tr:nth-child({row}) .choose input").click()')
    press('まとめて変更')
    b.wait('document.querySelector("dialog[open]")')
    fill('place', '第2棟')
    fill('reason', '移設')
    press_submit()
    b.wait('document.querySelector("dialog[open].wide tbody tr") || document.querySelector("dialog[open] .problem, dialog[open] .empty")')
    b.shot(os.path.join(folder, 'bulk.png'))
    press_submit()
    dialog_done()
    b.wait('[...document.querySelectorAll("tbody td")].filter(e => e.innerText === "第2棟").length === 2')

    other = b.run('document.querySelector("tbody tr:nth-child(4)").dataset.id')
    into = b.run('document.querySelector("tbody tr:nth-child(5)").dataset.id')
    before = b.run('document.querySelectorAll("tbody tr").length')
    b.go(base + f'/devices/{other}')
    settle()
    press('ほかの機器とまとめる')
    b.wait(f'document.querySelector("dialog[open] option[value={into}]")')
    fill('into-words', 'そのような機器はない')
    b.wait('document.querySelectorAll("dialog[open] option").length === 1')
    fill('into-words', api('GET', f'/devices/{into}')['device']['mac'])
    b.wait(f'document.querySelector("dialog[open] option[value={into}]")')
    choose('into', into)
    fill('reason', '同じ機器だった')
    press_submit()
    dialog_done()
    b.wait('location.search.includes("merged=")')
    settle()
    b.shot(os.path.join(folder, 'merged.png'))
    expect(api('GET', '/devices')['total'] == before - 1, 'a merge leaves as many devices')
    press('元に戻す')
    b.wait('!location.search.includes("merged=")')
    expect(api('GET', '/devices')['total'] == before, 'a merge that was undone leaves fewer devices')


HOSTILE = '<img src=x onerror="document.title=1"><b>a</b>'


def live():
    """A change made elsewhere reaches an open page; a name that is markup reaches none as markup; an ended session asks again, and the
    same page comes back."""
    form('ja', 'light', 1280)
    b.go(base + '/devices')
    settle()
    b.wait('document.querySelector(".connection:not(.lost)")')
    time.sleep(1)
    done = api('PATCH', f'/devices/{device}', {'lock': {'name': HOSTILE}})
    expect('title' not in done, f'no lock: {done}')
    try:
        b.wait(f'[...document.querySelectorAll("tbody tr")].some(r => r.innerText.includes({json.dumps(HOSTILE)}))', 15)
    except AssertionError:
        expect(False, 'an open page does not hear of a change')
    for path in ('/devices', f'/devices/{device}', '/map', '/flows', '/controllers', '/controllers?view=operations', '/findings', '/', '/journal', '/search?q=img'):
        b.complaints.clear()
        b.go(base + path)
        settle()
        expect(not b.run('!!document.querySelector("main img, main b[onerror], .panel img")'), f'{path}: a name became markup')
        expect(not b.complaints, f'{path}: {b.complaints[:2]}')
    api('PATCH', f'/devices/{device}', {'unlock': ['name']})

    # What is refused without a dialog is said at the top, too.
    b.go(base + '/settings?tab=people')
    settle()
    b.run('window.fetch = new Proxy(window.fetch, {apply: (f, self, a) => a[1] && a[1].method === "POST" ? Promise.resolve(new Response(\'{"title":"Refused","detail":"made up"}\', {status: 403, headers: {"Content-Type": "application/problem+json"}})) : f.apply(self, a)})')
    press('緊急用のコードを作り直す')
    b.wait('document.querySelector(".banner .problem")')
    expect('made up' in text('.banner .problem'), f'a refusal is not told: {text(".banner")}')

    b.go(base + '/findings?severity=high')
    settle()
    b.call('Network.clearBrowserCookies')
    b.run('document.querySelector(".rail a[href^=\\"/devices\\"]").click()')
    b.wait('document.querySelector("#f-login")')
    expect('/devices' in b.run('location.pathname'), 'signing in again leaves the page')
    fill('login', 'admin')
    fill('password', PASSWORD)
    b.click('button.first')
    b.wait('document.querySelector(".rail")')
    settle()
    expect(b.run('location.pathname') == '/devices', 'after signing in another page comes')


def map_acts():
    """A card is moved by hand and goes back; a version is kept, shown and compared."""
    form('ja', 'light', 1280)
    b.go(base + '/map')
    settle()
    press('位置を動かす')
    b.wait('document.querySelector(".map.moving")')
    card = f'document.querySelector("a[data-n] .m-card")'
    box = b.run(f'(() => {{ const r = {card}.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()')
    b.call('Input.dispatchMouseEvent', type='mousePressed', x=box[0], y=box[1], button='left', clickCount=1)
    for step in (10, 30, 60):
        b.call('Input.dispatchMouseEvent', type='mouseMoved', x=box[0] + step, y=box[1] + step, button='left', buttons=1)
    b.call('Input.dispatchMouseEvent', type='mouseReleased', x=box[0] + 60, y=box[1] + 60, button='left', clickCount=1)
    b.wait('document.querySelector(".m-pin")')
    pins = api('GET', '/map/pins')
    expect(pins['total'] == 1, f'pins: {pins}')
    moved = pins['items'][0]['id']
    b.shot(os.path.join(folder, 'map-pinned.png'))
    b.go(base + f'/map?open={moved}')
    settle()
    press('元の位置に戻す')
    b.wait('!document.querySelector(".m-pin")')
    b.go(base + '/map?versions=1')
    settle()
    press('今の図を版として残す')
    b.wait('document.querySelector("dialog[open]")')
    fill('name', '工事の前')
    press_submit()
    dialog_done()
    b.wait('document.querySelector(".panel tbody tr")')
    press('今と比べる')
    b.wait('document.querySelector(".panel .here")')
    settle()
    axe_here('versions of the map')
    b.shot(os.path.join(folder, 'map-versions.png'))
    press('図を見る')
    b.wait('location.search.includes("version=")')
    settle()
    expect('今の状態ではありません' in text('main'), 'an old map does not say so')
    b.key('Escape', 27)


def press_submit():
    b.run('document.querySelector("dialog[open] button[type=submit]").click()')


def axe_here(where):
    b.run(AXE + ';0')
    found = b.run('axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.filter(v => ["serious", "critical"].includes(v.impact))'
                  '.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", ")))')
    expect(not found, f'{where}: {found}')


def look(path, name, language, light, width):
    """One page in one form."""
    where = f'{path} {language} {light} {width}'
    b.complaints.clear()
    b.go(base + path)
    try:
        settle()
    except AssertionError:
        expect(False, f'{where}: never settled: {text("body")[:300]}')
        return
    shown = text('main')
    expect(len(shown) > 20, f'{where}: empty')
    for bad in ('[object', 'undefined', 'NaN', 'Invalid Date'):
        expect(bad not in shown, f'{where}: says {bad}: …{shown[max(0, shown.find(bad) - 60):shown.find(bad) + 40]}')
    if language == 'ja':  # a token of the program is no Japanese
        raw = re.search(r'[：、　]\s*(introduced|abnormal|stray|retired|queued|unheard|digested|met|unknown|partly)\b', shown)
        expect(not raw, f'{where}: says a token: {raw and shown[max(0, raw.start() - 40):raw.end() + 20]}')
    expect(not b.run('document.querySelector(".problem") !== null'), f'{where}: {text(".problem")}')
    expect(b.run('document.documentElement.lang') == language, f'{where}: in another language')
    wide = b.run('document.documentElement.scrollWidth')
    expect(wide <= width, f'{where}: {wide} wide')
    expect(not b.complaints, f'{where}: the console says {b.complaints[:3]}')
    if width > 900:
        axe_here(where)
    b.shot(os.path.join(folder, f'{name}-{language}-{light}-{width}.png'))


def form(language, light, width):
    b.size(width, 900 if width > 900 else 1180)
    b.media(prefers_color_scheme=light)
    b.run(f'localStorage.setItem("mimamori-lang", "{language}")')


def keyboard():
    form('ja', 'light', 1280)
    b.go(base + '/devices')
    settle()
    b.key('j', 74)
    b.key('j', 74)
    second = b.run('document.activeElement.dataset.id')
    expect(bool(second), 'keyboard: j does not reach a row')
    b.key('Enter', 13)
    b.wait('document.querySelector(".panel")')
    expect(b.run('new URLSearchParams(location.search).get("open")') == second, 'keyboard: Enter opens another row')
    b.wait('document.activeElement === document.querySelector(".panel h2")')
    b.key('Escape', 27)
    b.wait('!document.querySelector(".panel")')
    b.wait(f'document.activeElement.dataset.id === "{second}"')
    b.key('/', 191)
    expect(b.run('document.activeElement.id') == 'search', 'keyboard: / does not reach the search box')
    b.key('Escape', 27)
    b.key('?', 191)
    b.wait('document.querySelector("dialog[open]")')
    b.key('Escape', 27)
    b.wait('!document.querySelector("dialog[open]")')


def address_is_state():
    b.go(base + '/devices')
    settle()
    total = b.run('document.querySelectorAll("tbody tr").length')
    b.click('.filter-q')
    b.type('PLC')
    b.wait('location.search.includes("q=PLC")')
    b.wait(f'document.querySelectorAll("tbody tr").length < {total}')
    few = b.run('document.querySelectorAll("tbody tr").length')
    b.go(b.run('location.href'))
    settle()
    expect(b.run('document.querySelectorAll("tbody tr").length') == few, 'the address does not keep the filter')
    b.run('document.querySelector("thead th:nth-child(5) button").click()')
    b.wait('location.search.includes("sort=")')
    expect(b.run('!!document.querySelector("th[aria-sort]")'), 'a sorted column does not say so')


PAGES = [('/', 'home'), ('/?as=executive', 'home-executive'), ('/?as=ot', 'home-ot'), ('/?as=it', 'home-it'), ('/?as=vendor', 'home-vendor'),
         ('/function/identify', 'identify'), ('/map', 'map'), ('/devices', 'devices'), ('/flows', 'flows'), ('/controllers', 'controllers'), ('/controllers?view=operations', 'operations'), ('/flows?view=matrix', 'matrix'),
         ('/findings', 'findings'), ('/sheet', 'sheet'), ('/records', 'records'), ('/journal', 'journal'), ('/reports', 'reports'),
         ('/search?q=PLC', 'search'), ('/settings?tab=me', 'settings-me'), ('/settings?tab=capture', 'settings-capture'),
         ('/settings?tab=systems', 'settings-systems'), ('/settings?tab=contacts', 'settings-contacts'), ('/settings?tab=ledger', 'settings-ledger'), ('/settings?tab=certificate', 'settings-certificate'), ('/devices?view=differences', 'differences'), ('/settings?tab=people', 'settings-people'),
         ('/settings?tab=tokens', 'settings-tokens'), ('/settings?tab=general', 'settings-general')]
FORMS = [('ja', 'light', 1280), ('en', 'dark', 1280), ('ja', 'dark', 820), ('en', 'light', 820)]

try:
    os.makedirs(folder, exist_ok=True)
    if setup:
        b.run('0')
        first_run()
    else:
        sign_in('admin', PASSWORD)
    settle()
    b.wait('document.querySelector(".rail")')
    b.go(base + '/devices')
    settle(30)
    b.wait('document.querySelector("tbody tr")', 60)
    device = b.run('document.querySelector("tbody tr").dataset.id')
    b.go(base + '/findings')
    settle()
    b.wait('document.querySelector("tbody tr")', 60)
    finding = b.run('document.querySelector("tbody tr").dataset.id')
    scope = next((s['id'] for s in api('GET', '/systems')['items'] if s['id'] != 'site'), 'site')
    more = [(f'/?as=general&system={scope}', 'home-system'), (f'/devices?open={device}', 'devices-open'), (f'/devices/{device}', 'device'), (f'/devices/{device}?tab=traffic', 'device-traffic'),
            (f'/findings?open={finding}', 'finding'), (f'/map?open={device}', 'map-open'), ('/sheet?open=32-3', 'sheet-open')]
    for one in FORMS:
        form(*one)
        for path, name in PAGES + more:
            if not only or any(f'{name}-{one[0]}-{one[1]}-{one[2]}'.startswith(x) for x in only):
                look(path, name, *one)
    keyboard()
    address_is_state()
    if not only or 'acts' in only:
        acts()
    if not only or 'live' in only:
        live()
    if not only or 'map-acts' in only:
        map_acts()
    if not only or 'people' in only:
        people()
    outside = [u for u in b.requests if not u.startswith((base, 'about:', 'data:'))]
    expect(not outside, f'requests to elsewhere: {outside[:3]}')
    b.go(base + '/devices')
    settle()
    b.pdf(os.path.join(folder, 'devices.pdf'))
except (AssertionError, RuntimeError, TimeoutError) as e:
    b.shot(os.path.join(folder, 'broken.png'))
    wrong.append(f'{type(e).__name__}: {e} at {b.run("location.href")}: {text("body")[:400]}')
finally:
    b.close()
print('\n'.join(wrong) or f'{seen} looks, as people expect')
sys.exit(1 if wrong else 0)
