"""The pictures of the A3 sheet: the sample plant's, with some decisions made, in both languages. Goes the way a user goes: export as
CSV, fill in, import, export as PDF. sheet_pictures.py MIMAMORI OUT-FOLDER"""
import csv
import os
import subprocess
import sys
import tempfile

program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SYSTEM = {'ja': 'プレスラインの見える化', 'en': 'Press line monitoring'}
SITE = {'ja': '見本工場', 'en': 'Sample plant'}
# mark, reason, point; given in turn to the sub-items, so that every kind of row is seen
ANSWERS = {
    'ja': [('◎', 'すでに実施しており、続ける。', '四半期ごとに点検表で確かめる。'), ('◎', '本番の前に必要と判断した。', '設定書と現物を突き合わせる。'),
           ('△', '古いPLCは対応できないため、ゲートウェイの内側だけとする。', '2028年度の更新までの代わりの策を、保全課と決める。'), ('', '', ''),
           ('×', 'このシステムは個人情報を扱わない。', ''), ('◎', '情報システム部と製造技術課で行う。', '受け持ちを表にする。'), ('', '', '')],
    'en': [('◎', 'Done already; it goes on.', 'Check each quarter by the list.'), ('◎', 'Needed before going live.', 'Compare settings with the device.'),
           ('△', 'The old PLC cannot do it, so only inside the gateway.', 'Settle with maintenance what to do until it is replaced in 2028.'), ('', '', ''),
           ('×', 'This system handles no personal data.', ''), ('◎', 'IT and production engineering do it.', 'Write down who does what.'), ('', '', '')],
}


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


for language in ('ja', 'en'):
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        site = SITE[language] + '.db'
        run(program, 'inspect', os.path.join(root, 'sample/plant.pcapng'), '--summary', '--save', site, '--quiet')
        run(program, 'system', 'add', site, SYSTEM[language], '--level', 'core', '--quiet')
        run(program, 'system', 'assign', site, 's1', *[f'd{i}' for i in range(1, 13)], '--quiet')
        run(program, 'sheet', 'export', site, '--system', 's1', '--lang', language, '-o', 'a.csv', '--quiet')
        table = list(csv.reader(open('a.csv', encoding='utf-8-sig', newline='')))
        for i, r in enumerate(r for r in table[1:] if len(r) > 12 and '-' in r[12]):
            r[8], r[10], r[11] = ANSWERS[language][i % 7]
        with open('b.csv', 'w', encoding='utf-8', newline='') as f:
            csv.writer(f).writerows(table)
        run(program, 'sheet', 'import', site, 'b.csv', '--quiet')
        run(program, 'sheet', 'export', site, '--system', 's1', '--lang', language, '--tz', '+09:00', '-o', 's.pdf', '--quiet')
        run('pdftoppm', '-r', '105', '-f', '1', '-l', '1', '-singlefile', '-png', 's.pdf', os.path.join(folder, f'sheet-{language}'))
