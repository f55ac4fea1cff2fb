//! Policies of resources that are made of other arguments.

use super::place::Place;
use super::value::{Entry, Kind, Text, Unknown, Val};
use std::rc::Rc;

/// The policy with the one statement that a resource of this type adds, such as `aws_lambda_permission`.
///
/// `argument` gives the value of an argument that is set. None if the type adds none.
///
/// Source: the provider's documentation of each, and the statements that `lambda get-policy`,
/// `lambda get-layer-version-policy`, `events describe-event-bus` and `signer list-profile-permissions` show.
pub(crate) fn policy(
    resource: &str,
    place: Place,
    argument: &dyn Fn(&str) -> Option<Val>,
) -> Option<Val> {
    let builder = Builder { place, argument };
    let mut conditions = Vec::new();
    let arn = match resource {
        "aws_lambda_permission" => {
            let equal = [
                ("source_account", "AWS:SourceAccount"),
                ("principal_org_id", "aws:PrincipalOrgID"),
                ("event_source_token", "lambda:EventSourceToken"),
                ("function_url_auth_type", "lambda:FunctionUrlAuthType"),
            ];
            builder.tests("StringEquals", &equal, &mut conditions);
            builder.tests("ArnLike", &[("source_arn", "AWS:SourceArn")], &mut conditions);
            builder.arn("lambda", "function:", "function_name")
        }
        "aws_lambda_layer_version_permission" => {
            let equal = [("organization_id", "aws:PrincipalOrgID")];
            builder.tests("StringEquals", &equal, &mut conditions);
            builder.layer()
        }
        "aws_cloudwatch_event_permission" => {
            conditions.extend(builder.written_condition());
            builder.arn("events", "event-bus/", "event_bus_name")
        }
        "aws_signer_signing_profile_permission" => {
            builder.arn("signer", "/signing-profiles/", "profile_name")
        }
        _ => return None,
    };
    let mut statement = Vec::new();
    if let Some(sid) = (builder.argument)("statement_id") {
        statement.push(builder.entry("Sid", sid));
    }
    statement.push(builder.entry("Effect", Val::text("Allow", place)));
    if let Some(principal) = (builder.argument)("principal") {
        statement.push(builder.entry("Principal", whose(principal)));
    }
    let action = (builder.argument)("action");
    if action.is_some() || resource == "aws_cloudwatch_event_permission" {
        let action = action.unwrap_or_else(|| Val::text("events:PutEvents", place));
        statement.push(builder.entry("Action", action));
    }
    statement.push(builder.entry("Resource", arn));
    if !conditions.is_empty() {
        statement.push(builder.entry("Condition", Val::object(conditions, place)));
    }
    Some(around(Val::object(statement, place), place))
}

/// The policy around a statement of AWS RAM, which adds whom it is about, and what.
pub(crate) fn permission(statement: &Val, place: Place) -> Val {
    let mut entries = statement.entries().to_vec();
    let added = |name: &str, what: &str| {
        let unknown = Unknown::new(&format!("Shared{name}"), what).one_text();
        let value = Val::unknown(unknown, place);
        let value = match name {
            "Principal" => Val::object(vec![Entry::known("AWS", place, value)], place),
            _ => value,
        };
        Entry::known(name, place, value)
    };
    entries.push(added("Principal", "whom AWS RAM shares with"));
    entries.push(added("Resource", "what AWS RAM shares"));
    around(Val::object(entries, statement.place), place)
}

fn around(statement: Val, place: Place) -> Val {
    let version = Entry::known("Version", place, Val::text("2012-10-17", place));
    let statements = Val::list(vec![statement], place);
    Val::object(vec![version, Entry::known("Statement", place, statements)], place)
}

struct Builder<'a> {
    place: Place,
    argument: &'a dyn Fn(&str) -> Option<Val>,
}

impl Builder<'_> {
    fn entry(&self, name: &str, value: Val) -> Entry {
        let key_place = if value.place.file == self.place.file { value.place } else { self.place };
        Entry::known(name, key_place, value)
    }

    /// A test for each of the arguments that is set, with the key beside it.
    fn tests(&self, operator: &str, keys: &[(&str, &str)], to: &mut Vec<Entry>) {
        let value = |(name, key): &(&str, &str)| Some(self.entry(key, (self.argument)(name)?));
        let tests: Vec<_> = keys.iter().filter_map(value).collect();
        if !tests.is_empty() {
            to.push(Entry::known(operator, self.place, Val::object(tests, self.place)));
        }
    }

    /// The block `condition`, with `key`, `type` and `value`.
    fn written_condition(&self) -> Option<Entry> {
        let block = (self.argument)("condition")?;
        let block = block.items_or_self().first()?;
        let (key, operator) = (block.member("key")?, block.member("type")?);
        let name = |value: &Val| match &value.kind {
            Kind::Text(text) => Rc::clone(text),
            Kind::Unknown(unknown) => Rc::new(Text::gap(unknown.clone(), value.place)),
            _ => Rc::new(Text::default()),
        };
        let value = block.member("value").cloned().unwrap_or_else(|| Val::null(self.place));
        let test = Entry { key: name(key), key_place: key.place, value };
        Some(Entry {
            key: name(operator),
            key_place: operator.place,
            value: Val::object(vec![test], block.place),
        })
    }

    /// The ARN of what the argument names, unless that is an ARN.
    fn arn(&self, service: &str, before: &str, argument: &str) -> Val {
        let named = (self.argument)(argument);
        let place = named.as_ref().map_or(self.place, |it| it.place);
        let text = match named.as_ref().map(|it| &it.kind) {
            None => Text::known("default", place),
            Some(Kind::Text(text)) if text.text.starts_with("arn:") => {
                return Val::new(place, Kind::Text(Rc::clone(text)));
            }
            Some(Kind::Text(text)) => Text::clone(text),
            Some(Kind::Unknown(unknown)) if !unknown.text => {
                return Val::unknown(unknown.clone().one_text(), place);
            }
            Some(Kind::Unknown(unknown)) => Text::gap(unknown.clone(), place),
            Some(_) => Text::default(),
        };
        let mut arn = local_arn(service, place);
        arn.push_known(before, place);
        arn.push(&text.at(place));
        Val::new(place, Kind::Text(Rc::new(arn)))
    }

    fn layer(&self) -> Val {
        let arn = self.arn("lambda", "layer:", "layer_name");
        let Kind::Text(name) = &arn.kind else { return arn };
        let mut text = Text::clone(name);
        text.push_known(":", arn.place);
        match (self.argument)("version_number").map(|it| it.kind) {
            Some(Kind::Number(number)) => text.push_known(&number, arn.place),
            Some(Kind::Text(number)) => text.push(&number.at(arn.place)),
            Some(Kind::Unknown(unknown)) => text.push_unknown(unknown, arn.place),
            _ => text.push_known("*", arn.place),
        }
        Val::new(arn.place, Kind::Text(Rc::new(text)))
    }
}

/// `arn:${AWS::Partition}:service:${AWS::Region}:${AWS::AccountId}:`
fn local_arn(service: &str, place: Place) -> Text {
    let pseudo = |name, what: &str| Unknown::new(name, what).one_text();
    let mut arn = Text::known("arn:", place);
    arn.push_unknown(pseudo("AWS::Partition", "the partition"), place);
    arn.push_known(&format!(":{service}:"), place);
    arn.push_unknown(pseudo("AWS::Region", "the region"), place);
    arn.push_known(":", place);
    arn.push_unknown(pseudo("AWS::AccountId", "the account"), place);
    arn.push_known(":", place);
    arn
}

/// A principal as a policy writes it: a service by its name, else an account or an identity.
fn whose(principal: Val) -> Val {
    let place = principal.place;
    let kind = match &principal.kind {
        Kind::Text(text) if text.text == "*" => return principal,
        Kind::Unknown(unknown) if !unknown.text => return principal,
        Kind::Text(text) if !text.text.starts_with("arn:") && text.text.contains('.') => "Service",
        _ => "AWS",
    };
    Val::object(vec![Entry::known(kind, place, principal)], place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::json_text;

    fn built(resource: &str, arguments: &[(&str, &str)]) -> String {
        let place = Place::default();
        let argument = |name: &str| {
            let (_, text) = arguments.iter().find(|(it, _)| *it == name)?;
            Some(Val::text(*text, place))
        };
        let policy = policy(resource, place, &argument).expect("a policy");
        json_text::encode(&policy, place).text
    }

    #[test]
    fn a_permission_is_the_statement_that_it_adds() {
        let json = built(
            "aws_lambda_permission",
            &[
                ("action", "lambda:InvokeFunction"),
                ("function_name", "f"),
                ("principal", "s3.amazonaws.com"),
                ("source_arn", "arn:aws:s3:::b"),
                ("source_account", "123456789012"),
            ],
        );
        let wanted = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f","Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}}]}"#;
        assert_eq!(json, wanted);
    }

    #[test]
    fn an_event_bus_has_an_action_by_default() {
        let json = built("aws_cloudwatch_event_permission", &[("principal", "*")]);
        assert!(json.contains(r#""Principal":"*","Action":"events:PutEvents""#), "{json}");
        assert!(json.contains("event-bus/default"), "{json}");
    }

    #[test]
    fn a_layer_is_named_with_its_version() {
        let arguments = [("layer_name", "l"), ("version_number", "7"), ("principal", "*")];
        let json = built("aws_lambda_layer_version_permission", &arguments);
        assert!(json.contains("${AWS::AccountId}:layer:l:7\""), "{json}");
    }
}
