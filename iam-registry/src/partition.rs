//! Partitions and regions.

use crate::table::{column, list};
use std::fmt;
use std::sync::OnceLock;

/// A part of AWS with accounts and regions of its own, such as `aws` or `aws-cn`.
///
/// Source: [Partitions](https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html)
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    name: &'static str,
    columns: &'static str,
}

/// Every partition, sorted by name.
///
/// # Examples
///
/// ```
/// use iam_registry::partitions;
/// let china = partitions().find(|partition| partition.name() == "aws-cn").expect("a partition");
/// assert_eq!(china.dns_suffix(), "amazonaws.com.cn");
/// assert!(china.regions().any(|region| region == "cn-north-1"));
/// ```
pub fn partitions() -> impl Iterator<Item = Partition> {
    static PARTITIONS: OnceLock<Vec<Partition>> = OnceLock::new();
    let partitions = PARTITIONS.get_or_init(|| {
        let lines = include_str!("../tables/partitions.tsv").split_terminator('\n');
        let rows = lines.filter_map(|line| line.split_once('\t'));
        rows.map(|(name, columns)| Partition { name, columns }).collect()
    });
    partitions.iter().copied()
}

/// Whether this is a partition. Letter case counts, as in an ARN.
#[must_use]
pub fn is_partition(text: &str) -> bool {
    partitions().any(|partition| partition.name == text)
}

/// Every region of every partition.
pub fn regions() -> impl Iterator<Item = &'static str> {
    partitions().flat_map(Partition::regions)
}

/// Whether this is a region. Letter case counts, as in an ARN.
///
/// # Examples
///
/// ```
/// use iam_registry::is_region;
/// assert!(is_region("eu-central-1"));
/// assert!(!is_region("eu-central-9"));
/// ```
#[must_use]
pub fn is_region(text: &str) -> bool {
    static SORTED: OnceLock<Vec<&'static str>> = OnceLock::new();
    // Whatever is no region mostly has another length.
    let in_order = |a: &str, b: &str| a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    let sorted = SORTED.get_or_init(|| {
        let mut all: Vec<_> = regions().collect();
        all.sort_unstable_by(|a, b| in_order(a, b));
        all
    });
    sorted.binary_search_by(|region| in_order(region, text)).is_ok()
}

impl Partition {
    /// Its name, as an ARN's second field writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// What host names and service principals end in.
    #[must_use]
    pub fn dns_suffix(self) -> &'static str {
        column(self.columns, 0)
    }

    /// Its regions, sorted.
    pub fn regions(self) -> impl Iterator<Item = &'static str> + use<> {
        list(column(self.columns, 1))
    }
}

impl fmt::Debug for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Partition({})", self.name)
    }
}
