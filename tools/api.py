"""The API (data/api/NAME.yaml, docs/adding/api.md), packed:
    api.py document DATA VERSION OUT.json    the OpenAPI 3.1 document
    api.py routes DATA OUT.c                 the table of routes (src/serve/api.h); names a handler api_ID for each operation
    api.py types DATA OUT.ts                 types for the pages
Fails, naming file and line, on what is unknown, missing or said twice.

A type is a word, `count`; with `?` it may be null; `enum a b c`; `map TYPE`; `text 200` at most so many characters, `int 1..100`
within bounds; a word that begins with a capital is a schema; [TYPE] is a list; a mapping is an object, whose keys may end in `?`
when they may be absent."""
import glob
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
import roles as roles_of
from checks import c_string

METHODS = ('get', 'post', 'put', 'patch', 'delete')
# In the order of their bits (assess/account.h).
ROLES = ('viewer', 'operator', 'it', 'ot', 'approver', 'executive', 'vendor', 'auditor', 'admin')
# What each right's roles are (src/assess/rights.def): `right: decide` instead of `roles:` for what writes.
RIGHTS = dict(roles_of.rights())
GROUPS = {'any': ROLES, 'staff': tuple(r for r in ROLES if r != 'vendor'), 'open': (), 'signed-in': ROLES}
OPERATION = ('id', *METHODS, 'roles', 'right', 'slow', 'planned', 'query', 'body', 'list', 'answer', 'media', 'words', 'path', 'problems', 'status',
             'sort', 'scope', 'live')
IDS = {'device': 'd', 'outside': 'o', 'node': 'do', 'finding': 'f', 'contact': 'c', 'record': 'r', 'frozen': 'F', 'account': 'a', 'token': 't',
       'session-id': 'S', 'profile': 'p', 'merge': 'm', 'source': 'n', 'wallboard': 'w', 'message': 'n', 'pack': 'p',
       'incident': 'i', 'evidence': 'e', 'alarm': 'a'}
PLAIN = {'text': {'type': 'string'}, 'int': {'type': 'integer'}, 'count': {'type': 'integer', 'minimum': 0}, 'number': {'type': 'number'},
         'bool': {'type': 'boolean'}, 'time': {'type': 'string', 'format': 'date-time'}, 'date': {'type': 'string', 'format': 'date'},
         'system': {'type': 'string', 'pattern': '^(site|s[1-9][0-9]*)$'}, 'object': {'type': 'object'}, 'json': {},
         **{w: {'type': 'string', 'pattern': f'^[{p}][1-9][0-9]*$'} for w, p in IDS.items()}}
TS = {'text': 'string', 'int': 'number', 'count': 'number', 'number': 'number', 'bool': 'boolean', 'object': '{ [key: string]: unknown }', 'json': 'unknown'}
PAGE = {'limit': 'int 1..1000', 'cursor': 'text 200'}
PAGE_SAID = {'limit': 'At most so many rows (100).', 'cursor': 'Where to go on: `next` of the page before.',
             'sort': 'Sort keys, joined by commas; a leading - sorts downwards.', 'q': 'Words to look for; width, kana and a final long vowel do not matter.',
             'lang': 'Language of sentences: ja or en; else Accept-Language.'}


class Type:
    """One type of the notation, as JSON Schema, TypeScript and a rule of the C table."""

    def __init__(self, book, where, said):
        self.null = isinstance(said, str) and said.endswith('?')
        self.said = said[:-1].strip() if self.null else said
        self.book, self.where = book, where
        self.word, _, self.rest = self.said.partition(' ') if isinstance(self.said, str) else ('', '', '')
        self.check()

    def check(self):
        if isinstance(self.said, str) and not (self.word in PLAIN or self.word in ('enum', 'map') or self.word[:1].isupper()):
            self.book.say(*self.where, f'{self.word}: no such type{marked.nearest(self.word, PLAIN)}')
        if self.word[:1].isupper():
            self.book.used.append((self.where, self.word))

    def inner(self, said):
        return Type(self.book, self.where, said)

    def members(self):
        return [(k.rstrip('?'), k.endswith('?'), self.inner(v)) for k, v in self.said.items()]

    def bounds(self):
        least, _, most = self.rest.partition('..') if '..' in self.rest else ('', '', self.rest)
        return (int(least) if least else None), (int(most) if most else None)

    def schema(self):
        if isinstance(self.said, list):
            s = {'type': 'array', 'items': self.inner(self.said[0]).schema()}
        elif isinstance(self.said, dict):
            s = {'type': 'object', 'properties': {n: t.schema() for n, _, t in self.members()},
                 'required': [n for n, maybe, _ in self.members() if not maybe]}
        elif self.word == 'enum':
            s = {'type': 'string', 'enum': self.rest.split()}
        elif self.word == 'map':
            s = {'type': 'object', 'additionalProperties': self.inner(self.rest).schema()}
        elif self.word[:1].isupper():
            s = {'$ref': f'#/components/schemas/{self.word}'}
        else:
            s = dict(PLAIN.get(self.word, {}))
            least, most = self.bounds()
            if self.word == 'text' and most is not None:
                s['maxLength'] = most
            elif most is not None:
                s.update({'minimum': least, 'maximum': most})
        if self.null:
            s = {'anyOf': [s, {'type': 'null'}]}
        return s

    def ts(self):
        if isinstance(self.said, list):
            t = self.inner(self.said[0]).ts()
            t = f'({t})[]' if ' ' in t and not t.startswith('{') else t + '[]'
        elif isinstance(self.said, dict):
            t = '{ ' + '; '.join(f'{n if n.isidentifier() else json.dumps(n)}{"?" if maybe else ""}: {x.ts()}' for n, maybe, x in self.members()) + ' }'
        elif self.word == 'enum':
            t = ' | '.join(json.dumps(v) for v in self.rest.split())
        elif self.word == 'map':
            t = '{ [key: string]: ' + self.inner(self.rest).ts() + ' }'
        elif self.word[:1].isupper():
            t = self.word
        else:
            t = TS.get(self.word, 'string')
        return f'{t} | null' if self.null else t

    def rule(self, name, required, otherwise=None, sort=()):
        """struct rule: name, type, required, null, least, most, words, otherwise."""
        named = self.book.schemas.get(self.word) if self.word[:1].isupper() else None
        if isinstance(named, str):
            same = self.inner(named)
            same.null |= self.null
            return same.rule(name, required, otherwise, sort)
        least, most = self.bounds() if self.word in ('text', 'int', 'count') else (None, None)
        kinds = {'text': 'TEXT', 'int': 'INT', 'count': 'INT', 'bool': 'BOOL', 'time': 'TIME', 'date': 'DATE', 'system': 'SYSTEM', 'enum': 'ENUM'}
        kind = 'SORT' if sort else 'ID' if self.word in IDS else kinds.get(self.word, 'ANY')
        words = list(sort) if sort else [IDS[self.word]] if self.word in IDS else self.rest.split() if self.word == 'enum' else []
        if isinstance(self.said, list):
            one = self.inner(self.said[0])
            one = self.inner(self.book.schemas[one.word]) if isinstance(self.book.schemas.get(one.word), str) else one
            if one.word == 'enum':
                kind, words = 'ENUMS', one.rest.split()
        listed = f'(const char *const[]){{{"".join(c_string(w) + ", " for w in words)}NULL}}' if words else 'NULL'
        least = (0 if self.word == 'count' else '-INT64_MAX') if least is None else least
        most = 200 if most is None and self.word == 'text' else 'INT64_MAX' if most is None else most
        return (f'{{{c_string(name)}, PARAMETER_{kind}, {"true" if required else "false"}, {"true" if self.null else "false"}, {least}, {most}, '
                f'{listed}, {c_string(str(otherwise)) if otherwise is not None else "NULL"}}}')


class Operation:
    def __init__(self, book, path, resource, node):
        self.book, self.file, self.node, self.resource = book, path, node, resource
        book.wrong += marked.keys(path, node, OPERATION, ('id', 'words') if 'right' in node else ('id', 'roles', 'words'), str(node.get('id')))
        self.id = node.get('id', '?')
        self.method = next((m for m in METHODS if m in node), 'get')
        self.path = node.get(self.method, '')
        self.words = node.get('words') if isinstance(node.get('words'), dict) else {}
        self.list, self.slow, self.planned = node.get('list'), bool(node.get('slow')), bool(node.get('planned'))
        self.sort, self.site, self.live = node.get('sort', []), node.get('scope') == 'site', bool(node.get('live'))
        roles = node.get('roles', [])
        if 'right' in node:
            roles = RIGHTS.get(node['right'], [])
            if not roles:
                self.say('right', f'{node["right"]}: no such right{marked.nearest(str(node["right"]), RIGHTS)}')
        self.open = roles == 'open'
        self.roles = GROUPS.get(roles, ()) if isinstance(roles, str) else tuple(roles)
        if not re.fullmatch(r'[a-z][a-z_]*', self.id):
            self.say('id', 'small letters and _')
        for l in ('ja', 'en'):
            if not isinstance(self.words.get(l), str):
                self.say('words', f'wants {l}')
        for r in [roles] if isinstance(roles, str) else roles:
            if r not in ROLES and r not in GROUPS:
                self.say('roles', f'{r}: no such role{marked.nearest(r, ROLES)}')
        self.query = self.parameters(node.get('query') or {})
        if self.list:
            for n, t in PAGE.items():
                self.query.append((n, self.type(t), False, 100 if n == 'limit' else None))
            if self.sort:
                self.query.append(('sort', self.type('text 100'), False, None))
        self.path_types = {n: self.type((node.get('path') or {}).get(n, 'text 100')) for n in re.findall(r'{(\w+)}', self.path)}
        body = node.get('body')
        self.body = self.type(body) if body is not None else None
        answer = {'items': [self.list], 'total': 'count', 'next': 'text?'} if self.list else node.get('answer')
        self.answer = self.type(answer) if answer is not None else None
        self.media = node.get('media')
        self.status = node.get('status', 200 if self.answer or self.media else 204)

    def say(self, key, words):
        self.book.say(self.file, marked.line_of(self.node, key if key in self.node else None), f'{self.id}: {key}: {words}')

    def type(self, said):
        return Type(self.book, (self.file, marked.line_of(self.node)), said)

    def parameters(self, node):
        """name[!]: TYPE [= otherwise]"""
        ret = []
        for name, said in node.items():
            said, _, otherwise = said.partition(' = ') if isinstance(said, str) else (said, '', '')
            ret.append((name.rstrip('!'), self.type(said), name.endswith('!'), otherwise or None))
        return ret

    def described(self):
        said = {'ja': self.words.get('ja'), 'en': self.words.get('en')}
        d = {'operationId': self.id, 'tags': [self.resource], 'summary': said['en'], 'x-summary-ja': said['ja'],
             'parameters': [], 'responses': {}, 'security': [] if self.open else [{'session': []}, {'token': []}], 'x-slow': self.slow}
        if not self.open:
            d['x-roles'] = list(self.roles)
            d['x-scope'] = 'site' if self.site else 'system'  # where a role has to be held
        for n, t in self.path_types.items():
            d['parameters'].append({'name': n, 'in': 'path', 'required': True, 'schema': t.schema()})
        for n, t, required, otherwise in self.query:
            s = t.schema()
            if otherwise is not None:
                s['default'] = int(otherwise) if t.word in ('int', 'count') else otherwise
            if n == 'sort':
                s['pattern'] = f'^-?({"|".join(self.sort)})(,-?({"|".join(self.sort)}))*$'
            p = {'name': n, 'in': 'query', 'required': required, 'schema': s}
            if isinstance(t.said, list):
                p.update({'style': 'form', 'explode': False})
            if n in PAGE_SAID:
                p['description'] = PAGE_SAID[n]
            d['parameters'].append(p)
        d['parameters'].append({'name': 'lang', 'in': 'query', 'required': False, 'schema': {'type': 'string', 'enum': ['ja', 'en']},
                                'description': PAGE_SAID['lang']})
        if self.body:
            d['requestBody'] = {'required': True, 'content': {'application/json': {'schema': self.body.schema()}}}
        ok = {'description': 'Done.'}
        if self.answer:
            ok['content'] = {'application/json': {'schema': self.answer.schema()}}
        if self.media:
            ok['content'] = {m: {'schema': {'type': 'string'}} for m in self.media}
        d['responses'][str(self.status)] = ok
        if self.method == 'get':
            d['responses']['304'] = {'description': 'Not modified since If-None-Match.'}
        d['responses']['default'] = {'$ref': '#/components/responses/Problem'}
        return d

    def table(self):
        """The entry of api_routes, and what it names."""
        rules = [t.rule(n, required, otherwise, self.sort if n == 'sort' else ()) for n, t, required, otherwise in self.query]
        paths = [t.rule(n, True) for n, t in self.path_types.items()]
        body = []
        if self.body:
            known = self.body
            if known.word[:1].isupper():
                known = known.inner(self.book.schemas.get(known.word, {}))
            if isinstance(known.said, dict):
                body = [t.rule(n, not maybe) for n, maybe, t in known.members()]
        parts = ''
        for what, list_ in (('query', rules), ('path', paths), ('body', body)):
            if list_:
                parts += f'static const struct rule {what}_{self.id}[] = {{\n' + ''.join(f'\t{r},\n' for r in list_) + '};\n'
        flags = ' | '.join(f for f, on in (('ROUTE_SLOW', self.slow), ('ROUTE_OPEN', self.open), ('ROUTE_WRITES', self.method != 'get'),
                                           ('ROUTE_BODY', bool(self.body)), ('ROUTE_SITE', self.site), ('ROUTE_LIVE', self.live), ('ROUTE_SELF', self.node.get('right') == 'self')) if on) or '0'
        roles = ' | '.join(f'1u << {ROLES.index(r)}' for r in self.roles) or '0'
        named = [f'{what}_{self.id}' if list_ else 'NULL' for what, list_ in (('query', rules), ('path', paths), ('body', body))]
        return parts, (f'\t{{{c_string(self.id)}, METHOD_{self.method.upper()}, {c_string("/api/v1" + self.path)}, {roles}, {flags}, api_{self.id}, '
                       f'{named[0]}, {len(rules)}, {named[1]}, {len(paths)}, {named[2]}, {len(body)}}},\n')

    def ts(self):
        shape = '{ ' + '; '.join(f'{n}: string' for n in self.path_types) + ' }'
        query = '; '.join(f'{n}{"" if required else "?"}: {t.ts()}' for n, t, required, _ in self.query)
        body = self.body.ts() if self.body else 'undefined'
        answer = self.answer.ts() if self.answer else 'string' if self.media else 'undefined'
        if self.list:
            answer = f'Page<{self.type(self.list).ts()}>'
        return (f'  /** {self.words.get("en")} */\n  {self.id}: {{ method: "{self.method.upper()}"; path: "{self.path}"; params: {shape}; '
                f'query: {{ {query} }}; body: {body}; answer: {answer} }};\n')


class Book:
    """All files of the folder."""

    def __init__(self, folder):
        self.wrong, self.used, self.schemas, self.operations, self.titles = [], [], {}, [], {}
        for path in sorted(glob.glob(os.path.join(folder, '*.yaml'))):
            tree, bad = marked.load(path)
            self.wrong += bad or marked.keys(path, tree, ('resource', 'title', 'schemas', 'operations'), ('resource', 'title'))
            if bad or self.wrong:
                continue
            self.titles[tree['resource']] = tree['title']
            for name, said in (tree.get('schemas') or {}).items():
                if name in self.schemas:
                    self.say(path, marked.line_of(tree['schemas'], name), f'{name}: stands twice')
                self.schemas[name] = said
                self.lines = path
                Type(self, (path, marked.line_of(tree['schemas'], name)), said).schema()
            for node in tree.get('operations') or []:
                self.operations.append(Operation(self, path, tree['resource'], node))
        for (path, line), name in self.used:
            if name not in self.schemas:
                self.say(path, line, f'{name}: no such schema{marked.nearest(name, self.schemas)}')
        seen = {}
        for o in self.operations:
            for key in (o.id, (o.method, re.sub(r'{\w+}', '{}', o.path))):
                if key in seen:
                    o.say('id', f'{key} stands twice')
                seen[key] = True

    def say(self, path, line, words):
        self.wrong.append(f'{path}:{line}: {words}')

    def type(self, name):
        return Type(self, ('', 0), self.schemas[name])

    def document(self, version):
        paths = {}
        for o in self.operations:
            if not o.planned:
                paths.setdefault(o.path, {})[o.method] = o.described()
        problem = {'description': 'What went wrong, in the language of the caller (RFC 9457).',
                   'content': {'application/problem+json': {'schema': {'$ref': '#/components/schemas/Problem'}}}}
        return {'openapi': '3.1.0',
                'info': {'title': 'mimamori', 'version': version, 'description': 'What `mimamori serve` knows and does. Everything the pages do goes through here.',
                         'license': {'name': 'Apache-2.0', 'identifier': 'Apache-2.0'}},
                'servers': [{'url': '/api/v1'}],
                'tags': [{'name': n, 'description': t['en'], 'x-title-ja': t['ja']} for n, t in self.titles.items()],
                'paths': paths,
                'components': {'schemas': {n: self.type(n).schema() for n in self.schemas}, 'responses': {'Problem': problem},
                               'securitySchemes': {'session': {'type': 'apiKey', 'in': 'cookie', 'name': '__Host-mimamori'},
                                                   'token': {'type': 'http', 'scheme': 'bearer'}}}}

    def routes(self, out):
        live = [o for o in self.operations if not o.planned]
        out.write('/* Made by tools/api.py from data/api. */\n#include "serve/api.h"\n\n')
        for o in live:
            out.write(f'api_handler api_{o.id};\n')
        tables = [o.table() for o in live]
        out.write('\n' + ''.join(t[0] for t in tables) + '\nconst struct route api_routes[] = {\n' + ''.join(t[1] for t in tables) + '};\n')
        out.write('const size_t api_route_count = sizeof api_routes / sizeof *api_routes;\n')

    def types(self, out):
        out.write('// Made by tools/api.py from data/api: `tools/api.py types data/api web/app/src/api.ts`. Do not edit.\n\n'
                  'export interface Page<T> { items: T[]; total: number; next: string | null }\n\n')
        for n in self.schemas:
            t = self.type(n)
            if isinstance(t.said, dict):
                out.write(f'export interface {n} {{\n' + ''.join(
                    f'  {k if k.isidentifier() else json.dumps(k)}{"?" if maybe else ""}: {x.ts()};\n' for k, maybe, x in t.members()) + '}\n\n')
            else:
                out.write(f'export type {n} = {t.ts()};\n\n')
        out.write('/** Every operation: its method, path (below /api/v1), parameters, body and answer. */\nexport interface Operations {\n')
        for o in self.operations:
            out.write(o.ts())
        out.write('}\n')


def main(what, folder, *rest):
    book = Book(folder)
    if book.wrong:
        sys.exit('\n'.join(book.wrong))
    with open(rest[-1], 'w', encoding='utf-8') as out:
        if what == 'document':
            json.dump(book.document(rest[0]), out, ensure_ascii=False, separators=(',', ':'))
        elif what == 'routes':
            book.routes(out)
        else:
            book.types(out)


if __name__ == '__main__':
    main(*sys.argv[1:])
