"""The sample plant on two ordinary days, as a scene: plant.py [SEED [unplanned]] > plant.quiet.scene

Twelve devices are those of sample/plant.tsv; the others make it a line that one could meet: more sensors, PLCs, PCs. The first day is learnt;
then everybody is approved, and the second day is judged. Three shifts (6, 14, 22 o'clock) sign in and out, mistype a password now and then,
and their PCs rest when they do; the backup runs at two in the night; in the morning of the second day a maintenance company is in with
a laptop of its own, within a planned work window; a switch restarts for an update in it; there is what a day brings besides: prints,
addresses that change, time, names, a web page outside. A scene begins at 08:00. unplanned: nobody wrote the visit down."""
import random
import sys

R = random.Random(int(sys.argv[1]) if sys.argv[1:] else 1)
PLANNED = sys.argv[2:] != ['unplanned']
DAY = 86400
END = 2 * DAY
out = print


def at(hour, minute=0, day=0, second=0):
    """Seconds of the scene: hour of the day, days from the beginning."""
    return int((hour - 8) * 3600 + minute * 60 + second + day * DAY)


def line(when, words):
    if 0 <= when < END:
        out(f'at {when}s {words}')


def every(step, words, shake=None, begin=0, until=END):
    if until > 0 and begin < END:
        out(f'every {step}s shake {shake if shake is not None else step / 5:.1f}s from {max(0, begin)}s until {min(until, END)}s {words}')


def always(step, words, shake=None):
    """As long as the plant runs; known before."""
    out(f'before {words}')
    every(step, words, shake, begin=R.uniform(0, step))


def device(name, mac, ip, kind=None, more=''):
    out(f'device {name} {mac} {ip} {more}')
    if kind:
        out(f'before fact {name} kind {kind}')


# --- who is there
for name, mac, ip, kind, more in [
        ('router', 'ac:44:f2:5a:10:01', '192.168.10.1', 'router', 'router'), ('switch', '00:1a:eb:7c:20:02', '192.168.10.2', 'switch', ''),
        ('server', 'b0:ac:fa:31:0a:10', '192.168.10.10', 'server', ''), ('backup', 'b0:ac:fa:31:0a:11', '192.168.10.11', 'nas', ''),
        ('ap', '34:3d:c4:62:8e:20', '192.168.10.20', 'wifi-ap', ''), ('gateway', '00:11:0c:2e:94:40', '192.168.10.40', 'iot-gateway', ''),
        ('camera', 'bc:c3:42:a7:15:50', '192.168.10.50', 'camera', ''), ('plc1', '00:80:f4:4d:60:60', '192.168.10.60', 'plc', ''),
        ('plc2', '00:80:f4:4d:60:70', '192.168.10.63', 'plc', ''), ('hmi1', '00:01:23:1f:52:61', '192.168.10.61', 'hmi', ''),
        ('hmi2', '00:01:23:1f:52:62', '192.168.10.62', 'hmi', ''), ('ews', 'dc:f4:01:9b:33:70', '192.168.10.70', 'engineering-station', ''),
        ('printer', '00:1b:a9:11:22:33', '192.168.10.80', 'printer', '')]:
    device(name, mac, ip, kind, more)
SENSORS = [f'temp{i}' for i in range(1, 9)]
for i, name in enumerate(SENSORS):
    device(name, f'84:25:3f:0b:7a:{0x31 + i:02x}', f'192.168.10.{31 + i}', 'sensor')
SHIFTS = [('early', 6), ('late', 14), ('night', 22)]
for i, (name, _) in enumerate(SHIFTS):
    device(f'pc-{name}', f'f4:6e:24:c8:41:{0x65 + i:02x}', f'192.168.10.{101 + i}', 'pc')
out('outside portal ac:44:f2:5a:10:01 198.51.100.20\noutside portal2 ac:44:f2:5a:10:01 198.51.100.21\noutside ntp ac:44:f2:5a:10:01 198.51.100.123\n'
    'outside everyone 01:00:5e:00:00:fb 224.0.0.251\noutside broadcast ff:ff:ff:ff:ff:ff 192.168.10.255\nstranger laptop 9a:4f:2b:61:c3:d8 192.168.10.200\n'
    'before name portal portal.cloud.example.com')
out(f'learning 24\nperiod 2m\nuntil {END}s')

# --- what machines do, day and night
for n, name in enumerate(SENSORS):
    always(10, f'flow {name} -> server tcp/1883 mqtt again', 1)
    every(10, f'point {name} plant/{name}/temperature wave {18 + n} {26 + n} 24h 0.6 mqtt', 1)
for hmi, plc in (('hmi1', 'plc1'), ('hmi2', 'plc2')):
    always(2, f'flow {hmi} -> {plc} tcp/502 modbus again', 0.2)
    every(2, f'command {hmi} -> {plc} modbus read code 3', 0.2)
    every(1800, f'command {hmi} -> {plc} modbus write code 6', 900)   # a set point, by who operates the line
    out(f'before command {hmi} -> {plc} modbus read code 3\nbefore command {hmi} -> {plc} modbus write code 6')
for plc in ('plc1', 'plc2'):
    always(5, f'flow gateway -> {plc} tcp/502 modbus again', 0.5)
    every(5, f'command gateway -> {plc} modbus read code 4', 0.5)
    out(f'before command gateway -> {plc} modbus read code 4')
    for register, (low, high) in {'40001': (40, 60), '40002': (2.5, 3.5)}.items():
        every(5, f'point {plc} {register} wave {low} {high} 8h {(high - low) / 50} modbus', 0.5)
always(30, 'flow gateway -> server tcp/1883 mqtt again')
always(60, 'flow gateway -> portal tcp/8883 tls again')
always(60, 'flow server -> ap udp/161 snmp')
always(60, 'flow server -> switch udp/161 snmp')
for name in ('ap', 'router', 'switch'):
    always(300, f'flow {name} -> server udp/514 syslog oneway', 250)
for name in ('server', 'camera', 'gateway', 'hmi1', 'hmi2'):
    always(1024, f'flow {name} -> ntp udp/123 ntp')
always(1, 'flow server -> camera tcp/554 rtsp again', 0.1)
always(30, 'frame switch to everyone', 0.5)
always(60, 'arp router', 5)
every(3600, 'arp printer', 600)
always(120, 'flow printer -> everyone udp/5353 mdns oneway', 30)

# --- people
for name, hour in SHIFTS:
    pc = f'pc-{name}'
    for what in ('server tcp/80 http', 'server tcp/443 tls', 'hmi1 tcp/80 http', 'printer tcp/9100 http', 'portal tcp/443 tls'):
        out(f'before flow {pc} -> {what}')
    out(f'before login {pc} -> hmi1 http ok port 80 clear')
    for day in (-1, 0, 1, 2):
        begin = at(hour, R.randrange(0, 15), day)
        end = at(hour + 8, R.randrange(5, 25), day)
        every(30, f'flow {pc} -> server tcp/443 tls', 20, begin, end)
        every(900, f'flow {pc} -> hmi1 tcp/80 http', 600, begin, end)
        every(1200, f'flow {pc} -> portal tcp/443 tls', 900, begin, end)
        every(20, f'frame {pc} to broadcast', 10, begin, end)
        for _ in range(R.randrange(0, 3)):  # the password was mistyped
            line(begin + R.randrange(30, 60), f'login {pc} -> hmi1 http failed port 80 clear')
        line(begin + 70, f'login {pc} -> hmi1 http ok port 80 clear')
        for _ in range(R.randrange(0, 6)):
            line(R.randrange(begin, end), f'flow {pc} -> printer tcp/9100 http')
        for _ in range(2):                  # a link that leads nowhere
            line(R.randrange(begin, end), f'flow {pc} -> server tcp/8080 refused')
# The cloud shows another address in the afternoon of the second day, under its name.
line(at(15, day=1), 'name portal2 portal.cloud.example.com')
every(1200, 'flow pc-late -> portal2 tcp/443 tls', 600, at(15, 1, 1), at(22, day=1))
# The engineering station is on in the day.
for what in ('flow ews -> plc1 tcp/502 modbus', 'command ews -> plc1 modbus read code 3', 'command ews -> plc1 modbus write code 16',
             'flow ews -> server tcp/22 ssh', 'login ews -> server ssh ok port 22', 'flow ews -> ap tcp/80 http', 'login ews -> ap http ok port 80 clear'):
    out(f'before {what}')
for day in (0, 1):
    every(45, 'frame ews to broadcast', 20, at(8, 40, day), at(17, 10, day))
    line(at(10, 5, day), 'flow ews -> plc1 tcp/502 modbus')
    line(at(10, 5, day, 10), 'command ews -> plc1 modbus read code 3')
    line(at(10, 6, day), 'command ews -> plc1 modbus write code 16')
    line(at(16, 0, day), 'flow ews -> server tcp/22 ssh')
    line(at(16, 0, day, 5), 'login ews -> server ssh ok port 22')

# --- the night
for what in ('flow backup -> server tcp/22 ssh', 'login backup -> server ssh ok port 22', 'flow backup -> hmi1 tcp/445 smb', 'flow backup -> hmi2 tcp/445 smb'):
    out(f'before {what}')
    for day in (0, 1):
        line(at(26, 0, day, R.randrange(0, 300)), what)
every(60, 'frame backup to broadcast', 20)

# --- the second day
for name in ['router', 'switch', 'server', 'backup', 'ap', 'gateway', 'camera', 'plc1', 'plc2', 'hmi1', 'hmi2', 'ews', 'printer', *SENSORS, *(f'pc-{n}' for n, _ in SHIFTS)]:
    line(DAY, f'approve {name}')
if PLANNED:
    out('at 1d work site 10:00-12:00')
visit, leaves = at(10, 10, 1), at(11, 25, 1)
line(visit, 'arp laptop')
every(10, 'frame laptop to broadcast', 3, visit, leaves)
line(visit + 60, 'flow laptop -> plc1 tcp/502 modbus')
line(visit + 65, 'command laptop -> plc1 modbus read code 3')
line(visit + 300, 'command laptop -> plc1 modbus write code 16')
line(visit + 600, 'flow laptop -> hmi2 tcp/80 http')
for i in range(3):
    line(visit + 610 + 5 * i, 'login laptop -> hmi2 http failed port 80 clear')
line(visit + 640, 'login laptop -> hmi2 http ok port 80 clear')
# The history tells of the visit; nothing of it, and nothing else, becomes an alarm.
for n, detector in ((1, 'new-device'), (2, 'new-peer'), (1, 'new-service'), (2, 'new-master'), (1, 'second-master'), (4, 'sign-in-attempt'), (1, 'controller-operated')):
    out(f'expect most {n} {detector}')
