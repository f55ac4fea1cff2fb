//! Names that no bucket has.

use super::super::template::placeholder;
use super::super::view::{PolicyView, ResourceView, StatementView};
use super::super::{Report, declare_check};
use crate::pattern::{Piece, has_wildcard, pieces};

declare_check! {
    /// The ARN of a bucket or an object has a character that the name of a bucket cannot have.
    ///
    /// No bucket has this name, so the entry matches nothing. Names of buckets have lower-case letters,
    /// digits, hyphens and full stops; what follows the first `/` is the key of an object, and free.
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
    pub(in crate::check) static ILLEGAL: "x-invalid-bucket-name", Error
}

declare_check! {
    /// The ARN of a bucket or an object has a capital letter or an underscore in the name of the bucket.
    ///
    /// S3 has refused such names since March 2018. Only buckets of us-east-1 that are older than that can
    /// have one.
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
    pub(in crate::check) static LEGACY: "x-legacy-bucket-name", Warning
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for resource in &statement.resources {
        let Some(name) = bucket(resource) else { continue };
        // What a program or a person should have filled in is another finding.
        if placeholder::is_example(name) {
            continue;
        }
        let Some((odd, is_legacy)) = odd_character(name) else { continue };
        if is_legacy {
            // A pattern may be meant for old buckets, too.
            if has_wildcard(name) {
                continue;
            }
            let message = format!("a bucket cannot be called `{name}` today: it has `{odd}` in it");
            let fix = format!(
                "write `{}`, unless it is a bucket of us-east-1 from before March 2018",
                name.to_lowercase().replace('_', "-")
            );
            report.push(LEGACY.at(resource.span, message).with_fix(fix));
        } else if !placeholder::is_certain(name) {
            let message = format!("a bucket cannot be called `{name}`: it has `{odd}` in it");
            let fix = "write the name with lower-case letters, digits, `-` and `.` only";
            report.push(ILLEGAL.at(resource.span, message).with_fix(fix));
        }
    }
}

/// The name of the bucket in the ARN of a bucket or an object, as it is written.
pub(in crate::check) fn bucket<'d, S>(resource: &ResourceView<'d, S>) -> Option<&'d str> {
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
    use crate::check::tests::codes;

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
}
