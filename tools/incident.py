"""docs/incident.md, docs/incident.ja.md and their drawing, made of src/respond/incident.def and data/lang/incident.yaml:
    incident.py write    writes the pages and docs/incident.svg, docs/incident.ja.svg
    incident.py check    says which of them is not what the table says; exit status 1 then"""
import os
import re
import sys
from xml.sax.saxutils import escape

import quickyaml

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
NEEDS = {
    'WORDS': ('words', '言葉'), 'EVIDENCE': ('evidence kept', '証拠'), 'BOTH': ('IT and OT, two people', 'IT側と設備側、別の人'),
    'KEY': ('their keys', '鍵'), 'APPROVED': ('team and cost approved by another person', '別の人による体制と費用の承認'),
    'EQUAL': ('flows measured as approved, alarms over; or a signed exception', '通信が承認したとおりで警報が終わっている（または署名した例外）'),
    'WATCHED': ('the same for the whole watch period', '同じことが、決めた時間ずっと'), 'SWEPT': ('other devices swept', '横展開の調査'),
    'PLANS': ('a record newer than the incident, where a plan changed', '変えた計画の、新しい記録'),
    'SCOPE': ('for outsiders: scope decided', '社外へは、範囲の決定'),
}
ROLES = {'INCIDENT': ('operator, IT, OT, approver, executive', '運転、IT、設備、承認者、経営層'), 'LEAD': ('IT, OT', 'IT、設備'),
         'RECOVERY': ('approver, executive', '承認者、経営層')}
PAGE = {
    'en': ('Incidents: states and deeds', 'Made by `tools/incident.py` from `src/respond/incident.def` and `data/lang/incident.yaml`; do not edit (`tools/python tools/incident.py write`).\n'
           'The program works by the same table: buttons, the command line and the refusals are made of it.', 'deed', 'from', 'to', 'who may', 'needs', 'asks', 'proves', 'stays', 'the state stays'),
    'ja': ('インシデント：段階と対応', '`src/respond/incident.def` と `data/lang/incident.yaml` から `tools/incident.py` で作っています。直接は直しません（`tools/python tools/incident.py write`）。\n'
           '画面のボタンも、コマンドも、できないときの理由も、同じ表から作ります。', '対応', 'どの段階から', '次の段階', 'できる人', '要るもの', '聞くこと', '裏付ける項目', 'そのまま', '段階は変わらない'),
}


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as f:
        return f.read()


class Table:
    def __init__(self):
        text = re.sub(r'/\*.*?\*/', '', read('src/respond/incident.def'), flags=re.S)
        self.words = quickyaml.load(read('data/lang/incident.yaml'))
        self.states = re.findall(r'^STATE\((\w+), "([a-z]+)"\)', text, re.M)
        order = [s for s, _ in self.states]
        sets = dict(re.findall(r'^#define (\w+)\s+\((.*)\)$', text, re.M))
        self.deeds, self.fields = [], {}
        for sym, name, rest in re.findall(r'^DEED\((\w+), "([a-z-]+)", (.*)\)$', text, re.M):
            m = re.fullmatch(r'(.*), (\w+), (\w+), ([A-Z0-9 |]+), "([^"]*)"', rest)
            said = m[1]
            for _ in range(3):
                for k, v in sets.items():
                    said = re.sub(rf'\b{k}\b', f'({v})', said)
            bits = {s: 1 << i for i, s in enumerate(order)}
            value = eval(re.sub(r'IS\((\w+)\)', lambda x: str(bits[x[1]]), said))  # only numbers, | & ~ and brackets are left
            self.deeds.append({'name': name, 'from': [n for s, n in self.states if value & bits[s]], 'to': None if m[2] == 'STAYS' else dict(self.states)[m[2]],
                               'right': m[3], 'needs': [] if m[4] == '0' else m[4].split(' | '), 'items': m[5].split()})
        for deed, name, must in re.findall(r'^FIELD\("([a-z-]+)", "(\w+)", \w+, (\d)', text, re.M):
            self.fields.setdefault(deed, []).append((name, must == '1'))

    def say(self, lang, key):
        return self.words[key][lang]


def drawing(t, lang):
    """The way from top to bottom, what leads off it at the side; no script, no style but its own."""
    way = [n for _, n in t.states if n != 'dismissed']
    w, h, gap, left = 190, 40, 44, 250
    y = {n: 20 + i * (h + gap) for i, n in enumerate(way)}
    height = max(y.values()) + h + 20
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" width="760" height="{height}" role="img" font-family="Noto Sans JP, Yu Gothic UI, sans-serif" font-size="14">',
           '<defs><marker id="a" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0 0L8 4L0 8z" fill="#333"/></marker></defs>',
           f'<rect width="760" height="{height}" fill="#fff"/>']

    def box(x, top, text, fill):
        out.append(f'<rect x="{x}" y="{top}" width="{w}" height="{h}" rx="4" fill="{fill}" stroke="#333"/>')
        out.append(f'<text x="{x + w / 2:g}" y="{top + 25}" text-anchor="middle">{escape(text)}</text>')

    for n in way:
        box(left, y[n], t.say(lang, 'state-' + n), '#e8f1fb' if n != 'closed' else '#e6f4ea')
    box(20, y['suspected'] + h + gap, t.say(lang, 'state-dismissed'), '#f2f2f2')
    for d in t.deeds:
        label = escape(t.say(lang, 'deed-' + d['name']))
        if d['to'] in way and len(d['from']) == 1 and d['from'][0] in way and way.index(d['to']) == way.index(d['from'][0]) + 1:
            top = y[d['from'][0]] + h
            out.append(f'<path d="M{left + w / 2:g} {top}V{top + gap - 2}" stroke="#333" marker-end="url(#a)"/>')
            out.append(f'<text x="{left + w / 2 + 10:g}" y="{top + 27}">{label}</text>')
        elif d['to'] == 'dismissed' and len(d['from']) == 1:
            top = y[d['from'][0]] + h / 2
            end = y['suspected'] + h + gap + (0 if d['from'][0] == 'suspected' else h / 2)
            line = f'M{left} {top:g}H115V{end - 2:g}' if d['from'][0] == 'suspected' else f'M{left} {top:g}H{20 + w + 2}'
            out.append(f'<path d="{line}" fill="none" stroke="#333" marker-end="url(#a)"/>')
    out.append(f'<text x="20" y="{y["suspected"] + 14}">{escape(t.say(lang, "deed-dismiss"))}</text>')
    back = [d for d in t.deeds if d['name'] == 'reopen' and d['to'] == 'confirmed'][0]
    x = left + w + 190
    for n in back['from']:
        out.append(f'<path d="M{left + w} {y[n] + h / 2:g}H{x}" fill="none" stroke="#888"/>')
    out.append(f'<path d="M{x} {y[back["from"][-1]] + h / 2:g}V{y["confirmed"] + h / 2:g}H{left + w + 2}" fill="none" stroke="#888" marker-end="url(#a)"/>')
    out.append(f'<text x="{x + 8}" y="{y["confirmed"] + h / 2 + 40:g}">{escape(t.say(lang, "deed-reopen"))}</text>')
    out.append('</svg>')
    return '\n'.join(out) + '\n'


def page(t, lang):
    head = PAGE[lang]
    n = 1 if lang == 'ja' else 0
    svg = 'incident.ja.svg' if lang == 'ja' else 'incident.svg'
    lines = [f'# {head[0]}', '', head[1], '', f'![{head[0]}]({svg})', '',
             '| ' + ' | '.join(head[2:9]) + ' |', '|---|---|---|---|---|---|---|']
    open_ = [s for _, s in t.states if s not in ('closed', 'dismissed')]
    for d in t.deeds:
        begin = d['from']
        named = ', '.join(t.say(lang, 'state-' + s) for s in begin)
        if begin[:len(open_)] == open_:
            named = ('どの段階でも' if n else 'any open state') + ''.join(', ' + t.say(lang, 'state-' + s) for s in begin[len(open_):])
        asks = ', '.join(t.say(lang, 'field-' + f) + ('' if must else (' （任意）' if n else ' (may be left out)')) for f, must in t.fields.get(d['name'], []))
        lines.append(f'| **{t.say(lang, "deed-" + d["name"])}** `{d["name"]}`<br>{t.say(lang, "deed-" + d["name"] + "-help")} | {named} | '
                     f'{t.say(lang, "state-" + d["to"]) if d["to"] else head[9]} | {ROLES[d["right"]][n]} | {", ".join(NEEDS[x][n] for x in d["needs"])} | {asks} | '
                     f'{", ".join(d["items"])} |')
    return '\n'.join(lines) + '\n'


def main(what):
    t = Table()
    wanted = {f'choice-{c}' for _, cs in re.findall(r'^FIELD\("([a-z-]+)", .*, "([^"]*)"\)$', read('src/respond/incident.def'), re.M) for c in cs.split()}
    wanted |= {f'field-{n}' for fs in t.fields.values() for n, _ in fs} | {f'deed-{d["name"]}-help' for d in t.deeds}
    wanted |= set(re.findall(r'"((?:no|not)-[a-z-]+)"', read('src/respond/incident_guard.c')))
    files = {'docs/incident.svg': drawing(t, 'en'), 'docs/incident.ja.svg': drawing(t, 'ja'), 'docs/incident.md': page(t, 'en'), 'docs/incident.ja.md': page(t, 'ja')}
    wrong = [f'data/lang/incident.yaml: no {k}' for k in sorted(wanted - set(t.words))]
    for path, text in files.items():
        full = os.path.join(ROOT, path)
        if what == 'write':
            with open(full, 'w', encoding='utf-8') as f:
                f.write(text)
        elif not os.path.exists(full) or read(path) != text:
            wrong.append(f'{path} is not what src/respond/incident.def says: tools/python tools/incident.py write')
    print('\n'.join(wrong) or f'{len(t.states)} states, {len(t.deeds)} lines of deeds')
    return 1 if wrong or len(t.deeds) < 20 or len(t.states) != 9 else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else 'check'))
