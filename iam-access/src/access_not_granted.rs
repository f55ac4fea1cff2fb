//! Does a policy grant what must never be granted?

use crate::access::Access;
use crate::answer::Answer;
use crate::granted::Grants;
use crate::question::Question;

/// Whether nothing of some access is granted: PASS, or FAIL with a request of that access that is allowed.
///
/// # Examples
///
/// ```
/// use iam_access::{Access, Verdict, access_not_granted};
/// use iam_core::policy::Policy;
/// let policy: Policy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*" }] }"#.parse()?;
/// let deletes = Access::new(["s3:Delete*"], [])?;
/// assert_eq!(access_not_granted(&policy, &deletes).verdict(), Verdict::Fail);
/// let elsewhere = Access::new(["s3:Delete*"], ["arn:aws:s3:::payroll/*"])?;
/// assert_eq!(access_not_granted(&policy, &elsewhere).verdict(), Verdict::Pass);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: [`CheckAccessNotGranted`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckAccessNotGranted.html)
#[must_use]
pub fn access_not_granted(policy: &(impl Grants + ?Sized), access: &Access) -> Answer {
    Question::of_access(policy.granted(), access).today()
}
