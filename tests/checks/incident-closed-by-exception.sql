INSERT INTO x_incident(id, title, state, exception) VALUES (1, 'odd', 'closed', 1);
