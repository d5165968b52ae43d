-- A PC; a question that a camera did not answer; names without UPnP.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.50'), (2, 'pc', '192.168.1.7');
INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'udp', 1900, 'ssdp', 0), (1, 'udp', 5353, 'mdns', 1), (2, 'udp', 1900, 'ssdp', 1);
