"""See tests/serve/http."""
import json
import os
import re
import resource
import ssl
import subprocess
import sys
import warnings
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import webtest
from webtest import Web, answers, expect, parse, read_all

warnings.simplefilter('ignore', DeprecationWarning)  # old TLS is asked for to be refused
H = 'Host: localhost\r\n'
POST = f'POST /api/v1/echo HTTP/1.1\r\n{H}Authorization: Bearer mm_good\r\n'
GET = 'GET /api/v1/echo HTTP/1.1\r\n'
SECOND = 'GET /api/v1/second HTTP/1.1\r\nHost: localhost\r\n\r\n'

# name: bytes, status. The connection is closed after a refusal, so what follows is never taken for a request.
REFUSED = {
    'lengths: both': (POST + 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + SECOND, 400),
    'lengths: both, the other way': (POST + 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n' + SECOND, 400),
    'lengths: two that differ': (POST + 'Content-Length: 1\r\nContent-Length: 2\r\n\r\nab' + SECOND, 400),
    'lengths: two alike': (POST + 'Content-Length: 2\r\nContent-Length: 2\r\n\r\nab' + SECOND, 400),
    'lengths: a list': (POST + 'Content-Length: 2, 2\r\n\r\nab' + SECOND, 400),
    'lengths: a sign': (POST + 'Content-Length: +2\r\n\r\nab' + SECOND, 400),
    'lengths: negative': (POST + 'Content-Length: -1\r\n\r\nab' + SECOND, 400),
    'lengths: hexadecimal': (POST + 'Content-Length: 0x2\r\n\r\nab' + SECOND, 400),
    'lengths: too many digits': (POST + 'Content-Length: 99999999999999999999999\r\n\r\nab' + SECOND, 400),
    'coding: unknown': (POST + 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n' + SECOND, 400),
    'coding: two': (POST + 'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n' + SECOND, 400),
    'coding: identity last': (POST + 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n' + SECOND, 400),
    'coding: header twice': (POST + 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n' + SECOND, 400),
    'coding: a tab before it': (POST + 'Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n' + SECOND, 400),
    'coding: a space before the colon': (POST + 'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n' + SECOND, 400),
    'chunks: a bare LF': (POST + 'Transfer-Encoding: chunked\r\n\r\n2\nab\n0\n\n' + SECOND, 400),
    'chunks: a size with 0x': (POST + 'Transfer-Encoding: chunked\r\n\r\n0x2\r\nab\r\n0\r\n\r\n' + SECOND, 400),
    'chunks: a size beyond 64 bits': (POST + 'Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\nab\r\n0\r\n\r\n' + SECOND, 400),
    'chunks: longer than said': (POST + 'Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n' + SECOND, 400),
    'chunks: a trailer': (POST + 'Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nContent-Length: 9\r\n\r\n' + SECOND, 400),
    'lines: a folded header': (GET + H + 'A: b\r\n c\r\n\r\n' + SECOND, 400),
    'lines: folded first': (GET + ' ' + H + '\r\n' + SECOND, 400),
    'lines: bare LF': (f'GET /api/v1/echo HTTP/1.1\nHost: localhost\n\r\n\r\n', 400),
    'lines: one bare LF': (GET + H + 'A: b\nContent-Length: 5\r\n\r\n' + SECOND, 400),
    'lines: bare CR': (GET + H + 'A: b\rContent-Length: 5\r\n\r\n' + SECOND, 400),
    'lines: no colon': (GET + H + 'Abc\r\n\r\n' + SECOND, 400),
    'lines: no name': (GET + H + ': x\r\n\r\n' + SECOND, 400),
    'lines: a name with spaces': (GET + H + 'A B: x\r\n\r\n' + SECOND, 400),
    'lines: NUL in a value': (GET + H + 'A: b\0c\r\n\r\n' + SECOND, 400),
    'lines: an escape in a value': (GET + H + 'A: \x1b[31m\r\n\r\n' + SECOND, 400),
    'lines: an empty one first': ('\r\n' + GET + H + '\r\n' + SECOND, 400),
    'host: none': (GET + '\r\n' + SECOND, 400),
    'host: two': (GET + H + H + '\r\n' + SECOND, 400),
    'host: empty': (GET + 'Host: \r\n\r\n' + SECOND, 400),
    'host: a path in it': (GET + 'Host: localhost/x\r\n\r\n' + SECOND, 400),
    'host: a name and a password': (GET + 'Host: a@localhost\r\n\r\n' + SECOND, 400),
    'target: absolute': (f'GET http://localhost/api/v1/echo HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'target: a name': (f'GET api HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'target: asterisk': (f'GET * HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'target: two spaces': (f'GET  /  HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'target: a space in it': (f'GET /a b HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'target: tabs': (f'GET\t/\tHTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'target: NUL': (f'GET /a\0b HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'target: a fragment': (f'GET /a#b HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'method: not a word': (f'G@T / HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'method: small letters': (f'get / HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'method: CONNECT': (f'CONNECT localhost:443 HTTP/1.1\r\n{H}\r\n' + SECOND, 400),
    'version: 1.0': ('GET / HTTP/1.0\r\n\r\n', 505),
    'version: 2.0': (f'GET / HTTP/2.0\r\n{H}\r\n' + SECOND, 505),
    'version: none': ('GET /\r\n\r\n', 400),
    'version: of another protocol': (f'GET / RTSP/1.1\r\n{H}\r\n', 400),
    'upgrade': (GET + H + 'Connection: upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n' + SECOND, 400),
    'upgrade: HTTP/2 at once': ('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400),
    'expect: something else': (POST + 'Expect: 200-maybe\r\nContent-Length: 2\r\n\r\nab' + SECOND, 417),
    'size: a header of 20 kB': (GET + H + 'A: ' + 'x' * 20000 + '\r\n\r\n', 431),
    'size: a target of 20 kB': (f'GET /{"x" * 20000} HTTP/1.1\r\n{H}\r\n', 431),
    'size: 200 headers': (GET + H + ''.join(f'A{i}: x\r\n' for i in range(200)) + '\r\n' + SECOND, 431),
    'size: headers without end': (GET + H + 'A: x\r\n' * 30000, 431),
    'size: a body said to be 9 MB': (POST + 'Content-Length: 9000000\r\n\r\n', 413),
    'size: a body of 9 MB in chunks': (POST + 'Transfer-Encoding: chunked\r\n\r\n' + ('10000\r\n' + 'x' * 65536 + '\r\n') * 140 + '0\r\n\r\n', 413),
    'size: chunks of one byte with long names': (POST + 'Transfer-Encoding: chunked\r\n\r\n' + ('1;' + 'n' * 2000 + '\r\nx\r\n') * 300 + '0\r\n\r\n', (400, 413)),
}

# paths as they stand in the request line: what core is asked for, or the status
PATHS = {
    '/api/v1/echo/a%20b': '/api/v1/echo/a b', '/api/v1/echo/%E6%B8%A9%E5%BA%A6': '/api/v1/echo/温度', '/api/v1/echo/a+b': '/api/v1/echo/a+b',
    '/api/v1/echo/%252e%252e': '/api/v1/echo/%2e%2e', '/api/v1/echo/..a': '/api/v1/echo/..a', '/api/v1/echo/%26': '/api/v1/echo/&',
    '/api/v1/echo/../x': 400, '/api/v1/echo/%2e%2e/x': 400, '/api/v1/echo/.%2E': 400, '/api/v1/echo/./x': 400, '/api/v1/echo//x': 400,
    '//api/v1/echo': 400, '/api/v1/echo/': 400, '/api/v1/echo%2Fx': 400, '/api/v1/echo/a%5cb': 400, '/api/v1/echo/a\\b': 400, '/api/v1/echo/%00': 400,
    '/api/v1/echo/%0d%0aX:%20y': 400, '/api/v1/echo/%7f': 400, '/api/v1/echo/%zz': 400, '/api/v1/echo/%4': 400, '/api/v1/echo/%': 400,
    '/api/v1/echo/%ff': 400, '/api/v1/echo/%C0%AF': 400, '/api/v1/echo/%ED%A0%80': 400, '/api/v1/echo/%F4%90%80%80': 400,
    '/api/v1/echo?q=%00': 400, '/api/v1/echo?q=%zz': 400, '/..': 400, '/%2e%2e/etc/passwd': 400, '/etc/passwd.txt': 404, '/index.html%00.js': 400,
}


def bytes_that_are_no_request(web):
    for name, (data, status) in REFUSED.items():
        said, ended = web.say(data.encode('latin-1'), timeout=4)
        got = parse(said)[0]
        expect(got in (status if isinstance(status, tuple) else (status,)), f'{name}: {got}, not {status}: {said[:100]}')
        expect(ended, f'{name}: the connection stays open')
        expect(answers(said) == 1, f'{name}: {answers(said)} answers')
        expect(b'application/problem+json' in said and b"default-src 'none'" in said, f'{name}: not our words: {said[:200]}')
    said, _ = web.say(b'GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(parse(said)[0] == 400, 'bytes over 127 in the target')
    said, _ = web.say(b'GET / HTTP/1.1\r\nHost: x\r\nA: \xff\xfe\r\n\r\n')
    expect(parse(said)[0] == 400, 'a header that is not UTF-8')


def paths(web):
    for path, wanted in PATHS.items():
        status, _, body = web.ask(path=path)
        if isinstance(wanted, int):
            expect(status == wanted, f'{path}: {status}, not {wanted}')
        else:
            expect(status == 200 and json.loads(body)['path'] == wanted, f'{path}: {status} {body[:100]}')
    status, _, body = web.ask(path='/api/v1/echo?q=a%26b&x=%E6%B8%A9')
    expect(json.loads(body)['query'] == 'q=a%26b&x=%E6%B8%A9', 'the query is handed on as it came')


def bodies(web):
    own = [f'Origin: https://localhost:{web.port}']
    status, _, body = web.ask('POST', '/api/v1/echo', own, b'{"a":1}')
    expect(status == 200 and json.loads(body)['body'] == '{"a":1}', f'a body: {status}')
    said, _ = web.say((POST + 'Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3;name=value\r\nabc\r\n02\r\nde\r\n0\r\n\r\n').encode())
    expect(json.loads(parse(said)[2])['body'] == 'abcde', f'a body in chunks with extensions: {said[:200]}')
    status, _, body = web.ask('POST', '/api/v1/ledger', own, b'x' * (8 << 20))
    expect(status == 200 and json.loads(body)['body_bytes'] == 8 << 20, f'a table of 8 MB: {status}')
    expect(web.ask('POST', '/api/v1/ledger', own, b'x' * ((8 << 20) + 1))[0] == 413, 'a table of 8 MB and one byte')
    expect(web.ask('POST', '/api/v1/ledger', own, b'x' * 70000, session='')[0] == 413, '70 kB from somebody without a session')
    expect(web.ask('POST', '/api/v1/echo', own, b'x' * 65536)[0] == 200, '64 kB where 64 kB may be')
    expect(web.ask('POST', '/api/v1/echo', own, b'x' * 65537)[0] == 413, '64 kB and one byte')
    with web.tls() as s:
        s.sendall((POST + 'Connection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n').encode())
        expect(s.recv(100).startswith(b'HTTP/1.1 100 '), '100-continue is answered')
        s.sendall(b'ab')
        expect(json.loads(parse(read_all(s)[0])[2])['body'] == 'ab', 'the body after 100')


def order(web):
    said, _ = web.say(''.join(f'GET /api/v1/echo?n={i} HTTP/1.1\r\n{H}{"Connection: close" if i == 49 else "A: b"}\r\n\r\n' for i in range(50)).encode())
    expect(re.findall(rb'"query":"n=(\d+)"', said) == [str(i).encode() for i in range(50)], 'fifty requests at once are answered in their order')
    one = f'GET /api/v1/echo?n=1 HTTP/1.1\r\n{H}Connection: close\r\n\r\n'.encode()
    with web.tls() as s:
        for i in range(len(one)):
            s.sendall(one[i:i + 1])
        expect(parse(read_all(s)[0])[0] == 200, 'a request that comes byte by byte')


def methods(web):
    status, headers, body = web.ask('HEAD', '/api/v1/echo')
    expect(status == 200 and int(headers['content-length']) > 20 and body == b'', f'HEAD of core: {status} {headers}')
    status, headers, body = web.ask('HEAD', '/')
    expect(status == 200 and int(headers['content-length']) > 20 and body == b'', 'HEAD of a page')
    status, headers, _ = web.ask('HEAD', '/api/v1/large')
    expect(status == 200, 'HEAD of an answer in parts')
    for path in '/', '/api/v1/devices', '*':
        status, headers, _ = web.ask('OPTIONS', path)
        expect(status == 204 and 'GET' in headers['allow'] and 'access-control-allow-origin' not in headers, f'OPTIONS {path}: {status} {headers}')
    for method, path in ('TRACE', '/'), ('PROPFIND', '/'), ('POST', '/'), ('DELETE', '/devices/d3'), ('TRACE', '/api/v1/echo'), ('HEAD', '/api/v1/events'):
        status, headers, _ = web.ask(method, path)
        expect(status == 405 and 'GET' in headers.get('allow', ''), f'{method} {path}: {status} {headers.get("allow")}')


def pages(web):
    status, headers, body = web.ask(path='/')
    expect(status == 200 and headers['content-encoding'] == 'gzip' and body[:2] == b'\x1f\x8b' and headers['cache-control'] == 'no-cache', f'/: {status} {headers}')
    csp = headers['content-security-policy']
    for part in "default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'":
        expect(part in csp, f'policy of pages: {part}')
    expect('unsafe' not in csp, 'nothing unsafe in the policy')
    for name in 'x-content-type-options', 'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy':
        expect(name in headers, f'/: {name}')
    expect('server' not in headers and 'strict-transport-security' not in headers, 'no Server; no HSTS with our own certificate')
    expect(web.ask(path='/', headers=[f'If-None-Match: {headers["etag"]}'])[0] == 304, '/ again: 304')
    deep = web.ask(path='/devices/d3?tab=facts')
    expect(deep[0] == 200 and deep[2] == body, "a page's own address is the page")
    expect(web.ask(path='/', headers=['Accept-Encoding: identity'])[0] == 406, 'gzip refused: 406')
    expect(web.ask(path='/made/none.js')[0] == 404, 'a file that is not there')
    import gzip
    made = re.findall(rb'(?:src|href)="(/[^"]+\.(?:js|css))"', gzip.decompress(body))
    expect(made, 'the page names its files')
    for name in made:
        status, headers, _ = web.ask(path=name.decode())
        expect(status == 200 and 'immutable' in headers['cache-control'], f'{name}: {status}')


def other_sites(web):
    host = f'https://localhost:{web.port}'
    own, foreign = [f'Origin: {host}'], ['Origin: https://evil.example']
    for name, headers, session, wanted in [
            ('from our page', own, 'good', 200), ('from our page, told by Sec-Fetch-Site', ['Sec-Fetch-Site: same-origin'], 'good', 200),
            ('from another site', foreign, 'good', 403), ('from another port', ['Origin: https://localhost:1'], 'good', 403),
            ('from http', [f'Origin: http://localhost:{web.port}'], 'good', 403), ('from nowhere', ['Origin: null'], 'good', 403),
            ('both say otherwise', own + ['Sec-Fetch-Site: cross-site'], 'good', 403), ('a sister site', ['Sec-Fetch-Site: same-site'], 'good', 403),
            ('with a cookie and no word of where from', [], 'good', 403), ('without a cookie', [], '', 200),
            ('another site without a cookie', foreign, '', 403), ('with a token', ['Authorization: Bearer mm_good'], 'good', 200)]:
        status, _, body = web.ask('POST', '/api/v1/echo', headers, b'{}', session=session)
        expect(status == wanted, f'POST {name}: {status}, not {wanted}')
    _, _, body = web.ask('POST', '/api/v1/echo', ['Authorization: Bearer mm_good'], b'{}')
    expect('session' not in json.loads(body) and json.loads(body)['bearer'] == 'mm_good', 'a token stands alone')
    _, _, body = web.ask(path='/api/v1/echo', session='good; __Host-mimamori=other')
    expect('session' not in json.loads(body), 'two cookies of ours are none')
    _, _, body = web.ask(path='/api/v1/echo', session='', headers=['Cookie: a=b; __Host-mimamori=good; c=d', 'X-Mimamori-CSRF: t', 'Idempotency-Key: k', 'If-Match: "e"'])
    got = json.loads(body)
    expect([got.get(k) for k in ('session', 'csrf', 'idempotency_key', 'if_match', 'peer')] == ['good', 't', 'k', '"e"', '127.0.0.1'], f'what core is told: {got}')


def what_core_may_not(web):
    status, headers, body = web.ask(path='/api/v1/odd')
    expect(status == 200 and body == b'odd' and not {'x-evil', 'set-cookie', 'location'} & set(headers) and headers['content-disposition'], f'no header out of core has a line end: {headers}')
    expect(web.ask(path='/api/v1/odd?status')[0] == 502, 'a status that is none')
    said, ended = web.say(f'GET /api/v1/large HTTP/1.1\r\n{H}Connection: close\r\n\r\n'.encode(), timeout=10)
    body, whole = said.partition(b'\r\n\r\n')[2], b''
    while body:
        size, _, body = body.partition(b'\r\n')
        whole, body = whole + body[:int(size, 16)], body[int(size, 16) + 2:]
    expect(len(whole) == (4 << 20) - 5 and ended, f'an answer in parts: {len(whole)}')


def kept_answers(web):
    count = lambda: int(web.ask(path='/api/v1/count')[2])
    web.ask()
    before = count()
    for _ in range(10):
        expect(web.ask()[0] == 200, 'an answer that is kept')
    expect(count() == before + 1, 'core is not asked for it again')
    _, headers, _ = web.ask()
    expect(web.ask(headers=[f'If-None-Match: {headers["etag"]}'])[0] == 304, '304 from what is kept')
    expect(web.ask(session='bad')[0] == 401, 'another session does not get it')
    expect(web.ask(path='/api/v1/summary?x=1')[0] == 200 and web.ask(headers=['Accept-Language: en'])[0] == 200 and count() == before + 5, 'another query or language asks core')
    web.tell('event devices')
    time.sleep(.1)
    expect(web.ask()[1]['etag'] != headers['etag'], 'after an event it is made anew')
    web.tell('out')
    web.tell('event session')
    time.sleep(.1)
    expect(web.ask()[0] == 401, 'after sessions changed it is made anew')
    web.tell('in')


class Listener:
    def __init__(self, web, headers='', session='good', source='127.0.0.1'):
        self.s = web.tls(source)
        self.s.sendall(f'GET /api/v1/events HTTP/1.1\r\n{H}Cookie: __Host-mimamori={session}\r\n{headers}\r\n'.encode())
        self.data, self.ended = b'', False

    def until(self, text, seconds=5):
        end = time.monotonic() + seconds
        while text not in self.data and time.monotonic() < end:
            self.s.settimeout(max(.01, end - time.monotonic()))
            try:
                more = self.s.recv(65536)
            except OSError:
                break
            if not more:
                self.ended = True
                break
            self.data += more
        return text in self.data


def events(web):
    expect(web.ask(path='/api/v1/events', session='bad')[0] == 401, 'events want a session')
    expect(web.ask(path='/api/v1/events', session='')[0] == 401, 'events want somebody')
    a = Listener(web)
    expect(a.until(b'retry:') and b'text/event-stream' in a.data, f'a stream begins: {a.data[:100]}')
    web.tell('event findings')
    expect(a.until(b'event: findings\n'), 'an event arrives')
    last = int(re.findall(rb'id: (\d+)', a.data)[-1])
    for topic in 'devices', 'sheet', 'records':
        web.tell(f'event {topic}')
    time.sleep(.1)
    b = Listener(web, f'Last-Event-ID: {last}\r\n')
    expect(b.until(b'event: records'), 'the ones that were missed')
    expect(re.findall(rb'event: (\w+)\nid: (\d+)', b.data) == [(t, str(last + i + 1).encode()) for i, t in enumerate([b'devices', b'sheet', b'records'])], f'in order, once: {b.data}')
    c = Listener(web, 'Last-Event-ID: 1\r\n')
    expect(c.until(b'event: settings') and len(set(re.findall(rb'event: (\w+)', c.data))) == 8, 'away for too long: every topic')
    d = Listener(web, 'Last-Event-ID: x\r\n')
    expect(d.until(b'event: settings'), 'an id that is none: every topic')
    expect(Listener(web, f'Last-Event-ID: {last + 3}\r\n').until(b'event:', 1) is False, 'nothing was missed: nothing is sent')
    web.tell('flood 1200')
    since = last + 3 + 1200 - 999
    e = Listener(web, f'Last-Event-ID: {since}\r\n')
    e.until(f'id: {last + 1203}\n\n'.encode(), 10)
    expect(re.findall(rb'id: (\d+)', e.data)[:1] == [str(since + 1).encode()] and e.data.count(b'event: ') == 999, f'all that are kept at once: {e.data.count(b"event: ")}')
    web.tell('event not.a.word')
    web.tell('event x\r')
    expect(not a.until(b'not.a.word', .5), 'a topic that is no word')
    web.tell('out')
    web.tell('event session')
    expect(a.until(b'event: session'), 'sessions changed')
    expect(not a.until(b'never said', 5) and a.ended, 'a session that is over ends the stream')
    web.tell('in')
    time.sleep(1.2)


def one_that_does_not_read(web):
    slow, quick = Listener(web), Listener(web)
    slow.until(b'retry:')
    quick.until(b'retry:')
    got = []

    def read():
        quick.s.settimeout(20)
        tail = b''
        while len(got) < 60000:
            try:
                more = quick.s.recv(65536)
            except OSError:
                return
            if not more:
                return
            tail += more
            got.extend(re.findall(rb'id: (\d+)\n', tail))
            tail = tail[tail.rfind(b'\n\n') + 2:]

    reader = threading.Thread(target=read)
    reader.start()
    before = web.numbers()['mimamori_web_streams_slow_total']
    for _ in range(600):
        web.tell('flood 100')
    reader.join(30)
    expect(len(got) == 60000 and got == [str(int(got[0]) + i).encode() for i in range(60000)], f'who reads gets each event: {len(got)}')
    expect(web.numbers()['mimamori_web_streams_slow_total'] > before, 'who does not read is cut off, and counted')
    slow.s.close()


def guessing(web):
    wrong = ['Authorization: Bearer mm_bad']
    codes = [web.ask(path='/api/v1/devices', headers=wrong, source='127.0.0.9')[0] for _ in range(25)]
    expect(codes[:20] == [401] * 20 and codes[24] == 429, f'wrong tokens: {codes}')
    status, headers, _ = web.ask(path='/api/v1/devices', headers=wrong, source='127.0.0.9')
    expect(status == 429 and int(headers['retry-after']) > 0, 'with the time to wait')
    expect(web.ask(path='/api/v1/summary', source='127.0.0.9')[0] == 200, 'a session at the same address works on')
    expect(web.ask(path='/api/v1/devices', headers=['Authorization: Bearer mm_good'], source='127.0.0.10', session='')[0] == 200, 'another address is not touched')
    own = [f'Origin: https://localhost:{web.port}']
    sign_in = lambda word, source: web.ask('POST', '/api/v1/session', own, word, source=source, session='')
    codes = [sign_in(b'wrong', '127.0.0.11')[0] for _ in range(12)]
    expect(codes[:10] == [401] * 10 and codes[10:] == [429] * 2, f'wrong passwords: {codes}')
    codes = [sign_in(b'right', '127.0.0.12')[0] for _ in range(30)]
    expect(codes == [200] * 30, 'right ones are not counted')
    expect('__Host-mimamori=good' in sign_in(b'right', '127.0.0.12')[1]['set-cookie'], 'the cookie that core sets')


def without_core(web):
    listener = Listener(web)
    listener.until(b'retry:')
    web.tell('down')
    status, headers, body = web.ask(path='/api/v1/echo', headers=['Accept-Language: ja'])
    expect(status == 503 and int(headers['retry-after']) > 0 and '準備中' in json.loads(body)['title'], f'core is away: {status} {body}')
    _, headers, body = web.ask(path='/api/v1/echo', headers=['Accept-Language: en-US, ja;q=0.5'])
    expect(json.loads(body)['title'] == 'Not ready yet' and headers['content-language'] == 'en', 'in the language asked for')
    expect(web.ask(path='/')[0] == 200, 'pages are there without core')
    expect(web.ask(path='/api/v1/events')[0] == 503, 'no stream without core')
    web.tell('up')
    expect(web.ask(path='/api/v1/echo')[0] == 200, 'core is back')
    web.tell('event journal')
    expect(listener.until(b'event: journal'), 'a stream outlives core')
    said, ended = web.say(f'GET /api/v1/half HTTP/1.1\r\n{H}\r\n'.encode())
    expect(b'half' in said and not said.endswith(b'0\r\n\r\n') and ended, f'an answer that core broke off is seen to be broken: {said[-40:]}')
    web.tell('up')
    waiting = web.tls()
    waiting.sendall(f'GET /api/v1/silent HTTP/1.1\r\n{H}\r\n'.encode())
    time.sleep(.2)
    web.tell('down')
    expect(parse(waiting.recv(4096))[0] == 503, 'who waits is told that core went')
    web.tell('up')


def numbers(web):
    expect(web.ask(path='/metrics', session='')[0] == 401, '/metrics wants somebody')
    _, headers, body = web.ask(path='/metrics')
    text = body.decode()
    expect('mimamori_core_up 1' in text and headers['content-type'].startswith('text/plain'), "core's numbers")
    for name in 'mimamori_web_connections ', 'mimamori_web_answers_total{class="4xx"}', 'mimamori_web_refused_total{reason="framing"}', 'mimamori_web_seconds_bucket{le="+Inf"}':
        expect(name in text, f'/metrics: {name}')
    expect(web.numbers()['mimamori_web_refused_total{reason="framing"}'] >= 5, 'refusals are counted by reason')


def tls(web):
    def old(version):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(os.path.join(web.folder, 'ca.pem'))
        context.set_ciphers('ALL:@SECLEVEL=0')
        context.minimum_version = context.maximum_version = version
        try:
            with web.tls(context=context) as s:
                return s.version()
        except (ssl.SSLError, OSError):
            return None
    for version, wanted in (ssl.TLSVersion.TLSv1, None), (ssl.TLSVersion.TLSv1_1, None), (ssl.TLSVersion.TLSv1_2, 'TLSv1.2'), (ssl.TLSVersion.TLSv1_3, 'TLSv1.3'):
        expect(old(version) == wanted, f'{version.name}: {old(version)}')

    def cipher(name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(os.path.join(web.folder, 'ca.pem'))
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(name)
        try:
            with web.tls(context=context) as s:
                return s.cipher()[0]
        except (ssl.SSLError, OSError):
            return None
    expect(cipher('ECDHE+AESGCM'), 'AES-GCM with an ephemeral key')
    for name in 'AES128-SHA:@SECLEVEL=0', 'ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0', 'ECDHE-ECDSA-AES128-SHA256', 'AES128-GCM-SHA256':
        expect(cipher(name) is None, f'{name} is taken')
    at = ['-connect', f'127.0.0.1:{web.port}', '-CAfile', os.path.join(web.folder, 'ca.pem')]
    again = subprocess.run(['openssl', 's_client', '-tls1_2', *at], input='R\n', capture_output=True, text=True, timeout=20)
    expect('RENEGOTIATING' in again.stdout + again.stderr and re.search(r'error:|no renegotiation', again.stderr), f'negotiating anew is refused: {again.stderr[-300:]}')
    for data, wanted in (b'GET /devices?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n', 308), (b'POST /x HTTP/1.1\r\nHost: localhost\r\n\r\n', 400), (b'GET / HTTP/1.0\r\n\r\n', 400), \
                        (b'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400), (b'G' * 20000, 431):
        with web.tcp() as s:
            try:
                s.sendall(data)
            except OSError:
                pass
            said, ended = read_all(s)
            expect(parse(said)[0] == wanted and ended, f'plain HTTP: {said[:80]}')
            if wanted == 308:
                expect(parse(said)[1]['location'] == 'https://localhost/devices?x=1' and 'HTTPS' in parse(said)[2].decode(), 'the way to HTTPS')
    for data in b'\x16\x03\x01\x00\x05hello', b'\x80\x2e\x01\x03\x01', b'\0' * 100, b'SSH-2.0-x\r\n', os.urandom(300):
        with web.tcp() as s:
            try:
                s.sendall(data)
                read_all(s, 2)
            except OSError:
                pass
    expect(web.ask()[0] == 200, 'after what is no TLS')


def slow_ones(web, results):
    """All at once, because they take their time: (name, seconds until the end, what was said)."""
    def head(name, first, dribble, source):
        start = time.monotonic()
        try:
            s = web.tls(source) if first is not None else web.tcp(source)
            s.sendall(first if first is not None else b'\x16')
            s.settimeout(.5)
            said = b''
            while time.monotonic() - start < 70:
                try:
                    more = s.recv(4096)
                    said += more
                    if not more:
                        break
                except (TimeoutError, ssl.SSLWantReadError):
                    if dribble:
                        s.sendall(dribble)
        except OSError:
            pass
        results[name] = (time.monotonic() - start, said)

    cases = {'a head byte by byte': (b'GET / HTTP/1.1\r\nA: ', b'x'), 'headers one by one': (b'GET / HTTP/1.1\r\nHost: x\r\n', b'A: b\r\n'),
             'half a head': (b'GET / HTT', None), 'no body': ((POST + 'Content-Length: 100\r\n\r\n').encode(), None),
             'a handshake that stops': (None, None), 'nothing after TLS': (b'', None), 'a core that is silent': (f'GET /api/v1/silent HTTP/1.1\r\n{H}Connection: close\r\n\r\n'.encode(), None),
             'idle after an answer': (f'GET / HTTP/1.1\r\n{H}\r\n'.encode(), None)}
    threads = [threading.Thread(target=head, args=(name, *case, f'127.0.1.{i + 1}')) for i, (name, case) in enumerate(cases.items())]
    for t in threads:
        t.start()
    return threads


def told_of_slow_ones(results):
    for name, least, most, status in [('a head byte by byte', 9, 16, 408), ('headers one by one', 9, 16, 408), ('half a head', 9, 16, 408), ('no body', 9, 16, 408),
                                      ('a handshake that stops', 9, 16, 0), ('nothing after TLS', 29, 36, 0), ('a core that is silent', 59, 70, 504),
                                      ('idle after an answer', 29, 38, 200)]:
        seconds, said = results.get(name, (0, b''))
        expect(least <= seconds <= most and parse(said)[0] == status, f'{name}: ended after {seconds:.1f} s with {said[:60]}')


def many(web):
    """10,000 connections that say nothing; then more than there may be; 1,000 that only shook hands."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 14000:
        print(f'SKIPPED: 10,000 connections want 14,000 descriptors, there are {hard}')
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    idle = [web.tcp(f'127.0.{2 + i // 50000}.{1 + i // 250 % 50}') for i in range(10000)]
    start = time.monotonic()
    status, _, _ = web.ask()
    expect(status == 200 and time.monotonic() - start < 2, f'with 10,000 idle connections: {status} after {time.monotonic() - start:.2f} s')
    numbers = web.numbers()
    expect(numbers['mimamori_web_connections'] >= 10000, f'they are there: {numbers["mimamori_web_connections"]}')
    print(f'10,000 connections that say nothing: {web.memory()} kB PSS')
    idle += [web.tcp(f'127.0.3.{1 + i // 250}') for i in range(2400)]
    expect(web.ask()[0] == 200 and web.numbers()['mimamori_web_made_room_total'] > 0, 'one more than there may be: the one idle longest goes')
    one = [web.tcp('127.0.4.1') for _ in range(256)]
    with web.tcp('127.0.4.1') as s:
        expect(read_all(s, 3) == (b'', True), 'the 257th of one address is turned away')
    for s in idle + one:
        s.close()
    before = web.memory()
    shaken = [web.tls(f'127.0.5.{1 + i // 250}') for i in range(1000)]
    expect(web.ask()[0] == 200, 'with 1,000 that shook hands')
    print(f'1,000 idle connections over TLS: {(web.memory() - before) / 1000:.1f} kB each')
    for s in shaken:
        s.close()


def main():
    plain = Web()
    results = {}
    threads = slow_ones(plain, results)
    hostile = Web(webtest.TOOLS)
    for part in bytes_that_are_no_request, paths, bodies, order, methods, pages, other_sites, what_core_may_not, kept_answers, events, guessing, without_core, numbers, tls:
        part(hostile)
    expect(hostile.stop() == 'ended 0', 'it ends in good order')
    for part in one_that_does_not_read, events, tls:
        part(plain)
    for t in threads:
        t.join()
    told_of_slow_ones(results)
    for part in without_core, many:
        part(plain)
    expect(plain.walls & 3, f'inside its walls: {plain.walls}')
    expect(plain.stop() == 'ended 0', 'it ends in good order, walled')
    webtest.finish(350)


main()
