"""What vendors are asked (data/packs/NAME.yaml, docs/vendors.md), packed: packs.py OUT.c PACKS SHEETS RECORDS; as a page: packs.py table
PACKS SHEETS RECORDS. Fails, naming file and line, on an unknown key or word (with the nearest known one), a text that is missing in one
language or too long, a sub-item, kind, topic or field that does not exist, a required field that nothing fills."""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string
from marked import Map
from records import load_all, two, width

NAMES = ('requirements', 'questions')  # enum pack_kind
FORM = {'pack': True, 'version': True, 'choices': False, 'wants': False, 'record': False, 'per': False, 'fills': False, 'asks': True}
ASK = {'ask': True, 'items': True, 'title': True, 'says': True, 'help': True, 'choices': False, 'wants': False, 'record': False, 'topic': False,
       'group': False, 'per': False, 'fills': False}
CHOICE = {'value': True, 'title': True, 'wants': False, 'says': False, 'bare': False}
FILL = {'text': True, 'otherwise': False}
WANTS = ('choice', 'words', 'evidence', 'day')
PER = ('item', 'device', 'model')
SAYS = ('yes', 'partly', 'no')
HOLES = ('choice answer words evidence day model bare-model vendor title ask pack question today answered sent due').split()
SIZES = {'title': (40, 40), 'says': (240, 240), 'help': (160, 170), 'choice': (44, 60), 'text': (120, 120), 'otherwise': (120, 120)}


class Lint:
    def __init__(self, path, items, kinds):
        self.path, self.items, self.kinds, self.wrong = path, items, kinds, []

    def say(self, line, words):
        self.wrong.append(f'{self.path}:{line}: {words}')

    def keys(self, m, known, what):
        if not isinstance(m, Map):
            self.say(1, f'{what}: wants a mapping')
            return False
        for k in m:
            if k not in known:
                self.say(m.lines[k], f'{what}: unknown key "{k}"{marked.nearest(str(k), known)}')
        for k, must in known.items():
            if must and k not in m:
                self.say(m.line, f'{what}: wants {k}')
        return all(k in m for k, must in known.items() if must)

    def texts(self, m, key, size, what, empty=False):
        t = m.get(key)
        if not isinstance(t, Map) or set(t) != {'ja', 'en'}:
            return self.say(m.lines.get(key, m.line), f'{what}: {key} wants ja and en')
        for l, most in zip(('ja', 'en'), SIZES[size]):
            if not isinstance(t[l], str) or not (t[l].strip() or empty) or '\n' in t[l]:
                self.say(t.lines[l], f'{what}: {key}: {l} is no line of text')
            elif width(t[l]) > most:
                self.say(t.lines[l], f'{what}: {key}: {l} is {width(t[l])} columns wide, at most {most}')

    def words(self, m, key, known, what):
        for w in m.get(key, []) if isinstance(m.get(key, []), list) else [m.get(key)]:
            if w not in known:
                self.say(m.lines[key], f'{what}: {key}: unknown "{w}"{marked.nearest(str(w), known)}')


def lint_choices(l, ask, what):
    choices = ask.get('choices')
    if not isinstance(choices, list) or not 2 <= len(choices) <= 8:
        return l.say(ask.line, f'{what}: choices: 2 to 8 of them')
    for c in choices:
        if l.keys(c, CHOICE, f'{what}: choice'):
            l.texts(c, 'title', 'choice', f'{what}: choice {c["value"]}')
            l.words(c, 'wants', WANTS, what)
            l.words(c, 'says', SAYS, what)
            if not isinstance(c['value'], str):
                l.say(c.line, f'{what}: choice "{c["value"]}": write it in quotes')


def lint_fill(l, ask, kind, what):
    fields = {f['name']: f for f in kind['fields'] if ask.get('topic') in f.get('topics', [ask.get('topic')])}
    for name, fill in ask['fills'].items():
        if name not in fields:
            l.say(ask.lines.get('fills', ask.line), f'{what}: {ask["record"]} has no field "{name}"{marked.nearest(name, fields)}')
        elif l.keys(fill, FILL, f'{what}: {name}'):
            for part in fill:
                l.texts(fill, part, part, f'{what}: {name}', empty=part == 'text')
                for text in fill[part].values():
                    for hole in re.findall(r'{([^}]*)}', str(text)):
                        if hole not in HOLES:
                            l.say(fill.line, f'{what}: {name}: no hole {{{hole}}}{marked.nearest(hole, HOLES)}')
            if fields[name].get('required') and fill['text']['ja'] == '' and 'otherwise' not in fill:
                l.say(fill.line, f'{what}: {name} would stay empty')
    for name, f in fields.items():
        if f.get('required') and name not in ask['fills']:
            l.say(ask.line, f'{what}: {ask["record"]} wants {name}, which nothing fills')


def lint_ask(l, ask, form):
    what = f'ask {ask.get("ask")}' if isinstance(ask, Map) else 'ask'
    if not l.keys(ask, ASK, what):
        return
    for key in ('choices', 'wants', 'record', 'per', 'fills'):
        if key not in ask and key in form:
            ask[key] = form[key]
    if not re.fullmatch(r'[a-z][a-z-]{2,30}', str(ask['ask'])):
        l.say(ask.line, f'{what}: a name of small letters and hyphens')
    for key in ('title', 'says', 'help'):
        l.texts(ask, key, key, what)
    l.words(ask, 'items', l.items, what)
    l.words(ask, 'wants', WANTS, what)
    l.words(ask, 'per', PER, what)
    lint_choices(l, ask, what)
    kind = l.kinds.get(ask.get('record'))
    if not kind:
        return l.say(ask.line, f'{what}: record: no kind "{ask.get("record")}"{marked.nearest(str(ask.get("record")), l.kinds)}')
    if ask.get('topic') not in ([t['name'] for t in kind.get('topics', [])] or [None]):
        l.say(ask.line, f'{what}: {ask["record"]} has no topic "{ask.get("topic")}"')
    if ('item' in kind) != (ask.get('per') == 'item'):
        l.say(ask.line, f'{what}: per item goes with a record that names a sub-item')
    if not kind.get('many'):
        l.say(ask.line, f'{what}: {ask["record"]} may stand once only')
    lint_fill(l, ask, kind, what)


def load(path, items, kinds):
    l = Lint(path, items, kinds)
    form, l.wrong = marked.load(path)
    if form is None or not l.keys(form, FORM, 'pack'):
        return form, l.wrong
    if form['pack'] != os.path.basename(path)[:-5]:
        l.say(1, 'pack: is not the name of the file')
    names = [a.get('ask') for a in form['asks'] if isinstance(a, Map)]
    for n in sorted({n for n in names if names.count(n) > 1}):
        l.say(1, f'ask {n} stands twice')
    for ask in form['asks']:
        lint_ask(l, ask, form)
    return form, l.wrong


def load_forms(packs, sheets, records):
    items, wrong, forms = [], [], []
    for path in sorted(glob.glob(os.path.join(sheets, '*.yaml'))):
        tree, bad = marked.load(path)
        wrong += bad
        items += [s['item'] for i in (tree or {}).get('items', []) for s in i['subs']]
    kinds = {k['record']: k for k in load_all(records)}
    for name in NAMES:
        form, bad = load(os.path.join(packs, name + '.yaml'), items, kinds)
        forms.append(form)
        wrong += bad
    if wrong:
        sys.exit('\n'.join(wrong))
    return forms


def bits(words):
    return sum(1 << WANTS.index(w) for w in words or [])


def pack_one(f, n, k, ask):
    at = f'{n}_{k}'
    f.write(f'static const char *const items_{at}[] = {{{"".join(c_string(i) + ", " for i in ask["items"])}NULL}};\n')
    f.write(f'static const struct pack_choice choices_{at}[] = {{\n' + ''.join(
        f'\t{{{c_string(c["value"])}, {two(c["title"])}, {bits(c.get("wants"))}, SAYS_{c.get("says", "yes").upper()}, {int(bool(c.get("bare")))}}},\n'
        for c in ask['choices']) + '};\n')
    f.write(f'static const struct pack_fill fills_{at}[] = {{\n' + ''.join(
        f'\t{{{c_string(name)}, {two(v["text"])}, {two(v.get("otherwise"))}}},\n' for name, v in ask['fills'].items()) + '};\n')


def row(n, k, ask):
    at = f'{n}_{k}'
    return (f'\t{{{c_string(ask["ask"])}, {two(ask["title"])},\n\t {two(ask["says"])},\n\t {two(ask["help"])},\n\t items_{at}, choices_{at}, {len(ask["choices"])}, '
            f'{bits(ask["wants"])}, {c_string(ask["record"])}, {c_string(ask["topic"]) if ask.get("topic") else "NULL"}, {c_string(ask.get("group", ask["ask"]))}, '
            f'PER_{ask["per"].upper()}, fills_{at}, {len(ask["fills"])}}},\n')


def main(out, packs, sheets, records):
    forms = load_forms(packs, sheets, records)
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/packs.py. */\n#include "assess/pack_ask.h"\n\n')
        for n, form in enumerate(forms):
            for k, ask in enumerate(form['asks']):
                pack_one(f, n, k, ask)
            f.write(f'static const struct pack_ask asks_{n}[] = {{\n' + ''.join(row(n, k, a) for k, a in enumerate(form['asks'])) + '};\n')
        f.write('\nconst struct pack_form pack_forms[PACK_KINDS] = {\n' + ''.join(
            f'\t{{{c_string(form["pack"])}, {form["version"]}, asks_{n}, {len(form["asks"])}}},\n' for n, form in enumerate(forms)) + '};\n')


def table(packs, sheets, records):
    """docs/vendor-questions.md"""
    print('# What vendors are asked\n\nMade by `tools/packs.py table data/packs data/sheets data/records`; a test keeps it equal. In our own words, '
          'for the sub-items named;\nwhat becomes of an answer, and how to add a question: [vendors.md](vendors.md).\n')
    for form in load_forms(packs, sheets, records):
        print(f'## {form["pack"]} (edition {form["version"]})\n\n| | asked | 質問 | sub-items | becomes |\n|---|---|---|---|---|')
        for a in form['asks']:
            becomes = f'`{a["record"]}{":" + a["topic"] if a.get("topic") else ""}`, one a {"sub-item" if a["per"] == "item" else a["per"]}'
            print(f'| {a["title"]["en"]} / {a["title"]["ja"]} | {a["says"]["en"]} | {a["says"]["ja"]} | {", ".join(a["items"])} | {becomes} |')
        print()


if __name__ == '__main__':
    table(*sys.argv[2:]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
