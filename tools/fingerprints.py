"""fingerprint_table.c from data/fingerprints/*.tsv: each regular expression as a little program for src/inventory/fingerprints.c.

An instruction is four bytes: operation, argument, and a 16-bit place to go on. A pattern that needs more than the machine knows
(looking around, back references) is left out, and counted in the last line of the source.
"""
import json
import re
import sys

try:
    from re import _constants as K, _parser as parser
except ImportError:                                   # Python before 3.11
    import sre_constants as K
    import sre_parse as parser

DATABASES = ['ssh', 'http', 'realm', 'title', 'snmp', 'telnet', 'ftp', 'smtp', 'dhcp', 'mdns', 'rtsp']
FIELDS = ['maker', 'model', 'firmware', 'os', 'kind']
CHAR, ANY, SET, FIRST, OTHER, JUMP, SAVE, BEGIN, END, WORD, MATCH = range(11)
GROUPS, LONGEST = 8, 900


class Beyond(Exception):
    pass


def category(c):
    name = str(c).lower()
    chars = {i for i in range(256) if (chr(i).isdigit() if i < 128 and 'digit' in name else
                                       i in b' \t\n\r\f\v' if 'space' in name else
                                       i < 128 and (chr(i).isalnum() or chr(i) == '_'))}
    return set(range(256)) - chars if 'not' in name else chars


class Program:
    def __init__(self, sets, ignore):
        self.code, self.sets, self.ignore = [], sets, ignore

    def put(self, op, a=0, to=0):
        if len(self.code) >= LONGEST:
            raise Beyond('too long')
        self.code.append([op, a, to])
        return len(self.code) - 1

    def put_set(self, chars):
        if self.ignore:
            chars = {ord(chr(c).lower()) if c < 128 else c for c in chars}
        key = frozenset(c for c in chars if c < 256)
        self.put(SET, 0, self.sets.setdefault(key, len(self.sets)))

    def literal(self, c):
        for b in chr(c).encode():
            self.put(CHAR, ord(chr(b).lower()) if self.ignore and b < 128 else b)

    def repeat(self, low, high, item, greedy):
        first, other = (FIRST, OTHER) if greedy else (OTHER, FIRST)
        if low > 40:
            raise Beyond('long repeat')
        if high > 20:                                 # texts are short: as good as without end
            high = K.MAXREPEAT
        for _ in range(low):
            self.sequence(item)
        if high == K.MAXREPEAT:
            at = self.put(first)
            self.sequence(item)
            self.put(JUMP, 0, at)
            self.code[at][2] = len(self.code)
        else:
            ends = []
            for _ in range(high - low):
                ends.append(self.put(first))
                self.sequence(item)
            for e in ends:
                self.code[e][2] = len(self.code)

    def branch(self, ways):
        ends = []
        for i, way in enumerate(ways):
            if i + 1 < len(ways):
                at = self.put(FIRST)
                self.sequence(way)
                ends.append(self.put(JUMP))
                self.code[at][2] = len(self.code)
            else:
                self.sequence(way)
        for e in ends:
            self.code[e][2] = len(self.code)

    def one_of(self, items):
        chars, negate = set(), False
        for op, arg in items:
            if op is K.NEGATE:
                negate = True
            elif op is K.LITERAL:
                chars.add(arg)
            elif op is K.RANGE:
                chars |= set(range(arg[0], arg[1] + 1))
            elif op is K.CATEGORY:
                chars |= category(arg)
            else:
                raise Beyond(str(op))
        if self.ignore:
            chars |= {ord(chr(c).swapcase()) for c in chars if c < 128}
        self.put_set(set(range(256)) - chars if negate else chars)

    def sequence(self, items):
        for op, arg in items:
            if op is K.LITERAL:
                self.literal(arg)
            elif op is K.NOT_LITERAL:
                self.put_set(set(range(256)) - {arg, ord(chr(arg).swapcase()) if self.ignore and arg < 128 else arg})
            elif op is K.ANY:
                self.put(ANY)
            elif op is K.IN:
                self.one_of(arg)
            elif op in (K.MAX_REPEAT, K.MIN_REPEAT):
                self.repeat(arg[0], arg[1], arg[2], op is K.MAX_REPEAT)
            elif op is K.SUBPATTERN:
                group, _, _, sub = arg
                if group is not None and group < GROUPS:
                    self.put(SAVE, group * 2)
                self.sequence(sub)
                if group is not None and group < GROUPS:
                    self.put(SAVE, group * 2 + 1)
            elif op is K.BRANCH:
                self.branch(arg[1])
            elif op is K.AT:
                kind = str(arg)
                if 'BOUNDARY' in kind and 'NON' not in kind:
                    self.put(WORD)
                else:
                    self.put(BEGIN if 'BEGINNING' in kind else END)
            else:
                raise Beyond(str(op))


def longest_literal(tree):
    """A run of plain characters that every match holds: looked for before the program is run."""
    best = run = ''
    for op, arg in tree:
        if op is K.LITERAL and arg < 128:
            run += chr(arg)
            continue
        if op is K.SUBPATTERN:
            inner = longest_literal(arg[3])
            best = max(best, inner, key=len)
        if op is K.MAX_REPEAT and arg[0] > 0:
            best = max(best, longest_literal(arg[2]), key=len)
        best, run = max(best, run, key=len), ''
    return max(best, run, key=len)[:40]


def quote(s):
    return '"' + ''.join(ch if 32 <= ord(ch) < 127 and ch not in '"\\?' else ''.join(f'\\{b:03o}' for b in ch.encode()) for ch in s) + '"'


def main(out, *sources):
    sets, code, rows, told, left_out = {}, [], [], [], 0
    for source in sources:
        for line in open(source, encoding='utf-8'):
            database, flags, pattern, tells, _ = line.rstrip('\n').split('\t')
            ignore = flags == 'i'
            try:
                tree = parser.parse(pattern)
                p = Program(sets, ignore)
                p.sequence(tree)
                p.put(MATCH)
            except (Beyond, re.error):
                left_out += 1
                continue
            tells = json.loads(tells)
            if any(not isinstance(v, str) and v >= GROUPS for v in tells.values()):
                left_out += 1
                continue
            literal = longest_literal(tree)
            anchored = bool(p.code) and p.code[0][0] == BEGIN
            rows.append((DATABASES.index(database), len(code), anchored, ignore, literal.lower() if ignore else literal, len(told), len(tells)))
            code += p.code
            told += [(FIELDS.index(k), v if isinstance(v, str) else None, 0 if isinstance(v, str) else v) for k, v in sorted(tells.items())]
    order = sorted(range(len(rows)), key=lambda i: (rows[i][0], i))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/fingerprints.py. */\n#include "inventory/fingerprints.h"\n\n')
        f.write('const struct fingerprint_step fingerprint_steps[] = {\n')
        f.writelines(f'\t{{{op}, {a}, {to}}},\n' for op, a, to in code)
        f.write('};\n\nconst uint8_t fingerprint_sets[][32] = {\n')
        for chars in sets:
            f.write('\t{' + ', '.join(str(sum(1 << b for b in range(8) if i * 8 + b in chars)) for i in range(32)) + '},\n')
        f.write('\t{0},\n};\n\nconst struct fingerprint_told fingerprint_told[] = {\n')
        f.writelines(f'\t{{{quote(v) if v is not None else 0}, {field}, {group}}},\n' for field, v, group in told)
        f.write('\t{0, 0, 0},\n};\n\nconst struct fingerprint fingerprints[] = {\n')
        for i in order:
            db, start, anchored, ignore, literal, first, n = rows[i]
            f.write(f'\t{{{quote(literal)}, {start}, {first}, {n}, {db}, {int(anchored)}, {int(ignore)}}},\n')
        f.write(f'}};\n\nconst size_t fingerprint_count = {len(rows)};\n\nconst struct fingerprint_range fingerprint_ranges[] = {{\n')
        for db in range(len(DATABASES)):
            here = [k for k, i in enumerate(order) if rows[i][0] == db]
            f.write(f'\t{{{here[0] if here else 0}, {here[-1] + 1 if here else 0}}},\n')
        f.write(f'}};\n/* {left_out} patterns need more than the machine knows. */\n')


main(*sys.argv[1:])
