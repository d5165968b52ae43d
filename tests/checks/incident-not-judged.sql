INSERT INTO x_setting(key, value) VALUES ('now', 1100000000000);
INSERT INTO x_incident(id, title, state, opened, opened_by, since, report_due, round) VALUES (1, 'odd', 'suspected', 1000000000000, 'c1', 1000000000000, 0, 1);
