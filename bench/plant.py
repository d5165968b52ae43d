"""A plant of any size for measuring the pages: plant.py DEVICES FOLDER writes plant.pcap and ledger.csv there, the same bytes each time.
Forty devices in a hundred are PLCs polled over Modbus by the panel of their segment and by one historian, which therefore has thousands
of conversations; the rest names itself over DHCP, asks for names, and one in ten talks to the outside. One name in fifty is what a page
must stand: markup, right to left, 200 characters, emoji."""
import os
import random
import struct
import sys

count, folder = int(sys.argv[1]), sys.argv[2]
rnd = random.Random(4)
OUI = ['00005e', '001b1b', '080006', '0001e3', '009034', '00a0de', '000af7', '3c5282', 'b827eb', '001aeb', 'ac44f2', '00d0c9', '00409d', '0030de', '000ab4', '0080f4']
WHAT = ['温調', '搬送', '検査', 'プレス', '組立', '塗装', '包装', '成形', 'ボイラー', '受電']
HOSTILE = ['<img src=x onerror=alert(1)>', '\u202eتوقف عن العمل\u202c', 'とても長い名前の機器' * 20, '🏭🤖🔧 ライン', '"><script>alert(1)</script>', "'; DROP TABLE device; --",
           'a' * 200, 'مضخة 7', '\u200b\u200b', '名前\tタブ', '&lt;b&gt;', '=cmd|/C calc!A0', 'Ж' * 90, '{{7*7}}', 'ﾗｲﾝ１号機']
clock = 1790000000.0
SEGMENT = 250


def ip(i):
    return struct.pack('>I', (10 << 24) + (1 + i // SEGMENT) * 256 + 2 + i % SEGMENT)


def mac(i):
    return bytes.fromhex(OUI[i % 7 if i % 5 else i % 16]) + struct.pack('>I', i + 1)[1:]


def checksum(data):
    s = sum(struct.unpack(f'>{(len(data) + 1) // 2}H', data + b'\0' * (len(data) % 2)))
    s = (s >> 16) + (s & 0xffff)
    return ~(s + (s >> 16)) & 0xffff


def name(i):
    return HOSTILE[(i // 50) % len(HOSTILE)] if i % 50 == 7 else f'{WHAT[i % 10]}{i // 10 % 40 + 1}号-{i:05d}' if i % 3 else f'PLC-{i:05d}'


class Capture:
    def __init__(self, path):
        self.f = open(path, 'wb')
        self.f.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
        self.at = clock

    def frame(self, data):
        self.at += 0.00002
        data = data.ljust(60, b'\0')
        self.f.write(struct.pack('<IIII', int(self.at), int(self.at % 1 * 1e6), len(data), len(data)) + data)

    def ipv4(self, src, dst, mac_src, mac_dst, proto, payload):
        head = struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(payload), 1, 0, 64, proto, 0) + src + dst
        head = head[:10] + struct.pack('>H', checksum(head)) + head[12:]
        self.frame(mac_dst + mac_src + b'\x08\0' + head + payload)

    def udp(self, src, dst, mac_src, mac_dst, sport, dport, data):
        self.ipv4(src, dst, mac_src, mac_dst, 17, struct.pack('>HHHH', sport, dport, 8 + len(data), 0) + data)

    def tcp(self, a, b, sport, dport, said):
        """A whole conversation: a and b are (address, mac); said is (from a?, bytes)…"""
        seq = [1000, 2000]

        def one(side, flags, data=b''):
            (src, ms), (dst, md) = (a, b) if side == 0 else (b, a)
            ports = (sport, dport) if side == 0 else (dport, sport)
            head = struct.pack('>HHIIBBHHH', *ports, seq[side], seq[1 - side] if flags & 16 else 0, 0x50, flags, 8192, 0, 0)
            total = checksum(src + dst + struct.pack('>BBH', 0, 6, len(head + data)) + head + data)
            self.ipv4(src, dst, ms, md, 6, head[:16] + struct.pack('>H', total) + head[18:] + data)
            seq[side] += len(data) + (1 if flags & 3 else 0)
        one(0, 2), one(1, 18), one(0, 16)
        for side, data in said:
            one(side, 24, data)
        one(0, 17), one(1, 17), one(0, 16)


def dhcp(c, i):
    host = name(i).encode()[:250]
    options = b'\x63\x82\x53\x63' + b'\x35\x01\x03' + bytes([12, len(host)]) + host + b'\x3c\x08MSFT 5.0' + b'\xff'
    c.udp(b'\0' * 4, b'\xff' * 4, mac(i), b'\xff' * 6, 68, 67, struct.pack('>BBBBIHH', 1, 1, 6, 0, i, 0, 0) + b'\0' * 16 + mac(i).ljust(16, b'\0') + b'\0' * 192 + options)


def modbus(c, client, server):
    ask = struct.pack('>HHHBBHH', 1, 0, 6, 1, 3, rnd.randrange(100), 4)
    c.tcp((ip(client), mac(client)), (ip(server), mac(server)), 20000 + rnd.randrange(30000), 502, [(0, ask), (1, struct.pack('>HHHBBB8s', 1, 0, 11, 1, 3, 8, b"\1" * 8))])


def web(c, i):
    outside = struct.pack('>BBBB', 203, 0, 113, 1 + i % 250) if i % 4 else struct.pack('>BBBB', 198, 51, 100, 1 + i % 50)
    host = f'cloud{i % 90}.example.com'
    gate = mac(i // SEGMENT * SEGMENT)
    c.tcp((ip(i), mac(i)), (outside, gate), 30000 + i % 20000, 80, [(0, f'GET /status/{i} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: unit/1.{i % 9}\r\n\r\n'.encode()), (1, b'HTTP/1.1 200 OK\r\nServer: nginx/1.18.0\r\nContent-Length: 2\r\n\r\nok')])


def plant():
    c = Capture(os.path.join(folder, 'plant.pcap'))
    for i in range(count):
        first = i // SEGMENT * SEGMENT
        c.frame(b'\xff' * 6 + mac(i) + b'\x08\x06' + struct.pack('>HHBBH', 1, 0x800, 6, 4, 1) + mac(i) + ip(i) + b'\0' * 6 + ip(first))
        if i % 5 > 1:
            dhcp(c, i)
        elif i > first + 1:
            modbus(c, first + 1, i)
            modbus(c, min(3, count - 1), i)
        if i % 10 == 4:
            web(c, i)
    c.f.close()


def ledger():
    with open(os.path.join(folder, 'ledger.csv'), 'w', encoding='utf-8-sig') as f:
        f.write('設備番号,機器名,MACアドレス,IPアドレス,ライン,設置場所,担当者\n')
        for i in range(0, count, 1):
            if i % 20:
                words = [f'EQ-{i:05d}', name(i + 3), ':'.join(f'{x:02X}' for x in mac(i)), '.'.join(map(str, ip(i))), f'第{i // 300 + 1}ライン', f'制御盤{i % 30 + 1}', f'担当 {i % 12}']
                f.write(','.join('"' + w.replace('"', '""') + '"' for w in words) + '\n')


os.makedirs(folder, exist_ok=True)
plant()
ledger()
