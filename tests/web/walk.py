"""Walks through DIR/report.html as a reader does and compares what it shows with DIR/inspect.json."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser

folder = sys.argv[1]
page, model = os.path.join(folder, 'report.html'), json.load(open(os.path.join(folder, 'inspect.json')))
b = Browser()
visible = "(s) => [...document.querySelectorAll(s)].filter(e => e.getClientRects().length)"


def shown(selector):
    return b.run(f'({visible})({json.dumps(selector)}).length')


def text(selector):
    return b.run(f'document.querySelector({json.dumps(selector)}).innerText')


try:
    b.open(page)
    # Opens in the language it was made in, and says what it is.
    assert b.run('document.documentElement.lang') == 'ja'
    assert b.run('document.title') == '通信の記録の点検報告'
    assert '社外秘' in text('.mark') and 'TLP:AMBER' in text('.mark')
    assert f'{len(model["devices"])}台' in text('.lead'), text('.lead')
    assert shown('.en') == 0 and shown('.ja') > 20
    assert shown('.first li') == min(3, len({f['check'] for f in model['findings']}))
    assert shown('#map svg') == 1

    # The device table holds every device, and a filter finds one.
    assert shown('#devices-table tbody tr') == min(50, len(model['devices']))
    ip = next(i for d in model['devices'] for i in d['ips'] if '.' in i)
    b.click('#devices-table-q')
    b.type(ip)
    b.wait(f'({visible})("#devices-table tbody tr").length < {len(model["devices"])}')
    assert all(ip in row for row in b.run('[...document.querySelectorAll("#devices-table tbody tr")].map(r => r.innerText)'))
    b.run('document.querySelector("#devices-table-q").value = ""; document.querySelector("#devices-table-q").dispatchEvent(new Event("input"))')
    b.click('#devices-table thead [data-key=bytes]')
    sent = b.run('[...document.querySelectorAll("#devices-table tbody tr")].map(r => Number(r.lastElementChild.innerText.replace(/,/g, "")))')
    assert sent == sorted(sent, reverse=True) and len(sent) > 1, sent
    assert b.run('document.querySelector("#devices-table thead th[aria-sort=descending]") !== null')

    # A device's page, by the name in the table; its facts carry packets; Escape closes it.
    told = max(model['devices'], key=lambda d: len(d['facts']))
    b.click(f'#{told["id"]} a.dev')
    b.wait('!document.getElementById("panel").hidden')
    panel = text('#panel')
    assert told['ips'][0] in panel and told['facts'][0]['value'] in panel, panel[:400]
    assert '[object' not in panel and 'undefined' not in panel and 'NaN' not in panel
    assert f'--device {told["id"]} ' in panel
    assert b.run('location.hash') == f'#ja/{told["id"]}'

    # English without reload: the open page changes too, and the address remembers.
    b.run('window.mark = 1')
    b.click('#lang-en') if b.run('innerWidth') < 900 else b.run('document.getElementById("lang-en").click()')
    assert b.run('document.documentElement.lang') == 'en' and b.run('window.mark') == 1
    assert 'What it is, and how we know' in text('#panel')
    assert b.run('location.hash') == f'#en/{told["id"]}', b.run('location.hash')
    assert shown('.ja') == 0
    b.key('Escape', 27)
    b.wait('document.getElementById("panel").hidden')
    assert b.run('document.title') == 'Capture inspection report'

    # From a card of the drawing to the same page.
    b.click('#map .en a.m-card .m-box')
    b.wait('!document.getElementById("panel").hidden || location.hash.includes("o")')
    b.key('Escape', 27)

    # Findings: numbers, filter for Wireshark, command.
    for f in model['findings'][:5]:
        article = text(f'#{f["id"]}')
        assert f['title']['en'] in article and f['why']['en'] in article and f['do']['en'] in article
        assert f'frame.number in {{{", ".join(str(e["n"]) for e in f["evidence"])}}}' in article, article
        assert f'--finding {f["id"]} ' in article
    assert shown('#findings-list article') == len(model['findings'])

    # Flows and commands; what a flow's buttons would copy.
    offers = b.run('[...document.querySelectorAll("#flows-table tbody tr:first-child .copy")].map(e => e.title)')
    first = model['flows'][0]
    assert f'ip.addr == {first["client"]["ip"]} && ip.addr == {first["server"]["ip"]}' in offers[0], offers
    assert f'--flow {first["n"]} ' in offers[1], offers
    assert f'of {len(model["flows"])}' in text('#flows-table .count')
    if model['commands']:
        b.run('(() => { const s = document.querySelector("#commands-table select"); s.value = "change"; s.dispatchEvent(new Event("change")); })()')
        changing = [c for c in model['commands'] if c['class'] in ('write', 'control', 'program')]
        assert shown('#commands-table tbody tr') == min(50, len(changing))

    # The language of the address, opened anew; a device by its address.
    b.open(page, '#en/' + told['id'])
    b.wait('!document.getElementById("panel").hidden')
    assert b.run('document.documentElement.lang') == 'en'
    b.key('Escape', 27)

    # Every control can be reached and has a name; ids are unique.
    assert b.run('''[...document.querySelectorAll("button, select, input, a[href]")].filter(e => e.getClientRects().length).every(e => (e.innerText || e.getAttribute("aria-label") || e.textContent).trim())''')
    twice = b.run('''(() => { const n = {}; for (const e of document.querySelectorAll("[id]")) n[e.id] = (n[e.id] || 0) + 1; return Object.keys(n).filter(k => n[k] > 1); })()''')
    assert not twice, twice

    # Nothing wider than the window but what scrolls inside itself.
    for width in (1280, 820, 390):
        b.size(width, 900)
        assert b.run('document.documentElement.scrollWidth') <= width, (width, b.run('document.documentElement.scrollWidth'))

    assert b.requests and all(u.startswith('file://') or u.startswith('data:') for u in b.requests), b.requests
    assert not b.complaints, b.complaints

    # Without scripts: summary, drawing, findings and devices can still be read.
    b.call('Emulation.setScriptExecutionDisabled', value=True)
    b.open(page)
    b.call('Emulation.setScriptExecutionDisabled', value=False)
    assert shown('#devices-table tbody tr') == min(100, len(model['devices']))
    assert shown('#findings-list article') == len(model['findings']) and shown('noscript') == 1 and shown('.en') == 0
finally:
    b.close()
print('as a reader expects')
