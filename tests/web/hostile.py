"""hostile.py make FILE: a capture of DHCP requests by devices with hostile names. hostile.py look DIR: its report in a browser."""
import json
import os
import struct
import sys

NAMES = ['</script><script>window.owned=1</script>', '<img src=x onerror="window.owned=2">', "=cmd|'/c calc'!A1", 'a\x1b[2Jb\u202ec', '"><svg/onload=window.owned=3>',
         "'; DROP TABLE device; --", '{n} {device}', '$(reboot)`reboot`', '&lt;b&gt;', 'x' * 255]


def udp_frame(n, name):
    options = b'\x63\x82\x53\x63' + bytes([53, 1, 3, 12, len(name)]) + name + bytes([60, len(name)]) + name + b'\xff'
    mac = bytes([0x00, 0x1a, 0xeb, 0, 0, n])
    bootp = struct.pack('>BBBBIHH4s4s4s4s16s64s128s', 1, 1, 6, 0, n, 0, 0, bytes([10, 0, 0, n]), b'', b'', b'', mac, b'', b'') + options
    udp = struct.pack('>HHHH', 68, 67, 8 + len(bootp), 0) + bootp
    ip = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(udp), n, 0, 64, 17, 0, bytes([10, 0, 0, n]), b'\xff' * 4)
    total = sum(struct.unpack('>10H', ip))
    total = (total & 0xffff) + (total >> 16)
    return b'\xff' * 6 + mac + b'\x08\x00' + ip[:10] + struct.pack('>H', ~(total + (total >> 16)) & 0xffff) + ip[12:] + udp


def make(path):
    with open(path, 'wb') as f:
        f.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))
        for n, name in enumerate(NAMES, 1):
            frame = udp_frame(n, name.encode()[:255])
            f.write(struct.pack('<IIII', 1700000000 + n, 0, len(frame), len(frame)) + frame)


def look(folder):
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from browser import Browser
    page, model = os.path.join(folder, 'report.html'), json.load(open(os.path.join(folder, 'inspect.json')))
    values = [f['value'] for d in model['devices'] for f in d['facts']]
    assert any('script' in v for v in values) and any('<img' in v for v in values), values  # else nothing was tried
    b = Browser()
    try:
        b.open(page, '#en')
        assert b.run('document.querySelectorAll("#devices-table tbody tr").length') == len(model['devices']) == len(NAMES)
        for d in model['devices']:
            b.run(f'location.hash = "#en/{d["id"]}"')
            b.wait(f'location.hash.endsWith("{d["id"]}") && !document.getElementById("panel").hidden')
            text = b.run('document.getElementById("panel").innerText')
            for f in d['facts']:
                assert ' '.join(f['value'].split())[:40] in ' '.join(text.split()), (f['value'], text[:600])
        assert b.run('window.owned') is None
        assert b.run('document.querySelectorAll("img, main script, #panel script, [onerror], [onload]").length') == 0
        assert b.run('[...document.body.innerText].every(c => c >= " " && c !== "\\u202e" || "\\n\\t\\r".includes(c))')
        assert not b.complaints, b.complaints
        assert all(u.startswith('file://') for u in b.requests), b.requests
    finally:
        b.close()
    for name in ('devices.csv', 'flows.csv', 'findings.csv', 'operations.csv', 'points.csv'):
        for line in open(os.path.join(folder, name), encoding='utf-8-sig'):
            assert not any(cell.lstrip('"')[:1] in ('=', '+', '@') for cell in line.split(',')), line
    print('all of it is text')


make(sys.argv[2]) if sys.argv[1] == 'make' else look(sys.argv[2])
