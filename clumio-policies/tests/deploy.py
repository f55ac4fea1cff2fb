"""Lints the CloudFormation template of each choice of assets, creates a stack of it on a simulated AWS, and
reads everything back: it is what the permissions file of the same choice says.

usage: deploy.py CLUMIO-PERMISSIONS

Needs cfn-lint, moto[server], boto3 and PyYAML; talks to nobody but the server that it starts itself.
"""

import itertools
import json
import logging
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import warnings

import boto3
import yaml
from moto.server import ThreadedMotoServer

ASSETS = ["ec2", "rds", "dynamodb", "s3", "mssql"]
REGION = "us-west-2"
# moto's own account.
ACCOUNT = "123456789012"
STACK = "clumio"
PARAMETERS = {
    "ClumioAccountId": "444455556666",
    "ClumioDataPlaneAccountId": "777788889999",
    "Token": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    "ExternalId": "ExternalID_42",
    "Path": "/clumio/",
}
DEPLOYMENT = [
    "--region", REGION, "--account", ACCOUNT, "--stack-name", STACK,
    "--clumio-account", PARAMETERS["ClumioAccountId"],
    "--data-plane-account", PARAMETERS["ClumioDataPlaneAccountId"],
    "--token", PARAMETERS["Token"], "--external-id", PARAMETERS["ExternalId"],
]


def choices():
    """Each choice of assets that a customer can make: SQL Server only with EC2."""
    for number in range(1, len(ASSETS) + 1):
        for choice in itertools.combinations(ASSETS, number):
            if "mssql" not in choice or "ec2" in choice:
                yield ",".join(choice)


def run(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


class Account:
    """What is in the simulated account."""

    def __init__(self, endpoint):
        def client(service):
            return boto3.client(service, region_name=REGION, endpoint_url=endpoint,
                                aws_access_key_id="test", aws_secret_access_key="test")

        self.iam, self.sns, self.events = client("iam"), client("sns"), client("events")
        self.stacks = client("cloudformation")

    def create(self, template):
        parameters = [
            {"ParameterKey": name, "ParameterValue": PARAMETERS[name]}
            for name in template["Parameters"]
        ]
        self.stacks.create_stack(StackName=STACK, TemplateBody=json.dumps(template),
                                 Parameters=parameters, Capabilities=["CAPABILITY_NAMED_IAM"])
        stack, = self.stacks.describe_stacks(StackName=STACK)["Stacks"]
        assert stack["StackStatus"] == "CREATE_COMPLETE", stack
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def roles(self):
        roles = {}
        for role in self.iam.list_roles(MaxItems=1000)["Roles"]:
            name = role["RoleName"]
            assert role["Path"] == PARAMETERS["Path"], role
            tags = self.iam.list_role_tags(RoleName=name)["Tags"]
            assert tags == [{"Key": "Vendor", "Value": "Clumio"}], tags
            inline = {
                policy: self.iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
                for policy in self.iam.list_role_policies(RoleName=name)["PolicyNames"]
            }
            managed = {
                policy["PolicyName"]: self.managed(policy["PolicyArn"])
                for policy in self.iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
            }
            roles[name] = {
                "arn": role["Arn"], "trust": role["AssumeRolePolicyDocument"], "inline": inline,
                "managed": managed, "description": role["Description"],
            }
        return roles

    def managed(self, arn):
        policy = self.iam.get_policy(PolicyArn=arn)["Policy"]
        assert policy["Path"] == PARAMETERS["Path"], policy
        version = policy["DefaultVersionId"]
        found = self.iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]
        document = found["Document"]
        if isinstance(document, str):
            document = json.loads(urllib.parse.unquote(document))
        return {"document": document, "description": policy["Description"]}

    def rules(self):
        rules = {}
        for rule in self.events.list_rules()["Rules"]:
            targets = self.events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
            rules[rule["Name"]] = {
                "pattern": json.loads(rule["EventPattern"]), "description": rule["Description"],
                "targets": [{"Arn": one["Arn"], "Id": one["Id"]} for one in targets],
            }
        return rules

    def topics(self):
        arns = [topic["TopicArn"] for topic in self.sns.list_topics()["Topics"]]
        return {arn.rsplit(":", 1)[1]: arn for arn in arns}

    def profiles(self):
        profiles = self.iam.list_instance_profiles()["InstanceProfiles"]
        return {one["Arn"]: [role["RoleName"] for role in one["Roles"]] for one in profiles}


def expected_roles(file):
    roles = {}
    for name, role in file["roles"].items():
        roles[name] = {
            "arn": f"arn:aws:iam::{ACCOUNT}:role{PARAMETERS['Path']}{name}",
            "trust": role["trust_policy"],
            "description": role["description"],
            "inline": {one["name"]: one["policy_document"] for one in role["inline_policies"]},
            "managed": {
                one["name"]: {"document": one["policy_document"], "description": one["description"]}
                for one in role["managed_policies"]
            },
        }
    return roles


def expected_rules(file):
    return {
        name: {"pattern": rule["event_pattern"], "description": rule["description"],
               "targets": rule["targets"]}
        for name, rule in file["rules"].items()
    }


def deploy(account, program, choice, template):
    """Creates the stack and compares what is there then; the number of policies."""
    outputs = account.create(template)
    file = json.loads(run(program, "--assets", choice, *DEPLOYMENT))
    roles, expected = account.roles(), expected_roles(file)
    assert roles == expected, (choice, roles, expected)
    assert account.rules() == expected_rules(file), choice
    topics = account.topics()
    assert set(topics) == set(file["topics"]), choice
    profiles = account.profiles()
    assert len(profiles) == ("mssql" in choice), profiles
    of_instances = {role for names in profiles.values() for role in names}
    arns = {role["arn"] for name, role in roles.items() if name not in of_instances}
    assert set(outputs.values()) == arns | set(profiles) | set(topics.values()), outputs
    return sum(1 + len(role["inline"]) + len(role["managed"]) for role in roles.values())


def main():
    program, = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        templates = {}
        for choice in choices():
            text = run(program, "--assets", choice, "--format", "cloudformation")
            as_yaml = run(program, "--assets", choice, "--format", "cloudformation-yaml")
            templates[choice] = json.loads(text)
            # PyYAML reads YAML 1.1, as CloudFormation does: a date that is not quoted would show.
            assert yaml.safe_load(as_yaml) == templates[choice], choice
            resolved = run(program, "--assets", choice, "--format", "cloudformation", *DEPLOYMENT)
            name = choice.replace(",", "-")
            for suffix, content in [("json", text), ("yaml", as_yaml), ("resolved.json", resolved)]:
                pathlib.Path(folder, f"{name}.{suffix}").write_text(content)
        files = sorted(str(file) for file in pathlib.Path(folder).iterdir())
        lint = pathlib.Path(sys.executable).with_name("cfn-lint")
        outcome = subprocess.run([lint, "--regions", REGION, "--", *files], capture_output=True, text=True)
        assert outcome.returncode == 0, outcome.stdout[:4000] + outcome.stderr[:4000]
        print(f"cfn-lint has nothing against {len(files)} templates")

    # moto's CloudFormation knows no AWS::SNS::TopicPolicy and says so each time: that the policies of topics
    # are right is for tests/conformance/cloudformation.rs to say.
    warnings.simplefilter("ignore", UserWarning)
    for name in ["werkzeug", "moto"]:
        logging.getLogger(name).setLevel(logging.ERROR)
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    policies = 0
    try:
        for choice, template in templates.items():
            policies += deploy(Account(f"http://{host}:{port}"), program, choice, template)
            # moto cannot delete a role that a policy was attached to by the policy.
            request = urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")
            urllib.request.urlopen(request).close()
    finally:
        server.stop()
    print(f"{len(templates)} stacks created and read back: {policies} policies as in the permissions file")


main()
