"""Flows of the whole corpus against `tshark -z conv,tcp -z conv,udp`.

Our flows and tshark's conversations are summed to (address pair, transport, server port): packets and bytes must be equal.
Where they are not, rules over the packets themselves (what tshark says of each frame, never the name of a file) predict
frame by frame what each side counts. A difference that the rules predict to the packet and the byte belongs to their
classes; any other is UNEXPLAINED, and the test fails.

    flows.py              the test: one line, exit status 1 when something is unexplained
    flows.py --table      the table for docs/measured.md
    flows.py --list       every disagreement with its classes
    flows.py CAPTURE...   only these (paths in the corpus)"""
import collections
import ipaddress
import itertools
import re
import subprocess
import sys

import outsiders

FIELDS = ('frame.number frame.time_epoch frame.len frame.cap_len frame.encap_type frame.protocols ip.src ip.dst ip.id ip.proto ip.flags.mf '
          'ip.frag_offset ipv6.src ipv6.dst ipv6.fraghdr.ident ipv6.fraghdr.more ipv6.fraghdr.offset ipv6.fraghdr.nxt tcp.srcport tcp.dstport '
          'tcp.hdr_len tcp.seq_raw tcp.ack_raw tcp.len tcp.flags tcp.checksum udp.srcport udp.dstport udp.length udp.checksum _ws.malformed').split()
CONVERSATIONS = ['-z', 'conv,tcp', '-z', 'conv,udp']
TSHARK = ['tshark', '-n', '-T', 'fields', *[x for f in FIELDS for x in ('-e', f)], *CONVERSATIONS, '-r']
PIECES = ['tshark', '-n', '-o', 'ip.defragment:FALSE', '-o', 'ipv6.defragment:FALSE', *TSHARK[2:]]

CLASSES = {
    'fragments': 'later fragments: tshark counts the piece that completes a packet, mimamori every piece, under the ports the first one showed (0 when it was not seen before)',
    'outer': 'outer layers of tunnels: tshark counts outside and inside, mimamori the innermost',
    'quoted': 'packets quoted in ICMP errors, where tshark counts them',
    'copies': 'copies of a double mirror, set aside: same identification, sequence number and checksum within 1 ms, and a fifth of the segments between two addresses are; of UDP where datagrams are numbered, or four of five of a flow are',
    'siblings': 'several packets in one frame (A-MSDU): tshark gives each the bytes of the whole frame, mimamori counts them once',
    'wrapped': 'inside a wrapping that mimamori does not read (GTP, MACsec, IPComp, ...)',
    'link': 'frames of link types that mimamori counts as unsupported and does not guess at',
    'cut': 'headers cut by the snap length: tshark leaves the frame out, mimamori counts what the addresses and ports still say',
    'blind': 'damaged frames in which tshark gets to no transport (IP header cut, of another version than the link type says, options that make no sense) and mimamori still reads ports',
    'header': 'malformed headers: tshark gives the frame up, mimamori counts what the addresses and ports say; or the other way round',
}
UNREAD = {'gtp', 'macsec', 'ipcomp', 'teredo', 'l2tp'}
NUMBERS = {'tcp': '6', 'udp': '17'}
# Wireshark's numbers (wiretap/wtap.h) of the link types in DESIGN: Ethernet, PPP, raw IP, null and loop, 802.11 with its headers, SLL, PPI, NFLOG, SLL2
READ_LINKS = {'1', '4', '7', '129', '130', '15', '138', '20', '21', '22', '23', '25', '97', '141', '210', '18', '19', '174'}
MIRROR_US, MIRROR_SHARE, MIRROR_LEAST, DATAGRAMS_LEAST, MOMENT_US = 1000, 5, 2, 3, 100


class Layer:
    """One IP header of a frame and what is known of its transport."""

    def __init__(self, src, dst, ident, proto, piece, quoted, unread):
        self.src, self.dst, self.ident, self.proto, self.piece, self.quoted, self.unread = src, dst, ident, proto, piece, quoted, unread
        self.kind = self.ports = self.key = self.header_key = self.astray = None
        self.sound, self.holds, self.beside, self.mark = True, False, False, ()

    def conversation(self, ports=None):
        if self.key:
            return self.key
        a, b = ports or self.ports or (0, 0)
        return (self.kind or {'6': 'tcp', '17': 'udp'}[self.proto], *sorted([(address(self.src), a), (address(self.dst), b)]))


def address(text):
    return str(ipaddress.ip_address(text))


class Frame:
    """What tshark says of a frame."""

    def __init__(self, line):
        get = dict(zip(FIELDS, line.split('\t')))
        self.number, self.length, self.captured = int(get['frame.number']), int(get['frame.len']), int(get['frame.cap_len'])
        self.us, self.link = round(float(get['frame.time_epoch']) * 1e6), get['frame.encap_type']
        self.malformed = get['_ws.malformed'] != ''
        self.values = {f: collections.deque(x for x in v.split(',') if x) for f, v in get.items()}
        self.layers, self.rerouted = [], False
        self.read(get['frame.protocols'].split(':'))

    def take(self, *fields):
        return [self.values[f].popleft() if self.values[f] else None for f in fields]

    def read(self, tokens):
        quoted, unread, wrapping = False, False, []
        for token in tokens:
            last = self.layers[-1] if self.layers else None
            if token in ('ip', 'ipv6'):
                self.read_ip(token, quoted, unread)
                if last:
                    last.holds |= not quoted and last.kind != 'tcp'
                    self.layers[-1].beside = last.kind == 'tcp' and not quoted
                wrapping = []
            elif token == 'ipv6.fraghdr' and last:
                last.ident, more, offset, last.proto = self.take('ipv6.fraghdr.ident', 'ipv6.fraghdr.more', 'ipv6.fraghdr.offset', 'ipv6.fraghdr.nxt')
                last.piece = more == '1' or offset not in (None, '0')
            elif token in ('ipv6.routing', 'ipv6.dstopts') and last and not quoted:
                self.rerouted = True
            elif token in NUMBERS and last and not last.kind:
                self.read_transport(last, token)
            elif token in ('icmp', 'icmpv6'):
                quoted = True
            else:
                wrapping.append(token)
                unread |= token in UNREAD
                if last and token in ('eth', 'arp') and not quoted:
                    last.holds = True

    def read_ip(self, token, quoted, unread):
        if token == 'ip':
            src, dst, ident, proto, more, offset = self.take('ip.src', 'ip.dst', 'ip.id', 'ip.proto', 'ip.flags.mf', 'ip.frag_offset')
            piece = more == '1' or offset not in (None, '0')
        else:
            src, dst, ident, proto, piece = *self.take('ipv6.src', 'ipv6.dst'), None, None, False
        self.layers.append(Layer(src, dst, ident, proto, piece, quoted, unread))

    def read_transport(self, layer, token):
        layer.kind = token
        fields = 'srcport dstport hdr_len seq_raw ack_raw len flags checksum' if token == 'tcp' else 'srcport dstport length checksum'
        a, b, size, *rest = self.take(*[f'{token}.{f}' for f in fields.split()])
        layer.ports = (int(a), int(b)) if a and b else None
        layer.sound = bool(layer.ports and size and int(size) >= (20 if token == 'tcp' else 8)) and not self.malformed and self.captured == self.length
        layer.mark = (size, *rest)
        layer.payload = int(rest[2] or 0) if token == 'tcp' else 0


def read_tshark(text):
    """Frames, and packets, bytes, unit of every conversation of the tables behind them."""
    frames, tables, transport = [], {}, None
    row = re.compile(r'^(\S+):(\d+)\s+<->\s+(\S+):(\d+)\s+\d+ \S+ \w+\s+\d+ \S+ \w+\s+(\d+) (\d+) (\w+)')
    for line in text.split('\n'):
        if '\t' in line:
            frames.append(Frame(line))
        elif line.endswith(' Conversations'):
            transport = line.split()[0].lower()
        elif ' <-> ' in line:
            m = row.match(line)
            key = (transport, *sorted([(address(m[1]), int(m[2])), (address(m[3]), int(m[4]))]))
            known = tables.setdefault(key, [0, 0, 0])
            unit = {'bytes': 1, 'kB': 1000, 'MB': 1000000}[m[7]]
            known[0] += int(m[5])
            known[1] += int(m[6]) * unit
            known[2] += 0 if unit == 1 else unit
    return frames, tables


class Account:
    """Packets and bytes by conversation, from both sides, and the classes of what differs."""

    def __init__(self):
        self.theirs = collections.defaultdict(lambda: [0, 0])
        self.predicted = collections.defaultdict(lambda: [0, 0])
        self.classes = collections.defaultdict(lambda: collections.Counter())
        self.wrong = []

    def they(self, key, frame):
        self.theirs[key][0] += 1
        self.theirs[key][1] += frame.length

    def we(self, key, frame, packets=1, size=None):
        self.predicted[key][0] += packets
        self.predicted[key][1] += frame.length if size is None else size

    def differs(self, key, name):
        self.classes[key][name] += 1


def reroute(by, tables):
    """IPv6 packets with a home address or routed by way of others: both tshark's table and mimamori go by who they are from
    and for in the end, tshark's fields by the header. They are found by what has no frames and what has no row."""
    def all_rerouted(key):
        found = by[key]['sound'] + by[key]['doubtful']
        return found and all(f.rerouted for f, _ in found)
    for key in [k for k in tables if k not in by]:
        like = [k for k in list(by) if k not in tables and k[0] == key[0] and all_rerouted(k) and
                ({k[1], k[2]} & {key[1], key[2]} or sorted(x[1] for x in k[1:]) == sorted(x[1] for x in key[1:]))]
        for part in ('sound', 'doubtful') if like else ():
            by[key][part], by[like[0]][part] = by[like[0]][part], []
            for _, layer in by[key][part]:
                layer.header_key, layer.key = layer.conversation(), key


def tapped(frames, tables, account):
    """Which (frame, layer) tshark counted: all sound ones, and of the quoted and the doubtful those that make up its tables."""
    by = collections.defaultdict(lambda: {'sound': [], 'quoted': [], 'doubtful': []})
    for f in frames:
        for layer in f.layers:
            if layer.kind and layer.ports and layer.src and layer.dst:
                by[layer.conversation()]['quoted' if layer.quoted else 'sound' if layer.sound else 'doubtful'].append((f, layer))
    counted = set()
    reroute(by, tables)
    for key in set(by) | set(tables):
        parts, want = by[key], tables.get(key, [0, 0, 0])
        for names in (('sound',), ('sound', 'doubtful'), ('sound', 'quoted'), ('sound', 'doubtful', 'quoted')):
            chosen = [x for n in names for x in parts[n]]
            size = sum(f.length for f, _ in chosen)
            if len(chosen) == want[0] and abs(size - want[1]) <= want[2]:
                break
        else:
            account.wrong.append(f'the table and the frames of tshark differ: {key}: {want[0]} and {[(n, len(v)) for n, v in parts.items()]}')
            continue
        counted |= {id(layer) for _, layer in chosen}
    return counted


def number(ident):
    return int(str(ident or 0), 0)


def first_bytes(capture, frames):
    """{frame: the first eight bytes behind UDP's head}, asked for only where copies of datagrams are possible."""
    marks = collections.Counter((x.src, x.dst, x.ports, x.ident, x.mark) for f in frames for x in f.layers[-1:] if x.kind == 'udp')
    if not marks or max(marks.values()) < 2:
        return {}
    lines = subprocess.run(['tshark', '-n', '-T', 'fields', '-e', 'frame.number', '-e', 'udp.payload', '-r', capture], capture_output=True, text=True).stdout.splitlines()
    return {int(n): payload.split(',')[-1][:16] for n, _, payload in (line.partition('\t') for line in lines)}


def copies(frames, begins):
    """Layers that a double mirror recorded again: by the rule of DESIGN, from the packets."""
    recent, segments, twins, again, set_aside = {}, collections.Counter(), collections.Counter(), [], set()
    single, twice, last = collections.Counter(), collections.defaultdict(list), {}
    for f in frames:
        for layer in f.layers[-1:]:
            if layer.quoted or layer.piece or not layer.kind or not layer.ports:
                continue
            mark = (layer.kind, layer.src, layer.dst, layer.ports, layer.ident, layer.mark)
            pair = tuple(sorted([layer.src, layer.dst]))
            begin = layer.kind == 'udp' and begins.get(f.number)
            twin = (mark, begin) in recent and abs(f.us - recent[mark, begin]) <= MIRROR_US
            if not twin:
                recent[mark, begin] = f.us
            if layer.payload and layer.kind == 'tcp':
                (twins if twin else segments)[pair] += 1
            if twin:
                again.append((pair, id(layer)))
            if layer.kind == 'udp' and twin and number(layer.ident) > 1:
                set_aside.add(id(layer))
            elif layer.kind == 'udp':
                flow = tuple(sorted(zip((layer.src, layer.dst), layer.ports)))
                before, last[flow] = last.get(flow), (layer.src, layer.ports, f.us)
                goes_on = before and before[:2] == (layer.src, layer.ports) and abs(f.us - before[2]) <= MOMENT_US
                if twin and goes_on:
                    twice[flow].append(id(layer))
                else:
                    single[flow] += 1
    for flow, copied in twice.items():
        if len(copied) >= DATAGRAMS_LEAST and len(copied) * 5 >= single[flow] * 4:
            set_aside.update(copied)
    return set_aside | {i for pair, i in again if twins[pair] >= MIRROR_LEAST and twins[pair] * MIRROR_SHARE >= segments[pair]}


def piece_ports(capture, frames):
    """{id(layer): ports} of fragments: those that the packet's first piece showed before, or shows itself."""
    if not any(x.piece for f in frames for x in f.layers):
        return {}
    firsts = {f.number: f for f in read_tshark(outsiders.ask(PIECES, capture))[0]}
    known, found = {}, {}
    for f in frames:
        for layer, alone in zip(f.layers, firsts[f.number].layers):
            if not layer.piece:
                continue
            packet = (layer.src, layer.dst, layer.ident, layer.proto)
            if alone.ports:
                known[packet] = alone.ports
            found[id(layer)] = known.get(packet, (0, 0))
    return found


def damage(frame, layer):
    if frame.captured < frame.length:
        return 'cut'
    return 'header' if frame.malformed or not layer.sound else 'unnamed'


def predict(frame, counted, doubles, pieces, account):
    """What the rules say of one frame: what tshark counted, what mimamori counts, and why they differ."""
    outside = [x for x in frame.layers if id(x) in counted]
    for layer in outside:
        account.they(layer.conversation(), frame)
    read = [x for x in frame.layers if not x.quoted and not x.unread and x.src and x.dst]
    last = read[-1] if read and frame.link in READ_LINKS else None
    packets = 1 + sum(x.beside for x in read)
    ours = None
    if last and not (last.holds and (last is frame.layers[-1] or not frame.layers[frame.layers.index(last) + 1].unread)):
        if last.proto in NUMBERS.values() or last.kind:
            ours = last.astray or last.conversation(pieces.get(id(last)))
    for layer in outside:
        key = layer.conversation()
        if key == ours and layer is last and id(layer) not in doubles:
            continue
        if layer.beside or any(x.beside for x in read) and key == ours:
            continue
        account.differs(key, 'link' if frame.link not in READ_LINKS else 'wrapped' if layer.unread else 'quoted' if layer.quoted else
                        'copies' if id(layer) in doubles else 'outer' if layer.holds else 'fragments' if layer.piece else damage(frame, layer))
    if not ours or id(last) in doubles:
        return
    account.we(ours, frame, packets)
    if packets > 1:
        account.differs(ours, 'siblings')
    elif id(last) not in counted or last.conversation() != ours:
        account.differs(ours, 'fragments' if last.piece else damage(frame, last))


def group(ours, account):
    """Everything by (client, server, transport, server port) of ours; where two of ours fit a conversation they are one."""
    parent = {}

    def root(k):
        while parent.setdefault(k, k) != k:
            k = parent[k]
        return k

    def home(key):
        transport, (a, pa), (b, pb) = key
        fits = [k for k in dict.fromkeys([(transport, a, b, pb), (transport, b, a, pa)]) if k in ours]
        for k in fits[1:]:
            parent[root(k)] = root(fits[0])
        return fits[0] if fits else key
    homes = {key: home(key) for key in {*account.theirs, *account.predicted, *account.classes}}
    groups = collections.defaultdict(lambda: {'ours': [0, 0], 'theirs': [0, 0], 'predicted': [0, 0], 'classes': collections.Counter()})
    for k, v in ours.items():
        add(groups[root(k)]['ours'], v)
    for key, k in homes.items():
        g = groups[root(k)]
        add(g['theirs'], account.theirs.get(key, [0, 0]))
        add(g['predicted'], account.predicted.get(key, [0, 0]))
        g['classes'] += account.classes.get(key, collections.Counter())
    return groups


def add(to, v):
    to[0] += v[0]
    to[1] += v[1]


def blind_spots(frames, groups):
    """What mimamori has beyond the rules, when it is damaged frames of the same addresses (or of none) in which tshark got to
    no transport: as many of them, and their bytes."""
    blind = [f for f in frames if (f.malformed or f.captured < f.length) and not any(x.kind for x in f.layers)]
    for key, g in sorted(groups.items(), key=str):
        more = [g['ours'][i] - g['predicted'][i] for i in (0, 1)]
        ends = {x if isinstance(x, str) else x[0] for x in key[1:3]}
        fits = [f for f in blind if not f.layers or not f.layers[-1].dst or {address(f.layers[-1].src), address(f.layers[-1].dst)} == ends]
        if not 0 < more[0] <= len(fits) or len(fits) > 16:
            continue
        for some in itertools.combinations(fits, more[0]):
            if sum(f.length for f in some) == more[1]:
                blind = [f for f in blind if f not in some]
                g['predicted'] = g['ours']
                g['classes']['blind'] += more[0]
                break


def compare(row):
    path = f"{outsiders.CORPUS}/{row['path']}"
    report = outsiders.inspect(path)
    frames, tables = read_tshark(outsiders.ask(TSHARK, path))
    ours = collections.defaultdict(lambda: [0, 0])
    for f in report['flows']:
        if f['transport'] in ('tcp', 'udp'):
            add(ours[f['transport'], f['client']['ip'], f['server']['ip'], f['server_port']], (f['packets'], f['bytes']))
    account = Account()
    counted, doubles, pieces = tapped(frames, tables, account), copies(frames, first_bytes(path, frames)), piece_ports(path, frames)
    have = {(k[0], *sorted([k[1], k[2]])) for k in ours}
    for f in frames:
        for layer in f.layers:
            if layer.header_key and not layer.sound and (layer.key[0], *sorted(x[0] for x in layer.key[1:])) not in have:
                layer.astray = layer.header_key
        predict(f, counted, doubles, pieces, account)
    said = {'path': row['path'], 'conversations': len(tables), 'compared': 0, 'equal': 0, 'packets': 0, 'explained': [], 'unexplained': account.wrong}
    groups = group(ours, account)
    blind_spots(frames, groups)
    for key, g in sorted(groups.items(), key=str):
        if g['theirs'] == [0, 0] and g['ours'] == [0, 0]:
            continue
        said['compared'] += 1
        said['packets'] += g['theirs'][0]
        if g['ours'] == g['theirs']:
            said['equal'] += 1
        elif g['ours'] == g['predicted'] and g['classes'] and 'unnamed' not in g['classes']:
            said['explained'].append((key, g))
        else:
            said['unexplained'].append((key, g))
    return said


def plain(key):
    return ' '.join(str(x) for part in key for x in (part if isinstance(part, tuple) else (part,)))


def table(results):
    by = collections.defaultdict(lambda: [0, set(), 0])
    for r in results:
        for _, g in r['explained']:
            for name in g['classes']:
                by[name][0] += 1
                by[name][1].add(r['path'])
                by[name][2] += g['classes'][name]
    total = {k: sum(r[k] for r in results) for k in ('compared', 'equal', 'packets')}
    out = [f"{len(results)} captures, {total['compared']} sums by address pair, transport and server port, {total['packets']} packets in them: "
           f"{total['equal']} equal in packets and bytes, {sum(len(r['explained']) for r in results)} differ for reasons below, "
           f"{sum(len(r['unexplained']) for r in results)} unexplained.", '', '| why they differ | sums | captures | frames |', '|---|--:|--:|--:|']
    for name, words in CLASSES.items():
        if by[name][0]:
            out.append(f'| {words} | {by[name][0]} | {len(by[name][1])} | {by[name][2]} |')
    return '\n'.join(out)


def main(arguments):
    outsiders.need_corpus('tshark')
    names = [a for a in arguments if not a.startswith('-')]
    rows = [r for r in outsiders.manifest() if not names or r['path'] in names]
    results = outsiders.each(compare, rows)
    if '--table' in arguments:
        print(table(results))
        return 0
    for r in results:
        for key, g in r['explained'] if '--list' in arguments else []:
            print(f"{r['path']}: {plain(key)}: we {g['ours']}, tshark {g['theirs']}: {dict(g['classes'])}")
        for one in r['unexplained']:
            print(f"{r['path']}: UNEXPLAINED", one if isinstance(one, str) else f"{plain(one[0])}: we {one[1]['ours']}, tshark {one[1]['theirs']}, rules {one[1]['predicted']} {dict(one[1]['classes'])}")
    print(table(results).split('\n')[0])
    return 1 if any(r['unexplained'] for r in results) else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
