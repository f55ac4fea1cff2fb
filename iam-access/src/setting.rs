//! Who may ask: the sorts of principals among which a request is looked for.

use crate::atom::{Atom, Word};
use crate::fact::{Fact, Facts};
use crate::group::Group;
use crate::principal::{self, Named, PrincipalClass, TiedKey};
use crate::rule::{Rule, Rules};
use crate::test::{Compiled, literal};
use crate::universe::named_account;
use crate::value::spelled;
use crate::witness::{ACCOUNT, Accounts};
use iam_core::policy::{Effect, PrincipalElement};
use iam_evaluate::{PrincipalKind, RequestPrincipal};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

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
    /// Accounts of resources that are asked about.
    pub(crate) accounts: &'q [String],
    /// Whether those are asked about whose account one policy entrusts and of whom the other one names some.
    pub(crate) within_accounts: bool,
    /// Whether users and roles are told apart, and whether something hangs on what they are called: the same for
    /// every statement.
    pub(crate) minds: OnceCell<[bool; 2]>,
    /// The accounts that each side leaves it to whom of theirs it lets in.
    pub(crate) entrusted: OnceCell<[BTreeSet<String>; 2]>,
}

impl Askers<'_> {
    /// The principals that a statement may grant something to.
    pub(crate) fn settings(&self, rule: &Rule<'_>) -> Vec<Setting> {
        let strangers = self.strangers.map(|it| principal::group(&it.named, false));
        let linked = self.limited.then(principal::not_linked);
        let mut beyond: Vec<Group> = strangers.into_iter().chain(linked).collect();
        let [minds_users, minds_names] = *self.minds.get_or_init(|| {
            let minds_users = self.minds_users();
            [minds_users, minds_users || self.named().any(|it| matches!(it, Named::Identity(_)))]
        });
        if minds_names {
            beyond.push(principal::with_name());
        }
        let new = |class, accounts| Setting {
            class,
            accounts,
            of_principal: beyond.clone(),
            direct: false,
        };
        if self.side == Side::Identity {
            let mut all = vec![new(PrincipalClass::Role, Accounts::Own)];
            if minds_users {
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
        for account in self.own_accounts(rule) {
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

    /// The accounts of the resources that a statement allows somebody something on, as far as somebody names them;
    /// and any account, where whose the resource is decides who may ask.
    fn own_accounts(&self, rule: &Rule<'_>) -> Vec<String> {
        let is_allowed = rule.statement.effect == Effect::Allow;
        let mut all = Vec::new();
        if is_allowed && self.within_accounts {
            all = self.entrusted_accounts(rule);
        }
        let Some(element) = rule.statement.resource.as_ref() else {
            all.extend(self.accounts.iter().cloned());
            return all;
        };
        if !is_allowed {
            return all;
        }
        all.extend(element.patterns().iter().filter_map(|it| named_account(it.as_str())));
        all.extend(self.accounts.iter().cloned());
        all.extend(self.compares_accounts().then(|| ACCOUNT.to_owned()));
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The accounts to which the old policy leaves it whom of theirs it lets in, and of which the statement names
    /// somebody: if the resource is theirs, that is more. To name a role in the place of its account is less.
    fn entrusted_accounts(&self, rule: &Rule<'_>) -> Vec<String> {
        let is_listed = matches!(rule.statement.principal, Some(PrincipalElement::Principal(_)));
        let whom = rule.statement.principal.as_ref().map(Named::of).unwrap_or_default();
        let is_anybody = !is_listed || whom.contains(&Named::Everyone);
        let of_account = |account: &str| {
            let is_of = |arn: &str| arn.split(':').nth(4) == Some(account);
            whom.iter().any(|one| matches!(one, Named::Identity(arn) if is_of(arn)))
        };
        let [entrusted, were] = self.entrusted.get_or_init(|| {
            self.rules.map(|rules| {
                let allows = rules.allows.iter();
                let principals = allows.filter_map(|it| it.statement.principal.as_ref());
                let accounts = principals.flat_map(Named::of).filter_map(|one| match one {
                    Named::Account(account) => Some(account.into_string()),
                    _ => None,
                });
                accounts.collect()
            })
        });
        let is_more = |account: &&String| {
            // All of an account's are more than it, and one of them is beside it only.
            is_anybody || of_account(account) && entrusted.contains(*account)
        };
        were.iter().filter(is_more).cloned().collect()
    }

    /// Whether the account of who asks is held against that of the resource.
    fn compares_accounts(&self) -> bool {
        let is = |own: &str, key: &str, other: &str, variable: &str| {
            own == key && other == variable || own == variable && other == key
        };
        let [who, what] = ["aws:principalaccount", "aws:resourceaccount"];
        self.facts.all.iter().any(|fact| {
            let Fact::Test { key, test } = fact else { return false };
            let mut atoms = test.words().iter().flat_map(|word| word.iter());
            atoms.any(|it| matches!(it, Atom::Value(other) if is(key, who, &other.key, what)))
        })
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
                || matches!(element, PrincipalElement::NotPrincipal(_));
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
