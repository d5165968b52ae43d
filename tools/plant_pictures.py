"""The pictures of who can change what, of values and of access points, in both languages: plant_pictures.py MIMAMORI AXE CORPUS OUT-FOLDER.
The recordings are public ones: of a controller of MELSEC to which users are added and which is stopped (Nozomi Networks), of an S7-300 to
which a block is downloaded (ITI), of a Modbus plant (Lemay), of radio (derv82, chrissanders, aircrack-ng)."""
import os
import re
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'tests/web'))
from person import Account, Person

mimamori, axe, corpus, folder = sys.argv[1:5]
RECORDINGS = ('ot/melsec-slmp-cclink/NozomiNetworks__legitimate_user_addition_plc_stop_test.pcapng', 'ot/enip-cip/iti__EIP-RebootorRestart.pcap',
              'ot/modbus/antoine-lemay__characterization_modbus_6RTU_with_operate.pcap',
              'wifi/derv82__handshake_has_1234.cap', 'wifi/chrissanders__3e80211_wepauth.pcapng', 'wifi/aircrack-ng__testm1m2m3.pcap',
              'wifi/vanhoefm__example-tptk-attack.pcapng')
RADIO = '18:d6:c7:6d:6b:18'


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


with tempfile.TemporaryDirectory() as work:
    db = os.path.join(work, 'plant.db')
    for n, name in enumerate(RECORDINGS):
        run(mimamori, 'inspect', os.path.join(corpus, name), '-o', f'{work}/r{n}', '--save', db, '--quiet')
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    said = run(mimamori, 'serve', db, '--lang', 'ja', '--listen', f'127.0.0.1:{port}', '--detach')
    try:
        admin = Account.first(f'https://127.0.0.1:{port}', re.search(r'/setup/([\w-]+)', said)[1], '管理 太郎')
        admin.invite('jiro', '設備 次郎', 'ot', 'ot')
        melsec = next(c['device']['id'] for c in admin.must('GET', '/controllers')['items'] if 'melsoft' in c['protocols'])
        values = max((d['id'] for d in admin.must('GET', '/devices?limit=1000')['items']), key=lambda d: admin.must('GET', f'/devices/{d}/points?set=1&limit=1')['total'])
        p = Person(f'https://127.0.0.1:{port}', axe, folder)
        p.go(p.base + '/')
        p.form()
        p.sign_in('jiro')
        for language in ('ja', 'en'):
            p.form(language)
            for name, path, ready in (('controllers', f'/controllers?open={melsec}', '.panel table tbody tr'), ('values', f'/devices/{values}?tab=values', '.list table tbody tr'), ('wifi', f'/wifi?open={RADIO}', '.panel .wifi-why li')):
                p.visit(path)
                p.wait(f'document.querySelector({ready!r})')
                p.picture(f'{name}-{language}')
        assert not p.wrong, p.wrong
    finally:
        run(mimamori, 'stop', db, '--quiet')
