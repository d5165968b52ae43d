INSERT INTO x_device(id, kind, ip) VALUES (1, 'hmi', '192.168.1.11'), (2, 'server', '192.168.1.5');
INSERT INTO x_fact(device, field, value, source, packet, confidence) VALUES (1, 'os', 'Windows 6.1 build 7601', 'smb', 4, 75), (2, 'os', 'Windows Server 2003 3790 Service Pack 2', 'smb', 6, 70);
