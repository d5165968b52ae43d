-- What people said and planned is taken out of table assumption, to be put in anew (attack_refresh.c).
DELETE FROM assumption_why WHERE assumption IN (SELECT id FROM assumption WHERE added = 1);
DELETE FROM assumption WHERE added = 1;
UPDATE assumption SET state = 'proposed', said = NULL WHERE said IS NOT NULL;
UPDATE assumption SET measures = 0 WHERE measures <> 0;
