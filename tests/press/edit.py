"""Edits a workbook of the press as a spreadsheet would: values({'I9': '◎'}), formula, merge. And reads where a sub-item's row is."""
import re
import zipfile
from xml.sax.saxutils import escape

SHEET = 'xl/worksheets/sheet1.xml'
COLUMN = {'view': 'D', 'mark': 'I', 'reason': 'K', 'point': 'L', 'id': 'M', 'system': 'N', 'base': 'O', 'was': 'P', 'asked': 'Q'}


def strings(z):
    text = z.read('xl/sharedStrings.xml').decode()
    return [re.sub(r'<[^>]*>', '', s).replace('&lt;', '<').replace('&gt;', '>').replace('&quot;', '"').replace('&amp;', '&')
            for s in re.findall(r'<si>(.*?)</si>', text, re.S)]


def rows(path):
    """Sub-item: number of its row; and the text of every cell."""
    with zipfile.ZipFile(path) as z:
        shared, sheet = strings(z), z.read(SHEET).decode()
    cells = {c: shared[int(v)] for c, v in re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="s"[^>]*><v>(\d+)</v>', sheet)}
    return {cells[c]: int(c[1:]) for c in cells if re.fullmatch(r'M\d+', c) and re.match(r'\d\d-\d|A\d', cells[c])}, cells


def edit(path, out, values, merge=()):
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    sheet = parts[SHEET].decode()
    for cell, value in values.items():
        formula = isinstance(value, tuple)
        inner = f'<f>{escape(value[0])}</f><v>1</v>' if formula else f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        new = f'<c r="{cell}"' + ('' if formula else ' t="inlineStr"') + f'>{inner}</c>'
        sheet, n = re.subn(rf'<c r="{cell}"(?:[^>]*/>|[^>]*>.*?</c>)', lambda m: new, sheet, count=1)
        assert n == 1, cell
    if merge:
        sheet = sheet.replace('<dataValidations', f'<mergeCells count="{len(merge)}">' + ''.join(f'<mergeCell ref="{r}"/>' for r in merge) + '</mergeCells><dataValidations', 1)
    parts[SHEET] = sheet.encode()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
