INSERT INTO x_setting(key, value) VALUES ('now', 1400000000000);
INSERT INTO x_incident(id, title, state, class, opened) VALUES (1, 'odd', 'contained', 'attack', 1000000000000);
