// modbus-plc PORT VENDOR PRODUCT REVISION: a Modbus/TCP server with 100 of each kind of point.
// libmodbus does the standard functions; it does not know 43/14 (read device identification), which is answered here.
#include <arpa/inet.h>
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static char **identity; // vendor, product, revision

static void answer_identification(int fd, const uint8_t *query)
{
	uint8_t rest[3]; // MEI type, code, first object: libmodbus left them in the socket
	if (recv(fd, rest, sizeof rest, MSG_WAITALL) != sizeof rest)
		return;
	uint8_t out[260];
	size_t n = 0;
	memcpy(out, query, 4); // transaction and protocol
	n = 6;
	out[n++] = query[6]; // unit
	if (rest[0] != 0x0e || rest[1] != 1) {
		out[n++] = 0x2b | 0x80;
		out[n++] = 3;
	} else {
		uint8_t head[] = {0x2b, 0x0e, 0x01, 0x01, 0x00, 0x00, 0x03};
		memcpy(out + n, head, sizeof head);
		n += sizeof head;
		for (int i = 0; i < 3; i++) {
			size_t len = strlen(identity[i]);
			if (len > 60)
				len = 60;
			out[n++] = (uint8_t)i;
			out[n++] = (uint8_t)len;
			memcpy(out + n, identity[i], len);
			n += len;
		}
	}
	out[4] = (uint8_t)((n - 6) >> 8);
	out[5] = (uint8_t)(n - 6);
	if (send(fd, out, n, MSG_NOSIGNAL) < 0)
		perror("modbus-plc");
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	identity = argv + 2;
	modbus_t *ctx = modbus_new_tcp("0.0.0.0", atoi(argv[1]));
	modbus_mapping_t *points = modbus_mapping_new(100, 100, 100, 100);
	int listener = modbus_tcp_listen(ctx, 8);
	if (listener < 0 || !points) {
		fprintf(stderr, "modbus-plc: %s\n", modbus_strerror(errno));
		return 1;
	}
	for (int i = 0; i < 100; i++) {
		points->tab_registers[i] = (uint16_t)(200 + i);
		points->tab_input_registers[i] = (uint16_t)(1000 + 3 * i);
		points->tab_bits[i] = i % 3 == 0;
	}

	fd_set all;
	FD_ZERO(&all);
	FD_SET(listener, &all);
	int top = listener;
	for (;;) {
		fd_set ready = all;
		if (select(top + 1, &ready, NULL, NULL, NULL) < 0)
			return 1;
		for (int fd = 0; fd <= top; fd++) {
			if (!FD_ISSET(fd, &ready))
				continue;
			if (fd == listener) {
				int new = accept(listener, NULL, NULL);
				if (new >= 0) {
					FD_SET(new, &all);
					top = new > top ? new : top;
				}
				continue;
			}
			uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
			modbus_set_socket(ctx, fd);
			int n = modbus_receive(ctx, query);
			if (n >= 8 && query[7] == 0x2b) {
				answer_identification(fd, query);
			} else if (n > 0) {
				points->tab_registers[0] = (uint16_t)(215 + rand() % 8); // the furnace, in tenths
				modbus_reply(ctx, query, n, points);
			} else if (n < 0) {
				close(fd);
				FD_CLR(fd, &all);
			}
		}
	}
}
