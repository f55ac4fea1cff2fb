//! Which properties and attributes hold policies: rows of data, one a line.

use std::collections::HashMap;

/// What a property holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A policy of a user, group, role or permission set.
    Identity,
    /// Names, documents, statements and policy templates of a role, as SAM takes them.
    IdentityList,
    /// Who may take a role on.
    Trust,
    /// A policy of a resource.
    Resource,
    /// A policy of Organizations, which a property beside it tells the type of.
    ByType,
    /// The most that a session may do.
    Session,
    /// What may pass through an endpoint.
    VpcEndpoint,
    /// Statements of a policy of a resource, without the document around them.
    Statements,
    /// One such statement, or none and its parts as properties.
    StatementOrBuilt,
    /// Properties that a statement of a policy of a resource is made of.
    Built,
    /// A statement that lacks whom it is about and what, as AWS RAM shares it.
    Permission,
    /// Whatever `data` of Terraform is used as.
    ByUse,
    /// What looks like a policy of IAM, and is none.
    NotIam,
}

impl Kind {
    /// What a table calls it.
    fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "identity" => Self::Identity,
            "identity-list" => Self::IdentityList,
            "trust" => Self::Trust,
            "resource" => Self::Resource,
            "by-type" => Self::ByType,
            "session" => Self::Session,
            "vpc-endpoint" => Self::VpcEndpoint,
            "statements" => Self::Statements,
            "statement-or-built" => Self::StatementOrBuilt,
            "built" => Self::Built,
            "permission" => Self::Permission,
            "by-use" => Self::ByUse,
            "not-iam" => Self::NotIam,
            _ => return None,
        })
    }
}

/// A property or an attribute of one type of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The type that has it: `AWS::IAM::Role`, `aws_iam_role`.
    pub(crate) holder_type: &'static str,
    /// Its path, as the table writes it.
    pub(crate) path: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// The type of the resource that such a policy is attached to, as AWS names it.
    pub(crate) resource_type: Option<&'static str>,
}

/// The rows of a table, by the type that holds the policy.
#[derive(Debug)]
pub(crate) struct Table {
    rows: HashMap<&'static str, Vec<Row>>,
}

impl Table {
    /// Of this text: lines of `#` say something about it, the next names the columns `type`, `path`, `kind` and
    /// `resource_type`, among others. A line that is no row is left out, which a test of the table tells.
    pub(crate) fn parse(text: &'static str) -> Self {
        let mut rows: HashMap<_, Vec<Row>> = HashMap::new();
        for row in rows_of(text).flatten() {
            rows.entry(row.holder_type).or_default().push(row);
        }
        Self { rows }
    }

    /// The rows of this type, in the order of the table.
    pub(crate) fn rows(&self, holder_type: &str) -> &[Row] {
        self.rows.get(holder_type).map_or(&[], Vec::as_slice)
    }
}

/// Each line that has to be a row.
fn rows_of(text: &'static str) -> impl Iterator<Item = Option<Row>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    let place = move |name| names.iter().position(|it| *it == name);
    let places = ["type", "path", "kind", "resource_type"].map(place);
    lines.map(move |line| {
        let cells: Vec<_> = line.split('\t').collect();
        let [holder_type, path, kind, resource_type] =
            places.map(|place| place.and_then(|at| cells.get(at).copied()));
        Some(Row {
            holder_type: holder_type?,
            path: path?,
            kind: Kind::from_text(kind?)?,
            resource_type: resource_type.filter(|it| !it.is_empty()),
        })
    })
}

/// Fails on a line that is no row, on a resource type that is none, and on a row that is there twice.
#[cfg(test)]
pub(crate) fn assert_well_formed(text: &'static str) -> Vec<Row> {
    let mut seen = std::collections::HashSet::new();
    let rows = rows_of(text).enumerate();
    let row = |(at, row): (usize, Option<Row>)| row.unwrap_or_else(|| panic!("row {at} is none"));
    let rows: Vec<_> = rows.map(row).collect();
    for row in &rows {
        assert!(seen.insert((row.holder_type, row.path)), "twice: {row:?}");
        if let Some(resource_type) = row.resource_type {
            let mut parts = resource_type.split("::");
            let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
            assert!(matches!(parts, [Some("AWS"), Some(_), Some(_), None]), "{row:?}");
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_their_names() {
        let text = "# a note\ntype\tform\tpath\tkind\tresource_type\nA\tx\tP/*/Q\ttrust\tAWS::A::B\nA\tx\tR\tnot-iam\t\n";
        let table = Table::parse(text);
        let [row, other] = table.rows("A") else { panic!("{table:?}") };
        assert_eq!((row.path, row.kind), ("P/*/Q", Kind::Trust));
        assert_eq!(row.resource_type, Some("AWS::A::B"));
        assert_eq!((other.kind, other.resource_type), (Kind::NotIam, None));
        assert!(table.rows("B").is_empty());
    }
}
