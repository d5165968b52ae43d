"""A real mail server for tests: Exim on loopback, with a configuration of its own, mailboxes in a folder; TLS and AUTH. And
certificates. Used by tests/serve/courier."""
import email
import email.policy
import glob
import mailbox
import os
import shutil
import signal
import socket
import subprocess
import time

EXIM = shutil.which('exim4') or shutil.which('exim4', path='/usr/sbin:/sbin')

CONFIG = '''
primary_hostname = mail.test
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port} : {tls_port}
tls_on_connect_ports = {tls_port}
tls_advertise_hosts = {advertise}
tls_certificate = {dir}/{certificate}.pem
tls_privatekey = {dir}/{certificate}.key
spool_directory = {dir}/spool
log_file_path = {dir}/log-%s
pid_file_path = {dir}/exim.pid
exim_user = {user}
exim_group = {group}
never_users =
host_lookup =
rfc1413_hosts =
queue_only = false
keep_environment =
add_environment = PATH=/bin
qualify_domain = mail.test
smtp_accept_max = {most}
message_size_limit = 50M
acl_smtp_mail = mail
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
mail:
  deny condition = ${{if eq{{$sender_address}}{{nobody@mail.test}}}}
       message = we take nothing from this sender
  accept condition = {open}
  accept authenticated = *
  deny message = sign in first
rcpt:
  deny recipients = refused@mail.test
       message = no such person here
  defer recipients = later@mail.test
       message = greylisted, come again
  accept domains = mail.test
  deny message = not ours
data:
  deny condition = ${{if match{{$rh_Subject:}}{{REFUSE-TEXT}}}}
       message = this text is not wanted
  accept
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  file = {dir}/box/all
  delivery_date_add
  envelope_to_add
  user = {user}
  group = {group}
  mode = 0600
begin authenticators
cram:
  driver = cram_md5
  public_name = CRAM-MD5
  server_secret = ${{if eq{{$auth1}}{{plant}}{{s3cret-p4ss}}fail}}
  server_set_id = $auth1
plain:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = ${{if def:tls_in_cipher}}
  server_condition = ${{if and{{{{eq{{$auth2}}{{plant}}}}{{eq{{$auth3}}{{s3cret-p4ss}}}}}}}}
  server_set_id = $auth2
'''


def free_ports(first, count):
    """The first of so many ports in a row that nobody listens at: others may run the same test."""
    for base in range(first, first + 4000, count):
        held = []
        try:
            for port in range(base, base + count):
                s = socket.socket()
                held.append(s)
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind(('127.0.0.1', port))
            return base
        except OSError:
            continue
        finally:
            for s in held:
                s.close()
    raise RuntimeError(f'no {count} free ports from {first} on')


def openssl(folder, *args):
    subprocess.run(['openssl', *args], capture_output=True, check=True, cwd=folder)


def certificates(folder):
    """ca.pem, and server certificates of it: good (localhost, 127.0.0.1), other (mail.elsewhere.test), old (over since it was made)."""
    curve = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes')
    for ca in ('ca', 'foreign'):
        openssl(folder, 'req', '-x509', *curve, '-keyout', f'{ca}.key', '-out', f'{ca}.pem', '-days', '30', '-subj', f'/CN=test {ca}', '-addext', 'keyUsage=critical,keyCertSign')
    for name, san, days in (('good', 'DNS:localhost,IP:127.0.0.1', 30), ('other', 'DNS:mail.elsewhere.test', 30), ('old', 'DNS:localhost,IP:127.0.0.1', 0)):
        openssl(folder, 'req', *curve, '-keyout', f'{name}.key', '-out', f'{name}.csr', '-subj', f'/CN={name}')
        with open(os.path.join(folder, 'ext'), 'w') as f:
            f.write(f'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName={san}\n')
        openssl(folder, 'x509', '-req', '-in', f'{name}.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', f'{name}.pem', '-days', str(days), '-extfile', 'ext')


class Exim:
    def __init__(self, folder, port, tls_port, certificate='good', open_relay=False, advertise='*', most=20):
        self.folder, self.port = folder, port
        os.makedirs(os.path.join(folder, 'box'), exist_ok=True)
        os.makedirs(os.path.join(folder, 'spool'), exist_ok=True)
        user, group = ('nobody', 'nogroup') if os.geteuid() == 0 else (os.environ.get('USER', str(os.geteuid())), str(os.getegid()))
        if os.geteuid() == 0:
            subprocess.run(['chown', '-R', 'nobody:nogroup', folder], check=True)
            os.chmod(folder, 0o755)
        path = os.path.join(folder, 'exim.conf')
        with open(path, 'w') as f:
            f.write(CONFIG.format(dir=folder, port=port, tls_port=tls_port, certificate=certificate, user=user, group=group, most=most,
                                  open='true' if open_relay else 'false', advertise=advertise))
        if os.geteuid() == 0:
            os.chown(path, 0, 0)
            os.chmod(path, 0o644)
        self.process = subprocess.Popen([EXIM, '-C', path, '-bdf', '-q1m'], stdout=subprocess.DEVNULL, stderr=open(os.path.join(folder, 'exim.err'), 'wb'),
                                        start_new_session=True)  # ended as a group: nets.py
        for _ in range(100):
            try:
                socket.create_connection(('127.0.0.1', port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError('exim does not listen: ' + open(os.path.join(folder, 'exim.err')).read())

    def mails(self, least=1, wait=5):
        """The mails that came, parsed, oldest first; waits until there are so many."""
        end = time.time() + wait
        while True:
            found = list(mailbox.mbox(os.path.join(self.folder, 'box', 'all'), create=False)) if os.path.exists(os.path.join(self.folder, 'box', 'all')) else []
            if len(found) >= least or time.time() > end:
                return [email.message_from_bytes(m.as_bytes(), policy=email.policy.default) for m in found]
            time.sleep(0.05)

    def log(self):
        return ''.join(open(p, errors='replace').read() for p in glob.glob(os.path.join(self.folder, 'log-*')))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
