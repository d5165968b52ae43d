"""What OT protocols can ask of equipment: commands.py OUT DEEDS PROTOCOLS FOLDER [DEPFILE] packs FOLDER/TOKEN.yaml to a C table (decode/commands.h);
commands.py check DEEDS PROTOCOLS FOLDER only looks; commands.py table DEEDS PROTOCOLS FOLDER is docs/commands.md.
Fails, naming file, line and key, on a word that is not known (and says the nearest), a deed in another class than its own, a code that
stands twice, a file without a protocol of its name."""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string

CLASSES = ['read', 'write', 'control', 'program', 'diagnose', 'other']
SIGN_INS = ['none', 'optional', 'password', 'certificate', 'unknown']
PROOFS = ['spec', 'capture', 'vector', 'memory']  # what shows that a number means what its row says
PARTNERS = ['polled', 'asked', 'equals', 'bus']  # one that goes on asking, one that asks, either of two, the controller of a bus
ENGINEERING = ['none', 'programs', 'all']  # what in it only engineering tools do
CODES = ['hex', 'decimal']
HEAD, HEAD_OPTIONAL = ('protocol', 'source', 'sign_in', 'partners', 'engineering', 'codes', 'proof', 'commands'), ('proof',)
ROW, ROW_OPTIONAL = ('code', 'sub', 'class', 'deed', 'name', 'technique', 'tool', 'proof'), ('sub', 'deed', 'technique', 'tool', 'proof')


def wanted(known, optional):
    return [k for k in known if k not in optional]


class Table:
    def __init__(self, path, deeds, protocols):
        self.path, self.wrong, self.rows = path, [], []
        self.node, complaints = marked.load(path)
        self.wrong += complaints
        if self.node is None:
            return
        if not isinstance(self.node, dict):
            self.wrong.append(f'{path}:1: wants protocol, source, sign_in, codes, commands')
            return
        self.head(protocols)
        if not self.wrong:
            seen = {}
            for row in self.node['commands']:
                self.row(row, deeds, seen)

    def say(self, node, key, words):
        self.wrong.append(f'{self.path}:{marked.line_of(node, key)}: {key}: {words}')

    def word(self, node, key, known):
        if key in node:
            self.wrong += marked.word(self.path, node, key, known, '', 'word')

    def head(self, protocols):
        n = self.node
        self.wrong += marked.keys(self.path, n, HEAD, wanted(HEAD, HEAD_OPTIONAL), '')
        if self.wrong:
            return
        self.word(n, 'protocol', sorted(protocols))
        self.word(n, 'sign_in', SIGN_INS)
        self.word(n, 'partners', PARTNERS)
        self.word(n, 'engineering', ENGINEERING)
        self.word(n, 'codes', CODES)
        self.word(n, 'proof', PROOFS)
        if n['protocol'] + '.yaml' != os.path.basename(self.path):
            self.say(n, 'protocol', f'the file is called {os.path.basename(self.path)}')
        if not isinstance(n['source'], str) or len(n['source']) < 8:
            self.say(n, 'source', 'wants the document or recording that the numbers are from')
        if not isinstance(n['commands'], list):
            self.say(n, 'commands', 'wants a list')

    def row(self, r, deeds, seen):
        before = len(self.wrong)
        if not isinstance(r, dict):
            self.wrong.append(f'{self.path}: commands: wants rows of {", ".join(ROW)}')
            return
        self.wrong += marked.keys(self.path, r, ROW, wanted(ROW, ROW_OPTIONAL), '')
        if len(self.wrong) > before:
            return
        self.word(r, 'class', CLASSES)
        self.word(r, 'deed', sorted(deeds))
        self.word(r, 'proof', PROOFS)
        for key in ('code', 'sub'):
            v = r.get(key, 0)
            if not isinstance(v, int) or isinstance(v, bool) or not 0 <= v < 1 << 53:
                self.say(r, key, 'wants a whole number, not negative')
        if not isinstance(r['name'], str) or not 2 <= len(r['name']) <= 60:
            self.say(r, 'name', "wants the standard's word for it, 2 to 60 characters")
        if not re.fullmatch(r'T[01]\d{3}', str(r.get('technique', 'T0801'))):
            self.say(r, 'technique', 'wants a number of ATT&CK for ICS, as T0858')
        if r.get('tool', True) is not True:
            self.say(r, 'tool', 'is true or left out')
        if len(self.wrong) > before:
            return
        deed, cls = r.get('deed'), r['class']
        if deed and deeds[deed] != cls:
            self.say(r, 'class', f'{deed} is of class {deeds[deed]}')
        if not deed and cls in ('write', 'control', 'program'):
            self.say(r, 'class', f'what is {cls} has a deed')
        code = (r['code'], r.get('sub', -1))
        if code in seen:
            self.say(r, 'code', f'stands twice, first in line {seen[code]}')
        seen[code] = marked.line_of(r, 'code')
        self.rows.append((*code, cls, deed, r['name'], r.get('technique', ''), r.get('tool', False)))


def read(deeds_path, protocols_path, folder):
    text = open(deeds_path, encoding='utf-8').read()
    deeds = {t: c.lower() for _, t, c in re.findall(r'^DEED\((\w+), "([^"]+)", (\w+), \w+, \w+\)', text, re.M)}
    symbols = {t: s for s, t in re.findall(r'^DEED\((\w+), "([^"]+)"', text, re.M)}
    protocols = {t: (s, title) for s, t, title in re.findall(r'^PROTOCOL\((\w+), "([^"]+)", "([^"]+)"\)',
                                                             open(protocols_path, encoding='utf-8').read(), re.M)}
    tables = [Table(p, deeds, protocols) for p in sorted(glob.glob(os.path.join(folder, '*.yaml')))]
    wrong = [w for t in tables for w in t.wrong]
    if wrong:
        sys.exit('\n'.join(wrong))
    return symbols, protocols, tables


def pack(out, symbols, protocols, tables):
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/commands.py from data/commands. */\n#include "decode/commands.h"\n\n')
        for t in tables:
            symbol = protocols[t.node['protocol']][0]
            f.write(f'static const struct command_word words_{symbol}[] = {{\n')
            for code, sub, cls, deed, name, technique, tool in sorted(t.rows, key=lambda r: r[:2]):
                f.write(f'\t{{{code}, {sub}, CLASS_{cls.upper()}, DEED_{symbols[deed] if deed else "none"}, {int(tool)}, {c_string(name)}, {c_string(technique)}}},\n')
            f.write('};\n')
        f.write('\nconst struct command_table command_tables[PROTO_COUNT] = {\n')
        for t in tables:
            symbol = protocols[t.node['protocol']][0]
            f.write(f'\t[PROTO_{symbol}] = {{words_{symbol}, {len(t.rows)}, SIGN_IN_{t.node["sign_in"].upper()}, PARTNERS_{t.node["partners"].upper()}, '
                    f'ENGINEERING_{t.node["engineering"].upper()}, {int(t.node["codes"] == "hex")}, '
                    f'{c_string(t.node["source"])}}},\n')
        f.write('\t[PROTO_none] = {0},\n};\n')


def listed(depfile, out, folder):
    """What ninja has to look at: each table, and the folder, whose time changes with a file that comes or goes."""
    with open(depfile, 'w', encoding='utf-8') as f:
        f.write(f'{out}: {" ".join([folder] + sorted(glob.glob(os.path.join(folder, "*.yaml"))))}\n')


def shown(t, code, sub):
    form = (lambda v: f'0x{v:02x}') if t.node['codes'] == 'hex' else str
    return form(code) + ('' if sub < 0 else ' / ' + form(sub))


WHO_ASKS = {'polled': 'A master asks, slaves answer.', 'asked': 'A client asks, a server answers.', 'equals': 'Both sides may ask.',
            'bus': 'The controller of a bus starts and sets its devices.'}
TOOLS_DO = {'none': 'No deed in it makes an engineering station.', 'programs': 'Who transfers programs with it is taken for an engineering station.',
            'all': 'Who changes how a controller runs with it is taken for an engineering station.'}


def table(symbols, protocols, tables):
    print('# What OT protocols can ask of equipment\n\nMade by `tools/commands.py table` from `data/commands`; do not edit. Reading and diagnosing are left out here.\n')
    for t in tables:
        n = t.node
        print(f'## {protocols[n["protocol"]][1]} (`{n["protocol"]}`)\n\nSign-in the protocol asks for: {n["sign_in"]}. {WHO_ASKS[n["partners"]]} {TOOLS_DO[n["engineering"]]} Numbers from: {n["source"]}.\n')
        print('| code | name | class | deed | ATT&CK | shown by |\n| --- | --- | --- | --- | --- | --- |')
        for r in sorted(n['commands'], key=lambda r: (r['code'], r.get('sub', -1))):
            if r.get('deed'):
                print(f'| {shown(t, r["code"], r.get("sub", -1))} | {r["name"]} | {r["class"]} | {r["deed"]} | {r.get("technique", "")} | '
                      f'{r.get("proof", n.get("proof", "spec"))} |')
        print()


if __name__ == '__main__':
    if sys.argv[1] == 'check':
        read(*sys.argv[2:5])
    elif sys.argv[1] == 'table':
        table(*read(*sys.argv[2:5]))
    else:
        pack(sys.argv[1], *read(*sys.argv[2:5]))
        if len(sys.argv) > 5:
            listed(sys.argv[5], sys.argv[1], sys.argv[4])
