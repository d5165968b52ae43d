"""Pictures of the pages of alarms, an incident and the wallboard in both languages, with the sample plant played and its alarms: to be
called right after `mimamori serve SITE.db --replay sample/plant.pcapng` began: alarm_pictures.py BASE AXE FOLDER LINK, as tests/web/alarms
calls alarms.py."""
import datetime
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'tests/web'))
from person import Account, Person

base, axe, folder, link = sys.argv[1:5]
admin = Account.first(base, link, '管理 太郎')
night, ot, it = admin.invite('night', '夜勤 花子', 'ot', 'operator'), admin.invite('ot', '設備 次郎', 'ot', 'ot'), admin.invite('it', '情報 五郎', 'it', 'it')
admin.must('PATCH', '/settings', {'learning_hours': 0, 'site_name': '見本の工場'})
ot.must('POST', '/records', {'kind': 'roster', 'said': 'yes', 'owner': ot.contact, 'deputy': it.contact, 'made_on': datetime.date.today().isoformat(),
                             'fields': {'hours': '毎日 0:00～24:00', 'judge': night.contact, 'second': ot.contact, 'severity': 'all', 'gaps': 'none'}})

wall, p = Person(base, axe, folder, 1920, 1080), Person(base, axe, folder)
wall.go(base + '/wall')
wall.form('ja', 'dark', 1920, 1080)
wall.run('localStorage.setItem("mimamori-wall-light", "dark")')
wall.go(base + '/wall')
wall.wait('document.querySelector(".w-pad")')
for digit in ot.must('POST', '/wallboards', {'name': 'プレス1号の横'})['code']:
    wall.run(f'[...document.querySelectorAll(".w-pad button")].find(b => b.innerText.trim() === "{digit}").click()')
wall.press('つなぐ', '.w-pad')
wall.wait('document.querySelector(".w-tile")')

p.go(base + '/')
p.form()
p.sign_in('night')
p.wait('document.querySelector(".list tbody tr")', 120)
alarm = night.must('GET', '/alarms')['items'][0]['id']
night.must('POST', f'/alarms/{alarm}/acknowledge', {'words': '現場へ向かいます'})
incident = night.must('POST', '/incidents', {'alarm': alarm, 'words': '画面に知らない表示が出ている'})['id']
judged = {'class': 'attack', 'severity': 'high', 'impact': '温度の表示が信用できない', 'personal': 'no'}
for who in (it, ot):
    who.must('POST', f'/incidents/{incident}/deeds', {'deed': 'confirm', 'fields': judged})
time.sleep(12)  # more of what the visitor does
for language in ('ja', 'en'):
    wall.run(f'localStorage.setItem("mimamori-lang", "{language}")')
    wall.go(base + '/wall')
    wall.wait('document.querySelector(".w-tile")')
    time.sleep(1)
    wall.picture(f'wallboard-{language}')
    p.form(language)
    p.visit(f'/alarms?open={alarm}')
    p.wait('document.querySelector(".panel .do-not")')
    time.sleep(1)
    p.picture(f'alarms-{language}')
p.sign_in('ot')
for language in ('ja', 'en'):
    p.form(language, 'light', 1280, 1300)
    p.visit(f'/incidents/{incident}')
    time.sleep(1)
    p.picture(f'incident-{language}')
p.close()
wall.close()
