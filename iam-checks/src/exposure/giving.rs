//! In which of six shapes a statement gives an action away without saying for which resources.

use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::document::ByteSpan;
use iam_language::pattern::covers;

/// An action that should be given for named roles only, and the checks about it.
pub(crate) struct Giving {
    pub(crate) action: &'static str,
    /// The key that limits the action to a service.
    pub(crate) service_key: &'static str,
    /// A key of which any test is a limit.
    pub(crate) resource_key: Option<&'static str>,
    /// Whether each request has the service key, so that `IfExists` changes nothing.
    pub(crate) always_has_service: bool,
    /// An ARN as it should be written.
    pub(crate) example: &'static str,
    pub(crate) not_resource: &'static About,
    pub(crate) star_in_action_and_not_resource: &'static About,
    pub(crate) not_action_and_not_resource: &'static About,
    pub(crate) star_in_resource: &'static About,
    pub(crate) star_in_action_and_resource: &'static About,
    pub(crate) star_in_resource_and_not_action: &'static About,
}

/// Which part of the statement gives the action.
#[derive(Clone, Copy)]
enum By<'d> {
    Name(&'d str),
    Wildcard(&'d str),
    NotAction,
}

/// For which resources, when they are too many.
#[derive(Clone, Copy)]
enum Over<'d> {
    NotResource,
    Everything,
    /// Every role of an account.
    Roles(&'d str),
}

impl Giving {
    pub(crate) fn run(&self, statement: &Statement<'_>, report: &mut Report) {
        if statement.policy.options.policy_type != PolicyType::Identity || !statement.allows() {
            return;
        }
        // What is wrong with both of a pair is another finding.
        if statement.mixes(Element::Action) || statement.mixes(Element::Resource) {
            return;
        }
        let Some((over, over_span)) = over(statement) else { return };
        let given_by = self.given_by(statement);
        let limitable = !given_by.is_empty() && !matches!(over, Over::NotResource);
        if limitable && statement.tests.iter().any(|test| self.is_limit(test)) {
            return;
        }
        for (by, span) in given_by {
            let about = match (by, over) {
                (By::Name(_), Over::NotResource) => self.not_resource,
                (By::Wildcard(_), Over::NotResource) => self.star_in_action_and_not_resource,
                (By::NotAction, Over::NotResource) => self.not_action_and_not_resource,
                (By::Name(_), Over::Everything | Over::Roles(_)) => self.star_in_resource,
                (By::Wildcard(_), Over::Everything) => self.star_in_action_and_resource,
                (By::NotAction, Over::Everything) => self.star_in_resource_and_not_action,
                (By::Wildcard(_) | By::NotAction, Over::Roles(_)) => continue,
            };
            let finding = about.at(span, self.message(by, over)).with_fix(self.fix(by, over));
            report.push(finding.with_related([over_span]));
        }
    }

    fn given_by<'d>(&self, statement: &StatementView<'d, '_>) -> Vec<(By<'d>, ByteSpan)> {
        if let Some(member) = statement.element(Element::NotAction) {
            // An entry that is no text may stand for the action; that it is none is another finding.
            let readable = member.node.items().len() == statement.actions.len();
            let reached = readable && statement.reaches(self.action);
            return reached.then_some((By::NotAction, member.key_span)).into_iter().collect();
        }
        let covering = statement.actions.iter().filter(|action| action.covers(self.action));
        let by = covering.map(|action| {
            let by = if action.has_wildcard() { By::Wildcard } else { By::Name };
            (by(action.text), action.span)
        });
        by.collect()
    }

    /// Whether the test leaves one service, or a few. One that may pass without the key does not.
    fn is_limit(&self, test: &TestView<'_, '_>) -> bool {
        if self.resource_key.is_some_and(|key| test.is_of(key)) {
            return true;
        }
        test.is_of(self.service_key)
            && test.wants_text()
            && (self.always_has_service || !test.is_if_exists())
            && test.texts().all(|(text, _)| !text.starts_with(['*', '?']))
    }

    fn message(&self, by: By<'_>, over: Over<'_>) -> String {
        let action = self.action;
        let gives = match by {
            By::Name(text) => format!("`{text}` is allowed"),
            By::Wildcard(text) => format!("`{text}` includes `{action}`, allowed here"),
            By::NotAction => format!("`NotAction` leaves `{action}` allowed"),
        };
        match over {
            Over::NotResource => format!("{gives} for every role outside `NotResource`"),
            Over::Everything => format!("{gives} for every role: `Resource` is `*`"),
            Over::Roles(text) => format!("{gives} for every role: `{text}`"),
        }
    }

    fn fix(&self, by: By<'_>, over: Over<'_>) -> String {
        let Self { action, service_key, example, .. } = self;
        let limit = match over {
            Over::NotResource => format!("list the roles under `Resource`, such as `{example}`"),
            _ => format!(
                "list the roles under `Resource`, such as `{example}`, or test `{service_key}`"
            ),
        };
        match by {
            By::Name(_) => limit,
            By::Wildcard(_) => {
                format!("name the actions that are needed; if `{action}` is one, {limit}")
            }
            By::NotAction => format!("add `{action}` to `NotAction`, or {limit}"),
        }
    }
}

/// The entry that stands for every role, or `NotResource`.
fn over<'d>(statement: &StatementView<'d, '_>) -> Option<(Over<'d>, ByteSpan)> {
    if let Some(member) = statement.element(Element::NotResource) {
        return Some((Over::NotResource, member.key_span));
    }
    let everything = statement.resources.iter().find(|resource| is_stars(resource.text));
    if let Some(resource) = everything {
        return Some((Over::Everything, resource.span));
    }
    let of_account = |arn: ArnPattern<'_>| arn.service == "iam" && covers(arn.resource, "role/*");
    let roles = statement.resources.iter().find(|resource| resource.arn.is_ok_and(of_account))?;
    Some((Over::Roles(roles.text), roles.span))
}

fn is_stars(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'*')
}
