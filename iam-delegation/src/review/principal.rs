//! Who a statement is about, in words.

use super::phrase::Phrase;
use iam_core::arn::account_of_root;
use iam_core::policy::{Principal, PrincipalElement, PrincipalType};

/// One phrase for each principal.
#[derive(Clone, Debug)]
pub(crate) struct PrincipalView {
    /// Whether the statement is about everyone but these.
    pub(crate) is_excluded: bool,
    /// Each of them.
    pub(crate) who: Vec<Phrase>,
}

impl PrincipalView {
    pub(super) fn new(element: &PrincipalElement) -> Self {
        let who = match element.principal() {
            Principal::Everyone => vec![Phrase::words("anybody, even without credentials")],
            Principal::Listed(groups) => {
                let each = groups.iter().flat_map(|group| {
                    let identifiers = group.identifiers.iter();
                    identifiers.map(|identifier| named(group.principal_type, identifier))
                });
                each.collect()
            }
        };
        Self { is_excluded: matches!(element, PrincipalElement::NotPrincipal(_)), who }
    }
}

fn named(principal_type: PrincipalType, identifier: &str) -> Phrase {
    match principal_type {
        PrincipalType::Service => Phrase::words("the AWS service ").code(identifier),
        PrincipalType::Federated => {
            Phrase::words("people of the identity provider ").code(identifier)
        }
        PrincipalType::CanonicalUser => {
            Phrase::words("the account with the canonical user id ").code(identifier)
        }
        PrincipalType::Aws if identifier == "*" => Phrase::words("anybody in AWS"),
        PrincipalType::Aws => {
            let is_account = account_of_root(identifier).is_some() || !identifier.contains(':');
            let phrase = Phrase::default().code(identifier);
            if is_account { phrase.and(": whomever that account lets") } else { phrase }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::{Policy, Resource};

    #[test]
    fn each_type_has_its_words() {
        for (principal, words) in [
            (r#""*""#, "anybody, even without credentials"),
            (r#"{"AWS":"*"}"#, "anybody in AWS"),
            (
                r#"{"AWS":["111122223333","arn:aws:iam::1:role/r"]}"#,
                "`111122223333`: whomever that account lets; `arn:aws:iam::1:role/r`",
            ),
            (r#"{"Service":"sns.amazonaws.com"}"#, "the AWS service `sns.amazonaws.com`"),
            (
                r#"{"Federated":"accounts.google.com"}"#,
                "people of the identity provider `accounts.google.com`",
            ),
        ] {
            let json = format!(
                r#"{{"Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"sns:Publish","Resource":"*"}}]}}"#
            );
            let policy = Policy::<Resource>::from_json(&json).unwrap();
            let view = PrincipalView::new(policy.statements()[0].principal.as_ref().unwrap());
            let all: Vec<_> = view.who.iter().map(Phrase::to_string).collect();
            assert_eq!(all.join("; "), words);
        }
    }
}
