//! The key policy that AWS gives to a key that is created without one.

use crate::request::Request;
use iam_core::policy::ResourcePolicy;

impl Request {
    /// The policy that the key has which the request is about, if whoever created it with the KMS API
    /// gave none: it leaves the key to the identity-based policies of its account. None if the
    /// request is not about a KMS key.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_evaluate::{Decision, Evaluator, Policies, Request};
    /// use iam_core::policy::Policy;
    /// let policy: Policy = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }]
    /// }"#.parse()?;
    /// let policies = Policies::new().identity(&policy);
    /// let ann = "arn:aws:iam::111122223333:user/ann";
    /// let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    /// let request = Request::new(ann, "kms:Decrypt", key)?;
    /// let decision = Evaluator::new(&policies).decide(&request);
    /// assert_eq!(decision, Decision::ImplicitDeny, "the key policy is missing");
    /// let key_policy = request.default_key_policy().expect("it is about a key");
    /// let decision = Evaluator::new(&policies.resource(&key_policy)).decide(&request);
    /// assert_eq!(decision, Decision::Allow);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Source: [default key policy](https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html)
    // Inlined: made here, this crate would be the one to have how a `ResourcePolicy` is dropped, and a build
    // for debugging would link the evaluator into every program that drops one.
    #[inline]
    #[must_use]
    pub fn default_key_policy(&self) -> Option<ResourcePolicy> {
        ResourcePolicy::from_json(&self.default_key_policy_text()?).ok()
    }

    fn default_key_policy_text(&self) -> Option<String> {
        if !self.is_on_key() {
            return None;
        }
        let account = self.resource_account()?;
        // A pattern such as `*` has none: the key is one of the principal's own account then.
        let partition = self.fields().partition().unwrap_or_else(|| self.principal().partition());
        Some(format!(
            r#"{{"Version":"2012-10-17","Id":"key-default-1","Statement":[{{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{{"AWS":"arn:{partition}:iam::{account}:root"}},"Action":"kms:*","Resource":"*"}}]}}"#
        ))
    }
}
