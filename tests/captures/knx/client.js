// A client of KNXnet/IP (npm knx 2.5.4): through a tunnel it writes a bit, a byte and a temperature, and reads one.
const dgram = require('dgram');
const knx = require(process.argv[2] + '/node_modules/knx');
const connection = knx.Connection({
  ipAddr: '192.168.250.1', ipPort: 3671, interface: 'cable', physAddr: '15.15.15', minimumDelay: 50,
  handlers: {
    connected() {
      connection.write('1/1/1', 1);
      connection.write('1/1/2', 128, 'DPT5');
      connection.write('1/1/3', 21.5, 'DPT9.001');
      connection.read('1/1/4');
      setTimeout(() => connection.Disconnect(() => process.exit(0)), 2500);
    },
    error(status) { console.error('knx:', status); },
  },
});
// Who is there, and what is it? The frames are ours: the library does not ask.
const asker = dgram.createSocket('udp4');
asker.bind(40671, '192.168.250.2', () => {
  const home = Buffer.from('0801c0a8fa029edf', 'hex');
  asker.send(Buffer.concat([Buffer.from('06100201000e', 'hex'), home]), 3671, '224.0.23.12');
  asker.send(Buffer.concat([Buffer.from('06100203000e', 'hex'), home]), 3671, '192.168.250.1');
});
setTimeout(() => process.exit(0), 8000);
