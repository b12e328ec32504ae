#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""The descriptions in formats/ are what schema/format.schema.json says, which refuses what perfolio refuses."""
import json
import pathlib
import sys
import unittest

try:
    import jsonschema
except ImportError:
    print("no jsonschema here")
    sys.exit(77)

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def complaints(description):
    schema = json.loads((SOURCE / "schema/format.schema.json").read_text())
    return [f"{'/'.join(map(str, error.path))}: {error.message}"
            for error in jsonschema.Draft202012Validator(schema).iter_errors(description)]


class Schema(unittest.TestCase):
    def test_takes_every_description_that_is_shipped(self):
        files = sorted((SOURCE / "formats").glob("*.format.json"))
        self.assertGreater(len(files), 1)
        for file in files:
            self.assertEqual(complaints(json.loads(file.read_text())), [], file.name)

    def test_is_a_schema_itself(self):
        for file in (SOURCE / "schema").glob("*.schema.json"):
            jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text()))

    def test_refuses_what_perfolio_refuses(self):
        good = {"schema": "perfolio-format/1", "name": "x", "recognise": {"keys": ["a"]}, "names": ["/n"],
                "metrics": [{"metric": "m", "value": "/v"}]}
        self.assertEqual(complaints(good), [])
        for key, bad in (("name", "a b"), ("metrcs", []), ("names", ["n"]), ("names", ["/a", []]), ("rows", "a"),
                         ("input", "xml"), ("date_unit", "min"), ("recognise", {}), ("metrics", []),
                         ("metrics", [{"metric": "m"}]), ("metrics", [{"metric": "m", "value": "/v", "scale": 0}]),
                         ("where", {"/a": 1}), ("failed", ["/a"]), ("schema", "perfolio-format/2")):
            self.assertNotEqual(complaints(good | {key: bad}), [], (key, bad))


if __name__ == "__main__":
    unittest.main(verbosity=2)
