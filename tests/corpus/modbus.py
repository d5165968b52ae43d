#!/usr/bin/python3
"""Modbus functions in commands[] of inspect.json, by client, server and function: requests, answers, refusals. Beside Zeek's
and ICSNPP's published baselines (modbus.log, modbus_detailed.log in *.truth/), and beside what tshark dissects.

Where tshark's raw counts differ, rules over the packets predict what mimamori counts; a difference the rules predict belongs to
their classes, any other is UNEXPLAINED and fails the test.

    modbus.py              the test
    modbus.py --table      the tables for docs/measured.md
    modbus.py --list       every disagreement"""
import collections
import glob
import os
import re
import sys

import outsiders

FUNCTIONS = {'READ_COILS': 1, 'READ_DISCRETE_INPUTS': 2, 'READ_HOLDING_REGISTERS': 3, 'READ_INPUT_REGISTERS': 4, 'WRITE_SINGLE_COIL': 5,
             'WRITE_SINGLE_REGISTER': 6, 'READ_EXCEPTION_STATUS': 7, 'DIAGNOSTICS': 8, 'GET_COMM_EVENT_COUNTER': 11, 'GET_COMM_EVENT_LOG': 12,
             'WRITE_MULTIPLE_COILS': 15, 'WRITE_MULTIPLE_REGISTERS': 16, 'REPORT_SLAVE_ID': 17, 'READ_FILE_RECORD': 20,
             'WRITE_FILE_RECORD': 21, 'MASK_WRITE_REGISTER': 22, 'READ_WRITE_MULTIPLE_REGISTERS': 23, 'READ_FIFO_QUEUE': 24,
             'ENCAP_INTERFACE_TRANSPORT': 43}
FIELDS = ('frame.number ip.src ip.dst tcp.srcport tcp.dstport tcp.seq_raw tcp.len ip.id tcp.checksum modbus.func_code modbus.exception_code '
          'mbtcp.trans_id mbtcp.unit_id frame.protocols tcp.payload tcp.flags.syn tcp.flags.ack').split()
TSHARK = ['tshark', '-n', '-Y', '(tcp.len > 0 || tcp.flags.syn == 1) && (tcp.port == 502 || modbus)', '-T', 'fields', *[x for f in FIELDS for x in ('-e', f)], '-r']
CLASSES = {
    'again': 'segments sent or mirrored again: tshark dissects some of them, mimamori counts a message once',
    'late': 'segments that tshark calls retransmissions and does not dissect, though the capture holds them once (their first copy was lost)',
    'backwards': 'connections opened from port 502: tshark takes port 502 for the server, mimamori who was called; a refusal that nobody can have given is not counted',
    'stray': 'bytes behind a message that begin none: nobody can say where the next message begins',
    'quoted': 'packets quoted in ICMP errors',
    'unlinked': 'Zeek logs the request and the answer as two requests (functions it does not link)',
    'rewound': 'segments numbered more than 64 kB before what was already seen: tshark and mimamori take them for old ones, Zeek begins another connection',
}
ASKED, ANSWERED, REFUSED = range(3)


def ours(report):
    count = collections.defaultdict(lambda: [0, 0, 0])
    for c in report['commands']:
        if c['protocol'] in ('modbus', 'umas'):
            to = count[c['client']['ip'], c['server']['ip'], c['code']]
            for i, k in enumerate(('count', 'answered', 'refused')):
                to[i] += c[k]
    return {k: tuple(v) for k, v in count.items()}


def zeek(log):
    """Requests, answers and refusals of a modbus.log (a row for each) or of ICSNPP's modbus_detailed.log (a row for both)."""
    count, columns = collections.defaultdict(lambda: [0, 0, 0]), []
    for line in open(log, encoding='utf-8'):
        if line.startswith('#fields'):
            columns = line.rstrip('\n').split('\t')[1:]
        if line.startswith('#'):
            continue
        row = dict(zip(columns, line.rstrip('\n').split('\t')))
        name = re.sub('_EXCEPTION$', '', row['func'])
        key = (row['id.orig_h'], row['id.resp_h'], FUNCTIONS.get(name) or int(re.sub(r'\D', '', name) or -1))
        to = count[key]
        if 'pdu_type' in row:
            to[ASKED if row['pdu_type'] == 'REQ' else REFUSED if row['exception'] != '-' else ANSWERED] += 1
        else:
            refused = row['exception_code'] != '-' or row['func'].endswith('_EXCEPTION')
            to[ASKED] += 1
            if row['matched'] == 'T':
                to[REFUSED if refused else ANSWERED] += 1
    return {k: tuple(v) for k, v in count.items()}


def zeek_verdict(mine, theirs, rewound):
    if mine == theirs:
        return 'equal'
    if theirs[ANSWERED] == theirs[REFUSED] == 0 and theirs[ASKED] == sum(mine):
        return 'unlinked'
    return 'rewound' if rewound and sum(mine) == sum(theirs) - rewound else 'unexplained'


def segments(text):
    for line in text.split('\n'):
        if '\t' not in line:
            continue
        get = dict(zip(FIELDS, line.split('\t')))
        split = {f: v.split(',') if v else [] for f, v in get.items()}
        if not split['tcp.srcport'] or not split['ip.src']:
            continue
        yield {'from': (split['ip.src'][-1], int(split['tcp.srcport'][-1])), 'to': (split['ip.dst'][-1], int(split['tcp.dstport'][-1])),
               'seq': int(split['tcp.seq_raw'][-1]), 'len': int((split['tcp.len'] or ['0'])[-1]),
               'codes': [int(x) for x in split['modbus.func_code']], 'exceptions': len(split['modbus.exception_code']),
               'dissected': bool(split['modbus.func_code']), 'quoted': 'icmp' in get['frame.protocols'],
               'opens': split['tcp.flags.syn'][-1:] == ['1'] and split['tcp.flags.ack'][-1:] == ['0'], 'payload': ''.join(split['tcp.payload'][-1:])}


def functions(payload):
    """Function codes of the whole messages that a segment begins with, and whether other bytes follow."""
    raw, found = bytes.fromhex(payload.replace(':', '')), []
    while len(raw) >= 8 and raw[2:4] == b'\0\0':
        length = 6 + int.from_bytes(raw[4:6], 'big')
        if length < 8 or len(raw) < length:
            break
        found.append(raw[7])
        raw = raw[length:]
    return found, len(raw) > 0


def tshark(text):
    """What tshark counts, what the rules predict that mimamori counts, and the classes of the differences."""
    raw, rules = collections.defaultdict(lambda: [0, 0, 0]), collections.defaultdict(lambda: [0, 0, 0])
    classes = collections.defaultdict(collections.Counter)
    seen, speaks, callers, astray, reached = set(), set(), {}, set(), {}
    for s in segments(text):
        way, both = (s['from'], s['to']), tuple(sorted([s['from'], s['to']]))
        if s['opens']:
            callers[both] = s['from']
            reached.pop(way, 0), reached.pop(way[::-1], 0)
            astray -= {way, way[::-1]}
            continue
        by_port = s['to'][1] == 502
        asks = callers[both] == s['from'] if both in callers else by_port
        again = (*way, s['seq'], s['len']) in seen
        seen.add((*way, s['seq'], s['len']))
        behind = (reached.get(way, s['seq']) - s['seq']) % 2**32
        rewound = 65536 < behind < 2**31
        reached[way] = s['seq'] if way not in reached or not 0 < behind < 2**31 else reached[way]
        codes, stray = functions(s['payload'])
        late = not s['dissected'] and not again and both in speaks
        for code in codes if late else s['codes']:
            refused = code & 0x80 if late else len(s['codes']) == s['exceptions']
            code &= 0x7f
            ends = (s['from'][0], s['to'][0])
            theirs, key = (*(ends if by_port else ends[::-1]), code), (*(ends if asks else ends[::-1]), code)
            if not late:
                speaks.add(both)
                raw[theirs][ASKED if by_port else REFUSED if refused else ANSWERED] += 1
            why = 'quoted' if s['quoted'] else 'again' if again else 'rewound' if rewound else 'stray' if way in astray else 'backwards' if key != theirs else 'late' if late else None
            for k in {key, theirs} if why else ():
                classes[k][why] += 1
            if why in ('quoted', 'again', 'rewound', 'stray') or (asks and refused):
                continue
            rules[key][ASKED if asks else REFUSED if refused else ANSWERED] += 1
        if stray and both in speaks and codes:
            astray.add(way)
    return {k: tuple(v) for k, v in raw.items()}, {k: tuple(v) for k, v in rules.items()}, {k: +v for k, v in classes.items()}


def compare(row):
    path = os.path.join(outsiders.CORPUS, row['path'])
    report = outsiders.inspect(path)
    mine = ours(report)
    said = {'path': row['path'], 'zeek': [], 'tshark': []}
    raw, rules, classes = tshark(outsiders.ask(TSHARK, path))
    logs = glob.glob(path + '.truth/**/modbus_detailed.log', recursive=True) or glob.glob(path + '.truth/**/modbus.log', recursive=True)
    for log in logs:
        theirs = zeek(log)
        for key in sorted(set(mine) | set(theirs)):
            said['zeek'].append((key, mine.get(key, (0, 0, 0)), theirs.get(key, (0, 0, 0)), classes.get(key, {}).get('rewound', 0), os.path.basename(log)))
    for key in sorted(set(mine) | set(raw)):
        said['tshark'].append((key, mine.get(key, (0, 0, 0)), raw.get(key, (0, 0, 0)), rules.get(key, (0, 0, 0)), dict(classes.get(key, {}))))
    return said


def with_modbus():
    """Captures in which the list, tshark or Zeek sees Modbus."""
    peer = {line.split('\t')[0] for line in open(os.path.join(outsiders.CORPUS, 'TSHARK-PEER.tsv'), encoding='utf-8', errors='replace') if '\tmodbus.' in line}
    return [r for r in outsiders.manifest() if r['path'] in peer or 'modbus' in r['path'].lower() or 'modbus' in (r['protocols'] or '') or
            glob.glob(os.path.join(outsiders.CORPUS, r['path']) + '.truth/**/modbus*.log', recursive=True)]


def verdict(one):
    _, mine, raw, rules, classes = one
    return 'equal' if mine == raw else 'explained' if mine == rules and classes else 'unexplained'


def table(results):
    judged = [(r['path'], one, verdict(one)) for r in results for one in r['tshark']]
    total = collections.Counter(v for _, _, v in judged)
    out = [f"{len([r for r in results if r['tshark']])} captures with Modbus, {len(judged)} sums by client, server and function, "
           f"{sum(one[1][ASKED] for _, one, _ in judged)} requests: {total['equal']} equal in requests, answers and refusals to what tshark dissects, "
           f"{total['explained']} differ for reasons below, {total['unexplained']} unexplained.", '', '| why they differ | sums | captures | messages |', '|---|--:|--:|--:|']
    for name, words in CLASSES.items():
        hit = [(p, one[4][name]) for p, one, v in judged if v == 'explained' and name in one[4]]
        if hit:
            out.append(f'| {words} | {len(hit)} | {len({p for p, _ in hit})} | {sum(n for _, n in hit)} |')
    out += ['', '| published baseline | functions | requests | equal |', '|---|--:|--:|---|']
    for r in results:
        if r['zeek']:
            kinds = collections.Counter(zeek_verdict(mine, theirs, rewound) for _, mine, theirs, rewound, _ in r['zeek'])
            rest = '; '.join(f'{n}: {CLASSES.get(k, k)}' for k, n in kinds.items() if k != 'equal')
            out.append(f"| {r['path']} ({r['zeek'][0][4]}) | {len(r['zeek'])} | {sum(t[ASKED] for _, _, t, _, _ in r['zeek'])} | "
                       f"{kinds['equal']}{'; ' + rest if rest else ''} |")
    return '\n'.join(out)


def main(arguments):
    outsiders.need_corpus('tshark')
    results = outsiders.each(compare, with_modbus())
    if '--table' in arguments:
        print(table(results))
        return 0
    wrong = 0
    for r in results:
        for key, mine, theirs, rewound, log in r['zeek']:
            if mine != theirs:
                why = zeek_verdict(mine, theirs, rewound)
                wrong += why == 'unexplained'
                if why == 'unexplained' or '--list' in arguments:
                    print(f"{r['path']}: {log}: {why.upper()} {key}: we {mine}, Zeek {theirs}")
        for one in r['tshark']:
            if verdict(one) == 'unexplained' or (verdict(one) == 'explained' and '--list' in arguments):
                wrong += verdict(one) == 'unexplained'
                print(f"{r['path']}: {verdict(one).upper()} {one[0]}: we {one[1]}, tshark {one[2]}, rules {one[3]}, {one[4]}")
    print(table(results).split('\n')[0])
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
