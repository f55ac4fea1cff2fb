//! What everybody is asked.

use iam_core::registry::{self, Action, ActionResourceType, ResourceType, Service, Status};

const QUESTIONS: usize = 200;

/// What is asked: an action and a resource that it takes.
pub(super) struct Question {
    pub(super) action: &'static Action,
    pub(super) resource: String,
}

/// Documented actions, evenly spread over all services.
pub(super) fn questions() -> Vec<Question> {
    let documented = registry::services().flat_map(Service::actions);
    let documented: Vec<_> =
        documented.filter(|action| action.status() == Status::Documented).collect();
    let step = documented.len() / QUESTIONS;
    let every = documented.into_iter().step_by(step).take(QUESTIONS);
    every.map(|action| Question { action, resource: resource(action) }).collect()
}

/// An ARN of the first format that the action takes; `*` if it takes none.
pub(super) fn resource(action: &'static Action) -> String {
    let types = action.resource_types().map(ActionResourceType::resource_type);
    let Some(format) = types.flat_map(ResourceType::arn_formats).next() else {
        return "*".to_owned();
    };
    let known = [("Partition", "aws"), ("Region", "eu-west-1"), ("Account", "111122223333")];
    let format = known.iter().fold(format.to_owned(), |text, (name, value)| {
        text.replace(&format!("${{{name}}}"), value)
    });
    let mut parts = format.split("${");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "x" + part.split_once('}').map_or("", |(_, rest)| rest))
}
