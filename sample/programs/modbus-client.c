// modbus-client poll     ADDRESS PORT MS WRITES   an operator panel: reads each MS, writes a set point each WRITES reads
// modbus-client read     ADDRESS PORT MS          a gateway: reads only
// modbus-client engineer ADDRESS PORT             an engineering tool: identifies, reads, writes two registers and a coil
#include <errno.h>
#include <modbus.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int engineer(modbus_t *ctx)
{
	// 43/14, basic identification, which libmodbus has no function for
	uint8_t ask[] = {0x00, 0x01, 0x00, 0x00, 0x00, 0x05, 0xff, 0x2b, 0x0e, 0x01, 0x00};
	uint8_t answer[260];
	int fd = modbus_get_socket(ctx);
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	if (send(fd, ask, sizeof ask, 0) < 0 || poll(&wait, 1, 2000) != 1 || recv(fd, answer, sizeof answer, 0) < 9 || answer[7] != 0x2b)
		fprintf(stderr, "modbus-client: no identification\n");

	uint16_t values[16];
	if (modbus_read_registers(ctx, 0, 16, values) != 16)
		return 1;
	sleep(1);
	uint16_t new[2] = {230, 45};
	if (modbus_write_registers(ctx, 40, 2, new) != 2)
		return 1;
	if (modbus_write_bit(ctx, 5, TRUE) != 1)
		return 1;
	sleep(1);
	// past the end of what the controller has: an exception is part of life
	modbus_read_registers(ctx, 90, 20, values);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 2;
	modbus_t *ctx = modbus_new_tcp(argv[2], atoi(argv[3]));
	modbus_set_slave(ctx, 1);
	while (modbus_connect(ctx) < 0)
		sleep(1);
	if (!strcmp(argv[1], "engineer")) {
		int rc = engineer(ctx);
		modbus_close(ctx);
		return rc;
	}
	int ms = argc > 4 ? atoi(argv[4]) : 1000;
	int writes = argc > 5 ? atoi(argv[5]) : 0;
	uint16_t values[16];
	for (int n = 1;; n++) {
		if (!strcmp(argv[1], "poll"))
			modbus_read_registers(ctx, 0, 10, values);
		else
			modbus_read_input_registers(ctx, 20, 8, values);
		if (writes && n % writes == 0)
			modbus_write_register(ctx, 40, 220 + n / writes);
		usleep((useconds_t)ms * 1000);
	}
}
