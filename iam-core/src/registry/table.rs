//! The text of a table, split into its items.

use super::action::{Action, ActionResourceType};
use super::condition_key::{ConditionKey, ConditionKeys};
use super::name_index::NameIndex;
use super::resource_type::ResourceType;
use super::service::Service;
use std::cmp::Ordering;
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

/// What the table of one service holds, each list sorted by name without case.
pub(super) struct Table {
    pub(super) keys: ConditionKeys,
    pub(super) resources: Vec<ResourceType>,
    pub(super) actions: Vec<Action>,
    /// For each action its resource types, once something has asked for them.
    pub(super) types: Vec<OnceLock<Box<[ActionResourceType]>>>,
    /// The places of the actions by the hash of their names, once there are look-ups enough.
    index: OnceLock<NameIndex>,
    look_ups: AtomicUsize,
}

/// How many look-ups go by before an index is worth its making: a macro makes fewer.
const LOOK_UPS: usize = 256;

/// How many items a table holds, so that decoding need not grow its lists: over all services
/// that is a quarter of the time.
pub(super) struct Counts {
    pub(super) keys: usize,
    pub(super) resources: usize,
    pub(super) actions: usize,
}

impl Table {
    /// Splits lines and names only: columns wait until something asks, which keeps the first
    /// look-up cheap in an unoptimised build, as a macro usually is.
    pub(super) fn decode(service: &'static Service, text: &'static str, counts: &Counts) -> Self {
        let mut keys = Vec::with_capacity(counts.keys);
        let mut resources = Vec::with_capacity(counts.resources);
        let mut actions = Vec::with_capacity(counts.actions);
        for line in text.split_terminator('\n') {
            let halves = |rest: &'static str| rest.split_once('\t').unwrap_or((rest, ""));
            if let Some((name, columns)) = line.strip_prefix("action\t").map(halves) {
                actions.push(Action::new(service, name, actions.len(), columns));
            } else if let Some((name, columns)) = line.strip_prefix("resource\t").map(halves) {
                resources.push(ResourceType::new(service, name, columns));
            } else if let Some((name, columns)) = line.strip_prefix("key\t").map(halves) {
                keys.push(ConditionKey::new(name, columns));
            }
        }
        let mut types = Vec::new();
        types.resize_with(actions.len(), OnceLock::new);
        let keys = ConditionKeys::new(keys);
        let (index, look_ups) = (OnceLock::new(), AtomicUsize::new(0));
        Self { keys, resources, actions, types, index, look_ups }
    }

    /// The action of this name, ignoring ASCII case.
    pub(super) fn action(&self, name: &str) -> Option<&Action> {
        if self.index.get().is_none() && self.look_ups.fetch_add(1, Relaxed) < LOOK_UPS {
            return find_by_head(&self.actions, name, Action::sort_key);
        }
        let index =
            self.index.get_or_init(|| NameIndex::new(self.actions.iter().map(Action::name)));
        let mut actions = index.places(name).filter_map(|place| self.actions.get(place));
        actions.find(|action| action.name() == name || action.name().eq_ignore_ascii_case(name))
    }
}

/// Column `index` of tab-separated text; empty where the line ends before.
pub(super) fn column(text: &'static str, index: usize) -> &'static str {
    text.split('\t').nth(index).unwrap_or_default()
}

/// The items of a comma-separated column.
pub(super) fn list(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(',').filter(|item| !item.is_empty())
}

/// The item of a sorted list whose name is `name`, ignoring ASCII case.
pub(super) fn find<'a, T>(
    items: &'a [T],
    name: &str,
    of: impl Fn(&T) -> &'static str,
) -> Option<&'a T> {
    let place = items
        .binary_search_by(|item| cmp_ignoring_case(of(item).as_bytes(), name.as_bytes()))
        .ok()?;
    items.get(place)
}

/// How many bytes of a name its [`head`] holds.
const HEAD: usize = 16;

/// The first bytes of a name without case, as a number of the same order.
///
/// Most names differ in these, and two numbers compare several times as fast as two texts: it is
/// what keeps a repeated look-up within its budget.
pub(super) const fn head(name: &str) -> u128 {
    if let Some(first) = name.as_bytes().first_chunk() {
        return lower_case(u128::from_be_bytes(*first));
    }
    let (mut head, mut shift, mut rest) = (0, u128::BITS, name.as_bytes());
    while let [first, others @ ..] = rest {
        shift -= u8::BITS;
        head |= (*first as u128) << shift;
        rest = others;
    }
    lower_case(head)
}

/// The least and the greatest head of names that start with `start`, whatever the case.
pub(super) fn heads(start: &str) -> (u128, u128) {
    let first = head(start);
    let rest = HEAD.saturating_sub(start.len());
    let open = u32::try_from(rest).map_or(0, |rest| u128::MAX.unbounded_shr(u128::BITS - 8 * rest));
    (first, first | open)
}

/// Sixteen bytes at once, each upper-case ASCII letter made lower-case.
const fn lower_case(bytes: u128) -> u128 {
    const EACH: u128 = u128::MAX / 0xFF;
    let ascii = bytes & (0x7F * EACH);
    // The top bit of each byte tells whether its lower seven are at least `A`, or above `Z`.
    let from_a = ascii + (0x80 - b'A' as u128) * EACH;
    let above_z = ascii + (0x7F - b'Z' as u128) * EACH;
    let upper = from_a & !above_z & !bytes & (0x80 * EACH);
    bytes | upper >> 2
}

/// As [`find`], for items that keep the [`head`] of their name.
pub(super) fn find_by_head<'a, T>(
    items: &'a [T],
    name: &str,
    of: impl Fn(&T) -> (u128, &'static str),
) -> Option<&'a T> {
    let (wanted, rest) = (head(name), rest(name));
    let place = items.binary_search_by(|item| {
        let (head, text) = of(item);
        head.cmp(&wanted).then_with(|| cmp_ignoring_case(self::rest(text), rest))
    });
    // A text that ends in NUL has the head of the text without.
    items.get(place.ok()?).filter(|item| of(item).1.len() == name.len())
}

/// What a head leaves out.
fn rest(name: &str) -> &[u8] {
    name.as_bytes().get(HEAD..).unwrap_or_default()
}

/// The order of the tables: by bytes, upper case as if lower.
pub(super) fn cmp_ignoring_case(a: &[u8], b: &[u8]) -> Ordering {
    for (x, y) in a.iter().zip(b) {
        let order = x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase());
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_sort_as_names_do() {
        let names = ["", "A", "a2", "Ab", "GETOBJECT", "z", "[", "@", "`", "{", "é", "É-"];
        for a in names {
            assert!(heads(a).0 <= head(a) && head(a) <= heads(a).1, "{a}");
            for b in names
                .map(|b| format!("{b}ZZzz[`@{{Zzzzzzzzzzz"))
                .iter()
                .map(String::as_str)
                .chain(names)
            {
                let expected = cmp_ignoring_case(
                    a.as_bytes().get(..HEAD).unwrap_or(a.as_bytes()),
                    b.as_bytes().get(..HEAD).unwrap_or(b.as_bytes()),
                );
                assert_eq!(head(a).cmp(&head(b)), expected, "{a} {b}");
                let ((first, last), whole) = (heads(a), head(&format!("{a}{b}")));
                assert!(first <= whole && whole <= last, "{a} {b}");
            }
        }
    }
}
