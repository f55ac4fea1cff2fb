//! Regions of AWS.

use super::Partition;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regions_are_taken() {
        for region in
            ["us-west-2", "us-gov-west-1", "cn-northwest-1", "mx-central-1", "ap-northeast-3"]
        {
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
