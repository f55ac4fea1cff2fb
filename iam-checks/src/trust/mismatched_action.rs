//! Ways to assume a role that do not fit who takes it on.

use crate::prelude::*;
use crate::trust::provider::Provider;
use iam_language::document::ByteSpan;

declare_check! {
    /// An action of a trust policy does not fit a principal of the same statement.
    ///
    /// Each sort of principal has one way to assume a role, and the others fail. `AWS` and `Service`
    /// principals use `sts:AssumeRole`, users of a SAML provider `sts:AssumeRoleWithSAML`, those of an
    /// OIDC provider `sts:AssumeRoleWithWebIdentity`.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Mismatched action for principal".
    "mismatched-action-for-principal", Error
}

const ASSUME: &str = "sts:AssumeRole";
const WITH_SAML: &str = "sts:AssumeRoleWithSAML";
const WITH_WEB_IDENTITY: &str = "sts:AssumeRoleWithWebIdentity";

/// A principal, and the action that fits it if that is known.
struct Fit<'d> {
    text: &'d str,
    span: ByteSpan,
    action: Option<&'static str>,
    is_federated: bool,
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust || !statement.has(Element::Action)
    {
        return;
    }
    let principals = fits(statement);
    for action in [ASSUME, WITH_SAML, WITH_WEB_IDENTITY] {
        let is_misfit = |principal: &&Fit<'_>| match principal.action {
            Some(fitting) => fitting != action,
            None => principal.is_federated && action == ASSUME,
        };
        let misfits: Vec<_> = principals.iter().filter(is_misfit).take(MOST_PLACES).collect();
        let Some(first) = misfits.first() else { continue };
        let entries = statement.actions.iter();
        for entry in entries.filter(|entry| entry.text.eq_ignore_ascii_case(action)) {
            let message = format!("`{}` cannot assume a role with `{action}`", first.text);
            let fix = match first.action {
                Some(fitting) if misfits.len() == principals.len() => format!("write `{fitting}`"),
                Some(fitting) => format!("use `{fitting}`, or a statement for each"),
                None => format!("use `{WITH_SAML}` or `{WITH_WEB_IDENTITY}`"),
            };
            let places = misfits.iter().map(|misfit| misfit.span);
            let fitting = first.action.filter(|_| misfits.len() == principals.len());
            let mending = fitting.map(|it| Fix::replace(entry.span, it).maybe_incorrect());
            let finding = ABOUT.at(entry.span, message).with_fix(fix).mended_by(mending);
            report.push(finding.with_related(places));
        }
    }
}

/// Whether the statement names principals, and this way to assume a role fits none of them.
pub(crate) fn fits_nobody(statement: &StatementView<'_, '_>, action: &str) -> bool {
    let Some(action) = [ASSUME, WITH_SAML, WITH_WEB_IDENTITY]
        .into_iter()
        .find(|it| it.eq_ignore_ascii_case(action))
    else {
        return false;
    };
    let principals = fits(statement);
    !principals.is_empty()
        && principals.iter().all(|it| it.action.is_some_and(|fitting| fitting != action))
}

/// How many principals a finding points at.
const MOST_PLACES: usize = 10;

fn fits<'d>(statement: &StatementView<'d, '_>) -> Vec<Fit<'d>> {
    let named = ["AWS", "Service"].into_iter().flat_map(|kind| statement.principals_of(kind));
    // `*` stands for federated users too.
    let named = named.filter(|(text, _)| *text != "*");
    let named =
        named.map(|(text, span)| Fit { text, span, action: Some(ASSUME), is_federated: false });
    let federated = statement.providers().map(|(provider, text, span)| {
        let action = match provider {
            Provider::Saml => Some(WITH_SAML),
            Provider::Oidc(_) => Some(WITH_WEB_IDENTITY),
            Provider::Unknown => None,
        };
        Fit { text, span, action, is_federated: true }
    });
    named.chain(federated).collect()
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn each_action_is_held_against_each_principal() {
        const AWS: &str = r#""AWS": "111122223333""#;
        const SAML: &str = r#""Federated": "arn:aws:iam::111122223333:saml-provider/a""#;
        const OIDC: &str = r#""Federated": "arn:aws:iam::111122223333:oidc-provider/a.b""#;
        for (principal, actions, wanted) in [
            (AWS.to_owned(), r#"["sts:AssumeRole", "sts:TagSession"]"#, 0),
            (AWS.to_owned(), r#""sts:AssumeRoleWithSAML""#, 1),
            (SAML.to_owned(), r#"["sts:assumerolewithsaml", "sts:SetSourceIdentity"]"#, 0),
            (SAML.to_owned(), r#"["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]"#, 2),
            (OIDC.to_owned(), r#""STS:AssumeRoleWithSAML""#, 1),
            (OIDC.to_owned(), r#""sts:*""#, 0),
            (format!("{AWS}, {OIDC}"), r#"["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]"#, 2),
        ] {
            let found = codes_in(
                PolicyType::Trust,
                &format!(r#""Effect": "Allow", "Principal": {{{principal}}}, "Action": {actions}"#),
            );
            let found = found.iter().filter(|it| **it == "mismatched-action-for-principal");
            assert_eq!(found.count(), wanted, "{principal} {actions}");
        }
    }
}
