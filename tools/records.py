"""Kinds of records, packed: records.py OUT FOLDER; or as a page: records.py table FOLDER. FOLDER/NAME.yaml is one kind
(docs/adding/record.md). Fails, naming file and line, on an unknown key (with the nearest known one), a wrong number, a text in one language,
a title that is too long, an example that is missing."""
import glob
import os
import re
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string
from marked import Map

KIND = {'record': True, 'version': True, 'title': True, 'help': True, 'hangs_on': True, 'many': False, 'unowned': False, 'item': False, 'topics': False,
        'fields': True, 'signs': False, 'expires': True, 'writes': True}
TOPIC = {'name': True, 'title': True}
FIELD = {'name': True, 'type': True, 'required': False, 'or_reason': False, 'title': True, 'topics': False, 'choices': False, 'unit': False,
         'min': False, 'max': False, 'example': True}
CHOICE = {'value': True, 'title': True, 'says': False}
TYPES = ['text', 'long', 'date', 'contact', 'device', 'choice', 'number', 'money', 'list', 'hours']
HANGS = ['site', 'system', 'device']
SIDES = ['it', 'ot', 'executive', 'vendor', 'csirt', 'other', 'admin']
SAYS = ['yes', 'partly', 'no']
# Names that every record has besides its kind's fields (src/assess/record_value.c).
COMMON = ('record kind topic system device item owner deputy date says because plan attachment version removed signed hash expires '
          'passphrase').split()
SIZES = {'kind': (40, 44), 'help': (170, 190), 'topic': (44, 56), 'field': (44, 60), 'choice': (44, 60), 'example': (80, 90)}
FIELDS_MAX, TOPICS_MAX, CHOICES_MAX = 24, 16, 10  # record_kind.h


def width(s):
    return sum(2 if unicodedata.east_asian_width(c) in 'WFA' else 1 for c in s)


class Lint:
    def __init__(self, path):
        self.path, self.wrong = path, []

    def say(self, line, words):
        self.wrong.append(f'{self.path}:{line}: {words}')

    def keys(self, m, known, what):
        for k in m:
            if k not in known:
                self.say(m.lines[k], f'{what}: unknown key "{k}"{marked.nearest(k, known)}')
        for k, must in known.items():
            if must and k not in m:
                self.say(m.line, f'{what}: wants {k}')

    def texts(self, m, key, size, what):
        t = m.get(key)
        if not isinstance(t, Map):
            return self.say(m.lines.get(key, m.line), f'{what}: {key} wants ja and en')
        self.keys(t, {'ja': True, 'en': True}, f'{what}: {key}')
        for language, most in zip(('ja', 'en'), SIZES[size]):
            s = t.get(language)
            if not isinstance(s, str) or not s.strip() or '\n' in s:
                self.say(t.line, f'{what}: {key}: {language} is no line of text')
            elif width(s) > most:
                self.say(t.lines[language], f'{what}: {key}: {language} is {width(s)} columns wide, at most {most}')

    def word(self, m, key, known, what):
        v = m.get(key)
        if v not in known:
            self.say(m.lines.get(key, m.line), f'{what}: {key}: unknown "{v}"{marked.nearest(v, known)}')

    def words(self, m, key, known, what):
        v = m.get(key)
        if not isinstance(v, list) or not v:
            return self.say(m.lines.get(key, m.line), f'{what}: {key} wants a list')
        for w in v:
            if w not in known:
                self.say(m.lines[key], f'{what}: {key}: unknown "{w}"{marked.nearest(w, known)}')

    def flag(self, m, key, what):
        if key in m and m[key] is not True:
            self.say(m.lines[key], f'{what}: {key}: true, or leave it out')

    def maps(self, m, key, most, what):
        v = m.get(key, [])
        if not isinstance(v, list) or not v or len(v) > most or not all(isinstance(x, Map) for x in v):
            if key in m:
                self.say(m.lines[key], f'{what}: {key} wants a list of 1 to {most} mappings')
            return []
        names = [x.get('name', x.get('value')) for x in v]
        for n in sorted({str(n) for n in names if names.count(n) > 1}):
            self.say(m.lines[key], f'{what}: {key}: {n} is there twice')
        return v


def lint_choices(l, f, what):
    choices = l.maps(f, 'choices', CHOICES_MAX, what)
    if (f.get('type') == 'choice') != ('choices' in f):
        l.say(f.line, f'{what}: choices go with type choice')
    if f.get('type') == 'choice' and len(choices) == 1:
        l.say(f.line, f'{what}: one choice is a tick box')
    for c in choices:
        l.keys(c, CHOICE, f'{what}: choice')
        if not isinstance(c.get('value'), str):  # yes, no, on, off are booleans to YAML
            l.say(c.line, f'{what}: choice "{c.get("value")}": write it in quotes')
        elif not re.fullmatch(r'[a-z][a-z0-9-]*', c['value']):
            l.say(c.line, f'{what}: choice "{c["value"]}": small letters, digits and hyphens')
        l.texts(c, 'title', 'choice', f'{what}: choice {c.get("value")}')
        if 'says' in c:
            l.word(c, 'says', SAYS[1:], f'{what}: choice {c.get("value")}')
    if choices and all('says' in c for c in choices):
        l.say(f.line, f'{what}: no choice lets the record say yes')
    return [c.get('value') for c in choices]


def within(f, e):
    low, high = f.get('min'), f.get('max')
    return not isinstance(low, int) or not isinstance(high, int) or low <= e <= high


def lint_example(l, f, values, what):
    kind, e = f.get('type'), f.get('example')
    if kind in ('text', 'long', 'list', 'hours'):
        return l.texts(f, 'example', 'example', what)
    good = {'date': lambda: re.fullmatch(r'\d{4}-\d\d-\d\d', str(e)), 'contact': lambda: e == 'contact', 'device': lambda: e == 'none' and f.get('or_reason'),
            'choice': lambda: e in values, 'number': lambda: isinstance(e, int) and within(f, e), 'money': lambda: isinstance(e, int) and e >= 0}
    if 'example' in f and kind in good and not good[kind]():
        l.say(f.lines['example'], f'{what}: example "{e}" is no {kind}')
    if kind == 'choice' and any(c.get('value') == e and 'says' in c for c in f['choices']):
        l.say(f.lines['example'], f'{what}: the example shows a record that says yes')


def lint_field(l, f, topics):
    what = f'field {f.get("name")}'
    l.keys(f, FIELD, what)
    if not isinstance(f.get('name'), str) or not re.fullmatch(r'[a-z][a-z0-9_]*', f['name']):
        l.say(f.line, f'{what}: a name of small letters, digits and underscores')
    elif f['name'] in COMMON:
        l.say(f.lines['name'], f'{what}: every record has {f["name"]} already')
    l.word(f, 'type', TYPES, what)
    l.texts(f, 'title', 'field', what)
    l.flag(f, 'required', what)
    l.flag(f, 'or_reason', what)
    if f.get('or_reason') and not f.get('required'):
        l.say(f.line, f'{what}: or_reason goes with required')
    if 'topics' in f:
        l.words(f, 'topics', topics, what)
    numbers = f.get('type') == 'number'
    for key in ('unit', 'min', 'max'):
        if numbers != (key in f):
            l.say(f.line, f'{what}: {key} goes with type number')
    for key in ('min', 'max'):
        if key in f and not isinstance(f[key], int):
            l.say(f.lines[key], f'{what}: {key} wants a whole number, not "{f[key]}"')
    if numbers and 'unit' in f:
        l.texts(f, 'unit', 'choice', what)
    lint_example(l, f, lint_choices(l, f, what), what)


def lint_expires(l, k):
    dates = {f.get('name') for f in k.get('fields', []) if isinstance(f, Map) and f.get('type') == 'date'}
    rules = k.get('expires')
    if not isinstance(rules, list) or not rules:
        return l.say(k.lines.get('expires', k.line), 'expires wants a list: [none], or 1y, 90d and names of date fields; the earliest counts')
    for r in rules:
        if not (r == 'none' and len(rules) == 1) and not re.fullmatch(r'[1-9]\d{0,3}[yd]', str(r)) and r not in dates:
            l.say(k.lines['expires'], f'expires: "{r}" is neither none, nor as 1y or 90d, nor a date field')


def load(path):
    l = Lint(path)
    k, l.wrong = marked.load(path)
    if not isinstance(k, Map):
        return None, l.wrong or [f'{path}:1: a kind of record is a mapping']
    l.keys(k, KIND, 'record')
    if k.get('record') != os.path.basename(path)[:-5]:
        l.say(k.lines.get('record', 1), 'record: is not the name of the file')
    if not isinstance(k.get('version'), int) or k['version'] < 1:
        l.say(k.lines.get('version', 1), f'version: a whole number from 1, not "{k.get("version")}"')
    l.texts(k, 'title', 'kind', 'record')
    l.texts(k, 'help', 'help', 'record')
    l.words(k, 'hangs_on', HANGS, 'record')
    l.words(k, 'writes', SIDES, 'record')
    l.flag(k, 'many', 'record')
    l.flag(k, 'unowned', 'record')
    if k.get('item', 'required') != 'required':
        l.say(k.lines['item'], 'item: required, or leave it out')
    topics = l.maps(k, 'topics', TOPICS_MAX, 'record')
    for t in topics:
        l.keys(t, TOPIC, f'topic {t.get("name")}')
        l.texts(t, 'title', 'topic', f'topic {t.get("name")}')
    fields = l.maps(k, 'fields', FIELDS_MAX, 'record')
    for f in fields:
        lint_field(l, f, [t.get('name') for t in topics])
    if fields and not any(f.get('required') and f.get('type') in ('text', 'long', 'list', 'hours') for f in fields):
        l.say(k.lines['fields'], 'a record in which nobody writes a word is a tick box')
    lint_expires(l, k)
    people = {f.get('name') for f in fields if f.get('type') == 'contact'}
    if 'signs' in k and k['signs'] not in people:
        l.say(k.lines['signs'], f'signs: "{k["signs"]}" is no field of type contact')
    return k, l.wrong


def load_all(folder):
    kinds, wrong = [], []
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml')), key=lambda p: os.path.basename(p)[:-5]):
        k, w = load(path)
        kinds.append(k)
        wrong += w
    if wrong or not kinds:
        sys.exit('\n'.join(wrong) or f'{folder}: no kinds of records')
    return kinds


def two(t):
    return '{' + (f'{c_string(t["ja"])}, {c_string(t["en"])}' if isinstance(t, dict) else f'{c_string(t)}, {c_string(t)}' if t is not None else 'NULL, NULL') + '}'


def bits(names, known):
    return sum(1 << known.index(n) for n in names)


def pack_field(f, i, j, topics):
    choices = f'choices_{i}_{j}' if 'choices' in f else 'NULL'
    example = f.get('example')
    return (f'\t{{{c_string(f["name"])}, RECORD_{f["type"].upper()}, {two(f["title"])}, {two(f.get("unit"))},\n\t {two(example if isinstance(example, (dict, type(None))) else str(example))}, '
            f'{choices}, {len(f.get("choices", []))}, {bits(f.get("topics", []), topics)}, {int(bool(f.get("required")))}, {int(bool(f.get("or_reason")))}, '
            f'{f.get("min", 0)}, {f.get("max", 0)}}},\n')


def pack_kind(f, i, k):
    topics = [t['name'] for t in k.get('topics', [])]
    for j, field in enumerate(k['fields']):
        if 'choices' in field:
            f.write(f'static const struct record_choice choices_{i}_{j}[] = {{\n')
            for c in field['choices']:
                f.write(f'\t{{{c_string(c["value"])}, {two(c["title"])}, SAYS_{c.get("says", "yes").upper()}}},\n')
            f.write('};\n')
    if topics:
        f.write(f'static const struct record_topic topics_{i}[] = {{\n')
        f.write(''.join(f'\t{{{c_string(t["name"])}, {two(t["title"])}}},\n' for t in k['topics']) + '};\n')
    f.write(f'static const struct record_field fields_{i}[] = {{\n' + ''.join(pack_field(x, i, j, topics) for j, x in enumerate(k['fields'])) + '};\n')
    until = [r for r in k['expires'] if not re.fullmatch(r'none|\d+[yd]', r)]
    f.write(f'static const char *const until_{i}[] = {{{"".join(c_string(u) + ", " for u in until)}NULL}};\n')


def row(i, k):
    number = {u: min([int(r[:-1]) for r in k['expires'] if re.fullmatch(rf'\d+{u}', r)], default=0) for u in 'yd'}
    topics = k.get('topics', [])
    return (f'\t{{{c_string(k["record"])}, {k["version"]}, {two(k["title"])},\n\t {two(k["help"])},\n\t {bits(k["hangs_on"], HANGS)}, {bits(k["writes"], SIDES)}, '
            f'{int(bool(k.get("many")))}, {int("item" in k)}, {f"topics_{i}" if topics else "NULL"}, {len(topics)}, fields_{i}, {len(k["fields"])}, '
            f'{number["y"]}, {number["d"]}, until_{i}, {c_string(k["signs"]) if "signs" in k else "NULL"}, {int(bool(k.get("unowned")))}}},\n')


def main(out, folder):
    kinds = load_all(folder)
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/records.py. */\n#include "assess/record_kind.h"\n\n')
        for i, k in enumerate(kinds):
            pack_kind(f, i, k)
        f.write('\nconst struct record_kind record_kinds[] = {\n' + ''.join(row(i, k) for i, k in enumerate(kinds)))
        f.write('};\n\nconst size_t record_kind_count = sizeof record_kinds / sizeof *record_kinds;\n')


def table(folder):
    """docs/records.md: what people write down."""
    kinds = load_all(folder)
    print('# What people write down\n\nMade by `tools/records.py table data/records`; a test keeps it equal. '
          f'{len(kinds)} kinds of records; how to add one: [adding/record.md](adding/record.md).\nBesides its own fields every record has an owner, a deputy '
          'or the reason why there is none, a date, what it says (yes, partly, no; with a\nreason and a plan date unless yes), and an attachment with its '
          'SHA-256. **!** must be filled; **!?** must be filled, or "none: reason".\nA choice in *italics* makes the record say partly, in **bold** no.\n')
    for k in kinds:
        print(f'## {k["record"]}\n\n**{k["title"]["en"]}** / {k["title"]["ja"]}. {k["help"]["en"]} / {k["help"]["ja"]}\n')
        print(f'Hangs on {", ".join(k["hangs_on"])}; written by {", ".join(k["writes"])}; expires {", ".join(k["expires"])}'
              f'{"; several for the same subject" if k.get("many") else ""}{"; names a sub-item" if "item" in k else ""}{"; wants no owner" if k.get("unowned") else ""}.\n')
        for t in k.get('topics', []):
            print(f'- `{k["record"]}:{t["name"]}` {t["title"]["en"]} / {t["title"]["ja"]}')
        if k.get('topics'):
            print()
        print('| field | | type | what | 内容 |\n|---|---|---|---|---|')
        for f in k['fields']:
            mark = '!?' if f.get('or_reason') else '!' if f.get('required') else ''
            style = {'partly': '*', 'no': '**'}
            extra = {l: ' (' + ', '.join(style.get(c.get('says'), '') + c['title'][l] + style.get(c.get('says'), '') for c in f.get('choices', [])) + ')'
                     if 'choices' in f else f' ({f["unit"][l]})' if 'unit' in f else '' for l in ('ja', 'en')}
            only = f' only {", ".join(f["topics"])}' if 'topics' in f else ''
            print(f'| `{f["name"]}` | {mark} | {f["type"]}{only} | {f["title"]["en"]}{extra["en"]} | {f["title"]["ja"]}{extra["ja"]} |')
        print()


if __name__ == '__main__':
    table(sys.argv[2]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
