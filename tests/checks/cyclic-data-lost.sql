INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.3.100'), (2, 'sensor', '192.168.3.2');
INSERT INTO x_fact(device, field, value, source, packet, count) VALUES (2, 'cyclic', 'lost 192.168.3.100', 'cc-link-ief-basic', 46, 2), (2, 'cyclic', 'returned 192.168.3.100', 'cc-link-ief-basic', 66, 2);
