-- One device twice, and a shared community: that is what communities are for.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'plc', '192.168.1.21');
INSERT INTO x_secret(grp, device, protocol, packet) VALUES (5, 1, 'http', 10), (5, 1, 'ftp', 20), (6, 1, 'snmp', 30), (6, 2, 'snmp', 31);
