"""Sheets, packed: sheet.py OUT SHEETS CHECKS. SHEETS/NAME.yaml is one sheet (DESIGN 10). Fails on an unknown word, a title that
is too long, a check that does not exist, and where a check's items and a sub-item's checks do not say the same."""
import glob
import os
import re
import sys
import unicodedata

import yaml

sys.path.insert(0, os.path.dirname(__file__))
from checks import c_string

FIELDS = {'item', 'category', 'mark', 'lead', 'levels', 'needs', 'title', 'answered_by'}
NEEDS = {'wire', 'radio', 'log', 'feed', 'permit', 'ledger', 'person', 'countries', 'longer'}
SAID = ('radio', 'ledger', 'countries', 'longer', 'log', 'person')  # have a sentence assess.needs-*; the rest is in met_by
FROM = {'printed': 'FROM_PRINTED', 'ours': 'FROM_OURS', 'user': 'FROM_USER'}
LEVELS = {'poc': 'LEVEL_POC', 'core': 'LEVEL_CORE', 'important': 'LEVEL_IMPORTANT'}


def lint(e, checks, records):
    wrong = []
    if set(e) != FIELDS:
        return [f'fields: {sorted(set(e) ^ FIELDS)}']
    if not re.fullmatch(r'\d\d-\d', e['item']):
        wrong.append('item: two digits, hyphen, sub-item')
    if not re.fullmatch(r'(ID|PR|DE|RS|RC)\.[A-Z]{2}', e['category']):
        wrong.append('category')
    if e['mark'] not in ('black', 'white'):
        wrong.append('mark')
    if e['lead'].get('value') not in ('it', 'ot', 'both') or e['lead'].get('status') not in FROM:
        wrong.append('lead')
    if set(e['levels']) != set(LEVELS) or any(v.get('value') not in (True, False) or v.get('status') not in FROM for v in e['levels'].values()):
        wrong.append('levels')
    wrong += [f'needs: {n}' for n in e['needs'] if n not in NEEDS]
    ja, en = e['title'].get('ja', ''), e['title'].get('en', '')
    if not ja or sum(2 if unicodedata.east_asian_width(c) in 'WFA' else 1 for c in ja) > 68:
        wrong.append('title: ja: at most 34 full-width characters')
    if not en or len(en) > 70:
        wrong.append('title: en: at most 70 characters')
    said = e['answered_by'].get('checks', [])
    if set(e['answered_by']) - {'checks', 'records'}:
        wrong.append('answered_by')
    wrong += [f'answered_by: no check {c}' for c in said if c not in checks]
    wrong += [f'answered_by: {c} does not name {e["item"]}' for c in said if c in checks and e['item'] not in checks[c]['items']]
    wrong += [f'answered_by: {c} names {e["item"]} too' for c in checks if e['item'] in checks[c]['items'] and c not in said]
    return wrong


def pack(f, index, name, entries):
    for i, e in enumerate(entries):
        for kind in ('checks', 'records'):
            words = ''.join(c_string(x) + ', ' for x in e['answered_by'].get(kind, []))
            f.write(f'static const char *const {kind}_{index}_{i}[] = {{{words}NULL}};\n')
    f.write(f'\nstatic const struct sheet_item items_{index}[] = {{\n')
    for i, e in enumerate(entries):
        levels = ' | '.join(LEVELS[k] for k, v in e['levels'].items() if v['value']) or '0'
        statuses = {v['status'] for v in e['levels'].values()}
        needs = ' '.join(n for n in SAID if n in e['needs'])
        f.write(f'\t{{{c_string(e["item"])}, {c_string(e["category"])}, LEAD_{e["lead"]["value"].upper()}, {FROM[e["lead"]["status"]]}, '
                f'{levels}, {FROM["ours" if "ours" in statuses else statuses.pop()]}, {c_string(needs)},\n\t {c_string(e["title"]["ja"])},\n'
                f'\t {c_string(e["title"]["en"])}, checks_{index}_{i}, records_{index}_{i}}},\n')
    f.write('};\n\n')


def main(out, folder, check_folder):
    checks = {os.path.basename(p)[:-5]: yaml.safe_load(open(p, encoding='utf-8')) for p in glob.glob(os.path.join(check_folder, '*.yaml'))}
    wrong, sheets = [], []
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml'))):
        entries = yaml.safe_load(open(path, encoding='utf-8'))
        for e in entries:
            wrong += [f'{path}: {e.get("item")}: {w}' for w in lint(e, checks, None)]
        names = [e['item'] for e in entries]
        if names != sorted(set(names)):
            wrong.append(f'{path}: sub-items in order, each once')
        for c in checks.values():
            wrong += [f'{path}: no sub-item {i}, which {c["check"]} answers' for i in c['items'] if i not in names]
        sheets.append((os.path.basename(path)[:-5], entries))
    if wrong:
        sys.exit('\n'.join(wrong))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/sheet.py. */\n#include "assess/sheet.h"\n\n')
        for i, (name, entries) in enumerate(sheets):
            pack(f, i, name, entries)
        f.write('const struct sheet sheets[] = {\n')
        for i, (name, entries) in enumerate(sheets):
            f.write(f'\t{{{c_string(name)}, items_{i}, {len(entries)}}},\n')
        f.write('};\n\nconst size_t sheet_count = sizeof sheets / sizeof *sheets;\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
