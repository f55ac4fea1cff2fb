//! What the policy of a resource says by itself.

use crate::evaluator::Evaluator;
use crate::principal::Grant;
use crate::request::Request;

/// How the policy of a resource grants a request, whatever other policies say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ResourceGrant {
    /// Not at all: no statement allows it, or one denies it.
    None,
    /// To the account of the principal. Within the account of the resource, the principal's own policies
    /// have to allow it, too.
    Account,
    /// To the principal: within the account of the resource that is enough.
    Principal,
}

impl Evaluator {
    /// How the policy of the resource grants the request by itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_evaluate::{Evaluator, Policies, Request, ResourceGrant};
    /// use iam_core::policy::ResourcePolicy;
    /// let queue: ResourcePolicy = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" },
    ///                     "Action": "sqs:SendMessage", "Resource": "*" }]
    /// }"#.parse()?;
    /// let evaluator = Evaluator::new(&Policies::new().resource(&queue));
    /// let role = "arn:aws:iam::111122223333:role/backup";
    /// let request = Request::new(role, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:inbox")?;
    /// assert_eq!(evaluator.resource_grant(&request), ResourceGrant::Account);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Source: [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html)
    #[must_use]
    pub fn resource_grant(&self, request: &Request) -> ResourceGrant {
        let Some(rules) = &self.resource else { return ResourceGrant::None };
        if rules.denies(request, self.has_boundary(request)) {
            return ResourceGrant::None;
        }
        match rules.grant(request) {
            Grant::None => ResourceGrant::None,
            Grant::Account => ResourceGrant::Account,
            Grant::Role | Grant::Direct => ResourceGrant::Principal,
        }
    }
}
