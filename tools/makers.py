"""makers.c, the table from MAC prefixes to makers, out of the IEEE registries as Debian's ieee-data installs them.

    makers.py FOLDER OUT

Names are shortened by rule, so that one maker has one short name: legal forms, places in front and empty words behind go,
shouting is written as the registry itself most often writes that word. No list of makers.
"""
import collections
import csv
import os
import re
import sys

FILES = {'oui.csv': 24, 'mam.csv': 28, 'oui36.csv': 36, 'iab.csv': 36}
NOBODY = {'private', 'ieee registration authority', ''}
LEGAL = set('''co ltd ltda limited inc incorporated corp corporation corporate company coltd cojltd llc llp lp plc gmbh mbh ag kg kgaa ohg ug se sa sas
  sarl srl spa sprl bv bvba nv ab as asa aps oy oyj ojsc oao zao ooo pjsc sro kft doo dd pte pty pvt private sdn bhd kk jsc cv
  sl slu scs snc ek ev int'l intl holdings holding hk prc usa uk gmbh&co the and & of ltd,'''.split())
EMPTY = set('''technology technologies tech technologie technologys international industrial industry industries enterprise enterprises group
  development science scientific trading foundation americas america europe asia global worldwide'''.split())
PLACES = set('''shenzhen hangzhou shanghai beijing guangzhou guangdong zhejiang jiangsu nanjing suzhou xiamen fujian dongguan
  zhuhai chengdu wuhan sichuan tianjin qingdao hefei hunan shandong ningbo huizhou foshan xi'an xian zhongshan changsha'''.split())


def words_of(name):
    name = re.sub(r'\([^)]*\)', ' ', name)                       # (Shenzhen), (HK)
    name = re.sub(r'\b([A-Za-z])\.\s?([A-Za-z])\.(\s?([A-Za-z])\.)?', lambda m: (m[1] + m[2] + (m[4] or '')), name)  # S.p.A.
    name = re.sub(r'[,;]|\.(?=\s|$|[A-Z])', ' ', name).replace('/', ' / ')
    return [w.strip('."') for w in name.split() if w.strip('."')]


def plain(word):
    return re.sub(r"[.\-']", '', word.lower())


def shorten(words):
    short = list(words)
    while len(short) > 1 and (plain(short[-1]) in LEGAL or short[-1] in '/&+-'):
        short.pop()
    while len(short) > 1 and plain(short[-1]) in EMPTY:
        short.pop()
        while len(short) > 1 and (plain(short[-1]) in LEGAL or short[-1] in '/&+-'):
            short.pop()
    while len(short) > 1 and (short[0].lower() in PLACES or short[0].lower() == 'the'):
        short.pop(0)
    return short


def spell(word, spellings):
    """SHOUTED words as the registry elsewhere writes them, else capitalised; short ones are abbreviations."""
    if not word.isupper() or len(word) < 3:
        return word
    other = spellings.get(word.lower())
    if other:
        return other
    if len(word) < 5 or not re.search('[AEIOUY]', word) or re.search(r'\d', word):
        return word
    return '-'.join(p.capitalize() if len(p) > 2 else p for p in word.split('-'))


def read(folder):
    rows = {}
    for file, bits in FILES.items():
        path = os.path.join(folder, file)
        if not os.path.exists(path):
            sys.exit(f'makers.py: {path} is missing: the MAC registries come from the package ieee-data (apt install ieee-data)')
        with open(path, encoding='utf-8', errors='replace', newline='') as f:
            for row in csv.reader(f):
                if len(row) >= 3 and re.fullmatch('[0-9A-Fa-f]{6,9}', row[1]) and len(row[1]) * 4 == bits:
                    rows.setdefault((bits, int(row[1], 16)), row[2].strip())
    return rows


def spellings_of(names):
    seen = collections.defaultdict(collections.Counter)
    for name in names:
        for w in words_of(name):
            if not w.isupper() and not w.islower():
                seen[w.lower()][w] += 1
    return {low: max(sorted(c), key=lambda w: c[w]) for low, c in seen.items() if sum(c.values()) >= 2}


def of_family(name, uses, one):
    """A house and its branches ("Panasonic" and "Panasonic Liquid Crystal Display") are one maker, where the short name alone
    has more of the registry than the long one."""
    words = name.split()
    for n in range(1, len(words)):
        head = ' '.join(words[:n])
        house = one.get(head.lower())
        if house and len(head) > 2 and uses[house] >= 3 and uses[house] >= uses[name]:
            return house
    return name


def main(folder, out):
    rows = read(folder)
    spellings = spellings_of(rows.values())
    names = {}
    for raw in set(rows.values()):
        if raw.lower() not in NOBODY:
            names[raw] = ' '.join(spell(w, spellings) for w in shorten(words_of(raw)))[:60].rstrip()
    # One spelling for names that differ in case only: the most used.
    uses = collections.Counter(names[r] for r in rows.values() if r in names)
    one = {}
    for n in sorted(uses, key=lambda n: (-uses[n], n)):
        one.setdefault(n.lower(), n)
    names = {raw: one[n.lower()] for raw, n in names.items()}
    names = {raw: of_family(n, uses, one) for raw, n in names.items()}
    pool = sorted(set(names.values()))
    offset, at = {}, 1                                            # 0: nobody
    for n in pool:
        offset[n] = at
        at += len(n.encode()) + 1
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/makers.py from the IEEE registries (package ieee-data). */\n#include "inventory/makers.h"\n\n')
        f.write('const char maker_names[] =\n\t"\\0"\n')
        for n in pool:
            f.write('\t"' + ''.join(c if 32 <= ord(c) < 127 and c not in '"\\?' else ''.join(f'\\{b:03o}' for b in c.encode())
                                    for c in n) + '\\0"\n')
        f.write('\t;\n')
        for bits in (24, 28, 36):
            table = sorted((p, offset[names[n]] if n in names else 0) for (b, p), n in rows.items() if b == bits)
            f.write(f'\nconst size_t makers_{bits}_count = {len(table)};\nconst struct maker_{36 if bits == 36 else 24} makers_{bits}[] = {{\n')
            if bits == 36:
                f.writelines(f'\t{{{p >> 12}u, {p & 0xfff}, {o}}},\n' for p, o in table)
            else:
                f.writelines(f'\t{{{p}u, {o}}},\n' for p, o in table)
            f.write('};\n')


main(*sys.argv[1:3])
