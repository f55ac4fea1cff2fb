//! Requests that cannot be made yet.

use crate::action_name::ActionName;
use crate::context::Context;
use crate::evaluator::{Decision, Evaluator, PolicyRole};
use crate::fields::Fields;
use crate::principal::RequestPrincipal;
use crate::problem::{RequestError, RequestProblem};
use crate::request::Request;
use crate::resource_grant::ResourceGrant;
use iam_core::registry::{self, Service};

/// A request for any action, be it one that AWS has yet to make, on any resource, with any keys.
///
/// Policies decide about it by what they say: what AWS itself reserves, or asks of the policy of a key or role,
/// nobody knows beforehand.
///
/// # Examples
///
/// ```
/// use iam_evaluate::{Decision, Evaluator, HypotheticalRequest, Policies};
/// use iam_core::policy::Policy;
/// let policy: Policy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }]
/// }"#.parse()?;
/// let evaluator = Evaluator::new(&Policies::new().identity(&policy));
/// let ann = "arn:aws:iam::111122223333:user/ann";
/// let request = HypotheticalRequest::new(ann, "s3:GetHologram", "arn:aws:s3:::reports/q1")?;
/// assert_eq!(request.decided_by(&evaluator), Decision::Allow);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct HypotheticalRequest {
    /// With a known action of the service, if it has any, in the place of this one.
    request: Request,
    action: String,
}

impl HypotheticalRequest {
    /// A request without any context.
    ///
    /// # Errors
    ///
    /// A principal that is none, an action that is not two texts with a colon between them.
    pub fn new(principal: &str, action: &str, resource: &str) -> Result<Self, RequestError> {
        let mut problems = Vec::new();
        let principal = principal.parse::<RequestPrincipal>().map_err(|it| problems.push(it));
        let name = ActionName::hypothetical(action);
        // Whether resource control policies hold is a matter of the service.
        let stand_in = action.split_once(':').and_then(|(service, _)| stand_in(service));
        if name.is_none() || stand_in.is_none() {
            problems.push(RequestProblem::Action { text: action.to_owned(), nearest: None });
        }
        let (Ok(principal), Some(name), Some(stand_in)) = (principal, name, stand_in) else {
            return Err(RequestError::new(problems));
        };
        let request = Request::hypothetical(principal, stand_in, name, Fields::new(resource));
        Ok(Self { request, action: action.to_owned() })
    }

    /// The same request with these condition keys, all of them.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.request = self.request.with_whole_context(context);
        self
    }

    /// The same request on a resource of this account.
    ///
    /// # Errors
    ///
    /// Text other than twelve digits.
    pub fn with_resource_account(mut self, account: &str) -> Result<Self, RequestError> {
        self.request = self.request.with_resource_account(account)?;
        Ok(self)
    }

    /// The same request with the global keys that follow from principal and resource, as
    /// [`Request::fill_in`] has them.
    #[must_use]
    pub fn fill_in(mut self) -> Self {
        self.request = self.request.fill_in();
        self
    }

    /// Who asks.
    #[must_use]
    pub fn principal(&self) -> &RequestPrincipal {
        self.request.principal()
    }

    /// What for.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// On what.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.request.resource()
    }

    /// The condition keys that the request carries.
    #[must_use]
    pub fn context(&self) -> &Context {
        self.request.context()
    }

    /// Whether the policies allow it.
    #[must_use]
    pub fn decided_by(&self, evaluator: &Evaluator) -> Decision {
        evaluator.decide(&self.request)
    }

    /// How the policy of the resource grants it by itself.
    #[must_use]
    pub fn granted_by(&self, evaluator: &Evaluator) -> ResourceGrant {
        evaluator.resource_grant(&self.request)
    }

    /// Whether this statement allows it, whatever others say: that of a number, from 0, of a policy, from 0.
    #[must_use]
    pub fn is_allowed_by(
        &self,
        evaluator: &Evaluator,
        role: PolicyRole,
        (policy, statement): (usize, usize),
    ) -> bool {
        evaluator.is_allowed_by(&self.request, role, (policy, statement))
    }
}

/// An action of the service; of one that is not known, of any that resource control policies say nothing of.
fn stand_in(service: &str) -> Option<&'static registry::Action> {
    let known = registry::service(&service.to_ascii_lowercase());
    let known = known.and_then(|service| service.actions().first());
    let other = |service: &&'static Service| {
        !service.supports_resource_control_policies() && !service.actions().is_empty()
    };
    known.or_else(|| registry::services().find(other)?.actions().first())
}
