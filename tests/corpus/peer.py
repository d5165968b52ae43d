#!/usr/bin/python3
"""What decoding says beside what tshark saw: the values of a field in each capture of the corpus.

    tests/corpus/peer.py [--field F] [--path PART] [--show] [BUILD]

Reads ../shared/corpus/TSHARK-PEER.tsv (path, field, value, count) and runs `BUILD/mimamori facts` on each capture. For each
field: values that both have, ours only, theirs only; the ones that differ are put into named classes, and what no class
explains is shown with --show. Fails when a name, model, community or function that tshark saw is missing unexplained. Skips, visibly, when the corpus is not there.
"""
import argparse
import collections
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.path.join(ROOT, '..', 'shared', 'corpus')
LINE = re.compile(r'^fact  #(\d+) (\S+) (\S+) (\d+)(.*)$')
TEXT = re.compile(r'  "((?:[^"]|"(?!  |$))*)"')


def facts_of(build, path, cache={}):
    """(protocol, field, value, other, nums) of each fact."""
    run = subprocess.run([os.path.join(build, 'mimamori'), 'facts', '-wfcp', path], capture_output=True, timeout=120)
    out = []
    for line in run.stdout.decode('utf-8', 'replace').splitlines():
        m = LINE.match(line)
        if not m:
            continue
        rest = m[5]
        value = TEXT.search(rest)
        other = re.search(r'  other "(.*?)"  num', rest)
        num = re.search(r'  num (.*)$', rest)
        out.append((m[2], m[3], value[1] if value else '', other[1] if other else '', num[1].split() if num else []))
    return out


def says(protocol, *fields):
    return lambda facts: {f[2] for f in facts if f[0] in protocol.split() and f[1] in fields}


def properties(protocol, key):
    return lambda facts: {f[2][len(key) + 1:] for f in facts if f[0] == protocol and f[1] == 'property' and f[2].startswith(key + '=')}


def other_of(protocol, field):
    return lambda facts: {f[3] for f in facts if f[0] == protocol and f[1] == field and f[3]}


def dns_names(facts):
    return ({f[2] for f in facts if f[0] == 'dns' and f[1] == 'name-of'} | {f[3] for f in facts if f[1] == 'name-of' and f[3]}
            | {f[2] for f in facts if f[0] in ('mdns', 'llmnr') and f[1] in ('name', 'service-type')})


def function_codes(facts):
    return {f[4][0] for f in facts if f[0] in ('modbus', 'umas') and f[1] in ('command', 'answer') and f[4]}


def community(facts):
    return {'(seen)' for f in facts if f[0] == 'snmp' and f[1] == 'login'}


def from_hex(value):
    return bytes.fromhex(value).decode('utf-8', 'replace') if re.fullmatch(r'(?:[0-9a-f]{2})+', value) else ''


# tshark's field -> what we say instead, and how its value reads.
FIELDS = {
    'dhcp.option.hostname': (says('dhcp', 'name'), None),
    'dhcp.option.vendor_class_id': (says('dhcp', 'dhcp-vendor-class'), None),
    'dns.resp.name': (dns_names, None),
    'nbns.name': (says('netbios', 'name'), lambda v: re.sub(r'<[0-9a-fA-F]{2}>.*', '', v).strip()),
    'lldp.tlv.system.name': (says('lldp', 'name'), None),
    'lldp.tlv.system.desc': (says('lldp', 'description'), None),
    'lldp.chassis.id.mac': (properties('lldp', 'chassis'), None),
    'cdp.deviceid': (says('cdp', 'name'), lambda v: v.split('(')[0]),
    'cdp.platform': (says('cdp', 'model'), lambda v: re.sub(r'^cisco ', '', v, flags=re.I)),
    'cdp.software_version': (says('cdp', 'description'), None),
    'ntp.stratum': (lambda facts: {f[4][0] for f in facts if f[0] == 'ntp' and f[1] == 'time-sync'}, None),
    'syslog.msg': (says('syslog', 'log'), None),
    'snmp.community': (community, lambda v: '(seen)'),
    'wlan.ssid': (says('wifi', 'ssid'), from_hex),
    'modbus.func_code': (function_codes, lambda v: v.split()[0]),
    'http.server': (says('http ssdp upnp-igd', 'banner'), None),
    'http.user_agent': (says('http ssdp', 'user-agent'), None),
    'ssh.protocol': (says('ssh', 'banner'), None),
    'tls.handshake.extensions_server_name': (other_of('tls', 'tls'), None),
    'mqtt.clientid': (says('mqtt', 'mqtt-client-id'), None),
    'mqtt.topic': (says('mqtt', 'mqtt-topic'), None),
}


def plain(value):
    """Both sides show what is no text in their own way, and tshark's list is cut."""
    value = re.sub(r'<[0-9A-Fa-f]{2,6}>|\\[nrt]|\\x[0-9a-fA-F]{2}|[^\x20-\x7e]', ' ', value)
    return re.sub(r'\s+', ' ', value).strip().rstrip('.').lower()


def match(ours, theirs):
    """Equal, or cut by one side."""
    if ours == theirs:
        return True
    short, long = sorted((ours, theirs), key=len)
    return len(short) >= 60 and long.startswith(short)


def classify(field, path, value, side, listed):
    if path.startswith('malformed/'):
        return 'broken capture'
    if side == 'ours' and listed:
        return "tshark's list is cut"
    if field == 'dns.resp.name' and side == 'theirs':
        return 'records that name no address (NS, SOA, TXT, SRV ...)'
    if field == 'dns.resp.name':
        return 'asked name, service or host part only'
    if field == 'nbns.name' and side == 'theirs':
        return 'a name asked for, not owned'
    if field in ('ntp.stratum', 'modbus.func_code') and side == 'theirs':
        return 'by port only'
    if field == 'dhcp.option.hostname' and side == 'ours':
        return 'from option 81'
    if field == 'dhcp.option.vendor_class_id' and side == 'theirs':
        return 'from a server'
    if field == 'ntp.stratum':
        return 'a question (0)'
    if field == 'wlan.ssid' and side == 'theirs':
        return 'asked for, not joined'
    if 'arcnet' in path:
        return 'unsupported link type'
    return 'other'


def compare(build, peer, options):
    most = collections.Counter()         # tshark's list holds only so many values for a field of a capture
    for values in peer.values():
        for field in values:
            most[field] = max(most[field], len(values[field]))
    total = collections.defaultdict(collections.Counter)
    classes = collections.Counter()
    for path in sorted(peer):
        wanted = {f: v for f, v in peer[path].items() if f in FIELDS and (not options.field or f == options.field)}
        if not wanted or (options.path and options.path not in path):
            continue
        facts = facts_of(build, os.path.join(CORPUS, path))
        for field, values in wanted.items():
            ours_of, read = FIELDS[field]
            if field == 'mqtt.topic':      # several topics of one message stand in one value
                values = [v for joined in values for v in joined.split(' ')]
            theirs = {plain(read(v) if read else v) for v in values} - {''}
            ours = {plain(v) for v in ours_of(facts)} - {''}
            host = {v for v in theirs if field in ('dhcp.option.hostname', 'dns.resp.name', 'cdp.deviceid')}
            found = {t for t in theirs if any(match(o, t) for o in ours) or (t in host and t.split('.')[0] in ours)}
            extra = {o for o in ours if not any(match(o, t) or (t in host and t.split('.')[0] == o) for t in theirs)}
            total[field].update(both=len(found), theirs=len(theirs - found), ours=len(extra))
            for side, rest in (('theirs', theirs - found), ('ours', extra)):
                for value in sorted(rest):
                    name = classify(field, path, value, side, len(values) == most[field] and len(values) > 5)
                    classes[field, side, name] += 1
                    if options.show and name == 'other':
                        print(f'  {path}  {field}  {side} only: {value[:100]}')
    return total, classes


# Nothing of these that tshark saw may be missing without a class that explains it.
COMPLETE = {f for f in FIELDS if f.split('.')[0] in ('dhcp', 'dns', 'nbns', 'lldp', 'cdp', 'ntp', 'syslog', 'snmp', 'wlan', 'modbus', 'ssh')}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--field')
    parser.add_argument('--path')
    parser.add_argument('--show', action='store_true')
    parser.add_argument('build', nargs='?', default=os.environ.get('BUILD', os.path.join(ROOT, 'build')))
    options = parser.parse_args()
    listing = os.path.join(CORPUS, 'TSHARK-PEER.tsv')
    if not os.path.exists(listing):
        print('peer: skipped, ../shared/corpus is not here')
        return 77
    peer = collections.defaultdict(lambda: collections.defaultdict(list))
    with open(listing, encoding='utf-8', errors='replace') as f:
        for line in list(f)[1:]:
            path, field, value, _ = line.rstrip('\n').split('\t')
            peer[path][field].append(value)
    total, classes = compare(options.build, peer, options)
    print(f'{"field":40}{"both":>7}{"theirs":>8}{"ours":>7}   of which')
    for field in sorted(total):
        t = total[field]
        why = '; '.join(f'{side} {n} {name}' for (f, side, name), n in sorted(classes.items()) if f == field)
        print(f'{field:40}{t["both"]:7}{t["theirs"]:8}{t["ours"]:7}   {why}')
    missing = [f for f in COMPLETE if classes[f, 'theirs', 'other']]
    print(f'missing without a reason: {", ".join(sorted(missing)) or "nothing"}')
    return 1 if missing or not total else 0


if __name__ == '__main__':
    sys.exit(main())
