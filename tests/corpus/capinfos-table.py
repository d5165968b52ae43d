"""Packets, bytes and times of every capture in inspect.json against capinfos: the table for docs/measured.md. (The test is
tests/corpus/capinfos, on the reader alone.)"""
import collections
import os
import subprocess
import sys
from datetime import datetime

import outsiders


def us(text):
    """RFC 3339 to microseconds; None stays."""
    return text and round((datetime.fromisoformat(text.replace('Z', '+00:00')) - datetime.fromisoformat('1970-01-01T00:00:00+00:00')).total_seconds() * 1e6)


def capture_of(row):
    c = outsiders.inspect(os.path.join(outsiders.CORPUS, row['path']))['capture']
    return row['path'], c['packets'], c['bytes'], us(c['first']), us(c['last'])


def capinfos(paths):
    said = subprocess.run(['capinfos', '-T', '-r', '-B', '-q', '-E', '-c', '-d', '-S', '-a', '-e', *paths], cwd=outsiders.CORPUS,
                          capture_output=True, text=True).stdout
    for line in said.splitlines():
        path, link, packets, size, first, last = [f.strip("'") for f in line.split('\t')]
        yield path, (link, packets, size, first, last)


def main():
    outsiders.need_corpus('capinfos')
    ours = outsiders.each(capture_of, outsiders.manifest())
    theirs = dict(capinfos([o[0] for o in ours]))
    count = collections.Counter()
    for path, packets, size, first, last in ours:
        link, their_packets, their_size, their_first, their_last = theirs[path]
        count['packets'] += packets == int(their_packets)
        count['bytes'] += size == int(their_size)
        count['atm'] += link == 'atm-pdus' and size == int(their_size) + 4 * packets
        for mine, text in ((first, their_first), (last, their_last)):
            seconds, _, fraction = text.partition('.')
            same = (mine is None and not packets) or (seconds.isdigit() and fraction[:6].isdigit() and mine is not None and
                                                      abs(mine - int(seconds + fraction[:6])) <= 1)
            count['times'] += same
            count['odd'] += not same and mine is not None and (mine // 1000000 >= 2**31 or last // 1000000 >= 2**31 or mine % 1000000 == 999999)
    total = len(ours)
    words = [f"{total} captures, {sum(o[1] for o in ours)} packets: packets equal in {count['packets']}, bytes in {count['bytes']}, "
             f"first and last time in {count['times']} of {2 * total}."]
    if count['atm']:
        words.append(f"{count['atm']}: capinfos leaves the pseudo header of ATM out of the bytes.")
    if count['odd']:
        words.append(f"{count['odd']} times: no capture clock gives them (after 2038, or a fraction beyond a second), Wireshark 4.0 reckons them in 32 bits.")
    rest = 3 * total + total - count['packets'] - count['bytes'] - count['times'] - count['atm'] - count['odd']
    words.append(f'{rest} unexplained.')
    print(' '.join(words))


if __name__ == '__main__':
    sys.exit(main())
