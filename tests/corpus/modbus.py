#!/usr/bin/python3
"""Modbus requests and answers counted by function, beside Zeek's published baselines (modbus.log) and tshark's own count.

    tests/corpus/modbus.py [--tshark] [BUILD]

Zeek's baselines are those of zeek and ICSNPP in ../shared/corpus; they must be equal. With --tshark every capture that has
Modbus is counted by tshark too (a minute). Skips, visibly, when the corpus is not there.
"""
import collections
import glob
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.path.join(ROOT, '..', 'shared', 'corpus')
NUM = re.compile(r'^fact  #(\d+) (modbus|umas) (command|answer) .*  num (\S+) ')
ZEEK = {'READ_COILS': 1, 'READ_DISCRETE_INPUTS': 2, 'READ_HOLDING_REGISTERS': 3, 'READ_INPUT_REGISTERS': 4, 'WRITE_SINGLE_COIL': 5,
        'WRITE_SINGLE_REGISTER': 6, 'READ_EXCEPTION_STATUS': 7, 'DIAGNOSTICS': 8, 'WRITE_MULTIPLE_COILS': 15,
        'WRITE_MULTIPLE_REGISTERS': 16, 'REPORT_SLAVE_ID': 17, 'READ_FILE_RECORD': 20, 'WRITE_FILE_RECORD': 21,
        'MASK_WRITE_REGISTER': 22, 'READ_WRITE_MULTIPLE_REGISTERS': 23, 'READ_FIFO_QUEUE': 24, 'ENCAP_INTERFACE_TRANSPORT': 43}


def ours(build, path):
    """Counter of (kind, function code): kind is command or answer."""
    run = subprocess.run([os.path.join(build, 'mimamori'), 'facts', path], capture_output=True, timeout=120)
    found = (NUM.match(line) for line in run.stdout.decode('utf-8', 'replace').splitlines())
    return collections.Counter((m[3], int(m[4])) for m in found if m)


def zeek(log):
    """As ours, from a modbus.log. Older logs have one row for a request with its answer, newer ones a row each."""
    count = collections.Counter()
    columns = ['ts', 'uid', 'orig_h', 'orig_p', 'resp_h', 'resp_p', 'func', 'exception']
    for line in open(log, encoding='utf-8'):
        if line.startswith('#fields'):
            columns = line.rstrip('\n').split('\t')[1:]
        if line.startswith('#'):
            continue
        row = dict(zip(columns, line.rstrip('\n').split('\t')))
        code = ZEEK.get(re.sub('_EXCEPTION$', '', row['func']))
        if code is None:
            sys.exit(f'{log}: unknown function {row["func"]}')
        kind = {'REQ': 'command', 'RESP': 'answer'}.get(row.get('pdu_type'))
        for k in [kind] if kind else ['command', 'answer']:
            count[k, code] += 1
    return count


def tshark(path):
    run = subprocess.run(['tshark', '-n', '-r', path, '-Y', 'modbus', '-T', 'fields', '-e', 'modbus.func_code'], capture_output=True)
    return collections.Counter(int(c) for line in run.stdout.decode().split() for c in line.split(','))


def main():
    build = next((a for a in sys.argv[1:] if not a.startswith('-')), os.path.join(ROOT, 'build'))
    if not os.path.isdir(CORPUS):
        print('modbus: skipped, ../shared/corpus is not here')
        return 77
    bad = 0
    for log in sorted(glob.glob(os.path.join(CORPUS, '**', 'modbus.log'), recursive=True)):
        path = log[:log.index('.truth/')]
        a, b = ours(build, path), zeek(log)
        bad += a != b and '/malformed/' not in path     # a capture fuzzed on purpose: shown, not judged
        print(f'{"equal" if a == b else "DIFFER"}  zeek  {os.path.relpath(path, CORPUS)}  {sum(a.values())} / {sum(b.values())}'
              + ('' if a == b else f'  ours {dict(a - b)} theirs {dict(b - a)}'))
    listing = open(os.path.join(CORPUS, 'MANIFEST.tsv'), encoding='utf-8') if '--tshark' in sys.argv else []
    for row in (line.split('\t') for line in listing):
        if ' modbus=' not in ' ' + row[7] and '/modbus/' not in row[0] or not re.search(r'\.p?cap(ng)?$', row[0]):
            continue
        path = os.path.join(CORPUS, row[0])
        a = collections.Counter()
        for (_, code), n in ours(build, path).items():
            a[code] += n
        b = tshark(path)
        print(f'{"equal" if a == b else "differ"}  tshark  {row[0]}  {sum(a.values())} / {sum(b.values())}'
              + ('' if a == b else f'  ours {dict(a - b)} theirs {dict(b - a)}'))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
