"""bench/live, inside its namespace: live.py BUILD [RATE] [SECONDS] [ROUNDS]"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

build = sys.argv[1]
rate = int(sys.argv[2]) if len(sys.argv) > 2 else 300000
seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
RING_MB = 8
work = tempfile.mkdtemp(prefix='mimamori-live-')
os.chmod(work, 0o755)
os.environ['MIMAMORI_LANG'] = 'en'


def run(*args):
    return subprocess.run(args, capture_output=True, text=True)


def send(devices, a_second, duration):
    """In the background; .communicate() gives how many were sent and at what rate."""
    return subprocess.Popen([f'{build}/bench-send', 'cable', str(devices), str(a_second), str(duration)], stdout=subprocess.PIPE, text=True)


def sent_by(process):
    n, reached = process.communicate()[0].split()
    return int(n), float(reached)


def cpu(pid):
    fields = open(f'/proc/{pid}/stat').read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


class Serve:
    def __init__(self, name, ring=RING_MB):
        self.site = f'{work}/{name}.db'
        said = run(f'{build}/mimamori', 'serve', self.site, '-i', 'port', '--ring', str(ring), '--listen', '127.0.0.1:18390', '--detach', '--packets-mb', '512')
        if said.returncode:
            sys.exit(f'serve: {said.stdout}{said.stderr}')
        self.gate = int(open(f'{self.site}.pid').read())

    def processes(self):
        """Gate and the roles; not readers, which core forks for a moment."""
        found = {'gate': self.gate}
        for pid in filter(str.isdigit, os.listdir('/proc')):
            try:
                parent = int(open(f'/proc/{pid}/stat').read().rsplit(')', 1)[1].split()[1])
                name = open(f'/proc/{pid}/comm').read().strip()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == self.gate and name.startswith('mimamori-'):
                found[name.removeprefix('mimamori-')] = int(pid)
        return found

    def pss(self):
        """kB of each process; the packet ring (mapped from its socket) apart."""
        each, ring = {}, 0
        for role, pid in self.processes().items():
            each[role] = 0
            name = ''
            for line in open(f'/proc/{pid}/smaps'):
                if re.match(r'[0-9a-f]+-[0-9a-f]+ ', line):
                    name = line.split(None, 5)[5].strip() if len(line.split(None, 5)) > 5 else ''
                elif line.startswith('Pss:'):
                    kb = int(line.split()[1])
                    if name.startswith('socket:'):
                        ring += kb
                    else:
                        each[role] += kb
        return each, ring

    def capture(self):
        return json.loads(run(f'{build}/mimamori', 'api', 'GET', '/api/v1/capture', self.site).stdout)

    def wait_quiet(self):
        last = -1
        for _ in range(20):
            time.sleep(2.6)
            now = self.capture()['packets']
            if now == last:
                return self.capture()
            last = now
        return self.capture()

    def stop(self):
        run(f'{build}/mimamori', 'stop', self.site)
        shutil.rmtree(f'{self.site}.packets', ignore_errors=True)


def lost_by_tcpdump():
    dump = subprocess.Popen(['tcpdump', '-i', 'port', '-B', str(RING_MB * 1024), '-w', '/dev/null'], stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    sent, reached = sent_by(send(1000, rate, seconds))
    time.sleep(1)
    used = cpu(dump.pid)
    dump.terminate()
    said = dump.communicate()[1]
    lost = int(re.search(r'(\d+) packets? dropped by kernel', said).group(1))
    return sent, reached, lost, used


def lost_by_us(number):
    serve = Serve(f'loss{number}')
    sensor = serve.processes()['sensor']
    before = cpu(sensor)
    sent, reached = sent_by(send(1000, rate, seconds))
    time.sleep(1)
    used = cpu(sensor) - before
    told = serve.wait_quiet()
    serve.stop()
    return sent, reached, told['dropped'], used, sent - told['packets'] - told['dropped'], told['unsaid']


def losses():
    print(f'Loss at {rate or "full rate"} frames a second for {seconds} s, ring of {RING_MB} MB each, in turn ({rounds} rounds)')
    print('reader        sent   frames/s     lost     lost %   CPU s/M frames')
    sums = {}
    for n in range(rounds):
        for name, row in (('tcpdump', lost_by_tcpdump() if shutil.which('tcpdump') else None), ('sensor', lost_by_us(n))):
            if not row:
                print('tcpdump is absent')
                continue
            print(f'{name:8} {row[0]:9d} {row[1]:10.0f} {row[2]:8d} {100 * row[2] / row[0]:10.3f} {row[3] * 1e6 / row[0]:16.2f}'
                  + (f'   uncounted {row[4]}, unsaid {row[5]}' if len(row) > 4 else ''))
            s = sums.setdefault(name, [0, 0])
            s[0] += row[0]
            s[1] += row[2]
    shares = {name: lost / sent for name, (sent, lost) in sums.items()}
    print('in all: ' + ', '.join(f'{name} {100 * share:.3f} %' for name, share in shares.items()), end='')
    good = 'tcpdump' not in shares or shares['sensor'] <= shares['tcpdump']
    print(': no more than tcpdump' if good else ': MORE THAN TCPDUMP')
    return good


def memory(devices, a_second, most_mb):
    serve = Serve(f'memory{devices}')
    sending = send(devices, a_second, 40)
    worst, ring = {}, 0
    for _ in range(13):
        time.sleep(3)
        each, ring = serve.pss()
        if sum(each.values()) > sum(worst.values()):
            worst = each
    sent_by(sending)
    told = serve.wait_quiet()
    serve.stop()
    total = sum(worst.values()) / 1024
    print(f'{devices:7d} {a_second:9d}   ' + '  '.join(f'{role} {kb / 1024:.1f}' for role, kb in worst.items())
          + f'   sum {total:.1f} of {most_mb} MB, ring {ring / 1024:.1f}; lost {told["dropped"]}, unsaid {told["unsaid"]}' + ('' if total <= most_mb else '  TOO MUCH'))
    return total <= most_mb


try:
    open('/proc/sys/net/ipv6/conf/default/disable_ipv6', 'w').write('1')
    for command in ('ip link set lo up', 'ip link add cable type veth peer name port', 'ip link set cable up', 'ip link set port up'):
        if run(*command.split()).returncode:
            sys.exit('bench/live: no virtual cable here')
    good = losses()
    print('\nMemory, MB of PSS at the worst of 13 looks, packet ring apart\ndevices  frames/s')
    good = memory(100, 1000, 64) and good
    good = memory(10000, 50000, 160) and good
    print('\nOne period of watching, ms (bench/period.c)', flush=True)
    subprocess.run([f'{build}/bench-period'])
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(not good)
