// SPDX-License-Identifier: MIT
// validate.js SCHEMA DOCUMENT...: check JSON documents against a schema, with
// a validator of draft-07.  Says which do not conform; exits with status 1.
"use strict";

const Ajv = require("ajv");
const fs = require("fs");

function read(path) {
  const bytes = fs.readFileSync(path);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  return JSON.parse(text);
}

const schema = read(process.argv[2]);
// The schemas use no keyword whose meaning changed since draft-07.
delete schema.$schema;
const validate = new Ajv({ unknownFormats: [] }).compile(schema);
for (const path of process.argv.slice(3)) {
  let problem = "";
  try {
    if (!validate(read(path)))
      problem = validate.errors[0].dataPath + " " + validate.errors[0].message;
  } catch (error) {
    problem = error.message;
  }
  if (problem !== "") {
    console.log(`${path}: ${problem}`);
    process.exitCode = 1;
  }
}
