// The nodes' pauses between gifts and between looks at a list take real time, and no unit test is
// about them. In the end-to-end tests they are real.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual('n8n-workflow'),
	sleep: jest.fn(async () => {}),
}));
