-- Measured; or not closed yet.
INSERT INTO x_incident(id, title, state, exception) VALUES (1, 'odd', 'closed', 0), (2, 'odd', 'verified', 1);
