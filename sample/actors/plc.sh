# The controller: Modbus/TCP server (libmodbus), with read device identification answered by our own lines.
static_address
"$WORK/modbus-plc" 502 "Schneider Electric" TM221CE24T V1.12.0.1 &
