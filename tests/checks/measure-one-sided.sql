INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.7');
INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, signed, removed, seq) VALUES (1, 'measure', 'site', 1, 'yes', 'yes', '2026-11-01', '{"attack": "dos@d1", "layer": "physical", "what": "予備を置く", "how": "-", "it_owner-none": "-", "ot_owner": "c3", "done_by": "2027-03-31", "state": "planned"}', 1, '', 0, 0, 1);
-- As it is computed, for who asks the question alone:
INSERT INTO x_measure(record, attack, device, layer, what, ot_owner, state) VALUES (1, 'dos@d1', 1, 'physical', '予備を置く', 3, 'planned');
