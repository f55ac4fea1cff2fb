//! Names that no bucket has.

use crate::catalogue::placeholder;
use crate::prelude::*;
use crate::view::ResourceView;
use iam_language::document::ByteSpan;
use iam_language::finding::Finding;
use iam_language::pattern::{Piece, has_reference, has_wildcard, pieces};

declare_check! {
    /// The ARN of a bucket or an object has a name that no bucket can have.
    ///
    /// No bucket has this name, so the entry matches nothing. Names of buckets have lower-case letters,
    /// digits, hyphens and full stops; they start and end with a letter or a digit, have no two full stops
    /// side by side and do not look like an IP address. What follows the first `/` is the key of an object,
    /// and free.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my reports/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/my q1.pdf" }] }
    /// ```
    ///
    /// Source: ours; [naming rules](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
    pub(crate) static ILLEGAL: "x-invalid-bucket-name", Error
}

declare_check! {
    /// The ARN of a bucket or an object has a name that only an old bucket can have.
    ///
    /// S3 refuses such names today. Buckets of us-east-1 from before March 2018 may have capital letters,
    /// underscores and more than 63 characters; some prefixes have been reserved later.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::My_Reports/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-reports/*" }] }
    /// ```
    ///
    /// Source: ours; [naming rules](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
    pub(crate) static LEGACY: "x-legacy-bucket-name", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Some(name) = bucket(resource) else { continue };
        // What a program or a person should have filled in is another finding.
        if placeholder::is_example(name) {
            continue;
        }
        let Some((odd, is_legacy)) = odd_character(name) else {
            let is_whole = !has_wildcard(name) && !has_reference(name) && !name.contains(':');
            if is_whole && let Some(found) = odd_shape(name, resource.span) {
                report.push(found);
            }
            continue;
        };
        if is_legacy {
            // A pattern may be meant for old buckets, too.
            if has_wildcard(name) {
                continue;
            }
            let message = format!("a bucket cannot be called `{name}` today: it has `{odd}` in it");
            let plain = name.to_lowercase().replace('_', "-");
            let fix = format!(
                "write `{plain}`, unless it is a bucket of us-east-1 from before March 2018"
            );
            let fixed = resource.text.replacen(name, &plain, 1);
            let mending = Fix::replace(resource.span, fixed).maybe_incorrect();
            report.push(LEGACY.at(resource.span, message).with_fix(fix).mended_by(mending));
        } else if !placeholder::is_certain(name) {
            let message = format!("a bucket cannot be called `{name}`: it has `{odd}` in it");
            let fix = "write the name with lower-case letters, digits, `-` and `.` only";
            report.push(ILLEGAL.at(resource.span, message).with_fix(fix));
        }
    }
}

/// The name of the bucket in the ARN of a bucket or an object, as it is written.
pub(crate) fn bucket<'d>(resource: &ResourceView<'d>) -> Option<&'d str> {
    let arn = resource.arn.ok().filter(|arn| arn.service == "s3")?;
    // Access points and the like have an account.
    let is_of_bucket = arn.region.is_empty() && arn.account.is_empty();
    let is_access_point = ["accesspoint/", "accesspoint:"];
    if !is_of_bucket || is_access_point.iter().any(|head| arn.resource.starts_with(head)) {
        return None;
    }
    let mut len = 0;
    for piece in pieces(arn.resource) {
        if let Piece::Text(text) = piece
            && let Some(at) = text.find('/')
        {
            return arn.resource.get(..len + at);
        }
        len += piece.written_len();
    }
    Some(arn.resource)
}

/// What is wrong with a name all of whose characters may be in one.
fn odd_shape(name: &str, span: ByteSpan) -> Option<Finding> {
    let is_alphanumeric = |c: char| c.is_ascii_alphanumeric();
    let illegal = |why: &str, fix: String| {
        let message = format!("a bucket cannot be called `{name}`: {why}");
        (&ILLEGAL, message, fix)
    };
    let legacy = |why: &str, fix: &str| {
        let message = format!("a bucket cannot be called `{name}` today: {why}");
        (&LEGACY, message, fix.to_owned())
    };
    let of_address = name.split('.').filter(|part| part.parse::<u8>().is_ok()).count();
    let (about, message, fix) =
        if !name.ends_with(is_alphanumeric) || !name.starts_with(is_alphanumeric) {
            let inner = name.trim_matches(['-', '.']);
            let fix = if inner.is_empty() {
                "write the name of the bucket".to_owned()
            } else {
                format!("write `{inner}`, or the whole name")
            };
            illegal("a name starts and ends with a letter or a digit", fix)
        } else if name.contains("..") {
            let fix = "write one `.`, or what belongs between the two".to_owned();
            illegal("it has two full stops side by side", fix)
        } else if of_address == 4 && name.split('.').count() == 4 {
            illegal("it has the form of an IP address", "write the name of the bucket".to_owned())
        } else if name.len() > 63 {
            // The name would fill pages.
            let fix = "shorten it, unless it is a bucket of us-east-1 from before March 2018";
            let message = format!(
                "the name of a bucket has at most 63 characters today, and this one has {}",
                name.len()
            );
            (&LEGACY, message, fix.to_owned())
        } else if let Some(prefix) = RESERVED.iter().find(|prefix| name.starts_with(**prefix)) {
            legacy(
                &format!("names that start with `{prefix}` are reserved"),
                "write another name, unless the bucket is older than that",
            )
        } else {
            return None;
        };
    Some(about.at(span, message).with_fix(fix))
}

/// How no new bucket may be called.
const RESERVED: [&str; 2] = ["xn--", "sthree-"];

/// The first character that no new bucket has in its name, and whether old ones may have it. A colon is
/// another finding.
fn odd_character(name: &str) -> Option<(char, bool)> {
    let texts = pieces(name).filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        _ => None,
    });
    let is_plain =
        |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | ':');
    let odd = texts.flat_map(str::chars).filter(|c| !is_plain(c));
    let is_legacy = |c: char| c.is_ascii_uppercase() || c == '_';
    // The one that is never allowed comes first.
    odd.map(|c| (c, is_legacy(c))).min_by_key(|(_, is_legacy)| *is_legacy)
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn only_the_name_of_the_bucket_is_looked_at() {
        for (arn, expected) in [
            ("arn:aws:s3:::reports", None),
            ("arn:aws:s3:::reports.eu-1/A_b c", None),
            ("arn:aws:s3:::My_Bucket/*", Some("x-legacy-bucket-name")),
            ("arn:aws:s3:::MyBucket*", None),
            ("arn:aws:s3:::my bucket/*", Some("x-invalid-bucket-name")),
            ("arn:aws:s3:::My bucket/*", Some("x-invalid-bucket-name")),
            ("arn:aws:s3:::bücher/*", Some("x-invalid-bucket-name")),
            ("arn:aws:s3:::${aws:PrincipalTag/Team}-x", None),
            ("arn:aws:s3:::*_x", None),
            ("arn:aws:s3:eu-west-1:111122223333:accesspoint/My_Point", None),
        ] {
            let found = codes(&format!(r#""Action": "s3:*", "Resource": "{arn}""#));
            let found = found.into_iter().find(|code| code.ends_with("-bucket-name"));
            assert_eq!(found, expected, "{arn}");
        }
    }

    #[test]
    fn the_shape_of_a_name_counts_too() {
        let (long, longest) = ("x".repeat(64), "x".repeat(63));
        for (name, expected) in [
            ("-reports", Some("x-invalid-bucket-name")),
            ("reports-", Some("x-invalid-bucket-name")),
            (".reports", Some("x-invalid-bucket-name")),
            ("reports.", Some("x-invalid-bucket-name")),
            ("--", Some("x-invalid-bucket-name")),
            ("reports..eu", Some("x-invalid-bucket-name")),
            ("192.168.5.4", Some("x-invalid-bucket-name")),
            ("192.168.5.4.5", None),
            ("192.168.5.reports", None),
            ("999.168.5.4", None),
            (&long, Some("x-legacy-bucket-name")),
            (&longest, None),
            ("xn--reports", Some("x-legacy-bucket-name")),
            ("sthree-reports", Some("x-legacy-bucket-name")),
            ("reports--x-s3", None),
            ("reports-s3alias", None),
            ("reports-*", None),
            ("*-reports-", None),
            ("${aws:PrincipalTag/Team}-", None),
            ("amzn-s3-demo-bucket", None),
        ] {
            let found = codes(&format!(r#""Action": "s3:*", "Resource": "arn:aws:s3:::{name}""#));
            let found = found.into_iter().find(|code| code.ends_with("-bucket-name"));
            assert_eq!(found, expected, "{name}");
        }
    }
}
