-- What can happen now was judged; what only the kind suggests was not.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.7');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet, packet) VALUES (2, 1, 'http', 80, 'basic', 1, 1, 7, 7);
INSERT INTO assumption_said(seq, system, attack, place, said, added, actor, at) VALUES (1, 'site', 'eavesdrop', 'd2~d1', 'accepted', 0, 'local', 1), (2, 'site', 'impersonation', 'd1', 'rejected', 0, 'local', 1);
