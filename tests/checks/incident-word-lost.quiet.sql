INSERT INTO setting(key, value) VALUES ('now', 1796400000000000), ('told', 1), ('tell_within', 1800000000);
-- of an alarm, and one that went through
INSERT INTO message(id, cause, about, what, severity, system, at, subject, state, part, acknowledged, acknowledged_by, seq) VALUES (1, 'alarm', 1, 'raised', 1, 'site', 1796300000000000, 'high: scan', 'waiting', 'judge', NULL, NULL, 1), (2, 'incident', 1, 'opened', 1, 'site', 1796300000000000, 'i1', 'waiting', 'judge', NULL, NULL, 1);
INSERT INTO message_to(id, message, contact, means, part, at, state, why, tries, seq) VALUES (1, 1, 2, 'mail', 'judge', 1796300000000000, 'failed', 'refused', 1, 2), (2, 2, 3, 'mail', 'judge', 1796300000000000, 'sent', NULL, 1, 3);
