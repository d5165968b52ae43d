-- What differs is the list's and a locked value's.
INSERT INTO setting VALUES ('profile', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10');
INSERT INTO x_difference(device, against, what, kind, key, approved, observed, packet, since) VALUES (1, 'ledger', 'mac', 'differs', 'mac', 'a', 'b', 7, 5), (1, 'lock', 'kind', 'differs', 'kind', 'hmi', 'plc', 7, 5);
