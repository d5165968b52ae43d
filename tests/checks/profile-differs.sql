INSERT INTO setting VALUES ('profile', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.77');
INSERT INTO x_difference(device, against, what, kind, key, observed, peer, packet, since) VALUES (1, 'profile', 'peer', 'new', 'd2', 'd2', 2, 7, 5), (1, 'profile', 'service', 'new', 'tcp/80/http', 'tcp/80/http', NULL, 9, 5);
