"""Grids and J-CLICS as people use them: grids.py BASE AXE FOLDER SETUP-LINK."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from person import Account, Person

base, axe, folder, link = sys.argv[1:5]
admin = Account.first(base, link, '管理 太郎')
contacts = {c['name']: c['id'] for c in admin.must('GET', '/contacts?limit=100')['items']}
ot = admin.invite('taro', None, None, 'ot', contact=contacts['保全 太郎'])
p = Person(base, axe, folder)
p.go(base + '/')
p.wait('document.querySelector("#f-login")')
p.form('ja')
p.sign_in('taro')


def looks(name, path):
    for language, light, width in (('ja', 'light', 1280), ('en', 'dark', 1280), ('en', 'light', 820)):
        p.form(language, light, width)
        p.visit(path)
        p.picture(f'{name}-{language}-{light}-{width}')
        p.right(f'{name} {language} {light} {width}')
    p.form('ja')


def choose_file(name, content):
    p.run(f'''(() => {{ const i = document.querySelector("dialog[open] input[type=file]"), d = new DataTransfer();
        d.items.add(new File([{json.dumps(content)}], {json.dumps(name)})); i.files = d.files; i.dispatchEvent(new Event("change", {{bubbles: true}})); }})()''')


# --- threats: what stands on the page is what the API says
grid = admin.must('GET', '/grids/threats/site?device_kind=sensor')
p.visit('/grids?device_kind=sensor')
p.wait('document.querySelector(".grid-matrix")')
words = {'have': 'ある', 'lack': '欠ける', 'unknown': '不明', 'none': '－'}
cells = p.run('[...document.querySelectorAll(".grid-matrix tbody tr")].map(r => [...r.cells].slice(1).map(c => c.innerText.trim().split("\\n")[0]))')
want = [[words[q['state']] for q in line['places']] for line in grid['lines']]
p.expect(cells == want, f'the matrix: {cells} instead of {want}')
p.expect(any(q['state'] == 'lack' for line in grid['lines'] for q in line['places']), 'nothing lacks for a sensor with telnet')
signs = p.run('[...new Set([...document.querySelectorAll(".grid-matrix .mark i")].map(i => { const s = getComputedStyle(i); return s.clipPath + s.borderStyle + s.borderRadius }))].length')
p.expect(signs >= 2, 'states differ by colour alone')

# a place, and from there to the finding
p.click('.grid-lack')
p.wait('document.querySelector(".panel .grid-shown")')
p.sees('検査', '.panel')
found = p.run('[...document.querySelectorAll(".panel a.item")].map(a => a.getAttribute("href")).find(h => h.includes("open=f"))')
p.expect(found, 'a place that lacks names no finding')
p.visit(found or '/findings')
p.wait('document.querySelector(".panel .panel-body h3")')

# a function without a record leads to its form; written, it is there
p.visit('/grids?device_kind=sensor&open=theft.disposal&system=s1')
p.wait('document.querySelector(".panel .grid-shown")')
form = p.run('[...document.querySelectorAll(".panel a.item")].map(a => a.getAttribute("href")).find(h => h.includes("add=disposal"))')
p.expect(form, 'no form for the record that is wanted')
p.visit(form or '/records')
p.dialog()
p.key('Escape', 27)

# --- components: gates
p.visit('/grids?grid=process&system=s1')
p.wait('document.querySelectorAll(".grid-gate").length === 5')
gate = admin.must('GET', '/grids/process/s1')['gates'][3]
p.sees(f'{gate["open"]}件が開いています', '.grid-gate:nth-child(4)')
p.press('書く', '.grid-gate:nth-child(4)')
p.dialog()
p.key('Escape', 27)

# --- J-CLICS: a copy of the questions (of our making), looked at before it is taken
p.visit('/jclics')
p.sees('確かめられていないこと')
p.press('公式の設問を取り込む')
p.dialog()
choose_file('own.csv', '分野,番号,設問\n甲,1,ひみつの設問その一\n,2,ひみつの設問その二\n,99,合わない\n')
p.sees('11問のうち2問', 'dialog[open]')
p.expect(admin.must('GET', '/jclics/step1')['edition']['imported'] == 0, 'a look took it in')
p.submit()
p.sees('ひみつの設問その一', '.list')
p.run('document.querySelector("tr[data-id=\\"1\\"]").click()')
p.wait('document.querySelector(".panel")')
p.press('答える', '.panel')
p.dialog()
p.choose('answer', 'yes')
p.expect(p.run('document.querySelector("dialog[open] button[type=submit]").disabled'), 'answered without a reason')
p.fill('reason', '毎日見回っている')
p.submit()
p.sees('毎日見回っている', '.panel')
p.press('横に見せるものを選ぶ', '.panel')
p.dialog()
p.fill('checks', 'telnet-in-us')
p.run('document.querySelector("dialog[open] button[type=submit]").click()')
p.sees('telnet-in-us', 'dialog[open] .problem')
p.fill('checks', 'telnet-in-use')
p.submit()
p.sees('○だが、根拠は否定している', '.panel')
a = admin.must('GET', '/jclics/step1')['items'][0]
p.expect(a['against'] and a['answer']['answer'] == 'yes' and a['answer']['who'] == '保全 太郎', f'the answer: {a}')

# out without the texts, and beside another site's
out = admin.must('GET', '/jclics/step1/export?format=json')
p.expect('ひみつ' not in json.dumps(out, ensure_ascii=False) and out['slots'][0]['answer'] == 'yes', 'the export')
out['site'], out['slots'][0]['answer'] = '<b>other</b>', 'no'
p.visit('/jclics')
p.press('別のサイトと比べる')
p.dialog()
choose_file('theirs.json', json.dumps(out))
p.sees('違う答え 1', 'dialog[open]')
p.sees('<b>other</b>', 'dialog[open]')
choose_file('theirs.json', '{"mimamori": 1}')
p.wait('document.querySelector("dialog[open] .problem")')
p.key('Escape', 27)

looks('grids-threats', '/grids?device_kind=sensor')
looks('grids-place', '/grids?device_kind=sensor&open=misuse.start')
looks('grids-process', '/grids?grid=process&system=s1')
looks('jclics', '/jclics')
looks('jclics-slot', '/jclics?open=1')
looks('jclics-paths', '/jclics?edition=attack-path')
print('\n'.join(p.wrong) or f'{p.seen} expectations')
sys.exit(1 if p.wrong else 0)
