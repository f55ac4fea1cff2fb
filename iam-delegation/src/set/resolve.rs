//! Values in place of parameters.

use super::contents::Contents;
use super::entry::{PolicyEntry, ProfileEntry, RoleEntry, RuleEntry, SsmDocumentEntry, TopicEntry};
use super::minimised::minimised;
use super::policy_set::PolicySet;
use super::stage::Resolved;
use crate::declaration::quota::most;
use crate::declaration::{ParameterSource, Product};
use crate::deployment::{Deployment, Partition, Region};
use iam_core::pattern;
use iam_core::policy::{Kind, ParameterProblem, Parameters, Policy, PolicyTemplate};
use iam_core::problem::{Problem, Problems};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

impl<P: Product> PolicySet<P> {
    /// The set with every parameter replaced by its value of `deployment`: ready to paste.
    ///
    /// If a policy grows beyond IAM's quotas with these values, it is tried once more
    /// [without retired actions](Self::without_retired_actions);
    /// [`left_out_actions`](PolicySet::left_out_actions) tells.
    ///
    /// # Errors
    ///
    /// A partition that is not that of the region, a parameter without a value, a value that a policy
    /// cannot take, and policies that grow beyond IAM's quotas with these values. All of them.
    pub fn resolve(
        &self,
        deployment: &P::Deployment,
    ) -> Result<PolicySet<P, Resolved>, ResolveError> {
        self.resolve_or_shorten(deployment, Form::AsWritten)
    }

    /// The same, with the policies of roles in fewer characters: entries and statements that others cover go, and
    /// statements that differ in one list become one. That each says the same is proved
    /// ([`iam_access::minimise`]), so that it has room where it had none.
    ///
    /// # Errors
    ///
    /// As [`resolve`](Self::resolve), for the policies as they are then.
    pub fn resolve_minimised(
        &self,
        deployment: &P::Deployment,
    ) -> Result<PolicySet<P, Resolved>, ResolveError> {
        self.resolve_or_shorten(deployment, Form::Minimised)
    }

    fn resolve_or_shorten(
        &self,
        deployment: &P::Deployment,
        form: Form,
    ) -> Result<PolicySet<P, Resolved>, ResolveError> {
        let outcome = self.resolve_all(deployment, form);
        let is_too_large =
            |problem: &ResolveProblem| matches!(problem, ResolveProblem::TooLarge { .. });
        match outcome {
            Err(error) if error.problems().iter().all(is_too_large) => {
                let shorter = self.without_retired_actions();
                if shorter.left_out == self.left_out {
                    Err(error)
                } else {
                    shorter.resolve_all(deployment, form)
                }
            }
            outcome => outcome,
        }
    }

    fn resolve_all(
        &self,
        deployment: &P::Deployment,
        form: Form,
    ) -> Result<PolicySet<P, Resolved>, ResolveError> {
        let mut resolver = Resolver { form, ..Resolver::new::<P>(deployment) };
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
        let missing = resolver.missing.into_iter().map(|name| ResolveProblem::Missing { name });
        Problems::unless_none(missing.chain(resolver.problems))?;
        let left_out = self.left_out.clone();
        Ok(PolicySet { assets: self.assets, contents, left_out, product: PhantomData })
    }
}

/// How the policies of roles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    AsWritten,
    Minimised,
}

struct Resolver {
    form: Form,
    values: BTreeMap<&'static str, String>,
    parameters: Parameters,
    missing: BTreeSet<String>,
    problems: Vec<ResolveProblem>,
}

impl Resolver {
    fn new<P: Product>(deployment: &P::Deployment) -> Self {
        let (partition, region) = (deployment.partition(), deployment.region());
        let mismatch = (region.partition() != partition)
            .then(|| ResolveProblem::Partition { partition, region: region.clone() });
        let values = values::<P>(deployment);
        // The one value that may be a wildcard, where the caller knows no account.
        let set = |all: Parameters, (name, value): (&&'static str, &String)| match value.as_str() {
            "*" => all.set_pattern(*name, value),
            value => all.set(*name, value),
        };
        let parameters = values.iter().fold(Parameters::new(), set);
        let problems = mismatch.into_iter().collect();
        Self { form: Form::AsWritten, values, parameters, missing: BTreeSet::new(), problems }
    }

    /// A name or ARN with its parameters replaced.
    fn text(&mut self, text: &str) -> String {
        let mut filled = text.to_owned();
        for name in pattern::parameters(text) {
            match self.values.get(name) {
                Some(value) => filled = filled.replace(&format!("${{{name}}}"), value),
                None => drop(self.missing.insert(name.to_owned())),
            }
        }
        filled
    }

    fn document<K: Kind>(&mut self, template: &PolicyTemplate<K>) -> Option<Policy<K>> {
        for name in template.parameters() {
            if !self.values.contains_key(name.as_str()) {
                self.missing.insert(name);
            }
        }
        match template.resolve(&self.parameters) {
            Ok(policy) => Some(policy),
            Err(error) => {
                let problems = error.problems().iter();
                let other = problems.filter(|problem| !self.missing.contains(problem.name()));
                self.problems.extend(other.cloned().map(ResolveProblem::Parameter));
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
            presence: role.presence,
            trust_policy,
            inline_policies,
            managed_policies,
            instance_profile: role.instance_profile.as_ref().map(|profile| ProfileEntry {
                entity: profile.entity,
                name: self.text(&profile.name),
                arn: self.text(&profile.arn),
            }),
        })
    }

    fn policies(&mut self, policies: &[PolicyEntry]) -> Vec<PolicyEntry<Resolved>> {
        let resolved = policies.iter().filter_map(|policy| {
            let entry = PolicyEntry {
                policy: policy.policy,
                name: self.text(&policy.name),
                arn: policy.arn.as_deref().map(|arn| self.text(arn)),
                description: policy.description.clone(),
                presence: policy.presence,
                document: self.document(&policy.document)?,
                statements: policy.statements.clone(),
            };
            Some(match self.form {
                Form::AsWritten => entry,
                Form::Minimised => minimised(entry),
            })
        });
        resolved.collect()
    }

    fn topic(&mut self, topic: &TopicEntry) -> Option<TopicEntry<Resolved>> {
        Some(TopicEntry {
            entity: topic.entity,
            name: self.text(&topic.name),
            arn: self.text(&topic.arn),
            display_name: topic.display_name,
            description: topic.description,
            presence: topic.presence,
            policy: topic.policy,
            policy_description: topic.policy_description,
            document: self.document(&topic.document)?,
        })
    }

    fn rule(&mut self, rule: &RuleEntry) -> RuleEntry {
        RuleEntry {
            name: self.text(&rule.name),
            arn: self.text(&rule.arn),
            target_arn: self.text(&rule.target_arn),
            ..rule.clone()
        }
    }
}

/// Each parameter that has a value, with its value.
fn values<P: Product>(deployment: &P::Deployment) -> BTreeMap<&'static str, String> {
    let region = deployment.region();
    let mut values = BTreeMap::from([
        ("AWS::Partition", deployment.partition().to_string()),
        ("AWS::Region", region.to_string()),
        ("AWS::AccountId", deployment.account().to_string()),
    ]);
    for parameter in P::PARAMETERS {
        let value = deployment.value(parameter.name).or_else(|| match parameter.source {
            ParameterSource::Given { default, .. } => default.map(str::to_owned),
            ParameterSource::ByRegion(table) => {
                let known = table.iter().find(|(name, _)| *name == region.as_str());
                Some(known.map_or("", |(_, value)| value).to_owned())
            }
            ParameterSource::StackName { otherwise } => Some(otherwise.to_owned()),
        });
        values.extend(value.map(|value| (parameter.name, value)));
    }
    // What stands for a stack's name may hold other parameters.
    let filled: Vec<_> = values
        .iter()
        .filter(|(_, value)| value.contains("${"))
        .map(|(&name, value)| {
            let fill = |text: String, other: &str| match values.get(other) {
                Some(with) => text.replace(&format!("${{{other}}}"), with),
                None => text,
            };
            (name, pattern::parameters(value).fold(value.clone(), fill))
        })
        .collect();
    values.extend(filled);
    values
}

/// Why a set cannot take the values of a [`Deployment`]: every reason.
pub type ResolveError = Problems<ResolveProblem>;

/// One reason why a set cannot take the values of a [`Deployment`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResolveProblem {
    /// A parameter has no value.
    Missing {
        /// Its name.
        name: String,
    },
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
            Self::Missing { name } => write!(f, "`{name}` has no value"),
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

impl Problem for ResolveProblem {
    const BETWEEN: &'static str = "; ";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Assets;
    use crate::testing::{Customer, Ledger, Source};

    #[test]
    fn every_parameter_gets_its_value() {
        let set = PolicySet::<Ledger>::for_assets(Source::Invoices);
        let resolved = set.resolve(&Customer::in_ireland()).unwrap();
        assert_eq!(resolved.roles()[0].name, "Ledger-ew1-k1");
        assert_eq!(resolved.rules()[0].target_arn, resolved.topics()[0].arn);
        let file = resolved.to_json();
        // A policy variable is none of the parameters.
        assert_eq!(file.matches("${").count(), file.matches("${aws:username}").count());
        let ours = "arn:aws:s3:::books/elsewhere/q1";
        assert!(!resolved.role("LedgerRole").unwrap().can("s3:GetObject", ours).unwrap());
    }

    #[test]
    fn a_value_that_is_missing_is_named_once() {
        let customer = Customer { key: None, ..Customer::in_ireland() };
        let set = PolicySet::<Ledger>::for_assets(Assets::ALL);
        assert_eq!(set.resolve(&customer).unwrap_err().to_string(), "`Key` has no value");
    }

    #[test]
    fn an_asset_adds_statements_and_resources() {
        let set = PolicySet::<Ledger>::for_assets(Source::Buckets);
        let added = set.statements_added_by(Source::Invoices);
        let sids: Vec<_> = added.iter().filter_map(|one| one.statement.sid.as_deref()).collect();
        assert_eq!(sids, ["ReadSelf", "ReadInvoices", "WriteInvoices", "Publish"]);
    }
}
