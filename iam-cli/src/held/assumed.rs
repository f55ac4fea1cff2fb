//! Something in place of what is not known.

use iam_core::document::{Node, Value};
use iam_core::pattern::{Piece, pieces};
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

/// The places of the parameters of a policy.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<String, Place>);

impl Places {
    pub(super) fn of(document: &Node<'_>) -> Self {
        let mut places = Self::default();
        places.gather(document, false);
        places
    }

    /// What is taken for the parameter or hole `name`: the same each time, of a shape that can be where it stands,
    /// and nothing that matches anything else.
    pub(super) fn assumed(&self, name: &str) -> String {
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
    use super::Places;
    use iam_core::json;

    #[test]
    fn what_is_assumed_fits_where_it_stands() {
        let text = r#"{"Principal": {"AWS": ["${Who}", "arn:aws:iam::${Owner}:root"]}, "Resource": [
            "arn:${P}:sqs:${Where}:${Other}:${Queue}-x", "arn:aws:iam::1:role${Path}x", "${Whole}", "a:b:c:d:${No}:e"]}"#;
        let places = Places::of(&json::read(text).expect("JSON"));
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
            assert_eq!(places.assumed(name), value, "{name}");
        }
    }
}
