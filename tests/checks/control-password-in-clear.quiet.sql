-- Without a name, and in a protocol that is asked about elsewhere.
INSERT INTO x_device(id, kind) VALUES (1, 'building-controller'), (2, 'pc');
INSERT INTO x_login(client, server, protocol, port, method, clear, unknown, first_packet, packet) VALUES (2, 1, 'opc-ua', 4840, 'anonymous', 1, 1, 3, 3),
  (2, 1, 'telnet', 23, 'password', 1, 1, 4, 4), (2, 1, 'melsoft', 5007, 'challenge', 0, 1, 5, 5);
