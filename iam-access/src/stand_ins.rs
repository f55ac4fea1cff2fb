//! Something in place of parameters whose values are not known.

use crate::parameter_place::{
    OWN_REGION, Place, Within, account, is_called_account, is_fixed, some,
};
use iam_core::document::{Member, Node, Value};
use iam_core::pattern::{Piece, pieces};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What stands in for the parameters of policies, such as `${Bucket}`, so that they can be asked about.
///
/// An answer about such a policy is one for these values. A PASS may be none for others: that a statement grants
/// nothing that there is may be for a value that makes no ARN ([`grants_more_strictly`](crate::grants_more_strictly())
/// tells), or that is no value that stands elsewhere.
///
/// # Examples
///
/// ```
/// use iam_access::StandIns;
/// use iam_core::json;
/// let document = json::read(r#"{ "Resource": "arn:aws:iam::${Owner}:role${Path}${Name}" }"#)?;
/// let stand_ins = StandIns::of(&document);
/// assert_eq!(stand_ins.value("Owner"), "569355457364");
/// assert_eq!(stand_ins.value("Path"), "/some-path/");
/// assert_eq!(stand_ins.value("Name"), "some-name");
/// let (filled, values) = stand_ins.filled(&document);
/// let resource = filled.member("Resource").and_then(|it| it.node.text());
/// assert_eq!(resource, Some("arn:aws:iam::569355457364:role/some-path/some-name"));
/// assert_eq!(values.len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct StandIns {
    /// Each parameter, and where it stands.
    places: BTreeMap<String, Option<Place>>,
    /// What stands in for each, once that is asked.
    values: OnceLock<BTreeMap<String, String>>,
}

impl StandIns {
    /// Those for the parameters of a policy.
    #[must_use]
    pub fn of(document: &Node<'_>) -> Self {
        let mut all = Self::default();
        all.add(document);
        all
    }

    /// Looks at one more policy.
    pub fn add(&mut self, document: &Node<'_>) {
        self.add_with(document, &[]);
    }

    /// Looks at one more policy, of which whole values are parameters, too: each
    /// [`Interpolated`](Value::Interpolated) value is the one of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_access::StandIns;
    /// use iam_core::document::{ByteSpan, Member, Node, Value};
    /// let span = ByteSpan::default();
    /// let whole = Node { span, value: Value::Interpolated(0) };
    /// let action = Member { key: "Action".into(), key_span: span, node: whole };
    /// let mut stand_ins = StandIns::default();
    /// stand_ins.add_with(&Node { span, value: Value::Object(vec![action]) }, &["var.act"]);
    /// assert_eq!(stand_ins.value("var.act"), "some-var-act:Act");
    /// ```
    pub fn add_with(&mut self, document: &Node<'_>, names: &[&str]) {
        self.values = OnceLock::new();
        self.gather(document, Within::Elsewhere, names);
    }

    /// The policy with a value in place of each parameter, and these, by name.
    #[must_use]
    pub fn filled<'t>(&self, document: &Node<'t>) -> (Node<'t>, BTreeMap<String, String>) {
        let mut values = BTreeMap::new();
        let filled = self.fill(document, &mut values);
        (filled, values)
    }

    fn fill<'t>(&self, node: &Node<'t>, values: &mut BTreeMap<String, String>) -> Node<'t> {
        let value = match &node.value {
            Value::String(text) => Value::String(self.fill_text(text, values)),
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.fill(item, values)).collect())
            }
            Value::Object(members) => {
                let member = |Member { key, key_span, node }: &Member<'t>| Member {
                    key: self.fill_text(key, values),
                    key_span: *key_span,
                    node: self.fill(node, values),
                };
                Value::Object(members.iter().map(member).collect())
            }
            other => other.clone(),
        };
        Node { span: node.span, value }
    }

    fn fill_text<'t>(
        &self,
        text: &Cow<'t, str>,
        values: &mut BTreeMap<String, String>,
    ) -> Cow<'t, str> {
        if !text.contains("${") {
            return text.clone();
        }
        let (mut filled, mut at) = (String::with_capacity(text.len()), 0);
        for piece in pieces(text) {
            let end = at + piece.written_len();
            match piece {
                Piece::Parameter { name } => {
                    let value = values.entry(name.to_owned()).or_insert_with(|| self.value(name));
                    filled.push_str(value);
                }
                _ => filled.push_str(text.get(at..end).unwrap_or_default()),
            }
            at = end;
        }
        Cow::Owned(filled)
    }

    /// What is taken for the parameter `name`: the same each time, of a shape that can be where it stands, and
    /// nothing that matches anything else. Of two parameters it is not the same, where there are values enough.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_access::StandIns;
    /// use iam_core::json;
    /// let document = json::read(r#"{ "Resource": ["${Bucket.Arn}", "${Bucket_Arn}", "${Name}"] }"#)?;
    /// let stand_ins = StandIns::of(&document);
    /// assert_ne!(stand_ins.value("Bucket.Arn"), stand_ins.value("Bucket_Arn"));
    /// assert_eq!(stand_ins.value("Name"), "some-name");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let value = self.values.get_or_init(|| self.all_values()).get(name);
        value.cloned().unwrap_or_else(|| value_at(name, None, 0))
    }

    /// The values of all parameters.
    fn all_values(&self) -> BTreeMap<String, String> {
        /// How often another value is looked for.
        const MOST_TRIES: u64 = 64;
        let mut alike: BTreeMap<String, Vec<(&String, Option<Place>)>> = BTreeMap::new();
        for (name, place) in &self.places {
            let value = value_at(name, *place, 0);
            alike.entry(value.to_ascii_lowercase()).or_default().push((name, *place));
        }
        let mut taken: BTreeSet<String> = alike.keys().cloned().collect();
        let mut values = BTreeMap::new();
        for names in alike.values() {
            for (name, place) in names {
                let mut value = value_at(name, *place, 0);
                // None of those that are called alike has what each of them would have: which of them there are is not
                // to count.
                if names.len() > 1 && !is_fixed(name) {
                    let others = (1..=MOST_TRIES).map(|turn| value_at(name, *place, turn));
                    let other = others.into_iter().find(|it| taken.insert(it.to_ascii_lowercase()));
                    value = other.unwrap_or(value);
                }
                values.insert((*name).clone(), value);
            }
        }
        values
    }

    /// Takes down where a parameter stands. A part of a text tells more than a whole one.
    fn note(&mut self, name: &str, place: Option<Place>) {
        match (self.places.get_mut(name), place) {
            (None, place) => {
                self.places.insert(name.to_owned(), place);
            }
            (Some(known @ None), Some(_)) => *known = place,
            (Some(Some(known)), Some(place)) if place.is_part() && !known.is_part() => {
                *known = place;
            }
            _ => {}
        }
    }

    fn gather(&mut self, node: &Node<'_>, within: Within, names: &[&str]) {
        match &node.value {
            Value::String(text) => self.gather_of_text(text, within),
            Value::Interpolated(index) => {
                if let Some(name) = names.get(*index) {
                    self.note(name, within.whole());
                }
            }
            Value::Array(items) => items.iter().for_each(|it| self.gather(it, within, names)),
            Value::Object(members) => {
                let is_saml = within == Within::Elsewhere && is_saml(node);
                for member in members {
                    self.gather(&member.node, within.member(&member.key, is_saml), names);
                }
            }
            _ => {}
        }
    }

    fn gather_of_text(&mut self, text: &str, within: Within) {
        let is_arn = text.starts_with("arn:");
        let lacks_service = within == Within::Action && !has_colon(text);
        let (mut at, mut field) = (0, 0);
        let mut field_start = 0;
        for piece in pieces(text) {
            let end = at + piece.written_len();
            match piece {
                Piece::Parameter { name } => {
                    let is_whole = at == field_start
                        && text
                            .get(end..)
                            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
                    let before = text.get(field_start..at).unwrap_or_default();
                    let place = match field {
                        1 if is_arn && is_whole => Some(Place::Partition),
                        3 if is_arn && is_whole => Some(Place::Region),
                        4 if is_arn && is_whole => Some(Place::Account),
                        5 if is_arn && HAVE_PATHS.contains(&before) => Some(Place::Path),
                        _ if at == 0 && end == text.len() => within.whole(),
                        0 if at == 0 && lacks_service => Some(Place::Action),
                        _ => None,
                    };
                    self.note(name, place);
                }
                _ => {
                    for (index, _) in text.get(at..end).unwrap_or_default().match_indices(':') {
                        (field, field_start) = (field + 1, at + index + 1);
                    }
                }
            }
            at = end;
        }
    }
}

/// What stands in for a parameter that stands there: in each turn another value, as far as there are some.
fn value_at(name: &str, place: Option<Place>, turn: u64) -> String {
    let place = match name {
        "AWS::Partition" => Some(Place::Partition),
        "AWS::Region" => return OWN_REGION.to_owned(),
        "AWS::URLSuffix" => return "amazonaws.com".to_owned(),
        _ => place,
    };
    match place {
        Some(place) => place.value(name, turn),
        None if is_called_account(name) => account(name, turn),
        None => some(name, turn),
    }
}

/// What ARNs of IAM have paths of.
///
/// Source: [IAM identifiers](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)
const HAVE_PATHS: [&str; 6] =
    ["group", "instance-profile", "policy", "role", "server-certificate", "user"];

/// Whether a statement is about sessions by SAML.
fn is_saml(statement: &Node<'_>) -> bool {
    let actions = statement.member("Action").map_or(&[][..], |it| it.node.items());
    let mut texts = actions.iter().filter_map(Node::text);
    texts.any(|it| it.eq_ignore_ascii_case("sts:AssumeRoleWithSAML"))
}

/// Whether a `:` stands in it beside its parameters.
fn has_colon(text: &str) -> bool {
    let mut at = 0;
    pieces(text).any(|piece| {
        let start = at;
        at += piece.written_len();
        let is_parameter = matches!(piece, Piece::Parameter { .. });
        !is_parameter && text.get(start..at).is_some_and(|it| it.contains(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::StandIns;
    use iam_core::arn::is_account;
    use iam_core::json;
    use std::collections::BTreeSet;

    fn value_of(text: &str, name: &str) -> String {
        StandIns::of(&json::read(text).expect("JSON")).value(name)
    }

    #[test]
    fn what_is_assumed_fits_where_it_stands() {
        let text = r#"{"Principal": {"AWS": ["${Who}", "arn:aws:iam::${Owner}:root"]}, "Resource": [
            "arn:${P}:sqs:${Where}:${Other}:${Queue}-x", "arn:aws:iam::1:role${Path}x", "${Whole}", "a:b:c:d:${No}:e"]}"#;
        for (name, value) in [
            ("AWS::AccountId", "111122223333"),
            ("data.aws_caller_identity.current.account_id", "111122223333"),
            ("Bucket.Arn", "some-bucket-arn"),
            ("AWS::StackName", "some-aws--stackname"),
            ("Who", "arn:aws:iam::222233334444:role/some-who"),
            ("P", "aws"),
            ("Queue", "some-queue"),
            ("Path", "/some-path/"),
            ("Whole", "some-whole"),
            ("No", "some-no"),
        ] {
            assert_eq!(value_of(text, name), value, "{name}");
        }
        let accounts = ["Owner", "Other", "TrustedAccount"].map(|name| value_of(text, name));
        assert_ne!(value_of(text, "Where"), value_of(text, "AWS::Region"));
        for account in &accounts {
            assert!(is_account(account) && account != "111122223333", "{account}");
        }
        assert_ne!(accounts[0], accounts[1]);
    }

    #[test]
    fn who_asks_is_somebody_who_can() {
        for (principal, action, value) in [
            (r#"{"AWS": "${X}"}"#, "sts:AssumeRole", "arn:aws:iam::222233334444:role/some-x"),
            (r#"{"Service": ["${X}"]}"#, "sts:AssumeRole", "some-x.amazonaws.com"),
            (r#"{"Service": "${X}.amazonaws.com"}"#, "sts:AssumeRole", "some-x"),
            (
                r#"{"Federated": "${X}"}"#,
                "sts:AssumeRoleWithWebIdentity",
                "arn:aws:iam::111122223333:oidc-provider/some-x",
            ),
            (
                r#"{"Federated": "${X}"}"#,
                "sts:AssumeRoleWithSAML",
                "arn:aws:iam::111122223333:saml-provider/some-x",
            ),
            (r#"{"AWS": "*"}"#, "${X}", "some-x:Act"),
            (r#"{"AWS": "*"}"#, "${X}GetObject", "some-x:Act"),
            (r#"{"AWS": "*"}"#, "${X}:GetObject", "some-x"),
            (r#"{"AWS": "*"}"#, "s3:${X}", "some-x"),
        ] {
            let text =
                format!(r#"{{"Statement": [{{"Principal": {principal}, "Action": "{action}"}}]}}"#);
            assert_eq!(value_of(&text, "X"), value, "{text}");
        }
    }

    #[test]
    fn what_a_key_is_compared_with_is_of_its_type() {
        for (operator, key, value) in [
            ("StringEquals", "aws:PrincipalOrgID", "some-x"),
            ("StringLike", "aws:PrincipalArn", "arn:aws:iam::222233334444:role/some-x"),
            ("ArnLikeIfExists", "aws:SourceArn", "arn:aws:iam::222233334444:role/some-x"),
            ("Bool", "aws:SecureTransport", "true"),
            ("NumericLessThan", "s3:max-keys", "1023"),
            ("DateLessThan", "aws:CurrentTime", "2031-01-01T00:00:00Z"),
            ("NotIpAddress", "aws:SourceIp", "198.18.77.103/32"),
            ("ForAnyValue:StringEquals", "aws:SourceAccount", "772718450023"),
        ] {
            let text = format!(r#"{{"Condition": {{"{operator}": {{"{key}": ["${{X}}"]}}}}}}"#);
            assert_eq!(value_of(&text, "X"), value, "{text}");
        }
    }

    #[test]
    fn no_two_parameters_have_the_same_value() {
        let whole = ["A.b", "a.b", "A_b", "a_b", "a.b_", "x"];
        let regions: Vec<_> =
            (0..12).map(|at| format!("r{at}")).chain(["AWS::Region".to_owned()]).collect();
        let mut texts: Vec<String> = whole.iter().map(|it| format!("${{{it}}}")).collect();
        texts.extend(regions.iter().map(|it| format!("arn:aws:sqs:${{{it}}}:111122223333:q")));
        let text = format!("{texts:?}");
        let numbers: Vec<_> = (0..200).map(|at| format!("${{n{at}}}")).collect();
        let condition = format!(
            r#"{{"Resource": {text}, "Condition": {{"NumericEquals": {{"s3:max-keys": {}}},
                "DateEquals": {{"aws:CurrentTime": ["${{d1}}", "${{d2}}"]}},
                "BinaryEquals": {{"x": ["${{b1}}", "${{b2}}"]}},
                "IpAddress": {{"aws:SourceIp": ["${{i1}}", "${{i2}}"]}}}}}}"#,
            format_args!("{numbers:?}")
        );
        let document = json::read(&condition).expect("JSON");
        let stand_ins = StandIns::of(&document);
        let (_, values) = stand_ins.filled(&document);
        let different: BTreeSet<_> = values.values().map(|it| it.to_ascii_lowercase()).collect();
        assert_eq!(different.len(), values.len(), "{values:#?}");
        assert_eq!(values.len(), whole.len() + regions.len() + numbers.len() + 6);
        assert_eq!((&*values["x"], &*values["AWS::Region"]), ("some-x", "us-east-1"));
        // Which others there are does not count.
        let fewer = json::read(r#"["${A.b}", "${a_b}"]"#).expect("JSON");
        assert_eq!(StandIns::of(&fewer).value("A.b"), values["A.b"]);
    }

    #[test]
    fn a_part_of_a_text_tells_more_than_a_whole_one() {
        let both = r#"{"Principal": {"AWS": ["${X}", "arn:aws:iam::${X}:role/x"]}}"#;
        let turned = r#"{"Principal": {"AWS": ["arn:aws:iam::${X}:role/x", "${X}"]}}"#;
        assert!(is_account(&value_of(both, "X")));
        assert_eq!(value_of(both, "X"), value_of(turned, "X"));
    }
}
