"""A C table of the migrations of a site file: migrations.py OUT FOLDER. FOLDER holds NNN.sql; there may be none yet."""
import glob
import os
import re
import sys

out, folder = sys.argv[1:]
rows = []
for path in sorted(glob.glob(os.path.join(folder, '*.sql'))):
    number = re.fullmatch(r'(\d{3})\.sql', os.path.basename(path))
    if not number or int(number[1]) != len(rows) + 2:
        sys.exit(f'{path}: migrations are 002.sql, 003.sql ... without gaps')
    data = open(path, 'rb').read() + b'\0'
    rows.append((int(number[1]), ','.join(str(b if b < 128 else b - 256) for b in data)))
with open(out, 'w', encoding='utf-8') as f:
    f.write('/* Made by tools/migrations.py. */\n#include "store/migrate.h"\n')
    for number, data in rows:
        f.write(f'static const char sql_{number}[] = {{{data}}};\n')
    f.write('const struct migration site_migrations[] = {')
    f.writelines(f'{{{number}, sql_{number}}}, ' for number, _ in rows)
    f.write('{0, NULL}};\n')
