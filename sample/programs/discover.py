#!/usr/bin/env python3
"""discover.py ADDRESS: what a PC sends to find things: a browser's SSDP search and a viewer's ONVIF probe, then it
reads what answered. Simulated; the packets are those such programs send."""
import socket
import sys
import urllib.request

me = sys.argv[1]
found = set()


def ask(port, message):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((me, 0))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(me))
    s.settimeout(1)
    s.sendto(message.encode(), ("239.255.255.250", port))
    try:
        while True:
            found.add((port, s.recvfrom(8192)[1][0]))
    except TimeoutError:
        pass


ask(1900, "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\n"
          "ST: upnp:rootdevice\r\nUSER-AGENT: Chromium/131.0.0.0 Windows\r\n\r\n")
ask(3702, '<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" '
          'xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
          'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header>'
          '<w:MessageID>uuid:84ede3de-7dec-11d0-c360-f01234567890</w:MessageID>'
          '<w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>'
          '<w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>'
          '<e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>')

for port, address in sorted(found):
    if port == 1900:
        urllib.request.urlopen(urllib.request.Request(f"http://{address}/description.xml", headers={
            "User-Agent": "Chromium/131.0.0.0 Windows"}), timeout=3).read()
    else:
        urllib.request.urlopen(urllib.request.Request(f"http://{address}/onvif/device_service", method="POST", headers={
            "Content-Type": "application/soap+xml; charset=utf-8", "User-Agent": "viewer/2.0"}, data=(
                '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
                '<GetDeviceInformation xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>').encode()), timeout=3).read()
