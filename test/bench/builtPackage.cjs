// The built package, as n8n loads it.
module.exports = {
	...require('../../dist/nodes/HiBob/HiBobTrigger.node.js'),
	...require('../../dist/nodes/Reachdesk/Reachdesk.node.js'),
	...require('../../dist/credentials/HiBobServiceUserApi.credentials.js'),
	...require('../../dist/credentials/ReachdeskApi.credentials.js'),
};
