#!/usr/bin/env python3
"""rtsp-viewer.py ADDRESS NAME PASSWORD: watches a camera for a moment, as a viewer does. Simulated."""
import base64
import socket
import sys
import time

address, name, password = sys.argv[1:4]
s = socket.create_connection((address, 554), 5)
basic = "Authorization: Basic " + base64.b64encode(f"{name}:{password}".encode()).decode() + "\r\n"
url = f"rtsp://{address}/stream1"
session = "Session: 31415926\r\n"
steps = [("OPTIONS", url, ""), ("DESCRIBE", url, "Accept: application/sdp\r\n"),
         ("DESCRIBE", url, basic + "Accept: application/sdp\r\n"),
         ("SETUP", url + "/track1", basic + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"),
         ("PLAY", url, basic + session)]
for n, (verb, what, head) in enumerate(steps, 1):
    s.sendall(f"{verb} {what} RTSP/1.0\r\nCSeq: {n}\r\nUser-Agent: viewer/2.0\r\n{head}\r\n".encode())
    s.recv(4096)
until = time.time() + 3
s.settimeout(1)
while time.time() < until:
    try:
        s.recv(4096)
    except TimeoutError:
        break
s.sendall(f"TEARDOWN {url} RTSP/1.0\r\nCSeq: 6\r\nUser-Agent: viewer/2.0\r\n{basic}{session}\r\n".encode())
s.settimeout(2)
s.recv(4096)
