"""What tests/cli/oscal holds documents to: oscal.py WORK ROOT. Written from the standard's documentation, not from its schema: what may
stand where is the table MEMBERS, what must is marked with !."""
import copy
import glob
import json
import os
import re
import sys

import yaml

NS = 'urn:x-mimamori:ns:oscal'
TOKEN = re.compile(r'[A-Za-z_][A-Za-z0-9._-]*\Z')
UUID = re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z')
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z')
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+\Z")
REF = re.compile(r"(#|\./)?[A-Za-z0-9\-._~/%]+\Z")
PLAIN = {'uuid': UUID, 'token': TOKEN, 'time': TIME, 'uri': URI, 'ref': REF, 'str': re.compile(r'\S(.*\S)?\Z'), 'line': re.compile(r'[^\n]+\Z'),
         'text': re.compile(r'\S', re.S)}
WORDS = {'yes-no': ('yes', 'no'), 'state': ('satisfied', 'not-satisfied'), 'reason': ('pass', 'fail', 'other'),
         'implementation': ('implemented', 'partial'), 'method': ('TEST', 'EXAMINE', 'INTERVIEW'),
         'type': ('control-objective', 'finding', 'historic'), 'actor': ('tool', 'party'),
         'relationship': ('equivalent-to', 'subset-of', 'superset-of', 'intersects-with'), 'party-type': ('person', 'organization')}
PROPS = {'props': '[prop]'}
MEMBERS = {
    'prop': {'name!': 'token', 'ns': 'uri', 'value!': 'str', 'class': 'token', 'group': 'token', 'remarks': 'text'},
    'link': {'href!': 'ref', 'rel': 'token'},
    'metadata': {'title!': 'line', 'last-modified!': 'time', 'version!': 'str', 'oscal-version!': 'str', 'parties': '[party]', 'remarks': 'text', **PROPS},
    'party': {'uuid!': 'uuid', 'type!': 'party-type', 'name': 'str', **PROPS},
    'hash': {'algorithm!': 'str', 'value!': 'str'},
    'rlink': {'href!': 'ref', 'media-type': 'str', 'hashes': '[hash]'},
    'resource': {'uuid!': 'uuid', 'title': 'line', 'description': 'text', 'rlinks': '[rlink]', **PROPS},
    'back-matter': {'resources': '[resource]'},
    'catalog': {'uuid!': 'uuid', 'metadata!': 'metadata', 'groups': '[group]', 'back-matter': 'back-matter'},
    'group': {'id': 'token', 'class': 'token', 'title!': 'line', 'controls': '[control]', **PROPS},
    'control': {'id!': 'token', 'class': 'token', 'title!': 'line', 'links': '[link]', 'parts': '[part]', 'controls': '[control]', **PROPS},
    'part': {'id': 'token', 'name!': 'token', 'ns': 'uri', 'prose': 'text', 'parts': '[part]', **PROPS},
    'profile': {'uuid!': 'uuid', 'metadata!': 'metadata', 'imports!': '[import]', 'merge': 'merge', 'back-matter': 'back-matter'},
    'import': {'href!': 'ref', 'include-controls': '[by-id]'},
    'by-id': {'with-child-controls': 'yes-no', 'with-ids': '[token]'},
    'merge': {'as-is': 'true'},
    'assessment-plan': {'uuid!': 'uuid', 'metadata!': 'metadata', 'import-ssp!': 'href', 'reviewed-controls!': 'reviewed', 'assessment-assets': 'assets', 'back-matter': 'back-matter'},
    'href': {'href!': 'ref'},
    'reviewed': {'control-selections!': '[selection]', 'control-objective-selections': '[objectives]'},
    'selection': {'description': 'text', 'include-controls': '[control-id]', 'exclude-controls': '[control-id]'},
    'control-id': {'control-id!': 'token'},
    'objectives': {'include-objectives': '[objective-id]'},
    'objective-id': {'objective-id!': 'token'},
    'assets': {'components': '[component]', 'assessment-platforms!': '[platform]'},
    'component': {'uuid!': 'uuid', 'type!': 'str', 'title!': 'line', 'description!': 'text', 'status!': 'component-status', **PROPS},
    'component-status': {'state!': 'token'},
    'platform': {'uuid!': 'uuid', 'uses-components': '[uses]'},
    'uses': {'component-uuid!': 'uuid'},
    'assessment-results': {'uuid!': 'uuid', 'metadata!': 'metadata', 'import-ap!': 'href', 'results!': '[result]', 'back-matter': 'back-matter'},
    'result': {'uuid!': 'uuid', 'title!': 'line', 'description!': 'text', 'start!': 'time', 'end': 'time', 'local-definitions': 'definitions', 'reviewed-controls!': 'reviewed',
               'observations': '[observation]', 'risks': '[risk]', 'findings': '[finding]'},
    'definitions': {'inventory-items': '[inventory-item]', 'assessment-assets': 'assets'},
    'inventory-item': {'uuid!': 'uuid', 'description!': 'text', **PROPS},
    'observation': {'uuid!': 'uuid', 'title': 'line', 'description!': 'text', 'methods!': '[method]', 'types': '[type]', 'origins': '[origin]', 'subjects': '[subject]',
                    'relevant-evidence': '[evidence]', 'collected!': 'time', 'expires': 'time', **PROPS},
    'origin': {'actors!': '[actor-of]'},
    'actor-of': {'type!': 'actor', 'actor-uuid!': 'uuid'},
    'subject': {'subject-uuid!': 'uuid', 'type!': 'token'},
    'evidence': {'href': 'ref', 'description!': 'text', **PROPS},
    'risk': {'uuid!': 'uuid', 'title!': 'line', 'description!': 'text', 'statement!': 'text', 'status!': 'token', 'characterizations': '[characterization]',
             'remediations': '[remediation]', 'related-observations': '[related-observation]', **PROPS},
    'characterization': {'origin!': 'origin', 'facets!': '[facet]'},
    'facet': {'name!': 'token', 'system!': 'uri', 'value!': 'str'},
    'remediation': {'uuid!': 'uuid', 'lifecycle!': 'token', 'title!': 'line', 'description!': 'text'},
    'related-observation': {'observation-uuid!': 'uuid'},
    'related-risk': {'risk-uuid!': 'uuid'},
    'related-finding': {'finding-uuid!': 'uuid'},
    'finding': {'uuid!': 'uuid', 'title!': 'line', 'description!': 'text', 'target!': 'target', 'related-observations': '[related-observation]', 'related-risks': '[related-risk]', **PROPS},
    'target': {'type!': 'token', 'target-id!': 'token', 'status!': 'status', 'implementation-status': 'implementation-status'},
    'status': {'state!': 'state', 'reason': 'reason', 'remarks': 'text'},
    'implementation-status': {'state!': 'implementation'},
    'plan-of-action-and-milestones': {'uuid!': 'uuid', 'metadata!': 'metadata', 'system-id': 'system-id', 'local-definitions': 'definitions', 'observations': '[observation]',
                                      'risks': '[risk]', 'findings': '[finding]', 'poam-items!': '[poam-item]', 'back-matter': 'back-matter'},
    'system-id': {'identifier-type': 'uri', 'id!': 'str'},
    'poam-item': {'uuid': 'uuid', 'title!': 'line', 'description!': 'text', 'related-findings': '[related-finding]', 'related-observations': '[related-observation]',
                  'related-risks': '[related-risk]', **PROPS},
    'mapping-collection': {'uuid!': 'uuid', 'metadata!': 'metadata', 'provenance!': 'provenance', 'mappings!': '[mapping]', 'back-matter': 'back-matter'},
    'provenance': {'method!': 'token', 'matching-rationale!': 'token', 'status!': 'token', 'mapping-description!': 'text', **PROPS},
    'mapping': {'uuid!': 'uuid', 'source-resource!': 'mapped', 'target-resource!': 'mapped', 'maps!': '[map]'},
    'mapped': {'type!': 'token', 'href!': 'ref'},
    'map': {'uuid!': 'uuid', 'relationship!': 'relationship', 'sources!': '[side]', 'targets!': '[side]', 'remarks': 'text', **PROPS},
    'side': {'type!': 'token', 'id-ref!': 'str', **PROPS},
}


def held(node, kind, where, wrong):
    """The node is of this kind, all through."""
    if kind.startswith('['):
        if not isinstance(node, list) or not node:
            wrong.append(f'{where}: an empty list' if node == [] else f'{where}: no list')
            return
        for i, n in enumerate(node):
            held(n, kind[1:-1], f'{where}[{i}]', wrong)
    elif kind in MEMBERS:
        if not isinstance(node, dict):
            wrong.append(f'{where}: no object')
            return
        known = {k.rstrip('!'): v for k, v in MEMBERS[kind].items()}
        wrong += [f'{where}: {k} is no member' for k in node if k not in known]
        wrong += [f'{where}: {k[:-1]} is missing' for k in MEMBERS[kind] if k.endswith('!') and k[:-1] not in node]
        for k, v in node.items():
            if k in known:
                held(v, known[k], f'{where}/{k}', wrong)
    elif kind == 'true':
        if node is not True:
            wrong.append(f'{where}: {node!r}')
    elif kind in WORDS:
        if node not in WORDS[kind]:
            wrong.append(f'{where}: {node!r} is no {kind}')
    elif not isinstance(node, str) or not (PLAIN[kind].search if kind == 'text' else PLAIN[kind].match)(node):
        wrong.append(f'{where}: {node!r} is no {kind}')


def walk(node, key=None):
    yield key, node
    for k, v in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from walk(v, k if isinstance(node, dict) else key)


def references(root, body, wrong):
    """Each uuid once; each reference to one resolves."""
    own = [v for k, v in walk(body) if k == 'uuid']
    wrong += [f'{root}: uuid {u} stands twice' for u in {u for u in own if own.count(u) > 1}]
    ids = [v for k, v in walk(body) if k == 'id' and isinstance(v, str)] if root == 'catalog' else []
    wrong += [f'{root}: id {i} stands twice' for i in {i for i in ids if ids.count(i) > 1}]
    for k, v in walk(body):
        if isinstance(k, str) and k.endswith('-uuid') and isinstance(v, str) and v not in own:
            wrong.append(f'{root}: {k} {v} is nobody')
        if k == 'href' and isinstance(v, str) and v.startswith('#') and v[1:] not in own and v[1:] not in ids:
            wrong.append(f'{root}: href {v} is nothing')


def prop(node, name):
    return next((p['value'] for p in node.get('props', []) if p['name'] == name and p.get('ns') == NS), None)


EXPECTED = {'met': ('satisfied', 'pass', 'implemented'), 'partly': ('not-satisfied', 'other', 'partial'), 'not-met': ('not-satisfied', 'fail', None),
            'unknown': ('not-satisfied', 'other', None), 'person': ('not-satisfied', 'other', None)}


def judged(findings, rows, wrong):
    """Findings are the sheet's rows, each with its own verdict, and nothing but met is satisfied."""
    for f in findings:
        item, target = prop(f, 'item'), f.get('target', {})
        row, status = rows.get(item), target.get('status', {})
        if not row:
            wrong.append(f'finding {item}: no such row')
            continue
        if prop(f, 'verdict') != row['verdict']:
            wrong.append(f'finding {item}: says {prop(f, "verdict")}, the sheet {row["verdict"]}')
        said = (status.get('state'), status.get('reason'), target.get('implementation-status', {}).get('state'))
        if said != EXPECTED[row['verdict']]:
            wrong.append(f'finding {item}: {row["verdict"]} as {said}')
        if (prop(f, 'evidence-hash') or '') != (row['evidence_hash'] or '') or prop(f, 'question-hash') != row['question_hash']:
            wrong.append(f'finding {item}: other hashes than the sheet')
        if (prop(f, 'decision') or '-') != DECISIONS.get(row['decision'], row['decision'] or '-'):
            wrong.append(f'finding {item}: decision {prop(f, "decision")}, the sheet {row["decision"]}')
        for o in ('observation', 'risk'):
            if any(list(r) != [f'{o}-uuid'] for r in f.get(f'related-{o}s', [])):
                wrong.append(f'finding {item}: related')


FILES = set()  # of the folder at hand
DECISIONS = {'◎ adopt': 'adopt', '△ in part': 'part', '× do not': 'not'}


def controls(catalog):
    """{id: control} of all, and of sub-items and own items alone."""
    every = {}

    def take(list_):
        for c in list_:
            every[c['id']] = c
            take(c.get('controls', []))
    for g in catalog.get('groups', []):
        take(g.get('controls', []))
    return every, {i: c for i, c in every.items() if c.get('class') in ('sub-item', 'own-item')}


def label(control):
    return next((p['value'] for p in control.get('props', []) if p['name'] == 'label'), None)


def fits(docs, rows, level, wrong):
    """The documents of one system against each other and against the sheet."""
    every, subs = controls(docs['catalog']['catalog'])
    if {label(c) for c in subs.values()} != set(rows):
        wrong.append('catalog: its sub-items are not the rows of the sheet')
    objectives = {p['id']: i for i, c in subs.items() for p in c.get('parts', []) if p['name'] == 'assessment-objective'}
    if set(objectives.values()) != set(subs):
        wrong.append('catalog: a sub-item without an objective')
    chosen = {}
    for name in ('poc', 'core', 'important'):
        ids = docs[f'profile-{name}']['profile']['imports'][0]['include-controls'][0]['with-ids']
        wrong += [f'profile {name}: {i} is not in the catalog' for i in ids if i not in every]
        chosen[name] = {i for i in ids if i in subs}
        want = {i for i, c in subs.items() if c['class'] == 'own-item' or rows[label(c)]['levels'].find({'poc': 'P', 'core': 'C', 'important': 'I'}[name]) >= 0}
        if chosen[name] != want:
            wrong.append(f'profile {name}: is not what the sheet recommends at that level')
    if not chosen['poc'] <= chosen['core'] <= chosen['important']:
        wrong.append('profiles: what is asked at poc is asked at core, and that at important')
    results = docs['results']['assessment-results']
    result = results['results'][0]
    asked = {c['control-id'] for s in result['reviewed-controls']['control-selections'] for c in s.get('include-controls', [])}
    left = {c['control-id'] for s in result['reviewed-controls']['control-selections'] for c in s.get('exclude-controls', [])}
    if asked | left != set(subs) or asked & left:
        wrong.append('results: rows that are neither reviewed nor left out')
    if asked != (chosen[level] if level else set(subs)):
        wrong.append('results: what is reviewed is not what is asked at the level')
    if docs['plan']['assessment-plan']['reviewed-controls'] != result['reviewed-controls']:
        wrong.append('plan: plans another review than the results tell of')
    for doc in docs.values():
        for k, v in walk(next(iter(doc.values()))):
            if k == 'href' and isinstance(v, str) and v.startswith('jssec-') and v not in FILES:
                wrong.append(f'{next(iter(doc))}: refers to {v}, which is not beside it')
    if f'profile-{level or "important"}.json' not in json.dumps(docs['plan']):
        wrong.append('plan: does not name the profile of the level')
    findings = result['findings']
    judged(findings, rows, wrong)
    if sorted(objectives.get(f['target']['target-id'], '?') for f in findings) != sorted(asked):
        wrong.append('results: not one finding for each row that is asked')
    unmet = {prop(f, 'item') for f in findings if prop(f, 'verdict') == 'not-met'}
    poam = docs['poam']['plan-of-action-and-milestones']
    judged(poam['findings'], rows, wrong)
    if {prop(i, 'item') for i in poam['poam-items']} != unmet or len(poam['poam-items']) != len(unmet):
        wrong.append('poam: its items are not the rows that are not met')
    measures = {prop(i, 'item'): [p for p in i['props'] if p['name'] == 'measure'] for i in poam['poam-items']}
    if level and [p['value'] for p in measures.get('32-3', [])] != ['A box, locked _twice_'] or any(p['group'] not in ('r3',) for m in measures.values() for p in m):
        wrong.append(f'poam: measures of 32-3 are {measures.get("32-3")}')
    same = {f['uuid']: f for f in findings}
    if any(same.get(f['uuid']) != f for f in poam['findings']):
        wrong.append('poam: a finding differs from the one of the results')
    for o in result['observations']:
        if prop(o, 'check') and (o['methods'] != ['TEST'] or not prop(o, 'question-hash')):
            wrong.append(f'observation {prop(o, "check")}: no test, or no hash of its question')
        if prop(o, 'record') and not any(prop(e, 'record-hash') for e in o['relevant-evidence']):
            wrong.append(f'observation {prop(o, "record")}: no hash of the record')
        if prop(o, 'check') and int(prop(o, 'findings-told')) != len({prop(e, 'finding') for e in o.get('relevant-evidence', [])}):
            wrong.append(f'observation {prop(o, "check")}: tells another number of findings than it says')


def mapped(name, doc, catalog, files, wrong):
    """A mapping against its file and our catalogue; what is unverified is said."""
    every, _ = controls(catalog['catalog'])
    tree, body = files[name], doc['mapping-collection']
    maps = [m for g in body['mappings'] for m in g['maps']]
    for m in maps:
        wrong += [f'{name}: {s["id-ref"]} is not in the catalog' for s in m['sources'] if s['id-ref'] not in every]
        if any(prop(t, 'status') == 'unverified' for t in m['targets']) and prop(m, 'status') != 'unverified':
            wrong.append(f'{name}: a map to what is unverified says {prop(m, "status")}')
    doubt = prop(body['provenance'], 'status') == 'unverified'
    if doubt != (tree['unverified'] is not None) or (body['provenance']['status'] == 'draft') != doubt:
        wrong.append(f'{name}: does not say that it is unverified')
    if doubt and tree['unverified']['en'][:40] not in body['metadata']['remarks'].replace('\\', '') and tree['unverified']['ja'][:20] not in body['metadata']['remarks'].replace('\\', ''):
        wrong.append(f'{name}: does not say what is unverified')
    if len(maps) != len(tree['maps']) + (60 if 'homes' in tree else 0):
        wrong.append(f'{name}: {len(maps)} maps')


def faults(docs, rows, level):
    """Each fault put into good documents: (words, what the checker has to say)."""
    def of(doc):
        return next(iter(doc.values()))

    def results(d):
        return d['results']['assessment-results']['results'][0]

    def of_verdict(d, verdict):
        return next(f for f in results(d)['findings'] if prop(f, 'verdict') == verdict)

    def satisfied(verdict):
        def do(d):
            of_verdict(d, verdict)['target']['status'].update(state='satisfied', reason='pass')
        return do

    def relabelled(d):
        f = of_verdict(d, 'unknown')
        f['target']['status'].update(state='satisfied', reason='pass')
        f['target']['implementation-status'] = {'state': 'implemented'}
        next(p for p in f['props'] if p['name'] == 'verdict')['value'] = 'met'
    return [
        ('unknown becomes satisfied', 'unknown as', satisfied('unknown')),
        ('unknown becomes met and satisfied', 'the sheet unknown', relabelled),
        ('answered by records becomes satisfied', 'person as', satisfied('person')),
        ('not met becomes satisfied', 'not-met as', satisfied('not-met')),
        ('unknown fails', 'unknown as', lambda d: of_verdict(d, 'unknown')['target']['status'].update(reason='fail')),
        ('unknown is called not applicable', 'is no implementation', lambda d: of_verdict(d, 'unknown')['target'].update({'implementation-status': {'state': 'not-applicable'}})),
        ('a finding is left out', 'not one finding', lambda d: results(d)['findings'].pop()),
        ('a finding stands twice', 'stands twice', lambda d: results(d)['findings'].append(results(d)['findings'][0])),
        ('a row that is not reviewed', 'neither reviewed', lambda d: results(d)['reviewed-controls']['control-selections'][0]['include-controls'].pop()),
        ('an empty list', 'an empty list', lambda d: results(d).update(risks=[])),
        ('a member that is unknown', 'is no member', lambda d: results(d).update(verdict='met')),
        ('a member that is missing', 'collected is missing', lambda d: results(d)['observations'][0].pop('collected')),
        ('a time without a zone', 'is no time', lambda d: results(d).update(start='2026-11-29T10:00:00')),
        ('a uuid of version 4', 'is no uuid', lambda d: of(d['plan']).update(uuid='11111111-1111-4111-8111-111111111111')),
        ('a token that begins with a digit', 'is no token', lambda d: of(d['catalog'])['groups'][0].update(id='1-am')),
        ('a risk that is nobody', 'is nobody', lambda d: results(d).pop('risks')),
        ('an observation that is nobody', 'is nobody', lambda d: results(d)['observations'].pop(0)),
        ('a resource that is gone', 'is nothing', lambda d: of(d['results'])['back-matter']['resources'].pop()),
        ('a control of the profile that is not in the catalog', 'is not in the catalog', lambda d: of(d['profile-poc'])['imports'][0]['include-controls'][0]['with-ids'].append('jssec-61')),
        ('a profile that asks less', 'is not what the sheet recommends', lambda d: of(d['profile-core'])['imports'][0]['include-controls'][0]['with-ids'].pop()),
        ('a sub-item that is gone', 'are not the rows', lambda d: of(d['catalog'])['groups'][0]['controls'][0]['controls'].pop()),
        ('a POA&M item that is gone', 'are not the rows that are not met', lambda d: of(d['poam'])['poam-items'].pop()),
        ('a line with two', 'is no line', lambda d: results(d)['findings'][0].update(title='a\nb')),
        ('a value with blanks around it', 'is no str', lambda d: results(d)['findings'][0]['props'][0].update(value=' a')),
        ('a decision that the sheet has not', 'decision', lambda d: of_verdict(d, 'person')['props'].append({'name': 'decision', 'ns': NS, 'value': 'not'})),
    ]


def examine(docs, rows, level, wrong):
    for doc in docs.values():
        root, body = next(iter(doc.items()))
        if len(doc) != 1 or root not in MEMBERS:
            wrong.append(f'{root}: is not one document')
            continue
        held(body, root, root, wrong)
        references(root, body, wrong)
        if body.get('metadata', {}).get('oscal-version') != '1.2.2':
            wrong.append(f'{root}: version')
    try:
        fits(docs, rows, level, wrong)
    except (KeyError, IndexError, TypeError) as e:
        wrong.append(f'could not be read: {e!r}')


def main(work, root):
    wrong, seen = [], 0
    files = {os.path.basename(p)[:-5]: yaml.safe_load(open(p, encoding='utf-8')) for p in glob.glob(f'{root}/data/mappings/*.yaml')}
    good = None
    for system, level in (('site', None), ('s1', 'core')):
        for l in ('ja', 'en') if system == 'site' else ('ja', 'en', 'then', 'now'):
            folder = f'{work}/{system}-{l}'
            docs = {}
            FILES.clear()
            FILES.update(os.listdir(folder))
            for path in sorted(glob.glob(f'{folder}/*.json')):
                text = open(path, encoding='utf-8').read()
                name = os.path.basename(path)[len('jssec-2.1-'):-5]
                docs[name[len(system) + 1:] if name.startswith(system + '-') else name] = json.loads(text)
                seen += 1
            rows = {r['item']: r for r in json.load(open(f'{folder}/rows', encoding='utf-8'))}
            mappings = {n[len('mapping-'):]: docs.pop(n) for n in list(docs) if n.startswith('mapping-')}
            if set(docs) != {'catalog', 'plan', 'results', 'poam', 'profile-poc', 'profile-core', 'profile-important'}:
                wrong.append(f'{folder}: {sorted(docs)}')
                continue
            found = []
            examine(docs, rows, level, found)
            for name, doc in mappings.items():
                held(doc['mapping-collection'], 'mapping-collection', name, found)
                references('mapping-collection', doc['mapping-collection'], found)
                mapped(name, doc, docs['catalog'], files, found)
            if set(mappings) != {n for n, t in files.items() if t['maps']}:
                found.append(f'mappings: {sorted(mappings)}')
            wrong += [f'{system} {l}: {w}' for w in found]
            decided = {prop(f, 'item'): prop(f, 'decision') for f in docs['results']['assessment-results']['results'][0]['findings']}
            met = {prop(f, 'item') for f in docs['results']['assessment-results']['results'][0]['findings'] if prop(f, 'verdict') == 'met'}
            if system == 's1' and (decided.get('32-3'), '03-1' in met) != ((None, False) if l == 'now' else ('adopt', True)):
                wrong.append(f's1 {l}: 32-3 is {decided.get("32-3")}, met are {sorted(met)}')
            if system == 's1' and l == 'en':
                good = (docs, rows, level)
                finding = next(f for f in docs['results']['assessment-results']['results'][0]['findings'] if prop(f, 'item') == '32-3')
                reason = next(p for p in finding['props'] if p['name'] == 'decision')['remarks']
                signed = [p for p in finding['props'] if p['name'] == 'signature']
                if '\\<script\\>' not in reason or '\\_in clear\\_' not in reason:
                    wrong.append(f'what people typed is markup: {reason!r}')
                if len(signed) != 1 or not re.fullmatch('[0-9a-f]{64,128}', signed[0]['value']):
                    wrong.append(f'the signature is not told: {signed}')
    tried = 0
    for words, says, fault in faults(*good) if good else ():
        docs = copy.deepcopy(good[0])
        fault(docs)
        found = []
        examine(docs, good[1], good[2], found)
        tried += 1
        if not any(says in w for w in found):
            wrong.append(f'fault "{words}" is not noticed: {found[:3]}')
    verdicts = {}
    for r in (good[1] if good else {}).values():
        verdicts[r['verdict']] = verdicts.get(r['verdict'], 0) + 1
    if not {'met', 'not-met', 'unknown', 'person'} <= set(verdicts):
        wrong.append(f'the plant of this test has no row of each kind: {verdicts}')
    print('\n'.join(wrong) or f'{seen} documents, {tried} faults noticed, rows {verdicts}')
    return bool(wrong)


sys.exit(main(*sys.argv[1:]))
