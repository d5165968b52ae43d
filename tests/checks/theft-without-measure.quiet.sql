-- Another attack without a measure; theft with one, for all of its kind.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.10');
INSERT INTO assumption_said(seq, system, attack, place, said, added, actor, at) VALUES (1, 'site', 'theft', 'd1', 'accepted', 0, 'local', 1), (2, 'site', 'dos', 'd1', 'accepted', 0, 'local', 1);
INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, signed, removed, seq) VALUES (1, 'measure', 'site', 1, 'yes', 'yes', '2026-11-01', '{"attack": "theft@sensor", "layer": "physical", "what": "箱に入れる", "how": "-", "it_owner": "c2", "ot_owner": "c3", "done_by": "2027-03-31", "state": "planned"}', 1, '', 0, 0, 1);
