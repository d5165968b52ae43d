INSERT INTO x_device(id, kind, ip) VALUES (1, 'pc', '192.168.1.77');
INSERT INTO x_scan(device, transport, port, targets, ports, packets, packet) VALUES (1, 'tcp', 23, 254, 1, 254, 6);
