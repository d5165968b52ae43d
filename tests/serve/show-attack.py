"""See tests/serve/show-attack."""
import email.utils
import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import nets
import smtp
from nets import end, expect, host, start

nets.programs('hydra', 'telnetd', 'exim4', 'login', 'openssl', 'sha256sum', 'tar', 'ip')
work = tempfile.mkdtemp(prefix='mimamori-show-')
os.chmod(work, 0o755)
LISTEN, MAIL = 18702, 18690

# What inetd does: telnetd for each who comes.
INETD = r'''
import os, signal, socket
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 23))
s.listen(64)
while True:
    c, _ = s.accept()
    if os.fork() == 0:
        for fd in (0, 1, 2):
            os.dup2(c.fileno(), fd)
        os.execvp('telnetd', ['telnetd'])
    c.close()
'''
# What the panel asks its machine, all day.
PANEL = r'''
import time, urllib.request
while True:
    try:
        urllib.request.urlopen('http://10.9.0.10:8080/', timeout=2).read()
    except OSError:
        pass
    time.sleep(1)
'''


# Somebody looks whether telnet answers.
LOOK = r'''
import socket, time
s = socket.create_connection(('10.9.0.10', 23), 5)
s.recv(100)
time.sleep(2)
s.close()
'''


class Screen:
    """A wallboard: a browser that keeps its cookie."""

    def __init__(self, code):
        self.cookie = None
        self.paired = self.ask('POST', '/wallboard/pair', {'code': code})

    def ask(self, method, path, body=None):
        c = http.client.HTTPSConnection('127.0.0.1', LISTEN, context=ssl._create_unverified_context(), timeout=30)
        heads = {'Content-Type': 'application/json', 'Origin': f'https://127.0.0.1:{LISTEN}', 'Accept-Language': 'en'}
        if self.cookie:
            heads['Cookie'] = f'__Host-mimamori={self.cookie}'
        c.request(method, '/api/v1' + path, json.dumps(body) if body is not None else None, heads)
        r = c.getresponse()
        text = r.read()
        for name, value in r.getheaders():
            m = re.match(r'__Host-mimamori=([^;]*)', value) if name.lower() == 'set-cookie' else None
            self.cookie = m[1] if m else self.cookie
        c.close()
        return json.loads(text)


def people(site, exim):
    """Sato judges and is away this week; Tanaka is the second. People are told of high alarms."""
    today = time.strftime('%Y-%m-%d')
    for name, side, mail in (('Sato', 'it', 'sato@mail.test'), ('Tanaka', 'ot', 'tanaka@mail.test'), ('Ito', 'executive', 'ito@mail.test'), ('Suzuki', 'it', 'suzuki@mail.test')):
        site.run('contact', 'add', f'name={name}', f'side={side}', f'mail={mail}')
    roster = site.api('POST', '/records', {'kind': 'roster', 'owner': 'c1', 'deputy': 'c2', 'made_on': today,
                                           'fields': {'hours': '0:00-24:00', 'judge': 'c1', 'second': 'c2', 'severity': 'all', 'gaps': 'none'}})
    expect('a roster', 'id' in roster, roster)
    away = site.run('contact', 'away', 'c1', today, time.strftime('%Y-%m-%d', time.localtime(time.time() + 7 * 86400)))
    expect('the first is away', away.returncode == 0, away.stderr)
    ca = os.path.join(exim.folder, 'ca.pem')
    secret = os.path.join(work, 'password')
    with open(secret, 'w') as f:
        f.write('s3cret-p4ss\n')
    done = site.run('courier', 'set', 'host=localhost', f'port={MAIL}', 'tls=starttls', 'user=plant', 'from=mimamori@mail.test', f'ca={ca}', '--password-file', secret)
    expect('the mail server is set', done.returncode == 0, done.stderr)
    done = site.run('courier', 'permit')
    expect('a person permits sending', done.returncode == 0, done.stderr)


def attack(words):
    """hydra, again and again, until it is ended."""
    return start(['sh', '-c', 'while :; do "$0" -q -I -l operator -P "$1" -t 16 telnet://10.9.0.10; done', 'hydra', words], 'attacker',
                 cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def deed(site, name, person, **fields):
    because = ['--because', fields.pop('because')] if 'because' in fields else []
    done = site.run('incident', name, 'i1', *[f'{k}={v}' for k, v in fields.items()], *because, '--as', person)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def did(site, name, person, **fields):
    good, said = deed(site, name, person, **fields)
    expect(f'{name} by {person}', good, said)


def refused(site, what, name, person, **fields):
    good, said = deed(site, name, person, **fields)
    expect(what, not good and said, said)
    print('    ' + said.split('\n')[0])


def until_restored(site):
    did(site, 'contain', 'c4', how='the port of the attacker was closed at the switch', allowed_by='Ito', safe_stop='not-needed')
    did(site, 'eradicate', 'c4', cause='a PC that somebody brought in', sure='known', how='taken off the network', fix='telnet goes off at the next stop')
    did(site, 'restore', 'c4', steps='nothing was changed on the machine; it was checked')


def evidence(site):
    """One bag, whole for a tool that knows nothing of us, in another place."""
    bags = site.wait('one bag of evidence', lambda: [b for b in site.api('GET', '/incidents/i1').get('bags', []) if b.get('done')], 30)
    expect('only one', len(bags) == 1, bags)
    elsewhere = os.path.join(work, 'elsewhere')
    done = site.run('incident', 'evidence', 'i1', '--bag', 'e1', '-o', elsewhere)
    expect('a copy is handed over', done.returncode == 0, done.stderr)
    sums = [os.path.join(d, 'SHA256SUMS') for d, _, files in os.walk(elsewhere) if 'SHA256SUMS' in files]
    checked = subprocess.run(['sha256sum', '-c', '--strict', 'SHA256SUMS'], cwd=os.path.dirname(sums[0]) if sums else elsewhere, capture_output=True, text=True)
    expect('sha256sum -c passes elsewhere', checked.returncode == 0 and checked.stdout.count(': OK') >= 3, checked.stdout + checked.stderr)
    print('    ' + ', '.join(line.split(':')[0] for line in checked.stdout.split('\n') if line))


def alarms(site):
    return site.items('/alarms?state=all&limit=100')


def show():
    folder = os.path.join(work, 'mail')
    os.makedirs(folder)
    smtp.certificates(folder)
    nets.hub()
    exim = smtp.Exim(folder, MAIL, MAIL + 1)
    nets.running.append(exim.process)
    for name, number, maker in (('machine', 10, '00:0e:8c'), ('panel', 20, '00:00:0a'), ('attacker', 66, '00:0c:29')):
        host(name, number, maker)
    words = os.path.join(work, 'words')
    with open(words, 'w') as f:
        f.write(''.join(f'{w}{n}\n' for w in ('admin', 'plant', 'siemens', 'password') for n in range(20)))
    site = nets.Site(work, f'127.0.0.1:{LISTEN}')
    people(site, exim)
    expect('the watch period is a minute', 'items' in site.api('PATCH', '/settings', {'incident_watch_minutes': 1, 'tell_from': 'high'}))
    start([sys.executable, '-c', INETD], 'machine')
    start([sys.executable, '-m', 'http.server', '8080'], 'machine', cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    start([sys.executable, '-c', PANEL], 'panel')
    time.sleep(1)
    start([sys.executable, '-c', LOOK], 'panel').wait() # telnet is in use here: the service is no news
    site.wait('machine and panel are found', lambda: site.device(10) and site.device(20), 30)
    time.sleep(6)
    site.approve([site.device(10), site.device(20)])
    machine = site.device(10)
    expect('nothing is alarming before', not alarms(site), alarms(site))
    screen = Screen(site.run('wallboard', 'pair', 'Line 1', '--quiet').stdout.strip())

    hydra, began = attack(words), time.time()
    site.wait('an alarm', lambda: alarms(site), 60)
    print(f'    {time.time() - began:.1f} s after hydra began')
    site.wait('it is about guessed passwords', lambda: [a for a in alarms(site) if a['detector'].startswith('sign-in-gues')], 180)
    time.sleep(15)
    got = alarms(site)
    print('    ' + ', '.join(f'{a["id"]} {a["detector"]}' for a in got))
    expect('ONE alarm', len(got) == 1 and got[0]['severity'] in ('high', 'critical'), got)
    print('    ' + got[0]['title']['en'])
    first_mail = site.wait('a mail', lambda: exim.mails(1, 0), 30)

    done = site.run('incident', 'open', 'passwords are guessed at press 3', '--alarm', got[0]['id'])
    expect('a person makes it an incident', done.returncode == 0, done.stderr)
    expect('ONE incident', [i['id'] for i in site.items('/incidents')] == ['i1'], site.items('/incidents'))
    expect('the lamp of the machine is red', site.lamps(machine)[0] == 'red', site.lamps(machine))
    view = screen.ask('GET', '/wallboard')
    red = [m for m in view.get('machines', []) if m['device'] == machine]
    expect('the wallboard shows it red', red and red[0]['works'] == 'red', view)
    expect('and the incident', [i['id'] for i in view.get('incidents', [])] == ['i1'], view.get('incidents'))
    evidence(site)
    for person in ('c2', 'c4'):
        did(site, 'confirm', person, **{'class': 'attack', 'severity': 'high', 'impact': 'none yet', 'personal': 'no'})
    did(site, 'approve', 'c3', team='Suzuki and Tanaka', cost=0, because='as planned')
    did(site, 'sweep', 'c4', looked_for='other machines with telnet', searched='all of line 1', found='none')
    until_restored(site)
    time.sleep(8)
    refused(site, 'while the attacker goes on it is not verified', 'verify', 'c4', checked='the flows', resumed_by='Ito')
    refused(site, 'and cannot be closed', 'close', 'c4')

    end(hydra)
    print('    the attacker is gone')
    time.sleep(8)
    done = site.api('POST', f'/alarms/{got[0]["id"]}/dismiss', {'reason': 'other', 'words': 'the PC was taken away; led on as i1'})
    did(site, 'reopen', 'c4', because='it went on after all')
    did(site, 'approve', 'c3', team='Suzuki and Tanaka', cost=0, because='as planned')
    did(site, 'sweep', 'c4', looked_for='other machines with telnet', searched='all of line 1', found='none')
    until_restored(site)
    verified = site.wait('verified: the flows are as approved', lambda: deed(site, 'verify', 'c4', checked='the flows', resumed_by='Ito')[0], 40, 3)
    if not verified:
        print(deed(site, 'verify', 'c4', checked='the flows', resumed_by='Ito')[1])
    did(site, 'review', 'c4', lessons='telnet stays off', response_plan='unchanged', recovery_plan='unchanged', measures='visitors get no port', because='as it was')
    refused(site, 'before the watch period is over it is not closed', 'close', 'c4')
    site.wait('closed', lambda: deed(site, 'close', 'c4')[0], 120, 5)
    state = site.api('GET', '/incidents/i1').get('incident', {}).get('state')
    expect('closed it is', state == 'closed', state)

    mails = exim.mails(1, 0)
    print(f'    mails: {[(m["To"], m["Subject"]) for m in mails]}')
    told = [m for m in mails if 'a1' in m.get_content() or 'a1' in str(m['Subject'])]
    expect('ONE mail of the alarm, to the deputy', len(told) == 1 and email.utils.parseaddr(told[0]['To'])[1] == 'tanaka@mail.test', [m['Subject'] for m in told])
    expect('no mail to who is away', not [m for m in mails if 'sato@' in str(m['To'])], [m['Subject'] for m in mails])
    site.stop()
    done = subprocess.run([*nets.M, 'journal', 'verify', site.path], capture_output=True, text=True)
    expect('the journal is whole', done.returncode == 0, done.stdout)


show()
nets.finish()
