"""A plant of network namespaces for tests that show (show-attack, show-sensor): hosts on a hub (a bridge that forgets every address), and one
cable more, whose far end `port` sees every frame, as a mirror port does. Nothing leaves them. Run within `unshare -nm`."""
import atexit
import json
import os
import shutil
import subprocess
import sys
import time

ROOT, BUILD = os.environ['ROOT'], os.environ['BUILD']
M = [os.path.join(BUILD, 'mimamori'), '--lang', 'en']
wrong, running = [], []


def expect(what, condition, detail=''):
    if not condition:
        wrong.append(what)
    print(f'{"as expected" if condition else "FAIL"}: {what}' + (f'   {str(detail)[:900]}' if not condition else ''), flush=True)
    return condition


def must(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f'{" ".join(command)}: {done.stderr}')
    return done.stdout


def start(command, host=None, **more):
    """A program in a host's namespace, ended with the test."""
    p = subprocess.Popen((['ip', 'netns', 'exec', host] if host else []) + command, start_new_session=True, **more)
    running.append(p)
    return p


def end(p):
    try:
        os.killpg(p.pid, 15)
        p.wait(5)
    except ProcessLookupError:
        pass
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, 9)
        p.wait()


@atexit.register
def end_all():
    for p in running:
        if p.poll() is None:
            end(p)


def hub():
    os.makedirs('/run/netns', exist_ok=True)
    must('mount', '-t', 'tmpfs', 'none', '/run/netns')
    with open('/proc/sys/net/ipv6/conf/default/disable_ipv6', 'w') as f:
        f.write('1')
    must('ip', 'link', 'set', 'lo', 'up')
    must('ip', 'link', 'add', 'hub', 'type', 'bridge', 'ageing_time', '0')
    must('ip', 'link', 'set', 'hub', 'up')
    must('ip', 'link', 'add', 'tap', 'type', 'veth', 'peer', 'name', 'port')
    for name in ('tap', 'port'):
        must('ip', 'link', 'set', name, 'up')
    must('ip', 'link', 'set', 'tap', 'master', 'hub')


def host(name, number, maker='00:1b:1b'):
    """name: at most 12 letters; its address is 10.9.0.NUMBER. The hub's side of its cable is c-NAME."""
    must('ip', 'netns', 'add', name)
    for which in ('all', 'default'):
        must('ip', 'netns', 'exec', name, 'sh', '-c', f'echo 1 > /proc/sys/net/ipv6/conf/{which}/disable_ipv6')
    must('ip', 'link', 'add', f'c-{name}', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
    must('ip', 'link', 'set', f'c-{name}', 'master', 'hub', 'up')
    must('ip', '-n', name, 'link', 'set', 'eth0', 'address', f'{maker}:00:00:{number:02x}')
    must('ip', '-n', name, 'addr', 'add', f'10.9.0.{number}/24', 'dev', 'eth0')
    for link in ('lo', 'eth0'):
        must('ip', '-n', name, 'link', 'set', link, 'up')


def plug(name, state):
    must('ip', 'link', 'set', f'c-{name}', state)


class Site:
    def __init__(self, folder, listen):
        self.path, self.listen = os.path.join(folder, 'site.db'), listen
        said = subprocess.run([*M, 'serve', self.path, '-i', 'port', '--listen', listen, '--detach', '--packets-mb', '64'], capture_output=True, text=True)
        if said.returncode:
            sys.exit(f'serve: {said.stdout}{said.stderr}')
        atexit.register(self.stop)

    def stop(self):
        if os.path.exists(self.path + '.pid'):
            subprocess.run([*M, 'stop', self.path, '--quiet'], capture_output=True)

    def run(self, *words):
        noun = words[:2] if words[0] in ('incident', 'contact', 'courier', 'record', 'roster', 'alarm', 'wallboard', 'journal') else words[:1]
        return subprocess.run([*M, *noun, self.path, *words[len(noun):]], capture_output=True, text=True, timeout=120)

    def api(self, method, path, body=None):
        done = subprocess.run([*M, 'api', method, path, *([json.dumps(body)] if body is not None else []), self.path], capture_output=True, text=True, timeout=120)
        try:
            return json.loads(done.stdout) if done.stdout.strip() else {}
        except ValueError:
            return {'said': done.stdout + done.stderr}

    def items(self, path):
        return self.api('GET', path).get('items', [])

    def device(self, number):
        found = self.items(f'/devices?q=10.9.0.{number}')
        found = [d for d in found if d.get('ip') == f'10.9.0.{number}']
        return found[0]['id'] if found else None

    def approve(self, devices):
        """What is observed of them is what people say is right."""
        said = self.api('POST', '/profiles', {'devices': devices, 'reason': 'as drawn'})
        expect('profiles are approved', said.get('devices') == len(devices), said)

    def wait(self, what, question, seconds, every=0.3):
        """question() until it is true: what it said; a failure after so many seconds."""
        end = time.time() + seconds
        while True:
            got = question()
            if got or time.time() > end:
                expect(f'{what} (within {seconds} s)', got)
                return got
            time.sleep(every)

    def lamps(self, device):
        for l in self.items('/lamps'):
            if l['device'] == device:
                return l['device_lamp']['colour'], l['data_lamp']['colour']
        return None, None


def programs(*names):
    """Whether all are here; names are those of commands."""
    os.environ['PATH'] += ':/usr/sbin:/sbin'
    gone = [n for n in names if not shutil.which(n)]
    if gone:
        print(f'{", ".join(gone)}: absent')
        sys.exit(77)


def finish():
    print('all as expected' if not wrong else f'{len(wrong)} not as expected')
    sys.exit(len(wrong) > 0)
