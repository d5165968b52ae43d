"""Checks, packed: checks.py OUT MODEL.sql INDEXES.sql FOLDER; or as a page: checks.py table FOLDER. FOLDER/NAME.yaml is one
check (DESIGN 10). Fails, naming file, line and key, on anything that a check may not do: a key that is not known (and says the nearest), a
column that the model has not, SQL that only one of SQLite 3.40 and PostgreSQL 15 runs, a sentence in one language, holes that differ, a
value without a form for when it is missing."""
import glob
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(__file__))
import marked
import otlists
import quickyaml

SEVERITIES = ['critical', 'high', 'medium', 'low', 'info']
MET_BY = {'refused': 1, 'permit': 2, 'config': 4, 'statement': 8, 'seen': 16}
KEYS = ('check', 'version', 'severity', 'items', 'threats', 'techniques', 'met_by', 'title', 'say', 'do', 'question', 'met', 'looks', 'given', 'last')
OPTIONAL = ('met', 'looks', 'given', 'last')
RESERVED = {'device', 'outside', 'flow', 'packet', 'packet2', 'key', 'about', 'total'}
NAMED = {'device', 'about', 'outside'}  # holes shown as readable names
ALWAYS = {'device'}                     # a finding's subject always has a name
FUNCTIONS = {'count', 'sum', 'min', 'max', 'avg', 'coalesce', 'nullif', 'lower', 'upper', 'length', 'substr', 'replace', 'trim', 'rtrim',
             'cast', 'abs', 'round', 'row_number', 'over', 'in', 'exists', 'and', 'or', 'not', 'on', 'as', 'when', 'then', 'else',
             'values', 'by', 'from', 'where', 'join', 'select', 'with', 'having', 'distinct', 'all', 'union'}
AGGREGATE = re.compile(r'\b(count|sum|min|max|avg)\s*\(', re.I)
FORBIDDEN = [(r'"', 'double quotes'), (r'\browid\b', 'rowid'), (r'\bjson', 'json functions'), (r'\bifnull\b', 'ifnull: use COALESCE'),
             (r'\bgroup_concat\b', 'group_concat'), (r'\bglob\b', 'GLOB'), (r'\biif\b', 'iif'), (r'==', '=='), (r'`', 'backticks'),
             (r'\[', 'brackets'), (r'\brecursive\b', 'WITH RECURSIVE'), (r'\bisnull\b|\bnotnull\b', 'ISNULL: use IS NULL'),
             (r'\btrue\b|\bfalse\b', 'TRUE and FALSE: booleans are 0 and 1'), (r'\binstr\b|\bprintf\b|\btypeof\b', 'a SQLite function'),
             (r';', 'a second statement'), (r'\bnatural\b', 'NATURAL JOIN'), (r'\blimit\s+\d+\s*,', 'LIMIT a, b'), (r'\?', 'parameters'),
             (r'\bis\s+(?!not\b|null\b|distinct\b)\w', 'IS with a value: use ='), (r'\bfilter\s*\(', 'FILTER'), (r'--|/\*', 'comments'),
             (r'\bas\s+integer\s*\)', 'CAST AS INTEGER has 32 bits on PostgreSQL: BIGINT')]


def c_string(s):
    if s is None:
        return 'NULL'
    return '"' + ''.join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f'\\{b:03o}' for b in s.encode()) + '"'


def holes(text):
    return set(re.findall(r'\{([^{}]*)\}', text))


def bare(hole):
    return hole.rstrip('*+')


def without_texts(sql):
    return re.sub(r"'(?:[^']|'')*'", "''", sql)


def split_top(text, word=','):
    """Pieces of text at commas that no parenthesis holds."""
    pieces, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == '(') - (c == ')')
        if c == word and depth == 0:
            pieces.append(text[start:i])
            start = i + 1
    return pieces + [text[start:]]


def selects(sql):
    """(list, group by or None) of each SELECT, inner ones too, texts removed."""
    out = []
    for m in re.finditer(r'\bselect\b', sql, re.I):
        depth, end = 0, len(sql)
        for i in range(m.end(), len(sql)):
            depth += (sql[i] == '(') - (sql[i] == ')')
            if depth < 0:
                end = i
                break
        body, flat, depth = sql[m.end():end], '', 0
        for c in body:
            depth += (c == '(')
            flat += c if depth == 0 else ' '
            depth -= (c == ')')
        u = re.search(r'\bunion\b', flat, re.I)
        stop = u.start() if u else len(body)
        f = re.search(r'\bfrom\b', flat[:stop], re.I)
        g = re.search(r'\bgroup\s+by\b', flat[:stop], re.I)
        h = re.search(r'\b(having|order\s+by|limit)\b', flat[:stop], re.I)
        group = body[g.end():h.start() if h and h.start() > g.end() else stop] if g else None
        out.append((body[:f.start()] if f else body[:stop], group))
    return out


def booleans_of(model):
    """Columns that hold 0 or 1: the model says INTEGER for all, so they are listed here and must exist there."""
    names = ('answered encrypted random_mac router hidden known scan to_group clear default_pair self_signed weak scanned_only '
             'truncated').split()
    return [n for n in names if re.search(rf'\b{n} INTEGER', model)]


def lint_sql(sql, booleans):
    plain, wrong = without_texts(sql), []
    for pattern, what in FORBIDDEN:
        if re.search(pattern, plain, re.I):
            wrong.append(f'SQL: {what}')
    for name in re.findall(r'\b([a-z_]\w*)\s*\(', plain, re.I):
        if name.lower() not in FUNCTIONS and not re.search(rf'\bwith\b[^;]*\b{name}\s*\(', plain, re.I):
            wrong.append(f'SQL: {name}() is not in the subset')
    for m in re.finditer(r'(\S+)\s+(?:not\s+)?like\b', plain, re.I):
        if not m.group(1).lower().endswith(')'):
            wrong.append('SQL: LIKE differs in upper and lower case between the two: LOWER(x) LIKE')
    for name in booleans:
        for m in re.finditer(rf'\b(where|and|or|not|on|when)\s+(?:\w+\.)?{name}\b(?!\s*(=|<>|in\b|is\b))', plain, re.I):
            wrong.append(f'SQL: {m.group(0)}: compare with = 1')
    for column_list, group in selects(plain):
        if group is None:
            continue
        grouped = {re.sub(r'\s+', ' ', g.strip().lower()) for g in split_top(group)}
        for column in split_top(column_list):
            c = re.sub(r'\s+', ' ', column.strip())
            c = re.sub(r'^distinct ', '', c, flags=re.I)
            value, _, alias = c.lower().partition(' as ') if ' as ' in c.lower() and '(' not in c else (c.lower(), '', '')
            if '(' in c and re.search(r'\bas (\w+)$', c, re.I):
                alias = re.search(r'\bas (\w+)$', c, re.I).group(1).lower()
                value = re.sub(r'\s+as \w+$', '', c.lower(), flags=re.I)
            constant = re.fullmatch(r"''|\d+|null|cast\(null as \w+\)", value.strip())
            refs = set(re.findall(r'\b[a-z]\w*\.\w+', c.lower()))
            of_grouped = refs and refs <= grouped
            if not AGGREGATE.search(c) and not constant and not of_grouped and value.strip() not in grouped and alias not in grouped:
                wrong.append(f'SQL: {c}: neither grouped by nor an aggregate')
    return wrong


def columns_of(db, sql):
    return [d[0] for d in db.execute(f'SELECT * FROM ({sql}) AS q LIMIT 0').description]


def lint_texts(check, columns):
    """(part, complaint) pairs."""
    wrong = []
    for part in ('title', 'say', 'do'):
        t = check.get(part)
        if not isinstance(t, dict) or not all(isinstance(t.get(l), str) and t[l].strip() for l in ('ja', 'en')):
            wrong.append((part, 'wants ja and en'))
            continue
        wrong += [(part, f'{k}: no such key{marked.nearest(k, ("ja", "en", "without"))}') for k in t if k not in ('ja', 'en', 'without')]
        used = holes(t['ja'])
        if used != holes(t['en']):
            wrong.append((part, f'holes differ: {sorted(used ^ holes(t["en"]))}'))
        for h in used:
            if bare(h) not in NAMED and bare(h) not in columns:
                wrong.append((part, f'{{{h}}} is no column of the question{marked.nearest(bare(h), columns)}'))
            if bare(h) in ('about', 'outside') and bare(h) not in columns:
                wrong.append((part, f'{{{h}}} without such a column'))
            if h.endswith('*') and not re.search(r'\border\s+by\b', check['question'], re.I):
                wrong.append((part, f'{{{h}}}: a list needs ORDER BY'))
        w = t.get('without')
        if {bare(h) for h in used} - ALWAYS and w is None:
            wrong.append((part, 'wants `without`, the form for when a value is missing'))
        if w is not None and (set(w) != {'ja', 'en'} or (holes(w['ja']) | holes(w['en'])) - ALWAYS or holes(w['ja']) != holes(w['en'])):
            wrong.append((part, 'without: ja and en, with no hole but {device}'))
    return wrong


def lint_words(check, path):
    """Values that must be one of a few words, as (key, complaint) pairs or whole complaints."""
    whole, pairs = marked.word(path, check, 'severity', SEVERITIES, what='severity'), []
    for key, right, words in (('items', r'\d\d-\d', 'two digits, hyphen, sub-item'), ('techniques', r'T\d{4}', 'T and four digits')):
        pairs += [(key, f'{x}: {words}') for x in check[key] or [] if not re.fullmatch(right, str(x))]
    pairs += [('threats', f'{t}: a number from 1 to 12') for t in check['threats'] if t not in range(1, 13)]
    for i, m in enumerate(check['met_by']):
        whole += marked.word(path, check['met_by'], i, MET_BY, 'met_by', 'kind of evidence')
    if not isinstance(check['version'], int):
        pairs.append(('version', 'wants a number'))
    # That contradicts people, or tells what they did with alarms, in incidents, of messages and rosters: it can only say no, and without such rows it says nothing.
    people = r'\b(alarm|difference|duty_gap|message|message_to|incident|incident_device|evidence|assumption|measure)\b'
    if check['items'] and not check['met_by'] and not re.search(people, check['question']):
        pairs.append(('met_by', 'it answers items, so it says how it could be met'))
    if check.get('met') and not {'refused', 'seen'} & set(check['met_by']):
        pairs.append(('met', 'the wire alone can meet it only by refused or seen'))
    return whole, pairs


def load(path, db, booleans, model):
    """(check, complaints). What is wrong is said with file, line and key."""
    check, wrong = marked.load(path)
    wrong = wrong or marked.keys(path, check, KEYS, [k for k in KEYS if k not in OPTIONAL])
    if wrong:
        return check, wrong
    whole, pairs = lint_words(check, path)
    if check['check'] != os.path.basename(path)[:-5]:
        pairs.append(('check', 'is not the name of the file'))
    if 'given' in check and f'"{check["given"]}"' not in model:
        pairs.append(('given', 'no setting of the model'))
    if ('last' in check) != bool(re.search(r'\b(from|join) (weakness|finding|assumption|assumption_why|measure)\b', check['question'], re.I)) or check.get('last', True) is not True:
        pairs.append(('last', '`last: true` goes with a question that reads weakness, assumption or measure: it is asked after the others'))
    columns = set()
    for part in ('question', 'met', 'looks'):
        if not check.get(part):
            continue
        sql = check[part] = otlists.expand(re.sub(r'\s*\n\s*', ' ', check[part].strip()))
        pairs += [(part, w) for w in lint_sql(sql, booleans)]
        try:
            found = columns_of(db, sql)
        except sqlite3.Error as e:
            pairs.append((part, str(e)))
            continue
        if part == 'question':
            columns = set(found)
            if 'packet' not in columns:
                pairs.append((part, 'no packet'))
        elif found != ['device']:
            pairs.append((part, 'selects device and nothing else'))
    pairs += lint_texts(check, columns)
    return check, whole + [f'{path}:{marked.line_of(check, key)}: {key}: {text}' for key, text in pairs]


def sentence(t):
    w = t.get('without') or {}
    tidy = [re.sub(r'\s*\n\s*', '', x.strip()) if x and l == 'ja' else x and re.sub(r'\s*\n\s*', ' ', x.strip())
            for l, x in (('ja', t['ja']), ('en', t['en']), ('ja', w.get('ja')), ('en', w.get('en')))]
    return '{' + ', '.join(c_string(x) for x in tidy) + '}'


def main(out, model, indexes, folder):
    db = sqlite3.connect(':memory:')
    model = open(model, encoding='utf-8').read()
    db.executescript(model)
    db.executescript(open(indexes, encoding='utf-8').read())
    booleans, loaded, bad = booleans_of(model), [], []
    for path in sorted(glob.glob(os.path.join(folder, '*.yaml')), key=lambda p: os.path.basename(p)[:-5]):
        check, wrong = load(path, db, booleans, model)
        bad += wrong
        loaded.append(check)
    if bad:
        sys.exit('\n'.join(bad))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* Made by tools/checks.py. */\n#include "assess/assess.h"\n\n')
        for i, c in enumerate(loaded):
            f.write(f'static const char *const items_{i}[] = {{{"".join(c_string(x) + ", " for x in c["items"])}NULL}};\n')
            f.write(f'static const char *const techniques_{i}[] = {{{"".join(c_string(x) + ", " for x in c["techniques"])}NULL}};\n')
        f.write('\nconst struct check checks[] = {\n')
        for i, c in enumerate(loaded):
            met_by = sum(MET_BY[m] for m in c['met_by'])
            threats = sum(1 << t for t in c['threats'])
            f.write(f'\t{{{c_string(c["check"])}, {c["version"]}, SEVERITY_{c["severity"].upper()}, items_{i},\n\t {sentence(c["title"])},\n'
                    f'\t {sentence(c["say"])},\n\t {sentence(c["do"])},\n\t {c_string(c["question"])},\n\t {met_by}, {threats}, techniques_{i},\n'
                    f'\t {c_string(c.get("met"))}, {c_string(c.get("looks"))}, {c_string(c.get("given"))}, {"true" if c.get("last") else "false"}}},\n')
        f.write('};\n\nconst size_t check_count = sizeof checks / sizeof *checks;\n')


def table(folder):
    """docs/checks.md: what is asked of every capture."""
    checks = [quickyaml.load(open(p, encoding='utf-8')) for p in sorted(glob.glob(os.path.join(folder, '*.yaml')), key=lambda p: os.path.basename(p)[:-5])]
    plain = lambda t: re.sub(r'\{(\w+)[*+]?\}', lambda m: {'device': '…'}.get(m.group(1), '…'), t)
    print(f'# What is asked of every capture\n\nMade by `tools/checks.py table data/checks`; a test keeps it equal. {len(checks)} checks, each one SELECT over the '
          'model;\nhow to add one: [adding/check.md](adding/check.md). Sub-items are those of the JSSEC checklist 2.1, threats IPA\'s twelve, techniques\n'
          'ATT&CK for ICS.\n')
    for severity in SEVERITIES:
        rows = [c for c in checks if c['severity'] == severity]
        if rows:
            print(f'## {severity}\n\n| check | says | 意味 | sub-items | threats | techniques |\n|---|---|---|---|---|---|')
        for c in rows:
            form = {l: plain(c['title'].get('without', c['title'])[l]) for l in ('ja', 'en')}
            print(f'| {c["check"]} | {form["en"]} | {form["ja"]} | {" ".join(c["items"])} | {" ".join(map(str, c["threats"]))} | {" ".join(c["techniques"])} |')
        if rows:
            print()


if __name__ == '__main__':
    table(sys.argv[2]) if sys.argv[1] == 'table' else main(*sys.argv[1:])
