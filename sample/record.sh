#!/bin/bash
# Records the sample plant: real programs in Linux network namespaces, one capture of what the plant's switch sees.
#
#   sudo sample/record.sh [-o FILE] [-t SECONDS]
#
# Everything (namespaces, switch, programs, /run) lives inside private kernel namespaces of this run: nothing leaves
# them, and when this script ends, however it ends, the kernel takes all of it away. Nothing is installed.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$here/plant.pcapng
seconds=90

while getopts o:t:h option; do
    case $option in
    o) out=$(realpath -m "$OPTARG") ;;
    t) seconds=$OPTARG ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done

# ---- what must be there -------------------------------------------------------------------------------------------

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need ip iproute2; need tc iproute2;           need ethtool ethtool;             need tcpdump tcpdump
need capinfos wireshark-common; need tshark tshark;            need gcc gcc
need pkg-config pkg-config;  need busybox busybox;             need dnsmasq dnsmasq-base
need mosquitto mosquitto;    need mosquitto_pub mosquitto-clients
need nginx nginx-light;      need sqlite3 sqlite3;             need chronyd chrony
need lldpd lldpd;            need snmpd snmpd;                 need snmpget snmp
need dropbear dropbear-bin;  need dbclient dropbear-bin;       need syslogd inetutils-syslogd
need telnetd inetutils-telnetd; need telnet inetutils-telnet;  need expect expect
need systemd-socket-activate systemd; need avahi-daemon avahi-daemon
need curl curl;              need openssl openssl;             need python3 python3
pkg-config --exists libmodbus 2>/dev/null || missing+=(libmodbus-dev)
if ((${#missing[@]})); then
    echo "record.sh: missing: $(printf '%s\n' "${missing[@]}" | sort -u | tr '\n' ' ')" >&2
    echo "record.sh: on Debian 12: apt-get install --no-install-recommends <those names>; nothing was recorded" >&2
    exit 3
fi
if [ "$(id -u)" != 0 ]; then
    echo "record.sh: needs root to make network namespaces: sudo $0" >&2
    exit 4
fi

# ---- into namespaces of our own -----------------------------------------------------------------------------------

if [ -z "${PLANT_INSIDE:-}" ]; then
    work=$(mktemp -d)
    PLANT_INSIDE=1 PLANT_WORK=$work unshare --net --mount --uts --pid --fork --kill-child --mount-proc \
        "$0" -o "$work/plant.pcapng" -t "$seconds" &
    plant=$!
    trap 'kill -KILL $plant 2>/dev/null || true; rm -rf "$work"' EXIT # with its first process everything inside ends
    trap 'exit 130' INT TERM HUP
    wait $plant
    mkdir -p "$(dirname "$out")"
    cp "$work/plant.pcapng" "$out.part"
    mv "$out.part" "$out"
    [ -z "${SUDO_UID:-}" ] || chown "$SUDO_UID:$SUDO_GID" "$out"
    capinfos -c -u -s "$out"
    python3 "$here/check.py" "$out"
    exit
fi

export PLANT=$here WORK=$PLANT_WORK TZ=JST-9 LC_ALL=C.UTF-8
mount -t tmpfs tmpfs /run
mkdir -p /run/netns
hostname sw-line1
ip link set lo up
for f in /proc/sys/net/ipv6/conf/{all,default}/disable_ipv6; do echo 1 >"$f"; done

# ---- things made before the plant starts: programs, keys, certificates ---------------------------------------------

echo "record.sh: making programs and certificates"
# shellcheck disable=SC2046
gcc -O2 -Wall -o "$WORK/modbus-plc" "$here/programs/modbus-plc.c" $(pkg-config --cflags --libs libmodbus)
# shellcheck disable=SC2046
gcc -O2 -Wall -o "$WORK/modbus-client" "$here/programs/modbus-client.c" $(pkg-config --cflags --libs libmodbus)
"$here/programs/certificates.sh" "$WORK/tls"

# ---- the plant's switch: a bridge whose ports are all mirrored to one cable -------------------------------------
# A frame is copied when it enters a port, so each is recorded once however many ports it leaves by. The switch's own
# LLDP enters no port; it is copied where it leaves.

ip link add mirror type veth peer name recorder
ip link set mirror mtu 9000 arp off up
ip link set recorder mtu 9000 arp off up
ip link add plant type bridge mcast_snooping 0 stp_state 0
ip link set plant up

plug_in() { # PORT: an interface of this namespace becomes a port of the switch
    ip link set "$1" master plant up
    tc qdisc add dev "$1" clsact
    tc filter add dev "$1" ingress protocol all u32 match u32 0 0 action mirred egress mirror dev mirror
    tc filter add dev "$1" egress protocol 0x88cc u32 match u32 0 0 action mirred egress mirror dev mirror
}

no_offload() { ethtool -K "$1" tx off rx off tso off gso off gro off >/dev/null 2>&1; }

field() { awk -F'\t' -v n="$1" -v k="$2" '$1 == n { print $k }' "$here/plant.tsv"; }

add_actor() { # NAME: its namespace, its cable, its port
    local name=$1 port mac
    port=$(field "$name" 2) mac=$(field "$name" 3)
    ip netns add "$name"
    ip -n "$name" link set lo up
    ip link add "port$port" address "00:1a:eb:7c:21:$(printf %02x "$port")" type veth \
        peer name eth0 address "$mac" netns "$name"
    no_offload "port$port"
    ip netns exec "$name" ethtool -K eth0 tx off rx off tso off gso off gro off >/dev/null 2>&1
    plug_in "port$port"
}

for name in router server ap gateway camera plc hmi ews operator visitor; do add_actor "$name"; done

# The sensor has no cable to the switch: its only link is the access point's radio side.
ip netns add sensor
ip -n sensor link set lo up
ip link add wlan0 address 36:3d:c4:62:8e:21 netns ap type veth peer name eth0 address "$(field sensor 3)" netns sensor
for where in "ap wlan0" "sensor eth0"; do
    # shellcheck disable=SC2086
    set -- $where
    ip netns exec "$1" ethtool -K "$2" tx off rx off tso off gso off gro off >/dev/null 2>&1
done

# The Internet: reached by the router's second interface only, never mirrored.
ip netns add outside
ip -n outside link set lo up
ip link add wan0 address ac:44:f2:5a:10:02 netns router type veth peer name eth0 netns outside

# The switch's management address is one more port.
ip link add mgmt0 address "$(field switch 3)" type veth peer name port24 address 00:1a:eb:7c:21:18
no_offload mgmt0; no_offload port24
plug_in port24
ip addr add "$(field switch 4)/24" dev mgmt0
ip link set mgmt0 up

# ---- run ------------------------------------------------------------------------------------------------------------

tcpdump -i recorder -s 0 -n -Z root --immediate-mode -w "$WORK/plant.pcap" 2>"$WORK/tcpdump.log" &
tcpdump=$!
sleep 1
PLANT_T0=$EPOCHREALTIME
export PLANT_T0

start() { # NAME [WHERE…]: its script, in its network, with its own host name, processes and /run
    local name=$1
    shift
    "$@" unshare --mount --uts --pid --fork --kill-child --mount-proc "$here/actors/start" "$name" \
        "$(field "$name" 3)" "$(field "$name" 4)" "$(field "$name" 5)" >"$WORK/$name.log" 2>&1 &
}
start switch # the switch is this namespace itself
for name in outside router server ap plc hmi gateway camera sensor operator ews visitor; do
    start "$name" ip netns exec "$name"
done

echo "record.sh: recording $seconds seconds of plant time"
sleep "$seconds"
kill -TERM "$tcpdump"
wait "$tcpdump" || true
grep -E 'captured|dropped' "$WORK/tcpdump.log" | sed 's/^/record.sh: /'

if [ -n "${PLANT_LOGS:-}" ]; then # to look into an actor that does not behave
    mkdir -p "$PLANT_LOGS"; cp "$WORK"/*.log "$PLANT_LOGS"
fi

python3 "$here/programs/to-pcapng.py" "$WORK/plant.pcap" "$out"
