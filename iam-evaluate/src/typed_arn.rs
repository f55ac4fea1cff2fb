//! Requests of typed ARNs.

use super::{Request, RequestError};
use aws_arn::ResourceName;

impl Request {
    /// As [`new`](Self::new), of the ARNs of the crate `aws-arn`.
    ///
    /// # Errors
    ///
    /// As those of [`new`](Self::new): an ARN may be well-formed and name no principal.
    ///
    /// # Examples
    ///
    /// ```
    /// use aws_arn::ResourceName;
    /// use iam_evaluate::Request;
    /// let bob: ResourceName = "arn:aws:iam::111122223333:user/bob".parse()?;
    /// let report: ResourceName = "arn:aws:s3:::reports/2026.pdf".parse()?;
    /// assert!(Request::of_arns(&bob, "s3:GetObject", &report).is_ok());
    /// assert!(Request::of_arns(&report, "s3:GetObject", &bob).is_err());
    /// # Ok::<(), aws_arn::Error>(())
    /// ```
    pub fn of_arns(
        principal: &ResourceName,
        action: &str,
        resource: &ResourceName,
    ) -> Result<Self, RequestError> {
        Self::new(&principal.to_string(), action, &resource.to_string())
    }
}
