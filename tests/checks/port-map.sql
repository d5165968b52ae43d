INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'router', '192.168.1.1');
INSERT INTO x_port_map(device, router, protocol, outside_port, inside_port, purpose, packet) VALUES (1, 2, 'upnp-igd', 8080, 80, 'web', 33);
