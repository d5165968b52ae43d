-- Asks; serves; too short to tell; a phone sleeps.
INSERT INTO x_device(id, kind, ip, packets, first, last) VALUES (1, 'camera', '192.168.1.20', 9000, 0, 3600000000), (2, 'server', '192.168.1.5', 500, 0, 3600000000),
  (3, 'plc', '192.168.1.10', 500, 0, 60000000), (4, 'phone', '192.168.1.60', 900, 0, 3600000000), (5, 'plc', '192.168.1.12', 9, 0, 3600000000);
INSERT INTO x_time_sync(device, server, stratum, packet) VALUES (1, 2, 3, 5);
