-- A small site as schema 3 was released; made by tools/schema-fixture, read by tests/unit/store-migrate.c.
PRAGMA application_id = 1835887986;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE account (         -- a person's (or the sealed one for emergencies: contact NULL); its name to sign in is a secret's neighbour
  id INTEGER PRIMARY KEY, contact INTEGER, state TEXT NOT NULL /* open locked closed */,
  client_key TEXT,             -- SHA-256 of a client certificate that stands for it, hex
  totp INTEGER NOT NULL,       -- 1: asked for a code as well
  totp_step INTEGER NOT NULL,  -- the 30 seconds whose code was used last: never again
  failed INTEGER NOT NULL, failed_at INTEGER, -- wrong tries since the last sign-in
  made INTEGER NOT NULL, signed_in INTEGER, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE account_role (account INTEGER NOT NULL, role TEXT NOT NULL, system TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (account, role, system)) STRICT, WITHOUT ROWID;
CREATE TABLE account_secret (  -- in no event: what a name, a password or a code is compared with
  account INTEGER PRIMARY KEY, login TEXT UNIQUE, password TEXT /* Argon2id, as libsodium writes it */,
  totp BLOB, totp_new BLOB /* shown, and not yet confirmed */, recovery TEXT /* SHA-256 of each code left, hex, joined by a space */
) STRICT;
CREATE TABLE address (         -- observed addresses
  device INTEGER NOT NULL, kind TEXT NOT NULL /* mac ip */, value TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  packet INTEGER NOT NULL, source TEXT NOT NULL, confidence INTEGER NOT NULL
) STRICT;
INSERT INTO "address" VALUES(1,'mac','b0:ac:fa:31:0a:10',1795228915439878,1795228921314449,1,'ethernet',90);
INSERT INTO "address" VALUES(1,'ip','192.168.10.10',1795228915491480,1795228921314449,4,'arp',95);
INSERT INTO "address" VALUES(1,'ip','fe80::b2ac:faff:fe31:a10',1795228916567868,1795228920759849,21,'ip',80);
INSERT INTO "address" VALUES(2,'mac','ac:44:f2:5a:10:01',1795228915447878,1795228920550471,2,'ethernet',90);
INSERT INTO "address" VALUES(2,'ip','192.168.10.1',1795228915491407,1795228920503923,3,'arp',95);
INSERT INTO "address" VALUES(2,'ip','fe80::ae44:f2ff:fe5a:1001',1795228917399865,1795228917851862,24,'ip',80);
INSERT INTO "address" VALUES(3,'mac','34:3d:c4:62:8e:20',1795228915509284,1795228921314488,10,'ethernet',90);
INSERT INTO "address" VALUES(3,'ip','192.168.10.20',1795228921314343,1795228921314488,58,'arp',95);
INSERT INTO "address" VALUES(4,'mac','00:1a:eb:7c:21:01',1795228915634300,1795228915634399,12,'ethernet',90);
INSERT INTO "address" VALUES(4,'mac','00:1a:eb:7c:21:07',1795228915634399,1795228915634399,17,'ethernet',90);
INSERT INTO "address" VALUES(4,'mac','00:1a:eb:7c:21:06',1795228915634389,1795228915634389,16,'ethernet',90);
INSERT INTO "address" VALUES(4,'mac','00:1a:eb:7c:21:04',1795228915634377,1795228915634377,15,'ethernet',90);
INSERT INTO "address" VALUES(4,'mac','00:1a:eb:7c:21:03',1795228915634345,1795228915634345,14,'ethernet',90);
INSERT INTO "address" VALUES(4,'mac','00:1a:eb:7c:21:02',1795228915634334,1795228915634334,13,'ethernet',90);
INSERT INTO "address" VALUES(4,'ip','192.168.10.2',1795228915634399,1795228915634399,17,'arp',95);
INSERT INTO "address" VALUES(5,'mac','bc:c3:42:a7:15:50',1795228920323850,1795228921120730,33,'ethernet',90);
INSERT INTO "address" VALUES(5,'ip','192.168.10.50',1795228920551827,1795228921120730,47,'arp',95);
CREATE TABLE alarm (           -- what wants somebody to act: the signals of one cause, with one beginning and one end (respond/alarms.h); "a1", "a2" outside
  id INTEGER PRIMARY KEY, detector TEXT NOT NULL /* of its gravest signal */, severity INTEGER NOT NULL /* 0 critical .. 3 low */,
  grouped TEXT NOT NULL /* by on claimed many */, cause TEXT NOT NULL /* "d3" or an address; '' nobody */, lamp TEXT NOT NULL /* device data none */,
  title_ja TEXT NOT NULL, title_en TEXT NOT NULL, data TEXT NOT NULL /* JSON: what fills the holes of its sentences */,
  began INTEGER NOT NULL,      -- by the source's clock, as last and ended
  raised INTEGER NOT NULL, graver INTEGER /* when it was raised; when it last got graver: by the clock of who wrote, as what people do */,
  ended INTEGER, ended_by TEXT /* over person approved joined */, joined INTEGER /* the alarm it became a part of */,
  again INTEGER NOT NULL /* how often it began again */, began_again INTEGER /* when it last did, by the clock of who wrote */,
  acknowledged INTEGER, acknowledged_by INTEGER,
  dismissed INTEGER, dismissed_by INTEGER, dismissed_as TEXT /* false-alarm known-work test accepted other */, dismissed_words TEXT,
  shelved_until INTEGER, shelved_by INTEGER, shelved_words TEXT /* NULL: by the program, as it flaps */,
  work INTEGER,                -- the record of the work window that covers it
  seq INTEGER NOT NULL,
  device INTEGER,              -- of its cause, once it is known; this and what follows is counted, not journaled
  count INTEGER NOT NULL, last INTEGER NOT NULL, concerned INTEGER NOT NULL /* devices */
) STRICT;
CREATE TABLE alarm_device (    -- the devices it concerns, each for a lamp of its own
  alarm INTEGER NOT NULL, device INTEGER NOT NULL, part TEXT NOT NULL /* by on */, lamp TEXT NOT NULL /* device data none */,
  severity INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER /* NULL: it still is */
) STRICT;
CREATE TABLE alarm_note (alarm INTEGER NOT NULL, at INTEGER NOT NULL, contact INTEGER, words TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
CREATE TABLE alarm_packet (alarm INTEGER NOT NULL, packet INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE answer (          -- one row per system x sub-item
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, verdict TEXT NOT NULL, grade TEXT NOT NULL,
  coverage_ja TEXT, coverage_en TEXT, needs_ja TEXT, needs_en TEXT,
  expired INTEGER NOT NULL DEFAULT 0, -- 1: unknown because a record or statement it stood on has expired
  as_of INTEGER, expires TEXT /* the last valid day */, provisional INTEGER NOT NULL DEFAULT 0, provisional_ja TEXT, provisional_en TEXT,
  evidence_hash TEXT NOT NULL DEFAULT '', question_hash TEXT NOT NULL DEFAULT '', -- hex: what a signature binds
  versions TEXT NOT NULL DEFAULT '' -- "jssec-2.1 telnet-in-use@1 ...": of the sheet and the checks
) STRICT;
INSERT INTO "answer" VALUES('site','jssec-2.1','01-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、日付と署名のある回答書 のどれか。「守る機能」を記録してください','To settle it: a probe made with permission or a dated and signed statement. Record this: Function to protect',0,1795228921314488,NULL,0,NULL,NULL,'a0ffac9d50e429cf4c828237ee55efb3431239aec109c29428311af36cba6693','177d9fd194631b274760f9e36f46f6801fefb18be4efb2a8b3227e2ea1dd5338','jssec-2.1@2 controller-operated@1 controller-written@1 program-changed@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','01-2','person','unmeasurable',NULL,NULL,'「情報の区分」を記録してください','Record this: Class of information',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','fce34e557485ca84988d911bb6fb0600cbd0b1057bf1fd125ec9043eefa6e095','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','02-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器台帳（--ledger）、正しく動いているところの通信の記録（全機器）、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: the device ledger (--ledger), a recording of the good state on every device, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,0,NULL,NULL,'ff15f92746366bc84a43e4e35115f08fb8cf7b394bfafacca233aea060d16eec','c1f8865cb100c2ad299baa0b645328c493e15cd53c1cb685c8cdc56457cf5805','jssec-2.1@2 ledger-differs@1 locked-differs@1 unidentified-device@1 unknown-device@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','02-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち0台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 0 of 5 devices, 5 s of traffic.','確かめるには：正しく動いているところの通信の記録（全機器）、日付と署名のある回答書 のどれか。「構成図の確認」を記録してください','To settle it: a recording of the good state on every device or a dated and signed statement. Record this: Review of the drawing',0,1795228921314488,NULL,0,NULL,NULL,'2a491cd2e9a79863557114b513f413900f3629b4535da251040c3b75f93ae816','d1585693f209b483d78bcad58aa51e7f22e8e5ce5b75b3eab6402060be6f094e','jssec-2.1@2 controller-peer-not-listed@1 profile-differs@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','03-1','person','unmeasurable',NULL,NULL,'「管理責任者」を記録してください','Record this: Responsible person',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','23ee70c2d13476dca4eae57a1268fbaf43b5e648b9f9e84bbf72c1df23f40c04','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','03-2','person','unmeasurable',NULL,NULL,'「責任分界点」を記録してください','Record this: Responsibility boundary',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e31a3af6ae5aa0320717cd57544b72d3b32e2cbf40bd2093bbebe332e65956f0','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','03-3','person','unmeasurable',NULL,NULL,'「運用・保守の担当」を記録してください','Record this: Operation and maintenance staff',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','8c35aa505e6e8cd3c0aa9403c6ad9dae7328824550d33df31566a172ece912fb','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','03-4','person','unmeasurable',NULL,NULL,'「CSIRTの連絡先」を記録してください','Record this: Contact of the CSIRT',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','32329ab556e2584a3573b65e8479a0d2a4051abe823c001b8fde8f4edc195c3e','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','04-1','person','unmeasurable',NULL,NULL,'「支えている事業」を記録してください','Record this: Business that depends on it',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6678fbd20886d3888b0a3a78868a94dfb09ad0a6ba295f842c90e329d625c9d7','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','04-2','person','unmeasurable',NULL,NULL,'「最悪の影響」を記録してください','Record this: Worst case',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','eddadd9dd5db59a760191a26a222c0de6b83dfa05e4a4489401af02a8f2c0e9f','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','05-1','person','unmeasurable',NULL,NULL,'「セキュリティ方針：方針にIoTのリスクを入れる」を記録してください','Record this: Security policy: IoT risk is part of the policy',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','3ba8323bd3309efb21dbe70a1e25ef928ece16f51f6b3d9f0bfbf6852a757987','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','05-2','person','unmeasurable',NULL,NULL,'「セキュリティ方針：IoTらしい性質を考える」を記録してください','Record this: Security policy: The traits of IoT are considered',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6bd5f5f5758757d9e6d9a28626022c355d7e9f38207bec3c4c283a9fbb9a8173','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','05-3','person','unmeasurable',NULL,NULL,'「体制」を記録してください。「教育：役割に必要な教育」を記録してください','Record this: Organisation. Record this: Training: Training for each role',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','103cd79bfaec89ba563542f92a2f0ced064a60a229d3026f261587942dc69748','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','06-1','person','unmeasurable',NULL,NULL,'「法令・契約の要求」を記録してください','Record this: Laws and contract terms',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','27e05975ef0626a6a795c39e0415c416bf481add69745f51bb5e7818fd4dc028','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','06-2','person','unmeasurable',NULL,NULL,'「使ってよいソフトウェア」を記録してください','Record this: Approved software',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','720a09e69ea63d2b0c7231debd3bd8a5106cc9be6364f4cb29f5abb5d372c1f2','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','07-1','person','unmeasurable',NULL,NULL,'「セキュリティのリスク：設定の誤りを突いた攻撃」を記録してください','Record this: Security risk: Attack through a misconfiguration',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ea30ae27f8208ed0da7de63b17a9ac0e63cd1556daef5eacf0c703fa750de67a','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','07-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「セキュリティのリスク：保守用の口からの攻撃」を記録してください。「機種の確認」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Security risk: Attack through a maintenance port. Record this: Questions about a model',0,1795228921314488,NULL,0,NULL,NULL,'3eaa5db5fce5960ceee88ccad03570ba5ddd27064f69837e4e715f8b401c9bc3','60d1be51ff1ab4b5c45a5bd8ec656e76a1da54fe4cffd1a65517ec7de90a6db8','jssec-2.1@2 maintenance-port-across-segments@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','07-3','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の設定の書き出し、日付と署名のある回答書 のどれか。「セキュリティのリスク：偽の相手への接続」を記録してください','To settle it: an export of the device''s settings or a dated and signed statement. Record this: Security risk: Connecting to a false peer',0,1795228921314488,NULL,0,NULL,NULL,'48913efb89ff9d866369ef5f9110777b4fce20e58736b38ecea07c4a5a99b409','d22d1becdb0174ff02f7fac4d5ee824c8037352c3294b3d1e00bd440b494b6fe','jssec-2.1@2 address-claimed-twice@1 dhcp-servers@1 hostile-traffic@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','08-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の履歴（ログ）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「セキュリティのリスク：保守に来る人の不正」を記録してください','To settle it: the devices'' logs, an export of the device''s settings or a dated and signed statement. Record this: Security risk: Malicious maintenance staff',0,1795228921314488,NULL,0,NULL,NULL,'a995aea383204014b5418b34aacc4d24d60122d32f455eed0d8ad97c1c4b304e','8acf691db967bc158f9348297a7ecfbeb6cc1650ec2005372d47dda6ae0b117c','jssec-2.1@2 remote-tool@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','08-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち0台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 0 of 5 devices, 5 s of traffic.','確かめるには：正しく動いているところの通信の記録（全機器）、日付と署名のある回答書 のどれか。「セキュリティのリスク：保守用PCからのマルウェア」を記録してください','To settle it: a recording of the good state on every device or a dated and signed statement. Record this: Security risk: Malware from a maintenance tool',0,1795228921314488,NULL,0,NULL,NULL,'6f69334d91a6e74d1c7018484ec3cb6b5a72cde1c060e5c4d7dd6f356536055f','f008a5f6da5da5d653206bae5aace2ddf7770c6476e3c2ae0596960cc4e6d52c','jssec-2.1@2 controller-peer-not-listed@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','09-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「セキュリティのリスク：よそを攻撃してしまう」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Security risk: Attacking others by mistake',0,1795228921314488,NULL,0,NULL,NULL,'2bf84e2290c4298bb8dc329a24e4b1bf052d39414adb2cffda834f57f18c9709','58f4457f4511f5f778c2039e38bf72ab9836ac72365305dca979d5d22b9c5444','jssec-2.1@2 amplifier-open@1 scanning-device@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','10-1','person','unmeasurable',NULL,NULL,'「セキュリティのリスク：つながる仕組みへの影響」を記録してください','Record this: Security risk: Effect on connected systems',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6a62c95a19b0b9f6fd49c19027bce1b0ddf4e77c6d5ee46d56e05253e0b98608','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','10-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の設定の書き出し、日付と署名のある回答書 のどれか。「セキュリティのリスク：マルウェアの広がり」を記録してください','To settle it: an export of the device''s settings or a dated and signed statement. Record this: Security risk: Spread of malware',0,1795228921314488,NULL,0,NULL,NULL,'4d92702ba66415e618098f1e2d099f128071e6664af8bb84be2ffb9a541819df','80938d80d62508cbef40d3db20e832d8e17701d677a98e688065dd6ef8007d78','jssec-2.1@2 same-open-service@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','10-3','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の設定の書き出し、日付と署名のある回答書 のどれか。「セキュリティのリスク：古い設備への影響」を記録してください','To settle it: an export of the device''s settings or a dated and signed statement. Record this: Security risk: Effect on old equipment',0,1795228921314488,NULL,0,NULL,NULL,'d0a8bc8ee57eae3a40453dc5ad5c8076e1baa574f73aa081e379876bb3abd6ea','8306dedae6f693e78c9f95843fee366257195f85c54600a45f50dc945a4c29f4','jssec-2.1@2 os-out-of-support@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','11-1','person','unmeasurable',NULL,NULL,'「セキュリティのリスク：盗難・紛失・破損」を記録してください','Record this: Security risk: Theft, loss, damage',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','276854008dea4469a7bd79ebf1310d38a94332fb2466330e67c56e3942842a99','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','12-1','person','unmeasurable',NULL,NULL,'「セキュリティのリスク：廃棄・売却での漏えい」を記録してください','Record this: Security risk: Leak at disposal or sale',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','06af7552ec3b9902b9fb0174f5cb5cce347911c38ee7f150eb76a2b86419ef3e','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','13-1','person','unmeasurable',NULL,NULL,'「セキュリティのリスク：中古・転用の機器」を記録してください','Record this: Security risk: Used devices',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','09e17cf5f2ec0cc92f8b621d149a63eff5f311fb095039a225a7149713cb23c3','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','14-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の履歴（ログ）、日付と署名のある回答書 のどれか。「セキュリティのリスク：内部の不正と操作ミス」を記録してください','To settle it: the devices'' logs or a dated and signed statement. Record this: Security risk: Insiders and mistakes',0,1795228921314488,NULL,0,NULL,NULL,'235af9741ff2abbe95a91371b4996398ef2fd81aec572bbfd646213dbcf48fc6','9020a4e06717e65ce7782fd9ed65fee0bb0c98b0ee045995289589620b3161de','jssec-2.1@2 command-refused@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','15-1','person','unmeasurable',NULL,NULL,'「リスクへの対応方針」を記録してください','Record this: Response to risks',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','c26a6653aac17bae5546bfe4f94994f51c3c7c2a8f68bb503af1e1ecd6db84f0','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','15-2','person','unmeasurable',NULL,NULL,'「経営層の見直し」を記録してください','Record this: Management review',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9496c08acfd26790717a21aebcd6ad55491d47cbb3f9211d72203fadf2e615c6','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','16-1','person','unmeasurable',NULL,NULL,'「製品の評価：使われてきた実績」を記録してください','Record this: Evaluation of a product: Track record',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e5dc5068ca80a28229330f30827e0fc62eed059cf6ecc23e36c352ee5006e8ac','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','16-2','person','unmeasurable',NULL,NULL,'「製品の評価：第三者の評価・認証」を記録してください','Record this: Evaluation of a product: Third-party evaluation',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','86d539c60a5447c284070658248dd41e9b29671db9fe56ea5610144b8e00f61e','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','17-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：国別表（--countries）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「社外へのデータの決まり：社外に置くデータ」を記録してください','To settle it: a table of countries (--countries), an export of the device''s settings or a dated and signed statement. Record this: Rule for data outside the company: Data stored outside',0,1795228921314488,NULL,0,NULL,NULL,'8b5d94d5387b4ae69cb55b36e0dfa6b7ecd7b9722b3d6061049545a28f2eecb3','b17b3fe0196bc95ead49d7feef5db58d3099cbc04d7e8b8076506be8512c8dba','jssec-2.1@2 cloud-destination@1 foreign-destination@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','17-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：国別表（--countries）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「社外へのデータの決まり：通ってよい経路」を記録してください','To settle it: a table of countries (--countries), an export of the device''s settings or a dated and signed statement. Record this: Rule for data outside the company: Routes allowed',0,1795228921314488,NULL,0,NULL,NULL,'2782d39f178d16fa77424996ecea1134065bf09a7ec90c1c2bf6c1d5235a004e','63abc1e24058f8a7e91184cc05ad8a38a760d6316590e7d82471e4e45d9d9863','jssec-2.1@2 clear-to-internet@1 cloud-destination@1 dns-outside@1 foreign-destination@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','18-1','person','unmeasurable',NULL,NULL,'「提供元の文書の確認：個人情報の守り方」を記録してください','Record this: Documents of the provider: Protection of personal data',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','c441b11dcd1fc22cb95472a2b9b1f0ee52bd1077169fd46ca342073b72ccddc8','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','18-2','person','unmeasurable',NULL,NULL,'「提供元の文書の確認：データの使い道と提供先」を記録してください','Record this: Documents of the provider: Use and sharing of data',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','b83419a12796e28c820b01f9fae81eccb50964d9a0e73d2a36a800f1e8f4c87e','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','18-3','person','unmeasurable',NULL,NULL,'「提供元の文書の確認：サポートの期間と窓口」を記録してください','Record this: Documents of the provider: Support period and contact',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','631b07b3bf254bd004fb17b2a27b73cbe9350fb13f3b1cde696b6055cb615e25','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','19-1','person','unmeasurable',NULL,NULL,'「取引先とのつながり：自社が取引先に及ぼす影響」を記録してください','Record this: Link to a partner: Our risk to them',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e30b092015d24727d62e5fd4b178612547fe91c9abf99e9ddf431933d6885a11','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','19-2','person','unmeasurable',NULL,NULL,'「取引先とのつながり：取引先から受ける影響」を記録してください','Record this: Link to a partner: Their risk to us',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6dbb2716412d5944f43a00a08c4dc4ead274dfa0a42a729d28c93b152c21e9cc','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','20-1','person','unmeasurable',NULL,NULL,'「委託先の評価：セキュリティの管理」を記録してください','Record this: Evaluation of a vendor: Security management',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ecd726fbd3a5031e8da66ab3651ddf16da5f0405703816442f22eed5ca227957','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','21-1','person','unmeasurable',NULL,NULL,'「委託先の評価：供給の続き方」を記録してください','Record this: Evaluation of a vendor: Continuity of supply',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','dc448360fd443f527f57e49c2ad47a6214db0b15706bfb5c46446e060922ad53','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','21-2','person','unmeasurable',NULL,NULL,'「委託先の評価：故障への対応」を記録してください','Record this: Evaluation of a vendor: Response to faults',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','035658f1daf69c67a0c7f3becc22d400bc5e94624aeb120d42a773dfcda84ff6','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','21-3','person','unmeasurable',NULL,NULL,'「契約」を記録してください','Record this: Contract',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','740d4022fa78e4dd38e46b3a17e0b4dd0ed14dcaabf0beb843b512044426754d','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','21-4','person','unmeasurable',NULL,NULL,'「委託先の評価：その先の委託と部品」を記録してください','Record this: Evaluation of a vendor: Their own suppliers',0,NULL,NULL,0,NULL,NULL,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','74090c25a4bd3213ae58aacab8879857f03d95cad88af8c1c2b8f6924c942840','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','22-1','not-met','measured','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','先に、指摘1件に対応してください。確かめるには：機器の設定の書き出し、日付と署名のある回答書 のどれか。「インターネット接続の要否」を記録してください','First deal with the findings (1). To settle it: an export of the device''s settings or a dated and signed statement. Record this: Need for the internet',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','822c7e5d8ce2f00b1f9183f8d00b0cab5392f889f60af528bfdb4d9997d66bf4','b57e432b6287b19ec921e5139d3d63d8c0e0884634cbd9fe9b5d01048137bef7','jssec-2.1@2 computer-to-internet@1 device-to-internet@1 dns-outside@1 internet-tried@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','22-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：接続が断られたところの記録、正しく動いているところの通信の記録（全機器）、許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: a recording of connections being refused, a recording of the good state on every device, a probe made with permission, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','763264e9eb640ea1c0d66b812b25364d6cf55c6fd2283411ff965b896d3f523e','922f8abee844658daf49e78748f5f8a4b69ff58b65232275b6bdd635a11a6e5b','jssec-2.1@2 certificate-expired@1 certificate-expired-since@1 certificate-self-signed@1 clear-to-internet@1 cleartext-sign-in@1 cleartext-sign-in-outside@1 file-transfer-in-clear@1 mqtt-anonymous@1 mqtt-anonymous-outside@1 mqtt-in-clear@1 smb-old@1 snmp-community@1 ssh-old@1 telnet-in-use@1 video-in-clear@1 vnc-weak-sign-in@1 vnc-without-password@1 weak-method@1 weak-tls@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','22-3','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','589beb6c1c47d2be4e11e404bb1842b3df747f9fee6b3bab6ca71d0d18fd2d0a','c5ad01d8c2861a5ebe5cb3a5004c7d577c65aa7fb0dc646ae6368be9c5def74f','jssec-2.1@2 amplifier-open@1 control-from-internet@1 old-system-exposed@1 port-map@1 reached-from-internet@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','23-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：接続が断られたところの記録、許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: a recording of connections being refused, a probe made with permission, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','815021970d0b324c99f175a99e32564983f3ea7dfb875e2a46d6296abed35deb','50f90aa5c9f673bf9270d62cf167bf0f79407009dc9bde1e0dd34f938e311363','jssec-2.1@2 port-map@1 service-for-outsiders@1 telnet-in-use@1 unneeded-service@1 upnp-answered@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','23-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：接続が断られたところの記録、許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: a recording of connections being refused, a probe made with permission, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4f3a364a7c9c821b1e9cb0afe05eebd1b9a47eddd2cbb26198a64359bfb68cbf','d5f963da8ef46858c134c5ae9bfd6d3d1232258e2d65f1cf614fb5b8beababdb','jssec-2.1@2 service-for-outsiders@1 unneeded-service@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','24-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「境目の守り」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Protection at the boundary',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','d1f8247a5c35fe92022d2bfce1c16247c664e217e1f843117ea99c2cdf62bcbe','939dfe0570811d30c4f3bb04601e5b1cfd1b6098c57a9d72a6119a7a1c6f792f','jssec-2.1@2 control-from-internet@1 port-map@1 reached-from-internet@1 remote-maintenance-from-internet@1 scanned-from-internet@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','25-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「IDとパスワードの決まり：初期パスワードの変更」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Rule for accounts: Changing default passwords',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','9c0ee595f8ae4de5adcc8a3e7898240ac21d55cb36012da93c38c808d765b389','61e945e9505437cfde5fd6cdef185b05741758bdaef9289eb1e5e27a86982c6b','jssec-2.1@2 default-password@1 default-password-tried@1 snmp-default-community@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','25-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「IDとパスワードの決まり：秘密にしておくこと」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Rule for accounts: Keeping them secret',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','944c9d1341f91848a04e5a4ce44b2034d8d6fabc2499996507eafbcb842c43bc','e36befcf4f4fe429426a6aa5330ef9da94acf182648c01667778ae412e85130d','jssec-2.1@2 cleartext-sign-in@1 cleartext-sign-in-outside@1 snmp-community@1 vnc-weak-sign-in@1 vnc-without-password@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','25-3','person','unmeasurable',NULL,NULL,'「IDとパスワードの決まり：共用しないこと」を記録してください','Record this: Rule for accounts: Not sharing them',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','2cc33555ec6f22cedf66444f52ad8b70aa7bc6c2dd9590986c8a7578f1429065','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','25-4','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：日付と署名のある回答書。「IDとパスワードの決まり：使い回さないこと」を記録してください','To settle it: a dated and signed statement. Record this: Rule for accounts: Not reusing them',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','c0a218ae067a0e73f60ec861b5c9f78543307343214650ad08f46564b53ca2f4','7abca99a323c1aef3f501fa957d84ce51c7e70dd4174c904fe73dacfd7d1c772','jssec-2.1@2 same-secret@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','26-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「認証のしかた：機器の認証」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: How identity is proved: Devices',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','92a9819044ca6b2cfca9e3bffef71e03a8c41639f6ea60acd7973f93f8b7e8d3','9cbdf15545f2509279981b35758c67fec04d4b843e15f2caa5b0de3cce20510b','jssec-2.1@2 mqtt-anonymous@1 mqtt-anonymous-outside@1 randomised-mac@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','26-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「認証のしかた：人の認証」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: How identity is proved: People',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','e83d991739065a0ddcd27992b5793fe46e3dcc641503761a532439eb96949f44','8b3d29d74c497e05c86c1d52bd0dfe73e691839d7534e6e0735a5b8e52635b43','jssec-2.1@2 mqtt-anonymous@1 mqtt-anonymous-outside@1 password-guessing@1 share-without-sign-in@1 vnc-without-password@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','26-3','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：正しく動いているところの通信の記録（全機器）、許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「認証のしかた：クラウド・サーバーの認証」を記録してください','To settle it: a recording of the good state on every device, a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: How identity is proved: Cloud or server',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','cf38e0773e44006157fc273550006237523d0f16add412ab7b167a27a5627133','254bc3ff377bd461d6ccbf677d0af5543bb5ed3ecb73981b2cba3e9a94bf4077','jssec-2.1@2 certificate-expired@1 certificate-expired-since@1 certificate-self-signed@1 clear-to-internet@1 weak-tls@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','27-1','person','unmeasurable',NULL,NULL,'「物理的な守り：人の出入り」を記録してください','Record this: Physical protection: Entry of people',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','75efa7479a7b81a5cf672727dc397bf1113d98cf8936212aaa79e68b5df24ce7','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','27-2','person','unmeasurable',NULL,NULL,'「物理的な守り：配線と電源」を記録してください','Record this: Physical protection: Cables and power',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','0e0c841005b798732e9e218a091581b94f8c8494c41a52383d344e3495f7c966','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','28-1','person','unmeasurable',NULL,NULL,'「使う人への周知：してはいけないこと」を記録してください','Record this: Notice to people: What is prohibited',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6df500515d0f4f0c0a357b42cd24170c2ee1c8211a0683b9ef237efa8f828460','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','28-2','person','unmeasurable',NULL,NULL,'「使う人への周知：大切な注意（安全・個人情報）」を記録してください','Record this: Notice to people: Important points of safety and privacy',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','cbc7d6e7e3dc78db9eda9fe68e093c173e6bf1894d856e659981b17811548e92','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','28-3','person','unmeasurable',NULL,NULL,'「使う人への周知：全体に響くこと」を記録してください','Record this: Notice to people: What affects the whole system',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','79024a8118fa29e7dcf8e766d48b27fc22f614cbb406c8ae3393b2952856da5d','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','29-1','person','unmeasurable',NULL,NULL,'「使う人への周知：管理責任者の役割」を記録してください','Record this: Notice to people: The responsible person''s role',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','acddd1f91a0ece669e2bf4b3f013a832768c83b01cf09314cbab437a57f83284','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','29-2','person','unmeasurable',NULL,NULL,'「使う人への周知：メーカー・委託先の役割」を記録してください','Record this: Notice to people: Roles of makers and vendors',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','04e51550c2d67c06a9699cff1adcbc51b242d5a9659a043b75275aeeeb75544d','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','29-3','person','unmeasurable',NULL,NULL,'「使う人への周知：運用・保守の担当の役割」を記録してください','Record this: Notice to people: Roles of operators and maintainers',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9bea2257aef34eb8e22bd659b429bed9aba75c151b6e746b07c1a49718e615b3','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','29-4','person','unmeasurable',NULL,NULL,'「使う人への周知：CSIRTの役割と連絡先」を記録してください','Record this: Notice to people: The CSIRT''s role and contact',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','cd3f403fd855eb8d31170137aace2ec33db429f6bbdbd496ec463951cfab9d7b','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','30-1','person','unmeasurable',NULL,NULL,'「手順書：役割ごとの手順」を記録してください','Record this: Procedure: Procedures for each role',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','82cec66755863206af56eef8b7ce7a42de976c752ac26a99e24eec281df25f48','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','30-2','person','unmeasurable',NULL,NULL,'「教育：手順の教育」を記録してください。「訓練」を記録してください','Record this: Training: Training on the procedures. Record this: Drill',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4657616b532e63a914c12b3ce5561c2a43d199a225d08f1cb268cbe3d0767293','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','31-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「保存データの暗号化」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Encryption of stored data',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','fdd6626cced19db55f41fa9f2233cba019e99d39aa7b2a5aa48cfbde2276e590','54e634dde58292d171ddf3b06f92bbd73edf752fe62cda2a734c29039dd5579c','jssec-2.1@2 share-without-sign-in@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','32-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち1台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 1 of 5 devices, 5 s of traffic.','確かめるには：無線の通信の記録（ビーコンを含むもの）、正しく動いているところの通信の記録（全機器）、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: a radio recording that holds beacons, a recording of the good state on every device, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','8cf0c620f788635f368d9988a94665b8288e7f54a20f39077df7f04f82f5c8d1','bf78e59d2c378f34789a9baaa7e6ca479ff17339ace29b59852d99da5332fd33','jssec-2.1@2 wifi-old-method@1 wifi-weak@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','32-2','person','unmeasurable',NULL,NULL,'「有線か無線かの判断」を記録してください','Record this: Cable or radio',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','103873dce9a1ae312a23912b6214825ed0f0847ce8ec9894685c03f67925cb1a','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','32-3','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：接続が断られたところの記録、許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: a recording of connections being refused, a probe made with permission, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','be658a6bb67ebd3ea1e17767b106ad76502216e8174adea8075d594a94ac46ac','c4fb8af2a35b89d3beea537acd231527a431ece2f48cf6fbf5a80fb74905f4d5','jssec-2.1@2 telnet-in-use@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','33-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「ゲートウェイでの守り」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Protection at a gateway',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','519d7ca77a307e00db89548ad1205975b9c9ee2bebd9bbbb782f8b31a225b955','fd606ec9fcf710ed5718fdcd15b11371c92b7d458b3aac0329c05bf526d0148d','jssec-2.1@2 control-across-segments@1 old-system-exposed@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','34-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の履歴（ログ）、許可を得て行う接続の確認、日付と署名のある回答書 のどれか。「手順書：設定変更の手順」を記録してください','To settle it: the devices'' logs, a probe made with permission or a dated and signed statement. Record this: Procedure: Changing settings',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','a0ffac9d50e429cf4c828237ee55efb3431239aec109c29428311af36cba6693','bc0fd2b4d9e8374e0747a8302772f43414a3a9a25392db8aac3fc56a2a14c288','jssec-2.1@2 controller-operated@1 controller-written@1 program-changed@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','35-1','person','unmeasurable',NULL,NULL,'「提供元の文書の確認：データの完全な消し方」を記録してください','Record this: Documents of the provider: How data is erased',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','50858a72c9fdd0656097029ffbc0ce467d69b0bf230f402727712b94f47c7d92','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','35-2','person','unmeasurable',NULL,NULL,'「廃棄・転用・売却」を記録してください','Record this: Disposal',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','d75f14c42f94bc978b5c594b6772e2da69267ff2a599f6151f68ff7791e4afb8','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','35-3','person','unmeasurable',NULL,NULL,'「提供元の文書の確認：再利用品に手が加えられていないこと」を記録してください','Record this: Documents of the provider: Reused devices are untouched',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','61a20a0b0e25c888e911b0cc8fac3a7ad6fe6b66720b35306d863d0b126f3975','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','36-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：弱点やサポート期限の情報（取り込んだファイル）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「サポートの期限：保守の終わる日」を記録してください','To settle it: advisory and end-of-support data (imported files), an export of the device''s settings or a dated and signed statement. Record this: Support period: End of support',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','d0a8bc8ee57eae3a40453dc5ad5c8076e1baa574f73aa081e379876bb3abd6ea','94425778c5745cec3db4b3aada02de56a7eaf31002ff57b4d4c6ad7678d6b31d','jssec-2.1@2 os-out-of-support@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','36-2','person','unmeasurable',NULL,NULL,'「サポートの期限：アップデートの終わる日」を記録してください','Record this: Support period: End of updates',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9e017dd12f0a2bee7d83499977c2b5bfbdc37bb08294f5199846036495b6728a','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','37-1','person','unmeasurable',NULL,NULL,'「アップデートの計画：入手のしかたと手順」を記録してください','Record this: Update plan: How updates are obtained',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4473c60aaa6e2dea2e38055b01ef3780d396f6ed97a7f43ccc4ebb05809c8b84','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','37-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の設定の書き出し、日付と署名のある回答書 のどれか。「アップデートの計画：アップデートの安全（改ざん・暗号化）」を記録してください','To settle it: an export of the device''s settings or a dated and signed statement. Record this: Update plan: Safety of the updates',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','d9012853cb71a964db2720523e9852e548126bff59d6a0a1fff4a3a95dd7d505','c9afef7b6a6d7d6cabdd998818e02fb8ef37df133a28cf2ca222f078ce7ef482','jssec-2.1@2 update-in-clear@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','37-3','person','unmeasurable',NULL,NULL,'「アップデートの計画：実施を決める基準」を記録してください','Record this: Update plan: Criteria for updating',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','975201a3fd4a86c3d771358192455eae9b248e701e26950dde353be110182030','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','37-4','person','unmeasurable',NULL,NULL,'「アップデートの計画：安全な手順と実施後の確認」を記録してください','Record this: Update plan: Steps and checks afterwards',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','b16a70f257817c3446d5e73b7af99ad82cf52dc44bade6fec594eb8b60abd5e1','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','37-5','person','unmeasurable',NULL,NULL,'「アップデートの計画：戻し手順」を記録してください','Record this: Update plan: Rollback',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6b413201f96fbeac6eeb12b9bf6b4e2177611ef0554383d3704db3fc82c608a3','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','38-1','person','unmeasurable',NULL,NULL,'「手順書：インシデント対応の基本手順」を記録してください','Record this: Procedure: Basic incident response',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ce9cb62351eca4911d377b75988c15582f429530ec176204ea3d646da9da0a10','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','38-2','person','unmeasurable',NULL,NULL,'「手順書：復旧の基本手順」を記録してください','Record this: Procedure: Basic recovery',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','dbe3090a22e14f731dcdfde63654b6e869140d908eed825bd6061f91c729ee7d','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','38-3','person','unmeasurable',NULL,NULL,'「バックアップの計画」を記録してください','Record this: Backup plan',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','86ef40a4d029d3ee2585b1874543669dd861963379624ccc0fcd2c71f9aaa5e6','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','39-1','person','unmeasurable',NULL,NULL,'「脆弱性情報の入手先」を記録してください','Record this: Source of advisories',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','b3edff399888fd66f5d36f08e6fc8979f524d607cef2b36b037e21a4081c26b6','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','39-2','person','unmeasurable',NULL,NULL,'「脆弱性情報の確認：構成との突き合わせ」を記録してください','Record this: Checking an advisory: Match with what you own',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ca4a68b6d30129fe960b130de1860921d39cc308d8f02882d8a43d9771edb1fd','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','39-3','person','unmeasurable',NULL,NULL,'「脆弱性情報の確認：影響の判断」を記録してください','Record this: Checking an advisory: Judging the effect',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','268ecf0bd75458d442a7d2428b3d494edbf84f7e06cffff1972b5b394d5aaa5e','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','39-4','person','unmeasurable',NULL,NULL,'「脆弱性情報の確認：暫定と恒久の手だて」を記録してください','Record this: Checking an advisory: Interim and permanent measures',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','785fed2b86893a057e3a4227873d933bb44b0ca2b5d32940c3d4e0edbd938117','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','40-1','person','unmeasurable',NULL,NULL,'「アップデートの判断：導入時」を記録してください','Record this: Update decision: At introduction',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','32f44250a20c4a854b0c378e01394c62f3afb21eab73f0438770546632a640d6','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','40-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：弱点やサポート期限の情報（取り込んだファイル）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「アップデートの判断：使っているあいだ」を記録してください','To settle it: advisory and end-of-support data (imported files), an export of the device''s settings or a dated and signed statement. Record this: Update decision: While in use',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','be66129e1eb23a3ffa5b0397af66b107f182a2a3e024fd26d638cf416fef2183','1b813c804ff77b81658fa349a21778e1195317d151dc663687cb1b157ef81b7f','jssec-2.1@2 firmware-differs@1 os-out-of-support@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','41-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器台帳（--ledger）、正しく動いているところの通信の記録（全機器）、日付と署名のある回答書 のどれか。「棚卸し」を記録してください','To settle it: the device ledger (--ledger), a recording of the good state on every device or a dated and signed statement. Record this: Stock-take',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','8412d89e6835160e3addb38c96c5db2c9a37e9ed3a60f60f105a9c0c5d209182','42c422da4626e2b0c84709c40f3de89a10957ac158ebf669eb1493f5ad293860','jssec-2.1@2 ledger-differs@1 locked-differs@1 profile-differs@1 randomised-mac@1 unknown-device@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','42-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の設定の書き出し、日付と署名のある回答書 のどれか。「保守に使う道具」を記録してください','To settle it: an export of the device''s settings or a dated and signed statement. Record this: Maintenance tool',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','a995aea383204014b5418b34aacc4d24d60122d32f455eed0d8ad97c1c4b304e','0c746c89c083aeb8637cdb49fdc255cf8a335d9424d5ee818507cd0c757c9137','jssec-2.1@2 remote-tool@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','42-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：許可を得て行う接続の確認、機器の設定の書き出し、日付と署名のある回答書 のどれか。「遠隔保守」を記録してください','To settle it: a probe made with permission, an export of the device''s settings or a dated and signed statement. Record this: Remote maintenance',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','3eebc6036ade5f0ba9683aa65394d9aacb510b4a16a4289037b6cab784bc70fd','d84d74f3ddfd1e0265853bdde42b5b1de61412344ba098a594a4abe6b77d0493','jssec-2.1@2 remote-maintenance-from-internet@1 remote-tool@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','42-3','person','unmeasurable',NULL,NULL,'「保守作業の記録」を記録してください','Record this: Maintenance visit',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','cda68fe66748545fb73189d3e0e37ec5b712d981c0611ac13878a9fb4256646b','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','43-1','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の履歴（ログ）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「ログの計画：故障とエラー」を記録してください','To settle it: the devices'' logs, an export of the device''s settings or a dated and signed statement. Record this: Log plan: Faults and errors',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','541cecb9db329439e3961bdc9f8e988b7978c921729bd7053e4c8902c4c29c03','33621a1179ba898518c3dc90842b8555350a2977c0753be87244a56c88c728ed','jssec-2.1@2 log-receiver-absent@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','43-2','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の履歴（ログ）、正しく動いているところの通信の記録（全機器）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「ログの計画：動作環境（負荷・温度・電池）」を記録してください','To settle it: the devices'' logs, a recording of the good state on every device, an export of the device''s settings or a dated and signed statement. Record this: Log plan: Environment: load, temperature, battery',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','bb66a6ccf61096b3a2e18c0e3e9056e39914843d367a77037a676dda5fca51eb','bb66bf1c4f586d7acdab7c9ba9e6f827ad5d162485fb14987c5b4e5e54648b41','jssec-2.1@2 monitoring-unanswered@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','43-3','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：機器の履歴（ログ）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「ログの計画：攻撃・認証・アクセス」を記録してください','To settle it: the devices'' logs, an export of the device''s settings or a dated and signed statement. Record this: Log plan: Attacks, sign-ins, access',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','541cecb9db329439e3961bdc9f8e988b7978c921729bd7053e4c8902c4c29c03','d4eac708954a60c45a4db42d82a43be84db55918cbba95811acc58dee7b1e2e9','jssec-2.1@2 log-receiver-absent@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','43-4','partly','measured','機器5台のうち5台、5秒の通信の記録から。1台で根拠があります。','5 of 5 devices, 5 s of traffic; evidence for 1 of them.','確かめるには：より長い通信の記録、機器の履歴（ログ）、正しく動いているところの通信の記録（全機器）、機器の設定の書き出し、日付と署名のある回答書 のどれか','To settle it: a longer recording, the devices'' logs, a recording of the good state on every device, an export of the device''s settings or a dated and signed statement',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','b37f2d34da6a1183676e190a0f3e036355d5af033c3a71874f511e484a9ebf95','60d956b06f59acc97c8a198aed436ba98a70486f9beeaed6b7475d66bc0dad17','jssec-2.1@2 clock-disagrees@1 no-time-sync@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','43-5','person','unmeasurable',NULL,NULL,'「ログの計画：必要なログと保存期間」を記録してください','Record this: Log plan: Logs needed and how long',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4234efcafb588be0e5c8039d6c12eb734551b068c7e9ca85c1212b87882e8bc9','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','43-6','person','unmeasurable',NULL,NULL,'「ログの計画：ログの中の秘密・個人情報」を記録してください','Record this: Log plan: Secrets and personal data in logs',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e7d6d74cf07f03f92453289c7bef847add4e5e917b54cfd6f42e00a4c014de9f','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','44-1','person','unmeasurable',NULL,NULL,'「ログの守り：改ざんと消去」を記録してください','Record this: Protection of logs: Tampering and erasure',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','8e3f5057645508bf791d4a5cbb3db7f6c1b17a4bcfdb76c0fff02bc66e7e059b','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','44-2','person','unmeasurable',NULL,NULL,'「ログの守り：見られる人」を記録してください','Record this: Protection of logs: Who may read',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e1613751db8552b1ff2b940b2c9a40b36d64925644d4423764ef170a4abd8427','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','44-3','not-met','measured','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','先に、指摘2件に対応してください。確かめるには：機器の設定の書き出し、日付と署名のある回答書 のどれか。「ログの守り：暗号化」を記録してください','First deal with the findings (2). To settle it: an export of the device''s settings or a dated and signed statement. Record this: Protection of logs: Encryption',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','94ce6f36b15fecae3655a55539df745ae9860e2b865f0dcbd18c14c391808e65','4f6bd663b7d04deb5ffa3b61cda82452d128b34da9eaa63cca74bcc641dc4147','jssec-2.1@2 syslog-in-clear@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','44-4','partly','measured','機器5台のうち4台、5秒の通信の記録から。2台で根拠があります。','4 of 5 devices, 5 s of traffic; evidence for 2 of them.','確かめるには：機器の履歴（ログ）、正しく動いているところの通信の記録（全機器）、機器の設定の書き出し、日付と署名のある回答書 のどれか。「ログの守り：置き場所」を記録してください','To settle it: the devices'' logs, a recording of the good state on every device, an export of the device''s settings or a dated and signed statement. Record this: Protection of logs: Place',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','00d4c152a5481c144ff27ddda6747318a2363792bc7622a09a9a1ad2be47b481','397739382d2b9b3f3a9a1c43d7d49e723ad3aa2b02963b35d8bc009aaa2bc637','jssec-2.1@2 log-receiver-absent@1 log-sent-outside@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','45-1','person','unmeasurable',NULL,NULL,'「監視の計画：異常の決め方」を記録してください','Record this: Monitoring plan: What is abnormal',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','01857e94ac4c47e98917398653401741ea636967765174f9648eea62ad97692a','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','45-2','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「監視の計画：しきい値」を記録してください','Record this: Monitoring plan: Thresholds',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','9c2de23cb2078e0d1ff849a6023b26027a080ca1cdccd1daa477101ff60a1e02','c74fe0df8e19b4a27bf6d30d1f48048c718c435d5fc2f7ba8e92c75e4586862a','jssec-2.1@2 alarm-often-false@1 alarm-too-many@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','45-3','person','unmeasurable',NULL,NULL,'「監視の計画：異常の影響」を記録してください','Record this: Monitoring plan: Effect of an anomaly',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','43ab3626ebfd02d42197d07f4a99444dfa9ad13d88d13adfe56f40556005d5fe','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','46-1','person','unmeasurable',NULL,NULL,'「監視の計画：見張り方」を記録してください','Record this: Monitoring plan: How it is watched',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','09b119cf271bc2c306f493c987f22cdb3f8a97f90534ec9bdb438dda87b0345e','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','46-2','person','unmeasurable',NULL,NULL,'「マルウェアを探すしくみ」を記録してください','Record this: Searching for malware',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','d05958c7c7fb1c34dd9af41e402e0547455fb7a3e6d09f8d81e5ed3207b99823','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','46-3','unknown','none','見えていない（ないとは言えない）：機器5台のうち4台、5秒の通信の記録から。','Not seen, which does not prove it is not there: 4 of 5 devices, 5 s of traffic.','確かめるには：より長い通信の記録、正しく動いているところの通信の記録（全機器）、日付と署名のある回答書 のどれか。「監視の計画：続けて見張る」を記録してください','To settle it: a longer recording, a recording of the good state on every device or a dated and signed statement. Record this: Monitoring plan: Watching without a gap',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','6e20abf19abd12ee1b69af67b8ff1edccbd45b9d354946e34226e2b44edf80b4','295b42a820c3d3e1240150277c045f1b60ae7034db4f302fe3f13f65aa572ffc','jssec-2.1@2 detection-gap@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','47-1','person','unmeasurable',NULL,NULL,'「脆弱性の診断」を記録してください','Record this: Vulnerability scan',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','3561d741ff20e935428d889e25a1747cdc706d64351e276ed67db096752d7d6d','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','48-1','person','unmeasurable',NULL,NULL,'「異常を判断する当番」を記録してください','Record this: Roster of judges',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','549b1330c6bbcef88b40db61ebc2e72b5b9acb331384f0613c10b092d835e891','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','48-2','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「連絡・報告の決まり：異常と判断したとき」を記録してください','Record this: Reporting: Once judged an anomaly',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4dceb6e274a064c3753fa43f3611771109e656978b47b6453224fd4f96eb9529','1ffa876dd2fce7bd661bb006a6b4c5623da6be9ba4ebb03b165e1c2a7d458b23','jssec-2.1@2 duty-both-away@1 duty-nobody@1 duty-uncomputed@1 duty-unreachable@1 incident-word-lost@1 message-late@1 message-unheard@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','49-1','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「インシデント対応の計画：事実と証拠を集める」を記録してください','Record this: Response plan: Gathering facts and evidence',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','7547c67e78048cbbc3fbfa7d754f491a422cbc3f5e02e4b58664f02f8ea1fe02','d274cbaa9a2cace3c0f9213eebebfd24f5e62a1e86f266fb87bdd82a2f782e9a','jssec-2.1@2 incident-evidence-late@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','49-2','person','unmeasurable',NULL,NULL,'「インシデント対応の計画：手順を状況に合わせる」を記録してください','Record this: Response plan: Fitting the procedure to the event',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','a8818c49714fa97e5ae0f938c1adb96147c2e73991dacdf5bb974cc105329078','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','49-3','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「インシデント対応の計画：原因を断ち、広がりを止める」を記録してください','Record this: Response plan: Treating the cause and stopping the spread',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','31602cf574db10e5ff6b9a533da87a628f6b5522df128102e6cc79761918e64d','5334a229175650ed0ac85f703087d44e4b85ba0d7214115e22e00da9553c8fe3','jssec-2.1@2 cut-not-effective@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','49-4','person','unmeasurable',NULL,NULL,'「インシデント対応の計画：対応の記録を残す」を記録してください','Record this: Response plan: Recording what was done',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','627e28c51b2a44aac2b2cb35095f3106bd92825368ce4ffc6dc2e1ee75e408c5','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','50-1','person','unmeasurable',NULL,NULL,'「連絡・報告の決まり：第一報」を記録してください','Record this: Reporting: First report',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','240a20a26e23f9b66f2aa8b3e7973e9975295daa66b4d9f97c21cd95bd50dbc3','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','50-2','person','unmeasurable',NULL,NULL,'「連絡・報告の決まり：拡大防止の指示」を記録してください','Record this: Reporting: Instructions that stop the spread',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','3fd429636382f7604e6fad635b58dea6d9c54bcbf61a4cfec136ca308697ad26','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','51-1','person','unmeasurable',NULL,NULL,'「連絡・報告の決まり：メーカー・委託先へ」を記録してください','Record this: Reporting: To maker and vendors',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4711ac0cc00f5f053efcf659edd28d49770df3237e71efdd7676a2dbadb7fc23','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','52-1','person','unmeasurable',NULL,NULL,'「連絡・報告の決まり：社外への報告」を記録してください','Record this: Reporting: To outsiders',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','33aaf0297ee857741235fd559cc72bbee340ba08470fe44f6c32a7730487e74f','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','53-1','person','unmeasurable',NULL,NULL,'「ログの守り：管理者・運用者の作業ログ」を記録してください','Record this: Protection of logs: Logs of administrators and operators',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','14f6027390efd575a449e74d2c0a82f3b4375881f61e29cb672700139559e0f8','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','54-1','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「調査と判断の計画：検知の知らせを調べる」を記録してください','Record this: Investigation plan: Looking into notices',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','ef006291552fe43d88de3409f2948292d83f4e9fb249a603049e16de5f8c5bb4','7a7614dc3305bb5525f2388785d3303a15cf23d2e3e090d8e754552e95759c9c','jssec-2.1@2 alarm-unjudged@1 incident-not-judged@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','54-2','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「調査と判断の計画：証拠の保全と原因の推定」を記録してください','Record this: Investigation plan: Preserving evidence and finding the cause',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','5da4ecf32d94d9eafd05c24b7812c7b74506889e333477c93be064970a277258','f7c10ae8a68363ab4cddb230480bf010eeb67fc72f032f2e2c9f3e609b9d459f','jssec-2.1@2 incident-evidence-late@1 evidence-damaged@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','54-3','person','unmeasurable',NULL,NULL,'「調査と判断の計画：インシデントかどうかと影響の判断」を記録してください','Record this: Investigation plan: Judging incident and impact',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','90650307b9263447bc122010f47bc9ca0ac47297e56314acd12fe53f6994fa2c','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','55-1','person','unmeasurable',NULL,NULL,'「調査と判断の計画：対応方針の決定」を記録してください','Record this: Investigation plan: Deciding the response',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','62fe7c8ffb4db9a2a362023c73a4e19c5681157cae976d66f53e23b45ac5473e','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','56-1','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「拡大防止の計画：切り離し（遮断）」を記録してください','Record this: Containment plan: Cutting off',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','31602cf574db10e5ff6b9a533da87a628f6b5522df128102e6cc79761918e64d','5f25db522898375bb73dd8a5064876870ee4d1322770f03d7a13f2175a58deb1','jssec-2.1@2 cut-not-effective@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','56-2','person','unmeasurable',NULL,NULL,'「拡大防止の計画：駆除」を記録してください','Record this: Containment plan: Cleaning',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9ac62d9f1abc6d56c90210a3e42bd2391c2abc401346a5b8f51f8d4709ad02dd','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','56-3','person','unmeasurable',NULL,NULL,'「拡大防止の計画：穴をふさぐアップデート」を記録してください','Record this: Containment plan: Closing the hole',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','33786458b569bfa333de1837582bfb0a8a1f335727f5c4497ffd015e630f857b','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','57-1','person','unmeasurable',NULL,NULL,'「改善：対応計画の改善」を記録してください','Record this: Improvement: Of the response plan',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','f49b70c0b2a50187abac66071f68b368c3416f0e1a1c0eb66da18b7dc74161df','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','58-1','person','unmeasurable',NULL,NULL,'「復旧の計画：手順を状況に合わせる」を記録してください','Record this: Recovery plan: Fitting the procedure to the event',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','2c53a3b6672b74f464c70a2a869ba11435b8362ddb9ba256ff780e08da752c29','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','58-2','person','unmeasurable',NULL,NULL,'「復旧の計画：体制と費用の承認」を記録してください','Record this: Recovery plan: Approval of team and cost',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','92f16a820f64f08d5a83e748194c36320ee5df754bd9845eaf46e86a9a7fe9d1','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','58-3','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「復旧の計画：復旧の確認」を記録してください','Record this: Recovery plan: Confirming recovery',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','244ccc26bd8ad1926b92bf9795dbc821faddca851a6706c2780a08dd3e7fb935','7b01c02ede101f067544c0d0bae2d355ca62b68c9e0a9e926796f92dead1e970','jssec-2.1@2 incident-closed-by-exception@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','58-4','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「復旧の計画：被害を繰り返さない手当て」を記録してください','Record this: Recovery plan: Treating the cause',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','f693051bc090d1d896b8daadeacd861e3a4a31cb08d03466592ba1e56db7eac1','bf8ad2503e85058d8d9190208f421f8ec78da23ecc3d9e9aebffcbe1dbce2e5a','jssec-2.1@2 incident-cause-back@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','59-1','person','unmeasurable',NULL,NULL,'「改善：再発防止」を記録してください','Record this: Improvement: Recurrence prevention',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','86a6b987dae676e516859f2df095c6f27e6425d30dd6a13df64444773c3d1668','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','59-2','person','unmeasurable','機器5台のうち4台、5秒の通信の記録から。','4 of 5 devices, 5 s of traffic.','「横展開」を記録してください','Record this: Same-kind sweep',0,1795228921314488,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','c8f2b28bfcc7c301f7a8e8946b7cf19ff6641745cc7c841fa205274c20734bdc','1e2a6d717400cf5e52e1300dd07fe7475df21f99dcae181268761c0a492e008d','jssec-2.1@2 incident-not-swept@1');
INSERT INTO "answer" VALUES('site','jssec-2.1','59-3','person','unmeasurable',NULL,NULL,'「改善：復旧計画の改善」を記録してください','Record this: Improvement: Of the recovery plan',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','5e7cba3aa7cad4cf0eae0688db43c6f6e29a4321563636fce6847ff2df9be290','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','60-1','person','unmeasurable',NULL,NULL,'「関係先への通知：使う人へ」を記録してください','Record this: Notice to those concerned: To users',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','bbebca5f0a54c03aa37cc8b4ea89e7549a8c7088c47fb521b585cc16fbaad60d','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','60-2','person','unmeasurable',NULL,NULL,'「関係先への通知：関係会社・取引先へ」を記録してください','Record this: Notice to those concerned: To affiliates and partners',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','37157a206cdebfb236649da0b3a8adca37e3fe8be79b67560b7365ae4b889f47','jssec-2.1@2');
INSERT INTO "answer" VALUES('site','jssec-2.1','60-3','person','unmeasurable',NULL,NULL,'「関係先への通知：利害関係者へ（CSIRTとともに）」を記録してください','Record this: Notice to those concerned: To stakeholders with the CSIRT',0,NULL,NULL,1,'暫定：「識別」の44行がまだ済んでいません（01-1 など）。把握していない機器があると、この答えは変わります','Provisional: 44 rows of identify are still open (01-1 first); a device nobody knows of yet could change this','4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','a7b9f37ef63fb12219377d8bfd7934304130749aa725292f72abc3993d2db234','jssec-2.1@2');
CREATE TABLE answered (        -- the answers as the journal last told them: what compare and history read
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, verdict TEXT NOT NULL, grade TEXT NOT NULL, expired INTEGER NOT NULL,
  evidence_hash TEXT NOT NULL, question_hash TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (system, sheet, item)
) STRICT, WITHOUT ROWID;
INSERT INTO "answered" VALUES('site','jssec-2.1','01-1','unknown','none',0,'a0ffac9d50e429cf4c828237ee55efb3431239aec109c29428311af36cba6693','177d9fd194631b274760f9e36f46f6801fefb18be4efb2a8b3227e2ea1dd5338',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','01-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','fce34e557485ca84988d911bb6fb0600cbd0b1057bf1fd125ec9043eefa6e095',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','02-1','unknown','none',0,'ff15f92746366bc84a43e4e35115f08fb8cf7b394bfafacca233aea060d16eec','c1f8865cb100c2ad299baa0b645328c493e15cd53c1cb685c8cdc56457cf5805',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','02-2','unknown','none',0,'2a491cd2e9a79863557114b513f413900f3629b4535da251040c3b75f93ae816','d1585693f209b483d78bcad58aa51e7f22e8e5ce5b75b3eab6402060be6f094e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','03-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','23ee70c2d13476dca4eae57a1268fbaf43b5e648b9f9e84bbf72c1df23f40c04',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','03-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e31a3af6ae5aa0320717cd57544b72d3b32e2cbf40bd2093bbebe332e65956f0',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','03-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','8c35aa505e6e8cd3c0aa9403c6ad9dae7328824550d33df31566a172ece912fb',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','03-4','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','32329ab556e2584a3573b65e8479a0d2a4051abe823c001b8fde8f4edc195c3e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','04-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6678fbd20886d3888b0a3a78868a94dfb09ad0a6ba295f842c90e329d625c9d7',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','04-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','eddadd9dd5db59a760191a26a222c0de6b83dfa05e4a4489401af02a8f2c0e9f',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','05-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','3ba8323bd3309efb21dbe70a1e25ef928ece16f51f6b3d9f0bfbf6852a757987',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','05-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6bd5f5f5758757d9e6d9a28626022c355d7e9f38207bec3c4c283a9fbb9a8173',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','05-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','103cd79bfaec89ba563542f92a2f0ced064a60a229d3026f261587942dc69748',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','06-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','27e05975ef0626a6a795c39e0415c416bf481add69745f51bb5e7818fd4dc028',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','06-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','720a09e69ea63d2b0c7231debd3bd8a5106cc9be6364f4cb29f5abb5d372c1f2',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','07-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ea30ae27f8208ed0da7de63b17a9ac0e63cd1556daef5eacf0c703fa750de67a',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','07-2','unknown','none',0,'3eaa5db5fce5960ceee88ccad03570ba5ddd27064f69837e4e715f8b401c9bc3','60d1be51ff1ab4b5c45a5bd8ec656e76a1da54fe4cffd1a65517ec7de90a6db8',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','07-3','unknown','none',0,'48913efb89ff9d866369ef5f9110777b4fce20e58736b38ecea07c4a5a99b409','d22d1becdb0174ff02f7fac4d5ee824c8037352c3294b3d1e00bd440b494b6fe',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','08-1','unknown','none',0,'a995aea383204014b5418b34aacc4d24d60122d32f455eed0d8ad97c1c4b304e','8acf691db967bc158f9348297a7ecfbeb6cc1650ec2005372d47dda6ae0b117c',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','08-2','unknown','none',0,'6f69334d91a6e74d1c7018484ec3cb6b5a72cde1c060e5c4d7dd6f356536055f','f008a5f6da5da5d653206bae5aace2ddf7770c6476e3c2ae0596960cc4e6d52c',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','09-1','unknown','none',0,'2bf84e2290c4298bb8dc329a24e4b1bf052d39414adb2cffda834f57f18c9709','58f4457f4511f5f778c2039e38bf72ab9836ac72365305dca979d5d22b9c5444',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','10-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6a62c95a19b0b9f6fd49c19027bce1b0ddf4e77c6d5ee46d56e05253e0b98608',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','10-2','unknown','none',0,'4d92702ba66415e618098f1e2d099f128071e6664af8bb84be2ffb9a541819df','80938d80d62508cbef40d3db20e832d8e17701d677a98e688065dd6ef8007d78',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','10-3','unknown','none',0,'d0a8bc8ee57eae3a40453dc5ad5c8076e1baa574f73aa081e379876bb3abd6ea','8306dedae6f693e78c9f95843fee366257195f85c54600a45f50dc945a4c29f4',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','11-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','276854008dea4469a7bd79ebf1310d38a94332fb2466330e67c56e3942842a99',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','12-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','06af7552ec3b9902b9fb0174f5cb5cce347911c38ee7f150eb76a2b86419ef3e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','13-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','09e17cf5f2ec0cc92f8b621d149a63eff5f311fb095039a225a7149713cb23c3',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','14-1','unknown','none',0,'235af9741ff2abbe95a91371b4996398ef2fd81aec572bbfd646213dbcf48fc6','9020a4e06717e65ce7782fd9ed65fee0bb0c98b0ee045995289589620b3161de',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','15-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','c26a6653aac17bae5546bfe4f94994f51c3c7c2a8f68bb503af1e1ecd6db84f0',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','15-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9496c08acfd26790717a21aebcd6ad55491d47cbb3f9211d72203fadf2e615c6',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','16-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e5dc5068ca80a28229330f30827e0fc62eed059cf6ecc23e36c352ee5006e8ac',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','16-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','86d539c60a5447c284070658248dd41e9b29671db9fe56ea5610144b8e00f61e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','17-1','unknown','none',0,'8b5d94d5387b4ae69cb55b36e0dfa6b7ecd7b9722b3d6061049545a28f2eecb3','b17b3fe0196bc95ead49d7feef5db58d3099cbc04d7e8b8076506be8512c8dba',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','17-2','unknown','none',0,'2782d39f178d16fa77424996ecea1134065bf09a7ec90c1c2bf6c1d5235a004e','63abc1e24058f8a7e91184cc05ad8a38a760d6316590e7d82471e4e45d9d9863',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','18-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','c441b11dcd1fc22cb95472a2b9b1f0ee52bd1077169fd46ca342073b72ccddc8',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','18-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','b83419a12796e28c820b01f9fae81eccb50964d9a0e73d2a36a800f1e8f4c87e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','18-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','631b07b3bf254bd004fb17b2a27b73cbe9350fb13f3b1cde696b6055cb615e25',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','19-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e30b092015d24727d62e5fd4b178612547fe91c9abf99e9ddf431933d6885a11',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','19-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6dbb2716412d5944f43a00a08c4dc4ead274dfa0a42a729d28c93b152c21e9cc',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','20-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ecd726fbd3a5031e8da66ab3651ddf16da5f0405703816442f22eed5ca227957',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','21-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','dc448360fd443f527f57e49c2ad47a6214db0b15706bfb5c46446e060922ad53',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','21-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','035658f1daf69c67a0c7f3becc22d400bc5e94624aeb120d42a773dfcda84ff6',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','21-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','740d4022fa78e4dd38e46b3a17e0b4dd0ed14dcaabf0beb843b512044426754d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','21-4','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','74090c25a4bd3213ae58aacab8879857f03d95cad88af8c1c2b8f6924c942840',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','22-1','not-met','measured',0,'822c7e5d8ce2f00b1f9183f8d00b0cab5392f889f60af528bfdb4d9997d66bf4','b57e432b6287b19ec921e5139d3d63d8c0e0884634cbd9fe9b5d01048137bef7',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','22-2','unknown','none',0,'763264e9eb640ea1c0d66b812b25364d6cf55c6fd2283411ff965b896d3f523e','922f8abee844658daf49e78748f5f8a4b69ff58b65232275b6bdd635a11a6e5b',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','22-3','unknown','none',0,'589beb6c1c47d2be4e11e404bb1842b3df747f9fee6b3bab6ca71d0d18fd2d0a','c5ad01d8c2861a5ebe5cb3a5004c7d577c65aa7fb0dc646ae6368be9c5def74f',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','23-1','unknown','none',0,'815021970d0b324c99f175a99e32564983f3ea7dfb875e2a46d6296abed35deb','50f90aa5c9f673bf9270d62cf167bf0f79407009dc9bde1e0dd34f938e311363',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','23-2','unknown','none',0,'4f3a364a7c9c821b1e9cb0afe05eebd1b9a47eddd2cbb26198a64359bfb68cbf','d5f963da8ef46858c134c5ae9bfd6d3d1232258e2d65f1cf614fb5b8beababdb',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','24-1','unknown','none',0,'d1f8247a5c35fe92022d2bfce1c16247c664e217e1f843117ea99c2cdf62bcbe','939dfe0570811d30c4f3bb04601e5b1cfd1b6098c57a9d72a6119a7a1c6f792f',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','25-1','unknown','none',0,'9c0ee595f8ae4de5adcc8a3e7898240ac21d55cb36012da93c38c808d765b389','61e945e9505437cfde5fd6cdef185b05741758bdaef9289eb1e5e27a86982c6b',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','25-2','unknown','none',0,'944c9d1341f91848a04e5a4ce44b2034d8d6fabc2499996507eafbcb842c43bc','e36befcf4f4fe429426a6aa5330ef9da94acf182648c01667778ae412e85130d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','25-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','2cc33555ec6f22cedf66444f52ad8b70aa7bc6c2dd9590986c8a7578f1429065',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','25-4','unknown','none',0,'c0a218ae067a0e73f60ec861b5c9f78543307343214650ad08f46564b53ca2f4','7abca99a323c1aef3f501fa957d84ce51c7e70dd4174c904fe73dacfd7d1c772',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','26-1','unknown','none',0,'92a9819044ca6b2cfca9e3bffef71e03a8c41639f6ea60acd7973f93f8b7e8d3','9cbdf15545f2509279981b35758c67fec04d4b843e15f2caa5b0de3cce20510b',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','26-2','unknown','none',0,'e83d991739065a0ddcd27992b5793fe46e3dcc641503761a532439eb96949f44','8b3d29d74c497e05c86c1d52bd0dfe73e691839d7534e6e0735a5b8e52635b43',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','26-3','unknown','none',0,'cf38e0773e44006157fc273550006237523d0f16add412ab7b167a27a5627133','254bc3ff377bd461d6ccbf677d0af5543bb5ed3ecb73981b2cba3e9a94bf4077',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','27-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','75efa7479a7b81a5cf672727dc397bf1113d98cf8936212aaa79e68b5df24ce7',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','27-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','0e0c841005b798732e9e218a091581b94f8c8494c41a52383d344e3495f7c966',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','28-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6df500515d0f4f0c0a357b42cd24170c2ee1c8211a0683b9ef237efa8f828460',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','28-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','cbc7d6e7e3dc78db9eda9fe68e093c173e6bf1894d856e659981b17811548e92',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','28-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','79024a8118fa29e7dcf8e766d48b27fc22f614cbb406c8ae3393b2952856da5d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','29-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','acddd1f91a0ece669e2bf4b3f013a832768c83b01cf09314cbab437a57f83284',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','29-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','04e51550c2d67c06a9699cff1adcbc51b242d5a9659a043b75275aeeeb75544d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','29-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9bea2257aef34eb8e22bd659b429bed9aba75c151b6e746b07c1a49718e615b3',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','29-4','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','cd3f403fd855eb8d31170137aace2ec33db429f6bbdbd496ec463951cfab9d7b',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','30-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','82cec66755863206af56eef8b7ce7a42de976c752ac26a99e24eec281df25f48',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','30-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4657616b532e63a914c12b3ce5561c2a43d199a225d08f1cb268cbe3d0767293',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','31-1','unknown','none',0,'fdd6626cced19db55f41fa9f2233cba019e99d39aa7b2a5aa48cfbde2276e590','54e634dde58292d171ddf3b06f92bbd73edf752fe62cda2a734c29039dd5579c',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','32-1','unknown','none',0,'8cf0c620f788635f368d9988a94665b8288e7f54a20f39077df7f04f82f5c8d1','bf78e59d2c378f34789a9baaa7e6ca479ff17339ace29b59852d99da5332fd33',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','32-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','103873dce9a1ae312a23912b6214825ed0f0847ce8ec9894685c03f67925cb1a',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','32-3','unknown','none',0,'be658a6bb67ebd3ea1e17767b106ad76502216e8174adea8075d594a94ac46ac','c4fb8af2a35b89d3beea537acd231527a431ece2f48cf6fbf5a80fb74905f4d5',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','33-1','unknown','none',0,'519d7ca77a307e00db89548ad1205975b9c9ee2bebd9bbbb782f8b31a225b955','fd606ec9fcf710ed5718fdcd15b11371c92b7d458b3aac0329c05bf526d0148d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','34-1','unknown','none',0,'a0ffac9d50e429cf4c828237ee55efb3431239aec109c29428311af36cba6693','bc0fd2b4d9e8374e0747a8302772f43414a3a9a25392db8aac3fc56a2a14c288',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','35-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','50858a72c9fdd0656097029ffbc0ce467d69b0bf230f402727712b94f47c7d92',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','35-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','d75f14c42f94bc978b5c594b6772e2da69267ff2a599f6151f68ff7791e4afb8',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','35-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','61a20a0b0e25c888e911b0cc8fac3a7ad6fe6b66720b35306d863d0b126f3975',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','36-1','unknown','none',0,'d0a8bc8ee57eae3a40453dc5ad5c8076e1baa574f73aa081e379876bb3abd6ea','94425778c5745cec3db4b3aada02de56a7eaf31002ff57b4d4c6ad7678d6b31d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','36-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9e017dd12f0a2bee7d83499977c2b5bfbdc37bb08294f5199846036495b6728a',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','37-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4473c60aaa6e2dea2e38055b01ef3780d396f6ed97a7f43ccc4ebb05809c8b84',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','37-2','unknown','none',0,'d9012853cb71a964db2720523e9852e548126bff59d6a0a1fff4a3a95dd7d505','c9afef7b6a6d7d6cabdd998818e02fb8ef37df133a28cf2ca222f078ce7ef482',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','37-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','975201a3fd4a86c3d771358192455eae9b248e701e26950dde353be110182030',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','37-4','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','b16a70f257817c3446d5e73b7af99ad82cf52dc44bade6fec594eb8b60abd5e1',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','37-5','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','6b413201f96fbeac6eeb12b9bf6b4e2177611ef0554383d3704db3fc82c608a3',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','38-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ce9cb62351eca4911d377b75988c15582f429530ec176204ea3d646da9da0a10',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','38-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','dbe3090a22e14f731dcdfde63654b6e869140d908eed825bd6061f91c729ee7d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','38-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','86ef40a4d029d3ee2585b1874543669dd861963379624ccc0fcd2c71f9aaa5e6',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','39-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','b3edff399888fd66f5d36f08e6fc8979f524d607cef2b36b037e21a4081c26b6',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','39-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','ca4a68b6d30129fe960b130de1860921d39cc308d8f02882d8a43d9771edb1fd',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','39-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','268ecf0bd75458d442a7d2428b3d494edbf84f7e06cffff1972b5b394d5aaa5e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','39-4','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','785fed2b86893a057e3a4227873d933bb44b0ca2b5d32940c3d4e0edbd938117',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','40-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','32f44250a20c4a854b0c378e01394c62f3afb21eab73f0438770546632a640d6',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','40-2','unknown','none',0,'be66129e1eb23a3ffa5b0397af66b107f182a2a3e024fd26d638cf416fef2183','1b813c804ff77b81658fa349a21778e1195317d151dc663687cb1b157ef81b7f',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','41-1','unknown','none',0,'8412d89e6835160e3addb38c96c5db2c9a37e9ed3a60f60f105a9c0c5d209182','42c422da4626e2b0c84709c40f3de89a10957ac158ebf669eb1493f5ad293860',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','42-1','unknown','none',0,'a995aea383204014b5418b34aacc4d24d60122d32f455eed0d8ad97c1c4b304e','0c746c89c083aeb8637cdb49fdc255cf8a335d9424d5ee818507cd0c757c9137',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','42-2','unknown','none',0,'3eebc6036ade5f0ba9683aa65394d9aacb510b4a16a4289037b6cab784bc70fd','d84d74f3ddfd1e0265853bdde42b5b1de61412344ba098a594a4abe6b77d0493',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','42-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','cda68fe66748545fb73189d3e0e37ec5b712d981c0611ac13878a9fb4256646b',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','43-1','unknown','none',0,'541cecb9db329439e3961bdc9f8e988b7978c921729bd7053e4c8902c4c29c03','33621a1179ba898518c3dc90842b8555350a2977c0753be87244a56c88c728ed',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','43-2','unknown','none',0,'bb66a6ccf61096b3a2e18c0e3e9056e39914843d367a77037a676dda5fca51eb','bb66bf1c4f586d7acdab7c9ba9e6f827ad5d162485fb14987c5b4e5e54648b41',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','43-3','unknown','none',0,'541cecb9db329439e3961bdc9f8e988b7978c921729bd7053e4c8902c4c29c03','d4eac708954a60c45a4db42d82a43be84db55918cbba95811acc58dee7b1e2e9',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','43-4','partly','measured',0,'b37f2d34da6a1183676e190a0f3e036355d5af033c3a71874f511e484a9ebf95','60d956b06f59acc97c8a198aed436ba98a70486f9beeaed6b7475d66bc0dad17',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','43-5','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4234efcafb588be0e5c8039d6c12eb734551b068c7e9ca85c1212b87882e8bc9',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','43-6','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e7d6d74cf07f03f92453289c7bef847add4e5e917b54cfd6f42e00a4c014de9f',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','44-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','8e3f5057645508bf791d4a5cbb3db7f6c1b17a4bcfdb76c0fff02bc66e7e059b',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','44-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','e1613751db8552b1ff2b940b2c9a40b36d64925644d4423764ef170a4abd8427',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','44-3','not-met','measured',0,'94ce6f36b15fecae3655a55539df745ae9860e2b865f0dcbd18c14c391808e65','4f6bd663b7d04deb5ffa3b61cda82452d128b34da9eaa63cca74bcc641dc4147',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','44-4','partly','measured',0,'00d4c152a5481c144ff27ddda6747318a2363792bc7622a09a9a1ad2be47b481','397739382d2b9b3f3a9a1c43d7d49e723ad3aa2b02963b35d8bc009aaa2bc637',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','45-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','01857e94ac4c47e98917398653401741ea636967765174f9648eea62ad97692a',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','45-2','person','unmeasurable',0,'9c2de23cb2078e0d1ff849a6023b26027a080ca1cdccd1daa477101ff60a1e02','c74fe0df8e19b4a27bf6d30d1f48048c718c435d5fc2f7ba8e92c75e4586862a',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','45-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','43ab3626ebfd02d42197d07f4a99444dfa9ad13d88d13adfe56f40556005d5fe',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','46-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','09b119cf271bc2c306f493c987f22cdb3f8a97f90534ec9bdb438dda87b0345e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','46-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','d05958c7c7fb1c34dd9af41e402e0547455fb7a3e6d09f8d81e5ed3207b99823',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','46-3','unknown','none',0,'6e20abf19abd12ee1b69af67b8ff1edccbd45b9d354946e34226e2b44edf80b4','295b42a820c3d3e1240150277c045f1b60ae7034db4f302fe3f13f65aa572ffc',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','47-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','3561d741ff20e935428d889e25a1747cdc706d64351e276ed67db096752d7d6d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','48-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','549b1330c6bbcef88b40db61ebc2e72b5b9acb331384f0613c10b092d835e891',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','48-2','person','unmeasurable',0,'4dceb6e274a064c3753fa43f3611771109e656978b47b6453224fd4f96eb9529','1ffa876dd2fce7bd661bb006a6b4c5623da6be9ba4ebb03b165e1c2a7d458b23',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','49-1','person','unmeasurable',0,'7547c67e78048cbbc3fbfa7d754f491a422cbc3f5e02e4b58664f02f8ea1fe02','d274cbaa9a2cace3c0f9213eebebfd24f5e62a1e86f266fb87bdd82a2f782e9a',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','49-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','a8818c49714fa97e5ae0f938c1adb96147c2e73991dacdf5bb974cc105329078',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','49-3','person','unmeasurable',0,'31602cf574db10e5ff6b9a533da87a628f6b5522df128102e6cc79761918e64d','5334a229175650ed0ac85f703087d44e4b85ba0d7214115e22e00da9553c8fe3',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','49-4','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','627e28c51b2a44aac2b2cb35095f3106bd92825368ce4ffc6dc2e1ee75e408c5',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','50-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','240a20a26e23f9b66f2aa8b3e7973e9975295daa66b4d9f97c21cd95bd50dbc3',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','50-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','3fd429636382f7604e6fad635b58dea6d9c54bcbf61a4cfec136ca308697ad26',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','51-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','4711ac0cc00f5f053efcf659edd28d49770df3237e71efdd7676a2dbadb7fc23',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','52-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','33aaf0297ee857741235fd559cc72bbee340ba08470fe44f6c32a7730487e74f',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','53-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','14f6027390efd575a449e74d2c0a82f3b4375881f61e29cb672700139559e0f8',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','54-1','person','unmeasurable',0,'ef006291552fe43d88de3409f2948292d83f4e9fb249a603049e16de5f8c5bb4','7a7614dc3305bb5525f2388785d3303a15cf23d2e3e090d8e754552e95759c9c',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','54-2','person','unmeasurable',0,'5da4ecf32d94d9eafd05c24b7812c7b74506889e333477c93be064970a277258','f7c10ae8a68363ab4cddb230480bf010eeb67fc72f032f2e2c9f3e609b9d459f',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','54-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','90650307b9263447bc122010f47bc9ca0ac47297e56314acd12fe53f6994fa2c',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','55-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','62fe7c8ffb4db9a2a362023c73a4e19c5681157cae976d66f53e23b45ac5473e',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','56-1','person','unmeasurable',0,'31602cf574db10e5ff6b9a533da87a628f6b5522df128102e6cc79761918e64d','5f25db522898375bb73dd8a5064876870ee4d1322770f03d7a13f2175a58deb1',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','56-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','9ac62d9f1abc6d56c90210a3e42bd2391c2abc401346a5b8f51f8d4709ad02dd',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','56-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','33786458b569bfa333de1837582bfb0a8a1f335727f5c4497ffd015e630f857b',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','57-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','f49b70c0b2a50187abac66071f68b368c3416f0e1a1c0eb66da18b7dc74161df',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','58-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','2c53a3b6672b74f464c70a2a869ba11435b8362ddb9ba256ff780e08da752c29',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','58-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','92f16a820f64f08d5a83e748194c36320ee5df754bd9845eaf46e86a9a7fe9d1',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','58-3','person','unmeasurable',0,'244ccc26bd8ad1926b92bf9795dbc821faddca851a6706c2780a08dd3e7fb935','7b01c02ede101f067544c0d0bae2d355ca62b68c9e0a9e926796f92dead1e970',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','58-4','person','unmeasurable',0,'f693051bc090d1d896b8daadeacd861e3a4a31cb08d03466592ba1e56db7eac1','bf8ad2503e85058d8d9190208f421f8ec78da23ecc3d9e9aebffcbe1dbce2e5a',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','59-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','86a6b987dae676e516859f2df095c6f27e6425d30dd6a13df64444773c3d1668',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','59-2','person','unmeasurable',0,'c8f2b28bfcc7c301f7a8e8946b7cf19ff6641745cc7c841fa205274c20734bdc','1e2a6d717400cf5e52e1300dd07fe7475df21f99dcae181268761c0a492e008d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','59-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','5e7cba3aa7cad4cf0eae0688db43c6f6e29a4321563636fce6847ff2df9be290',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','60-1','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','bbebca5f0a54c03aa37cc8b4ea89e7549a8c7088c47fb521b585cc16fbaad60d',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','60-2','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','37157a206cdebfb236649da0b3a8adca37e3fe8be79b67560b7365ae4b889f47',8);
INSERT INTO "answered" VALUES('site','jssec-2.1','60-3','person','unmeasurable',0,'4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80','a7b9f37ef63fb12219377d8bfd7934304130749aa725292f72abc3993d2db234',8);
CREATE TABLE answered_request ( -- what a request with an Idempotency-Key was answered, to say the same again; neither sealed nor rebuilt
  actor TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL /* SHA-256 of method, path and body, hex */, status INTEGER NOT NULL,
  content_type TEXT, location TEXT, body BLOB, at INTEGER NOT NULL, PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE api_token (       -- for programs; hash: SHA-256 of it, hex
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, roles TEXT NOT NULL /* JSON list */,
  system TEXT /* only there; NULL wherever its account may */, made INTEGER NOT NULL, until INTEGER NOT NULL, revoked INTEGER /* when */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE certificate (
  device INTEGER, outside INTEGER, port INTEGER NOT NULL, subject TEXT NOT NULL, issuer TEXT NOT NULL,
  not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, self_signed INTEGER NOT NULL, bits INTEGER, packet INTEGER NOT NULL,
  seen INTEGER NOT NULL        -- when it was shown, us
) STRICT;
CREATE TABLE change (          -- against an earlier inspect.json (setting 'against' = 1 when compared)
  kind TEXT NOT NULL /* new gone changed */, device INTEGER, old_id TEXT, field TEXT, old_value TEXT, new_value TEXT
) STRICT;
CREATE TABLE checkpoint (      -- signed tree heads, in the C2SP signed-note form
  size INTEGER PRIMARY KEY,    -- events covered
  at INTEGER NOT NULL, root TEXT NOT NULL /* hex */, note TEXT NOT NULL
) STRICT;
INSERT INTO "checkpoint" VALUES(15,1795990556853899,'86776492e8e795d1d8710833feae20b34f52de6ae0af5560ad0f9dbbd9dd09e4','mimamori/caafb9c3dbe1d25490711e2cca9ce505
15
hndkkujnldHYcQgz/q4gs09S3mrgr1VgrQ+du9ndCeQ=

— mimamori/caafb9c3dbe1d25490711e2cca9ce505 EaNO8+AAJ1OjKG5PkgUnaFNDV+xM5b4keY9ZKWYTj4XU1dRlXlDDd0pFhnq5BkgoQ6LhS8qDkjtsvvpsBorTxNWT9QA=
');
INSERT INTO "checkpoint" VALUES(17,1795990556880171,'2f141856b5a7c1f044fb9cb54dc5486d66cec5d51b987aaee9a0c61009370c92','mimamori/caafb9c3dbe1d25490711e2cca9ce505
17
LxQYVrWnwfBE+5y1TcVIbWbOxdUbmHqu6aDGEAk3DJI=

— mimamori/caafb9c3dbe1d25490711e2cca9ce505 EaNO87ahFhNBBbmfsk2YHagLcQHTkiZhVv6N8I6lb5Ar5I46KlDGBDEvDdVI0F7bEWB6/fA3q54LwNTJMiLASF2mNQg=
');
CREATE TABLE command (
  protocol TEXT NOT NULL, code INTEGER NOT NULL, sub INTEGER, name TEXT NOT NULL, class TEXT NOT NULL,
  client INTEGER, server INTEGER, client_ip TEXT, server_ip TEXT,
  count INTEGER NOT NULL, answered INTEGER NOT NULL, refused INTEGER NOT NULL, first_packet INTEGER NOT NULL, first INTEGER NOT NULL,
  client_outside INTEGER, server_outside INTEGER
) STRICT;
CREATE TABLE contact (         -- people and units. Name, mail and phone can be erased: events hold ids and a salted hash only
  id INTEGER PRIMARY KEY, name TEXT, mail TEXT, phone TEXT, unit TEXT /* department or company; no secret, stands in events */,
  side TEXT NOT NULL,          -- it ot executive vendor csirt other
  away_from TEXT, away_until TEXT, -- absence, first and last day
  public_key TEXT,             -- Ed25519, hex, once a key was made
  commitment TEXT NOT NULL,    -- SHA-256 over salt and the personal fields, hex
  salt BLOB,                   -- NULL once erased
  erased INTEGER NOT NULL, seq INTEGER NOT NULL, language TEXT /* ja en: in which they are written to; NULL as the site */
) STRICT;
CREATE TABLE courier (         -- one row; passwords and keys lie in SITE.db.secrets, here only since when
  id INTEGER PRIMARY KEY CHECK (id = 1), host TEXT, port INTEGER NOT NULL, tls TEXT NOT NULL /* starttls tls none */, login TEXT, sender TEXT,
  ca TEXT /* PEM; NULL: the machine's */, webhook TEXT, password_at INTEGER, webhook_key_at INTEGER, -- us
  at INTEGER NOT NULL, actor TEXT NOT NULL, permitted INTEGER /* us; NULL: nothing is sent */, permitted_by TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE decision (        -- what people decided; PRIMARY KEY says: one each, history is in the journal
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL /* sub-item "32-3", or item "32" for what its sub-items inherit */,
  choice TEXT NOT NULL /* adopt part not */, reason TEXT, inherit INTEGER NOT NULL /* 1: the item's reason counts */,
  point TEXT, contact INTEGER, at INTEGER NOT NULL, hash TEXT NOT NULL /* of the body, hex */, seq INTEGER NOT NULL,
  PRIMARY KEY (system, sheet, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE deed (            -- what was done in an incident, in order: its timeline
  incident INTEGER NOT NULL, n INTEGER NOT NULL /* 1, 2 ... */, deed TEXT NOT NULL /* respond/incident.def */, at INTEGER NOT NULL, actor TEXT NOT NULL,
  contact INTEGER, side TEXT /* it ot executive ...: for which side that person acted */, was TEXT NOT NULL /* the state before */, became TEXT NOT NULL,
  words TEXT, fields TEXT NOT NULL /* JSON object */, proven INTEGER NOT NULL /* 1: signed with a key */, round INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, n)
) STRICT, WITHOUT ROWID;
INSERT INTO "deed" VALUES(1,1,'open',1795990556847724,'local',NULL,NULL,'suspected','suspected',NULL,'{}',0,1,14);
CREATE TABLE detect_state (    -- a page of rows of a detector's table, as it lies in memory; neither told of nor rebuilt by events
  detector TEXT NOT NULL /* the table's name */, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (detector, part)
) STRICT;
CREATE TABLE device (
  id INTEGER PRIMARY KEY,      -- 1, 2 ... by first frame: "d1", "d2" outside
  name TEXT,                   -- the best name, or NULL
  maker TEXT, kind TEXT NOT NULL, layer TEXT NOT NULL, model TEXT, firmware TEXT, serial TEXT, os TEXT,
  confidence INTEGER NOT NULL, -- 0..100 of kind
  first INTEGER NOT NULL, last INTEGER NOT NULL, first_packet INTEGER NOT NULL,
  packets INTEGER NOT NULL, bytes INTEGER NOT NULL,        -- frames it sent
  mac TEXT, ip TEXT,           -- the main ones, for sentences; all of them are in address
  random_mac INTEGER NOT NULL, -- its only MACs are locally administered
  router INTEGER NOT NULL,     -- it forwards for others
  behind INTEGER,              -- the router's device id when it is seen only behind one
  hidden INTEGER NOT NULL,     -- addresses or devices behind it are known (hub, gateway, Modbus units)
  ledger INTEGER,              -- row of ledger, NULL not in it
  known INTEGER NOT NULL,      -- 1 in the ledger
  payload INTEGER NOT NULL,    -- packets of its conversations that carry payload
  unnamed_payload INTEGER NOT NULL -- of these, in conversations that nothing names
) STRICT;
INSERT INTO "device" VALUES(1,NULL,'Fujitsu','pc','server',NULL,NULL,NULL,NULL,35,1795228915439878,1795228921314449,1,18,1382,'b0:ac:fa:31:0a:10','192.168.10.10',0,0,NULL,0,NULL,0,30,0);
INSERT INTO "device" VALUES(2,'rtx-gw','Yamaha','router','wan',NULL,NULL,NULL,NULL,91,1795228915447878,1795228920550471,2,20,2257,'ac:44:f2:5a:10:01','192.168.10.1',0,1,NULL,0,NULL,0,20,0);
INSERT INTO "device" VALUES(3,'ap-line1','Buffalo','wifi-ap','lan',NULL,NULL,NULL,NULL,99,1795228915509284,1795228921314488,10,3,279,'34:3d:c4:62:8e:20','192.168.10.20',0,0,NULL,0,NULL,0,1,0);
INSERT INTO "device" VALUES(4,'sw-line1','Allied Telesis','switch','lan',NULL,NULL,NULL,NULL,97,1795228915634300,1795228915634399,12,6,912,'00:1a:eb:7c:21:01','192.168.10.2',0,0,NULL,0,NULL,0,0,0);
INSERT INTO "device" VALUES(5,'netcam-gate','Panasonic','camera','device','NWC-100',NULL,NULL,'Linux',99,1795228920323850,1795228921120730,33,13,3218,'bc:c3:42:a7:15:50','192.168.10.50',0,0,NULL,0,NULL,0,13,0);
CREATE TABLE device_claim (    -- addresses that people gave to a device, by merging or splitting: later captures follow
  kind TEXT NOT NULL /* mac ip */, value TEXT NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_life (
  device INTEGER PRIMARY KEY, state TEXT NOT NULL /* introduced normal abnormal stray retired */, since INTEGER NOT NULL,
  moved_by TEXT NOT NULL /* evidence person */, reason TEXT NOT NULL /* of evidence a token (life_states.h), of a person their words */,
  contact INTEGER, despite TEXT /* of a person: the reason that evidence had then */, last INTEGER /* of a person: device.last then */, seq INTEGER NOT NULL
) STRICT;
INSERT INTO "device_life" VALUES(1,'introduced',1795990556792695,'evidence','new',NULL,NULL,NULL,12);
INSERT INTO "device_life" VALUES(2,'introduced',1795990556792695,'evidence','new',NULL,NULL,NULL,12);
INSERT INTO "device_life" VALUES(3,'introduced',1795990556792695,'evidence','new',NULL,NULL,NULL,12);
INSERT INTO "device_life" VALUES(4,'introduced',1795990556792695,'evidence','new',NULL,NULL,NULL,12);
INSERT INTO "device_life" VALUES(5,'introduced',1795990556792695,'evidence','new',NULL,NULL,NULL,12);
CREATE TABLE device_lock (     -- a person's value of a field, beside the observed one
  device INTEGER NOT NULL, field TEXT NOT NULL /* name kind maker model firmware serial layer place */, value TEXT NOT NULL, contact INTEGER,
  at INTEGER NOT NULL, note TEXT, seq INTEGER NOT NULL, PRIMARY KEY (device, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_merge (    -- merges by people: gone was made into_device
  id INTEGER PRIMARY KEY,      -- "m1", "m2" ... outside
  gone INTEGER NOT NULL, into_device INTEGER NOT NULL, at INTEGER NOT NULL, contact INTEGER, note TEXT,
  undone INTEGER /* when it was taken back */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE device_merge_row (
  merge INTEGER NOT NULL, table_name TEXT NOT NULL, whose TEXT NOT NULL /* gone into after */, bundle INTEGER NOT NULL, row TEXT NOT NULL /* JSON array of its columns */
) STRICT;
CREATE TABLE device_rhythm (device INTEGER PRIMARY KEY, silence INTEGER NOT NULL /* longest, of captured time, us */) STRICT;
CREATE TABLE difference (      -- what is observed otherwise than approved, listed or locked: computed before judging (inventory/standing.h)
  device INTEGER NOT NULL, against TEXT NOT NULL /* profile ledger lock */,
  what TEXT NOT NULL /* profile: service peer protocol outside command-class address firmware; ledger: mac; lock: the field */,
  kind TEXT NOT NULL /* new gone differs */, key TEXT NOT NULL, -- as in profile_entry
  approved TEXT, observed TEXT, -- what people said, what was seen; NULL none
  peer INTEGER, outside INTEGER, -- whom it is about, too: a device, somebody outside
  packet INTEGER, since INTEGER NOT NULL -- when it was first told, us
) STRICT;
CREATE TABLE duty_gap (        -- what is wrong with who is on duty: computed from rosters and absences (respond/roster.h)
  what TEXT NOT NULL,          -- nobody (hours of no one) stated (the same, known and told) uncomputed (hours that are free text) no-mail no-phone gone both-away
  system TEXT NOT NULL, record INTEGER /* the roster */, contact INTEGER, person TEXT /* "c3" */, hours TEXT /* when, in both languages: "ja / en" */,
  since_on INTEGER /* both-away: first day, us */, until_on INTEGER
) STRICT;
CREATE TABLE emergency (       -- a row while it is on
  id INTEGER PRIMARY KEY /* 1 */, since INTEGER NOT NULL, incident INTEGER NOT NULL /* that opened it */, contact INTEGER, reason TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE event (           -- the journal: never updated, never deleted
  seq INTEGER PRIMARY KEY,     -- from 1 without gaps
  at INTEGER NOT NULL,         -- when, by the clock of who did it; order is seq
  kind TEXT NOT NULL,          -- "decision-made" ...
  actor TEXT NOT NULL,         -- "c3" a contact, "local" the command line without --as, "mimamori" the program itself
  body TEXT NOT NULL,          -- JSON as it was hashed
  prev BLOB NOT NULL,          -- hash of the event before; 32 zero bytes for the first
  hash BLOB NOT NULL           -- SHA-256 over the columns before it (journal.h)
) STRICT;
INSERT INTO "event" VALUES(1,1795990556734069,'site-made','mimamori','{"schema":3,"site":"caafb9c3dbe1d25490711e2cca9ce505","public_key":"256ec285e77788851a45ce0534ad7ac4acbb8c7a50e72eab0f8755a4bbedcb15"}',X'0000000000000000000000000000000000000000000000000000000000000000',X'53BBF662C594C48B1C434F52AF340F57B7752AC91DE79492C48EBC213D7EE634');
INSERT INTO "event" VALUES(2,1795990556792695,'device-seen','local','{"device":"d1","kind":"pc","mac":"b0:ac:fa:31:0a:10","ip":"192.168.10.10","maker":"Fujitsu","packet":1}',X'53BBF662C594C48B1C434F52AF340F57B7752AC91DE79492C48EBC213D7EE634',X'8DF04416AFEB812E5EDF8981442854161E094A932C31B1C6D7A398C21589166E');
INSERT INTO "event" VALUES(3,1795990556792695,'device-seen','local','{"device":"d2","kind":"router","name":"rtx-gw","mac":"ac:44:f2:5a:10:01","ip":"192.168.10.1","maker":"Yamaha","packet":2}',X'8DF04416AFEB812E5EDF8981442854161E094A932C31B1C6D7A398C21589166E',X'BFECDF2B483057F71683CD207998A59435361E864FC848C0F303A7C46AB032A3');
INSERT INTO "event" VALUES(4,1795990556792695,'device-seen','local','{"device":"d3","kind":"wifi-ap","name":"ap-line1","mac":"34:3d:c4:62:8e:20","ip":"192.168.10.20","maker":"Buffalo","packet":10}',X'BFECDF2B483057F71683CD207998A59435361E864FC848C0F303A7C46AB032A3',X'56F743774902DD3455BA4E180D4A9B69E0CA01D865D7624BA5DFD156C3A7170C');
INSERT INTO "event" VALUES(5,1795990556792695,'device-seen','local','{"device":"d4","kind":"switch","name":"sw-line1","mac":"00:1a:eb:7c:21:01","ip":"192.168.10.2","maker":"Allied Telesis","packet":12}',X'56F743774902DD3455BA4E180D4A9B69E0CA01D865D7624BA5DFD156C3A7170C',X'B9BC3E9C7A7CE03191AD4B516D057857DE3C7FFE99831D0D316939AFC393358A');
INSERT INTO "event" VALUES(6,1795990556792695,'device-seen','local','{"device":"d5","kind":"camera","name":"netcam-gate","mac":"bc:c3:42:a7:15:50","ip":"192.168.10.50","maker":"Panasonic","model":"NWC-100","packet":33}',X'B9BC3E9C7A7CE03191AD4B516D057857DE3C7FFE99831D0D316939AFC393358A',X'C25484D75C807668DE6BEB54F2006DF050921820B27ACB1FB608F8C1768C7FA9');
INSERT INTO "event" VALUES(7,1795990556792695,'model-saved','local','{"files":[{"file":0,"name":"some.pcapng","sha256":"2618f61a837e9b07864c1af7e8261215400a44361cc9c352bb01e53d0cf12a4a","size":10860,"packets":60,"first":1795228915439878,"last":1795228921314488}],"new":5,"known":0,"changed":0}',X'C25484D75C807668DE6BEB54F2006DF050921820B27ACB1FB608F8C1768C7FA9',X'0C2DDF7A4B40CBB648158EAECDB65196DE646852042A334AF875A0892A841BB7');
INSERT INTO "event" VALUES(8,1795990556792695,'answers-changed','mimamori','{"system":"site","sheet":"jssec-2.1","changes":[["01-1","unknown","none",0,"a0ffac9d50e429cf4c828237ee55efb3431239aec109c29428311af36cba6693","177d9fd194631b274760f9e36f46f6801fefb18be4efb2a8b3227e2ea1dd5338"],["01-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","fce34e557485ca84988d911bb6fb0600cbd0b1057bf1fd125ec9043eefa6e095"],["02-1","unknown","none",0,"ff15f92746366bc84a43e4e35115f08fb8cf7b394bfafacca233aea060d16eec","c1f8865cb100c2ad299baa0b645328c493e15cd53c1cb685c8cdc56457cf5805"],["02-2","unknown","none",0,"2a491cd2e9a79863557114b513f413900f3629b4535da251040c3b75f93ae816","d1585693f209b483d78bcad58aa51e7f22e8e5ce5b75b3eab6402060be6f094e"],["03-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","23ee70c2d13476dca4eae57a1268fbaf43b5e648b9f9e84bbf72c1df23f40c04"],["03-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","e31a3af6ae5aa0320717cd57544b72d3b32e2cbf40bd2093bbebe332e65956f0"],["03-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","8c35aa505e6e8cd3c0aa9403c6ad9dae7328824550d33df31566a172ece912fb"],["03-4","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","32329ab556e2584a3573b65e8479a0d2a4051abe823c001b8fde8f4edc195c3e"],["04-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","6678fbd20886d3888b0a3a78868a94dfb09ad0a6ba295f842c90e329d625c9d7"],["04-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","eddadd9dd5db59a760191a26a222c0de6b83dfa05e4a4489401af02a8f2c0e9f"],["05-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","3ba8323bd3309efb21dbe70a1e25ef928ece16f51f6b3d9f0bfbf6852a757987"],["05-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","6bd5f5f5758757d9e6d9a28626022c355d7e9f38207bec3c4c283a9fbb9a8173"],["05-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","103cd79bfaec89ba563542f92a2f0ced064a60a229d3026f261587942dc69748"],["06-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","27e05975ef0626a6a795c39e0415c416bf481add69745f51bb5e7818fd4dc028"],["06-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","720a09e69ea63d2b0c7231debd3bd8a5106cc9be6364f4cb29f5abb5d372c1f2"],["07-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","ea30ae27f8208ed0da7de63b17a9ac0e63cd1556daef5eacf0c703fa750de67a"],["07-2","unknown","none",0,"3eaa5db5fce5960ceee88ccad03570ba5ddd27064f69837e4e715f8b401c9bc3","60d1be51ff1ab4b5c45a5bd8ec656e76a1da54fe4cffd1a65517ec7de90a6db8"],["07-3","unknown","none",0,"48913efb89ff9d866369ef5f9110777b4fce20e58736b38ecea07c4a5a99b409","d22d1becdb0174ff02f7fac4d5ee824c8037352c3294b3d1e00bd440b494b6fe"],["08-1","unknown","none",0,"a995aea383204014b5418b34aacc4d24d60122d32f455eed0d8ad97c1c4b304e","8acf691db967bc158f9348297a7ecfbeb6cc1650ec2005372d47dda6ae0b117c"],["08-2","unknown","none",0,"6f69334d91a6e74d1c7018484ec3cb6b5a72cde1c060e5c4d7dd6f356536055f","f008a5f6da5da5d653206bae5aace2ddf7770c6476e3c2ae0596960cc4e6d52c"],["09-1","unknown","none",0,"2bf84e2290c4298bb8dc329a24e4b1bf052d39414adb2cffda834f57f18c9709","58f4457f4511f5f778c2039e38bf72ab9836ac72365305dca979d5d22b9c5444"],["10-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","6a62c95a19b0b9f6fd49c19027bce1b0ddf4e77c6d5ee46d56e05253e0b98608"],["10-2","unknown","none",0,"4d92702ba66415e618098f1e2d099f128071e6664af8bb84be2ffb9a541819df","80938d80d62508cbef40d3db20e832d8e17701d677a98e688065dd6ef8007d78"],["10-3","unknown","none",0,"d0a8bc8ee57eae3a40453dc5ad5c8076e1baa574f73aa081e379876bb3abd6ea","8306dedae6f693e78c9f95843fee366257195f85c54600a45f50dc945a4c29f4"],["11-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","276854008dea4469a7bd79ebf1310d38a94332fb2466330e67c56e3942842a99"],["12-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","06af7552ec3b9902b9fb0174f5cb5cce347911c38ee7f150eb76a2b86419ef3e"],["13-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","09e17cf5f2ec0cc92f8b621d149a63eff5f311fb095039a225a7149713cb23c3"],["14-1","unknown","none",0,"235af9741ff2abbe95a91371b4996398ef2fd81aec572bbfd646213dbcf48fc6","9020a4e06717e65ce7782fd9ed65fee0bb0c98b0ee045995289589620b3161de"],["15-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","c26a6653aac17bae5546bfe4f94994f51c3c7c2a8f68bb503af1e1ecd6db84f0"],["15-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","9496c08acfd26790717a21aebcd6ad55491d47cbb3f9211d72203fadf2e615c6"],["16-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","e5dc5068ca80a28229330f30827e0fc62eed059cf6ecc23e36c352ee5006e8ac"],["16-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","86d539c60a5447c284070658248dd41e9b29671db9fe56ea5610144b8e00f61e"],["17-1","unknown","none",0,"8b5d94d5387b4ae69cb55b36e0dfa6b7ecd7b9722b3d6061049545a28f2eecb3","b17b3fe0196bc95ead49d7feef5db58d3099cbc04d7e8b8076506be8512c8dba"],["17-2","unknown","none",0,"2782d39f178d16fa77424996ecea1134065bf09a7ec90c1c2bf6c1d5235a004e","63abc1e24058f8a7e91184cc05ad8a38a760d6316590e7d82471e4e45d9d9863"],["18-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","c441b11dcd1fc22cb95472a2b9b1f0ee52bd1077169fd46ca342073b72ccddc8"],["18-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","b83419a12796e28c820b01f9fae81eccb50964d9a0e73d2a36a800f1e8f4c87e"],["18-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","631b07b3bf254bd004fb17b2a27b73cbe9350fb13f3b1cde696b6055cb615e25"],["19-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","e30b092015d24727d62e5fd4b178612547fe91c9abf99e9ddf431933d6885a11"],["19-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","6dbb2716412d5944f43a00a08c4dc4ead274dfa0a42a729d28c93b152c21e9cc"],["20-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","ecd726fbd3a5031e8da66ab3651ddf16da5f0405703816442f22eed5ca227957"],["21-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","dc448360fd443f527f57e49c2ad47a6214db0b15706bfb5c46446e060922ad53"],["21-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","035658f1daf69c67a0c7f3becc22d400bc5e94624aeb120d42a773dfcda84ff6"],["21-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","740d4022fa78e4dd38e46b3a17e0b4dd0ed14dcaabf0beb843b512044426754d"],["21-4","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","74090c25a4bd3213ae58aacab8879857f03d95cad88af8c1c2b8f6924c942840"],["22-1","not-met","measured",0,"822c7e5d8ce2f00b1f9183f8d00b0cab5392f889f60af528bfdb4d9997d66bf4","b57e432b6287b19ec921e5139d3d63d8c0e0884634cbd9fe9b5d01048137bef7"],["22-2","unknown","none",0,"763264e9eb640ea1c0d66b812b25364d6cf55c6fd2283411ff965b896d3f523e","922f8abee844658daf49e78748f5f8a4b69ff58b65232275b6bdd635a11a6e5b"],["22-3","unknown","none",0,"589beb6c1c47d2be4e11e404bb1842b3df747f9fee6b3bab6ca71d0d18fd2d0a","c5ad01d8c2861a5ebe5cb3a5004c7d577c65aa7fb0dc646ae6368be9c5def74f"],["23-1","unknown","none",0,"815021970d0b324c99f175a99e32564983f3ea7dfb875e2a46d6296abed35deb","50f90aa5c9f673bf9270d62cf167bf0f79407009dc9bde1e0dd34f938e311363"],["23-2","unknown","none",0,"4f3a364a7c9c821b1e9cb0afe05eebd1b9a47eddd2cbb26198a64359bfb68cbf","d5f963da8ef46858c134c5ae9bfd6d3d1232258e2d65f1cf614fb5b8beababdb"],["24-1","unknown","none",0,"d1f8247a5c35fe92022d2bfce1c16247c664e217e1f843117ea99c2cdf62bcbe","939dfe0570811d30c4f3bb04601e5b1cfd1b6098c57a9d72a6119a7a1c6f792f"],["25-1","unknown","none",0,"9c0ee595f8ae4de5adcc8a3e7898240ac21d55cb36012da93c38c808d765b389","61e945e9505437cfde5fd6cdef185b05741758bdaef9289eb1e5e27a86982c6b"],["25-2","unknown","none",0,"944c9d1341f91848a04e5a4ce44b2034d8d6fabc2499996507eafbcb842c43bc","e36befcf4f4fe429426a6aa5330ef9da94acf182648c01667778ae412e85130d"],["25-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","2cc33555ec6f22cedf66444f52ad8b70aa7bc6c2dd9590986c8a7578f1429065"],["25-4","unknown","none",0,"c0a218ae067a0e73f60ec861b5c9f78543307343214650ad08f46564b53ca2f4","7abca99a323c1aef3f501fa957d84ce51c7e70dd4174c904fe73dacfd7d1c772"],["26-1","unknown","none",0,"92a9819044ca6b2cfca9e3bffef71e03a8c41639f6ea60acd7973f93f8b7e8d3","9cbdf15545f2509279981b35758c67fec04d4b843e15f2caa5b0de3cce20510b"],["26-2","unknown","none",0,"e83d991739065a0ddcd27992b5793fe46e3dcc641503761a532439eb96949f44","8b3d29d74c497e05c86c1d52bd0dfe73e691839d7534e6e0735a5b8e52635b43"],["26-3","unknown","none",0,"cf38e0773e44006157fc273550006237523d0f16add412ab7b167a27a5627133","254bc3ff377bd461d6ccbf677d0af5543bb5ed3ecb73981b2cba3e9a94bf4077"],["27-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","75efa7479a7b81a5cf672727dc397bf1113d98cf8936212aaa79e68b5df24ce7"],["27-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","0e0c841005b798732e9e218a091581b94f8c8494c41a52383d344e3495f7c966"],["28-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","6df500515d0f4f0c0a357b42cd24170c2ee1c8211a0683b9ef237efa8f828460"],["28-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","cbc7d6e7e3dc78db9eda9fe68e093c173e6bf1894d856e659981b17811548e92"],["28-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","79024a8118fa29e7dcf8e766d48b27fc22f614cbb406c8ae3393b2952856da5d"],["29-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","acddd1f91a0ece669e2bf4b3f013a832768c83b01cf09314cbab437a57f83284"],["29-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","04e51550c2d67c06a9699cff1adcbc51b242d5a9659a043b75275aeeeb75544d"],["29-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","9bea2257aef34eb8e22bd659b429bed9aba75c151b6e746b07c1a49718e615b3"],["29-4","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","cd3f403fd855eb8d31170137aace2ec33db429f6bbdbd496ec463951cfab9d7b"],["30-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","82cec66755863206af56eef8b7ce7a42de976c752ac26a99e24eec281df25f48"],["30-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","4657616b532e63a914c12b3ce5561c2a43d199a225d08f1cb268cbe3d0767293"],["31-1","unknown","none",0,"fdd6626cced19db55f41fa9f2233cba019e99d39aa7b2a5aa48cfbde2276e590","54e634dde58292d171ddf3b06f92bbd73edf752fe62cda2a734c29039dd5579c"],["32-1","unknown","none",0,"8cf0c620f788635f368d9988a94665b8288e7f54a20f39077df7f04f82f5c8d1","bf78e59d2c378f34789a9baaa7e6ca479ff17339ace29b59852d99da5332fd33"],["32-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","103873dce9a1ae312a23912b6214825ed0f0847ce8ec9894685c03f67925cb1a"],["32-3","unknown","none",0,"be658a6bb67ebd3ea1e17767b106ad76502216e8174adea8075d594a94ac46ac","c4fb8af2a35b89d3beea537acd231527a431ece2f48cf6fbf5a80fb74905f4d5"],["33-1","unknown","none",0,"519d7ca77a307e00db89548ad1205975b9c9ee2bebd9bbbb782f8b31a225b955","fd606ec9fcf710ed5718fdcd15b11371c92b7d458b3aac0329c05bf526d0148d"],["34-1","unknown","none",0,"a0ffac9d50e429cf4c828237ee55efb3431239aec109c29428311af36cba6693","bc0fd2b4d9e8374e0747a8302772f43414a3a9a25392db8aac3fc56a2a14c288"],["35-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","50858a72c9fdd0656097029ffbc0ce467d69b0bf230f402727712b94f47c7d92"],["35-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","d75f14c42f94bc978b5c594b6772e2da69267ff2a599f6151f68ff7791e4afb8"],["35-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","61a20a0b0e25c888e911b0cc8fac3a7ad6fe6b66720b35306d863d0b126f3975"],["36-1","unknown","none",0,"d0a8bc8ee57eae3a40453dc5ad5c8076e1baa574f73aa081e379876bb3abd6ea","94425778c5745cec3db4b3aada02de56a7eaf31002ff57b4d4c6ad7678d6b31d"],["36-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","9e017dd12f0a2bee7d83499977c2b5bfbdc37bb08294f5199846036495b6728a"],["37-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","4473c60aaa6e2dea2e38055b01ef3780d396f6ed97a7f43ccc4ebb05809c8b84"],["37-2","unknown","none",0,"d9012853cb71a964db2720523e9852e548126bff59d6a0a1fff4a3a95dd7d505","c9afef7b6a6d7d6cabdd998818e02fb8ef37df133a28cf2ca222f078ce7ef482"],["37-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","975201a3fd4a86c3d771358192455eae9b248e701e26950dde353be110182030"],["37-4","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","b16a70f257817c3446d5e73b7af99ad82cf52dc44bade6fec594eb8b60abd5e1"],["37-5","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","6b413201f96fbeac6eeb12b9bf6b4e2177611ef0554383d3704db3fc82c608a3"],["38-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","ce9cb62351eca4911d377b75988c15582f429530ec176204ea3d646da9da0a10"],["38-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","dbe3090a22e14f731dcdfde63654b6e869140d908eed825bd6061f91c729ee7d"],["38-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","86ef40a4d029d3ee2585b1874543669dd861963379624ccc0fcd2c71f9aaa5e6"],["39-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","b3edff399888fd66f5d36f08e6fc8979f524d607cef2b36b037e21a4081c26b6"],["39-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","ca4a68b6d30129fe960b130de1860921d39cc308d8f02882d8a43d9771edb1fd"],["39-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","268ecf0bd75458d442a7d2428b3d494edbf84f7e06cffff1972b5b394d5aaa5e"],["39-4","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","785fed2b86893a057e3a4227873d933bb44b0ca2b5d32940c3d4e0edbd938117"],["40-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","32f44250a20c4a854b0c378e01394c62f3afb21eab73f0438770546632a640d6"],["40-2","unknown","none",0,"be66129e1eb23a3ffa5b0397af66b107f182a2a3e024fd26d638cf416fef2183","1b813c804ff77b81658fa349a21778e1195317d151dc663687cb1b157ef81b7f"],["41-1","unknown","none",0,"8412d89e6835160e3addb38c96c5db2c9a37e9ed3a60f60f105a9c0c5d209182","42c422da4626e2b0c84709c40f3de89a10957ac158ebf669eb1493f5ad293860"],["42-1","unknown","none",0,"a995aea383204014b5418b34aacc4d24d60122d32f455eed0d8ad97c1c4b304e","0c746c89c083aeb8637cdb49fdc255cf8a335d9424d5ee818507cd0c757c9137"],["42-2","unknown","none",0,"3eebc6036ade5f0ba9683aa65394d9aacb510b4a16a4289037b6cab784bc70fd","d84d74f3ddfd1e0265853bdde42b5b1de61412344ba098a594a4abe6b77d0493"],["42-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","cda68fe66748545fb73189d3e0e37ec5b712d981c0611ac13878a9fb4256646b"],["43-1","unknown","none",0,"541cecb9db329439e3961bdc9f8e988b7978c921729bd7053e4c8902c4c29c03","33621a1179ba898518c3dc90842b8555350a2977c0753be87244a56c88c728ed"],["43-2","unknown","none",0,"bb66a6ccf61096b3a2e18c0e3e9056e39914843d367a77037a676dda5fca51eb","bb66bf1c4f586d7acdab7c9ba9e6f827ad5d162485fb14987c5b4e5e54648b41"],["43-3","unknown","none",0,"541cecb9db329439e3961bdc9f8e988b7978c921729bd7053e4c8902c4c29c03","d4eac708954a60c45a4db42d82a43be84db55918cbba95811acc58dee7b1e2e9"],["43-4","partly","measured",0,"b37f2d34da6a1183676e190a0f3e036355d5af033c3a71874f511e484a9ebf95","60d956b06f59acc97c8a198aed436ba98a70486f9beeaed6b7475d66bc0dad17"],["43-5","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","4234efcafb588be0e5c8039d6c12eb734551b068c7e9ca85c1212b87882e8bc9"],["43-6","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","e7d6d74cf07f03f92453289c7bef847add4e5e917b54cfd6f42e00a4c014de9f"],["44-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","8e3f5057645508bf791d4a5cbb3db7f6c1b17a4bcfdb76c0fff02bc66e7e059b"],["44-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","e1613751db8552b1ff2b940b2c9a40b36d64925644d4423764ef170a4abd8427"],["44-3","not-met","measured",0,"94ce6f36b15fecae3655a55539df745ae9860e2b865f0dcbd18c14c391808e65","4f6bd663b7d04deb5ffa3b61cda82452d128b34da9eaa63cca74bcc641dc4147"],["44-4","partly","measured",0,"00d4c152a5481c144ff27ddda6747318a2363792bc7622a09a9a1ad2be47b481","397739382d2b9b3f3a9a1c43d7d49e723ad3aa2b02963b35d8bc009aaa2bc637"],["45-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","01857e94ac4c47e98917398653401741ea636967765174f9648eea62ad97692a"],["45-2","person","unmeasurable",0,"9c2de23cb2078e0d1ff849a6023b26027a080ca1cdccd1daa477101ff60a1e02","c74fe0df8e19b4a27bf6d30d1f48048c718c435d5fc2f7ba8e92c75e4586862a"],["45-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","43ab3626ebfd02d42197d07f4a99444dfa9ad13d88d13adfe56f40556005d5fe"],["46-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","09b119cf271bc2c306f493c987f22cdb3f8a97f90534ec9bdb438dda87b0345e"],["46-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","d05958c7c7fb1c34dd9af41e402e0547455fb7a3e6d09f8d81e5ed3207b99823"],["46-3","unknown","none",0,"6e20abf19abd12ee1b69af67b8ff1edccbd45b9d354946e34226e2b44edf80b4","295b42a820c3d3e1240150277c045f1b60ae7034db4f302fe3f13f65aa572ffc"],["47-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","3561d741ff20e935428d889e25a1747cdc706d64351e276ed67db096752d7d6d"],["48-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","549b1330c6bbcef88b40db61ebc2e72b5b9acb331384f0613c10b092d835e891"],["48-2","person","unmeasurable",0,"4dceb6e274a064c3753fa43f3611771109e656978b47b6453224fd4f96eb9529","1ffa876dd2fce7bd661bb006a6b4c5623da6be9ba4ebb03b165e1c2a7d458b23"],["49-1","person","unmeasurable",0,"7547c67e78048cbbc3fbfa7d754f491a422cbc3f5e02e4b58664f02f8ea1fe02","d274cbaa9a2cace3c0f9213eebebfd24f5e62a1e86f266fb87bdd82a2f782e9a"],["49-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","a8818c49714fa97e5ae0f938c1adb96147c2e73991dacdf5bb974cc105329078"],["49-3","person","unmeasurable",0,"31602cf574db10e5ff6b9a533da87a628f6b5522df128102e6cc79761918e64d","5334a229175650ed0ac85f703087d44e4b85ba0d7214115e22e00da9553c8fe3"],["49-4","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","627e28c51b2a44aac2b2cb35095f3106bd92825368ce4ffc6dc2e1ee75e408c5"],["50-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","240a20a26e23f9b66f2aa8b3e7973e9975295daa66b4d9f97c21cd95bd50dbc3"],["50-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","3fd429636382f7604e6fad635b58dea6d9c54bcbf61a4cfec136ca308697ad26"],["51-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","4711ac0cc00f5f053efcf659edd28d49770df3237e71efdd7676a2dbadb7fc23"],["52-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","33aaf0297ee857741235fd559cc72bbee340ba08470fe44f6c32a7730487e74f"],["53-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","14f6027390efd575a449e74d2c0a82f3b4375881f61e29cb672700139559e0f8"],["54-1","person","unmeasurable",0,"ef006291552fe43d88de3409f2948292d83f4e9fb249a603049e16de5f8c5bb4","7a7614dc3305bb5525f2388785d3303a15cf23d2e3e090d8e754552e95759c9c"],["54-2","person","unmeasurable",0,"5da4ecf32d94d9eafd05c24b7812c7b74506889e333477c93be064970a277258","f7c10ae8a68363ab4cddb230480bf010eeb67fc72f032f2e2c9f3e609b9d459f"],["54-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","90650307b9263447bc122010f47bc9ca0ac47297e56314acd12fe53f6994fa2c"],["55-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","62fe7c8ffb4db9a2a362023c73a4e19c5681157cae976d66f53e23b45ac5473e"],["56-1","person","unmeasurable",0,"31602cf574db10e5ff6b9a533da87a628f6b5522df128102e6cc79761918e64d","5f25db522898375bb73dd8a5064876870ee4d1322770f03d7a13f2175a58deb1"],["56-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","9ac62d9f1abc6d56c90210a3e42bd2391c2abc401346a5b8f51f8d4709ad02dd"],["56-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","33786458b569bfa333de1837582bfb0a8a1f335727f5c4497ffd015e630f857b"],["57-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","f49b70c0b2a50187abac66071f68b368c3416f0e1a1c0eb66da18b7dc74161df"],["58-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","2c53a3b6672b74f464c70a2a869ba11435b8362ddb9ba256ff780e08da752c29"],["58-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","92f16a820f64f08d5a83e748194c36320ee5df754bd9845eaf46e86a9a7fe9d1"],["58-3","person","unmeasurable",0,"244ccc26bd8ad1926b92bf9795dbc821faddca851a6706c2780a08dd3e7fb935","7b01c02ede101f067544c0d0bae2d355ca62b68c9e0a9e926796f92dead1e970"],["58-4","person","unmeasurable",0,"f693051bc090d1d896b8daadeacd861e3a4a31cb08d03466592ba1e56db7eac1","bf8ad2503e85058d8d9190208f421f8ec78da23ecc3d9e9aebffcbe1dbce2e5a"],["59-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","86a6b987dae676e516859f2df095c6f27e6425d30dd6a13df64444773c3d1668"],["59-2","person","unmeasurable",0,"c8f2b28bfcc7c301f7a8e8946b7cf19ff6641745cc7c841fa205274c20734bdc","1e2a6d717400cf5e52e1300dd07fe7475df21f99dcae181268761c0a492e008d"],["59-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","5e7cba3aa7cad4cf0eae0688db43c6f6e29a4321563636fce6847ff2df9be290"],["60-1","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","bbebca5f0a54c03aa37cc8b4ea89e7549a8c7088c47fb521b585cc16fbaad60d"],["60-2","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","37157a206cdebfb236649da0b3a8adca37e3fe8be79b67560b7365ae4b889f47"],["60-3","person","unmeasurable",0,"4211be8e17a7f2b9c4d4c966b38f8d06fd4bf2a0b157730a0880352e02c83c80","a7b9f37ef63fb12219377d8bfd7934304130749aa725292f72abc3993d2db234"]]}',X'0C2DDF7A4B40CBB648158EAECDB65196DE646852042A334AF875A0892A841BB7',X'E337586AE6489B2EA197C3882AFB793BBA0C04981105A3C261AF202796F98B28');
INSERT INTO "event" VALUES(9,1795990556792695,'finding-opened','mimamori','{"finding":"f1","check":"computer-to-internet","subject":"d1","key":""}',X'E337586AE6489B2EA197C3882AFB793BBA0C04981105A3C261AF202796F98B28',X'04B221CC81BCD1948D6F0B89B97B0B01E52D683E3E7DBEAD4DCB3EC2711A1642');
INSERT INTO "event" VALUES(10,1795990556792695,'finding-opened','mimamori','{"finding":"f2","check":"syslog-in-clear","subject":"d2","key":""}',X'04B221CC81BCD1948D6F0B89B97B0B01E52D683E3E7DBEAD4DCB3EC2711A1642',X'9BAF71975107BBAB24045E19384725BF3A908B3DC4B83D3EB14A57904E6FE98E');
INSERT INTO "event" VALUES(11,1795990556792695,'finding-opened','mimamori','{"finding":"f3","check":"syslog-in-clear","subject":"d3","key":""}',X'9BAF71975107BBAB24045E19384725BF3A908B3DC4B83D3EB14A57904E6FE98E',X'57CBAE77FEB1E024C9956827BB099EA920C644CAAC82D02B45B6F35CC330A6DC');
INSERT INTO "event" VALUES(12,1795990556792695,'device-state','mimamori','{"state":"introduced","moved_by":"evidence","reason":"new","devices":[1,2,3,4,5]}',X'57CBAE77FEB1E024C9956827BB099EA920C644CAAC82D02B45B6F35CC330A6DC',X'B39A06C16CCD186F94CE485A32C6155C02CBEB7C0B11090C7A3EFEE94B0414E8');
INSERT INTO "event" VALUES(13,1795990556792695,'tables-sealed','mimamori','{"tables":{"address":"d1f995148960f0842715c43cced8a573e111e3766380ed8cb00affc5496b90ba","answer":"1aabc415424a6c849f3ea59c231d3d24ddd5331ab8d6900dcef466eb39101df1","device":"abd32af698ae46f1782d6f4252a4f3845a05b004629c67026b4f0f51a3b1f095","fact":"d949170b10aeff4e7b0732952d27418df9928b342b8d4b2006f01ccd9ba9d19b","finding":"d2e90e3070d36658a64b39678a840474c8d7cdaf70ba476852810f0d2447f0f5","finding_about":"61e97a5c6af251886747e64e1c018681c7b1d9957542ca351f4a979f19591d55","finding_item":"481b702dc06e881cd5c4c582513db114947a882b94da9579100c5a2e4418497b","finding_life":"549d35c0b3244ee708dcfd611ae07f1c76ecbe6d10d97aac9a02ed95e8b297d5","finding_packet":"89cdc8e5b43239c94a60e68bff96cdd5d9dfdb0f4152e7087d856535453c7558","flow":"19631bb3fd72747d4bb61a13dc08103e254666c46005425f58bc4d2a2f48ad85","outcome":"242adc86487172fd61c4013d741395e98dd9c88f31c48b261ca3a8ff0f91e758","outcome_marks":"3b9ff26bba4ea99a5763a641af6de150c9b04ebd3e2043c00a46f0aead3fb50a","outside":"9d1305bacaa3e1e6fe0011346dbc049c777731f72c59be57f4ee660a97466c56","outside_address":"1deca8696d65ce1f64224d2789cf4a9364fc42ef52dd52475279718a165e7bfd","outside_name":"7c58e374bd7731ff632f099b677d0588ac4b20c331e420745b8c88797da6aca4","service":"0a70d6ddf01947bba8383bb992ce6719f5ea6b04047a61e5cecbe6672ba87e06","setting":"b8ce748dac8eb4bfa0b984c7e90776ab2c0ce1a6fe695e4cacfb08b209cf8f26","source":"7b3b97265800351591f1160a3a0587a34c06cf8444fcecfcd57a00b8356d50e5","taken":"21d350af970ef00c72208bdc63c3b80a120202a2740608955614b3fc420e6eea","time_sync":"5d01b3d867c35a43501ec5046ed7b01e05ff58880dd450759f5423ceeb8d56cb"}}',X'B39A06C16CCD186F94CE485A32C6155C02CBEB7C0B11090C7A3EFEE94B0414E8',X'A60E1ED38D2ADCD14F7F127DF63748D112E7A672B79EDDD67AD5BF894B754332');
INSERT INTO "event" VALUES(14,1795990556847724,'incident-opened','local','{"incident":1,"title":"trial","words":null,"began":1795990556847724,"noticed":1795990556847724,"report_due":1795994156847724,"alarms":[],"devices":[{"device":1,"role":"on"}]}',X'A60E1ED38D2ADCD14F7F127DF63748D112E7A672B79EDDD67AD5BF894B754332',X'1C3771EC6DDC6E9BBD03A3C58AB8D0AEC1AF3085A7C0EE9DBD91A57FEB3C5699');
INSERT INTO "event" VALUES(15,1795990556847724,'evidence-asked','local','{"evidence":1,"incident":1,"why":"opened","begins":1795988756847724,"ends":1795990556847724}',X'1C3771EC6DDC6E9BBD03A3C58AB8D0AEC1AF3085A7C0EE9DBD91A57FEB3C5699',X'AD6E05B70351AC5ADE2CED4438343CEB0FBF74821FE67D2C2462C77B3D498C09');
INSERT INTO "event" VALUES(16,1795990556853899,'checkpoint-made','local','{"size":15,"root":"86776492e8e795d1d8710833feae20b34f52de6ae0af5560ad0f9dbbd9dd09e4","note":"mimamori/caafb9c3dbe1d25490711e2cca9ce505\u000a15\u000ahndkkujnldHYcQgz/q4gs09S3mrgr1VgrQ+du9ndCeQ=\u000a\u000a— mimamori/caafb9c3dbe1d25490711e2cca9ce505 EaNO8+AAJ1OjKG5PkgUnaFNDV+xM5b4keY9ZKWYTj4XU1dRlXlDDd0pFhnq5BkgoQ6LhS8qDkjtsvvpsBorTxNWT9QA=\u000a"}',X'AD6E05B70351AC5ADE2CED4438343CEB0FBF74821FE67D2C2462C77B3D498C09',X'77B29520768B1957D0B1EE7177E04289E5A1BD898F6B04559A09745C23A5DC8D');
INSERT INTO "event" VALUES(17,1795990556853853,'evidence-frozen','local','{"evidence":1,"incident":1,"complete":0,"missing":[{"what":"packets.pcapng","why":"no-packets","detail":""}],"files":[{"name":"incident-record.json","bytes":497,"hash":"fd82d7c9f4a389c776710538dc5326116ea3e307dfc3d0f68f018631688ed5b2"},{"name":"events.jsonl","bytes":32890,"hash":"368c84ad8e4be3de3f930477ec1dc6380eede3baaef2f994d8083976454b105e"},{"name":"events.note","bytes":230,"hash":"0248c256d7e7014eac01df1c6fb2670b199573ad9c9e741263e64f43359ca2ec"},{"name":"capture.json","bytes":620,"hash":"965715a674ee48f2c6f715e951cf13f16d7997c775903cb3cdf9f9d9db02686e"},{"name":"custody.txt","bytes":369,"hash":"a489ffef253d006ff1bac974f414e1185ce891bb12ebd7ca5ddf1ca213b66bad"},{"name":"devices.csv","bytes":291,"hash":"e3a9228fe5193196fd955aec3a642ea098aa913def36b41f722be06887ebe671"},{"name":"addresses.csv","bytes":349,"hash":"2f61dcd38f3b1853a28f17e42b6867fb6f4301b59e75990c9ef6df9186f80ba7"},{"name":"facts.csv","bytes":139,"hash":"c61ac2cb7aaa0223cd33ce93f479e0a517ce76fb2aee9e208e6a172f9e51eae0"},{"name":"services.csv","bytes":116,"hash":"847d07739ac8ee791d426a65bdb55f6c6f133b5eb8030a8e2061353678731d41"},{"name":"flows.csv","bytes":1218,"hash":"fc01c1d185aaae95cf6451a1b8983a3ed89ec9debba1db01f084785c63e0fa1a"},{"name":"commands.csv","bytes":106,"hash":"4305b054e43b082f59ffda1d49737320b6c70f149767c71696b982342b95c9af"},{"name":"logins.csv","bytes":123,"hash":"13b5d002022a510d4b153f73898bb6ec835dbb08ca9c43e98305264a3a452f61"},{"name":"points.csv","bytes":77,"hash":"72aff9b796de7c2a9b8b94bbeee832d339d31c346a6566b398aee47430d961e1"},{"name":"approved.csv","bytes":48,"hash":"7b9c07b08be4c567aeb718a5bbcfa77ddc3d2b600d84585a4b197c772e4c0711"},{"name":"differences.csv","bytes":67,"hash":"03f7c82d56f5f92403fec46e0b47bf5ec2899e9fa7f3fa524dd4bc0d372ccd22"},{"name":"findings.csv","bytes":628,"hash":"7ed6042506c9d23642e162f59cb22fb89aff8cae56a35638bc443e770f983bcb"},{"name":"alarms.csv","bytes":128,"hash":"6800d501548406d0d29f1c3e4977bb7e404db84df127e6bae77a0cda93ea5b57"},{"name":"signals.csv","bytes":127,"hash":"a625e47817793680f632eab576ac9f7176247c3756b68349edcefcfe0e642a0f"},{"name":"clocks.csv","bytes":56,"hash":"cf5152c60f47773e7d0d9eab7ad10ff657406f7f45a9c8137b2d3f799caece88"},{"name":"model.json","bytes":5447,"hash":"8f6c0923e94863e168122688426ca92ae112033f2f86c252df220ad2fe049f9a"}],"bytes":43526,"packets":0,"digest":"33d1b924115bc1042d6845d83447b23cfe3a0c9f0cf8421ecb87382378e3515b"}',X'77B29520768B1957D0B1EE7177E04289E5A1BD898F6B04559A09745C23A5DC8D',X'274E653ADCA1C383981D8D99AB1AC5BE124D4A82B7D04A1A34297058A2784317');
INSERT INTO "event" VALUES(18,1795990556880171,'checkpoint-made','local','{"size":17,"root":"2f141856b5a7c1f044fb9cb54dc5486d66cec5d51b987aaee9a0c61009370c92","note":"mimamori/caafb9c3dbe1d25490711e2cca9ce505\u000a17\u000aLxQYVrWnwfBE+5y1TcVIbWbOxdUbmHqu6aDGEAk3DJI=\u000a\u000a— mimamori/caafb9c3dbe1d25490711e2cca9ce505 EaNO87ahFhNBBbmfsk2YHagLcQHTkiZhVv6N8I6lb5Ar5I46KlDGBDEvDdVI0F7bEWB6/fA3q54LwNTJMiLASF2mNQg=\u000a"}',X'274E653ADCA1C383981D8D99AB1AC5BE124D4A82B7D04A1A34297058A2784317',X'A297E64219CDACB7A8DA045272EB819066505112341C393DB1AE3BC61DC15895');
CREATE TABLE evidence (        -- bags of evidence: "e1" outside (respond/evidence.h)
  id INTEGER PRIMARY KEY, incident INTEGER NOT NULL, asked INTEGER NOT NULL, asked_by TEXT NOT NULL, why TEXT NOT NULL /* opened again */,
  begins INTEGER NOT NULL, ends INTEGER NOT NULL /* the span of time that is wanted, us */,
  done INTEGER /* when it was frozen; NULL being made */, complete INTEGER /* 0: something is missing, `missing` says what */, missing TEXT /* JSON list of {what, why} */,
  files INTEGER, bytes INTEGER, packets INTEGER, digest TEXT /* SHA-256 of SHA256SUMS, hex */,
  checked INTEGER, damaged INTEGER /* when its hashes were last compared, and how many files differed */, seq INTEGER NOT NULL
) STRICT;
INSERT INTO "evidence" VALUES(1,1,1795990556847724,'local','opened',1795988756847724,1795990556847724,1795990556853853,0,'[{"what":"packets.pcapng","why":"no-packets","detail":""}]',20,43526,0,'33d1b924115bc1042d6845d83447b23cfe3a0c9f0cf8421ecb87382378e3515b',NULL,NULL,17);
CREATE TABLE evidence_file (evidence INTEGER NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL, hash TEXT NOT NULL /* SHA-256, hex */, PRIMARY KEY (evidence, name)) STRICT, WITHOUT ROWID;
INSERT INTO "evidence_file" VALUES(1,'addresses.csv',349,'2f61dcd38f3b1853a28f17e42b6867fb6f4301b59e75990c9ef6df9186f80ba7');
INSERT INTO "evidence_file" VALUES(1,'alarms.csv',128,'6800d501548406d0d29f1c3e4977bb7e404db84df127e6bae77a0cda93ea5b57');
INSERT INTO "evidence_file" VALUES(1,'approved.csv',48,'7b9c07b08be4c567aeb718a5bbcfa77ddc3d2b600d84585a4b197c772e4c0711');
INSERT INTO "evidence_file" VALUES(1,'capture.json',620,'965715a674ee48f2c6f715e951cf13f16d7997c775903cb3cdf9f9d9db02686e');
INSERT INTO "evidence_file" VALUES(1,'clocks.csv',56,'cf5152c60f47773e7d0d9eab7ad10ff657406f7f45a9c8137b2d3f799caece88');
INSERT INTO "evidence_file" VALUES(1,'commands.csv',106,'4305b054e43b082f59ffda1d49737320b6c70f149767c71696b982342b95c9af');
INSERT INTO "evidence_file" VALUES(1,'custody.txt',369,'a489ffef253d006ff1bac974f414e1185ce891bb12ebd7ca5ddf1ca213b66bad');
INSERT INTO "evidence_file" VALUES(1,'devices.csv',291,'e3a9228fe5193196fd955aec3a642ea098aa913def36b41f722be06887ebe671');
INSERT INTO "evidence_file" VALUES(1,'differences.csv',67,'03f7c82d56f5f92403fec46e0b47bf5ec2899e9fa7f3fa524dd4bc0d372ccd22');
INSERT INTO "evidence_file" VALUES(1,'events.jsonl',32890,'368c84ad8e4be3de3f930477ec1dc6380eede3baaef2f994d8083976454b105e');
INSERT INTO "evidence_file" VALUES(1,'events.note',230,'0248c256d7e7014eac01df1c6fb2670b199573ad9c9e741263e64f43359ca2ec');
INSERT INTO "evidence_file" VALUES(1,'facts.csv',139,'c61ac2cb7aaa0223cd33ce93f479e0a517ce76fb2aee9e208e6a172f9e51eae0');
INSERT INTO "evidence_file" VALUES(1,'findings.csv',628,'7ed6042506c9d23642e162f59cb22fb89aff8cae56a35638bc443e770f983bcb');
INSERT INTO "evidence_file" VALUES(1,'flows.csv',1218,'fc01c1d185aaae95cf6451a1b8983a3ed89ec9debba1db01f084785c63e0fa1a');
INSERT INTO "evidence_file" VALUES(1,'incident-record.json',497,'fd82d7c9f4a389c776710538dc5326116ea3e307dfc3d0f68f018631688ed5b2');
INSERT INTO "evidence_file" VALUES(1,'logins.csv',123,'13b5d002022a510d4b153f73898bb6ec835dbb08ca9c43e98305264a3a452f61');
INSERT INTO "evidence_file" VALUES(1,'model.json',5447,'8f6c0923e94863e168122688426ca92ae112033f2f86c252df220ad2fe049f9a');
INSERT INTO "evidence_file" VALUES(1,'points.csv',77,'72aff9b796de7c2a9b8b94bbeee832d339d31c346a6566b398aee47430d961e1');
INSERT INTO "evidence_file" VALUES(1,'services.csv',116,'847d07739ac8ee791d426a65bdb55f6c6f133b5eb8030a8e2061353678731d41');
INSERT INTO "evidence_file" VALUES(1,'signals.csv',127,'a625e47817793680f632eab576ac9f7176247c3756b68349edcefcfe0e642a0f');
CREATE TABLE fact (
  device INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, packet INTEGER NOT NULL,
  confidence INTEGER NOT NULL, count INTEGER NOT NULL
) STRICT;
INSERT INTO "fact" VALUES(1,'maker','Fujitsu','mac',1,50,1);
INSERT INTO "fact" VALUES(2,'maker','Yamaha','mac',2,50,1);
INSERT INTO "fact" VALUES(3,'maker','Buffalo','mac',10,50,1);
INSERT INTO "fact" VALUES(4,'maker','Allied Telesis','mac',12,50,1);
INSERT INTO "fact" VALUES(5,'maker','Panasonic','mac',33,50,1);
INSERT INTO "fact" VALUES(2,'name','rtx-gw','syslog',5,60,2);
INSERT INTO "fact" VALUES(3,'property','chassis=34:3d:c4:62:8e:20','lldp',10,90,1);
INSERT INTO "fact" VALUES(3,'name','ap-line1','lldp',10,90,1);
INSERT INTO "fact" VALUES(3,'description','BUFFALO sample access point, firmware 2.31','lldp',10,90,1);
INSERT INTO "fact" VALUES(3,'capability','bridge','lldp',10,90,1);
INSERT INTO "fact" VALUES(3,'capability','wlan-access-point','lldp',10,90,1);
INSERT INTO "fact" VALUES(3,'property','port-description=eth0','lldp',10,90,1);
INSERT INTO "fact" VALUES(3,'port','34:3d:c4:62:8e:20','lldp',10,90,1);
INSERT INTO "fact" VALUES(4,'property','chassis=00:1a:eb:7c:20:02','lldp',12,90,1);
INSERT INTO "fact" VALUES(4,'name','sw-line1','lldp',12,90,1);
INSERT INTO "fact" VALUES(4,'description','Allied Telesis sample switch, 24 ports, firmware 5.5.1','lldp',12,90,1);
INSERT INTO "fact" VALUES(4,'capability','bridge','lldp',12,90,1);
INSERT INTO "fact" VALUES(4,'property','port-description=port1','lldp',12,90,1);
INSERT INTO "fact" VALUES(4,'port','port1','lldp',12,90,1);
INSERT INTO "fact" VALUES(4,'property','port-description=port2','lldp',13,90,1);
INSERT INTO "fact" VALUES(4,'port','port2','lldp',13,90,1);
INSERT INTO "fact" VALUES(4,'property','port-description=port3','lldp',14,90,1);
INSERT INTO "fact" VALUES(4,'port','port3','lldp',14,90,1);
INSERT INTO "fact" VALUES(4,'property','port-description=port4','lldp',15,90,1);
INSERT INTO "fact" VALUES(4,'port','port4','lldp',15,90,1);
INSERT INTO "fact" VALUES(4,'property','port-description=port6','lldp',16,90,1);
INSERT INTO "fact" VALUES(4,'port','port6','lldp',16,90,1);
INSERT INTO "fact" VALUES(4,'property','port-description=port7','lldp',17,90,1);
INSERT INTO "fact" VALUES(4,'port','port7','lldp',17,90,1);
INSERT INTO "fact" VALUES(2,'role','dns-server','dns',29,90,1);
INSERT INTO "fact" VALUES(5,'dhcp-fingerprint','1,3,6,12,15,42','dhcp',34,90,2);
INSERT INTO "fact" VALUES(5,'name','netcam-gate','dhcp',34,90,2);
INSERT INTO "fact" VALUES(5,'dhcp-vendor-class','network camera','dhcp',34,90,2);
INSERT INTO "fact" VALUES(5,'dhcp-client-id','01bcc342a71550','dhcp',34,90,2);
INSERT INTO "fact" VALUES(2,'role','dhcp-server','dhcp',35,90,2);
INSERT INTO "fact" VALUES(5,'service-type','dn:NetworkVideoTransmitter','ws-discovery',48,90,1);
INSERT INTO "fact" VALUES(5,'model','NWC-100','ws-discovery',48,90,1);
INSERT INTO "fact" VALUES(5,'description','netcam-gate','ws-discovery',48,90,1);
INSERT INTO "fact" VALUES(5,'property','ws-address=http://192.168.10.50/onvif/device_service','ws-discovery',48,80,1);
INSERT INTO "fact" VALUES(5,'property','upnp-location=http://192.168.10.50/description.xml','ssdp',49,90,1);
INSERT INTO "fact" VALUES(5,'banner','Linux UPnP/1.0 netcam/1.52','ssdp',49,80,1);
INSERT INTO "fact" VALUES(5,'property','uuid=fc49ea26-12a8-55db-b66c-bb8729a247f0','ssdp',49,90,1);
INSERT INTO "fact" VALUES(2,'kind','iot-gateway','syslog',5,40,1);
INSERT INTO "fact" VALUES(2,'kind','router','dhcp',35,35,1);
INSERT INTO "fact" VALUES(2,'kind','router','mac',2,65,2);
INSERT INTO "fact" VALUES(2,'kind','server','dns',29,30,1);
INSERT INTO "fact" VALUES(1,'kind','pc','mac',1,35,1);
INSERT INTO "fact" VALUES(1,'kind','server','mac',1,25,1);
INSERT INTO "fact" VALUES(3,'kind','switch','lldp',10,75,1);
INSERT INTO "fact" VALUES(3,'kind','wifi-ap','lldp',10,80,3);
INSERT INTO "fact" VALUES(3,'kind','wifi-ap','mac',10,25,1);
INSERT INTO "fact" VALUES(4,'kind','switch','lldp',12,75,3);
INSERT INTO "fact" VALUES(4,'kind','switch','mac',12,65,1);
INSERT INTO "fact" VALUES(5,'kind','camera','dhcp',34,85,1);
INSERT INTO "fact" VALUES(5,'kind','camera','ws-discovery',48,90,4);
INSERT INTO "fact" VALUES(5,'kind','camera','ssdp',49,75,1);
INSERT INTO "fact" VALUES(5,'os','Linux','ssdp',49,53,1);
INSERT INTO "fact" VALUES(4,'merged','lldp-chassis: 00:1a:eb:7c:21:02','inventory',13,80,1);
INSERT INTO "fact" VALUES(4,'merged','lldp-chassis: 00:1a:eb:7c:21:03','inventory',14,80,1);
INSERT INTO "fact" VALUES(4,'merged','lldp-chassis: 00:1a:eb:7c:21:04','inventory',15,80,1);
INSERT INTO "fact" VALUES(4,'merged','lldp-chassis: 00:1a:eb:7c:21:06','inventory',16,80,1);
INSERT INTO "fact" VALUES(4,'merged','lldp-chassis: 00:1a:eb:7c:21:07','inventory',17,80,1);
CREATE TABLE finding (         -- made by assess from the checks
  id INTEGER PRIMARY KEY, check_name TEXT NOT NULL, severity INTEGER NOT NULL /* 0 critical .. 4 info */, device INTEGER, outside INTEGER,
  flow INTEGER, key TEXT, evidence_total INTEGER NOT NULL,
  title_ja TEXT NOT NULL, title_en TEXT NOT NULL, why_ja TEXT NOT NULL, why_en TEXT NOT NULL, do_ja TEXT NOT NULL, do_en TEXT NOT NULL
) STRICT;
INSERT INTO "finding" VALUES(1,'computer-to-internet',3,1,NULL,NULL,NULL,1,'PC（Fujitsu、192.168.10.10）が社外（example.org）と通信しています','PC (Fujitsu, 192.168.10.10) talks to the Internet (example.org)','PCやサーバー、通信機器が社外につながるのは珍しくありませんが、設備と同じネットワークにあると、ここから入ったウイルスが設備まで届きます。','Computers and network equipment often reach the Internet; on the same network as the equipment they are the road by which malware gets to it.','この機器を何に使っているか、社外との通信が仕事に要るかを使用者に確認してください。設備と同じ区画（セグメント）に置く必要がなければ、情報系のネットワークへ移すことを検討します。','Ask its user what it is for and whether the work needs the Internet. If it need not stand in the same segment as the equipment, consider moving it to the office network.');
INSERT INTO "finding" VALUES(2,'syslog-in-clear',3,2,NULL,NULL,NULL,1,'ルーター rtx-gw（192.168.10.1）の履歴（ログ）が暗号化されずに送られています','Router rtx-gw (192.168.10.1) sends its log in clear text','履歴には利用者の名前や機器の状態が書かれています。読まれるだけでなく、偽の行を混ぜられると、あとで何が起きたかを確かめられなくなります。','Logs name users and tell how the device is doing. Besides being read, false lines can be mixed in, and then nobody can establish later what happened.','履歴の送り先が社内の正しいサーバーかを担当者に確認し、TLS での送信に対応しているかを調べてください。対応していないときは、履歴が通る区画を限ることを検討します。','Ask the person in charge whether the receiver is the company''s right server, and check whether sending over TLS is possible. If not, consider limiting the segments that logs pass through.');
INSERT INTO "finding" VALUES(3,'syslog-in-clear',3,3,NULL,NULL,NULL,1,'Wi-Fi AP ap-line1（192.168.10.20）の履歴（ログ）が暗号化されずに送られています','Wi-Fi access point ap-line1 (192.168.10.20) sends its log in clear text','履歴には利用者の名前や機器の状態が書かれています。読まれるだけでなく、偽の行を混ぜられると、あとで何が起きたかを確かめられなくなります。','Logs name users and tell how the device is doing. Besides being read, false lines can be mixed in, and then nobody can establish later what happened.','履歴の送り先が社内の正しいサーバーかを担当者に確認し、TLS での送信に対応しているかを調べてください。対応していないときは、履歴が通る区画を限ることを検討します。','Ask the person in charge whether the receiver is the company''s right server, and check whether sending over TLS is possible. If not, consider limiting the segments that logs pass through.');
CREATE TABLE finding_about (finding INTEGER NOT NULL, device INTEGER, outside INTEGER, flow INTEGER) STRICT;
INSERT INTO "finding_about" VALUES(1,1,NULL,NULL);
INSERT INTO "finding_about" VALUES(1,NULL,1,NULL);
INSERT INTO "finding_about" VALUES(2,2,NULL,NULL);
INSERT INTO "finding_about" VALUES(2,1,NULL,NULL);
INSERT INTO "finding_about" VALUES(3,3,NULL,NULL);
INSERT INTO "finding_about" VALUES(3,1,NULL,NULL);
CREATE TABLE finding_item (finding INTEGER NOT NULL, item TEXT NOT NULL) STRICT;
INSERT INTO "finding_item" VALUES(1,'22-1');
INSERT INTO "finding_item" VALUES(2,'44-3');
INSERT INTO "finding_item" VALUES(3,'44-3');
CREATE TABLE finding_life (    -- findings over time: one row per check, subject and key
  id INTEGER PRIMARY KEY, check_name TEXT NOT NULL, subject TEXT NOT NULL /* d3 o2 or site */, key TEXT NOT NULL,
  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, closed INTEGER /* when it was gone, NULL open */, UNIQUE (check_name, subject, key)
) STRICT;
INSERT INTO "finding_life" VALUES(1,'computer-to-internet','d1','',1795990556792695,1795990556792695,NULL);
INSERT INTO "finding_life" VALUES(2,'syslog-in-clear','d2','',1795990556792695,1795990556792695,NULL);
INSERT INTO "finding_life" VALUES(3,'syslog-in-clear','d3','',1795990556792695,1795990556792695,NULL);
CREATE TABLE finding_packet (finding INTEGER NOT NULL, packet INTEGER NOT NULL) STRICT;
INSERT INTO "finding_packet" VALUES(1,31);
INSERT INTO "finding_packet" VALUES(2,5);
INSERT INTO "finding_packet" VALUES(3,60);
CREATE TABLE flow (            -- one row per (client address, server address, transport, server port, protocol)
  id INTEGER PRIMARY KEY,      -- largest first
  client INTEGER, server INTEGER,                   -- device ids, NULL when that end is none
  client_outside INTEGER, server_outside INTEGER,   -- outside ids
  client_ip TEXT, server_ip TEXT, transport TEXT NOT NULL, port INTEGER, protocol TEXT NOT NULL,
  packets INTEGER NOT NULL, bytes INTEGER NOT NULL, payload INTEGER NOT NULL,
  encrypted INTEGER,           -- 1 yes 0 no NULL unknown
  first INTEGER NOT NULL, last INTEGER NOT NULL, first_packet INTEGER NOT NULL, last_packet INTEGER NOT NULL,
  answered INTEGER NOT NULL, refused INTEGER NOT NULL, connections INTEGER NOT NULL,
  client_port INTEGER,         -- of its first conversation (for the Community ID)
  scan INTEGER NOT NULL,       -- 1: a share of a scan (bare SYNs, or ended before a word was said, from a scanning client)
  to_group INTEGER NOT NULL    -- server_ip is multicast or broadcast
) STRICT;
INSERT INTO "flow" VALUES(1,5,NULL,NULL,NULL,'192.168.10.50','239.255.255.250','udp',3702,'ws-discovery',1,1020,978,0,1795228920571880,1795228920571880,48,48,0,0,1,3702,0,1);
INSERT INTO "flow" VALUES(2,1,2,NULL,NULL,'192.168.10.10','192.168.10.1','udp',53,'dns',12,996,492,0,1795228915496269,1795228920373886,6,42,1,0,5,48700,0,0);
INSERT INTO "flow" VALUES(3,5,NULL,NULL,NULL,'192.168.10.50','224.0.0.251','udp',5353,'mdns',3,765,639,0,1795228920618990,1795228921120730,51,57,0,0,1,5353,0,1);
INSERT INTO "flow" VALUES(4,5,2,NULL,NULL,'192.168.10.50','192.168.10.1','udp',67,'dhcp',2,713,629,0,1795228920344366,1795228920371947,35,37,1,0,1,68,0,0);
INSERT INTO "flow" VALUES(5,5,NULL,NULL,NULL,'0.0.0.0','255.255.255.255','udp',67,'dhcp',2,690,606,0,1795228920343889,1795228920367868,34,36,0,0,1,68,0,1);
INSERT INTO "flow" VALUES(6,1,NULL,NULL,NULL,NULL,'ff02::16','icmpv6',NULL,'icmpv6',6,540,168,NULL,1795228915439878,1795228920695935,1,52,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(7,1,NULL,NULL,1,'192.168.10.10','198.51.100.123','udp',123,'ntp',4,360,192,0,1795228918523201,1795228920550471,31,46,1,0,2,50136,0,0);
INSERT INTO "flow" VALUES(8,5,NULL,NULL,NULL,'192.168.10.50','239.255.255.250','udp',1900,'ssdp',1,307,265,0,1795228920571906,1795228920571906,49,49,0,0,1,1900,0,1);
INSERT INTO "flow" VALUES(9,2,1,NULL,NULL,'192.168.10.1','192.168.10.10','udp',514,'syslog',2,258,174,0,1795228915491487,1795228920373395,5,38,0,0,2,40911,0,0);
INSERT INTO "flow" VALUES(10,1,NULL,NULL,NULL,'fe80::b2ac:faff:fe31:a10','ff02::16','icmpv6',NULL,'icmpv6',2,180,56,NULL,1795228916567868,1795228916723884,21,23,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(11,2,NULL,NULL,NULL,'fe80::ae44:f2ff:fe5a:1001','ff02::16','icmpv6',NULL,'icmpv6',2,180,56,NULL,1795228917399865,1795228917851862,24,26,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(12,5,NULL,NULL,NULL,'192.168.10.50','224.0.0.22','igmp',NULL,'igmp',3,170,56,NULL,1795228920551827,1795228920887831,47,55,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(13,1,NULL,NULL,NULL,'fe80::b2ac:faff:fe31:a10','ff02::2','icmpv6',NULL,'icmpv6',2,140,32,NULL,1795228916567940,1795228920759849,22,53,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(14,3,1,NULL,NULL,'192.168.10.20','192.168.10.10','udp',514,'syslog',1,97,55,0,1795228921314488,1795228921314488,60,60,0,0,1,37979,0,0);
INSERT INTO "flow" VALUES(15,1,NULL,NULL,NULL,NULL,'ff02::1:ff31:a10','icmpv6',NULL,'icmpv6',1,86,32,NULL,1795228915559854,1795228915559854,11,11,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(16,2,NULL,NULL,NULL,NULL,'ff02::1:ff5a:1001','icmpv6',NULL,'icmpv6',1,86,32,NULL,1795228916375874,1795228916375874,20,20,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(17,5,NULL,NULL,NULL,NULL,'ff02::1:ffa7:1550','icmpv6',NULL,'icmpv6',1,86,32,NULL,1795228921079884,1795228921079884,56,56,0,0,1,NULL,0,1);
INSERT INTO "flow" VALUES(18,2,NULL,NULL,NULL,'fe80::ae44:f2ff:fe5a:1001','ff02::2','icmpv6',NULL,'icmpv6',1,70,16,NULL,1795228917399933,1795228917399933,25,25,0,0,1,NULL,0,1);
CREATE TABLE frozen (          -- submitted versions, to be read back with the rules of their day
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, system TEXT NOT NULL, sheet TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL /* JSON */,
  hash TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE hop (             -- the medium of a hop, when somebody said it
  station INTEGER NOT NULL, ap INTEGER, medium TEXT NOT NULL, source TEXT NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE incident (        -- the only word for a case: "i1" outside (respond/incident.h). Written by events alone
  id INTEGER PRIMARY KEY, title TEXT NOT NULL,
  state TEXT NOT NULL /* suspected confirmed contained eradicated restored verified reviewed closed dismissed */, since INTEGER NOT NULL /* in this state */,
  opened INTEGER NOT NULL, opened_by TEXT NOT NULL /* actor: c3 local mimamori, w1 a wallboard */, person INTEGER /* contact picked on a wallboard's roster */,
  began INTEGER NOT NULL /* the first alarm's beginning, else when it was opened */, noticed INTEGER NOT NULL /* when somebody or something noticed */,
  class TEXT /* breakdown mistake attack; NULL not judged by both sides */, severity INTEGER /* 0 critical .. 3 low */, impact TEXT, personal TEXT /* yes no unknown */,
  cause TEXT, sure TEXT /* known likely unknown: how sure the cause is */, led_by INTEGER /* contact */,
  report_due INTEGER NOT NULL /* the first report, us */, verified INTEGER /* when, since it was last so */, exception INTEGER NOT NULL /* 1: both sides signed that it may end though not measured */,
  merged_into INTEGER, closed INTEGER, round INTEGER NOT NULL /* 1, +1 each time it is reopened: what was signed in an earlier round counts no more */,
  seq INTEGER NOT NULL         -- of the last event about it: its version
) STRICT;
INSERT INTO "incident" VALUES(1,'trial','suspected',1795990556847724,1795990556847724,'local',NULL,1795990556847724,1795990556847724,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795994156847724,NULL,0,NULL,NULL,1,14);
CREATE TABLE incident_alarm (incident INTEGER NOT NULL, alarm INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, alarm)) STRICT, WITHOUT ROWID;
CREATE TABLE incident_device ( -- whom it concerns
  incident INTEGER NOT NULL, device INTEGER NOT NULL, role TEXT NOT NULL /* by: it caused it; on: it was done to it */,
  cut INTEGER /* when it was cut off, us */, back INTEGER /* when it was put back */, seq INTEGER NOT NULL, PRIMARY KEY (incident, device)
) STRICT, WITHOUT ROWID;
INSERT INTO "incident_device" VALUES(1,1,'on',NULL,NULL,14);
CREATE TABLE incident_report ( -- reports given
  incident INTEGER NOT NULL, n INTEGER NOT NULL /* of the deed */, audience TEXT NOT NULL /* inside parent csirt vendor ppc police jpcert ipa customers users affiliates stakeholders */,
  number INTEGER NOT NULL /* 1 the first report of this audience, 2 ... */, at INTEGER NOT NULL, final INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE invite (          -- links and codes that are good once; hash: SHA-256, hex
  id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, purpose TEXT NOT NULL /* setup invite sealed */, account INTEGER,
  made INTEGER NOT NULL, until INTEGER /* NULL: while it is sealed */, used INTEGER /* when; or taken back */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE ledger (          -- the plant's own list
  id INTEGER PRIMARY KEY, line_no INTEGER NOT NULL, number TEXT, name TEXT, mac TEXT, ip TEXT, line TEXT, place TEXT, owner TEXT,
  device INTEGER               -- the device it was matched to, NULL not seen
) STRICT;
CREATE TABLE limit_ (table_name TEXT NOT NULL, kept INTEGER NOT NULL, dropped INTEGER NOT NULL) STRICT;
CREATE TABLE login (           -- sign-ins, one row per (client, server, port, protocol, method)
  client INTEGER, server INTEGER, client_outside INTEGER, server_outside INTEGER, client_ip TEXT, server_ip TEXT,
  protocol TEXT NOT NULL, port INTEGER NOT NULL, method TEXT NOT NULL, clear INTEGER NOT NULL,
  ok INTEGER NOT NULL, failed INTEGER NOT NULL, unknown INTEGER NOT NULL,   -- how many of each result
  default_pair INTEGER NOT NULL,  -- 1: a published default of this maker was used and not refused
  first_packet INTEGER NOT NULL, packet INTEGER NOT NULL /* the most telling one */, first INTEGER NOT NULL,
  default_ok INTEGER NOT NULL     -- 1: it was accepted, too
) STRICT;
CREATE TABLE map_pin (         -- where a card was put by hand
  node TEXT PRIMARY KEY /* d3 o2 r4 */, x INTEGER NOT NULL, y INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE map_version (     -- the drawing as it was when somebody kept it
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL, contact INTEGER, body TEXT NOT NULL /* JSON, as GET /map gives it */,
  hash TEXT NOT NULL /* of body, hex */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE message (         -- what somebody was to be told (respond/messages.h): one per alarm and gravity, per step of an incident; "n1", "n2" outside
  id INTEGER PRIMARY KEY, cause TEXT NOT NULL /* alarm incident test digest */, about INTEGER /* alarm, incident or contact; of a digest NULL */,
  what TEXT NOT NULL,          -- alarm: raised graver; incident: opened confirmed contained closed report-due; test; digest
  deed INTEGER,                -- of an incident: the deed it tells of (deed.n)
  severity INTEGER NOT NULL /* 0 critical .. 3 low */, system TEXT NOT NULL /* 'site' or 's1' */, at INTEGER NOT NULL,
  subject TEXT NOT NULL,       -- as it stands in the mail, in the site's language
  state TEXT NOT NULL,         -- waiting (nobody acknowledged yet) told (wants no answer) acknowledged unheard (all were told, nobody did) over (its cause ended) digested
  part TEXT NOT NULL,          -- whom the last step told: judge second responsible deputy csirt; nobody
  due INTEGER,                 -- when the next step is, us; NULL none
  acknowledged INTEGER, acknowledged_by INTEGER, via TEXT /* page command wallboard link; all NULL: not */,
  digest INTEGER,              -- the message that stands for it instead
  seq INTEGER NOT NULL
) STRICT;
CREATE TABLE message_link (    -- what the link in a mail is compared with; in no event, gone once it is over
  token TEXT PRIMARY KEY, receiver INTEGER NOT NULL /* message_to */, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE message_to (      -- each receiver of a message, in the order in which they were told
  id INTEGER PRIMARY KEY, message INTEGER NOT NULL, contact INTEGER /* NULL: a webhook, or nobody was there */,
  means TEXT NOT NULL /* mail webhook none */, part TEXT NOT NULL, instead_of INTEGER /* who is absent */, at INTEGER NOT NULL,
  state TEXT NOT NULL,         -- held (not permitted yet) queued sent failed skipped
  why TEXT,                    -- skipped: no-mail away nobody over did-it; failed: refused tries; queued: later unsure closed
  tries INTEGER NOT NULL, next INTEGER /* not before, us */, sent INTEGER /* when a server took it */, code INTEGER, because TEXT /* courier_cause */,
  said TEXT                    /* the server's words */,
  seq INTEGER NOT NULL
) STRICT;
CREATE TABLE neighbour (device INTEGER NOT NULL, peer INTEGER NOT NULL, port TEXT, source TEXT NOT NULL, packet INTEGER NOT NULL) STRICT;
CREATE TABLE outcome (         -- what each check said of each system when it was last asked
  check_name TEXT NOT NULL, system TEXT NOT NULL, version INTEGER NOT NULL, findings INTEGER NOT NULL, looked INTEGER NOT NULL,
  good INTEGER NOT NULL, unfinished INTEGER NOT NULL, found_hash TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (check_name, system)
) STRICT, WITHOUT ROWID;
INSERT INTO "outcome" VALUES('address-claimed-twice','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('alarm-often-false','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('alarm-too-many','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('alarm-unjudged','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('amplifier-open','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('certificate-expired','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('certificate-expired-since','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('certificate-self-signed','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('clear-to-internet','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('cleartext-sign-in','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('cleartext-sign-in-outside','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('clock-disagrees','site',1,0,5,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('cloud-destination','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('command-refused','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('computer-to-internet','site',1,1,4,0,0,'c7b773d0fc36ff05120b880e98e77b5f894c0a29c4d54367b0aec09d52547da6',1795910400000000);
INSERT INTO "outcome" VALUES('control-across-segments','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('control-from-internet','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('controller-operated','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('controller-peer-not-listed','site',1,0,0,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('controller-written','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('cut-not-effective','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('default-password','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('default-password-tried','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('detection-gap','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('device-to-internet','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('dhcp-servers','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('dns-outside','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('duty-both-away','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('duty-nobody','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('duty-uncomputed','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('duty-unreachable','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('evidence-damaged','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('file-transfer-in-clear','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('firmware-differs','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('first-report-late','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('foreign-destination','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('hostile-traffic','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('incident-cause-back','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('incident-closed-by-exception','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('incident-evidence-late','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('incident-not-judged','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('incident-not-swept','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('incident-word-lost','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('internet-tried','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('ledger-differs','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('locked-differs','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('log-receiver-absent','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('log-sent-outside','site',1,0,4,2,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('maintenance-port-across-segments','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('message-late','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('message-unheard','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('mirror-incomplete','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('monitoring-unanswered','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('mqtt-anonymous','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('mqtt-anonymous-outside','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('mqtt-in-clear','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('no-time-sync','site',1,0,5,1,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('old-system-exposed','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('os-out-of-support','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('password-guessing','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('payload-cut','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('port-map','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('profile-differs','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('program-changed','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('randomised-mac','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('reached-from-internet','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('remote-maintenance-from-internet','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('remote-tool','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('same-open-service','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('same-secret','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('scanned-from-internet','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('scanning-device','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('service-for-outsiders','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('share-without-sign-in','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('smb-old','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('snmp-community','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('snmp-default-community','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('ssh-old','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('syslog-in-clear','site',1,2,4,0,0,'c4a280858ce1580d86e370c8dd4b6f2e3599e6e09b0645c47dbf2beddd35c526',1795910400000000);
INSERT INTO "outcome" VALUES('telnet-in-use','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('unidentified-device','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('unknown-device','site',1,0,5,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('unneeded-service','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('unsupported-protocol','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('update-in-clear','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('upnp-answered','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('video-in-clear','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('vnc-weak-sign-in','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('vnc-without-password','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('weak-method','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('weak-tls','site',1,0,4,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('wifi-old-method','site',1,0,1,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
INSERT INTO "outcome" VALUES('wifi-weak','site',1,0,1,0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',1795910400000000);
CREATE TABLE outcome_marks (   -- of which devices: bit n of byte n/8 is device n; so that a system counts without asking again
  check_name TEXT PRIMARY KEY, looked BLOB, good BLOB /* NULL none */
) STRICT, WITHOUT ROWID;
INSERT INTO "outcome_marks" VALUES('address-claimed-twice',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('alarm-often-false',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('alarm-too-many',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('alarm-unjudged',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('amplifier-open',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('certificate-expired',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('certificate-expired-since',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('certificate-self-signed',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('clear-to-internet',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('cleartext-sign-in',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('cleartext-sign-in-outside',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('clock-disagrees',X'3E',X'00');
INSERT INTO "outcome_marks" VALUES('cloud-destination',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('command-refused',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('computer-to-internet',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('control-across-segments',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('control-from-internet',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('controller-operated',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('controller-peer-not-listed',X'00',NULL);
INSERT INTO "outcome_marks" VALUES('controller-written',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('cut-not-effective',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('default-password',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('default-password-tried',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('detection-gap',X'2E',X'00');
INSERT INTO "outcome_marks" VALUES('device-to-internet',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('dhcp-servers',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('dns-outside',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('duty-both-away',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('duty-nobody',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('duty-uncomputed',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('duty-unreachable',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('evidence-damaged',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('file-transfer-in-clear',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('firmware-differs',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('first-report-late',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('foreign-destination',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('hostile-traffic',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('incident-cause-back',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('incident-closed-by-exception',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('incident-evidence-late',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('incident-not-judged',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('incident-not-swept',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('incident-word-lost',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('internet-tried',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('ledger-differs',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('locked-differs',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('log-receiver-absent',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('log-sent-outside',X'2E',X'0C');
INSERT INTO "outcome_marks" VALUES('maintenance-port-across-segments',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('message-late',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('message-unheard',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('mirror-incomplete',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('monitoring-unanswered',X'2E',X'00');
INSERT INTO "outcome_marks" VALUES('mqtt-anonymous',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('mqtt-anonymous-outside',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('mqtt-in-clear',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('no-time-sync',X'3E',X'02');
INSERT INTO "outcome_marks" VALUES('old-system-exposed',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('os-out-of-support',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('password-guessing',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('payload-cut',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('port-map',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('profile-differs',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('program-changed',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('randomised-mac',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('reached-from-internet',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('remote-maintenance-from-internet',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('remote-tool',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('same-open-service',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('same-secret',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('scanned-from-internet',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('scanning-device',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('service-for-outsiders',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('share-without-sign-in',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('smb-old',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('snmp-community',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('snmp-default-community',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('ssh-old',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('syslog-in-clear',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('telnet-in-use',X'2E',X'00');
INSERT INTO "outcome_marks" VALUES('unidentified-device',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('unknown-device',X'3E',NULL);
INSERT INTO "outcome_marks" VALUES('unneeded-service',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('unsupported-protocol',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('update-in-clear',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('upnp-answered',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('video-in-clear',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('vnc-weak-sign-in',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('vnc-without-password',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('weak-method',X'2E',NULL);
INSERT INTO "outcome_marks" VALUES('weak-tls',X'2E',X'00');
INSERT INTO "outcome_marks" VALUES('wifi-old-method',X'08',X'00');
INSERT INTO "outcome_marks" VALUES('wifi-weak',X'08',X'00');
CREATE TABLE outside (         -- "o1", "o2" ...
  id INTEGER PRIMARY KEY, name TEXT, network TEXT NOT NULL /* prefix */, country TEXT /* ISO 3166 alpha-2 */,
  packets INTEGER NOT NULL, bytes INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, first_packet INTEGER NOT NULL
) STRICT;
INSERT INTO "outside" VALUES(1,'example.org','198.51.100.0/24',NULL,4,360,1795228918523201,1795228920550471,31);
CREATE TABLE outside_address (outside INTEGER NOT NULL, ip TEXT NOT NULL) STRICT;
INSERT INTO "outside_address" VALUES(1,'198.51.100.123');
CREATE TABLE outside_name (outside INTEGER NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, packet INTEGER NOT NULL) STRICT;
INSERT INTO "outside_name" VALUES(1,'ntp.example.org','dns',29);
CREATE TABLE own_item (        -- items the company adds (item 'A1' ...)
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, title TEXT NOT NULL, lead TEXT NOT NULL, checks TEXT NOT NULL /* JSON list */,
  records TEXT NOT NULL /* JSON list of bindings */, seq INTEGER NOT NULL, PRIMARY KEY (system, sheet, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE packet_file (     -- the rolling packet store of mimamori serve: one row a row of source that is a file of it
  source INTEGER PRIMARY KEY, file TEXT NOT NULL /* name in SITE.db.packets */, bytes INTEGER NOT NULL, dropped INTEGER NOT NULL /* frames the kernel or the card lost meanwhile */,
  gone INTEGER NOT NULL        -- 1: deleted by the bounds of the store
) STRICT;
CREATE TABLE person_key (      -- private keys, each boxed by its person's passphrase (assess/people.h); in no event
  contact INTEGER PRIMARY KEY, box BLOB NOT NULL, salt BLOB NOT NULL, nonce BLOB NOT NULL
) STRICT;
CREATE TABLE point (           -- values seen
  device INTEGER NOT NULL, name TEXT NOT NULL, protocol TEXT NOT NULL, count INTEGER NOT NULL, least REAL, most REAL, last_value REAL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE port_map (        -- requests to open a port to the outside
  device INTEGER NOT NULL, router INTEGER, protocol TEXT NOT NULL, outside_port INTEGER, inside_port INTEGER, purpose TEXT, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE profile (         -- what people approved of a device; the newest version
  device INTEGER PRIMARY KEY, version INTEGER NOT NULL, at INTEGER NOT NULL, contact INTEGER, note TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE profile_entry (
  device INTEGER NOT NULL, what TEXT NOT NULL /* service peer protocol outside command-class address firmware */, key TEXT NOT NULL,
  PRIMARY KEY (device, what, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE record (          -- the newest version of each; older ones are events
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, topic TEXT /* of kinds that have topics */,
  system TEXT NOT NULL,        -- 'site' or 's1'
  device INTEGER,              -- or NULL: the whole system
  item TEXT,                   -- for statement, config-export, probe-result: the sub-item it speaks of
  says TEXT NOT NULL,          -- yes partly no: what it says of the sub-items it answers, the worst of `said` and its choices
  said TEXT NOT NULL,          -- what its writer chose
  because TEXT, plan_on TEXT,  -- unless yes: why, and by when it will be
  owner INTEGER, deputy INTEGER, no_deputy TEXT /* the reason why there is none */,
  made_on TEXT NOT NULL, expires_on TEXT /* the last valid day; NULL: does not expire */,
  fields TEXT NOT NULL,        -- JSON object of the kind's fields
  attachment TEXT, attachment_hash TEXT /* SHA-256, hex */,
  version INTEGER NOT NULL,    -- 1, 2 ... of this record
  hash TEXT NOT NULL,          -- SHA-256 of its body, hex: what a signature and an answer refer to
  signed INTEGER NOT NULL,     -- 1: this version is signed with its owner's key
  removed INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE scan (            -- who tried many: from the flow sketch
  device INTEGER, outside INTEGER, transport TEXT NOT NULL, port INTEGER /* NULL: many ports */, targets INTEGER NOT NULL, ports INTEGER NOT NULL,
  packets INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE seal (            -- of each table that no event rebuilds, the hash of its content (seal.h)
  table_name TEXT PRIMARY KEY, hash TEXT NOT NULL /* SHA-256, hex; '': open, the site is watched */, seq INTEGER NOT NULL /* the event that says so */
) STRICT, WITHOUT ROWID;
INSERT INTO "seal" VALUES('address','d1f995148960f0842715c43cced8a573e111e3766380ed8cb00affc5496b90ba',13);
INSERT INTO "seal" VALUES('answer','1aabc415424a6c849f3ea59c231d3d24ddd5331ab8d6900dcef466eb39101df1',13);
INSERT INTO "seal" VALUES('device','abd32af698ae46f1782d6f4252a4f3845a05b004629c67026b4f0f51a3b1f095',13);
INSERT INTO "seal" VALUES('fact','d949170b10aeff4e7b0732952d27418df9928b342b8d4b2006f01ccd9ba9d19b',13);
INSERT INTO "seal" VALUES('finding','d2e90e3070d36658a64b39678a840474c8d7cdaf70ba476852810f0d2447f0f5',13);
INSERT INTO "seal" VALUES('finding_about','61e97a5c6af251886747e64e1c018681c7b1d9957542ca351f4a979f19591d55',13);
INSERT INTO "seal" VALUES('finding_item','481b702dc06e881cd5c4c582513db114947a882b94da9579100c5a2e4418497b',13);
INSERT INTO "seal" VALUES('finding_life','549d35c0b3244ee708dcfd611ae07f1c76ecbe6d10d97aac9a02ed95e8b297d5',13);
INSERT INTO "seal" VALUES('finding_packet','89cdc8e5b43239c94a60e68bff96cdd5d9dfdb0f4152e7087d856535453c7558',13);
INSERT INTO "seal" VALUES('flow','19631bb3fd72747d4bb61a13dc08103e254666c46005425f58bc4d2a2f48ad85',13);
INSERT INTO "seal" VALUES('outcome','242adc86487172fd61c4013d741395e98dd9c88f31c48b261ca3a8ff0f91e758',13);
INSERT INTO "seal" VALUES('outcome_marks','3b9ff26bba4ea99a5763a641af6de150c9b04ebd3e2043c00a46f0aead3fb50a',13);
INSERT INTO "seal" VALUES('outside','9d1305bacaa3e1e6fe0011346dbc049c777731f72c59be57f4ee660a97466c56',13);
INSERT INTO "seal" VALUES('outside_address','1deca8696d65ce1f64224d2789cf4a9364fc42ef52dd52475279718a165e7bfd',13);
INSERT INTO "seal" VALUES('outside_name','7c58e374bd7731ff632f099b677d0588ac4b20c331e420745b8c88797da6aca4',13);
INSERT INTO "seal" VALUES('service','0a70d6ddf01947bba8383bb992ce6719f5ea6b04047a61e5cecbe6672ba87e06',13);
INSERT INTO "seal" VALUES('setting','b8ce748dac8eb4bfa0b984c7e90776ab2c0ce1a6fe695e4cacfb08b209cf8f26',13);
INSERT INTO "seal" VALUES('source','7b3b97265800351591f1160a3a0587a34c06cf8444fcecfcd57a00b8356d50e5',13);
INSERT INTO "seal" VALUES('taken','21d350af970ef00c72208bdc63c3b80a120202a2740608955614b3fc420e6eea',13);
INSERT INTO "seal" VALUES('time_sync','5d01b3d867c35a43501ec5046ed7b01e05ff58880dd450759f5423ceeb8d56cb',13);
CREATE TABLE secret (          -- the same secret at several places: equal grp = equal secret. No secret and no hash is kept
  grp INTEGER NOT NULL, device INTEGER NOT NULL /* the server */, protocol TEXT NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE service (         -- what a device offers, by its conversations; answered 1: it did answer
  device INTEGER NOT NULL, transport TEXT NOT NULL, port INTEGER NOT NULL, protocol TEXT NOT NULL, answered INTEGER NOT NULL,
  encrypted INTEGER,           -- 1 yes 0 no NULL unknown
  clients INTEGER NOT NULL,    -- distinct clients (bounded)
  outside_clients INTEGER NOT NULL, -- of these, not on site
  scanned_only INTEGER NOT NULL,    -- 1: every client of it was a scanner
  first_packet INTEGER NOT NULL, last_packet INTEGER NOT NULL
) STRICT;
INSERT INTO "service" VALUES(1,'udp',514,'syslog',0,0,2,0,0,5,60);
INSERT INTO "service" VALUES(2,'udp',53,'dns',1,0,1,0,0,6,42);
CREATE TABLE service_closed (  -- services that answered and then refused: closed since that attempt (service.answered is 0)
  device INTEGER NOT NULL, transport TEXT NOT NULL, port INTEGER NOT NULL, since INTEGER NOT NULL, packet INTEGER NOT NULL,
  PRIMARY KEY (device, transport, port)
) STRICT, WITHOUT ROWID;
CREATE TABLE session (         -- open ones; hash: SHA-256 of the cookie, hex
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, hash TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, until INTEGER NOT NULL,
  origin TEXT /* address */, agent TEXT, factor TEXT NOT NULL /* password totp recovery sealed */
) STRICT;
CREATE TABLE setting (         -- facts about this run: key/value ("mirror_incomplete" 0/1, "ledger" 0/1, "profile" 0/1: people approved something, "roster" 0/1: somebody wrote one, "told" 0/1: there are messages, "watched" 0/1: detectors listen (or did) and what they said is in alarm, "watched_from", "watched_until" us: without a break, "tell_within" us: until an answer is late, "addresses_shared" 0: no two devices claimed one, "now" us, "capture_end" us ...)
  key TEXT PRIMARY KEY, value INTEGER, text TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('addresses_shared',1,NULL);
INSERT INTO "setting" VALUES('capture_end',1795228921314488,NULL);
INSERT INTO "setting" VALUES('capture_first',1795228915439878,NULL);
INSERT INTO "setting" VALUES('capture_last',1795228921314488,NULL);
INSERT INTO "setting" VALUES('countries',0,NULL);
INSERT INTO "setting" VALUES('duplicates',0,NULL);
INSERT INTO "setting" VALUES('ledger',0,NULL);
INSERT INTO "setting" VALUES('malformed',0,NULL);
INSERT INTO "setting" VALUES('mirror_incomplete',0,NULL);
INSERT INTO "setting" VALUES('now',1795910400000000,NULL);
INSERT INTO "setting" VALUES('packets',60,NULL);
INSERT INTO "setting" VALUES('payload_cut',0,NULL);
INSERT INTO "setting" VALUES('profile',0,NULL);
CREATE TABLE signal (          -- what detectors said, newest 100,000; one row from its beginning to its end
  id INTEGER PRIMARY KEY, detector TEXT NOT NULL, by_text TEXT /* address or "d3" as it was said */, on_text TEXT, by_device INTEGER, on_device INTEGER,
  key TEXT NOT NULL, at INTEGER NOT NULL, last INTEGER NOT NULL, standing INTEGER NOT NULL /* 1: not over */, off INTEGER /* said to be over since; its delay runs */, count INTEGER NOT NULL,
  claimed INTEGER NOT NULL, learning INTEGER NOT NULL, data TEXT NOT NULL /* JSON: its values */, packet INTEGER,
  alarm INTEGER /* it belongs to */, work INTEGER /* record of the work window it came in */
) STRICT;
CREATE TABLE signature (
  id INTEGER PRIMARY KEY, system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, contact INTEGER NOT NULL,
  side TEXT NOT NULL /* it ot executive */, role TEXT NOT NULL /* lead consulted countersign approve */,
  decision_hash TEXT NOT NULL, evidence_hash TEXT NOT NULL, question_hash TEXT NOT NULL, -- hex
  at INTEGER NOT NULL, public_key TEXT, value TEXT /* hex; both NULL: declared, not proven */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE site (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "site" VALUES('origin','mimamori/caafb9c3dbe1d25490711e2cca9ce505');
INSERT INTO "site" VALUES('public-key','256ec285e77788851a45ce0534ad7ac4acbb8c7a50e72eab0f8755a4bbedcb15');
CREATE TABLE source (          -- the inputs, in order; file = index into capture.files
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, format TEXT NOT NULL, snaplen INTEGER, packets INTEGER NOT NULL,
  bytes INTEGER NOT NULL, first INTEGER, last INTEGER, truncated INTEGER NOT NULL
) STRICT;
INSERT INTO "source" VALUES(0,'some.pcapng','pcapng',262144,60,8048,1795228915439878,1795228921314488,0);
CREATE TABLE system (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL /* poc core important */, planned_start TEXT, planned_end TEXT,
  status TEXT NOT NULL /* trial live ended */, note TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE system_device (system INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (system, device)) STRICT, WITHOUT ROWID;
CREATE TABLE tail (            -- the end of the journal, written with every transaction: events cut off the end are missed
  id INTEGER PRIMARY KEY,      -- 1
  seq INTEGER NOT NULL, hash BLOB NOT NULL, -- of the last event
  signature BLOB               -- Ed25519 over both, by the key beside the file (keys.h); NULL: the key was not there
) STRICT;
INSERT INTO "tail" VALUES(1,18,X'A297E64219CDACB7A8DA045272EB819066505112341C393DB1AE3BC61DC15895',X'C075B3D229784B86F20C3C4AAF33172D9E7510006F89BA91B289159EA3474E2EAFE98EA79AB61470B619BC1D60D978C8046B79E825667BD1F7D5FBA96333420B');
CREATE TABLE taken (           -- the captures, one row a row of source
  source INTEGER PRIMARY KEY, digest TEXT NOT NULL /* SHA-256 of the file, hex */, size INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
INSERT INTO "taken" VALUES(0,'2618f61a837e9b07864c1af7e8261215400a44361cc9c352bb01e53d0cf12a4a',10860,1795990556792695);
CREATE TABLE time_sync (       -- who asks whom for the time, and how far clocks are apart
  device INTEGER NOT NULL, server INTEGER, server_outside INTEGER, stratum INTEGER, offset_us INTEGER, packet INTEGER NOT NULL
) STRICT;
INSERT INTO "time_sync" VALUES(1,NULL,1,2,NULL,31);
CREATE TABLE tls (             -- handshakes, one row per (client, server, port, version, cipher)
  client INTEGER, server INTEGER, server_outside INTEGER, port INTEGER NOT NULL, version INTEGER NOT NULL, cipher TEXT NOT NULL,
  weak INTEGER NOT NULL, sni TEXT, count INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE wallboard (       -- "w1" outside
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, system TEXT /* NULL: the site */, line TEXT, made INTEGER NOT NULL, actor TEXT NOT NULL,
  code_until INTEGER NOT NULL, paired INTEGER, origin TEXT /* address then */, revoked INTEGER, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE wallboard_secret ( -- in no event: eight digits are soon guessed from their hash
  wallboard INTEGER PRIMARY KEY, code TEXT UNIQUE /* SHA-256, hex; NULL once it is used */, screen TEXT UNIQUE /* of the cookie */
) STRICT;
CREATE TABLE wording (         -- the customer's own copy of the official sheet, kept locally only
  sheet TEXT NOT NULL, item TEXT NOT NULL, title TEXT, mark TEXT, lead TEXT, levels TEXT, seq INTEGER NOT NULL, PRIMARY KEY (sheet, item)
) STRICT, WITHOUT ROWID;
CREATE VIEW device_shown AS     -- a device as people see it: a locked value, else the list's, else the observed one
  SELECT d.id, coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'name'), l.name, d.name) AS name,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'kind'), d.kind) AS kind,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'maker'), d.maker) AS maker,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'model'), d.model) AS model,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'firmware'), d.firmware) AS firmware,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'serial'), d.serial) AS serial,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'layer'), d.layer) AS layer,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'place'), l.place) AS place, l.number, l.line
  FROM device d LEFT JOIN ledger l ON l.id = d.ledger;
CREATE INDEX fact_asked ON fact(field, device)
  WHERE field = 'crypto' OR field = 'wifi-security' OR field = 'role' OR field = 'attack' OR field = 'remote-tool' OR field = 'os';
CREATE INDEX flow_protocol ON flow(protocol) WHERE protocol <> 'unknown';
CREATE INDEX flow_out ON flow(client) WHERE server_outside IS NOT NULL;
CREATE INDEX flow_in ON flow(server) WHERE client_outside IS NOT NULL;
CREATE INDEX address_value ON address(value);
CREATE INDEX address_device ON address(device, kind, value);
CREATE INDEX fact_device ON fact(device, field);
CREATE INDEX fact_own ON fact(value, field) WHERE field IN ('serial', 'dhcp-client-id');
CREATE INDEX service_device ON service(device, port);
CREATE INDEX flow_ends ON flow(server, client, port, client_ip, server_ip);
CREATE INDEX outside_of_ip ON outside_address(ip);
CREATE INDEX outside_names ON outside_name(outside);
CREATE INDEX command_ends ON command(server, client, code);
CREATE INDEX login_ends ON login(server, client, client_ip);
CREATE INDEX certificate_at ON certificate(device, outside, port);
CREATE INDEX tls_ends ON tls(client, server, port);
CREATE INDEX point_device ON point(device, name);
CREATE INDEX time_sync_device ON time_sync(device);
CREATE INDEX port_map_device ON port_map(device);
CREATE INDEX hop_station ON hop(station);
CREATE INDEX neighbour_device ON neighbour(device);
CREATE INDEX device_merge_rows ON device_merge_row(merge, table_name, whose, bundle);
CREATE INDEX difference_device ON difference(device);
CREATE INDEX flow_client ON flow(client);
CREATE INDEX finding_about_device ON finding_about(device, finding);
CREATE INDEX finding_about_finding ON finding_about(finding);
CREATE INDEX finding_item_finding ON finding_item(finding);
CREATE INDEX finding_packet_finding ON finding_packet(finding);
CREATE INDEX system_device_device ON system_device(device);
CREATE INDEX alarm_seq ON alarm(seq);
CREATE INDEX alarm_device_alarm ON alarm_device(alarm);
CREATE INDEX alarm_device_device ON alarm_device(device);
CREATE INDEX alarm_packet_alarm ON alarm_packet(alarm);
CREATE INDEX signal_alarm ON signal(alarm);
CREATE INDEX signal_standing ON signal(standing) WHERE standing = 1;
CREATE INDEX message_about ON message(cause, about);
CREATE INDEX message_at ON message(at);
CREATE INDEX message_state ON message(state);
CREATE INDEX message_digest ON message(digest) WHERE digest IS NOT NULL;
CREATE INDEX message_to_message ON message_to(message);
CREATE INDEX message_to_state ON message_to(state);
COMMIT;
