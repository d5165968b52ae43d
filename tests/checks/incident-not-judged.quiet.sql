INSERT INTO x_setting(key, value) VALUES ('now', 1100000000000);
INSERT INTO x_incident(id, title, state, opened, opened_by, since, report_due, round) VALUES (1, 'odd', 'confirmed', 1000000000000, 'c1', 1000000000000, 0, 1);
INSERT INTO x_incident(id, title, state, since) VALUES (2, 'new', 'suspected', 1099000000000);
