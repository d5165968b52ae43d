"""Sheets, packed: sheet.py OUT SHEETS CHECKS RECORDS; or as a page: sheet.py table SHEETS CHECKS RECORDS. SHEETS/NAME.yaml is one sheet
(docs/adding/sheet.md). Fails, naming file, line and key, on a key or word that is not known (and says the nearest), a text that is missing
or too long, a number out of order or twice, a check or a kind of record that does not exist, a sub-item that nothing answers, levels
that are not nested, a link that leads nowhere, and where a check's items and a sub-item's checks do not say the same."""
import glob
import os
import re
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string
from marked import line_of

SHEET = ('sheet', 'version', 'source', 'note', 'csf', 'items')
ITEM = ('item', 'category', 'csf2', 'key_point', 'title', 'why', 'examine', 'see', 'subs')
SUB = ('item', 'mark', 'lead', 'unconfirmed', 'levels', 'needs', 'unmeasurable', 'title', 'answered_by')
OPTIONAL = ('unconfirmed', 'unmeasurable')
NEEDS = ('wire', 'radio', 'log', 'feed', 'permit', 'ledger', 'person', 'countries', 'longer')
SAID = ('radio', 'ledger', 'countries', 'longer', 'feed', 'log', 'person')  # have a sentence assess.needs-*; the rest is in met_by
FROM = {'printed': 'FROM_PRINTED', 'ours': 'FROM_OURS', 'user': 'FROM_USER'}
LEVELS = {'poc': 'LEVEL_POC', 'core': 'LEVEL_CORE', 'important': 'LEVEL_IMPORTANT'}
CSF1 = ('ID.AM ID.BE ID.GV ID.RA ID.RM ID.SC PR.AC PR.AT PR.DS PR.IP PR.MA PR.PT DE.AE DE.CM DE.DP RS.RP RS.CO RS.AN RS.MI RS.IM '
        'RC.RP RC.IM RC.CO').split()
CSF2 = ('GV.OC GV.RM GV.RR GV.PO GV.OV GV.SC ID.AM ID.RA ID.IM PR.AA PR.AT PR.DS PR.PS PR.IR DE.CM DE.AE RS.MA RS.AN RS.CO RS.MI '
        'RC.RP RC.CO').split()
TITLE = {'ja': (68, 'at most 34 full-width characters'), 'en': (70, 'at most 70 characters')}
TEXT = {'ja': (480, 'at most 240 full-width characters'), 'en': (520, 'at most 520 characters')}
# What is known of a sheet beforehand: items, sub-items, white and black marks.
COUNTS = {'jssec-2.1': (60, 143, 62, 81)}


def width(s):
    return sum(2 if unicodedata.east_asian_width(c) in 'WFA' else 1 for c in s)


class Lint:
    """Complaints about one file."""

    def __init__(self, path, checks, records):
        self.path, self.checks, self.records, self.wrong = path, checks, records, []

    def say(self, node, key, text):
        self.wrong.append(f'{self.path}:{line_of(node, key)}: {text}')

    def keys(self, node, known, where, wanted=None):
        """True when the node is a mapping that holds all it should."""
        found = marked.keys(self.path, node, known, known if wanted is None else wanted, where)
        self.wrong += found
        return isinstance(node, dict) and all(k in node for k in (known if wanted is None else wanted))

    def word(self, node, key, known, where, what):
        self.wrong += marked.word(self.path, node, key, known, where, what)

    def text(self, node, part, where, limits):
        pair = node[part]
        if not self.keys(pair, ('ja', 'en'), f'{where}: {part}'):
            return
        for l, (most, words) in limits.items():
            if not isinstance(pair[l], str) or not pair[l].strip():
                self.say(pair, l, f'{where}: {part}: {l}: wants a text')
            elif width(pair[l]) > most:
                self.say(pair, l, f'{where}: {part}: {l}: {words}, has {width(pair[l]) // (2 if l == "ja" else 1)}')

    def listed(self, node, part, where):
        """The entries of node[part], which must be a list of words, none twice."""
        if not isinstance(node[part], list):
            self.say(node, part, f'{where}: {part}: wants a list')
            return []
        for i, x in enumerate(node[part]):
            if not isinstance(x, str):
                self.say(node[part], i, f'{where}: {part}: {x!r}: wants a word (a number in quotes)')
            elif x in node[part][:i]:
                self.say(node[part], i, f'{where}: {part}: {x}: stands twice')
        return [x for x in node[part] if isinstance(x, str)]

    def valued(self, node, part, known, where):
        """{value, status}"""
        if self.keys(node[part], ('value', 'status'), f'{where}: {part}'):
            self.word(node[part], 'value', known, f'{where}: {part}', 'value')
            self.word(node[part], 'status', FROM, f'{where}: {part}', 'status')

    def record(self, node, i, where):
        """One word of records: kind or kind:topic."""
        kind, _, topic = node[i].partition(':')
        if self.records is None:
            return
        if kind not in self.records:
            self.say(node, i, f'{where}: records: {kind}: no such kind of record{marked.nearest(kind, self.records)}')
        elif topic and self.records[kind] is not None and topic not in self.records[kind]:
            self.say(node, i, f'{where}: records: {node[i]}: {kind} has no such topic{marked.nearest(topic, self.records[kind])}')

    def answered_by(self, sub, name):
        by = sub['answered_by']
        self.keys(by, ('checks', 'records'), f'{name}: answered_by', ())
        if not isinstance(by, dict):
            return
        checks = self.listed(by, 'checks', name) if 'checks' in by else []
        records = self.listed(by, 'records', name) if 'records' in by else []
        if not checks and not records:
            self.say(sub, 'answered_by', f'{name}: answered_by: nothing answers it')
        if checks and sub.get('unmeasurable'):
            self.say(sub, 'unmeasurable', f'{name}: unmeasurable: and yet checks answer it')
        for i, c in enumerate(checks):
            if c not in self.checks:
                self.say(by['checks'], i, f'{name}: checks: {c}: no such check{marked.nearest(c, self.checks)}')
            elif name not in self.checks[c]['items']:
                self.say(by['checks'], i, f'{name}: checks: {c}: its file does not name {name}')
        for c in sorted(self.checks):
            if name in self.checks[c]['items'] and c not in checks:
                self.say(sub, 'answered_by', f'{name}: checks: {c} names {name}, which does not name it')
        for i, _ in enumerate(records):
            self.record(by['records'], i, name)

    def levels(self, sub, name):
        if not self.keys(sub['levels'], tuple(LEVELS), f'{name}: levels'):
            return
        for l in LEVELS:
            self.valued(sub['levels'], l, (True, False), f'{name}: levels')
        asked = [isinstance(sub['levels'][l], dict) and sub['levels'][l].get('value') is True for l in LEVELS]
        if asked != sorted(asked):
            self.say(sub, 'levels', f'{name}: levels: what is asked at poc is asked at core, and that at important')

    def sub(self, sub, item):
        name = sub.get('item') if isinstance(sub, dict) else None
        if not self.keys(sub, SUB, f'sub-item {name}', [k for k in SUB if k not in OPTIONAL]):
            return
        if not isinstance(name, str) or not re.fullmatch(rf'{re.escape(str(item))}-[1-9]', name):
            self.say(sub, 'item', f'{name}: item: a sub-item of {item} is {item}-1, {item}-2 ...')
            return
        self.valued(sub, 'mark', ('white', 'black'), name)
        self.valued(sub, 'lead', ('it', 'ot', 'both'), name)
        for flag in OPTIONAL:
            if not isinstance(sub.get(flag, False), bool):
                self.say(sub, flag, f'{name}: {flag}: yes or no')
        self.levels(sub, name)
        for i, n in enumerate(self.listed(sub, 'needs', name)):
            self.word(sub['needs'], i, NEEDS, f'{name}: needs', 'kind of evidence')
        self.text(sub, 'title', name, TITLE)
        self.answered_by(sub, name)

    def item(self, e, names):
        name = e.get('item') if isinstance(e, dict) else None
        if not self.keys(e, ITEM, f'item {name}'):
            return
        if not isinstance(name, str) or not re.fullmatch(r'\d\d', name):
            self.say(e, 'item', f'{name}: item: two digits in quotes')
        self.word(e, 'category', CSF1, f'item {name}', 'category of CSF 1.1')
        self.word(e, 'csf2', CSF2, f'item {name}', 'category of CSF 2.0')
        if e['key_point'] is not None and not re.fullmatch(r'new|\d\d?', str(e['key_point'])):
            self.say(e, 'key_point', f'item {name}: key_point: a number in quotes, new or null')
        self.text(e, 'title', f'item {name}', TITLE)
        self.text(e, 'why', f'item {name}', TEXT)
        self.text(e, 'examine', f'item {name}', TEXT)
        for i, see in enumerate(self.listed(e, 'see', f'item {name}')):
            if see not in names or see.partition('-')[0] == name:
                self.say(e['see'], i, f'item {name}: see: {see}: no other item or sub-item')
        for sub in e['subs'] if isinstance(e['subs'], list) else []:
            self.sub(sub, name)

    def order(self, entries, found, what):
        seen = set()
        for node, name in found:
            if name in seen:
                self.say(node, 'item', f'{name}: {what} stands twice')
            seen.add(name)
        names = [n for _, n in found if isinstance(n, str)]
        for (node, name), right in zip(found, sorted(names)):
            if name != right:
                self.say(node, 'item', f'{name}: out of order, {right} comes first')
                break

    def titles(self, found):
        """No two sub-items may read the same."""
        seen = {}
        for node, name in found:
            for l in TITLE:
                t = (node.get('title') or {}).get(l) if isinstance(node.get('title'), dict) else None
                if t and (l, t) in seen:
                    self.say(node, 'title', f'{name}: title: {l}: reads like {seen[l, t]}')
                seen.setdefault((l, t), name)

    def whole(self, sheet):
        if not self.keys(sheet, SHEET, 'sheet'):
            return
        if sheet['sheet'] != os.path.basename(self.path)[:-5]:
            self.say(sheet, 'sheet', 'sheet: is not the name of the file')
        if not isinstance(sheet['version'], int):
            self.say(sheet, 'version', 'version: a number')
        for part in ('source', 'note'):
            self.text(sheet, part, 'sheet', TEXT)
        self.keys(sheet['csf'], ('category', 'csf2'), 'csf')
        entries = [e for e in sheet['items'] if isinstance(e, dict)] if isinstance(sheet['items'], list) else []
        subs = [(s, s.get('item')) for e in entries for s in e.get('subs') or [] if isinstance(s, dict)]
        names = {e.get('item') for e in entries} | {n for _, n in subs}
        for e in sheet['items'] if isinstance(sheet['items'], list) else []:
            self.item(e, names)
        self.order(sheet, [(e, e.get('item')) for e in entries], 'item')
        self.order(sheet, subs, 'sub-item')
        self.titles(subs)
        for c in self.checks.values():
            for i in c['items']:
                if i not in names:
                    self.say(sheet, 'items', f'items: no sub-item {i}, which {c["check"]} answers{marked.nearest(i, [n for _, n in subs])}')
        self.counts(sheet, entries, subs)

    def counts(self, sheet, entries, subs):
        marks = [(s.get('mark') or {}).get('value') for s, _ in subs if isinstance(s.get('mark') or {}, dict)]
        have = (len(entries), len(subs), marks.count('white'), marks.count('black'))
        want = COUNTS.get(sheet['sheet'])
        if want and have != want:
            self.say(sheet, 'items', 'items: %d items, %d sub-items, %d white and %d black marks; ' % have + 'the sheet has %d, %d, %d, %d' % want)


def kinds_of(folder):
    """{kind: its topics or None}, or None while there are no kinds."""
    kinds = {}
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml'))):
        tree, _ = marked.load(path)
        if isinstance(tree, dict) and 'record' in tree:
            topics = tree.get('topics')
            kinds[tree['record']] = [t.get('name') for t in topics if isinstance(t, dict)] if isinstance(topics, list) else None
    return kinds or None


def load(folder, check_folder, record_folder):
    """The sheets as trees, by name, and all that is wrong with them."""
    checks = {os.path.basename(p)[:-5]: marked.load(p)[0] for p in sorted(glob.glob(os.path.join(check_folder, '*.yaml')))}
    checks = {n: c for n, c in checks.items() if isinstance(c, dict) and isinstance(c.get('items'), list)}  # the rest is checks.py's
    records, wrong, trees = kinds_of(record_folder), [], {}
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml'))):
        tree, bad = marked.load(path)
        if not bad:
            lint = Lint(path, checks, records)
            lint.whole(tree)
            bad = lint.wrong
        wrong += bad
        trees[os.path.basename(path)[:-5]] = tree
    return trees, checks, wrong


def text(t):
    return f'{c_string(t["ja"])}, {c_string(t["en"])}'


def words(list_):
    return ''.join(c_string(x) + ', ' for x in list_)


def pack_sub(f, at, name, group, category, e):
    levels = ' | '.join(LEVELS[k] for k in LEVELS if e['levels'][k]['value']) or '0'
    statuses = {v['status'] for v in e['levels'].values()}
    needs = ' '.join(n for n in SAID if n in e['needs'])
    flags = ', '.join('true' if x else 'false' for x in (e['mark']['value'] == 'black', e.get('unconfirmed'), e.get('unmeasurable')))
    f.write(f'\t{{{c_string(e["item"])}, {c_string(category)}, LEAD_{e["lead"]["value"].upper()}, {FROM[e["lead"]["status"]]}, '
            f'{levels}, {FROM["ours" if "ours" in statuses else statuses.pop()]}, {c_string(needs)},\n\t {text(e["title"])},\n'
            f'\t checks_{at}, records_{at}, &groups_{name}[{group}], {flags}}},\n')


def pack(f, index, sheet):
    for g, item in enumerate(sheet['items']):
        f.write(f'static const char *const see_{index}_{g}[] = {{{words(item["see"])}NULL}};\n')
        for s, sub in enumerate(item['subs']):
            by = sub['answered_by']
            records = ''.join('{%s, %s}, ' % (c_string(k), c_string(t) if t else 'NULL') for k, _, t in (r.partition(':') for r in by.get('records', [])))
            f.write(f'static const char *const checks_{index}_{g}_{s}[] = {{{words(by.get("checks", []))}NULL}};\n'
                    f'static const struct sheet_record records_{index}_{g}_{s}[] = {{{records}{{NULL, NULL}}}};\n')
    f.write(f'\nstatic const struct sheet_group groups_{index}[] = {{\n')
    for g, e in enumerate(sheet['items']):
        point = c_string(str(e['key_point'])) if e['key_point'] is not None else 'NULL'
        f.write(f'\t{{{c_string(e["item"])}, {c_string(e["category"])}, {c_string(e["csf2"])}, {point},\n\t {text(e["title"])},\n'
                f'\t {text(e["why"])},\n\t {text(e["examine"])}, see_{index}_{g}}},\n')
    f.write(f'}};\n\nstatic const struct sheet_item items_{index}[] = {{\n')
    for g, item in enumerate(sheet['items']):
        for s, sub in enumerate(item['subs']):
            pack_sub(f, f'{index}_{g}_{s}', index, g, item['category'], sub)
    f.write('};\n\n')


def main(out, folder, check_folder, record_folder):
    trees, _, wrong = load(folder, check_folder, record_folder)
    if wrong:
        sys.exit('\n'.join(wrong))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/sheet.py. */\n#include "assess/sheet.h"\n\n')
        for i, sheet in enumerate(trees.values()):
            pack(f, i, sheet)
        f.write('const struct sheet sheets[] = {\n')
        for i, (name, s) in enumerate(trees.items()):
            f.write(f'\t{{{c_string(name)}, items_{i}, sizeof items_{i} / sizeof *items_{i}, groups_{i}, sizeof groups_{i} / sizeof *groups_{i}, '
                    f'{s["version"]},\n\t {text(s["source"])},\n\t {text(s["note"])}, {c_string(s["csf"]["category"])}, {c_string(s["csf"]["csf2"])}}},\n')
        f.write('};\n\nconst size_t sheet_count = sizeof sheets / sizeof *sheets;\n')


MARK = {'white': '○', 'black': '●'}
LEAD = {'it': 'IT', 'ot': 'OT', 'both': 'IT + OT'}
LEVEL = {'poc': 'PoC', 'core': 'core', 'important': 'important'}
BY = {'refused': 'a refused connection', 'seen': 'the good state seen on every device', 'permit': 'a permitted probe',
      'config': 'an exported configuration', 'statement': 'a signed statement'}


def or_list(words):
    return ', '.join(words[:-1]) + ' or ' * (len(words) > 1) + words[-1]


def met(by, checks):
    """What would make a sub-item met, in words: what the met_by of each check allows, and the records."""
    groups = {}
    for c in by.get('checks', []):
        groups.setdefault(tuple(b for b in BY if b in checks[c]['met_by']), []).append(c)
    alone = len(groups) == 1
    parts = [f'{"" if alone else ", ".join(f"`{n}`" for n in names) + ": "}{or_list([BY[b] for b in allowed])}' for allowed, names in groups.items() if allowed]
    if by.get('records'):
        parts.append('valid records' if len(by['records']) > 1 else 'a valid record')
    return '<br>and '.join(parts)


def finds(check):
    """What a check finds, its holes as dots."""
    return re.sub(r'\{[^{}]*\}', '…', check['title'].get('without', check['title'])['en'])


def kept(binding, kinds):
    kind, _, topic = binding.partition(':')
    title = kinds[kind]['title']['en']
    topics = {t['name']: t['title']['en'] for t in kinds[kind].get('topics', [])}
    return f'`{binding}` {title}' + (f': {topics[topic]}' if topic else '')


def sub_row(sub, checks, kinds):
    by = sub['answered_by']
    levels = ', '.join(LEVEL[l] for l in LEVEL if sub['levels'][l]['value'])
    lead = LEAD[sub['lead']['value']] + ' (ours)' * (sub['lead']['status'] == 'ours')
    printed = all(v['status'] == 'printed' for v in sub['levels'].values())
    asked = '<br>'.join(f'`{c}` {finds(checks[c])}' for c in by.get('checks', [])) or '–'
    return (f'| {sub["item"]} {MARK[sub["mark"]["value"]]} | {sub["title"]["ja"]}<br>{sub["title"]["en"]} | {lead} | {levels}{" (printed)" * printed} '
            f'| {asked} | {"<br>".join(kept(r, kinds) for r in by.get("records", [])) or "–"} | {met(by, checks)} |')


def table(folder, check_folder, record_folder):
    """docs/jssec.md: every sub-item and what answers it."""
    trees, checks, wrong = load(folder, check_folder, record_folder)
    if wrong:
        sys.exit('\n'.join(wrong))
    sheet = trees['jssec-2.1']
    kinds = {k['record']: k for k in (marked.load(p)[0] for p in sorted(glob.glob(os.path.join(record_folder, '*.yaml'))))}
    subs = [s for e in sheet['items'] for s in e['subs']]
    by_checks, by_records = [sum(1 for s in subs if s['answered_by'].get(k)) for k in ('checks', 'records')]
    print(f'# What answers each of the {len(subs)} sub-items\n\nMade by `tools/sheet.py table`; a test keeps it equal. Source: {sheet["source"]["en"]}.\n{sheet["note"]["en"]}\n\n'
          f'{by_checks} sub-items are answered by checks ([checks.md](checks.md)), {by_records} by records that people keep ([records.md](records.md)), '
          f'{sum(1 for s in subs if s["answered_by"].get("checks") and s["answered_by"].get("records"))} by both; '
          f'{sum(1 for s in subs if s.get("unmeasurable"))} no measurement can ever show.\n○ white mark, ● black mark. **Not met**: a check finds what stands beside it, or '
          'a record says no. **Met**: what the last column asks for, on all that is in scope.\nOtherwise *unknown*, or *answered by records* until there are any; '
          'records expire. Nothing is met because nothing was seen.\n')
    for e in sheet['items']:
        point = f', key point {e["key_point"]} of the former edition' if e['key_point'] and e['key_point'] != 'new' else ''
        print(f'## {e["item"]} {e["title"]["en"]}\n\n{e["title"]["ja"]} · {e["category"]} (CSF 2.0: {e["csf2"]}){point} · see {", ".join(e["see"])}\n')
        print('| No. | viewpoint | lead | levels | checks, and what they find | records | met by |\n|---|---|---|---|---|---|---|')
        print('\n'.join(sub_row(s, checks, kinds) for s in e['subs']) + '\n')


if __name__ == '__main__':
    table(*sys.argv[2:]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
