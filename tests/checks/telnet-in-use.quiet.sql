-- Asked, not answered; and SSH.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.31');
INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', 23, 'telnet', 0), (1, 'tcp', 22, 'ssh', 1);
