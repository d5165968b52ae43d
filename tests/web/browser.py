"""A browser without a driver: chromium over its debugging pipe (two file descriptors, messages ended by NUL), standard library
only. Every request that would leave the machine fails (no proxy, host rules), and what the console or a script complains about is
kept in .complaints."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


def find():
    return shutil.which('chromium') or shutil.which('chromium-browser') or shutil.which('google-chrome')


# For pages that a server on this machine hands out, with a certificate of its own.
LOOPBACK = ('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--no-proxy-server', '--ignore-certificate-errors')


class Browser:
    def __init__(self, width=1280, height=900, *flags):
        self.profile = tempfile.mkdtemp()
        to_read, self.to = os.pipe()
        self.of, from_write = os.pipe()

        def fds():
            os.dup2(to_read, 103), os.dup2(from_write, 104)
            os.dup2(103, 3), os.dup2(104, 4)
        self.process = subprocess.Popen(
            [find(), '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
             '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--remote-debugging-pipe', '--disable-dev-shm-usage',
             '--host-resolver-rules=MAP * ~NOTFOUND', f'--window-size={width},{height}', f'--user-data-dir={self.profile}', *flags],
            preexec_fn=fds, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read), os.close(from_write)
        self.last, self.rest, self.complaints, self.requests, self.session = 0, b'', [], [], None
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(domain + '.enable')
        self.size(width, height)

    def size(self, width, height):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, **features):
        self.call('Emulation.setEmulatedMedia', media=features.pop('media', ''), features=[{'name': k.replace('_', '-'), 'value': v} for k, v in features.items()])

    def message(self, deadline):
        import select
        while b'\0' not in self.rest:
            if not select.select([self.of], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError('the browser does not answer')
            part = os.read(self.of, 1 << 20)
            if not part:
                raise EOFError('the browser has ended')
            self.rest += part
        one, self.rest = self.rest.split(b'\0', 1)
        return json.loads(one)

    def notice(self, m):
        method, params = m.get('method'), m.get('params', {})
        if method == 'Runtime.exceptionThrown':
            self.complaints.append(params['exceptionDetails'].get('exception', {}).get('description') or str(params['exceptionDetails']))
        elif method == 'Runtime.consoleAPICalled' and params['type'] in ('error', 'warning', 'assert'):
            self.complaints.append(str(params['args']))
        elif method == 'Log.entryAdded' and params['entry']['level'] in ('error', 'warning'):
            self.complaints.append(params['entry']['text'])
        elif method == 'Network.requestWillBeSent':
            self.requests.append(params['request']['url'])

    def call(self, method, **params):
        self.last += 1
        ask = {'id': self.last, 'method': method, 'params': params}
        if self.session:
            ask['sessionId'] = self.session
        os.write(self.to, json.dumps(ask).encode() + b'\0')
        deadline = time.monotonic() + 60
        while True:
            m = self.message(deadline)
            if m.get('id') == self.last:
                if 'error' in m:
                    raise RuntimeError(f'{method}: {m["error"]}')
                return m['result']
            self.notice(m)

    def go(self, url):
        """An address of a server on this machine (started with LOOPBACK, which lets no other host be found)."""
        self.call('Page.navigate', url=url)
        self.wait('document.readyState === "complete"')

    def open(self, path, hash=''):
        self.call('Page.navigate', url='file://' + os.path.abspath(path) + hash)
        self.wait('document.readyState === "complete"')

    def run(self, script):
        r = self.call('Runtime.evaluate', expression=script, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in r:
            raise RuntimeError(r['exceptionDetails'].get('exception', {}).get('description', str(r)))
        return r['result'].get('value')

    def wait(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run(f'!!({condition})'):
                return
            time.sleep(0.05)
        raise AssertionError('never came true: ' + condition)

    def click(self, selector):
        box = self.run(f'(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null; e.scrollIntoView({{block: "center"}});'
                       'const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()')
        assert box, 'nothing to click: ' + selector
        for kind in ('mousePressed', 'mouseReleased'):
            self.call('Input.dispatchMouseEvent', type=kind, x=box[0], y=box[1], button='left', clickCount=1)

    def type(self, text):
        self.call('Input.insertText', text=text)

    def key(self, name, code=0):
        for kind in ('keyDown', 'keyUp'):
            self.call('Input.dispatchKeyEvent', type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def shot(self, path, full=False):
        r = self.call('Page.captureScreenshot', format='png', captureBeyondViewport=full)
        open(path, 'wb').write(base64.b64decode(r['data']))

    def pdf(self, path):
        r = self.call('Page.printToPDF', preferCSSPageSize=True, printBackground=True)
        open(path, 'wb').write(base64.b64decode(r['data']))

    def close(self):
        try:
            self.session = None
            self.call('Browser.close')
        except Exception:
            self.process.kill()
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)
