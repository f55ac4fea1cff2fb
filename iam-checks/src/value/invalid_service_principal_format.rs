//! Names of services in conditions.

use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A condition key that holds a service principal is compared with text of another shape.
    ///
    /// No request has it: the test never passes, and a negated one always does. `kms:ViaService` wants
    /// the region as well, the `aws:CalledVia` keys want a single name before the domain.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "kms:ViaService": "s3.amazonaws.com" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid service principal format". Which keys AWS judges is not
    /// published; these are the ones seen.
    "invalid-service-principal-format", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if test.family() != Some(ComparisonFamily::String) {
            continue;
        }
        let Some((_, shape)) = SHAPES.iter().find(|(key, _)| test.is_of(key)) else { continue };
        for (value, span) in test.texts() {
            if test.is_pattern(value) || has_reference(value) || shape.has(value) {
                continue;
            }
            let message = format!("`{value}` is not a value that `{}` can have", test.key);
            let fix = format!("write it as in `{}`", shape.example());
            report.push(ABOUT.at(span, message).with_fix(fix));
        }
    }
}

/// What the values of a key look like.
#[derive(Clone, Copy)]
enum Shape {
    /// One name, then the domain.
    Name,
    /// Names, then the domain.
    Names,
    /// A service and a region, then the domain.
    Regional,
}

const SHAPES: [(&str, Shape); 6] = [
    ("aws:CalledVia", Shape::Name),
    ("aws:CalledViaFirst", Shape::Name),
    ("aws:CalledViaLast", Shape::Name),
    ("kms:ViaService", Shape::Regional),
    ("iam:PassedToService", Shape::Names),
    ("aws:PrincipalServiceName", Shape::Names),
];

impl Shape {
    fn has(self, text: &str) -> bool {
        let domains: &[&str] = match self {
            Self::Regional => &[".amazonaws.com", ".amazonaws.com.cn"],
            Self::Name | Self::Names => &[".amazonaws.com", ".amazonaws.com.cn", ".amazon.com"],
        };
        let Some(names) = domains.iter().find_map(|domain| text.strip_suffix(domain)) else {
            return false;
        };
        let all_are_labels = names.split('.').all(is_label);
        let last = names.rsplit('.').next().unwrap_or_default();
        all_are_labels
            && match self {
                Self::Name => !names.contains('.'),
                Self::Names => true,
                Self::Regional => names.contains('.') && looks_like_a_region(last),
            }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Name | Self::Names => "cloudformation.amazonaws.com",
            Self::Regional => "s3.eu-west-1.amazonaws.com",
        }
    }
}

fn is_label(text: &str) -> bool {
    let may_be_in_it =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(may_be_in_it)
}

/// New regions appear: their shape is enough.
fn looks_like_a_region(text: &str) -> bool {
    text.contains('-') && text.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn names_by_region_have_a_domain_of_their_own() {
        for (condition, expected) in [
            (r#""StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}"#, false),
            (r#""StringEquals": {"kms:ViaService": "s3.cn-north-1.amazonaws.com.cn"}"#, false),
            (r#""StringEquals": {"kms:ViaService": "s3.eu-west-1.amazon.com"}"#, true),
            (r#""StringEquals": {"aws:CalledVia": "athena.amazon.com"}"#, false),
        ] {
            let members = format!(
                r#""Action": "s3:GetObject", "Resource": "*", "Condition": {{{condition}}}"#
            );
            assert_eq!(
                codes(&members).contains(&"invalid-service-principal-format"),
                expected,
                "{condition}"
            );
        }
    }
}
