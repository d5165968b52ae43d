"""What detectors add (bench/detect): detect.py BUILD. CPU seconds of stack and inventory over each input alone, with detectors, and with
alarms of what they say; once with nobody known, once with a site that inspect --save made of the same file. In turn, medians of RUNS.
Twice: as mimamori serve has it, from sensor to core (the goal), and frame by frame as backtest has it."""
import os
import statistics
import subprocess
import sys
import tempfile

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
inputs = os.environ.get('INPUTS', os.path.join(os.path.dirname(root), 'bench-inputs'))
runs = int(os.environ.get('RUNS', '5'))
only = os.environ.get('ONLY', '').split()
build = sys.argv[1]
GOAL = 15
KINDS = (('alone', 'none', False), ('detectors', 'detect', False), ('known site', 'detect', True), ('and alarms', 'alarms', True))


WAYS = (('watched', dict(os.environ, WATCHED='20000')), ('by frame', {k: v for k, v in os.environ.items() if k != 'WATCHED'}))


def one(what, path, site, environment):
    said = subprocess.run([f'{build}/bench-detect', what, path] + ([site] if site else []), capture_output=True, text=True, env=environment)
    if said.returncode:
        sys.exit(said.stderr)
    return said.stdout.split()


good = True
print(f'load {os.getloadavg()[0]:.1f}; medians of {runs} in turn')
print('input      way       with           CPU s   s/Mpkt    more   signals   alarms       MB   no room')
for name in ('mixed', 'ot', 'devices'):
    if only and name not in only:
        continue
    path = os.path.join(inputs, f'{name}.pcap')
    if not os.path.exists(path):
        print(f'{path} is absent (bench/run makes it)')
        continue
    with tempfile.TemporaryDirectory() as folder:
        site = f'{folder}/site.db'
        subprocess.run([f'{build}/mimamori', 'inspect', path, '--summary', '--save', site, '--quiet'], stdout=subprocess.DEVNULL)
        for way, environment in WAYS:
            got = {kind: [] for kind in KINDS}
            for _ in range(runs):
                for kind in KINDS:
                    got[kind].append(one(kind[1], path, site if kind[2] else None, environment))
            alone = statistics.median(float(g[0]) for g in got[KINDS[0]])
            for kind in KINDS:
                seconds = statistics.median(float(g[0]) for g in got[kind])
                frames, signals, alarms, room, dropped = map(int, got[kind][-1][1:])
                more = 100 * (seconds / alone - 1)
                good = good and (way != 'watched' or more <= GOAL)
                print(f'{name:10} {way:9} {kind[0]:12} {seconds:7.3f} {1e6 * seconds / frames:8.4f} {more:+6.1f} % {signals:9d} {alarms:8d} '
                      f'{room / 1e6:8.1f} {dropped:9d}', flush=True)
print(f'goal: {GOAL} % more at most, watched: {"met" if good else "NOT MET"}')
sys.exit(not good)
