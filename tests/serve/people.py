"""See tests/serve/people."""
import json
import os
import re
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import smtp

BUILD = os.environ['BUILD']
M = [os.path.join(BUILD, 'mimamori'), '--lang', 'en']
PORT = smtp.free_ports(18661, 3)  # a mail server, its TLS, the pages
HTTPS = PORT + 2
work = tempfile.mkdtemp()
os.chmod(work, 0o755)
site = os.path.join(work, 'site.db')
wrong = []


def expect(what, condition, detail=''):
    if not condition:
        wrong.append(what)
        print(f'FAIL: {what} {detail}')


def run(*args, text=None):
    return subprocess.run([*M, *args], capture_output=True, text=True, input=text, timeout=120)


def must(*args):
    done = run(*args)
    expect(' '.join(args[:3]), done.returncode == 0, done.stdout + done.stderr)
    return done


def api(method, path, body=None):
    done = run('api', method, path, *([json.dumps(body)] if body is not None else []), site)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {'status': 500, 'said': done.stdout + done.stderr}


def until(what, fn, wait=20):
    end = time.time() + wait
    while time.time() < end:
        value = fn()
        if value:
            return value
        time.sleep(0.1)
    expect(what, False, 'not within %d s' % wait)
    return None


def https(method, path):
    request = urllib.request.Request(f'https://127.0.0.1:{HTTPS}/api/v1{path}', method=method, data=b'{}' if method == 'POST' else None,
                                     headers={'Content-Type': 'application/json', 'Origin': f'https://127.0.0.1:{HTTPS}', 'Accept-Language': 'en'})
    context = ssl._create_unverified_context()
    try:
        with urllib.request.urlopen(request, context=context, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as e:
        return e.code, {}


def message(n):
    return api('GET', f'/messages/n{n}')


def receivers(n):
    return [(r['contact']['id'] if r['contact'] else None, r['state'], r['why']) for r in message(n).get('receivers', [])]


def people():
    for name, mail, side in (('First', 'first@mail.test', 'ot'), ('Deputy', 'deputy@mail.test', 'it'), ('Refused', 'refused@mail.test', 'ot'), ('Csirt', 'csirt@mail.test', 'csirt')):
        must('contact', 'add', site, f'name={name}', f'side={side}', f'mail={mail}', 'phone=2310')
    must('record', 'add', site, 'roster', 'hours=always', 'judge=c1', 'second=c2', 'severity=all', 'gaps=none', 'owner=c1', 'deputy=c2')
    must('contact', 'away', site, 'c1', '2020-01-01', '2099-12-31')


def nothing_before_it_is_permitted():
    must('incident', 'open', site, 'the press stopped by itself')
    until('a message', lambda: message(1).get('message', {}).get('held'))
    expect('held', receivers(1) == [('c1', 'skipped', 'away'), ('c2', 'held', None)], receivers(1))
    must('courier', 'set', site, 'host=localhost', f'port={PORT}', 'tls=starttls', 'user=plant', 'from=mimamori@mail.test', f'ca={work}/ca.pem',
         '--password-file', os.path.join(work, 'password'))
    time.sleep(2)
    expect('still held', message(1)['message']['held'])


def the_deputy_is_told(exim):
    must('courier', 'permit', site)
    mails = exim.mails(1, 20)
    expect('one mail', len(mails) == 1, str([m['To'] for m in mails]))
    if not mails:
        return
    text = mails[0].get_content()
    expect('to the deputy', 'deputy@mail.test' in str(mails[0]['To']), str(mails[0]['To']))
    expect('why it is him', 'First is away' in text and 'First さんが不在' in text, text)
    expect('what', 'the press stopped by itself' in text and 'i1' in text, text)
    until('recorded', lambda: ('c2', 'sent', None) in receivers(1))
    token = re.search(r'https://mimamori\.test/links/([A-Za-z0-9_-]{22})', text)
    expect('a link', token, text)
    if not token:
        return
    path = '/links/' + token[1]
    before = sqlite3.connect(site).execute('SELECT max(seq) FROM event').fetchone()
    for _ in range(3):  # scanners of mail
        status, shown = https('GET', path)
        expect('the link shows', status == 200 and shown['state'] == 'waiting' and shown['name'] == 'Deputy', str(shown))
    with urllib.request.urlopen(urllib.request.Request(f'https://127.0.0.1:{HTTPS}{path}', headers={'Accept-Encoding': 'gzip'}), context=ssl._create_unverified_context(), timeout=20) as page:
        expect('the link is a page', page.status == 200 and 'text/html' in page.headers['Content-Type'], str(page.headers))
    expect('looking is no answer', message(1)['message']['state'] == 'waiting')
    expect('and no event', sqlite3.connect(site).execute('SELECT max(seq) FROM event').fetchone() == before)
    status, shown = https('POST', path)
    expect('the link answers', status == 200 and shown['state'] == 'acknowledged', f'{status} {shown}')
    told = message(1)['message']
    expect('acknowledged', told['state'] == 'acknowledged' and told['acknowledged_by']['id'] == 'c2' and told['via'] == 'link', str(told))
    expect('no such link', https('POST', '/links/AAAAAAAAAAAAAAAAAAAAAA')[0] == 404)


def refused_is_passed_on(exim):
    must('record', 'edit', site, 'r1', 'judge=c3')
    before = len(exim.mails(0, 0))
    must('incident', 'open', site, 'the oven is cold')
    mails = exim.mails(before + 1, 30)
    expect('the next person at once', len(mails) == before + 1 and 'deputy@mail.test' in str(mails[-1]['To']), str([m['To'] for m in mails]))
    until('both recorded', lambda: receivers(2) == [('c3', 'failed', 'refused'), ('c2', 'sent', None)])
    api('POST', '/messages/n2/acknowledge', {'contact': 'c2'})


def a_crash_in_between(exim):
    must('record', 'edit', site, 'r1', 'judge=c2', 'second=none: alone')
    before = len(exim.mails(0, 0))
    status = json.loads(run('status', site, '--format', 'json').stdout or '{}')
    pid = next((r.get('pid') for r in status.get('roles', []) if r.get('name') == 'core'), None)
    expect('core is there', pid)
    must('incident', 'open', site, 'a door stands open')
    if pid:
        os.kill(int(pid), signal.SIGKILL)
    mails = exim.mails(before + 1, 40)
    time.sleep(4)
    mails = exim.mails(before + 1, 1)[before:]
    expect('it went out', len(mails) >= 1)
    expect('at least once, as the same mail', len({m['Message-ID'] for m in mails}) == 1, str([m['Message-ID'] for m in mails]))
    until('recorded after the crash', lambda: ('c2', 'sent', None) in receivers(3), 30)


def a_test_of_a_contact(exim):
    before = len(exim.mails(0, 0))
    done = must('contact', 'test', site, 'c4')
    expect('it goes', 'goes to c4' in done.stdout, done.stdout)
    mails = exim.mails(before + 1, 20)
    expect('the test came', len(mails) > before and 'csirt@mail.test' in str(mails[-1]['To']) and 'Nothing has happened' in mails[-1].get_content())
    expect('not tested yet', 'never tested' in run('roster', 'phone-list', site).stdout)
    token = re.search(r'/links/([A-Za-z0-9_-]{22})', mails[-1].get_content()) if len(mails) > before else None
    if token:
        https('POST', '/links/' + token[1])
    until('tested', lambda: [c for c in api('GET', '/contacts')['items'] if c['id'] == 'c4' and c['tested']])


def withdrawn():
    must('courier', 'withdraw', site)
    must('contact', 'test', site, 'c2')
    last = api('GET', '/messages')['items'][0]
    time.sleep(2)
    expect('held again', message(int(last['id'][1:]))['message']['held'])


smtp.certificates(work)
with open(os.path.join(work, 'password'), 'w') as f:
    f.write('s3cret-p4ss\n')
subprocess.run([*M, 'inspect', os.path.join(os.environ['ROOT'], 'sample', 'plant.pcapng'), '--save', site, '--summary'], capture_output=True, check=True, cwd=work)
people()
exim = smtp.Exim(work, PORT, PORT + 1)
try:
    done = run('serve', site, '--detach', '--listen', f'127.0.0.1:{HTTPS}')
    if done.returncode:
        sys.exit(f'serve does not start: {done.stdout}{done.stderr}')
    must('api', 'PATCH', '/settings', json.dumps({'page_address': 'https://mimamori.test'}), site)
    nothing_before_it_is_permitted()
    the_deputy_is_told(exim)
    refused_is_passed_on(exim)
    a_crash_in_between(exim)
    a_test_of_a_contact(exim)
    withdrawn()
finally:
    run('stop', site)
    exim.stop()
verified = run('journal', 'verify', site)
expect('the journal is whole', verified.returncode == 0, verified.stdout + verified.stderr)
shutil.rmtree(work, ignore_errors=True)
print('FAILED: ' + ', '.join(wrong) if wrong else 'all as expected')
sys.exit(1 if wrong else 0)
