#!/usr/bin/python3
"""The plant's languages beside others' eyes: for each folder of ../shared/corpus/ot, requests and answers by function, names of protocols and the words
in which devices say who they are: ours (inspect.json, mimamori facts) beside tshark's and the published baselines (*.truth).

    ot [FOLDER|CAPTURE ...]     what differs, and a sum for each folder; fails when something differs that ot-explained.tsv does not explain
    ot --list ...               every function, equal ones, too
    ot --table                  docs/ot-comparison.md

A protocol that `mimamori protocols` does not list is "not decoded", which is told and is no failure of this test.
Explanations: ot-explained.tsv, CAPTURE <tab> PROTOCOL <tab> FUNCTION <tab> theirs asked/answered <tab> ours asked/answered <tab> why. The numbers are pinned; a row
that explains nothing is a failure, too (when all folders are compared)."""
import collections
import fnmatch
import glob
import os
import subprocess
import sys

import ot_baselines
import ot_page
import ot_peers
import modbus
import outsiders
from ot_peers import ANSWERED, ASKED

HERE = os.path.dirname(os.path.abspath(__file__))
EXPLAINED = os.path.join(HERE, 'ot-explained.tsv')
PAGE = os.path.join(outsiders.ROOT, 'docs', 'ot-comparison.md')
# What is asked of it at once, since each start of tshark takes longer than most captures: values by function, then the words of identity. Values of a
# field stand between bars, for words have commas.
TSHARK = ['tshark', '-n', '-T', 'fields', *[x for f in (*ot_peers.FIELDS, *ot_peers.IDENTITY) for x in ('-e', f)], '-E', 'aggregator=|', '-r']


def captures(words):
    """(folder, path below the corpus) of what is asked for."""
    for path in sorted(glob.glob(os.path.join(outsiders.CORPUS, 'ot', '*', '*.pcap*'))):
        folder, name = path.split(os.sep)[-2:]
        if os.path.isfile(path) and (not words or folder in words or any(w in name for w in words)):
            yield folder, os.path.join('ot', folder, name)


def decoded():
    """Tokens that have a decoder."""
    said = subprocess.run([outsiders.MIMAMORI, 'protocols', '--format', 'csv'], capture_output=True, text=True).stdout
    return {line.split(',')[0] for line in said.split('\n') if line}


def said_by_tshark(path):
    """Of each frame the fields of ot_peers.FIELDS, as one line with commas between a field's values, and those of IDENTITY."""
    n = len(ot_peers.FIELDS)
    for line in outsiders.ask(TSHARK, path).split('\n'):
        cells = line.split('\t')
        if len(cells) > 1:
            yield '\t'.join(cells[:n]).replace('|', ','), cells[n:]


def theirs(said):
    """{(token, key): [asked, answered]}, the same of segments that were sent again, {token: frames}."""
    count, again, frames, seen = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(lambda: [0, 0]), collections.Counter(), set()
    for line, _ in said:
        f = ot_peers.Frame(line)
        names = f.raw['frame.protocols'].split(':')
        for token in {ot_peers.NAMES[n] for n in names if n in ot_peers.NAMES}:
            frames[token] += 1
        segment = f.segment()
        repeated = segment in seen if segment else False
        if segment:
            seen.add(segment)
        for peer in ot_peers.PEERS:
            for token, key, side in peer(f):
                count[token, key][side] += 1
                if repeated:
                    again[token, key][side] += 1
    return count, again, frames


def ours(report):
    count, names = collections.defaultdict(lambda: [0, 0]), {}
    for c in report['commands'] if report else []:
        read = ot_peers.OURS.get(c['protocol'], lambda code, sub: f'{code}')
        key = c['protocol'], read(c['code'], c['sub'])
        count[key][ASKED] += c['count']
        if c['protocol'] not in ot_peers.NAMELESS:
            count[key][ANSWERED] += c['answered'] + c['refused']
        names[key] = c['name']
    return count, names


def identities(said):
    """Values by which devices say who they are, as tshark reads them."""
    found = set()
    for _, cells in said:
        for field, values in zip(ot_peers.IDENTITY, cells):
            found |= {(field, v.strip()) for v in values.split('|') if len(v.strip()) > 1}
    return found


def plain(text):
    return ''.join(c for c in text.lower() if c.isalnum())


def facts(path):
    """All that we say of devices, as one text to look in; and the protocols that say it, those below IP among them."""
    run = subprocess.run([outsiders.MIMAMORI, 'facts', os.path.join(outsiders.CORPUS, path)], capture_output=True, timeout=300)
    text = run.stdout.decode('utf-8', 'replace')
    return plain(text), {f[2] for f in (line.split() for line in text.split('\n')) if len(f) > 2 and f[0] == 'fact'}


def verdict(mine, raw, again):
    less = [r - a for r, a in zip(raw, again)]
    if mine == raw:
        return 'equal'
    if mine == less or (mine[ASKED] in (raw[ASKED], less[ASKED]) and mine[ANSWERED] in (raw[ANSWERED], less[ANSWERED])):
        return 'again'
    return 'differs'


def compare(work):
    folder, path = work
    full = os.path.join(outsiders.CORPUS, path)
    peer = list(said_by_tshark(full))
    raw, again, frames = theirs(peer)
    report = outsiders.inspect(full)
    mine, names = ours(report)
    tokens = {f['protocol'] for f in report['flows']} if report else set()
    rows = [('tshark', key, raw.get(key, [0, 0]), again.get(key, [0, 0]), mine.get(key, [0, 0])) for key in sorted(set(raw) | {k for k in mine if k[0] in PEER_TOKENS})]
    for source, token, key, count in ot_baselines.read(full):
        rows.append((source, (token, key), count, [0, 0], mine.get((token, key), [0, 0])))
    words = {'equal': 'equal', 'explained': 'rules', 'unexplained': 'differs'}
    for one in modbus.compare({'path': path})['tshark'] if 'modbus' in frames or 'modbus' in tokens else []:
        asked, mine_ = [one[2][0], one[2][1] + one[2][2]], [one[1][0], one[1][1] + one[1][2]]
        rows.append(('tshark', ('modbus', f'{one[0][0]} > {one[0][1]} {one[0][2]}'), asked, words[modbus.verdict(one)], mine_))
    who = identities(peer)
    said, speaking = facts(path)
    return {'folder': folder, 'path': path, 'rows': rows, 'names': names, 'frames': dict(frames), 'tokens': tokens | speaking | {k[0] for k in mine},
            'who': sorted(who), 'unsaid': sorted(w for w in who if plain(w[1]) not in said), 'baselines': ot_baselines.names(full)}


PEER_TOKENS = {t for t in ot_peers.NAMES.values()} - {'modbus'} | {'cip', 'profinet-io'}   # Modbus: modbus.py compares by client and server, with its own rules


def pair(count):
    return f'{count[0]}/{count[1]}'


def explanations():
    out = []
    if os.path.exists(EXPLAINED):
        for line in open(EXPLAINED, encoding='utf-8'):
            if line.strip() and not line.startswith('#'):
                row = line.rstrip('\n').split('\t')
                out.append({'row': row, 'used': 0})
    return out


def explain(known, path, source, key, count, mine):
    for e in known:
        where, token, function, their, our, why = e['row']
        if fnmatch.fnmatchcase(path, 'ot/' + where) and token == key[0] and fnmatch.fnmatchcase(key[1], function) and their in ('*', pair(count)) and our in ('*', pair(mine)):
            e['used'] += 1
            return why
    return None


class Sums:
    """What is told of one folder."""
    def __init__(self):
        self.captures = self.asked = self.functions = self.equal = self.again = self.rules = self.explained = self.missing = 0
        self.differs, self.undecoded, self.who, self.unsaid, self.unnamed, self.found = [], collections.Counter(), 0, [], [], []


def judge(results, have, known):
    folders = collections.defaultdict(Sums)
    for r in results:
        s = folders[r['folder']]
        s.captures += 1
        for source, key, count, again, mine in r['rows']:
            if key[0] not in have:
                s.undecoded[key[0]] += count[ASKED]
                continue
            how = again if isinstance(again, str) else verdict(mine, count, again)
            s.functions += 1
            s.asked += mine[ASKED] if source == 'tshark' else 0
            s.equal += how == 'equal'
            s.again += how == 'again'
            s.rules += how == 'rules'
            if how == 'differs':
                why = explain(known, r['path'], source, key, count, mine)
                s.explained += why is not None
                s.differs.append((r['path'], source, key, r['names'].get(key, ''), count, mine, why))
        s.who += len(r['who'])
        for field, value in r['unsaid']:
            why = explain(known, r['path'], 'tshark', ('identity', f'{field}={value}'), [0, 0], [0, 0])
            s.unsaid.append((r['path'], field, value, why))
        for source, token in [('tshark', t) for t in r['frames']] + r['baselines']:
            if token in r['tokens']:
                s.found.append((source, token))
            elif token in have:
                why = explain(known, r['path'], source, (token, 'named'), [0, 0], [0, 0])
                s.unnamed.append((r['path'], source, token, why))
            else:
                s.undecoded[token] += 0
    return folders


def told(folders, everything):
    wrong = 0
    for folder, s in sorted(folders.items()):
        bad = [d for d in s.differs if d[6] is None]
        wrong += len(bad) + sum(1 for u in s.unsaid + s.unnamed if u[3] is None)
        for path, source, key, name, count, mine, why in s.differs if everything else bad:
            print(f'  {path}: {source}: {key[0]} {key[1]} {name}: they {pair(count)}, we {pair(mine)}{": " + why if why else ""}')
        for path, field, value, why in s.unsaid:
            if why is None or everything:
                print(f'  {path}: said by nobody of ours: {field} "{value[:80]}"{": " + why if why else ""}')
        for path, source, token, why in s.unnamed:
            if why is None or everything:
                print(f'  {path}: {source} sees {token}, we do not{": " + why if why else ""}')
        print(f'{folder}: {s.captures} captures, {s.functions} functions ({s.asked} requests of ours): {s.equal} equal, {s.again} but for segments sent again, '
              f'{s.explained + s.rules} explained, {len(bad)} NOT explained; {s.who - len(s.unsaid)} of {s.who} words of identity'
              + (f'; not decoded: {", ".join(f"{t} ({n})" for t, n in sorted(s.undecoded.items()))}' if s.undecoded else ''))
    return wrong


def main(arguments):
    outsiders.need_corpus('tshark')
    words = [a.strip('/').split('/')[-1] for a in arguments if not a.startswith('--')]
    known = explanations()
    results = outsiders.each(compare, list(captures(words)))
    if not results:
        print('no such capture')
        return 2
    folders = judge(results, decoded(), known)
    if '--table' in arguments:
        return ot_page.write(PAGE, folders)
    wrong = told(folders, '--list' in arguments)
    if not words:
        for e in known:
            if not e['used']:
                wrong += 1
                print('explains nothing:', ' '.join(e['row'][:3]))
        if not ot_page.is_current(PAGE, folders):
            wrong += 1
            print('docs/ot-comparison.md says otherwise: tests/corpus/ot --table makes it anew')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
