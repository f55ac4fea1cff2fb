//! `Action`, `NotAction`, `Resource` and `NotResource`: lists of patterns.

use super::super::budget::Budget;
use super::super::change::{Element, ElementChange};
use super::super::verdict::Verdict;
use iam_core::{arn, pattern};
use std::borrow::Cow;
use std::collections::HashSet;

/// The entries of such an element.
pub(super) struct Entries<'s> {
    pub(super) texts: Vec<&'s str>,
    /// Whether it is about everything but these.
    pub(super) is_negated: bool,
    pub(super) sort: Sort,
}

/// How entries match.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Without regard to case.
    Action,
    /// Field by field.
    Resource,
}

impl Sort {
    /// Two entries with the same key match the same.
    fn key(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Action => Cow::Owned(text.to_ascii_lowercase()),
            Self::Resource => Cow::Borrowed(text),
        }
    }

    fn covers(self, outer: &str, inner: &str, variables: bool, budget: &Budget) -> bool {
        // Without variables, `${` is text like any other, and `*` within it a wildcard.
        if !variables && (outer.contains("${") || inner.contains("${")) {
            return outer == inner;
        }
        budget.pays(outer, inner)
            && match self {
                Self::Action => pattern::covers_ignoring_case(outer, inner),
                Self::Resource => arn::covers(outer, inner),
            }
    }
}

impl Entries<'_> {
    fn keys(&self) -> HashSet<Cow<'_, str>> {
        self.texts.iter().map(|text| self.sort.key(text)).collect()
    }

    /// Those that `keys` has not, each once, in the order written.
    fn beyond(&self, keys: &HashSet<Cow<'_, str>>) -> Vec<&str> {
        let mut seen = HashSet::new();
        let new = |text: &&str| {
            let key = self.sort.key(text);
            !keys.contains(&key) && seen.insert(key.into_owned())
        };
        self.texts.iter().copied().filter(new).collect()
    }

    /// For each of `inner`, the entry that covers it, if one does.
    fn covering<'t>(
        &'t self,
        inner: &[&str],
        variables: bool,
        budget: &Budget,
    ) -> Vec<Option<&'t str>> {
        let patterns: Vec<_> =
            self.texts.iter().copied().filter(|text| text.contains(['*', '?'])).collect();
        let cover = |inner: &&str| {
            let mut outer = patterns.iter().copied();
            outer.find(|outer| self.sort.covers(outer, inner, variables, budget))
        };
        inner.iter().map(cover).collect()
    }

    /// Whether no request matches an entry of both, as far as that can be told.
    fn is_apart_from(&self, other: &Self, variables: bool, budget: &Budget) -> bool {
        self.texts.iter().all(|a| {
            other.texts.iter().all(|b| {
                let fits = variables || !(a.contains("${") || b.contains("${"));
                let key = |text| self.sort.key(text);
                fits && budget.pays(a, b) && !pattern::overlap(&key(a), &key(b))
            })
        })
    }

    fn matches_everything(&self) -> bool {
        let is_all = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte == b'*');
        self.texts.iter().any(is_all)
    }
}

/// What differs, and whether the later element matches less or more. `elements` are what the element
/// is called, plain and negated.
pub(super) fn compare(
    old: &Entries<'_>,
    new: &Entries<'_>,
    elements: [Element; 2],
    variables: bool,
    budget: &Budget,
) -> Option<ElementChange> {
    let [plain, negated] = elements;
    if old.is_negated != new.is_negated {
        return Some(turned(old, new, plain, variables, budget));
    }
    let appear = new.beyond(&old.keys());
    let disappear = old.beyond(&new.keys());
    if appear.is_empty() && disappear.is_empty() {
        return None;
    }
    let appear_within = old.covering(&appear, variables, budget);
    let disappear_within = new.covering(&disappear, variables, budget);
    let is_all = |covers: &[Option<&str>]| covers.iter().all(Option::is_some);
    let list = Verdict::of(is_all(&appear_within), is_all(&disappear_within));
    let verdict = if new.is_negated { list.inverse() } else { list };
    let pair = |inner: &[&str], covers: &[Option<&str>]| {
        let mut pairs = inner.iter().zip(covers);
        pairs.find_map(|(inner, outer)| Some(((*outer)?.to_owned(), (*inner).to_owned())))
    };
    let reason = reason(
        list,
        new.is_negated,
        pair(&appear, &appear_within),
        pair(&disappear, &disappear_within),
    );
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    Some(ElementChange {
        element: if new.is_negated { negated } else { plain },
        verdict,
        before: owned(&old.texts),
        after: owned(&new.texts),
        appear: owned(&appear),
        disappear: owned(&disappear),
        reason,
    })
}

/// Outer and inner.
type Covered = Option<(String, String)>;

fn reason(list: Verdict, is_negated: bool, appear: Covered, disappear: Covered) -> String {
    let but = if is_negated { "; what is listed is left out" } else { "" };
    let told = |(outer, inner): (String, String)| format!("`{outer}` covers `{inner}`{but}");
    match (list, appear, disappear) {
        (Verdict::Same, Some(covered), _) => format!("{}, which was there", told(covered)),
        (Verdict::Same, None, Some(covered)) => format!("{}, which stays", told(covered)),
        (Verdict::Narrower, Some(covered), _) | (Verdict::Wider, _, Some(covered)) => told(covered),
        (Verdict::Narrower | Verdict::Same, None, _) => format!("fewer are listed{but}"),
        (Verdict::Wider, _, None) => format!("more are listed{but}"),
        (Verdict::Other, ..) => "some appear and some disappear".to_owned(),
    }
}

/// A list that became its opposite: everything but what it names.
fn turned(
    old: &Entries<'_>,
    new: &Entries<'_>,
    element: Element,
    variables: bool,
    budget: &Budget,
) -> ElementChange {
    let (listed, excepted) = if new.is_negated { (old, new) } else { (new, old) };
    // The list lies in what is not excepted if they have nothing in common.
    let list_within = listed.is_apart_from(excepted, variables, budget);
    let rest_within = listed.matches_everything();
    let verdict = if new.is_negated {
        Verdict::of(rest_within, list_within)
    } else {
        Verdict::of(list_within, rest_within)
    };
    let owned = |it: &Entries<'_>| -> Vec<String> {
        let text = |text: &&str| {
            if it.is_negated { format!("all but {text}") } else { (*text).to_owned() }
        };
        it.texts.iter().map(text).collect()
    };
    let reason = if new.is_negated {
        "what was listed became everything but a list"
    } else {
        "everything but a list became what is listed"
    };
    ElementChange::whole(element, verdict, owned(old), owned(new), reason)
}
