"""kind_rules.c from data/kinds/*.yaml: what tells the kind, maker or operating system of a device (docs in data/kinds/README.md)."""
import os
import re
import sys

import quickyaml

# Order is enum rule_class of src/inventory/kinds.h.
CLASSES = ['words', 'agents', 'vendors', 'types', 'makers', 'domains', 'services', 'clients', 'roles', 'capabilities', 'fingerprints', 'objects', 'models']
EXACT = {'services', 'clients', 'roles', 'capabilities', 'fingerprints', 'domains', 'objects'}
OUTCOMES = ['kind', 'maker', 'os', 'part']     # part: makers of network parts, whose MAC tells little of the device
KINDS = '''plc hmi engineering-station sensor actuator iot-gateway camera printer nas phone pc server wifi-ap switch router
  appliance wearable ups'''.split()


def tokens(pattern):
    """Letters and digits apart, as tokens_of() in kinds.c does; '#': any number, a star at one end of a word: anything there."""
    return re.findall(r'\*?[a-z]+\*?|[0-9]+|#|[^\x00-\x7f]+', pattern.lower())


def rules_of(path):
    data = quickyaml.load(open(path, encoding='utf-8'))
    outcome = [o for o in OUTCOMES if o in data]
    if len(outcome) != 1:
        sys.exit(f'{path}: says one of {", ".join(OUTCOMES)}')
    outcome, value = outcome[0], str(data[outcome[0]])
    if outcome == 'kind' and value not in KINDS:
        sys.exit(f'{path}: no kind "{value}"')
    for cls in set(data) - {outcome}:
        if cls not in CLASSES:
            sys.exit(f'{path}: no class "{cls}": it is one of {", ".join(CLASSES)}')
        for weight, patterns in data[cls].items():
            if not 1 <= weight <= 95:
                sys.exit(f'{path}: weight {weight} is not 1..95')
            for p in patterns:
                parts = [p.lower()] if cls in EXACT else tokens(p)
                if not parts:
                    sys.exit(f'{path}: "{p}" has no word')
                # A letter or two and a number is a model's name at its beginning, and nothing in running text.
                to = 'models' if cls == 'words' and '#' in parts else cls
                yield CLASSES.index(to), parts, OUTCOMES.index(outcome), value, weight


def c(s):
    return '"' + ''.join(ch if 32 <= ord(ch) < 127 and ch not in '"\\?' else ''.join(f'\\{b:03o}' for b in ch.encode()) for ch in s) + '"'


def main(out, folder):
    rules = []
    for name in sorted(os.listdir(folder)):
        if name.endswith('.yaml'):
            rules += rules_of(os.path.join(folder, name))
    # Per class: first the rules that begin with a fixed word, sorted by its bytes (they are looked up), then the others.
    rules.sort(key=lambda r: (r[0], r[1][0][0] in '*#' or r[1][0].endswith('*'), r[1][0].encode(), r[1], r[2], r[3]))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/kinds.py. */\n#include "inventory/kinds.h"\n\nconst struct kind_rule kind_rules[] = {\n')
        for cls, parts, outcome, value, weight in rules:
            word = parts[0].encode()
            if word.endswith(b'*') and not word.startswith(b'*'):
                hint, at_end = word[0], 0
            elif word.startswith(b'*') and not word.endswith(b'*'):
                hint, at_end = word[-1], 1
            else:
                hint, at_end = 0, 0
            whole = ' '.join(parts)
            f.write(f'\t{{{c(whole)}, {c(value)}, {len(whole.encode())}, {hint}, {at_end}, {cls}, {outcome}, {weight}}},\n')
        f.write('\t{0, 0, 0, 0, 0, 0, 0, 0},\n};\n\nconst struct kind_range kind_ranges[] = {\n')
        for cls in range(len(CLASSES)):
            here = [i for i, r in enumerate(rules) if r[0] == cls]
            open_ones = [i for i in here if rules[i][1][0][0] in '*#' or rules[i][1][0].endswith('*')] if CLASSES[cls] not in EXACT else []
            first = here[0] if here else 0
            f.write(f'\t{{{first}, {first + len(here) - len(open_ones)}, {first + len(here)}}},\n')
        f.write('};\n')


if __name__ == '__main__':
    main(*sys.argv[1:3])
