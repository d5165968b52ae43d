"""The PC of the recording of SLMP: the golden vectors of plc-comm-slmp as 4E, the same as 3E, some in ASCII, and node search."""
import socket
import struct
import time

PLC = '192.168.3.39'
REQUESTS = [  # command, subcommand, data
    (0x0101, 0, ''), (0x0401, 2, '64000000A8000200'), (0x1401, 3, '650000009000010010'), (0x0403, 2, '020164000000A80065000000A800C8000000A800'),
    (0x1402, 3, '026400000090000100200000009D000000'), (0x0406, 2, '01012C010000A8000200C800000090000100'), (0x0801, 0, '01001F0000B4'), (0x0802, 0, ''),
    (0x0619, 0, '04004142'), (0x0613, 0, '000000000100'), (0x1630, 0, '070077726f6e673131'), (0x1630, 0, '070073656372657431'),
    (0x1827, 0, '0000000001000400' + '0800' + b'MAIN.PRG'.hex()), (0x1829, 0, '0100000000000400' + 'deadbeef'), (0x0401, 0, 'CB0000A90100'),
    (0x1829, 0, '0100040000000400' + 'deadbeef'), (0x182a, 0, '01000000'),
    (0x1820, 0x40, '00000000040000010000' + '0800' + 'MAIN.PRG'.encode('utf-16-le').hex()), (0x1002, 0, '0100'), (0x1001, 0, '010000'),
    (0x1631, 0, '070073656372657431'), (0x1006, 0, '0100')]


def frame(four, serial, command, sub, data):
    body = struct.pack('<HHH', 16, command, sub) + bytes.fromhex(data)
    head = b'\x54\x00' + struct.pack('<HH', serial, 0) if four else b'\x50\x00'
    return head + b'\x00\xff\xff\x03\x00' + struct.pack('<H', len(body)) + body


def say(sock, message):
    sock.sendall(message)
    sock.recv(4096)
    time.sleep(0.05)


for four in (True, False):
    with socket.create_connection((PLC, 19121)) as s:
        for i, request in enumerate(REQUESTS):
            say(s, frame(four, i + 1, *request))
with socket.create_connection((PLC, 19122)) as s:
    for request in ('0401' '0000' 'W*00001F' '0002', '0401' '0001' 'M*000100' '0002', '1401' '0000' 'D*000100' '0001' '002A', '1002' '0000' '0001'):
        say(s, f'500000FF03FF00{len(request) + 4:04X}0010{request}'.encode())
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.connect((PLC, 19121))
    say(s, frame(True, 1, 0x0101, 0, ''))
    say(s, frame(False, 0, 0x0401, 0, '000000a80100'))
