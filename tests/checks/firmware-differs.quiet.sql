-- The same version; another model; a version not seen; phones update when their owners please.
INSERT INTO x_device(id, kind, ip, maker, model, firmware) VALUES (1, 'camera', '192.168.1.50', 'Axis', 'M3045', '9.80.3'), (2, 'camera', '192.168.1.51', 'Axis', 'M3045', '9.80.3'), (3, 'camera', '192.168.1.52', 'Axis', 'P1455', '8.40.1'),
  (4, 'camera', '192.168.1.53', 'Axis', 'M3045', NULL), (5, 'phone', '192.168.1.54', 'Apple', 'iPhone', '17.1'), (6, 'phone', '192.168.1.55', 'Apple', 'iPhone', '17.2');
