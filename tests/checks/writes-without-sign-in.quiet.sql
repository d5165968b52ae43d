-- Asked in vain; only a scanner was answered; a protocol that wants a certificate.
INSERT INTO x_device(id, kind) VALUES (1, 'plc'), (2, 'plc'), (3, 'plc');
INSERT INTO x_service(device, transport, port, protocol, answered, scanned_only, last_packet) VALUES (1, 'tcp', 502, 'modbus', 0, 0, 7),
  (2, 'tcp', 502, 'modbus', 1, 1, 8), (3, 'tcp', 443, 'tls', 1, 0, 9);
