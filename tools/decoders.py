"""decoders.c from the files in src/decode/proto: one row a protocol token that has a file of its name."""
import os
import re
import sys

definitions, folder, out = sys.argv[1:4]  # what follows them only makes the build see a changed list
rows = re.findall(r'^PROTOCOL\((\w+), "([^"]+)"', open(definitions, encoding='utf-8').read(), re.M)
have = [(s, t) for s, t in rows if os.path.exists(os.path.join(folder, t + '.c'))]
files = {f[:-2] for f in os.listdir(folder) if f.endswith('.c')} if os.path.isdir(folder) else set()
strangers = files - {t for _, t in rows} - {f for f in files if f.startswith('shared-')}
if strangers:
    sys.exit('src/decode/proto: no token in src/fact/protocols.def for ' + ', '.join(sorted(strangers)))
with open(out, 'w', encoding='utf-8') as f:
    f.write('/* Made by tools/decoders.py. */\n#include "decode/decoder.h"\n\n')
    f.writelines(f'extern const struct decoder decoder_{s};\n' for s, _ in have)
    f.write('\nconst struct decoder *const decoders[PROTO_COUNT] = {\n')
    f.writelines(f'\t[PROTO_{s}] = &decoder_{s},\n' for s, _ in have)
    f.write('\t[PROTO_none] = NULL,\n};\n')
