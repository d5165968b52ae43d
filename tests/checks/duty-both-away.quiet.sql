INSERT INTO setting(key, value) VALUES ('roster', 1);
INSERT INTO duty_gap(what, system, record, contact, person) VALUES ('no-mail', 'site', 1, 3, 'c3'), ('no-phone', 'site', 1, 3, 'c3');
