"""First inputs of the harness acts: each operation once, with a body that fits its rules. acts-seeds.py DIR DATA"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tools'))
import api

book = api.Book(sys.argv[2])
live = [o for o in book.operations if not o.planned]
METHODS = {'get': 0, 'post': 1, 'put': 2, 'patch': 3, 'delete': 4}


# What means something under these names.
KNOWN = {'item': '32-3', 'owner': 'c1', 'made_on': '2026-11-20', 'plan_on': '2026-12-20', 'no_deputy': 'alone', 'mac': '00:11:22:33:44:55', 'ip': '10.0.0.1',
         'attachment': {'name': 'x.txt', 'base64': 'eA=='}, 'state': 'normal', 'pins': [{'id': 'd1', 'x': 1, 'y': 2}], 'addresses': ['10.0.0.1'],
         'fields': {'claim': 'a', 'how': 'b', 'covers': 'c', 'seen_on': '2026-11-20'}}


def body_of(o):
    b = value(o.body)
    b.update({n: v for n, v in KNOWN.items() if n in b})
    if o.id.startswith('records'):
        b = {n: v for n, v in b.items() if n not in ('topic', 'device', 'deputy')}
        b.update({'kind': 'statement'} if 'kind' in b else {})
    return b


def value(t):
    if isinstance(t.said, list):
        return [value(t.inner(t.said[0]))]
    if isinstance(t.said, dict):
        return {n: value(x) for n, _, x in t.members()}
    if t.word == 'enum':
        return t.rest.split()[0]
    if t.word[:1].isupper():
        return value(t.inner(book.schemas[t.word]))
    if t.word in api.IDS:
        return api.IDS[t.word][0] + '1'
    return {'text': 'x', 'int': 1, 'count': 1, 'number': 1, 'bool': True, 'time': '2026-11-29T00:00:00Z', 'date': '2026-11-20', 'system': 's1',
            'object': {'name': 'x'}, 'json': 'eA=='}.get(t.word, 'x')


for i, o in enumerate(live):
    parts = ['jssec-2.1' if n == 'sheet' else '32-3' if n == 'item' else str(value(t)) for n, t in o.path_types.items()]
    query = '&'.join(f'{n}={value(t) if not isinstance(value(t), list) else value(t)[0]}' for n, t, *_ in o.query[:4])
    body = json.dumps(body_of(o), ensure_ascii=False) if o.body else ''
    for who in range(2):
        with open(f'{sys.argv[1]}/{o.id}-{who}', 'wb') as f:
            f.write(bytes([i % 256, 0, who]) + '\n'.join([*parts, query, body]).encode())

# Every deed of an incident, with something that fits; some lists and numbers are texts, as people type them.
import incident

table = incident.Table()
SAID = {'devices': ['d1', 'd2'], 'alarms': 'a1', 'to': 'c1', 'into': 'i1', 'class': 'attack', 'severity': 'high', 'personal': 'yes', 'safe_stop': 'done', 'sure': 'likely',
        'response_plan': 'changed', 'recovery_plan': 'unchanged', 'role': 'by', 'cost': '1000', 'final': 'yes'}
deeds = next(i for i, o in enumerate(live) if o.id == 'incidents_deed')
for name in {d['name'] for d in table.deeds}:
    fields = {f: SAID.get(f, 'x') for f, _ in table.fields.get(name, [])}
    if name == 'report':
        fields['to'] = 'inside'
    body = json.dumps({'deed': name, 'words': 'x', 'fields': fields}, ensure_ascii=False)
    with open(f'{sys.argv[1]}/incidents_deed-{name}', 'wb') as f:
        f.write(bytes([deeds % 256, 0, 0]) + '\n'.join(['i1', '', body]).encode())
