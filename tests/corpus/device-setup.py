#!/usr/bin/env python3
"""How well devices are known: the labelled set-ups of IoT SENTINEL (corpus/iot/device-setup).

    tests/corpus/device-setup.py [FOLDER [MIMAMORI]]      prints the table and the misses as Markdown

Each capture is one consumer device that joins a Wi-Fi; its folder is its type, devices.tsv its MAC. Counted: the labelled MAC is a
device, its maker, a name it gave itself (as tshark reads it from DHCP, mDNS and NetBIOS of that MAC), its kind. Needs tshark for
the names; without it they are not counted. The maker is right when it is the brand or who is registered for the MAC.
"""
import collections
import csv
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Type: kind (issue 2, "Show") and words of which the maker's name has one.
TRUTH = {
    'Aria': ('appliance', 'fitbit delta'), 'Withings': ('appliance', 'withings'), 'SmarterCoffee': ('appliance', 'smarter espressif'),
    'iKettle2': ('appliance', 'smarter espressif'),
    'D-LinkCam': ('camera', 'd-link'), 'D-LinkDayCam': ('camera', 'd-link'), 'EdimaxCam1': ('camera', 'edimax'), 'EdimaxCam2': ('camera', 'edimax'),
    'EdnetCam1': ('camera', 'ednet assmann'), 'EdnetCam2': ('camera', 'ednet assmann'),
    'D-LinkHomeHub': ('iot-gateway', 'd-link'), 'D-LinkDoorSensor': ('iot-gateway', 'd-link'), 'EdnetGateway': ('iot-gateway', 'ednet assmann flying'),
    'HueBridge': ('iot-gateway', 'philips signify'), 'HueSwitch': ('iot-gateway', 'philips signify'), 'Lightify': ('iot-gateway', 'osram'),
    'MAXGateway': ('iot-gateway', 'eq-3'), 'WeMoLink': ('iot-gateway', 'belkin'),
    'D-LinkSensor': ('sensor', 'd-link'), 'D-LinkWaterSensor': ('sensor', 'd-link'),
    'D-LinkSiren': ('actuator', 'd-link'), 'D-LinkSwitch': ('actuator', 'd-link'), 'EdimaxPlug1101W': ('actuator', 'edimax'),
    'EdimaxPlug2101W': ('actuator', 'edimax'), 'HomeMaticPlug': ('actuator', 'eq-3'), 'TP-LinkPlugHS100': ('actuator', 'tp-link'),
    'TP-LinkPlugHS110': ('actuator', 'tp-link'), 'WeMoInsightSwitch': ('actuator', 'belkin'), 'WeMoInsightSwitch2': ('actuator', 'belkin'),
    'WeMoSwitch': ('actuator', 'belkin'), 'WeMoSwitch2': ('actuator', 'belkin'),
}
# The HomeMatic plug talks by its own radio to a gateway, which is what the labelled MAC is: counted as the list has it, a miss.


def own_names(path, mac):
    """What that MAC calls itself, as tshark reads it; None without tshark."""
    if not shutil.which('tshark'):
        return None
    fields = ['dhcp.option.hostname', 'nbns.name', 'dns.resp.name']
    out = subprocess.run(['tshark', '-r', path, '-Y', f'eth.src == {mac} && (dhcp.option.hostname || (udp.port == 5353 && dns.resp.type == 1))',
                          '-T', 'fields', '-E', 'separator=\t'] + [a for f in fields for a in ('-e', f)],
                         capture_output=True, text=True).stdout
    names = set()
    for line in out.splitlines():
        for cell in line.split('\t'):
            for n in cell.split(','):
                n = n.strip().split('.')[0].lower()
                if n and not n.startswith('_'):
                    names.add(n)
    return names


def inspect(program, path):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'report')
        run = subprocess.run([program, 'inspect', path, '-o', out, '--quiet'], capture_output=True, text=True)
        with open(os.path.join(out, 'inspect.json'), encoding='utf-8') as f:
            return json.load(f), run


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.environ.get('SHARED', os.path.join(ROOT, '..', 'shared')), 'corpus', 'iot', 'device-setup')
    program = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.environ.get('BUILD', os.path.join(ROOT, 'build')), 'mimamori')
    if not os.path.isdir(folder):
        print(f'skipped: no {folder}')
        return 77
    macs = {r['device_type']: r['mac'] for r in csv.DictReader(open(os.path.join(folder, 'devices.tsv'), encoding='utf-8'), delimiter='\t')}
    totals, by_type, misses = collections.Counter(), collections.defaultdict(collections.Counter), []
    for kind_of in sorted(macs):
        for path in sorted(glob.glob(os.path.join(folder, kind_of, '*.pcap*'))):
            if not os.path.isfile(path):
                continue
            kinds, makers = TRUTH[kind_of]
            data, _ = inspect(program, path)
            device = next((d for d in data['devices'] if macs[kind_of] in d['macs']), None)
            names = own_names(path, macs[kind_of])
            said = {n['value'].lower() if isinstance(n, dict) else n.lower() for n in device['names']} if device else set()
            maker = (device or {}).get('maker') or ''
            score = {
                'setups': True, 'device': device is not None,
                'maker': any(w in maker.lower() for w in makers.split()),
                'named': bool(names), 'name': bool(names) and bool(names & said),
                'kind': device is not None and device['kind'] in kinds.split(),
            }
            for k, v in score.items():
                totals[k] += v
                by_type[kind_of][k] += v
            if not (score['device'] and score['maker'] and score['kind']) or (names and not score['name']):
                misses.append((kind_of, os.path.basename(path), device, sorted(names or [])))
    print('| type | set-ups | is a device | maker | own name | kind |')
    print('|---|---|---|---|---|---|')
    for t, c in list(sorted(by_type.items())) + [('all', totals)]:
        print(f'| {t} | {c["setups"]} | {c["device"]} | {c["maker"]} | {c["name"]} of {c["named"]} | {c["kind"]} |')
    if misses:
        print('\nMisses:\n')
    for t, f, d, names in misses:
        got = f'{d["kind"]} ({d["confidence"]}), maker {d["maker"]}, names {d["names"]}, model {d["model"]}' if d else 'no device'
        print(f'- {t} {f}: {got}; it calls itself {names}')
    return 0 if totals['device'] == totals['setups'] and totals['kind'] >= 0.8 * totals['setups'] else 1


sys.exit(main())
