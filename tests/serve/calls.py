"""A site for tests of the API, and calls to it through tests/tools/api.c: the sample plant, its ledger, two systems, people, records,
a decision; one device has a hostile name."""
import json
import os
import sqlite3
import subprocess
import tempfile

BUILD, ROOT = os.environ['BUILD'], os.environ['ROOT']
# the optimised build has no tools of tests; the sanitizers' has
TOOL = next(p for p in (f'{BUILD}/tests/api', f'{os.environ["ASAN"]}/tests/api') if os.path.exists(p))
HOSTILE = '</script><img src=x onerror=alert(1)>\u202egnp.exe "\'&amp;{{7*7}}'
LONG = '長い名前の' * 51  # 255 characters, 765 bytes
OTHERS_HOSTILE = 'ZZ-other-systems-own'
VENDOR = '64@1'


def run(*words, **extra):
    done = subprocess.run([f'{BUILD}/mimamori', *words, '--lang', 'en'], capture_output=True, text=True, stdin=subprocess.DEVNULL, **extra)
    if done.returncode:
        raise SystemExit(f'mimamori {" ".join(words)}: exit {done.returncode}\n{done.stderr}')
    return done.stdout


class Site:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, 'plant.db')
        run('inspect', f'{ROOT}/sample/plant.pcapng', '--ledger', f'{ROOT}/sample/ledger.csv', '--save', self.path, '-o', f'{self.folder.name}/r')
        run('system', 'add', self.path, 'Furnace line', '--level', 'core')
        run('system', 'add', self.path, 'Press line of others', '--level', 'important')
        run('system', 'assign', self.path, 's1', 'd5', 'd7')
        run('system', 'assign', self.path, 's2', 'd6', 'd8', 'd11')
        run('contact', 'add', self.path, 'name=Yamada Taro', 'side=ot', 'mail=yamada@plant.example')
        run('contact', 'add', self.path, 'name=Sato Hanako', 'side=it')
        for system, device in (('s1', 'd7'), ('s2', 'd8')):
            run('record', 'add', self.path, 'responsible', 'owner=c1', 'deputy=c2', 'person=c1', 'reached=0120-000-000', f'role=keeps {device} of {system} running', 'confirmed_on=2026-04-01',
                'date=2026-04-01', '--system', system, '--device', device)
        run('sheet', 'decide', self.path, '25-1', 'adopt', '--reason', 'It can be read by anybody.', '--point', 'Which devices?', '--system', 's1')
        self.hostile()

    def hostile(self):
        db = sqlite3.connect(self.path)
        db.execute('UPDATE device SET name = ?, model = ? WHERE id = 5', (HOSTILE, HOSTILE))
        db.execute('UPDATE device SET name = ? WHERE id = 8', (OTHERS_HOSTILE,))
        db.execute('UPDATE device SET name = ? WHERE id = 12', (LONG,))
        db.execute('UPDATE fact SET value = ? WHERE device = 5 AND field = ?', (HOSTILE, 'name'))
        self.alarms(db)
        db.commit()
        db.close()

    def alarms(self, db):
        """One of a device of the first system, one of another's, one that ended; what detectors said of them."""
        at = 1795910000000000
        for n, device, name, ended in ((1, 7, HOSTILE, None), (2, 8, OTHERS_HOSTILE, None), (3, 7, 'x', at + 10)):
            data = json.dumps({'on_ja': name, 'on_en': name, 'by_ja': name, 'by_en': name, 'tries': '9'})
            db.execute('INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, ended, ended_by, again, acknowledged, '
                       'acknowledged_by, seq, device, count, last, concerned) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 1, ?, 9, ?, 1)',
                       (n, 'sign-in-guessing', 'by', f'd{device}', 'device', *[name.replace('\u202e', '<202E>')] * 2, data, at, at, ended, ended and 'over', ended and at + 5, ended and 1, device, at + 9))
            db.execute('INSERT INTO alarm_device VALUES (?, ?, ?, ?, 1, ?, ?)', (n, device, 'by', 'device', at, ended))
            db.execute('INSERT INTO alarm_packet VALUES (?, ?, ?)', (n, 5, at))
            db.execute('INSERT INTO alarm_note VALUES (?, ?, 1, ?, 1)', (n, at + 4, name))
            db.execute('INSERT INTO signal VALUES (?, ?, ?, NULL, ?, NULL, ?, ?, ?, ?, NULL, 9, 0, 0, ?, 5, ?, NULL)',
                       (n, 'sign-in-guessing', '02:00:00:00:00:01 10.0.0.1', device, 'tcp/23', at, at + 9, int(not ended), data, n))

    def rows(self, sql):
        db = sqlite3.connect(self.path)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def calls(self, requests):
        """[(who, method, path, query, language, if_none_match, body)] -> the answers."""
        lines = ''.join('\t'.join((list(r) + [''] * 7)[:7]) + '\n' for r in requests)
        done = subprocess.run([TOOL, self.path, '1795910400000000'], input=lines, capture_output=True, text=True)
        answers = done.stdout.split('\n')[:-1]
        if done.returncode or len(answers) != len(requests):
            raise SystemExit(f'api: exit {done.returncode} after {len(answers)} of {len(requests)}: {requests[min(len(answers), len(requests) - 1)]}\n{done.stderr[-2000:]}')
        self.raw = answers
        return [json.loads(a) for a in answers]

    def get(self, path, query='', who='local'):
        return self.calls([(who, 'GET', path, query, 'en')])[0]

    def routes(self):
        """{(method, path): (operation id, roles, flags)} of the program's own table."""
        done = subprocess.run([TOOL, 'routes'], capture_output=True, text=True, check=True)
        table = {}
        for line in done.stdout.split('\n')[:-1]:
            name, method, path, roles, flags = line.split('\t')
            table[method.lower(), path.removeprefix('/api/v1')] = (name, int(roles), int(flags))
        return table
