#!/usr/bin/python3
"""make.py OUT: writes cyclic.pcap with the PROFINET layers of scapy (Debian python3-scapy 2.5): a controller connects to a device with two submodules of
input and one of output, both send; the controller stops and runs again; the device has a problem, says so by an alarm, falls silent; the relation is released."""
import sys

from scapy.all import IP, UDP, Ether, Raw, wrpcap
from scapy.contrib.pnio import ProfinetIO
from scapy.contrib.pnio_rpc import (AlarmCRBlockReq, AlarmCRBlockRes, AlarmNotification_Low, ARBlockReq, ARBlockRes, ExpectedSubmodule, ExpectedSubmoduleAPI,
                                    ExpectedSubmoduleBlockReq, ExpectedSubmoduleDataDescription, IOCRAPI, IOCRAPIObject, IOCRBlockReq, IOCRBlockRes,
                                    IODControlReq, IODControlRes, PNIOServiceReqPDU, PNIOServiceResPDU)
from scapy.layers.dcerpc import DceRpc4

PLC, DEVICE = ('00:1b:1b:00:00:01', '192.168.0.1'), ('00:1b:1b:00:00:02', '192.168.0.20')
AR, ACTIVITY, OBJECT = '11112222-3333-4444-5555-666677778888', '4d8b4700-1f76-1212-8003-001c060a9fbe', 'dea00000-6c97-11d1-8271-00010313002a'
frames, now = [], [1796007600.0]


def add(frame, after=0.004):
    now[0] += after
    frame.time = now[0]
    frames.append(frame)


def rpc(src, dst, opnum, pdu):
    answer = isinstance(pdu, PNIOServiceResPDU)
    add(Ether(src=src[0], dst=dst[0]) / IP(src=src[1], dst=dst[1]) / UDP(sport=34964 if answer else 49152, dport=49152 if answer else 34964) /
        DceRpc4(ptype=2 if answer else 0, flags1=0x20, endian='little', object=OBJECT, if_id='dea00001-6c97-11d1-8271-00a02442df7d', act_id=ACTIVITY, opnum=opnum) / pdu)


def place(slot, subslot, offset):
    return IOCRAPIObject(SlotNumber=slot, SubslotNumber=subslot, FrameOffset=offset)


def expected(slot, module, kind, length):
    return ExpectedSubmoduleBlockReq(APIs=[ExpectedSubmoduleAPI(SlotNumber=slot, ModuleIdentNumber=module, Submodules=[ExpectedSubmodule(
        SubslotNumber=1, SubmoduleIdentNumber=1, SubmoduleProperties_Type=kind, DataDescription=[ExpectedSubmoduleDataDescription(
            DataDescription=kind, SubmoduleDataLength=length, LengthIOCS=1, LengthIOPS=1)])])])


rpc(PLC, DEVICE, 0, PNIOServiceReqPDU(args_max=500, blocks=[
    ARBlockReq(ARUUID=AR, SessionKey=1, CMInitiatorMacAdd=PLC[0], CMInitiatorObjectUUID=OBJECT, CMInitiatorStationName='plc-1'),
    IOCRBlockReq(IOCRType=1, IOCRReference=1, IOCRProperties_RTClass=2, FrameID=0x8001, ReductionRatio=4, WatchdogFactor=3,
                 APIs=[IOCRAPI(IODataObjects=[place(1, 1, 0), place(2, 1, 2)], IOCSs=[place(3, 1, 5)])]),
    IOCRBlockReq(IOCRType=2, IOCRReference=2, IOCRProperties_RTClass=2, FrameID=0xffff, ReductionRatio=4, WatchdogFactor=3,
                 APIs=[IOCRAPI(IODataObjects=[place(3, 1, 0)], IOCSs=[place(1, 1, 2), place(2, 1, 3)])]),
    expected(1, 0x11, 1, 1), expected(2, 0x12, 1, 2), expected(3, 0x13, 2, 1), AlarmCRBlockReq()]))
rpc(DEVICE, PLC, 0, PNIOServiceResPDU(blocks=[
    ARBlockRes(ARUUID=AR, SessionKey=1, CMResponderMacAdd=DEVICE[0]), IOCRBlockRes(IOCRType=1, IOCRReference=1, FrameID=0x8001),
    IOCRBlockRes(IOCRType=2, IOCRReference=2, FrameID=0x8002), AlarmCRBlockRes(LocalAlarmReference=3, MaxAlarmDataLength=200)]))
cycle = 0


def cyclic(inputs, outputs, plc=0x35, device=0x35):
    global cycle
    cycle += 128
    tail = lambda status: (cycle & 0xffff).to_bytes(2, 'big') + bytes([status, 0])
    if inputs is not None:
        add(Ether(src=DEVICE[0], dst=PLC[0], type=0x8892) / ProfinetIO(frameID=0x8001) / Raw(inputs.ljust(40, b'\0') + tail(device)), 0.0001)
    add(Ether(src=PLC[0], dst=DEVICE[0], type=0x8892) / ProfinetIO(frameID=0x8002) / Raw(outputs.ljust(40, b'\0') + tail(plc)), 0.0039)


def inputs(bits, word):
    return bytes([bits, 0x80]) + word.to_bytes(2, 'big') + bytes([0x80, 0x80])


for n in range(20):
    cyclic(inputs(1, 1000 + n // 5), bytes([n // 10, 0x80, 0x80, 0x80]))
for n in range(5):
    cyclic(inputs(1, 1004), bytes([1, 0x00, 0x80, 0x80]), plc=0x25)
for n in range(5):
    cyclic(inputs(3, 1004), bytes([1, 0x80, 0x80, 0x80]))
notice = bytes(AlarmNotification_Low(AlarmType=1, SlotNumber=2, SubslotNumber=1, ModuleIdentNumber=0x12, SubmoduleIdentNUmber=1, AlarmSpecifier=0x8800))
add(Ether(src=DEVICE[0], dst=PLC[0], type=0x8892) / ProfinetIO(frameID=0xfe01) / Raw(bytes.fromhex('0003 0003 11 01 ffff fffe') + len(notice).to_bytes(2, 'big') + notice))
for n in range(5):
    cyclic(inputs(3, 1004), bytes([1, 0x80, 0x80, 0x80]), device=0x15)
for n in range(10):
    cyclic(None, bytes([1, 0x80, 0x80, 0x80]))
add(Ether(src=PLC[0], dst=DEVICE[0], type=0x8892) / ProfinetIO(frameID=0xfe01) / Raw(bytes.fromhex('0003 0003 14 01 ffff fffe 0004 cf81fd0f').ljust(46, b'\0')))
rpc(PLC, DEVICE, 1, PNIOServiceReqPDU(args_max=500, blocks=[IODControlReq(block_type=0x0114, ARUUID=AR, SessionKey=1, ControlCommand_Release=1)]))
rpc(DEVICE, PLC, 1, PNIOServiceResPDU(blocks=[IODControlRes(block_type=0x8114, ARUUID=AR, SessionKey=1, ControlCommand_Done=1)]))
cyclic(inputs(0, 0), bytes(4))
wrpcap(sys.argv[1], frames)
