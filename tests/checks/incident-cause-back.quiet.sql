-- Another cause, a false alarm, or before it was closed.
INSERT INTO x_incident(id, title, state, class, closed) VALUES (1, 'odd', 'closed', 'attack', 500);
INSERT INTO x_alarm(id, detector, cause, began, dismissed, title_ja, title_en) VALUES (1, 'scan', 'd9', 100, NULL, '走査', 'scan'), (2, 'scan', 'd8', 900, NULL, '走査', 'scan'), (3, 'scan', 'd9', 900, 950, '走査', 'scan'), (4, 'scan', 'd9', 300, NULL, '走査', 'scan');
INSERT INTO x_incident_alarm(incident, alarm) VALUES (1, 1);
