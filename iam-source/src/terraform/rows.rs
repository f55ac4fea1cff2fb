//! Which attributes hold policies.

use crate::table::{Kind, Row, Table};
use iam_core::policy::PolicyType;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../tables/terraform.tsv");

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(TEXT));

/// The attributes of this type of resource that hold policies, or statements that are made of several.
pub(crate) fn rows(resource: &str) -> impl Iterator<Item = &'static Row> {
    TABLE.rows(resource).iter().filter(|row| row.kind != Kind::NotIam)
}

/// What CloudFormation calls a bucket of one zone.
const DIRECTORY_BUCKET: &str = "AWS::S3Express::DirectoryBucket";

/// What the policy of this row is attached to, if `bucket` is what its bucket is called, be it as a hole.
pub(crate) fn attached_to(row: &Row, bucket: impl FnOnce() -> Vec<String>) -> Option<&'static str> {
    // In a module it is called by the address of that.
    let is_directory = |name: &String| {
        name.starts_with("aws_s3_directory_bucket.")
            || name.contains(".aws_s3_directory_bucket.")
            || name.ends_with("--x-s3")
    };
    match row.holder_type {
        "aws_s3_bucket_policy" if bucket().iter().any(is_directory) => Some(DIRECTORY_BUCKET),
        _ => row.resource_type,
    }
}

/// The properties of a type of CloudFormation that hold policies.
pub(super) fn of_cloudformation(type_name: &str) -> impl Iterator<Item = &'static Row> {
    static TABLE: LazyLock<Table> =
        LazyLock::new(|| Table::parse(include_str!("../../tables/cloudformation.tsv")));
    TABLE.rows(type_name).iter().filter(|row| row.kind != Kind::NotIam)
}

/// Whether an attribute of this type of resource only looks as if it held a policy.
pub(crate) fn is_look_alike(resource: &str, attribute: &str) -> bool {
    let mut rows = TABLE.rows(resource).iter();
    rows.any(|row| row.kind == Kind::NotIam && row.path == attribute)
}

/// What kind of policy a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// One of this type, or nobody knows.
    Policy(Option<PolicyType>),
    /// A statement that lacks principal and resource.
    Permission,
    /// None of IAM.
    Nothing,
}

/// What the attribute of this row holds; `text` gives what another attribute of the resource says: nothing if it
/// is not set, an error if it is not known.
pub(crate) fn holds(row: &Row, text: impl Fn(&str) -> Result<Option<String>, ()>) -> Holds {
    Holds::Policy(Some(match row.kind {
        Kind::Identity | Kind::IdentityList => PolicyType::Identity,
        Kind::Trust => PolicyType::Trust,
        Kind::Session => PolicyType::Session,
        Kind::VpcEndpoint => PolicyType::VpcEndpoint,
        Kind::Resource | Kind::Statements | Kind::StatementOrBuilt | Kind::Built => {
            PolicyType::Resource
        }
        Kind::Permission => return Holds::Permission,
        Kind::ByUse => return Holds::Policy(None),
        Kind::NotIam => return Holds::Nothing,
        Kind::ByType => match text("type") {
            Err(()) => return Holds::Policy(None),
            Ok(None) => PolicyType::ServiceControl,
            Ok(Some(name)) => match name.as_str() {
                "SERVICE_CONTROL_POLICY" => PolicyType::ServiceControl,
                "RESOURCE_CONTROL_POLICY" => PolicyType::ResourceControl,
                _ => return Holds::Nothing,
            },
        },
    }))
}

/// Each row of the table.
#[cfg(test)]
pub(crate) fn all() -> Vec<Row> {
    crate::table::assert_well_formed(TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_row() {
        let rows = all();
        let look_alikes = rows.iter().filter(|row| row.kind == Kind::NotIam).count();
        assert_eq!((rows.len(), look_alikes), (116, 21));
    }

    #[test]
    fn a_policy_of_organizations_is_of_the_type_that_it_says() {
        let row = rows("aws_organizations_policy").next().expect("a row");
        let of = |text: Result<Option<&str>, ()>| {
            holds(
                row,
                |name| if name == "type" { text.map(|it| it.map(str::to_owned)) } else { Ok(None) },
            )
        };
        assert_eq!(of(Ok(None)), Holds::Policy(Some(PolicyType::ServiceControl)));
        let resource = Ok(Some("RESOURCE_CONTROL_POLICY"));
        assert_eq!(of(resource), Holds::Policy(Some(PolicyType::ResourceControl)));
        assert_eq!(of(Ok(Some("TAG_POLICY"))), Holds::Nothing);
        assert_eq!(of(Err(())), Holds::Policy(None));
    }
}
