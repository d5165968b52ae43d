"""Values, operations and controllers, hostile and many: values.py fill SITE.db; values.py look BASE AXE FOLDER SETUP-LINK WORK"""
import csv
import io
import json
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

POINTS, CONTROLLERS = 100000, 1000
AT = 1795910000000000
# As names would be that reached the model uncleaned: the last door is what is tried.
HOSTILE = [b'<img src=x onerror="window.owned=1">', b'</script><script>window.owned=2</script>', b'=HYPERLINK("http://evil.example/","x")', b'+1+cmd|\'/C calc\'!A0', b'-2+3', b'@SUM(1)',
           '＝１＋１'.encode(), b'\t=1+1', b'\r\n=1+1', b'nul\0behind', '\u202egnp.exe'.encode(), '\u2066abc\u2069'.encode(), 'ライン速度'.encode('cp932'), b'\xff\xfe\xfd', b'\x1b[2Jgone',
           b'{n} {device} {{7*7}}', b"'; DROP TABLE point; --", 'é'.encode(), b'x' * 4000, '長い名前の'.encode() * 300, b'a,b;"c"\r\nd']
RAW = '\u202e\u2066\u2069\x1b\0'
BUDGET = 1500  # ms until a page is whole, on a machine that does other things, too; bench/pages is the measure, this only finds what is out of all proportion
SIZE = 400000  # bytes of JSON


def fill(path):
    db = sqlite3.connect(path)
    db.execute('PRAGMA synchronous = OFF')
    first = db.execute('SELECT max(id) FROM device').fetchone()[0] + 1
    columns = [r[1] for r in db.execute('PRAGMA table_info(device)')]
    model = dict(zip(columns, db.execute("SELECT * FROM device WHERE kind = 'plc' LIMIT 1").fetchone()))
    shown = db.execute("SELECT type FROM sqlite_master WHERE name = 'device_shown'").fetchone()[0]
    assert shown == 'view', shown
    for i in range(CONTROLLERS):
        n = first + i
        row = {**model, 'id': n, 'mac': f'02:00:5e:00:{i // 256:02x}:{i % 256:02x}', 'ip': f'10.{i // 60000}.{i // 250 % 240}.{i % 250 + 1}', 'name': f'PLC-{i:04d}', 'kind': 'plc', 'ledger': None}
        db.execute(f'INSERT INTO device ({",".join(row)}) VALUES ({",".join("?" * len(row))})', list(row.values()))
        db.execute("INSERT INTO service VALUES (?, 'tcp', 502, 'modbus', 1, 0, 2, 0, 0, 3, 9)", (n,))
        for k, (protocol, name, cls, deed) in enumerate((('modbus', 'Write Single Register', 'write', 'write'), ('umas', 'Stop PLC', 'control', 'stop'), ('umas', 'Upload Block', 'program', 'program-upload'))):
            if i % (k * 3 + 1) == 0:
                db.execute('INSERT INTO command(protocol, code, name, class, client, server, client_ip, server_ip, count, answered, refused, first_packet, first, deed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 9, 9, 0, 11, ?, ?)',
                           (protocol, k, name, cls, first + (i + k + 1) % CONTROLLERS, n, '10.0.0.1', row['ip'], AT, deed))
                if cls != 'write':
                    db.execute("INSERT INTO operation(protocol, code, sub, name, class, deed, detail, client, server, client_ip, server_ip, at, packet, count, answered, refused) VALUES (?, ?, 0, ?, ?, ?, '', ?, ?, ?, ?, ?, 5, 1, 1, 0)",
                               (protocol, k, name, cls, deed, first + (i + k + 1) % CONTROLLERS, n, '10.0.0.1', row['ip'], AT + i * 1000000))
    big, bad = first, first + 1
    db.execute("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) INSERT INTO point SELECT ?2, 'D' || i, 'modbus', 5 + i % 40, -i, i, i / 8.0, ?3, ?3 + i * 1000, 3, 'int16', i % 97 = 0, 1000000 + i FROM n", (POINTS, big, AT))
    for i, name in enumerate(HOSTILE):
        db.execute("INSERT INTO point VALUES (?, CAST(? AS TEXT), 'modbus', 1, -5, 1, -5, ?, ?, 4, 'int16', ?, NULL)", (bad, name, AT, AT, i % 2))
        db.execute("INSERT INTO operation(protocol, code, sub, name, class, deed, detail, client, server, client_ip, server_ip, at, packet, count, answered, refused) VALUES ('umas', 1, 0, CAST(? AS TEXT), 'control', 'stop', CAST(? AS TEXT), ?, ?, '10.0.0.3', '10.0.0.2', ?, 5, 1, 1, 0)",
                   (name, name, first + 2, bad, AT + (5000 + i) * 1000000))
        db.execute('UPDATE device SET name = CAST(? AS TEXT), model = CAST(? AS TEXT), maker = CAST(? AS TEXT), firmware = CAST(? AS TEXT) WHERE id = ?', (name, name, name, name, first + 2 + i))
    db.commit()
    db.close()


def look(base, axe, folder, link, work):
    from person import Account, Person
    admin = Account.first(base, link, '管理 太郎')
    admin.invite('jiro', '設備 次郎', 'ot', 'ot')
    p = Person(base, axe, folder)
    p.go(base + '/')
    p.wait('document.querySelector("#f-login")')
    p.form('ja')
    p.sign_in('jiro')
    rows = 'document.querySelector(".list table tbody tr")'
    big = next(d['id'] for d in admin.must('GET', '/devices?q=PLC-0000')['items'])
    bad = f'd{int(big[1:]) + 1}'
    third = f'd{int(big[1:]) + 2}'

    # --- hostile: as text everywhere, never as markup, formula or control
    def clean(what, text):
        for c in RAW:
            p.expect(c not in text, f'{what}: holds {c!r}: …{text[max(0, text.find(c) - 40):text.find(c) + 40]!r}')

    for path in (f'/devices/{bad}/points?limit=1000', f'/devices/{bad}', f'/operations?controller={bad}&limit=1000', f'/controllers/{bad}', '/controllers?limit=1000', f'/controllers/{third}'):
        status, answer = admin.ask('GET', path)
        p.expect(status == 200, f'{path}: {status}')
        clean(path, json.dumps(answer, ensure_ascii=False))
    said = admin.must('GET', f'/devices/{bad}/points?limit=1000')
    p.expect(said['total'] == len(HOSTILE) and all(len(x['name']) <= 256 for x in said['items']), f'values: {said["total"]}, {max(len(x["name"]) for x in said["items"])} long')
    for path, width in ((f'/reports/points?device={bad}', 14), (f'/reports/operations?controller={bad}', 14)):
        status, text = admin.ask('GET', path)
        p.expect(status == 200, f'{path}: {status}')
        clean(path, text)
        table = list(csv.reader(io.StringIO(text.lstrip('\ufeff'), newline='')))
        p.expect(len(table) == len(HOSTILE) + 1 and {len(r) for r in table} == {width}, f'{path}: {len(table)} lines, {({len(r) for r in table})} cells')
        for r in table[1:]:
            for cell in r:
                first = cell.lstrip()[:1]
                number = cell.lstrip('-').replace('.', '', 1).isdigit()
                p.expect(number or first not in ('=', '+', '-', '@', '＝', '＋', '－', '＠') and cell[:1] not in ('\t', '\r'), f'{path}: a formula: {cell[:60]!r}')
    for path, ready in ((f'/devices/{bad}?tab=values', rows), (f'/controllers/{bad}', 'document.querySelector("main table tbody tr")'), (f'/controllers?view=operations&controller={bad}', rows), ('/controllers', rows),
                        (f'/controllers?open={third}', 'document.querySelector(".panel table tbody tr")'), (f'/devices/{third}', 'document.querySelector("h1")')):
        for language, light, width in (('ja', 'light', 1280), ('en', 'dark', 820)):
            p.form(language, light, width)
            p.visit(path)
            p.wait(ready)
            p.expect(p.run('window.owned') is None and not p.run('document.querySelectorAll("main img, main script, .panel img, [onerror]").length'), f'{path}: a name became markup')
            clean(path, p.text('body'))
            p.right(f'{path} {language}')
        p.picture('hostile' + path.split('?')[0].replace('/', '-') + ('-values' if 'values' in path else ''))
    p.form('ja')
    report = admin.ask('GET', '/reports/report.html')
    p.expect(report[0] == 200, f'the report: {report[0]}')
    clean('report.html', report[1])
    p.expect(report[1].count('</script>') == 2 and '<img' not in report[1], f'report.html: {report[1].count("</script>")} ends of scripts')
    html = os.path.join(work, 'report.html')
    with open(html, 'w', encoding='utf-8') as f:
        f.write(report[1])

    # --- many: whole within the budget, no answer without end, found, sorted, gone through by keyboard
    def measured(name, path, ready=rows):
        p.visit('/settings?tab=me')
        p.complaints.clear()
        start = time.monotonic()
        p.run(f'history.pushState(null, "", {json.dumps(path)}); dispatchEvent(new PopStateEvent("popstate"))')
        p.wait(f'location.pathname + location.search === {json.dumps(path)} && {ready} && !document.querySelector("main .loading")')
        ms = (time.monotonic() - start) * 1000
        size = p.run('Math.max(0, ...performance.getEntriesByType("resource").filter(r => r.name.includes("/api/") && !r.name.endsWith("/events")).map(r => r.decodedBodySize))')
        slow = p.run('(() => { const r = performance.getEntriesByType("resource").filter(r => r.name.includes("/api/") && !r.name.endsWith("/events")).slice(-3).sort((a, b) => b.duration - a.duration)[0]; return Math.round(r.duration); })()')
        print(f'{name:28} {ms:7.0f} ms whole, slowest answer {slow} ms, largest {size / 1000:.0f} kB', flush=True)
        p.expect(ms <= BUDGET, f'{name}: {ms:.0f} ms')
        p.expect(size <= SIZE, f'{name}: {size} bytes')
        p.right(name)

    measured('controllers', '/controllers')
    measured('controllers, sorted', '/controllers?sort=-unapproved')
    measured('controllers, found', '/controllers?q=PLC-09')
    measured('controllers, sign-in', '/controllers?sign_in=none')
    measured('a controller', f'/controllers/{big}', 'document.querySelector("main table tbody tr")')
    measured('operations', '/controllers?view=operations')
    measured('device', f'/devices/{big}', 'document.querySelector("h1")')
    measured('values', f'/devices/{big}?tab=values')
    measured('values, next', f'/devices/{big}?tab=values&cursor=o50000')
    measured('values, sorted', f'/devices/{big}?tab=values&sort=-last')
    measured('values, found', f'/devices/{big}?tab=values&q=D9999')
    measured('values, set', f'/devices/{big}?tab=values&set=1')
    p.visit(f'/devices/{big}?tab=values')
    p.wait(rows)
    names = p.run('[...document.querySelectorAll(".list tbody tr .named")].map(e => e.innerText)')
    p.expect(names[:3] == ['D1', 'D2', 'D3'] and names[9] == 'D10' and len(names) == 100, f'values: {names[:12]} of {len(names)}')
    p.sees('全 100,000 件のうち 100 件')
    p.key('j', 74)
    p.key('j', 74)
    p.expect(p.run('[...document.querySelectorAll(".list tbody tr")].indexOf(document.activeElement)') == 1, 'j does not go down the values')
    p.run('document.querySelector(".pages a").focus()')
    p.key('Enter', 13)
    p.wait('location.search.includes("cursor=o100")')
    p.wait('document.querySelector(".list tbody tr .named")?.innerText === "D101"')
    start = time.monotonic()
    whole = admin.must('GET', f'/reports/points?device={big}')
    print(f'{"all values as a table":28} {(time.monotonic() - start) * 1000:7.0f} ms, {len(whole) / 1e6:.1f} MB', flush=True)
    p.expect(whole.count('\n') == POINTS + 1, f'the table: {whole.count(chr(10))} lines')
    p.close()
    print('\n'.join(p.wrong[:30]) or f'{p.seen} looks, as people expect')
    sys.exit(1 if p.wrong else 0)


fill(sys.argv[2]) if sys.argv[1] == 'fill' else look(*sys.argv[2:])
