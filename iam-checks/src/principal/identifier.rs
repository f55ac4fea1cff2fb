//! What the identifiers of each sort of principal look like.

use crate::principal::address::is_of_address;
use crate::principal::service_name::is_service_principal;
use iam_language::arn::ArnPattern;
use iam_language::arn::is_account;
use iam_language::pattern::{Piece, has_reference, pieces};
use iam_language::policy::PrincipalType;
use iam_registry as registry;

/// Why text names no principal of its sort, and what to write instead.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) message: String,
    pub(crate) fix: String,
}

/// Why `text` names no principal of this sort; nothing if it may, as far as it is written out.
///
/// Source: [`Principal` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
pub(crate) fn misfit(principal_type: PrincipalType, text: &str) -> Option<Misfit> {
    // That `Federated` is empty is a finding about providers.
    if text.is_empty() && principal_type != PrincipalType::Federated {
        return Some(Misfit {
            message: format!("`{principal_type}` has an empty name in it"),
            fix: "name a principal, or remove the entry".to_owned(),
        });
    }
    if text.trim() != text {
        return Some(Misfit {
            message: format!("`{text}` starts or ends with white space, which no principal does"),
            fix: format!("write `{}`", text.trim()),
        });
    }
    match principal_type {
        PrincipalType::Aws => aws(text),
        PrincipalType::CanonicalUser => canonical_user(text),
        PrincipalType::Service => service(text),
        // Names of providers have checks of their own.
        PrincipalType::Federated => None,
    }
}

/// The identity providers that go by their host name.
///
/// Source: [OIDC federated principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
const BUILT_IN: [&str; 4] = [
    "cognito-identity.amazonaws.com",
    "www.amazon.com",
    "graph.facebook.com",
    "accounts.google.com",
];

fn aws(text: &str) -> Option<Misfit> {
    let whole = |fix: &str| {
        let message = format!("`{text}` is not an AWS principal");
        Some(Misfit { message, fix: fix.to_owned() })
    };
    // Colons within a parameter, as of `${AWS::AccountId}`, part no fields.
    let colons = |piece: Piece<'_>| matches!(piece, Piece::Text(part) if part.contains(':'));
    if text == "*" || has_reference(text) && !pieces(text).any(colons) {
        return None;
    }
    if text.starts_with("arn:") || text.starts_with("Arn:") || text.starts_with("ARN:") {
        return arn(text);
    }
    if is_digits_and_dashes(text) {
        return account(text, str::to_owned);
    }
    if is_unique_id(text) || is_canonical_id(text) {
        return None;
    }
    if BUILT_IN.iter().any(|provider| provider.eq_ignore_ascii_case(text)) {
        return whole(&format!("write `{{ \"Federated\": \"{text}\" }}`"));
    }
    if text.contains(".amazonaws.") || text.ends_with(".amazon.com") {
        return whole(&format!("write `{{ \"Service\": \"{text}\" }}`"));
    }
    if let Some((head, resource)) = text.rsplit_once(':')
        && is_account(head)
        && resource == "root"
    {
        return whole(&format!("write `{head}` or `arn:aws:iam::{head}:root`"));
    }
    if text == "anonymous" {
        return whole("write `\"Principal\": \"*\"` for everyone");
    }
    let name = text.strip_prefix("user/").or_else(|| text.strip_prefix("role/"));
    match (text, name) {
        ("root", _) => whole("write the account: `arn:aws:iam::111122223333:root`"),
        (_, Some(_)) => whole(&format!("write the whole ARN: `arn:aws:iam::111122223333:{text}`")),
        _ => whole(
            "write an account, `111122223333`, or an ARN, `arn:aws:iam::111122223333:role/NAME`",
        ),
    }
}

fn arn(text: &str) -> Option<Misfit> {
    let because = |message: String, fix: String| Some(Misfit { message, fix });
    let Ok(arn) = ArnPattern::parse(text) else {
        let message = format!("`{text}` is not an ARN");
        return because(message, as_meant(text));
    };
    let ArnPattern { partition, service, region, account: owner, resource } = arn;
    if !has_reference(partition) && !registry::is_partition(partition) {
        let message = format!("`{partition}` in `{text}` is not a partition of AWS");
        return because(message, "write `aws`, or `aws-cn`, `aws-us-gov`".to_owned());
    }
    if has_reference(service) {
        return None;
    }
    if !matches!(service, "iam" | "sts") {
        let message = format!("`{text}` is not a principal, but a resource of `{service}`");
        let fix = if service.is_empty() {
            "name the service: `arn:aws:iam::111122223333:role/NAME`".to_owned()
        } else {
            "name a role, or the service under `Service` and this ARN in a condition with \
             `aws:SourceArn`"
                .to_owned()
        };
        return because(message, fix);
    }
    if !region.is_empty() && !has_reference(region) {
        let message = format!("the ARN of a principal has no region, and `{text}` has `{region}`");
        return because(message, "leave the field empty".to_owned());
    }
    // CloudFront's own users, the origin access identities.
    if service == "iam" && owner == "cloudfront" {
        let is_identity = resource.starts_with("user/CloudFront Origin Access Identity ");
        return (!is_identity).then(|| Misfit {
            message: format!("`{text}` is not an origin access identity"),
            fix: "write `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ID`"
                .to_owned(),
        });
    }
    if !has_reference(owner) && !is_account(owner) {
        if owner.is_empty() {
            let message = format!("`{text}` does not name an account");
            return because(message, as_meant(text));
        }
        return account(owner, |account| {
            format!("arn:{partition}:{service}::{account}:{resource}")
        });
    }
    of_account(arn, text)
}

/// The ARN that has an account and ends as `text` does, if it has both; otherwise one to go by.
fn as_meant(text: &str) -> String {
    let mut fields = text.split(':').skip(1);
    let partition = fields.next().filter(|it| registry::is_partition(it)).unwrap_or("aws");
    let account = text.split(':').find(|field| is_account(field));
    let last = text.rsplit(':').next().unwrap_or_default();
    let kind = last.split('/').next().unwrap_or_default();
    match (account, kind) {
        (Some(account), "root" | "user" | "role") => {
            format!("write `arn:{partition}:iam::{account}:{last}`")
        }
        (None, "root" | "user" | "role") => {
            format!("write it like `arn:{partition}:iam::111122223333:{last}`")
        }
        _ => format!("write it like `arn:{partition}:iam::111122223333:role/NAME`"),
    }
}

/// Whether the last field of the ARN is one of a principal.
fn of_account(arn: ArnPattern<'_>, text: &str) -> Option<Misfit> {
    let ArnPattern { partition, service, account, resource, .. } = arn;
    if has_reference(resource.split('/').next().unwrap_or_default()) {
        return None;
    }
    let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
    let example = |service: &str, resource: &str| {
        format!("write it like `arn:{partition}:{service}::{account}:{resource}`")
    };
    let message = |what: &str| format!("`{text}` {what}");
    let (what, fix) = match (service, kind) {
        ("iam", "root") if resource == "root" => return None,
        ("iam", "user" | "role") | ("sts", "federated-user") => {
            if is_name(name) {
                return None;
            }
            ("does not name a principal", example(service, &format!("{kind}/NAME")))
        }
        ("sts", "assumed-role") => {
            let mut parts = name.split('/');
            let has_both = parts.clone().count() == 2 && parts.all(|part| !part.is_empty());
            if has_both || has_reference(name) {
                return None;
            }
            ("names no session", example("sts", "assumed-role/ROLE/SESSION"))
        }
        ("iam", "assumed-role" | "federated-user") => (
            "is of AWS STS, not of IAM",
            format!("write `arn:{partition}:sts::{account}:{resource}`"),
        ),
        ("sts", "user" | "role" | "root") => (
            "is of IAM, not of AWS STS",
            format!("write `arn:{partition}:iam::{account}:{resource}`"),
        ),
        ("iam", "group") => (
            "is a group, and a group is not a principal",
            "name its users, or a role that they may assume".to_owned(),
        ),
        ("iam", "saml-provider" | "oidc-provider") => {
            ("is an identity provider", format!("write `{{ \"Federated\": \"{text}\" }}`"))
        }
        ("iam", "instance-profile") => (
            "is an instance profile, not the role in it",
            example("iam", &format!("role/{}", if name.is_empty() { "NAME" } else { name })),
        ),
        ("iam", "policy") => ("is a policy, not a principal", example("iam", "role/NAME")),
        _ => ("is not a principal", example("iam", "role/NAME")),
    };
    Some(Misfit { message: message(what), fix })
}

/// Why text that should be the id of an account is none; `whole` puts an id in its place.
fn account(text: &str, whole: impl FnOnce(&str) -> String) -> Option<Misfit> {
    if is_account(text) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let fix = if is_account(&digits) && is_digits_and_dashes(text) {
        format!("write `{}`", whole(&digits))
    } else {
        format!("write it like `{}`", whole("111122223333"))
    };
    let message = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("the id of an account has 12 digits, and `{text}` has {}", text.len())
    } else {
        format!("`{text}` is not the id of an account, which is 12 digits")
    };
    Some(Misfit { message, fix })
}

/// Which services there are is for another check to know; each is named by an address.
fn service(text: &str) -> Option<Misfit> {
    if is_of_address(text) || has_reference(text) {
        return None;
    }
    let misfit = |what: &str, fix: String| {
        let message = format!("`{text}` {what}, and services are named by their address");
        Some(Misfit { message, fix })
    };
    if text.starts_with("arn:") {
        return misfit("is an ARN", format!("write `{{ \"AWS\": \"{text}\" }}`"));
    }
    if is_account(text) {
        return misfit("is an account", format!("write `{{ \"AWS\": \"{text}\" }}`"));
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let of_service = format!("{text}.amazonaws.com");
    let fix = match [host, &of_service].into_iter().find(|name| is_service_principal(name)) {
        Some(name) if is_of_address(name) => format!("write `{name}`"),
        _ => "write it like `lambda.amazonaws.com`".to_owned(),
    };
    misfit(if scheme.is_empty() { "is not an address" } else { "is a URL" }, fix)
}

fn canonical_user(text: &str) -> Option<Misfit> {
    if is_canonical_id(text) || has_reference(text) {
        return None;
    }
    let fix = if text == "*" {
        "write `\"Principal\": \"*\"` for everyone".to_owned()
    } else if is_account(text) || text.starts_with("arn:") {
        format!("write `{{ \"AWS\": \"{text}\" }}`")
    } else {
        "write the id that `aws s3api list-buckets` prints as `Owner`, or the ARN under `AWS`"
            .to_owned()
    };
    let message = format!("`{text}` is not a canonical user id, which is 64 hexadecimal digits");
    Some(Misfit { message, fix })
}

fn is_digits_and_dashes(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn is_canonical_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The id that IAM puts in the place of a user or role, which has a check of its own.
fn is_unique_id(text: &str) -> bool {
    let rest = text.strip_prefix("AIDA").or_else(|| text.strip_prefix("AROA"));
    let is_of_id = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_of_id))
}

/// A name, after the folders of its path.
///
/// Source: [names of IAM](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
fn is_name(text: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    let (path, name) = text.rsplit_once('/').unwrap_or(("", text));
    has_reference(text)
        || !name.is_empty()
            && name.bytes().all(is_of_name)
            && path.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::misfit;
    use iam_language::policy::PrincipalType::{Aws, CanonicalUser, Service};

    #[test]
    fn what_iam_documents_is_a_principal() {
        let canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
        for text in [
            "*",
            "111122223333",
            "arn:aws:iam::111122223333:root",
            "arn:aws-cn:iam::111122223333:root",
            "arn:aws-us-gov:iam::111122223333:user/ann",
            "arn:aws:iam::111122223333:user/division_abc/subdivision_xyz/JaneDoe",
            "arn:aws:iam::111122223333:user/ann+ops=x,y.z@example_1-2",
            "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
            "arn:aws:sts::111122223333:assumed-role/backup/night",
            "arn:aws:sts::111122223333:federated-user/ann",
            "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC",
            "AIDAJQABLZS4A3QDU576Q",
            "AROADBQP57FF2AEXAMPLE",
            canonical,
            "${Vendor}",
            "${AWS::AccountId}",
            "arn:${AWS::Partition}:iam::${Vendor}:root",
            "arn:aws:iam::111122223333:role/${Name}",
            "arn:aws:iam::111122223333:${Principal}",
        ] {
            assert_eq!(misfit(Aws, text), None, "{text}");
        }
        assert_eq!(misfit(CanonicalUser, canonical), None);
        for text in [
            "lambda.amazonaws.com",
            "Lambda.amazonaws.com",
            "logs.eu-west-1.amazonaws.com",
            "rds.aws.internal",
            "lambda.amazon.com",
            "${Service}",
            "${Service}.amazonaws.com",
        ] {
            assert_eq!(misfit(Service, text), None, "{text}");
        }
    }

    #[test]
    fn a_service_is_named_by_its_address() {
        for (text, what, fix) in [
            ("lambda", "is not an address", "write `lambda.amazonaws.com`"),
            ("root", "is not an address", "write it like `lambda.amazonaws.com`"),
            ("https://lambda.amazonaws.com", "is a URL", "write `lambda.amazonaws.com`"),
            ("https://lambda.amazonaws.com/", "is a URL", "write `lambda.amazonaws.com`"),
            ("https://example", "is a URL", "write it like `lambda.amazonaws.com`"),
            ("lambda.amazonaws.com/", "is not an address", "write `lambda.amazonaws.com`"),
            ("lambda.amazonaws.com:443", "is not an address", "write `lambda.amazonaws.com`"),
            ("lambda..amazonaws.com", "is not an address", "write it like `lambda.amazonaws.com`"),
            ("aws lambda.com", "is not an address", "write it like `lambda.amazonaws.com`"),
            ("111122223333", "is an account", "write `{ \"AWS\": \"111122223333\" }`"),
            (
                "arn:aws:iam::111122223333:root",
                "is an ARN",
                "write `{ \"AWS\": \"arn:aws:iam::111122223333:root\" }`",
            ),
        ] {
            let found = misfit(Service, text).unwrap_or_else(|| panic!("{text} is one"));
            assert!(found.message.contains(what), "{text}: {}", found.message);
            assert_eq!(found.fix, fix, "{text}");
        }
    }

    #[test]
    fn what_iam_refuses_is_told_what_to_write() {
        for (text, fix) in [
            ("12345678901", "write it like `111122223333`"),
            ("1111222233334", "write it like `111122223333`"),
            ("1111-2222-3333", "write `111122223333`"),
            ("111122223333:root", "write `111122223333` or `arn:aws:iam::111122223333:root`"),
            ("arn:aws:iam::1234567890:root", "write it like `arn:aws:iam::111122223333:root`"),
            ("arn:aws:iam::1111-2222-3333:root", "write `arn:aws:iam::111122223333:root`"),
            ("arn:aws:iam::ACCOUNT:root", "write it like `arn:aws:iam::111122223333:root`"),
            ("arn:aws:iam::user/x", "write it like `arn:aws:iam::111122223333:user/x`"),
            ("arn:aws:iam:::user/x", "write it like `arn:aws:iam::111122223333:user/x`"),
            ("arn:aws:iam:us-east-1:111122223333:role/x", "leave the field empty"),
            ("arn:aws:iam:::123456789012:root", "write `arn:aws:iam::123456789012:root`"),
            ("arn:aws::111122223333:root", "write `arn:aws:iam::111122223333:root`"),
            ("arn:aws:iam::111122223333:", "write it like `arn:aws:iam::111122223333:role/NAME`"),
            (
                "arn:aws:iam::111122223333:role/",
                "write it like `arn:aws:iam::111122223333:role/NAME`",
            ),
            (
                "arn:aws:iam::111122223333:role/a b",
                "write it like `arn:aws:iam::111122223333:role/NAME`",
            ),
            (
                "arn:aws:iam::111122223333:group/devs",
                "name its users, or a role that they may assume",
            ),
            (
                "arn:aws:iam::111122223333:policy/x",
                "write it like `arn:aws:iam::111122223333:role/NAME`",
            ),
            (
                "arn:aws:iam::111122223333:role",
                "write it like `arn:aws:iam::111122223333:role/NAME`",
            ),
            (
                "arn:aws:iam::111122223333:instance-profile/web",
                "write it like `arn:aws:iam::111122223333:role/web`",
            ),
            (
                "arn:aws:iam::111122223333:oidc-provider/a.b",
                r#"write `{ "Federated": "arn:aws:iam::111122223333:oidc-provider/a.b" }`"#,
            ),
            (
                "arn:aws:sts::111122223333:assumed-role/backup",
                "write it like `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`",
            ),
            (
                "arn:aws:iam::111122223333:assumed-role/a/b",
                "write `arn:aws:sts::111122223333:assumed-role/a/b`",
            ),
            ("arn:aws:sts::111122223333:role/x", "write `arn:aws:iam::111122223333:role/x`"),
            (
                "arn:aws:s3:::b1",
                "name a role, or the service under `Service` and this ARN in a condition with `aws:SourceArn`",
            ),
            ("arn:aws-eu:iam::111122223333:root", "write `aws`, or `aws-cn`, `aws-us-gov`"),
            ("lambda.amazonaws.com", r#"write `{ "Service": "lambda.amazonaws.com" }`"#),
            (
                "cognito-identity.amazonaws.com",
                r#"write `{ "Federated": "cognito-identity.amazonaws.com" }`"#,
            ),
            ("www.amazon.com", r#"write `{ "Federated": "www.amazon.com" }`"#),
            (
                "alice",
                "write an account, `111122223333`, or an ARN, `arn:aws:iam::111122223333:role/NAME`",
            ),
            ("root", "write the account: `arn:aws:iam::111122223333:root`"),
            ("user/x", "write the whole ARN: `arn:aws:iam::111122223333:user/x`"),
            ("", "name a principal, or remove the entry"),
            (" 111122223333", "write `111122223333`"),
        ] {
            assert_eq!(misfit(Aws, text).map(|it| it.fix).as_deref(), Some(fix), "{text}");
        }
        assert!(misfit(CanonicalUser, "123").is_some());
        assert!(misfit(CanonicalUser, "*").is_some());
        assert!(misfit(Service, "arn:aws:iam::111122223333:root").is_some());
        assert!(misfit(Service, "").is_some());
    }
}
