-- Due today; and done, if late.
INSERT INTO setting(key, value) VALUES ('now', 1795910400000000);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.7');
INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, signed, removed, seq) VALUES (1, 'measure', 'site', 1, 'yes', 'yes', '2026-11-01', '{"attack": "dos@d1", "layer": "physical", "what": "予備を置く", "how": "-", "it_owner": "c2", "ot_owner": "c3", "done_by": "2026-11-29", "state": "planned"}', 1, '', 0, 0, 1);
INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, signed, removed, seq) VALUES (2, 'measure', 'site', 1, 'yes', 'yes', '2026-11-01', '{"attack": "dos@d1", "layer": "physical", "what": "月に一度試す", "how": "-", "it_owner": "c2", "ot_owner": "c3", "done_by": "2026-11-28", "state": "done"}', 1, '', 0, 0, 2);
