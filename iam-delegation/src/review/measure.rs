//! How long documents are, so that the length for any choice of assets can be told.

use crate::declaration::{Parameter, longest_in};
use crate::deployment::Partition;
use iam_core::policy::{
    ActionElement, Effect, Kind, ParameterLength, Policy, ResourceElement, ResourcePattern,
    Statement,
};
use iam_core::registry;
use std::borrow::Cow;

/// One way to count: exactly, or with each parameter at its longest value in a partition.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    /// The partition; none if there are no parameters and the count is exact.
    pub(crate) partition: Option<Partition>,
    lengths: Vec<ParameterLength>,
}

impl Measure {
    pub(super) const fn exact() -> Self {
        Self { partition: None, lengths: Vec::new() }
    }

    /// One for each partition, with the longest of its regions.
    pub(super) fn longest_in_each(parameters: &[Parameter]) -> Vec<Self> {
        let each = [Partition::Aws, Partition::AwsCn, Partition::AwsUsGov];
        let measures = each.into_iter().map(|partition| {
            let name = partition.as_str();
            let known = registry::partitions().find(|known| known.name() == name);
            let regions = known.into_iter().flat_map(registry::Partition::regions);
            let region = regions.map(str::len).max().unwrap_or_default();
            let lengths = longest_in(parameters, name.len(), region);
            Self { partition: Some(partition), lengths }
        });
        measures.collect()
    }

    fn policy<K: Kind>(&self, policy: &Policy<K>) -> usize {
        policy.longest_json_len(&self.lengths)
    }
}

/// The length of a statement but for the text of its resources; one for each measure.
#[derive(Clone, Debug)]
pub(crate) struct StatementLength(pub(crate) Vec<usize>);

/// What `Resource` adds to a statement that has `resources` of these lengths, beyond the element with
/// one empty text: a list of one is written bare, another has brackets, commas and more quotes.
pub(crate) fn resources_len(resources: impl ExactSizeIterator<Item = usize>) -> usize {
    let punctuation = match resources.len() {
        0 | 1 => 0,
        more => 3 * more - 1,
    };
    punctuation + resources.sum::<usize>()
}

/// A statement for each measure, with one empty text in place of its resources.
pub(super) fn statement(statement: &Statement, measures: &[Measure]) -> StatementLength {
    let resource = match &statement.resource {
        Some(ResourceElement::Resource(_)) => Some(resource("")),
        other => other.clone(),
    };
    StatementLength(alone(Statement { resource, ..statement.clone() }, measures))
}

/// The text of a resource for each measure, without quotes.
pub(super) fn text(pattern: &ResourcePattern, measures: &[Measure]) -> Vec<usize> {
    let with = |text: &str| {
        let everything = ActionElement::Action(Cow::Borrowed(&[]));
        let statement = Statement::new(Effect::Allow, everything);
        alone(Statement { resource: Some(resource(text)), ..statement }, measures)
    };
    with(pattern.as_str()).iter().zip(with("")).map(|(with, without)| with - without).collect()
}

fn resource(text: &str) -> ResourceElement {
    ResourceElement::Resource(Cow::Owned(vec![ResourcePattern::from(text)]))
}

/// The length of a statement, without the policy around it.
fn alone(statement: Statement, measures: &[Measure]) -> Vec<usize> {
    let none = Policy::<iam_core::policy::Identity>::already_read(None, None, Cow::Borrowed(&[]));
    let statements = Cow::Owned(vec![statement]);
    let one = Policy::<iam_core::policy::Identity>::already_read(None, None, statements);
    measures.iter().map(|measure| measure.policy(&one) - measure.policy(&none)).collect()
}

/// What a policy has around its statements, for each measure.
pub(super) fn envelope<K: Kind>(policy: &Policy<K>, measures: &[Measure]) -> Vec<usize> {
    let empty = policy.select(|_| false);
    measures.iter().map(|measure| measure.policy(&empty)).collect()
}
