//! The actions of a statement.

use super::level::Level;
use iam_core::policy::ActionPattern;
use iam_core::registry;

/// An action, or a pattern over actions.
#[derive(Clone, Debug)]
pub(crate) struct ActionView {
    /// As the policy spells it.
    pub(crate) text: String,
    /// Whether it stands for more than one action.
    pub(crate) is_pattern: bool,
    /// What it matches; of a pattern all that AWS documents, of a name itself.
    pub(crate) actions: Vec<MatchedAction>,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MatchedAction {
    /// The prefix of its service.
    pub(crate) service: String,
    /// The whole of it, `s3:GetObject`.
    pub(crate) name: String,
    pub(crate) level: Level,
}

impl ActionView {
    pub(super) fn new(pattern: &ActionPattern) -> Self {
        let text = pattern.as_str();
        let is_pattern = text.contains(['*', '?']);
        let mut actions: Vec<_> = registry::actions_matching(text)
            .map(|action| MatchedAction {
                service: action.service().prefix().to_owned(),
                name: action.to_string(),
                level: Level::of(action.access_level()),
            })
            .collect();
        if let (true, Some((service, _))) = (actions.is_empty() && !is_pattern, pattern.split()) {
            let (service, name) = (service.to_owned(), text.to_owned());
            actions.push(MatchedAction { service, name, level: Level::Unknown });
        }
        Self { text: text.to_owned(), is_pattern, actions }
    }

    /// Where it is listed: under the highest of its levels. One unknown among known ones, as a new
    /// action that a pattern matches, decides nothing.
    pub(crate) fn highest_level(&self) -> Level {
        let levels = self.actions.iter().map(|action| action.level);
        levels.filter(|level| *level != Level::Unknown).max().unwrap_or(Level::Unknown)
    }
}

/// What people call a service: `Amazon S3`; its prefix if nobody calls it anything.
pub(crate) fn service_name(prefix: &str) -> &str {
    match registry::service(prefix) {
        Some(service) => service.name(),
        None => prefix,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_expanded_and_unknown_names_kept() {
        let view = ActionView::new(&"s3:Get*Tagging".parse().unwrap());
        assert!(view.is_pattern && view.actions.len() > 2);
        assert!(view.actions.iter().all(|action| action.level == Level::Read));
        let view = ActionView::new(&"S3:putobject".parse().unwrap());
        assert_eq!((view.actions.len(), view.highest_level()), (1, Level::Write));
        assert_eq!(view.actions[0].name, "s3:PutObject");
        let view = ActionView::new(&"s3:Nothing".parse().unwrap());
        assert_eq!(view.highest_level(), Level::Unknown);
        assert!(ActionView::new(&"s3:Nothing*".parse().unwrap()).actions.is_empty());
    }
}
