INSERT INTO x_setting(key, value) VALUES ('now', 1400000000000);
INSERT INTO x_incident(id, title, state, class, opened) VALUES (1, 'odd', 'contained', 'attack', 1000000000000), (2, 'broken', 'restored', 'breakdown', 1000000000000), (3, 'odd', 'contained', 'attack', 1390000000000);
INSERT INTO x_deed(incident, n, deed) VALUES (1, 4, 'sweep');
