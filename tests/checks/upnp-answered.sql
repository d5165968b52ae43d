INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.50'), (2, 'router', '192.168.1.1');
INSERT INTO x_service(device, transport, port, protocol, answered, first_packet) VALUES (1, 'udp', 1900, 'ssdp', 1, 3), (2, 'udp', 1900, 'ssdp', 1, 4);
