"""See tests/serve/courier."""
import http.server
import json
import os
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import smtp

BUILD = os.environ['BUILD']
M = [os.path.join(BUILD, 'mimamori'), '--lang', 'en']
PORT = smtp.free_ports(18690, 50)  # servers of mail and webhooks; the last one: the pages
work = tempfile.mkdtemp()
os.chmod(work, 0o755)
site = os.path.join(work, 'site.db')
wrong = []
PASSWORD = 's3cret-p4ss'
KEY = 'k3y-0f-webhooks-5f2a'


def expect(what, condition, detail=''):
    if not condition:
        wrong.append(what)
        print(f'FAIL: {what} {detail}')


def run(*args, text=None):
    return subprocess.run([*M, *args], capture_output=True, text=True, input=text, timeout=120)


def api(method, path, body=None):
    done = run('api', method, path, *([json.dumps(body)] if body is not None else []), site)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {'status': 500, 'said': done.stdout + done.stderr}


def events(kind):
    return sqlite3.connect(site).execute('SELECT body FROM event WHERE kind = ?', (kind,)).fetchall()


def permit():
    expect('permitted', run('courier', 'permit', site).returncode == 0)


def send(contact='c1', what='mail', wait=75):
    """Sends one for trial: how it was told."""
    asked = api('POST', '/courier/test', {'what': what, **({'contact': contact} if what == 'mail' else {})})
    if 'job' not in asked:
        return {'result': 'not asked', 'why': {'en': str(asked)}, 'said': '', 'code': 0}
    end = time.time() + wait
    while time.time() < end:
        for job in api('GET', '/courier')['jobs']:
            if job['job'] == asked['job'] and job['result'] != 'waiting':
                return job
        time.sleep(0.1)
    return {'result': 'no end', 'why': {'en': ''}, 'said': '', 'code': 0}


def became(what, job, result, cause, code=None):
    words = job['why']['en']
    expect(what, job['result'] == result and CAUSES[cause] == words and (code is None or job['code'] == code),
           f'{job["result"]} ({words}) {job["code"]} {job["said"]!r}, expected {result} ({cause})')


def setting(*words, text=None):
    done = run('courier', 'set', *words, site, text=text)
    expect(f'set {words}', done.returncode == 0, done.stderr)


def lies(port, talk):
    """A mail server that lies: talk(connection) for each who comes."""
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('127.0.0.1', port))
    s.listen(5)

    def serve():
        while True:
            try:
                c, _ = s.accept()
            except OSError:
                return
            threading.Thread(target=quietly, args=(talk, c), daemon=True).start()

    def quietly(fn, c):
        try:
            fn(c)
        except OSError:
            pass
        finally:
            c.close()

    threading.Thread(target=serve, daemon=True).start()
    return s


class Talk:
    """Lines with whoever came."""

    def __init__(self, c):
        self.c, self.file = c, c.makefile('rwb')

    def say(self, text):
        self.file.write(text.encode() + b'\r\n')
        self.file.flush()

    def hear(self):
        return self.file.readline().decode('latin-1')

    def until_text(self):
        """The dialogue up to the text."""
        self.say('220 lies')
        while True:
            line = self.hear()
            if not line:
                return False
            if line.startswith('DATA'):
                self.say('354 go on')
                return True
            self.say('250 yes')

    def text(self):
        while self.hear() not in ('.\r\n', ''):
            pass


def lying_servers():
    """(name, talk, result, cause, seconds at most)"""
    def nothing(c):
        time.sleep(100)

    def accepts_then_nothing(c):
        t = Talk(c)
        if t.until_text():
            t.text()
            time.sleep(100)

    def cuts_in_text(c):  # a short mail is on its way by then; whether its end was read only the server knows
        t = Talk(c)
        t.until_text()
        c.shutdown(socket.SHUT_RDWR)

    def cuts_after_text(c):
        t = Talk(c)
        if t.until_text():
            t.text()
            c.shutdown(socket.SHUT_RDWR)

    def garbage(c):
        c.sendall(os.urandom(4000) + b'\n' + os.urandom(200))
        time.sleep(3)

    def endless_line(c):
        while True:
            c.sendall(b'2' * 4096)

    def endless_lines(c):
        while True:
            c.sendall(b'220-never ends\r\n' * 100)

    def megabyte(c):
        t = Talk(c)
        if t.until_text():
            t.text()
            c.sendall(b'250-' + b'x' * 1000 + b'\r\n')
            for _ in range(1100):
                c.sendall(b'250-' + b'y' * 1000 + b'\r\n')
            t.say('250 done')
            time.sleep(5)

    def says_address(c):
        t = Talk(c)
        t.say('220 lies')
        while True:
            line = t.hear()
            if not line:
                return
            t.say('550 5.1.1 <yamada@mail.test>: Recipient yamada@mail.test is unknown' if line.startswith('RCPT') else '250 yes')

    def no_after_text(c):
        t = Talk(c)
        if t.until_text():
            t.text()
            t.say('451 our disk is full')

    def silent_goodbye(c):
        t = Talk(c)
        if t.until_text():
            t.text()
            t.say('250 2.0.0 Ok: queued as ABC123')
            t.hear()
            time.sleep(100)

    def web_server(c):
        c.sendall(b'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')

    def full(c):
        Talk(c).say('421 too many connections')

    return [('garbage', garbage, 'deferred', ('nonsense', 'cut', 'turned-away'), 20),
            ('a web server', web_server, 'deferred', ('nonsense', 'cut'), 20),
            ('an endless line', endless_line, 'deferred', ('nonsense', 'cut', 'slow'), 65),
            ('endless lines', endless_lines, 'deferred', ('nonsense',), 20),
            ('a reply of a megabyte', megabyte, 'unsure', ('nonsense',), 20),
            ('cut off in the text', cuts_in_text, 'unsure', ('cut',), 20),
            ('cut off after the text', cuts_after_text, 'unsure', ('cut',), 20),
            ('repeats the address', says_address, 'refused', ('receiver',), 20),
            ('no room after the text', no_after_text, 'deferred', ('text',), 20),
            ('too many connections', full, 'deferred', ('turned-away', 'nonsense'), 20),
            ('no goodbye', silent_goodbye, 'sent', ('none',), 5),
            ('takes it, then silence', accepts_then_nothing, 'unsure', ('slow',), 65),
            ('silence', nothing, 'deferred', ('slow', 'no-answer'), 65)]


def causes():
    import yaml
    path = os.path.join(os.environ['ROOT'], 'data', 'lang', 'courier.yaml')
    return {k[6:]: v['en'] for k, v in yaml.safe_load(open(path, encoding='utf-8')).items() if k.startswith('cause-')}


CAUSES = causes()


def serve():
    done = run('serve', site, '--listen', f'127.0.0.1:{PORT + 49}', '--detach')
    if done.returncode:
        sys.exit(f'serve does not start: {done.stdout}{done.stderr}')


def contacts():
    for n, (name, mail) in enumerate((('山田 太郎', 'yamada@mail.test'), ('Refused', 'refused@mail.test'), ('Later', 'later@mail.test'),
                                      ('Elsewhere', 'somebody@elsewhere.test'), ('No mail', None), ('Café "Quote" <x>', 'cafe@mail.test'))):
        made = api('POST', '/contacts', {'name': name, 'side': 'it', **({'mail': mail} if mail else {})})
        expect(f'contact {name}', made.get('id') == f'c{n + 1}', str(made))


def secret_file(name, value):
    path = os.path.join(work, name)
    with open(path, 'w') as f:
        f.write(value + '\n')
    return path


# --- the parts

def before_anything():
    expect('off', api('GET', '/courier')['state'] == 'off')
    done = run('courier', 'permit', site)
    expect('nothing to permit', done.returncode != 0 and 'first' in done.stderr, done.stderr)
    expect('no trial', send()['result'] == 'not asked')
    for member, value in (('host', 'a b'), ('host', '-x'), ('from', 'me'), ('from', 'a@b>\r\nBcc: x@y'), ('webhook', 'http://in.clear/'), ('webhook', 'https://u:p@x/'),
                          ('webhook_key', 'two\nlines'), ('password', ''), ('ca', 'no certificate'), ('tls', 'maybe'), ('port', 0)):
        said = api('PUT', '/courier', {'host': 'localhost', 'from': 'm@mail.test', member: value})
        expect(f'{member} {value!r} refused', said.get('status') in (400, 422), str(said))
    expect('nothing was set', api('GET', '/courier')['state'] == 'off' and not events('courier-set'))


def plain_and_starttls(exim):
    setting('host=localhost', f'port={PORT}', 'tls=starttls', 'user=plant', 'from=mimamori@mail.test', f'ca={work}/ca.pem', '--password-file', secret_file('password', PASSWORD))
    expect('set, not permitted', api('GET', '/courier')['state'] == 'unpermitted')
    said = api('POST', '/courier/test', {'what': 'mail', 'contact': 'c1'})
    expect('nothing before somebody permits it', said.get('status') == 409, str(said))
    permit()
    expect('ready', api('GET', '/courier')['state'] == 'ready')
    job = send()
    became('STARTTLS', job, 'sent', 'none', 250)
    expect('the server tells its number', 'id=' in (job['said'] or ''), str(job))
    mail = (exim.mails() or [None])[0]
    expect('the mail came', mail is not None)
    if mail:
        expect('by TLS, signed in', 'esmtpsa' in mail['Received'] and 'TLS1.3' in mail['Received'], mail['Received'])
        expect('subject', mail['Subject'] == 'mimamori - this is a test', mail['Subject'])
        expect('to', '山田 太郎' in str(mail['To']) and 'yamada@mail.test' in str(mail['To']), str(mail['To']))
        expect('auto', mail['Auto-Submitted'] == 'auto-generated')
        expect('a date, an id', mail['Date'] and mail['Message-ID'].endswith('@mail.test>'))
        expect('text', '山田 太郎' in mail.get_content() and 'no answer is needed' in mail.get_content(), mail.get_content())
        expect('one part, ASCII on the line', all(b < 128 for b in mail.as_bytes()))
    became('refused', send('c2'), 'refused', 'receiver', 550)
    became('greylisted', send('c3'), 'deferred', 'receiver', 451)
    became('no relay', send('c4'), 'refused', 'receiver', 550)
    expect('who has no mail', 'no mail address' in str(send('c5')))
    became('a strange name', send('c6'), 'sent', 'none')
    expect('it came', any('Café' in str(m['To']) for m in exim.mails(2)))
    job = run('courier', 'test', 'c1', site)
    expect('the command says sent', job.returncode == 0 and 'sent' in job.stdout, job.stdout + job.stderr)
    job = run('courier', 'test', 'c2', site)
    expect('the command says refused', job.returncode == 5 and 'refused' in job.stdout and 'no such person' in job.stdout, job.stdout + job.stderr)
    setting('from=nobody@mail.test')
    became('sender refused', send(), 'deferred', 'sender', 550)
    setting('from=mimamori@mail.test')


def messages(exim):
    """A message that is no trial: it goes the same way, and what became of it stands in the site."""
    n = len(exim.mails(0, 0))
    for contact, state in (('c1', 'sent'), ('c2', 'failed')):
        asked = api('POST', f'/contacts/{contact}/test')
        expect(f'a message to {contact}', 'message' in asked or 'id' in asked, asked)
    end, states = time.time() + 20, []
    while time.time() < end and states != ['sent', 'failed']:
        time.sleep(0.2)
        states = [s for (s,) in sqlite3.connect(site).execute("SELECT state FROM message_to WHERE means = 'mail' ORDER BY id")]
    expect('one sent, one failed', states == ['sent', 'failed'], states)
    came = exim.mails(n + 1)
    expect('one mail came', len(came) == n + 1, len(came))
    said = [json.loads(b) for (b,) in events('message-sent')]
    expect('the server\'s words are kept', said and said[0]['code'] == 250 and 'id=' in said[0]['said'], said)
    said = [json.loads(b) for (b,) in events('message-not-sent')]
    expect('why it was refused is kept', said and said[0]['because'] == 'receiver' and said[0]['code'] == 550, said)
    jobs = api('GET', '/courier')['jobs']
    expect('both are told on the page, too', {'sent', 'refused'} <= {j['result'] for j in jobs[:2]}, jobs[:2])


def at_once():
    setting('tls=tls', f'port={PORT + 1}')
    expect('another port ends the permission', api('GET', '/courier')['state'] == 'unpermitted')
    permit()
    became('TLS at once', send(), 'sent', 'none')
    setting('tls=tls', f'port={PORT}')
    permit()
    became('TLS where there is none', send(), 'deferred', 'tls')
    setting('tls=starttls')
    permit()


def wrong_password(exim):
    setting('--password-file', secret_file('password', 'wrong-' + PASSWORD))
    job = send()
    became('wrong password', job, 'deferred', 'auth', 535)
    expect('no password in what is told', 'wrong-' not in json.dumps(job))
    setting('--password-file', secret_file('password', PASSWORD))
    became('right again', send(), 'sent', 'none')
    setting('user=')
    became('no sign-in', send(), 'deferred', 'sender')
    setting('user=plant')


def without_tls():
    """CRAM-MD5 without TLS; the password is never on the line."""
    setting('tls=none')
    permit()
    became('none, CRAM-MD5', send(), 'sent', 'none')
    heard = []

    def listens(c):
        t = Talk(c)
        t.say('220 x')
        while True:
            line = t.hear()
            heard.append(line)
            if not line or line.startswith('QUIT'):
                return
            t.say('250-x\r\n250 AUTH PLAIN LOGIN' if line.startswith('EHLO') else '250 yes')
    s = lies(PORT + 5, listens)
    setting(f'port={PORT + 5}')
    permit()
    job = send()
    expect('PLAIN without TLS is not spoken', job['result'] == 'deferred' and not any(h.startswith('AUTH') for h in heard), f'{job} {heard}')
    setting('tls=starttls')
    permit()
    heard.clear()
    job = send()
    expect('a server that takes TLS out of its offers gets nothing', job['result'] == 'deferred' and job['why']['en'] == CAUSES['tls'] and
           not any(h.startswith(('AUTH', 'MAIL')) for h in heard), f'{job} {heard}')
    s.close()
    setting(f'port={PORT}')
    permit()


def certificates_wrong():
    for name, port in (('other', PORT + 2), ('old', PORT + 6)):
        folder = os.path.join(work, name)
        os.makedirs(folder)
        for f in (f'{name}.pem', f'{name}.key'):
            shutil.copy(os.path.join(work, f), folder)
        e = smtp.Exim(folder, port, port + 1, certificate=name)
        setting(f'port={port}')
        permit()
        became(f'a certificate that is {name}', send(), 'deferred', 'certificate')
        expect('nothing came', not e.mails(1, 0.3))
        e.stop()
    setting(f'port={PORT}', f'ca={work}/foreign.pem')
    permit()
    became('an unknown authority', send(), 'deferred', 'certificate')
    setting('ca=')
    permit()
    became("the machine's list does not know it", send(), 'deferred', 'certificate')
    setting(f'ca={work}/ca.pem')
    permit()
    became('known again', send(), 'sent', 'none')


def down_and_nowhere():
    setting('host=no-such-host.invalid')
    permit()
    became('no such name', send(), 'deferred', 'no-name')
    setting('host=localhost', f'port={PORT + 4}')
    permit()
    became('nobody listens', send(), 'deferred', 'no-answer')


def liars():
    for n, (name, talk, result, cause, seconds) in enumerate(lying_servers()):
        port = PORT + 10 + n
        s = lies(port, talk)
        setting(f'port={port}', 'host=127.0.0.1', 'tls=none', 'user=')
        permit()
        began = time.time()
        job = send()
        took = time.time() - began
        expect(f'{name}: {result}', job['result'] == result and job['why']['en'] in [CAUSES[c] for c in cause], f'{job}')
        expect(f'{name}: within {seconds} s', took < seconds, f'{took:.1f} s')
        expect(f'{name}: no address in what is told', '@' not in (job['said'] or ''), job['said'])
        s.close()
    state = json.loads(run('status', site, '--format', 'json').stdout)
    expect('the courier did not end', [r['restarts'] for r in state['roles'] if r['name'] == 'courier'] == [1], str(state['roles']))


def killed():
    """While a server has the mail: nobody knows, and the next one goes."""
    s = lies(PORT + 31, lambda c: time.sleep(100))
    setting(f'port={PORT + 31}', 'host=127.0.0.1', 'tls=none', 'user=')
    permit()
    asked = api('POST', '/courier/test', {'what': 'mail', 'contact': 'c1'})
    message = api('POST', '/contacts/c6/test')
    time.sleep(1)
    roles = {r['name']: r for r in json.loads(run('status', site, '--format', 'json').stdout)['roles']}
    os.kill(roles['courier']['pid'], 9)
    end = time.time() + 10
    while time.time() < end and not [j for j in api('GET', '/courier')['jobs'] if j['job'] == asked.get('job') and j['result'] == 'unsure']:
        time.sleep(0.2)
    expect('what it had is unsure', [j['result'] for j in api('GET', '/courier')['jobs'] if j['job'] == asked.get('job')] == ['unsure'])
    s.close()
    setting(f'port={PORT}', 'tls=starttls', 'user=plant', '--password-file', secret_file('password', PASSWORD))
    permit()
    end, state = time.time() + 30, None
    while time.time() < end and state != 'sent':
        time.sleep(0.3)
        state = sqlite3.connect(site).execute('SELECT state FROM message_to ORDER BY id DESC LIMIT 1').fetchone()[0]
    expect('the message went after all', state == 'sent', (message, state))
    expect('told as an end and a new start', len(events('role-died')) == 1 and len(events('role-restarted')) == 1)


def withdrawn():
    """While a slow server has the mail: at once."""
    s = lies(PORT + 30, lambda c: time.sleep(100))
    setting(f'port={PORT + 30}', 'host=127.0.0.1')
    permit()
    asked = api('POST', '/courier/test', {'what': 'mail', 'contact': 'c1'})
    again = api('POST', '/courier/test', {'what': 'mail', 'contact': 'c6'})
    time.sleep(1)
    began = time.time()
    expect('withdrawn', run('courier', 'withdraw', site).returncode == 0)
    jobs = []
    while time.time() - began < 10 and not jobs:
        jobs = [j for j in api('GET', '/courier')['jobs'] if j['job'] in (asked.get('job'), again.get('job')) and j['result'] != 'waiting']
        jobs = jobs if len(jobs) == 2 else []
        time.sleep(0.1)
    expect('both ended', [j['result'] for j in jobs] == ['closed', 'closed'], str(jobs))
    expect('within 3 s', time.time() - began < 3, f'{time.time() - began:.1f}')
    expect('told as events', len(events('courier-withdrawn')) == 1)
    s.close()


class Hook(http.server.BaseHTTPRequestHandler):
    got = []
    status, location, body = 200, None, b''

    def do_POST(self):
        Hook.got.append((self.path, dict(self.headers), self.rfile.read(int(self.headers['Content-Length']))))
        self.send_response(Hook.status)
        if Hook.location:
            self.send_header('Location', Hook.location)
        self.send_header('Content-Length', str(len(Hook.body)))
        self.end_headers()
        self.wfile.write(Hook.body)

    def log_message(self, *a):
        pass


def webhook():
    import hashlib
    import hmac
    s = http.server.ThreadingHTTPServer(('127.0.0.1', PORT + 40), Hook)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(os.path.join(work, 'good.pem'), os.path.join(work, 'good.key'))
    s.socket = tls.wrap_socket(s.socket, server_side=True)
    threading.Thread(target=s.serve_forever, daemon=True).start()
    setting('host=', f'webhook=https://localhost:{PORT + 40}/hook?a=b', '--key-file', secret_file('key', KEY))
    permit()
    became('webhook', send(what='webhook'), 'sent', 'none', 200)
    path, heads, body = Hook.got[-1]
    want = 'v1=' + hmac.new(KEY.encode(), heads['X-Mimamori-Timestamp'].encode() + b'.' + body, hashlib.sha256).hexdigest()
    expect('its signature', heads['X-Mimamori-Signature'] == want, heads)
    expect('its time', abs(int(heads['X-Mimamori-Timestamp']) - time.time()) < 60)
    expect('its body', json.loads(body)['kind'] == 'test' and path == '/hook?a=b' and heads['Content-Type'] == 'application/json')
    for status, result, cause in ((500, 'deferred', 'turned-away'), (429, 'deferred', 'turned-away'), (404, 'refused', 'text'), (403, 'deferred', 'auth')):
        Hook.status = status
        became(f'HTTP {status}', send(what='webhook'), result, cause, status)
    Hook.status, Hook.location = 302, f'https://localhost:{PORT + 40}/elsewhere'
    n = len(Hook.got)
    became('a redirect', send(what='webhook'), 'refused', 'elsewhere', 302)
    expect('is not followed', len(Hook.got) == n + 1 and Hook.got[-1][0] != '/elsewhere')
    Hook.status, Hook.location, Hook.body = 200, None, b'x' * 900000
    became('an answer of 900 kB', send(what='webhook'), 'sent', 'none', 200)
    s.shutdown()
    s.server_close()
    became('a webhook that is down', send(what='webhook'), 'deferred', 'no-answer')


def without_the_program():
    """A site whose courier is not there is watched all the same, and says so."""
    run('stop', site)
    folder = os.path.join(work, 'bin')
    os.makedirs(folder)
    for name in ('mimamori', *(f'mimamori-{p}' for p in ('gate', 'core', 'sensor', 'web', 'press', 'unpack'))):
        if os.path.exists(os.path.join(BUILD, name)):
            shutil.copy(os.path.join(BUILD, name), folder)
    whole, M[0] = M[0], os.path.join(folder, 'mimamori')
    serve()
    time.sleep(0.5)
    state = json.loads(run('status', site, '--format', 'json').stdout)
    expect('status says that it is missing', [r['state'] for r in state['roles'] if r['name'] == 'courier'] == ['missing'], state['roles'])
    expect('the page says so', api('GET', '/courier')['state'] in ('missing', 'unpermitted'), api('GET', '/courier')['state'])
    permit()
    said = api('POST', '/courier/test', {'what': 'mail', 'contact': 'c1'})
    expect('a trial says so', said.get('status') == 409 and 'does not run' in said.get('detail', ''), said)
    expect('the rest works', api('POST', '/contacts', {'name': 'kept', 'side': 'it'}).get('id'))
    run('stop', site)
    M[0] = whole
    serve()


def secrets_nowhere():
    """Neither in the database, nor in the journal, answers, logs, a backup, or anybody's arguments."""
    backup = os.path.join(work, 'backup.db')
    done = run('backup', site, '-o', backup)
    if done.returncode:
        done = run('backup', site, backup)
    expect('backup', os.path.exists(backup), done.stderr)
    shown = run('courier', 'show', site).stdout + json.dumps(api('GET', '/courier')) + run('courier', 'show', site, '--format', 'json').stdout
    expect('show says since when', 'set on 20' in run('courier', 'show', site).stdout, run('courier', 'show', site).stdout)
    for secret in (PASSWORD, KEY, PASSWORD.encode().hex(), KEY.encode().hex()):
        expect('not shown', secret not in shown)
        for name in ('site.db', 'site.db-wal', 'site.db.log', 'backup.db'):
            path = os.path.join(work, name)
            if os.path.exists(path):
                expect(f'not in {name}', secret.encode() not in open(path, 'rb').read())
    held = os.stat(site + '.secrets')
    expect('0600, the owner of the site', held.st_mode & 0o777 == 0o600 and held.st_uid == os.stat(site).st_uid, oct(held.st_mode))
    expect('the site was permitted', api('GET', '/courier')['permitted'])
    copy = os.path.join(work, 'copy.db')
    done = run('restore', backup, copy)
    shown = run('courier', 'show', copy, '--format', 'json').stdout
    expect('a restored site has no secrets and no permission', done.returncode == 0 and not os.path.exists(copy + '.secrets') and 'not permitted yet' in shown, done.stderr + shown)
    expect('and its journal is whole', run('journal', 'verify', copy).returncode == 0)


def main():
    smtp.certificates(work)
    os.makedirs(os.path.join(work, 'mail'))
    for f in ('good.pem', 'good.key'):
        with open(os.path.join(work, f)) as a, open(os.path.join(work, 'mail', f), 'w') as b:
            b.write(a.read())
    exim = smtp.Exim(os.path.join(work, 'mail'), PORT, PORT + 1)
    serve()
    try:
        contacts()
        before_anything()
        for part in (lambda: plain_and_starttls(exim), lambda: messages(exim), at_once, lambda: wrong_password(exim), without_tls, certificates_wrong, down_and_nowhere, webhook, killed, withdrawn, liars,
                     without_the_program, secrets_nowhere):
            part()
    finally:
        exim.stop()
        run('stop', site)
    done = run('journal', 'verify', site)
    expect('the journal is whole', done.returncode == 0, done.stdout[:500])
    log = open(site + '.log', errors='replace').read()
    expect('the sanitizers say nothing', 'Sanitizer' not in log and 'runtime error:' not in log, log[-2000:])
    print('\n'.join(wrong) or 'all as expected')
    sys.exit(1 if wrong else 0)


main()
