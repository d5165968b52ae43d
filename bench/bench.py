"""Speed and memory of `mimamori inspect --summary` beside ndpiReader 4.2, in one run, as ratios: bench.py BUILD.

Inputs come from ../shared/bench/make_inputs.sh over ../shared/corpus (MIXED_COPIES=40 OT_COPIES=40); made once into INPUTS (environment,
default ../bench-inputs), about 2 GB. Every figure is user+sys CPU of the process, pinned to one core, file in the page cache, median of RUNS
(5) after a warm-up; memory is the peak resident set. Ratios of one run are what counts: machines differ and are shared."""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
shared = os.path.join(os.path.dirname(root), 'shared')
inputs = os.environ.get('INPUTS', os.path.join(os.path.dirname(root), 'bench-inputs'))
runs = int(os.environ.get('RUNS', '5'))
cpu = os.environ.get('CPU', '0')
build = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, 'build')
mimamori = os.path.abspath(os.path.join(build, 'mimamori'))
only = os.environ.get('ONLY', '').split()


def cost(command):
    """(CPU seconds, peak MB, exit code) of one run."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.sched_setaffinity(0, {int(cpu)})
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, used = os.wait4(pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def median(command, times=None):
    warm = cost(command)
    if warm[0] > 40:
        return warm
    got = [cost(command) for _ in range(times or runs)]
    return (statistics.median(g[0] for g in got), max(g[1] for g in got), got[-1][2])


def packets(path):
    said = subprocess.run(['capinfos', '-TrmQc', path], capture_output=True, text=True).stdout
    return int(said.strip().split(',')[-1].strip('"'))


def make_inputs():
    if os.path.exists(os.path.join(inputs, 'devices.pcap')) and os.path.exists(os.path.join(inputs, 'ot.pcap')):
        return
    if not os.path.isdir(shared):
        sys.exit('bench: ../shared is absent: no inputs')
    mixed = os.path.join(inputs, 'mixed-dir')
    os.makedirs(mixed, exist_ok=True)
    for d in ('it', 'lan', 'iot', 'attacks'):
        if not os.path.islink(os.path.join(mixed, d)):
            os.symlink(os.path.join(shared, 'corpus', d), os.path.join(mixed, d))
    subprocess.run(['bash', os.path.join(shared, 'bench/make_inputs.sh'), mixed, os.path.join(shared, 'corpus/ot'), inputs], check=True,
                   env=dict(os.environ, MIXED_COPIES='40', OT_COPIES='40'))


def part(source, count):
    path = os.path.join(inputs, f'{os.path.basename(source)[:-5]}{count // 1000}k.pcap')
    if not os.path.exists(path):
        subprocess.run(['editcap', '-F', 'pcap', '-r', source, path, f'1-{count}'], check=True)
    return path


def floor(name):
    """pcap_limit, compiled where it is used: the bare libpcap loop and the bounded table."""
    tool = os.path.join(inputs, 'pcap_limit')
    source = os.path.join(shared, 'bench/src/pcap_limit.c')
    if not os.path.exists(tool) and os.path.exists(source):
        subprocess.run(['gcc', '-O2', '-o', tool, source, '-lpcap'], check=False)
    return tool if os.path.exists(tool) else None


def line(name, what, c, count, base=None):
    per = c[0] / count * 1e6
    ratio = f'{base / per:8.1f}x' if base and per else ' ' * 9
    print(f'{name:10} {what:16} {c[0]:8.2f} {per:10.4f} {c[1]:8.0f} {ratio}' + (f'  rc {c[2]}' if c[2] else ''), flush=True)
    return per


def compare(name, path, goal, stretch, peer_path=None):
    if only and name not in only:
        return
    count, peer_count = packets(path), packets(peer_path or path)
    peer = median(['ndpiReader', '-q', '-i', peer_path or path], 3)
    base = line(name, 'ndpiReader 4.2', peer, peer_count)
    if floor(name):
        line(name, 'libpcap loop', median([floor(name), 'loop', path], 3), count, base)
        line(name, 'pcap_limit set', median([floor(name), 'set', path], 3), count, base)
    per = line(name, 'mimamori', median([mimamori, 'inspect', '--summary', path]), count, base)
    print(f'{name:10} goal {goal}x (stretch {stretch}x): {"met" if base / per >= goal else "NOT met"}{", stretch met" if base / per >= stretch else ""}', flush=True)


def start_up():
    tiny = os.path.join(inputs, 'one.pcap')
    subprocess.run(['editcap', '-F', 'pcap', '-r', os.path.join(inputs, 'devices.pcap'), tiny, '1'], check=True)
    c = median([mimamori, 'inspect', '--summary', tiny], 15)
    print(f'one packet: {c[0] * 1000:.1f} ms CPU, {c[1]:.1f} MB (goal 25 ms, 25 MB)')


def writing():
    """JSON and CSV: bytes written over the CPU that writing adds; HTML size of 100,000 devices."""
    path = os.path.join(inputs, 'devices.pcap')
    without = median([mimamori, 'inspect', '--summary', path], 3)
    for form in ('json', 'csv'):
        with tempfile.NamedTemporaryFile() as f:
            size = len(subprocess.run([mimamori, 'inspect', '--summary', '--format', form, path], stdout=f).args) and os.path.getsize(f.name)
        got = median(['sh', '-c', f'exec {mimamori} inspect --summary --format {form} {path}'], 3)
        spent = max(got[0] - without[0], 0.001)
        print(f'{form}: {size / 1e6:.1f} MB, {size / 1e6 / spent:.0f} MB/s CPU over the summary (goal 100)')
    folder = tempfile.mkdtemp()
    cost([mimamori, 'inspect', path, '-o', os.path.join(folder, 'r')])
    html = os.path.join(folder, 'r', 'report.html')
    if os.path.exists(html):
        print(f'report.html of 100,000 devices: {os.path.getsize(html) / 1e6:.1f} MB (goal 20)')
    shutil.rmtree(folder)


def sheet():
    """The A3 PDF, XLSX and CSV of the sample plant's sheet: wall clock of the whole command, its press included."""
    folder = tempfile.mkdtemp()
    site = os.path.join(folder, 'p.db')
    subprocess.run([mimamori, 'inspect', os.path.join(root, 'sample/plant.pcapng'), '--summary', '--save', site, '--quiet'], check=True)
    for form, goal in (('pdf', ' (goal 1 s)'), ('xlsx', ''), ('csv', '')):
        walls, cpus = [], []
        for _ in range(runs + 1):
            before = time.monotonic()
            cpus.append(cost([mimamori, 'sheet', 'export', site, '--lang', 'ja', '-o', os.path.join(folder, 's.' + form)]))
            walls.append(time.monotonic() - before)
        print(f'sheet {form}: {statistics.median(walls[1:]):.2f} s, {statistics.median(c[0] for c in cpus[1:]):.2f} s CPU, '
              f'{max(c[1] for c in cpus):.0f} MB{goal}', flush=True)
    shutil.rmtree(folder)


if only == ['sheet']:
    sheet()
    sys.exit(0)
make_inputs()
if not shutil.which('ndpiReader'):
    sys.exit('bench: ndpiReader is absent (Debian: libndpi-bin)')
print(f'{"input":10} {"reader":16} {"CPU s":>8} {"s/Mpkt":>10} {"MB":>8} {"ratio":>9}')
compare('mixed', os.path.join(inputs, 'mixed.pcap'), 4, 6)
compare('ot', os.path.join(inputs, 'ot.pcap'), 2.4, 3.5)
compare('devices', os.path.join(inputs, 'devices.pcap'), 10, 15)
flood = os.path.join(inputs, 'flood.pcap')
compare('flood', part(flood, 2000000), 40, 80, part(flood, 300000))
if not only or 'flood' in only:
    c = median([mimamori, 'inspect', '--summary', flood], 1)
    print(f'flood, all 8 M frames: {c[0]:.2f} s, {c[1]:.0f} MB (goal 64 MB)')
if not only or 'start' in only:
    start_up()
if not only or 'writing' in only:
    writing()
if not only or 'sheet' in only:
    sheet()
