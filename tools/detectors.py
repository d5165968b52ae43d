"""What detectors are called and say: detectors.py OUT DEF FOLDER packs FOLDER/NAME.yaml to a C table (respond/alarm_words.h);
detectors.py table FOLDER is docs/detectors.md; detectors.py check DEF FOLDER says which detector has no words and which words no detector.
Fails, naming file, line and key, on a key or word that is not known (and says the nearest), a sentence in one language, holes that differ
between the languages, a value without a form for when it is missing, a number outside its bounds."""
import glob
import os
import re
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string

SEVERITIES = ['critical', 'high', 'medium', 'low', 'info']
LAMPS = ['none', 'device', 'data']
GROUPS = ['by', 'on']
ENDS = ['condition', 'quiet', 'person']
WORK = ['hold', 'show']
KEYS = ('detector', 'version', 'severity', 'lamp', 'group', 'raise', 'ends', 'work', 'items', 'techniques', 'values', 'follows', 'many', 'own', 'approved',
        'title', 'expected', 'came', 'first', 'not')
OPTIONAL = ('values', 'follows', 'many', 'own', 'approved')
ALWAYS = {'by': {'by'}, 'on': {'on'}}  # whom it is grouped by always has a name or an address
ANY = {'by', 'on', 'key'}              # holes that every signal may fill, besides its values
MANY = {'devices', 'count'}            # and what many at once may: numbers, always there
STEPS = 4                              # of first and not
WIDTHS = {'title': (70, 80), 'expected': (240, 260), 'came': (240, 260), 'first': (160, 180), 'not': (160, 180)}


def holes(text):
    return set(re.findall(r'\{([^{}]*)\}', text))


def width(s):
    return sum(2 if unicodedata.east_asian_width(c) in 'WFA' else 1 for c in re.sub(r'\{[^}]*\}', '', s))


class Lint:
    def __init__(self, path, node):
        self.path, self.node, self.wrong = path, node, []

    def say(self, node, key, words, where=''):
        self.wrong.append(f'{self.path}:{marked.line_of(node, key)}: {where}{key}: {words}')

    def number(self, node, key, least, most, where):
        if not isinstance(node.get(key), int) or isinstance(node.get(key), bool) or not least <= node[key] <= most:
            self.say(node, key, f'wants a number from {least} to {most}', where)

    def word(self, node, key, known, where='', what='word'):
        if key in node:
            self.wrong += marked.word(self.path, node, key, known, where, what)

    def keys(self, node, known, wanted, where):
        wrong = marked.keys(self.path, node, known, wanted, where)
        self.wrong += wrong
        return not wrong

    def pair(self, node, key, size, where):
        """Both languages, one line each, not too long."""
        t = node[key]
        if not self.keys(t, ('ja', 'en', 'without'), ('ja', 'en'), where + key):
            return False
        for language, most in zip(('ja', 'en'), WIDTHS[size]):
            for form in (t, t.get('without') or {}):
                s = form.get(language) if isinstance(form, dict) else None
                if s is None and form is not t:
                    continue
                if not isinstance(s, str) or not s.strip():
                    self.say(t, language, 'wants a sentence', where + key + ': ')
                    return False
                if width(s) > most or (size == 'title' and '\n' in s.strip()):
                    self.say(t, language, f'is too long ({width(s)} of {most} columns)', where + key + ': ')
        return True

    def sentence(self, node, key, always, may, where=''):
        """May hold holes; wants `without`, when one of them may be missing."""
        if not self.pair(node, key, key, where):
            return
        t, w = node[key], node[key].get('without')
        used = holes(t['ja'])
        if used != holes(t['en']):
            self.say(node, key, f'holes differ: {sorted(used ^ holes(t["en"]))}', where)
        for h in sorted(used | holes(t['en'])):
            if h not in may:
                self.say(node, key, f'{{{h}}} is no value of it{marked.nearest(h, may)}', where)
        if used - always and w is None:
            self.say(node, key, 'wants `without`, the form for when a value is missing', where)
        if w is not None:
            if not self.keys(w, ('ja', 'en'), ('ja', 'en'), f'{where}{key}: without'):
                return
            if not used - always:
                self.say(node, key, 'without: nothing of it can be missing', where)
            if (holes(w['ja']) | holes(w['en'])) - always or holes(w['ja']) != holes(w['en']):
                self.say(node, key, f'without: only {sorted(always)} always have a value, in both languages', where)

    def steps(self, node, key, always):
        """first: {ja: [..], en: [..]}; not: {ja: , en: } or lists."""
        t = node[key]
        if not self.keys(t, ('ja', 'en'), ('ja', 'en'), key):
            return
        for language, most in zip(('ja', 'en'), WIDTHS[key]):
            listed = t[language] if isinstance(t[language], list) else [t[language]]
            if not 1 <= len(listed) <= STEPS or not all(isinstance(s, str) and s.strip() for s in listed):
                self.say(t, language, f'wants 1 to {STEPS} sentences', f'{key}: ')
                return
            for s in listed:
                if width(s) > most:
                    self.say(t, language, f'is too long ({width(s)} of {most} columns)', f'{key}: ')
                if holes(s) - always:
                    self.say(t, language, f'only {sorted(always)} always have a value', f'{key}: ')
        if len(t['ja'] if isinstance(t['ja'], list) else [1]) != len(t['en'] if isinstance(t['en'], list) else [1]):
            self.say(node, key, 'as many sentences in both languages')

    def timing(self, node):
        if self.keys(node['raise'], ('after', 'count'), ('after', 'count'), 'raise'):
            self.number(node['raise'], 'after', 0, 86400, 'raise: ')
            self.number(node['raise'], 'count', 1, 1000, 'raise: ')
        if self.keys(node['ends'], ('by', 'after'), ('by', 'after'), 'ends'):
            self.word(node['ends'], 'by', ENDS, 'ends', 'way to end')
            self.number(node['ends'], 'after', 0, 86400 * 7, 'ends: ')
            if node['ends']['by'] == 'quiet' and node['ends']['after'] == 0:
                self.say(node['ends'], 'after', 'quiet for how long?', 'ends: ')

    def many(self, node):
        m = node.get('many')
        if m is None or not self.keys(m, ('count', 'within', 'title', 'expected', 'came'), ('count', 'within', 'title', 'came'), 'many'):
            return
        self.number(m, 'count', 2, 100, 'many: ')
        self.number(m, 'within', 1, 3600, 'many: ')
        for key in ('title', 'expected', 'came'):
            if key in m:
                self.sentence(m, key, MANY, MANY, 'many: ')

    def listed(self, node, key, right, words):
        if not isinstance(node.get(key), list):
            return self.say(node, key, f'wants a list of {words}') if key in node else None
        for i, x in enumerate(node[key]):
            if not re.fullmatch(right, str(x)):
                self.wrong.append(f'{self.path}:{node[key].lines[i]}: {key}: {x}: {words}')


def load(path, names):
    """(words, complaints)."""
    node, wrong = marked.load(path)
    wrong = wrong or marked.keys(path, node, KEYS, [k for k in KEYS if k not in OPTIONAL])
    if wrong:
        return node, wrong
    if node['group'] is True:  # YAML 1.1 reads `on` as yes
        node['group'] = 'on'
    lint = Lint(path, node)
    if node['detector'] != os.path.basename(path)[:-5]:
        lint.say(node, 'detector', 'is not the name of the file')
    lint.number(node, 'version', 1, 10000, '')
    for key, known in (('severity', SEVERITIES), ('lamp', LAMPS), ('group', GROUPS), ('work', WORK), ('own', [True]), ('approved', ['ends'])):
        lint.word(node, key, known, '', key)
    lint.timing(node)
    lint.listed(node, 'items', r'\d\d-\d', 'two digits, hyphen, sub-item')
    lint.listed(node, 'techniques', r'T\d{4}', 'T and four digits')
    lint.listed(node, 'values', r'[a-z][a-z_]{0,15}', 'small letters, at most 16')
    for i, f in enumerate(node.get('follows') or []):
        lint.wrong += marked.word(path, node['follows'], i, names, 'follows', 'detector')
    always = ALWAYS.get(node['group'], set())
    own = MANY if node.get('own') else set()
    may = ANY | own | set(node.get('values') or [])
    if not lint.wrong:
        for key in ('title', 'expected', 'came'):
            lint.sentence(node, key, own or always, may)
        for key in ('first', 'not'):
            lint.steps(node, key, set() if own else always)
        lint.many(node)
    return node, lint.wrong


def defined(path):
    text = re.sub(r'/\*.*?\*/', '', open(path, encoding='utf-8').read(), flags=re.S)
    return [n.replace('_', '-') for n in re.findall(r'^DETECTOR\((\w+)\)', text, re.M)]


def paths(folder):
    return sorted(glob.glob(os.path.join(folder, '*.yaml')), key=lambda p: os.path.basename(p)[:-5])


def everything(folder):
    found = paths(folder)
    names = [os.path.basename(p)[:-5] for p in found]
    loaded, bad = [], []
    for p in found:
        node, wrong = load(p, names)
        loaded.append(node)
        bad += wrong
    if bad:
        sys.exit('\n'.join(bad))
    return loaded


def tidy(text, language):
    return None if text is None else re.sub(r'\s*\n\s*', '' if language == 'ja' else ' ', text.strip())


def sentence(t):
    if t is None:
        return '{NULL, NULL, NULL, NULL}'
    w = t.get('without') or {}
    return '{' + ', '.join(c_string(tidy(x, l)) for x, l in ((t['ja'], 'ja'), (t['en'], 'en'), (w.get('ja'), 'ja'), (w.get('en'), 'en'))) + '}'


def steps(t):
    said = []
    for language in ('ja', 'en'):
        listed = t[language] if isinstance(t[language], list) else [t[language]]
        said.append('{' + ', '.join(c_string(tidy(s, language)) for s in listed) + ', NULL}')
    return '{' + ', '.join(said) + '}'


def words_list(values):
    return ''.join(c_string(v) + ', ' for v in values or [])


def main(out, definition, folder):
    loaded = everything(folder)
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/detectors.py. */\n#include "respond/alarm_words.h"\n\n')
        for i, d in enumerate(loaded):
            for key in ('items', 'techniques', 'values', 'follows'):
                f.write(f'static const char *const {key}_{i}[] = {{{words_list(d.get(key))}NULL}};\n')
        f.write('\nconst struct alarm_words alarm_words[] = {\n')
        for i, d in enumerate(loaded):
            m = d.get('many') or {}
            f.write(f'\t{{{c_string(d["detector"])}, {d["version"]}, SEVERITY_{d["severity"].upper()}, ALARM_LAMP_{d["lamp"].upper()}, '
                    f'{"true" if d["group"] == "on" else "false"}, {"true" if d["work"] == "hold" else "false"}, {"true" if "approved" in d else "false"},\n'
                    f'\t {d["raise"]["after"]}, {d["raise"]["count"]}, ALARM_ENDS_{d["ends"]["by"].upper()}, {d["ends"]["after"]}, '
                    f'{m.get("count", 0)}, {m.get("within", 0)},\n\t items_{i}, techniques_{i}, values_{i}, follows_{i},\n'
                    f'\t {sentence(d["title"])},\n\t {sentence(d["expected"])},\n\t {sentence(d["came"])},\n'
                    f'\t {sentence(m.get("title"))},\n\t {sentence(m.get("expected"))},\n\t {sentence(m.get("came"))},\n'
                    f'\t {steps(d["first"])},\n\t {steps(d["not"])}}},\n')
        f.write('\t{.name = NULL}};\n\nconst size_t alarm_words_count = sizeof alarm_words / sizeof *alarm_words - 1;\n')


def check(definition, folder):
    names, have = defined(definition), everything(folder)
    own = {d['detector'] for d in have if d.get('own')}
    told = {d['detector'] for d in have} - own
    wrong = [f'{folder}/{n}.yaml: missing; {definition} names this detector{marked.nearest(n, told)}' for n in names if n not in told]
    wrong += [f'{folder}/{n}.yaml: {definition} has no such detector{marked.nearest(n, names)}' for n in sorted(told) if n not in names]
    wrong += [f'{folder}/{n}.yaml: own, and {definition} names it, too' for n in sorted(own) if n in names]
    if wrong:
        sys.exit('\n'.join(wrong))
    print(f'{len(names)} detectors, {len(own)} of alarms themselves')


def shown(text):
    return re.sub(r'\{\w+\}', '…', text)


def table(folder):
    loaded = everything(folder)
    print('# What is noticed\n\nMade by `tools/detectors.py table data/detectors`; a test keeps it equal. Each line is a detector (`src/detect`): what it says, from when '
          'on it\nraises an alarm, when that is over, and which of the two lamps of a device it lights. What becomes of it: [alarms.md](alarms.md); how to add one:\n'
          '[adding/detector.md](adding/detector.md). Sub-items are those of the JSSEC checklist 2.1, techniques ATT&CK for ICS.\n')
    ends = {'condition': 'when it is over', 'quiet': 'when nothing more came', 'person': 'when somebody says so'}
    for severity in SEVERITIES:
        rows = [d for d in loaded if d['severity'] == severity]
        if rows:
            print(f'## {severity}\n\n| detector | says | 意味 | raised | ends | lamp | sub-items | techniques |\n|---|---|---|---|---|---|---|---|')
        for d in rows:
            t = d['title'].get('without') or d['title']
            raised = ', '.join(x for x in (f'after {d["raise"]["after"]} s' if d['raise']['after'] else '',
                                           f'at {d["raise"]["count"]}' if d['raise']['count'] > 1 else '') if x) or 'at once'
            print(f'| {d["detector"]} | {shown(t["en"])} | {shown(t["ja"])} | {raised} | {ends[d["ends"]["by"]]}'
                  f'{", " + str(d["ends"]["after"]) + " s" if d["ends"]["after"] else ""} | {d["lamp"]} | {" ".join(d["items"])} | {" ".join(d["techniques"])} |')
        if rows:
            print()


if __name__ == '__main__':
    {'table': lambda: table(*sys.argv[2:]), 'check': lambda: check(*sys.argv[2:])}.get(sys.argv[1], lambda: main(*sys.argv[1:]))()
