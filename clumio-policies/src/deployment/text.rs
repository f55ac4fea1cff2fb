//! A deployment from text, with everything reported that is wrong.

use super::token::Token;
use super::values::Deployment;
use crate::parameters::DEFAULT_PATH;
use iam_delegation::{
    AccountId, ExternalId, IamPath, Partition, Problem, Problems, Region, StackName, ValueError,
};
use std::fmt;
use std::str::FromStr;

/// The values of a [`Deployment`] as text, as a form or a command line has them.
///
/// # Examples
///
/// ```
/// use clumio_policies::DeploymentText;
/// let text = DeploymentText {
///     region: Some("us-west-2"),
///     account: Some("12345"),
///     clumio_account: Some("444455556666"),
///     token: Some("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
///     ..DeploymentText::default()
/// };
/// let error = text.read().unwrap_err();
/// let fields: Vec<_> = error.problems().iter().map(|problem| problem.field().name()).collect();
/// assert_eq!(fields, ["account", "external_id"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "has the fields of `Deployment`")]
pub struct DeploymentText<'t> {
    /// The partition; without one, that of the region.
    pub partition: Option<&'t str>,
    /// The region.
    pub region: Option<&'t str>,
    /// The customer's account.
    pub account: Option<&'t str>,
    /// The account of Clumio's control plane.
    pub clumio_account: Option<&'t str>,
    /// The account of Clumio that keeps the backups; without one, or with `*`, any account.
    pub data_plane_account: Option<&'t str>,
    /// What Clumio hands out for the connection.
    pub token: Option<&'t str>,
    /// What Clumio shows when it takes on a role.
    pub external_id: Option<&'t str>,
    /// The path of roles and managed policies; without one, `/clumio/`.
    pub path: Option<&'t str>,
    /// The stack that holds the resources, if one does.
    pub stack_name: Option<&'t str>,
}

impl DeploymentText<'_> {
    /// Reads every value.
    ///
    /// # Errors
    ///
    /// Every value that is missing or does not fit.
    pub fn read(&self) -> Result<Deployment, DeploymentError> {
        use DeploymentField as Field;
        let mut problems = Faults(Vec::new());
        let partition = problems.optional::<Partition>(Field::Partition, self.partition);
        let region = problems.required::<Region>(Field::Region, self.region);
        let account = problems.required::<AccountId>(Field::Account, self.account);
        let clumio = problems.required::<AccountId>(Field::ClumioAccount, self.clumio_account);
        let data = problems.optional::<AccountId>(
            Field::DataPlaneAccount,
            self.data_plane_account.filter(|text| *text != "*"),
        );
        let token = problems.required::<Token>(Field::Token, self.token);
        let external_id = problems.required::<ExternalId>(Field::ExternalId, self.external_id);
        let path =
            problems.required::<IamPath>(Field::Path, Some(self.path.unwrap_or(DEFAULT_PATH)));
        let stack_name = problems.optional::<StackName>(Field::StackName, self.stack_name);
        match (region, account, clumio, token, external_id, path) {
            (
                Some(region),
                Some(account),
                Some(clumio_account),
                Some(token),
                Some(external_id),
                Some(path),
            ) if problems.0.is_empty() => Ok(Deployment {
                partition: partition.unwrap_or_else(|| region.partition()),
                region,
                account,
                clumio_account,
                data_plane_account: data,
                token,
                external_id,
                path,
                stack_name,
            }),
            _ => Err(DeploymentError::new(problems.0)),
        }
    }
}

/// What was wrong so far.
struct Faults(Vec<DeploymentProblem>);

impl Faults {
    fn required<T>(&mut self, field: DeploymentField, text: Option<&str>) -> Option<T>
    where
        T: FromStr<Err = ValueError>,
    {
        if text.is_none() {
            self.0.push(DeploymentProblem::Missing { field });
        }
        self.optional(field, text)
    }

    fn optional<T>(&mut self, field: DeploymentField, text: Option<&str>) -> Option<T>
    where
        T: FromStr<Err = ValueError>,
    {
        let problem = match text?.parse() {
            Ok(value) => return Some(value),
            Err(error) => DeploymentProblem::Invalid { field, error },
        };
        self.0.push(problem);
        None
    }
}

/// A field of [`Deployment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeploymentField {
    /// [`Deployment::partition`]
    Partition,
    /// [`Deployment::region`]
    Region,
    /// [`Deployment::account`]
    Account,
    /// [`Deployment::clumio_account`]
    ClumioAccount,
    /// [`Deployment::data_plane_account`]
    DataPlaneAccount,
    /// [`Deployment::token`]
    Token,
    /// [`Deployment::external_id`]
    ExternalId,
    /// [`Deployment::path`]
    Path,
    /// [`Deployment::stack_name`]
    StackName,
}

impl DeploymentField {
    /// The name of the field: `data_plane_account`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Partition => "partition",
            Self::Region => "region",
            Self::Account => "account",
            Self::ClumioAccount => "clumio_account",
            Self::DataPlaneAccount => "data_plane_account",
            Self::Token => "token",
            Self::ExternalId => "external_id",
            Self::Path => "path",
            Self::StackName => "stack_name",
        }
    }
}

/// Why text is no [`Deployment`]: everything that is wrong with it.
pub type DeploymentError = Problems<DeploymentProblem>;

/// What is wrong with one field of a [`DeploymentText`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeploymentProblem {
    /// Nothing is given, and nothing can stand in for it.
    Missing {
        /// The field.
        field: DeploymentField,
    },
    /// What is given does not fit.
    Invalid {
        /// The field.
        field: DeploymentField,
        /// Why.
        error: ValueError,
    },
}

impl DeploymentProblem {
    /// The field at fault.
    #[must_use]
    pub const fn field(&self) -> DeploymentField {
        match self {
            Self::Missing { field } | Self::Invalid { field, .. } => *field,
        }
    }
}

impl fmt::Display for DeploymentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.field().name())?;
        match self {
            Self::Missing { .. } => f.write_str("no value given"),
            Self::Invalid { error, .. } => error.fmt(f),
        }
    }
}

impl Problem for DeploymentProblem {
    const BETWEEN: &'static str = "; ";
}
