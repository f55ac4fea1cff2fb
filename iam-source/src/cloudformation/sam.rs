//! The policies of functions and state machines of the AWS Serverless Application Model.

use super::document::{Findings, Scope, Way, each_way, of_statements, one, ways};
use super::evaluated::{Evaluated, document};
use super::locate::call;
use super::policy_template::{PolicyTemplate, fitting, policy_template};
use super::template::{Bindings, Template};
use super::text::Text;
use crate::found::{Found, Syntax};
use iam_core::document::{Member, Node, Value};
use iam_core::policy::PolicyType;

/// Reads one item of `Policies`: a name or an ARN of a managed policy, a document, a statement, or a policy
/// template with what it is given.
pub(super) fn item<'d>(
    scope: &Scope<'_, 'd>,
    (holder, path): (&str, &str),
    node: &'d Node<'d>,
    findings: &mut Findings,
) {
    // Text, and what functions give, names a managed policy: it is not here.
    if node.text().is_some() || call(node).is_some() {
        return;
    }
    if node.member("Statement").is_some() {
        let (found, unreadable) = ways(scope, node);
        findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked(holder)));
        findings.policies.extend(found.into_iter().map(|way| identity(way, holder, path)));
        return;
    }
    if node.member("Effect").is_some() {
        let (found, unreadable) = ways(scope, node);
        findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked(holder)));
        let built = found.into_iter().map(|way| {
            let document = of_statements(way.document, &way.holes);
            identity(Way { document, syntax: Syntax::Built, ..way }, holder, path)
        });
        findings.policies.extend(built);
        return;
    }
    match node.members() {
        [only] => of_template(scope, (holder, path), only, findings),
        _ => findings.not_checked(
            node.span,
            holder,
            "the item of `Policies` is neither a document nor a policy template",
        ),
    }
}

/// The policy that a policy template makes.
fn of_template<'d>(
    scope: &Scope<'_, 'd>,
    (holder, path): (&str, &str),
    named: &'d Member<'d>,
    findings: &mut Findings,
) {
    let Some(policy_template) = policy_template(&named.key) else {
        let reason = format!("`{}` is no policy template that is known", named.key);
        findings.not_checked(named.key_span, holder, reason);
        return;
    };
    let (found, unreadable) = each_way(scope, named.key_span, |evaluator| {
        let mut inner = Bindings::default();
        for parameter in policy_template.parameters.items().iter().filter_map(Node::text) {
            let given = named.node.member(parameter);
            let value = if let Some(given) = given {
                match evaluator.evaluate(&given.node) {
                    Evaluated::Plain(node) if matches!(node.value, Value::Number(_)) => {
                        let text = Evaluated::Plain(node).into_text();
                        text.map_or(Evaluated::Removed, Evaluated::Text)
                    }
                    value => value,
                }
            } else {
                let what = format!("`{parameter}`, which the policy template is not given");
                evaluator.unknown_text(named.key_span, parameter, what)
            };
            inner = inner.with(parameter, value);
        }
        // The statements are the definition's, made of that, and stand where it is asked for.
        evaluator.bindings = inner;
        evaluator.place = Some(named.key_span);
        one(evaluator, policy_template.statements)
    });
    findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked(holder)));
    let defined = defined(scope.template, policy_template, named);
    for way in found {
        let Value::Array(statements) = way.document.value else { continue };
        let document = document(statements, named.key_span);
        let way = Way { document, syntax: Syntax::Built, ..way };
        let found = identity(way, holder, path);
        findings.policies.push(Found { defined: defined.clone(), ..found });
    }
}

/// The policy that a policy template makes of values that fit.
fn defined<'d>(
    template: &Template<'d>,
    policy_template: PolicyTemplate,
    named: &'d Member<'d>,
) -> Option<Node<'static>> {
    let mut bindings = Bindings::default();
    for parameter in policy_template.parameters.items().iter().filter_map(Node::text) {
        let value = fitting(&named.key, parameter).to_owned();
        let value = Evaluated::Text(Text::made(value, named.key_span));
        bindings = bindings.with(parameter, value);
    }
    let place = Some(named.key_span);
    let scope = Scope { template, bindings, place, given: Vec::new() };
    let (found, _) = ways(&scope, policy_template.statements);
    let way = found.into_iter().next()?;
    match way.document.value {
        Value::Array(statements) => Some(document(statements, named.key_span)),
        _ => None,
    }
}

fn identity(way: Way, holder: &str, path: &str) -> Found<'static> {
    let found = Found::alone(way.document, way.syntax).of_type(PolicyType::Identity);
    found.held_by(holder, path).with_holes(way.holes).decided_by(way.decided)
}
