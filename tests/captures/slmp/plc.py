"""The PLC of the recordings: SLMP over TCP 19121 (binary) and 19122 (ASCII) and UDP 19121, the 1E frame over TCP 19123 (binary) and 19124 (ASCII)."""
import socketserver
import struct
import threading

TYPE = b'Q03UDECPU'.ljust(16) + struct.pack('<H', 0x1234)
WORDS = {0x0401: b'\x34\x12\x78\x56', 0x0403: bytes.fromhex('1111222278563412'), 0x0406: bytes.fromhex('341278560500'), 0x0802: bytes.fromhex('0900')}
PASSWORD = b'secret1'


def answer(command, sub, data):
    """(end code, data) of a binary request."""
    if command == 0x0101:
        return 0, TYPE
    if command == 0x0401 and sub & 1:
        return 0, b'\x10'
    if command == 0x0401 and data[:4] == b'\xcb\0\0\xa9':  # SD203: it runs
        return 0, b'\0\0'
    if command in (0x1827, 0x1829):  # a handle, how much was written
        return 0, b'\1\0' if command == 0x1827 else data[6:8]
    if command in WORDS:
        return 0, WORDS[command]
    if command == 0x0619:
        return 0, data
    if command == 0x1630:
        return (0 if data[2:] == PASSWORD else 0xc810), b''
    if command == 0x0613:
        return 0xc059, b''
    return 0, b''


def slmp(frame):
    """The answer to one binary frame, 3E or 4E."""
    four = frame[0] == 0x54
    head, body = frame[:13 if four else 9], frame[13 if four else 9:]
    command, sub = struct.unpack('<HH', body[2:6])
    end, data = answer(command, sub, body[6:])
    if end:
        data = head[-7:-2] + body[2:6]
    return bytes([head[0] | 0x80]) + head[1:-2] + struct.pack('<HH', len(data) + 2, end) + data


def size(buffer):
    need = 13 if buffer[:1] == b'\x54' else 9
    return need + struct.unpack('<H', buffer[need - 2:need])[0] if len(buffer) >= need else None


class Binary(socketserver.BaseRequestHandler):
    def handle(self):
        buffer = b''
        while more := self.request.recv(4096):
            buffer += more
            while (n := size(buffer)) and len(buffer) >= n:
                self.request.sendall(slmp(buffer[:n]))
                buffer = buffer[n:]


class Datagram(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(slmp(data), self.client_address)


class Ascii(socketserver.BaseRequestHandler):
    """3E alone: read W1F and W20, read M100 and M101, write D100, remote STOP."""
    def handle(self):
        while ask := self.request.recv(4096).decode():
            command, sub = ask[22:26], ask[26:30]
            data = {'0401': '12345678' if sub == '0000' else '10'}.get(command, '')
            self.request.sendall(f'D000{ask[4:14]}{len(data) + 4:04X}0000{data}'.encode())


class One(socketserver.BaseRequestHandler):
    """1E: words count up from the number of their place, every second bit is set; what is written is taken."""
    def handle(self):
        while ask := self.request.recv(4096):
            self.request.sendall(self.reply(ask))

    def reply(self, ask):
        command, count = ask[0], ask[10] if len(ask) > 10 else 0
        start = struct.unpack('<I', ask[4:8])[0] if len(ask) > 8 else 0
        data = b''
        if command == 1:
            data = b''.join(struct.pack('<H', start + i) for i in range(count or 256))
        if command == 0:
            data = b'\x10' * (((count or 256) + 1) // 2)
        return bytes([command | 0x80, 0]) + data


class OneAscii(One):
    def reply(self, ask):
        text = ask.decode()
        command, count, start = int(text[:2], 16), int(text[20:22] or '0', 16), int(text[12:20] or '0', 16)
        data = ''
        if command == 1:
            data = ''.join(f'{(start + i) & 0xffff:04X}' for i in range(count or 256))
        if command == 0:
            data = '10' * (((count or 256) + 1) // 2)
        return f'{command | 0x80:02X}00{data}'.encode()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


servers = [Server(('', 19121), Binary), Server(('', 19122), Ascii), Server(('', 19123), One), Server(('', 19124), OneAscii),
           socketserver.ThreadingUDPServer(('', 19121), Datagram)]
for s in servers[:-1]:
    threading.Thread(target=s.serve_forever, daemon=True).start()
servers[-1].serve_forever()
