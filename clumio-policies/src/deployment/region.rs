//! Regions, and the short names that the vendor gives them.

use super::{Partition, ValueError, text_value};

text_value! {
    /// The region of the connection, such as `us-west-2`.
    ///
    /// # Examples
    ///
    /// ```
    /// use clumio_policies::{Partition, Region};
    /// let region: Region = "ap-northeast-1".parse()?;
    /// assert_eq!((region.short_name(), region.partition()), (Some("ane-1"), Partition::Aws));
    /// assert_eq!("ca-west-1".parse::<Region>()?.short_name(), None);
    /// # Ok::<(), clumio_policies::ValueError>(())
    /// ```
    Region, "a region such as `us-west-2`", is_region
}

impl Region {
    /// The longest name for which names of roles are proved to fit while this crate compiles.
    pub(crate) const LONGEST: usize = 15;

    /// The short name that stands in the names of some roles: `uw-2` for `us-west-2`.
    ///
    /// The vendor has one for the 20 regions that it knew in May 2024. For others its module leaves
    /// the place empty, and so do we: `ClumioIAMRole--…` is a name that IAM takes.
    ///
    /// Source: `main.tf.json` of the vendor's public Terraform module
    #[must_use]
    pub fn short_name(&self) -> Option<&'static str> {
        let (_, short) = SHORT_NAMES.iter().find(|(region, _)| *region == self.as_str())?;
        Some(short)
    }

    /// The partition that the region belongs to.
    #[must_use]
    pub fn partition(&self) -> Partition {
        match self.as_str() {
            name if name.starts_with("cn-") => Partition::AwsCn,
            name if name.starts_with("us-gov-") => Partition::AwsUsGov,
            _ => Partition::Aws,
        }
    }
}

/// Words and a number, outside the isolated and sovereign partitions.
fn is_region(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    let mut words = words.split('-');
    let area = words.next().unwrap_or_default();
    let direction: Vec<_> = words.collect();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    text.len() <= Region::LONGEST
        && matches!(number.as_bytes(), [b'1'..=b'9'])
        && area.len() == 2
        && is_word(area)
        && matches!(direction.len(), 1 | 2)
        && direction.iter().all(|word| is_word(word) && !word.starts_with("iso"))
}

const SHORT_NAMES: [(&str, &str); 20] = [
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regions_are_taken() {
        for (region, _) in SHORT_NAMES {
            assert!(is_region(region), "{region}");
        }
        for region in ["us-gov-west-1", "cn-northwest-1", "mx-central-1"] {
            assert!(is_region(region), "{region}");
        }
        for text in [
            "",
            "us",
            "us-west",
            "us-west-0",
            "US-WEST-2",
            "us-west-2a",
            "us-iso-east-1",
            "eusc-de-east-1",
            "*",
            "us--2",
        ] {
            assert!(!is_region(text), "{text}");
        }
    }
}
