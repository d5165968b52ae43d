"""Lists of protocols that questions name, so that a new protocol of the plant needs no change of them:

    @control-protocols       those that give orders to equipment: a table in data/commands with a deed, or named below
    @open-control-protocols  of these, those whose table says that no sign-in is asked for, or need not be"""
import glob
import os
import re

import yaml

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
# Recognised, with no table (yet): as far as protocols.def has them.
NAMED = 'bsap c1222 cip codesys dlms enip fins focas fox ge-srtp genisys hart-ip knx lonworks melsoft memobus mewtocol roc-plus s7comm s7comm-plus slmp bacnet dnp3 opc-ua'.split()
OPEN = 'cip enip fins s7comm slmp bacnet dnp3'.split()


def lists():
    known = set(re.findall(r'^PROTOCOL\(\w+, "([^"]+)"', open(os.path.join(ROOT, 'src/fact/protocols.def'), encoding='utf-8').read(), re.M))
    control, without = set(NAMED) & known, set(OPEN) & known
    for path in glob.glob(os.path.join(ROOT, 'data', 'commands', '*.yaml')):
        table = yaml.safe_load(open(path, encoding='utf-8')) or {}
        token = table.get('protocol')
        if any('deed' in row for row in table.get('commands') or []):
            control.add(token)
            (without.add if table.get('sign_in') in ('none', 'optional') else without.discard)(token)
    return {'control-protocols': sorted(control), 'open-control-protocols': sorted(without)}


def expand(sql):
    """A question with its lists written out; what is no list stays as it is."""
    if '@' not in sql:
        return sql
    known = lists()
    return re.sub(r'@([a-z][a-z-]+)', lambda m: ', '.join(f"'{t}'" for t in known[m[1]]) if m[1] in known else m[0], sql)
