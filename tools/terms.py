"""The glossary, packed for the API: terms.py data/glossary.yaml OUT.c."""
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import quickyaml
from checks import c_string

with open(sys.argv[1], encoding='utf-8') as f:
    terms = quickyaml.load(f)


def pair(t, key):
    return '{%s}' % ', '.join(c_string(t[key][l]) if t.get(key) else 'NULL' for l in ('ja', 'en'))


with open(sys.argv[2], 'w', encoding='utf-8') as out:
    out.write('/* Made by tools/terms.py. */\n#include "serve/terms.h"\n\nconst struct term terms[] = {\n')
    for name, t in terms.items():
        out.write('\t{%s, %s},\n' % (c_string(name), ', '.join(pair(t, k) for k in ('word', 'plant', 'it', 'help'))))
    out.write('};\nconst size_t term_count = sizeof terms / sizeof *terms;\n')
