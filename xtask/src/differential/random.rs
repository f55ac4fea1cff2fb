//! Generated requests: every part of a policy and every type of policy, on words that meet.

#![expect(
    clippy::indexing_slicing,
    reason = "of objects made here, and of lists that are not empty"
)]

use super::Case;
use super::vocabulary::{KEYS, Key, NAMED, PRINCIPALS, TARGETS, Target};
use serde_json::{Map, Value, json};

/// So many cases, the same each time.
pub(super) fn cases(count: u64) -> Vec<Case> {
    (0..count).map(|number| Case { line: Dice(number).line(number) }).collect()
}

/// A reproducible source of choices (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll().is_multiple_of(sides)
    }

    fn up_to(&mut self, most: u64) -> u64 {
        self.roll() % (most + 1)
    }

    fn pick<T>(&mut self, items: &'static [T]) -> &'static T {
        let at = usize::try_from(self.roll()).unwrap_or(usize::MAX) % items.len();
        &items[at]
    }

    fn line(&mut self, id: u64) -> Value {
        let target = self.pick(TARGETS);
        let (resource, account) = self.pick(target.resources);
        let principal = *self.pick(PRINCIPALS);
        let is_identity = principal.contains(":user/") || principal.contains("role/");
        let is_session = principal.contains("assumed-role");
        let is_trust = target.action.starts_with("sts:");
        let version = if self.one_in(25) { "2008-10-17" } else { "2012-10-17" };
        let mut line = json!({
            "id": id,
            "request": {
                "principal": principal,
                "action": target.action,
                "resource": resource,
                "resource_account": account,
                "context": self.context(),
            },
            "identity_policies": [],
            "resource_policy": null,
            "permissions_boundaries": null,
            "session_policies": null,
            "service_control_policies": null,
            "resource_control_policies": null,
            "endpoint_policies": null,
        });
        if is_identity {
            let count = self.up_to(2);
            line["identity_policies"] =
                (0..count).map(|_| self.policy(target, version, Kind::Attached)).collect();
            if self.one_in(5) {
                line["permissions_boundaries"] =
                    json!([self.policy(target, version, Kind::Attached)]);
            }
            if is_session && self.one_in(5) {
                line["session_policies"] = json!([self.policy(target, version, Kind::Attached)]);
            }
        }
        if *resource != "*" && (!self.one_in(3) || is_trust) && !self.one_in(20) {
            let kind = if is_trust { Kind::Trust } else { Kind::Resource };
            line["resource_policy"] = self.policy(target, version, kind);
        }
        if principal != "*" && self.one_in(4) {
            let levels = 1 + self.up_to(1);
            line["service_control_policies"] = self.levels(levels, target, Kind::Limit);
        }
        if self.one_in(6) {
            let levels = 1 + self.up_to(1);
            line["resource_control_policies"] = self.levels(levels, target, Kind::ResourceControl);
        }
        if self.one_in(8) {
            line["endpoint_policies"] = json!([self.policy(target, version, Kind::Endpoint)]);
        }
        line
    }

    fn levels(&mut self, count: u64, target: &'static Target, kind: Kind) -> Value {
        let levels = (0..count).map(|level| {
            let policies: Value = match kind {
                Kind::Limit if !self.one_in(6) => json!([everything()]),
                _ if self.one_in(8) => json!([]),
                _ => json!([self.policy(target, "2012-10-17", kind)]),
            };
            let mut policies = policies;
            if let (Kind::Limit, true, Some(list)) = (kind, self.one_in(3), policies.as_array_mut())
            {
                list.push(self.policy(target, "2012-10-17", kind));
            }
            json!({ "id": format!("level-{level}"), "policies": policies })
        });
        levels.collect()
    }

    fn policy(&mut self, target: &'static Target, version: &str, kind: Kind) -> Value {
        let count = 1 + self.up_to(2);
        let statements: Vec<_> = (0..count).map(|_| self.statement(target, kind)).collect();
        json!({ "Version": version, "Statement": statements })
    }

    fn statement(&mut self, target: &'static Target, kind: Kind) -> Value {
        let mut statement = Map::new();
        let denies = kind == Kind::ResourceControl || self.one_in(5);
        statement.insert("Effect".into(), if denies { "Deny" } else { "Allow" }.into());
        match kind {
            Kind::ResourceControl | Kind::Endpoint => {
                statement.insert("Principal".into(), "*".into());
            }
            Kind::Resource | Kind::Trust => {
                let not = denies && self.one_in(4);
                let element = if not { "NotPrincipal" } else { "Principal" };
                let principal = self.principal(kind);
                statement.insert(element.into(), principal);
            }
            Kind::Attached | Kind::Limit => {}
        }
        let plain = matches!(kind, Kind::Trust | Kind::ResourceControl);
        // Now and then of something else.
        let named = if self.one_in(6) { self.pick(TARGETS) } else { target };
        let pattern = match *self.pick(named.patterns) {
            _ if kind == Kind::Trust => "sts:AssumeRole",
            "*" if kind == Kind::ResourceControl => "s3:*",
            pattern => pattern,
        };
        let not = !plain && pattern != "*" && self.one_in(10);
        statement.insert(if not { "NotAction" } else { "Action" }.into(), pattern.into());
        if kind != Kind::Trust {
            let pattern = match self.up_to(4) {
                0 | 1 => "*",
                2 => self.pick(named.resources).0,
                _ => self.pick(named.resource_patterns),
            };
            let not = kind != Kind::Limit && pattern != "*" && self.one_in(8);
            statement.insert(if not { "NotResource" } else { "Resource" }.into(), pattern.into());
        }
        if self.one_in(3) {
            let mut blocks = Map::new();
            for _ in 0..=self.up_to(1) {
                let key = self.pick(KEYS);
                let (operator, values) = self.test(key);
                blocks.insert(operator, json!({ key.name: values }));
            }
            statement.insert("Condition".into(), blocks.into());
        }
        statement.into()
    }

    fn principal(&mut self, kind: Kind) -> Value {
        if kind == Kind::Resource && self.one_in(6) {
            return "*".into();
        }
        let (principal_type, name) = self.pick(NAMED);
        json!({ *principal_type: name })
    }

    fn test(&mut self, key: &'static Key) -> (String, Value) {
        if self.one_in(10) {
            return ("Null".into(), (*self.pick(&["true", "false"])).into());
        }
        let qualifier = match (key.is_set, self.one_in(2)) {
            (true, true) => "ForAllValues:",
            (true, false) => "ForAnyValue:",
            (false, _) => "",
        };
        let if_exists = if self.one_in(6) { "IfExists" } else { "" };
        let operator = format!("{qualifier}{}{if_exists}", self.pick(key.operators));
        let count = 1 + self.up_to(1);
        let mut values: Vec<&str> = (0..count).map(|_| *self.pick(key.patterns)).collect();
        values.dedup();
        (operator, values.into())
    }

    fn context(&mut self) -> Value {
        let mut context = Map::new();
        for key in KEYS {
            if self.one_in(3) {
                continue;
            }
            let value = if key.is_set {
                let count = self.up_to(2);
                (0..count).map(|_| Value::from(*self.pick(key.values))).collect()
            } else {
                Value::from(*self.pick(key.values))
            };
            context.insert(key.name.into(), value);
        }
        context.into()
    }
}

/// What a policy is attached to.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// To a principal.
    Attached,
    Resource,
    Trust,
    /// To a VPC endpoint.
    Endpoint,
    /// To a level of the organization.
    Limit,
    ResourceControl,
}

/// AWS's own service control policy, which lets everything through.
fn everything() -> Value {
    json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] })
}
