INSERT INTO x_evidence(id, incident, done, checked, damaged) VALUES (1, 1, 5, 9, 0), (2, 1, 5, NULL, NULL);
