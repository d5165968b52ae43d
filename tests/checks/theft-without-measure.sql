INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.10');
INSERT INTO assumption_said(seq, system, attack, place, said, added, actor, at) VALUES (1, 'site', 'theft', 'd1', 'accepted', 0, 'local', 1);
-- As it is computed, for who asks the question alone:
INSERT INTO x_assumption(id, attack, key, device, kind, weight, state) VALUES (1, 'theft', 'd1', 1, 'sensor', 2, 'accepted');
