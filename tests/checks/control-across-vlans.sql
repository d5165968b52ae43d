-- One network by its addresses, two by its tags.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '10.1.1.10'), (2, 'pc', '10.1.1.9');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'vlan', '20', '802.1q', 5), (2, 'vlan', '10', '802.1q', 6);
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES (1, 2, '10.1.1.9', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7);
