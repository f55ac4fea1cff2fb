//! Regions of AWS.

use super::partition::Partition;
use crate::text_value;

text_value! {
    /// A region of AWS, such as `us-west-2`.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_delegation::{Partition, Region};
    /// let region: Region = "ap-northeast-1".parse()?;
    /// assert_eq!(region.partition(), Partition::Aws);
    /// # Ok::<(), iam_delegation::ValueError>(())
    /// ```
    Region, "a region such as `us-west-2`", is_region
}

impl Region {
    /// The most characters that the name of a region has.
    pub const LONGEST: usize = 15;

    /// The partition that the region belongs to.
    #[must_use]
    pub fn partition(&self) -> Partition {
        let mut all = Partition::ALL.into_iter();
        let has_it = |partition: &Partition| partition.has_region(self.as_str());
        // INVARIANT: it is a region of one of them.
        all.find(has_it).unwrap_or(Partition::Aws)
    }
}

/// A region of a partition that the registry of AWS has.
fn is_region(text: &str) -> bool {
    Partition::ALL.iter().any(|partition| partition.has_region(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::registry;

    #[test]
    fn the_registry_decides_what_a_region_is() {
        for partition in registry::partitions() {
            for name in partition.regions() {
                let region: Region = name.parse().unwrap();
                assert_eq!(region.partition().as_str(), partition.name(), "{name}");
                assert!(name.len() <= Region::LONGEST, "{name}");
            }
        }
    }

    #[test]
    fn only_regions_are_taken() {
        for region in [
            "us-west-2",
            "us-gov-west-1",
            "cn-northwest-1",
            "ap-northeast-3",
            "eusc-de-east-1",
            "us-iso-east-1",
        ] {
            assert!(is_region(region), "{region}");
        }
        for text in [
            "",
            "us",
            "us-west",
            "us-west-0",
            "US-WEST-2",
            "us-west-2a",
            "us-west-9",
            "aws-global",
            "*",
            "us--2",
        ] {
            assert!(!is_region(text), "{text}");
        }
    }
}
