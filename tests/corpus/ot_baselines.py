"""Published baselines beside the captures of corpus/ot (CAPTURE.truth/): logs of Zeek with the parsers of CISA's ICSNPP and of NTT Com, and the names that
nDPI and Arkime give to conversations. read(): (source, token, key, [asked, answered]) as ot_peers counts; names(): (source, token)."""
import collections
import glob
import json
import os
import re

from ot_peers import ANSWERED, ASKED


def rows(path, columns=None):
    """Rows of a Zeek log as dicts; columns where the baseline lost its head."""
    for line in open(path, encoding='utf-8', errors='replace'):
        line = line.rstrip('\n')
        if line.startswith('#fields'):
            columns = re.split(r'\s+', line)[1:]
        if line.startswith('#') or not line or columns is None:
            continue
        yield dict(zip(columns, line.split('\t') if '\t' in line else line.split()))


def side_of(orig):
    return ASKED if orig == 'T' else ANSWERED


ENIP = 'ts uid orig_h orig_p resp_h resp_p is_orig src_h src_p dst_h dst_p command name length session status context options'.split()
CIP = 'ts uid orig_h orig_p resp_h resp_p is_orig src_h src_p dst_h dst_p sequence direction service name'.split()
FINS = 'ts orig_h orig_p resp_h resp_p proto link a b c d e gateway type wanted'.split()


def enip(path):
    for r in rows(path, ENIP):
        yield 'enip', f"{int(r['command'], 0):#x}", side_of(r['is_orig'])


def cip(path):
    for r in rows(path, CIP):
        if r['service'] != '-':
            yield 'cip', f"{int(r['service'], 0) & 0x7f:#x}", ASKED if r['direction'] == 'request' else ANSWERED


def s7comm(path):
    for r in rows(path):
        if r['function_code'] == '-':
            continue
        if r['rosctr_code'] == '7':
            if r['subfunction_code'] != '-':
                code = int(r['function_code'], 0)
                yield 's7comm', f"userdata {code & 0xf:x}/{int(r['subfunction_code'], 0):x}", ASKED if code >> 4 == 4 else ANSWERED
        elif r['rosctr_code'] in ('1', '3'):
            yield 's7comm', f"{int(r['function_code'], 0):02x}", ASKED if r['rosctr_code'] == '1' else ANSWERED


def fins(path):
    for line in open(path, encoding='utf-8', errors='replace'):
        code, kind = re.search(r'\(0x([0-9a-fA-F]{4})\)', line), re.search(r'\t(Command|Response) \(\d\)', line)
        if not line.startswith('#') and code and kind:
            yield 'fins', code[1].lower(), ASKED if kind[1] == 'Command' else ANSWERED


DNP3 = {name: n for n, name in enumerate('CONFIRM READ WRITE SELECT OPERATE DIRECT_OPERATE DIRECT_OPERATE_NR IMMED_FREEZE IMMED_FREEZE_NR FREEZE_CLEAR FREEZE_CLEAR_NR '
        'FREEZE_AT_TIME FREEZE_AT_TIME_NR COLD_RESTART WARM_RESTART INITIALIZE_DATA INITIALIZE_APPL START_APPL STOP_APPL SAVE_CONFIG ENABLE_UNSOLICITED DISABLE_UNSOLICITED '
        'ASSIGN_CLASS DELAY_MEASURE RECORD_CURRENT_TIME OPEN_FILE CLOSE_FILE DELETE_FILE GET_FILE_INFO AUTHENTICATE_FILE ABORT_FILE ACTIVATE_CONFIG AUTHENTICATE_REQ '
        'AUTHENTICATE_ERR'.split())}


def dnp3(path):
    for r in rows(path):
        name = r.get('fc_request', '-')
        if name in DNP3:
            yield 'dnp3', f'{DNP3[name]}', ASKED


CONFIRMED = ('acknowledge_alarm confirmed_cov_notification confirmed_event_notification get_alarm_summary get_enrollment_summary subscribe_cov atomic_read_file '
             'atomic_write_file add_list_element remove_list_element create_object delete_object read_property read_property_conditional read_property_multiple '
             'write_property write_property_multiple device_communication_control confirmed_private_transfer confirmed_text_message reinitialize_device vt_open vt_close '
             'vt_data authenticate request_key read_range life_safety_operation subscribe_cov_property get_event_information').split()
UNCONFIRMED = ('i_am i_have unconfirmed_cov_notification unconfirmed_event_notification unconfirmed_private_transfer unconfirmed_text_message time_synchronization '
               'who_has who_is utc_time_synchronization write_group').split()


def bacnet(path):
    for r in rows(path):
        kind, name = r['pdu_type'].replace('_', '').upper(), r['pdu_service'].replace('-', '_')
        weight = int(r.get('number') or 1)
        if kind == 'UNCONFIRMEDREQUEST' and name in UNCONFIRMED:
            yield from [('bacnet', f'unconfirmed {UNCONFIRMED.index(name)}', ASKED)] * weight
        elif name in CONFIRMED:
            side = ASKED if kind == 'CONFIRMEDREQUEST' else ANSWERED
            yield from [('bacnet', f'confirmed {CONFIRMED.index(name)}', side)] * weight


# Types of frames of CC-Link IE as NTT Com's parser calls them.
CC_LINK_IE = {'persuasion': 0x10, 'testData': 0x11, 'testDataAck': 0x12, 'setup': 0x13, 'setupAck': 0x14, 'tokenM': 0x15, 'timer': 0x1c, 'myStatus': 0x20, 'transient1': 0x22,
              'transientAck': 0x23, 'transient2': 0x25, 'ipTransient': 0x26, 'paramCheck': 0x28, 'parameter': 0x29, 'measure': 0x40, 'measureAck': 0x41, 'offset': 0x42,
              'update': 0x43, 'cyclicDataRWw': 0x82, 'cyclicDataRY': 0x83, 'cyclicDataRWr': 0x84, 'cyclicDataRX': 0x85}


def cc_link_ie(path):
    for r in rows(path):
        yield from [('cc-link-ie', f"{CC_LINK_IE[r['pdu_type']]}", ASKED)] * int(r['number'])


def cc_link_ief_basic(path):
    for r in rows(path):
        yield from [('cc-link-ief-basic', '3696', ASKED if r['pdu'] == 'cyclicDataReq' else ANSWERED)] * int(r['number'])


def opc_ua(path):
    """A request and its answer stand in one row."""
    for line in open(path, encoding='utf-8', errors='replace'):
        asked, answered = re.search(r'\t(\d+)\t\w+Request\t', line), re.search(r'\t(\d+)\t\w+Response\t', line)
        if asked:
            yield 'opc-ua', asked[1], ASKED
        if answered:
            yield 'opc-ua', f'{int(answered[1]) - 3}', ANSWERED


def roc_plus(path):
    for line in open(path, encoding='utf-8', errors='replace'):
        kind, code = re.search(r'\t(Request|Response)\t', line), re.search(r'\((\d{3})\)', line)
        if kind and code:
            yield 'roc-plus', f'{int(code[1])}', ASKED if kind[1] == 'Request' else ANSWERED


READERS = {'opcua_binary.log': opc_ua, 'roc_plus.log': roc_plus, 'cclink-ie.log': cc_link_ie, 'cclink-ief-basic.log': cc_link_ief_basic, 'enip.log': enip, 'cip.log': cip, 's7comm.log': s7comm, 'omron_fins_general.log': fins, 'dnp3.log': dnp3, 'bacnet.log': bacnet}


def read(capture):
    logs = {}
    for path in sorted(glob.glob(capture + '.truth/**/*.log', recursive=True)):
        logs.setdefault(os.path.basename(path), path)       # two tests of one capture say the same
    if 'expected-from-readme.log' in logs:      # those of TSN count the first minute alone: no baseline of the whole
        path = logs.pop('expected-from-readme.log')
        head = re.search(r'^#path\s+(\S+)', open(path, encoding='utf-8').read(), re.M)
        logs[head[1] + '.log' if head else 'readme'] = path
    for name, reader in READERS.items():
        if name not in logs:
            continue
        count = collections.defaultdict(lambda: [0, 0])
        for token, key, side in reader(logs[name]):
            count[token, key][side] += 1
        for (token, key), n in sorted(count.items()):
            yield 'Zeek ' + name, token, key, n


NDPI = {'Modbus': 'modbus', 'BACnet': 'bacnet', 'DNP3': 'dnp3', 'IEC60870': 'iec-104', 'S7Comm': 's7comm', 'S7CommPlus': 's7comm-plus', 'EthernetIP': 'enip', 'OPC-UA': 'opc-ua',
        'FINS': 'fins', 'HART-IP': 'hart-ip', 'ISO9506-1-MMS': 'mms', 'IEEE-C37118': 'c37-118', 'KNXnet_IP': 'knx', 'BeckhoffADS': 'ads', 'EtherSIO': 'ether-s-io',
        'DLMS': 'dlms', 'GE EGD': 'egd', 'EthernetGlobalData': 'egd', 'HiSLIP': 'hislip', 'RTPS': 'rtps', 'SOMEIP': 'someip', 'TRDP': 'trdp', 'ATG': 'atg'}


def names(capture):
    found = set()
    for path in glob.glob(capture + '.truth/**/ndpi.out', recursive=True):
        for line in open(path, errors='replace'):
            m = re.match(r'^([\w .-]+)\t(\d+)\t\d+\t\d+\s*$', line)
            if m and m[1] in NDPI:
                found.add(('nDPI', NDPI[m[1]]))
    return sorted(found)
