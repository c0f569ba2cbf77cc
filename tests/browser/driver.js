// SPDX-License-Identifier: MIT
// A headless Chromium, driven by its WebDriver (W3C WebDriver, over HTTP).
'use strict';

const {spawn} = require('child_process');

// Start chromedriver at a port that it chooses; resolves to [process, port].
function startDriver() {
	const driver = spawn('chromedriver', ['--port=0'],
		{stdio: ['ignore', 'pipe', 'inherit']});
	return new Promise((resolve, reject) => {
		let said = '';
		driver.on('error', reject);
		driver.on('exit', code => reject(
			new Error('chromedriver ended with ' + code)));
		driver.stdout.on('data', chunk => {
			said += chunk;
			const match = said.match(/successfully on port ([0-9]+)/);
			if (match)
				resolve([driver, match[1]]);
		});
	});
}

async function call(url, method, body) {
	const answer = await fetch(url, {
		method, body: body === undefined ? undefined : JSON.stringify(body)
	});
	const {value} = await answer.json();
	if (!answer.ok)
		throw new Error(value.error + ': ' + value.message);
	return value;
}

// Open a browser, give it to use(), and close it, whatever happens.
async function withBrowser(use) {
	const [driver, port] = await startDriver();
	const base = 'http://127.0.0.1:' + port + '/session';
	let session;
	try {
		session = await call(base, 'POST', {capabilities: {alwaysMatch: {
			browserName: 'chrome',
			'goog:loggingPrefs': {browser: 'ALL', performance: 'ALL'},
			'goog:chromeOptions': {args: ['--headless=new', '--no-sandbox',
				'--disable-gpu', '--disable-dev-shm-usage',
				// Tests ask for more pages a second than people.
				'--disable-ipc-flooding-protection',
				'--lang=en', '--window-size=1280,900']}
		}}});
		return await use(new Browser(base + '/' + session.sessionId));
	} finally {
		if (session)
			await call(base + '/' + session.sessionId, 'DELETE');
		driver.removeAllListeners('exit');
		driver.kill();
	}
}

class Browser {
	constructor(url) {
		this.url = url;
	}

	open(url) {
		return call(this.url + '/url', 'POST', {url});
	}

	// The value of a function of the page, or of the body of one.
	run(script, ...args) {
		if (typeof script === 'function')
			script = 'return (' + script + ').apply(null, arguments)';
		return call(this.url + '/execute/sync', 'POST', {script, args});
	}

	// The same for one that calls its last argument with the value.
	wait(script, ...args) {
		if (typeof script === 'function')
			script = '(' + script + ').apply(null, arguments)';
		return call(this.url + '/execute/async', 'POST', {script, args});
	}

	// Type keys where the focus is; names are those of Browser.keys.
	async type(text) {
		const actions = Array.from(text).flatMap(value =>
			[{type: 'keyDown', value}, {type: 'keyUp', value}]);
		await call(this.url + '/actions', 'POST',
			{actions: [{type: 'key', id: 'keys', actions}]});
	}

	// Press the mouse at a point of the window.
	async click(x, y) {
		await call(this.url + '/actions', 'POST', {actions: [{
			type: 'pointer', id: 'mouse', actions: [
				{type: 'pointerMove', x, y},
				{type: 'pointerDown', button: 0},
				{type: 'pointerUp', button: 0}]
		}]});
	}

	// A command of the DevTools protocol.
	devtools(cmd, params) {
		return call(this.url + '/goog/cdp/execute', 'POST', {cmd, params});
	}

	log(type) {
		return call(this.url + '/se/log', 'POST', {type});
	}

	async screenshot(width, height, scheme) {
		await this.devtools('Emulation.setDeviceMetricsOverride',
			{width, height, deviceScaleFactor: 1, mobile: width < 600});
		await this.devtools('Emulation.setEmulatedMedia', {features:
			[{name: 'prefers-color-scheme', value: scheme}]});
		const {data} = await this.devtools('Page.captureScreenshot',
			{format: 'png', captureBeyondViewport: false});
		return Buffer.from(data, 'base64');
	}
}

Browser.keys = {
	tab: '\ue004', enter: '\ue007', right: '\ue014', down: '\ue015'
};

module.exports = {withBrowser, keys: Browser.keys};
