-- UPnP talks, but nobody asks for a port.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'router', '192.168.1.1');
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered) VALUES (1, 1, 2, 'tcp', 5000, 'upnp-igd', 1);
