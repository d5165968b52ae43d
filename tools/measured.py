"""Writes the generated parts of docs/measured.md: measured.py [PART...] (all without any).

A part stands between <!-- begin NAME --> and <!-- end NAME -->; what is outside is written by hand and stays. Each says when and
with which versions it was made."""
import datetime
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, 'docs/measured.md')
PYTHON = os.path.join(ROOT, 'tools/python')
# name: (command, versions to name, text or a table as it is)
PARTS = {
    'capinfos': (['tests/corpus/capinfos-table.py'], ['capinfos']),
    'flows': (['tests/corpus/flows.py', '--table'], ['tshark']),
    'modbus': (['tests/corpus/modbus.py', '--table'], ['tshark']),
    'device-setup': (['tests/corpus/device-setup.py'], ['tshark']),
    'fields': (['tests/corpus/peer.py'], ['tshark']),
}


def version(program):
    said = subprocess.run([program, '--version'], capture_output=True, text=True).stdout.split('\n')[0]
    found = re.search(r'\d+(\.\d+)+', said)
    return f'{program} {found[0]}' if found else program


def commit():
    return subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip() or 'no commit'


def made(name):
    command, programs = PARTS[name]
    path = os.path.join(ROOT, command[0])
    if not os.path.exists(path):
        return None
    done = subprocess.run([PYTHON, path, *command[1:]], capture_output=True, text=True,
                          env=dict(os.environ, ROOT=ROOT, SHARED=os.environ.get('SHARED', os.path.join(os.path.dirname(ROOT), 'shared'))))
    if done.returncode != 0 or not done.stdout.strip():
        sys.exit(f"{command[0]} ended with {done.returncode}: {(done.stdout + done.stderr).strip()[-500:]}")
    text = done.stdout.rstrip()
    if '|' not in text and '  ' in text:
        text = '```\n' + text + '\n```'
    what = ', '.join([f'mimamori at {commit()}', *[version(p) for p in programs]])
    return f'{text}\n\n*{datetime.date.today().isoformat()}, {what}; `{" ".join(command)}`.*'


def main(names):
    page = open(PAGE, encoding='utf-8').read()
    for name in names or PARTS:
        begin, end = f'<!-- begin {name} -->', f'<!-- end {name} -->'
        if begin not in page:
            sys.exit(f'docs/measured.md has no part {name}')
        text = made(name)
        if text is None:
            continue
        before, rest = page.split(begin, 1)
        page = f'{before}{begin}\n{text}\n{end}{rest.split(end, 1)[1]}'
        with open(PAGE, 'w', encoding='utf-8') as f:
            f.write(page)
        print(f'docs/measured.md: {name}')


if __name__ == '__main__':
    main(sys.argv[1:])
