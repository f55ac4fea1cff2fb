//! What an event rule listens to.

use crate::Gate;

/// The events that a rule picks: those that fit every field.
///
/// Source: [event patterns](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html)
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct EventPattern {
    /// `source`: the service that the event is about, such as `aws.ec2`.
    pub source: &'static str,
    /// `detail-type`: one of these kinds of event; of any kind if empty.
    pub detail_types: &'static [&'static str],
    /// `detail`: fields of the event.
    pub detail: &'static [DetailField],
}

/// What one field of an event's `detail` has to be.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DetailField {
    /// The name of the field, such as `eventName`.
    pub name: &'static str,
    /// What it has to be.
    pub test: DetailTest,
}

/// What a field of an event has to be.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum DetailTest {
    /// One of these values.
    OneOf(&'static [&'static str]),
    /// One of the values that the chosen assets bring in.
    OneOfGated(&'static [(Gate, &'static [&'static str])]),
    /// Not there.
    Absent,
}

impl DetailTest {
    /// The values that fit, given the assets in `bits`; none if the field has to be absent.
    pub(crate) fn values(self, bits: u8) -> Option<Vec<&'static str>> {
        match self {
            Self::OneOf(values) => Some(values.to_vec()),
            Self::OneOfGated(groups) => {
                let open = groups.iter().filter(|(gate, _)| gate.opens_for_bits(bits));
                Some(open.flat_map(|(_, values)| values.iter().copied()).collect())
            }
            Self::Absent => None,
        }
    }
}
