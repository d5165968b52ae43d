#!/usr/bin/python3
"""make.py: writes start.pcap with the EtherCAT layer of scapy (Debian python3-scapy): a master finds three slaves, addresses them, asks one who it is,
starts them, runs a cycle, writes a parameter and firmware, stops. What comes back is the same frame, its working counters raised by the slaves."""
import struct
import sys

from scapy.all import Ether, wrpcap
from scapy.contrib.ethercat import (EtherCat, EtherCatAPRD, EtherCatAPWR, EtherCatARMW, EtherCatBRD, EtherCatBWR, EtherCatFPRD, EtherCatFPWR,
                                    EtherCatLRW)

MASTER, BACK = '00:01:05:1a:2b:3c', '02:01:05:1a:2b:3c'
frames, now = [], 1796007600.0


def sends(*parts, wkc=1, answers=None):
    """A frame, and how it comes back: every datagram touched wkc times; answers: data that reads bring."""
    global now
    for back in (False, True):
        frame = Ether(src=BACK if back else MASTER, dst='01:01:05:01:00:00', type=0x88a4) / EtherCat()
        for i, (layer, fields, data) in enumerate(parts):
            if back and answers and answers[i] is not None:
                data = answers[i]
            frame = frame / layer(idx=i, data=list(data), wkc=wkc if back else 0, **fields)
        frame.time = now
        now += 0.0005
        frames.append(frame)


def at(adp, ado):
    return {'adp': adp, 'ado': ado}


def mailbox(kind, body, counter=1):
    return struct.pack('<HHBB', len(body), 0, 0, counter << 4 | kind) + body


def sdo(command, index, sub, data, service):
    return mailbox(3, struct.pack('<HBHBI', service << 12, command, index, sub, data))


sends((EtherCatBRD, at(0, 0x0000), b'\0\0'), wkc=3, answers=[b'\x11\0'])
for i in range(3):
    sends((EtherCatAPWR, at((-i) & 0xffff, 0x0010), struct.pack('<H', 1001 + i)))
sends((EtherCatFPRD, at(1001, 0x0130), b'\0\0'), answers=[b'\x01\0'])
sends((EtherCatAPRD, at(0, 0x0502), b'\0' * 6), answers=[b'\0' * 6])
sends((EtherCatFPWR, at(1001, 0x0120), b'\x02\0'))
for sub, value in ((1, 2), (2, 0x03ec3052), (3, 0x00110000), (4, 4711)):
    sends((EtherCatFPWR, at(1001, 0x1000), sdo(0x40, 0x1018, sub, 0, 2)))
    sends((EtherCatFPRD, at(1001, 0x1080), b'\0' * 16), answers=[sdo(0x43, 0x1018, sub, value, 3)])
sends((EtherCatFPWR, at(1001, 0x1000), sdo(0x2f, 0x8000, 1, 5, 2)))
sends((EtherCatBWR, at(0, 0x0120), b'\x08\0'), wkc=3)
for n in range(20):
    sends((EtherCatLRW, {'adr': 0x00010000}, bytes([n, 0, 0, 0])), (EtherCatARMW, at(0, 0x0910), b'\0' * 8), wkc=3)
sends((EtherCatFPWR, at(1002, 0x0120), b'\x03\0'))
sends((EtherCatFPWR, at(1002, 0x1000), mailbox(4, struct.pack('<BBI', 2, 0, 0) + b'el3202.efw')))
sends((EtherCatBWR, at(0, 0x0120), b'\x01\0'), wkc=3)
wrpcap(sys.argv[1], frames)
