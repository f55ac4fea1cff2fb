//! Which resources the actions of a statement have a use for.

use super::resource::ResourceView;
use super::view::{ActionView, StatementView};
use iam_language::arn::ArnPattern;
use iam_language::document::Value;
use iam_language::pattern::{is_literal, overlap};
use iam_language::policy::Element;
use iam_registry::{
    self as registry, Action, ActionResourceType, ArnFormat, ResourceType, Service, Status,
};
use std::ops::ControlFlow;
use std::sync::OnceLock;

/// Services of which the reference lists part of the ARNs only: AWS's own policies use more.
const INCOMPLETE: [&str; 4] =
    ["apigateway", "codeconnections", "codestar-connections", "elasticloadbalancing"];

impl StatementView<'_, '_> {
    /// An example of an ARN that an action of the statement can use: see [`example_arn`].
    pub(super) fn example_arn(&self, near: Option<ArnPattern<'_>>) -> Option<String> {
        let actions = self.actions.iter().flat_map(ActionView::matching);
        example_arn(actions.take(MOST_ACTIONS), near, self.partition())
    }

    /// The partition that the resources of the statement are of, as the first that names one has it.
    pub(super) fn partition(&self) -> &str {
        let named = self.resources.iter().filter_map(|it| Some(it.arn.ok()?.partition));
        named.into_iter().find(|partition| registry::is_partition(partition)).unwrap_or("aws")
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

    /// Visits the resource types that the actions of the statement take, by their places in memory:
    /// the registry has each once.
    fn each_usable_type(&self, mut visit: impl FnMut(usize) -> ControlFlow<()>) {
        let mut patterns: Vec<&ActionView<'_>> = Vec::new();
        for action in &self.actions {
            match action.known {
                Some(action) => {
                    if usable_types(action).try_for_each(&mut visit).is_break() {
                        return;
                    }
                }
                None => patterns.push(action),
            }
        }
        patterns.sort_unstable_by_key(|pattern| pattern.text);
        patterns.dedup_by_key(|pattern| pattern.text);
        for pattern in patterns {
            let mut types = pattern.matching().flat_map(usable_types);
            if types.try_for_each(&mut visit).is_break() {
                return;
            }
        }
    }

    /// Whether AWS documents `*` only for each of its actions.
    pub(super) fn takes_star_only(&self) -> bool {
        let mut takes_some = false;
        self.each_usable_type(|_| {
            takes_some = true;
            ControlFlow::Break(())
        });
        !takes_some
    }

    /// Whether one of its actions is judged on ARNs all the same.
    pub(super) fn is_judged_on_arns(&self) -> bool {
        self.actions.iter().any(|entry| {
            let Some((prefix, _)) = entry.parts else { return false };
            let is_of = |pattern: &&(&str, String)| pattern.0.eq_ignore_ascii_case(prefix);
            let mut listed = judged_on_arns().iter().filter(is_of).peekable();
            if listed.peek().is_none() {
                return false;
            }
            // A pattern of the statement that only meets the listed one is given the doubt.
            let text = entry.text.to_ascii_lowercase();
            listed.any(|(_, pattern)| overlap(pattern, &text))
        })
    }

    /// The entries of `Resource` that no entry of `Action` has a use for.
    ///
    /// Says nothing where it cannot be sure: for `NotAction` and `NotResource`, for ARNs of unknown
    /// services, and next to actions of which no resource types are known. Region and account are
    /// judged elsewhere.
    pub(super) fn useless_resources(&self) -> Vec<&ResourceView<'_>> {
        let certain = self.has(Element::Resource)
            && self.resources.iter().any(is_known)
            && self.element(Element::Action).is_some_and(|member| {
                member.node.items().iter().all(|item| matches!(item.value, Value::String(_)))
            })
            && !self.actions.iter().any(|action| is_opaque(action))
            && !self.takes_any_service();
        if !certain {
            return Vec::new();
        }
        let mut known = Vec::with_capacity(self.resources.len());
        known.extend(self.resources.iter().filter(|it| is_known(it)));
        // Which resources are of which type.
        let count = known.iter().map(|it| it.formats().len()).sum();
        let mut types: Vec<(usize, usize)> = Vec::with_capacity(count);
        for (place, resource) in known.iter().enumerate() {
            let formats = resource.formats().iter();
            types.extend(formats.map(|format| (address(format.resource_type()), place)));
        }
        types.sort_unstable();
        let mut useless: Vec<bool> = vec![true; known.len()];
        let mut left = known.len();
        let mut seen = vec![false; types.len()];
        self.each_usable_type(|own| {
            let start = types.partition_point(|(other, _)| *other < own);
            let rest = types.get(start..).unwrap_or_default().iter();
            let mut own = rest.take_while(|(other, _)| *other == own).peekable();
            // Its resources once, however many actions take it.
            if own.peek().is_some()
                && seen.get_mut(start).is_none_or(|seen| std::mem::replace(seen, true))
            {
                return ControlFlow::Continue(());
            }
            for (_, place) in own {
                if let Some(useless @ true) = useless.get_mut(*place) {
                    *useless = false;
                    left -= 1;
                }
            }
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let useless = known.into_iter().zip(useless).filter(|(_, useless)| *useless);
        let useless = useless.map(|(resource, _)| resource);
        useless.filter(|resource| !self.may_be_of_new_type(resource)).collect()
    }

    /// Whether the resource is of a type that the registry does not know, of the service of an
    /// action that is known by name only: new actions come with new types.
    fn may_be_of_new_type(&self, resource: &ResourceView<'_>) -> bool {
        let is_of = |service: &Service| {
            resource.arn.is_ok_and(|arn| arn.service.eq_ignore_ascii_case(service.prefix()))
        };
        resource.formats().is_empty()
            && self.actions.iter().any(|entry| {
                entry.service.is_some_and(is_of)
                    && entry.matching().any(|action| action.status().is_by_name_only())
            })
    }
}

/// The patterns of `star_only.txt` in lower case, each with its service.
fn judged_on_arns() -> &'static [(&'static str, String)] {
    static PATTERNS: OnceLock<Vec<(&str, String)>> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let lines = include_str!("star_only.txt").lines().filter(|line| !line.starts_with('#'));
        let patterns = lines.filter_map(|line| line.split('\t').next());
        let patterns = patterns
            .filter_map(|pattern| Some((pattern.split_once(':')?.0, pattern.to_ascii_lowercase())));
        patterns.collect()
    })
}

/// How many actions are looked at for an example: those of the largest service, and more.
const MOST_ACTIONS: usize = 2_000;

/// An example of an ARN that one of these actions can use: of the service of `near` if there is one, of
/// the same word of its resource, of the shortest format, which is that of the plainest resource, in this partition.
pub(super) fn example_arn<'a>(
    actions: impl Iterator<Item = &'a Action>,
    near: Option<ArnPattern<'_>>,
    partition: &str,
) -> Option<String> {
    let near = near.map(|arn| (arn.service, first_word(arn.resource)));
    let distance = |arn: &ArnPattern<'_>| match near {
        Some((service, near)) => {
            (arn.service != service, !first_word(arn.resource).eq_ignore_ascii_case(near))
        }
        None => (false, false),
    };
    let types = actions.flat_map(Action::resource_types);
    let formats = types.flat_map(|taken| taken.resource_type().arn_formats());
    let formats = formats.filter_map(|format| Some((format, ArnPattern::parse(format).ok()?)));
    let best = formats
        .filter(|(_, arn)| is_literal(arn.service))
        .min_by_key(|(format, arn)| (distance(arn), format.len()))?;
    // The registry's `${Name}` would read like a variable of IAM.
    Some(best.0.replace("${Partition}", partition).replace("${", "<").replace('}', ">"))
}

/// What the last field of an ARN starts with, which is the word for its type as a rule.
fn first_word(resource: &str) -> &str {
    let end = resource.bytes().position(|byte| matches!(byte, b'/' | b':'));
    end.and_then(|end| resource.get(..end)).unwrap_or(resource)
}

/// The formats of resources that may be of any service, as those of AWS Backup.
pub(super) fn open_formats() -> &'static [ArnFormat] {
    static OPEN: OnceLock<&[ArnFormat]> = OnceLock::new();
    OPEN.get_or_init(|| registry::arn_formats_of("${Vendor}"))
}

/// Whether resources of the type have one of these formats.
pub(super) fn is_open(taken: ActionResourceType, open: &[ArnFormat]) -> bool {
    open.iter().any(|format| std::ptr::eq(format.resource_type(), taken.resource_type()))
}

/// Whether all resources that the entry may stand for are in the registry.
pub(super) fn is_known(resource: &ResourceView<'_>) -> bool {
    resource.arn.is_ok_and(|arn| {
        is_literal(arn.service)
            && !INCOMPLETE.contains(&arn.service)
            // What AWS itself owns is in no table.
            && arn.account != "aws"
            && resource.is_of_service()
    })
}

/// Whether nothing is known of the resources of what the entry names.
pub(super) fn is_opaque(action: &ActionView<'_>) -> bool {
    let Some(service) = action.service else { return true };
    if service.status() != Status::Documented {
        return true;
    }
    match action.known {
        Some(action) => action.status() != Status::Documented,
        // All of them: one that matches nothing is opaque, too.
        None => {
            !action.has_wildcard()
                || action.matching().all(|action| action.status() != Status::Documented)
        }
    }
}

/// The resource types that an action takes; all of its service where only the name is known.
fn usable_types(action: &'static Action) -> impl Iterator<Item = usize> {
    let all: &[ResourceType] =
        if action.status().is_by_name_only() { action.service().resource_types() } else { &[] };
    action.resource_types().map(id).chain(all.iter().map(address))
}

pub(super) fn id(taken: ActionResourceType) -> usize {
    address(taken.resource_type())
}

pub(super) fn address(resource_type: &'static ResourceType) -> usize {
    std::ptr::from_ref(resource_type).addr()
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use iam_language::policy::PolicyType;
    use iam_registry as registry;

    #[test]
    fn an_example_is_of_the_partition_of_the_statement() {
        let text = r#"{ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws-us-gov:s3:::reports" }] }"#;
        let found = checked(text, Options::new(PolicyType::Identity));
        let fixes: Vec<_> = found.iter().filter_map(|it| it.fix.as_deref()).collect();
        assert!(
            fixes.iter().any(|fix| fix.contains("`arn:aws-us-gov:s3:::<BucketName>/")),
            "{fixes:?}"
        );
    }

    #[test]
    fn what_is_judged_on_arns_is_documented_otherwise() {
        let lines: Vec<_> =
            include_str!("star_only.txt").lines().filter(|it| !it.starts_with('#')).collect();
        assert!(lines.is_sorted());
        for line in lines {
            let (pattern, source) = line.split_once('\t').expect("a pattern and its source");
            assert!(!source.is_empty(), "{pattern}");
            let mut actions = registry::actions_matching(pattern);
            assert!(actions.any(|action| action.resource_types().len() == 0), "{pattern}");
        }
    }
}
