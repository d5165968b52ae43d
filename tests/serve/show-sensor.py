"""See tests/serve/show-sensor."""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import nets
from nets import expect, host, plug, start

nets.programs('mosquitto', 'mosquitto_pub', 'mosquitto_sub', 'ip')
work = tempfile.mkdtemp(prefix='mimamori-show-')
os.chmod(work, 0o755)
mode = os.path.join(work, 'mode')

# A temperature that a heater keeps between 37 and 43, four values a second; as long as the file says freeze, the last one again and again.
SENSOR = r'''
import math, random, sys, time
value, n = 40.0, 0
while True:
    if open(sys.argv[1]).read() != 'freeze':
        n += 1
        value = 40 + 3 * math.sin(n / 8) + random.choice((-0.2, -0.1, 0, 0.1, 0.2))
    print(f'{value:.1f}', flush=True)
    time.sleep(0.25)
'''


def publisher(name, topic, at):
    return start(['sh', '-c', f'"$0" -c "$1" "$2" | exec mosquitto_pub -h 10.9.0.2 -i {name} -t {topic} -l', sys.executable, SENSOR, at], name)


def show():
    nets.hub()
    for name, number, maker in (('broker', 2, '00:0c:29'), ('oil', 31, '00:01:fc'), ('water', 32, '00:01:fc'), ('panel', 20, '00:00:0a')):
        host(name, number, maker)
    config = os.path.join(work, 'mosquitto.conf')
    with open(config, 'w') as f:
        f.write('listener 1883 10.9.0.2\nallow_anonymous true\npersistence false\nuser root\n')
    for path in (mode, mode + '2'):
        with open(path, 'w') as f:
            f.write('run')
    site = nets.Site(work, '127.0.0.1:18701')
    start(['mosquitto', '-c', config], 'broker', stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    publisher('oil', 'line1/press3/oil/temperature', mode)
    publisher('water', 'line1/press3/water/temperature', mode + '2')
    start(['mosquitto_sub', '-h', '10.9.0.2', '-i', 'panel', '-t', 'line1/#'], 'panel', stdout=subprocess.DEVNULL)
    oil = site.wait('the sensor is found', lambda: site.device(31), 30)
    site.wait('all four are found', lambda: all(site.device(n) for n in (2, 20, 31, 32)), 30)
    time.sleep(6) # what they do is seen, too
    site.approve([site.device(n) for n in (2, 20, 31, 32)])
    said = site.api('PATCH', '/settings', {'learning_hours': 0, 'rhythm_seconds': 20})
    expect('learning is over', 'items' in said, said)
    site.wait('both lamps are green', lambda: site.lamps(oil) == ('green', 'green'), 60)
    learn = time.time()
    time.sleep(max(0, 50 - (time.time() - learn)))
    expect('no data lamp is red while all is well', site.lamps(oil)[1] != 'red', site.lamps(oil))

    with open(mode, 'w') as f:
        f.write('freeze')
    froze = time.time()
    site.wait('frozen: the data lamp is red', lambda: site.lamps(oil)[1] == 'red', 60)
    print(f'    after {time.time() - froze:.1f} s of the same value')
    expect('frozen: the device lamp is green', site.lamps(oil)[0] == 'green', site.lamps(oil))
    alarms = [a for a in site.items('/alarms?state=open&limit=50') if a['device'] and a['device']['id'] == oil and a['lamp'] == 'data']
    expect('one alarm of its data', len(alarms) == 1, alarms)

    with open(mode, 'w') as f:
        f.write('run')
    site.wait('it moves again: the data lamp is green', lambda: site.lamps(oil)[1] == 'green', 120)

    plug('oil', 'down')
    pulled = time.time()
    site.wait('unplugged: the device lamp is red', lambda: site.lamps(oil)[0] == 'red', 90)
    print(f'    after {time.time() - pulled:.1f} s of silence')
    expect('unplugged: the data lamp is not green', site.lamps(oil)[1] in ('grey', 'none'), site.lamps(oil))
    water = site.device(32)
    expect('the other sensor is as it was', site.lamps(water) == ('green', 'green'), (site.lamps(water), site.items('/alarms?state=open')))
    silent = [a for a in site.items('/alarms?state=open&limit=50') if a['lamp'] == 'device']
    expect('one alarm of the device', len(silent) == 1 and silent[0]['device']['id'] == oil, silent)
    plug('oil', 'up')
    site.wait('plugged in again: the device lamp is green', lambda: site.lamps(oil)[0] == 'green', 60)


show()
nets.finish()
