//! `assert_allows!` and `assert_denies!`: tests of one's own policies.

use iam_core::policy::Policy;
use iam_evaluate::{Context, Decision, Evaluator, MissingPolicy, Policies, Reason, Request};

/// Asserts that an identity-based policy, by itself, allows an action on a resource.
///
/// Somebody in the account of the resource asks. The last argument may be a
/// [`Context`](crate::evaluate::Context) with the condition keys of the request; the keys that follow
/// from principal and resource are filled in. A role is assumed only by whom its trust policy names,
/// and a KMS key used only as its key policy allows: both need an
/// [`Evaluator`](crate::evaluate::Evaluator), and
/// [`Request::default_key_policy`](crate::evaluate::Request::default_key_policy) gives the key policy
/// that AWS does.
///
/// # Panics
///
/// If the policy does not allow it: the message says why. Also if there is no such action, or if it
/// takes no such resource.
///
/// # Examples
///
/// ```
/// use typed_iam::evaluate::Context;
/// use typed_iam::{Policy, assert_allows, assert_denies, policy};
///
/// const REPORTS: Policy = policy! {
///     Version: "2012-10-17",
///     Statement: [{
///         Effect: Allow,
///         Action: s3:GetObject,
///         Resource: "arn:aws:s3:::reports/*",
///         Condition: { Bool: { aws:SecureTransport: "true" } },
///     }],
/// };
/// let tls = Context::new().with("aws:SecureTransport", true);
/// assert_allows!(REPORTS, "s3:GetObject", "arn:aws:s3:::reports/2026.pdf", tls);
/// assert_denies!(REPORTS, "s3:GetObject", "arn:aws:s3:::reports/2026.pdf");
/// assert_denies!(REPORTS, "s3:DeleteObject", "arn:aws:s3:::reports/2026.pdf");
/// ```
#[macro_export]
macro_rules! assert_allows {
    ($policy:expr, $action:expr, $resource:expr $(,)?) => {
        $crate::assert_allows!($policy, $action, $resource, $crate::evaluate::Context::new())
    };
    ($policy:expr, $action:expr, $resource:expr, $context:expr $(,)?) => {
        $crate::__private::assert_decision(&$policy, $action, $resource, $context, true)
    };
}

/// Asserts that an identity-based policy, by itself, does not allow an action on a resource, be it
/// that a statement denies it or that none allows it.
///
/// As [`assert_allows!`], which has the example.
///
/// # Panics
///
/// If the policy allows it: the message names the statement. Also if there is no such action, or if
/// it takes no such resource.
#[macro_export]
macro_rules! assert_denies {
    ($policy:expr, $action:expr, $resource:expr $(,)?) => {
        $crate::assert_denies!($policy, $action, $resource, $crate::evaluate::Context::new())
    };
    ($policy:expr, $action:expr, $resource:expr, $context:expr $(,)?) => {
        $crate::__private::assert_decision(&$policy, $action, $resource, $context, false)
    };
}

/// How to ask about a resource whose policy decides.
fn advice(reason: Option<Reason>) -> Option<&'static str> {
    let Some(Reason::MissingPolicy(missing)) = reason else { return None };
    Some(match missing {
        MissingPolicy::Key => {
            "ask an `Evaluator` instead, with the key policy as `Policies::resource`: `Request::default_key_policy` gives AWS's own"
        }
        MissingPolicy::Trust => {
            "ask an `Evaluator` instead, with the trust policy as `Policies::resource`"
        }
        _ => "ask an `Evaluator` instead, with the policy of the resource as `Policies::resource`",
    })
}

/// What the two macros expand to.
///
/// # Panics
///
/// If the decision is not as wanted, or the request cannot be made.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion")]
pub fn assert_decision(
    policy: &Policy,
    action: &str,
    resource: &str,
    context: Context,
    allowed: bool,
) {
    let account = resource.split(':').nth(4).filter(|account| account.len() == 12);
    let somebody = format!("arn:aws:iam::{}:user/somebody", account.unwrap_or("111122223333"));
    let request = match Request::new(&somebody, action, resource) {
        Ok(request) => request.with_context(context).fill_in(),
        Err(error) => panic!("this cannot be asked: {error}"),
    };
    let explanation = Evaluator::new(&Policies::new().identity(policy)).explain(&request);
    let is_allowed = explanation.decision() == Decision::Allow;
    if is_allowed == allowed {
        return;
    }
    let wanted = if allowed { "does not allow" } else { "allows" };
    let mut message = format!("the policy {wanted} `{action}` on `{resource}`\n{explanation}");
    for (title, keys) in [
        ("the request lacks", explanation.missing_keys()),
        ("AWS does not send with it", request.ignored_keys()),
    ] {
        if !keys.is_empty() {
            message = format!("{message}\n  {title}: {}", keys.join(", "));
        }
    }
    if let Some(advice) = advice(explanation.reason()) {
        message = format!("{message}\n  {advice}");
    }
    panic!("{message}");
}
