#!/bin/sh
# Fills a folder with first inputs for a harness: seeds.sh DIR HARNESS. Small captures of the corpus where it is present, else none.
set -eu
dir=$1 harness=$2 corpus=${SHARED:-$(dirname "$0")/../../shared}/corpus
here=$(cd "$(dirname "$0")" && pwd)
case $harness in
http | message) exec "$here/../tools/python" "$here/http-seeds.py" "$dir" "$harness" ;;
api) exec "$here/../tools/python" "$here/api-seeds.py" "$dir" "$here/../data/api" ;;
acts) exec "$here/../tools/python" "$here/acts-seeds.py" "$dir" "$here/../data/api" ;;
hours)
	i=0
	for text in 'mon-fri 08:00-20:00; sat,sun 00:00-24:00' '平日 8:00～17:00、13時半から17時' '毎日 22:00～翌6:00' '土日 終日' '8am-5pm on weekdays' 'fri-mon 20:00-24:00' '２４時間３６５日' '祝日' 'daily 26:00-36:00'; do
		i=$((i + 1)); printf '%s' "$text" > "$dir/$i"
	done
	exit ;;
record) exec "$here/../tools/python" "$here/record-seeds.py" "$dir" "$here/../data/records" ;;
pack)
	i=0
	for text in 'A[]' 'A[{"question":"m1.usb","choice":"none"}]' 'A[{"question":"m1.support-end","choice":"settled","day":"2031-03-31","words":"a","evidence":"b"}]' \
		'A[{"question":"m1.erase","choice":"完全に消す手順がある","words":"長い\n説明"},{"question":"m1.jc-star","choice":"one","words":"J","day":"2028年3月31日","evidence":"u"}]' \
		'A[{"question":"m1.usb"},{"question":"m1.usb"}]' 'A[{"question":"m9.x","choice":"none"}]' 'A[{"question":5}]' 'A{}' \
		'{"form":"mimamori-pack/1","hash":"fuzz","content":{"site":"mimamori/fuzz","pack":"p1","kind":"questions"},"answers":[]}' \
		'{"form":"mimamori-pack/1","hash":"fuzz","content":{"site":"x","pack":"p99","kind":"requirements"},"answers":[]}' '{"form":"mimamori-pack/1"' '[[[[' '{}' 'A[{"question":"m1.usb","day":"x",["evidence"]:"b"}]'; do
		i=$((i + 1)); printf '%s' "$text" > "$dir/$i"
	done
	exit ;;
jclics)
	i=0
	for text in '0分野,番号,設問\n甲,1,問いの文\n,2,次の文' '0No,Question\n1,first\n2,second' '0甲,問1,長い設問の文,x\n,（２）,次の長い文\n' '0Field,Question\nF,one question\nF,two question' '0設問,番号\n,\n' \
		'1{"mimamori":"jclics","edition":"step1","site":"a","as_of":"b","slots":[{"slot":1,"answer":"yes","answered_on":"2026-01-01","expired":false,"other_question":false}]}' \
		'1{"mimamori":"jclics","edition":"attack-path","slots":[1,null,{"slot":"19","answer":"no"},{"slot":-1}]}' '1{"mimamori":"jclics"}' '1[[[[' '1{}'; do
		i=$((i + 1)); printf "$(printf '%s' "$text" | sed 's/%/%%/g')" > "$dir/$i"
	done
	exit ;;
note) exec "$here/../tools/python" "$here/note-seeds.py" "$dir" ;;
stack | decoders)
	found=$(find "$here/../sample" "$here/../tests/captures" "$corpus" -type f \( -name '*.pcap' -o -name '*.pcapng' \) -size -40000c 2>/dev/null | LC_ALL=C sort | awk 'NR % 2 == 1 || /sample/')
	# shellcheck disable=SC2086
	"$here/../tools/python" "$here/seeds.py" "$dir" "$harness" "$here/../src/fact/protocols.def" "$here/../src/decode/proto" "$here/../sample/plant.pcapng" $found
	exit ;;
relay | signals)
	for relayed in "${BUILD:-$here/../build}/tests/relayed" "$here/../build-asan/tests/relayed" "$here/../build-dev/tests/relayed"; do
		[ -x "$relayed" ] || continue
		"$relayed" "$here/../sample/plant.pcapng" 200 | head -c 16000 > "$dir/plant"
		find "$corpus" -type f -name '*.pcap' -size -6000c 2>/dev/null | LC_ALL=C sort | awk 'NR % 9 == 1' | while read -r f; do
			"$relayed" "$f" 5 | head -c 8000 > "$dir/$(echo "$f" | cksum | tr ' ' -)"
		done
		exit
	done
	exit ;;
channel | line)
	"$here/../tools/python" - "$dir" "$harness" <<'PY'
import struct, sys
def said(*texts): return b''.join(struct.pack('<I', 0) if t is None else struct.pack('<I', len(t) + 1) + t for t in texts)
def message(kind, body): return struct.pack('<IB', len(body) + 1, kind) + body
request = message(1, struct.pack('<QBB', 7, 0, 1) + said(b'/api/v1/devices', b'limit=2', *[None] * 12, b'{"a":1}'))
response = message(2, struct.pack('<QHHBBI', 7, 200, 0, 0, 1, 9) + said(b'application/json', b'"x"', *[None] * 5, b'{}'))
event = message(3, struct.pack('<QI', 1 << 40, 3) + said(b'devices'))
def line(kind, hands, number): return struct.pack('<BBBBii', kind, 0, hands, 0, number, 0)
def packet(p, hands): return bytes([len(p), hands]) + p
seeds = {'channel': {'request': b'\x02' + request, 'all': b'\xff' + request + response + event, 'long': b'\x10' + struct.pack('<I', 1 << 31)},
         'line': {'plain': packet(line(64, 0, 7), 0), 'hands': packet(line(5, 1, 1), 1) + packet(line(66, 3, 0), 3), 'short': packet(b'@' * 11, 2)}}
for name, data in seeds[sys.argv[2]].items():
    open(f'{sys.argv[1]}/{name}', 'wb').write(data)
PY
	exit ;;
courier)
	"$here/../tools/python" - "$dir" <<'PY'
import struct, sys
def text(t): return struct.pack('<I', len(t.encode())) + t.encode()
job = struct.pack('<QBQ', 12, 0, 1764446400000000) + b''.join(map(text, ('n1.12@site', 'a@example.co.jp', '山田', '警報', '見守りです\n')))
hook = struct.pack('<QBQ', 13, 1, 5) + b''.join(map(text, ('n2.13@site', '', '', '', '{"a":1}')))
result = struct.pack('<QQBBI', 12, 7, 0, 0, 250) + text('250 OK id=1abc')
settings = struct.pack('<BBHB', 1, 1, 587, 0) + b''.join(map(text, ('mail.example.jp', 'u', 'p', 'm@example.jp', 'PEM', 'https://example.jp/x', 'key')))
for name, data in {'job': b'\0' + job, 'hook': b'\0' + hook, 'result': b'\1' + result, 'settings': b'\2' + settings, 'none': b'\2' + struct.pack('<BBHB', 0, 0, 0, 0) + text('') * 7}.items():
    open(f'{sys.argv[1]}/{name}', 'wb').write(data)
PY
	exit ;;
unpack | grid)
	"$here/../tools/python" "$here/seeds_tables.py" "$dir" "$harness" "$here/../tests/cli/xlsx.py"
	exit ;;
detect)
	"$here/../tools/python" - "$dir" <<'PY'
import sys
# fuzz/detect.c: a fact is 0, what, protocol, about, peer, 4 numbers, a value, a name; time passes by 4, step
point = lambda v: bytes([0, 3, 1, 1, 2, 0, 0, 0, 0, v & 255, 97, 4, 3])
login = lambda result, tag: bytes([0, 0, 0, 1, 2, result, 0, tag, 0, 0, 97])
order = lambda kind, protocol: bytes([0, 1, protocol, 1, 2, 6, 0, kind, 0, 0, 97])
wave = b''.join(point((i * 37) % 80) for i in range(120))
for name, data in {'wave': wave, 'stuck': wave + point(5) * 80 + wave[:400], 'far': wave + point(120) * 20 + wave[:400], 'silent': wave + bytes([3, 1, 2, 4, 9]) * 30 + wave[:400],
                   'guessing': b''.join(login(2, i) + bytes([4, 3]) for i in range(30)) + login(1, 1), 'orders': b''.join(order(i % 5, 2) + bytes([4, 30]) for i in range(40)),
                   'stale': (login(2, 1) + bytes([4, 60])) * 30}.items():
    open(f'{sys.argv[1]}/{name}', 'wb').write(data)
PY
	exit ;;
press)
	"$here/../tools/python" - "$dir" "$here/../tests/press" "$here/../src/report/director_paper.h" <<'PY'
import re, struct, sys
sys.path.insert(0, sys.argv[2])
import document
document.VERSION = 'fuzz'
rows = document.plain_rows(REASON='理由\n', CHOICE='◎')
words = len(re.findall(r'^\tW\(', open(sys.argv[3], encoding='utf-8').read(), re.M))
paper = lambda *lines: b'mimamori-press/1 fuzz\n' + document.message(b'W', ['一枚'] * words) + b''.join(document.message(k, t) for k, t in lines) + document.message(b'E', [])
for name, doc in {'paper': paper(), 'paper-lines': paper((b'B', ['a'] * 5), (b'F', ['b'] * 7), (b'C', ['c'] * 4), (b'N', ['d'] * 2), (b'A', ['e'] * 6), (b'Y', ['f'] * 2), (b'G', ['g'] * 4)),
                  'empty': document.document({}, []), 'row': document.document({}, rows[:1], [('1', '2026-11-29', 'x', 'y')]),
                  'table': document.table({'TITLE': '記録'}, [{'HEADING': 'a'}], [['=1']]),
                  'table-empty': document.table({}, [{'HEADING': 'a', 'KIND': 'choice', 'CHOICES': 'x\ny'}] * 3, []),
                  'table-rows': document.table({}, [{'HEADING': 'a', 'KIND': 'date'}, {'HEADING': 'b', 'HIDDEN': '1'}], [['2026-04-01', '#']] * 5),
                  'rows': document.document({'TITLE': 'シート'}, rows[:8], [('1', '', '', '')] * 6),
                  'done': b'D' + struct.pack('>8I', 28, 2, 1, 3, 3, 1, 0x20bb7, 2), 'failed': document.message(b'F', ['no-font', 'x'])}.items():
    open(f'{sys.argv[1]}/{name}', 'wb').write(doc)
PY
	exit ;;
esac
[ -d "$corpus" ] || exit 0
captures() { find "$corpus" -type f \( -name '*.pcap' -o -name '*.pcapng' -o -name '*.cap' -o -name '*.gz' \) -size -"$1"c | LC_ALL=C sort; }
case $harness in
reader)
	captures 4096 | awk 'NR % 6 == 1' | while read -r f; do cp "$f" "$dir/$(echo "$f" | cksum | tr ' ' -)"; done
	captures 4096 | grep '\.pcapng$' | while read -r f; do cp "$f" "$dir/ng-$(basename "$f")"; done
	captures 1024 | awk 'NR % 20 == 1' | while read -r f; do
		gzip -c < "$f" > "$dir/$(basename "$f").gz"
		! command -v zstd > /dev/null || zstd -q -c < "$f" > "$dir/$(basename "$f").zst"
	done ;;
esac
chmod -R u+w "$dir"
