//! A question, from the policies to the statements that grant it.

use crate::access::Access;
use crate::answer::{Answer, Reason};
use crate::asked::Asked;
use crate::difference::{Difference, Found};
use crate::fact::Facts;
use crate::granted::Granted;
use crate::principal::Named;
use crate::public_resource_type::PublicResourceType;
use crate::root;
use crate::rule::{About, Rule};
use crate::setting::{Side, Strangers};
use crate::trusted::are_trusted;
use crate::witness::{Accounts, Shown};
use iam_core::policy::{Effect, PrincipalElement, Statement};
use iam_evaluate::Request;

/// How many steps a question may take: no more than a second's.
pub(crate) const STEPS: u64 = 16_000_000;

/// What is asked about.
pub(crate) struct Question<'q> {
    /// What grants already.
    existing: Option<Granted<'q>>,
    new: Granted<'q>,
    /// If that alone counts.
    access: Option<&'q Access>,
    /// If strangers alone count.
    strangers: Option<PublicResourceType>,
    /// Whether those of accounts count that a policy entrusts.
    within_accounts: bool,
}

impl<'q> Question<'q> {
    /// Does the new one grant what the existing one does not?
    pub(crate) fn of_new_access(existing: Granted<'q>, new: Granted<'q>) -> Self {
        Self { existing: Some(existing), ..Self::of(new) }
    }

    /// The same, of those accounts, too, to which the existing one leaves it whom of theirs they let in.
    pub(crate) fn of_new_access_within_accounts(existing: Granted<'q>, new: Granted<'q>) -> Self {
        Self { within_accounts: true, ..Self::of_new_access(existing, new) }
    }

    /// Does it grant some of this access?
    pub(crate) fn of_access(new: Granted<'q>, access: &'q Access) -> Self {
        Self { access: Some(access), ..Self::of(new) }
    }

    /// Does the policy of such a resource let in strangers?
    pub(crate) fn of_strangers(new: Granted<'q>, resource_type: PublicResourceType) -> Self {
        // What a principal may do lets nobody in.
        let new = if new.side() == Side::Resource { new } else { Granted::to_principal() };
        Self { strangers: Some(resource_type), ..Self::of(new) }
    }

    fn of(new: Granted<'q>) -> Self {
        Self { existing: None, new, access: None, strangers: None, within_accounts: false }
    }

    /// The answer for requests that can be made.
    pub(crate) fn today(&self) -> Answer {
        let told = |rule: &Rule<'_>, shown: Shown<Request>| Reason {
            policy: rule.policy,
            statement: rule.place,
            sid: rule.sid(),
            witness: shown.into(),
        };
        let Found { shown, unknown } = self.found(STEPS, &|_| false, told);
        let existing = self.existing.as_ref().filter(|it| it.side() == self.new.side());
        // Other access is asked about by its actions and resources, whoever has it.
        let is_of_new_access = self.access.is_none() && self.strangers.is_none();
        let overlooks_root = is_of_new_access && root::may_matter(existing, &self.new);
        Answer { reasons: shown, unknown, overlooks_root }
    }

    /// What each statement grants, as `told` tells it, but for those that are known to grant something.
    pub(crate) fn found<R: Asked, T>(
        &self,
        steps: u64,
        is_known: &dyn Fn(&Rule<'_>) -> bool,
        told: impl Fn(&Rule<'_>, Shown<R>) -> T,
    ) -> Found<T> {
        let about = if R::CAN_BE_MADE { About::Known } else { About::AnyName };
        let mut facts = Facts::default();
        let side = self.new.side();
        let existing = self.existing.as_ref().filter(|it| it.side() == side);
        let sieve = existing.and_then(|it| self.new.sieve(it));
        let keeps_old = |it: &Statement| sieve.as_ref().is_none_or(|sieve| sieve.keeps_old(it));
        let keeps_new = |it: &Statement| sieve.as_ref().is_none_or(|sieve| sieve.keeps_new(it));
        let old = existing.map(|it| it.rules(&keeps_old, about, &mut facts)).unwrap_or_default();
        let new = self.new.rules(&keeps_new, about, &mut facts);
        let wanted = self.access.map(|it| it.literals(about, &mut facts)).unwrap_or_default();
        let strangers = self.strangers.map(|resource_type| Strangers {
            named: named(&self.new),
            trust_providers: resource_type.is_trust_policy(),
        });
        let accounts = self.access.map(Access::accounts).unwrap_or_default();
        let (before, after) = (existing.map(Granted::simulator), self.new.simulator());
        Difference {
            side,
            facts: &facts,
            new: &new,
            old: &old,
            wanted: &wanted,
            among: self.access.and_then(Access::known_actions).filter(|_| R::CAN_BE_MADE),
            strangers: strangers.as_ref(),
            limited: existing.is_some_and(Granted::is_in_organization)
                || self.new.is_in_organization(),
            accounts: &accounts,
            within_accounts: self.within_accounts,
            is_out_of_question: &|world, answers| match self.strangers {
                Some(resource_type) => are_trusted(world, answers, resource_type.is_access_point()),
                None => Ok(false),
            },
            confirms: &|request: &R, accounts: &Accounts| {
                after.grants_more(before.as_ref(), request, accounts)
            },
            allows: &|request: &R, at| after.grants_by(request, at),
        }
        .found(steps, is_known, told)
    }
}

/// The accounts, roles and users that a policy names to let them in: by allowing them something, or by leaving
/// them out of a denial.
fn named(policy: &Granted<'_>) -> Vec<Named> {
    let elements = policy.statements().filter_map(|statement| {
        let element = statement.principal.as_ref()?;
        let names = matches!(
            (statement.effect, element),
            (Effect::Allow, PrincipalElement::Principal(_))
                | (Effect::Deny, PrincipalElement::NotPrincipal(_))
        );
        names.then_some(element)
    });
    let all = elements.flat_map(Named::of);
    let mut all: Vec<_> =
        all.filter(|named| matches!(named, Named::Account(_) | Named::Identity(_))).collect();
    all.sort_unstable();
    all.dedup();
    all
}
