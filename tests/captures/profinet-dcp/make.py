#!/usr/bin/python3
"""make.py: writes naming.pcap with the PROFINET layers of scapy (Debian python3-scapy): somebody looks who is there, gives a device a name and an address, lets
it blink and resets it; the device answers. Cyclic data and an alarm follow, byte by byte."""
import sys

from scapy.all import Ether, Raw, wrpcap
from scapy.contrib.pnio import ProfinetIO
from scapy.contrib.pnio_dcp import (DCPDeviceIDBlock, DCPDeviceRoleBlock, DCPIPBlock, DCPManufacturerSpecificBlock, DCPNameOfStationBlock,
                                    ProfinetDCP)

PC, DEVICE, ALL = '00:1b:1b:00:00:01', '00:1b:1b:00:00:02', '01:0e:cf:00:00:00'
GET_SET, ASK, ANSWER = 0xfefd, 0xfefe, 0xfeff
frames = []


def add(src, dst, layers):
    frame = Ether(src=src, dst=dst, type=0x8892) / Raw(bytes(layers).ljust(46, b'\0'))
    frame.time = 1796007600 + len(frames) * 0.01
    frames.append(frame)


def set_answer(option, suboption, error=0):
    add(DEVICE, PC, ProfinetIO(frameID=GET_SET) / ProfinetDCP(service_id=4, service_type=1, dcp_data_length=8) / Raw(bytes([5, 4, 0, 3, option, suboption, error, 0])))


def identity(name, ip, netmask, gateway):
    blocks = [DCPNameOfStationBlock(name_of_station=name, dcp_block_length=2 + len(name)),
              DCPManufacturerSpecificBlock(device_vendor_value='ET 200SP', dcp_block_length=10),
              DCPDeviceIDBlock(vendor_id=0x002a, device_id=0x0313, dcp_block_length=6),
              DCPDeviceRoleBlock(device_role_details=1, dcp_block_length=4),
              DCPIPBlock(ip=ip, netmask=netmask, gateway=gateway, dcp_block_length=14)]
    body = b''.join(bytes(b)[:4 + b.dcp_block_length] for b in blocks)  # all even: without the pad that scapy adds to each
    add(DEVICE, PC, ProfinetIO(frameID=ANSWER) / ProfinetDCP(service_id=5, service_type=1, dcp_data_length=len(body)) / Raw(body))


add(PC, ALL, ProfinetIO(frameID=ASK) / ProfinetDCP(service_id=5, service_type=0, option=255, sub_option=255, dcp_data_length=4))
identity('', '0.0.0.0', '0.0.0.0', '0.0.0.0')
add(PC, DEVICE, ProfinetIO(frameID=GET_SET) / ProfinetDCP(service_id=4, service_type=0, option=2, sub_option=2, dcp_data_length=12, dcp_block_length=8,
                                                        name_of_station='line-1', block_qualifier=1))
set_answer(2, 2)
add(PC, DEVICE, ProfinetIO(frameID=GET_SET) / ProfinetDCP(service_id=4, service_type=0, option=1, sub_option=2, dcp_data_length=18, dcp_block_length=14,
                                                        ip='192.168.0.20', netmask='255.255.255.0', gateway='192.168.0.1', block_qualifier=1))
set_answer(1, 2)
add(PC, DEVICE, ProfinetIO(frameID=GET_SET) / Raw(bytes.fromhex('0400 0100000100000008 0503 0004 0000 0100')))
set_answer(5, 3)
add(PC, ALL, ProfinetIO(frameID=ASK) / ProfinetDCP(service_id=5, service_type=0, option=255, sub_option=255, dcp_data_length=4))
identity('line-1', '192.168.0.20', '255.255.255.0', '192.168.0.1')
for n in range(5):
    add(DEVICE, PC, Raw(bytes.fromhex('8001') + bytes([n]) + bytes(39) + bytes([0, n * 32, 0x35, 0])))
add(DEVICE, PC, Raw(bytes.fromhex('fe01 0001 0001 21 01 0000 ffff 0000')))
add(PC, DEVICE, ProfinetIO(frameID=GET_SET) / Raw(bytes.fromhex('0400 0100000200000006 0506 0002 0002')))
set_answer(5, 6, 4)
wrpcap(sys.argv[1], frames)
