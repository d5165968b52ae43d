"""See tests/serve/certificates."""
import hashlib
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import webtest
from webtest import BUILD, Web, expect, read_all, parse

work = tempfile.mkdtemp()
WEB = os.path.join(BUILD, 'mimamori-web')


def at(name):
    return os.path.join(work, name)


def openssl(*args, text=None):
    return subprocess.run(['openssl', *args], input=text, capture_output=True, text=True, check=True, cwd=work).stdout


def authority(name):
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at(f'{name}.key'), '-out', at(f'{name}.pem'), '-days', '30',
            '-subj', f'/CN={name}', '-addext', 'keyUsage=critical,keyCertSign')


def leaf(name, ca, days=30, use='clientAuth', key=('ec', '-pkeyopt', 'ec_paramgen_curve:P-256'), is_ca=False):
    openssl('req', '-newkey', *key, '-nodes', '-keyout', at(f'{name}.key'), '-out', at(f'{name}.csr'), '-subj', f'/CN={name}')
    with open(at('ext'), 'w') as f:
        f.write('basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n' if is_ca else f'basicConstraints=CA:FALSE\nextendedKeyUsage={use}\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n')
    openssl('x509', '-req', '-in', at(f'{name}.csr'), '-CA', at(f'{ca}.pem'), '-CAkey', at(f'{ca}.key'), '-CAcreateserial', '-out', at(f'{name}.pem'), '-days', str(days), '-extfile', at('ext'))


def join(name, *parts):
    with open(at(name), 'w') as f:
        f.write(''.join(open(at(p)).read() for p in parts))


def web(*args):
    done = subprocess.run([WEB, *args], capture_output=True, text=True, env=dict(os.environ, MIMAMORI_LANG='en'))
    return done.returncode, done.stderr


def who(w, name, version):
    """What core is told of the certificate, or None when nobody gets in."""
    context = ssl.create_default_context(cafile=at('tls/ca.pem'))
    context.minimum_version = context.maximum_version = version
    if name:
        context.load_cert_chain(at(f'{name}.pem'), at(f'{name}.key'))
    try:
        with w.tls(context=context) as s:
            s.sendall(b'GET /api/v1/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
            status, _, body = parse(read_all(s)[0])
            return json.loads(body).get('client_key', '') if status == 200 else None
    except OSError:
        return None


def fingerprint(name):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(open(at(f'{name}.pem')).read())).hexdigest()


def mutual():
    for name in 'ours', 'foreign':
        authority(name)
    leaf('good', 'ours')
    leaf('other', 'ours')
    leaf('expired', 'ours', -1)
    leaf('stranger', 'foreign')
    leaf('server-only', 'ours', use='serverAuth')
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at('self.key'), '-out', at('self.pem'), '-days', '30', '-subj', '/CN=good')
    expect(web('--make-certificates', at('tls'))[0] == 0, 'certificates are made')
    for how in 'ask', 'require':
        code, said = web('--client-certificates', at('tls'), at('ours.pem'), how)
        expect(code == 0 and 'next start' in said, f'{how}: {said}')
        w = Web(folder=at('tls'))
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            expect(who(w, 'good', version) == fingerprint('good'), f'{how} {version.name}: a good certificate and its fingerprint')
            expect(who(w, 'other', version) == fingerprint('other'), f'{how} {version.name}: each connection its own')
            expect(who(w, None, version) == ('' if how == 'ask' else None), f'{how} {version.name}: no certificate: {who(w, None, version)}')
            for bad in 'expired', 'stranger', 'self', 'server-only':
                expect(who(w, bad, version) is None, f'{how} {version.name}: {bad} gets in')
        expect(w.numbers()['mimamori_web_handshakes_failed_total'] >= 8 if how == 'ask' else True, 'they are counted')
        w.stop()
    expect(web('--client-certificates', at('tls'), at('good.pem'), 'ask')[0] == 5, 'a CA that is none')
    expect(web('--client-certificates', at('tls'), 'off')[0] == 0, 'no longer asked for')
    w = Web(folder=at('tls'))
    expect(who(w, 'good', ssl.TLSVersion.TLSv1_3) == '', 'nobody is asked')
    w.stop()


def company():
    """Each way a certificate can be wrong has its own sentence, and nothing is written; a good one is served, with HSTS."""
    authority('company')
    leaf('middle', 'company', is_ca=True)
    leaf('site', 'middle', use='serverAuth')
    leaf('site-expired', 'middle', -1, use='serverAuth')
    leaf('site-weak', 'middle', use='serverAuth', key=('rsa:1024',))
    leaf('site-client', 'middle', use='clientAuth')
    join('chain.pem', 'site.pem', 'middle.pem')
    join('disorder.pem', 'site.pem', 'ours.pem', 'middle.pem')
    openssl('pkey', '-in', at('site.key'), '-aes256', '-passout', 'pass:x', '-out', at('locked.key'))
    before = {n: open(at(f'tls/{n}'), 'rb').read() for n in ('server.pem', 'server.key')}
    for certificate, key, words in [('chain.pem', 'good.key', 'does not belong'), ('site-expired.pem', 'site-expired.key', 'expired'), ('site-weak.pem', 'site-weak.key', 'too short'),
                                    ('site-client.pem', 'site-client.key', "not a server's"), ('disorder.pem', 'site.key', 'follow each other'), ('site.key', 'site.key', 'cannot be read'),
                                    ('chain.pem', 'site.pem', 'no private key'), ('chain.pem', 'locked.key', 'without passphrase'), ('none.pem', 'site.key', 'cannot be read')]:
        code, said = web('--import-certificate', at('tls'), at(certificate), at(key))
        expect(code == 5 and words in said and 'othing was written' in said, f'{certificate} with {key}: {code} {said}')
    expect(before == {n: open(at(f'tls/{n}'), 'rb').read() for n in before}, 'nothing was written')
    code, said = web('--import-certificate', at('tls'), at('chain.pem'), at('site.key'))
    expect(code == 0, f'a good one: {said}')
    expect(os.stat(at('tls/server.key')).st_mode & 0o777 == 0o600, 'its key is for one')
    kept = open(at('tls/server.pem')).read()
    expect(web('--make-certificates', at('tls'), 'other.example')[0] == 0 and open(at('tls/server.pem')).read() == kept, 'the next start leaves it alone')
    w = Web(folder=at('tls'))
    w.context = ssl.create_default_context(cafile=at('company.pem'))
    status, headers, _ = w.ask(path='/')
    os.kill(w.pid, signal.SIGHUP)
    expect(w.core.stdout.readline().strip() == 'ended 75', 'SIGHUP: it ends and asks to be started with new certificates')
    w.core.wait()
    expect(status == 200 and headers.get('strict-transport-security', '').startswith('max-age='), f'served, with HSTS: {headers}')
    os.unlink(at('tls/server.key'))
    expect(web('--make-certificates', at('tls'))[0] == 0 and open(at('tls/server.pem')).read() != kept, 'without its key ours is made again')


try:
    mutual()
    company()
finally:
    shutil.rmtree(work)
webtest.finish(45)
