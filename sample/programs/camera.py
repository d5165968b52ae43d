#!/usr/bin/env python3
"""camera.py ADDRESS MAC NAME PASSWORD: what a network camera says. Simulated, because no program of Debian is one:
web page and snapshot with Basic sign-in, ONVIF GetDeviceInformation, WS-Discovery (Hello, ProbeMatches), SSDP, RTSP."""
import base64
import http.server
import socket
import struct
import sys
import threading
import time
import uuid

ADDRESS, MAC, NAME, PASSWORD = sys.argv[1:5]
BASIC = "Basic " + base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
UUID = str(uuid.uuid5(uuid.NAMESPACE_OID, MAC))
MODEL, FIRMWARE = "NWC-100", "1.52"


class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "netcam-httpd/1.0", ""

    def answer(self, code, kind, body, **headers):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/description.xml":
            return self.answer(200, "text/xml", f"""<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion><device>
<deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType><friendlyName>netcam-gate</friendlyName>
<manufacturer>Panasonic</manufacturer><modelName>{MODEL}</modelName><modelNumber>{FIRMWARE}</modelNumber>
<serialNumber>NWC100-000315</serialNumber><UDN>uuid:{UUID}</UDN><presentationURL>http://{ADDRESS}/</presentationURL>
</device></root>""".encode())
        if self.headers.get("Authorization") != BASIC:
            return self.answer(401, "text/plain", b"sign in\n", WWW_Authenticate='Basic realm="Network Camera NWC-100"')
        if self.path == "/snapshot.jpg":
            return self.answer(200, "image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(600) + b"\xff\xd9")
        return self.answer(200, "text/html", f"<html><head><title>Network Camera {MODEL}</title></head>"
                           f"<body>firmware {FIRMWARE}</body></html>".encode())

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(200, "application/soap+xml", f"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">
<s:Body><tds:GetDeviceInformationResponse xmlns:tds="http://www.onvif.org/ver10/device/wsdl">
<tds:Manufacturer>Panasonic</tds:Manufacturer><tds:Model>{MODEL}</tds:Model>
<tds:FirmwareVersion>{FIRMWARE}</tds:FirmwareVersion><tds:SerialNumber>NWC100-000315</tds:SerialNumber>
<tds:HardwareId>1.0</tds:HardwareId></tds:GetDeviceInformationResponse></s:Body></s:Envelope>""".encode())

    def log_message(self, *_):
        pass


def group(address, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", port))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                 socket.inet_aton(address) + socket.inet_aton(ADDRESS))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(ADDRESS))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
    return s


def discovery(action, body, relates=None):
    relates = f"<a:RelatesTo>{relates}</a:RelatesTo>" if relates else ""
    to = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous" if relates else "urn:schemas-xmlsoap-org:ws:2005:04:discovery"
    return f"""<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" \
xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><s:Header>\
<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/{action}</a:Action>\
<a:MessageID>urn:uuid:{uuid.uuid4()}</a:MessageID>{relates}<a:To>{to}</a:To></s:Header><s:Body>{body}</s:Body></s:Envelope>""".encode()


ENDPOINT = (f"<a:EndpointReference><a:Address>urn:uuid:{UUID}</a:Address></a:EndpointReference>"
            "<d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>onvif://www.onvif.org/type/video_encoder "
            f"onvif://www.onvif.org/hardware/{MODEL} onvif://www.onvif.org/name/netcam-gate "
            "onvif://www.onvif.org/Profile/Streaming</d:Scopes>"
            f"<d:XAddrs>http://{ADDRESS}/onvif/device_service</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion>")


def ws_discovery():
    s = group("239.255.255.250", 3702)
    s.sendto(discovery("Hello", f"<d:Hello>{ENDPOINT}</d:Hello>"), ("239.255.255.250", 3702))
    while True:
        data, who = s.recvfrom(8192)
        if b"Probe" in data and who[0] != ADDRESS:
            asked = data.split(b"MessageID>")[1].split(b"<")[0].decode()
            s.sendto(discovery("ProbeMatches", f"<d:ProbeMatches><d:ProbeMatch>{ENDPOINT}</d:ProbeMatch></d:ProbeMatches>", asked), who)


def ssdp():
    s = group("239.255.255.250", 1900)
    what = (f"LOCATION: http://{ADDRESS}/description.xml\r\nSERVER: Linux UPnP/1.0 netcam/{FIRMWARE}\r\n"
            f"CACHE-CONTROL: max-age=1800\r\nUSN: uuid:{UUID}::upnp:rootdevice\r\n")
    notify = f"NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNT: upnp:rootdevice\r\nNTS: ssdp:alive\r\n{what}\r\n"
    s.sendto(notify.encode(), ("239.255.255.250", 1900))
    while True:
        data, who = s.recvfrom(4096)
        if data.startswith(b"M-SEARCH"):
            s.sendto(f"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nEXT:\r\n{what}\r\n".encode(), who)


def rtsp_client(c):
    stream = c.makefile("rb")
    playing = False
    while True:
        lines = []
        while (line := stream.readline().strip()):
            lines.append(line.decode())
        if not lines:
            return
        verb = lines[0].split()[0]
        head = {k.lower(): v for k, v in (x.split(": ", 1) for x in lines[1:])}
        extra, body, code = "", "", "200 OK"
        if verb != "OPTIONS" and head.get("authorization") != BASIC:
            code, extra = "401 Unauthorized", 'WWW-Authenticate: Basic realm="Network Camera NWC-100"\r\n'
        elif verb == "OPTIONS":
            extra = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"
        elif verb == "DESCRIBE":
            body = (f"v=0\r\no=- 1 1 IN IP4 {ADDRESS}\r\ns=netcam-gate\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
                    "a=rtpmap:96 H264/90000\r\na=control:track1\r\n")
            extra = f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
        elif verb == "SETUP":
            extra = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 31415926;timeout=60\r\n"
        elif verb == "PLAY":
            playing, extra = True, "Session: 31415926\r\n"
        c.sendall(f"RTSP/1.0 {code}\r\nCSeq: {head.get('cseq', 0)}\r\nServer: netcam-rtspd/1.0\r\n{extra}\r\n{body}".encode())
        if playing and verb == "PLAY":
            for n in range(12):
                rtp = struct.pack("!BBHII", 0x80, 96, n, n * 18000, 0x4E574331) + b"\x41" + bytes(280)
                c.sendall(struct.pack("!cBH", b"$", 0, len(rtp)) + rtp)
                time.sleep(0.2)
        if verb == "TEARDOWN":
            return c.close()


def rtsp():
    s = socket.create_server(("", 554))
    while True:
        c, _ = s.accept()
        threading.Thread(target=rtsp_client, args=(c,), daemon=True).start()


for job in (ws_discovery, ssdp, rtsp):
    threading.Thread(target=job, daemon=True).start()
http.server.ThreadingHTTPServer(("", 80), Page).serve_forever()
