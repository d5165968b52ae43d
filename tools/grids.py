"""Grids, packed: grids.py OUT GRIDS CHECKS RECORDS DETECTORS CONTROLS LANG; or as a page: grids.py table (the same folders). GRIDS/NAME.yaml
is the head of a grid, GRIDS/NAME/LINE.yaml the functions of one of its lines (docs/adding/grid.md). Fails, naming file, line and key, on a
key or word that is not known (and says the nearest), a text that is missing or too long, a function that stands twice, that nothing shows
and nothing tells to ask, or that is bound to a check, record, detector or measured control that does not exist."""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string
from marked import line_of
from sheet import kinds_of, width

GRID = ('grid', 'version', 'by_kind', 'title', 'source', 'note', 'unverified', 'groups', 'lines', 'steps', 'documents')
LINE = ('line', 'number', 'title', 'layers')
STEP = ('step', 'number', 'title', 'life', 'gate')
FUNCTION = ('function', 'step', 'title', 'kinds', 'checks', 'records', 'detectors', 'controls', 'guide')
DOCUMENT = ('document', 'step', 'title', 'records', 'pack', 'export')
BOUND_MAX = 32  # src/assess/grid_parts.h
BOUND = ('checks', 'records', 'detectors', 'controls')
LIFE = ('introduced', 'normal', 'abnormal', 'stray', 'retired')
LAYERS = ('device', 'lan', 'server', 'wan', 'cloud')
PACKS = ('requirements', 'questions')
EXPORTS = ('sheet', 'ledger', 'flows', 'map', 'report')
TITLE = {'ja': (80, 'at most 40 full-width characters'), 'en': (90, 'at most 90 characters')}
TEXT = {'ja': (480, 'at most 240 full-width characters'), 'en': (520, 'at most 520 characters')}


class Lint:
    """Complaints about the files of one grid."""

    def __init__(self, known):
        self.path, self.wrong, self.known = '', [], known

    def say(self, node, key, text):
        self.wrong.append(f'{self.path}:{line_of(node, key)}: {text}')

    def keys(self, node, known, wanted, where):
        found = marked.keys(self.path, node, known, wanted, where)
        self.wrong += found
        return isinstance(node, dict) and all(k in node for k in wanted)

    def text(self, node, part, where, limits):
        if not self.keys(node[part], ('ja', 'en'), ('ja', 'en'), f'{where}: {part}'):
            return
        for l, (most, words) in limits.items():
            if not isinstance(node[part][l], str) or not node[part][l].strip():
                self.say(node[part], l, f'{where}: {part}: {l}: wants a text')
            elif width(node[part][l]) > most:
                self.say(node[part], l, f'{where}: {part}: {l}: {words}, has {width(node[part][l]) // (2 if l == "ja" else 1)}')

    def name(self, node, key, seen):
        if not isinstance(node.get(key), str) or not re.fullmatch(r'[a-z][a-z0-9-]{1,39}', node[key]):
            self.say(node, key, f'{node.get(key)}: {key}: small letters, digits and -')
        elif node[key] in seen:
            self.say(node, key, f'{node[key]}: stands twice')
        seen.add(node.get(key))

    def entries(self, node, part, where):
        if not isinstance(node.get(part), list):
            self.say(node, part if part in node else None, f'{where}: {part}: wants a list')
            return []
        return list(enumerate(node[part]))

    def listed(self, node, part, known, where, what):
        """node[part] is a list of known words, none twice."""
        for i, x in self.entries(node, part, where) if part in node else []:
            if x in node[part][:i]:
                self.say(node[part], i, f'{where}: {part}: {x}: stands twice')
            elif x not in known:
                self.say(node[part], i, f'{where}: {part}: {x}: no such {what}{marked.nearest(x, known)}')

    def records(self, node, where):
        kinds = self.known['records']
        for i, x in self.entries(node, 'records', where) if 'records' in node else []:
            kind, _, topic = str(x).partition(':')
            if kind not in kinds:
                self.say(node['records'], i, f'{where}: records: {kind}: no such kind of record{marked.nearest(kind, kinds)}')
            elif topic and topic not in (kinds[kind] or ()):
                self.say(node['records'], i, f'{where}: records: {x}: {kind} has no such topic{marked.nearest(topic, kinds[kind] or ())}')
            elif x in node['records'][:i]:
                self.say(node['records'], i, f'{where}: records: {x}: stands twice')

    def function(self, f, head, seen):
        name = f.get('function') if isinstance(f, dict) else None
        where = f'function {name}'
        if not self.keys(f, FUNCTION, ('function', 'step', 'title'), where):
            return
        self.name(f, 'function', seen)
        self.wrong += marked.word(self.path, f, 'step', [s.get('step') for s in head['steps']], where, 'step')
        self.text(f, 'title', where, TITLE)
        if 'guide' in f:
            self.text(f, 'guide', where, TEXT)
        groups = list(head.get('groups') or {}) + self.known['kinds']
        self.listed(f, 'kinds', groups, where, 'kind of device')
        if 'kinds' in f and not head.get('by_kind'):
            self.say(f, 'kinds', f'{where}: kinds: the grid is not by kind of device')
        for part, what in (('checks', 'check'), ('detectors', 'detector'), ('controls', 'measured control')):
            self.listed(f, part, self.known[part], where, what)
        self.records(f, where)
        if sum(len(f.get(b) or ()) for b in BOUND if isinstance(f.get(b), list)) > BOUND_MAX:
            self.say(f, None, f'{where}: at most {BOUND_MAX} bindings')
        if not any(f.get(b) for b in BOUND) and 'guide' not in f:
            self.say(f, None, f'{where}: nothing shows it: bind a check, record, detector or control, or write a guide')

    def axis(self, head, part, key, known):
        seen, number = set(), 0
        for _, node in self.entries(head, part, 'grid'):
            if self.keys(node, known, (key, 'number', 'title'), f'{key} {node.get(key) if isinstance(node, dict) else ""}'):
                self.name(node, key, seen)
                self.text(node, 'title', f'{key} {node[key]}', TITLE)
                if 'gate' in node:
                    self.text(node, 'gate', f'{key} {node[key]}', TEXT)
                if 'life' in node:
                    self.wrong += marked.word(self.path, node, 'life', LIFE, f'{key} {node[key]}', 'life state')
                self.listed(node, 'layers', LAYERS, f'{key} {node[key]}', 'layer')
                number += 1
                if node['number'] != number:
                    self.say(node, 'number', f'{key} {node[key]}: number: {number} is next')

    def document(self, d, head, seen):
        where = f'document {d.get("document") if isinstance(d, dict) else None}'
        if not self.keys(d, DOCUMENT, ('document', 'step', 'title'), where):
            return
        self.name(d, 'document', seen)
        self.wrong += marked.word(self.path, d, 'step', [s.get('step') for s in head['steps']], where, 'step')
        self.text(d, 'title', where, TITLE)
        self.records(d, where)
        for part, known in (('pack', PACKS), ('export', EXPORTS)):
            if part in d:
                self.wrong += marked.word(self.path, d, part, known, where, part)
        if not any(d.get(k) for k in ('records', 'pack', 'export')):
            self.say(d, None, f'{where}: no record, pack or export belongs to it')

    def head(self, g):
        if not self.keys(g, GRID, ('grid', 'version', 'title', 'source', 'note', 'lines', 'steps'), 'grid'):
            return False
        if g['grid'] != os.path.basename(self.path)[:-5]:
            self.say(g, 'grid', 'grid: is not the name of the file')
        if not isinstance(g['version'], int) or isinstance(g['version'], bool):
            self.say(g, 'version', 'version: a number')
        for part in ('title', 'source', 'note', 'unverified'):
            if part in g:
                self.text(g, part, 'grid', TITLE if part == 'title' else TEXT)
        for name in g.get('groups') or {}:
            self.listed(g['groups'], name, self.known['kinds'], f'groups', 'kind of device')
        self.axis(g, 'lines', 'line', LINE)
        self.axis(g, 'steps', 'step', STEP)
        return not self.wrong


def lines_of(lint, path, head):
    """The functions by line, from the files of the grid's folder."""
    folder, seen, found = path[:-5], set(), {}
    names = [l['line'] for l in head['lines']]
    for p in sorted(glob.glob(os.path.join(folder, '*.yaml'))):
        lint.path = p
        tree, bad = marked.load(p)
        lint.wrong += bad
        if bad or not lint.keys(tree, ('line', 'functions'), ('line', 'functions'), 'file'):
            continue
        lint.wrong += marked.word(p, tree, 'line', names, '', 'line')
        if tree['line'] != os.path.basename(p)[:-5]:
            lint.say(tree, 'line', 'line: is not the name of the file')
        for _, f in lint.entries(tree, 'functions', 'file'):
            lint.function(f, head, seen)
        found[tree['line']] = tree['functions']
    return found


def known_of(checks, records, detectors, controls, lang):
    names = lambda folder: sorted(os.path.basename(p)[:-5] for p in glob.glob(os.path.join(folder, '*.yaml')))
    lamps = {n: marked.load(os.path.join(detectors, n + '.yaml'))[0] for n in names(detectors)}
    return {'checks': names(checks), 'records': kinds_of(records) or {}, 'controls': names(controls),
            'detectors': {n: isinstance(d, dict) and d.get('lamp') == 'data' for n, d in lamps.items()},
            'kinds': list(marked.load(os.path.join(lang, 'kinds.yaml'))[0])}


def load(grids, *folders):
    """[(head, {line: functions})] and all that is wrong."""
    known, loaded, wrong = known_of(*folders), [], []
    for path in sorted(glob.glob(os.path.join(grids, '*.yaml'))):
        lint = Lint(known)
        lint.path = path
        head, lint.wrong = marked.load(path)
        if not lint.wrong and lint.head(head):
            seen = set()
            for _, d in lint.entries(head, 'documents', 'grid') if 'documents' in head else []:
                lint.document(d, head, seen)
            loaded.append((head, lines_of(lint, path, head)))
        wrong += lint.wrong
    return loaded, known, wrong


def two(t):
    return '{' + (f'{c_string(t["ja"])}, {c_string(t["en"])}' if t else 'NULL, NULL') + '}'


def bindings(f, known):
    """struct grid_binding of each word, as C."""
    out = []
    for part in BOUND:
        for x in f.get(part) or []:
            name, _, topic = x.partition(':')
            data = part == 'detectors' and known['detectors'][x]
            out.append(f'{{GRID_{part[:-1].upper()}, {c_string(name)}, {c_string(topic or None)}, {"true" if data else "false"}}}')
    return out + ([f'{{GRID_PACK, {c_string(f["pack"])}, NULL, false}}'] if 'pack' in f else [])


def kinds_list(f, head):
    groups, kinds = head.get('groups') or {}, []
    for k in f.get('kinds') or []:
        kinds += [x for x in groups.get(k, [k]) if x not in kinds]
    return kinds


def pack_entries(f, index, what, entries, head, known):
    """Functions or documents: (line, entry) pairs. Names of the arrays that hold bindings and kinds."""
    for n, (_, e) in enumerate(entries):
        bound = bindings(e, known)
        if bound:
            f.write(f'static const struct grid_binding bound_{what}_{index}_{n}[] = {{{", ".join(bound)}}};\n')
        kinds = kinds_list(e, head)
        if kinds:
            f.write(f'static const char *const kinds_{what}_{index}_{n}[] = {{{"".join(c_string(k) + ", " for k in kinds)}NULL}};\n')
    f.write(f'static const struct grid_function {what}_{index}[] = {{\n')
    steps = [s['step'] for s in head['steps']]
    for n, (line, e) in enumerate(entries):
        bound = bindings(e, known)
        f.write(f'\t{{{c_string(e.get("function") or e.get("document"))}, {line}, {steps.index(e["step"])}, {two(e["title"])},\n\t {two(e.get("guide"))}, '
                f'{f"kinds_{what}_{index}_{n}" if kinds_list(e, head) else "NULL"}, {f"bound_{what}_{index}_{n}" if bound else "NULL"}, {len(bound)}, '
                f'{c_string(e.get("export"))}}},\n')
    f.write('};\n' if entries else '\t{0}\n};\n')


def pack(f, index, head, lines, known):
    functions = [(n, e) for n, l in enumerate(head['lines']) for e in lines.get(l['line'], [])]
    documents = [(0, e) for e in head.get('documents') or []]
    pack_entries(f, index, 'functions', functions, head, known)
    pack_entries(f, index, 'documents', documents, head, known)
    for part, key in (('lines', 'line'), ('steps', 'step')):
        f.write(f'static const struct grid_axis {part}_{index}[] = {{\n')
        for a in head[part]:
            layers = sum(1 << LAYERS.index(l) for l in a.get('layers') or [])
            f.write(f'\t{{{c_string(a[key])}, {a["number"]}, {two(a["title"])}, {two(a.get("gate"))}, {c_string(a.get("life"))}, {layers}}},\n')
        f.write('};\n')
    return len(functions), len(documents)


def main(out, *folders):
    loaded, known, wrong = load(*folders)
    if wrong:
        sys.exit('\n'.join(wrong))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/grids.py. */\n#include "assess/grid.h"\n\n')
        sizes = [pack(f, i, head, lines, known) for i, (head, lines) in enumerate(loaded)]
        f.write('\nconst struct grid_def grids[] = {\n')
        for i, (h, _) in enumerate(loaded):
            f.write(f'\t{{{c_string(h["grid"])}, {h["version"]}, {"true" if h.get("by_kind") else "false"}, {two(h["title"])},\n\t {two(h["source"])},\n\t {two(h["note"])},\n'
                    f'\t {two(h.get("unverified"))},\n\t lines_{i}, {len(h["lines"])}, steps_{i}, {len(h["steps"])}, functions_{i}, {sizes[i][0]}, documents_{i}, {sizes[i][1]}}},\n')
        f.write('};\n\nconst size_t grid_count = sizeof grids / sizeof *grids;\n')


def table(*folders):
    """docs/grids.md: what each place of the grids asks, and what shows it."""
    loaded, _, wrong = load(*folders)
    if wrong:
        sys.exit('\n'.join(wrong))
    total = sum(len(f) for _, lines in loaded for f in lines.values())
    print(f'# The grids\n\nMade by `tools/grids.py table`; a test keeps it equal. {total} functions; how to add one: [adding/grid.md](adding/grid.md). What shows a function: a check '
          '(nothing found is no proof),\na record `kind:topic`, a detector while the site is watched, a measured control; *guide*: only people can tell, so it stays unknown.\n')
    for head, lines in loaded:
        print(f'## {head["grid"]}\n\n**{head["title"]["en"]}** / {head["title"]["ja"]}. {head["source"]["en"]}. {head["note"]["en"]}')
        if 'unverified' in head:
            print(f'\nUnverified: {head["unverified"]["en"]}')
        for line in head['lines']:
            if not lines.get(line['line']):
                continue
            print(f'\n### {line["number"]} {line["title"]["en"]} / {line["title"]["ja"]}\n\n| step | function | 機能 | shown by | kinds |\n|---|---|---|---|---|')
            for step in head['steps']:
                for f in lines[line['line']]:
                    if f['step'] == step['step']:
                        print(f'| {step["title"]["en"]} | {f["title"]["en"]} | {f["title"]["ja"]} | {shown(f)} | {" ".join(f.get("kinds") or ["all"])} |')
        if head.get('documents'):
            print('\n### Documents\n\n| step | document | 書類 | is |\n|---|---|---|---|')
            for d in head['documents']:
                is_ = [f'record `{r}`' for r in d.get('records') or []] + [f'{k} {d[k]}' for k in ('pack', 'export') if k in d]
                step = next(s for s in head['steps'] if s['step'] == d['step'])
                print(f'| {step["title"]["en"]} | {d["title"]["en"]} | {d["title"]["ja"]} | {", ".join(is_)} |')
        print()


def shown(f):
    parts = [f'{b[:-1]} ' + ' '.join(f'`{x}`' for x in f[b]) for b in BOUND if f.get(b)]
    return '; '.join(parts) or '*guide*'


if __name__ == '__main__':
    table(*sys.argv[2:]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
