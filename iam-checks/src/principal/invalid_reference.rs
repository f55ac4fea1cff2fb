//! Unique ids where the name of a role or user is meant.

use crate::prelude::*;

declare_check! {
    /// A principal under `AWS` is the unique id of a role: `AROA…`.
    ///
    /// IAM puts such an id in place of the ARN when the role is deleted, and it names nobody then. A
    /// new role of the same name has another id.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "AROAEXAMPLE4DEPLOY7Q2" }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:role/deploy" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid role reference".
    pub(crate) static ROLE: "invalid-role-reference", Warning
}

declare_check! {
    /// A principal under `AWS` is the unique id of a user: `AIDA…`.
    ///
    /// IAM puts such an id in place of the ARN when the user is deleted, and it names nobody then. A
    /// new user of the same name has another id.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "AIDAEXAMPLE9OPSUSER3K" }, "Action": "kms:Decrypt", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/ops" }, "Action": "kms:Decrypt", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid user reference".
    pub(crate) static USER: "invalid-user-reference", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.policy.options.policy_type.chooses_principals() {
        return;
    }
    let groups = statement.principals().flat_map(|member| member.node.members());
    let names = groups.filter(|group| group.key == "AWS").flat_map(|group| group.node.items());
    for item in names {
        let Some(text) = item.text() else { continue };
        let sorts = [("AROA", &ROLE, "role"), ("AIDA", &USER, "user")];
        let Some((_, about, sort)) = sorts.iter().find(|(prefix, ..)| is_id(text, prefix)) else {
            continue;
        };
        let message = format!("`{text}` is the id of a {sort}, most likely a deleted one");
        let fix = format!("write the ARN of the {sort}: `arn:aws:iam::ACCOUNT:{sort}/NAME`");
        report.push(about.at(item.span, message).with_fix(fix));
    }
}

fn is_id(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix).filter(|rest| !rest.is_empty());
    rest.is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    })
}
