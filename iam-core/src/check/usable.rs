//! Which resources the actions of a statement have a use for.

use super::resource::ResourceView;
use super::view::{ActionView, StatementView};
use crate::arn::ArnPattern;
use crate::document::Value;
use crate::pattern::is_literal;
use crate::registry::{self, Action, ResourceType, Status};
use std::collections::HashSet;

/// Services of which the reference lists part of the ARNs only: AWS's own policies use more.
const INCOMPLETE: [&str; 4] =
    ["apigateway", "codeconnections", "codestar-connections", "elasticloadbalancing"];

impl<S: Copy> StatementView<'_, '_, S> {
    /// An example of an ARN that an action of the statement can use: of `service` if there is one,
    /// of the shortest format, which is that of the plainest resource.
    pub(super) fn example_arn(&self, service: Option<&str>) -> Option<String> {
        let actions = self.actions.iter().filter_map(|action| registry::action(action.text));
        let types = actions.flat_map(Action::resource_types);
        let formats = types.flat_map(|taken| taken.resource_type().arn_formats());
        let formats = formats.filter_map(|format| Some((format, ArnPattern::parse(format).ok()?)));
        let best = formats
            .filter(|(_, arn)| is_literal(arn.service))
            .min_by_key(|(format, arn)| (Some(arn.service) != service, format.len()))?;
        // The registry's `${Name}` would read like a variable of IAM.
        Some(best.0.replace("${Partition}", "aws").replace("${", "<").replace('}', ">"))
    }

    /// Whether some action takes resources of other services, whichever they are, as AWS Backup does.
    fn takes_any_service(&self) -> bool {
        let actions = self.actions.iter().filter_map(|action| registry::action(action.text));
        let types = actions.flat_map(Action::resource_types);
        let mut formats = types.flat_map(|taken| taken.resource_type().arn_formats());
        formats.any(|format| ArnPattern::parse(format).is_ok_and(|arn| !is_literal(arn.service)))
    }

    /// The resource types that some action of the statement takes.
    fn usable_types(&self) -> HashSet<(&'static str, &'static str)> {
        let entries: HashSet<&str> = self.actions.iter().map(|action| action.text).collect();
        let actions = entries.into_iter().flat_map(registry::actions_matching);
        let types = actions.flat_map(Action::resource_types);
        types.map(|taken| id(taken.resource_type())).collect()
    }

    /// The entries of `Resource` that no entry of `Action` has a use for.
    ///
    /// Says nothing where it cannot be sure: for `NotAction` and `NotResource`, for ARNs of unknown
    /// services, and next to actions of which no resource types are known. Region and account are
    /// judged elsewhere.
    pub(super) fn useless_resources(&self) -> Vec<&ResourceView<'_, S>> {
        let certain = self.element("Resource").is_some()
            && self.element("Action").is_some_and(|member| {
                member.node.items().iter().all(|item| matches!(item.value, Value::String(_)))
            })
            && !self.actions.iter().any(|action| is_opaque(action))
            && !self.takes_any_service();
        if !certain {
            return Vec::new();
        }
        let usable = self.usable_types();
        let useless = |resource: &&ResourceView<'_, S>| {
            let Ok(arn) = resource.arn else { return false };
            let known = is_literal(arn.service)
                && registry::is_arn_service(arn.service)
                && !INCOMPLETE.contains(&arn.service)
                // What AWS itself owns is in no table.
                && arn.account != "aws";
            known
                && !resource
                    .formats()
                    .iter()
                    .any(|format| usable.contains(&id(format.resource_type)))
        };
        self.resources.iter().filter(useless).collect()
    }
}

/// Whether nothing is known of the resources of what the entry names.
fn is_opaque<S>(action: &ActionView<'_, S>) -> bool {
    let Some((prefix, name)) = action.parts else { return true };
    if prefix.contains(['*', '?']) {
        return true;
    }
    let documented = registry::service(prefix)
        .is_some_and(|service| matches!(service.status(), Status::Documented));
    if !documented {
        return true;
    }
    match registry::action(action.text) {
        Some(action) => !matches!(action.status(), Status::Documented),
        None => {
            !name.contains(['*', '?']) || registry::actions_matching(action.text).next().is_none()
        }
    }
}

/// What tells one resource type from every other.
fn id(resource_type: &ResourceType) -> (&'static str, &'static str) {
    (resource_type.service().prefix(), resource_type.name())
}
