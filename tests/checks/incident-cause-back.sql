INSERT INTO x_incident(id, title, state, class, closed) VALUES (1, 'odd', 'closed', 'attack', 500);
INSERT INTO x_alarm(id, detector, cause, began, title_ja, title_en) VALUES (1, 'scan', 'd9', 100, '走査', 'scan'), (2, 'scan', 'd9', 900, '走査', 'scan');
INSERT INTO x_incident_alarm(incident, alarm) VALUES (1, 1);
