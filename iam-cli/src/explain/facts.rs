//! What there is to know about a name.

use super::arn::ArnFacts;
use super::claim::ClaimFacts;
use super::example::{self, Example};
use super::key::{KeyFacts, WholeKeyFacts};
use super::operator::OperatorFacts;
use super::resource::ResourceFacts;
use crate::report::{kebab, upper_snake};
use iam_core::check::{About, CATALOGUE, service_principal};
use iam_core::registry::{self, AccessLevel, Action, Operation, Service, Status};
use serde::Serialize;

/// What there is to know about a name.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Facts {
    Check(CheckFacts),
    Action(ActionFacts),
    /// A name of the API that other actions authorise.
    Operation(OperationFacts),
    ConditionKey(WholeKeyFacts),
    /// A condition key that an identity provider fills.
    Claim(ClaimFacts),
    Operator(OperatorFacts),
    Service(ServiceFacts),
    /// Who a service is in `Principal`.
    ServicePrincipal(PrincipalFacts),
    Arn(ArnFacts),
    /// The name of an action without its service.
    Name(NameFacts),
}

#[derive(Serialize)]
pub(super) struct CheckFacts {
    pub(super) code: &'static str,
    pub(super) issue_code: String,
    pub(super) finding_type: &'static str,
    pub(super) optional: bool,
    /// What, why and source, without the examples.
    pub(super) explanation: String,
    pub(super) examples: Vec<Example>,
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
pub(super) struct OperationFacts {
    pub(super) name: &'static str,
    pub(super) actions: Vec<String>,
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
        if let Some(key) = WholeKeyFacts::of(name) {
            return Some(Self::ConditionKey(key));
        }
        if let Some(claim) = ClaimFacts::of(name) {
            return Some(Self::Claim(claim));
        }
        if let Ok(operator) = name.parse() {
            return OperatorFacts::of(operator).map(Self::Operator);
        }
        if let Some(arn) = ArnFacts::of(name) {
            return Some(Self::Arn(arn));
        }
        if let Some(principal) = PrincipalFacts::of(name) {
            return Some(Self::ServicePrincipal(principal));
        }
        NameFacts::of(name).map(Self::Name)
    }
}

impl CheckFacts {
    fn of(about: &About) -> Self {
        let (explanation, examples) = example::parted(about.explain);
        Self {
            code: about.code,
            issue_code: upper_snake(about.code),
            finding_type: about.finding_type.as_str(),
            optional: about.optional,
            explanation,
            examples,
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

impl OperationFacts {
    fn of(operation: &'static Operation) -> Self {
        Self {
            name: operation.name(),
            actions: operation.actions().map(ToString::to_string).collect(),
        }
    }
}

/// A service principal.
#[derive(Serialize)]
pub(super) struct PrincipalFacts {
    pub(super) name: String,
    /// The service of this prefix, if actions have it.
    pub(super) service: Option<&'static str>,
}

impl PrincipalFacts {
    fn of(name: &str) -> Option<Self> {
        let service = service_principal(name).ok()?;
        Some(Self { name: name.to_ascii_lowercase(), service: service.map(Service::name) })
    }
}

/// The actions that share a name.
#[derive(Serialize)]
pub(super) struct NameFacts {
    pub(super) name: &'static str,
    pub(super) actions: Vec<String>,
}

impl NameFacts {
    fn of(name: &str) -> Option<Self> {
        let is_it = |action: &&'static Action| action.name().eq_ignore_ascii_case(name);
        let actions: Vec<_> =
            registry::services().flat_map(Service::actions).filter(is_it).collect();
        let first = actions.first()?;
        Some(Self {
            name: first.name(),
            actions: actions.iter().map(ToString::to_string).collect(),
        })
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
