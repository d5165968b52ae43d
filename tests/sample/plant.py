"""The sample plant's report against what the recipe promised (sample/expected.json).

    plant.py expected | ledger | without-ap-log

Prints a line for every promise that is not kept, and how many were asked."""
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.environ.get('ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MIMAMORI = os.path.join(os.environ.get('BUILD') or os.path.join(ROOT, 'build'), 'mimamori')
SAMPLE = os.path.join(ROOT, 'sample')
PLANT = os.path.join(SAMPLE, 'plant.pcapng')
expected = json.load(open(os.path.join(SAMPLE, 'expected.json'), encoding='utf-8'))
asked, broken = 0, []


def promise(kept, words):
    global asked
    asked += 1
    if not kept:
        broken.append(words)


def inspect(capture, folder, *options):
    """The report's files are in folder; returns inspect.json."""
    done = subprocess.run([MIMAMORI, 'inspect', capture, '-o', folder, '--quiet', *options], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f'mimamori inspect ended with {done.returncode}: {done.stderr.strip()}')
    return json.load(open(os.path.join(folder, 'inspect.json'), encoding='utf-8'))


def by_mac(report, mac):
    return next((d for d in report['devices'] if mac in d['macs']), None)


def devices(report):
    for want in expected['devices']:
        who, got = want['actor'], by_mac(report, want['mac'])
        promise(got, f"{who}: no device has {want['mac']}")
        if not got:
            continue
        promise(want['ip'] in got['ips'], f"{who}: {want['ip']} is not among {got['ips']}")
        promise(got['kind'] == want['kind'], f"{who}: is a {got['kind']}, not a {want['kind']}")
        promise(want['layer'] in (None, got['layer']), f"{who}: is in layer {got['layer']}, not {want['layer']}")
        promise(want['name'] in got['names'] if want['name'] else not got['names'], f"{who}: is named {got['names']}, not {want['name']}")
        maker = got['maker'] or ''
        promise(want['maker_contains'].lower() in maker.lower() if want['maker_contains'] else not maker, f"{who}: is made by {maker}, not {want['maker_contains']}")
    promise(len(report['devices']) == len(expected['devices']), f"{len(report['devices'])} devices, not {len(expected['devices'])}")


def outside(report):
    for want in expected['outside']:
        got = next((o for o in report['outside'] if want['ip'] in o['ips']), None)
        promise(got, f"outside: {want['ip']} is missing")
        promise(got and set(want['names']) <= set(got['names']), f"outside: {want['ip']} is named {got and got['names']}, not {want['names']}")


def row_of(report, want):
    same = [f for f in report['flows'] if (f['client']['ip'], f['server']['ip'], f['transport'], f['server_port']) ==
            (want['client_ip'], want['server_ip'], want['transport'], want['port'])]
    return same[0] if len(same) == 1 else None


def words_of(want):
    return f"{want['client_ip']} to {want['server_ip']} {want['transport']} {want['port']}"


def flows(report):
    for want in expected['flows'] + expected['flows_to_groups']:
        got = row_of(report, want)
        promise(got, f'flow: {words_of(want)}: not one row')
        promise(got and got['protocol'] == want['protocol'], f"flow: {words_of(want)}: is {got and got['protocol']}, not {want['protocol']}")
    for want in expected['flows']:
        got = row_of(report, want)
        promise(got and (got['answered'] or want['protocol'] == 'syslog'), f'flow: {words_of(want)}: nobody answered')
    for want in expected['refused']:
        got = row_of(report, want)
        promise(got and not got['answered'] and got['protocol'] == 'unknown', f'refused: {words_of(want)}: {got}')


def about(report, finding, want):
    """Is it about this device, and about the other end, the port and the functions that the recipe names?"""
    device = by_mac(report, want['about_mac'])
    if not device or device['id'] not in finding['about']:
        return False
    ends = {ip: e['id'] for e in report['devices'] + report['outside'] for ip in e['ips']}
    return all(ends.get(want[k]) in finding['about'] for k in ('by', 'client', 'to') if k in want)


def found(report, want):
    return any(f['check'] == want['check'] and about(report, f, want) for f in report['findings'])


def findings(report, with_ledger):
    known = {name[:-5] for name in os.listdir(os.path.join(ROOT, 'data/checks'))}
    for want in expected['findings'] + expected['not_findings']:
        promise(want['check'] in known, f"finding: there is no check {want['check']}")
    for want in expected['findings']:
        if want.get('needs') == 'ledger' and not with_ledger:
            promise(not found(report, want), f"finding: {want['check']} of {want['about_mac']} without a ledger")
        else:
            promise(found(report, want), f"finding: {want['check']} of {want['about_mac']} is missing: {want['why']}")
    for want in expected['not_findings']:
        promise(not found(report, want), f"finding: {want['check']} of {want['about_mac']} must not be: {want['why']}")
    for f in report['findings']:
        promise(f['evidence'] and all(f[part][l] for part in ('title', 'why', 'do') for l in ('ja', 'en')), f"finding: {f['check']} lacks evidence or words")


def modbus(report):
    for want in expected['modbus']:
        mine = [c for c in report['commands'] if c['protocol'] == 'modbus' and c['client']['ip'] == want['client_ip']]
        got = {c['code'] for c in mine}
        promise(got == set(want['functions']), f"modbus: {want['client_ip']} used {sorted(got)}, not {want['functions']}")
        refused = {c['code'] for c in mine if c['refused']}
        promise(refused == {e['function'] for e in want.get('exceptions', [])}, f"modbus: {want['client_ip']} was refused {sorted(refused)}")
        facts = ' '.join(f['value'] for d in report['devices'] for f in d['facts'] if f['source'] == 'modbus')
        for word in want.get('identity', []):
            promise(word in facts, f'modbus: nobody said {word}')


def mqtt(report):
    for want in expected['mqtt']:
        device = next((d for d in report['devices'] if want['client_ip'] in d['ips']), None)
        promise(device and want['client_id'] in device['names'], f"mqtt: {want['client_ip']} is not named {want['client_id']}")


def hop_words(folder):
    """What the drawing writes beside the hops of radio, by (station, access point)."""
    svg = open(os.path.join(folder, 'map.svg'), encoding='utf-8').read()
    lines = re.findall(r'class="m-link hop" data-a="(\w+)" data-b="(\w+)"', svg)
    labels = re.findall(r'class="m-label hop" data-a="(\w+)" data-b="(\w+)">.*?<text[^>]*>([^<]*)', svg, re.S)
    return lines, labels


def hops(report, folder, named):
    lines, labels = hop_words(folder)
    want = {(by_mac(report, h['sensor_mac'])['id'], by_mac(report, h['ap_mac'])['id']) for h in expected['hops']} if named else set()
    promise(set(lines) == want, f'hops: drawn {lines}, not {sorted(want)}')
    promise(all('Wi-Fi' in words for _, _, words in labels) and len(labels) == len(want), f'hops: labels {labels}')


def nothing_said(report, folder):
    """Without the access point's log nothing names the medium: not the drawing, not a fact; the summary says so."""
    hops(report, folder, False)
    said = subprocess.run([MIMAMORI, 'inspect', os.path.join(folder, '..', 'without.pcap'), '--summary', '--lang', 'en'], capture_output=True, text=True)
    promise('medium' in said.stdout.lower(), 'the summary does not say that the medium was not seen')
    for d in report['devices']:
        for f in d['facts']:
            promise(f['field'] != 'medium', f"{d['id']}: a fact names the medium: {f}")


def essence(report):
    return [(d['id'], d['macs'], d['ips'], d['names'], d['kind']) for d in report['devices']], \
        [(f['check'], f['about'], f['evidence'], f['title']) for f in report['findings']], report['answers']


def main(what):
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, 'report')
        if what == 'expected':
            report = inspect(PLANT, folder)
            for part in (devices, outside, flows, modbus, mqtt):
                part(report)
            findings(report, False)
            hops(report, folder, True)
            findings(inspect(PLANT, folder, '--ledger', os.path.join(SAMPLE, 'ledger.csv')), True)
        elif what == 'ledger':
            utf8 = inspect(PLANT, folder, '--ledger', os.path.join(SAMPLE, 'ledger.csv'))
            sjis = inspect(PLANT, os.path.join(work, 'sjis'), '--ledger', os.path.join(SAMPLE, 'ledger-sjis.csv'))
            promise(essence(utf8) == essence(sjis), 'the ledger in Shift_JIS gives another result than in UTF-8')
            strangers = sorted(f['about'][0] for f in utf8['findings'] if f['check'] == 'unknown-device')
            want = sorted(by_mac(utf8, d['mac'])['id'] for d in expected['devices'] if not d['in_ledger'])
            promise(strangers == want, f'unknown devices are {strangers}, not {want}')
        else:
            without = os.path.join(work, 'without.pcap')
            subprocess.run([os.path.join(SAMPLE, 'without-ap-log.sh'), PLANT, without], check=True, capture_output=True)
            nothing_said(inspect(without, folder), folder)
    print('\n'.join([*broken, f'{asked - len(broken)} of {asked} promises kept']))
    return 1 if broken or not asked else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
