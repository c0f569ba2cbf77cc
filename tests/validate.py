# SPDX-License-Identifier: MIT
"""validate.py SCHEMA DOCUMENT...: check JSON documents against a schema.

Says which do not conform and exits with status 1.  Stricter than the JSON
module by itself: a key may not stand twice in an object, and NaN is refused.
"""

import json
import sys

from jsonschema import Draft202012Validator


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice: %r" % keys)
    return dict(pairs)


def refuse(constant):
    raise ValueError("not JSON: %s" % constant)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(
            file, object_pairs_hook=unique, parse_constant=refuse
        )


def main():
    schema = read(sys.argv[1])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    status = 0
    for path in sys.argv[2:]:
        try:
            error = next(validator.iter_errors(read(path)), None)
        except ValueError as problem:
            error = problem
        if error is not None:
            print("%s: %s" % (path, str(error).split("\n")[0]))
            status = 1
    return status


sys.exit(main())
