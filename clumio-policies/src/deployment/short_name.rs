//! The short names that the vendor gives to regions.

use iam_delegation::Region;

/// The short name that stands in the names of some roles: `uw-2` for `us-west-2`.
///
/// The vendor has one for the 20 regions that it knew in May 2024. For others its module leaves the
/// place empty, and so do we: `ClumioIAMRole--…` is a name that IAM takes.
///
/// # Examples
///
/// ```
/// use clumio_policies::short_name;
/// assert_eq!(short_name(&"ap-northeast-1".parse()?), Some("ane-1"));
/// assert_eq!(short_name(&"ca-west-1".parse()?), None);
/// # Ok::<(), clumio_policies::ValueError>(())
/// ```
///
/// Source: `main.tf.json` of the vendor's public Terraform module
#[must_use]
pub fn short_name(region: &Region) -> Option<&'static str> {
    let (_, short) = SHORT_NAMES.iter().find(|(name, _)| *name == region.as_str())?;
    Some(short)
}

pub(crate) const SHORT_NAMES: [(&str, &str); 20] = [
    ("ap-east-1", "ae-1"),
    ("ap-northeast-1", "ane-1"),
    ("ap-northeast-2", "ane-2"),
    ("ap-northeast-3", "ane-3"),
    ("ap-south-1", "as-1"),
    ("ap-southeast-1", "ase-1"),
    ("ap-southeast-2", "ase-2"),
    ("ca-central-1", "cc-1"),
    ("eu-central-1", "ec-1"),
    ("eu-central-2", "ec-2"),
    ("eu-north-1", "en-1"),
    ("eu-west-1", "ew-1"),
    ("eu-west-2", "ew-2"),
    ("eu-west-3", "ew-3"),
    ("me-south-1", "ms-1"),
    ("sa-east-1", "se-1"),
    ("us-east-1", "ue-1"),
    ("us-east-2", "ue-2"),
    ("us-west-1", "uw-1"),
    ("us-west-2", "uw-2"),
];
