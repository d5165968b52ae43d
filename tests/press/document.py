"""Documents for the press, written by another hand than the program's own: the form is read from src/report/press.h, the
sub-items from a list of numbers. document.py PRESS FORM OUT [long] prints a sample sheet for the eye."""
import os
import re
import struct
import subprocess
import sys
import tempfile

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
header = open(os.path.join(root, 'src/report/press.h'), encoding='utf-8').read()


def names(macro, letter, header=header):
    body = header[header.index(f'#define {macro}({letter})'):]
    body = body[:re.search(r'[^\\]\n', body).start() + 1]
    return re.findall(rf'\b{letter}\((\w+)\)', re.sub(r'/\*.*?\*/', '', body.split('\n', 1)[1], flags=re.S))


WORDS, CELLS = names('PRESS_WORD_LIST', 'W'), names('PRESS_CELL_LIST', 'C')
table_header = open(os.path.join(root, 'src/report/press_table.h'), encoding='utf-8').read()
TABLE_WORDS, COLUMN = names('PRESS_TABLE_WORD_LIST', 'W', table_header), names('PRESS_COLUMN_LIST', 'C', table_header)
VERSION = re.search(r"version: '([^']+)'", open(os.path.join(root, 'meson.build')).read()).group(1)

# Sub-items of the 60 items of JSSEC 2.1.
SUBS = [2, 2, 4, 2, 3, 2, 3, 2, 1, 3, 1, 1, 1, 1, 2, 2, 2, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 3, 4, 2, 1, 3, 1, 1, 3, 2, 5, 3, 4, 2, 1, 3, 6, 4, 3, 3, 1, 2,
        4, 2, 1, 1, 1, 3, 1, 3, 1, 4, 3, 3]
assert len(SUBS) == 60 and sum(SUBS) == 143, (len(SUBS), sum(SUBS))


def text(s):
    b = s if isinstance(s, bytes) else s.encode('utf-8', 'surrogatepass')
    return struct.pack('>I', len(b)) + b


def message(kind, texts):
    body = b''.join(text(t) for t in texts)
    return kind + struct.pack('>I', len(body)) + body


def document(words, rows, revisions=()):
    out = f'mimamori-press/1 {VERSION}\n'.encode()
    out += message(b'W', [words.get(w, w.lower()) for w in WORDS])
    for r in revisions:
        out += message(b'V', r)
    for r in rows:
        out += message(b'R', [r.get(c, '') for c in CELLS])
    return out + message(b'E', [])


def table(words, columns, lines):
    out = f'mimamori-press/1 {VERSION}\n'.encode() + message(b'T', [words.get(w, w.lower()) for w in TABLE_WORDS])
    out += b''.join(message(b'C', [c.get(t, '') for t in COLUMN]) for c in columns)
    return out + b''.join(message(b'L', line) for line in lines) + message(b'E', [])


def plain_rows(**more):
    rows = []
    for item, count in enumerate(SUBS, 1):
        for sub in range(1, count + 1):
            rows.append(dict(ID=f'{item:02}-{sub}', ITEM=f'{item:02}', ITEM_TITLE=f'Item {item:02}', FUNCTION='識別', CATEGORY='ID.AM',
                             CATEGORY_NAME='資産管理', MARK='①②③④⑤⑥'[sub - 1], TITLE=f'sub {item:02}-{sub}', VERDICT='unknown', VERDICT_WORD='未確認',
                             LEVEL_POC='ours', LEVEL_CORE='given', SYSTEM='s1', BASE=f'hash{item:02}{sub}', **more))
    return rows


def press(program, form, doc, out, annex=None):
    """Runs it as mimamori does; the answer as (kind, body)."""
    with open(out, 'wb') as f, open(annex or os.devnull, 'wb') as g, tempfile.TemporaryDirectory() as scratch:
        def wire():
            a, b = os.dup(f.fileno()), os.dup(g.fileno())
            high = [os.dup2(a, 20), os.dup2(b, 21)]
            os.dup2(20, 3)
            os.dup2(21, 4)
            os.close(20), os.close(21)
            assert high
        command = [program, form] + ([scratch] if form in ('xlsx', 'table') else [])
        done = subprocess.run(command, input=doc, capture_output=True, preexec_fn=wire, close_fds=False, timeout=300, env={'HOME': os.environ.get('HOME', '')})
        assert not os.listdir(scratch), 'left in the scratch folder'
    if done.returncode != 0:
        raise RuntimeError(f'the press ended with {done.returncode}: {done.stderr.decode(errors="replace")[-2000:]}')
    kind, n = done.stdout[:1], struct.unpack('>I', done.stdout[1:5])[0]
    body = done.stdout[5:]
    assert len(body) == n, (len(body), n)
    return kind, body


def done(answer):
    kind, body = answer
    assert kind == b'D', (kind, body)
    v = struct.unpack(f'>{len(body) // 4}I', body)
    return dict(pages=v[0], annex_pages=v[1], annexed=v[2], walls=v[3], kinds=v[4], missing=dict(zip(v[5::2], v[6::2])))
