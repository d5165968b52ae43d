// The PC of the recording of the 1E frame: npm mcprotocol reads and writes, binary and ASCII. It understands what it reads; its own look at the
// answer to a write reads beyond these two bytes (0.1.2) and throws: that is let go.
const MC = require('mcprotocol');
const items = { words: 'D0,5', bits: 'M6990,28', file: 'R2000,2', input: 'X034', state: 'S4,2' };
let next = () => {};
process.on('uncaughtException', () => next());
function talk(port, ascii, done) {
	const plc = new MC();
	next = () => { next = () => {}; setTimeout(() => { plc.dropConnection(); setTimeout(done, 500); }, 500); };
	plc.initiateConnection({ port, host: '192.168.3.39', ascii }, (wrong) => {
		if (wrong) { console.error(wrong); process.exit(1); }
		plc.setTranslationCB((tag) => items[tag]);
		plc.addItems(Object.keys(items));
		plc.readAllItems((bad, values) => {
			if (bad || values.words[4] !== 4 || values.file[1] !== 2001) { console.error('read', values); process.exit(1); }
			plc.writeItems('file', [666, 777], () => next());
		});
	});
}
talk(19123, false, () => talk(19124, true, () => process.exit(0)));
