"""First inputs of the harnesses of tables: seeds_tables.py DIR HARNESS XLSX.PY"""
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile

folder, harness, maker = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
BOOK = {"sheets": [{"name": "台帳", "state": "hidden", "rows": [["x"]]}, {"name": "a", "rows": [
    ["設備番号", {"ruby": ["場所", "バショ"]}, {"f": "A1", "v": 2}], [{"zeros": 7}, {"date": 46346.5}, {"inline": "t"}, {"bool": 1}, {"error": "#REF!"}, 1e-7]],
    "hidden": [2], "merged": ["A1:B2"]}]}


def put(name, data):
    open(os.path.join(folder, name), 'wb').write(data)


if harness == 'unpack':
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, 'a.xlsx')
        subprocess.run([sys.executable, maker, path], input=json.dumps(BOOK).encode(), check=True)
        kinds = {'workbook.xml': 0, 'workbook.xml.rels': 1, 'styles.xml': 2, 'sharedStrings.xml': 3, 'sheet1.xml': 4, 'sheet2.xml': 4}
        for name in zipfile.ZipFile(path).namelist():
            short = name.split('/')[-1]
            if short in kinds:
                put(short, bytes([kinds[short]]) + zipfile.ZipFile(path).read(name))
else:
    def message(kind, body):
        return kind + struct.pack('>I', len(body)) + body
    magic = b'\1mimamori-unpack/1\n'
    put('said', magic + message(b'S', b'\2a') + message(b'R', struct.pack('>IB', 3, 1)) + message(b'C', struct.pack('>HB', 2, 1) + '値'.encode())
        + message(b'M', struct.pack('>IHIH', 3, 2, 4, 4)) + message(b'L', struct.pack('>I', 9)) + message(b'E', b''))
    put('failed', magic + message(b'F', b'grid-no-sheet\0a, b'))
    put('csv', '\0\ufeff設備番号,"a ""b"""\r\n1;2\t3\n'.encode())
    put('sjis', b'\0' + '設備番号,場所\n'.encode('cp932'))
