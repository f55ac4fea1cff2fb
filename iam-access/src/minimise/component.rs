//! Statements that steps tie together. What each such part says by itself is proved by itself: if all parts say
//! the same as before, so does the whole, however the parts were chosen.

use super::draft::Draft;
use super::step::Step;
use std::collections::BTreeMap;

/// Some statements, and what became of them.
#[derive(Debug, Default)]
pub(super) struct Component {
    pub(super) before: Vec<Draft>,
    pub(super) after: Vec<Draft>,
}

/// The statements before and after, those together that some step is about.
pub(super) fn by_component(before: &[Draft], after: &[Draft], steps: &[Step]) -> Vec<Component> {
    let mut tied: BTreeMap<usize, usize> = before.iter().map(|it| (it.place, it.place)).collect();
    for (one, other) in steps.iter().filter_map(Step::ties) {
        let (one, other) = (first(&tied, one), first(&tied, other));
        tied.insert(one.max(other), one.min(other));
    }
    let mut components: BTreeMap<usize, Component> = BTreeMap::new();
    for draft in before {
        components.entry(first(&tied, draft.place)).or_default().before.push(draft.clone());
    }
    for draft in after {
        components.entry(first(&tied, draft.place)).or_default().after.push(draft.clone());
    }
    components.into_values().collect()
}

/// The first statement of the component.
fn first(tied: &BTreeMap<usize, usize>, mut place: usize) -> usize {
    while let Some(next) = tied.get(&place).filter(|next| **next != place) {
        place = *next;
    }
    place
}
