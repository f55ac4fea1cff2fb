//! A question, and every policy that has a say in it.

use crate::policy::policy_about;
use crate::request::asked;
use crate::{Dice, Question, Target, Vocabulary};
use iam_core::policy::{
    ActionElement, Effect, Identity, Kind, Policy, PolicyType, Resource, ResourceControl,
    ResourceElement, ResourcePattern, ServiceControl, Statement, Version,
};
use std::borrow::Cow;

/// A question, and every policy that has a say in it.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "of tests alone")]
pub struct Case {
    /// What is asked.
    pub question: Question,
    /// Of the principal.
    pub identity: Vec<Policy<Identity>>,
    /// Of the resource, or of the role that is to be taken on.
    pub on_resource: Option<Policy<Resource>>,
    /// Permissions boundaries.
    pub boundaries: Vec<Policy<Identity>>,
    /// Session policies.
    pub sessions: Vec<Policy<Identity>>,
    /// Service control policies by level; none outside an organization.
    pub service_control: Option<Vec<Vec<Policy<ServiceControl>>>>,
    /// Resource control policies by level.
    pub resource_control: Vec<Vec<Policy<ResourceControl>>>,
    /// Of the VPC endpoint.
    pub endpoint: Vec<Policy<Resource>>,
}

/// A question on these words, and policies that are about it.
pub fn case(dice: &mut Dice<'_>, words: &Vocabulary) -> Case {
    let (target, question) = asked(dice, words);
    let target = &target;
    let is_trust = words.is_valid && target.action.starts_with("sts:");
    let principal = question.principal;
    let is_identity =
        [":user/", "role/", ":federated-user/"].iter().any(|it| principal.contains(it));
    // Whom AWS lets have policies, boundaries and sessions at all.
    let may_have = !words.is_valid || is_identity;
    let may_be_session = !words.is_valid || principal.contains("assumed-role");
    let of_identity = |dice: &mut Dice<'_>| policy_about(dice, words, target, PolicyType::Identity);
    let resource_type = if is_trust { PolicyType::Trust } else { PolicyType::Resource };
    let is_on_resource = (question.resource != "*" || !words.is_valid) && !dice.one_in(3);
    let endpoint_type = if words.is_valid { PolicyType::VpcEndpoint } else { PolicyType::Resource };
    Case {
        identity: if may_have { dice.some(3, of_identity) } else { Vec::new() },
        on_resource: is_on_resource.then(|| policy_about(dice, words, target, resource_type)),
        boundaries: if may_have && dice.one_in(5) { vec![of_identity(dice)] } else { Vec::new() },
        sessions: if may_be_session && dice.one_in(5) {
            vec![of_identity(dice)]
        } else {
            Vec::new()
        },
        service_control: ((principal != "*" || !words.is_valid) && dice.one_in(4))
            .then(|| service_control(dice, words, target)),
        resource_control: if dice.one_in(6) {
            let level = |dice: &mut Dice<'_>| {
                let policy = |dice: &mut Dice<'_>| {
                    policy_about(dice, words, target, PolicyType::ResourceControl)
                };
                dice.some(1, policy)
            };
            dice.many(1, level)
        } else {
            Vec::new()
        },
        endpoint: if dice.one_in(8) {
            vec![policy_about(dice, words, target, endpoint_type)]
        } else {
            Vec::new()
        },
        question,
    }
}

/// One to three levels; most have the policy that lets everything through.
fn service_control(
    dice: &mut Dice<'_>,
    words: &Vocabulary,
    target: &Target,
) -> Vec<Vec<Policy<ServiceControl>>> {
    let level = |dice: &mut Dice<'_>| {
        let policy =
            |dice: &mut Dice<'_>| policy_about(dice, words, target, PolicyType::ServiceControl);
        let mut policies = dice.some(2, policy);
        if !dice.one_in(4) {
            policies.push(everything());
        }
        policies
    };
    dice.many(2, level)
}

/// AWS's own service control policy, which lets everything through.
fn everything<K: Kind>() -> Policy<K> {
    let any = ResourcePattern::new(Cow::Borrowed("*"));
    let statement = Statement {
        resource: Some(ResourceElement::Resource(vec![any].into())),
        ..Statement::new(
            Effect::Allow,
            ActionElement::Action(vec!["*".parse().expect("a pattern of actions")].into()),
        )
    };
    Policy::already_read(Some(Version::V2012_10_17), None, Cow::Owned(vec![statement]))
}
