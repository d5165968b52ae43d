INSERT INTO setting VALUES ('profile', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10');
INSERT INTO x_difference(device, against, what, kind, key, observed, packet, since) VALUES (1, 'profile', 'service', 'new', 'tcp/80/http', 'tcp/80/http', 9, 5);
