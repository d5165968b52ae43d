INSERT INTO x_evidence(id, incident, done, checked, damaged) VALUES (1, 1, 5, 9, 2);
