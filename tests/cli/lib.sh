# For the scripts of tests/cli: a scratch folder, and expectations that say what was expected.
set -u
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
M="$BUILD/mimamori"
plant="$ROOT/sample/plant.pcapng"
fails=0
fail() { echo "FAIL: $*"; fails=$((fails + 1)); }
# code WANTED COMMAND...: runs it, output in $work/out and $work/err
code() {
	want=$1; shift
	"$@" > "$work/out" 2> "$work/err"; got=$?
	[ "$got" = "$want" ] || { fail "exit $got, expected $want: $*"; head -3 "$work/err"; }
}
says() { grep -q -- "$1" "$work/err" || { fail "stderr does not say \"$1\":"; head -3 "$work/err"; }; }
one_sentence() { [ "$(wc -l < "$work/err")" -le 2 ] || { fail "more than a sentence:"; cat "$work/err"; }; }
finish() { [ "$fails" = 0 ] && echo "all as expected"; exit $((fails > 0)); }
