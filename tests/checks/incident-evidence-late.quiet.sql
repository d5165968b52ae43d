INSERT INTO x_setting(key, value) VALUES ('now', 1001000000000);
INSERT INTO x_incident(id, title, state, opened, opened_by, since, report_due, round) VALUES (1, 'odd', 'suspected', 1000000000000, 'c1', 1000000000000, 0, 1);
INSERT INTO x_evidence(id, incident, asked, done, files) VALUES (1, 1, 1000000000000, 1000004000000, 20);
-- one that was just opened
INSERT INTO x_incident(id, title, state, opened, opened_by, since, round) VALUES (2, 'new', 'suspected', 1000900000000, 'c1', 0, 1);
