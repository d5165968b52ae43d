"""Who can change what, and values, as people use them: controllers.py BASE AXE FOLDER SETUP-LINK"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from person import Account, Person

base, axe, folder, link = sys.argv[1:5]
admin = Account.first(base, link, '管理 太郎')
admin.invite('jiro', '設備 次郎', 'ot', 'ot')
p = Person(base, axe, folder)
p.go(base + '/')
p.wait('document.querySelector("#f-login")')
p.form('ja')
p.sign_in('jiro')
FORMS = (('ja', 'light', 1280), ('en', 'dark', 1280), ('ja', 'dark', 820), ('en', 'light', 820))
ROWS = 'document.querySelector(".list table tbody tr")'


def looks(name, path, ready):
    for language, light, width in FORMS:
        p.form(language, light, width)
        p.visit(path)
        p.wait(ready)
        p.picture(f'{name}-{language}-{light}-{width}')
        p.right(f'{name} {language} {light} {width}')
    p.form('ja')


def signs(where):
    """Word -> how its shape looks: clip, border, radius; and its colour."""
    return p.run(f'''Object.fromEntries([...document.querySelectorAll({where!r})].map(m => {{ const s = getComputedStyle(m.querySelector("i"));
        return [[...m.classList].find(c => c.startsWith("gravity-")), [s.clipPath + s.borderStyle + s.borderRadius, s.backgroundColor, getComputedStyle(m).color]]; }}))''')


# --- the list: the gravest first; protocols by name
api = admin.must('GET', '/controllers?limit=100')
items = {c['device']['id']: c for c in api['items']}
melsec = next(c['device']['id'] for c in api['items'] if 'melsoft' in c['protocols'])
cip = next(c['device']['id'] for c in api['items'] if 'cip' in c['protocols'])
p.visit('/controllers')
p.wait(ROWS)
order = p.run('[...document.querySelectorAll(".list tbody tr")].map(r => r.dataset.id)')
graves = [('grave', 'change', 'look', None).index(items[i]['gravity']) for i in order]
p.expect(graves == sorted(graves) and len(set(graves)) > 1, f'not the gravest first: {graves}')
shown = p.text('.list table')
for token in ('modbus', 'melsoft', 'enip', 'cip', 'slmp'):
    p.expect(f'{token}\n' not in shown + '\n' and f'{token}、' not in shown and f'{token}, ' not in shown, f'the list says the token {token}')
p.expect('Modbus/TCP' in shown and 'MELSOFT' in shown and 'EtherNet/IP' in shown, f'the list does not name its protocols: {shown[:300]}')
key = signs('.gravity-key .mark')
p.expect(len({tuple(v[:1]) for v in key.values()}) == 3, f'gravity does not show by shape: {key}')
p.expect(len({v[2] for v in key.values()}) == 3, f'gravity does not show by colour: {key}')
looks('controllers', '/controllers', ROWS)

# --- one name everywhere: list, panel, page, device, operations
for one in (melsec, cip):
    p.visit('/controllers')
    p.wait(ROWS)
    name = p.run(f'document.querySelector("tr[data-id={one}] .named").innerText')
    names = {'list': name}
    p.visit(f'/controllers?open={one}')
    p.wait('document.querySelector(".panel table tbody tr")')
    names['panel'] = p.text('.panel h2')
    p.visit(f'/devices/{one}')
    names['device'] = p.text('h1')
    p.visit(f'/devices?open={one}')
    p.wait('document.querySelector(".panel h2")')
    names['list of devices'] = p.run(f'document.querySelector("tr[data-id={one}] .named").innerText')
    names['panel of devices'] = p.text('.panel h2')
    p.expect(len(set(names.values())) == 1, f'{one} has several names: {names}')
    p.visit(f'/controllers/{one}')
    p.expect(name in p.text('h1'), f'the page of {one} is called {p.text("h1")}')

# --- one controller: the stop is graver than the users' reading; MELSOFT's sign-in is what is set up; by itself and beside the list
detail = admin.must('GET', f'/controllers/{melsec}')
p.visit(f'/controllers/{melsec}')
p.wait('document.querySelector("main table tbody tr")')
said = p.text('main')
p.expect('停止（STOP）' in said and '影響大' in said, f'the stop is not told as grave: {said[:400]}')
first = p.run('document.querySelector("main table tbody tr .mark").className')
p.expect('gravity-grave' in first, f'the first order is not the gravest: {first}')
asks = {w['protocol']: w['sign_in'] for w in admin.must('GET', f'/controllers/{cip}')['ways']}
p.expect(asks.get('enip', 'optional') == 'optional' and asks.get('cip') == 'optional', f'EtherNet/IP asks {asks}')
looks('controller', f'/controllers/{melsec}', 'document.querySelector("main table tbody tr")')
looks('controller-open', f'/controllers?open={cip}', 'document.querySelector(".panel table tbody tr")')
looks('operations', '/controllers?view=operations', ROWS)
looks('operations-grave', '/controllers?view=operations&gravity=grave', ROWS)
p.visit(f'/controllers?view=operations&controller={melsec}')
p.wait(ROWS)
p.sees('への操作だけを表示')
p.expect(set(p.run('[...document.querySelectorAll(".list tbody tr td:nth-child(2) .named")].map(e => e.innerText)')) == {p.run('document.querySelector(".list tbody tr td:nth-child(2) .named").innerText')}, 'operations on others, too')

# --- keyboard: down, open, close, on to its page
p.visit('/controllers')
p.wait(ROWS)
p.key('j', 74)
p.key('j', 74)
second = p.run('document.activeElement.dataset.id')
p.expect(bool(second), 'j does not reach a controller')
p.key('Enter', 13)
p.wait('document.querySelector(".panel table")')
p.wait('document.activeElement === document.querySelector(".panel h2")')
p.key('Escape', 27)
p.wait('!document.querySelector(".panel")')
p.wait(f'document.activeElement.dataset.id === "{second}"')

# --- what was not seen of it stands on its page: no row above is good news by itself
p.visit(f'/controllers/{melsec}')
p.sees('この記録では見えていないこと')
unseen = admin.must('GET', f'/controllers/{melsec}')['not_seen']
said = p.run('document.querySelectorAll("main .verdict-unknown").length')
p.expect(len(unseen) > 0 and said == len(unseen), f'of {len(unseen)} things that were not seen {said} are said')
p.sees('この機器が見えていた期間')

# --- values of the busiest device
busy = max((d['id'] for d in admin.must('GET', '/devices?limit=1000')['items']), key=lambda d: admin.must('GET', f'/devices/{d}/points?limit=1')['total'])
total = admin.must('GET', f'/devices/{busy}/points?limit=1')['total']
p.expect(total > 10, f'no device with values: {total}')
p.visit(f'/devices/{busy}?tab=values')
p.wait(ROWS)
p.sees('単位や倍率は通信からは分からない')
listed = p.run('[...document.querySelectorAll(".list tbody tr .named")].map(e => e.innerText)')
p.expect(listed == [x['name'] for x in admin.must('GET', f'/devices/{busy}/points')['items']], f'values: {listed[:5]}')
p.run('document.querySelector(".list thead th:nth-child(2) button").click()')
p.wait('location.search.includes("sort=value")')
p.click('.filter-q')
p.type(listed[0])
p.wait(f'document.querySelectorAll(".list tbody tr").length < {min(total, 100)}')
csv = p.run('''(async () => { const a = document.querySelector("a[download][href*='/reports/points']"), r = await fetch(a.href); return [r.status, r.headers.get("content-type"), await r.text()]; })()''')
p.expect(csv[0] == 200 and 'csv' in csv[1] and csv[2].count('\n') == total + 1, f'the table: {csv[0]} {csv[1]} {csv[2].count(chr(10))} lines of {total}')
p.expect('最後の値' in csv[2].split('\n')[0], f'the table speaks another language: {csv[2][:100]}')
p.expect('日時（日本時間 UTC+9）' in csv[2].split('\n')[0], f'the table does not say of which zone its times are: {csv[2][:200]}')
flows = admin.must('GET', '/reports/flows?lang=ja')
p.expect(',Modbus/TCP,' in flows and ',modbus,' not in flows and 'UTC+9' in flows.split('\n')[0], f'the table of flows: {flows[:300]}')
looks('values', f'/devices/{busy}?tab=values', ROWS)
# after a planned change: what it does, and when not to, is said before a reason is asked; who said it and when stands there afterwards
p.visit(f'/devices/{busy}?tab=values')
p.wait(ROWS)
p.press('いつもの姿を学び直す')
p.dialog()
for words in ('警報は終わります', '警報は出ません', '理由が分からないうちは使わないでください'):
    p.sees(words, 'dialog[open]')
p.right('learning anew')
p.picture('relearn')
p.fill('reason', 'レシピを変えた')
p.submit()
p.sees('学び直すことにした日時')
p.sees('設備 次郎')
p.expect(admin.must('GET', f'/devices/{busy}')['history'][0]['kind'] == 'device-relearn', 'that values are learnt anew is not in the history')
written = max((d['id'] for d in admin.must('GET', '/devices?limit=1000')['items']), key=lambda d: admin.must('GET', f'/devices/{d}/points?limit=1&set=1')['total'])
p.visit(f'/devices/{written}?tab=values&set=1')
p.wait(ROWS)
p.expect(p.run('[...document.querySelectorAll(".list .mark.point-set")].length === document.querySelectorAll(".list tbody tr").length'), 'a set-point is not marked')
p.expect('が設定' in p.text('.list') or 'どれかが設定' in p.text('.list'), f'by whom is not said: {p.text(".list")[:300]}')
looks('values-set', f'/devices/{written}?tab=values&set=1', ROWS)

# --- what is not there: a heading, the address, where to go
for path, title in (('/nonsense', ('このアドレスのページはありません', 'There is no page at this address')), ('/devices/unknown', ('この機器は見つかりません', 'There is no such device')), ('/devices/d99999', ('この機器は見つかりません', 'There is no such device')),
                    ('/controllers/unknown', ('この制御機器は見つかりません', 'There is no such controller')), ('/incidents/i999', ('このインシデントは見つかりません', 'There is no such incident')),
                    ('/vendors/p999', ('この質問票は見つかりません', 'There is no such questionnaire')), ('/function/nonsense', ('このアドレスのページはありません', 'There is no page at this address')), ('/a/b/c', ('このアドレスのページはありません', 'There is no page at this address'))):
    for (language, light, width), words in zip((FORMS[0], FORMS[3]), title):
        p.form(language, light, width)
        p.visit(path)
        p.wait('document.querySelector("h1")')
        p.expect(p.text('h1') == words, f'{path}: {p.text("h1")}')
        p.expect(path in p.text('main'), f'{path}: does not say which address')
        p.expect(p.run('document.querySelectorAll("main a[href=\\"/\\"]").length') == 1, f'{path}: no way home')
        p.complaints[:] = [c for c in p.complaints if '404' not in c]  # the browser's own line about the API's answer
        p.right(f'{path} {language}')
    p.picture('absent-' + path.strip('/').replace('/', '-'))
for path, status in (('/devices/unknown', 404), ('/controllers/unknown', 404), ('/controllers/d99999', 404), ('/devices/d99999/points', 404), ('/nonsense', 404)):
    p.expect(admin.ask('GET', path)[0] == status, f'the API says {admin.ask("GET", path)[0]} of {path}')

# --- a vendor of one controller: who else gave orders is elsewhere
system = admin.must('POST', '/systems', {'name': '第1ライン', 'level': 'core'})['id']
admin.must('POST', f'/systems/{system}/devices', {'add': [melsec]})
admin.invite('maker', '製作所 三郎', 'vendor', 'vendor', system=system)
p.form('ja')
p.sign_in('maker')
p.visit('/controllers')
p.wait(ROWS)
p.expect(p.run('[...document.querySelectorAll(".list tbody tr")].map(r => r.dataset.id)') == [melsec], 'the vendor sees other controllers')
p.visit(f'/controllers/{melsec}')
p.wait('document.querySelector("main table tbody tr")')
p.sees('見える範囲の外')
hidden = next(o['client'] for o in detail['orders'])
for word in (hidden['ip'], hidden['name']):
    p.expect(not word or word not in p.text('main'), f'the vendor is told {word}')
p.right('the vendor')
p.sees('見える範囲の外の機器から')
p.picture('vendor-controller')
# No page of his leads to one that is the staff's alone; a list without rows says that he may see none, not that there is none.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'web/app/src/pages/index.ts'), encoding='utf-8') as f:
    staff = set(re.findall(r"at: '(/[a-z-]+)[^']*'[^\n]*staff: true", f.read()))
p.expect(len(staff) > 5, f'the pages of the staff were not read: {staff}')
for path in ('/', '/?as=general', '/alarms', '/map', '/devices', '/flows', '/wifi', '/controllers', '/controllers?view=operations', '/findings', '/sheet', '/records', '/vendors', '/reports', '/machines', '/people', '/search?q=plc',
             f'/devices/{melsec}', f'/devices/{melsec}?tab=risk', f'/devices/{melsec}?tab=people', f'/devices/{melsec}?tab=zz', f'/controllers/{melsec}', '/function/protect', '/sheet?open=34-1'):
    p.visit(path)
    p.run('new Promise(r => setTimeout(r, 400))')
    led = p.run('[...new Set([...document.querySelectorAll("a[href^=\\"/\\"]")].map(a => a.getAttribute("href").split(/[?#]/)[0]))]')
    p.expect(not [x for x in led if '/' + x.split('/')[1] in staff], f'{path} leads a vendor to {[x for x in led if "/" + x.split("/")[1] in staff]}')
    p.expect(not p.run('document.querySelector("a[href*=\\"/slices\\"]")'), f'{path} offers a vendor packets that he is refused')
    p.right(f'the vendor {path}')
p.visit('/wifi')
p.sees('あなたが見る範囲には、ありません')
p.close()
print('\n'.join(p.wrong) or f'{p.seen} looks, as people expect')
sys.exit(1 if p.wrong else 0)
