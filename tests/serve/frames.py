"""Frames for tests of watching: conversations built here and sent into one end of a virtual cable. Used by tests/serve/alarm-latency and
bench/latency. Run by itself it says what it can play: frames.py CABLE KIND [NUMBER]."""
import socket
import struct
import sys
import time

ETHERTYPE_IP, ETHERTYPE_ARP = 0x0800, 0x0806


def mac(n):
    return bytes([0, 0x1b, 0x1b, 9, n >> 8 & 255, n & 255])


def ip(n):
    return bytes([10, 9, n >> 8 & 255, n & 255])


def checksum(data):
    data += b'\0' * (len(data) % 2)
    s = sum(struct.unpack(f'>{len(data) // 2}H', data))
    s = (s & 0xffff) + (s >> 16)
    return ~((s & 0xffff) + (s >> 16)) & 0xffff


class Cable:
    def __init__(self, name):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self.socket.bind((name, 0))
        self.ports = 20000

    def frame(self, sender, receiver, kind, payload):
        self.socket.send(receiver + sender + struct.pack('>H', kind) + payload.ljust(46, b'\0'))

    def arp(self, n, asks=1):
        """Device n tells its address."""
        self.frame(mac(n), b'\xff' * 6, ETHERTYPE_ARP,
                   struct.pack('>HHBBH', 1, ETHERTYPE_IP, 6, 4, 1) + mac(n) + ip(n) + bytes(6) + ip(asks))

    def ipv4(self, client, server, protocol, payload):
        head = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0, ip(client), ip(server))
        head = head[:10] + struct.pack('>H', checksum(head)) + head[12:]
        self.frame(mac(client), mac(server), ETHERTYPE_IP, head + payload)

    def tcp(self, client, server, port):
        self.ports = 20000 + (self.ports - 19999) % 40000
        return Tcp(self, client, server, self.ports, port)


class Tcp:
    """One conversation; both sides are played."""

    def __init__(self, cable, client, server, client_port, port):
        self.cable, self.ends, self.ports, self.next = cable, (client, server), (client_port, port), [1000, 5000]
        self.send(0, 2)
        self.send(1, 0x12)
        self.send(0, 0x10)

    def send(self, side, flags, payload=b''):
        head = struct.pack('>HHIIBBHHH', self.ports[side], self.ports[1 - side], self.next[side], self.next[1 - side], 0x50, flags, 8192, 0, 0)
        self.cable.ipv4(self.ends[side], self.ends[1 - side], 6, head + payload)
        self.next[side] += len(payload) + bool(flags & 3)

    def says(self, side, text):
        self.send(side, 0x18, text)

    def close(self):
        self.send(0, 0x11)
        self.send(1, 0x11)
        self.send(0, 0x10)


def telnet_guesses(cable, client, server, times, begin=0):
    """A dictionary against Telnet: each try is refused. When the last one was sent."""
    for n in range(begin, begin + times):
        t = cable.tcp(client, server, 23)
        t.says(1, b'\xff\xfd\x18\xff\xfd\x20')
        t.says(0, b'\xff\xfc\x18\xff\xfc\x20')
        t.says(1, b'press-3 login: ')
        t.says(0, b'operator\r\n')
        t.says(1, b'operator\r\nPassword: ')
        t.says(0, b'secret%d\r\n' % n)
        t.says(1, b'\r\nLogin incorrect\r\npress-3 login: ')
        t.close()
    return time.time()


def modbus(cable, client, server, function, payload, answer):
    t = cable.tcp(client, server, 502)
    for side, body in ((0, payload), (1, answer)):
        t.says(side, struct.pack('>HHHBB', 7, 0, len(body) + 2, 1, function) + body)
    t.close()
    return time.time()


def modbus_read(cable, client, server):
    return modbus(cable, client, server, 3, struct.pack('>HH', 0, 2), b'\x04\0\x0a\0\x14')


def modbus_write(cable, client, server, value=7):
    body = struct.pack('>HH', 40, value)
    return modbus(cable, client, server, 6, body, body)


def usual(cable):
    """A plant of five: two controllers that a panel reads, and two PCs."""
    for n in (1, 10, 11, 20, 21, 22):
        cable.arp(n)
    for controller in (10, 11):
        modbus_read(cable, 20, controller)


if __name__ == '__main__':
    cable = Cable(sys.argv[1])
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    {'usual': lambda: usual(cable), 'guesses': lambda: telnet_guesses(cable, 21, 10, 12, number), 'write': lambda: modbus_write(cable, 22, 10, number),
     'new': lambda: cable.arp(100 + number)}[sys.argv[2]]()
    print(time.time())
