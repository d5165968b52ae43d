INSERT INTO x_device(id, kind, ip) VALUES (1, 'switch', '192.168.1.2');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'crypto', 'smb1', 'smb', 8), (1, 'banner', 'SSH-2.0-OpenSSH_9.2', 'ssh', 4);
