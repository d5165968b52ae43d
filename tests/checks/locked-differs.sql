INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10');
INSERT INTO x_difference(device, against, what, kind, key, approved, observed, packet, since) VALUES (1, 'lock', 'kind', 'differs', 'kind', 'hmi', 'plc', 7, 5), (1, 'lock', 'firmware', 'differs', 'firmware', '1.0', '2.0', 8, 5);
