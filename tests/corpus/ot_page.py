"""docs/ot-comparison.md, made by `tests/corpus/ot --table`: what ours and others count in corpus/ot, folder by folder, and each disagreement with its reason."""
import collections

import outsiders

HEAD = '''# The plant's languages beside others' eyes

Made by `tests/corpus/ot --table`; the test `corpus-ot` fails when something differs that no row explains. For every capture of the developers' corpus `ot/`: requests and answers by
function in `commands[]` of inspect.json beside what tshark {tshark} dissects and, where there is one, the published baseline of Zeek with the parsers of CISA's ICSNPP or of NTT Communications;
names of protocols beside tshark's and nDPI's; the words by which devices say who they are beside tshark's. Modbus is compared by client and server as well (`tests/corpus/modbus.py`).
`asked/answered`, refusals among the answers.

| folder | captures | functions compared | requests of ours | equal | but for segments sent again | explained | unexplained | words of identity found | names of protocols found |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
'''


def text(folders):
    """The page, and how many functions are equal, compared, unexplained."""
    tshark = ' '.join(outsiders.version('tshark').split()[2:3] or ['4.0'])
    out = [HEAD.format(tshark=tshark).rstrip('\n')]
    total = collections.Counter()
    for name, s in sorted(folders.items()):
        bad = [d for d in s.differs if d[6] is None]
        cells = [s.captures, s.functions, s.asked, s.equal, s.again, s.explained + s.rules, len(bad)]
        for i, c in enumerate(cells):
            total[i] += c
        out.append(f'| {name} | ' + ' | '.join(f'{c:,}' for c in cells) + f' | {s.who - len(s.unsaid)} of {s.who} | {len(s.found)} of {len(s.found) + len(s.unnamed)} |')
    out.append('| **all** | ' + ' | '.join(f'**{total[i]:,}**' for i in range(7)) + ' | | |')
    out += ['', '## Each disagreement', '', '| capture | who says so | protocol, function | they | we | why |', '|---|---|---|--:|--:|---|']
    for name, s in sorted(folders.items()):
        grouped = collections.OrderedDict()
        for path, source, key, _, count, mine, why in s.differs:
            grouped.setdefault((path, source, key[0], why or '**not explained**'), []).append((key[1], count, mine))
        for (path, source, token, why), rows in grouped.items():
            pair = lambda at: ', '.join(f'{r[at][0]}/{r[at][1]}' for r in rows[:4]) + (' ...' if len(rows) > 4 else '')
            functions = ', '.join(r[0] for r in rows[:4]) + (f' ... ({len(rows)})' if len(rows) > 4 else '')
            out.append(f'| {path[3:]} | {source} | {token} {functions} | {pair(1)} | {pair(2)} | {why} |')
        for path, field, value, why in s.unsaid:
            out.append(f'| {path[3:]} | tshark | {field} | "{value[:60]}" | | {why or "**not explained**"} |')
        for path, source, token, why in s.unnamed:
            out.append(f'| {path[3:]} | {source} | {token} | named | | {why or "**not explained**"} |')
    return '\n'.join(out) + '\n', (total[3], total[1], total[6])


def write(page, folders):
    said, (equal, compared, unexplained) = text(folders)
    with open(page, 'w', encoding='utf-8') as f:
        f.write(said)
    print(f'{page}: {equal} of {compared} equal, {unexplained} unexplained')
    return 0


def is_current(page, folders):
    try:
        return open(page, encoding='utf-8').read() == text(folders)[0]
    except FileNotFoundError:
        return False
