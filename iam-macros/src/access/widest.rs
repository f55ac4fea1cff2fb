//! The most that a policy may grant of which a part is not known yet.

use iam_core::document::{Member, Node, Value};
use iam_core::registry;
use std::borrow::Cow;
use std::collections::HashSet;

/// A statement of the widest policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// Which statement of the policy it is.
    pub(super) index: usize,
    /// Whether what it allows is allowed whatever the values will be.
    pub(super) is_certain: bool,
}

/// A policy that grants whatever this one may grant, whatever its unknown values will be, and which
/// statements of this one its statements are; none if even that cannot be said.
///
/// What is not known allows everything in an `Allow`, and nothing can be said to be denied by it. There is
/// no widest principal: `*` is not granted all that a role is which is named. Statements of which nobody
/// knows whom they are about are left out if they allow none of these actions; if they may, nothing is said.
pub(super) fn widest<'t>(
    document: &Node<'t>,
    is_template: bool,
    actions: &[String],
) -> Option<(Node<'t>, Vec<Kept>)> {
    let known = Known { is_template };
    let (mut statements, mut kept) = (Vec::new(), Vec::new());
    let mut denies_unknown = false;
    for (index, statement) in document.member("Statement")?.node.items().iter().enumerate() {
        let is_certain = known.is_known(statement);
        let statement = match statement.member("Effect")?.node.text()? {
            "Allow" if known.knows_principal(statement) => known.allow(statement),
            "Allow" if known.allows_none(statement, actions) => continue,
            "Deny" if is_certain => statement.clone(),
            "Deny" => {
                denies_unknown = true;
                continue;
            }
            _ => return None,
        };
        statements.push(statement);
        kept.push(Kept { index, is_certain });
    }
    for statement in &mut kept {
        statement.is_certain &= !denies_unknown;
    }
    let members = document.members().iter().filter(|member| member.key != "Id");
    let members = members.map(|member| {
        let mut member = member.clone();
        if member.key == "Statement" {
            member.node.value = Value::Array(std::mem::take(&mut statements));
        }
        member
    });
    Some((Node { value: Value::Object(members.collect()), ..document.clone() }, kept))
}

struct Known {
    is_template: bool,
}

impl Known {
    /// Whether all of it is text that is written out.
    fn is_known(&self, node: &Node<'_>) -> bool {
        match &node.value {
            Value::Interpolated(_) => false,
            // A variable of IAM looks like a parameter: at most too much is taken for unknown.
            Value::String(text) => self.is_written_out(text),
            Value::Array(items) => items.iter().all(|item| self.is_known(item)),
            Value::Object(members) => members.iter().all(|member| self.is_known_member(member)),
            _ => true,
        }
    }

    fn is_known_member(&self, member: &Member<'_>) -> bool {
        self.is_written_out(&member.key) && self.is_known(&member.node)
    }

    fn is_written_out(&self, text: &str) -> bool {
        !self.is_template || !text.contains("${")
    }

    fn knows_principal(&self, statement: &Node<'_>) -> bool {
        let members = ["Principal", "NotPrincipal"].map(|name| statement.member(name));
        members.into_iter().flatten().all(|member| self.is_known_member(member))
    }

    /// Whether the actions of a statement are known, and none of them is one of `actions`.
    fn allows_none(&self, statement: &Node<'_>, actions: &[String]) -> bool {
        let Some(member) = statement.member("Action") else { return false };
        let patterns = actions.iter().flat_map(|pattern| registry::actions_matching(pattern));
        let sought: HashSet<String> = patterns.map(ToString::to_string).collect();
        let is_none = |entry: &Node<'_>| {
            entry.text().is_some_and(|pattern| {
                pattern.contains(':')
                    && !registry::actions_matching(pattern)
                        .any(|action| sought.contains(&action.to_string()))
            })
        };
        let are_listed = !actions.is_empty() && actions.iter().all(|it| it.contains(':'));
        are_listed && self.is_known(&member.node) && member.node.items().iter().all(is_none)
    }

    fn allow<'t>(&self, statement: &Node<'t>) -> Node<'t> {
        let members = statement.members().iter().filter_map(|member| self.of_allow(member));
        Node { value: Value::Object(members.collect()), ..statement.clone() }
    }

    fn of_allow<'t>(&self, member: &Member<'t>) -> Option<Member<'t>> {
        if self.is_known(&member.node) {
            return Some(member.clone());
        }
        let named = |key: &'static str, value| Member {
            key: Cow::Borrowed(key),
            key_span: member.key_span,
            node: Node { span: member.node.span, value },
        };
        let everything = || Value::String(Cow::Borrowed("*"));
        let known = || -> Vec<_> {
            let items = member.node.items().iter().filter(|item| self.is_known(item));
            items.cloned().collect()
        };
        let but_known = |negated, plain| match known() {
            excepted if excepted.is_empty() => named(plain, everything()),
            excepted => named(negated, Value::Array(excepted)),
        };
        Some(match &*member.key {
            "Action" => named("Action", everything()),
            "Resource" => named("Resource", everything()),
            "NotAction" => but_known("NotAction", "Action"),
            "NotResource" => but_known("NotResource", "Resource"),
            "Condition" => named("Condition", Value::Object(self.tests(&member.node))),
            // A name, which decides nothing.
            _ => return None,
        })
    }

    /// The tests that are known: each further one would allow less.
    fn tests<'t>(&self, condition: &Node<'t>) -> Vec<Member<'t>> {
        let blocks = condition.members().iter().filter_map(|block| {
            let tests = block.node.members().iter().filter(|test| self.is_known_member(test));
            let tests: Vec<_> = tests.cloned().collect();
            let node = Node { span: block.node.span, value: Value::Object(tests) };
            (!node.members().is_empty()).then(|| Member { node, ..block.clone() })
        });
        blocks.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::json;
    use iam_core::policy::{self, Policy};

    fn widest_of(statements: &str) -> (String, Vec<(usize, bool)>) {
        let text =
            format!(r#"{{ "Version": "2012-10-17", "Id": "${{X}}", "Statement": {statements} }}"#);
        let document = json::read(&text).expect("JSON");
        let (document, kept) = widest(&document, true, &[]).expect("effects");
        let policy: Policy = policy::read(&document).expect("a policy");
        let json = policy.to_json();
        let start = r#"{"Version":"2012-10-17","Statement":"#;
        let json = json.strip_prefix(start).and_then(|json| json.strip_suffix('}'));
        let kept = kept.iter().map(|it| (it.index, it.is_certain)).collect();
        (json.expect("no id").to_owned(), kept)
    }

    #[test]
    fn what_is_not_known_allows_all_and_denies_nothing() {
        let (json, kept) = widest_of(
            r#"[{ "Effect": "Deny", "Action": "s3:*", "Resource": "${X}" },
                { "Effect": "Deny", "Action": "iam:*", "Resource": "*" },
                { "Sid": "${X}", "Effect": "Allow", "Action": ["s3:GetObject", "${X}"], "Resource": "a:${X}",
                  "Condition": { "StringEquals": { "a:b": "${X}", "c:d": "e", "a:${X}": "e" }, "Bool": { "f:g": "${X}" } } },
                { "Effect": "Allow", "NotAction": ["iam:*", "${X}"], "NotResource": "${X}" }]"#,
        );
        assert_eq!(kept, [(1, false), (2, false), (3, false)]);
        assert_eq!(
            json,
            r#"[{"Effect":"Deny","Action":"iam:*","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"c:d":"e"}}},{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}]"#
        );
    }

    #[test]
    fn what_is_written_out_is_certain() {
        let (_, kept) = widest_of(
            r#"[{ "Effect": "Allow", "Action": "iam:*", "Resource": "*" },
                { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "${X}" }]"#,
        );
        assert_eq!(kept, [(0, true), (1, false)]);
    }

    #[test]
    fn whom_nobody_knows_may_be_allowed_what_is_written() {
        let text = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
            "Principal": { "AWS": "${X}" }, "Action": ["sts:AssumeRole", "sts:Tag*"] }] }"#;
        let document = json::read(text).expect("JSON");
        let kept = |actions: &[&str]| {
            let actions: Vec<_> = actions.iter().map(ToString::to_string).collect();
            widest(&document, true, &actions).map(|(_, kept)| kept.len())
        };
        assert_eq!(kept(&["iam:*", "sts:AssumeRoleWithSAML"]), Some(0));
        assert_eq!(kept(&["sts:tagsession"]), None);
        assert_eq!(kept(&["*"]), None);
        // Resources alone: any action counts.
        assert_eq!(kept(&[]), None);
    }

    #[test]
    fn an_effect_that_is_not_known_may_be_anything() {
        let text = r#"{ "Statement": [{ "Effect": "${X}", "Action": "s3:*", "Resource": "*" }] }"#;
        assert_eq!(widest(&json::read(text).expect("JSON"), true, &[]), None);
    }
}
