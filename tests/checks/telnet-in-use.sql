INSERT INTO x_device(id, kind, ip, name) VALUES (1, 'sensor', '192.168.1.31', 'TH-01'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_service(device, transport, port, protocol, answered, first_packet, last_packet) VALUES (1, 'tcp', 23, 'telnet', 1, 4, 9);
