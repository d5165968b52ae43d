INSERT INTO setting(key, value) VALUES ('now', 1796400000000000), ('told', 1), ('tell_within', 1800000000);
INSERT INTO message(id, cause, about, what, severity, system, at, subject, state, part, acknowledged, acknowledged_by, seq) VALUES (1, 'incident', 1, 'contained', 1, 'site', 1796300000000000, 'i1 contained', 'told', 'judge', NULL, NULL, 1);
INSERT INTO message_to(id, message, contact, means, part, at, state, why, tries, seq) VALUES (1, 1, 2, 'mail', 'judge', 1796300000000000, 'failed', 'refused', 1, 2), (2, 1, 3, 'mail', 'second', 1796300000000000, 'sent', NULL, 1, 3);
