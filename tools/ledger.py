"""ledger_columns.c from data/ledger/columns.yaml: the headings by which columns of an equipment list are known."""
import sys
import unicodedata

import quickyaml

COLUMNS = ['mac', 'ip', 'number', 'name', 'line', 'place', 'owner']


def plain(s):
    s = unicodedata.normalize('NFKC', s).lower()
    return ''.join(c for c in s if not (c.isspace() or c in '-_./,:;()[]・#*'))


def main(source, out):
    table = quickyaml.load(open(source, encoding='utf-8'))
    if set(table) != set(COLUMNS):
        sys.exit(f'{source}: the columns are {", ".join(COLUMNS)}')
    seen = {}
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/ledger.py. */\n#include "inventory/ledger_columns.h"\n\nconst struct ledger_heading ledger_headings[] = {\n')
        for i, column in enumerate(COLUMNS):
            for word in table[column]:
                w = plain(word)
                if seen.setdefault(w, column) != column:
                    sys.exit(f'{source}: "{word}" stands under both {seen[w]} and {column}')
                f.write('\t{"' + ''.join(f'\\{b:03o}' for b in w.encode()) + f'", {i}}},\n')
        f.write('\t{0, 0},\n};\n')


main(*sys.argv[1:3])
