-- Under 100 packets and under 1 %.
INSERT INTO x_device(id, kind, ip, payload, unnamed_payload) VALUES (1, 'plc', '192.168.1.10', 90000, 12), (2, 'pc', '192.168.1.77', 5000, 6);
INSERT INTO x_flow(id, client, server, transport, port, protocol, packets, payload, first_packet) VALUES (1, 2, 1, 'tcp', 5000, 'unknown', 12, 12, 9);
