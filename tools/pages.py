"""The pages of `mimamori serve`, built: pages.py SOURCE BUILD OUT.c

SOURCE is the project. BUILD/pages is made to hold a copy of web/app with the sentences of data/lang packed into it, npm's packages
(installed anew only when package-lock.json changed) and what Vite makes of them (BUILD/pages/dist). OUT.c is the table of
src/web/assets.h: every file gzipped, with its type and its ETag. Fails when a sentence is missing or unused, or when the whole is
larger than pages may be."""
import glob
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import quickyaml

LARGEST = 250_000  # bytes of all files gzipped
TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
         '.svg': 'image/svg+xml', '.json': 'application/json', '.txt': 'text/plain; charset=utf-8'}
# Topics of data/lang whose words the pages share with the command line and the reports: what things are called.
SHARED = ('kinds', 'layers', 'severity', 'verdict', 'fields', 'deeds', 'protocols')


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def write(path, text):
    """Only what changed is written, so that Vite's and npm's own notice of changes works."""
    if os.path.exists(path) and read(path) == text:
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


def mirror(source, copy):
    """What is written by hand, into the build folder; what is gone there goes here. node_modules, dist and src/made are the copy's own."""
    own = ('node_modules', 'dist', os.path.join('src', 'made'), 'npm.log')
    wanted = set()
    for folder, names, files in os.walk(source):
        names[:] = [n for n in names if n not in ('node_modules', 'dist')]
        for name in files:
            short = os.path.relpath(os.path.join(folder, name), source)
            wanted.add(short)
            write(os.path.join(copy, short), read(os.path.join(folder, name)))
    for folder, names, files in os.walk(copy):
        names[:] = [n for n in names if os.path.relpath(os.path.join(folder, n), copy) not in own]
        for name in files:
            short = os.path.relpath(os.path.join(folder, name), copy)
            if short not in wanted and short not in own:
                os.remove(os.path.join(folder, name))


def sentences(data):
    """Topic web-NAME is NAME in the pages: t('devices.title') is `title` of data/lang/web-devices.yaml."""
    table, wrong = {}, []
    for path in sorted(glob.glob(os.path.join(data, 'lang', '*.yaml'))):
        topic = os.path.basename(path)[:-5]
        if topic.startswith('web-'):
            topic = topic[4:]
        elif topic not in SHARED:
            continue
        for name, texts in (quickyaml.load(read(path)) or {}).items():
            if not isinstance(texts, dict) or set(texts) != {'ja', 'en'} or not all(isinstance(t, str) and t for t in texts.values()):
                wrong.append(f'{path}: {name}: wants ja and en')
            elif len({tuple(sorted(set(re.findall(r'\{(\w+)\}', t)))) for t in texts.values()}) != 1:
                wrong.append(f'{path}: {name}: the holes of ja and en differ')
            else:
                table[f'{topic}.{name}'] = texts
    return table, wrong


def unused(table, app):
    """Sentences of web-*.yaml that no page says. A key that is put together in code names its beginning: word('role', x), topic="role" or `role.${x}`."""
    code = '\n'.join(read(p) for p in glob.glob(os.path.join(app, 'src', '**', '*.ts*'), recursive=True) if f'{os.sep}made{os.sep}' not in p)
    whole = set(re.findall(r"""['"`]([a-z0-9-]+\.[a-z0-9-]+)['"`]""", code))
    begun = set(re.findall(r"""`([a-z0-9-]+\.[a-z0-9-]*)\$\{""", code)) | {f'{t}.' for t in re.findall(r"""(?:word\(|topic=)['"]([a-z0-9-]+)['"]""", code)}
    return [k for k in table if k not in whole and not any(k.startswith(b) for b in begun) and k.split('.')[0] not in SHARED]


def pack_words(data, app):
    table, wrong = sentences(data)
    wrong += [f'no page says {k}' for k in unused(table, app)]
    if wrong:
        sys.exit('\n'.join(wrong))
    terms = quickyaml.load(read(os.path.join(data, 'glossary.yaml')))
    # Names once for both languages, the sentences of a language in their order: a fifth less to hand out.
    topics = {}
    for key in sorted(table):
        topics.setdefault(key.split('.')[0], []).append(key.split('.')[1])
    order = [f'{topic}.{name}' for topic, names in topics.items() for name in names]
    write(os.path.join(app, 'src', 'made', 'names.json'), json.dumps({topic: ' '.join(names) for topic, names in topics.items()}, indent=0))
    for language in ('ja', 'en'):
        write(os.path.join(app, 'src', 'made', language + '.json'), json.dumps([table[k][language] for k in order], ensure_ascii=False, indent=0))
    write(os.path.join(app, 'src', 'made', 'glossary.json'), json.dumps(terms, ensure_ascii=False, indent=0, sort_keys=True))
    keys = '\n'.join(f"  | '{k}'" for k in sorted(table))
    names = '\n'.join(f"  | '{k}'" for k in sorted(terms))
    write(os.path.join(app, 'src', 'made', 'keys.ts'), f'// Made by tools/pages.py.\nexport type Key =\n{keys};\nexport type TermName =\n{names};\n')


def run(app, command, why):
    log = os.path.join(app, 'npm.log')
    with open(log, 'w', encoding='utf-8') as out:
        done = subprocess.run(command, cwd=app, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              env={**os.environ, 'CI': '1', 'NO_COLOR': '1', 'npm_config_update_notifier': 'false'}, check=False)
    if done.returncode:
        sys.stderr.write(read(log)[-4000:])
        sys.exit(f'pages: {why} failed ({" ".join(command)})')


def install(app):
    """npm ci, once for each package-lock.json."""
    lock = hashlib.sha256(read(os.path.join(app, 'package-lock.json')).encode()).hexdigest()
    stamp = os.path.join(app, 'node_modules', '.lock-sha256')
    if os.path.exists(stamp) and read(stamp) == lock:
        return
    shutil.rmtree(os.path.join(app, 'node_modules'), ignore_errors=True)
    run(app, ['npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], "installing the pages' packages")
    write(stamp, lock)


def c_bytes(data):
    return '\n'.join('\t' + ','.join(map(str, data[i:i + 32])) + ',' for i in range(0, len(data), 32))


def table(dist, out):
    rows, arrays, total = [], [], 0
    for folder, _, files in os.walk(dist):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, 'rb') as f:
                plain = f.read()
            packed = gzip.compress(plain, 9, mtime=0)
            total += len(packed)
            rows.append(('/' + os.path.relpath(path, dist).replace(os.sep, '/'), TYPES[os.path.splitext(name)[1]], packed, hashlib.sha256(plain).hexdigest()[:16]))
    rows.sort(key=lambda r: r[0].encode())
    if total > LARGEST:
        sys.exit(f'pages: {total} bytes gzipped, {LARGEST} at most')
    lines = []
    for n, (path, kind, packed, etag) in enumerate(rows):
        arrays.append(f'static const unsigned char file_{n}[] = {{\n{c_bytes(packed)}\n}};\n')
        # Vite puts a hash of the content into the names below /made/: those never change.
        lasting = 'true' if path.startswith('/made/') else 'false'
        lines.append(f'\t{{"{path}", "{kind}", "\\"{etag}\\"", {lasting}, file_{n}, sizeof file_{n}}},\n')
    write(out, '/* Made by tools/pages.py. */\n#include "web/assets.h"\n\n' + ''.join(arrays) + '\nconst struct web_asset web_assets[] = {\n' + ''.join(lines)
          + '};\n\nconst size_t web_asset_count = sizeof web_assets / sizeof *web_assets;\n')
    os.utime(out)
    print(f'pages: {len(rows)} files, {total} bytes gzipped')


def main():
    source, build, out = (os.path.abspath(a) for a in sys.argv[1:4])
    app = os.path.join(build, 'pages')
    mirror(os.path.join(source, 'web', 'app'), app)
    pack_words(os.path.join(source, 'data'), app)
    install(app)
    run(app, [os.path.join('node_modules', '.bin', 'vite'), 'build'], 'building the pages')
    table(os.path.join(app, 'dist'), out)


main()
