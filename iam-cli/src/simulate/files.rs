//! Policies in files, and where their statements stand.

use super::args::Simulate;
use super::owned::{self, Owned};
use crate::held::{Picked, Unknown, policy_in, problems};
use iam_core::from_json::PolicyError;
use iam_core::json::Position;
use iam_core::policy::Policy;
use iam_evaluate::{PolicyRole, StatementAt};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of each part, in the order of the policies in it.
#[derive(Debug, Default)]
pub(super) struct Files {
    files: BTreeMap<PolicyRole, Vec<File>>,
}

/// One file with a policy.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    /// From where to where each statement goes.
    statements: Vec<(Position, Position)>,
}

/// Reads all files of the call; otherwise what is wrong with each.
pub(super) fn read(args: &Simulate) -> Result<(Owned, Files), Vec<String>> {
    let mut reader = Reader { policy_of: args.policy_of.as_deref(), ..Reader::default() };
    let role = PolicyRole::Identity;
    let owned = Owned {
        identity: reader.each(role, &args.policies, Policy::from_json),
        resource: args
            .resource_policy
            .as_deref()
            .and_then(|path| reader.file(PolicyRole::Resource, path, owned::on_resource)),
        boundaries: reader.each(
            PolicyRole::PermissionsBoundary,
            &args.permissions_boundary,
            Policy::from_json,
        ),
        sessions: reader.each(PolicyRole::Session, &args.session_policy, Policy::from_json),
        service_control: (!args.service_control_policies.is_empty()).then(|| {
            let levels = args.service_control_policies.iter().enumerate();
            let level = |(level, list): (usize, &String)| {
                reader.each(PolicyRole::ServiceControl(level), &parts(list), Policy::from_json)
            };
            levels.map(level).collect()
        }),
        resource_control: {
            let levels = args.resource_control_policies.iter().enumerate();
            let level = |(level, list): (usize, &String)| {
                reader.each(PolicyRole::ResourceControl(level), &parts(list), Policy::from_json)
            };
            levels.map(level).collect()
        },
        endpoint: reader.each(PolicyRole::Endpoint, &args.endpoint_policy, owned::on_endpoint),
    };
    if reader.problems.is_empty() { Ok((owned, reader.files)) } else { Err(reader.problems) }
}

/// Paths parted by commas; none in an empty text.
fn parts(list: &str) -> Vec<PathBuf> {
    list.split(',').filter(|path| !path.is_empty()).map(PathBuf::from).collect()
}

#[derive(Default)]
struct Reader<'a> {
    /// Which policy of a file that holds some.
    policy_of: Option<&'a str>,
    files: Files,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn each<T>(
        &mut self,
        role: PolicyRole,
        paths: &[PathBuf],
        read: fn(&str) -> Result<T, PolicyError>,
    ) -> Vec<T> {
        paths.iter().filter_map(|path| self.file(role, path, read)).collect()
    }

    fn file<T>(
        &mut self,
        role: PolicyRole,
        path: &Path,
        read: fn(&str) -> Result<T, PolicyError>,
    ) -> Option<T> {
        let read = || {
            let picked = policy_in(path, self.policy_of, Unknown::Assumed)?;
            let policy = read(&picked.text)
                .map_err(|error| problems(&picked.name, &error, picked.is_held).join("\n"))?;
            Ok((policy, picked))
        };
        match read() {
            Ok((policy, Picked { name, statements, .. })) => {
                self.files.files.entry(role).or_default().push(File { name, statements });
                Some(policy)
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }
}

impl Files {
    /// The file of a statement, and from where to where the statement goes.
    pub(super) fn place(&self, at: &StatementAt) -> Option<(&File, Position, Position)> {
        let file = self.files.get(&at.role)?.get(at.policy)?;
        let (start, end) = file.statements.get(at.statement)?;
        Some((file, *start, *end))
    }
}
