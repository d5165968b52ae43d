"""The pictures of the README: the sample plant's report in both languages, looked at by the same browser as tests/web:
pictures.py REPORT.html OUT-FOLDER"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'tests/web'))
from browser import Browser

page, folder = sys.argv[1:3]
b = Browser(1280, 1460)
for language in ('ja', 'en'):
    b.open(page, '#' + language)
    time.sleep(0.3)
    b.shot(os.path.join(folder, f'report-{language}.png'))
    b.run('location.hash = "#' + language + '/d5"')
    time.sleep(0.3)
    b.shot(os.path.join(folder, f'device-{language}.png'))
assert not b.complaints, b.complaints
b.close()
