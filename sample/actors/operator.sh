# The operator's PC: reads the temperature page, opens the management page of the server by HTTPS, the HMI's page, the
# camera and a portal in the cloud. Only the desktop browser's fetches are made (curl with a browser's name), not a browser.
ipv6_on
at 10
eval "dhcp_address $windows"
keep_time
at 16
monitor=http://monitor.plant.internal
browse "$monitor/" -o /dev/null "$monitor/style.css" -o /dev/null "$monitor/app.js" -o /dev/null "$monitor/api/temperature.json"
every 6 browse "$monitor/api/temperature.json"
at 20
browse -k https://monitor.plant.internal/
at 24
browse http://192.168.10.61/
at 28
browse --cacert "$WORK/tls/ca.pem" https://portal.cloud.example.com/login
at 32
python3 "$PLANT/programs/discover.py" "$ADDRESS"
at 36
browse http://192.168.10.50/
browse -u admin:12345 http://192.168.10.50/ -o /dev/null http://192.168.10.50/snapshot.jpg
at 40
python3 "$PLANT/programs/rtsp-viewer.py" 192.168.10.50 admin 12345
at 60
browse -k https://monitor.plant.internal/api/temperature.json
at 66
browse --cacert "$WORK/tls/ca.pem" https://portal.cloud.example.com/report
