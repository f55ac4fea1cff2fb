//! Policies.

use crate::{Dice, Key, Target, Vocabulary};
use iam_core::policy::{
    ActionElement, ActionPattern, ConditionBlock, ConditionKeyName, ConditionTest, ConditionValue,
    Effect, Kind, Policy, PolicyType, Principal, PrincipalElement, PrincipalGroup, Purpose,
    ResourceElement, ResourcePattern, Statement, Version,
};
use std::borrow::Cow;

/// A policy of one to three statements.
pub fn policy<K: Kind>(dice: &mut Dice<'_>, words: &Vocabulary) -> Policy<K> {
    let target = dice.pick(words.targets);
    policy_about(dice, words, &target, K::TYPE)
}

/// A statement of a policy of this type.
pub fn statement(dice: &mut Dice<'_>, words: &Vocabulary, policy_type: PolicyType) -> Statement {
    let target = dice.pick(words.targets);
    statement_about(dice, words, &target, policy_type)
}

/// The same policy with one to three parts drawn anew: parts of statements, and whole ones.
pub fn changed<K: Kind>(dice: &mut Dice<'_>, words: &Vocabulary, policy: &Policy<K>) -> Policy<K> {
    let mut statements = policy.statements().to_vec();
    for _ in 0..=dice.up_to(2) {
        let drawn = statement(dice, words, K::TYPE);
        let at = usize::try_from(dice.roll() % statements.len().max(1) as u64).unwrap_or_default();
        let part = dice.up_to(9);
        let Some(old) = statements.get_mut(at) else { break };
        match part {
            0 => old.effect = drawn.effect,
            1 | 2 => old.action = drawn.action,
            3 => old.action = other_action(old.action.clone()),
            4 | 5 => old.resource = drawn.resource,
            6 => old.principal = drawn.principal,
            7 | 8 => old.conditions = drawn.conditions,
            _ => *old = drawn,
        }
    }
    let id = policy.id().map(|id| Cow::Owned(id.to_owned()));
    Policy::already_read(policy.version(), id, statements.into())
}

fn other_action(action: ActionElement) -> ActionElement {
    match action {
        ActionElement::Action(patterns) => ActionElement::NotAction(patterns),
        ActionElement::NotAction(patterns) => ActionElement::Action(patterns),
    }
}

/// A policy with statements about `target`, mostly, that are fit for the type, whatever the kind.
pub(crate) fn policy_about<K: Kind>(
    dice: &mut Dice<'_>,
    words: &Vocabulary,
    target: &Target,
    policy_type: PolicyType,
) -> Policy<K> {
    let is_control =
        matches!(policy_type, PolicyType::ServiceControl | PolicyType::ResourceControl);
    let version = match dice.pick(words.versions) {
        // Organizations take no other.
        _ if words.is_valid && is_control => Some(Version::V2012_10_17),
        version => version,
    };
    let statements = dice.many(2, |dice| statement_about(dice, words, target, policy_type));
    Policy::already_read(version, None, Cow::Owned(statements))
}

pub(crate) fn statement_about(
    dice: &mut Dice<'_>,
    words: &Vocabulary,
    target: &Target,
    policy_type: PolicyType,
) -> Statement {
    // Now and then of something else.
    let other = dice.pick(words.targets);
    let target = if dice.one_in(6) { &other } else { target };
    let is_control = policy_type == PolicyType::ResourceControl;
    let denies = (words.is_valid && is_control) || dice.one_in(4);
    let blocks = if dice.one_in(3) { 1 + dice.up_to(1) } else { 0 };
    let mut conditions: Vec<ConditionBlock> = Vec::new();
    for _ in 0..blocks {
        let block = block(dice, words);
        if conditions.iter().all(|other| other.operator != block.operator) {
            conditions.push(block);
        }
    }
    Statement {
        purpose: Purpose::NONE,
        sid: None,
        effect: if denies { Effect::Deny } else { Effect::Allow },
        principal: policy_type.has_principal().then(|| principal(dice, words, policy_type, denies)),
        action: action(dice, words, target, policy_type),
        resource: policy_type
            .may_have_resource()
            .then(|| resource(dice, words, target, policy_type)),
        conditions: conditions.into(),
    }
}

fn action(
    dice: &mut Dice<'_>,
    words: &Vocabulary,
    target: &Target,
    policy_type: PolicyType,
) -> ActionElement {
    let is_plain =
        words.is_valid && matches!(policy_type, PolicyType::Trust | PolicyType::ResourceControl);
    let pattern = |dice: &mut Dice<'_>| {
        let anything = !is_plain && !words.any_action.is_empty() && dice.one_in(5);
        let drawn = dice.pick(if anything { words.any_action } else { target.patterns });
        let drawn = match policy_type {
            PolicyType::Trust if words.is_valid => "sts:AssumeRole",
            PolicyType::ResourceControl if words.is_valid && drawn == "*" => "s3:*",
            _ => drawn,
        };
        drawn.parse().expect("a pattern of actions")
    };
    let patterns: Vec<ActionPattern> = dice.many(words.more, pattern);
    let excepts_all = words.is_valid && patterns.iter().any(|pattern| pattern.as_str() == "*");
    let may_except = !is_plain && !excepts_all;
    if may_except && dice.one_in(8) {
        ActionElement::NotAction(patterns.into())
    } else {
        ActionElement::Action(patterns.into())
    }
}

fn resource(
    dice: &mut Dice<'_>,
    words: &Vocabulary,
    target: &Target,
    policy_type: PolicyType,
) -> ResourceElement {
    let pattern = |dice: &mut Dice<'_>| {
        let text = match dice.up_to(6) {
            0..3 => "*",
            3 => dice.pick(target.resources).0,
            4 if !words.any_resource.is_empty() => dice.pick(words.any_resource),
            _ => dice.pick(target.resource_patterns),
        };
        ResourcePattern::new(Cow::Borrowed(text))
    };
    let patterns = dice.many(words.more, pattern);
    let is_limit = policy_type == PolicyType::ServiceControl;
    let may_except =
        !words.is_valid || (!is_limit && patterns.iter().all(|pattern| pattern.as_str() != "*"));
    if may_except && dice.one_in(8) {
        ResourceElement::NotResource(patterns.into())
    } else {
        ResourceElement::Resource(patterns.into())
    }
}

fn principal(
    dice: &mut Dice<'_>,
    words: &Vocabulary,
    policy_type: PolicyType,
    denies: bool,
) -> PrincipalElement {
    let group = |dice: &mut Dice<'_>| {
        let (principal_type, text) = dice.pick(words.named);
        let identifiers = vec![Cow::Borrowed(text)].into();
        PrincipalGroup { principal_type, identifiers }
    };
    let everyone = match policy_type {
        PolicyType::ResourceControl | PolicyType::VpcEndpoint if words.is_valid => true,
        PolicyType::Trust if words.is_valid => false,
        _ => dice.one_in(6),
    };
    let who = if everyone {
        Principal::Everyone
    } else {
        let mut groups: Vec<PrincipalGroup> = Vec::new();
        for drawn in dice.many(u64::from(!words.is_valid), group) {
            // As JSON has it: each type once.
            if groups.iter().all(|other| other.principal_type != drawn.principal_type) {
                groups.push(drawn);
            }
        }
        Principal::Listed(groups.into())
    };
    let may_except = !words.is_valid || (denies && !everyone);
    if may_except && dice.one_in(if words.is_valid { 4 } else { 8 }) {
        PrincipalElement::NotPrincipal(who)
    } else {
        PrincipalElement::Principal(who)
    }
}

fn block(dice: &mut Dice<'_>, words: &Vocabulary) -> ConditionBlock {
    let key = dice.pick(words.keys);
    let (operator, values) = if dice.one_in(9) {
        ("Null".to_owned(), vec![ConditionValue::from(dice.pick(&["true", "false"]))])
    } else {
        let mut values = dice.many(words.more, |dice| dice.pick(key.patterns));
        values.dedup();
        (operator(dice, words, &key), values.into_iter().map(ConditionValue::from).collect())
    };
    let key = ConditionKeyName::new(Cow::Borrowed(key.name));
    ConditionBlock {
        operator: operator.parse().expect("an operator"),
        tests: vec![ConditionTest { key, values: values.into() }].into(),
    }
}

fn operator(dice: &mut Dice<'_>, words: &Vocabulary, key: &Key) -> String {
    // Keys with one value are tested as sets now and then, too.
    let most = if key.is_set { 3 } else { 15 };
    let qualifier = match dice.up_to(most) {
        _ if words.is_valid && !key.is_set => "",
        0 => "ForAllValues:",
        1 => "ForAnyValue:",
        it if words.is_valid => {
            if it == 2 {
                "ForAllValues:"
            } else {
                "ForAnyValue:"
            }
        }
        _ => "",
    };
    let if_exists = if dice.one_in(5) { "IfExists" } else { "" };
    format!("{qualifier}{}{if_exists}", dice.pick(key.operators))
}
