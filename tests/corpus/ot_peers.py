"""What tshark and Zeek's baselines say about the requests of each plant protocol, brought to the words of inspect.json:
(token, key, side), key = what people call the function's number in that protocol, side ASKED or ANSWERED.

A protocol is a function of one frame's fields. Where our commands carry other numbers than tshark's fields, OURS says how they
read. Adding a protocol: its fields in FIELDS, a function in PEERS, and, if its numbers are others, a line in OURS."""
import re

ASKED, ANSWERED = 0, 1

FIELDS = '''frame.number frame.protocols ip.src ip.dst tcp.srcport tcp.dstport udp.srcport udp.dstport tcp.seq_raw tcp.len
bvlc.function bacapp.type bacapp.confirmed_service bacapp.unconfirmed_service
dnp3.al.func dnp3.ctl.dir
enip.command cip.service cip.rr cip.sc
hart_ip.message_type hart_ip.message_id hart_ip.pt.command hart_ip.pt.delimiter
iec60870_asdu.typeid iec60870_104.utype
mms.confirmedServiceRequest mms.confirmedServiceResponse
modbus.func_code
omron.icf.dtb omron.command
opcua.servicenodeid.numeric
pn_dcp.service_id pn_dcp.service_type pn_io.opnum dcerpc.opnum dcerpc.pkt_type
s7comm.header.rosctr s7comm.param.func s7comm.param.userdata.type s7comm.param.userdata.funcgroup s7comm.param.userdata.subfunc
synphasor.frtype synphasor.command
ams.cmdid ams.state_response
ptp.v2.messagetype
knxip.service cemi.mc c1222.cmd c1222.err hislip.messagetype egd.type goose.gocbRef'''.split()


class Frame:
    """One line of tshark -T fields: lists of numbers by field."""
    def __init__(self, line):
        self.raw = dict(zip(FIELDS, line.split('\t')))

    def texts(self, field):
        value = self.raw.get(field, '')
        return value.split(',') if value else []

    def numbers(self, field):
        return [int(v, 0) for v in self.texts(field) if re.fullmatch(r'0x[0-9a-fA-F]+|\d+', v)]

    def to_port(self, *ports):
        return any(p in ports for f in ('tcp.dstport', 'udp.dstport') for p in self.numbers(f)[-1:])

    def from_port(self, *ports):
        return any(p in ports for f in ('tcp.srcport', 'udp.srcport') for p in self.numbers(f)[-1:])

    def segment(self):
        """What tells a segment sent again; None when it is no TCP."""
        length = self.numbers('tcp.len')[-1:]
        if not length or not length[0]:
            return None
        return (self.raw['ip.src'], self.raw['ip.dst'], self.raw['tcp.srcport'], self.raw['tcp.dstport'], self.raw['tcp.seq_raw'], length[0])


def bacnet(f):
    confirmed, unconfirmed = f.numbers('bacapp.confirmed_service'), f.numbers('bacapp.unconfirmed_service')
    for kind in f.numbers('bacapp.type'):
        if kind == 1 and unconfirmed:
            yield 'bacnet', f'unconfirmed {unconfirmed.pop(0)}', ASKED
        elif kind in (0, 2, 3, 5) and confirmed:
            yield 'bacnet', f'confirmed {confirmed.pop(0)}', ASKED if kind == 0 else ANSWERED


def dnp3(f):
    for code in f.numbers('dnp3.al.func'):
        if code < 0x80:
            yield 'dnp3', f'{code}', ASKED


def enip(f):
    for code in f.numbers('enip.command'):
        yield 'enip', f'{code:#x}', ASKED if f.to_port(44818) else ANSWERED


def cip(f):
    for code, answer in zip(f.numbers('cip.sc'), f.numbers('cip.rr')):
        yield 'cip', f'{code:#x}', ANSWERED if answer else ASKED


def hart_ip(f):
    kinds, ids, commands = f.numbers('hart_ip.message_type'), f.numbers('hart_ip.message_id'), f.numbers('hart_ip.pt.command')
    for kind, message in zip(kinds, ids):
        side = {0: ASKED, 1: ANSWERED}.get(kind)
        if side is None:
            continue
        if message == 3 and commands:
            yield 'hart-ip', f'command {commands.pop(0)}', side
        else:
            yield 'hart-ip', f'message {message}', side


def iec_104(f):
    for code in f.numbers('iec60870_asdu.typeid'):
        if f.to_port(2404):
            yield 'iec-104', f'{code}', ASKED
    for code in f.numbers('iec60870_104.utype'):
        if f.to_port(2404) and code in (1, 4, 16):      # STARTDT, STOPDT, TESTFR
            yield 'iec-104', f'U {code}', ASKED


def mms(f):
    for code in f.numbers('mms.confirmedServiceRequest'):
        yield 'mms', f'{code}', ASKED
    for code in f.numbers('mms.confirmedServiceResponse'):
        yield 'mms', f'{code}', ANSWERED


def fins(f):
    for answer, code in zip(f.numbers('omron.icf.dtb'), f.numbers('omron.command')):
        yield 'fins', f'{code:04x}', ANSWERED if answer else ASKED


# OPC UA: the binary encoding of a request and of its response (OPC 10000-6, NodeIds.csv): of all but FindServers their numbers are 3 apart.
OPC_UA_REQUESTS = {422, 428, 437, 446, 452, 461, 467, 473, 479, 488, 494, 500, 506, 527, 533, 554, 560, 566, 615, 621, 631, 664, 673, 700, 712, 751, 763, 769,
                   775, 781, 787, 793, 799, 805, 826, 832, 841, 847}


def opc_ua(f):
    for code in f.numbers('opcua.servicenodeid.numeric'):
        if code in OPC_UA_REQUESTS:
            yield 'opc-ua', f'{code}', ASKED
        elif code - 3 in OPC_UA_REQUESTS:
            yield 'opc-ua', f'{code - 3}', ANSWERED


def profinet(f):
    for service, kind in zip(f.numbers('pn_dcp.service_id'), f.numbers('pn_dcp.service_type')):
        yield 'profinet-dcp', f'{service}', ASKED if kind == 0 else ANSWERED
    for code, kind in zip(f.numbers('pn_io.opnum') or f.numbers('dcerpc.opnum'), f.numbers('dcerpc.pkt_type')):
        if f.raw['udp.srcport'] and kind in (0, 2):
            yield 'profinet-io', f'{code}', ASKED if kind == 0 else ANSWERED


def s7comm(f):
    kinds, jobs = f.numbers('s7comm.header.rosctr'), f.numbers('s7comm.param.func')
    asked, group, sub = (f.numbers('s7comm.param.userdata.' + x) for x in ('type', 'funcgroup', 'subfunc'))
    for kind in kinds:
        if kind == 7 and asked and group:
            way, g = asked.pop(0), group.pop(0)
            s = sub.pop(0) if sub else 0
            if way in (4, 8):
                yield 's7comm', f'userdata {g:x}/{s:x}', ASKED if way == 4 else ANSWERED
        elif kind in (1, 3) and jobs:
            yield 's7comm', f'{jobs.pop(0):02x}', ASKED if kind == 1 else ANSWERED


def synphasor(f):
    for code in f.numbers('synphasor.command'):
        yield 'c37-118', f'{code}', ASKED


def ads(f):
    answers = [v.strip().lower() in ('1', 'true') for v in f.texts('ams.state_response')]
    for code, answer in zip(f.numbers('ams.cmdid'), answers):
        yield 'ads', f'{code}', ANSWERED if answer else ASKED


# Answers of KNXnet/IP, and what the bus says through a tunnel (L_Data.con and .ind): neither is a request.
KNX_ANSWERS = {0x202: 0x201, 0x204: 0x203, 0x206: 0x205, 0x208: 0x207, 0x20a: 0x209, 0x20c: 0x20b, 0x423: 0x422}
KNX_ACKNOWLEDGED = {0x311, 0x421}


def knx(f):
    says = f.numbers('cemi.mc')
    for code in f.numbers('knxip.service'):
        said = says.pop(0) if code in (0x420, 0x530, 0x310) and says else None
        if code in KNX_ANSWERS:
            yield 'knx', f'{KNX_ANSWERS[code]:04x}', ANSWERED
        elif code not in KNX_ACKNOWLEDGED and not (code == 0x420 and said in (0x29, 0x2e)):
            yield 'knx', f'{code:04x}', ASKED


def c1222(f):
    for code in f.numbers('c1222.cmd'):
        if code >= 0x20:  # below are the results of requests
            yield 'c1222', f'{code:02x}', ASKED


def ptp(f):
    for kind in f.numbers('ptp.v2.messagetype'):
        yield 'ptp', f'{kind}', ASKED


PEERS = [ptp, bacnet, dnp3, enip, cip, hart_ip, iec_104, mms, fins, opc_ua, profinet, s7comm, synphasor, ads, knx, c1222]

# Our token, code, sub -> the key above, where it is not the bare code.
OURS = {
    'bacnet': lambda code, sub: f'confirmed {code}' if code < 0x100 else f'unconfirmed {code & 0xff}' if code < 0x200 else f'function {code & 0xff}' if code < 0x300
    else f'network {code & 0xff}',
    'enip': lambda code, sub: f'{code:#x}',
    'cip': lambda code, sub: f'{code:#x}',
    'hart-ip': lambda code, sub: f'message {code - 1000}' if code >= 1000 else f'command {code}',
    'fins': lambda code, sub: f'{code:04x}',
    's7comm': lambda code, sub: f'{code:02x}' if code < 0x700 else f'userdata {code & 0xf:x}/{sub or 0:x}',
    'iec-104': lambda code, sub: f'U {sub}' if code == 0 else f'{code}',
    'knx': lambda code, sub: f'{code:04x}',
    'c1222': lambda code, sub: f'{code:02x}',
}

# Protocols whose answers do not say what was asked: nobody else's count of them by function is there to compare.
NAMELESS = {'dnp3', 'iec-104', 'c37-118', 'c1222'}

# What tshark calls it -> the token that conversations of it carry.
NAMES = {'ptp': 'ptp', 'bacnet': 'bacnet', 'dnp3': 'dnp3', 'enip': 'enip', 'cipio': 'enip', 'hart_ip': 'hart-ip', 'iec60870_104': 'iec-104', 'goose': 'goose', 'mms': 'mms',
         'modbus': 'modbus', 'omron': 'fins', 'opcua': 'opc-ua', 'pn_dcp': 'profinet-dcp', 'pn_rt': 'profinet-rt', 's7comm': 's7comm', 'synphasor': 'c37-118',
         'ams': 'ads', 'kip': 'knx', 'knxip': 'knx', 'c1222': 'c1222', 'hislip': 'hislip', 'egd': 'egd', 'rtps': 'rtps'}

# Fields in which devices say who they are; the value must stand in some fact of ours. (field, how it reads or None)
IDENTITY = ['bacapp.object_name', 'cip.id.product_name', 'enip.lir.name', 'pn_dcp.suboption_device_nameofstation', 'pn_dcp.suboption_device_devicevendorvalue',
            'opcua.ApplicationUri', 'opcua.ProductUri', 'mms.vendorName', 'mms.modelName', 'mms.revision', 'hart_ip.pt.rsp.tag', 'knxip.device.name',
            's7comm.szl.001c.0001.name', 's7comm.szl.001c.0002.name', 's7comm.szl.001c.0005.serialn', 's7comm.szl.001c.0007.cputypname',
            's7comm.szl.xy11.0001.anz', 'lldp.tlv.system.name', 'lldp.tlv.system.desc', 'goose.gocbRef']
