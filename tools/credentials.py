"""Published default credentials as hashes: the project and the program hold no password.

    credentials.py import LIST.csv > data/credentials/defaults.tsv    by hand, when the published list is renewed
    credentials.py pack data/credentials/defaults.tsv OUT.c           at build time

The list is productvendor,username,password (DefaultCreds-cheat-sheet). A row of the table is the first 16 hexadecimal digits
of SHA-256(salt, user, NUL, password) and the makers that ship that pair; `*` stands for anyone (SNMP communities, which are
pairs without a user). Pairs without a password are left out: an empty field cannot be told from one that was not seen.
"""
import csv
import hashlib
import re
import sys

SALT = b'mimamori/defaults/1'
ANYONE = {'snmp', 'publicprivate'}


def tag(user, secret):
    return hashlib.sha256(SALT + user.encode() + b'\0' + secret.encode()).hexdigest()[:16]


def maker(product):
    """'APC UPS (web)' is the product and, in brackets, the way in."""
    name = re.sub(r'\s*\([^)]*\)\s*$', '', product).strip()
    return '*' if name.lower() in ANYONE else name


def read_list(path):
    table = {}
    blank = {'<blank>': '', '<Blank>': '', '(none)': '', 'n/a': '', '<N/A>': ''}
    with open(path, encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f):
            user, secret = (blank.get(row[k], row[k]) for k in ('username', 'password'))
            if secret:
                table.setdefault(tag(user, secret), set()).add(maker(row['productvendor']))
    return table


def print_table(table):
    print('# SHA-256 of salt, user, NUL, password (16 digits)\tmakers. Made by tools/credentials.py; see README.md.')
    for key in sorted(table):
        print(key + '\t' + '\t'.join(sorted(table[key], key=lambda s: (s.lower(), s))))


def c_string(s):
    return '"' + ''.join(c if 32 <= ord(c) < 127 and c not in '"\\?' else ''.join('\\%03o' % b for b in c.encode()) for c in s) + '"'


def pack(path, out):
    rows = [line.rstrip('\n').split('\t') for line in open(path, encoding='utf-8') if line.strip() and line[0] != '#']
    rows.sort(key=lambda r: int(r[0], 16))
    makers = sorted({m for r in rows for m in r[1:]})
    index = {m: i for i, m in enumerate(makers)}
    if len(makers) >= 65535 or len({r[0] for r in rows}) != len(rows):
        sys.exit(f'{path}: too many makers, or a row twice')
    first = 0
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/credentials.py. */\n#include "decode/secret-table.h"\n\n')
        f.write('const char *const secret_makers[] = {\n' + ''.join(f'\t{c_string(m)},\n' for m in makers) + '};\n\n')
        f.write('const uint16_t secret_maker_ids[] = {\n\t')
        f.write(', '.join(str(index[m]) for r in rows for m in r[1:]) + '\n};\n\n')
        f.write('const struct secret_row secret_rows[] = {\n')
        for r in rows:
            f.write(f'\t{{0x{r[0]}u, {first}, {len(r) - 1}}},\n')
            first += len(r) - 1
        f.write(f'}};\nconst uint32_t secret_row_count = {len(rows)};\n')


if __name__ == '__main__':
    if sys.argv[1:2] == ['import'] and len(sys.argv) == 3:
        print_table(read_list(sys.argv[2]))
    elif sys.argv[1:2] == ['pack'] and len(sys.argv) == 4:
        pack(*sys.argv[2:])
    else:
        sys.exit(__doc__)
