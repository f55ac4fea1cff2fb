//! Which properties hold policies.

use crate::table::Table;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../tables/cloudformation.tsv");

/// The rows of each type of resource.
pub(super) static ROWS: LazyLock<Table> = LazyLock::new(|| Table::parse(TEXT));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Kind, assert_well_formed};

    #[test]
    fn every_line_is_a_row() {
        let rows = assert_well_formed(TEXT);
        assert!(rows.iter().all(|row| row.holder_type.starts_with("AWS::")));
        let holds = |kind: Kind| rows.iter().filter(|row| row.kind == kind).count();
        assert!(rows.len() - holds(Kind::NotIam) > 95, "{}", rows.len());
        assert!(holds(Kind::NotIam) > 20);
    }
}
