"""What the detectors of values say of labelled series: series.py TOOL FOLDER (corpus/series). Prints, for factory_sim, recall per kind of
event (a signal within its span and an hour more) and false signals per series-day; for NAB recall of windows and false signals. Times are made
seconds since 1970; the first day of each series is learnt. Fails when what is asked of the detectors falls below its floor."""
import collections
import csv
import datetime
import glob
import json
import os
import subprocess
import sys
import tempfile

tool, folder = sys.argv[1:3]
DAY = 86400.0
LATE = 3600.0
# what these detectors are for; the other kinds of the simulation want a history of values or of senders
FLOOR = {'frozen': 1.0, 'missing': 1.0, 'out_of_range_code': 1.0, 'unit_change': 1.0, 'impossible_rate': 0.8, 'spoof_sender': 1.0}
FALSE_MOST = 0.05


def plain(path, out, time, value):
    senders = {}
    with open(path, encoding='utf-8') as f, open(out, 'w', encoding='utf-8') as to:
        for row in csv.DictReader(f):
            sender = senders.setdefault((row.get('src_ip'), row.get('src_mac')), len(senders))
            to.write(f'{time(row)},{value(row) or "-"},{sender}\n')


def signals(files):
    said, spans = collections.defaultdict(list), {}
    done = subprocess.run([tool, *files], capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        name, what, a, b, *rest = line.split('\t')
        name = os.path.basename(name)
        if what == 'end':
            spans[name] = (float(a), float(b), int(rest[0]))
        elif what == 'on':
            said[name].append((float(b), a))
    return said, spans


def factory(scratch):
    labels = json.load(open(f'{folder}/factory_sim/labels.json', encoding='utf-8'))
    files = []
    for name in sorted(labels):
        out = f'{scratch}/{name}'
        plain(f'{folder}/factory_sim/{name}.csv', out, lambda r: r['recv_ts'], lambda r: r['value'])
        files.append(out)
    said, spans = signals(files)
    found, all_of, by, wrong = collections.Counter(), collections.Counter(), collections.Counter(), []
    for name, events in labels.items():
        for e in events:
            hits = {d for t, d in said[name] if e['start'] <= t <= e['end'] + LATE}
            all_of[e['type']] += 1
            found[e['type']] += bool(hits)
            by.update((e['type'], d) for d in hits)
        wrong += [(name, t, d) for t, d in said[name] if not any(e['start'] <= t <= e['end'] + LATE for e in events)]
    days = sum(b - a for a, b, _ in spans.values()) / DAY - len(spans)
    print(f'factory_sim: {len(files)} series, {days:.0f} series-days after the first, {len(wrong)} false signals ({len(wrong) / days:.3f} a series-day)')
    for kind in sorted(all_of):
        print(f'  {kind}: {found[kind]} of {all_of[kind]}  ' + ' '.join(f'{d} {n}' for (k, d), n in sorted(by.items()) if k == kind))
    for w in wrong[:20]:
        print('  false:', *w)
    bad = [f'{k}: {found[k]} of {all_of[k]}' for k, least in FLOOR.items() if all_of[k] and found[k] < least * all_of[k]]
    return bad + ([f'{len(wrong) / days:.3f} false signals a series-day'] if len(wrong) / days > FALSE_MOST else [])


def nab(scratch):
    windows = json.load(open(f'{folder}/nab/combined_windows.json', encoding='utf-8'))
    at = lambda text: datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp()
    files, names = [], {}
    for path in sorted(glob.glob(f'{folder}/nab/*/*.csv')):
        key = path[len(f'{folder}/nab/'):]
        if key not in windows:
            continue
        out = f'{scratch}/{os.path.basename(path)}'
        names[os.path.basename(path)] = [(at(a), at(b)) for a, b in windows[key]]
        plain(path, out, lambda r: at(r['timestamp']), lambda r: r['value'])
        files.append(out)
    said, spans = signals(files)
    found = wrong = total = 0
    for name, spans_of in names.items():
        total += len(spans_of)
        found += sum(any(a <= t <= b for t, _ in said[name]) for a, b in spans_of)
        out = [t for t, _ in said[name] if not any(a <= t <= b for a, b in spans_of)]
        wrong += len(out)
        if out or any(not any(a <= t <= b for t, _ in said[name]) for a, b in spans_of):
            print(f'  {name}: {sum(any(a <= t <= b for t, _ in said[name]) for a, b in spans_of)} of {len(spans_of)}, false {len(out)} '
                  + ' '.join(sorted({d for t, d in said[name] if t in out})))
    days = sum(b - a for a, b, _ in spans.values()) / DAY - len(spans)
    print(f'nab: {len(files)} series, {days:.0f} series-days after the first, windows found {found} of {total}, {wrong} false signals ({wrong / days:.3f} a series-day)')


with tempfile.TemporaryDirectory() as scratch:
    bad = factory(scratch)
    nab(scratch)
print('\n'.join('below its floor: ' + b for b in bad))
sys.exit(1 if bad else 0)
