//! Both sides of a question about new access: policies, and what limits them.

use super::args::Type;
use super::document::{Pair, Unread};
use super::found::Found;
use crate::held::Picked;
use crate::input;
use iam_access::{
    EffectivePermissions, LimitedResource, Verdict, grants_more_strictly,
    grants_more_to_resource_strictly, no_new_access_strictly, no_new_access_to_resource_strictly,
    no_new_access_to_resource_within_limits, no_new_access_within_limits,
};
use iam_core::policy::{Kind, Policy, ResourceControlPolicy, ServiceControlPolicy};
use iam_evaluate::ResourceBased;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

/// The text of a policy, and what messages call it.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) text: String,
    /// Whether something around the policy is in the file, so that places in the text are none of the file.
    pub(super) is_held: bool,
    /// What was assumed in it that only deploying tells.
    pub(super) open: BTreeSet<String>,
    /// Those of them that are not within the ARN of a resource.
    pub(super) beyond_arns: BTreeSet<String>,
}

impl Named {
    /// The policy in the file at `path`.
    pub(super) fn of(path: &Path, picked: Picked) -> Self {
        let Picked { text, is_held, open, beyond_arns, .. } = picked;
        Self { name: input::name(path), text, is_held, open, beyond_arns }
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

/// The existing and the new side.
pub(super) struct Sides {
    question: Question,
    /// What the new policies are called, if there are several.
    pub(super) names: Vec<String>,
    /// Whether more than one policy a side is asked about.
    pub(super) are_sets: bool,
}

enum Question {
    OfPrincipal(Box<[Permissions; 2]>),
    OfResource(Box<Pair>, [Levels; 2]),
}

type Levels = Vec<Vec<ResourceControlPolicy>>;

/// What a principal may do.
#[derive(Default)]
struct Permissions {
    identity: Vec<Policy>,
    boundary: Option<Policy>,
    service_control: Vec<Vec<ServiceControlPolicy>>,
    resource_control: Levels,
}

/// How problems of a policy are told.
pub(super) type Told = fn(&Named, &Unread) -> Vec<String>;

impl Texts {
    fn is_limited(&self) -> bool {
        self.boundary.is_some()
            || !self.service_control.is_empty()
            || !self.resource_control.is_empty()
    }
}

impl Sides {
    /// Reads both; otherwise everything that is wrong with them.
    pub(super) fn read(
        texts: &[Texts; 2],
        given: Option<Type>,
        told: Told,
    ) -> Result<Self, Vec<String>> {
        let all = texts.iter().flat_map(|side| &side.documents).map(|it| it.text.as_str());
        let kind = Type::of(given, &all.collect::<Vec<_>>());
        let are_sets = texts.iter().any(|side| side.is_limited() || side.documents.len() > 1);
        let [_, new] = texts;
        let names = new.documents.iter().map(|it| it.name.clone());
        let names = if new.documents.len() > 1 { names.collect() } else { Vec::new() };
        let mut reader = Reader { problems: Vec::new(), told };
        let question = match kind {
            Type::Identity => Some(reader.of_principal(texts)),
            Type::Resource => reader.of_resource(texts),
        };
        match question {
            Some(question) if reader.problems.is_empty() => Ok(Self { question, names, are_sets }),
            _ => {
                // What is of both sides is told once.
                let mut told = HashSet::new();
                reader.problems.retain(|problem| told.insert(problem.clone()));
                Err(reader.problems)
            }
        }
    }

    /// For requests that can be made, or for all texts.
    pub(super) fn no_new_access(&self, strict: bool) -> Found {
        match &self.question {
            Question::OfPrincipal(sides) => {
                of_principal(sides.each_ref().map(Permissions::effective), strict)
            }
            Question::OfResource(pair, levels) => match &**pair {
                // A pair of a resource has principals.
                Pair::Identity(existing, new) => {
                    let of = |policy| EffectivePermissions::new().identity(policy);
                    of_principal([of(existing), of(new)], strict)
                }
                Pair::Resource(existing, new) => of_resource([existing, new], levels, strict),
                Pair::Trust(existing, new) => of_resource([existing, new], levels, strict),
            },
        }
    }
}

fn of_principal([existing, new]: [EffectivePermissions<'_>; 2], strict: bool) -> Found {
    if strict {
        return Found::Strict(no_new_access_strictly(&existing, &new));
    }
    let answer = no_new_access_within_limits(&existing, &new);
    let differs =
        answer.verdict() == Verdict::Pass && grants_more_strictly(&existing, &new, &answer);
    Found::Today { answer, differs }
}

fn of_resource<K: ResourceBased>(
    policies: [&Policy<K>; 2],
    levels: &[Levels; 2],
    strict: bool,
) -> Found {
    let [existing, new] = limited(policies, levels);
    if strict {
        return Found::Strict(no_new_access_to_resource_strictly(&existing, &new));
    }
    let answer = no_new_access_to_resource_within_limits(&existing, &new);
    let differs = answer.verdict() == Verdict::Pass
        && grants_more_to_resource_strictly(&existing, &new, &answer);
    Found::Today { answer, differs }
}

/// Both policies, each within the levels of its side.
fn limited<'p, K: ResourceBased>(
    [existing, new]: [&'p Policy<K>; 2],
    [before, after]: &'p [Levels; 2],
) -> [LimitedResource<'p, K>; 2] {
    let of = |policy, levels: &'p Levels| {
        let whole = LimitedResource::new(policy);
        levels.iter().fold(whole, LimitedResource::resource_control_level)
    };
    [of(existing, before), of(new, after)]
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
}

impl Reader {
    fn policy<K: Kind>(&mut self, named: &Named) -> Option<Policy<K>> {
        match Policy::from_json(&named.text) {
            Ok(policy) => Some(policy),
            Err(error) => {
                self.problems.extend((self.told)(named, &error.into()));
                None
            }
        }
    }

    fn all<K: Kind>(&mut self, named: &[Named]) -> Vec<Policy<K>> {
        named.iter().filter_map(|it| self.policy(it)).collect()
    }

    fn levels<K: Kind>(&mut self, levels: &[Vec<Named>]) -> Vec<Vec<Policy<K>>> {
        levels.iter().map(|level| self.all(level)).collect()
    }

    fn of_principal(&mut self, texts: &[Texts; 2]) -> Question {
        let sides = texts.each_ref().map(|side| Permissions {
            identity: self.all(&side.documents),
            boundary: side.boundary.as_ref().and_then(|it| self.policy(it)),
            service_control: self.levels(&side.service_control),
            resource_control: self.levels(&side.resource_control),
        });
        Question::OfPrincipal(Box::new(sides))
    }

    fn of_resource(&mut self, texts: &[Texts; 2]) -> Option<Question> {
        for side in texts {
            if side.documents.len() > 1 {
                self.problems.push("a resource has one policy, and several are given".to_owned());
            }
            if let Some(boundary) = &side.boundary {
                let name = &boundary.name;
                let why = "a permissions boundary limits principals, not the policy of a resource";
                self.problems.push(format!("{name}: {why}"));
            }
            if let Some(first) = side.service_control.first() {
                let name = first.first().map_or("a level without policies", |it| &it.name);
                let why = "service control policies limit the principals of an account, not the policy of a resource";
                self.problems.push(format!("{name}: {why}"));
            }
        }
        let levels = texts.each_ref().map(|side| self.levels(&side.resource_control));
        let [Some(existing), Some(new)] = texts.each_ref().map(|side| side.documents.first())
        else {
            return None;
        };
        match Pair::read([&existing.text, &new.text], Type::Resource) {
            Ok(pair) => Some(Question::OfResource(Box::new(pair), levels)),
            Err(errors) => {
                for (named, error) in [existing, new].into_iter().zip(errors) {
                    let told = error.iter().flat_map(|error| (self.told)(named, error));
                    self.problems.extend(told);
                }
                None
            }
        }
    }
}
