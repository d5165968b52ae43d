"""The whole test suite: suite.py [WORD...] runs the tests whose name holds one of the words (all without any).

What is run:
  build        gcc and clang, no warning allowed
  unit         every program of tests/unit, under ASan and UBSan
  house, cli, serve, corpus, press, web, sample, world   every executable file of tests/<that>, with BUILD (plain), ASAN (sanitizers) in the environment
  fuzz         every harness of fuzz/ for a few seconds over its seeds
Exit status of a test: 0 passed, 77 skipped (its last line says why), anything else failed. Closes with one line:
N passed, N failed, N skipped."""
import concurrent.futures
import glob
import os
import signal
import subprocess
import sys
import tempfile
import time

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
os.chdir(root)
words = sys.argv[1:]
jobs = max(2, min(4, os.cpu_count() or 2)) + 1  # one more than processors: many tests wait, for a browser, an alarm, a second without frames
werror = '-Dwerror=' + ('true' if os.environ.get('CI') else 'false')
smoke = os.environ.get('FUZZ_SECONDS', '10')
environment = dict(os.environ, BUILD=os.path.join(root, 'build'), ASAN=os.path.join(root, 'build-asan'), ROOT=root,
                   SHARED=os.path.join(os.path.dirname(root), 'shared'), PYTHON=os.path.join(root, 'tools/python'),
                   ASAN_OPTIONS='detect_leaks=1:abort_on_error=0:allocator_may_return_null=1',
                   UBSAN_OPTIONS='print_stacktrace=1:halt_on_error=1', LC_ALL='C.UTF-8', TZ='UTC')
environment.pop('MIMAMORI_LANG', None)
LIMIT = 1200  # seconds of one test: on a machine that is busy with other things a test takes three times as long as alone
counts = {'passed': 0, 'failed': 0, 'skipped': 0}


def wait(process, limit):
    """Exit status, None past the limit, and the seconds of processor that it and what it waited for took (a daemon that it left behind is not in it)."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, used.ru_utime + used.ru_stime
        time.sleep(0.02)
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = -signal.SIGKILL
    return None, used.ru_utime + used.ru_stime


def run(name, command, limit=LIMIT):
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        try:
            process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
            code, cpu = wait(process, limit)
        except OSError as e:
            code, cpu = -1, 0
            out.write(str(e).encode())
        out.seek(0)
        said = out.read().decode(errors='replace') + (f'\ntook more than {limit} s' if code is None else '')
    word = {0: 'passed', 77: 'skipped'}.get(code, 'failed')
    counts[word] += 1
    last = said.strip().split('\n')[-1] if said.strip() else ''
    mark = {'passed': 'ok  ', 'skipped': 'SKIP', 'failed': 'FAIL'}[word]
    print(f'{mark} {name} ({time.monotonic() - start:.1f} s, {cpu:.1f} s of processor)' + (f': {last}' if word == 'skipped' else ''), flush=True)
    if word == 'failed':
        print('\n'.join('     ' + line for line in said.strip().split('\n')[-60:]), flush=True)
    return word


def wanted(name):
    return not words or any(w in name for w in words)


def build(folder, *options):
    return f'tools/configure {folder} {" ".join(options)} && ninja -C {folder} --quiet'


LINES = '-Dc_args=-g1'  # what a stack trace names; no more, which would be a third of the building
builds = [('build-gcc', build('build', werror)),
          ('build-sanitizers', build('build-asan', '-Dtests=enabled', '-Dbuildtype=debugoptimized', LINES, '-Db_sanitize=address,undefined',
                                     '-Db_lundef=false', werror)),
          ('build-clang-fuzz', 'CC=clang-14 ' + build('build-fuzz', '-Dfuzz=true', '-Dbuildtype=debugoptimized', LINES, '-Db_lundef=false', '-Db_pie=false', werror))]
if not os.path.exists('fuzz/meson.build'):
    builds.pop()
broken = [name for name, command in builds if run(name, ['sh', '-c', command], 3000) == 'failed']

tests = []
for path in sorted(glob.glob('build-asan/tests/unit-*')):
    if os.path.isfile(path) and os.access(path, os.X_OK):
        tests.append((os.path.basename(path), [path]))
for group in ('house', 'cli', 'serve', 'sample', 'corpus', 'press', 'web', 'world'):
    for path in sorted(glob.glob(f'tests/{group}/*')):
        if os.path.isfile(path) and os.access(path, os.X_OK):
            tests.append((f'{group}-{os.path.basename(path)}', [path]))
for path in sorted(glob.glob('build-fuzz/fuzz/fuzz-*')):
    if os.path.isfile(path) and os.access(path, os.X_OK):
        tests.append((os.path.basename(path) + '-smoke', ['tools/fuzz-smoke', path, smoke]))

# Begun first, so that none of them runs on alone when all others are done; the rest in the order above.
LONG = '''corpus-flows corpus-everything corpus-ot web-pages web-absent web-controllers web-names serve-show-sensor web-alarms web-readers world-quiet
serve-show-attack world-quiet-restarted world-noisy world-noisy-restarted corpus-sums web-values unit-store-flips serve-packets-full serve-courier
corpus-device-setup.py unit-assess-checks serve-http house-checks-postgres unit-assess-verdicts press-paper'''.split()
tests.sort(key=lambda t: LONG.index(t[0]) if t[0] in LONG else len(LONG))

if not broken or words:
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda t: run(*t), [t for t in tests if wanted(t[0])]))
print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
sys.exit(1 if counts['failed'] else 0)
