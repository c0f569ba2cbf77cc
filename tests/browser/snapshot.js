// SPDX-License-Identifier: MIT
// What a snapshot says of each port that is assigned, read anew from the CSV.
'use strict';

const fs = require('fs');

// The rows of a CSV file (RFC 4180), each an array of fields.
function rows(text) {
	const all = [[]];
	const fields = /("(?:[^"]|"")*"|[^,\n]*)([,\n])/g;
	for (const [, field, end] of text.matchAll(fields)) {
		all[all.length - 1].push(field.startsWith('"')
			? field.slice(1, -1).replaceAll('""', '"') : field);
		if (end === '\n')
			all.push([]);
	}
	return all.slice(0, -1);
}

function people(ids) {
	return ids.split(/(?<!\\); /).map(id => id.replace(/\\(.)/g, '$1')
		.replace(/(.)_[0-9]+$/, '$1').replace(/^_/, '')
		.replaceAll('_', ' ')).join(', ');
}

// By port: sorted lines "name|protocol|Label=value|...".
function expectedPages(path) {
	const [header, ...body] = rows(fs.readFileSync(path, 'utf8'));
	const pages = {};
	for (const fields of body) {
		const r = Object.fromEntries(header.map((key, i) => [key, fields[i]]));
		if (r.kind !== 'assigned' || r.name === '' || r.port_first === '')
			continue;
		const line = [r.name, r.protocol || 'none named'];
		const add = (label, value) => value && line.push(label + '=' + value);
		add('Description', r.description);
		add('Assignee', r.assignee && people(r.assignee));
		add('Contact', r.contact && people(r.contact));
		add('Registered', r.registered);
		add('Modified', r.modified);
		add('Service code', r.service_code);
		add('Unauthorised', r.unauthorized);
		add('Note', r.note);
		for (let port = +r.port_first; port <= +r.port_last; port++)
			(pages[port] = pages[port] || []).push(line.join('|'));
	}
	for (const port in pages)
		pages[port].sort();
	return pages;
}

module.exports = {expectedPages};
