"""HTTPS of mimamori-web alone, with a core that answers at once (tests/tools/web-core.c): http.py BUILD. Client and server share the
machine. Wants wrk and some 3,000 descriptors."""
import os
import re
import resource
import subprocess
import sys
import threading
import time

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
build = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'build')
os.environ.update(BUILD=build, ASAN=build)
sys.path.insert(0, os.path.join(root, 'tests/serve'))
from webtest import Web  # noqa: E402

STREAMS, EVENTS, SECONDS = 1000, 20, 8


def row(what, value, goal=''):
    print(f'{what:<62} {value:>22}   {goal}')


def cpu(pid):
    fields = open(f'/proc/{pid}/stat').read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def wrk(web, path, connections, *headers):
    before = cpu(web.pid)
    said = subprocess.run(['wrk', '-t1', f'-c{connections}', f'-d{SECONDS}s', '--latency', *[x for h in headers for x in ('-H', h)],
                           f'https://127.0.0.1:{web.port}{path}'], capture_output=True, text=True).stdout
    rate, p50, p99 = (re.search(p, said, re.M) for p in (r'Requests/sec:\s+([\d.]+)', r'^ +50% +(\S+)', r'^ +99% +(\S+)'))
    bad = re.search(r'Non-2xx or 3xx responses: (\d+)', said)
    if not rate or bad:
        sys.exit(f'wrk {path}: {said}')
    return float(rate.group(1)), p50.group(1), p99.group(1), (cpu(web.pid) - before) / SECONDS


def requests(web):
    good = 'Cookie: __Host-mimamori=good'
    for what, path, connections, headers, goal in [
            ('summary, 6 kB, kept by web', '/api/v1/summary', 64, [good], '>= 10,000/s'),
            ('summary, the page has it already (304)', '/api/v1/summary', 64, [good, 'If-None-Match: "s-1"'], ''),
            ('asked of core each time', '/api/v1/echo', 64, [good], ''),
            ('a page (index.html)', '/', 64, [], ''),
            ('summary', '/api/v1/summary', 8, [good], '')]:
        rate, p50, p99, used = wrk(web, path, connections, *headers)
        row(f'{what}, {connections} connections', f'{rate:,.0f}/s', f'p50 {p50}, p99 {p99}, {used * 100:.0f} % of a CPU   {goal}')


def handshakes(web):
    start, n = time.monotonic(), 300
    used = cpu(web.pid)
    for _ in range(n):
        web.tls().close()
    row('TLS handshakes, one after the other', f'{n / (time.monotonic() - start):,.0f}/s', f'{(cpu(web.pid) - used) / n * 1000:.2f} ms of web each')


def streams(web):
    before = web.memory()
    open_streams = []
    for i in range(STREAMS):
        s = web.tls(f'127.0.2.{1 + i // 200}', timeout=20)
        s.sendall(b'GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-mimamori=good\r\n\r\n')
        open_streams.append(s)
    for s in open_streams:
        data = b''
        while b'retry:' not in data:
            data += s.recv(4096)
    memory = web.memory()
    row(f'memory of web with {STREAMS} event streams (PSS)', f'{memory / 1024:.1f} MB', f'{(memory - before) / STREAMS:.1f} kB a stream; {before / 1024:.1f} MB without')
    start, got, last = time.monotonic(), [b''] * STREAMS, [0.0] * STREAMS

    def read(part):
        for i in part:
            while got[i].count(b'event: devices') < EVENTS:
                more = open_streams[i].recv(65536)
                if not more:
                    break
                got[i] += more
            last[i] = time.monotonic()

    readers = [threading.Thread(target=read, args=(range(k, STREAMS, 4),)) for k in range(4)]
    used = cpu(web.pid)
    for t in readers:
        t.start()
    for _ in range(EVENTS):
        web.tell('event devices')
    for t in readers:
        t.join(60)
    whole = sum(g.count(b'event: devices') == EVENTS for g in got)
    row(f'{STREAMS} streams that got each of {EVENTS} events', f'{whole}', f'the last after {max(last) - start:.2f} s; {(cpu(web.pid) - used) / EVENTS * 1000:.0f} ms of web an event   = {STREAMS}')
    for s in open_streams:
        s.close()
    return whole == STREAMS


def idle(web):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    n = min(10000, hard - 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    before = web.memory()
    quiet = [web.tcp(f'127.0.3.{1 + i // 250}') for i in range(n)]
    start = time.monotonic()
    status = web.ask()[0]
    row(f'an answer beside {n:,} connections that say nothing', f'{status} after {(time.monotonic() - start) * 1000:.0f} ms', f'{web.memory() / 1024:.1f} MB PSS, {(web.memory() - before) / n:.2f} kB each')
    for s in quiet:
        s.close()


web = Web(build)
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
requests(web)
handshakes(web)
idle(web)
held = streams(web)
web.stop()
sys.exit(0 if held else 1)
