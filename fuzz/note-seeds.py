"""First inputs of the harness note: a checkpoint, and proofs with an event and with a hash: note-seeds.py FOLDER."""
import base64
import os
import struct
import sys

folder = sys.argv[1]


def b64(data):
    return base64.b64encode(data).decode()


def text(s):
    return struct.pack('>Q', len(s)) + s


note = f'mimamori/0011\n{{}}\n{b64(bytes(32))}\n\n\u2014 mimamori/0011 {b64(bytes(68))}\n'
event = bytes(32) + struct.pack('>QQ', 3, 9) + text(b'device-seen') + text(b'local') + text(b'{"device":"d2"}')
seeds = {'note': note.format(3), 'extension': note.format(3).replace('\n\n', '\nmore\n\n'), 'cosigned': note.format(3) + f'\u2014 w {b64(bytes(9))}\n'}
for name, extra in (('event', bytes(32) + b'e' + event), ('hash', bytes(32) + b'h' + bytes(32))):
    seeds[name] = f'c2sp.org/tlog-proof@v1\nextra {b64(extra)}\nindex 2\n{b64(bytes(32))}\n\n{note.format(3)}'
for name, seed in seeds.items():
    with open(os.path.join(folder, name), 'w', encoding='utf-8', newline='') as f:
        f.write(seed)
