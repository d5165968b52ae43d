"""Lists of protocols that questions name, so that a new protocol of the plant needs no change of them:

    @control-protocols       those that give orders to equipment: a table in data/commands with a deed, or named below
    @open-control-protocols  of these, those whose table says that no sign-in is asked for, or need not be
    @bus-protocols           those of a bus, whose controller starts and sets its devices: partners: bus
    @deeds-CHECK             deeds that the question CHECK tells of (src/fact/deeds.def)
    @apart-by-address        a condition on a flow f of devices c and s: a router between, or networks that differ by their addresses
    @told-by-systems        a condition on a flow f: it crosses systems that people drew, and nobody approved it (control-across-systems)"""
import glob
import os
import re

import quickyaml

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
# Recognised, with no table (yet): as far as protocols.def has them.
NAMED = 'bsap c1222 cip codesys dlms enip fins focas fox ge-srtp genisys hart-ip knx lonworks melsoft memobus mewtocol roc-plus s7comm s7comm-plus slmp bacnet dnp3 opc-ua'.split()
OPEN = 'cip enip fins s7comm slmp bacnet dnp3'.split()


# Conditions that several questions share; f is a flow, c and s are its two devices.
SHARED = {'apart-by-address': """(COALESCE(c.behind, 0) <> COALESCE(s.behind, 0)
      OR LOWER(f.client_ip) NOT LIKE '%:%' AND LOWER(f.server_ip) NOT LIKE '%:%'
        AND (RTRIM(RTRIM(RTRIM(f.client_ip, '0123456789'), '.'), '0123456789') <> RTRIM(RTRIM(RTRIM(f.server_ip, '0123456789'), '.'), '0123456789')
          OR SUBSTR(f.client_ip, 1, 8) = '192.168.' AND SUBSTR(f.server_ip, 1, 8) = '192.168.' AND RTRIM(f.client_ip, '0123456789') <> RTRIM(f.server_ip, '0123456789'))
        AND NOT EXISTS (SELECT 1 FROM address a WHERE a.kind = 'ip' AND a.device = f.server AND RTRIM(a.value, '0123456789') = RTRIM(f.client_ip, '0123456789'))
        AND NOT EXISTS (SELECT 1 FROM address a WHERE a.kind = 'ip' AND a.device = f.client AND RTRIM(a.value, '0123456789') = RTRIM(f.server_ip, '0123456789')))""",
          'told-by-systems': """(COALESCE((SELECT t.value FROM setting t WHERE t.key = 'drawn'), 0) = 1
      AND EXISTS (SELECT 1 FROM drawn x JOIN drawn y ON y.device = f.server WHERE x.device = f.client AND x.system <> y.system)
      AND NOT EXISTS (SELECT 1 FROM drawn_link k WHERE k.client = f.client AND k.server = f.server))"""}


def lists():
    known = set(re.findall(r'^PROTOCOL\(\w+, "([^"]+)"', open(os.path.join(ROOT, 'src/fact/protocols.def'), encoding='utf-8').read(), re.M))
    control, without, bus = set(NAMED) & known, set(OPEN) & known, set()
    for path in glob.glob(os.path.join(ROOT, 'data', 'commands', '*.yaml')):
        table = quickyaml.load(open(path, encoding='utf-8')) or {}
        token = table.get('protocol')
        if table.get('partners') == 'bus':
            bus.add(token)
        if any('deed' in row for row in table.get('commands') or []):
            control.add(token)
            (without.add if table.get('sign_in') in ('none', 'optional') else without.discard)(token)
    return {'control-protocols': sorted(control), 'open-control-protocols': sorted(without), 'bus-protocols': sorted(bus), **deeds()}


def groups():
    """symbol -> (check, detector, severity), of deeds.def."""
    text = open(os.path.join(ROOT, 'src/fact/deeds.def'), encoding='utf-8').read()
    return {s: (c, d, g) for s, c, d, g in re.findall(r'^DEED_GROUP\((\w+), "([^"]+)", "([^"]+)", (\w+)\)', text, re.M)}


def deeds():
    text = open(os.path.join(ROOT, 'src/fact/deeds.def'), encoding='utf-8').read()
    told = re.findall(r'^DEED\(\w+, "([^"]+)", \w+, \w+, (\w+)\)', text, re.M)
    return {'deeds-' + check: [t for t, group in told if group == symbol] for symbol, (check, _, _) in groups().items()}


def expand(sql):
    """A question with its lists written out; what is no list stays as it is."""
    if '@' not in sql:
        return sql
    known = lists()
    for name, condition in SHARED.items():
        sql = sql.replace('@' + name, re.sub(r'\s*\n\s*', ' ', condition))
    return re.sub(r'@([a-z][a-z-]+)', lambda m: ', '.join(f"'{t}'" for t in known[m[1]]) if m[1] in known else m[0], sql)
