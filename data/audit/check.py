#!/usr/bin/env python3
"""Checks a sample without mimamori: python3 check.py, in its folder. Python's own library and, for signatures, openssl."""
import base64, collections, glob, hashlib, json, os, shutil, struct, subprocess, sys
os.chdir(os.path.dirname(os.path.abspath(__file__)))
sha, wrong, done = hashlib.sha256, [], collections.Counter()


def expect(what, good, name):
    done[what] += 1
    if not good:
        wrong.append(f'{what}: {name}')


def unbase64(text):
    try:
        return base64.b64decode(text)
    except ValueError:
        return b''


def read(name, mode='r'):
    with open(name, mode, **({} if 'b' in mode else {'encoding': 'utf-8-sig'})) as f:
        return f.read()


def root_of(leaf, index, size, path):  # RFC 9162, 2.1.3.2
    last, node = size - 1, sha(b'\0' + leaf).digest()
    for h in path:
        if index % 2 or index == last:
            node = sha(b'\1' + h + node).digest()
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = sha(b'\1' + node + h).digest()
        index, last = index // 2, last // 2
    return node if last == 0 else b''


def openssl(text, sig, pem):
    if shutil.which('openssl'):
        ok = subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-inkey', pem, '-rawin', '-in', text, '-sigfile', sig], capture_output=True)
        expect('signature', ok.returncode == 0, text)


# 1. every file is the one that was handed over, and there is no other
sums = dict(reversed(line.split('  ', 1)) for line in read('SHA256SUMS').splitlines())
for name, digest in sums.items():
    expect('file', os.path.exists(name) and sha(read(name, 'rb')).hexdigest() == digest, name)
for name in glob.glob('**/*', recursive=True):
    expect('no other file', os.path.isdir(name) or name in sums or name == 'SHA256SUMS', name)
# 2. the rows are those that the seed chooses
sample = json.loads(read('sample.json'))
strata = collections.defaultdict(list)
for line in read('population.txt').splitlines():
    item, stratum = line.split('\t')
    strata[stratum].append((sha(f"{sample['seed']}\n{item}\n".encode()).hexdigest(), item))
turns = sorted((rank, stratum, key, item) for stratum, rows in strata.items() for rank, (key, item) in enumerate(sorted(rows)))
chosen = [(item, key) for _, _, key, item in turns[:len(sample['rows'])]]
expect('choice', sum(map(len, strata.values())) == sample['of'], 'population.txt')
expect('choice', chosen == [(r['item'], r['key']) for r in sample['rows']], 'the rows are not those of the seed')
# 3. each event has its hash, and stands in the journal that the checkpoint signs
if os.path.exists('checkpoint.txt'):
    note = read('checkpoint.txt')
    size, root = int(note.split('\n')[1]), unbase64(note.split('\n')[2])
    expect('checkpoint', note.encode().startswith(read('checkpoint.text', 'rb')), 'checkpoint.text')
    openssl('checkpoint.text', 'checkpoint.sig', 'public-key.pem')
    if sample['seed_from'] == 'checkpoint':
        expect('choice', sample['seed'] == root.hex(), 'the seed is not the root of the checkpoint')
for row in sample['rows']:
    folder, events = row['folder'], {}
    for line in read(f'{folder}/events.jsonl').splitlines():
        e = json.loads(line)
        text = b''.join(struct.pack('>q', len(t.encode())) + t.encode() for t in (e['kind'], e['actor'], e['body']))
        made = sha(bytes.fromhex(e['prev']) + struct.pack('>qq', e['seq'], e['at']) + text)
        expect('event', made.hexdigest() == e['hash'], f"{folder} {e['seq']}")
        events[e['seq']] = e
        proof = f"{folder}/events/e{e['seq']}.proof"
        if os.path.exists(proof):
            head, inner = read(proof).split('\n\n', 1)
            lines = head.split('\n')
            path = [unbase64(h) for h in lines[3:]]
            got = root_of(bytes.fromhex(e['hash']), int(lines[2].split(' ')[1]), size, path)
            expect('proof', lines[2] == f"index {e['seq'] - 1}" and inner == note and got == root, proof)
    # 4. the row says what its events say
    full = json.loads(read(f'{folder}/row.json'))
    for p in full['proofs']:
        if p['event']:
            e = events.get(p['event'], {'hash': '', 'body': '{}'})
            expect('proof of the row', e['hash'] == p['event_hash'], f"{folder} {p['what']} {p['id']}")
            body = json.loads(e['body'])
            if p['what'] == 'verdict':
                told = [c for c in body['changes'] if c[0] == row['item']]
                expect('verdict', told and told[0][1] == full['verdict'] and told[0][4] == full['evidence_hash'], folder)
            if p['what'] == 'decision':
                expect('decision', body['choice'] == full['decision']['choice'], folder)
            if p['what'] == 'record':
                expect('record', p['hash'] in e['body'] or any(p['hash'] in x['body'] for x in events.values()), f"{folder} {p['id']}")
    for c in json.loads(read(f'{folder}/checks.json')):
        expect('check', sha(c['question'].encode()).hexdigest() == c['question_sha256'], f"{folder} {c['check']}")
    for sig in glob.glob(f'{folder}/signatures/*.sig'):
        openssl(sig[:-4] + '.signed', sig, sig[:-4] + '.pem')
for line in wrong:
    print('NOT RIGHT  ' + line)
print(', '.join(f'{what} {n}' for what, n in done.items()))
print('there is no openssl here: signatures were not checked' if not shutil.which('openssl') else 'signatures were checked by openssl')
sys.exit(1 if wrong else 0)
