//! Resources that no action of the statement can use.

use crate::catalogue::invalid_arn_resource::misspelt_type;
use crate::prelude::*;
use crate::resource::access_point_with_colon;
use crate::usable::is_known;
use iam_language::arn::ArnPattern;
use iam_language::document::ByteSpan;
use iam_language::finding::Finding;
use std::collections::HashMap;

declare_check! {
    /// No action of the statement takes resources with an ARN like this one.
    ///
    /// The entry has no effect. Usually the ARN is that of another sort of resource, a bucket in
    /// place of its objects for instance, or the action that needed it is gone.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }] }
    /// ```
    ///
    /// Source: ours; resource types of the Service Authorization Reference.
    pub(crate) static RESOURCE: "x-resource-without-action", Warning
}

declare_check! {
    /// No action of the statement takes any of the resources that it names.
    ///
    /// The statement applies to no request, so it neither allows nor denies anything. Usually the ARNs are
    /// those of another sort of resource, or the actions take `*` only. A few actions that are documented so
    /// are judged on ARNs all the same; a statement with one of those is `x-action-needs-star-resource`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::drafts"] }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::drafts/*"] }] }
    /// ```
    ///
    /// Source: ours; resource types of the Service Authorization Reference. parliament has the like.
    pub(crate) static STATEMENT: "x-statement-never-applies", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let mut useless = statement.useless_resources();
    // That a type is misspelt, or set apart by a colon, is another finding.
    useless.retain(|resource| {
        let has_colon = resource.arn.is_ok_and(|arn| access_point_with_colon(arn).is_some());
        !has_colon && misspelt_type(resource).is_none()
    });
    let Some((first, others)) = useless.split_first() else { return };
    let is_of_logs = |(prefix, _): (&str, _)| prefix.eq_ignore_ascii_case("logs");
    let has_logs = statement.actions.iter().any(|action| action.parts.is_some_and(is_of_logs));
    let fix = |arn: Option<ArnPattern<'_>>| match statement.example_arn(arn) {
        _ if arn.is_some_and(is_log_group) && has_logs => {
            let arn = arn.map(|arn| arn.to_string()).unwrap_or_default();
            format!("write `{arn}:*`, which takes the streams of the log group in")
        }
        Some(format) => format!("its actions take ARNs like `{format}`; mend it or remove it"),
        None => "its actions take `*` only: remove it".to_owned(),
    };
    if useless.len() == statement.resources.len() && statement.resources.iter().all(is_known) {
        if statement.takes_star_only() {
            // AWS is known to accept ARNs for some of these all the same: a suggestion tells it.
            if !statement.is_judged_on_arns() {
                report.push(needs_star(statement, first.span, others.iter().map(|it| it.span)));
            }
            return;
        }
        let message = match others.len() {
            0 => format!("no action of this statement can use `{}`, its only resource", first.text),
            _ => "no action of this statement can use any of its resources".to_owned(),
        };
        let others = others.iter().map(|resource| resource.span);
        let finding = STATEMENT.at(first.span, message).with_fix(fix(first.arn.ok()));
        report.push(finding.with_related(others));
        return;
    }
    // Once for each sort: an example looks at every action.
    let mut fixes: HashMap<Option<(&str, &str)>, String> = HashMap::new();
    for resource in useless {
        let message = format!("no action of this statement can use `{}`", resource.text);
        let arn = resource.arn.ok();
        let fix = fixes.entry(arn.map(sort)).or_insert_with(|| fix(arn)).clone();
        let remove = statement.without_entry(resource.span, resource.text);
        let finding = RESOURCE.at(resource.span, message).with_fix(fix);
        report.push(finding.mended_by(remove.map(Fix::maybe_incorrect)));
    }
}

/// Whether it is a log group as some other services write it, without its streams.
fn is_log_group(arn: ArnPattern<'_>) -> bool {
    let name = arn.resource.strip_prefix("log-group:");
    arn.service == "logs" && name.is_some_and(|name| !name.is_empty() && !name.contains(':'))
}

/// Service and first word of an ARN.
fn sort(arn: ArnPattern<'_>) -> (&str, &str) {
    (arn.service, arn.resource.split(['/', ':']).next().unwrap_or_default())
}

/// That the actions of the statement are documented to take `*` only, and it names ARNs.
fn needs_star(
    statement: &StatementView<'_, '_>,
    span: ByteSpan,
    others: impl Iterator<Item = ByteSpan>,
) -> Finding {
    let message = match statement.actions.as_slice() {
        [action] => {
            format!("`{}` takes no resource but `*`, and the statement names others", action.text)
        }
        _ => {
            "the actions of this statement take no resource but `*`, and it names others".to_owned()
        }
    };
    STATEMENT.at(span, message).with_fix("write `\"Resource\": \"*\"`").with_related(others)
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn what_takes_star_only_never_applies_to_arns() {
        const CODE: &str = "x-statement-never-applies";
        for (action, resource, expected) in [
            ("ec2:DescribeInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-0a", true),
            ("ec2:DescribeInstances", "*", false),
            ("ecr:GetAuthorizationToken", "arn:aws:ecr:eu-west-1:111122223333:repository/x", true),
            ("sts:GetSessionToken", "arn:aws:iam::111122223333:role/x", true),
            // Seen to be judged on ARNs.
            ("s3:ListAllMyBuckets", "arn:aws:s3:::*", false),
            ("logs:describeloggroups", "arn:aws:logs:*:*:log-group:*", false),
            ("iam:ListRoles", "arn:aws:iam::111122223333:role/*", false),
        ] {
            let found = codes(&format!(r#""Action": "{action}", "Resource": "{resource}""#));
            assert_eq!(found.contains(&CODE), expected, "{action} {resource}: {found:?}");
            let is_star = resource == "*";
            let told =
                found.iter().filter(|it| [CODE, "x-action-needs-star-resource"].contains(it));
            assert_eq!(told.count(), usize::from(!is_star), "{action} {resource}");
        }
    }

    #[test]
    fn the_nearest_sort_of_resource_is_offered() {
        let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "codedeploy:*",
            "Resource": ["arn:aws:codedeploy:us-east-2:111122223333:application:W", "arn:aws:codedeploy:us-east-2:111122223333:instance/x*"]}]}"#;
        let document = iam_language::json::read(text).expect("a JSON fixture");
        let findings = crate::run(
            &crate::Subject::of_tree(&document),
            crate::Options::new(iam_language::policy::PolicyType::Identity),
        );
        let fix = findings.first().and_then(|finding| finding.fix.clone()).unwrap_or_default();
        assert!(fix.contains("arn:aws:codedeploy:<Region>:<Account>:instance:"), "{fix}");
    }

    #[test]
    fn what_has_a_slash_is_no_bucket() {
        for (action, resource, expected) in [
            ("s3:ListBucket", "arn:aws:s3:::reports/*", true),
            ("s3:ListBucket", "arn:aws:s3:::reports*", false),
            ("s3:ListBucket", "arn:aws:s3:::${aws:PrincipalTag/bucket}", false),
            ("s3:GetObject", "arn:aws:s3:::reports/*", false),
            ("s3express:CreateSession", "arn:aws:s3express:*:111122223333:bucket/a/b", true),
            ("s3express:CreateSession", "arn:aws:s3express:*:111122223333:bucket/a", false),
        ] {
            let members = format!(r#""Action": "{action}", "Resource": "{resource}""#);
            let found = codes(&members).contains(&"x-statement-never-applies");
            assert_eq!(found, expected, "{action} {resource}");
        }
    }
}
