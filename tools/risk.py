"""Levels of the risk table (data/risk-levels.yaml), packed: risk.py IN OUT. Fails, naming file and line, on a level or rank that is missing, unknown
or no better for what is worse."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string

KEYS = ('source', 'unverified', 'zones_source', 'zones_unverified', 'importance', 'threat', 'vulnerability', 'ranks', 'words')
LEVELS = {'importance': ['serious', 'limited', 'none'], 'threat': ['internet', 'other-segment', 'same-segment'],
          'vulnerability': ['uncovered', 'covered', 'controlled']}
STATUS = ['ours', 'printed', 'user', 'unverified']
RANKS = 'ABCDE'


def pair(path, tree, key, wrong):
    t = tree[key]
    if not isinstance(t, dict) or set(t) != {'ja', 'en'} or not all(isinstance(v, str) and v.strip() for v in t.values()):
        wrong.append(f'{path}:{marked.line_of(tree, key)}: {key}: wants ja and en')


def lint_ranks(path, tree, wrong):
    ranks = tree['ranks']
    table = ranks.get('table', {})
    here = f'{path}:{marked.line_of(tree, "ranks")}: ranks'
    if set(table) != {1, 2, 3} or any(set(table[i]) != {1, 2, 3} or any(len(v) != 3 for v in table[i].values()) for i in table):
        return wrong.append(f'{here}: importance 1 to 3, threat 1 to 3, three ranks each')
    for i in table:
        for t in table[i]:
            for v, r in enumerate(table[i][t], 1):
                if not isinstance(r, str) or r not in RANKS or len(r) != 1:
                    wrong.append(f'{here}: {i} {t} {v}: {r!r} is none of {RANKS}')
                for di, dt, dv in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
                    worse = table.get(i + di, {}).get(t + dt, [None] * 3)
                    worse = worse[v - 1 + dv] if v - 1 + dv < 3 else None
                    if worse is not None and str(worse) > str(r):
                        wrong.append(f'{here}: {i + di} {t + dt} {v + dv} is worse than {i} {t} {v} and has the better rank')


def load(path):
    tree, wrong = marked.load(path)
    wrong = wrong or marked.keys(path, tree, KEYS, KEYS)
    if wrong:
        sys.exit('\n'.join(wrong))
    for key in ('source', 'unverified', 'zones_source', 'zones_unverified'):
        pair(path, tree, key, wrong)
    for key in (*LEVELS, 'ranks'):
        wrong += marked.word(path, tree[key], 'status', STATUS, key, 'status')
    for key, words in LEVELS.items():
        levels = tree[key].get('levels', {})
        wrong += marked.keys(path, levels, words, words, key)
        if [levels.get(w) for w in words] != sorted((levels.get(w) or 0 for w in words), reverse=True) or not set(levels.values()) <= {1, 2, 3}:
            wrong.append(f'{path}:{marked.line_of(tree, key)}: {key}: levels 3 to 1, the worse not below the better')
    wrong += marked.keys(path, tree['words'], ('threat',), ('threat',), 'words')
    for w in (*LEVELS['threat'], 'not-seen'):
        pair(path, tree['words'].get('threat', {}), w, wrong) if w in tree['words'].get('threat', {}) else wrong.append(f'{path}: words: threat: {w} is missing')
    lint_ranks(path, tree, wrong)
    if wrong:
        sys.exit('\n'.join(wrong))
    return tree


def two(t):
    return f'{{{c_string(re.sub(chr(10), "", t["ja"].strip()))}, {c_string(" ".join(t["en"].split()))}}}'


def main(path, out):
    t = load(path)
    listed = lambda key: ', '.join(str(t[key]['levels'][w]) for w in LEVELS[key])
    table = t['ranks']['table']
    rows = ',\n\t\t'.join('{' + ', '.join('"' + ''.join(table[i][k]) + '"' for k in (1, 2, 3)) + '}' for i in (1, 2, 3))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/risk.py. */\n#include "assess/risk_table.h"\n\n'
                f'const struct risk_levels risk_levels = {{\n\t.source = {two(t["source"])},\n\t.unverified = {two(t["unverified"])},\n'
                f'\t.zones_source = {two(t["zones_source"])},\n\t.zones_unverified = {two(t["zones_unverified"])},\n'
                f'\t.importance = {{{listed("importance")}}},\n\t.threat = {{{listed("threat")}}},\n\t.vulnerability = {{{listed("vulnerability")}}},\n'
                f'\t.ranks_status = {c_string(t["ranks"]["status"])},\n\t.rank = {{{rows}}},\n'
                f'\t.reach = {{{", ".join(two(t["words"]["threat"][w]) for w in (*LEVELS["threat"], "not-seen"))}}},\n}};\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
