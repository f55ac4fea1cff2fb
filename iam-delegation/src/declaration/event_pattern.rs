//! What an event rule listens to.

use super::{Asset, Gate, Presence};

/// The events that a rule picks: those that fit every field.
///
/// Source: [event patterns](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html)
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct EventPattern<A: 'static> {
    /// `source`: the service that the event is about, such as `aws.ec2`.
    pub source: &'static str,
    /// `detail-type`: one of these kinds of event; of any kind if empty.
    pub detail_types: &'static [&'static str],
    /// `detail`: fields of the event.
    pub detail: &'static [DetailField<A>],
}

/// What one field of an event's `detail` has to be.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct DetailField<A: 'static> {
    /// The name of the field, such as `eventName`.
    pub name: &'static str,
    /// What it has to be.
    pub test: DetailTest<A>,
}

/// What a field of an event has to be.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "declarations are written with these forms")]
pub enum DetailTest<A: 'static> {
    /// One of these values.
    OneOf(&'static [&'static str]),
    /// One of the values that the chosen assets bring in.
    OneOfGated(&'static [(Gate<A>, &'static [&'static str])]),
    /// Not there.
    Absent,
}

/// The values that fit a field of an event, each with what brings it in; none if the field has to be
/// absent.
pub type DetailValues = Option<Vec<(&'static str, Presence)>>;

impl<A: Asset> DetailTest<A> {
    /// The values that fit, given the assets in `bits`, each with what brings it in; none if the field
    /// has to be absent.
    pub(crate) fn values(self, bits: u32) -> DetailValues {
        match self {
            Self::OneOf(values) => {
                Some(values.iter().map(|&value| (value, Presence::ALWAYS)).collect())
            }
            Self::OneOfGated(groups) => {
                let groups = groups.iter().map(|(gate, values)| (gate.presence(), values));
                let open = groups.filter(|(presence, _)| presence.is_in(bits));
                let values = open.flat_map(|(presence, values)| {
                    values.iter().map(move |&value| (value, presence))
                });
                Some(values.collect())
            }
            Self::Absent => None,
        }
    }
}
