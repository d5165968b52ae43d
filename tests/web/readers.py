"""What the readers of the sheet do with it, in a browser: readers.py BASE AXE FOLDER SETUP-LINK. One step after the other, each on what the one before left."""
import json
import os
import ssl
import sys
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from person import Account, Person

base, axe, folder, link = sys.argv[1:5]
only = os.environ.get('PAGES', '').split()
began = time.time()
admin = Account.first(base, link, '管理 太郎')
contacts = {c['name']: c['id'] for c in admin.must('GET', '/contacts?limit=100')['items']}
it = admin.invite('hanako', None, None, 'it', contact=contacts['見守 花子'])
ot = admin.invite('taro', None, None, 'ot', contact=contacts['保全 太郎'])
director = admin.invite('ichiro', None, None, 'executive', contact=contacts['工場 一郎'])
auditor = admin.invite('kansa', '監査 五郎', 'other', 'auditor')
p = Person(base, axe, folder)
p.go(base + '/')
p.wait('document.querySelector("#f-login")')  # the page has remembered its own language by then
p.form('ja')
steps = []


def step(f):
    steps.append(f)
    return f


def file(account, path):
    """A file of the API as that person gets it."""
    request = urllib.request.Request(base + '/api/v1' + path, headers={'Cookie': account.cookie, 'Accept-Language': 'ja'})
    with urllib.request.urlopen(request, context=ssl._create_unverified_context(), timeout=60) as a:
        return a.read()


def looks(name, path, forms=(('ja', 'light', 1280), ('en', 'dark', 1280), ('ja', 'light', 820))):
    """A page in the forms people have it: nothing on the console, nothing serious for axe, nothing too wide."""
    for language, light, width in forms:
        p.form(language, light, width)
        p.visit(path)
        p.picture(f'{name}-{language}-{light}-{width}')
        p.right(f'{name} {language} {light} {width}')
    p.form('ja')


@step
def attacks_on_the_map():
    """IT chooses a mark on the drawing, accepts one, leaves another out with a reason; a rejection without a reason is not possible."""
    p.sign_in('hanako')
    before = admin.must('GET', '/attacks?limit=200&state=proposed')
    p.expect(before['total'] > 10, f'only {before["total"]} attacks are proposed for the sample plant')
    p.visit('/map')
    p.press('攻撃の想定')
    p.wait('location.search.includes("show=attacks") && document.querySelector(".m-marks")')
    marks = p.run('document.querySelectorAll(".m-map .m-mk").length')
    p.expect(marks > 10, f'{marks} marks on the drawing')
    link_mark = p.run('document.querySelector(".m-at").getAttribute("href")')
    first = next(a for a in before['items'] if a['from']['id'].startswith('d') and not a['to'] and not a['said']
                 and len([x for x in before['items'] if x['from']['id'] == a['from']['id'] and not x['to']]) > 1)
    p.visit(f'/map?show=attacks&open={first["from"]["id"]}')
    p.wait('document.querySelector(".assumption")')
    p.press('想定に入れる', '.assumption.proposed')
    p.dialog()
    p.fill('words', '現場で確かめた')
    p.submit()
    p.wait('document.querySelector(".assumption.accepted")')
    p.sees('現場で確かめた')
    p.right('an assumption on the map')
    p.press('想定から外す', '.assumption.proposed')
    p.dialog()
    p.run('document.querySelector("dialog[open] button[type=submit]").click()')
    time.sleep(0.3)
    p.expect(p.run('!!document.querySelector("dialog[open]")'), 'an assumption is left out without a reason')
    p.fill('words', 'この機器は固定してあり、持ち去れない')
    p.submit()
    p.wait('document.querySelector(".assumption.rejected")')
    said = [a for a in admin.must('GET', f'/attacks?limit=200&device={first["from"]["id"]}')['items'] if a['said']]
    p.expect({'accepted', 'rejected'} <= {a['state'] for a in said}, f'what was said is not kept: {said}')
    p.visit(link_mark)
    p.wait('document.querySelector(".assumption")')
    p.expect('→' in p.text('.panel h2'), 'the panel of a line does not say from whom to whom: ' + p.text('.panel h2'))


@step
def a_measure():
    """OT makes a proposed measure a record: what and how are there already, owners on both sides and a day are asked."""
    p.sign_in('taro')
    accepted = next(a for a in admin.must('GET', '/attacks?limit=50&state=accepted')['items'] if a['said'] and a['said']['words'] == '現場で確かめた')
    before = admin.must('GET', '/records?kind=measure&limit=1')['total']
    p.visit(f'/map?show=attacks&open={accepted["from"]["id"]}')
    p.wait('document.querySelector(".assumption.accepted summary")')
    p.run('document.querySelector(".assumption.accepted summary").click()')
    p.wait('document.querySelector(".assumption.accepted h4")')
    p.press('手だてとして記録する', '.assumption.accepted')
    p.dialog()
    p.wait('document.querySelectorAll("[id$=ot_owner] option").length > 1')
    p.choose('ot_owner', contacts['保全 太郎'])
    p.choose('it_owner', contacts['見守 花子'])
    p.run('(() => { const e = document.querySelector("[id$=done_by]"); e.value = "2027-03-31"; e.dispatchEvent(new Event("input", {bubbles: true})); })()')
    p.submit()
    p.sees('保全 太郎')
    measures = admin.must('GET', '/records?kind=measure&limit=1')['total']
    p.expect(measures == before + 1, f'{before} measures before, {measures} after')
    looks('map-attacks', '/map?show=attacks')
    looks('map-worst', '/map?show=worst')
    looks('device-risk', f'/devices/{accepted["from"]["id"]}?tab=risk')
    for show in ('attacks', 'worst'):
        svg = file(ot, f'/map.svg?show={show}').decode()
        p.expect(svg.startswith('<svg') and 'class="m-mb"' in svg, f'/map.svg?show={show} has no marks')


@step
def all_attacks():
    """IT reads all assumptions gravest first, opens one with its reasons and measures, narrows to what has no measure, and judges a whole kind of device at once."""
    p.sign_in('hanako')
    p.visit('/attacks')
    p.wait('document.querySelector("tr[data-id]")')
    p.sees('今のままで起こせる')
    first = admin.must('GET', '/attacks?limit=1&sort=weight,attack')['items'][0]
    p.visit(f'/attacks?open={first["id"]}')
    p.wait('document.querySelector(".panel h4")')
    for words in ('物', '人', '技術', first['why']['ja'][:20]):
        p.sees(words)
    p.right('an attack assumption')
    p.visit('/attacks?tab=kinds')
    p.wait('document.querySelector("tr[data-id]")')
    g = next(g for g in admin.must('GET', '/attack-groups')['items'] if g['proposed'] == g['total'] and not g['far_kind'])
    p.press('想定に入れる', f'tr[data-id="{g["id"]}"]')
    p.dialog()
    p.fill('words', 'どの機器でも起こりうる')
    p.submit()
    time.sleep(1)
    kind = admin.must('GET', f'/attacks?attack={g["attack"]}&kind={g["kind"]}&where=element')['items']
    p.expect(len(kind) == g['total'] and all(a['state'] == 'accepted' and a['said']['place'] == g['kind'] for a in kind), f'what was said of a kind does not hold for its devices: {kind}')
    p.visit('/attacks?state=accepted&unplanned=1')
    p.wait('document.querySelector("tr[data-id]")')
    p.sees('手だてなし')
    heard = admin.must('GET', '/attacks?q=%E7%9B%97%E8%81%B4')['items']  # 盗聴
    p.expect(heard and {a['attack'] for a in heard} == {'eavesdrop'}, f'the word for eavesdropping finds {[a["id"] for a in heard]}')
    table = file(ot, '/reports/attacks?format=csv').decode('utf-8-sig')
    total = admin.must('GET', '/attacks?limit=1')['total']
    p.expect(table.count('@') >= total and '勝手な操作' in table and '柱の上5メートル' in table and '保全 太郎' in table, f'the table of attacks: {table[:600]}')
    p.expect(file(ot, '/reports/attacks?format=xlsx')[:2] == b'PK', 'no workbook of attacks')
    looks('attacks', '/attacks')
    looks('attacks-one', f'/attacks?open={first["id"]}')
    looks('attacks-kinds', '/attacks?tab=kinds')


@step
def the_directors_page():
    """The plant's director begins at his one page, opens a figure as its rows, answers no with a reason, and the answer is a record of his own account."""
    p.sign_in('ichiro')
    p.visit('/')
    p.sees('経営層への1枚')
    p.sees('決めていただきたいこと')
    p.right("the director's home")
    whole = director.must('GET', '/director')
    not_met = next(f for f in whole['functions'] if f['function'] == 'protect')['not-met']
    p.run(f'document.querySelector("a.figure[href*=\\"{not_met["name"]}\\"]").click()')
    p.wait('document.querySelector(".panel tbody tr")')
    rows = p.run('document.querySelectorAll(".panel tbody tr").length')
    p.expect(rows == min(not_met['value'], 500), f'the figure says {not_met["value"]}, and {rows} rows are behind it')
    p.key('Escape', 27)
    waiting = len([a for a in whole['asked'] if a['answer'] == 'waiting'])
    p.press('答える')
    p.dialog()
    p.choose('answer', 'no')
    p.run('document.querySelector("dialog[open] button[type=submit]").click()')
    time.sleep(0.3)
    p.expect(p.run('!!document.querySelector("dialog[open]")'), 'a no without a reason is taken')
    p.fill('words', '来期の計画で考える')
    p.submit()
    p.sees('来期の計画で考える')
    after = director.must('GET', '/director')
    answered = [a for a in after['answered'] if a['words'] == '来期の計画で考える']
    p.expect(len([a for a in after['asked'] if a['answer'] == 'waiting']) == waiting - 1, 'a request that was answered still waits')
    p.expect(len(answered) == 1 and answered[0]['own'] and answered[0]['answered_by'] == '工場 一郎', f'the answer is not his own: {after["answered"]}')
    p.expect(file(director, '/director.pdf').startswith(b'%PDF'), 'the A4 page is no PDF')
    looks('director', '/director')


def hand_in(name, text):
    """A file chosen in the open dialog."""
    p.run(f'''(() => {{ const i = document.querySelector("dialog[open] input[type=file]"); const d = new DataTransfer();
        d.items.add(new File([{json.dumps(text)}], {json.dumps(name)}, {{type: "application/json"}})); i.files = d.files; i.dispatchEvent(new Event("change", {{bubbles: true}})); }})()''')


def answered(text):
    """The file as a vendor hands it back, every question answered."""
    pack = json.loads(text)
    for q, a in zip(pack['content']['questions'], pack['answers']):
        a['choice'] = q['choices'][0]['value'] if q.get('choices') else None
        a.update(words='弊社の仕様書のとおりです', evidence='仕様書 A-12', day='2030-03-31')
    return json.dumps(pack, ensure_ascii=False)


@step
def a_vendor_answers():
    """Questions about one vendor's devices go out as a file, come back answered, an altered one is refused, and the answers are taken."""
    p.sign_in('hanako')
    p.visit('/vendors')
    p.press('質問票を作る')
    p.dialog()
    p.wait('[...document.querySelectorAll("[id$=vendor] option")].some(o => o.value === "例示エンジニアリング")')
    p.choose('vendor', '例示エンジニアリング')
    p.fill('title', '第1ラインの制御装置について')
    p.run('(() => { const e = document.querySelector("[id$=due_on]"); e.value = "2027-01-31"; e.dispatchEvent(new Event("input", {bubbles: true})); })()')
    p.wait('document.querySelector("dialog[open] tbody tr input")')
    p.run('[...document.querySelectorAll("dialog[open] tbody tr")].filter(r => r.innerText.includes("PLC-101") || r.innerText.includes("HMI-101")).forEach(r => { const i = r.querySelector("input"); if (!i.checked) i.click(); })')
    p.right('making a pack')
    p.submit()
    p.wait('location.pathname.startsWith("/vendors/p")')
    p.settle()
    pack = p.run('location.pathname').split('/')[-1]
    text = file(it, f'/packs/{pack}/file?format=json').decode()
    p.expect('PLC-101' in text and '仮名クラウド' not in text and 'netcam' not in text, 'the file tells of others')
    p.expect(file(it, f'/packs/{pack}/file?format=xlsx').startswith(b'PK'), 'the workbook is none')
    status, said = it.ask('POST', '/packs/import', {'name': 'back.json', 'json': answered(text.replace('PLC-101', 'PLC-999'))})
    p.expect(400 <= status < 500, f'an altered pack is taken: {status} {said}')
    p.press('返ってきたファイルを取り込む')
    p.dialog()
    hand_in('back.json', answered(text))
    p.wait('document.querySelector("dialog[open] button[type=submit]:not([disabled])")')
    p.submit()
    p.sees('仕様書 A-12')
    looks('pack', f'/vendors/{pack}')
    before = admin.must('GET', '/records?limit=1')['total']
    p.run('[...document.querySelectorAll("main .page-head button.first")].find(b => b.innerText.includes("採る")).click()')
    p.dialog()
    p.submit()
    p.wait('![...document.querySelectorAll("main .page-head button")].some(b => b.innerText.includes("採る"))')
    p.expect(admin.must('GET', '/records?limit=1')['total'] > before, 'answers that were taken are no records')
    p.expect(file(it, f'/packs/{pack}/boundary.svg').startswith(b'<svg'), 'the boundary is not drawn')
    maker = admin.invite('maker', None, None, 'vendor', contact=contacts['例示 三郎'], system='s1')
    p.sign_in('maker')
    p.visit('/')
    p.sees('委託先への依頼')
    p.right("a vendor's home")
    p.expect(maker.ask('GET', '/risk/first')[0] in (403, 404), 'a vendor sees what an attacker would choose')


@step
def what_an_attacker_would_choose():
    """The ranking: each place with its reasons, and behind a reason its rows."""
    p.sign_in('hanako')
    p.visit('/risk')
    first = admin.must('GET', '/risk/first')['items']
    p.expect(first and p.run('document.querySelectorAll("main tbody tr").length') == len(first), f'{len(first)} places, other rows on the page')
    p.right('risk')
    to = p.run('document.querySelector("main tbody .risk-reasons a").getAttribute("href")')
    p.visit(to)
    p.right('the rows behind a reason')


@step
def the_auditor():
    """Begins at his own page; the evidence index names proofs; the sheet as it was before anybody decided is read only and says what is not known."""
    early = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())
    time.sleep(1.1)
    row = admin.must('GET', '/sheets/jssec-2.1/site')['items'][0]
    it.must('PUT', f'/sheets/jssec-2.1/site/{row["item"]}/decision', {'choice': 'adopt', 'reason': '現場で確かめた', 'point': '誰が見るか'})
    p.sign_in('kansa')
    p.visit('/')
    p.right("an auditor's home")
    index = json.loads(file(auditor, '/audit/jssec-2.1/site/index?format=json'))
    told = json.dumps(index)
    p.expect('"f1"' in told and 'sha256' in told.lower() or 'hash' in told, f'the index names no proof: {told[:300]}')
    p.expect(file(auditor, '/audit/jssec-2.1/site/index?format=xlsx').startswith(b'PK'), 'the index is no workbook')
    past = auditor.must('GET', f'/sheets/jssec-2.1/site?as_of={early}')
    p.expect(past['items'][0]['decision'] is None, 'the sheet of then knows of a decision that came later')
    p.visit(f'/sheet?as_of={early}&open={row["item"]}')
    p.wait('document.querySelector(".notice") && document.querySelector(".panel dl")')
    p.sees('まだ決めていません', '.panel')
    p.expect(not p.run('[...document.querySelectorAll("main button")].some(b => /署名|決め|提出/.test(b.innerText))'), 'the sheet of then can be changed')
    p.right('the sheet as it was')
    p.press('今の内容に戻る')
    p.wait('!location.search.includes("as_of")')


@step
def machines():
    """The tool of the parent company: results in OSCAL, in which nothing unknown is satisfied; the sheet by CSF 2.0."""
    p.sign_in('hanako')
    p.visit('/machines')
    p.right('machines')
    at = p.run('[...document.querySelectorAll("main a")].map(a => a.getAttribute("href")).find(h => h && h.includes("/oscal/results"))')
    p.expect(bool(at), 'no link to the results: ' + p.text()[:300])
    results = json.loads(file(it, (at or '/api/v1/oscal/results').replace('/api/v1', '')))
    found = results['assessment-results']['results'][0]['findings']
    satisfied = [f for f in found if f['target']['status']['state'] == 'satisfied']
    met = [r for r in admin.must('GET', '/sheets/jssec-2.1/site')['items'] if r['verdict'] == 'met']
    p.expect(len(satisfied) == len(met), f'{len(satisfied)} satisfied in OSCAL, {len(met)} met in the sheet')
    looks('machines', '/machines')
    p.visit('/sheet?by=csf2')
    p.wait('document.querySelector(".groups details")')
    p.run('document.querySelector(".groups details summary").click()')
    p.run('document.querySelector(".groups details a.item").click()')
    p.wait('document.querySelector(".panel .panel-body h3, .panel .panel-body dl")')
    p.right('the sheet by CSF 2.0')


for one in steps:
    if not only or one.__name__ in only:
        one()
print(f'{p.seen} things looked at in {time.time() - began:.0f} s')
p.close()
if p.wrong:
    print('\n'.join('FAIL: ' + w for w in p.wrong))
    sys.exit(1)
