"""J-CLICS, packed: jclics.py OUT FILE. FILE (data/jclics.yaml) is structure and numbers only. Fails, naming line and key, on what is not
known, and on anything that could be the text of a question: there is no key for it."""
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import c_string
from marked import line_of

EDITION = ('edition', 'title', 'fields', 'slots', 'paths', 'known', 'unverified')
# What the source says of each (docs/decisions/110-jclics.md): fields, questions, ways in.
COUNTS = {'step1': (6, 11, 0), 'step2': (10, 10, 0), 'attack-path': (0, 19, 4)}


def two(t):
    return f'{{{c_string(t["ja"])}, {c_string(t["en"])}}}'


def lint(path, tree):
    wrong = marked.keys(path, tree, ('version', 'editions'), ('version', 'editions'))
    for e in tree.get('editions', []) if not wrong else []:
        found = marked.keys(path, e, EDITION, [k for k in EDITION if k not in ('fields', 'paths')], 'edition')
        wrong += found
        if found:
            continue
        for part in ('title', 'known', 'unverified'):
            wrong += marked.keys(path, e[part], ('ja', 'en'), ('ja', 'en'), f'{e["edition"]}: {part}')
        for p in e.get('paths') or []:
            wrong += marked.keys(path, p, ('path', 'title'), ('path', 'title'), f'{e["edition"]}: path')
        have = (e.get('fields', 0), e['slots'], len(e.get('paths') or []))
        if have != COUNTS.get(e['edition']):
            wrong.append(f'{path}:{line_of(e, "edition")}: {e["edition"]}: {have[0]} fields, {have[1]} questions, {have[2]} ways in; '
                         f'the source has {COUNTS.get(e["edition"], "no such edition" + marked.nearest(e["edition"], COUNTS))}')
    return wrong


def main(out, path):
    tree, wrong = marked.load(path)
    wrong = wrong or lint(path, tree)
    if wrong:
        sys.exit('\n'.join(wrong))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/jclics.py. */\n#include "assess/jclics.h"\n\n')
        for i, e in enumerate(tree['editions']):
            paths = ''.join(f'{{{c_string(p["path"])}, {two(p["title"])}}}, ' for p in e.get('paths') or [])
            f.write(f'static const struct jclics_path paths_{i}[] = {{{paths}{{NULL, {{NULL, NULL}}}}}};\n')
        f.write('\nconst struct jclics_edition jclics_editions[] = {\n')
        for i, e in enumerate(tree['editions']):
            f.write(f'\t{{{c_string(e["edition"])}, {two(e["title"])}, {e.get("fields", 0)}, {e["slots"]},\n\t {two(e["known"])},\n\t {two(e["unverified"])}, paths_{i}}},\n')
        f.write(f'}};\n\nconst size_t jclics_edition_count = sizeof jclics_editions / sizeof *jclics_editions;\nconst unsigned jclics_version = {tree["version"]};\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
