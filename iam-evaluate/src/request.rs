//! The question: may this principal do this to that?

use crate::action_name::ActionName;
use crate::context::Context;
use crate::fields::Fields;
use crate::principal::{PrincipalKind, RequestPrincipal};
use crate::problem::{RequestError, RequestProblem};
use crate::reason::Reason;
use crate::reserved;
use iam_core::arn::{ArnPattern, is_account};
use iam_core::registry::{self, Action, ActionResourceType, ResourceType, Status};

/// A request to AWS: who, what, on which resource, and in what circumstances.
///
/// Principal, action and resource are held against the registry: a misspelt action is an error, not
/// a silent deny. The resource is one resource, or `*` for an action that takes none (or to ask
/// about all of them: then only a policy that speaks of all applies). It is never a pattern.
///
/// # Examples
///
/// ```
/// use iam_evaluate::{Context, Request};
/// let request = Request::new(
///     "arn:aws:iam::111122223333:user/ann",
///     "s3:GetObject",
///     "arn:aws:s3:::reports/2026.pdf",
/// )?
/// .with_context(Context::new().with("aws:SecureTransport", true));
/// assert_eq!(request.action().to_string(), "s3:GetObject");
///
/// let error = Request::new("ann", "s3:GetObjct", "arn:aws:s3:::reports/2026.pdf").unwrap_err();
/// assert_eq!(error.problems().len(), 2);
/// assert!(error.to_string().contains("did you mean `s3:GetObject`?"));
/// # Ok::<(), iam_evaluate::RequestError>(())
/// ```
///
/// Source: [how a request is judged](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html)
#[derive(Clone, Debug)]
pub struct Request {
    principal: RequestPrincipal,
    action: &'static Action,
    resource: Fields,
    resource_account: Option<String>,
    context: Context,
    ignored_keys: Vec<String>,
    action_name: ActionName,
    /// What AWS decides, whatever policies say.
    by_aws: Option<Reason>,
    /// Whether it is about a key of KMS, or about taking a role on.
    on_key: bool,
    on_role: bool,
}

impl Request {
    /// A request without any context.
    ///
    /// # Errors
    ///
    /// All at once: a principal that is none, an action that does not exist, a resource that the
    /// action does not take.
    pub fn new(principal: &str, action: &str, resource: &str) -> Result<Self, RequestError> {
        let mut problems = Vec::new();
        let principal = principal.parse::<RequestPrincipal>().map_err(|it| problems.push(it));
        let action = registry::action(action).ok_or_else(|| {
            let nearest = registry::nearest_actions(action).first().map(ToString::to_string);
            problems.push(RequestProblem::Action { text: action.to_owned(), nearest });
        });
        if let Ok(action) = action {
            problems.extend(unfit(action, resource));
        }
        let (Ok(principal), Ok(action), []) = (principal, action, problems.as_slice()) else {
            return Err(RequestError::new(problems));
        };
        let resource = Fields::new(resource);
        let action_name = ActionName::of(action);
        Ok(Self {
            by_aws: reserved::by_aws(&principal, &action_name, &resource),
            principal,
            action,
            on_key: may_be(action, &resource, "kms", "key"),
            on_role: may_be(action, &resource, "sts", "role"),
            resource,
            resource_account: None,
            context: Context::new(),
            ignored_keys: Vec::new(),
            action_name,
        })
    }

    /// A request for an action that there may be some day; `stand_in` is another of its service.
    pub(crate) fn hypothetical(
        principal: RequestPrincipal,
        stand_in: &'static Action,
        action_name: ActionName,
        resource: Fields,
    ) -> Self {
        Self {
            principal,
            action: stand_in,
            resource,
            resource_account: None,
            context: Context::new(),
            ignored_keys: Vec::new(),
            action_name,
            by_aws: None,
            on_key: false,
            on_role: false,
        }
    }

    /// The same request with these condition keys, whatever the action is.
    pub(crate) fn with_whole_context(mut self, mut context: Context) -> Self {
        context
            .single_out(|key| registry::condition_key(key).is_some_and(|it| !it.is_multivalued()));
        self.context = context;
        self
    }

    /// The same request with these condition keys.
    ///
    /// Keys that AWS does not send with this action are left out, as they are in a real request, and
    /// listed by [`ignored_keys`](Self::ignored_keys). Global keys stay, save those of tags in the
    /// request with an action that takes no tags; so do keys of identity providers, and those of the
    /// service of which the registry does not know the actions.
    #[must_use]
    pub fn with_context(mut self, mut context: Context) -> Self {
        let action = self.action;
        context
            .single_out(|key| registry::condition_key(key).is_some_and(|it| !it.is_multivalued()));
        self.ignored_keys = context.retain(|key| is_carried(action, key));
        self.context = context;
        self
    }

    /// The same request on a resource of this account: S3's ARNs, for one, do not name it. It counts
    /// even where the ARN names another.
    ///
    /// Without it, the account is that of the resource's ARN, or else the principal's own.
    ///
    /// # Errors
    ///
    /// Text other than twelve digits.
    pub fn with_resource_account(mut self, account: &str) -> Result<Self, RequestError> {
        if !is_account(account) {
            let problem = RequestProblem::ResourceAccount { text: account.to_owned() };
            return Err(RequestError::new(vec![problem]));
        }
        self.resource_account = Some(account.to_owned());
        Ok(self)
    }

    /// The same request with the global keys that follow from principal and resource, unless the
    /// context has them: `aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:PrincipalType`,
    /// `aws:username`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`, `aws:ResourceAccount`.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_evaluate::Request;
    /// let request = Request::new("arn:aws:iam::111122223333:user/ann", "s3:ListAllMyBuckets", "*")?;
    /// assert_eq!(request.fill_in().context().values("aws:username"), ["ann"]);
    /// # Ok::<(), iam_evaluate::RequestError>(())
    /// ```
    ///
    /// Source: [global condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
    #[must_use]
    pub fn fill_in(mut self) -> Self {
        use PrincipalKind::{FederatedUser, Role, RoleSession, Root, Service, User};
        let principal = &self.principal;
        let kind = principal.kind();
        let principal_type = match kind {
            Root => Some("Account"),
            User => Some("User"),
            Role | RoleSession => Some("AssumedRole"),
            FederatedUser => Some("FederatedUser"),
            PrincipalKind::Anonymous => Some("Anonymous"),
            _ => None,
        };
        let service = (kind == Service).then(|| principal.as_str().to_owned());
        let is_service = if kind == Service { "true" } else { "false" };
        let known = [
            ("aws:PrincipalArn", principal.principal_arn()),
            ("aws:PrincipalAccount", principal.account().map(str::to_owned)),
            ("aws:PrincipalType", principal_type.map(str::to_owned)),
            ("aws:username", principal.user_name().map(str::to_owned)),
            ("aws:PrincipalIsAWSService", Some(is_service.to_owned())),
            ("aws:PrincipalServiceName", service),
            ("aws:ResourceAccount", self.resource_account().map(str::to_owned)),
        ];
        for (key, value) in known {
            if let (Some(value), true) = (value, self.context.values(key).is_empty()) {
                self.context.set(key, value);
            }
        }
        self
    }

    /// Who asks.
    #[must_use]
    pub fn principal(&self) -> &RequestPrincipal {
        &self.principal
    }

    /// What for.
    #[must_use]
    pub fn action(&self) -> &'static Action {
        self.action
    }

    /// On what: an ARN, or `*`.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.resource.text()
    }

    /// The account that owns the resource, if that is known.
    #[must_use]
    pub fn resource_account(&self) -> Option<&str> {
        let given = self.resource_account.as_deref();
        given.or_else(|| self.resource.account()).or_else(|| self.principal.account())
    }

    /// The condition keys that the request carries.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The keys of the context given that AWS does not send with this action.
    #[must_use]
    pub fn ignored_keys(&self) -> &[String] {
        &self.ignored_keys
    }

    /// Whether the resource belongs to the principal's account.
    pub(crate) fn is_same_account(&self) -> bool {
        self.resource_account() == self.principal.account()
    }

    /// What AWS decides, whatever policies say.
    pub(crate) fn by_aws(&self) -> Option<Reason> {
        self.by_aws
    }

    /// Whether a KMS key is to be used or managed.
    pub(crate) fn is_on_key(&self) -> bool {
        self.on_key
    }

    /// Whether a role is to be taken on.
    pub(crate) fn is_on_role(&self) -> bool {
        self.on_role
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.resource
    }

    pub(crate) fn action_name(&self) -> &ActionName {
        &self.action_name
    }
}

/// What is wrong with asking for `action` on `resource`.
fn unfit(action: &'static Action, resource: &str) -> Option<RequestProblem> {
    // Of undocumented actions nobody knows the resources.
    if resource == "*" || action.status() != Status::Documented {
        return None;
    }
    let types = action.resource_types().map(ActionResourceType::resource_type);
    let formats: Vec<_> = types.flat_map(ResourceType::arn_formats).collect();
    let arn = ArnPattern::parse(resource);
    let fits = arn.is_ok_and(|arn| {
        let mut formats = formats.iter().filter(|format| may_be_bucket(format, resource));
        formats.any(|format| ArnPattern::parse(format).is_ok_and(|format| arn.overlaps(&format)))
    });
    let problem = || RequestProblem::Resource {
        text: resource.to_owned(),
        action: action.to_string(),
        formats,
    };
    (!fits).then(problem)
}

/// Whether `resource` may be a bucket, if that is what `format` is of: the name of a bucket has no
/// slash, so what has one more is an object.
///
/// Source: [naming buckets](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html)
fn may_be_bucket(format: &str, resource: &str) -> bool {
    let slashes = |text: &str| text.bytes().filter(|byte| *byte == b'/').count();
    !format.ends_with("${BucketName}") || slashes(format) == slashes(resource)
}

/// Whether the resource is of this type of this service, or a pattern, such as `*`, for resources that
/// the action takes, with some of this type among them.
fn may_be(action: &Action, resource: &Fields, service: &str, kind: &str) -> bool {
    if action.service().prefix() != service {
        return false;
    }
    let name = resource.resource().unwrap_or(resource.text());
    match name.find(['*', '?']) {
        Some(at) if at <= kind.len() => {
            let mut types = action.resource_types().map(ActionResourceType::resource_type);
            name.get(..at).is_some_and(|start| kind.starts_with(start))
                && types.any(|it| it.name() == kind)
        }
        _ => name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('/')),
    }
}

/// Whether AWS sends `key` with requests for `action`.
fn is_carried(action: &'static Action, key: &str) -> bool {
    if action.status() != Status::Documented {
        return true;
    }
    if registry::is_request_tag_key(key) {
        return action.condition_keys().any(|known| known.matches(key));
    }
    let prefix = key.split(':').next().unwrap_or_default();
    prefix.eq_ignore_ascii_case("aws")
        || registry::global_condition_key(key).is_some()
        || action.condition_key(key).is_some()
        // Identity providers name their own keys.
        || (registry::service(prefix).is_none() && registry::condition_key(key).is_none())
        || prefix.contains('.')
        || key.split_once('/').is_some_and(|(family, _)| has_family(action, family))
        || is_bound_to_no_action(action, key)
}

/// Whether the service has the key, but the data does not tell with which action: it may be this one.
fn is_bound_to_no_action(action: &'static Action, key: &str) -> bool {
    let service = action.service();
    service.condition_key(key).is_some()
        && !service.actions().iter().any(|other| other.condition_key(key).is_some())
}

/// Whether AWS sends keys `family/…` with requests for `action`. Not all stand for what follows as
/// `${TagKey}`: there is `ssm:resourceTag/tag-key`.
fn has_family(action: &'static Action, family: &str) -> bool {
    let families = action.all_condition_keys();
    let mut families = families.iter().filter_map(|key| key.name().split_once('/'));
    families.any(|(known, _)| known.eq_ignore_ascii_case(family))
}
