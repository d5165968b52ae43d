-- One has a measure, one was left out, the others nobody judged; a stolen one is another check's.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.7');
INSERT INTO assumption_said(seq, system, attack, place, said, added, actor, at) VALUES (1, 'site', 'dos', 'd1', 'accepted', 0, 'local', 1), (2, 'site', 'tamper', 'd1', 'rejected', 0, 'local', 1), (3, 'site', 'theft', 'd1', 'accepted', 0, 'local', 1);
INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, signed, removed, seq) VALUES (1, 'measure', 'site', 1, 'yes', 'yes', '2026-11-01', '{"attack": "dos@d1", "layer": "physical", "what": "予備を置く", "how": "-", "it_owner": "c2", "ot_owner": "c3", "done_by": "2027-03-31", "state": "planned"}', 1, '', 0, 0, 1);
