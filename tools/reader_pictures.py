"""The pictures of docs: what the readers of the sheet get, of the sample plant with what its people said. Goes the way people go: attacks are
accepted and rejected, a measure is settled, a pack comes back answered, the director answers.
reader_pictures.py MIMAMORI AXE OUT-FOLDER [NAME ...], in the project's folder"""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.parse

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(root, 'tests/web'))
from person import Account, Person

mimamori, axe, folder = sys.argv[1:4]
only = sys.argv[4:]
SHOTS = {  # name: who looks, at which page, how high
    'map-attacks': ('hanako', '/map?show=attacks', 760),
    'map-worst': ('hanako', '/map?show=worst', 760),
    'pages': ('hanako', '/map?open={plc}', 900),
    'map-panel': ('hanako', '/map?show=attacks&open={plc}', 900),
    'attacks': ('hanako', '/attacks', 900),
    'risk': ('hanako', '/risk', 900),
    'grids': ('hanako', '/grids?device_kind=plc', 900),
    'director-screen': ('ichiro', '/director', 1400),
    'vendor': ('hanako', '/vendors/p1', 900),
    'audit': ('kansa', '/audit', 900),
    'machines': ('hanako', '/machines', 900),
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def site(work, language):
    db = os.path.join(work, 'plant.db')
    run(mimamori, 'inspect', f'{root}/sample/plant.pcapng', '--ledger', f'{root}/sample/ledger.csv', '-o', f'{work}/r', '--save', db, '--quiet')
    run('sh', f'{root}/sample/people.sh', mimamori, db, language)
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    said = run(mimamori, 'serve', db, '--lang', language, '--listen', f'127.0.0.1:{port}', '--detach')
    return db, f'https://127.0.0.1:{port}', re.search(r'/setup/([\w-]+)', said)[1]


def answered(text):
    pack = json.loads(text)
    words = ('弊社の仕様書のとおりです', '仕様書 A-12') if LANGUAGE == 'ja' else ('As our specification says', 'Specification A-12')
    for q, a in list(zip(pack['content']['questions'], pack['answers']))[:9]:
        a['choice'] = q['choices'][0]['value'] if q.get('choices') else None
        a.update(words=words[0], evidence=words[1], day='2030-03-31')
    return json.dumps(pack, ensure_ascii=False)


def say(it, ot, contacts):
    """What people did by the time of the pictures. The number of the PLC."""
    plc = next(d['id'] for d in it.must('GET', '/devices?limit=50')['items'] if d['ledger'] and d['ledger']['number'] == 'PLC-101')
    found = it.must('GET', '/attacks?limit=200&sort=weight')['items']
    for a in [a for a in found if a['weight'] == 'now'][:7]:
        it.must('POST', f'/attacks/{urllib.parse.quote(a["id"])}/accept', {})
    own = [a for a in found if a['from']['id'] == plc and not a['to']]
    detail = ot.must('GET', f'/attacks/{urllib.parse.quote(own[0]["id"])}')
    for m, done in zip(detail['proposed'][:2], ('2027-03-31', '2027-01-31')):
        status, answer = ot.ask('POST', f'/attacks/{urllib.parse.quote(own[0]["id"])}/measures', {'measure': m['measure'], 'ot_owner': contacts['ot'], 'it_owner': contacts['it'], 'done_by': done, 'state': 'planned'})
        assert status in (201, 409), answer  # the people of the sample may have recorded it already
    vendor = next(v['name'] for v in it.must('GET', '/vendors')['items'] if v['boundaries'] and 'クラウド' not in v['name'] and 'Cloud' not in v['name'])
    devices = [d['id'] for d in it.must('GET', '/devices?limit=50')['items'] if d['ledger'] and d['ledger']['number'] in ('PLC-101', 'HMI-101')]
    title = 'プレスの制御装置について' if LANGUAGE == 'ja' else 'About the controls of the press'
    it.must('POST', '/packs', {'kind': 'questions', 'vendor': vendor, 'title': title, 'due_on': '2027-01-31', 'system': 's1', 'devices': devices})
    text = it.ask('GET', '/packs/p1/file?format=json')[1]
    it.must('POST', '/packs/import', {'name': 'back.json', 'json': answered(json.dumps(text, ensure_ascii=False) if not isinstance(text, str) else text)})
    return plc


for LANGUAGE in ('ja', 'en'):
    work = tempfile.mkdtemp()
    db, base, link = site(work, LANGUAGE)
    try:
        admin = Account.first(base, link, '管理 太郎' if LANGUAGE == 'ja' else 'Admin')
        known = {c['id']: c for c in admin.must('GET', '/contacts?limit=100')['items']}
        it = admin.invite('hanako', None, None, 'it', contact='c2')
        ot = admin.invite('taro', None, None, 'ot', contact='c1')
        admin.invite('ichiro', None, None, 'executive', contact='c3')
        admin.invite('kansa', '監査 五郎' if LANGUAGE == 'ja' else 'Goro Kansa', 'other', 'auditor')
        plc = say(it, ot, {'it': 'c2', 'ot': 'c1'})
        if not only or 'director' in only:
            run(mimamori, 'director', 'print', db, '-o', f'{work}/d.pdf', '--lang', LANGUAGE, '--tz', 'Asia/Tokyo')
            run('pdftoppm', '-png', '-r', '100', '-singlefile', f'{work}/d.pdf', os.path.join(folder, f'director-{LANGUAGE}'))
        p = Person(base, axe, folder)
        p.go(base + '/')
        p.wait('document.querySelector("#f-login")')
        p.form(LANGUAGE)
        before = None
        for name, (who, path, high) in sorted(SHOTS.items(), key=lambda s: s[1][0]):
            if only and name not in only:
                continue
            if who != before:
                p.sign_in(who)
                before = who
            p.form(LANGUAGE, 'light', 1280, high)
            p.visit(path.format(plc=plc))
            p.run('new Promise(r => setTimeout(r, 600))')
            p.picture(f'{name}-{LANGUAGE}')
            p.right(name)
        p.close()
        for w in p.wrong:
            print(LANGUAGE, w)
    finally:
        run(mimamori, 'stop', db, '--quiet')
        shutil.rmtree(work)
