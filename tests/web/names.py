"""Names that others chose, hostile, from the wire to the pages: names.py make FOLDER; names.py look BASE AXE FOLDER SETUP-LINK WORK"""
import csv
import io
import json
import os
import struct
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'captures')]

# Up to 32 bytes each, which is what an SSID holds; the others are cut to it in the air and stay whole on the wire.
NAMES = [b'<img src=x onerror=owned=1>', b'</script><svg/onload=owned=2>', b'"><b onmouseover=owned=3>', b"'-alert(1)-'", b'javascript:owned=4', b'{n} {device} {{7*7}}', b'%s%n%x${7*7}',
         b"=cmd|'/c calc'!A1", b'+1+1', b'-2+3', b'@SUM(1)', '＝１＋１'.encode(), b"'; DROP TABLE device; --", b'../../etc/passwd', b'C:\\con', b'&lt;b&gt;&amp;', b'a,b;"c"',
         'PLC\u202e1-enil'.encode(), '\u2066PLANT\u2069'.encode(), 'PLANT\u200b'.encode(), b'\x1b[2J\x1b[31mred', b'a\tb\r\nc\x7f', b'nul\0behind', b'\0' * 32, b'   ', '\u3000\u3000'.encode(), '\u3164\u2800\u115f'.encode(),
         '🔥👩‍🏭💀🔥🔥'.encode(), '長いSSIDの工場'.encode() + '設'.encode()[:2], 'ライン速度'.encode('cp932'), 'ﾎﾞｲﾗｰ室'.encode('cp932'), 'ライン'.encode('euc-jp'), '测试网络'.encode('gbk'), b'\xff\xfe\xfd\xc0\x80\xed\xa0\x80',
         'Z̸̡̢͎̘͎a̶̧̛͍̙ļ̷̨͖g̸o'.encode(), 'e\u0301\u0301\u0301\u0301'.encode(), b'W' * 32, '設' .encode() * 10, b'undefined', b'null', b'[object Object]', b'NaN', b'-1', b'0', b'constructor', b'__proto__']
LONG = [b'x' * 255, '長い名前の'.encode() * 17, b'a b ' * 60]  # of what may be longer than an SSID
RAW = [chr(c) for c in [*range(9), 11, 12, *range(14, 32), 127, 0x200b, 0x200e, 0x200f, *range(0x202a, 0x202f), *range(0x2066, 0x206a), 0xfeff]]
BROKER, CLIENT, PLC = '10.1.1.250', '10.1.1.240', '10.1.1.241'


def dhcp(n, name):
    mac = bytes([2, 0, 10, 1, 0, n])
    options = b'\x63\x82\x53\x63' + bytes([53, 1, 3, 12, len(name)]) + name + bytes([60, len(name)]) + name + b'\xff'
    return struct.pack('>BBBBIHH4s4s4s4s16s64s128s', 1, 1, 6, 0, n, 0, 0, bytes([10, 1, 0, n]), b'', b'', b'', mac, b'', b'') + options


def mqtt(kind, body):
    n, size = len(body), b''
    while True:
        n, low = divmod(n, 128)
        size += bytes([low | (128 if n else 0)])
        if not n:
            return bytes([kind]) + size + body


def text(b):
    return struct.pack('>H', len(b)) + b


def cip_write(name, serial):
    """SendRRData with a Write Tag of one REAL, the tag by its name."""
    path = b'\x91' + bytes([len(name)]) + name + b'\0' * (len(name) % 2)
    cip = b'\x4d' + bytes([len(path) // 2]) + path + struct.pack('<HHf', 0xca, 1, 1.5)
    answer = b'\xcd\0\0\0'

    def enip(item):
        body = struct.pack('<IHHHHHH', 0, 5, 2, 0, 0, 0xb2, len(item)) + item
        return struct.pack('<HHIIQI', 0x6f, len(body), 7, 0, serial, 0) + body
    return enip(cip), enip(answer)


def tlv(kind, body):
    return struct.pack('>H', kind << 9 | len(body)) + body


def wire(path):
    from wire import Wire
    w = Wire(path)
    for n, name in enumerate(NAMES + LONG, 1):
        w.udp((f'10.1.0.{n}', 68), ('255.255.255.255', 67), dhcp(n, name))
        server = f'10.1.0.{n}'
        w.tcp((CLIENT, 50000 + n), (server, 80), [(True, b'GET / HTTP/1.1\r\nHost: plant\r\nUser-Agent: ' + name.replace(b'\r\n', b' ') + b'\r\n\r\n'),
                                                  (False, b'HTTP/1.1 200 OK\r\nServer: ' + name.replace(b'\r\n', b' ') + b'\r\nContent-Length: 0\r\n\r\n')])
        w.raw(server, '224.0.0.1', 0x88cc, tlv(1, b'\7' + name[:200]) + tlv(2, b'\7p1') + tlv(3, b'\0\x78') + tlv(5, name) + tlv(6, name) + b'\0\0')
    topics = [(True, mqtt(0x10, text(b'MQTT') + b'\4\2\0\x3c' + text(NAMES[0]))), (False, b'\x20\2\0\0')]
    topics += [(True, mqtt(0x30, text(name) + b'12.5')) for name in NAMES + LONG] + [(True, mqtt(0x30, text(b'line/' + bytes([65 + i])) + name)) for i, name in enumerate(NAMES[:20])]
    w.tcp((CLIENT, 40000), (BROKER, 1883), topics)
    register = struct.pack('<HHIIQI', 0x65, 4, 7, 0, 0, 0) + b'\1\0\0\0'
    tags = [(True, register), (False, register)]
    for i, name in enumerate(NAMES + LONG[:1]):
        ask, answer = cip_write(name[:120], i)
        tags += [(True, ask), (False, answer)]
    w.tcp((CLIENT, 40001), (PLC, 44818), tags)
    w.close()


def air(path):
    rsn = bytes.fromhex('3014' '0100000fac04' '0100000fac04' '0100000fac02' '0000')
    with open(path, 'wb') as f:
        f.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, 105))
        for i, name in enumerate(NAMES):
            who = bytes([0, 0x1b, 0x1b, 9, 0, i])
            wps = b''.join(struct.pack('>HH', kind, len(name)) + name for kind in (0x1021, 0x1023, 0x1011))
            wps = b'\x10\x4a\0\1\x10' + wps
            wps = b'\xdd' + bytes([4 + len(wps)]) + b'\0\x50\xf2\4' + wps if i % 2 else b''
            frame = b'\x80\0\0\0' + b'\xff' * 6 + who * 2 + b'\0\0' + bytes(8) + struct.pack('<HH', 100, 0x11) + bytes([0, len(name[:32])]) + name[:32] + b'\3\1\6' + rsn + wps
            joins = b'\0\0\0\0' + who + bytes([0, 0x1b, 0x1b, 8, 0, i]) + who + b'\0\0' + b'\x11\0\x0a\0' + bytes([0, len(name[:32])]) + name[:32] + rsn
            for k, one in enumerate((frame, joins)):
                f.write(struct.pack('<IIII', 1796007600 + i, k * 1000, len(one), len(one)) + one)


def look(base, axe, folder, link, work):
    from person import Account, Person
    admin = Account.first(base, link, '管理 太郎')
    admin.invite('hanako', '設備 花子', 'ot', 'ot', 'it')
    p = Person(base, axe, folder)
    p.go(base + '/')
    p.wait('document.querySelector("#f-login")')
    p.form('ja')
    p.sign_in('hanako')

    def clean(what, text):
        for c in RAW:
            p.expect(c not in text, f'{what}: holds {c!r}: …{text[max(0, text.find(c) - 40):text.find(c) + 40]!r}')

    def nothing_became_markup(what):
        p.expect(p.run('window.owned') is None, f'{what}: a name became a script')
        p.expect(not p.run('document.querySelectorAll("img:not(.rail img), b[onmouseover], main script, [onerror], [onload], a[href^=javascript]").length'), f'{what}: a name became markup')

    aps = admin.must('GET', '/wifi?limit=1000')['items']
    p.expect(len(aps) == len(NAMES), f'{len(aps)} access points of {len(NAMES)}')
    devices = admin.must('GET', '/devices?limit=1000')['items']
    points = {d['id']: admin.must('GET', f'/devices/{d["id"]}/points?limit=1')['total'] for d in devices}
    busy = sorted(points, key=points.get)[-2:]
    p.expect(points[busy[-1]] >= 30, f'few values with hostile names: {points[busy[-1]]}')
    plc = next((d['id'] for d in devices if d['ip'] == PLC), busy[-1])
    named = [d['id'] for d in devices if (d['ip'] or '').startswith('10.1.0.')]
    p.expect(len(named) == len(NAMES + LONG), f'{len(named)} devices on the wire of {len(NAMES + LONG)}')

    for path in ('/wifi?limit=1000', '/devices?limit=1000', '/flows?limit=1000', '/controllers?limit=1000', f'/controllers/{plc}', '/findings?limit=1000', '/map', *(f'/devices/{d}/points?limit=1000' for d in busy),
                 *(f'/devices/{d}' for d in named), *(f'/wifi/{a["bssid"]}' for a in aps)):
        status, answer = admin.ask('GET', path)
        p.expect(status == 200, f'{path}: {status}')
        clean(path, json.dumps(answer, ensure_ascii=False))

    # A name is found as it is shown; of a network and of a value, too.
    for q, kind in (('PLANT', 'wifi'), ('設設設', 'wifi'), ('設設設', 'point'), ('ﾎﾞｲﾗｰ', 'wifi'), ('00:1b:1b:09:00:05', 'wifi'), ('onerror', 'device'), ('DROP TABLE', 'point')):
        hits = admin.must('GET', '/search?limit=100&q=' + urllib.parse.quote(q))['items']
        p.expect(any(h['type'] == kind for h in hits), f'{q}: no {kind} among {[h["type"] for h in hits]}')

    list_ready = 'document.querySelector(".list table tbody tr")'
    few = [a['bssid'] for a in aps]
    pages = [('/wifi', list_ready), (f'/wifi?open={few[-1]}', 'document.querySelector(".panel h3")'), ('/devices', list_ready), ('/controllers', list_ready), (f'/controllers/{plc}', 'document.querySelector("main table tbody tr")'),
             ('/map', 'document.querySelector("svg .m-card")'), ('/flows', list_ready), ('/findings', list_ready), ('/search?q=owned', 'document.querySelector("main li, main tr")'), ('/', 'document.querySelector("h1")'),
             *((f'/devices/{d}?tab=values', list_ready) for d in busy)]
    for path, ready in pages:
        for language, light, width in (('ja', 'light', 1280), ('en', 'dark', 820)):
            p.form(language, light, width)
            p.visit(path)
            p.wait(ready)
            nothing_became_markup(f'{path} {language}')
            clean(f'{path} {language}', p.text('body'))
            p.expect(not p.run('[...document.querySelectorAll("[title], [aria-label]")].some(e => /[\\u0000-\\u0008\\u202a-\\u202e\\u2066-\\u2069\\u200b\\u200e\\u200f]/.test(e.title + e.ariaLabel))'), f'{path}: a title is deceived')
            shown = [w for w in p.wrong]
            p.right(f'{path} {language} {width}')
            # some are called "undefined" and "[object Object]": that they are said is right
            p.wrong[:] = shown + [w for w in p.wrong[len(shown):] if not any(f'says {x}' in w for x in ('undefined', '[object', 'NaN'))]
        p.picture('names' + path.split('?')[0].replace('/', '-') + ('-values' if 'values' in path else ''))
    p.form('ja')
    for path in [f'/wifi/{b}' for b in few] + [f'/devices/{d}' for d in named]:
        p.visit(path)
        p.wait('document.querySelector("main h2, main h3, main dl")')
        nothing_became_markup(path)
        clean(path, p.text('body'))
        p.expect(p.run('document.documentElement.scrollWidth <= innerWidth'), f'{path}: wider than the screen')
        head = p.text('h1')
        p.expect(head.strip(), f'{path}: no name to be read in the head: {head!r}')
    # Every network can be told from another one, and none is called by nothing: what is not there is said in words.
    p.visit('/wifi')
    p.wait(list_ready)
    called = p.run('[...document.querySelectorAll("tbody tr")].map(r => [r.dataset.id, (r.querySelector("td:nth-child(2) > *:not(small)") || {innerText: ""}).innerText])')
    p.expect(len(called) == len(NAMES) and all(c[1].strip() and any(ch.isalnum() or ord(ch) > 0x2000 and ch != '\u3000' for ch in c[1]) or c[1].strip('"「」 ') for c in called), f'without a name: {[c for c in called if not c[1].strip()]}')
    print(json.dumps(called, ensure_ascii=False) if os.environ.get('SAY') else '', end='')

    for name in ('wire', 'air'):
        for html in [os.path.join(work, name, 'report.html')]:
            p.complaints.clear()
            p.form('ja', 'light', 1280)
            for language in ('ja', 'en'):
                p.go('file://' + html + '#' + language)
                p.wait('document.querySelector("#devices-table tbody tr")')
                nothing_became_markup(f'report of {name}')
                clean(f'report of {name} {language}', p.text('body'))
                p.expect(not p.complaints, f'report of {name}: {p.complaints[:2]}')
                p.expect(p.run('document.documentElement.scrollWidth <= innerWidth'), f'report of {name}: wider than the screen')
            for hash in ['#ja/' + d['id'] for d in json.load(open(os.path.join(work, name, 'inspect.json'), encoding='utf-8'))['devices'][:60]]:
                p.run(f'location.hash = {json.dumps(hash)}')
                p.wait('!document.getElementById("panel").hidden')
                nothing_became_markup(f'report of {name} {hash}')
                clean(f'report of {name} {hash}', p.text('#panel'))
            p.run('location.hash = "#ja"')
            p.picture(f'names-report-{name}')
        for one in sorted(os.listdir(os.path.join(work, name))):
            with open(os.path.join(work, name, one), 'rb') as f:
                body = f.read()
            if one.endswith(('.csv', '.json', '.svg', '.html')):
                said = body.decode('utf-8-sig')  # fails where it is not UTF-8
                clean(f'{name}/{one}', said.replace('\\u', ''))
                if one.endswith('.svg'):
                    import xml.dom.minidom
                    xml.dom.minidom.parseString(body)
            if one.endswith('.csv'):
                for row in csv.reader(io.StringIO(said, newline='')):
                    for cell in row:
                        number = cell.lstrip('-').replace('.', '', 1).isdigit()
                        p.expect(number or cell.lstrip()[:1] not in ('=', '+', '-', '@', '＝', '＋', '－', '＠') or cell in ('-', '－'), f'{name}/{one}: a formula: {cell[:60]!r}')
    p.close()
    print('\n'.join(p.wrong[:60]) or f'{p.seen} looks: names stay names')
    sys.exit(1 if p.wrong else 0)


if sys.argv[1] == 'make':
    wire(os.path.join(sys.argv[2], 'wire.pcap'))
    air(os.path.join(sys.argv[2], 'air.pcap'))
else:
    look(*sys.argv[2:])
