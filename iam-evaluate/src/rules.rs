//! The statements of a set of policies, ready to be asked.

use crate::condition::Test;
use crate::context::Context;
use crate::fields::{ArnTest, Fields};
use crate::index::{Index, matches_action};
use crate::principal::{Grant, PrincipalTest};
use crate::request::Request;
use iam_core::pattern::Grammar;
use iam_core::policy::{ActionElement, Effect, ResourceElement, Statement, Version};

/// The statements of one policy, borrowed until they are compiled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'p> {
    pub(crate) version: Option<Version>,
    pub(crate) statements: &'p [Statement],
}

/// Policies that are asked together: one that allows is enough, one that denies too.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) all: Box<[Rule]>,
    allows: Index,
    denies: Index,
}

/// One statement.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) effect: Effect,
    pub(crate) principal: PrincipalTest,
    /// The patterns of `NotAction`; `Action` is in the index.
    not_action: Option<Box<[Box<str>]>>,
    pub(crate) resource: ResourceTest,
    pub(crate) tests: Box<[Test]>,
    pub(crate) sid: Option<Box<str>>,
    /// Which policy of the set, from 0.
    pub(crate) policy: usize,
    /// Which statement of that policy, from 0.
    pub(crate) statement: usize,
}

/// The resources of a statement.
#[derive(Clone, Debug)]
pub(crate) enum ResourceTest {
    /// The statement has no such element: it hangs on the resource.
    Attached,
    Is(Box<[ArnTest]>),
    IsNot(Box<[ArnTest]>),
}

impl Rules {
    pub(crate) fn new(documents: &[Document<'_>]) -> Self {
        Self::compiled(documents, ArnTest::new)
    }

    /// The policy of a resource.
    pub(crate) fn attached(document: &Document<'_>) -> Self {
        Self::compiled(std::slice::from_ref(document), ArnTest::attached)
    }

    fn compiled(documents: &[Document<'_>], arn: fn(&str, Grammar) -> ArnTest) -> Self {
        let mut rules = Vec::new();
        let (mut allows, mut denies) = (Index::default(), Index::default());
        for (policy, document) in documents.iter().enumerate() {
            for (statement, source) in document.statements.iter().enumerate() {
                let index = if source.effect == Effect::Allow { &mut allows } else { &mut denies };
                // More statements than this fit no memory.
                let number = u32::try_from(rules.len()).unwrap_or(u32::MAX);
                match &source.action {
                    ActionElement::Action(patterns) => {
                        patterns.iter().for_each(|pattern| index.add(pattern, number));
                    }
                    ActionElement::NotAction(_) => index.add_exception(number),
                }
                rules.push(Rule::new(source, document.version, (policy, statement), arn));
            }
        }
        allows.finish();
        denies.finish();
        Self { all: rules.into(), allows, denies }
    }

    /// Whether some statement denies it to a principal that has a permissions boundary or not.
    pub(crate) fn denies(&self, request: &Request, has_boundary: bool) -> bool {
        !self.denies.is_empty()
            && self.candidates(&self.denies, request).any(|rule| {
                rule.principal.denies(request.principal(), has_boundary) && rule.holds(request)
            })
    }

    /// Whether some statement allows it.
    pub(crate) fn allows(&self, request: &Request) -> bool {
        self.candidates(&self.allows, request).any(|rule| rule.grant(request) > Grant::None)
    }

    /// Whether this statement allows it.
    pub(crate) fn is_allowed_by(&self, request: &Request, place: (usize, usize)) -> bool {
        let mut rules = self.candidates(&self.allows, request);
        rules
            .any(|rule| (rule.policy, rule.statement) == place && rule.grant(request) > Grant::None)
    }

    /// How directly the statements that allow it name the principal.
    pub(crate) fn grant(&self, request: &Request) -> Grant {
        let grants = self.candidates(&self.allows, request).map(|rule| rule.grant(request));
        grants.max().unwrap_or(Grant::None)
    }

    fn candidates<'r>(
        &'r self,
        index: &'r Index,
        request: &'r Request,
    ) -> impl Iterator<Item = &'r Rule> {
        let numbers = index.candidates(request.action_name());
        let rules = numbers.filter_map(|number| self.all.get(usize::try_from(number).ok()?));
        rules.filter(|rule| rule.excepts(request).is_none_or(|excepted| !excepted))
    }

    /// Each statement, and how near its actions are to the request's.
    pub(crate) fn by_nearness(&self, request: &Request) -> impl Iterator<Item = (&Rule, Nearness)> {
        let of_exception = |rule: &Rule| match rule.excepts(request) {
            None => Nearness::Far,
            Some(true) => Nearness::SameService,
            Some(false) => Nearness::Matches,
        };
        let mut nearness: Vec<_> = self.all.iter().map(of_exception).collect();
        for index in [&self.allows, &self.denies] {
            let about = index.about(request.action_name().service());
            let about = about.map(|number| (number, Nearness::SameService));
            let named =
                index.named(request.action_name()).map(|number| (number, Nearness::Matches));
            for (number, near) in about.chain(named) {
                let at = usize::try_from(number).unwrap_or(usize::MAX);
                if let Some(nearest) = nearness.get_mut(at) {
                    *nearest = near.max(*nearest);
                }
            }
        }
        self.all.iter().zip(nearness)
    }
}

/// How near the actions of a statement are to that of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    Far,
    SameService,
    Matches,
}

impl Rule {
    fn new(
        source: &Statement,
        version: Option<Version>,
        (policy, statement): (usize, usize),
        arn: fn(&str, Grammar) -> ArnTest,
    ) -> Self {
        let grammar = Grammar::of(version, true);
        let arns = |element: &ResourceElement| {
            element.patterns().iter().map(|it| arn(it.as_str(), grammar)).collect()
        };
        let resource = match &source.resource {
            None => ResourceTest::Attached,
            Some(element @ ResourceElement::Resource(_)) => ResourceTest::Is(arns(element)),
            Some(element @ ResourceElement::NotResource(_)) => ResourceTest::IsNot(arns(element)),
        };
        let blocks = source.conditions.iter();
        Self {
            effect: source.effect,
            principal: PrincipalTest::new(source.principal.as_ref()),
            not_action: match &source.action {
                ActionElement::Action(_) => None,
                ActionElement::NotAction(patterns) => {
                    Some(patterns.iter().map(|pattern| pattern.as_str().into()).collect())
                }
            },
            resource,
            tests: blocks.flat_map(|block| Test::of_block(block, version)).collect(),
            sid: source.sid.as_deref().map(Box::from),
            policy,
            statement,
        }
    }

    /// Whether its `NotAction` names the action; none if it has no such element.
    fn excepts(&self, request: &Request) -> Option<bool> {
        let patterns = self.not_action.as_deref()?;
        Some(patterns.iter().any(|pattern| {
            matches_action(pattern, request.action_name().service(), request.action_name().action())
        }))
    }

    /// How directly it names the principal, if it holds.
    fn grant(&self, request: &Request) -> Grant {
        let grant = self.principal.grant(request.principal());
        if grant > Grant::None && self.holds(request) { grant } else { Grant::None }
    }

    /// Whether its resources and conditions match; action and principal are taken to match.
    fn holds(&self, request: &Request) -> bool {
        let context = request.context();
        self.resource.matches(request.fields(), context)
            && self.tests.iter().all(|test| test.passes(context))
    }
}

impl ResourceTest {
    pub(crate) fn matches(&self, resource: &Fields, context: &Context) -> bool {
        let any = |arns: &[ArnTest]| arns.iter().any(|arn| arn.matches_resource(resource, context));
        match self {
            Self::Attached => true,
            Self::Is(arns) => any(arns),
            Self::IsNot(arns) => !any(arns),
        }
    }
}
