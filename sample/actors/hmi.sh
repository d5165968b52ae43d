# The operator panel: polls the controller every second, writes a set point now and then, and has a small web page.
static_address
mkdir -p web
echo '<!DOCTYPE html><html><head><title>Pro-face HMI LINE-1</title></head><body><p>Set point 220</p></body></html>' >web/index.html
busybox httpd -f -p 80 -h "$ROOM/web" &
at 7
keep_time
at 9
"$WORK/modbus-client" poll 192.168.10.60 502 1000 24 &
