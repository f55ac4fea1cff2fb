//! Who may ask: the sorts of principals among which a request is looked for.

use crate::atom::Word;
use crate::fact::Facts;
use crate::group::Group;
use crate::principal::{self, Named, PrincipalClass, TiedKey};
use crate::rule::{Rule, Rules};
use crate::test::{Compiled, literal};
use crate::value::spelled;
use crate::witness::Accounts;
use iam_core::arn::{ArnPattern, is_account};
use iam_core::policy::Effect;
use iam_evaluate::{PrincipalKind, RequestPrincipal};
use std::collections::HashSet;

/// Services and providers, of which one that nobody names stands for all others.
const SERVICES: [&str; 6] = [
    "events.amazonaws.com",
    "sns.amazonaws.com",
    "lambda.amazonaws.com",
    "s3.amazonaws.com",
    "config.amazonaws.com",
    "backup.amazonaws.com",
];
const PROVIDERS: [&str; 4] = [
    "accounts.google.com",
    "www.amazon.com",
    "graph.facebook.com",
    "cognito-identity.amazonaws.com",
];

/// Those whom a policy does not name.
pub(crate) struct Strangers {
    /// Accounts, roles and users that it names.
    pub(crate) named: Vec<Named>,
    /// Whether providers that it names vouch for whom they let in.
    pub(crate) trust_providers: bool,
}

/// Requests among which one is looked for.
pub(crate) struct Setting {
    pub(crate) class: PrincipalClass,
    pub(crate) accounts: Accounts,
    pub(crate) of_principal: Vec<Group>,
    /// Whether whom statements name by account only does not count.
    pub(crate) direct: bool,
}

/// Whose policies they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Identity,
    Resource,
}

/// Who may ask.
pub(crate) struct Askers<'q> {
    pub(crate) side: Side,
    pub(crate) facts: &'q Facts,
    /// Of both sides.
    pub(crate) rules: [&'q Rules<'q>; 2],
    pub(crate) strangers: Option<&'q Strangers>,
    pub(crate) limited: bool,
}

impl Askers<'_> {
    /// The principals that a statement may grant something to.
    pub(crate) fn settings(&self, rule: &Rule<'_>) -> Vec<Setting> {
        let strangers = self.strangers.map(|it| principal::group(&it.named, false));
        let beyond = strangers.into_iter().chain(self.limited.then(principal::not_linked));
        let beyond: Vec<Group> = beyond.collect();
        let new = |class, accounts| Setting {
            class,
            accounts,
            of_principal: beyond.clone(),
            direct: false,
        };
        if self.side == Side::Identity {
            let mut all = vec![new(PrincipalClass::Role, Accounts::Own)];
            if self.minds_users() {
                all.push(new(PrincipalClass::User, Accounts::Own));
            }
            return all;
        }
        let mut all = vec![new(PrincipalClass::Role, Accounts::Other)];
        all.push(new(PrincipalClass::User, Accounts::Other));
        for text in self.outsiders(rule) {
            if self.strangers.is_some_and(|it| it.know(&text, rule)) {
                continue;
            }
            if self.limited && is_linked(&text) {
                continue;
            }
            all.push(new(PrincipalClass::Only(text.into()), Accounts::Other));
        }
        if self.strangers.is_some() {
            return all;
        }
        for account in own_accounts(rule) {
            for class in [PrincipalClass::Role, PrincipalClass::User] {
                for direct in [true, false] {
                    let within: Vec<Word> = TiedKey::Account.of_arn(&[literal(&account)]);
                    let of_principal = beyond.iter().cloned().chain([Group::some(within)]);
                    all.push(Setting {
                        class: class.clone(),
                        accounts: Accounts::Both(account.clone()),
                        of_principal: of_principal.collect(),
                        direct,
                    });
                }
            }
        }
        all
    }

    /// Whether users and roles are told apart.
    fn minds_users(&self) -> bool {
        self.facts.keys().any(|key| {
            matches!(TiedKey::of(key), Some(TiedKey::Name | TiedKey::Type | TiedKey::Arn))
        }) || self.facts.variables().any(|key| TiedKey::of(key).is_some())
    }

    /// Those who are neither roles nor users: named ones, and one of each sort that nobody names.
    fn outsiders(&self, rule: &Rule<'_>) -> Vec<String> {
        let mut named = Vec::new();
        let mut is_open = rule.statement.principal.is_none();
        if let Some(element) = &rule.statement.principal {
            let of_rule = Named::of(element);
            is_open |= of_rule.contains(&Named::Everyone)
                || matches!(element, iam_core::policy::PrincipalElement::NotPrincipal(_));
            if of_rule.contains(&Named::EveryProvider) {
                named.push(self.nobodys(&PROVIDERS));
                // Others may say something of one of them.
                named.extend(self.named().filter_map(|one| match one {
                    Named::Outside(text) if is_provider(&text) => Some(text.into()),
                    _ => None,
                }));
            }
        }
        let all = if is_open {
            self.named().collect()
        } else {
            rule.statement.principal.as_ref().map(Named::of).unwrap_or_default()
        };
        for one in all {
            match one {
                Named::Outside(text) => named.push(text.into()),
                Named::Identity(text) => {
                    let kind = text.parse::<RequestPrincipal>().map(|it| it.kind());
                    if matches!(kind, Ok(PrincipalKind::RoleSession | PrincipalKind::FederatedUser))
                    {
                        named.push(text.into());
                    }
                }
                _ => {}
            }
        }
        if is_open {
            named.push("*".to_owned());
            named.push(self.nobodys(&SERVICES));
            named.push(self.nobodys(&PROVIDERS));
            named.extend(self.services_of_keys());
        }
        let mut seen = HashSet::new();
        named.retain(|text| seen.insert(text.clone()));
        named
    }

    /// Whom the statements of both sides name.
    fn named(&self) -> impl Iterator<Item = Named> {
        let all = self.rules.into_iter().flat_map(|rules| rules.allows.iter().chain(&rules.denies));
        all.filter_map(|rule| rule.statement.principal.as_ref()).flat_map(Named::of)
    }

    /// One that no statement names, and no test asks for.
    fn nobodys(&self, known: &[&str]) -> String {
        let asked = self.services_of_keys();
        let named: HashSet<Named> = self.named().collect();
        let is_free = |text: &&&str| {
            !named.contains(&Named::Outside((**text).into()))
                && !asked.iter().any(|it| it == **text)
        };
        known.iter().find(is_free).or(known.first()).copied().unwrap_or_default().to_owned()
    }

    /// The services that tests ask for by name.
    fn services_of_keys(&self) -> Vec<String> {
        let tests = self.facts.tests_of("aws:principalservicename");
        let named = tests.flat_map(Compiled::words).filter_map(spelled);
        let is_service = |text: &String| {
            text.parse().is_ok_and(|it: RequestPrincipal| it.kind() == PrincipalKind::Service)
        };
        named.filter(is_service).collect()
    }
}

impl Strangers {
    /// Whether somebody who is neither a role nor a user is no stranger.
    fn know(&self, text: &str, rule: &Rule<'_>) -> bool {
        let Ok(principal) = text.parse::<RequestPrincipal>() else { return false };
        match principal.kind() {
            PrincipalKind::Anonymous => false,
            PrincipalKind::IdentityProvider => {
                let element = rule.statement.principal.as_ref();
                let named = element.map(Named::of).unwrap_or_default();
                self.trust_providers && named.contains(&Named::Outside(text.into()))
            }
            _ => true,
        }
    }
}

fn is_provider(text: &str) -> bool {
    let kind = text.parse::<RequestPrincipal>().map(|it| it.kind());
    matches!(kind, Ok(PrincipalKind::IdentityProvider))
}

/// Whether it is a session of a role that a service made for itself.
fn is_linked(text: &str) -> bool {
    text.parse().is_ok_and(|it: RequestPrincipal| it.is_service_linked_role())
}

/// The accounts that the resources of a statement name, if it allows somebody of them something.
fn own_accounts(rule: &Rule<'_>) -> Vec<String> {
    let Some(element) = rule.statement.resource.as_ref() else { return Vec::new() };
    if rule.statement.effect != Effect::Allow {
        return Vec::new();
    }
    let accounts = element.patterns().iter().filter_map(|pattern| {
        let arn = ArnPattern::parse(pattern.as_str()).ok()?;
        is_account(arn.account).then(|| arn.account.to_owned())
    });
    let mut all: Vec<String> = accounts.collect();
    all.sort_unstable();
    all.dedup();
    all
}
