//! What entities and policies have besides statements.

use super::change::{Change, FieldChange};
use super::form::{Field, Meaning};
use super::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// The fields that differ. With `only_files`, only those that a permissions file tells.
pub(super) fn compare(old: &[Field], new: &[Field], only_files: bool) -> Vec<FieldChange> {
    let counts = |field: &&Field| !(only_files && field.only_in_sets);
    let mut names: BTreeMap<&str, [Option<&Field>; 2]> = BTreeMap::new();
    for (side, fields) in [old, new].into_iter().enumerate() {
        for field in fields.iter().filter(counts) {
            if let Some(place) = names.entry(&field.name).or_default().get_mut(side) {
                *place = Some(field);
            }
        }
    }
    names.values().filter_map(|[old, new]| changed(*old, *new)).collect()
}

/// The fields of something that came or went as a whole, but for what describes how.
pub(super) fn whole(fields: &[Field], change: Change, verdict: Verdict) -> Vec<FieldChange> {
    let told = fields.iter().filter(|field| !matches!(field.name.as_str(), "steps" | "Version"));
    let each = told.map(|field| {
        let values = field.values.iter().cloned().collect();
        let (appear, disappear) = match change {
            Change::Removed => (Vec::new(), values),
            _ => (values, Vec::new()),
        };
        let verdict = if field.meaning == Meaning::Text { Verdict::Same } else { verdict };
        let reason = "a part of what came or went";
        FieldChange { name: field.name.clone(), verdict, change, appear, disappear, reason }
    });
    each.collect()
}

fn changed(old: Option<&Field>, new: Option<&Field>) -> Option<FieldChange> {
    let empty = BTreeSet::new();
    let values =
        |field: Option<&'_ Field>| field.map_or_else(|| empty.clone(), |it| it.values.clone());
    let (was, is) = (values(old), values(new));
    let field = new.or(old)?;
    let meaning = match (old, new) {
        // Written in two ways that do not compare.
        (Some(old), Some(new)) if old.meaning != new.meaning => Meaning::Opaque,
        (Some(_), Some(_)) if was == is => return None,
        _ => field.meaning,
    };
    let change = Change::of(old.is_some(), new.is_some());
    let (verdict, reason) = judge(meaning, change, is.is_subset(&was), was.is_subset(&is));
    Some(FieldChange {
        name: field.name.clone(),
        verdict,
        change,
        appear: is.difference(&was).cloned().collect(),
        disappear: was.difference(&is).cloned().collect(),
        reason,
    })
}

fn judge(
    meaning: Meaning,
    change: Change,
    later_within: bool,
    earlier_within: bool,
) -> (Verdict, &'static str) {
    let list = Verdict::of(later_within, earlier_within);
    match (meaning, change) {
        (Meaning::Text, _) => (Verdict::Same, "told to people only"),
        (Meaning::AnyOf, Change::Added) => (Verdict::Narrower, "one more field has to fit"),
        (Meaning::AnyOf, Change::Removed) => (Verdict::Wider, "one field less has to fit"),
        (Meaning::AnyOf, Change::Changed) => match list {
            Verdict::Wider => (list, "more values fit"),
            Verdict::Narrower => (list, "fewer values fit"),
            _ => (list, "some values appear and some disappear"),
        },
        (Meaning::Each, _) => match list {
            Verdict::Wider => (list, "more are listed"),
            Verdict::Narrower => (list, "fewer are listed"),
            _ => (list, "some appear and some disappear"),
        },
        (Meaning::Opaque, _) => (Verdict::Other, "what it does is not known here"),
        (Meaning::Unknown, _) => (Verdict::Other, "no part of a permissions file that we know"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(old: &[(&str, Meaning)], new: &[(&str, Meaning)]) -> Option<Verdict> {
        let fields = |all: &[(&str, Meaning)]| -> Vec<Field> {
            all.iter()
                .map(|(values, meaning)| Field {
                    name: "f".to_owned(),
                    values: values.split(' ').map(str::to_owned).collect(),
                    meaning: *meaning,
                    only_in_sets: false,
                })
                .collect()
        };
        let changes = compare(&fields(old), &fields(new), false);
        changes.first().map(|change| change.verdict)
    }

    #[test]
    fn each_kind_of_field_has_its_rule() {
        use Meaning::{AnyOf, Each, Opaque, Text, Unknown};
        for (old, new, expected) in [
            (&[("a", Text)][..], &[("b", Text)][..], Some(Verdict::Same)),
            (&[("a b", AnyOf)], &[("b a", AnyOf)], None),
            (&[("a", AnyOf)], &[("a b", AnyOf)], Some(Verdict::Wider)),
            (&[("a b", AnyOf)], &[("c a", AnyOf)], Some(Verdict::Other)),
            (&[], &[("a", AnyOf)], Some(Verdict::Narrower)),
            (&[("a", AnyOf)], &[], Some(Verdict::Wider)),
            (&[], &[("a", Each)], Some(Verdict::Wider)),
            (&[("a b", Each)], &[("a", Each)], Some(Verdict::Narrower)),
            (&[("a", AnyOf)], &[("a", Opaque)], Some(Verdict::Other)),
            (&[("a", Opaque)], &[("b", Opaque)], Some(Verdict::Other)),
            (&[], &[("b", Unknown)], Some(Verdict::Other)),
        ] {
            assert_eq!(verdict(old, new), expected, "{old:?} {new:?}");
            let back = verdict(new, old);
            assert_eq!(back, expected.map(Verdict::inverse), "{new:?} {old:?}");
        }
    }
}
