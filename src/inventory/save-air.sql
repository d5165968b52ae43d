-- The air carries everybody's stations: of what a run heard in the air alone only what belongs to the plant becomes a device. In: taking. Out:
-- stray(device): the run's devices that are left out; they stay stations of a network (wifi_client). Belongs: whoever the site knows by that MAC
-- address already, whoever is in its list, the access points and the stations of its own networks (assess/wifi_whose.c). Watched, nothing else
-- does. A recording that a person brings of a place where nobody can tell yet which networks are the plant's own is taken as it is.
INSERT OR IGNORE INTO own_network SELECT bssid FROM main.access_point_reason WHERE grade = 5;
INSERT OR IGNORE INTO own_network SELECT bssid FROM run.access_point_reason WHERE grade = 5 AND bssid NOT IN
  (SELECT bssid FROM main.access_point_reason WHERE grade = 6 AND reason = 'others-said');
INSERT INTO stray SELECT device FROM run.address WHERE kind = 'mac' AND ((SELECT watched FROM taking) IS NOT NULL OR EXISTS (SELECT 1 FROM own_network))
  GROUP BY device HAVING max(source <> 'wifi') = 0;
DELETE FROM stray WHERE device IN (SELECT a.device FROM run.address a JOIN main.address b ON b.value = a.value AND b.kind = 'mac' WHERE a.kind = 'mac')
  OR device IN (SELECT a.device FROM run.address a WHERE a.kind = 'mac' AND (a.value IN (SELECT lower(mac) FROM main.ledger WHERE mac IS NOT NULL)
    OR a.value IN (SELECT bssid FROM own_network)
    OR a.value IN (SELECT c.mac FROM run.wifi_client c JOIN own_network n ON n.bssid = c.bssid)
    OR a.value IN (SELECT value FROM main.device_claim WHERE kind = 'mac')))
  OR device IN (SELECT id FROM run.device WHERE known = 1);
DELETE FROM own_network;
