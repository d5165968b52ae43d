#!/usr/bin/env python3
"""to-pcapng.py IN.pcap OUT.pcapng: the same frames in order of time, and of the recording machine nothing: no host,
processor, system, program version or command line in the file."""
import struct
import sys

data = open(sys.argv[1], "rb").read()
magic, _, _, _, _, snaplen, link = struct.unpack_from("<IHHiIII", data)
if magic != 0xA1B2C3D4:
    sys.exit("to-pcapng.py: not a pcap file in microseconds")
frames, at = [], 24
while at + 16 <= len(data):
    s, us, kept, full = struct.unpack_from("<IIII", data, at)
    frames.append((s * 1_000_000 + us, full, data[at + 16:at + 16 + kept]))
    at += 16 + kept
frames.sort(key=lambda f: f[0])


def pad(b):
    return b + bytes(-len(b) % 4)


def option(code, text):
    b = text.encode()
    return struct.pack("<HH", code, len(b)) + pad(b)


def block(kind, body):
    n = len(body) + 12
    return struct.pack("<II", kind, n) + body + struct.pack("<I", n)


END = bytes(4)
with open(sys.argv[2], "wb") as out:
    out.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)
                    + option(1, "mimamori sample plant: made, not met; names, addresses and passwords belong to nobody")
                    + option(4, "sample/record.sh") + END))
    out.write(block(1, struct.pack("<HHI", link, 0, snaplen) + option(2, "mirror") + END))
    for when, full, frame in frames:
        out.write(block(6, struct.pack("<IIIII", 0, when >> 32, when & 0xFFFFFFFF, len(frame), full) + pad(frame)))
