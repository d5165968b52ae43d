"""Kinds of attacks, packed: attacks.py OUT MODEL.sql INDEXES.sql FOLDER CHECKS; or as a page: attacks.py table FOLDER CHECKS. FOLDER/NAME.yaml
is one kind (docs/adding/attack.md). Fails, naming file, line and key, on an unknown key (with the nearest known one), a question that a check may
not ask either, a text in one language, a measure layer that is missing, a check that is not there."""
import glob
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
import otlists
import quickyaml
from checks import bare, booleans_of, c_string, columns_of, holes, lint_sql
from kinds import KINDS

WEIGHTS = ('now', 'eased', 'placed')                       # enum attack_weight
HARMS = ('stop', 'wrong-value', 'injury', 'leak', 'partner')
LAYERS = ('physical', 'human', 'technical')
WHERE = {'element': 1, 'link': 2}
KEYS = ('attack', 'version', 'where', 'threats', 'techniques', 'harms', 'items', 'title', 'what', 'reasons', 'measures')
REASON = ('reason', 'weight', 'checks', 'about', 'question', 'say')
MEASURE = ('measure', 'layer', 'control', 'kinds', 'what', 'how')
RESERVED = ('device', 'peer', 'outside', 'flow', 'packet', 'packet2', 'total', 'finding')
NAMED = ('device', 'about', 'outside')                     # holes shown as readable names; about: the peer of a link
WHAT_MOST = 200                                            # characters: it becomes a line of a record

# What a check found is a reason by itself, in the finding's own words; it leads to its packets. `about: yes`: the finding has no device of its own.
FOUND = ("SELECT f.device, f.id AS finding, f.evidence_total AS total FROM finding f WHERE f.check_name = '{}' AND f.device IS NOT NULL ORDER BY f.device, f.id")
FOUND_ABOUT = ("SELECT a.device, f.id AS finding, f.evidence_total AS total FROM finding f JOIN finding_about a ON a.finding = f.id WHERE f.check_name = '{}' "
               "AND a.device IS NOT NULL ORDER BY a.device, f.id")


class Lint:
    def __init__(self, path, tree):
        self.path, self.tree, self.wrong = path, tree, []

    def say(self, node, key, text):
        self.wrong.append(f'{self.path}:{marked.line_of(node, key)}: {key}: {text}')

    def texts(self, node, key, extra=()):
        t = node.get(key)
        if not isinstance(t, dict) or not all(isinstance(t.get(l), str) and t[l].strip() for l in ('ja', 'en')):
            self.say(node, key, 'wants ja and en')
            return None
        for k in t:
            if k not in ('ja', 'en', *extra):
                self.say(t, k, f'no such key{marked.nearest(k, ("ja", "en", *extra))}')
        return t

    def words(self, node, key, known):
        for i, w in enumerate(node.get(key) or []):
            if w not in known:
                self.say(node, key, f'{w!r} is not known{marked.nearest(w, known)}')


def lint_say(l, r, columns):
    t = l.texts(r, 'say', ('without',))
    if not t:
        return
    used = holes(t['ja'])
    if used != holes(t['en']):
        l.say(r, 'say', f'holes differ: {sorted(used ^ holes(t["en"]))}')
    for h in used:
        if bare(h) not in NAMED and (bare(h) not in columns or bare(h) in RESERVED):
            l.say(r, 'say', f'{{{h}}} is no column of the question{marked.nearest(bare(h), columns)}')
        if bare(h) == 'about' and 'peer' not in columns or bare(h) == 'outside' and 'outside' not in columns:
            l.say(r, 'say', f'{{{h}}} without such a column')
        if h.endswith('*') and not re.search(r'\border\s+by\b', r['question'], re.I):
            l.say(r, 'say', f'{{{h}}}: a list needs ORDER BY')
    w = t.get('without')
    if {bare(h) for h in used} - {'device'} and w is None:
        l.say(r, 'say', 'wants `without`, the form for when a value is missing')
    if w is not None and (not isinstance(w, dict) or set(w) != {'ja', 'en'} or (holes(w['ja']) | holes(w['en'])) - {'device'}):
        l.say(r, 'say', 'without: ja and en, with no hole but {device}')


def lint_question(l, r, where, db, booleans):
    sql = r['question'] = re.sub(r'\s*\n\s*', ' ', r['question'].strip())
    for w in lint_sql(sql, booleans):
        l.say(r, 'question', w)
    try:
        columns = columns_of(db, sql)
    except sqlite3.Error as e:
        return l.say(r, 'question', str(e))
    link = 'peer' in columns or 'outside' in columns
    if 'device' not in columns or 'packet' not in columns:
        l.say(r, 'question', 'selects device and packet')
    if ('link' if link else 'element') not in where:
        l.say(r, 'question', 'peer or outside: a link' if link else 'neither peer nor outside: no link')
    if not re.search(r'\border\s+by\b', sql, re.I):
        l.say(r, 'question', 'wants ORDER BY: what finds no room is always the same')
    lint_say(l, r, columns)


def lint_reason(l, r, where, db, booleans, checks):
    l.wrong += marked.keys(l.path, r, REASON, ('weight',), 'reason')
    if r.get('weight') not in WEIGHTS:
        l.say(r, 'weight', f'one of {", ".join(WEIGHTS)}')
    if ('checks' in r) == ('question' in r):
        return l.say(r, None, 'either checks or a question')
    if 'checks' in r:
        l.words(r, 'checks', checks)
        if 'say' in r or 'reason' in r:
            l.say(r, 'checks', 'a finding has words and a name of its own')
        if 'element' not in where:
            l.say(r, 'checks', 'findings are about elements; a link wants a question')
        return
    if not isinstance(r.get('reason'), str):
        return l.say(r, 'question', 'wants a name: reason')
    if not isinstance(r.get('say'), dict):
        return l.say(r, 'question', 'wants words: say')
    lint_question(l, r, where, db, booleans)


def lint_measure(l, m, controls):
    if m.get('control') is not None and m['control'] not in controls:
        l.say(m, 'control', f'{m["control"]}: no such control{marked.nearest(m["control"], controls)}')
    l.wrong += marked.keys(l.path, m, MEASURE, ('measure', 'layer', 'what', 'how'), 'measure')
    if m.get('layer') not in LAYERS:
        l.say(m, 'layer', f'one of {", ".join(LAYERS)}')
    kinds = m.get('kinds')
    if kinds is not None and (not isinstance(kinds, list) or not kinds or not all(k in KINDS for k in kinds)):
        l.say(m, 'kinds', f'a list of some of {", ".join(KINDS)}')
    for key in ('what', 'how'):
        t = l.texts(m, key)
        for language in ('ja', 'en') if t and key == 'what' else ():
            if len(t[language]) > WHAT_MOST:
                l.say(t, language, f'{len(t[language])} characters, at most {WHAT_MOST}')


def load(path, db, booleans, checks, controls):
    tree, wrong = marked.load(path)
    wrong = wrong or marked.keys(path, tree, KEYS, KEYS)
    if wrong:
        return tree, wrong
    l, name = Lint(path, tree), os.path.basename(path)[:-5]
    if tree['attack'] != name or not re.fullmatch(r'[a-z][a-z-]{1,30}', name):
        l.say(tree, 'attack', 'is the name of the file: small letters and hyphens')
    l.words(tree, 'where', WHERE)
    l.words(tree, 'harms', HARMS)
    l.words(tree, 'threats', list(range(1, 13)))
    for key, right in (('items', r'\d\d-\d'), ('techniques', r'T\d{4}')):
        for x in tree[key]:
            if not re.fullmatch(right, str(x)):
                l.say(tree, key, f'{x}: {right}')
    l.texts(tree, 'title')
    l.texts(tree, 'what')
    for key in ('reasons', 'measures'):
        if not isinstance(tree[key], list) or not all(isinstance(x, dict) for x in tree[key]):
            l.say(tree, key, 'wants a list of mappings')
            return tree, l.wrong
    for r in tree['reasons']:
        if isinstance(r.get('question'), str):
            r['question'] = otlists.expand(r['question'])
        lint_reason(l, r, tree['where'], db, booleans, checks)
    for m in tree['measures']:
        lint_measure(l, m, controls)
    for kind, key in (('reasons', 'reason'), ('measures', 'measure')):
        names = [x.get(key) for x in tree[kind] if x.get(key)]
        for n in sorted({n for n in names if names.count(n) > 1}):
            l.say(tree, kind, f'{n} is there twice')
    if tree['measures'] or tree['reasons']:
        for layer in LAYERS:
            if layer not in [m.get('layer') for m in tree['measures'] if not m.get('kinds')]:
                l.say(tree, 'measures', f'none is {layer} for every kind of device: each attack is met in three layers')
    return tree, l.wrong


def flat(s, language):
    return re.sub(r'\s*\n\s*', '' if language == 'ja' else ' ', s.strip())


def both(t):
    return '{' + ', '.join(c_string(flat(t[l], l)) for l in ('ja', 'en')) + '}'


def sentence(t):
    w = (t or {}).get('without') or {}
    return '{' + ', '.join(c_string(flat(x, l)) if x else 'NULL' for l, x in
                           (('ja', (t or {}).get('ja')), ('en', (t or {}).get('en')), ('ja', w.get('ja')), ('en', w.get('en')))) + '}'


def expanded(tree):
    """Reasons by weight, gravest first, each check one of its own: (name, weight, question, say)."""
    out = []
    for r in tree['reasons']:
        for c in r.get('checks', []):
            out.append((c, r['weight'], (FOUND_ABOUT if r.get('about') else FOUND).format(c), None))
        if 'question' in r:
            out.append((r['reason'], r['weight'], r['question'], r['say']))
    return sorted(out, key=lambda r: WEIGHTS.index(r[1]))


def kinds_of(m):
    """An array without a name: at file scope it lives as long as the program."""
    return f'(const char *const[]){{{"".join(c_string(k) + ", " for k in m["kinds"])}NULL}}' if m.get('kinds') else 'NULL'


def packed(f, i, t):
    strings = lambda name, list_: f.write(f'static const char *const {name}_{i}[] = {{{"".join(c_string(x) + ", " for x in list_)}NULL}};\n')
    strings('techniques', t['techniques'])
    strings('items', t['items'])
    f.write(f'static const struct attack_reason reasons_{i}[] = {{\n')
    for name, weight, question, say in expanded(t):
        f.write(f'\t{{{c_string(name)}, ATTACK_{weight.upper()}, {c_string(question)},\n\t {sentence(say)}}},\n')
    f.write(f'\t{{NULL, ATTACK_NOW, NULL, {{NULL, NULL, NULL, NULL}}}}}};\nstatic const struct attack_measure measures_{i}[] = {{\n')
    for m in sorted(t['measures'], key=lambda m: LAYERS.index(m['layer'])):
        f.write(f'\t{{{c_string(m["measure"])}, LAYER_{m["layer"].upper()}, {c_string(m.get("control"))}, {kinds_of(m)},\n\t {both(m["what"])},\n\t {both(m["how"])}}},\n')
    f.write('\t{NULL, LAYER_PHYSICAL, NULL, NULL, {NULL, NULL}, {NULL, NULL}}};\n')


def main(out, model, indexes, folder, checks):
    db = sqlite3.connect(':memory:')
    model = open(model, encoding='utf-8').read()
    db.executescript(model)
    db.executescript(open(indexes, encoding='utf-8').read())
    booleans, loaded, bad = booleans_of(model), [], []
    known = [os.path.basename(p)[:-5] for p in glob.glob(os.path.join(checks, '*.yaml'))]
    controls = [os.path.basename(p)[:-5] for p in glob.glob(os.path.join(checks, '..', 'controls', '*.yaml'))]
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml')), key=lambda p: os.path.basename(p)[:-5]):
        tree, wrong = load(path, db, booleans, known, controls)
        bad += wrong
        loaded.append(tree)
    if bad:
        sys.exit('\n'.join(bad))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/attacks.py. */\n#include "assess/attack.h"\n\n')
        for i, t in enumerate(loaded):
            packed(f, i, t)
        f.write('\nconst struct attack attacks[] = {\n')
        for i, t in enumerate(loaded):
            f.write(f'\t{{{c_string(t["attack"])}, {t["version"]}, {sum(WHERE[w] for w in t["where"])}, {sum(1 << n for n in t["threats"])}, techniques_{i}, '
                    f'{sum(1 << HARMS.index(h) for h in t["harms"])}, items_{i},\n\t {both(t["title"])},\n\t {both(t["what"])},\n'
                    f'\t reasons_{i}, {len(expanded(t))}, measures_{i}, {len(t["measures"])}}},\n')
        f.write('};\n\nconst size_t attack_count = sizeof attacks / sizeof *attacks;\n')


def only_for(m):
    return f'<br>(only for: {", ".join(m["kinds"])})' if m.get('kinds') else ''


def table(folder, checks):
    """docs/attacks.md."""
    attacks = [quickyaml.load(open(p, encoding='utf-8')) for p in sorted(glob.glob(os.path.join(folder, '*.yaml')), key=lambda p: os.path.basename(p)[:-5])]
    plain = lambda t: re.sub(r'\{(\w+)[*+]?\}', '…', t.get('without', t)['en']) + '<br>' + re.sub(r'\{(\w+)[*+]?\}', '…', t.get('without', t)['ja'])
    title = lambda c: quickyaml.load(open(os.path.join(checks, c + '.yaml'), encoding='utf-8'))['title']
    print(f'''# Attacks that are assumed, and why

Made by `tools/attacks.py table data/attacks data/checks`; a test keeps it equal. {len(attacks)} kinds; how to add one: [adding/attack.md](adding/attack.md).
Threats are IPA's twelve, techniques ATT&CK for ICS, sub-items those of the JSSEC checklist 2.1. A reason is what was seen: *now*: it lets the attack
happen now; *eased*: it makes it easier; *placed*: what the thing is and where it stands. Measures are proposals in our own words.
''')
    for a in attacks:
        print(f'## {a["attack"]}: {a["title"]["en"]} / {a["title"]["ja"]}\n\n{flat(a["what"]["en"], "en")}<br>{flat(a["what"]["ja"], "ja")}\n')
        print(f'On: {", ".join(a["where"])}. Threats: {", ".join(map(str, a["threats"])) or "–"}. Techniques: {", ".join(a["techniques"]) or "–"}. '
              f'Leads to: {", ".join(a["harms"])}. Sub-items: {", ".join(a["items"]) or "–"}.\n')
        if a['reasons']:
            print('| reason | weight | says |\n|---|---|---|')
        for name, weight, _, say in expanded(a):
            print(f'| {name} | {weight} | {plain(say) if say else plain(title(name))} |')
        if a['measures']:
            print('\n| layer | what | how it is carried out | control |\n|---|---|---|---|')
        for m in sorted(a['measures'], key=lambda m: LAYERS.index(m['layer'])):
            print(f'| {m["layer"]} | {flat(m["what"]["en"], "en")}<br>{flat(m["what"]["ja"], "ja")}{only_for(m)} | {flat(m["how"]["en"], "en")}<br>{flat(m["how"]["ja"], "ja")} | {m.get("control", "–")} |')
        print()


if __name__ == '__main__':
    table(*sys.argv[2:]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
