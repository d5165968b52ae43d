-- Schema 5: the plant's own languages (issue 7). One section an owner; model.sql (or site.sql) carries the same tables. What a site
-- saw before holds no deeds: they are known from the next period on.

-- engine: what requests do, each operation by itself, kinds of values
ALTER TABLE command ADD COLUMN deed TEXT;
CREATE TABLE operation (       -- each request that can do something to equipment, other than write, force, call and file-read, by itself: at most 10,000 a run. Equal ones of one second are one row
  protocol TEXT NOT NULL, code INTEGER NOT NULL, sub INTEGER, name TEXT NOT NULL, class TEXT NOT NULL, deed TEXT NOT NULL,
  detail TEXT NOT NULL /* what it was done to, as far as said; else '' */, client INTEGER, server INTEGER, client_outside INTEGER, server_outside INTEGER,
  client_ip TEXT, server_ip TEXT, at INTEGER NOT NULL, packet INTEGER NOT NULL,
  count INTEGER NOT NULL, answered INTEGER NOT NULL, refused INTEGER NOT NULL -- the rest of count nobody was seen to answer
) STRICT;
ALTER TABLE point ADD COLUMN type TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE point ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE point ADD COLUMN period_us INTEGER;

-- wifi: access points, their stations, who sends deauthentications
CREATE TABLE access_point (    -- a radio network by its BSSID, as 802.11 frames show it (inventory/wifi.h). A capture at a wire has none
  device INTEGER, bssid TEXT NOT NULL, network TEXT /* ap ad-hoc mesh; NULL, as all that announcements tell: none was recorded */,
  ssid TEXT /* its name; NULL never said */, names INTEGER NOT NULL /* how many different names it announced */, channel INTEGER,
  hidden INTEGER,              -- 1: its beacons leave the name out
  security TEXT                /* the weakest announced: open wep wpa-tkip owe wpa2-psk wpa2-eap wpa3-transition wpa3-sae wpa3-eap */,
  other TEXT                   /* another one announced under the same BSSID */,
  pairwise TEXT, group_cipher TEXT /* of: wep tkip ccmp gcmp */, pmf TEXT /* management frames protected: none optional required */,
  wpa INTEGER /* 1: the old WPA, too */, wps INTEGER, ft INTEGER /* fast transition */,
  announced INTEGER NOT NULL /* beacons and probe responses */, frames INTEGER NOT NULL /* data frames */,
  traffic TEXT                 /* how the weakest data frame was protected: clear wep tkip ccmp; NULL none carried anything */,
  first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE wifi_client (     -- a station at a BSSID
  ap INTEGER, bssid TEXT NOT NULL, station INTEGER, mac TEXT NOT NULL, frames INTEGER NOT NULL /* data frames, both ways */, traffic TEXT /* as above */,
  joined INTEGER NOT NULL /* how often it was let in */, m1 INTEGER NOT NULL, m2 INTEGER NOT NULL, m3 INTEGER NOT NULL, m4 INTEGER NOT NULL /* messages of the four-way handshake */,
  pmkid INTEGER NOT NULL, reinstalled INTEGER NOT NULL /* how often packet numbers went back under the same key */,
  first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE wifi_leave (      -- deauthentication and disassociation: who says so, to whom; anybody can send one that is not protected
  sender INTEGER, ap INTEGER, bssid TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL /* MACs; ff:ff:ff:ff:ff:ff all */,
  disassociation INTEGER NOT NULL, reason INTEGER /* IEEE 802.11 9.4.1.7; NULL encrypted */, protected INTEGER NOT NULL,
  count INTEGER NOT NULL, burst INTEGER NOT NULL /* the most within 10 s */, first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE access_point_reason ( -- why an access point has its grade (data/wifi); computed at each judging (assess/wifi.h)
  device INTEGER, bssid TEXT NOT NULL, reason TEXT NOT NULL, grade INTEGER NOT NULL /* 0 red 1 orange 2 yellow 3 green; the least is the access point's */,
  packet INTEGER
) STRICT;

-- watch: work on controllers, beside what people wrote of it
CREATE TABLE engineering (     -- pieces of work on controllers (assess/engineering.h): operations of one client at one controller without a pause of half an hour; computed before each judging, of a site only
  id INTEGER PRIMARY KEY, client INTEGER, server INTEGER, client_outside INTEGER, server_outside INTEGER, client_ip TEXT, server_ip TEXT,
  began INTEGER NOT NULL, ended INTEGER NOT NULL, operations INTEGER NOT NULL, what TEXT NOT NULL /* the gravest: program control account */, packet INTEGER NOT NULL,
  record INTEGER, kind TEXT    -- the work-window or maintenance-visit it lies in; NULL: nobody wrote anything
) STRICT;
