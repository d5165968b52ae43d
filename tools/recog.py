"""data/fingerprints/recog.tsv from the XML files of Recog: recog.py XML_FOLDER > recog.tsv (run by hand when Recog is renewed).

Kept are the databases whose texts mimamori sees, and of each pattern what tells a maker, model, version, system or kind. One line:
database, i (ignore case) or -, regular expression, what it tells as JSON ({"maker": "X", "model": 1}: a number is a group), an example.
"""
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

DATABASES = {'ssh_banners': 'ssh', 'http_servers': 'http', 'http_wwwauth': 'realm', 'html_title': 'title', 'snmp_sysdescr': 'snmp',
             'telnet_banners': 'telnet', 'ftp_banners': 'ftp', 'smtp_banners': 'smtp', 'dhcp_vendor_class': 'dhcp',
             'mdns_device-info_txt': 'mdns', 'rtsp_servers': 'rtsp'}
KINDS = {'Printer': 'printer', 'Multifunction Device': 'printer', 'Print Server': 'printer', 'Router': 'router', 'Broadband Router': 'router',
         'Firewall': 'router', 'Security Appliance': 'router', 'VPN': 'router', 'Switch': 'switch', 'WAP': 'wifi-ap',
         'Wireless Controller': 'wifi-ap', 'VoIP': 'phone', 'Mobile Phone': 'phone', 'Tablet': 'phone', 'SIP Device': 'phone', 'Laptop': 'pc',
         'Desktop': 'pc', 'IP Camera': 'camera', 'DVR': 'camera', 'NVR': 'camera', 'Video Encoder': 'camera', 'Network Camera': 'camera',
         'NAS': 'nas', 'Storage': 'nas', 'Power Device': 'ups', 'UPS': 'ups', 'PLC': 'plc', 'Device Server': 'iot-gateway',
         'Hypervisor': 'server', 'Lights Out Management': 'server', 'Web Proxy': 'server', 'Media Player': 'appliance',
         'Network Audio': 'appliance', 'Media Server': 'appliance', 'Game Console': 'appliance', 'Industrial Control': 'plc'}
SYSTEMS = {'windows': 'Windows', 'linux': 'Linux', 'mac os x': 'macOS', 'ios': 'iOS', 'android': 'Android'}


def told(params):
    """Recog's parameters as ours. Of hardware the maker is the device's; of an operating system only where it names a device."""
    out = {}
    hardware = any(k.startswith('hw.') for k in params)
    device = params.get('hw.device') or params.get('os.device')
    if isinstance(device, str) and device in KINDS:
        out['kind'] = KINDS[device]
    if 'hw.vendor' in params:
        out['maker'] = params['hw.vendor']
    elif 'os.vendor' in params and 'kind' in out and out['kind'] not in ('server', 'pc'):
        out['maker'] = params['os.vendor']
    model = params.get('hw.product') or params.get('hw.model') or (params.get('os.product') if 'kind' in out and not hardware else None)
    if model is not None and out.get('kind') not in ('server', 'pc'):
        out['model'] = model
    version = params.get('hw.version') or params.get('os.version') if 'maker' in out else None
    if version is not None:
        out['firmware'] = version
    product = params.get('os.product') or params.get('os.family')
    if isinstance(product, str) and 'maker' not in out:
        out['os'] = product
    return {k: v for k, v in out.items() if not (isinstance(v, str) and ('{' in v or not v.strip()))}


def main(folder):
    kept = dropped = 0
    for file, database in DATABASES.items():
        for fp in ET.parse(os.path.join(folder, file + '.xml')).getroot().iter('fingerprint'):
            pattern, flags = fp.get('pattern'), fp.get('flags') or ''
            ignore = 'REG_ICASE' in flags or pattern.startswith('(?i)')
            pattern = re.sub(r'^\(\?i\)', '', pattern).replace(r'\A', '^').replace(r'\z', '$').replace(r'\Z', '$')
            params = {p.get('name'): p.get('value') if p.get('pos') == '0' else int(p.get('pos')) for p in fp.iter('param')}
            out = told(params)
            example = next((e.text for e in fp.iter('example') if e.text and not e.get('_encoding') and '\n' not in e.text and '\t' not in e.text), '')
            try:
                match = re.compile(pattern, re.I if ignore else 0)
            except re.error:
                dropped += 1
                continue
            if not out or '\t' in pattern or '\n' in pattern or (example and not match.search(example)):
                dropped += 1
                continue
            print(database, 'i' if ignore else '-', pattern, json.dumps(out, ensure_ascii=False, sort_keys=True), example, sep='\t')
            kept += 1
    print(f'{kept} kept, {dropped} tell nothing we keep or cannot be read', file=sys.stderr)


main(sys.argv[1])
