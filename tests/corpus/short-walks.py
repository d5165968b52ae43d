#!/usr/bin/python3
"""Recordings made by hand of somebody who opens a connection, or sends from another port, for each request, and what must be said of him.

    tests/corpus/short-walks.py [BUILD]
"""
import json
import os
import struct
import subprocess
import sys
import tempfile

from varied import ETHERNET, Frame, checksum, write

CLIENT, PANEL, PLC, OTHER = ((10, 0, 0, n) for n in (66, 21, 1, 2))


class Wire:
    def __init__(self):
        self.frames, self.at, self.port, self.ident = [], 1700000000000000, 40000, 1

    def packet(self, src, dst, protocol, l4):
        self.at += 2000
        self.ident = self.ident % 65000 + 1
        mac = {a: b'\x02\x00' + bytes(a) for a in (src, dst)}
        head = struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(l4), self.ident, 0, 64, protocol, 0) + bytes(src) + bytes(dst)
        head = head[:10] + struct.pack('>H', checksum(head)) + head[12:]
        self.frames.append(Frame(self.at, mac[dst] + mac[src] + b'\x08\x00' + head + l4))

    def tcp(self, src, dst, sport, dport, seq, ack, flags, payload=b''):
        self.packet(src, dst, 6, struct.pack('>HHIIBBHHH', sport, dport, seq, ack, 0x50, flags, 8192, 0, 0) + payload)

    def ask_tcp(self, client, server, port, request, answer):
        """One connection of its own."""
        self.port = 40000 + (self.port - 39999) % 20000
        p = self.port
        self.tcp(client, server, p, port, 100, 0, 2)
        self.tcp(server, client, port, p, 500, 101, 0x12)
        self.tcp(client, server, p, port, 101, 501, 0x18, request)
        self.tcp(server, client, port, p, 501, 101 + len(request), 0x18, answer)
        self.tcp(client, server, p, port, 101 + len(request), 501 + len(answer), 0x11)
        self.tcp(server, client, port, p, 501 + len(answer), 102 + len(request), 0x11)

    def ask_udp(self, client, server, port, request, answer):
        self.port = 40000 + (self.port - 39999) % 20000
        for src, dst, a, b, data in ((client, server, self.port, port, request), (server, client, port, self.port, answer)):
            self.packet(src, dst, 17, struct.pack('>HHHH', a, b, 8 + len(data), 0) + data)


def modbus(w, n, client=CLIENT, server=PLC):
    w.ask_tcp(client, server, 502, struct.pack('>HHHBBHH', n, 0, 6, 1, 3, n * 2, 2), struct.pack('>HHHBBBHH', n, 0, 7, 1, 3, 4, n, 0))


def fins(w, n, client=CLIENT, server=PLC):
    head = bytes.fromhex('80000200010000020000')[:9] + bytes([n & 255])
    back = bytes.fromhex('c0000200020000010000')[:9] + bytes([n & 255])
    w.ask_udp(client, server, 9600, head + b'\x01\x01\x82' + struct.pack('>HBH', n * 2, 0, 2), back + b'\x01\x01\x00\x00' + struct.pack('>HH', n, 0))


def tag(w, n, client=CLIENT, server=PLC):
    """EtherNet/IP: a session of its own, ReadTag of one name."""
    name = b'T%03d' % n
    path = b'\x91\x04' + name
    cip = b'\x4c' + bytes([len(path) // 2]) + path + b'\x01\x00'
    item = b'\0\0\0\0\x00\x00\x02\x00\0\0\0\0\xb2\x00' + struct.pack('<H', len(cip)) + cip
    said = b'\xcc\0\0\0\xc4\0' + struct.pack('<I', n)
    back = b'\0\0\0\0\x00\x00\x02\x00\0\0\0\0\xb2\x00' + struct.pack('<H', len(said)) + said

    def frame(body):
        return struct.pack('<HHII8sI', 0x6f, len(body), 1, 0, struct.pack('<Q', n), 0) + body
    w.ask_tcp(client, server, 44818, frame(item), frame(back))


def walk(ask):
    w = Wire()
    for n in range(80):
        ask(w, n)
    return w


def two_at_once(ask):
    w = Wire()
    for n in range(80):
        ask(w, n)
        ask(w, n, server=OTHER)
        ask(w, 3, client=PANEL)
    return w


def rounds(ask):
    w = Wire()
    for n in range(80 * 4):
        ask(w, n % 80)
    return w


def same(ask):
    w = Wire()
    for n in range(320):
        ask(w, n % 20)
    return w


def sweeps(build, w, room):
    path = os.path.join(room, 'a.pcap')
    write(path, ETHERNET, w.frames)
    out = os.path.join(room, 'out')
    subprocess.run([os.path.join(build, 'mimamori'), 'inspect', path, '-o', out, '--quiet'], check=True, timeout=120)
    j = json.load(open(os.path.join(out, 'inspect.json')))
    ips = {d['id']: d['ips'] for d in j['devices']}
    return sorted(ip for f in j['findings'] if f['check'] == 'register-sweep' for d in f['about'][:1] for ip in ips.get(d, [])), j


def main():
    build, bad, n = sys.argv[1] if len(sys.argv) > 1 else os.environ.get('BUILD', 'build'), 0, 0
    scanner = ['.'.join(map(str, CLIENT))]
    for ask in (modbus, fins, tag):
        for what, expected in ((walk, scanner), (two_at_once, scanner), (rounds, []), (same, [])):
            with tempfile.TemporaryDirectory() as room:
                said, j = sweeps(build, what(ask), room)
            n += 1
            if sorted(set(said)) != expected or not j['commands']:
                bad += 1
                print(f'{ask.__name__}, {what.__name__}: {said}, not {expected}; {len(j["commands"])} commands')
    print(f'{n} recordings, {bad} told otherwise')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
