-- Rows of `setting` that a few seconds cannot know: since when, until when, and what was seen to be so once. In: taking.
UPDATE run.setting SET value = (SELECT since FROM taking) WHERE key = 'capture_first';
UPDATE run.setting SET value = (SELECT watched FROM taking) WHERE key IN ('capture_end', 'capture_last');
UPDATE run.setting SET value = (SELECT mirror FROM taking) WHERE key = 'mirror_incomplete';
UPDATE run.setting SET value = max(value, coalesce((SELECT value FROM main.setting WHERE key = 'addresses_shared'), 0)) WHERE key = 'addresses_shared';
INSERT OR REPLACE INTO run.setting(key, value) SELECT 'replay', replay FROM taking UNION ALL SELECT 'now', watched FROM taking;
