//! A policy to the tree that its JSON is read to.

use crate::action::ActionPattern;
use crate::condition::{ConditionTest, ConditionValue};
use crate::policy_document::PolicyDocument;
use crate::principal::Principal;
use crate::resource::ResourcePattern;
use crate::statement::Statement;
use crate::write::{action_key, principal_key, resource_key};
use iam_language::document::{ByteSpan, Member, Node, Value};
use std::borrow::Cow;

impl PolicyDocument {
    /// The policy as the tree that its JSON would be read to, its places numbered.
    #[must_use]
    pub fn to_document(&self) -> Node<'_> {
        Places(0).node(|places| {
            let mut members = Vec::with_capacity(3);
            if let Some(version) = self.version() {
                places.member(&mut members, "Version", |_| text(version.as_str()));
            }
            if let Some(id) = self.id() {
                places.member(&mut members, "Id", |_| text(id));
            }
            let statements = self.statements().iter();
            places.member(&mut members, "Statement", |places| {
                let nodes = statements.map(|it| places.node(|places| places.statement(it)));
                Value::Array(nodes.collect())
            });
            Value::Object(members)
        })
    }
}

/// A statement, as in [`PolicyDocument::to_document`].
pub(crate) fn statement(statement: &Statement) -> Node<'_> {
    Places(0).node(|places| places.statement(statement))
}

/// A principal, as in [`PolicyDocument::to_document`].
pub(crate) fn principal(principal: &Principal) -> Node<'_> {
    Places(0).node(|places| places.principal(principal))
}

/// Numbers what stands in a document: each thing spans from its own number to that after its last part.
struct Places(u32);

impl Places {
    fn node<'p>(&mut self, value: impl FnOnce(&mut Self) -> Value<'p>) -> Node<'p> {
        let start = self.0;
        self.0 += 1;
        let value = value(self);
        Node { span: ByteSpan { start, end: self.0 }, value }
    }

    fn member<'p>(
        &mut self,
        members: &mut Vec<Member<'p>>,
        key: impl Into<Cow<'p, str>>,
        value: impl FnOnce(&mut Self) -> Value<'p>,
    ) {
        let key_span = self.node(|_| Value::Null).span;
        members.push(Member { key: key.into(), key_span, node: self.node(value) });
    }

    fn object<'p, T>(
        &mut self,
        items: &'p [T],
        member: impl Fn(&mut Self, &mut Vec<Member<'p>>, &'p T),
    ) -> Value<'p> {
        let mut members = Vec::with_capacity(items.len());
        for item in items {
            member(self, &mut members, item);
        }
        Value::Object(members)
    }

    /// A list of one is written as that one.
    fn list<'p, T>(&mut self, items: &'p [T], one: fn(&'p T) -> Value<'p>) -> Value<'p> {
        match items {
            [item] => one(item),
            items => Value::Array(items.iter().map(|it| self.node(|_| one(it))).collect()),
        }
    }

    fn statement<'p>(&mut self, statement: &'p Statement) -> Value<'p> {
        let mut members = Vec::with_capacity(6);
        if let Some(sid) = &statement.sid {
            self.member(&mut members, "Sid", |_| text(sid));
        }
        self.member(&mut members, "Effect", |_| text(statement.effect.as_str()));
        if let Some(element) = &statement.principal {
            let who = element.principal();
            self.member(&mut members, principal_key(element), |places| places.principal(who));
        }
        let patterns = statement.action.patterns();
        self.member(&mut members, action_key(&statement.action), |places| {
            places.list(patterns, |it| text(ActionPattern::as_str(it)))
        });
        if let Some(element) = &statement.resource {
            self.member(&mut members, resource_key(element), |places| {
                places.list(element.patterns(), |it| text(ResourcePattern::as_str(it)))
            });
        }
        if !statement.conditions.is_empty() {
            self.member(&mut members, "Condition", |places| {
                places.object(&statement.conditions, |places, members, block| {
                    let operator = block.operator.to_string();
                    places.member(members, operator, |places| places.tests(&block.tests));
                })
            });
        }
        Value::Object(members)
    }

    fn principal<'p>(&mut self, principal: &'p Principal) -> Value<'p> {
        let Principal::Listed(groups) = principal else { return text("*") };
        self.object(groups, |places, members, group| {
            places.member(members, group.principal_type.as_str(), |places| {
                places.list(&group.identifiers, |it| text(it))
            });
        })
    }

    fn tests<'p>(&mut self, tests: &'p [ConditionTest]) -> Value<'p> {
        self.object(tests, |places, members, test| {
            places.member(members, test.key.as_str(), |places| {
                places.list(&test.values, |value| match value {
                    ConditionValue::String(it) => text(it),
                    ConditionValue::Bool(it) => Value::Bool(*it),
                    ConditionValue::Number(it) => Value::Number(Cow::Borrowed(it)),
                })
            });
        })
    }
}

fn text(text: &str) -> Value<'_> {
    Value::String(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use crate::read::read;
    use iam_language::document::{ByteSpan, Node, Value};
    use iam_language::json::{self, Layout};
    use iam_language::policy::PolicyType;

    /// The tree with its places, and with the path of each.
    fn paths(document: &Node<'_>) -> Vec<(String, ByteSpan)> {
        fn walk(node: &Node<'_>, spans: &mut Vec<ByteSpan>) {
            spans.push(node.span);
            match &node.value {
                Value::Object(members) => {
                    for member in members {
                        spans.push(member.key_span);
                        walk(&member.node, spans);
                    }
                }
                Value::Array(items) => items.iter().for_each(|item| walk(item, spans)),
                _ => {}
            }
        }
        let mut spans = Vec::new();
        walk(document, &mut spans);
        let path = |span| json::pointer(&json::path(document, span));
        spans.into_iter().map(|span| (path(span), span)).collect()
    }

    #[test]
    fn a_document_is_what_the_json_is_read_to() {
        let text = r#"{"Version":"2012-10-17","Id":"a\"b","Statement":[{"Sid":"A","Effect":"Allow","NotPrincipal":{"AWS":["1","2"],"Service":"x.amazonaws.com"},"NotAction":["s3:*","iam:*"],"NotResource":"*","Condition":{"ForAllValues:StringLikeIfExists":{"aws:TagKeys":["a","b"],"aws:X":[]},"Bool":{"aws:SecureTransport":false},"NumericLessThan":{"aws:MultiFactorAuthAge":3600.50}}},{"Effect":"Deny","Principal":"*","Action":"*","Resource":[]}]}"#;
        let tree = json::read(text).expect("JSON");
        let policy = read(&tree, PolicyType::Resource).expect("a policy");
        assert_eq!(policy.to_json(Layout::Compact), text);
        let (ours, read) = (paths(&policy.to_document()), paths(&tree));
        let only_paths = |all: &[(String, ByteSpan)]| -> Vec<String> {
            all.iter().map(|(path, _)| path.clone()).collect()
        };
        assert_eq!(only_paths(&ours), only_paths(&read));
        assert!(ours.is_sorted_by_key(|(_, span)| span.start));
    }
}
