"""A small workbook by hand, as Excel writes it and as it does not: xlsx.py OUT < JSON
{"sheets": [{"name": ..., "state": "hidden"?, "rows": [[cell...]...], "hidden": [row numbers], "merged": ["A1:C1"]}], "date1904": 0?}
A cell: text, number, null, {"f": formula, "v": value}, {"date": serial}, {"zeros": n} (format 0000), {"inline": text}, {"ruby": [text, reading]},
{"bool": 0/1}, {"error": "#REF!"}. With "raw": {"path": text} parts are replaced; with "bomb": megabytes a part of that size is put in."""
import json
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

M = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
P = 'http://schemas.openxmlformats.org/package/2006/relationships'
book = json.load(sys.stdin)
strings = {}


def shared(xml):
    return strings.setdefault(xml, len(strings))


def letters(column):
    return (letters(column // 26 - 1) if column >= 26 else '') + chr(65 + column % 26)


def cell(value, where):
    if value is None:
        return ''
    if isinstance(value, str):
        return f'<c r="{where}" t="s"><v>{shared(f"<t>{escape(value)}</t>")}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{where}"><v>{value!r}</v></c>'
    if 'f' in value:
        kind = ' t="str"' if isinstance(value['v'], str) else ''
        return f'<c r="{where}"{kind}><f>{escape(value["f"])}</f><v>{escape(str(value["v"]))}</v></c>'
    if 'date' in value:
        return f'<c r="{where}" s="1"><v>{value["date"]}</v></c>'
    if 'zeros' in value:
        return f'<c r="{where}" s="2"><v>{value["zeros"]}</v></c>'
    if 'inline' in value:
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(value["inline"])}</t></is></c>'
    if 'bool' in value:
        return f'<c r="{where}" t="b"><v>{value["bool"]}</v></c>'
    if 'error' in value:
        return f'<c r="{where}" t="e"><v>{value["error"]}</v></c>'
    text, reading = value['ruby']
    ruby = '<r><t>' + escape(text) + '</t></r><rPh sb="0" eb="1"><t>' + escape(reading) + '</t></rPh>'
    return f'<c r="{where}" t="s"><v>{shared(ruby)}</v></c>'


def sheet(s):
    out = [f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{M}"><sheetData>']
    for i, row in enumerate(s['rows'], 1):
        hidden = ' hidden="1"' if i in s.get('hidden', []) else ''
        out.append(f'<row r="{i}"{hidden}>' + ''.join(cell(v, f'{letters(k)}{i}') for k, v in enumerate(row)) + '</row>')
    out.append('</sheetData>')
    if s.get('merged'):
        out.append('<mergeCells>' + ''.join(f'<mergeCell ref="{m}"/>' for m in s['merged']) + '</mergeCells>')
    return ''.join(out) + '</worksheet>'


parts = {}
names = rels = ''
for n, s in enumerate(book['sheets'], 1):
    parts[f'xl/worksheets/sheet{n}.xml'] = sheet(s)
    state = f' state="{s["state"]}"' if 'state' in s else ''
    names += f'<sheet name={quoteattr(s["name"])} sheetId="{n}"{state} r:id="rId{n}"/>'
    rels += f'<Relationship Id="rId{n}" Type="{R}/worksheet" Target="worksheets/sheet{n}.xml"/>'
parts['xl/workbook.xml'] = f'<workbook xmlns="{M}" xmlns:r="{R}"><workbookPr date1904="{book.get("date1904", 0)}"/><sheets>{names}</sheets></workbook>'
parts['xl/_rels/workbook.xml.rels'] = f'<Relationships xmlns="{P}">{rels}<Relationship Id="rIdS" Type="{R}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
parts['xl/styles.xml'] = (f'<styleSheet xmlns="{M}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
                          '<numFmt numFmtId="165" formatCode="0000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
                          '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>')
parts['xl/sharedStrings.xml'] = f'<sst xmlns="{M}">' + ''.join(f'<si>{x}</si>' for x in strings) + '</sst>'
parts['[Content_Types].xml'] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
parts.update(book.get('raw', {}))
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    for path, text in parts.items():
        if 'bomb' not in book or path != 'xl/worksheets/sheet1.xml':
            z.writestr(path, text)
    if 'bomb' in book:
        head, tail = parts['xl/worksheets/sheet1.xml'].split('</sheetData>')
        with z.open('xl/worksheets/sheet1.xml', 'w', force_zip64=True) as f:
            f.write(head.encode())
            for _ in range(book['bomb']):
                f.write(b' ' * (1 << 20))
            f.write(f'</sheetData>{tail}'.encode())
