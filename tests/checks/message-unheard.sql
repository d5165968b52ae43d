INSERT INTO setting(key, value) VALUES ('now', 1796400000000000), ('told', 1), ('tell_within', 1800000000);
INSERT INTO message(id, cause, about, what, severity, system, at, subject, state, part, acknowledged, acknowledged_by, seq) VALUES (1, 'alarm', 1, 'raised', 1, 'site', 1796300000000000, 'high: scan of a PLC', 'unheard', 'csirt', NULL, NULL, 1);
