// The built package, as n8n loads it.
module.exports = {
	...require('../../dist/nodes/HiBob/HiBobTrigger.node.js'),
	...require('../../dist/nodes/Reachdesk/Reachdesk.node.js'),
	...require('../../dist/credentials/HiBobServiceUserApi.credentials.js'),
	...require('../../dist/credentials/ReachdeskApi.credentials.js'),
	ofOwnNode: require('../../dist/nodes/shared/ownService.js').ofOwnNode,
	REQUEST_DEFAULTS: require('../../dist/nodes/shared/httpAnswer.js').REQUEST_DEFAULTS,
};
