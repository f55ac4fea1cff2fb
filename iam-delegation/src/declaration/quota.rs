//! The quotas of IAM and its neighbours, checked while a product compiles.

use super::message::Message;
use super::{EventRule, NamePattern, Part, Role, SsmDocument, Topic};
use iam_core::policy::ParameterLength;

/// The most characters that IAM, EventBridge, SNS and Systems Manager allow.
///
/// Policies are counted without white space.
///
/// Source: [IAM quotas](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
pub(crate) mod most {
    pub(crate) use iam_core::policy::quota::{
        INLINE_POLICIES_OF_A_ROLE, MANAGED_POLICY, TRUST_POLICY,
    };
    pub(crate) const MANAGED_POLICIES_OF_A_ROLE: usize = 10;
    pub(crate) const ROLE_NAME: usize = 64;
    pub(crate) const POLICY_NAME: usize = 128;
    pub(crate) const INSTANCE_PROFILE_NAME: usize = 128;
    pub(crate) const RULE_NAME: usize = 64;
    pub(crate) const TOPIC_NAME: usize = 256;
    pub(crate) const SSM_DOCUMENT_NAME: usize = 128;
}

/// Refuses to compile if a policy of a role, or its trust policy, may become too large.
///
/// The managed policies each and in number, the inline ones of a role together, its trust policy; with
/// all parts, since all assets together make the largest policy, and each parameter as long as
/// `lengths` says. For a `const _: () = …` of the product.
///
/// # Panics
///
/// A policy may become larger than IAM allows: the message says which, and by how much.
pub const fn assert_policies_fit<A>(mut roles: &[Role<A>], lengths: &[ParameterLength]) {
    while let [role, rest @ ..] = roles {
        assert_policies_of_role_fit(role, lengths);
        roles = rest;
    }
}

/// Refuses to compile if the name of a role, policy or instance profile may become too long.
///
/// # Panics
///
/// A name may become longer than IAM allows: the message says which.
pub const fn assert_names_of_roles_fit<A>(mut roles: &[Role<A>], lengths: &[ParameterLength]) {
    while let [role, rest @ ..] = roles {
        assert_names_of_role_fit(role, lengths);
        roles = rest;
    }
}

/// Refuses to compile if the name of a topic, event rule or document may become too long.
///
/// # Panics
///
/// A name may become longer than SNS, EventBridge or Systems Manager allow: the message says which.
pub const fn assert_other_names_fit<A>(
    mut topics: &[Topic<A>],
    mut event_rules: &[EventRule<A>],
    mut documents: &[SsmDocument<A>],
    lengths: &[ParameterLength],
) {
    while let [topic, rest @ ..] = topics {
        assert_name_fits("topic name", topic.name_pattern, lengths, most::TOPIC_NAME);
        topics = rest;
    }
    while let [rule, rest @ ..] = event_rules {
        assert_name_fits("event rule name", rule.name_pattern, lengths, most::RULE_NAME);
        event_rules = rest;
    }
    while let [document, rest @ ..] = documents {
        let name = document.name_pattern;
        assert_name_fits("document name", name, lengths, most::SSM_DOCUMENT_NAME);
        documents = rest;
    }
}

const fn assert_policies_of_role_fit<A>(role: &Role<A>, lengths: &[ParameterLength]) {
    let trust = role.trust_policy.longest_json_len(lengths);
    assert_fits("trust policy of", role.name, trust, most::TRUST_POLICY);

    let mut inline = role.inline_policies;
    let mut inline_len = 0;
    while let [policy, rest @ ..] = inline {
        inline_len += Part::longest_json_len(policy.parts, lengths);
        inline = rest;
    }
    assert_fits("inline policies of", role.name, inline_len, most::INLINE_POLICIES_OF_A_ROLE);

    let mut managed = role.managed_policies;
    let number = managed.len();
    if number > most::MANAGED_POLICIES_OF_A_ROLE {
        let most = most::MANAGED_POLICIES_OF_A_ROLE;
        too_much("role", role.name, number, "managed policies", most);
    }
    while let [policy, rest @ ..] = managed {
        let len = Part::longest_json_len(policy.parts, lengths);
        assert_fits("managed policy", policy.name, len, most::MANAGED_POLICY);
        managed = rest;
    }
}

const fn assert_names_of_role_fit<A>(role: &Role<A>, lengths: &[ParameterLength]) {
    assert_name_fits("role name", role.name_pattern, lengths, most::ROLE_NAME);
    let mut inline = role.inline_policies;
    while let [policy, rest @ ..] = inline {
        assert_name_fits("policy name", policy.name_pattern, lengths, most::POLICY_NAME);
        inline = rest;
    }
    let mut managed = role.managed_policies;
    while let [policy, rest @ ..] = managed {
        assert_name_fits("policy name", policy.name_pattern, lengths, most::POLICY_NAME);
        managed = rest;
    }
    if let Some(profile) = &role.instance_profile {
        let name = profile.name_pattern;
        assert_name_fits("instance profile name", name, lengths, most::INSTANCE_PROFILE_NAME);
    }
}

const fn assert_name_fits(
    what: &'static str,
    name: NamePattern,
    lengths: &[ParameterLength],
    most: usize,
) {
    assert_fits(what, name.as_str(), name.longest_len(lengths), most);
}

const fn assert_fits(what: &'static str, name: &'static str, len: usize, most: usize) {
    if len > most {
        too_much(what, name, len, "characters", most);
    }
}

#[expect(clippy::panic, reason = "at compile time, a panic is the error message")]
const fn too_much(what: &str, name: &str, number: usize, unit: &str, most: usize) -> ! {
    let message = Message::new().text(what).text(" ").text(name).text(": ").number(number);
    let message = message.text(" ").text(unit).text(", allowed are ").number(most);
    panic!("{}", message.as_str());
}
