//! What a result has to pass before it is taken. Nothing here knows how it came about.

use super::draft::{Frame, of_effect};
use super::expansion;
use crate::answer::Verdict;
use crate::equivalence::equivalent;
use crate::no_new_access::no_new_access;
use iam_core::pattern::covers_ignoring_case;
use iam_core::policy::{
    ActionElement, ActionPattern, Effect, Principal, PrincipalElement, ResourceElement,
    ResourcePattern, Statement,
};
use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

/// How many proofs may fail before nothing more is tried: few do, and each may take all steps of its budget.
const FAILURES: usize = 3;

/// Proves results about one policy.
#[derive(Debug)]
pub(super) struct Prover {
    frame: Frame,
    /// How many proofs may still fail.
    left: Cell<usize>,
}

impl Prover {
    pub(super) fn new(frame: Frame) -> Self {
        Self { frame, left: Cell::new(FAILURES) }
    }

    /// Whether both allow and both deny the same, whatever actions, resources and keys there may be.
    ///
    /// A statement says of each of its entries of `Action` what it says: so each entry is asked about by itself,
    /// those together of which the same statements speak.
    pub(super) fn are_equal(&self, before: &[Statement], after: &[Statement]) -> bool {
        [Effect::Allow, Effect::Deny].into_iter().all(|effect| {
            let [before, after] = [of_effect(before, effect), of_effect(after, effect)];
            if before == after {
                return true;
            }
            let (before, after) = (Spoken::new(&before), Spoken::new(&after));
            let mut shared: HashSet<(&[usize], &[usize])> = HashSet::new();
            before.of.iter().all(|(entry, ours)| match after.of.get(entry) {
                Some(theirs) if !shared.insert((ours, theirs)) => true,
                Some(theirs) => {
                    let is_equal =
                        self.is_equal(&before.only(ours, entry), &after.only(theirs, entry));
                    if !is_equal {
                        shared.remove(&(ours.as_slice(), theirs.as_slice()));
                    }
                    is_equal
                        || self.is_within(entry, &before, &after)
                            && self.is_within(entry, &after, &before)
                }
                None => self.is_within(entry, &before, &after),
            }) && after.of.keys().all(|entry| {
                before.of.contains_key(entry) || self.is_within(entry, &after, &before)
            })
        })
    }

    /// Whether what one side says of an entry, the other side says by those of its entries that seem to cover it.
    fn is_within(&self, entry: &Entry, one: &Spoken<'_>, other: &Spoken<'_>) -> bool {
        let Some(places) = one.of.get(entry) else { return true };
        let mut wider = Vec::new();
        for (own, places) in &other.of {
            if own.seems_to_cover(entry) {
                wider.extend(other.only(places, own));
            }
        }
        let both = [wider.clone(), one.only(places, entry)].concat();
        self.is_equal(&wider, &both)
    }

    /// Whether statements of one effect say the same.
    fn is_equal(&self, before: &[Statement], after: &[Statement]) -> bool {
        let Some(left) = self.left.get().checked_sub(1) else { return false };
        let denies = before.iter().chain(after).any(|it| it.effect == Effect::Deny);
        let of = |statements: &[Statement]| {
            let everything = denies.then(|| self.everything(before));
            everything.into_iter().chain(statements.iter().cloned()).collect::<Vec<_>>()
        };
        let (before, after) = (of(before), of(after));
        let verdict = if self.frame.policy_type.has_principal() {
            equivalent(&self.frame.resource(before), &self.frame.resource(after))
        } else {
            equivalent(&self.frame.identity(before), &self.frame.identity(after))
        };
        if verdict != Verdict::Pass {
            self.left.set(left);
        }
        verdict == Verdict::Pass
    }

    /// Whether both allow and both deny the same requests for actions of the registry, and for those that the
    /// whole policy writes out: said twice, by counting out the actions and by the proof about requests.
    pub(super) fn are_equal_today(
        &self,
        before: &[Statement],
        after: &[Statement],
        whole: &[Statement],
    ) -> bool {
        expansion::are_equal(before, after, whole, self.frame.version)
            && self.parts(before, after).into_iter().all(|[before, after]| {
                if self.frame.policy_type.has_principal() {
                    let (before, after) = (self.frame.resource(before), self.frame.resource(after));
                    [(&before, &after), (&after, &before)]
                        .into_iter()
                        .all(|(old, new)| no_new_access(old, new).verdict() == Verdict::Pass)
                } else {
                    let (before, after) = (self.frame.identity(before), self.frame.identity(after));
                    [(&before, &after), (&after, &before)]
                        .into_iter()
                        .all(|(old, new)| no_new_access(old, new).verdict() == Verdict::Pass)
                }
            })
    }

    /// What is allowed, and what is denied of everything: a policy may have to deny what it does not allow.
    fn parts(&self, before: &[Statement], after: &[Statement]) -> Vec<[Vec<Statement>; 2]> {
        let of = |effect| [of_effect(before, effect), of_effect(after, effect)];
        let (allows, mut denies) = (of(Effect::Allow), of(Effect::Deny));
        let mut parts = Vec::new();
        if !same(&allows) {
            parts.push(allows);
        }
        if !same(&denies) {
            for list in &mut denies {
                list.insert(0, self.everything(before));
            }
            parts.push(denies);
        }
        parts
    }

    /// Allows everything to everyone.
    fn everything(&self, like: &[Statement]) -> Statement {
        let star = const { &[ActionPattern::already_read("*")] };
        let mut statement = Statement::new(Effect::Allow, ActionElement::Action(star.into()));
        if self.frame.policy_type.has_principal() {
            statement.principal = Some(PrincipalElement::Principal(Principal::Everyone));
        }
        if like.iter().any(|it| it.resource.is_some()) {
            let star = const { &[ResourcePattern::already_read("*")] };
            statement.resource = Some(ResourceElement::Resource(star.into()));
        }
        statement
    }
}

fn same([before, after]: &[Vec<Statement>; 2]) -> bool {
    before == after
}

/// An entry of `Action`, in lower case, or a whole `NotAction`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    Action(String),
    NotAction(Vec<String>),
}

impl Entry {
    /// Whether it may be worth while to ask.
    fn seems_to_cover(&self, other: &Self) -> bool {
        match (&self, other) {
            (Self::Action(own), Self::Action(other)) => covers_ignoring_case(own, other),
            (Self::Action(own), Self::NotAction(_)) => own == "*",
            (Self::NotAction(_), _) => true,
        }
    }
}

/// For each entry, which statements speak of it.
struct Spoken<'s> {
    statements: &'s [Statement],
    of: BTreeMap<Entry, Vec<usize>>,
}

impl<'s> Spoken<'s> {
    fn new(statements: &'s [Statement]) -> Self {
        let mut of: BTreeMap<Entry, Vec<usize>> = BTreeMap::new();
        for (at, statement) in statements.iter().enumerate() {
            let lower = |it: &ActionPattern| it.as_str().to_ascii_lowercase();
            let mut texts: Vec<_> = statement.action.patterns().iter().map(lower).collect();
            texts.sort_unstable();
            texts.dedup();
            let entries = match statement.action {
                ActionElement::Action(_) => texts.into_iter().map(Entry::Action).collect(),
                ActionElement::NotAction(_) => vec![Entry::NotAction(texts)],
            };
            for entry in entries {
                of.entry(entry).or_default().push(at);
            }
        }
        Self { statements, of }
    }

    /// What some statements say of an entry.
    fn only(&self, places: &[usize], entry: &Entry) -> Vec<Statement> {
        let parsed = |texts: &[String]| -> Vec<ActionPattern> {
            texts.iter().filter_map(|it| it.parse().ok()).collect()
        };
        let action = match entry {
            Entry::Action(text) => ActionElement::Action(parsed(std::slice::from_ref(text)).into()),
            Entry::NotAction(texts) => ActionElement::NotAction(parsed(texts).into()),
        };
        let all = places.iter().filter_map(|at| self.statements.get(*at));
        all.map(|it| Statement { action: action.clone(), ..it.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::{Identity, Kind, Policy, PolicyType, Resource, Version};

    fn statements<K: Kind>(statements: &str) -> Vec<Statement> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        Policy::<K>::from_json(&text).expect("a policy").statements().to_vec()
    }

    fn prover(policy_type: PolicyType) -> Prover {
        Prover::new(Frame { version: Some(Version::V2012_10_17), policy_type })
    }

    fn are_equal(before: &str, after: &str) -> bool {
        let (before, after) = (statements::<Identity>(before), statements::<Identity>(after));
        prover(PolicyType::Identity).are_equal(&before, &after)
    }

    fn when(effect: &str, condition: &str) -> String {
        format!(
            r#"{{"Effect":"{effect}","Action":"s3:GetObject","Resource":"*","Condition":{{{condition}}}}}"#
        )
    }

    /// Whatever may propose them.
    #[test]
    fn merges_that_look_sound_are_not_proved() {
        for effect in ["Allow", "Deny"] {
            for operator in ["ForAllValues:StringEquals", "ForAnyValue:StringNotEquals"] {
                let with = |values: &str| {
                    when(effect, &format!(r#""{operator}":{{"aws:TagKeys":{values}}}"#))
                };
                let apart = [with(r#""x""#), with(r#""y""#)].join(",");
                assert!(!are_equal(&apart, &with(r#"["x","y"]"#)), "{operator}");
            }
            for operator in ["StringNotEquals", "StringNotLike", "StringNotEqualsIfExists"] {
                let with = |values: &str| {
                    when(effect, &format!(r#""{operator}":{{"aws:PrincipalTag/a":{values}}}"#))
                };
                let apart = [with(r#""x""#), with(r#""y""#)].join(",");
                assert!(!are_equal(&apart, &with(r#"["x","y"]"#)), "{operator}");
            }
            let tags = |a: &str, b: &str| {
                let tests = format!(r#""aws:PrincipalTag/a":{a},"aws:PrincipalTag/b":{b}"#);
                when(effect, &format!(r#""StringEquals":{{{tests}}}"#))
            };
            let diagonal = [tags(r#""1""#, r#""1""#), tags(r#""2""#, r#""2""#)].join(",");
            assert!(!are_equal(&diagonal, &tags(r#"["1","2"]"#, r#"["1","2"]"#)));
            let number = |values: &str| {
                when(effect, &format!(r#""NumericNotEquals":{{"aws:PrincipalTag/n":{values}}}"#))
            };
            assert!(!are_equal(&number(r#"["abc","5"]"#), &number(r#""5""#)));
            for element in ["Action", "Resource"] {
                let not = |values: &str| {
                    let (action, resource) = match element {
                        "Action" => {
                            (format!(r#""NotAction":{values}"#), r#""Resource":"*""#.to_owned())
                        }
                        _ => (
                            r#""Action":"s3:GetObject""#.to_owned(),
                            format!(r#""NotResource":{values}"#),
                        ),
                    };
                    format!(r#"{{"Effect":"{effect}",{action},{resource}}}"#)
                };
                let (one, other) = (r#""arn:aws:s3:::a""#, r#""arn:aws:s3:::b""#);
                let apart = [not(one), not(other)].join(",");
                assert!(!are_equal(&apart, &not(&format!("[{one},{other}]"))), "{element}");
            }
            let resource = |resource: &str| {
                format!(r#"{{"Effect":"{effect}","Action":"s3:GetObject","Resource":{resource}}}"#)
            };
            assert!(!are_equal(&resource(r#"["*/k","**/k"]"#), &resource(r#""*/k""#)));

            assert!(!are_equal(&resource(r#""arn:aws:s3:::a""#), &resource(r#""arn:aws:s3:::b""#)));
        }
        let diagonal = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}"#;
        let all = r#"{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]}"#;
        assert!(!are_equal(diagonal, all));
        // A pattern that reaches no further action today may tomorrow.
        assert!(!are_equal(
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject*","Resource":"*"}"#
        ));
    }

    #[test]
    fn an_account_is_not_its_role() {
        let statement = |principal: &str, action: &str| {
            format!(
                r#"{{"Effect":"Allow","Principal":{principal},"Action":"{action}","Resource":"*"}}"#
            )
        };
        let account = r#"{"AWS":"111122223333"}"#;
        let role = r#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#;
        let both = [statement(account, "kms:*"), statement(role, "kms:Decrypt")].join(",");
        let (before, after) =
            (statements::<Resource>(&both), statements::<Resource>(&statement(account, "kms:*")));
        assert!(!prover(PolicyType::Resource).are_equal(&before, &after));
        let denies = |principal: &str| statement(principal, "kms:*").replace("Allow", "Deny");
        let not = |roles: &str| denies(roles).replace("Principal", "NotPrincipal");
        let one = r#"{"AWS":"arn:aws:iam::111122223333:role/a"}"#;
        let both =
            r#"{"AWS":["arn:aws:iam::111122223333:role/a","arn:aws:iam::111122223333:role/app"]}"#;
        let before = statements::<Resource>(&[not(one), not(role)].join(","));
        let after = statements::<Resource>(&not(both));
        assert!(!prover(PolicyType::Resource).are_equal(&before, &after));
    }

    #[test]
    fn a_pattern_that_reaches_further_is_not_proved() {
        let actions = |actions: &str| {
            statements::<Identity>(&format!(
                r#"{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}"#
            ))
        };
        let prover = prover(PolicyType::Identity);
        let before = actions(r#""s3:GetObjectTagging","s3:PutObjectTagging","foo:Bar""#);
        let are_equal = |after: &str| prover.are_equal_today(&before, &actions(after), &before);
        assert!(are_equal(r#""s3:GetObjectTagging","s3:*tObjectTagging","foo:Bar""#));
        assert!(!are_equal(r#""s3:*ObjectTagging","foo:Bar""#));
        assert!(!are_equal(r#""s3:GetObjectTagging","foo:Bar""#));
        // What the registry does not know is not lost.
        assert!(!are_equal(r#""s3:GetObjectTagging","s3:PutObjectTagging""#));
        // Nor reached, be it of another statement.
        let whole = [before.clone(), actions(r#""s3:SetObjectTagging""#)].concat();
        let after = actions(r#""s3:*tObjectTagging","foo:Bar""#);
        assert!(!prover.are_equal_today(&before, &after, &whole));
    }
}
