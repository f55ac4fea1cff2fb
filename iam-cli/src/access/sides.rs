//! The sides of a question: policies, and what limits them.

use super::args::Type;
use super::document::{self, Unread};
use super::found::Found;
use super::moot::{Owner, changes_moot_statement};
use crate::held::{Picked, Values};
use iam_access::{
    Access, Answer, AnyPolicy, EffectivePermissions, Grants, LimitedResource, PublicResourceType,
    Verdict, access_not_granted, access_not_granted_strictly, grants_access_strictly,
    grants_more_strictly, no_new_access, no_new_access_strictly, no_public_access,
};
use iam_core::policy::{Kind, Policy, ResourceControlPolicy, ServiceControlPolicy, Statement};
use std::collections::{BTreeSet, HashSet};

/// The text of a policy, and what messages call it.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) text: String,
    /// Whether something around the policy is in the file, so that places in the text are none of the file.
    pub(super) is_held: bool,
    /// What was assumed in it that only deploying tells.
    pub(super) open: Values,
    /// Those of them that are not within the ARN of a resource.
    pub(super) beyond_arns: BTreeSet<String>,
}

impl Named {
    /// A policy of a file.
    pub(super) fn of(picked: Picked) -> Self {
        let Picked { name, text, is_held, open, beyond_arns, .. } = picked;
        Self { name, text, is_held, open, beyond_arns }
    }

    /// The policy of a member of a line.
    pub(super) fn of_member(name: String, text: String) -> Self {
        let (open, beyond_arns) = (Values::new(), BTreeSet::new());
        Self { name, text, is_held: true, open, beyond_arns }
    }
}

/// The texts of one side.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) documents: Vec<Named>,
    pub(super) boundary: Option<Named>,
    /// By level, from the root down.
    pub(super) service_control: Vec<Vec<Named>>,
    pub(super) resource_control: Vec<Vec<Named>>,
}

/// One side, read.
pub(super) struct Side {
    whole: Whole,
    /// What the policies are called, if there are several.
    pub(super) names: Vec<String>,
    /// Whether there are more policies than one.
    pub(super) is_set: bool,
}

enum Whole {
    OfPrincipal(Permissions),
    OfResource(Box<AnyPolicy>, Levels),
}

type Levels = Vec<Vec<ResourceControlPolicy>>;

/// What a principal may do.
struct Permissions {
    identity: Vec<Policy>,
    boundary: Option<Policy>,
    service_control: Vec<Vec<ServiceControlPolicy>>,
    resource_control: Levels,
}

/// What is wrong with the sides of a question.
pub(super) struct Unreadable {
    pub(super) problems: Vec<String>,
    /// Whether some of it is wrong whatever only deploying tells.
    pub(super) is_known: bool,
}

/// How problems of a policy are told.
pub(super) type Told = fn(&Named, &Unread) -> Vec<String>;

impl Texts {
    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Named> {
        let levels = self.service_control.iter().chain(&self.resource_control).flatten();
        self.documents.iter().chain(&self.boundary).chain(levels)
    }

    fn is_limited(&self) -> bool {
        self.boundary.is_some()
            || !self.service_control.is_empty()
            || !self.resource_control.is_empty()
    }
}

impl Side {
    /// Reads the sides of a question; otherwise everything that is wrong with them.
    pub(super) fn read<const N: usize>(
        texts: &[Texts; N],
        given: Option<Type>,
        told: Told,
    ) -> Result<[Self; N], Unreadable> {
        let all = texts.iter().flat_map(|side| &side.documents).map(|it| it.text.as_str());
        let kind = Type::of(given, &all.collect::<Vec<_>>());
        let mut reader = Reader { problems: Vec::new(), told, is_known: false };
        let sides = texts.each_ref().map(|side| reader.side(side, kind));
        let sides: Vec<Self> = sides.into_iter().flatten().collect();
        let problems = &mut reader.problems;
        // What is of both sides is told once.
        let mut seen = HashSet::new();
        problems.retain(|problem| seen.insert(problem.clone()));
        // A side that is not there has problems.
        match <[Self; N]>::try_from(sides) {
            Ok(sides) if problems.is_empty() => Ok(sides),
            _ => Err(Unreadable { problems: reader.problems, is_known: reader.is_known }),
        }
    }

    /// Whether statements have changed that come to nothing with what is assumed for what is not known.
    pub(super) fn changes_moot_statement(&self, existing: &Self) -> bool {
        let owner = match &self.whole {
            Whole::OfPrincipal(_) => Owner::Principal,
            Whole::OfResource(policy, _) => Owner::of(policy),
        };
        changes_moot_statement(&existing.statements(), &self.statements(), owner)
    }

    /// The statements of all that has a say.
    fn statements(&self) -> Vec<Statement> {
        fn of<K: Kind>(policies: &[Policy<K>]) -> impl Iterator<Item = Statement> {
            policies.iter().flat_map(|it| it.statements().iter().cloned())
        }
        match &self.whole {
            Whole::OfPrincipal(it) => {
                let levels = it.service_control.iter().flat_map(|level| of(level));
                let levels = levels.chain(it.resource_control.iter().flat_map(|level| of(level)));
                of(&it.identity).chain(of(it.boundary.as_slice())).chain(levels).collect()
            }
            Whole::OfResource(policy, levels) => {
                let levels = levels.iter().flat_map(|level| of(level));
                policy.statements().iter().cloned().chain(levels).collect()
            }
        }
    }

    /// What it grants.
    fn granted(&self) -> Box<dyn Grants + '_> {
        match &self.whole {
            Whole::OfPrincipal(permissions) => Box::new(permissions.effective()),
            Whole::OfResource(policy, levels) => {
                let whole = match &**policy {
                    // What has principals is none of these.
                    AnyPolicy::Identity(policy) => {
                        return Box::new(EffectivePermissions::new().identity(policy));
                    }
                    AnyPolicy::Resource(policy) => LimitedResource::new(policy),
                    AnyPolicy::Trust(policy) => LimitedResource::new(policy),
                };
                Box::new(levels.iter().fold(whole, LimitedResource::resource_control_level))
            }
        }
    }

    /// Whether it grants what the existing one does not: for requests that can be made, or for all texts.
    pub(super) fn no_new_access(&self, existing: &Self, strict: bool) -> Found {
        let (existing, new) = (&*existing.granted(), &*self.granted());
        if strict {
            return Found::Strict(no_new_access_strictly(existing, new));
        }
        let answer = no_new_access(existing, new);
        let differs =
            answer.verdict() == Verdict::Pass && grants_more_strictly(existing, new, &answer);
        Found::Today { answer, differs }
    }

    /// Whether it grants some of the access.
    pub(super) fn access_not_granted(&self, access: &Access, strict: bool) -> Found {
        let granted = &*self.granted();
        if strict {
            return Found::Strict(access_not_granted_strictly(granted, access));
        }
        let answer = access_not_granted(granted, access);
        let differs =
            answer.verdict() == Verdict::Pass && grants_access_strictly(granted, access, &answer);
        Found::Today { answer, differs }
    }

    /// Whether it lets in strangers.
    pub(super) fn no_public_access(&self, resource_type: PublicResourceType) -> Answer {
        no_public_access(&*self.granted(), resource_type)
    }
}

impl Permissions {
    fn effective(&self) -> EffectivePermissions<'_> {
        let mut all =
            self.identity.iter().fold(EffectivePermissions::new(), EffectivePermissions::identity);
        if let Some(boundary) = &self.boundary {
            all = all.permissions_boundary(boundary);
        }
        for level in &self.service_control {
            all = all.service_control_level(level);
        }
        for level in &self.resource_control {
            all = all.resource_control_level(level);
        }
        all
    }
}

struct Reader {
    problems: Vec<String>,
    told: Told,
    is_known: bool,
}

impl Reader {
    fn policy<K: Kind>(&mut self, named: &Named) -> Option<Policy<K>> {
        match Policy::from_json(&named.text) {
            Ok(policy) => Some(policy),
            Err(error) => {
                self.tell(named, &error.into());
                None
            }
        }
    }

    fn tell(&mut self, named: &Named, error: &Unread) {
        self.is_known |= named.open.is_empty();
        self.problems.extend((self.told)(named, error));
    }

    /// Tells what no value can mend.
    fn tell_known(&mut self, problem: String) {
        self.is_known = true;
        self.problems.push(problem);
    }

    fn all<K: Kind>(&mut self, named: &[Named]) -> Vec<Policy<K>> {
        named.iter().filter_map(|it| self.policy(it)).collect()
    }

    fn levels<K: Kind>(&mut self, levels: &[Vec<Named>]) -> Vec<Vec<Policy<K>>> {
        levels.iter().map(|level| self.all(level)).collect()
    }

    /// The side, if it has no problem.
    fn side(&mut self, texts: &Texts, kind: Type) -> Option<Side> {
        let whole = match kind {
            Type::Identity => Whole::OfPrincipal(Permissions {
                identity: self.all(&texts.documents),
                boundary: texts.boundary.as_ref().and_then(|it| self.policy(it)),
                service_control: self.levels(&texts.service_control),
                resource_control: self.levels(&texts.resource_control),
            }),
            Type::Resource => self.of_resource(texts)?,
        };
        let are_several = texts.documents.len() > 1;
        let names = texts.documents.iter().map(|it| it.name.clone());
        Some(Side {
            whole,
            names: if are_several { names.collect() } else { Vec::new() },
            is_set: texts.is_limited() || are_several,
        })
    }

    fn of_resource(&mut self, texts: &Texts) -> Option<Whole> {
        if texts.documents.len() > 1 {
            self.tell_known("a resource has one policy, and several are given".to_owned());
        }
        if let Some(boundary) = &texts.boundary {
            let name = &boundary.name;
            let why = "a permissions boundary limits principals, not the policy of a resource";
            self.tell_known(format!("{name}: {why}"));
        }
        if let Some(first) = texts.service_control.first() {
            let name = first.first().map_or("a level without policies", |it| &it.name);
            let why = "service control policies limit the principals of an account, not the policy of a resource";
            self.tell_known(format!("{name}: {why}"));
        }
        let levels = self.levels(&texts.resource_control);
        let Some(named) = texts.documents.first() else {
            self.tell_known("no policy is given".to_owned());
            return None;
        };
        match document::read(&named.text, Type::Resource) {
            Ok(policy) => Some(Whole::OfResource(Box::new(policy), levels)),
            Err(error) => {
                self.tell(named, &error);
                None
            }
        }
    }
}
