"""Reasons for the grade of an access point, packed: wifi.py OUT MODEL.sql FOLDER; or as a page: wifi.py table MODEL.sql FOLDER.
FOLDER/NAME.yaml is one reason (docs/adding/wifi.md). Fails, naming file, line and key, on an unknown key or word (with the nearest), SQL that
is not in the subset of checks, columns that are not the three, a sentence in one language."""
import glob
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
from checks import booleans_of, c_string, holes, lint_sql

GRADES = ['red', 'orange', 'yellow', 'green', 'note']
WHOSE = ['ours', 'others']  # reasons that say whose a network is: words alone, the questions stand in src/assess/wifi_whose.c
KEYS = ('reason', 'version', 'grade', 'title', 'say', 'do', 'question')
TEXTS = ('title', 'say', 'do')
COLUMNS = ['device', 'bssid', 'packet']
REASONS_MAX = 64


def lint_texts(reason):
    """(key, complaint) pairs."""
    for key in TEXTS:
        t = reason[key]
        if not isinstance(t, dict) or set(t) != {'ja', 'en'} or not all(isinstance(v, str) and v.strip() for v in t.values()):
            yield key, 'wants ja and en'
        elif holes(t['ja']) | holes(t['en']):
            yield key, 'has no holes'


def lint_question(reason, db, booleans):
    sql = reason['question'] = re.sub(r'\s*\n\s*', ' ', str(reason['question']).strip())
    yield from (('question', w) for w in lint_sql(sql, booleans))
    try:
        found = [d[0] for d in db.execute(f'SELECT * FROM ({sql}) AS q LIMIT 0').description]
    except sqlite3.Error as e:
        yield 'question', str(e)
        return
    if found != COLUMNS:
        yield 'question', f'selects {", ".join(COLUMNS)}, in this order'


def load(path, db, booleans):
    reason, wrong = marked.load(path)
    whose = isinstance(reason, dict) and reason.get('grade') in WHOSE
    wrong = wrong or marked.keys(path, reason, KEYS, [k for k in KEYS if k != 'question' or not whose])
    if wrong:
        return reason, wrong
    wrong = marked.word(path, reason, 'grade', GRADES + WHOSE, what='grade')
    if whose and 'question' in reason:
        wrong.append(f'{path}:{marked.line_of(reason, "question")}: question: of whose it is none is asked here')
        return reason, wrong
    pairs = [*lint_texts(reason), *([] if whose else lint_question(reason, db, booleans))]
    if reason['reason'] != os.path.basename(path)[:-5]:
        pairs.append(('reason', 'is not the name of the file'))
    if not isinstance(reason['version'], int):
        pairs.append(('version', 'wants a number'))
    return reason, wrong + [f'{path}:{marked.line_of(reason, k)}: {k}: {w}' for k, w in pairs]


def load_all(model_sql, folder):
    text = open(model_sql, encoding='utf-8').read()
    db = sqlite3.connect(':memory:')
    db.executescript(text)
    loaded, bad = [], []
    for path in glob.glob(os.path.join(folder, '*.yaml')):
        reason, wrong = load(path, db, booleans_of(text))
        loaded.append(reason)
        bad += wrong
    if len(loaded) > REASONS_MAX:
        bad.append(f'{folder}: at most {REASONS_MAX} reasons')
    if bad:
        sys.exit('\n'.join(sorted(bad)))
    return sorted(loaded, key=lambda r: ((GRADES + WHOSE).index(r['grade']), r['reason']))


def two(t):
    return '{' + ', '.join(c_string(t[l].strip()) for l in ('ja', 'en')) + '}'


def main(out, model, folder):
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/wifi.py. */\n#include "assess/wifi.h"\n\nconst struct wifi_reason wifi_reasons[] = {\n')
        for r in load_all(model, folder):
            f.write(f'\t{{{c_string(r["reason"])}, {r["version"]}, {"WIFI_" if r["grade"] in WHOSE else "GRADE_"}{r["grade"].upper()},\n\t {two(r["title"])},\n\t {two(r["say"])},\n'
                    f'\t {two(r["do"])},\n\t {c_string(r["question"]) if "question" in r else "NULL"}}},\n')
        f.write('};\n\nconst size_t wifi_reason_count = sizeof wifi_reasons / sizeof *wifi_reasons;\n')


def table(model, folder):
    """docs/wifi-reasons.md: every reason with its grade and its question."""
    print('# Why an access point has its grade\n\nMade by `tools/wifi.py table src/store/model.sql data/wifi`; a test keeps it equal. The gravest reason '
          'is the grade; a note has none. `ours` and `others` say whose a network is; one of others is not judged.\nAn access point of which no reason but notes is known has no grade: silence is never proof. How to add '
          'one: [adding/wifi.md](adding/wifi.md).\n\n| grade | reason | what it says | 日本語 | question |\n|---|---|---|---|---|')
    for r in load_all(model, folder):
        question = '`' + r['question'].replace('|', '\\|') + '`' if 'question' in r else 'src/assess/wifi_whose.c'
        print(f'| {r["grade"]} | {r["reason"]} | {r["title"]["en"]} | {r["title"]["ja"]} | {question} |')


if __name__ == '__main__':
    table(*sys.argv[2:]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
