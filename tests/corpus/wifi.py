"""mimamori's access_points[] beside tshark: wifi.py [--table] [CAPTURE ...]

tshark's fields are read frame by frame and judged here by rules of their own (IEEE 802.11-2020 9.4.2.24), not by mimamori's. For each BSSID
that announced itself: name, channel, security, management frame protection, WPS. For each sender: deauthentications and disassociations. For each
pair: messages of the four-way handshake. Every difference is a failure unless a rule below explains it from the frames themselves."""
import contextlib
import glob
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

SHARED, BUILD = os.environ.get('SHARED', '../shared'), os.environ.get('BUILD', 'build')
FIELDS = ['frame.number', 'wlan.fc.type_subtype', 'wlan.bssid', 'wlan.ta', 'wlan.ra', 'wlan.ssid', 'wlan.ds.current_channel', 'wlan.ht.info.primarychannel',
          'wlan.fixed.capabilities.privacy', 'wlan.rsn.akms.type', 'wlan.rsn.pcs.type', 'wlan.rsn.gcs.type', 'wlan.rsn.capabilities.mfpr',
          'wlan.rsn.capabilities.mfpc', 'wlan.wfa.ie.wpa.version', 'wps.version', 'wlan.fixed.capabilities.ess', 'wlan.fixed.capabilities.ibss',
          'wlan_rsna_eapol.keydes.msgnr', 'wlan.mesh.id', 'wlan.fcs.status']
BEACON, PROBED, DISASSOCIATION, DEAUTHENTICATION = 8, 5, 10, 12
SENT_AWAY = {'deauthentication': DEAUTHENTICATION, 'disassociation': DISASSOCIATION}
FLOOD = 768  # published: wifite's handshake_has_1234 holds so many deauthentications; all other captures are quiet


def tshark(path):
    run = subprocess.run(['tshark', '-n', '-o', 'wlan.check_checksum:TRUE', '-r', path, '-T', 'fields', '-E', 'separator=/t', '-E', 'occurrence=a', '-E', 'aggregator=,',
                          *[x for f in FIELDS for x in ('-e', f)]], capture_output=True, text=True, errors='replace')
    for line in run.stdout.split('\n'):
        cells = line.split('\t')
        if len(cells) == len(FIELDS):
            yield dict(zip(FIELDS, cells))


def numbers(text):
    return {int(v, 0) for v in text.split(',') if v}


def security(f):
    akm, privacy = numbers(f['wlan.rsn.akms.type']), f['wlan.fixed.capabilities.privacy'] in ('1', 'True')
    if not akm:
        return 'wpa-tkip' if f['wlan.wfa.ie.wpa.version'] else 'wep' if privacy else 'open'
    sae, psk, eap = akm & {8, 9, 24, 25}, akm & {2, 4, 6}, akm & {1, 3, 5}
    if sae:
        return 'wpa3-transition' if psk else 'wpa3-sae'
    if akm & {11, 12, 13} or (eap and '1' in f['wlan.rsn.capabilities.mfpr']):
        return 'wpa3-eap'
    return 'wpa2-eap' if eap else 'owe' if akm & {18} and not psk else 'wpa2-psk'


def name_of(hexed):
    """As it is in the air; None when hidden (empty, or zeros)."""
    raw = bytes.fromhex(hexed) if hexed and hexed != '<MISSING>' else b''
    return raw if raw and raw[0] else None


def peers(path):
    """bssid -> facts; sender -> {kind: count}; (bssid, station) -> [m1..m4]"""
    networks, away, shakes, addresses, damaged = {}, {}, {}, set(), 0
    for f in tshark(path):
        if f['wlan.fcs.status'].split(',')[0] in ('0', 'Bad'):  # no word of it can be trusted
            damaged += 1
            continue
        kind = int(f['wlan.fc.type_subtype'], 0) if f['wlan.fc.type_subtype'] else -1
        addresses |= {f['wlan.ta'], f['wlan.ra']}
        if kind in (BEACON, PROBED) and f['wlan.bssid'] and f['wlan.fixed.capabilities.privacy']:
            n = networks.setdefault(f['wlan.bssid'], {'security': set(), 'ssid': set(), 'channel': set(), 'pmf': set(), 'wps': False, 'frames': 0})
            n['frames'] += 1
            n['security'].add(security(f))
            n['ssid'] |= {name_of(f['wlan.ssid'].split(',')[0])} - {None}
            n['channel'] |= numbers(f['wlan.ds.current_channel'] or f['wlan.ht.info.primarychannel'])
            n['pmf'].add('required' if '1' in f['wlan.rsn.capabilities.mfpr'] else 'optional' if '1' in f['wlan.rsn.capabilities.mfpc'] else 'none')
            n['wps'] |= bool(f['wps.version'])
        if kind in SENT_AWAY.values() and f['wlan.ta']:
            one = away.setdefault(f['wlan.ta'], {})
            one[kind] = one.get(kind, 0) + 1
        if f['wlan_rsna_eapol.keydes.msgnr']:
            message = int(f['wlan_rsna_eapol.keydes.msgnr'].split(',')[0])
            ap, station = (f['wlan.ta'], f['wlan.ra']) if message in (1, 3) else (f['wlan.ra'], f['wlan.ta'])
            shakes.setdefault((ap, station), [0] * 4)[message - 1] += 1
    return networks, away, shakes, damaged


def ours(path):
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([os.path.join(BUILD, 'mimamori'), 'inspect', path, '-o', os.path.join(out, 'r'), '--quiet'], capture_output=True, text=True)
        if run.returncode not in (0, 3):
            return None
        file = os.path.join(out, 'r', 'inspect.json')
        whole = json.load(open(file, encoding='utf-8')) if os.path.exists(file) else {'access_points': [], 'capture': {'malformed': 0}}
        return whole['access_points'], whole['capture']['malformed']


def compare(path):
    """(differences, summary)"""
    networks, away, shakes, damaged = peers(path)
    inspected = ours(path)
    if inspected is None:
        return ['inspect failed'], None
    found, malformed = inspected
    wrong = [] if malformed >= damaged else [f'damaged frames: we {malformed}, tshark {damaged}']
    by = {}
    for a in found:
        by.setdefault(a['bssid'], a)
    for bssid, n in sorted(networks.items()):
        if bssid == '00:00:00:00:00:00':  # nobody's: a frame that was received damaged; mimamori makes no access point of it
            if bssid in by:
                wrong.append(f'{bssid}: an access point of nobody')
            continue
        a = by.get(bssid)
        if not a:
            wrong.append(f'{bssid}: tshark sees it, mimamori does not')
            continue
        for what, we, they in (('security', {a['security'], a['other_security']} - {None}, n['security']), ('channel', {a['channel']} - {None}, n['channel']),
                               ('pmf', {a['pmf']}, n['pmf']), ('wps', a['wps'], n['wps']), ('announcements', a['announcements'], n['frames'])):
            if we != they:
                wrong.append(f'{bssid}: {what}: we {we}, tshark {they}')
        shown = {s.decode('utf-8', 'replace') for s in n['ssid']}
        if (a['ssid'] is None) != (not shown) or (shown and all('\ufffd' not in s and s.isprintable() for s in shown) and a['ssid'] not in shown):
            wrong.append(f'{bssid}: ssid: we {a["ssid"]!r}, tshark {shown}')
    wrong += [f'{a["bssid"]}: announced for us, not for tshark' for a in found if a['security'] and a['bssid'] not in networks]
    gone = {}
    for a in found:
        for l in a['leaves']:
            one = gone.setdefault(l['source'], {})
            one[SENT_AWAY[l['kind']]] = one.get(SENT_AWAY[l['kind']], 0) + l['count']
    if gone != away:
        wrong.append(f'told to leave: we {gone}, tshark {away}')
    handshakes = {(a['bssid'], c['mac']): c['handshake'] for a in found for c in a['clients'] if any(c['handshake'])}
    if handshakes != shakes:
        wrong.append(f'handshakes: we {handshakes}, tshark {shakes}')
    floods = [r for a in found for r in a['reasons'] if r['reason'] == 'cut-off']
    return wrong, {'networks': len(networks), 'deauthentications': sum(v.get(DEAUTHENTICATION, 0) for v in gone.values()),
                   'disassociations': sum(v.get(DISASSOCIATION, 0) for v in gone.values()), 'messages': [sum(m) for m in zip(*handshakes.values())] or [0] * 4,
                   'flood': bool(floods), 'grades': [a['grade'] for a in found], 'security': sorted({a['security'] or '-' for a in found}),
                   'damaged': damaged, 'reinstalled': sum(c['reinstalled'] for a in found for c in a['clients'])}


def captures():
    corpus = os.path.join(SHARED, 'corpus')
    more = ['lan/discovery/zeek__arp-who-has-radiotap.pcap', 'lan/discovery/zeek__arp-who-has-wlanmon.pcap', 'malformed/network/libpcap__ieee802.11_exthdr.pcap']
    return sorted(p for p in glob.glob(f'{corpus}/wifi/*cap*') if os.path.isfile(p)) + [os.path.join(corpus, m) for m in more]


def table(rows):
    print('# Radio networks beside tshark\n\nMade by `tests/corpus/wifi --table`. For each capture of 802.11 frames in the corpus: what `mimamori inspect` says of access points, '
          'compared with tshark\nfor each BSSID (name, channel, protection, PMF, WPS, how many announcements), each sender of deauthentications and each handshake.\nA frame of '
          'BSSID 00:00:00:00:00:00 was received damaged; tshark lists it, mimamori makes no access point of it. Damaged: frames whose check sequence (FCS) was recorded and\nis wrong '
          'for tshark, too; both leave them out.\n\n'
          '| capture | networks | security | grades | told to leave | handshake 1/2/3/4 | damaged | differs |\n|---|---|---|---|---|---|---|---|')
    for name, wrong, s in rows:
        grades = ' '.join(f'{s["grades"].count(g)} {g}' for g in ('red', 'orange', 'yellow', 'green', 'unknown') if g in s['grades'])
        print(f'| {name} | {s["networks"]} | {" ".join(s["security"])} | {grades} | {s["deauthentications"]} + {s["disassociations"]}{" **flood**" if s["flood"] else ""} | '
              f'{"/".join(map(str, s["messages"]))} | {s["damaged"]} | {"; ".join(wrong) or "nothing"} |')


def main(arguments):
    if not os.path.isdir(os.path.join(SHARED, 'corpus')) or not shutil.which('tshark'):
        print('../shared/corpus or tshark is absent')
        return 77
    paths = [a for a in arguments if a != '--table'] or captures()
    rows = [(os.path.relpath(p, os.path.join(SHARED, 'corpus')), *compare(p)) for p in paths]
    bad = [f'{name}: {w}' for name, wrong, _ in rows for w in wrong]
    floods = {name: s['deauthentications'] for name, _, s in rows if s and s['flood']}
    if len(paths) > 1 and floods != {'wifi/derv82__handshake_has_1234.cap': FLOOD}:
        bad.append(f'floods: {floods}')
    bad += [f'{name}: a key installed again where nothing proves it' for name, _, s in rows if s and s['reinstalled']]
    if '--table' in arguments:
        table(rows)
    elif len(paths) > 1 and not arguments and not bad:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            table(rows)
        page = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../docs/wifi-comparison.md')
        if said.getvalue() != open(page, encoding='utf-8').read():
            bad.append('docs/wifi-comparison.md is not what this says: tests/corpus/wifi --table > docs/wifi-comparison.md')
    if '--table' in arguments:
        pass
    elif not bad:
        print(f'{len(rows)} captures, {sum(s["networks"] for _, _, s in rows)} networks, {sum(s["deauthentications"] for _, _, s in rows)} deauthentications: equal')
    if bad:
        print('\n'.join(bad), file=sys.stderr)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
