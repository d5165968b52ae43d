INSERT INTO x_setting(key, value) VALUES ('now', 1010000000000);
INSERT INTO x_incident(id, title, state, opened, opened_by, since, report_due, round) VALUES (1, 'odd', 'suspected', 1000000000000, 'c1', 1000000000000, 1003600000000, 1);
INSERT INTO x_incident_report(incident, n, audience, number, at) VALUES (1, 3, 'inside', 1, 1003000000000);
INSERT INTO x_incident(id, title, state, report_due) VALUES (2, 'new', 'suspected', 1013000000000);
