"""Writes a recording byte by byte: what two hosts would say to each other, where no program that speaks the protocol is to be had.
    w = Wire('out.pcap'); w.udp(('192.168.250.10', 40000), ('192.168.250.1', 8501), b'...'); w.tcp(client, server, [(True, b'question'), (False, b'answer')]); w.close()
Times are steps of 10 ms from 2026-11-30 03:00 UTC."""
import ipaddress
import struct


def checksum(data):
    data += b'\0' * (len(data) % 2)
    s = sum(struct.unpack(f'>{len(data) // 2}H', data))
    while s >> 16:
        s = (s & 0xffff) + (s >> 16)
    return ~s & 0xffff


def mac(ip):
    a = ipaddress.ip_address(ip).packed
    if a[0] >= 224:
        return bytes([1, 0, 0x5e, a[1] & 0x7f, a[2], a[3]])
    return b'\xff' * 6 if a[3] == 255 else bytes([2, 0]) + a


class Wire:
    def __init__(self, path):
        self.out, self.now, self.id = open(path, 'wb'), 1796007600 * 1000000, 0
        self.out.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))

    def raw(self, src, dst, ethertype, body):
        """A frame below IP, padded to the least length; addresses are those of mac()."""
        self.now += 10000
        frame = (mac(dst) + mac(src) + struct.pack('>H', ethertype) + body).ljust(60, b'\0')
        self.out.write(struct.pack('<IIII', self.now // 1000000, self.now % 1000000, len(frame), len(frame)) + frame)

    def ip(self, src, dst, proto, body):
        a, b = ipaddress.ip_address(src).packed, ipaddress.ip_address(dst).packed
        self.id += 1
        self.now += 10000
        head = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(body), self.id, 0, 64, proto, 0, a, b)
        head = head[:10] + struct.pack('>H', checksum(head)) + head[12:]
        frame = mac(dst) + mac(src) + b'\x08\0' + head + body
        self.out.write(struct.pack('<IIII', self.now // 1000000, self.now % 1000000, len(frame), len(frame)) + frame)

    def summed(self, src, dst, proto, body, at):
        pseudo = ipaddress.ip_address(src).packed + ipaddress.ip_address(dst).packed + struct.pack('>BBH', 0, proto, len(body))
        self.ip(src, dst, proto, body[:at] + struct.pack('>H', checksum(pseudo + body)) + body[at + 2:])

    def udp(self, src, dst, data):
        self.summed(src[0], dst[0], 17, struct.pack('>HHHH', src[1], dst[1], 8 + len(data), 0) + data, 6)

    def tcp(self, client, server, words):
        seq = {True: 1000, False: 5000}

        def send(up, flags, data=b''):
            a, b = (client, server) if up else (server, client)
            ack = seq[not up] if flags & 16 else 0
            self.summed(a[0], b[0], 6, struct.pack('>HHIIBBHHH', a[1], b[1], seq[up], ack, 0x50, flags, 8192, 0, 0) + data, 16)
            seq[up] += len(data) + (1 if flags & 3 else 0)
        send(True, 2), send(False, 18), send(True, 16)
        for up, data in words:
            send(up, 24, data)
        send(True, 17), send(False, 17), send(True, 16)

    def close(self):
        self.out.close()
