// client.js MODULES: reads, writes, follows and stops the PLC with ads-client.
const { Client } = require(process.argv[2] + '/ads-client');
const tried = async (what, f) => { try { return await f(); } catch (e) { console.error(what, e.message); } };

(async () => {
  const client = new Client({ targetAmsNetId: '192.168.250.1.1.1', targetAdsPort: 851, localAmsNetId: '192.168.250.2.1.1', localAdsPort: 32750,
    routerAddress: '192.168.250.1', routerTcpPort: 48898, rawClient: true, allowHalfOpen: true });
  await client.connect();
  await tried('device', () => client.readDeviceInfo());
  await tried('state', () => client.readState());
  const handle = await tried('handle', () => client.createVariableHandle('MAIN.Count'));
  if (handle) {
    await tried('by handle', () => client.readRawByHandle(handle));
    await tried('write', () => client.writeRawByHandle(handle, Buffer.from([101, 0, 0, 0])));
    await tried('release', () => client.deleteVariableHandle(handle));
  }
  await tried('symbol', () => client.getSymbol('MAIN.Speed'));
  await tried('raw', () => client.readRaw(0x4040, 0, 4));
  const b = Buffer.alloc(4); b.writeFloatLE(13.25);
  await tried('write raw', () => client.writeRaw(0x4040, 0, b));
  await tried('refused', () => client.writeRaw(0x4040, 8, Buffer.from([0])));
  await tried('follow', () => client.subscribeRaw(0x4040, 4, 4, () => {}, 100));
  await tried('stop', () => client.writeControl(6, 0, Buffer.alloc(0)));
  await new Promise((r) => setTimeout(r, 200));
  await tried('bye', () => client.disconnect());
  process.exit(0);
})().catch((e) => { console.error(e); process.exit(1); });
