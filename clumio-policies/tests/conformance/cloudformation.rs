//! The CloudFormation template, put together as CloudFormation would, is the resolved set.

use crate::facts;
use clumio_policies::{Assets, ClumioPolicySet, Deployment, Resolved};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const REGION: &str = "us-west-2";

/// A template and the values that it is created with.
struct Stack {
    template: Value,
    values: Value,
}

impl Stack {
    fn new(set: &ClumioPolicySet, deployment: &Deployment) -> Self {
        let template = serde_json::from_str(&set.to_cloudformation()).unwrap();
        let values = json!({
            "AWS::Partition": "aws",
            "AWS::Region": REGION,
            "AWS::AccountId": deployment.account.as_str(),
            "AWS::StackName": deployment.stack_name.as_ref().unwrap().as_str(),
            "ClumioAccountId": deployment.clumio_account.as_str(),
            "ClumioDataPlaneAccountId": deployment.data_plane_account.as_ref().unwrap().as_str(),
            "Token": deployment.token.as_str(),
            "ExternalId": deployment.external_id.as_str(),
            "Path": deployment.path.as_str(),
        });
        Self { template, values }
    }

    /// The resources of a type, each with its properties filled in.
    fn resources(&self, kind: &str) -> Vec<Value> {
        let all = self.template["Resources"].as_object().unwrap().values();
        let all = all.filter(|resource| resource["Type"] == kind);
        all.map(|resource| self.fill(&resource["Properties"])).collect()
    }

    /// The value with its intrinsic functions carried out.
    fn fill(&self, value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(members) if members.len() == 1 => {
                let (name, argument) = members.iter().next().unwrap();
                match name.as_str() {
                    "Ref" => self.reference(argument.as_str().unwrap()).into(),
                    "Fn::GetAtt" => {
                        assert_eq!(argument[1], "Arn");
                        self.arn(argument[0].as_str().unwrap()).into()
                    }
                    "Fn::FindInMap" => {
                        let map = &self.template["Mappings"][argument[0].as_str().unwrap()];
                        let region = self.fill(&argument[1]);
                        let found = &map[region.as_str().unwrap()][argument[2].as_str().unwrap()];
                        found.as_str().unwrap().into()
                    }
                    "Fn::Sub" => self.substitute(argument).into(),
                    _ => self.fill_members(members),
                }
            }
            Value::Object(members) => self.fill_members(members),
            other => other.clone(),
        }
    }

    fn fill_members(&self, members: &Map<String, Value>) -> Value {
        let filled = members.iter().map(|(name, value)| (name.clone(), self.fill(value)));
        Value::Object(filled.collect())
    }

    fn substitute(&self, argument: &Value) -> String {
        let empty = json!({});
        let (template, variables) = match argument {
            Value::String(template) => (template.as_str(), &empty),
            pair => (pair[0].as_str().unwrap(), &pair[1]),
        };
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, tail) = after.split_once('}').unwrap();
            out.push_str(before);
            match (name.strip_prefix('!'), variables.get(name)) {
                (Some(literal), _) => out.extend(["${", literal, "}"]),
                (None, Some(variable)) => out.push_str(self.fill(variable).as_str().unwrap()),
                (None, None) => out.push_str(&self.reference(name)),
            }
            rest = tail;
        }
        out + rest
    }

    fn reference(&self, name: &str) -> String {
        if let Some(value) = self.values.get(name) {
            let is_declared = self.template["Parameters"].get(name).is_some();
            assert!(is_declared || name.starts_with("AWS::"), "{name} is no parameter");
            return value.as_str().unwrap().to_owned();
        }
        match self.template["Resources"][name]["Type"].as_str().unwrap() {
            "AWS::IAM::Role" => {
                let name = &self.template["Resources"][name]["Properties"]["RoleName"];
                self.fill(name).as_str().unwrap().to_owned()
            }
            "AWS::IAM::ManagedPolicy" | "AWS::SNS::Topic" => self.arn(name),
            other => panic!("Ref of {other}"),
        }
    }

    fn arn(&self, name: &str) -> String {
        let resource = &self.template["Resources"][name];
        let properties = &resource["Properties"];
        let get = |name: &str| self.fill(&properties[name]).as_str().unwrap().to_owned();
        let account = self.values["AWS::AccountId"].as_str().unwrap();
        match resource["Type"].as_str().unwrap() {
            "AWS::IAM::Role" => {
                format!("arn:aws:iam::{account}:role{}{}", get("Path"), get("RoleName"))
            }
            "AWS::IAM::ManagedPolicy" => {
                format!("arn:aws:iam::{account}:policy{}{}", get("Path"), get("ManagedPolicyName"))
            }
            "AWS::IAM::InstanceProfile" => {
                let name = get("InstanceProfileName");
                format!("arn:aws:iam::{account}:instance-profile{}{name}", get("Path"))
            }
            "AWS::SNS::Topic" => format!("arn:aws:sns:{REGION}:{account}:{}", get("TopicName")),
            "AWS::Events::Rule" => {
                format!("arn:aws:events:{REGION}:{account}:rule/{}", get("Name"))
            }
            other => panic!("ARN of {other}"),
        }
    }
}

/// The values in an order that both sides have.
fn sorted(values: impl Iterator<Item = Value>) -> BTreeSet<String> {
    values.map(|value| value.to_string()).collect()
}

fn document(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

fn resolved(set: &ClumioPolicySet) -> (ClumioPolicySet<Resolved>, Deployment) {
    let deployment = facts::deployment(REGION);
    (set.resolve(&deployment).unwrap(), deployment)
}

#[test]
fn each_selection_creates_the_resolved_set() {
    for assets in Assets::every_choice() {
        let set = ClumioPolicySet::for_assets(assets);
        let (resolved, deployment) = resolved(&set);
        let stack = Stack::new(&set, &deployment);
        assert_eq!(roles(&stack), expected_roles(&resolved), "{assets}");
        assert_eq!(managed(&stack), expected_managed(&resolved), "{assets}");

        let topics = stack.resources("AWS::SNS::TopicPolicy").into_iter();
        let topics: Vec<_> =
            topics.map(|one| json!([one["Topics"], one["PolicyDocument"]])).collect();
        let expected = resolved.topics().iter();
        let expected: Vec<_> = expected
            .map(|topic| json!([[topic.arn], document(&topic.document.to_json())]))
            .collect();
        assert_eq!(topics, expected, "{assets}");

        let file = document(&resolved.to_json());
        let names = stack.resources("AWS::Events::Rule").into_iter().map(|rule| {
            let name = rule["Name"].as_str().unwrap();
            assert_eq!(rule["EventPattern"], file["rules"][name]["event_pattern"]);
            assert_eq!(rule["Targets"], file["rules"][name]["targets"]);
            name.to_owned()
        });
        let names: BTreeSet<_> = names.collect();
        let expected: BTreeSet<_> = resolved.rules().iter().map(|rule| rule.name.clone()).collect();
        assert_eq!(names, expected, "{assets}");
    }
}

/// Name, path, trust policy and inline policies of each role; its instance profile.
fn roles(stack: &Stack) -> BTreeSet<String> {
    let inline = stack.resources("AWS::IAM::Policy");
    let profiles = stack.resources("AWS::IAM::InstanceProfile");
    let roles = stack.resources("AWS::IAM::Role").into_iter().map(|role| {
        let is_of_role = |other: &&Value| other["Roles"] == json!([role["RoleName"]]);
        let policies = inline
            .iter()
            .filter(is_of_role)
            .map(|policy| json!([policy["PolicyName"], policy["PolicyDocument"]]));
        let profile = profiles.iter().find(is_of_role).map(|one| &one["InstanceProfileName"]);
        json!([
            role["RoleName"],
            role["Path"],
            role["AssumeRolePolicyDocument"],
            sorted(policies),
            profile
        ])
    });
    sorted(roles)
}

fn expected_roles(set: &ClumioPolicySet<Resolved>) -> BTreeSet<String> {
    let roles = set.roles().iter().map(|role| {
        let inline = role.inline_policies.iter();
        let inline =
            inline.map(|policy| json!([policy.name, document(&policy.document.to_json())]));
        let profile = role.instance_profile.as_ref().map(|profile| &profile.name);
        json!([
            role.name,
            role.path,
            document(&role.trust_policy.to_json()),
            sorted(inline),
            profile
        ])
    });
    sorted(roles)
}

/// Role, name, path and document of each managed policy.
fn managed(stack: &Stack) -> BTreeSet<String> {
    let all = stack.resources("AWS::IAM::ManagedPolicy").into_iter();
    sorted(all.map(|one| {
        json!([one["Roles"][0], one["ManagedPolicyName"], one["Path"], one["PolicyDocument"]])
    }))
}

fn expected_managed(set: &ClumioPolicySet<Resolved>) -> BTreeSet<String> {
    let all = set.roles().iter().flat_map(|role| {
        role.managed_policies.iter().map(move |policy| {
            json!([role.name, policy.name, role.path, document(&policy.document.to_json())])
        })
    });
    sorted(all)
}

#[test]
fn outputs_are_what_the_vendor_asks_for() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    let (resolved, deployment) = resolved(&set);
    let stack = Stack::new(&set, &deployment);
    let outputs = stack.template["Outputs"].as_object().unwrap().values();
    let outputs: BTreeSet<_> =
        outputs.map(|output| stack.fill(&output["Value"]).to_string()).collect();
    let roles = resolved.roles().iter().map(|role| match &role.instance_profile {
        Some(profile) => json!(profile.arn),
        None => json!(role.arn),
    });
    let expected = roles.chain(resolved.topics().iter().map(|topic| json!(topic.arn)));
    assert_eq!(outputs, expected.map(|arn| arn.to_string()).collect());
}

/// What is in the template is referred to, save where that would close a circle.
#[test]
fn no_arn_of_the_template_s_own_is_copied_without_need() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    let (_, deployment) = resolved(&set);
    let template = set.to_cloudformation();
    let stack = Stack::new(&set, &deployment);
    let sub = |name: &str| format!("policy${{Path}}{name}-${{AWS::Region}}-${{Token}}");
    // Named by itself, or by what it names.
    assert_eq!(template.matches(&sub("ClumioS3BackupPolicy")).count(), 0);
    assert!(template.contains(r#""Ref": "ClumioS3BackupPolicy""#));
    assert!(!template.contains("DependsOn"));
    assert_eq!(stack.resources("AWS::IAM::Role").len(), set.roles().len());
}

#[test]
fn a_resolved_set_needs_no_parameters() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    let (resolved, _) = resolved(&set);
    let template = document(&resolved.to_cloudformation());
    assert_eq!(template.get("Parameters"), None);
    assert_eq!(template.get("Mappings"), None);
    assert!(!resolved.to_cloudformation().contains("Fn::Sub"));
    let compact = document(&resolved.to_cloudformation_compact());
    assert_eq!(compact, template);
}
