INSERT INTO setting(key, value) VALUES ('roster', 1);
INSERT INTO duty_gap(what, system, record, contact, person) VALUES ('uncomputed', 'site', 4, 3, 'c3');
