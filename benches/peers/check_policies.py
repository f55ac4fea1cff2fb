"""Prints how many policies a second two linters check, as JSON.

Usage: check_policies.py POLICY...   (needs the packages of requirements.txt)

Reading the files, imports and one round to warm up are not counted. parliament takes the policy as it
is. cfn-lint checks templates: each policy is put into a template of its own with a managed policy, and
all of its rules run.
"""

import json
import logging
import sys
import time

import parliament
from cfnlint.api import lint
from cfnlint.config import ManualArgs

logging.disable(logging.CRITICAL)


def by_parliament(policies):
    return sum(len(parliament.analyze_policy_string(text).findings) for text in policies)


def by_cfn_lint(policies):
    config = ManualArgs(regions=["eu-west-1"])
    findings = 0
    for text in policies:
        properties = {"PolicyDocument": json.loads(text)}
        resource = {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
        findings += len(lint(json.dumps({"Resources": {"Policy": resource}}), config=config))
    return findings


def rate(check, policies):
    check(policies)
    start = time.perf_counter()
    findings = check(policies)
    return {"policies_per_second": len(policies) / (time.perf_counter() - start), "findings": findings}


def main():
    policies = [open(name, encoding="utf-8").read() for name in sys.argv[1:]]
    # Every fourth is enough of the slow one.
    few = policies[::4]
    answer = {"parliament": rate(by_parliament, policies), "cfn-lint": rate(by_cfn_lint, few)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
