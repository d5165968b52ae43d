"""What the tests of mimamori-web share: a web with a core that answers by rules, connections to it byte by byte."""
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

BUILD, TOOLS = os.environ['BUILD'], os.environ['ASAN']  # the second: with sanitizers, and the tools of tests
CORE = next(p for p in (f'{d}/web-core' for d in (TOOLS, BUILD)) if os.path.exists(p))
wrong, asked = [], 0


def expect(kept, words):
    global asked
    asked += 1
    if not kept:
        wrong.append(words)
        print('not ok:', words, flush=True)


def finish(least):
    print('\n'.join(['wrong:'] + wrong) if wrong else f'{asked} things held')
    if asked < least:
        print(f'only {asked} were asked')
    sys.exit(1 if wrong or asked < least else 0)


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Web:
    """mimamori-web of a build, its folder of certificates, and its core."""

    def __init__(self, build=BUILD, folder=None):
        self.own = folder is None
        self.folder = folder or os.path.join(tempfile.mkdtemp(), 'tls')
        self.program = os.path.join(build, 'mimamori-web')
        if self.own:
            subprocess.run([self.program, '--make-certificates', self.folder], check=True, stderr=subprocess.DEVNULL)
        self.port = free_port()
        # Behind its walls the leak checker cannot look around.
        environment = dict(os.environ, ASAN_OPTIONS=os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0')
        self.core = subprocess.Popen([CORE, self.program, self.folder, str(self.port)], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True, bufsize=1, env=environment)
        ready = self.core.stdout.readline().split()
        if ready[:1] != ['ready']:
            sys.exit(f'mimamori-web does not start: {ready}')
        self.walls, self.pid = int(ready[1]), int(ready[2])
        self.lock = threading.Lock()
        self.context = ssl.create_default_context(cafile=os.path.join(self.folder, 'ca.pem'))

    def tell(self, command):
        with self.lock:
            self.core.stdin.write(command + '\n')
            return self.core.stdout.readline().strip()

    def stop(self):
        with self.lock:
            self.core.stdin.write('stop\n')
            said = [line.strip() for line in self.core.stdout]
        self.core.wait()
        if self.own:
            shutil.rmtree(os.path.dirname(self.folder))
        return said[-1] if said else ''

    def tcp(self, source='127.0.0.1', timeout=5):
        return socket.create_connection(('127.0.0.1', self.port), timeout, (source, 0))

    def tls(self, source='127.0.0.1', timeout=5, context=None):
        return (context or self.context).wrap_socket(self.tcp(source, timeout), server_hostname='localhost')

    def say(self, data, source='127.0.0.1', timeout=5):
        """Everything that comes back until the other side ends or says nothing for a moment, and whether it ended."""
        with self.tls(source, timeout) as s:
            try:
                s.sendall(data)
            except OSError:
                pass
            return read_all(s, timeout)

    def ask(self, method='GET', path='/api/v1/summary', headers=(), body=b'', source='127.0.0.1', session='good', timeout=5):
        """One request; (status, headers in lower case, body)."""
        head = f'{method} {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n'
        if session:
            head += f'Cookie: __Host-mimamori={session}\r\n'
        if body:
            head += f'Content-Length: {len(body)}\r\n'
        data, _ = self.say((head + ''.join(h + '\r\n' for h in headers) + '\r\n').encode() + body, source, timeout)
        return parse(data)

    def numbers(self):
        """Web's own numbers, by name."""
        _, _, body = self.ask(path='/metrics')
        return {line.rsplit(' ', 1)[0]: float(line.rsplit(' ', 1)[1]) for line in body.decode().split('\n') if line and line[0] != '#'}

    def memory(self):
        """PSS in kB."""
        with open(f'/proc/{self.pid}/smaps_rollup') as f:
            return next(int(line.split()[1]) for line in f if line.startswith('Pss:'))


def read_all(s, timeout=5):
    data = b''
    s.settimeout(timeout)
    try:
        while True:
            more = s.recv(65536)
            if not more:
                return data, True
            data += more
    except (TimeoutError, socket.timeout):
        return data, False
    except OSError:
        return data, True


def parse(data):
    head, _, body = data.partition(b'\r\n\r\n')
    lines = head.decode(errors='replace').split('\r\n')
    status = int(lines[0].split()[1]) if lines[0].startswith('HTTP/1.1 ') else 0
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(':')
        headers[name.lower()] = value.strip()
    return status, headers, body


def answers(data):
    return len(re.findall(rb'HTTP/1\.1 \d\d\d ', data))
