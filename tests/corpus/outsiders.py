"""What tests/corpus/*.py share: the captures of the corpus, what tshark says of each (kept in a cache, because it does not
change), and what mimamori says (asked anew every time)."""
import concurrent.futures
import csv
import functools
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.environ.get('ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.environ.get('SHARED') or os.path.join(os.path.dirname(ROOT), 'shared')
CORPUS = os.path.join(SHARED, 'corpus')
MIMAMORI = os.path.join(os.environ.get('BUILD') or os.path.join(ROOT, 'build'), 'mimamori')
CACHE = os.path.join(os.environ.get('XDG_CACHE_HOME') or os.path.join(tempfile.gettempdir(), f'cache-{os.getuid()}'), 'mimamori-outsiders')


def need_corpus(*programs):
    """Skips, visibly, without the corpus or a program."""
    for what, there in [('../shared/corpus', os.path.isdir(CORPUS)), *[(p, shutil.which(p)) for p in programs]]:
        if not there:
            print(f'{what} is absent')
            sys.exit(77)


def manifest():
    """Rows of captures, in the order of the list."""
    with open(os.path.join(CORPUS, 'MANIFEST.tsv'), encoding='utf-8', errors='replace') as f:
        rows = csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE)
        return [r for r in rows if (r['packets'] or '').isdigit() and r['link_type'] != 'link_type']


@functools.lru_cache(None)
def version(program):
    said = subprocess.run([program, '--version'], capture_output=True, text=True).stdout.split('\n')[0]
    return said.strip() or program


def digest(path):
    with open(path, 'rb') as f:
        return hashlib.sha256(f.read()).hexdigest()


def ask(command, path):
    """Standard output of command + [path], from the cache when the same version was asked of the same bytes before."""
    key = hashlib.sha256('\0'.join([version(command[0]), *command, digest(path)]).encode()).hexdigest()
    kept = os.path.join(CACHE, key[:2], key + '.gz')
    if os.path.exists(kept):
        with gzip.open(kept, 'rb') as f:
            return f.read().decode('utf-8', 'replace')
    done = subprocess.run([*command, path], stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    with gzip.open(kept + f'.{os.getpid()}', 'wb') as f:
        f.write(done.stdout)
    os.replace(kept + f'.{os.getpid()}', kept)
    return done.stdout.decode('utf-8', 'replace')


def inspect(path, *options):
    """inspect.json of one capture, as a dict; None when there is none."""
    done = subprocess.run([MIMAMORI, 'inspect', path, '--summary', '--format', 'json', '--wifi-payload', *options], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=300)
    if done.returncode != 0:
        return None
    return json.loads(done.stdout)


def each(work, captures):
    """work(row) for every capture, two at a time, results in order."""
    with concurrent.futures.ProcessPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        return list(pool.map(work, captures, chunksize=8))
