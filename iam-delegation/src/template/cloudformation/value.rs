//! Texts and references as CloudFormation writes them.

use crate::declaration::{Parameter, Product};
use crate::json::Json;
use crate::template::references::{Entity, EntityKind, References};
use crate::template::text::{Segment, Values, segments};
use iam_core::pattern;
use iam_core::policy::{Kind, Policy};

/// The mapping that holds what follows from the region.
pub(super) const REGIONS: &str = "Regions";

/// Writes values, and remembers which parameters they hold.
pub(super) struct Writer {
    references: References,
    used: Vec<Values>,
}

impl Writer {
    pub(super) const fn new(references: References) -> Self {
        Self { references, used: Vec::new() }
    }

    /// Whether a value that was written holds it.
    pub(super) fn uses(&self, parameter: &Parameter) -> bool {
        self.used.iter().any(|value| match value {
            Values::Given(one) | Values::ByRegion(one) => one.name == parameter.name,
            _ => false,
        })
    }

    /// A name: literal, `Ref` or `Fn::Sub`.
    ///
    /// Source: [`Fn::Sub`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html)
    pub(super) fn text<P: Product>(&mut self, text: &str) -> Json {
        let cut = segments::<P>(text);
        if let [] | [Segment::Text(_)] = cut.as_slice() {
            return Json::text(text);
        }
        if let [Segment::Parameter(value)] = cut.as_slice() {
            self.used.push(*value);
            return alone(*value);
        }
        self.substitute(&cut)
    }

    fn substitute(&mut self, cut: &[Segment<'_>]) -> Json {
        let mut template = String::new();
        let mut variables = Vec::new();
        for segment in cut {
            match segment {
                // A variable of IAM's is none of CloudFormation's.
                Segment::Text(text) => template.push_str(&text.replace("${", "${!")),
                Segment::Parameter(value) => {
                    self.used.push(*value);
                    let name = within(*value);
                    template.extend(["${", name, "}"]);
                    if let Values::ByRegion(parameter) = value
                        && !variables.iter().any(|(known, _)| *known == name)
                    {
                        variables.push((name, find_in_map(parameter)));
                    }
                }
            }
        }
        let template = Json::Text(template);
        let argument = if variables.is_empty() {
            template
        } else {
            Json::List(vec![template, Json::object(variables)])
        };
        Json::object([("Fn::Sub", argument)])
    }

    /// The document of the policy or role called `owner`.
    ///
    /// A name of a member cannot be put together: where a condition key holds a parameter, the whole
    /// document is one text, which IAM's resource types take as well.
    pub(super) fn document<P: Product, K: Kind>(
        &mut self,
        owner: &'static str,
        policy: &Policy<K>,
    ) -> Json {
        let tests = policy.statements().iter().flat_map(|statement| statement.conditions.iter());
        let mut keys = tests.flat_map(|block| block.tests.iter().map(|test| test.key.as_str()));
        if keys.any(|key| pattern::parameters(key).next().is_some()) {
            let text = policy.to_json();
            return self.text::<P>(&text);
        }
        Json::policy_with(policy, &mut |text| match self.references.refer(owner, text) {
            Some(entity) => arn(entity),
            None => self.text::<P>(text),
        })
    }
}

/// The ARN of a resource of the template.
pub(super) fn arn(entity: Entity) -> Json {
    match entity.kind {
        // What `Ref` gives for these is the ARN.
        EntityKind::ManagedPolicy | EntityKind::Topic => reference(entity.name),
        EntityKind::Role | EntityKind::InstanceProfile | EntityKind::EventRule => {
            Json::object([("Fn::GetAtt", Json::texts([entity.name, "Arn"]))])
        }
    }
}

pub(super) fn reference(name: &str) -> Json {
    Json::object([("Ref", Json::text(name))])
}

fn alone(value: Values) -> Json {
    match value {
        Values::ByRegion(parameter) => find_in_map(parameter),
        other => reference(within(other)),
    }
}

fn within(value: Values) -> &'static str {
    match value {
        Values::Partition => "AWS::Partition",
        Values::Region => "AWS::Region",
        Values::Account => "AWS::AccountId",
        Values::StackName(_) => "AWS::StackName",
        Values::Given(parameter) | Values::ByRegion(parameter) => parameter.name,
    }
}

fn find_in_map(parameter: &Parameter) -> Json {
    let path = vec![Json::text(REGIONS), reference("AWS::Region"), Json::text(parameter.name)];
    Json::object([("Fn::FindInMap", Json::List(path))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PolicySet;
    use crate::testing::{Ledger, Source};
    use iam_core::policy::Policy;

    fn text(text: &str) -> String {
        let set = PolicySet::<Ledger>::for_assets(Source::Buckets);
        Writer::new(References::of(&set)).text::<Ledger>(text).to_compact()
    }

    #[test]
    fn texts_are_as_plain_as_they_can_be() {
        assert_eq!(text("arn:aws:s3:::b/${aws:username}"), r#""arn:aws:s3:::b/${aws:username}""#);
        assert_eq!(text("${Key}"), r#"{"Ref":"Key"}"#);
        assert_eq!(text("${AWS::Region}"), r#"{"Ref":"AWS::Region"}"#);
        assert_eq!(text("a-${Key}/*"), r#"{"Fn::Sub":"a-${Key}/*"}"#);
        let map = r#"{"Fn::FindInMap":["Regions",{"Ref":"AWS::Region"},"Short"]}"#;
        assert_eq!(text("${Short}"), map);
        assert_eq!(
            text("${Short}-${Short}"),
            format!(r#"{{"Fn::Sub":["${{Short}}-${{Short}}",{{"Short":{map}}}]}}"#)
        );
    }

    #[test]
    fn variables_of_iam_are_left_to_iam() {
        assert_eq!(
            text("${Key}/${aws:username}/${*}"),
            r#"{"Fn::Sub":"${Key}/${!aws:username}/${!*}"}"#
        );
    }

    #[test]
    fn a_parameter_in_a_condition_key_makes_the_document_one_text() {
        let json = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/${Key}":"a\"b"}}}]}"#;
        let policy: Policy = Policy::from_json(json).unwrap();
        let set = PolicySet::<Ledger>::for_assets(Source::Buckets);
        let written =
            Writer::new(References::of(&set)).document::<Ledger, _>("LedgerRead", &policy);
        let Json::Object(members) = written else { panic!("an object") };
        assert_eq!(members, [("Fn::Sub".to_owned(), Json::text(json))]);
    }
}
