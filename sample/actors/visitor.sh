# A visitor's laptop in a free port of the switch: its address is made up (locally administered), it is in no ledger,
# and somebody on it tries the sensor's Telnet, the controller's and the server's.
ipv6_on
at 30
eval "dhcp_address $windows"
at 46
nslookup monitor.plant.internal 192.168.10.1 || busybox nslookup monitor.plant.internal 192.168.10.1
at 50
expect "$PLANT/actors/telnet-session" 192.168.10.31 root root exit
at 62
timeout 3 telnet 192.168.10.60 </dev/null
timeout 3 telnet 192.168.10.10 </dev/null
browse http://192.168.10.20/
