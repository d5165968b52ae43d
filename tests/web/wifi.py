"""Access points as people use them: wifi.py BASE AXE FOLDER SETUP-LINK REPORT.html"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from person import Account, Person

base, axe, folder, link, report = sys.argv[1:6]
admin = Account.first(base, link, '管理 太郎')
admin.invite('taro', '情報 太郎', 'it', 'it')
p = Person(base, axe, folder)
p.go(base + '/')
p.wait('document.querySelector("#f-login")')
p.form('ja')
p.sign_in('taro')
FLOODED = '18:d6:c7:6d:6b:18'


def looks(name, path, ready):
    for language, light, width in (('ja', 'light', 1280), ('en', 'dark', 1280), ('ja', 'dark', 820), ('en', 'light', 820)):
        p.form(language, light, width)
        p.visit(path)
        p.wait(ready)
        p.picture(f'{name}-{language}-{light}-{width}')
        p.right(f'{name} {language} {light} {width}')
    p.form('ja')


# The list is what the API says, the worst first.
api = admin.must('GET', '/wifi?limit=100')
p.visit('/wifi')
p.wait('document.querySelector(".list table tbody tr")')
shown = p.run('[...document.querySelectorAll(".list tbody tr")].map(r => r.cells[0].innerText.trim())')
words = {'red': '赤：危険', 'orange': '橙：弱い', 'yellow': '黄：注意', 'green': '緑：強い', 'unknown': '未確認'}
want = [words[a['grade']] for a in api['items']][:len(shown)]
p.expect(shown == want and len(shown) > 20, f'the list: {shown} instead of {want}')
p.expect('赤：危険' in shown and '未確認' in shown, 'no red one or none that is unknown')
p.expect(shown == sorted(shown, key=[*words.values()].index), 'not the worst first')
signs = p.run('[...new Set([...document.querySelectorAll(".list .mark i")].map(i => { const s = getComputedStyle(i); return s.clipPath + s.borderStyle + s.borderRadius }))].length')
p.expect(signs >= 4, f'grades differ by colour alone: {signs} shapes')
looks('wifi', '/wifi', 'document.querySelector(".list table tbody tr")')

# A filter narrows it.
p.visit('/wifi?security=open')
p.wait('document.querySelector(".list table tbody tr")')
p.expect(p.run('document.querySelectorAll(".list tbody tr").length') == sum(a['security'] == 'open' for a in api['items']), 'the filter')

# The sheet beside the list: who is told to leave, how often.
p.visit(f'/wifi?open={FLOODED}')
p.wait('document.querySelector(".panel .wifi-why li")')
for word in ('YZWifi', '橙：弱い', '512', '256', 'WPA2'):
    p.sees(word, '.panel')
looks('wifi-panel', f'/wifi?open={FLOODED}', 'document.querySelector(".panel .wifi-why li")')
p.visit(f'/wifi/{FLOODED}')
p.wait('document.querySelector(".wifi-why li")')
looks('wifi-sheet', f'/wifi/{FLOODED}', 'document.querySelector(".wifi-why li")')
p.expect(p.run('document.body.innerText.includes("KRACK")'), 'nothing says that mended software does not show')

# While nothing tells whose they are, the page says so. A person says it of one: the others are set apart, and the sheet shows the record.
p.visit('/wifi')
p.wait('document.querySelector(".list table tbody tr")')
p.sees('どれが自社の無線か、まだ分かりません', '.unsettled')
p.visit(f'/wifi/{FLOODED}')
p.wait('document.querySelector(".wifi-whose button")')
p.run('[...document.querySelectorAll(".wifi-whose button")].find(b => b.innerText === "自社のもの").click()')
p.wait('document.querySelector("dialog[open]")')
p.picture('wifi-say')
p.right('wifi say')
p.expect(p.run('document.querySelector("dialog button[type=submit]").disabled'), 'it may be said without how it is known')
p.run("""(() => { const f = document.querySelector('dialog input[type=text], dialog textarea, dialog input:not([type])');
         f.value = '設備の無線、第2工場の天井'; f.dispatchEvent(new Event('input', {bubbles: true})); })()""")
p.wait('!document.querySelector("dialog button[type=submit]").disabled')
p.run('document.querySelector("dialog button[type=submit]").click()')
p.wait('!document.querySelector("dialog[open]")')
p.wait("document.querySelector('.wifi-whose a[href^=\"/records\"]')")
p.sees('設備の無線、第2工場の天井', '.wifi-whose')
one = admin.must('GET', f'/wifi/{FLOODED}')
p.expect(one['access_point']['whose'] == 'ours' and one['said']['whose'] == 'ours', f'not on record: {one["said"]}')
looks('wifi-ours', f'/wifi/{FLOODED}', 'document.querySelector(".wifi-whose a")')
api = admin.must('GET', '/wifi?whose=others&limit=100')
p.visit('/wifi')
p.wait('document.querySelector(".wifi-others tbody tr")')
own = p.run('[...document.querySelectorAll(".list tbody tr")].map(r => r.innerText)')
apart = p.run('[...document.querySelectorAll(".wifi-others tbody tr")].map(r => r.innerText)')
p.expect(len(own) == 1 and 'YZWifi' in own[0], f'ours: {own}')
p.expect(len(apart) == api['total'] > 10 and all('自社のものだと示すものがありません' in r.replace('\n', '') for r in apart), f'of others: {len(apart)} of {api["total"]}')
p.expect(not p.run('document.querySelector(".unsettled")'), 'it still says that nobody knows')
looks('wifi-apart', '/wifi', 'document.querySelector(".wifi-others tbody tr")')
p.visit(f'/wifi?open={api["items"][0]["bssid"]}')
p.wait('document.querySelector(".panel .wifi-whose")')
p.sees('自社のものだと示すものがありません', '.panel')
p.expect(not p.run('document.querySelector(".panel .wifi-grade-red, .panel .wifi-grade-orange")'), 'a neighbour is graded')

# From a device to its network, and back.
device = one['access_point']['device']['id']
p.visit(f'/devices/{device}')
p.wait(f"document.querySelector('a[href=\"/wifi/{FLOODED.replace(':', '%3A')}\"]')")
p.picture('wifi-device')
p.right('wifi device')
station = next(c['device']['id'] for c in one['clients'] if c['device'])
p.visit(f'/devices/{station}')
p.wait(f"document.querySelector('a[href=\"/wifi/{FLOODED.replace(':', '%3A')}\"]')")
p.sees('つながっていた無線')

# The report by itself.
p.go('file://' + report + '#wifi')
p.wait('document.querySelector("#wifi tbody tr")')
p.picture('wifi-report')
p.expect(p.run("""[...document.querySelectorAll('#devices a[href^="#w"]')].every(a => document.getElementById(a.getAttribute('href').slice(1)))
                 && document.querySelectorAll('#devices a[href^="#w"]').length > 0"""), 'no way from a device of the report to its network')
p.expect(p.run("""[...document.querySelectorAll('#wifi a.dev')].length > 0"""), 'no way from a network of the report to its devices')
print('\n'.join(p.wrong) or f'{p.seen} expectations')
sys.exit(1 if p.wrong else 0)
