# For the scripts of tests/serve: tests/cli/lib.sh and a serve that ends with the test.
. "$ROOT/tests/cli/lib.sh"
M="$M --lang en"
trap 'for s in "$work"/*.db.pid "$work"/*/*.db.pid; do [ ! -e "$s" ] || "$BUILD/mimamori" stop "${s%.pid}" --quiet > /dev/null 2>&1; done; rm -rf "$work"' EXIT
export MIMAMORI_LANG=en
# an address that nobody listens at
free_address() {
	"$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print("127.0.0.1:%d" % s.getsockname()[1])'
}
# serve SITE [OPTIONS]: in the background, until it answers
serve() {
	site=$1; shift
	address=$(free_address)
	$M serve "$site" --listen "$address" --detach "$@" > "$work/served" 2>&1 || { echo "serve does not start:"; cat "$work/served" "$site.log"; exit 1; }
}
# field PATH of the status, as Python: roles[1]["pid"]
status() {
	$M status "$site" --format json | "$PYTHON" -c 'import json, sys; s = json.load(sys.stdin); r = {x["name"]: x for x in s["roles"]}; print(eval(sys.argv[1]))' "$1"
}
pid_of() { [ "$1" = gate ] && cat "$site.pid" || status "r['$1'].get('pid', '')"; }
# until TEXT of status is true: wait_for SECONDS PYTHON
wait_for() {
	for tick in $(seq $(($1 * 10))); do
		[ "$(status "$2" 2> /dev/null)" = True ] && return 0
		sleep 0.1
	done
	fail "after $1 s: not $2"; $M status "$site"; return 1
}
events_of() { "$PYTHON" -c 'import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM event WHERE kind = ?", (sys.argv[2],)).fetchone())' "$site" "$1"; }
finish() {
	grep -l 'Sanitizer\|runtime error:' "$work"/*.log 2> /dev/null | while read -r log; do echo "FAIL: the sanitizers say in $(basename "$log"):"; grep -A12 'Sanitizer\|runtime error:' "$log" | head -30; done > "$work/sanitized"
	[ ! -s "$work/sanitized" ] || { fails=$((fails + 1)); cat "$work/sanitized"; }
	[ "$fails" = 0 ] && echo "all as expected"; exit $((fails > 0))
}
