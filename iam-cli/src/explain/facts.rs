//! What there is to know about a name.

use crate::report::{kebab, upper_snake};
use iam_core::check::{About, CATALOGUE};
use iam_core::registry::{
    self, AccessLevel, Action, ConditionKey, Operation, ResourceType, Service, Status, ValueType,
};
use serde::Serialize;

/// What there is to know about a name.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Facts {
    Check(CheckFacts),
    Action(ActionFacts),
    /// A name of the API that other actions authorise.
    Operation(OperationFacts),
    ConditionKey(KeyFacts),
    Service(ServiceFacts),
}

#[derive(Serialize)]
pub(super) struct CheckFacts {
    pub(super) code: &'static str,
    pub(super) issue_code: String,
    pub(super) finding_type: &'static str,
    pub(super) optional: bool,
    pub(super) explanation: String,
}

#[derive(Serialize)]
pub(super) struct ActionFacts {
    pub(super) name: String,
    pub(super) service: &'static str,
    pub(super) access_level: Option<String>,
    pub(super) status: Option<String>,
    /// The newest source of what is said here.
    pub(super) as_of: &'static str,
    /// Whether nothing but the name, and maybe resource types, is known.
    #[serde(skip)]
    pub(super) is_by_name_only: bool,
    pub(super) resource_types: Vec<ResourceFacts>,
    pub(super) condition_keys: Vec<KeyFacts>,
    pub(super) dependent_actions: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct ResourceFacts {
    pub(super) name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) required: Option<bool>,
    pub(super) arn_formats: Vec<&'static str>,
}

#[derive(Serialize)]
pub(super) struct OperationFacts {
    pub(super) name: &'static str,
    pub(super) actions: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct KeyFacts {
    pub(super) name: &'static str,
    pub(super) value_type: &'static str,
    pub(super) multivalued: bool,
}

#[derive(Serialize)]
pub(super) struct ServiceFacts {
    pub(super) prefix: &'static str,
    pub(super) name: &'static str,
    pub(super) status: Option<String>,
    /// The newest source of what is said here.
    pub(super) as_of: &'static str,
    pub(super) resource_control_policies: bool,
    /// Whether nothing but the names of its actions, and maybe resource types, is known.
    #[serde(skip)]
    pub(super) is_by_name_only: bool,
    pub(super) actions: Vec<ServiceAction>,
    pub(super) resource_types: Vec<ResourceFacts>,
    pub(super) condition_keys: Vec<KeyFacts>,
}

#[derive(Serialize)]
pub(super) struct ServiceAction {
    pub(super) name: &'static str,
    pub(super) access_level: Option<String>,
}

impl Facts {
    /// What `name` is; case matters for nothing but the code of a check.
    pub(super) fn of(name: &str) -> Option<Self> {
        let code = kebab(name);
        if let Some(about) = CATALOGUE.iter().find(|about| about.code == code) {
            return Some(Self::Check(CheckFacts::of(about)));
        }
        if let Some(action) = registry::action(name) {
            return Some(Self::Action(ActionFacts::of(action)));
        }
        if let Some(operation) = registry::operation(name) {
            return Some(Self::Operation(OperationFacts::of(operation)));
        }
        if let Some(service) = registry::service(name) {
            return Some(Self::Service(ServiceFacts::of(service)));
        }
        let of_service = || {
            let (prefix, _) = name.split_once(':')?;
            registry::service(prefix)?.condition_key(name)
        };
        let key = registry::global_condition_key(name).or_else(of_service)?;
        Some(Self::ConditionKey(KeyFacts::of(key)))
    }
}

impl CheckFacts {
    fn of(about: &About) -> Self {
        // Each line comes from a doc comment, behind one space.
        let lines = about.explain.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        Self {
            code: about.code,
            issue_code: upper_snake(about.code),
            finding_type: about.finding_type.as_str(),
            optional: about.optional,
            explanation: lines.collect::<Vec<_>>().join("\n").trim().to_owned(),
        }
    }
}

impl ActionFacts {
    fn of(action: &'static Action) -> Self {
        let taken = action.resource_types().map(|taken| ResourceFacts {
            required: (!action.status().is_by_name_only()).then_some(taken.is_required()),
            ..ResourceFacts::of(taken.resource_type())
        });
        Self {
            name: action.to_string(),
            service: action.service().name(),
            access_level: access_level(action),
            status: status(action.status()),
            as_of: as_of(action.status()),
            is_by_name_only: action.status().is_by_name_only(),
            resource_types: taken.collect(),
            condition_keys: action.all_condition_keys().into_iter().map(KeyFacts::of).collect(),
            dependent_actions: action.dependent_actions().map(ToString::to_string).collect(),
        }
    }
}

impl ResourceFacts {
    fn of(resource_type: &'static ResourceType) -> Self {
        Self {
            name: resource_type.name(),
            required: None,
            arn_formats: resource_type.arn_formats().collect(),
        }
    }
}

impl OperationFacts {
    fn of(operation: &'static Operation) -> Self {
        Self {
            name: operation.name(),
            actions: operation.actions().map(ToString::to_string).collect(),
        }
    }
}

impl KeyFacts {
    fn of(key: &'static ConditionKey) -> Self {
        let value_type = match key.value_type() {
            ValueType::Bool => "Bool",
            ValueType::Numeric => "Numeric",
            ValueType::Date => "Date",
            ValueType::IpAddress => "IPAddress",
            ValueType::Arn => "ARN",
            ValueType::Binary => "Binary",
            _ => "String",
        };
        Self { name: key.name(), value_type, multivalued: key.is_multivalued() }
    }
}

impl ServiceFacts {
    fn of(service: &'static Service) -> Self {
        let actions = service.actions().iter().map(|action| ServiceAction {
            name: action.name(),
            access_level: access_level(action),
        });
        Self {
            prefix: service.prefix(),
            name: service.name(),
            status: status(service.status()),
            as_of: registry::version().newest(),
            is_by_name_only: service.status().is_by_name_only(),
            resource_control_policies: service.supports_resource_control_policies(),
            actions: actions.collect(),
            resource_types: service.resource_types().iter().map(ResourceFacts::of).collect(),
            condition_keys: service.condition_keys().iter().map(KeyFacts::of).collect(),
        }
    }
}

/// Nothing if only its name is known.
fn access_level(action: &Action) -> Option<String> {
    let is_known = action.access_level() != AccessLevel::Unknown;
    is_known.then(|| action.access_level().to_string())
}

/// The day of the source that tells of it.
fn as_of(status: Status) -> &'static str {
    let (Status::ByName { listed_in: name, .. } | Status::NewOperation { seen_in: name, .. }) =
        status
    else {
        return registry::version().date();
    };
    registry::source(name).map_or(registry::version().newest(), |source| source.date())
}

/// A source, with its version and day.
fn source(name: &str) -> String {
    registry::source(name).map_or_else(|| name.to_owned(), |source| source.to_string())
}

/// Nothing if AWS documents it, as it should.
fn status(status: Status) -> Option<String> {
    match status {
        Status::ByName { listed_in, .. } => {
            Some(format!("known by name: AWS lists it ({})", source(listed_in)))
        }
        Status::NewOperation { seen_in, .. } => Some(format!(
            "an operation of the API ({}) that is newer than AWS's list of actions; the action most likely \
             has the same name",
            source(seen_in)
        )),
        Status::Retired { year, .. } => Some(format!("retired in {year}")),
        Status::Undocumented { seen_in, .. } => Some(format!("undocumented; seen in {seen_in}")),
        _ => None,
    }
}
