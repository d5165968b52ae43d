// client.js MODULES: reads and writes tags of the controller with st-ethernet-ip.
const { Controller, Tag, TagGroup } = require(process.argv[2] + '/st-ethernet-ip');
const { EthernetIP } = require(process.argv[2] + '/st-ethernet-ip');
const { REAL, DINT, INT, BOOL } = EthernetIP.CIP.DataTypes.Types;
const pause = (ms) => new Promise((r) => setTimeout(r, ms));

(async () => {
  for (const connected of [true, false]) {
    const plc = new Controller(connected);
    await plc.connect('192.168.250.1', 0, false);
    const speed = new Tag('Speed', null, REAL), count = new Tag('Count', null, DINT), levels = new Tag('Levels[1]', null, INT, 0, 1, 3), pump = new Tag('Pump', null, BOOL);
    await plc.readTag(speed);
    await plc.readTag(count);
    await plc.readTag(levels, 3).catch((e) => console.error('levels', e));
    count.value = 101;
    await plc.writeTag(count);
    speed.value = 13.25;
    await plc.writeTag(speed);
    const group = new TagGroup(500);
    [speed, count, pump].forEach((t) => group.add(t));
    await plc.readTagGroup(group);
    pump.value = false;
    await plc.writeTag(pump).catch(() => console.error('pump: refused, as it should be'));
    await pause(100);
    await plc.disconnect().catch(() => {});
  }
  process.exit(0);
})().catch((e) => { console.error(e); process.exit(1); });
