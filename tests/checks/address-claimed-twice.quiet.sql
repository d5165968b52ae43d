-- Handed on from one to the next; and one seen behind a router, by IP alone.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.20'), (2, 'pc', '192.168.1.20'), (3, 'pc', '192.168.1.30'), (4, 'pc', '192.168.1.30');
INSERT INTO x_address(device, kind, value, first, last, packet, source) VALUES (1, 'ip', '192.168.1.20', 0, 400, 1, 'arp'), (2, 'ip', '192.168.1.20', 500, 1200, 50, 'arp'),
  (3, 'ip', '192.168.1.30', 0, 400, 1, 'ethernet'), (4, 'ip', '192.168.1.30', 0, 400, 1, 'arp');
