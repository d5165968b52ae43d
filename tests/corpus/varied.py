#!/usr/bin/python3
"""The same traffic, recorded otherwise: captures of ot/ with other ports, in VLANs, over IPv6, twice, in one direction, cut, from the
middle on ... and what must still be so.

    tests/corpus/varied.py [--all] [--show] [--keep DIR] [--ways W,W] [--path PART] [BUILD]

A way either changes nothing that people are told (same: vlan, ipv6, fragments, segments, again, twice), or leaves less to be told
(less: ports, reorder, cut, middle, client, server, lossy ...): then nothing may be told that was not told of the whole capture, and no
more often. Compared are commands[] and operations[] of inspect.json by client, server, protocol, code and sub-code, points by device,
protocol and name with their bounds, and the names of the findings; MAY says which may come or go, and why. Without --all two captures of
each folder and those of tests/captures. Without ../shared/corpus the latter alone.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.path.join(os.environ.get('SHARED', os.path.join(ROOT, '..', 'shared')), 'corpus', 'ot')
ALWAYS = {'iti__melsoft_UDP_clean_1.pcap'}  # questions and answers to everybody
OWN = os.path.join(ROOT, 'tests', 'captures')
ETHERNET, RAW = 1, 101
PORT_SHIFT = 7000

# Frames below IP that their protocol does not number: the sender must have shown three copies before (docs/decisions/double-mirror.md).
FIRST_THREE = {'cc-link-ie', 'ethercat', 'bacnet'}

# What is told otherwise for a reason: (way, protocol).
KNOWN = {
    ('ipv6', 'cc-link-ief-basic'): 'slaves are named by their IPv4 addresses inside the message',
    ('twice', 'ptp'): 'nttcom sent the same bytes every 50 us, as no clock does: no copy lies nearer than that',
    ('segments', 'melsec-1e'): 'its messages do not say where they end: each is taken for one segment',
    ('client', 'slmp'): 'that the controller runs, which makes a download an online change, was said by the controller',
    ('segments', 'hart-ip'): 'after a damaged message the next is found where a segment begins',
    ('server', 'hsms'): 'a report whose definition was not recorded is called by its number',
    ('server', 'opc-ua'): 'a monitored item whose order was not recorded is called by its handle',
}

# Findings that may be there in one recording and not in the other.
MAY = {
    'no-time-sync': 'goes by how many frames a device sent',
    'payload-cut': 'says so',
    'mirror-incomplete': 'says so',
    'unsupported-protocol': 'less was recognised, and this says so',
    'unidentified-device': 'less was recognised, and this says so',
    'writes-without-sign-in': 'says that no sign-in was seen in the recording',
}
NOT_ANSWERED = {name: 'a refusal that was not recorded: a request without an answer is taken for done'
                for name in ('controller-written', 'controller-adjusted', 'controller-operated', 'controller-stopped', 'controller-restarted',
                             'controller-configured', 'program-changed', 'program-read')}
MAY_OF = {
    'lossy': NOT_ANSWERED, 'middle': NOT_ANSWERED, 'server': {'service-for-outsiders': 'who asked is not known'},
    'cut': {**NOT_ANSWERED, 'service-for-outsiders': 'what was spoken there is not known'},
    # No mirror port shows what a device is asked and hides what it is answered, as this way does.
    'client': {**NOT_ANSWERED, 'internet-tried': 'something sent to the device was recorded, as it is a server, too'},
}

# --- captures


class Frame:
    __slots__ = ('at', 'data', 'length')

    def __init__(self, at, data, length=None):
        self.at, self.data, self.length = at, data, len(data) if length is None else length


def read_pcap(b):
    e = '<' if b[:4] in (b'\xd4\xc3\xb2\xa1', b'\x4d\x3c\xb2\xa1') else '>'
    fine = b[:4] in (b'\x4d\x3c\xb2\xa1', b'\xa1\xb2\x3c\x4d')
    link, at, out = struct.unpack_from(e + 'I', b, 20)[0] & 0xffff, 24, []
    while at + 16 <= len(b):
        s, u, n, length = struct.unpack_from(e + 'IIII', b, at)
        if at + 16 + n > len(b):
            break
        out.append(Frame(s * 1000000 + (u // 1000 if fine else u), b[at + 16:at + 16 + n], length))
        at += 16 + n
    return link, out


def read_pcapng(b):
    at, out, e, links, units = 0, [], '<', [], []
    while at + 12 <= len(b):
        if b[at:at + 4] == b'\x0a\x0d\x0d\x0a':
            e = '<' if b[at + 8:at + 12] == b'\x4d\x3c\x2b\x1a' else '>'
            links, units = [], []
        kind, n = struct.unpack_from(e + 'II', b, at)
        if n < 12 or at + n > len(b):
            break
        if kind == 1:
            links.append(struct.unpack_from(e + 'H', b, at + 8)[0])
            unit, o = 1000000, at + 16
            while o + 4 <= at + n - 4:
                code, size = struct.unpack_from(e + 'HH', b, o)
                if code == 9:
                    v = b[o + 4]
                    unit = 2 ** (v & 127) if v & 128 else 10 ** v
                if code == 0:
                    break
                o += 4 + (size + 3 & ~3)
            units.append(unit)
        elif kind == 6:
            i, hi, lo, size, length = struct.unpack_from(e + 'IIIII', b, at + 8)
            if i < len(links):
                out.append((links[i], Frame((hi << 32 | lo) * 1000000 // units[i], b[at + 28:at + 28 + size], length)))
        at += n
    if not out or len({link for link, _ in out}) != 1:
        return None, []
    return out[0][0], [f for _, f in out]


def read(path):
    b = open(path, 'rb').read()
    return read_pcapng(b) if b[:4] == b'\x0a\x0d\x0d\x0a' else read_pcap(b)


def write(path, link, frames):
    with open(path, 'wb') as f:
        f.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 262144, link))
        for x in frames:
            f.write(struct.pack('<IIII', x.at // 1000000, x.at % 1000000, len(x.data), x.length) + x.data)


# --- packets


def checksum(b):
    if len(b) & 1:
        b += b'\0'
    s = sum(struct.unpack('>%dH' % (len(b) // 2), b))
    while s >> 16:
        s = (s & 0xffff) + (s >> 16)
    return ~s & 0xffff


class Packet:
    """An IPv4 packet of TCP or UDP, whole and unfragmented, with its link header; None where a frame is none."""

    @staticmethod
    def of(link, f):
        p, at = Packet(), 0
        if f.length != len(f.data):
            return None
        if link == ETHERNET:
            if len(f.data) < 34:
                return None
            at = 12
            while f.data[at:at + 2] == b'\x81\x00':
                at += 4
            if f.data[at:at + 2] != b'\x08\x00':
                return None
            at += 2
        elif link != RAW:
            return None
        ip = f.data[at:]
        if len(ip) < 20 or ip[0] >> 4 != 4:
            return None
        size, total = (ip[0] & 15) * 4, struct.unpack_from('>H', ip, 2)[0]
        if size != 20 or total > len(ip) or struct.unpack_from('>H', ip, 6)[0] & 0x3fff or ip[9] not in (6, 17):
            return None
        p.f, p.link, p.ip, p.l4 = f, f.data[:at], ip[:20], ip[20:total]
        p.tcp = ip[9] == 6
        p.head = 8 if not p.tcp else (p.l4[12] >> 4) * 4 if len(p.l4) >= 20 else 99999
        if len(p.l4) < p.head or (not p.tcp and struct.unpack_from('>H', p.l4, 4)[0] != len(p.l4)):
            return None
        p.src, p.dst = ip[12:16], ip[16:20]
        p.sport, p.dport = struct.unpack_from('>HH', p.l4)
        return p

    @property
    def payload(self):
        return self.l4[self.head:]

    def with_l4(self, l4, ident=None, at=None):
        """The same packet with other bytes behind its IP header."""
        pseudo = self.src + self.dst + bytes([0, self.ip[9]]) + struct.pack('>H', len(l4))
        l4 = bytearray(l4)
        where = 16 if self.tcp else 6
        if not self.tcp:
            l4[4:6] = struct.pack('>H', len(l4))
        l4[where:where + 2] = b'\0\0'
        l4[where:where + 2] = struct.pack('>H', checksum(pseudo + bytes(l4)) or 0xffff)
        ip = bytearray(self.ip)
        ip[2:4] = struct.pack('>H', 20 + len(l4))
        if ident is not None:
            ip[4:6] = struct.pack('>H', ident & 0xffff)
        ip[10:12] = b'\0\0'
        ip[10:12] = struct.pack('>H', checksum(bytes(ip)))
        return Frame(self.f.at if at is None else at, self.link + bytes(ip) + bytes(l4))

    def with_payload(self, payload, skip=0, ident=None, at=None, flags=None):
        l4 = bytearray(self.l4[:self.head])
        if self.tcp:
            l4[4:8] = struct.pack('>I', struct.unpack('>I', l4[4:8])[0] + skip & 0xffffffff)
            if flags is not None:
                l4[13] = flags
        return self.with_l4(bytes(l4) + payload, ident, at)


# --- ways to record the same

WAYS = {}


def way(kind):
    def keep(f):
        WAYS[f.__name__.lstrip('_')] = (kind, f)
        return f
    return keep


@way('same')
def vlan(link, frames):
    """Each frame with two tags, as a provider's switch sends it."""
    if link != ETHERNET:
        return None
    return [Frame(f.at, f.data[:12] + b'\x88\xa8\x00\x65\x81\x00\x00\x07' + f.data[12:], f.length + 8) if len(f.data) >= 14 and f.data[12:14] != b'\x88\xa8' else f
            for f in frames]


@way('less')
def ports(link, frames):
    """All ports 7,000 higher (those below 50,000), so that no hint is right: weak forms have no name then."""
    def other(port):
        return port + PORT_SHIFT if port < 50000 else port
    out = []
    for f in frames:
        p = Packet.of(link, f)
        out.append(p.with_l4(struct.pack('>HH', other(p.sport), other(p.dport)) + p.l4[4:]) if p else f)
    return out


@way('same')
def ipv6(link, frames):
    """IPv4 becomes IPv6 (fd00::/8 with the same 32 bits at its end)."""
    if link != ETHERNET:
        return None
    out = []
    for f in frames:
        p = Packet.of(link, f)
        if not p or p.dst[0] >= 224 or p.dst[3] == 255:
            out.append(f)
            continue
        src, dst = (b'\xfd' + b'\0' * 11 + a for a in (p.src, p.dst))
        l4 = bytearray(p.l4)
        where = 16 if p.tcp else 6
        l4[where:where + 2] = b'\0\0'
        l4[where:where + 2] = struct.pack('>H', checksum(src + dst + struct.pack('>II', len(l4), p.ip[9]) + bytes(l4)) or 0xffff)
        head = struct.pack('>IHBB', 6 << 28, len(l4), p.ip[9], p.ip[8]) + src + dst
        out.append(Frame(f.at, p.link[:-2] + b'\x86\xdd' + head + bytes(l4)))
    return out


@way('same')
def fragments(link, frames):
    """Each datagram in fragments of 40 bytes, the last first."""
    out = []
    for i, f in enumerate(frames):
        p = Packet.of(link, f)
        if not p or p.tcp or len(p.l4) <= 40:
            out.append(f)
            continue
        parts = []
        for at in range(0, len(p.l4), 40):
            part, more = p.l4[at:at + 40], at + 40 < len(p.l4)
            ip = bytearray(p.ip)
            ip[2:4] = struct.pack('>H', 20 + len(part))
            ip[4:6] = struct.pack('>H', i & 0xffff)
            ip[6:8] = struct.pack('>H', at // 8 | (0x2000 if more else 0))
            ip[10:12] = b'\0\0'
            ip[10:12] = struct.pack('>H', checksum(bytes(ip)))
            parts.append(Frame(f.at, p.link + bytes(ip) + part))
        out += reversed(parts)
    return out


@way('same')
def segments(link, frames):
    """TCP in segments of three bytes."""
    out, n = [], 0
    for f in frames:
        p = Packet.of(link, f)
        if not p or not p.tcp or len(p.payload) <= 3 or p.l4[13] & 2:
            out.append(f)
            continue
        flags = p.l4[13]
        for at in range(0, len(p.payload), 3):
            last = at + 3 >= len(p.payload)
            n += 1
            out.append(p.with_payload(p.payload[at:at + 3], at, n, flags=flags if last else flags & ~9))
    return out


@way('same')
def again(link, frames):
    """Each TCP segment sent again, two frames later, under another identification."""
    out, late = [], []
    for i, f in enumerate(frames):
        out.append(f)
        for x in [x for x in late if x[0] <= i]:
            x[1].at = f.at
            out.append(x[1])
        late = [x for x in late if x[0] > i]
        p = Packet.of(link, f)
        if p and p.tcp and p.payload:
            late.append((i + 2, p.with_payload(p.payload, 0, 40000 + i)))
    return out


@way('less')
def reorder(link, frames):
    """Of two segments in a row of one side the second first; where a recording begins in the middle, the first is lost so."""
    out, held = [], None
    for f in frames:
        p = Packet.of(link, f)
        data = p and p.tcp and p.payload and not p.l4[13] & 7
        key = (p.src, p.dst, p.sport, p.dport) if data else None
        if held and key == held[0]:
            out.append(Frame(f.at, f.data, f.length))
            out.append(held[1])
            held = None
            continue
        if held:
            out.append(held[1])
        held = (key, f) if data else None
        if not held:
            out.append(f)
    if held:
        out.append(held[1])
    return out


@way('same')
def twice(link, frames):
    """A mirror port that copies both ways: each frame twice within 20 us. Datagrams are numbered."""
    out = []
    for i, f in enumerate(frames):
        p = Packet.of(link, f)
        if p and not p.tcp:
            f = p.with_l4(p.l4, 2 + i)
        out += [f, Frame(f.at + 20, f.data, f.length)]
    return out


@way('less')
def cut(link, frames):
    """No more than 96 bytes of each frame."""
    return [Frame(f.at, f.data[:96], f.length) for f in frames]


@way('less')
def middle(link, frames):
    """The recording begins when a third is over."""
    return frames[len(frames) // 3:]


def one_side(link, frames, client):
    """What the side that began sends, or the other, of each pair of ends."""
    first, out = {}, []
    for f in frames:
        p = Packet.of(link, f)
        if not p:
            continue
        key = (p.tcp,) + tuple(sorted(((p.src, p.sport), (p.dst, p.dport))))
        if key not in first:
            server_first = p.tcp and p.l4[13] & 0x12 == 0x12
            first[key] = (p.dst, p.dport) if server_first else (p.src, p.sport)
        if ((p.src, p.sport) == first[key]) == client:
            out.append(f)
    return out


@way('less')
def client(link, frames):
    """Only what clients say."""
    return one_side(link, frames, True)


@way('less')
def server(link, frames):
    """Only what servers say."""
    return one_side(link, frames, False)


@way('less')
def lossy(link, frames):
    """Every seventh frame is missing."""
    return [f for i, f in enumerate(frames) if i % 7 != 3]


# --- what is told


def plain(address):
    """fd00::a00:1 as 10.0.0.1: IPv6 made above."""
    if address and address.startswith('fd00::'):
        tail = address[6:].split(':')
        if len(tail) <= 2 and all(tail):
            n = int(tail[0], 16) << 16 | int(tail[1], 16) if len(tail) == 2 else int(tail[0], 16)
            return '.'.join(str(n >> s & 255) for s in (24, 16, 8, 0))
    return address


def end(x, devices):
    if x is None:
        return None
    if isinstance(x, dict):
        return plain(x.get('ip')) or x.get('mac') or devices.get(x.get('device'))
    return devices.get(x, x)


def told(build, path, room):
    out = os.path.join(room, 'out')
    shutil.rmtree(out, ignore_errors=True)
    run = subprocess.run([os.path.join(build, 'mimamori'), 'inspect', path, '-o', out, '--quiet'], capture_output=True, timeout=300)
    if run.returncode:
        return None, run.stderr.decode('utf-8', 'replace')[:300]
    j = json.load(open(os.path.join(out, 'inspect.json')))
    devices = {}
    for d in j['devices']:
        devices[d['id']] = min(map(plain, d['ips']), default=None) or min(d['macs'], default=d['id'])
    t = {'commands': collections.Counter(), 'answers': collections.Counter(), 'points': collections.Counter(), 'sets': collections.Counter(),
         'operations': collections.Counter(), 'findings': set(), 'values': {}}
    for c in j['commands']:
        key = (end(c['client'], devices), end(c['server'], devices), c['protocol'], c['code'], c.get('sub'))
        t['commands'][key] += c['count']
        t['answers'][key + ('answered',)] += c['answered']
        t['answers'][key + ('refused',)] += c['refused']
    for p in j['points']:
        key = (end(p['device'], devices), p['protocol'], p['name'])
        t['points'][key] += p['count']
        t['sets'][key] += p.get('writes') or 0
        t['values'][key] = (p['min'], p['max'], p.get('type'))
    for o in j['operations']:
        t['operations'][(end(o['client'], devices), end(o['server'], devices), o['protocol'], o['code'], o.get('sub'), o.get('detail'))] += o['count']
    for f in j['findings']:
        t['findings'].add(f['check'])
    return t, None


PARTS = ('commands', 'answers', 'points', 'sets', 'operations')


def by_name(points):
    names = collections.Counter()
    for (_, protocol, name), n in points.items():
        names[protocol, name] += n
    return names


def unlike(way, kind, before, after):
    """What is told otherwise: (part, key, before, after)."""
    if way == 'ipv6':  # one device may have many such addresses; an address outside the plant is none here
        before, after = ({**x, 'points': by_name(x['points']), 'sets': by_name(x['sets']), 'values': {}} for x in (before, after))
        outside = {k for k in after['points'] if k not in before['points']}
        after['points'], after['sets'] = ({k: v for k, v in after[part].items() if k not in outside} for part in ('points', 'sets'))
    for part in PARTS:
        for key in sorted(set(before[part]) | set(after[part]), key=repr):
            a, b = before[part].get(key, 0), after[part].get(key, 0)
            if any((way, k) in KNOWN for k in key) or (way == 'twice' and FIRST_THREE & set(key) and a < b <= a + 3):
                continue
            if a != b if kind == 'same' else b > a:
                yield part, key, a, b
    for key, (least, most, _) in after['values'].items():
        if key in before['values'] and (least < before['values'][key][0] or most > before['values'][key][1]):
            yield 'values', key, before['values'][key], after['values'][key]
    for name in sorted(after['findings'] - before['findings']):
        if name not in MAY and name not in MAY_OF.get(way, ()) and way != 'ipv6':
            yield 'findings', name


def captures(everything, part, most):
    """(name, path): all, or two of each folder (the longest below `most` bytes) and our own."""
    folders = collections.defaultdict(list)
    for top in (CORPUS, OWN):
        for folder, _, names in os.walk(top):
            for n in names:
                path = os.path.join(folder, n)
                if n.endswith(('.pcap', '.pcapng', '.cap')) and part in path and (everything or n in ALWAYS or os.path.getsize(path) <= most):
                    folders[folder].append((os.path.getsize(path), os.path.relpath(path, os.path.dirname(top)), path))
    for folder in sorted(folders):
        yield from ((name, path) for _, name, path in sorted(folders[folder], reverse=True)[:None if everything else 2])


def compare(build, keep, ways, name, path):
    """(runs, lines to print) of one capture."""
    runs, said = 0, []
    link, frames = read(path)
    if link is None or not frames:
        return 0, []
    with tempfile.TemporaryDirectory() as room:
        write(os.path.join(room, 'a.pcap'), link, frames)
        before, why = told(build, os.path.join(room, 'a.pcap'), room)
        if before is None:
            return 1, [(name, '', why)]
        for w, (kind, make) in WAYS.items():
            made = make(link, frames) if not ways or w in ways else None
            if not made:
                continue
            where = os.path.join(keep or room, f'{w}-{os.path.basename(name)}.pcap' if keep else 'b.pcap')
            write(where, link, made)
            after, why = told(build, where, room)
            runs += 1
            said += [(name, w, why)] if after is None else [(name, w, *x) for x in unlike(w, kind, before, after)]
    return runs, said


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--all', action='store_true')
    a.add_argument('--show', action='store_true')
    a.add_argument('--keep')
    a.add_argument('--ways', default='')
    a.add_argument('--path', default='')
    a.add_argument('--most', type=int, default=60000, help='bytes of a capture')
    a.add_argument('build', nargs='?', default=os.environ.get('BUILD', 'build'))
    args = a.parse_args()
    bad = runs = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for n, said in pool.map(lambda c: compare(args.build, args.keep, [w for w in args.ways.split(',') if w], *c),
                                captures(args.all, args.path, args.most)):
            runs, bad = runs + n, bad + len(said)
            for line in said if args.show else said[:6]:
                print(*line, flush=True)
    print(f'{runs} recordings made otherwise, {bad} told otherwise')
    return 1 if bad or not runs else 0


if __name__ == '__main__':
    sys.exit(main())
