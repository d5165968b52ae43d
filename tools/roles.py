"""docs/roles.md, made of src/assess/rights.def and data/lang/account.yaml: roles.py table. And whether the roles of the
operations of the API are what their right says: roles.py check prints what is wrong."""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
import quickyaml

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as f:
        return f.read()


def roles():
    return re.findall(r'^ROLE\((\w+), "([a-z]+)"\)', read('src/assess/roles.def'), re.M)


def rights():
    """[(name, [role names])] in the order of the file."""
    names = dict(roles())
    text = re.sub(r'/\*.*?\*/', '', read('src/assess/rights.def'), flags=re.S)
    sets = {n: {v} for n, v in names.items()}
    for name, said in re.findall(r'^#define (\w+)\s+\((.*)\)', text, re.M):
        sets[name] = set().union(*(sets[w.strip()] for w in said.split('|')))
    found = []
    for name, said in re.findall(r'^RIGHT\(\w+, "([a-z-]+)", ([^)]*)\)', text, re.M):
        had = set().union(*(sets[w.strip()] for w in said.split('|')))
        found.append((name, [v for v in names.values() if v in had]))
    return found


def table():
    words = quickyaml.load(read('data/lang/account.yaml'))
    names = [n for _, n in roles()]
    print('# Roles and rights\n')
    print('Made by `tools/roles.py` from `src/assess/rights.def` and `data/lang/account.yaml`; do not edit. A role is granted for the whole site or for one')
    print('system (vendor: always for a system; admin: always for the site). Granted for a system, it counts for what belongs to that system and for nothing')
    print('else. Core checks every request; the pages only hide what would be refused. The control socket and the command line on the machine itself have')
    print('all rights, as whoever can read the file has.\n')
    print('| may | ' + ' | '.join(names) + ' | why |')
    print('|---|' + '---|' * len(names) + '---|')
    for name, had in rights():
        print(f'| **{name}**: {words["right-" + name]["en"]} | ' + ' | '.join('x' if n in had else '' for n in names) + f' | {words["right-" + name + "-why"]["en"]} |')
    print('\n## 日本語\n')
    print('| できること | ' + ' | '.join(words['role-' + n]['ja'] for n in names) + ' | 理由 |')
    print('|---|' + '---|' * len(names) + '---|')
    for name, had in rights():
        print(f'| {words["right-" + name]["ja"]} | ' + ' | '.join('○' if n in had else '' for n in names) + f' | {words["right-" + name + "-why"]["ja"]} |')


def check():
    """An operation with `right:` may be called by whoever has that right somewhere; one that writes has one."""
    known = {n for n, _ in rights()}
    wrong, seen = [], 0
    words = quickyaml.load(read('data/lang/account.yaml'))
    for name, _ in rights():
        wrong += [f'data/lang/account.yaml: no right-{name}{end}' for end in ('', '-why') if f'right-{name}{end}' not in words]
    wrong += [f'data/lang/account.yaml: no role-{n}' for _, n in roles() if f'role-{n}' not in words]
    for path in sorted(glob.glob(os.path.join(ROOT, 'data/api/*.yaml'))):
        for o in marked.load(path)[0].get('operations') or []:
            writes = not any(m == 'get' for m in o)
            right = o.get('right')
            seen += 1
            if right and right not in known:
                wrong.append(f'{path}: {o["id"]}: no right {right}')
            if writes and o.get('roles') != 'open' and not right:
                wrong.append(f'{path}: {o["id"]} writes and names no right')
    print('\n'.join(wrong) or f'{seen} operations, {len(known)} rights')
    return 1 if wrong or not seen else 0


if __name__ == '__main__':
    sys.exit(table() if sys.argv[1] == 'table' else check())
