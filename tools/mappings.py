"""Mappings, packed: mappings.py OUT MAPPINGS SHEETS; or as a page: mappings.py table MAPPINGS SHEETS. MAPPINGS/NAME.yaml is one mapping
(docs/adding/mapping.md). Fails, naming file, line and key, on a key or word that is not known (and says the nearest), a text that is
missing or too long, an item or id that does not exist or stands twice, a map out of order, and where something is unverified and the
file does not say what."""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string
from marked import line_of
from sheet import width

FILE = ('mapping', 'version', 'date', 'sheet', 'target', 'source', 'unverified', 'terms_status', 'groups', 'terms', 'homes', 'maps')
OPTIONAL = ('sheet', 'homes')
TARGET = ('title', 'publisher', 'edition', 'catalog')
TERM = ('id', 'group', 'label', 'status')
MAP = ('from', 'to', 'relationship', 'status', 'note')
TERM_STATUS = {'sourced': 'MAPPING_SOURCED', 'unverified': 'MAPPING_UNVERIFIED'}
MAP_STATUS = {'ours': 'MAPPING_OURS', 'unverified': 'MAPPING_UNVERIFIED'}
RELATIONSHIP = {'equivalent-to': 'MAPPING_EQUIVALENT', 'subset-of': 'MAPPING_SUBSET', 'superset-of': 'MAPPING_SUPERSET', 'intersects-with': 'MAPPING_INTERSECTS'}
LABEL = {'ja': (64, 'at most 32 full-width characters'), 'en': (64, 'at most 64 characters')}
TEXT = {'ja': (480, 'at most 240 full-width characters'), 'en': (520, 'at most 520 characters')}


def token(name):
    """An id as a machine may have it: an NCName."""
    plain = re.sub(r'[^A-Za-z0-9._-]+', '-', name)
    return plain if re.match(r'[A-Za-z_]', plain) else '_' + plain


class Lint:
    """Complaints about one file."""

    def __init__(self, path, items, homes):
        self.path, self.items, self.homes, self.wrong, self.terms = path, items, homes, [], {}

    def say(self, node, key, text):
        self.wrong.append(f'{self.path}:{line_of(node, key)}: {text}')

    def keys(self, node, known, wanted, where):
        self.wrong += marked.keys(self.path, node, known, wanted, where)
        return isinstance(node, dict) and all(k in node for k in wanted)

    def text(self, node, part, where, limits):
        pair = node[part]
        if not self.keys(pair, ('ja', 'en'), ('ja', 'en'), f'{where}: {part}'):
            return
        for l, (most, words) in limits.items():
            if not isinstance(pair[l], str) or not pair[l].strip():
                self.say(pair, l, f'{where}: {part}: {l}: wants a text')
            elif width(pair[l]) > most:
                self.say(pair, l, f'{where}: {part}: {l}: {words}')

    def term(self, node, what, group):
        name = node.get('id') if isinstance(node, dict) else None
        known = TERM if group else ('id', 'label', 'status')
        if not self.keys(node, known, [k for k in known if k != 'status'], f'{what} {name}'):
            return
        if not isinstance(name, str) or not name.strip():
            self.say(node, 'id', f'{what} {name}: id: wants a word (a number in quotes)')
        elif name in self.terms or token(name) in {token(t) for t in self.terms}:
            self.say(node, 'id', f'{what} {name}: id: stands twice')
        if group:
            self.wrong += marked.word(self.path, node, 'group', [n for n, t in self.terms.items() if 'group' not in t], f'{what} {name}', 'group')
        if 'status' in node:
            self.wrong += marked.word(self.path, node, 'status', TERM_STATUS, f'{what} {name}', 'status')
        self.text(node, 'label', f'{what} {name}', LABEL)
        self.terms[name] = node

    def map(self, node):
        name = node.get('from') if isinstance(node, dict) else None
        if not self.keys(node, MAP, [k for k in MAP if k != 'note'], f'map {name}'):
            return
        if name not in self.items:
            self.say(node, 'from', f'map {name}: from: no such item or sub-item{marked.nearest(name, self.items)}')
        if not isinstance(node['to'], list) or not node['to']:
            self.say(node, 'to', f'map {name}: to: wants a list of ids')
            return
        for i, t in enumerate(node['to']):
            if t not in self.terms:
                self.say(node['to'], i, f'map {name}: to: {t}: no such id{marked.nearest(t, self.terms)}')
            elif t in node['to'][:i]:
                self.say(node['to'], i, f'map {name}: to: {t}: stands twice')
        self.wrong += marked.word(self.path, node, 'relationship', RELATIONSHIP, f'map {name}', 'relationship')
        self.wrong += marked.word(self.path, node, 'status', MAP_STATUS, f'map {name}', 'status')
        if node['status'] == 'ours' and any(self.status(t) == 'unverified' for t in node['to'] if t in self.terms):
            self.say(node, 'status', f'map {name}: status: an id it names is unverified, so the map is, too')
        if 'note' in node:
            self.text(node, 'note', f'map {name}', TEXT)

    def status(self, name):
        return self.terms[name].get('status', self.default)

    def order(self, tree):
        last = ''
        for node in tree['maps']:
            name = node.get('from') if isinstance(node, dict) else None
            if isinstance(name, str):
                if name < last:
                    self.say(node, 'from', f'map {name}: out of order, it comes before {last}')
                last = max(last, name)

    def doubts(self, tree):
        """Exactly where something is unverified the file says what, in words."""
        doubtful = any(self.status(t) == 'unverified' for t in self.terms) or any(m.get('status') == 'unverified' for m in tree['maps'] if isinstance(m, dict))
        if doubtful and tree['unverified'] is None:
            self.say(tree, 'unverified', 'unverified: something here is unverified: say what, in both languages')
        elif not doubtful and tree['unverified'] is not None:
            self.say(tree, 'unverified', 'unverified: nothing here is: null')
        elif doubtful:
            self.text(tree, 'unverified', 'file', TEXT)

    def home(self, tree):
        """One map for each item to what its sheet calls csf2: that is said there alone."""
        if 'homes' not in tree:
            return
        if self.keys(tree['homes'], ('relationship', 'status'), ('relationship', 'status'), 'homes'):
            self.wrong += marked.word(self.path, tree['homes'], 'relationship', RELATIONSHIP, 'homes', 'relationship')
            self.wrong += marked.word(self.path, tree['homes'], 'status', MAP_STATUS, 'homes', 'status')
        for item, home in self.homes.items():
            if home not in self.terms:
                self.say(tree, 'homes', f'homes: {home}, where the sheet has item {item}, is no id here')
        for node in tree['maps']:
            if isinstance(node, dict) and self.homes.get(node.get('from')) in (node.get('to') or []):
                self.say(node, 'to', f'map {node["from"]}: to: the sheet says so already')

    def whole(self, tree):
        if not self.keys(tree, FILE, [k for k in FILE if k not in OPTIONAL], 'mapping'):
            return
        if tree['mapping'] != os.path.basename(self.path)[:-5]:
            self.say(tree, 'mapping', 'mapping: is not the name of the file')
        if not isinstance(tree['version'], int):
            self.say(tree, 'version', 'version: a number')
        if not re.fullmatch(r'\d{4}-\d\d-\d\d', str(tree['date'])):
            self.say(tree, 'date', 'date: when this version was made, such as 2026-11-29')
        if self.keys(tree['target'], TARGET, TARGET, 'target'):
            self.text(tree['target'], 'title', 'target', TEXT)
            self.text(tree['target'], 'edition', 'target', TEXT)
        self.text(tree, 'source', 'file', TEXT)
        self.wrong += marked.word(self.path, tree, 'terms_status', TERM_STATUS, '', 'status')
        self.default = tree['terms_status']
        for part in ('groups', 'terms', 'maps'):
            if not isinstance(tree[part], list):
                self.say(tree, part, f'{part}: wants a list')
                return
        for node in tree['groups']:
            self.term(node, 'group', False)
        for node in tree['terms']:
            self.term(node, 'term', True)
        for node in tree['maps']:
            self.map(node)
        if not self.wrong:
            self.order(tree)
            self.doubts(tree)
            self.home(tree)


def sheet_of(folder, name='jssec-2.1'):
    """(items and sub-items with their titles, the csf2 of each item)"""
    tree, _ = marked.load(os.path.join(folder, name + '.yaml'))
    titles, homes = {}, {}
    for item in tree['items']:
        titles[item['item']] = item['title']
        homes[item['item']] = item['csf2']
        titles.update({s['item']: s['title'] for s in item['subs']})
    return titles, homes


def load(folder, sheets):
    """The mappings as trees, by name, their maps with the homes of the sheet, and all that is wrong with them."""
    titles, homes = sheet_of(sheets)
    wrong, trees = [], {}
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml'))):
        tree, bad = marked.load(path)
        if not bad:
            lint = Lint(path, titles, homes)
            lint.whole(tree)
            bad = lint.wrong
        wrong += bad
        if not bad:
            all_maps = list(tree['maps']) + [{'from': i, 'to': [h], **tree['homes']} for i, h in homes.items() if 'homes' in tree]
            tree['maps'] = sorted(all_maps, key=lambda m: (m['from'], list(RELATIONSHIP).index(m['relationship'])))
        trees[os.path.basename(path)[:-5]] = tree
    return trees, titles, wrong


def pair(p):
    return f'{{{c_string(p["ja"])}, {c_string(p["en"])}}}' if p else '{NULL, NULL}'


def pack(f, index, tree):
    nodes = []   # each group before its terms
    for g in tree['groups']:
        nodes += [g] + [t for t in tree['terms'] if t['group'] == g['id']]
    at = {t['id']: i for i, t in enumerate(nodes)}
    f.write(f'static const struct mapping_term terms_{index}[] = {{\n')
    for t in nodes:
        f.write(f'\t{{{c_string(t["id"])}, {c_string(token(t["id"]))}, {c_string(t["group"]) if "group" in t else "NULL"}, {pair(t["label"])}, '
                f'{TERM_STATUS[t.get("status", tree["terms_status"])]}}},\n')
    f.write('};\n')
    for i, m in enumerate(tree['maps']):
        f.write(f'static const struct mapping_term *const to_{index}_{i}[] = {{{"".join(f"&terms_{index}[{at[t]}], " for t in m["to"])}NULL}};\n')
    if tree['maps']:
        f.write(f'static const struct mapping_map maps_{index}[] = {{\n')
        for i, m in enumerate(tree['maps']):
            f.write(f'\t{{{c_string(m["from"])}, to_{index}_{i}, {RELATIONSHIP[m["relationship"]]}, {MAP_STATUS[m["status"]]}, {pair(m.get("note"))}}},\n')
        f.write('};\n')
    f.write('\n')
    return len(nodes)


def main(out, folder, sheets):
    trees, _, wrong = load(folder, sheets)
    if wrong:
        sys.exit('\n'.join(wrong))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/mappings.py. */\n#include "assess/mapping.h"\n\n')
        counts = [pack(f, i, tree) for i, tree in enumerate(trees.values())]
        f.write('const struct mapping mappings[] = {\n')
        for i, (name, t) in enumerate(trees.items()):
            target = t['target']
            f.write(f'\t{{{c_string(name)}, {t["version"]}, {c_string(str(t["date"]))}, {c_string(target["publisher"])}, {pair(target["title"])}, {pair(target["edition"])},\n'
                    f'\t {c_string(target["catalog"]) if target["catalog"] else "NULL"}, {pair(t["source"])}, {pair(t["unverified"])},\n'
                    f'\t terms_{i}, {counts[i]}, {f"maps_{i}" if t["maps"] else "NULL"}, {len(t["maps"])}}},\n')
        f.write('};\n\nconst size_t mapping_count = sizeof mappings / sizeof *mappings;\n')


def one(tree, titles):
    """A mapping as a part of docs/mappings.md."""
    target = tree['target']
    print(f'## {tree["mapping"]}: {target["title"]["en"]}\n\n{target["title"]["ja"]} · {target["publisher"]} · {target["edition"]["en"]}\n\n{tree["source"]["en"]}')
    if tree['unverified']:
        print(f'\n**Unverified.** {tree["unverified"]["en"]}')
    print('\n| id | what it is about (our words) | id is |\n|---|---|---|')
    for g in tree['groups']:
        for t in [g] + [t for t in tree['terms'] if t['group'] == g['id']]:
            name = t['id'] if 'group' in t else f'**{t["id"]}**'
            print(f'| {name} | {t["label"]["ja"]}<br>{t["label"]["en"]} | {t.get("status", tree["terms_status"])} |')
    if not tree['maps']:
        print('\nStructure alone: nothing of the sheet is mapped to it.\n')
        return
    print('\n| item | title | relationship | to | map is |\n|---|---|---|---|---|')
    for m in tree['maps']:
        note = f'<br>{m["note"]["en"]}' if m.get('note') else ''
        print(f'| {m["from"]} | {titles[m["from"]]["en"]}{note} | {m["relationship"]} | {", ".join(m["to"])} | {m["status"]} |')
    print()


def table(folder, sheets):
    """docs/mappings.md"""
    trees, titles, wrong = load(folder, sheets)
    if wrong:
        sys.exit('\n'.join(wrong))
    print('# Where the sheet is at home in other catalogues\n\nMade by `tools/mappings.py table`; a test keeps it equal. The files are `data/mappings`; how to add one: '
          '[adding/mapping.md](adding/mapping.md); how to take them out: [oscal.md](oscal.md).\n\n'
          'Ids are the publishers\', every word here is ours; no official text is shipped. **sourced**: the id was compared with a published text, which the mapping names. '
          '**unverified**: from memory,\nto be compared before anybody relies on it. **ours**: our proposal of what belongs together; nobody else approved it. '
          'A mapping answers nothing: an id, a label or a\ncertificate there never makes a row here met. Relationships as in OSCAL 1.2 and NIST IR 8477, read from the sheet: '
          '*subset-of*: the target asks this and more.\n')
    for tree in trees.values():
        one(tree, titles)


if __name__ == '__main__':
    table(*sys.argv[2:]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
