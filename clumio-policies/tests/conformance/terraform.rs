//! The Terraform configuration, evaluated as Terraform would, is the resolved set.

use crate::facts;
use clumio_policies::{Assets, ClumioPolicySet, Deployment, StackName};
use hcl::Template;
use hcl::eval::{Context, Evaluate, FuncDef, ParamType};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const REGION: &str = "us-west-2";
const ACCOUNT: &str = "111122223333";

/// A configuration and what its expressions can see.
struct Plan {
    configuration: Value,
    context: Context<'static>,
    known: Value,
}

impl Plan {
    fn new(text: &str, deployment: &Deployment) -> Self {
        let configuration: Value = serde_json::from_str(text).unwrap();
        let mut plan = Self { configuration, context: functions(), known: json!({}) };
        let given = json!({
            "clumio_account_id": deployment.clumio_account.as_str(),
            "clumio_data_plane_account_id": deployment.data_plane_account.as_ref().unwrap().as_str(),
            "token": deployment.token.as_str(),
            "external_id": deployment.external_id.as_str(),
            "path": deployment.path.as_str(),
            "stack_name": deployment.stack_name.as_ref().map(StackName::as_str),
        });
        // Only what the configuration declares is there.
        let declared = plan.configuration["variable"].as_object().cloned().unwrap_or_default();
        let given = given.as_object().unwrap().clone().into_iter();
        let given: Map<_, _> = given.filter(|(name, _)| declared.contains_key(name)).collect();
        plan.declare("var", Value::Object(given));
        let data = json!({
            "aws_partition": { "current": { "partition": "aws" } },
            "aws_region": { "current": { "id": REGION } },
            "aws_caller_identity": { "current": { "account_id": ACCOUNT } },
        });
        let sources = plan.configuration["data"].as_object().cloned().unwrap_or_default();
        let data = data.as_object().unwrap().clone().into_iter();
        let data: Map<_, _> = data.filter(|(name, _)| sources.contains_key(name)).collect();
        plan.declare("data", Value::Object(data));
        plan.evaluate_locals(&["region_short_by_region", "region_short", "stack_name"]);
        for (kind, service, part) in [
            ("aws_iam_role", "iam", "role"),
            ("aws_iam_policy", "iam", "policy"),
            ("aws_iam_instance_profile", "iam", "instance-profile"),
            ("aws_sns_topic", "sns", ""),
            ("aws_cloudwatch_event_rule", "events", "rule/"),
        ] {
            plan.evaluate_names(kind, service, part);
        }
        let names = plan.configuration["locals"].as_object().unwrap().clone();
        for name in names.keys() {
            plan.evaluate_locals(&[name]);
        }
        plan
    }

    fn declare(&mut self, name: &str, value: Value) {
        self.known[name] = value.clone();
        self.context.declare_var(name, hcl::to_value(value).unwrap());
    }

    fn evaluate_locals(&mut self, names: &[&str]) {
        for name in names {
            if let Some(value) = self.configuration["locals"].get(name) {
                let value = self.evaluate(value);
                let mut locals = self.known["local"].clone();
                locals[name] = value;
                self.declare("local", locals);
            }
        }
    }

    /// Name and ARN of each resource of a type.
    fn evaluate_names(&mut self, kind: &str, service: &str, part: &str) {
        let Some(all) = self.configuration["resource"].get(kind) else { return };
        let all = all.as_object().unwrap().iter().map(|(id, resource)| {
            let name = self.text(&resource["name"]);
            let arn = match service {
                "iam" => {
                    let path = self.text(&resource["path"]);
                    format!("arn:aws:iam::{ACCOUNT}:{part}{path}{name}")
                }
                _ => format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{part}{name}"),
            };
            (id.clone(), json!({ "name": name, "id": name, "arn": arn }))
        });
        let all: Map<_, _> = all.collect();
        self.declare(kind, Value::Object(all));
    }

    fn evaluate(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let template: Template = text.parse().unwrap();
                template.evaluate(&self.context).unwrap().into()
            }
            Value::Array(items) => items.iter().map(|item| self.evaluate(item)).collect(),
            Value::Object(members) => {
                let members = members.iter();
                let each =
                    members.map(|(name, value)| (self.text(&json!(name)), self.evaluate(value)));
                Value::Object(each.collect())
            }
            other => other.clone(),
        }
    }

    fn text(&self, value: &Value) -> String {
        self.evaluate(value).as_str().unwrap().to_owned()
    }

    /// The resources of a type, evaluated; documents are read from their text.
    fn resources(&self, kind: &str) -> Vec<Value> {
        let all = self.configuration["resource"].get(kind).and_then(Value::as_object);
        all.into_iter().flatten().map(|(_, resource)| self.evaluate(resource)).collect()
    }
}

/// The functions of Terraform that the configuration may call.
fn functions() -> Context<'static> {
    let mut context = Context::new();
    let jsonencode = |args: hcl::eval::FuncArgs| {
        serde_json::to_string(&args[0]).map(hcl::Value::from).map_err(|error| error.to_string())
    };
    let lookup = |args: hcl::eval::FuncArgs| {
        let map = args[0].as_object().unwrap();
        Ok(map.get(args[1].as_str().unwrap()).unwrap_or(&args[2]).clone())
    };
    let regex = |args: hcl::eval::FuncArgs| {
        let pattern = regex::Regex::new(args[0].as_str().unwrap()).map_err(|e| e.to_string())?;
        let found = pattern.find(args[1].as_str().unwrap()).ok_or("no match")?;
        Ok(found.as_str().into())
    };
    context.declare_func("jsonencode", FuncDef::new(jsonencode, [ParamType::Any]));
    let three = [ParamType::Any, ParamType::String, ParamType::Any];
    context.declare_func("lookup", FuncDef::new(lookup, three));
    context.declare_func("regex", FuncDef::new(regex, [ParamType::String, ParamType::String]));
    // An error of its argument is an error here: that refuses the value, too.
    context.declare_func("can", FuncDef::new(|_| Ok(true.into()), [ParamType::Any]));
    let length = |args: hcl::eval::FuncArgs| Ok(args[0].as_str().unwrap().chars().count().into());
    context.declare_func("length", FuncDef::new(length, [ParamType::String]));
    context
}

fn document(text: &Value) -> Value {
    serde_json::from_str(text.as_str().unwrap()).unwrap()
}

fn sorted(values: impl Iterator<Item = Value>) -> BTreeSet<String> {
    values.map(|value| value.to_string()).collect()
}

#[test]
fn each_selection_creates_the_resolved_set() {
    for assets in Assets::every_choice() {
        let set = ClumioPolicySet::for_assets(assets);
        let deployment = facts::deployment(REGION);
        let file: Value =
            serde_json::from_str(&set.resolve(&deployment).unwrap().to_json()).unwrap();
        let with_variables = Plan::new(&set.to_terraform(), &deployment);
        let resolved = set.resolve(&deployment).unwrap().to_terraform();
        for plan in [with_variables, Plan::new(&resolved, &deployment)] {
            assert_eq!(roles(&plan), expected_roles(&file, &deployment), "{assets}");
            assert_others(&plan, &file);
        }
    }
}

/// Name, path, trust policy, inline and attached policies of each role.
fn roles(plan: &Plan) -> BTreeSet<String> {
    let inline = plan.resources("aws_iam_role_policy");
    let managed = plan.resources("aws_iam_policy");
    let attachments = plan.resources("aws_iam_role_policy_attachment");
    let arn = |policy: &Value| {
        format!(
            "arn:aws:iam::{ACCOUNT}:policy{}{}",
            policy["path"].as_str().unwrap(),
            policy["name"].as_str().unwrap()
        )
    };
    let roles = plan.resources("aws_iam_role").into_iter().map(|role| {
        let inline = inline.iter().filter(|policy| policy["role"] == role["name"]);
        let inline = inline.map(|policy| json!([policy["name"], document(&policy["policy"])]));
        let attached = |policy: &&Value| {
            let attachment = json!({ "role": role["name"], "policy_arn": arn(policy) });
            attachments.contains(&attachment)
        };
        let managed = managed.iter().filter(attached);
        let managed =
            managed.map(|one| json!([one["path"], one["name"], document(&one["policy"])]));
        assert_eq!(role["tags"], json!({ "Vendor": "Clumio" }));
        let trust = document(&role["assume_role_policy"]);
        json!([role["name"], role["path"], trust, sorted(inline), sorted(managed)])
    });
    sorted(roles)
}

fn expected_roles(file: &Value, deployment: &Deployment) -> BTreeSet<String> {
    let path = deployment.path.as_str();
    let roles = file["roles"].as_object().unwrap().iter().map(|(name, role)| {
        let inline = role["inline_policies"].as_array().unwrap().iter();
        let inline = inline.map(|one| json!([one["name"], one["policy_document"]]));
        let managed = role["managed_policies"].as_array().unwrap().iter();
        let managed = managed.map(|one| json!([path, one["name"], one["policy_document"]]));
        json!([name, path, role["trust_policy"], sorted(inline), sorted(managed)])
    });
    sorted(roles)
}

fn assert_others(plan: &Plan, file: &Value) {
    let targets = plan.resources("aws_cloudwatch_event_target");
    let rules = plan.resources("aws_cloudwatch_event_rule").into_iter().map(|rule| {
        let target = targets.iter().find(|target| target["rule"] == rule["name"]).unwrap();
        let target = json!([{ "Arn": target["arn"], "Id": target["target_id"] }]);
        json!([rule["name"], document(&rule["event_pattern"]), target])
    });
    let expected = file["rules"].as_object().unwrap().iter();
    let expected =
        expected.map(|(name, rule)| json!([name, rule["event_pattern"], rule["targets"]]));
    assert_eq!(sorted(rules), sorted(expected));

    let policies = plan.resources("aws_sns_topic_policy").into_iter().map(|policy| {
        let (_, name) = policy["arn"].as_str().unwrap().rsplit_once(':').unwrap();
        json!([name, document(&policy["policy"])])
    });
    let expected = file["topics"].as_object().unwrap().iter();
    let expected =
        expected.map(|(name, topic)| json!([name, topic["policies"][0]["policy_document"]]));
    assert_eq!(sorted(policies), sorted(expected));
}

#[test]
fn outputs_are_what_the_vendor_asks_for() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    let deployment = facts::deployment(REGION);
    let plan = Plan::new(&set.to_terraform(), &deployment);
    let outputs = plan.configuration["output"].as_object().unwrap();
    let outputs = outputs.values().map(|output| plan.evaluate(&output["value"]));
    let resolved = set.resolve(&deployment).unwrap();
    let roles = resolved.roles().iter().map(|role| match &role.instance_profile {
        Some(profile) => json!(profile.arn),
        None => json!(role.arn),
    });
    let topics = resolved.topics().iter().map(|topic| json!(topic.arn));
    assert_eq!(sorted(outputs), sorted(roles.chain(topics)));
}

#[test]
fn variables_take_only_what_fits() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    let mut plan = Plan::new(&set.to_terraform(), &facts::deployment(REGION));
    for (variable, value, fits) in [
        ("token", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", true),
        ("token", "0f1e2d3c", false),
        ("clumio_account_id", "444455556666", true),
        ("clumio_account_id", "*", false),
        ("clumio_data_plane_account_id", "*", true),
        ("clumio_data_plane_account_id", "**", false),
        ("external_id", &"x".repeat(1224), true),
        ("external_id", &"x".repeat(1225), false),
        ("external_id", "a b", false),
        ("path", "/", true),
        ("path", "/clumio/", true),
        ("path", "/clumio", false),
    ] {
        let mut values = plan.known["var"].clone();
        values[variable] = json!(value);
        plan.declare("var", values);
        let validation = &plan.configuration["variable"][variable]["validation"];
        let condition: Template = validation["condition"].as_str().unwrap().parse().unwrap();
        let outcome = condition.evaluate(&plan.context);
        assert_eq!(outcome.is_ok_and(|outcome| outcome == "true"), fits, "{variable}: {value}");
    }
}
