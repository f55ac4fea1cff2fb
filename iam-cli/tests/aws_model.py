"""Holds the answers of `iam validate --format json` against AWS's own model of ValidatePolicy, and
those of `iam simulate --format json` against that of SimulateCustomPolicy.

Usage: aws_model.py IAM FILE...   (IAM is the command; needs the package botocore)

Each answer has to satisfy the model strictly: required members there, no others, values of the
right type, enumerations and unions kept. Then botocore itself parses it, and what it parses has to
be what was printed: nothing is dropped on the way to whoever calls the SDK.
"""

import json
import subprocess
import sys

import botocore.session
from botocore.parsers import create_parser


def check(value, shape, path):
    """Raises AssertionError where `value` is not what `shape` says."""
    kind = shape.type_name
    if kind == "structure":
        assert isinstance(value, dict), f"{path}: {value!r} is no object"
        unknown = set(value) - set(shape.members)
        assert not unknown, f"{path}: the model has no {sorted(unknown)}"
        missing = set(shape.required_members) - set(value)
        assert not missing, f"{path}: {sorted(missing)} are required"
        if getattr(shape, "is_tagged_union", False):
            assert len(value) == 1, f"{path}: a union has one member, not {sorted(value)}"
        for name, member in value.items():
            check(member, shape.members[name], f"{path}.{name}")
    elif kind == "list":
        assert isinstance(value, list), f"{path}: {value!r} is no array"
        for index, item in enumerate(value):
            check(item, shape.member, f"{path}[{index}]")
    elif kind == "string":
        assert isinstance(value, str) and value, f"{path}: {value!r} is no text"
        assert not shape.enum or value in shape.enum, f"{path}: {value!r} is none of {shape.enum}"
    elif kind == "boolean":
        assert isinstance(value, bool), f"{path}: {value!r} is neither true nor false"
    elif kind == "integer":
        whole = isinstance(value, int) and not isinstance(value, bool)
        assert whole and value >= 0, f"{path}: {value!r} is no count"
    else:
        raise AssertionError(f"{path}: the model has a {kind}, which this script does not know")


def main():
    command, *files = sys.argv[1:]
    assert files, __doc__
    service = botocore.session.Session().get_service_model("accessanalyzer")
    shape = service.operation_model("ValidatePolicy").output_shape
    parser = create_parser(service.metadata["protocol"])
    findings = 0
    elements = set()
    for file in files:
        run = subprocess.run([command, "validate", "--format", "json", file], capture_output=True)
        assert run.returncode in (0, 1), f"{file}: {run.stderr.decode()}"
        answer = json.loads(run.stdout)
        check(answer, shape, file)
        response = {"body": run.stdout, "headers": {}, "status_code": 200}
        parsed = parser.parse(response, shape)
        parsed.pop("ResponseMetadata")
        assert parsed == answer, f"{file}: botocore reads something else"
        findings += len(answer["findings"])
        for finding in answer["findings"]:
            for location in finding["locations"]:
                elements.update(name for element in location["path"] for name in element)
        fails = any(finding["findingType"] != "SUGGESTION" for finding in answer["findings"])
        assert (run.returncode == 1) == fails, f"{file}: wrong exit status"
    assert elements >= {"value", "index", "key"}, f"only {sorted(elements)} were tried"
    print(f"{len(files)} answers with {findings} findings are what botocore's model says")
    simulate(command, files)


def simulate(command, files):
    """Asks each policy that can be read about two actions, within all sorts of limits."""
    service = botocore.session.Session().get_service_model("iam")
    shape = service.operation_model("SimulateCustomPolicy").output_shape
    answers = 0
    for file in files:
        asked = ["--policy", file, "--permissions-boundary", file, "--service-control-policies", ""]
        asked += ["--action", "s3:GetObject", "--action", "s3:PutObject"]
        asked += ["--resource", "arn:aws:s3:::reports/q1.pdf", "--format", "json"]
        run = subprocess.run([command, "simulate", *asked], capture_output=True)
        if run.returncode == 2:
            continue
        answer = json.loads(run.stdout)
        check(answer, shape, file)
        assert len(answer["EvaluationResults"]) == 2, f"{file}: two questions were asked"
        answers += 1
    assert answers, "no policy could be read"
    print(f"{answers} simulations are what botocore's model says")


if __name__ == "__main__":
    main()
