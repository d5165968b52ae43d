"""The glossary, packed: terms.py data/glossary/terms.tsv OUT.c. One line a thing: its id, the plant's words, IT's words, ours in Japanese,
ours in English, a note."""
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from checks import c_string

with open(sys.argv[1], encoding='utf-8') as f:
    lines = [l.rstrip('\n').split('\t') for l in f if l.strip()]
wrong = [f'{sys.argv[1]}:{n}: wants six columns' for n, l in enumerate(lines, 1) if len(l) not in (5, 6)]
if wrong:
    sys.exit('\n'.join(wrong))
with open(sys.argv[2], 'w', encoding='utf-8') as out:
    out.write('/* Made by tools/terms.py. */\n#include "serve/terms.h"\n\nconst struct term terms[] = {\n')
    for line in lines[1:]:
        cells = (line + [''])[:6]
        out.write('\t{' + ', '.join(c_string(c) if c else 'NULL' for c in cells) + '},\n')
    out.write('};\nconst size_t term_count = sizeof terms / sizeof *terms;\n')
