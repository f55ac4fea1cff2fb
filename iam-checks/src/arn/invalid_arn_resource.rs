//! Resources that are one question mark, or nothing.

use crate::advice::Advice;
use crate::catalogue::bucket_name::bucket;
use crate::prelude::*;
use crate::resource::{access_point_with_colon, is_of_many_regions};
use crate::view::ResourceView;
use iam_language::arn::ArnPattern;
use iam_language::pattern::{Piece, pieces};
use iam_language::spelling::nearest;
use iam_registry::literal_word;

declare_check! {
    /// `Resource` is `?`, an ARN that ends after its account, one of a misspelt type of resource, one of
    /// a bucket with a colon in its name, or one of an access point with a colon for a `/`.
    ///
    /// The entry matches nothing. A type counts as misspelt if the service has one that is spelt almost
    /// like it. AWS does not publish its rule, and is known to leave other odd ARNs alone, and even
    /// misspelt types of a few services; see `x-resource-without-action`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "?" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid ARN resource".
    "invalid-arn-resource", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let empty = |resource: &ResourceView<'_>| resource.arn.is_ok_and(|arn| arn.resource.is_empty());
    for resource in statement.resources.iter().filter(|resource| empty(resource)) {
        let finding =
            ABOUT.at(resource.span, "the ARN names no resource: nothing follows the fifth `:`");
        report.push(finding.with_fix("name the resource, or write `*` there"));
    }
    for resource in statement.resources.iter().filter(|resource| resource.text == "?") {
        let finding = ABOUT.at(resource.span, "no ARN has one character, so `?` matches nothing");
        let fix = Fix::replace(resource.span, "*").maybe_incorrect();
        report.push(finding.with_fix("write `*` for every resource").mended_by(fix));
    }
    for resource in &statement.resources {
        let Some(name) = bucket(resource) else { continue };
        let Some((before, after)) = split_at_colon(name) else { continue };
        let message = format!("`{name}` is not the name of a bucket: no name has a `:`");
        let slash = format!("{before}/{after}");
        let advice: Advice = match (resource.text.strip_suffix(name), after) {
            (Some(head), _) if !before.is_empty() => Advice::write(format!("{head}{slash}")),
            _ => "write a `/` after the name of the bucket".into(),
        };
        let fix = |fixed: &str| Fix::replace(resource.span, fixed).maybe_incorrect();
        report.push(advice.give(ABOUT.at(resource.span, message), fix));
    }
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        let Some(mended) = access_point_with_colon(arn) else { continue };
        let message = "the ARN of an access point has a `/`, not a `:`, before and after the name";
        let is_regional = !mended.split('/').nth(1).is_some_and(is_of_many_regions);
        let region = if is_regional { or_any(arn.region) } else { arn.region };
        let fixed = ArnPattern { region, account: or_any(arn.account), resource: &mended, ..arn };
        let finding = ABOUT.at(resource.span, message).with_fix(format!("write `{fixed}`"));
        let fix = Fix::replace(resource.span, fixed.to_string());
        report.push(finding.mended_by(fix.maybe_incorrect()));
    }
    for resource in &statement.resources {
        let Some((written, meant)) = misspelt_type(resource) else { continue };
        let message = format!("`{written}` is not a type of resource");
        let finding = ABOUT.at(resource.span, message).with_fix(format!("write `{meant}`"));
        let fix = resource.arn.ok().map(|arn| {
            let rest = arn.resource.replacen(written, meant, 1);
            let fixed = ArnPattern { resource: &rest, ..arn }.to_string();
            Fix::replace(resource.span, fixed).maybe_incorrect()
        });
        report.push(finding.mended_by(fix));
    }
}

/// The field of an ARN, or every one if it is empty.
fn or_any(field: &str) -> &str {
    if field.is_empty() { "*" } else { field }
}

/// What stands before and after the first colon that is no part of a variable.
fn split_at_colon(name: &str) -> Option<(&str, &str)> {
    let mut len = 0;
    for piece in pieces(name) {
        if let Piece::Text(text) = piece
            && let Some(at) = text.find(':')
        {
            return Some((name.get(..len + at)?, name.get(len + at + 1..)?));
        }
        len += piece.written_len();
    }
    None
}

/// The type of resource that is written, and the one of its service that was meant.
pub(crate) fn misspelt_type<'d>(resource: &ResourceView<'d>) -> Option<(&'d str, &'static str)> {
    let (arn, service) = (resource.arn.ok()?, resource.service?);
    let known = service.resource_words();
    if known.is_empty() || arn.account == "aws" {
        return None;
    }
    let written = literal_word(arn.resource)?;
    if known.binary_search(&written).is_ok() || LEFT_ALONE.contains(&arn.service) {
        return None;
    }
    Some((written, nearest(written, known.iter().copied())?))
}

/// Services whose misspelt types AWS's own policies use, and AWS is seen not to report.
const LEFT_ALONE: [&str; 4] = ["appflow", "quicksight", "sagemaker", "states"];

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn a_type_that_is_nearly_one_of_the_service_is_misspelt() {
        let resource = |arn: &str| {
            codes(&format!(r#""Action": "*", "NotResource": "{arn}""#))
                .contains(&"invalid-arn-resource")
        };
        assert!(resource("arn:aws:iam::111122223333:roles/ci"));
        assert!(resource("arn:aws:dynamodb:eu-west-1:111122223333:tables/Orders"));
        assert!(resource("arn:aws:lambda:eu-west-1:111122223333:functions:resize"));
        assert!(!resource("arn:aws:lambda:eu-west-1:111122223333:function:resize"));
        assert!(!resource("arn:aws:states:eu-west-1:111122223333:statemachine:nightly"));
        assert!(!resource("arn:aws:sqs:eu-west-1:111122223333:queues/intake"));
        assert!(!resource("arn:aws:cloudformation:eu-west-1:111122223333:stack/app"));
        assert!(!resource("arn:aws:logs:eu-west-1:111122223333:app"));
    }

    #[test]
    fn an_access_point_has_slashes_a_region_and_an_account() {
        use crate::Options;
        use crate::tests::checked;
        use iam_language::policy::PolicyType;
        for (arn, wanted) in [
            ("arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/*", None),
            ("arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/a:b", None),
            ("arn:aws:s3::111122223333:accesspoint/ap.mrap/object/*", None),
            ("arn:aws:s3::111122223333:accesspoint/*", None),
            (
                "arn:aws:s3::111122223333:accesspoint/ap/object/*",
                Some("arn:aws:s3:*:111122223333:accesspoint/ap/object/*"),
            ),
            (
                "arn:aws:s3:::accesspoint/ap/object/*",
                Some("arn:aws:s3:*:*:accesspoint/ap/object/*"),
            ),
            (
                "arn:aws:s3:::accesspoint/ap.mrap/object/*",
                Some("arn:aws:s3::*:accesspoint/ap.mrap/object/*"),
            ),
            (
                "arn:aws:s3:us-east-1:111122223333:accesspoint:ap/object/*",
                Some("arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/*"),
            ),
            (
                "arn:aws:s3:us-east-1:111122223333:accesspoint:ap:object/*",
                Some("arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/*"),
            ),
            (
                "arn:aws:s3:us-east-1:111122223333:accesspoint/ap:object/*",
                Some("arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/*"),
            ),
            (
                "arn:aws:s3:::accesspoint:ap/object/*",
                Some("arn:aws:s3:*:*:accesspoint/ap/object/*"),
            ),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "{arn}"}}]}}"#
            );
            let found = checked(&text, Options::new(PolicyType::Identity));
            let Some(wanted) = wanted else {
                assert_eq!(found, [], "{arn}");
                continue;
            };
            let wanted = format!("write `{wanted}`");
            assert!(!found.is_empty(), "{arn}");
            for it in &found {
                let fix = it.fix.as_deref().unwrap_or_default();
                assert!(fix.ends_with(&wanted), "{arn}: {it:?}");
            }
            let has_colon = arn.contains("accesspoint:") || arn.contains("ap:");
            assert!(!has_colon || found.len() == 1, "{arn}: {found:?}");
        }
    }
}
