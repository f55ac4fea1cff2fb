//! A document as the checks look at it: elements found once, texts parsed once.

use super::options::Options;
pub(super) use super::resource::ResourceView;
use super::source::Source;
use iam_language::document::{ByteSpan, Member, Node, Value};
use iam_language::pattern::{has_any, has_wildcard, hash_ignoring_case, matches_ignoring_case};
use iam_language::policy::{
    Comparison, ComparisonFamily, ConditionOperator, Element, PolicyType, Slot,
};
use iam_registry::{self as registry, Action, ConditionKey, Service};
use std::cell::OnceCell;
use std::ops::Deref;

/// The document and its statements.
pub(super) struct PolicyView<'d, 't> {
    pub(super) options: Options,
    pub(super) source: Source,
    pub(super) document: &'d Node<'t>,
    elements: Elements<'d, 't>,
    pub(super) statements: Vec<StatementView<'d, 't>>,
    /// The characters that the quotas count, once something has asked.
    pub(super) length: OnceCell<usize>,
}

/// The elements of an object: of each the first member of that name.
type Elements<'d, 't> = [Option<&'d Member<'t>>; Element::ALL.len()];

/// One statement: its elements, and their texts.
pub(super) struct StatementView<'d, 't> {
    pub(super) index: usize,
    pub(super) node: &'d Node<'t>,
    elements: Elements<'d, 't>,
    /// Whether some member is no element.
    pub(super) has_other_members: bool,
    /// Whether some text has a `$`: without one there are no variables and no parameters.
    pub(super) has_dollar: bool,
    /// The entries of `Action` and `NotAction`.
    pub(super) actions: Vec<ActionView<'d>>,
    /// The entries of `Resource` and `NotResource`; none in a trust policy, where neither belongs.
    pub(super) resources: Vec<ResourceView<'d>>,
    /// The tests of `Condition`.
    pub(super) tests: Vec<TestView<'d, 't>>,
}

/// A statement, and the policy that it stands in.
#[derive(Clone, Copy)]
pub(super) struct Statement<'v> {
    pub(super) policy: &'v PolicyView<'v, 'v>,
    pub(super) view: &'v StatementView<'v, 'v>,
}

impl<'v> Deref for Statement<'v> {
    type Target = StatementView<'v, 'v>;

    fn deref(&self) -> &Self::Target {
        self.view
    }
}

/// An entry of `Action` or `NotAction`.
pub(super) struct ActionView<'d> {
    pub(super) text: &'d str,
    pub(super) span: ByteSpan,
    /// The service prefix and the name, if there is a `:` and neither is empty.
    pub(super) parts: Option<(&'d str, &'d str)>,
    /// The service, if the registry has that prefix.
    pub(super) service: Option<&'static Service>,
    /// The action, if the entry names a single one of the registry.
    pub(super) known: Option<&'static Action>,
    /// The hash of the text without case.
    pub(super) hash: u64,
    has_wildcard: bool,
}

/// One key of one operator block of `Condition`.
pub(super) struct TestView<'d, 't> {
    /// The block that it stands in.
    pub(super) block: &'d Member<'t>,
    /// The operator; none if IAM has no such one.
    pub(super) operator: Option<ConditionOperator>,
    pub(super) key: &'d str,
    pub(super) key_span: ByteSpan,
    /// What stands before and after the first colon of the key, if it has one.
    pub(super) parts: Option<(&'d str, &'d str)>,
    pub(super) values: &'d Node<'t>,
    known: OnceCell<Option<&'static ConditionKey>>,
}

impl<'d, 't> PolicyView<'d, 't> {
    pub(super) fn new(document: &'d Node<'t>, source: Source, options: Options) -> Self {
        let (elements, _) = elements(document, |it| !it.is_of_statement());
        let statements = of(&elements, Element::Statement);
        let statements = statements.map_or(&[][..], |member| member.node.items());
        let objects = statements.iter().enumerate().filter(|(_, node)| is_object(node));
        // Views are large, and a list that grows moves them.
        let mut views = Vec::with_capacity(objects.clone().count());
        views.extend(objects.map(|(index, node)| StatementView::new(index, node, source, options)));
        Self { options, source, document, elements, statements: views, length: OnceCell::new() }
    }
}

impl<'d, 't> PolicyView<'d, 't> {
    /// This element of the policy itself, if it has it.
    pub(super) fn element(&self, element: Element) -> Option<&'d Member<'t>> {
        of(&self.elements, element)
    }

    /// Whether the version of the policy knows policy variables.
    pub(super) fn has_variables(&self) -> bool {
        self.element(Element::Version).and_then(|it| it.node.text()) == Some("2012-10-17")
    }
}

impl<'d, 't> StatementView<'d, 't> {
    fn new(index: usize, node: &'d Node<'t>, source: Source, options: Options) -> Self {
        let (elements, has_other_members) = elements(node, Element::is_of_statement);
        let mut view = Self {
            index,
            node,
            elements,
            has_other_members,
            has_dollar: !source.has_no_dollar && has_dollar(node),
            actions: Vec::new(),
            resources: Vec::new(),
            tests: Vec::new(),
        };
        let mut last = None;
        for nodes in view.entries([Element::Action, Element::NotAction]) {
            // Whatever is no text leaves some room unused.
            view.actions.reserve_exact(nodes.len());
            let texts = nodes.iter().filter_map(|node| Some((node.text()?, node.span)));
            texts.for_each(|entry| view.actions.push(ActionView::new(entry, &mut last)));
        }
        // Close together, so that the processor waits for several look-ups at once.
        view.actions.iter_mut().for_each(ActionView::look_up);
        if options.policy_type != PolicyType::Trust {
            let mut last = None;
            for nodes in view.entries([Element::Resource, Element::NotResource]) {
                view.resources.reserve_exact(nodes.len());
                let texts = nodes.iter().filter_map(|node| Some((node.text()?, node.span)));
                texts.for_each(|entry| view.resources.push(ResourceView::new(entry, &mut last)));
            }
        }
        view.tests = view.element(Element::Condition).map(tests).unwrap_or_default();
        view
    }

    /// Whether the effect is `Allow`; false for one that is missing or wrong.
    pub(super) fn allows(&self) -> bool {
        self.has_effect("Allow")
    }

    /// Whether the effect is `Deny`; false for one that is missing or wrong.
    pub(super) fn denies(&self) -> bool {
        self.has_effect("Deny")
    }

    fn has_effect(&self, effect: &str) -> bool {
        self.element(Element::Effect).is_some_and(|member| member.node.text() == Some(effect))
    }

    #[inline]
    pub(super) fn has(&self, element: Element) -> bool {
        self.element(element).is_some()
    }

    /// Whether the statement has the element and its opposite: that is another finding.
    pub(super) fn mixes(&self, element: Element) -> bool {
        self.has(element) && element.opposite().is_some_and(|opposite| self.has(opposite))
    }

    /// The entries of `Principal` of this kind: `AWS`, `Service`, `Federated`, `CanonicalUser`.
    pub(super) fn principals_of(
        &self,
        kind: &'static str,
    ) -> impl Iterator<Item = (&'d str, ByteSpan)> + use<'d, 't> {
        let principal = self.element(Element::Principal).map(|member| &member.node);
        let groups = principal.into_iter().flat_map(Node::members);
        let entries = groups.filter(move |group| group.key == kind);
        entries
            .flat_map(|group| group.node.items())
            .filter_map(|node| Some((node.text()?, node.span)))
    }

    /// Of these actions, sorted, those that the statement allows on every resource without a
    /// condition, one for each entry that grants some.
    pub(super) fn granted_everywhere(
        &self,
        actions: &[&'static str],
    ) -> Vec<(&'static str, ByteSpan)> {
        let everywhere =
            self.has(Element::Resource) && self.resources.iter().any(|it| it.text == "*");
        if !self.allows() || !everywhere || !self.tests.is_empty() || !self.has(Element::Action) {
            return Vec::new();
        }
        let first = |entry: &ActionView<'_>| {
            let action = actions.iter().find(|action| entry.covers(action))?;
            Some((*action, entry.span))
        };
        self.actions.iter().filter_map(first).collect()
    }

    /// This element, if the statement has it.
    #[inline]
    pub(super) fn element(&self, element: Element) -> Option<&'d Member<'t>> {
        of(&self.elements, element)
    }

    /// Whether the statement has none of these elements, not even misspelt: that is another finding.
    pub(super) fn lacks(&self, elements: &[Element]) -> bool {
        let is_meant = |member: &Member<'t>| {
            let slot = Slot::Statement.of_member(&member.key);
            elements.iter().any(|element| slot == Slot::Value(*element))
        };
        let has_some = elements.iter().any(|element| self.has(*element))
            || self.has_other_members && self.node.members().iter().any(is_meant);
        !has_some
    }

    /// `Principal` and `NotPrincipal`, those that are there.
    pub(super) fn principals(&self) -> impl Iterator<Item = &'d Member<'t>> {
        [Element::Principal, Element::NotPrincipal].into_iter().filter_map(|it| self.element(it))
    }

    /// Visits every text that a template may fill: `Sid`, principals, resources, conditions.
    pub(super) fn each_text(&self, visit: &mut dyn FnMut(&str, ByteSpan)) {
        let sid = self.element(Element::Sid).map(|member| &member.node);
        let groups = self.principals().flat_map(|member| member.node.members());
        let principals = groups.flat_map(|group| group.node.items());
        for node in sid.into_iter().chain(principals) {
            if let Some(text) = node.text() {
                visit(text, node.span);
            }
        }
        self.each_resource_or_test(visit);
    }

    /// Visits every text that IAM may fill: resources, conditions.
    pub(super) fn each_resource_or_test(&self, visit: &mut dyn FnMut(&str, ByteSpan)) {
        for resource in &self.resources {
            visit(resource.text, resource.span);
        }
        for test in &self.tests {
            visit(test.key, test.key_span);
            for value in test.values.items() {
                if let Some(text) = value.text() {
                    visit(text, value.span);
                }
            }
        }
    }

    /// The entries of these elements.
    fn entries(&self, elements: [Element; 2]) -> [&'d [Node<'t>]; 2] {
        elements.map(|it| self.element(it).map_or(&[][..], |member| member.node.items()))
    }
}

impl<'d> ActionView<'d> {
    /// `last` is the service of the entry before, most often that of this one, too.
    fn new((text, span): (&'d str, ByteSpan), last: &mut Option<&'static Service>) -> Self {
        let is_of = |last: &&Service| {
            let rest = text.strip_prefix(last.prefix());
            rest.is_some_and(|rest| rest.starts_with(':'))
        };
        let same = last.filter(is_of);
        // Prefixes are short: a plain walk finds the colon sooner than a search made for long texts.
        let colon = same.map(|service| service.prefix().len());
        let colon = colon.or_else(|| text.bytes().position(|byte| byte == b':'));
        let parts = colon.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
        let parts = parts.filter(|(a, b)| !a.is_empty() && !b.is_empty());
        let service = parts.and_then(|(prefix, _)| same.or_else(|| registry::service(prefix)));
        *last = service.or(*last);
        let (hash, has_wildcard) = (hash_ignoring_case(text), has_wildcard(text));
        Self { text, span, parts, service, known: None, hash, has_wildcard }
    }

    fn look_up(&mut self) {
        if !self.has_wildcard {
            self.known = self.parts.zip(self.service).and_then(|((_, name), it)| it.action(name));
        }
    }

    /// Every action of the registry that the entry stands for.
    pub(super) fn matching(&self) -> impl Iterator<Item = &'static Action> + use<'d> {
        let own = self.service.zip(self.parts);
        let others = own.is_none().then(|| registry::actions_matching(self.text));
        let own = own.map(|(service, (_, name))| registry::actions_of(service, name));
        own.into_iter().flatten().chain(others.into_iter().flatten())
    }

    /// Whether the entry stands for this action, `service:Name`, among others perhaps.
    pub(super) fn covers(&self, action: &str) -> bool {
        if !self.has_wildcard {
            return self.text.eq_ignore_ascii_case(action);
        }
        matches_ignoring_case(self.text, action)
    }

    /// Whether the entry stands for every action there is.
    pub(super) fn is_every_action(&self) -> bool {
        matches!(self.text, "*" | "*:*")
    }

    pub(super) fn has_wildcard(&self) -> bool {
        self.has_wildcard
    }
}

impl<'d> TestView<'d, '_> {
    /// Whether the key is `name`, without case.
    pub(super) fn is_of(&self, name: &str) -> bool {
        self.key.eq_ignore_ascii_case(name)
    }

    /// Whether the key starts with `prefix`, without case, and goes on.
    pub(super) fn is_under(&self, prefix: &str) -> bool {
        self.key.len() > prefix.len()
            && self.key.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    }

    /// The key as the registry has it, global or of a service.
    pub(super) fn known_key(&self) -> Option<&'static ConditionKey> {
        *self.known.get_or_init(|| registry::condition_key(self.key))
    }

    pub(super) fn family(&self) -> Option<ComparisonFamily> {
        self.operator.map(|operator| operator.comparison.family())
    }

    /// Whether the operator is known and passes on equality: not negated.
    pub(super) fn is_positive(&self) -> bool {
        self.operator.is_some_and(|operator| !operator.comparison.is_negated())
    }

    /// Whether the operator takes the wildcards of `value` as such.
    pub(super) fn is_pattern(&self, value: &str) -> bool {
        let like = self.operator.is_some_and(|operator| {
            matches!(operator.comparison, Comparison::StringLike | Comparison::StringNotLike)
        });
        like && has_wildcard(value)
    }

    /// The values that are texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'d str, ByteSpan)> + use<'d> {
        let values: &'d Node<'_> = self.values;
        values.items().iter().filter_map(|node| Some((node.text()?, node.span)))
    }

    /// The values as text, numbers and booleans too.
    pub(super) fn scalars(&self) -> impl Iterator<Item = (&'d str, ByteSpan)> + use<'d> {
        let values: &'d Node<'_> = self.values;
        values.items().iter().filter_map(|node| {
            let text = match &node.value {
                Value::String(text) | Value::Number(text) => text,
                Value::Bool(true) => "true",
                Value::Bool(false) => "false",
                _ => return None,
            };
            Some((text, node.span))
        })
    }
}

/// The elements of `node` that are `known` there, and whether it has members besides.
fn elements<'d, 't>(
    node: &'d Node<'t>,
    known: impl Fn(Element) -> bool,
) -> (Elements<'d, 't>, bool) {
    let mut elements = [None; Element::ALL.len()];
    let mut has_others = false;
    for member in node.members() {
        let element = Element::from_text(&member.key).filter(|element| known(*element));
        match element.and_then(|element| elements.get_mut(element as usize)) {
            Some(place) => _ = place.get_or_insert(member),
            None => has_others = true,
        }
    }
    (elements, has_others)
}

#[inline]
fn of<'d, 't>(elements: &Elements<'d, 't>, element: Element) -> Option<&'d Member<'t>> {
    *elements.get(element as usize)?
}

fn tests<'d, 't>(condition: &'d Member<'t>) -> Vec<TestView<'d, 't>> {
    let blocks = condition.node.members().iter();
    let test = |block: &'d Member<'t>, operator: Option<ConditionOperator>| {
        move |Member { key, key_span, node }: &'d Member<'t>| TestView {
            block,
            operator,
            key,
            key_span: *key_span,
            parts: key.split_once(':'),
            values: node,
            known: OnceCell::new(),
        }
    };
    let tests = |block: &'d Member<'t>| {
        let test = test(block, block.key.parse().ok());
        block.node.members().iter().map(test)
    };
    let mut all = Vec::with_capacity(blocks.clone().map(|block| block.node.members().len()).sum());
    all.extend(blocks.flat_map(tests));
    all
}

/// Whether some text in there has a `$`.
pub(super) fn has_dollar(node: &Node<'_>) -> bool {
    match &node.value {
        Value::String(text) => has_any(text, [b'$']),
        Value::Array(items) => items.iter().any(has_dollar),
        Value::Object(members) => {
            members.iter().any(|it| has_any(&it.key, [b'$']) || has_dollar(&it.node))
        }
        _ => false,
    }
}

pub(super) fn is_object(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Object(_))
}
