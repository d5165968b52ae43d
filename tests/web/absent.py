"""What is not there, in every room: absent.py BASE AXE FOLDER SETUP-LINK SOURCE-OF-PAGES"""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from person import Account, Person

base, axe, folder, link, source, nothing, second = sys.argv[1:8]
admin = Account.first(base, link, '管理 太郎')
admin.invite('hanako', '設備 花子', 'ot', 'ot', 'it', 'operator', 'approver')
p = Person(base, axe, folder)
p.go(base + '/')
p.wait('document.querySelector("#f-login")')
p.form('ja')
p.sign_in('hanako')

# A page of its own: every line of the table of pages that takes a part of the address.
with open(os.path.join(source, 'index.ts'), encoding='utf-8') as f:
    of_one = re.findall(r"at: '(/[a-z-]+/):id'", f.read())
p.expect(len(of_one) >= 7, f'the table of pages was not read: {of_one}')
# What opens beside a list: every page that reads ?open=, and how its panel is come to.
BESIDE = {
    'alarms': ['/alarms?open=a99999'], 'attacks': ['/attacks?open=zz'], 'controllers': ['/controllers?open=d99999', '/controllers?open=zz'],
    'devices': ['/devices?open=d99999', '/devices?open=zz'], 'digest': ['/digest?open=zz'], 'director': ['/director?open=zz'],
    'findings': ['/findings?open=f99999', '/findings?open=zz'], 'flows': ['/flows?open=99999999', '/flows?open=zz'], 'grids': ['/grids?open=zz', '/grids?open=zz.zz'],
    'jclics': ['/jclics?open=99999'], 'journal': ['/journal?open=99999999'], 'map': ['/map?open=d99999', '/map?node=zz', '/map?open=zz~zz'],
    'people': ['/people?tab=messages&open=zz'], 'records': ['/records?open=r99999', '/records?open=zz'], 'risk': ['/risk?tab=controls&open=zz'],
    'sheet': ['/sheet?open=99-9'], 'wifi': ['/wifi?open=zz', '/wifi?open=02:00:00:00:00:99'],
}
OTHER = ['/sheet?guide=99-9', '/map?version=zz', '/map?versions=1&compare=zz', '/machines?mapping=zz']
reads = {os.path.basename(f)[:-4] for f in glob.glob(os.path.join(source, '*.tsx')) if "query.value.get('open')" in open(f, encoding='utf-8').read()}
p.expect(reads == set(BESIDE), f'pages that open something and are not tried here, or no longer do: {reads ^ set(BESIDE)}')

SAID = 'document.querySelector("main [data-absent]") && document.querySelector("main [data-absent]").getClientRects().length'


def absent(path, language, light, width):
    p.form(language, light, width)
    p.visit(path)
    try:
        p.wait(SAID, 10)
        p.expect(True, '')
    except AssertionError:
        p.expect(False, f'{path}: does not say that it is not there: {p.text("main")[:160]}')
    p.expect(not p.run('!!document.querySelector("main .problem, .panel .loading")'), f'{path}: an error, or a wait without end: {p.text(".panel") or p.text("main")[:200]}')
    p.complaints[:] = [c for c in p.complaints if '404' not in c and '400' not in c]  # the browser's own line about the API's answer
    p.right(f'{path} {language}')


for start in of_one:
    for name in ('zz', 'd99999', '%25', '02%3A00%3A00%3A00%3A00%3A99', '%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', '%E2%80%AEzz', 'x' * 300):
        absent(start + name, 'ja', 'light', 1280)
        p.expect(p.run('document.querySelectorAll("main a[href=\\"/\\"]").length') == 1, f'{start + name}: no way home')
    p.picture('absent' + start.replace('/', '-') + 'long')
for path in [x for paths in BESIDE.values() for x in paths] + OTHER:
    absent(path, 'ja', 'light', 1280)
    p.picture('absent-' + re.sub(r'\W+', '-', path))
    absent(path, 'en', 'dark', 820)
# A list that a filter has emptied does not say that nothing was ever seen.
p.form('ja')
for path in ('/devices', '/flows', '/wifi', '/controllers', '/controllers?view=operations', '/findings', '/attacks', '/alarms', '/alarms?tab=history', '/incidents', '/records', '/journal', '/people?tab=messages'):
    p.visit(path + ('&' if '?' in path else '?') + 'q=zzzzzz')
    p.wait('document.querySelector("main .empty")')
    p.expect('この条件に合う' in p.text('main .empty'), f'{path}: emptied by a filter, it says {p.text("main .empty")[:80]}')
# One that is there beside one that is not: what was shown before does not stay under the name of another.
some = admin.must('GET', '/findings?limit=1')['items'][0]
p.form('ja')
p.visit(f'/findings?open={some["id"]}')
p.sees(some['do']['ja'], '.panel')
p.run('history.pushState(null, "", "/findings?open=f99999"); dispatchEvent(new PopStateEvent("popstate"))')
p.wait(SAID)
p.expect(some['do']['ja'] not in p.text('.panel'), 'the finding before stays under the name of one that is not there')
# A site that has read nothing: no list says that all is well.
admin = Account.first(nothing, second, '管理 太郎')
admin.invite('hanako', '設備 花子', 'ot', 'ot', 'it')
p.base = nothing
p.go(nothing + '/')
p.wait('document.querySelector("#f-login")')
p.form('ja')
p.sign_in('hanako')
for path, words in (('/', 'まだ通信を調べていません'), ('/findings', 'まだ通信を調べていません'), ('/devices', 'まだ1台も見えていません'), ('/flows', 'まだ見えていません'), ('/controllers', 'まだ見えていません'),
                    ('/controllers?view=operations', 'なかったとは言えません'), ('/wifi', '電波の記録はまだありません'), ('/attacks', 'まだありません'), ('/risk', 'ないとは言えません'), ('/map', 'まだ1台も見えていません')):
    p.visit(path)
    p.sees(words)
    p.right(f'nothing read {path}')
p.close()
print('\n'.join(p.wrong) or f'{p.seen} looks: what is not there is said')
sys.exit(1 if p.wrong else 0)
