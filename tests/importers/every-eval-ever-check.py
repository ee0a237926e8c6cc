"""Checks files against the schemas that every_eval_ever publishes: every-eval-ever-check.py FILE..."""

import importlib.util
import json
import os
import sys

import jsonschema

(package,) = importlib.util.find_spec("every_eval_ever").submodule_search_locations


def validator(name):
    with open(os.path.join(package, "schemas", name), encoding="utf-8") as file:
        return jsonschema.Draft7Validator(json.load(file))


aggregate, instance = validator("eval.schema.json"), validator("instance_level_eval.schema.json")
faults = checked = 0
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file] if path.endswith(".jsonl") else [json.load(file)]
    for document in documents:
        checked += 1
        for fault in (instance if path.endswith(".jsonl") else aggregate).iter_errors(document):
            faults += 1
            print("FAULT", path, list(fault.absolute_path), fault.message[:300])
print("CHECKED", checked, "FAULTS", faults)
