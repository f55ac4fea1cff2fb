//! ARNs as policies write them: any field may hold wildcards, variables or parameters.

use crate::pattern;
use std::fmt;

/// The fields of an ARN pattern: `arn:partition:service:region:account:resource`.
///
/// Colons inside `${ … }` do not part fields, and the resource keeps its own colons.
///
/// # Examples
///
/// ```
/// use iam_language::arn::ArnPattern;
/// let arn = ArnPattern::parse("arn:${AWS::Partition}:rds:*:111122223333:db:orders-*")?;
/// assert_eq!((arn.partition, arn.region, arn.resource), ("${AWS::Partition}", "*", "db:orders-*"));
/// # Ok::<(), iam_language::arn::ArnPatternError>(())
/// ```
///
/// Source: [ARN format](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "an ARN has these six fields")]
pub struct ArnPattern<'t> {
    /// `aws`, `aws-cn`, …
    pub partition: &'t str,
    /// The service field: often, not always, the prefix of the service's actions.
    pub service: &'t str,
    /// Empty for global services.
    pub region: &'t str,
    /// Twelve digits; empty where the service has no account in its ARNs.
    pub account: &'t str,
    /// All that follows the fifth colon.
    pub resource: &'t str,
}

/// Why text is not an [`ArnPattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArnPatternError {
    /// Fewer than six fields, by this number.
    MissingField(usize),
    /// Six fields, of which the first is not `arn`.
    Prefix,
}

impl fmt::Display for ArnPatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField(found) => {
                write!(f, "an ARN has six fields parted by `:`, this has {found}")
            }
            Self::Prefix => f.write_str("an ARN starts with `arn:`"),
        }
    }
}

impl std::error::Error for ArnPatternError {}

/// Whether `text` is the id of an account: twelve digits.
///
/// Source: [AWS account identifiers](https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html)
#[must_use]
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The account, if `text` is the ARN of its root user, in any partition. As a principal of a policy it
/// stands for the account, as the bare id does.
///
/// # Examples
///
/// ```
/// use iam_language::arn::account_of_root;
/// assert_eq!(account_of_root("arn:aws-us-gov:iam::111122223333:root"), Some("111122223333"));
/// assert_eq!(account_of_root("arn:aws:iam::111122223333:user/root"), None);
/// ```
///
/// Source: [AWS account principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts)
#[must_use]
pub fn account_of_root(text: &str) -> Option<&str> {
    let (partition, rest) = text.strip_prefix("arn:")?.split_once(':')?;
    let account = rest.strip_prefix("iam::")?.strip_suffix(":root")?;
    (is_account(account) && !partition.is_empty()).then_some(account)
}

impl<'t> ArnPattern<'t> {
    /// Parts `text` into its fields; says nothing about what they hold.
    ///
    /// # Errors
    ///
    /// Fewer than six fields, or a first field other than `arn`.
    pub fn parse(text: &'t str) -> Result<Self, ArnPatternError> {
        match split::<true>(text).map_err(ArnPatternError::MissingField)? {
            ["arn", partition, service, region, account, resource] => {
                Ok(Self { partition, service, region, account, resource })
            }
            _ => Err(ArnPatternError::Prefix),
        }
    }

    /// Whether some ARN matches both this pattern and `format`, field by field.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_language::arn::ArnPattern;
    /// let written = ArnPattern::parse("arn:aws:s3:::reports/*")?;
    /// let bucket = ArnPattern::parse("arn:${Partition}:s3:::${BucketName}")?;
    /// let object = ArnPattern::parse("arn:${Partition}:s3:::${BucketName}/${ObjectName}")?;
    /// assert!(written.overlaps(&object));
    /// assert!(!ArnPattern::parse("arn:aws:s3:::reports")?.overlaps(&object));
    /// # assert!(written.overlaps(&bucket), "a placeholder may hold a slash");
    /// # Ok::<(), iam_language::arn::ArnPatternError>(())
    /// ```
    #[must_use]
    pub fn overlaps(&self, format: &ArnPattern<'_>) -> bool {
        pattern::overlap(self.service, format.service)
            && pattern::overlap(self.partition, format.partition)
            && pattern::overlap(self.region, format.region)
            && pattern::overlap(self.account, format.account)
            && pattern::overlap(self.resource, format.resource)
    }
}

impl fmt::Display for ArnPattern<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, service, region, account, resource } = self;
        write!(f, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

/// Whether the entry `outer` of a `Resource` element matches every resource that `inner` matches.
///
/// Field by field, as entries match. Where fewer than six fields are written, only a `*` that ends its
/// field takes the place of several.
///
/// # Examples
///
/// ```
/// use iam_language::arn::covers;
/// assert!(covers("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/${aws:username}"));
/// assert!(covers("arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:111122223333:inbox"));
/// assert!(!covers("arn:aws:s3:::reports", "arn:aws:s3:::*"));
/// ```
///
/// Source: [`Resource`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
#[must_use]
pub fn covers(outer: &str, inner: &str) -> bool {
    if outer == inner || (!outer.is_empty() && outer.bytes().all(|byte| byte == b'*')) {
        return true;
    }
    match (split::<true>(outer), split::<true>(inner)) {
        (Ok(outer), Ok(inner)) => {
            // The resource tells most apart.
            let mut pairs = outer.into_iter().zip(inner).rev();
            pairs.all(|(outer, inner)| pattern::covers(outer, inner))
        }
        (Ok(_), Err(_)) => false,
        (Err(_), _) => {
            let bytes = outer.as_bytes();
            let ends_field = |at: usize| matches!(bytes.get(at + 1), None | Some(b':' | b'*'));
            let mut all = bytes.iter().enumerate();
            all.all(|(at, byte)| *byte != b'?' && (*byte != b'*' || ends_field(at)))
                && pattern::covers(outer, inner)
        }
    }
}

/// Where the colons stand that part the six fields of an ARN; none if there are fewer fields. Those inside
/// `${ … }` part nothing if there are variables.
#[doc(hidden)]
#[must_use]
pub fn colons<const VARIABLES: bool>(text: &str) -> Option<[usize; 5]> {
    let [arn, partition, service, region, account, _] = split::<VARIABLES>(text).ok()?;
    let mut end = 0;
    let ends = [arn, partition, service, region, account].map(|field| {
        end += field.len() + 1;
        end - 1
    });
    Some(ends)
}

/// The six fields that these colons part.
#[doc(hidden)]
#[must_use]
pub fn fields(text: &str, colons: [usize; 5]) -> [&str; 6] {
    let mut fields = [""; 6];
    let mut from = 0;
    for (field, to) in fields.iter_mut().zip(colons.into_iter().chain([text.len()])) {
        *field = text.get(from..to).unwrap_or_default();
        from = to + 1;
    }
    fields
}

/// The six fields, or how many there are.
fn split<const VARIABLES: bool>(text: &str) -> Result<[&str; 6], usize> {
    let mut rest = Some(text);
    let mut fields = [""; 6];
    for (count, field) in fields.iter_mut().enumerate() {
        let text = rest.ok_or(count)?;
        (*field, rest) = if count == 5 { (text, None) } else { split_field::<VARIABLES>(text) };
    }
    Ok(fields)
}

/// Up to the first colon outside `${ … }`, and what follows it.
fn split_field<const VARIABLES: bool>(text: &str) -> (&str, Option<&str>) {
    let bytes = text.as_bytes();
    let mut braces = false;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'{' if at > 0 && bytes.get(at - 1) == Some(&b'$') => braces = VARIABLES,
            b'}' => braces = false,
            b':' if !braces => {
                return (text.get(..at).unwrap_or_default(), text.get(at + 1..));
            }
            _ => {}
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_counted() {
        assert_eq!(ArnPattern::parse("reports"), Err(ArnPatternError::MissingField(1)));
        assert_eq!(ArnPattern::parse("arn:aws:s3:reports"), Err(ArnPatternError::MissingField(4)));
        assert_eq!(ArnPattern::parse("ran:aws:s3:::reports"), Err(ArnPatternError::Prefix));
        assert_eq!(ArnPattern::parse("arn:aws:s3:::").map(|arn| arn.resource), Ok(""));
    }

    #[test]
    fn a_star_within_a_field_takes_no_colon() {
        for (outer, inner, wanted) in [
            ("*", "anything", true),
            ("arn:aws:s3:::*", "arn:aws:s3:::a:b", true),
            ("arn:aws:s3:::a*", "arn:aws:s3:::*", false),
            ("arn:aws:*", "arn:aws:s3:::a", true),
            ("arn:aws:s*s:x", "arn:aws:sqs:a:s:x", false),
            ("arn:aws:s*", "arn:aws:sqs:a:s:x", true),
            ("arn:*:*:*:*:*", "*", false),
            ("arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:${AWS::Region}:${AWS::AccountId}:*", false),
            ("arn:aws:ec2:*:*:*", "arn:aws:ec2:${AWS::Region}:${AWS::AccountId}:instance/*", true),
        ] {
            assert_eq!(covers(outer, inner), wanted, "{outer} {inner}");
        }
    }

    #[test]
    fn colons_of_variables_do_not_part_fields() {
        let arn = ArnPattern::parse("arn:aws:s3:::${aws:username, 'a:b'}/x:y").expect("an ARN");
        assert_eq!(arn.resource, "${aws:username, 'a:b'}/x:y");
        let arn =
            ArnPattern::parse("arn:${AWS::Partition}:sqs:${AWS::Region}:1:q").expect("an ARN");
        assert_eq!(arn.region, "${AWS::Region}");
    }
}
