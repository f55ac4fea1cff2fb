//! The table of published paths.

use iam_language::pattern::hash_ignoring_case;
use std::sync::OnceLock;

/// Actions that together lead to more rights; none of them alone does.
pub(crate) struct Path {
    /// Places in [`Paths::actions`], in the order of the table.
    pub(crate) steps: Vec<usize>,
}

/// An action, and the resource types that have to be open if they are not those that it requires.
pub(crate) struct Step {
    pub(crate) action: &'static str,
    /// The hash of the action without case.
    pub(crate) hash: u64,
    pub(crate) types: Option<&'static str>,
}

/// Every path, and every action of theirs once.
pub(crate) struct Paths {
    pub(crate) actions: Vec<Step>,
    pub(crate) all: Vec<Path>,
    /// The places of the actions by their service.
    services: Vec<(&'static str, Vec<usize>)>,
}

impl Paths {
    /// The places in `actions` of those that an entry with this prefix may name.
    pub(crate) fn of_service(&self, prefix: &str) -> &[usize] {
        let mut services = self.services.iter();
        let own = services.find(|(service, _)| service.eq_ignore_ascii_case(prefix));
        own.map_or(&[], |(_, places)| places)
    }
}

/// The table, read once.
pub(crate) fn paths() -> &'static Paths {
    static PATHS: OnceLock<Paths> = OnceLock::new();
    PATHS.get_or_init(|| {
        let lines = include_str!("paths.txt").lines().map(str::trim);
        let mut actions: Vec<Step> = Vec::new();
        let mut paths = Vec::new();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let steps = line.split(" + ").map(|text| {
                let (action, types) = text
                    .split_once('@')
                    .map_or((text, None), |(action, name)| (action, Some(name)));
                actions.iter().position(|known| known.action == action).unwrap_or_else(|| {
                    actions.push(Step { action, hash: hash_ignoring_case(action), types });
                    actions.len() - 1
                })
            });
            paths.push(Path { steps: steps.collect() });
        }
        let mut services: Vec<(&'static str, Vec<usize>)> = Vec::new();
        for (place, step) in actions.iter().enumerate() {
            let service = step.action.split(':').next().unwrap_or_default();
            match services.iter_mut().find(|(known, _)| *known == service) {
                Some((_, places)) => places.push(place),
                None => services.push((service, vec![place])),
            }
        }
        Paths { actions, all: paths, services }
    })
}

#[cfg(test)]
mod tests {
    use super::paths;
    use iam_registry::{Status, action};

    #[test]
    fn the_table_names_actions_of_the_registry() {
        for step in &paths().actions {
            let found = action(step.action).expect(step.action);
            assert_eq!(found.to_string(), step.action);
            assert_eq!(found.status(), Status::Documented, "{found}");
            let taken = |name: &str| found.resource_types().any(|it| it.name() == name);
            assert!(step.types.into_iter().flat_map(|it| it.split(',')).all(taken), "{found}");
        }
    }

    #[test]
    fn no_path_holds_another() {
        let all = &paths().all;
        for path in all {
            let within = all.iter().filter(|it| path.steps.iter().all(|s| it.steps.contains(s)));
            assert_eq!(within.count(), 1, "{:?}", path.steps);
        }
    }
}
