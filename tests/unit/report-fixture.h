/* A small plant, written by hand into an empty model: what the report's tests read. */
#ifndef MIMAMORI_TESTS_REPORT_FIXTURE_H
#define MIMAMORI_TESTS_REPORT_FIXTURE_H

#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define T0 "1795132800000000" /* 2026-11-20 00:00 UTC */

static const char fixture_sql[] =
	"INSERT INTO source(id, name, format, snaplen, packets, bytes, first, last, truncated) VALUES "
	"(0,'plant.pcapng','pcapng',262144,2313479,1931204114," T0 "," T0 "+2400000000,0);"
	"INSERT INTO setting(key, value, text) VALUES "
	"('mirror_incomplete',0,NULL),('ledger',1,NULL),('now'," T0 "+9000000000,NULL);"
	"INSERT INTO device(id, name, maker, kind, layer, model, firmware, serial, os, confidence, first, "
	"last, first_packet, packets, bytes, mac, ip, random_mac, router, behind, hidden, ledger, known, "
	"payload, unnamed_payload) VALUES"
	" (1,'thermo-01','Espressif','sensor','device','ESP32-WROOM','2.4.1',NULL,NULL,90," T0 "," T0
	"+2399000000,1,4810,612400,'24:0a:c4:11:22:33','192.168.1.31',0,0,NULL,0,1,1,900,0),"
	" (2,'ap-line3','Buffalo','wifi-ap','lan','WAPM-1266R',NULL,NULL,NULL,90," T0 "," T0
	"+2399000000,2,220,30100,'84:af:ec:00:00:02','192.168.1.2',0,0,NULL,0,NULL,0,10,0),"
	" (3,'kanri-sv','Dell','server','server',NULL,NULL,NULL,'Linux',80," T0 "," T0
	"+2399000000,3,91230,61240000,'d0:94:66:00:00:03','192.168.1.5',0,0,NULL,0,2,1,5000,10),"
	" (4,'操作PC','HP','pc','lan',NULL,NULL,NULL,'Windows 10',80," T0 "," T0
	"+2399000000,5,12230,9124000,'3c:52:82:00:00:04','192.168.1.40',0,0,NULL,0,NULL,0,700,0),"
	" (5,'FX5U','Mitsubishi Electric','plc','device','FX5U-32M','1.280',NULL,NULL,95," T0 "," T0
	"+2399000000,9,420000,42000000,'58:52:8a:00:00:05','192.168.1.10',0,0,NULL,1,3,1,90000,0),"
	" (6,NULL,'D-Link','camera','device','DCS-935L','1.10',NULL,NULL,70," T0 "," T0
	"+2399000000,20,800000,912000000,'b0:c5:54:00:00:06','192.168.1.20',0,0,NULL,0,NULL,0,100,0),"
	" (7,'gw','NEC Platforms','router','wan','WG1200',NULL,NULL,NULL,80," T0 "," T0
	"+2399000000,4,91230,61240000,'10:66:82:00:00:07','192.168.1.1',0,1,NULL,0,NULL,0,5000,10),"
	" (8,NULL,NULL,'unknown','lan',NULL,NULL,NULL,NULL,0," T0 "+60000000," T0
	"+61000000,1234,12,900,'02:11:22:33:44:55','192.168.1.77',1,0,NULL,0,NULL,0,0,0);"
	"INSERT INTO address(device, kind, value, first, last, packet, source, confidence) SELECT "
	"id,'mac',mac,first,last,first_packet,'ethernet',90 FROM device WHERE mac "
	"IS NOT NULL;"
	"INSERT INTO address(device, kind, value, first, last, packet, source, confidence) SELECT "
	"id,'ip',ip,first,last,first_packet,'arp',90 FROM device;"
	"INSERT INTO address(device, kind, value, first, last, packet, source, confidence) VALUES "
	"(5,'ip','192.168.3.250'," T0 "," T0 ",9,'arp',60);"
	"INSERT INTO fact(device, field, value, source, packet, confidence, count) VALUES "
	"(1,'name','thermo-01','dhcp',1,90,1),(1,'mqtt-topic','plant/line3/temp','mqtt',55,90,400),"
	" (2,'name','ap-line3','syslog',2,90,4),(2,'ssid','LINE3','wifi',2,60,4),(3,'name','kanri-sv','mdns',"
	"3,90,2),(3,'name','server','netbios',8,60,2),"
	" (4,'name','操作PC','netbios',5,90,2),(5,'model','FX5U-32M','slmp',9,95,1),(5,'firmware','1.280','"
	"slmp',9,90,1),(6,'title','DCS-935L','http',40,60,1);"
	"INSERT INTO service(device, transport, port, protocol, answered, encrypted, clients, "
	"outside_clients, scanned_only, first_packet, last_packet) VALUES "
	"(1,'tcp',23,'telnet',1,0,1,0,0,1204,1300),(3,'tcp',1883,'mqtt',1,0,1,0,0,50,90000),(3,'tcp',80,'"
	"http',1,0,1,0,0,70,9000),"
	" (5,'tcp',502,'modbus',1,0,2,0,0,9,90412),(5,'udp',5007,'slmp',1,0,1,0,0,12,900),(6,'tcp',80,'http',"
	"1,0,1,0,0,40,18233);"
	"INSERT INTO outside(id, name, network, country, packets, bytes, first, last, first_packet) VALUES "
	"(1,'api.example.com','203.0.113.0/24',NULL,410,91000," T0 "," T0 "+100,300),"
	" (2,NULL,'198.51.100.0/24','US',12,900," T0 "," T0 "+100,301);"
	"INSERT INTO outside_address(outside, ip) VALUES (1,'203.0.113.9'),(2,'198.51.100.4');"
	"INSERT INTO outside_name(outside, name, source, packet) VALUES (1,'api.example.com','tls',300);"
	"INSERT INTO flow(id, client, server, client_outside, server_outside, client_ip, server_ip, "
	"transport, port, protocol, packets, bytes, payload, encrypted, first, last, first_packet, "
	"last_packet, answered, refused, connections, client_port, scan, to_group) VALUES"
	" (1,4,6,NULL,NULL,'192.168.1.40','192.168.1.20','tcp',80,'http',800000,912000000,900000000,0," T0
	"," T0 "+2399000000,40,18233,1,0,12,50122,0,0),"
	" (2,4,5,NULL,NULL,'192.168.1.40','192.168.1.10','tcp',502,'modbus',420000,42000000,1000,0," T0 "," T0
	"+2399000000,9,90412,1,0,3,50123,0,0),"
	" (3,1,3,NULL,NULL,'192.168.1.31','192.168.1.5','tcp',1883,'mqtt',9000,1200000,1000,0," T0 "," T0
	"+2399000000,50,90000,1,0,1,50124,0,0),"
	" (4,4,3,NULL,NULL,'192.168.1.40','192.168.1.5','tcp',80,'http',900,300000,1000,0," T0 "," T0
	"+2399000000,70,9000,1,0,9,50125,0,0),"
	" (5,6,NULL,NULL,1,'192.168.1.20','203.0.113.9','tcp',443,'tls',410,91000,80000,1," T0 "," T0
	"+100,300,400,1,0,2,50126,0,0),"
	" (6,3,NULL,NULL,2,'192.168.1.5','198.51.100.4','udp',123,'ntp',12,900,800,NULL," T0 "," T0
	"+100,301,400,0,0,1,123,0,0),"
	" (7,8,5,NULL,NULL,'192.168.1.77','192.168.1.10','tcp',502,'modbus',8,640,60,0," T0 "," T0
	"+100,90400,90412,1,0,1,40001,0,0),"
	" (8,4,1,NULL,NULL,'192.168.1.40','192.168.1.31','tcp',23,'telnet',80,6400,600,0," T0 "," T0
	"+100,1204,1300,1,0,1,40002,0,0),"
	" (9,1,NULL,NULL,NULL,'192.168.1.31','224.0.0.251','udp',5353,'mdns',8,640,60,0," T0 "," T0
	"+100,30,31,0,0,1,5353,0,1);"
	"INSERT INTO command(protocol, code, sub, name, class, client, server, client_ip, server_ip, count, "
	"answered, refused, first_packet, first) VALUES ('modbus',3,NULL,'Read Holding "
	"Registers','read',4,5,'192.168.1.40','192.168.1.10',200000,199999,1,9," T0 "),"
	" ('modbus',6,NULL,'Write Single Register','write',4,5,'192.168.1.40','192.168.1.10',12,12,0,800," T0
	"),"
	" ('umas',90,65,'Stop PLC','control',8,5,'192.168.1.77','192.168.1.10',1,1,0,90412," T0 ");"
	"INSERT INTO hop(station, ap, medium, source, packet) VALUES (1,2,'wifi','syslog',77);"
	"INSERT INTO ledger(id, line_no, number, name, mac, ip, line, place, owner, device) VALUES "
	"(1,2,'K-031','温度計3号',NULL,'192.168.1.31','3ライン','盤A','保全課',1),(2,3,'S-001','管理サーバー'"
	",NULL,'192.168.1.5',NULL,NULL,NULL,3),"
	" (3,4,'P-010','3ラインPLC',NULL,'192.168.1.10','3ライン','盤A','製造課',5);"
	"INSERT INTO finding(id, check_name, severity, device, outside, flow, key, evidence_total, title_ja, "
	"title_en, why_ja, why_en, do_ja, do_en) VALUES"
	" (1,'default-password',0,6,NULL,NULL,NULL,1,'カメラ "
	"DCS-935L（192.168.1.20）に初期パスワードのままログインできました','Camera DCS-935L (192.168.1.20) "
	"accepted its default password','誰でもログインできます。','Anyone can sign "
	"in.','担当者に確認してから変えてください。','Ask, then change it.'),"
	" (2,'controller-written',1,5,NULL,NULL,NULL,1,'PLC FX5U（192.168.1.10）が 192.168.1.77 "
	"から停止操作（リモートSTOP）を受けました。承認の記録がありません','PLC FX5U (192.168.1.10) was "
	"stopped from 192.168.1.77; no approval is on record','生産が止まります。','Production "
	"stops.','誰の操作か確認してください。','Find out who did it.'),"
	" (3,'telnet-in-use',1,1,NULL,NULL,NULL,2,'温度センサー（192.168.1.31）は Telnet "
	"でログインできます','Sensor thermo-01 (192.168.1.31) accepts Telnet "
	"logins','暗号化されません。','Not encrypted.','SSH に変えてください。','Use SSH.');"
	"INSERT INTO finding_about(finding, device, outside, flow) VALUES "
	"(1,6,NULL,NULL),(2,5,NULL,NULL),(2,8,NULL,NULL),(3,1,NULL,8);"
	"INSERT INTO finding_item(finding, item) VALUES "
	"(1,'25-1'),(2,'34-1'),(2,'1-1'),(3,'32-3'),(3,'22-2'),(3,'23-1');"
	"INSERT INTO finding_packet(finding, packet) VALUES (1,18233),(2,90412),(3,1204),(3,1300);"
	"INSERT INTO answer(system, sheet, item, verdict, grade, coverage_ja, coverage_en, needs_ja, "
	"needs_en) VALUES ('site','jssec-2.1','25-1','not-met','measured',NULL,NULL,NULL,NULL),"
	" ('site','jssec-2.1','1-1','unknown','none','8台のうち8台','8 of 8 devices','台帳','A ledger'),"
	" ('site','jssec-2.1','32-3','not-met','measured','8台を40分','8 devices, 40 "
	"min',NULL,NULL),('site','jssec-2.1','34-1','not-met','measured',NULL,NULL,NULL,NULL);";

/* A model with the plant in it; NULL when it could not be made. The caller frees. */
static inline struct store *fixture_store(void)
{
	struct store *s = NULL;

	if (store_memory(&s) < 0)
		return NULL;
	if (sqlite3_exec(store_db(s), fixture_sql, NULL, NULL, NULL) != SQLITE_OK || store_index(s) < 0) {
		fprintf(stderr, "fixture: %s\n", store_error(s));
		store_free(s);
		return NULL;
	}
	return s;
}

static const struct stack_counts fixture_counts = {.packets = 2313479, .malformed = 12};

static inline struct report_input fixture_input(struct store *s, enum language l)
{
	return (struct report_input){.store = s,
				     .counts = &fixture_counts,
				     .version = "0.1.0",
				     .zone_minutes = 540,
				     .language = l};
}

#endif
