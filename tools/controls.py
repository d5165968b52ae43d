"""Measured controls, packed: controls.py OUT MODEL.sql SITE.sql FOLDER WEAKNESSES.yaml CHECKS; or as a page: controls.py table with the
same without OUT. FOLDER/NAME.yaml is one
control (docs/adding/control.md). Fails, naming file, line and key, on an unknown key or word (with the nearest), SQL that is not in the
subset of checks, columns that are not the five, a sentence in one language or with an unknown hole."""
import glob
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import booleans_of, c_string, holes, lint_sql

LAYERS = ['network', 'radio', 'boundary', 'monitoring', 'identity']
KEYS = ('control', 'version', 'layer', 'threats', 'title', 'does', 'seen', 'seen_broken', 'held', 'broken', 'given')
OPTIONAL = ('seen_broken', 'broken', 'given')
COLUMNS = ['device', 'since', 'count', 'about', 'packet']
CONTROLS_MAX = 32
HOLES = {'count', 'since', 'about'}
EASE = ['default-password', 'no-sign-in', 'clear-sign-in', 'old-system', 'flaw']


def tidy(text, language):
    return re.sub(r'\s*\n\s*', '' if language == 'ja' else ' ', text.strip())


def lint_texts(control):
    """(key, complaint) pairs."""
    for key in ('title', 'does', 'seen', 'seen_broken'):
        t = control.get(key)
        if t is None and key in OPTIONAL:
            continue
        if not isinstance(t, dict) or set(t) != {'ja', 'en'} or not all(isinstance(v, str) and v.strip() for v in t.values()):
            yield key, 'wants ja and en'
            continue
        if holes(t['ja']) != holes(t['en']):
            yield key, f'holes differ: {sorted(holes(t["ja"]) ^ holes(t["en"]))}'
        for h in sorted(holes(t['ja']) - (HOLES if key.startswith('seen') else set())):
            yield key, f'{{{h}}}: no such hole{marked.nearest(h, HOLES)}'
        if key.startswith('seen') and 'since' not in holes(t['ja']):
            yield key, 'says since when: {since}'


def lint_sql_of(control, db, booleans):
    for key in ('held', 'broken'):
        if not control.get(key):
            continue
        sql = control[key] = re.sub(r'\s*\n\s*', ' ', control[key].strip())
        yield from ((key, w) for w in lint_sql(sql, booleans))
        try:
            found = [d[0] for d in db.execute(f'SELECT * FROM ({sql}) AS q LIMIT 0').description]
        except sqlite3.Error as e:
            yield key, str(e)
            continue
        if found != COLUMNS:
            yield key, f'selects {", ".join(COLUMNS)}, in this order'


def load(path, db, booleans, text):
    control, wrong = marked.load(path)
    wrong = wrong or marked.keys(path, control, KEYS, [k for k in KEYS if k not in OPTIONAL])
    if wrong:
        return control, wrong
    wrong = marked.word(path, control, 'layer', LAYERS, what='layer')
    pairs = [*lint_texts(control), *lint_sql_of(control, db, booleans)]
    pairs += [('threats', f'{t}: a number from 1 to 12') for t in control['threats'] if t not in range(1, 13)]
    if control['control'] != os.path.basename(path)[:-5]:
        pairs.append(('control', 'is not the name of the file'))
    if not isinstance(control['version'], int):
        pairs.append(('version', 'wants a number'))
    if 'given' in control and f'"{control["given"]}"' not in text:
        pairs.append(('given', 'no setting of the model'))
    if ('broken' in control) != ('seen_broken' in control):
        pairs.append(('broken', 'goes with seen_broken'))
    return control, wrong + [f'{path}:{marked.line_of(control, k)}: {k}: {w}' for k, w in pairs]


def load_all(folder, model_sql, site_sql):
    text = open(model_sql, encoding='utf-8').read()
    db = sqlite3.connect(':memory:')
    db.executescript(text + open(site_sql, encoding='utf-8').read())
    loaded, bad = [], []
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml')), key=lambda p: os.path.basename(p)[:-5]):
        control, wrong = load(path, db, booleans_of(text), text)
        loaded.append(control)
        bad += wrong
    if len(loaded) > CONTROLS_MAX:
        bad.append(f'{folder}: at most {CONTROLS_MAX} controls (bits of struct risk_row)')
    if bad:
        sys.exit('\n'.join(bad))
    return loaded


def load_weaknesses(path, controls, checks):
    """Findings that are flaws of the device itself."""
    tree, wrong = marked.load(path)
    if wrong:
        sys.exit('\n'.join(wrong))
    layer = {c['control']: c['layer'] for c in controls}
    wrong += marked.keys(path, tree, ('weaknesses',), ('weaknesses',))
    for w in tree.get('weaknesses', []):
        where = str(w.get('check'))
        bad = marked.keys(path, w, ('check', 'layer', 'ease', 'covered_by'), ('check', 'layer', 'ease', 'covered_by'), where)
        if not bad:
            bad += marked.word(path, w, 'layer', ['device', *LAYERS], where, 'layer') + marked.word(path, w, 'ease', EASE, where, 'ease')
            file = os.path.join(checks, where + '.yaml')
            if not os.path.exists(file):
                known = [os.path.basename(f)[:-5] for f in glob.glob(os.path.join(checks, '*.yaml'))]
                bad.append(f'{path}:{marked.line_of(w)}: {where}: no such check{marked.nearest(where, known)}')
            elif not re.search(r'^severity: (critical|high|medium)$', open(file, encoding='utf-8').read(), re.M):
                bad.append(f'{path}:{marked.line_of(w)}: {where}: a finding below medium makes nothing weak')
            for i, c in enumerate(w['covered_by']):
                bad += marked.word(path, w['covered_by'], i, layer, where, 'control')
                if layer.get(c) == w['layer']:
                    bad.append(f'{path}:{marked.line_of(w)}: {where}: {c} is of the same layer as the flaw')
        wrong += bad
    names = [w.get('check') for w in tree.get('weaknesses', [])]
    if names != sorted(set(names)):
        wrong.append(f'{path}:1: checks in the order of their names, each once')
    if wrong:
        sys.exit('\n'.join(wrong))
    return tree['weaknesses']


def two(t):
    return 'NULL, NULL' if t is None else ', '.join(c_string(tidy(t[l], l)) for l in ('ja', 'en'))


def pack_weaknesses(f, weaknesses):
    for i, w in enumerate(weaknesses):
        f.write(f'static const char *const covered_{i}[] = {{{"".join(c_string(c) + ", " for c in w["covered_by"])}NULL}};\n')
    f.write('\nconst struct weak_check weak_checks[] = {\n')
    for i, w in enumerate(weaknesses):
        f.write(f'\t{{{c_string(w["check"])}, (enum first_ease){EASE.index(w["ease"])}, covered_{i}}},\n')
    f.write('};\n\nconst size_t weak_check_count = sizeof weak_checks / sizeof *weak_checks;\n')


def main(out, model, site, folder, weaknesses, checks):
    loaded = load_all(folder, model, site)
    weak = load_weaknesses(weaknesses, loaded, checks)
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/controls.py. */\n#include "assess/control.h"\n\nconst struct control controls[] = {\n')
        for c in loaded:
            threats = sum(1 << t for t in c['threats'])
            f.write(f'\t{{{c_string(c["control"])}, {c["version"]}, CONTROL_{c["layer"].upper()}, {threats}, {{{two(c["title"])}}},\n'
                    f'\t {{{two(c["does"])}}},\n\t {{{two(c["seen"])}}},\n\t {{{two(c.get("seen_broken"))}}},\n'
                    f'\t {c_string(c["held"])},\n\t {c_string(c.get("broken"))}, {c_string(c.get("given"))}}},\n')
        f.write('};\n\nconst size_t control_count = sizeof controls / sizeof *controls;\n\n')
        pack_weaknesses(f, weak)


def table(model, site, folder, weaknesses, checks):
    """docs/controls.md: what is measured to protect, and what it covers."""
    loaded = load_all(folder, model, site)
    weak = load_weaknesses(weaknesses, loaded, checks)
    print('# What is measured to protect\n\nMade by `tools/controls.py table src/store/model.sql src/store/site.sql data/controls data/weaknesses.yaml data/checks`; '
          f'a test keeps it equal.\n{len(loaded)} controls. Each holds on a device only where it was seen at work, and says what was seen and since when; '
          'where the opposite was\nseen it is broken, everywhere else it is not measured. Silence is never proof. How to add one: '
          '[adding/control.md](adding/control.md).\nThreats are IPA\'s twelve.\n')
    for layer in LAYERS:
        rows = [c for c in loaded if c['layer'] == layer]
        if rows:
            print(f'## {layer}\n\n| control | it protects by | 守り方 | what is seen | 何を見たか | threats |\n|---|---|---|---|---|---|')
        for c in rows:
            print(f'| {c["control"]} | {tidy(c["does"]["en"], "en")} | {tidy(c["does"]["ja"], "ja")} | {tidy(c["seen"]["en"], "en")} | '
                  f'{tidy(c["seen"]["ja"], "ja")} | {" ".join(map(str, c["threats"]))} |')
        if rows:
            print()
    print('## Flaws and what covers them\n\nA device is weak as long as one of these checks finds something on it. A control covers a flaw only from another '
          'layer than the\nflaw\'s own (`data/weaknesses.yaml`); what no control covers is found by the check `weak-device-uncovered`.\n\n'
          '| check | layer of the flaw | ease | covered by |\n|---|---|---|---|')
    for w in weak:
        print(f'| {w["check"]} | {w["layer"]} | {w["ease"]} | {" ".join(w["covered_by"]) or "nothing that can be measured"} |')


if __name__ == '__main__':
    table(*sys.argv[2:]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
