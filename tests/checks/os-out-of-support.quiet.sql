-- Still supported; Samba, which calls itself Windows 7 in its announcements and 6.1 without a build; a word that is no system.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'hmi', '192.168.1.11'), (2, 'nas', '192.168.1.5'), (3, 'pc', '192.168.1.7');
INSERT INTO x_fact(device, field, value, source, packet, confidence) VALUES (1, 'os', 'Windows 10.0 build 19041', 'smb', 4, 75), (2, 'os', 'Windows 7 / Server 2008 R2', 'netbios', 6, 70), (2, 'os', 'Windows 6.1', 'smb', 7, 70), (3, 'os', 'Windows', 'http', 8, 70), (3, 'banner', 'Windows XP', 'http', 9, 70);
