"""lang.c from data/lang/*.yaml: lang.py OUT FOLDER. Each file is one topic: `name: {ja: ..., en: ...}`, key = topic.name.
Topics web-* are the pages' own (tools/pages.py packs them). Fails on a missing language, an empty text, a duplicate, or holes that differ between the two."""
import glob
import os
import re
import sys

import quickyaml

out, folder = sys.argv[1:3]
table, wrong = {}, []


def c_string(s):
    return '"' + ''.join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f'\\{b:03o}' for b in s.encode()) + '"'


for path in sorted(glob.glob(os.path.join(folder, '*.yaml'))):
    topic = os.path.basename(path)[:-5]
    if topic.startswith('web-'):
        continue
    for name, texts in (quickyaml.load(open(path, encoding='utf-8')) or {}).items():
        key = f'{topic}.{name}'
        if not isinstance(texts, dict) or set(texts) != {'ja', 'en'} or not all(isinstance(t, str) and t for t in texts.values()):
            wrong.append(f'{path}: {name}: wants ja and en')
            continue
        holes = {l: set(re.findall(r'\{(\w+)\}', t)) for l, t in texts.items()}
        if holes['ja'] != holes['en']:
            wrong.append(f'{path}: {name}: holes differ: {sorted(holes["ja"] ^ holes["en"])}')
        table[key] = texts
if wrong:
    sys.exit('\n'.join(wrong))
with open(out, 'w', encoding='utf-8') as f:
    f.write('/* Made by tools/lang.py. */\n#include "base/lang.h"\n\nconst struct lang_entry lang_table[] = {\n')
    for key in sorted(table):
        f.write(f'\t{{"{key}", {{{c_string(table[key]["ja"])}, {c_string(table[key]["en"])}}}}},\n')
    f.write('};\n\nconst size_t lang_count = sizeof lang_table / sizeof *lang_table;\n')
