"""A person before the pages of a running `mimamori serve`: reads, presses, fills in, and asks the API as whoever is signed in."""
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import LOOPBACK, Browser

PASSWORD = 'plant-line-seven-coffee'


class Account:
    """Somebody who asks the API without a browser: his session and its CSRF value."""

    def __init__(self, base):
        self.base, self.cookie, self.csrf = base, '', ''

    def ask(self, method, path, body=None):
        """(status, answer)"""
        head = {'Content-Type': 'application/json', 'Origin': self.base, 'Cookie': self.cookie, 'X-Mimamori-CSRF': self.csrf, 'Accept-Language': 'ja'}
        request = urllib.request.Request(self.base + '/api/v1' + path, method=method, headers=head, data=json.dumps(body).encode() if body is not None else None)
        try:
            with urllib.request.urlopen(request, context=ssl._create_unverified_context(), timeout=30) as a:
                status, headers, text = a.status, a.headers, a.read()
        except urllib.error.HTTPError as a:
            status, headers, text = a.code, a.headers, a.read()
        for line in headers.get_all('Set-Cookie') or []:
            self.cookie = line.split(';')[0]
        answer = json.loads(text) if 'json' in (headers.get('Content-Type') or '') else text.decode('utf-8', 'replace')
        if isinstance(answer, dict) and answer.get('csrf'):
            self.csrf = answer['csrf']
        return status, answer

    def must(self, method, path, body=None):
        status, answer = self.ask(method, path, body)
        while status == 429:  # links and passwords are tried slowly from one address
            time.sleep(1.2)
            status, answer = self.ask(method, path, body)
        assert status < 300, f'{method} {path}: {status} {answer}'
        return answer

    @classmethod
    def first(cls, base, link, name):
        """The first administrator, by the one-time link."""
        a = cls(base)
        a.must('POST', '/setup', {'link': link, 'login': 'admin', 'name': name, 'password': PASSWORD, 'lang': 'ja'})
        return a

    def invite(self, login, name, side, *roles, contact=None, system='site'):
        """Somebody new, or the account of a contact who is known already."""
        who = {'contact': contact} if contact else {'name': name, 'side': side}
        made = self.must('POST', '/accounts', {'login': login, **who, 'roles': [{'role': r, 'system': system} for r in roles]})
        path = self.must('POST', f'/accounts/{made["id"]}/invite', {})['path']
        a = Account(self.base)
        a.must('POST', '/invites/' + path.split('/')[-1], {'login': login, **({'name': name} if name else {}), 'password': PASSWORD, 'lang': 'ja'})
        a.contact = a.must('GET', '/session')['account']['contact']
        return a


class Person(Browser):
    def __init__(self, base, axe, folder, width=1280, height=900):
        super().__init__(width, height, *LOOPBACK)
        self.base, self.folder, self.wrong, self.seen = base, folder, [], 0
        with open(axe, encoding='utf-8') as f:
            self.axe = f.read()
        os.makedirs(folder, exist_ok=True)

    def expect(self, kept, words):
        self.seen += 1
        if not kept:
            self.wrong.append(words)

    def text(self, selector='main'):
        return self.run(f'(document.querySelector({json.dumps(selector)}) || {{}}).innerText || ""')

    def settle(self, seconds=15):
        self.wait('document.querySelector("main h1, main h2") && !document.querySelector("main .loading")', seconds)
        time.sleep(0.2)

    def visit(self, path):
        self.complaints.clear()
        self.go(self.base + path)
        self.settle()

    def form(self, language='ja', light='light', width=1280, height=900):
        self.size(width, height)
        self.media(prefers_color_scheme=light)
        self.run(f'localStorage.setItem("mimamori-lang", "{language}")')

    def fill(self, name, value):
        self.run(f'(() => {{ const e = [...document.querySelectorAll(\'[id$="-{name}"]\')].find(e => "value" in e); e.focus(); e.select?.(); }})()')
        self.type(value)

    def choose(self, name, value):
        self.run(f'(() => {{ const s = document.querySelector(\'[id$="-{name}"]\'); s.value = {json.dumps(value)}; s.dispatchEvent(new Event("change", {{bubbles: true}})); }})()')

    def sign_in(self, login):
        """Whoever was signed in before is gone: another person at the same screen."""
        self.call('Network.clearBrowserCookies')
        self.go(self.base + '/')
        self.wait('document.querySelector("#f-login")')
        self.fill('login', login)
        self.fill('password', PASSWORD)
        self.click('button.first')
        self.wait('document.querySelector(".rail")', 30)
        self.settle()

    def press(self, words, within='main, dialog[open], .emergency'):
        found = self.run(f'''(() => {{ const e = [...document.querySelectorAll({json.dumps(within)})].flatMap(x => [...x.querySelectorAll("button, a")])
            .find(e => (e.innerText || "").trim() === {json.dumps(words)} && !e.disabled); if (!e) return false; e.click(); return true; }})()''')
        assert found, f'nothing says {words}: {self.text("main")[:400]}'

    def dialog(self):
        self.wait('document.querySelector("dialog[open]")')

    def submit(self):
        """Presses the button that does it; what the dialog complains about is a failure."""
        self.run('document.querySelector("dialog[open] button[type=submit]").click()')
        self.wait('!document.querySelector("dialog[open]") || document.querySelector("dialog[open] .problem")')
        problem = self.text('dialog[open] .problem')
        self.expect(not problem, f'a dialog says: {problem}')
        if problem:
            self.picture('dialog-broken')
            self.key('Escape', 27)

    def sees(self, words, where='main', seconds=20):
        try:
            self.wait(f'((document.querySelector({json.dumps(where)}) || {{}}).innerText || "").includes({json.dumps(words)})', seconds)
            self.expect(True, '')
        except AssertionError:
            self.expect(False, f'{self.run("location.pathname")}: does not say {words}: {self.text(where)[:500]}')

    def picture(self, name):
        self.shot(os.path.join(self.folder, name + '.png'))

    def right(self, where, width=None):
        """Nothing on the console, nothing serious for axe, nothing wider than the screen, no value that is none."""
        self.run(self.axe + ';0')
        found = self.run('axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.filter(v => ["serious", "critical"].includes(v.impact))'
                         '.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", ")))')
        self.expect(not found, f'{where}: {found}')
        self.expect(not self.complaints, f'{where}: the console says {self.complaints[:3]}')
        shown = self.text('body')
        for bad in ('[object', 'undefined', 'NaN', 'Invalid Date'):
            self.expect(bad not in shown, f'{where}: says {bad}: …{shown[max(0, shown.find(bad) - 60):shown.find(bad) + 40]}')
        wide, room = self.run('document.documentElement.scrollWidth'), self.run('innerWidth')
        self.expect(wide <= room, f'{where}: {wide} wide in {room}')
