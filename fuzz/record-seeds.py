"""First inputs of fuzz-record: each field's examples, and what people type for dates and money: record-seeds.py DIR RECORDS."""
import glob
import os
import sys

import yaml

folder, records = sys.argv[1:]
COMMON = 10  # names of record_common
typed = ['300万円', '２０２６年４月１日', 'なし：一人だけ', 'none: nothing', 'a; b；c', '¥1,200,000']
kinds = sorted(glob.glob(os.path.join(records, '*.yaml')), key=lambda p: os.path.basename(p)[:-5])
for i, path in enumerate(kinds):
    k = yaml.safe_load(open(path, encoding='utf-8'))
    for j, f in enumerate(k['fields']):
        e = f['example']
        text = e['ja'] if isinstance(e, dict) else str(e)
        with open(os.path.join(folder, f'{i}-{j}'), 'wb') as out:
            out.write(bytes([i, COMMON + j, 0]) + (text if (i + j) % 3 else typed[(i + j) % len(typed)]).encode())
