#!/usr/bin/env python3
"""check.py [CAPTURE]: does the recording hold what the recipe promised? Reads plant.tsv and expected.json, asks tshark.

Ends with 0 when every device of the plant sent frames from its own address, every expected flow and hop message is in
the capture, the DHCP names are the recipe's, no frame is in it twice, and nothing of the recording machine is."""
import collections
import json
import pathlib
import re
import socket
import subprocess
import sys

here = pathlib.Path(__file__).parent
capture = sys.argv[1] if len(sys.argv) > 1 else str(here / "plant.pcapng")
expected = json.loads((here / "expected.json").read_text())
wrong = []


def tshark(fields, only=""):
    command = ["tshark", "-n", "-r", capture, "-T", "fields", "-E", "occurrence=f", "-E", "separator=\t"]
    for f in fields:
        command += ["-e", f]
    if only:
        command += ["-Y", only]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in text.splitlines()]


# Devices: own frames from the recipe's hardware address and IP address.
sent = collections.Counter(tuple(r) for r in tshark(["eth.src", "ip.src"]))
for d in expected["devices"]:
    frames = sum(n for (mac, ip), n in sent.items() if mac == d["mac"] and ip in (d["ip"], ""))
    if frames < 3:
        wrong.append(f"{d['actor']} ({d['mac']}) sent {frames} frames")
known = {d["mac"] for d in expected["devices"]}
ports = re.compile(r"00:1a:eb:7c:21:")  # the switch's own ports, which send LLDP only
for mac in {m for m, _ in sent} - known:
    if not ports.match(mac):
        wrong.append(f"a stranger sent frames: {mac}")

# Flows: somebody answered from that port.
names = {"tls": "tls", "http": "http", "modbus": "mbtcp", "mqtt": "mqtt", "dns": "dns", "dhcp": "dhcp", "ntp": "ntp",
         "snmp": "snmp", "syslog": "syslog", "ssh": "ssh", "telnet": "telnet", "rtsp": "rtsp", "ssdp": "ssdp",
         "mdns": "mdns"}
for f in expected["flows"] + expected["flows_to_groups"]:
    words = f"{f['transport']}.dstport=={f['port']} && ip.src=={f['client_ip']} && ip.dst=={f['server_ip']}"
    if f["protocol"] in names:
        words += " && " + names[f["protocol"]]
    if not tshark(["frame.number"], words):
        wrong.append(f"no packet of {f}")

# Hops: the access point's log names the station.
for h in expected["hops"]:
    if not tshark(["frame.number"], f'syslog.msg contains "hostapd" && syslog.msg contains "{h["sensor_mac"]}" && eth.src=={h["ap_mac"]}'):
        wrong.append(f"the access point's log does not name {h['sensor_mac']}")

# Modbus: who asked for what.
for m in expected["modbus"]:
    seen = {int(r[0]) for r in tshark(["modbus.func_code"], f"modbus && tcp.dstport==502 && ip.src=={m['client_ip']}")}
    if seen != set(m["functions"]):
        wrong.append(f"{m['client_ip']} used Modbus functions {sorted(seen)}, not {m['functions']}")

# LLDP, and the names DHCP clients give.
if len({r[0] for r in tshark(["eth.src"], "lldp")}) < 3:
    wrong.append("LLDP of switch and access point is missing")
hosts = dict(tshark(["eth.src", "dhcp.option.hostname"], "dhcp.option.hostname && udp.srcport==68"))
for row in (here / "plant.tsv").read_text().splitlines():
    if row.startswith(("sensor\t", "camera\t", "ews\t", "operator\t", "visitor\t")):
        _, _, mac, _, host = row.split("\t")
        if hosts.get(mac) != host:
            wrong.append(f"{mac} gave the DHCP name {hosts.get(mac)}, not {host}")

# Each frame once: the same IPv4 identification, addresses and length within 5 ms would be a copy.
last = {}
for n, t, src, dst, ip_id, length, proto, raw in tshark(
        ["frame.number", "frame.time_epoch", "ip.src", "ip.dst", "ip.id", "frame.len", "ip.proto", "tcp.seq_raw"], "ip && tcp && ip.id != 0"):
    key = (src, dst, ip_id, length, proto, raw)
    if key in last and float(t) - last[key] < 0.005:
        wrong.append(f"frame {n} is a copy")
    last[key] = float(t)

# Nothing of the machine that recorded it.
data = pathlib.Path(capture).read_bytes()
for word in {socket.gethostname(), str(here.resolve()), "/tmp/", "/home/", "/" + "root/"}:
    if len(word) > 3 and word.encode() in data:
        wrong.append(f"the capture holds the words {word!r}")
if len(data) > 600_000:
    wrong.append(f"the capture is {len(data)} bytes, more than 600 kB")

for w in wrong:
    print("check.py:", w, file=sys.stderr)
print(f"check.py: {len(expected['devices'])} devices, {len(expected['flows'])} flows, {len(expected['hops'])} hop: "
      + ("as expected" if not wrong else f"{len(wrong)} differences"))
sys.exit(1 if wrong else 0)
