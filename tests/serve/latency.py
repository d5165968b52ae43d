"""latency.py MIMAMORI SITE ROUNDS MOST: how long after its last packet an alarm stands in GET /alarms. In a namespace with a cable."""
import json
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frames

mimamori, site, rounds, most = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])


def get(path):
    said = subprocess.run([mimamori, 'api', 'GET', path, site], capture_output=True, text=True)
    return json.loads(said.stdout) if said.returncode == 0 else {'items': []}


def standing(cause, detector):
    """When an alarm of this cause stands that holds a signal of this detector: its id, or nothing."""
    for a in get('/alarms?state=all&limit=100')['items']:
        if a['detector'] == detector and (a['cause'] in cause or any(c in a['title']['en'] for c in cause)):
            return a['id']
    return None


def usual_for(seconds, cable):
    for _ in range(int(seconds * 2)):
        frames.usual(cable)
        time.sleep(0.5)


def measure(detector, cause, play):
    """Seconds between the last packet and the alarm; None: it did not come."""
    sent = play()
    while time.time() < sent + 4 * most:
        if standing(cause, detector):
            return time.time() - sent
        time.sleep(0.05)
    return None


def text(n):
    return '.'.join(map(str, frames.ip(n)))


def wait_for_devices(cable):
    for _ in range(40):
        usual_for(0.5, cable)
        if get('/devices?limit=1').get('total', 0) >= 5:
            return
    sys.exit('the devices of the plant do not appear')


def main():
    cable, took, wrong = frames.Cable('cable'), {}, 0
    wait_for_devices(cable)
    usual_for(6, cable)
    said = subprocess.run([mimamori, 'api', 'PATCH', '/settings', '{"learning_hours":0}', site], capture_output=True, text=True)
    if '"items"' not in said.stdout:
        sys.exit(said.stdout + said.stderr)
    usual_for(1, cable)
    for n in range(rounds):
        attacker, writer, stranger = 300 + n, 600 + n, 900 + n
        for what, detector, cause, play in filter(None, (
                ('a device that nobody knows', 'new-device', [text(stranger)], lambda: (cable.arp(stranger), time.time())[1]) if n == 0 else None,
                ('a write by a new master', 'new-master', [text(writer)], lambda: frames.modbus_write(cable, writer, 10 + n % 2, n)),
                ('a telnet dictionary', 'sign-in-guessing', [text(attacker)], lambda: frames.telnet_guesses(cable, attacker, 11, 12, 100 * n)))):
            got = measure(detector, cause, play)
            took.setdefault(what, []).append(got)
            wrong += got is None or got > most
            frames.usual(cable)
    for what, got in took.items():
        came = sorted(g for g in got if g is not None)
        if not came:
            print(f'{what}: no alarm')
            continue
        print(f'{what}: {len(came)} of {len(got)} alarms, after {came[0]:.2f} to {came[-1]:.2f} s, median {statistics.median(came):.2f} s'
              + ('' if came[-1] <= 2 else '   (goal 2 s)'))
    if wrong:
        print(json.dumps(get('/alarms?state=all')['items'])[:3000])
        print(json.dumps(get('/signals')['items'])[:3000])
    sys.exit(wrong > 0)


main()
