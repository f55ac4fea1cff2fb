//! Something in place of parameters whose values are not known.

use iam_core::document::{Member, Node, Value};
use iam_core::pattern::{Piece, pieces};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What can stand where a parameter stands, of those of which the place tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Partition,
    Region,
    Account,
    /// From the type of a principal to its name, as in `role${Path}backup`.
    Path,
}

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
/// assert_eq!(stand_ins.value("Owner"), "111122223333");
/// assert_eq!(stand_ins.value("Path"), "/some-path/");
/// assert_eq!(stand_ins.value("Name"), "some-name");
/// let (filled, values) = stand_ins.filled(&document);
/// let resource = filled.member("Resource").and_then(|it| it.node.text());
/// assert_eq!(resource, Some("arn:aws:iam::111122223333:role/some-path/some-name"));
/// assert_eq!(values.len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct StandIns(BTreeMap<String, Place>);

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
        self.gather(document, false);
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
    /// nothing that matches anything else.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let place = self.0.get(name).copied();
        match (name, place) {
            ("AWS::Partition", _) | (_, Some(Place::Partition)) => "aws".to_owned(),
            ("AWS::Region", _) | (_, Some(Place::Region)) => "us-east-1".to_owned(),
            ("AWS::URLSuffix", _) => "amazonaws.com".to_owned(),
            (_, Some(Place::Account)) => "111122223333".to_owned(),
            (_, Some(Place::Path)) => format!("/{}/", some(name)),
            (_, None) if name.to_ascii_lowercase().contains("account") => "111122223333".to_owned(),
            (_, None) => some(name),
        }
    }

    fn gather(&mut self, node: &Node<'_>, is_principal: bool) {
        match &node.value {
            Value::String(text) => self.gather_of_text(text, is_principal),
            Value::Array(items) => items.iter().for_each(|it| self.gather(it, is_principal)),
            Value::Object(members) => {
                for member in members {
                    self.gather(&member.node, member.key == "AWS");
                }
            }
            _ => {}
        }
    }

    fn gather_of_text(&mut self, text: &str, is_principal: bool) {
        let is_arn = text.starts_with("arn:");
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
                        0 if is_principal && is_whole => Some(Place::Account),
                        _ => None,
                    };
                    if let Some(place) = place {
                        self.0.entry(name.to_owned()).or_insert(place);
                    }
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

/// What ARNs of IAM have paths of.
///
/// Source: [IAM identifiers](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)
const HAVE_PATHS: [&str; 6] =
    ["group", "instance-profile", "policy", "role", "server-certificate", "user"];

fn some(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("some-{}", name.chars().map(letter).collect::<String>().trim_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::StandIns;
    use iam_core::json;

    #[test]
    fn what_is_assumed_fits_where_it_stands() {
        let text = r#"{"Principal": {"AWS": ["${Who}", "arn:aws:iam::${Owner}:root"]}, "Resource": [
            "arn:${P}:sqs:${Where}:${Other}:${Queue}-x", "arn:aws:iam::1:role${Path}x", "${Whole}", "a:b:c:d:${No}:e"]}"#;
        let stand_ins = StandIns::of(&json::read(text).expect("JSON"));
        for (name, value) in [
            ("AWS::AccountId", "111122223333"),
            ("TrustedAccount", "111122223333"),
            ("Bucket.Arn", "some-bucket-arn"),
            ("AWS::StackName", "some-aws--stackname"),
            ("Who", "111122223333"),
            ("Owner", "111122223333"),
            ("Other", "111122223333"),
            ("P", "aws"),
            ("Where", "us-east-1"),
            ("Queue", "some-queue"),
            ("Path", "/some-path/"),
            ("Whole", "some-whole"),
            ("No", "some-no"),
        ] {
            assert_eq!(stand_ins.value(name), value, "{name}");
        }
    }
}
