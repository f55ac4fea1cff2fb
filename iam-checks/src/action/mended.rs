//! Actions in a text that is none: with white space, a doubled prefix, another sign than the colon.

use crate::advice::Advice;
use iam_language::pattern::has_wildcard;
use iam_registry as registry;

/// What to write for a text that is no action, and holds some: `ec2:* `, `events:events:DescribeRule`,
/// `s3.GetObject`, `iam:GetRole, iam:PassRole`.
pub(crate) fn mended(text: &str) -> Option<Advice> {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*' | '?');
    let mut words = text.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).peekable();
    let mut actions = Vec::new();
    while let Some(word) = words.next() {
        let Some(service) = registry::service(word) else { continue };
        let Some(&name) = words.peek() else { break };
        let action = match service.action(name) {
            Some(action) => action.to_string(),
            None if has_wildcard(name) && registry::actions_of(service, name).next().is_some() => {
                format!("{}:{name}", service.prefix())
            }
            None => continue,
        };
        words.next();
        actions.push(action);
    }
    match actions.as_slice() {
        [] => None,
        [action] => Some(Advice::write(action)),
        [first, second] => {
            Some(format!("write `{first}` and `{second}`, each as an entry of its own").into())
        }
        [first, rest @ ..] => {
            let others = rest.len();
            Some(
                format!("write `{first}` and the {others} others, each as an entry of its own")
                    .into(),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn actions_are_found_in_what_is_none() {
        for (text, wanted) in [
            ("ec2:* ", Some("write `ec2:*`")),
            (" ec2:runinstances", Some("write `ec2:RunInstances`")),
            ("s3:GetObject\u{200b}", Some("write `s3:GetObject`")),
            ("s3\u{ff1a}GetObject", Some("write `s3:GetObject`")),
            ("s3.GetObject", Some("write `s3:GetObject`")),
            ("events:events:DescribeRule", Some("write `events:DescribeRule`")),
            ("arn:aws:s3:::GetObject", Some("write `s3:GetObject`")),
            (
                "iam:PassRole,iam:GetRole",
                Some("write `iam:PassRole` and `iam:GetRole`, each as an entry of its own"),
            ),
            (
                "iam:PassRole iam:GetRole s3:Get*",
                Some("write `iam:PassRole` and the 2 others, each as an entry of its own"),
            ),
            ("s3:Get Object", None),
            ("s3:GetObjekt", None),
            ("s3:", None),
            ("", None),
        ] {
            let found = mended(text).map(String::from);
            assert_eq!(found.as_deref(), wanted, "{text}");
        }
    }
}
