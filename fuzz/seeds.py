"""First inputs of the harnesses stack and decoders, from captures: seeds.py FOLDER HARNESS PROTOCOLS.DEF PROTO_FOLDER CAPTURE ...
Reads plain pcap and pcapng of Ethernet; anything else is passed over."""
import os
import re
import struct
import sys

folder, harness, definitions, protos, *captures = sys.argv[1:]
tokens = [t for t in re.findall(r'^PROTOCOL\(\w+, "([^"]+)"', open(definitions, encoding='utf-8').read(), re.M)
          if os.path.exists(os.path.join(protos, t + '.c'))]
hints = {}
for index, token in enumerate(tokens):
    text = open(os.path.join(protos, token + '.c'), encoding='utf-8').read()
    m = re.search(r'uint16_t \w*\[\] = \{([^}]*)\}', text)
    for port in re.findall(r'\b\d+\b|0x[0-9a-fA-F]+', m.group(1)) if m else []:
        hints.setdefault(int(port, 0), []).append(index)


def pcap(data):
    order = {b'\xd4\xc3\xb2\xa1': '<', b'\xa1\xb2\xc3\xd4': '>', b'\x4d\x3c\xb2\xa1': '<', b'\xa1\xb2\x3c\x4d': '>'}.get(data[:4])
    if order:
        link, at = struct.unpack(order + 'I', data[20:24])[0] & 0xffff, 24
        while at + 16 <= len(data):
            n = struct.unpack(order + 'I', data[at + 8:at + 12])[0]
            yield link, data[at + 16:at + 16 + n]
            at += 16 + n
    elif data[:4] == b'\x0a\x0d\x0d\x0a' and data[8:12] == b'\x4d\x3c\x2b\x1a':
        links, at = [], 0
        while at + 12 <= len(data):
            kind, size = struct.unpack('<II', data[at:at + 8])
            if size < 12:
                return
            if kind == 1:
                links.append(struct.unpack('<H', data[at + 8:at + 10])[0])
            elif kind == 6:
                i, _, _, n = struct.unpack('<IIII', data[at + 8:at + 24])
                yield links[i] if i < len(links) else 1, data[at + 28:at + 28 + n]
            at += size


def save(name, data):
    with open(os.path.join(folder, name), 'wb') as f:
        f.write(data[:16000])


def udp_tcp(frame):
    if len(frame) < 34 or frame[12:14] != b'\x08\x00':
        return None
    ip = frame[14:]
    l4 = ip[(ip[0] & 15) * 4:struct.unpack('>H', ip[2:4])[0]]
    if ip[9] == 17 and len(l4) >= 8:
        return struct.unpack('>HH', l4[:4]) + (l4[8:],)
    if ip[9] == 6 and len(l4) >= 20:
        return struct.unpack('>HH', l4[:4]) + (l4[(l4[12] >> 4) * 4:],)
    return None


numbers = {1: 0, 101: 1, 113: 2, 276: 3, 0: 4, 108: 5, 9: 6, 50: 7, 51: 8, 105: 9, 127: 10, 192: 11, 239: 12, 228: 13, 229: 14, 119: 15}
for number, path in enumerate(captures):
    try:
        frames = [f for _, f in zip(range(120), pcap(open(path, 'rb').read()))]
    except (OSError, struct.error):
        continue
    if harness == 'stack':
        save(f'{number}', b''.join(struct.pack('>BBH', numbers.get(l, 16), 0, len(f) & 0xffff) + f for l, f in frames if len(f) < 4000))
        continue
    talks = {}
    for link, f in frames:
        said = udp_tcp(f) if link == 1 else None
        if said and said[2]:
            for port, server in ((said[1], 0), (said[0], 1)):
                for index in hints.get(port, []):
                    talks.setdefault(index, []).append(struct.pack('>BH', server, len(said[2])) + said[2])
        elif link == 1 and len(f) > 14:
            for index in hints.get(struct.unpack('>H', f[12:14])[0], []):
                talks.setdefault(index, []).append(struct.pack('>BH', 0, len(f) - 14) + f[14:])
    for index, pieces in talks.items():
        save(f'{number}-{tokens[index]}', bytes([index, 0]) + b''.join(pieces))
