"""See tests/serve/wallboard."""
import http.client
import json
import os
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import smtp

ROOT, BUILD = os.environ['ROOT'], os.environ['BUILD']
M = [os.path.join(BUILD, 'mimamori'), '--lang', 'en']
PORT = smtp.free_ports(18681, 1)
work = tempfile.mkdtemp()
site = os.path.join(work, 'site.db')
wrong, asked = [], 0


def expect(what, condition, detail=''):
    global asked
    asked += 1
    if not condition:
        wrong.append(what)
        print(f'FAIL: {what} {str(detail)[:600]}')


def run(*args):
    return subprocess.run([*M, *args], capture_output=True, text=True, timeout=120)


def control(method, path, body=None):
    done = run('api', method, path, *([json.dumps(body)] if body is not None else []), site)
    try:
        return json.loads(done.stdout) if done.stdout.strip() else {}
    except ValueError:
        return {'said': done.stdout + done.stderr}


def events(kind):
    return [(json.loads(b), a) for b, a in sqlite3.connect(site).execute('SELECT body, actor FROM event WHERE kind = ? ORDER BY seq', (kind,))]


class Browser:
    """Keeps its cookie as a browser would."""

    def __init__(self):
        self.cookie = self.csrf = None
        self.context = ssl._create_unverified_context()

    def ask(self, method, path, body=None, heads=None):
        c = http.client.HTTPSConnection('127.0.0.1', PORT, context=self.context, timeout=30)
        h = {'Accept-Language': 'en', **(heads or {})}
        if method != 'GET':
            h['Origin'] = f'https://127.0.0.1:{PORT}'
        if self.cookie:
            h['Cookie'] = f'__Host-mimamori={self.cookie}'
        if self.csrf and method != 'GET':
            h['X-Mimamori-CSRF'] = self.csrf
        data = json.dumps(body).encode() if body is not None else None
        if data is not None:
            h['Content-Type'] = 'application/json'
        c.request(method, '/api/v1' + path, data, h)
        r = c.getresponse()
        text = r.read()
        for name, value in r.getheaders():
            m = re.match(r'__Host-mimamori=([^;]*)', value) if name.lower() == 'set-cookie' else None
            if m:
                self.cookie, self.attributes = m[1] or None, value
        self.etag = r.getheader('ETag')
        c.close()
        try:
            return r.status, json.loads(text) if text else {}
        except ValueError:
            return r.status, {'text': text[:300].decode('latin-1')}


def serve(*more):
    done = run('serve', site, '--replay', os.path.join(ROOT, 'sample', 'plant.pcapng'), '--speed', '50', '--listen', f'127.0.0.1:{PORT}', '--detach', *more)
    if done.returncode:
        sys.exit(f'serve does not start: {done.stdout}{done.stderr}')
    return done.stdout


def people():
    for name in ('山田', '佐藤', '鈴木', '来ない人'):
        control('POST', '/contacts', {'name': name, 'side': 'ot', 'mail': 'x@example.jp'})
    made = control('POST', '/records', {'kind': 'roster', 'owner': 'c1', 'deputy': 'c2', 'made_on': time.strftime('%Y-%m-%d'),
                                        'fields': {'hours': '0:00-24:00', 'judge': 'c1', 'second': 'c2', 'severity': 'all', 'gaps': 'none'}})
    expect('a roster', made.get('id') == 'r1', made)


def pair(name, *more):
    done = run('wallboard', 'pair', name, *more, site, '--quiet')
    expect(f'a code for {name}', re.fullmatch(r'\d{8}\n', done.stdout), done.stdout + done.stderr)
    return done.stdout.strip()


def paired(name, *more):
    b = Browser()
    status, said = b.ask('POST', '/wallboard/pair', {'code': pair(name, *more)})
    expect(f'{name} is paired', status == 201 and said.get('name') == name, said)
    expect('a long cookie that no script reads', 'HttpOnly' in b.attributes and 'Secure' in b.attributes and 'SameSite=Strict' in b.attributes and
           int(re.search(r'Max-Age=(\d+)', b.attributes)[1]) > 300 * 86400, b.attributes)
    return b


def look(b, query=''):
    status, view = b.ask('GET', '/wallboard' + query)
    expect('the board is seen', status == 200, (status, view))
    b.csrf = view.get('csrf')
    return view


# --- the parts

def codes():
    b = Browser()
    expect('nobody sees a board', b.ask('GET', '/wallboard')[0] == 401)
    expect('nobody sees a board by its number', b.ask('GET', '/wallboard?id=w1')[0] == 401)
    code = pair('入口')
    other = '%08d' % ((int(code) + 1) % 10 ** 8)
    expect('a wrong code', b.ask('POST', '/wallboard/pair', {'code': other})[0] == 404)
    expect('no code at all', b.ask('POST', '/wallboard/pair', {'code': 'abc'})[0] == 404)
    expect('no cookie for a wrong one', b.cookie is None)
    expect('told', len(events('wallboard-code-wrong')) == 2 and events('wallboard-code-wrong')[0][0]['where'] == '127.0.0.1', events('wallboard-code-wrong'))
    status, said = b.ask('POST', '/wallboard/pair', {'code': code[:4] + ' ' + code[4:]})
    expect('paired', status == 201 and said == {'id': 'w1', 'name': '入口'}, said)
    expect('the code is used', Browser().ask('POST', '/wallboard/pair', {'code': code})[0] == 404)
    for text in (code, b.cookie):
        for name in os.listdir(work):
            if name.startswith('site.db') and os.path.isfile(os.path.join(work, name)):
                expect(f'{text[:3]}... stands nowhere in {name}', text.encode() not in open(os.path.join(work, name), 'rb').read())
    row = events('wallboard-paired')[0]
    expect('journalled with its number and address', row[0]['wallboard'] == 1 and row[0]['origin'] == '127.0.0.1' and row[1] == 'w1', row)
    return b


def too_late():
    """A code whose ten minutes are over: as if its row were older."""
    b = Browser()
    code = pair('遅い')
    run('stop', site)
    db = sqlite3.connect(site)
    db.execute("UPDATE wallboard SET code_until = code_until - 700000000 WHERE name = '遅い'")
    db.commit()
    db.close()
    serve()
    expect('a code that is over', b.ask('POST', '/wallboard/pair', {'code': code})[0] == 404)
    db = sqlite3.connect(site)
    db.execute("UPDATE wallboard SET code_until = code_until + 700000000 WHERE name = '遅い'")
    db.commit()
    db.close()


def view(b):
    v = look(b)
    expect('its name', v['board']['name'] == '入口' and v['board']['system'] is None, v['board'])
    expect('machines', len(v['machines']) == 12 and all(m['works'] in ('grey', 'green', 'yellow', 'red') for m in v['machines']), v['machines'])
    expect('today\'s people', [p['name'] for p in v['people']] == ['山田', '佐藤'], v['people'])
    expect('the card', len(v['card']['do']) == 3 and 'danger' in v['card']['dont'][0], v['card'])
    expect('no mail, phone or key in it', 'example.jp' not in json.dumps(v), v)
    expect('small', len(json.dumps(v, ensure_ascii=False).encode()) < 6000, len(json.dumps(v)))
    expect('says whether anything is seen', v['watching'] in (True, False) and (v['watching'] or v['blind']), (v['watching'], v['blind']))
    same = 0
    for _ in range(5):
        b.ask('GET', '/wallboard')
        etag = b.etag
        same += b.ask('GET', '/wallboard', heads={'If-None-Match': etag})[0] == 304
    expect('unchanged: 304', same >= 3, same)
    status, ja = b.ask('GET', '/wallboard?lang=ja')
    expect('in Japanese', '非常停止' in ja['card']['do'][0])
    began = time.time()
    for _ in range(50):
        b.ask('GET', '/wallboard')
    print(f'GET /wallboard: {len(json.dumps(v, ensure_ascii=False).encode())} bytes, {(time.time() - began) * 20:.1f} ms with a new connection each')


def report(b):
    v = look(b)
    machine = v['machines'][0]
    expect('without the page\'s value', Browser.ask(without_csrf(b), 'POST', '/wallboard/report', {'person': 'c1'})[0] == 401)
    expect('who is not on the roster', b.ask('POST', '/wallboard/report', {'person': 'c4'})[0] == 422)
    expect('who is nobody', b.ask('POST', '/wallboard/report', {'person': 'c99'})[0] == 422)
    expect('no such machine', b.ask('POST', '/wallboard/report', {'person': 'c1', 'machine': 'd999'})[0] == 422)
    expect('nothing was opened', not events('incident-opened'))
    status, said = b.ask('POST', '/wallboard/report', {'person': 'c2', 'machine': machine['device'], 'what': '異音がする'})
    expect('reported', status == 201 and said['incident'] == 'i1' and said['joined'] is False, said)
    expect('who is told', [p['name'] for p in said['told']] == ['山田'], said['told'])
    expect('the card again', len(said['card']['dont']) == 3)
    status, said = b.ask('POST', '/wallboard/report', {'person': 'c1', 'machine': machine['device']})
    expect('again within a minute: the same', status == 201 and said['incident'] == 'i1' and said['joined'] is True, said)
    expect('whose name is not on the roster may report all the same', b.ask('POST', '/wallboard/report', {})[0] == 201)
    for _ in range(20):
        b.ask('POST', '/wallboard/report', {'person': 'c1'})
    opened = events('incident-opened')
    expect('one incident', len(opened) == 1 and opened[0][1] == 'w1' and opened[0][0]['person'] == 2 and machine['name'] in opened[0][0]['title'], opened)
    told = events('wallboard-reported')
    expect('screen and name are journalled, a stuck button is not told each time', 1 <= len(told) <= 3 and told[0][0]['person'] == 2 and told[0][1] == 'w1' and
           told[0][0]['where'] == '127.0.0.1', told)
    v = look(b)
    expect('it is on the board', [i['id'] for i in v['incidents']] == ['i1'], v['incidents'])


def without_csrf(b):
    other = Browser()
    other.cookie = b.cookie
    return other


def nothing_else(b):
    """Every operation of the document, with the screen's cookie and its value: what anybody gets without, and no more."""
    document = json.load(open(os.path.join(work, 'openapi.json')))
    mine = {'wallboard_view', 'wallboard_report'}
    anybody, tried = 0, 0
    before = control('GET', '/summary')
    count = sqlite3.connect(site).execute('SELECT max(seq) FROM event').fetchone()[0]
    for path, methods in sorted(document['paths'].items()):
        for method, o in sorted(methods.items()):
            if o['operationId'] in mine:
                continue
            real = path
            for p in o['parameters']:
                if p['in'] == 'path':
                    pattern = p['schema'].get('pattern', '')
                    letter = re.match(r'\^\[(\w)', pattern)
                    real = real.replace('{' + p['name'] + '}', letter[1] + '1' if letter else 'site')
            status, said = b.ask(method.upper(), real, {} if 'requestBody' in o else None)
            tried += 1
            if o['security']:
                expect(f'{method} {path}: {status}', status in (401, 403) or (status == 404 and 'no-such-path' in said.get('type', '')), said)
            else:
                anybody += 1
                c = Browser()
                other = c.ask(method.upper(), real, {} if 'requestBody' in o else None)[0]
                expect(f'{method} {path}: as anybody', status == other or 429 in (status, other), (status, other, said))
    expect('many were tried', tried > 90 and anybody > 4, (tried, anybody))
    after = sqlite3.connect(site).execute("SELECT group_concat(DISTINCT kind) FROM event WHERE seq > ?", (count,)).fetchone()[0] or ''
    expect('nothing happened by it', set(after.split(',')) <= {'sign-in-failed', 'sign-ins-failed', 'wallboard-code-wrong', 'life-states-changed', 'answers-changed', 'tables-open', 'checked', 'packets-stored', ''} or
           'w1' not in [a for (a,) in sqlite3.connect(site).execute('SELECT DISTINCT actor FROM event WHERE seq > ?', (count,))], after)
    status, said = b.ask('GET', '/session')
    expect('it is nobody', said['signed_in'] is False and said['roles'] == [] and said['account'] is None and said['screen'] == 'w1', said)
    expect('as a bearer it is nothing', Browser().ask('GET', '/wallboard', heads={'Authorization': f'Bearer {b.cookie}'})[0] == 401)
    print(f'{tried} operations tried with a screen\'s cookie')
    return before


class Stream:
    """Server-sent events in the background."""

    def __init__(self, cookie):
        self.topics, self.ended = [], False
        c = http.client.HTTPSConnection('127.0.0.1', PORT, context=ssl._create_unverified_context(), timeout=30)
        c.request('GET', '/api/v1/events', headers={'Cookie': f'__Host-mimamori={cookie}'})
        self.response = c.getresponse()
        self.status = self.response.status
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            for line in self.response:
                if line.startswith(b'event: '):
                    self.topics.append(line[7:].decode().strip())
        except OSError:
            pass
        self.ended = True


def streams(b):
    s = Stream(b.cookie)
    expect('a screen listens', s.status == 200, s.status)
    time.sleep(0.3)
    control('PATCH', '/settings', {'site_name': 'another name'})
    control('POST', '/contacts', {'name': 'somebody', 'side': 'it'})
    control('POST', '/incidents', {'title': 'by the command line'})
    time.sleep(1.5)
    expect('it hears of incidents', 'incidents' in s.topics, s.topics)
    expect('and of nothing that it does not show', set(s.topics) <= {'alarms', 'incidents', 'capture'}, s.topics)
    return s


def of_a_system():
    made = control('POST', '/systems', {'name': 'Press', 'level': 'core'})
    expect('a system', made.get('id') == 's1', made)
    b = paired('プレス', '--system', 's1')
    v = look(b)
    expect('only its machines: none', v['machines'] == [] and v['board']['system']['name'] == 'Press', v['machines'])
    expect('an incident without devices is not its own', v['incidents'] == [], v['incidents'])
    expect('a machine of others cannot be reported', b.ask('POST', '/wallboard/report', {'person': 'c1', 'machine': 'd1'})[0] == 422)


def revoked(b, s):
    done = run('wallboard', 'revoke', 'w1', site)
    expect('revoked', done.returncode == 0, done.stderr)
    expect('sees nothing at once', b.ask('GET', '/wallboard')[0] == 401)
    expect('reports nothing', b.ask('POST', '/wallboard/report', {'person': 'c1'})[0] == 401)
    end = time.time() + 5
    while time.time() < end and not s.ended:
        time.sleep(0.1)
    expect('its stream is ended', s.ended)
    expect('no new stream', Stream(b.cookie).status == 401)
    expect('twice is told', run('wallboard', 'revoke', 'w1', site).returncode != 0)
    listed = run('wallboard', 'list', site, '--format', 'json').stdout
    expect('listed', '"revoked"' in listed and 'プレス' in listed, listed)


def guessing():
    """Ten wrong codes of one address, then it waits: hopeless against eight digits in ten minutes."""
    b, refused, n = Browser(), 0, 0
    for n in range(40):
        refused += b.ask('POST', '/wallboard/pair', {'code': '%08d' % n})[0] == 429
    expect('guessing is slowed', refused >= 20, f'{refused} of 40')


def hundred():
    """A hundred machines and more alarms than a screen shows: what is asked for every other second stays small and fast."""
    global site
    big = os.path.join(work, 'big.db')
    shutil.copy(site + '.key', big + '.key')
    db = sqlite3.connect(big)
    sqlite3.connect(site).backup(db)
    columns = [c[1] for c in db.execute('PRAGMA table_info(device)')]
    row = dict(zip(columns, db.execute('SELECT * FROM device ORDER BY id LIMIT 1').fetchone()))
    now = int(time.time() * 1e6)
    for n in range(1000, 1088):
        row.update(id=n, name=f'組立ライン {n} 号機 温度センサー', last=now)
        if 'key' in row:
            row['key'] = f'big-{n}'
        db.execute(f'INSERT INTO device({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})', list(row.values()))
    for n in range(1, 41):  # of kinds that only people end: nothing of these was really seen
        db.execute("INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, again, seq, device, count, last, concerned) VALUES "
                   "(?, ?, ?, 'by', ?, 'device', 'パスワードを次々に試しています', 'Passwords are tried', '{}', ?, ?, 0, 1, ?, 3, ?, 1)", (1000 + n, 'of-yesterday' if n % 4 else 'sign-in-guessed', n % 4, f'd{999 + n}', now, now, 999 + n, now))
        db.execute("INSERT INTO alarm_device(alarm, device, part, lamp, severity, since) VALUES (?, ?, 'on', 'device', ?, ?)", (1000 + n, 999 + n, n % 4, now))
    db.commit()
    db.close()
    site = big
    serve()
    b = paired('大きい')
    for lang in ('ja', 'en'):
        view = look(b, f'?lang={lang}')
        size = len(json.dumps(view, ensure_ascii=False, separators=(',', ':')).encode())
        expect('a hundred machines', len(view['machines']) >= 100 and len(view['alarms']) == 6 and view['more_alarms'] >= 34, (len(view['machines']), len(view['alarms']), view['more_alarms']))
        expect('the gravest first', view['alarms'][0]['severity'] == 'critical', view['alarms'][0])
        expect('a sentence, what to do, what not', view['alarms'][0]['title'] and view['alarms'][0]['first'] and view['alarms'][0]['not'], view['alarms'][0])
        expect(f'{lang}: at most 20 kB', size <= 20000, size)
        print(f'{len(view["machines"])} machines, {lang}: {size} bytes')
    red = [m for m in view['machines'] if m['works'] == 'red']
    expect('red lamps name their alarm', len(red) >= 10 and all(m['alarm'] for m in red), len(red))
    # on one connection, as a screen has it
    c = http.client.HTTPSConnection('127.0.0.1', PORT, context=b.context, timeout=30)
    began = time.time()
    for _ in range(100):
        c.request('GET', '/api/v1/wallboard', headers={'Cookie': f'__Host-mimamori={b.cookie}'})
        c.getresponse().read()
    took = (time.time() - began) * 10
    print(f'GET /wallboard: {took:.1f} ms each')
    expect('cheap', took < 50, took)
    c.close()
    run('stop', site)


def main():
    serve()
    try:
        with open(os.path.join(work, 'openapi.json'), 'w') as f:
            f.write(run('api', 'GET', '/openapi.json', site).stdout)
        end = time.time() + 20
        while time.time() < end and control('GET', '/devices?limit=1').get('total') != 12:
            time.sleep(0.2)
        people()
        b = codes()
        view(b)
        report(b)
        of_a_system()
        nothing_else(b)
        s = streams(b)
        revoked(b, s)
        too_late()
        guessing()
    finally:
        run('stop', site)
    done = run('journal', 'verify', site)
    whole = site
    hundred()
    expect('the journal is whole', done.returncode == 0, done.stdout[:500])
    log = open(whole + '.log', errors='replace').read() + open(site + '.log', errors='replace').read()
    expect('the sanitizers say nothing', 'Sanitizer' not in log and 'runtime error:' not in log, log[-2000:])
    print('\n'.join(wrong) or f'{asked} as expected')
    sys.exit(1 if wrong or asked < 150 else 0)


main()
