//! Values in place of parameters.

use super::contents::Contents;
use super::{
    ClumioPolicySet, PolicyEntry, Resolved, RoleEntry, RuleEntry, SsmDocumentEntry, TopicEntry,
};
use crate::quota::most;
use crate::{Deployment, Partition, Region};
use std::fmt;
use typed_iam::{Kind, ParameterProblem, Parameters, Policy, PolicyTemplate};

impl ClumioPolicySet {
    /// The set with every parameter replaced by its value of `deployment`: ready to paste.
    ///
    /// # Errors
    ///
    /// A partition that is not that of the region, and policies that grow beyond IAM's quotas with
    /// these values: with a very long path, or, when EC2 is chosen, in `aws-us-gov`. All of them.
    pub fn resolve(
        &self,
        deployment: &Deployment,
    ) -> Result<ClumioPolicySet<Resolved>, ResolveError> {
        let mut resolver = Resolver::new(deployment);
        let contents = Contents {
            roles: self.roles().iter().filter_map(|role| resolver.role(role)).collect(),
            topics: self.topics().iter().filter_map(|topic| resolver.topic(topic)).collect(),
            rules: self.rules().iter().map(|rule| resolver.rule(rule)).collect(),
            ssm_documents: self
                .ssm_documents()
                .iter()
                .map(|document| SsmDocumentEntry {
                    name: resolver.text(&document.name),
                    ..document.clone()
                })
                .collect(),
        };
        if resolver.problems.is_empty() {
            Ok(ClumioPolicySet { assets: self.assets, contents })
        } else {
            Err(ResolveError { problems: resolver.problems })
        }
    }
}

struct Resolver {
    values: Vec<(&'static str, String)>,
    parameters: Parameters,
    problems: Vec<ResolveProblem>,
}

impl Resolver {
    fn new(deployment: &Deployment) -> Self {
        let Deployment { partition, region, .. } = deployment;
        let values = deployment.values();
        let mismatch = (region.partition() != *partition)
            .then(|| ResolveProblem::Partition { partition: *partition, region: region.clone() });
        // The one value that may be a wildcard, where the caller knows no account.
        let set = |all: Parameters, (name, value): &(&str, String)| match value.as_str() {
            "*" => all.set_pattern(*name, value),
            value => all.set(*name, value),
        };
        let parameters = values.iter().fold(Parameters::new(), set);
        Self { values, parameters, problems: mismatch.into_iter().collect() }
    }

    /// A name or ARN with its parameters replaced.
    fn text(&self, text: &str) -> String {
        let put = |text: String, (name, value): &(&str, String)| {
            text.replace(&format!("${{{name}}}"), value)
        };
        self.values.iter().fold(text.to_owned(), put)
    }

    fn document<K: Kind>(&mut self, template: &PolicyTemplate<K>) -> Option<Policy<K>> {
        match template.resolve(&self.parameters) {
            Ok(policy) => Some(policy),
            Err(error) => {
                let problems = error.problems().iter().cloned();
                self.problems.extend(problems.map(ResolveProblem::Parameter));
                None
            }
        }
    }

    fn measure(&mut self, what: &'static str, len: usize, allowed: usize) {
        if len > allowed {
            self.problems.push(ResolveProblem::TooLarge { what, len, allowed });
        }
    }

    fn role(&mut self, role: &RoleEntry) -> Option<RoleEntry<Resolved>> {
        let trust_policy = self.document(&role.trust_policy)?;
        let inline_policies = self.policies(&role.inline_policies);
        let managed_policies = self.policies(&role.managed_policies);
        let inline = inline_policies.iter().map(|policy| policy.document.json_len()).sum();
        self.measure(role.entity, trust_policy.json_len(), most::TRUST_POLICY);
        self.measure(role.entity, inline, most::INLINE_POLICIES_OF_A_ROLE);
        for policy in &managed_policies {
            self.measure(policy.policy, policy.document.json_len(), most::MANAGED_POLICY);
        }
        Some(RoleEntry {
            entity: role.entity,
            name: self.text(&role.name),
            path: self.text(&role.path),
            arn: self.text(&role.arn),
            description: role.description,
            optional: role.optional,
            trust_policy,
            inline_policies,
            managed_policies,
            instance_profile: role.instance_profile.as_deref().map(|name| self.text(name)),
        })
    }

    fn policies(&mut self, policies: &[PolicyEntry]) -> Vec<PolicyEntry<Resolved>> {
        let resolved = policies.iter().filter_map(|policy| {
            Some(PolicyEntry {
                policy: policy.policy,
                name: self.text(&policy.name),
                description: policy.description,
                document: self.document(&policy.document)?,
            })
        });
        resolved.collect()
    }

    fn topic(&mut self, topic: &TopicEntry) -> Option<TopicEntry<Resolved>> {
        Some(TopicEntry {
            entity: topic.entity,
            name: self.text(&topic.name),
            display_name: topic.display_name,
            description: topic.description,
            policy: topic.policy,
            policy_description: topic.policy_description,
            document: self.document(&topic.document)?,
        })
    }

    fn rule(&self, rule: &RuleEntry) -> RuleEntry {
        RuleEntry {
            name: self.text(&rule.name),
            target_arn: self.text(&rule.target_arn),
            ..rule.clone()
        }
    }
}

/// Why a set cannot take the values of a [`Deployment`]: every reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveError {
    // INVARIANT: not empty.
    problems: Vec<ResolveProblem>,
}

impl ResolveError {
    /// What stands in the way.
    #[must_use]
    pub fn problems(&self) -> &[ResolveProblem] {
        &self.problems
    }
}

/// One reason why a set cannot take the values of a [`Deployment`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResolveProblem {
    /// `partition` is not the one that `region` belongs to.
    Partition {
        /// [`Deployment::partition`]
        partition: Partition,
        /// [`Deployment::region`]
        region: Region,
    },
    /// A policy, or the inline or trust policies of a role, would be larger than IAM allows.
    TooLarge {
        /// The policy or role.
        what: &'static str,
        /// Its size in characters.
        len: usize,
        /// The most that IAM allows.
        allowed: usize,
    },
    /// A value that a policy cannot take.
    Parameter(ParameterProblem),
}

impl fmt::Display for ResolveProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partition { partition, region } => {
                let right = region.partition();
                write!(f, "partition: `{region}` is a region of `{right}`, not of `{partition}`")
            }
            Self::TooLarge { what, len, allowed } => {
                write!(f, "{what} would have {len} characters, IAM allows {allowed}")
            }
            Self::Parameter(problem) => problem.fmt(f),
        }
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ResolveError {}
