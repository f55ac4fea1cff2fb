//! Places in a finished policy that somebody should have filled in.

use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::pattern::{has_any, has_reference};
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A text has a placeholder that a program should have filled in: `{bucket}`, `<account>`, `%s`,
    /// `$BUCKET`.
    ///
    /// IAM takes it as it is, so the entry matches nothing. Only `${…}` is filled in by IAM, and only with
    /// what it knows of the request.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::{bucket}/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }
    /// ```
    ///
    /// Source: ours; names of resources have none of these characters.
    pub(crate) static LEFT: "x-placeholder", Error
}

declare_check! {
    /// A name reads like one of an example: `YOUR-BUCKET`, `DOC-EXAMPLE-BUCKET`.
    ///
    /// Somebody should have put a name of their own in its place, most likely.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::YOUR-BUCKET/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }
    /// ```
    ///
    /// Source: ours.
    pub(crate) static EXAMPLE: "x-example-name", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        // Paths of an API have braces; the other fields of an ARN have checks of their own.
        let has_braces = matches!(arn.service, "execute-api" | "apigateway" | "iot");
        // Most names have none of these; for so many signs, bytes are faster than words of them.
        let may_have = |byte: u8| matches!(byte, b'{' | b'<' | b'%' | b'$' | b'@' | b'[');
        let found = if arn.resource.bytes().any(may_have) {
            placeholder(arn.resource).or_else(|| of_name(nameable(arn)))
        } else {
            None
        };
        if let Some(found) = found.filter(|_| !has_braces) {
            let message = format!("`{found}` has not been filled in");
            let fix = if found.starts_with('{') {
                format!("write what it stands for, or `${}` in a template", single_braces(found))
            } else {
                "write what it stands for".to_owned()
            };
            report.push(LEFT.at(resource.span, message).with_fix(fix));
        } else if let Some(name) = names(arn.resource).find(|name| is_example(name)) {
            let message = format!("`{name}` reads like a name of an example");
            report.push(EXAMPLE.at(resource.span, message).with_fix("write the name of your own"));
        }
    }
    for test in statement.tests.iter().filter(|test| !has_a_format(test)) {
        for (text, span) in test.texts() {
            // A value may well have braces or brackets in it; one that is nothing else is a placeholder.
            let may_be = matches!(text.as_bytes().first(), Some(b'{' | b'<'));
            if may_be && placeholder(text).is_some_and(|found| found == text) {
                let message = format!("`{text}` has not been filled in");
                report.push(LEFT.at(span, message).with_fix("write what it stands for"));
            }
        }
    }
}

/// Whether the values of a test have a format of their own, the check of which speaks of a placeholder too.
fn has_a_format(test: &TestView<'_, '_>) -> bool {
    let is_text = test
        .family()
        .is_none_or(|family| matches!(family, ComparisonFamily::String | ComparisonFamily::Arn));
    !is_text || test.is_one_of(&["aws:SourceVpc", "aws:SourceVpce", "aws:RequestedRegion"])
}

/// Whether some of the text is a placeholder, beyond doubt.
pub(crate) fn is_certain(text: &str) -> bool {
    placeholder(text).or_else(|| of_name(text)).is_some()
}

/// As much of the last field as is a name, which has none of the signs of [`of_name`]: keys of objects are
/// free, and names of log streams have brackets.
fn nameable(arn: ArnPattern<'_>) -> &str {
    match arn.service {
        "s3" => arn.resource.split('/').next().unwrap_or_default(),
        "logs" => "",
        _ => arn.resource,
    }
}

/// The first placeholder that a shell, a build tool or a format string would fill in: `$NAME`, `$(name)`,
/// `%NAME%`, `%(name)s`, `%[1]s`, `@name@`, `[name]`.
fn of_name(text: &str) -> Option<&str> {
    const SIGNS: [char; 4] = ['$', '%', '@', '['];
    if !has_any(text, *b"$%@[") || has_reference(text) {
        return None;
    }
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let mut at = 0;
    while let Some(sign) = text.get(at..)?.find(SIGNS) {
        at += sign;
        let found = text.get(at..)?;
        let (open, close) = match found.as_bytes() {
            [b'$', b'(', ..] => ("$(", ")"),
            [b'%', b'(', ..] => ("%(", ")s"),
            [b'%', b'[', ..] => ("%[", "]s"),
            [b'[', ..] => ("[", "]"),
            [b'%', ..] => ("%", "%"),
            [b'@', ..] => ("@", "@"),
            _ => ("$", ""),
        };
        let rest = found.get(open.len()..)?;
        let len = match open {
            "$" => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_'),
            _ => rest.find(|c| !is_of_name(c)),
        };
        let name = rest.get(..len.unwrap_or(rest.len()))?;
        let is_one = match open {
            "$" => is_of_shell(name, at == 0),
            // Two digits may be a letter in hexadecimal.
            "%" => name.len() > 2,
            _ => !name.is_empty(),
        };
        if is_one && rest.get(name.len()..)?.starts_with(close) {
            return found.get(..open.len() + name.len() + close.len());
        }
        at += open.len();
    }
    None
}

/// Whether this is the name of a variable of a shell, behind its `$`. AWS has a few such names itself, as
/// `$LATEST` and `$DEFAULT`, and all others are in lower case.
fn is_of_shell(name: &str, is_first: bool) -> bool {
    let shouts = name.len() > 1 && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && (is_first || shouts)
        && !["DEFAULT", "LATEST"].contains(&name)
}

/// The first `{name}`, `{{name}}`, `<name>` or `%s` in the text. What IAM itself fills in is none.
fn placeholder(text: &str) -> Option<&str> {
    // Most texts have none of these characters.
    if !has_any(text, *b"{<%") || has_reference(text) {
        return None;
    }
    let is_of_name =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':');
    let mut rest = text;
    while let Some(at) = rest.find(['{', '<', '%']) {
        let found = rest.get(at..)?;
        let (open, close) = match found.as_bytes() {
            [b'%', b's' | b'd' | b'v', ..] => return found.get(..2),
            [b'{', b'{', ..] => ("{{", "}}"),
            [b'{', ..] => ("{", "}"),
            [b'<', ..] => ("<", ">"),
            _ => ("%", ""),
        };
        let name = found.get(open.len()..)?;
        let len = name.find(|c| !is_of_name(c)).unwrap_or(name.len());
        let is_closed = name.get(len..)?.starts_with(close) && !close.is_empty();
        // `{}` is a placeholder of several languages.
        if is_closed && (len > 0 || open == "{") {
            return found.get(..open.len() + len + close.len());
        }
        rest = found.get(open.len()..)?;
    }
    None
}

fn single_braces(text: &str) -> String {
    let name = text.trim_matches(['{', '}', ' ']);
    format!("{{{}}}", if name.is_empty() { "Name" } else { name })
}

/// What stands between the slashes and colons of the last field of an ARN.
fn names(resource: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(resource);
    std::iter::from_fn(move || {
        let text = rest?;
        // Byte by byte, which is faster than a search for either character.
        let end = text.bytes().position(|byte| matches!(byte, b'/' | b':'));
        rest = end.and_then(|end| text.get(end + 1..));
        end.map_or(Some(text), |end| text.get(..end))
    })
}

/// Whether a name is one that guides put where everybody has a name of their own.
pub(crate) fn is_example(name: &str) -> bool {
    // Names in an example have hyphens, underscores or capitals to tell words apart.
    if name.len() < 4 {
        return false;
    }
    let words = || name.split(['-', '_', '.', ' ']);
    let is = |word: &str, of: &[&str]| of.iter().any(|it| it.eq_ignore_ascii_case(word));
    let some = |of: &[&str]| words().skip(1).any(|word| is(word, of));
    let first = || words().next().unwrap_or_default();
    let of_person =
        ["YOUR", "YOURBUCKET", "YOURBUCKETNAME", "REPLACEME", "CHANGEME", "PLACEHOLDER"];
    // `todo-list` is a name, and whoever shouts means something to be put in.
    let has_phrase = match name.as_bytes().first() {
        Some(b'Y' | b'y' | b'P' | b'p') => is(first(), &of_person),
        Some(b'R' | b'r' | b'C' | b'c' | b'I' | b'i') => {
            is(first(), &of_person)
                || is(first(), &["REPLACE", "INSERT", "CHANGE"])
                    && some(&["ME", "THIS", "WITH", "YOUR", "HERE"])
        }
        Some(b'D' | b'd' | b'A' | b'a') => {
            is(first(), &["DOC", "AWSDOC", "AMZN"])
                && words().skip(1).any(|word| {
                    let head = word.get(..7).unwrap_or(word);
                    is(head, &["EXAMPLE"]) || is(word, &["DEMO"])
                })
        }
        Some(b'T' | b'F') => ["TODO", "FIXME"].contains(&first()),
        _ => false,
    };
    let shouts = || !name.bytes().any(|byte| byte.is_ascii_lowercase());
    has_phrase || shouts() && words().any(|word| is(word, &THINGS))
}

/// What has a name of its own.
const THINGS: [&str; 9] =
    ["BUCKET", "NAME", "ID", "ARN", "ACCOUNT", "REGION", "TABLE", "KEY", "ROLE"];

#[cfg(test)]
mod tests {
    use super::{is_example, placeholder};
    use crate::tests::codes;

    #[test]
    fn placeholders_of_many_languages_are_found() {
        for (text, wanted) in [
            ("{bucket}/*", Some("{bucket}")),
            ("a-{{ bucket }}/*", Some("{{ bucket }}")),
            ("<bucket>", Some("<bucket>")),
            ("<your bucket-name>", Some("<your bucket-name>")),
            ("%s/*", Some("%s")),
            ("{}/x", Some("{}")),
            ("{0}", Some("{0}")),
            ("${aws:username}", None),
            ("${Token}/{x}", None),
            ("100%/x", None),
            ("a<b", None),
            ("a{b,c}", None),
            ("<>", None),
            ("{", None),
        ] {
            assert_eq!(placeholder(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_a_shell_or_a_format_fills_in_is_found() {
        for (text, wanted) in [
            ("function:$NAME", Some("$NAME")),
            ("table/%TABLE%", Some("%TABLE%")),
            ("table/%(table)s/index", Some("%(table)s")),
            ("role/[role name]", Some("[role name]")),
            ("a@b/@role@", Some("@role@")),
            ("function:f:$LATEST", None),
            ("automation-definition/AWS-CreateImage:$DEFAULT", None),
            ("function:$", None),
            ("x/$default", None),
            ("%20%", None),
            ("100%", None),
            ("[]", None),
            ("[\u{e9}]", None),
            ("a@b", None),
            ("${aws:username}/$HOME", None),
        ] {
            assert_eq!(super::of_name(text), wanted, "{text}");
        }
    }

    #[test]
    fn names_of_examples_are_told_from_names() {
        for name in [
            "YOUR-BUCKET",
            "your-bucket-name",
            "DOC-EXAMPLE-BUCKET1",
            "BUCKET_NAME",
            "amzn-s3-demo-bucket",
            "REPLACE_ME",
            "changeme",
            "TODO",
            "TODO-bucket",
            "FIXME",
        ] {
            assert!(is_example(name), "{name}");
        }
        for name in [
            "reports",
            "youre-welcome",
            "my-bucket",
            "My_Bucket",
            "yourself",
            "name-service",
            "BACKUPS",
            "replace-dns",
            "todo-list",
            "Todo",
            "TODOS",
        ] {
            assert!(!is_example(name), "{name}");
        }
    }

    #[test]
    fn there_is_one_finding_a_placeholder() {
        for (resource, wanted) in [
            ("arn:aws:s3:::{bucket}/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::reports/{user}/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::YOUR_BUCKET/*", vec!["x-example-name"]),
            ("arn:aws:s3:::reports/x<y/*", vec![]),
            ("arn:aws:s3:::$BUCKET/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::$bucket/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::app-$ENV/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::$(bucket)/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::%BUCKET%/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::%(bucket)s/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::%[1]s/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::%{bucket}/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::@bucket@/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::[bucket]/*", vec!["x-placeholder"]),
            ("arn:aws:s3:::TODO/*", vec!["x-example-name"]),
            ("arn:aws:s3:::reports/[2026]/$TOTAL/%20%/@a@/*", vec![]),
            ("arn:aws:s3:::a@b/*", vec!["x-invalid-bucket-name"]),
        ] {
            let found = codes(&format!(r#""Action": "s3:GetObject", "Resource": "{resource}""#));
            assert_eq!(found, wanted, "{resource}");
        }
        for (condition, wanted) in [
            (r#""StringEquals": {"aws:SourceVpc": "<my-vpc>"}"#, "invalid-vpc-format"),
            (r#""IpAddress": {"aws:SourceIp": "<office>"}"#, "type-mismatch-ip-range"),
            (r#""StringEquals": {"aws:PrincipalTag/team": "<team>"}"#, "x-placeholder"),
        ] {
            let found = codes(&format!(
                r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": {{{condition}}}"#
            ));
            assert_eq!(found, [wanted], "{condition}");
        }
        let api = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/prod/GET/pets/{id}";
        let found = codes(&format!(r#""Action": "execute-api:Invoke", "Resource": "{api}""#));
        assert!(found.is_empty(), "{found:?}");
    }
}
