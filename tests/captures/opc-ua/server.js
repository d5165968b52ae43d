// A server of npm node-opcua: a temperature that rises, a set-point, a method. argv[2]: folder with node_modules.
'use strict'
const { OPCUAServer, Variant, DataType, StatusCodes } = require(process.argv[2] + '/node-opcua')
async function main() {
	const server = new OPCUAServer({ port: 4840, hostname: '192.168.250.1', userManager: { isValidUser: (user, word) => user === 'op' && word === 'pw12345' } })
	await server.initialize()
	const space = server.engine.addressSpace, own = space.getOwnNamespace(), boiler = own.addObject({ organizedBy: space.rootFolder.objects, browseName: 'Kessel' })
	const double = value => new Variant({ dataType: DataType.Double, value })
	let temperature = 20, wanted = 50
	own.addVariable({ componentOf: boiler, browseName: 'Temp', nodeId: 's=Kessel.Temp', dataType: 'Double', value: { get: () => double(temperature += 0.5) } })
	own.addVariable({ componentOf: boiler, browseName: 'Soll', nodeId: 's=Kessel.Soll', dataType: 'Double', value: {
		get: () => double(wanted), set: v => { wanted = v.value; return StatusCodes.Good } } })
	own.addMethod(boiler, { browseName: 'Reset', nodeId: 's=Kessel.Reset' }).bindMethod((i, c, done) => done(null, { statusCode: StatusCodes.Good, outputArguments: [] }))
	await server.start()
}
main()
