//! Sets of the registry's actions.

use iam_core::pattern::matches_ignoring_case;
use iam_core::policy::{ActionElement, ActionPattern};
use iam_core::registry::{self, Action, Service};
use std::sync::OnceLock;

/// An action, by the places of its service and of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ActionId(u32);

impl ActionId {
    fn new(service: usize, action: usize) -> Self {
        // There are fewer than 65,536 of both.
        let number = (service << 16) | (action & 0xffff);
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

    pub(crate) fn action(self) -> Option<&'static Action> {
        let number = usize::try_from(self.0).ok()?;
        services().get(number >> 16)?.actions().get(number & 0xffff)
    }
}

/// The services, in one order.
fn services() -> &'static [&'static Service] {
    static SERVICES: OnceLock<Vec<&'static Service>> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let mut all: Vec<_> = registry::services().collect();
        all.sort_unstable_by_key(|service| service.prefix());
        all
    })
}

/// What a statement says of actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActionSet {
    /// Whether it is all but these.
    excepts: bool,
    /// Sorted.
    listed: Vec<ActionId>,
}

impl ActionSet {
    pub(crate) fn of(element: &ActionElement) -> Self {
        let patterns = element.patterns().iter().map(ActionPattern::as_str);
        let set = Self::matching(patterns);
        match element {
            ActionElement::Action(_) => set,
            ActionElement::NotAction(_) => set.complement(),
        }
    }

    /// The actions that some pattern matches.
    pub(crate) fn matching<'t>(patterns: impl Iterator<Item = &'t str>) -> Self {
        let mut listed = Vec::new();
        for pattern in patterns {
            let Some((prefix, name)) = pattern.split_once(':') else {
                if pattern.bytes().all(|byte| byte == b'*') {
                    return Self { excepts: true, listed: Vec::new() };
                }
                continue;
            };
            let has_wildcard = prefix.contains(['*', '?']);
            if !has_wildcard {
                let place = services().binary_search_by(|service| {
                    service.prefix().cmp(prefix.to_ascii_lowercase().as_str())
                });
                if let Ok(place) = place {
                    of_service(place, name, &mut listed);
                }
                continue;
            }
            for (place, service) in services().iter().enumerate() {
                if matches_ignoring_case(prefix, service.prefix()) {
                    of_service(place, name, &mut listed);
                }
            }
        }
        listed.sort_unstable();
        listed.dedup();
        Self { excepts: false, listed }
    }

    pub(crate) fn complement(self) -> Self {
        Self { excepts: !self.excepts, ..self }
    }

    /// Whether no action is one of them.
    pub(crate) fn is_empty(&self) -> bool {
        !self.excepts && self.listed.is_empty()
    }

    pub(crate) fn has(&self, action: ActionId) -> bool {
        self.listed.binary_search(&action).is_ok() != self.excepts
    }

    pub(crate) fn all(&self) -> Vec<ActionId> {
        if !self.excepts {
            return self.listed.clone();
        }
        let each = services().iter().enumerate().flat_map(|(place, service)| {
            (0..service.actions().len()).map(move |action| ActionId::new(place, action))
        });
        each.filter(|action| self.has(*action)).collect()
    }
}

fn of_service(place: usize, name: &str, listed: &mut Vec<ActionId>) {
    let Some(service) = services().get(place) else { return };
    let actions = service.actions();
    if name.contains(['*', '?']) {
        let all = actions.iter().enumerate();
        let matching = all.filter(|(_, it)| name == "*" || matches_ignoring_case(name, it.name()));
        listed.extend(matching.map(|(at, _)| ActionId::new(place, at)));
    } else if let Some(action) = service.action(name) {
        // It is one of the slice.
        let bytes = std::ptr::from_ref(action).addr() - actions.as_ptr().addr();
        listed.push(ActionId::new(place, bytes / size_of::<Action>()));
    }
}
