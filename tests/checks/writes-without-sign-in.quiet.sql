-- Asked in vain; only a scanner was answered; a protocol that wants a certificate.
INSERT INTO x_device(id, kind) VALUES (1, 'plc'), (2, 'plc'), (3, 'plc');
INSERT INTO x_service(device, transport, port, protocol, answered, scanned_only, last_packet) VALUES (1, 'tcp', 502, 'modbus', 0, 0, 7),
  (2, 'tcp', 502, 'modbus', 1, 1, 8), (3, 'tcp', 443, 'tls', 1, 0, 9);
-- A protocol whose controllers may ask for a password, and this one did.
INSERT INTO x_device(id, kind) VALUES (4, 'plc'), (5, 'engineering-station');
INSERT INTO x_service(device, transport, port, protocol, answered, last_packet) VALUES (4, 'tcp', 5562, 'melsoft', 1, 12);
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet, packet) VALUES (5, 4, 'melsoft', 5562, 'password', 0, 1, 10, 10);
-- Who refuses a sign-in asks for one.
INSERT INTO x_device(id, kind) VALUES (6, 'plc');
INSERT INTO x_service(device, transport, port, protocol, answered, last_packet) VALUES (6, 'tcp', 5562, 'melsoft', 1, 22);
INSERT INTO x_login(client, server, protocol, port, method, clear, failed, first_packet, packet) VALUES (5, 6, 'melsoft', 5562, 'password', 0, 3, 20, 20);
