// Reads, writes (one node is not there), calls and monitors without security, then fails to sign in, with npm node-opcua. argv[2]: folder with node_modules.
'use strict'
const ua = require(process.argv[2] + '/node-opcua')
const value = nodeId => ({ nodeId, attributeId: 13 }), to = (nodeId, v) => ({ nodeId, attributeId: 13, value: { value: { dataType: 'Double', value: v } } })
async function session(user, work) {
	const c = ua.OPCUAClient.create({ endpointMustExist: false, securityMode: ua.MessageSecurityMode.None, securityPolicy: ua.SecurityPolicy.None, connectionStrategy: { maxRetry: 1 } })
	try {
		await c.connect('opc.tcp://192.168.250.1:4840')
		const s = await c.createSession(user)
		await work(s)
		await s.close()
	} catch (e) { console.error(e.message) }
	await c.disconnect()
}
async function work(s) {
	for (let i = 0; i < 4; i++) await s.read(value('ns=1;s=Kessel.Temp'))
	await s.read([value('ns=1;s=Kessel.Soll'), value('ns=1;s=Kessel.Nix')])
	await s.write(to('ns=1;s=Kessel.Soll', 77.5))
	await s.write([to('ns=1;s=Kessel.Nix', 1), to('ns=1;s=Kessel.Soll', 78.5)])
	await s.call({ objectId: (await s.browse('RootFolder')).references[0].nodeId, methodId: 'ns=1;s=Kessel.Reset', inputArguments: [] })
	const sub = ua.ClientSubscription.create(s, { requestedPublishingInterval: 200, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, publishingEnabled: true })
	ua.ClientMonitoredItem.create(sub, value('ns=1;s=Kessel.Temp'), { samplingInterval: 100, discardOldest: true, queueSize: 10 }, ua.TimestampsToReturn.Both)
	await new Promise(r => setTimeout(r, 1500))
	await sub.terminate()
}
session(undefined, work).then(() => session({ type: ua.UserTokenType.UserName, userName: 'op', password: 'falsch' }, work)).then(() => process.exit(0))
