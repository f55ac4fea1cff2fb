//! ARNs: which sorts of resource they name, and which actions take those.

use super::resource::ResourceFacts;
use crate::visible::visible;
use iam_core::arn::ArnPattern;
use iam_core::registry::{self, Action, ArnFormat, ResourceType};
use serde::Serialize;
use std::fmt;

/// An ARN, maybe with wildcards.
#[derive(Serialize)]
pub(super) struct ArnFacts {
    name: String,
    resource_types: Vec<NamedType>,
}

/// A sort of resource that it may name.
#[derive(Serialize)]
struct NamedType {
    /// The prefix of the service whose actions take it.
    service: &'static str,
    #[serde(flatten)]
    facts: ResourceFacts,
    actions: Vec<String>,
}

/// How many actions the text names for a sort of resource; none if there are more sorts than `FEW`.
const SHOWN: usize = 20;
const FEW: usize = 4;

impl ArnFacts {
    /// What the ARN names; `None` if this is no ARN, or if no resource has one like it.
    pub(super) fn of(name: &str) -> Option<Self> {
        let arn = ArnPattern::parse(name).ok()?;
        let mut types: Vec<&'static ResourceType> = Vec::new();
        for format in registry::arn_formats_like(&arn).filter(|it| is_whole(&arn, it)) {
            if !types.contains(&format.resource_type()) {
                types.push(format.resource_type());
            }
        }
        if types.is_empty() || !registry::is_partition(arn.partition) && arn.partition != "*" {
            return None;
        }
        let resource_types = types.into_iter().map(NamedType::of).collect();
        Some(Self { name: name.to_owned(), resource_types })
    }
}

/// Whether the ARN has something in each field in which the format has: no resource lacks its account.
fn is_whole(arn: &ArnPattern<'_>, format: &ArnFormat) -> bool {
    let pattern = format.pattern();
    let lacks = |written: &str, wanted: &str| written.is_empty() && !wanted.is_empty();
    !lacks(arn.region, pattern.region) && !lacks(arn.account, pattern.account)
}

impl NamedType {
    fn of(resource_type: &'static ResourceType) -> Self {
        let takes = |action: &&Action| {
            action.resource_types().any(|taken| taken.resource_type() == resource_type)
        };
        let actions = resource_type.service().actions().iter().filter(takes);
        Self {
            service: resource_type.service().prefix(),
            facts: ResourceFacts::of(resource_type),
            actions: actions.map(ToString::to_string).collect(),
        }
    }
}

/// Why text that starts as an ARN does names nothing.
pub(super) fn names_nothing(name: &str) -> Option<String> {
    if !name.get(..4)?.eq_ignore_ascii_case("arn:") {
        return None;
    }
    let shown = visible(name);
    let arn = match ArnPattern::parse(name) {
        Ok(arn) => arn,
        Err(why) => return Some(format!("`{shown}` is not an ARN: {why}")),
    };
    if !registry::is_partition(arn.partition) && arn.partition != "*" {
        let partition = visible(arn.partition);
        return Some(format!("`{partition}` in `{shown}` is not a partition of AWS"));
    }
    let service = visible(arn.service);
    let like = ArnPattern { region: "*", account: "*", ..arn };
    let mut formats: Vec<_> = registry::arn_formats_like(&like).collect();
    if formats.is_empty() {
        formats.extend(registry::arn_formats_of(arn.service));
    }
    // Types of several services share their formats.
    let mut formats: Vec<_> = formats.iter().map(|it| format!("`{}`", it.pattern())).collect();
    formats.dedup();
    formats.truncate(FEW);
    if formats.is_empty() {
        let near = registry::nearest_services(arn.service);
        let near = near.first().map(|near| format!("; did you mean `{}`?", near.prefix()));
        return Some(format!(
            "no sort of resource has an ARN with `{service}` in it{}",
            near.unwrap_or_default()
        ));
    }
    Some(format!(
        "no sort of resource has an ARN like `{shown}`; ARNs of `{service}` are written like {}",
        formats.join(" or ")
    ))
}

impl fmt::Display for ArnFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} (ARN)", visible(&self.name))?;
        writeln!(f, "  may name a resource of ({}):", self.resource_types.len())?;
        for NamedType { service, facts, actions } in &self.resource_types {
            writeln!(f, "    {} of {service}", facts.name)?;
            for format in &facts.arn_formats {
                writeln!(f, "      {format}")?;
            }
            if actions.is_empty() {
                writeln!(f, "      taken by: AWS lists it for no action")?;
                continue;
            }
            if self.resource_types.len() > FEW {
                writeln!(f, "      taken by: {} actions of {service}", actions.len())?;
                continue;
            }
            writeln!(f, "      taken by ({}):", actions.len())?;
            for action in actions.iter().take(SHOWN) {
                writeln!(f, "        {action}")?;
            }
            if let Some(more @ 1..) = actions.len().checked_sub(SHOWN) {
                writeln!(f, "        and {more} more; `--format json` lists them all")?;
            }
        }
        writeln!(f, "  as of: {}", registry::version().date())
    }
}
