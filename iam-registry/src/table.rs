//! The text of a table, split into its items.

use crate::action::{Action, ActionResourceType};
use crate::condition_key::{ConditionKey, ConditionKeys};
use crate::name_index::LazyIndex;
use crate::resource_type::ResourceType;
use crate::service::Service;
use iam_language::pattern::{cmp_ignoring_case, lower_case};
use std::sync::OnceLock;

/// What the table of one service holds, each list sorted by name without case.
pub(crate) struct Table {
    pub(crate) keys: ConditionKeys,
    pub(crate) resources: Vec<ResourceType>,
    pub(crate) actions: Vec<Action>,
    /// For each action what its columns name, once something has asked for it.
    pub(crate) links: Vec<Links>,
    /// The places of the actions by their names.
    index: LazyIndex,
}

/// What the columns of an action name.
#[derive(Default)]
pub(crate) struct Links {
    pub(crate) types: OnceLock<Box<[ActionResourceType]>>,
    /// The names of its condition keys and of those of its resource types, sorted.
    pub(crate) keys: OnceLock<Box<[&'static str]>>,
}

/// How many items a table holds, so that decoding need not grow its lists: over all services
/// that is a quarter of the time.
pub(crate) struct Counts {
    pub(crate) keys: usize,
    pub(crate) resources: usize,
    pub(crate) actions: usize,
}

impl Table {
    /// Splits lines and names only: columns wait until something asks, which keeps the first
    /// look-up cheap in an unoptimised build, as a macro usually is.
    pub(crate) fn decode(service: &'static Service, text: &'static str, counts: &Counts) -> Self {
        let mut keys = Vec::with_capacity(counts.keys);
        let mut resources = Vec::with_capacity(counts.resources);
        let mut actions = Vec::with_capacity(counts.actions);
        for line in text.split_terminator('\n') {
            let halves = |rest: &'static str| rest.split_once('\t').unwrap_or((rest, ""));
            if let Some(line) = line.strip_prefix("action\t") {
                actions.extend(Action::new(service, line, actions.len()));
            } else if let Some((name, columns)) = line.strip_prefix("resource\t").map(halves) {
                resources.push(ResourceType::new(service, name, columns));
            } else if let Some((name, columns)) = line.strip_prefix("key\t").map(halves) {
                keys.push(ConditionKey::new(name, columns));
            }
        }
        let mut links = Vec::new();
        links.resize_with(actions.len(), Links::default);
        let keys = ConditionKeys::new(keys);
        Self { keys, resources, actions, links, index: LazyIndex::new() }
    }

    /// The action of this name, ignoring ASCII case.
    pub(crate) fn action(&self, name: &str) -> Option<&Action> {
        let Some(index) = self.index.get(self.actions.iter().map(Action::name)) else {
            return find_by_head(&self.actions, name, Action::sort_key);
        };
        let heads = heads(name);
        let mut actions = index.places(name).filter_map(|place| self.actions.get(place));
        actions.find(|action| action.is_called(name, heads))
    }
}

/// Column `index` of tab-separated text; empty where the line ends before.
pub(crate) fn column(text: &'static str, index: usize) -> &'static str {
    text.split('\t').nth(index).unwrap_or_default()
}

/// The items of a comma-separated column.
pub(crate) fn list(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(',').filter(|item| !item.is_empty())
}

/// The item of a sorted list whose name is `name`, ignoring ASCII case.
pub(crate) fn find<'a, T>(
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
pub(crate) const HEAD: usize = 16;

/// The first bytes of a name without case, as a number of the same order.
///
/// Most names differ in these, and two numbers compare several times as fast as two texts: it is
/// what keeps a repeated look-up within its budget.
#[expect(clippy::cast_possible_truncation, reason = "no more than 16")]
pub(crate) const fn head(name: &str) -> u128 {
    if let Some(first) = name.as_bytes().first_chunk() {
        return lower_case(u128::from_be_bytes(*first));
    }
    if let (Some(first), Some(last)) = (name.as_bytes().first_chunk(), name.as_bytes().last_chunk())
    {
        // The last bytes overlap the first ones.
        let shift = u8::BITS * (HEAD - name.len()) as u32;
        let rest = u64::from_be_bytes(*last).unbounded_shl(shift);
        return lower_case((u64::from_be_bytes(*first) as u128) << u64::BITS | rest as u128);
    }
    let (mut head, mut shift, mut rest) = (0, u128::BITS, name.as_bytes());
    while let [first, others @ ..] = rest {
        shift -= u8::BITS;
        head |= (*first as u128) << shift;
        rest = others;
    }
    lower_case(head)
}

/// The heads of a name and of what follows the first one.
pub(crate) fn heads(name: &str) -> [u128; 2] {
    let bytes = name.as_bytes();
    let Some(last) = bytes.last_chunk() else { return [head(name), 0] };
    let second = if let ([_, second, ..], _) = bytes.as_chunks() {
        u128::from_be_bytes(*second)
    } else {
        // Of the last bytes the first head has some already.
        let has = u32::try_from(2 * HEAD - bytes.len()).unwrap_or_default();
        u128::from_be_bytes(*last).unbounded_shl(u8::BITS * has)
    };
    [head(name), lower_case(second)]
}

/// The least and the greatest head of names that start with `start`, whatever the case.
pub(crate) fn head_range(start: &str) -> (u128, u128) {
    let first = head(start);
    let rest = HEAD.saturating_sub(start.len());
    let open = u32::try_from(rest).map_or(0, |rest| u128::MAX.unbounded_shr(u128::BITS - 8 * rest));
    (first, first | open)
}

/// As [`find`], for items that keep the [`head`] of their name.
pub(crate) fn find_by_head<'a, T>(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_heads_hold_32_bytes() {
        let name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        for len in 0..=name.len() {
            let mut bytes = name[..len].to_ascii_lowercase().into_bytes();
            bytes.resize(40, 0);
            let expected = [&bytes[..16], &bytes[16..32]]
                .map(|half| u128::from_be_bytes(half.try_into().expect("16 bytes")));
            assert_eq!(super::heads(&name[..len]), expected, "{len}");
        }
    }

    #[test]
    fn heads_sort_as_names_do() {
        let names = ["", "A", "a2", "Ab", "GETOBJECT", "z", "[", "@", "`", "{", "é", "É-"];
        for a in names {
            assert!(head_range(a).0 <= head(a) && head(a) <= head_range(a).1, "{a}");
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
                let ((first, last), whole) = (head_range(a), head(&format!("{a}{b}")));
                assert!(first <= whole && whole <= last, "{a} {b}");
            }
        }
    }
}
