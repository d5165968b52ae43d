"""First inputs for the harness api: api-seeds.py DIR DATA. Each reading operation of data/api with samples for its parameters."""
import os
import re
import sys

folder, data = sys.argv[1:3]
sys.path.insert(0, os.path.join(data, '../../tools'))
import api

SAMPLES = {'text': 'plc', 'int': '1', 'count': '1', 'bool': 'true', 'time': '2026-11-21T02:42:00Z', 'date': '2026-11-21', 'system': 's1', 'device': 'd1', 'finding': 'f1',
           'outside': 'o1', 'record': 'r1', 'contact': 'c1'}


def sample(book, t):
    if isinstance(t.said, list):
        return sample(book, t.inner(t.said[0]))
    named = book.schemas.get(t.word)
    if isinstance(named, str):
        t = t.inner(named)
    return t.rest.split()[0] if t.word == 'enum' else SAMPLES.get(t.word, 'x')


book = api.Book(data)
for o in book.operations:
    if o.method != 'get' or o.planned:
        continue
    path = o.path
    for name, t in o.path_types.items():
        path = path.replace('{' + name + '}', 'jssec-2.1' if name == 'sheet' else '25-1' if name == 'item' else sample(book, t))
    query = '&'.join(f'{n}={o.sort[0] if n == "sort" else "o1" if n == "cursor" else sample(book, t)}' for n, t, _, _ in o.query)
    for kind, q in ((b'\0', ''), (b'\1', query)):
        with open(os.path.join(folder, re.sub(r'\W+', '-', o.id) + str(kind[0])), 'wb') as f:
            f.write(kind + f'/api/v1{path}\n{q}\nen;q=0.5,ja\n"x"\n'.encode())
for n, body in enumerate(('{"name":"a","side":"it"}', '{"name":1}', '[]', '{"name":"a","side":"it","x":{}}')):
    with open(os.path.join(folder, f'body-{n}'), 'wb') as f:
        f.write(b'\4\n\n\n\napplication/json\n' + body.encode())
