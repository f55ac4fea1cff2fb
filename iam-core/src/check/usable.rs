//! Which resources the actions of a statement have a use for.

use super::resource::ResourceView;
use super::view::{ActionView, StatementView};
use crate::arn::ArnPattern;
use crate::document::Value;
use crate::pattern::is_literal;
use crate::registry::{self, Action, ActionResourceType, ArnFormat, ResourceType, Status};

/// Services of which the reference lists part of the ARNs only: AWS's own policies use more.
const INCOMPLETE: [&str; 4] =
    ["apigateway", "codeconnections", "codestar-connections", "elasticloadbalancing"];

impl<S: Copy> StatementView<'_, '_, S> {
    /// An example of an ARN that an action of the statement can use: see [`example_arn`].
    pub(super) fn example_arn(&self, service: Option<&str>) -> Option<String> {
        example_arn(self.actions.iter().filter_map(|action| action.known), service)
    }

    /// Whether some action takes resources of other services, whichever they are, as AWS Backup does.
    fn takes_any_service(&self) -> bool {
        let open = open_formats();
        let is_of = |format: &ArnFormat, action: &Action| {
            std::ptr::eq(format.resource_type().service(), action.service())
        };
        let actions = self.actions.iter().filter_map(|action| action.known);
        let mut actions = actions.filter(|action| open.iter().any(|format| is_of(format, action)));
        actions.any(|action| action.resource_types().any(|taken| is_open(taken, open)))
    }

    /// The resource types that some action of the statement takes, by their places in memory: the
    /// registry has each once. Sorted.
    fn usable_types(&self) -> Vec<usize> {
        let mut patterns: Vec<&str> = Vec::new();
        let mut types = Vec::new();
        for action in &self.actions {
            match action.known {
                Some(action) => types.extend(action.resource_types().map(id)),
                None => patterns.push(action.text),
            }
        }
        patterns.sort_unstable();
        patterns.dedup();
        for pattern in patterns {
            let actions = registry::actions_matching(pattern);
            types.extend(actions.flat_map(Action::resource_types).map(id));
        }
        types.sort_unstable();
        types.dedup();
        types
    }

    /// Whether AWS documents `*` only for each of its actions.
    pub(super) fn takes_star_only(&self) -> bool {
        self.usable_types().is_empty()
    }

    /// The entries of `Resource` that no entry of `Action` has a use for.
    ///
    /// Says nothing where it cannot be sure: for `NotAction` and `NotResource`, for ARNs of unknown
    /// services, and next to actions of which no resource types are known. Region and account are
    /// judged elsewhere.
    pub(super) fn useless_resources(&self) -> Vec<&ResourceView<'_, S>> {
        let certain = self.has("Resource")
            && self.resources.iter().any(is_known)
            && self.element("Action").is_some_and(|member| {
                member.node.items().iter().all(|item| matches!(item.value, Value::String(_)))
            })
            && !self.actions.iter().any(|action| is_opaque(action))
            && !self.takes_any_service();
        if !certain {
            return Vec::new();
        }
        let usable = self.usable_types();
        let is_usable =
            |it: &&ArnFormat| usable.binary_search(&address(it.resource_type())).is_ok();
        let useless = |it: &&ResourceView<'_, S>| !it.formats().iter().any(is_usable);
        self.resources.iter().filter(|it| is_known(it)).filter(useless).collect()
    }
}

/// An example of an ARN that one of these actions can use: of `service` if there is one, of the
/// shortest format, which is that of the plainest resource.
pub(super) fn example_arn<'a>(
    actions: impl Iterator<Item = &'a Action>,
    service: Option<&str>,
) -> Option<String> {
    let types = actions.flat_map(Action::resource_types);
    let formats = types.flat_map(|taken| taken.resource_type().arn_formats());
    let formats = formats.filter_map(|format| Some((format, ArnPattern::parse(format).ok()?)));
    let best = formats
        .filter(|(_, arn)| is_literal(arn.service))
        .min_by_key(|(format, arn)| (Some(arn.service) != service, format.len()))?;
    // The registry's `${Name}` would read like a variable of IAM.
    Some(best.0.replace("${Partition}", "aws").replace("${", "<").replace('}', ">"))
}

/// The formats of resources that may be of any service, as those of AWS Backup.
pub(super) fn open_formats() -> &'static [ArnFormat] {
    registry::arn_formats_of("${Vendor}")
}

/// Whether resources of the type have one of these formats.
pub(super) fn is_open(taken: ActionResourceType, open: &[ArnFormat]) -> bool {
    open.iter().any(|format| std::ptr::eq(format.resource_type(), taken.resource_type()))
}

/// Whether all resources that the entry may stand for are in the registry.
pub(super) fn is_known<S>(resource: &ResourceView<'_, S>) -> bool {
    resource.arn.is_ok_and(|arn| {
        is_literal(arn.service)
            && !INCOMPLETE.contains(&arn.service)
            // What AWS itself owns is in no table.
            && arn.account != "aws"
            && resource.is_of_service()
    })
}

/// Whether nothing is known of the resources of what the entry names.
pub(super) fn is_opaque<S>(action: &ActionView<'_, S>) -> bool {
    let Some((prefix, name)) = action.parts else { return true };
    if prefix.contains(['*', '?']) {
        return true;
    }
    let Some(service) = action.service else { return true };
    if service.status() != Status::Documented {
        return true;
    }
    match action.known {
        Some(action) => action.status() != Status::Documented,
        None => {
            !name.contains(['*', '?']) || registry::actions_matching(action.text).next().is_none()
        }
    }
}

pub(super) fn id(taken: ActionResourceType) -> usize {
    address(taken.resource_type())
}

pub(super) fn address(resource_type: &'static ResourceType) -> usize {
    std::ptr::from_ref(resource_type).addr()
}
