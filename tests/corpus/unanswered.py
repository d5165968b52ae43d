#!/usr/bin/python3
"""Captures of ot/ with orders, whole and with what clients say alone: what findings say of answers."""
import glob
import json
import os
import subprocess
import sys
import tempfile

import varied

UNKNOWN = {'ja': '応答は記録されていない', 'en': 'No answer of the device was recorded'}
TAKEN = {'ja': '受け付けたと応答しています', 'en': 'without refusing'}
CHECKS = {'controller-stopped', 'controller-operated', 'controller-restarted', 'program-changed', 'controller-configured', 'address-changed',
          'controller-account-changed', 'controller-log-cleared', 'controller-written', 'program-read'}


def said(build, link, frames, room):
    path, out = os.path.join(room, 'a.pcap'), os.path.join(room, 'out')
    varied.write(path, link, frames)
    subprocess.run([os.path.join(build, 'mimamori'), 'inspect', path, '-o', out, '--quiet'], check=True, timeout=120)
    return [f for f in json.load(open(os.path.join(out, 'inspect.json')))['findings'] if f['check'] in CHECKS]


def main():
    build, bad, taken, unknown = os.environ.get('BUILD', 'build'), 0, 0, 0
    for path in sorted(glob.glob(os.path.join(varied.CORPUS, 's7comm', '*')) + glob.glob(os.path.join(varied.CORPUS, 'modbus', '*'))):
        if not path.endswith(('.pcap', '.pcapng')) or os.path.getsize(path) > 60000:
            continue
        link, frames = varied.read(path)
        if link is None or not frames:
            continue
        with tempfile.TemporaryDirectory() as room:
            whole = said(build, link, frames, room)
            alone = said(build, link, varied.client(link, frames), room)
        for language in UNKNOWN:
            taken += sum(TAKEN[language] in f['why'][language] for f in whole)
            unknown += sum(UNKNOWN[language] in f['why'][language] for f in alone)
            wrong = [f['check'] for f in alone if UNKNOWN[language] not in f['why'][language] or TAKEN[language] in f['why'][language]]
            wrong += [f['check'] for f in whole if (TAKEN[language] in f['why'][language]) == (UNKNOWN[language] in f['why'][language])]
            if wrong:
                bad += 1
                print(os.path.basename(path), language, wrong)
    print(f'{taken} findings say what was accepted, {unknown} that no answer was recorded, {bad} wrong')
    return 1 if bad or not taken or not unknown else 0


if __name__ == '__main__':
    sys.exit(main())
