"""First inputs for the harnesses http and message: http-seeds.py DIR HARNESS. The requests of tests/serve/http, and messages."""
import os
import re
import struct
import sys

folder, harness = sys.argv[1:3]
os.makedirs(folder, exist_ok=True)


def write(name, data):
    with open(os.path.join(folder, re.sub(r'\W+', '-', name)), 'wb') as f:
        f.write(data)


def http():
    here = os.path.dirname(os.path.abspath(__file__))
    text = open(os.path.join(here, '../tests/serve/requests_hostile.py'), encoding='utf-8').read()
    scope = {}
    exec(re.search(r'^H = .*?^\}$', text, re.S | re.M).group(0), scope)  # the table of what is refused
    for name, (data, _) in scope['REFUSED'].items():
        write(name, b'\x10' + data.encode('latin-1')[:4000])
    host = 'Host: localhost\r\n'
    for name, data in {
            'get': f'GET /api/v1/devices?limit=10&q=%E6%B8%A9 HTTP/1.1\r\n{host}Cookie: a=b; __Host-mimamori=s-1\r\nAccept-Language: ja, en;q=0.5\r\nAccept-Encoding: gzip, br\r\n\r\n',
            'post': f'POST /api/v1/session HTTP/1.1\r\n{host}Origin: https://localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{{"login":"a"}}GET / HTTP/1.1\r\n{host}\r\n',
            'chunks': f'PUT /api/v1/a%20b HTTP/1.1\r\n{host}Authorization: Bearer mm_x.y\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\nHEAD / HTTP/1.1\r\n{host}\r\n',
            'all': f'PATCH / HTTP/1.1\r\n{host}X-Mimamori-CSRF: t\r\nIf-None-Match: "x"\r\nIf-Match: *\r\nIdempotency-Key: k\r\nLast-Event-ID: 7\r\nUser-Agent: u\r\nAccept: */*\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n',
            'options': f'OPTIONS * HTTP/1.1\r\n{host}\r\n'}.items():
        write(name, b'\x07' + data.encode())


def said(text):
    return struct.pack('<I', 0) if text is None else struct.pack('<I', len(text) + 1) + text


def framed(kind, body):
    return struct.pack('<IB', len(body) + 1, kind) + body


def message():
    texts = [b'/api/v1/devices', b'q=1', b's', None, b'c', b'"e"', None, b'k', b'application/json', b'*/*', b'ja', b'curl', b'192.0.2.7', None, b'{}']
    request = framed(1, struct.pack('<QBB', 7, 0, 1) + b''.join(map(said, texts)))
    answer = framed(2, struct.pack('<QHHBBI', 7, 200, 0, 0, 1, 3) + b''.join(map(said, [b'application/json', b'"e"', None, b'c=1', None, None, None, b'{}'])))
    event = framed(3, struct.pack('<QI', 9, 4) + said(b'devices'))
    write('request', request)
    write('answer', answer)
    write('event', event)
    write('all', request + answer + event)
    write('cut', request[:40])
    write('length', b'\xff\xff\xff\xff\x01')


{'http': http, 'message': message}[harness]()
