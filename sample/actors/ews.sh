# The engineering PC: identifies the controller and writes to it once, looks after the access point by its web page,
# the sensor by Telnet, and the server by SSH.
at 12
eval "dhcp_address $windows"
keep_time
at 26
"$WORK/modbus-client" engineer 192.168.10.60 502
at 34
browse http://192.168.10.20/
browse -u admin:password http://192.168.10.20/
at 44
expect "$PLANT/actors/telnet-session" 192.168.10.31 admin admin "uname -s" "cat /proc/uptime" exit
at 58
dbclient -y -l maintenance 192.168.10.10 true </dev/null # no key of this PC is known there: refused
