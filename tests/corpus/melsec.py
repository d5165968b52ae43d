"""MELSOFT as real controllers speak it: requests and refusals by command beside a count of the raw payloads (tshark gives the bytes, it does not know the
protocol); the operations, the sign-ins that failed and the values that the captures are known for."""
import collections
import os
import subprocess
import sys

import outsiders

FOLDER = os.path.join(outsiders.CORPUS, 'ot', 'melsec-slmp-cclink')
BYTES = ['tshark', '-n', '-T', 'fields', '-e', 'tcp.payload', '-e', 'udp.payload', '-r']
BRUTE, PEOPLE = 'NozomiNetworks__cve_2021_20594_username_bruteforce.pcapng', 'NozomiNetworks__legitimate_user_addition_plc_stop_test.pcapng'
DIRECT, MONITOR = 'iti__melsoft_UDP_clean_1.pcap', 'iti__melsoft_129_clean.pcap'
wrong, asked = [], 0


def expect(kept, words):
    global asked
    asked += 1
    if not kept:
        wrong.append(words)


def same(a, b, words):
    expect(a == b, f'{words}: {a}, and should be {b}')


def raw(path):
    """{command: [asked, answered well, refused]} of whole messages: 57 or d7, 00 11 11 at byte 4, the command at 45 or 47."""
    count = collections.defaultdict(lambda: [0, 0, 0])
    for line in outsiders.ask(BYTES, path).split('\n'):
        message = bytes.fromhex(line.strip().replace(',', ''))
        if message[4:7] != b'\x00\x11\x11' or message[0] not in (0x57, 0xd7):
            continue
        at = 45 if message[0] == 0x57 else 47
        refused = at == 47 and message[25:27] != b'\0\0'
        count[int.from_bytes(message[at:at + 2], 'big')][0 if at == 45 else 1 + refused] += 1
    return dict(count)


def ours(report):
    count = collections.defaultdict(lambda: [0, 0, 0])
    for c in report['commands']:
        if c['protocol'] == 'melsoft' and c['code'] != 0x5a:
            for i, key in enumerate(('count', 'answered', 'refused')):
                count[c['code']][i] += c[key]
    return dict(count)


def read(name):
    path = os.path.join(FOLDER, name)
    report = outsiders.inspect(path)
    return path, report


def deeds(report):
    return [(o['deed'], o['client']['ip'], o['server']['ip'], o['detail'] or '') for o in report['operations']]


outsiders.need_corpus('tshark')
for name in (BRUTE, PEOPLE, DIRECT):
    path, report = read(name)
    same(ours(report), raw(path), f'{name}: requests, answers, refusals by command')

path, report = read(BRUTE)
same([c[0x131] for c in [ours(report)]], [[9, 1, 8]], 'names tried')
facts = subprocess.run([outsiders.MIMAMORI, 'facts', path], capture_output=True, text=True).stdout
same(sum(' login ' in line and 'num 2 ' in line for line in facts.split('\n')), 8, 'sign-ins that failed')
same([o for o in report['operations'] if o['deed'] != 'unlock'], [], 'operations of who only guesses')

path, report = read(PEOPLE)
pc, plc = '172.17.0.158', '172.17.0.134'
same(deeds(report), [('unlock', pc, plc, ''), ('account', pc, plc, 'nozomi'), ('unlock', pc, plc, ''), ('account', pc, plc, 'test_nozomi'), ('stop', pc, plc, ''),
                     ('mode', pc, plc, '')], 'people added, the controller stopped')
same([o['packet']['n'] for o in report['operations'] if o['deed'] == 'stop'], [1505], 'the packet that stopped it')

path, report = read(DIRECT)    # all of it broadcast: told as done to the controller that answered, by the PC that asked
pc, plc = '192.168.3.101', '192.168.3.250'
expect(('stop', pc, plc, '') in deeds(report), f'the FX5U stopped over broadcast: {deeds(report)}')
same(sum(o['answered'] for o in report['operations'] if o['deed'] == 'program-download'), 17, 'parts of the program written')
expect(all(o['server']['ip'] != '255.255.255.255' for o in report['operations']), 'an operation on everybody')
device = [d for d in report['devices'] if any(f['value'] == 'FX5U-32MT/ES' for f in d.get('facts', []))]
same(len(device), 1, 'controllers that call themselves FX5U-32MT/ES')

path, report = read(MONITOR)
values = {p['name']: (p['type'], p['last_value']) for p in report['points']}
same((values.get('D200'), values.get('D0'), len(values)), (('uint16', 1000), ('uint16', 0), 29), 'D200, D0 and how many values are monitored')
expect({'M96', 'M120'} <= set(values), 'M96 to M120')

print('\n'.join(wrong) if wrong else f'{asked} agree')
sys.exit(1 if wrong else 0)
