//! Statements that properties make.

use super::document::{Findings, Scope, Way, each_way, hide_in_names};
use super::evaluated::{document, member, object, string};
use super::evaluator::Evaluator;
use super::template::{Resource, Template};
use crate::found::{Found, Syntax};
use crate::hole::Hole;
use crate::table::Row;
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::policy::PolicyType;

/// What tests of a statement a property makes: property, operator, key.
type Test = (&'static str, &'static str, &'static str);

const OF_FUNCTIONS: [Test; 6] = [
    ("SourceArn", "ArnLike", "aws:SourceArn"),
    ("SourceAccount", "StringEquals", "aws:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
];
const OF_LAYERS: [Test; 1] = [("OrganizationId", "StringEquals", "aws:PrincipalOrgID")];

/// Reads the statement that the properties of a resource make.
pub(super) fn read<'d>(
    template: &Template<'d>,
    (id, resource): (&str, &Resource<'d>),
    row: &Row,
    findings: &mut Findings,
) {
    let Some(properties) = resource.node.member("Properties") else { return };
    let span = properties.node.span;
    let scope = Scope::of(template, resource);
    let (ways, unreadable) = each_way(&scope, span, |evaluator| {
        let members = vec![member("Effect", string("Allow", span))];
        let mut maker = Maker { evaluator, resource, span, members };
        maker.statement();
        let statement = object(maker.members, span);
        let holes = evaluator.take_holes();
        let document = document(vec![statement], span);
        Ok(Some(Way::to(document, Syntax::Built, holes)))
    });
    findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked(id)));
    for way in ways {
        let found = Found::alone(way.document, way.syntax).of_type(PolicyType::Resource);
        let found = found
            .on(row.resource_type)
            .held_by(id, "")
            .with_holes(way.holes)
            .decided_by(way.decided);
        findings.policies.push(found);
    }
}

/// Makes a statement, member by member.
struct Maker<'m, 't, 'd> {
    evaluator: &'m mut Evaluator<'t, 'd>,
    resource: &'m Resource<'d>,
    span: ByteSpan,
    members: Vec<Member<'static>>,
}

impl Maker<'_, '_, '_> {
    fn statement(&mut self) {
        match self.resource.kind {
            "AWS::Lambda::Permission" => {
                self.principal();
                self.copy("Action");
                self.arn("FunctionName", "lambda", "function:");
                self.tests(&OF_FUNCTIONS);
            }
            "AWS::Lambda::LayerVersionPermission" => {
                self.principal();
                self.copy("Action");
                self.arn("LayerVersionArn", "lambda", "layer:");
                self.tests(&OF_LAYERS);
            }
            _ => {
                self.sid();
                self.principal();
                self.copy("Action");
                self.arn("EventBusName", "events", "event-bus/");
                self.given_test();
            }
        }
    }

    fn value(&mut self, property: &str) -> Option<Node<'static>> {
        let node = self.resource.property(property)?;
        let node = self.evaluator.evaluate(node).into_node()?;
        // The properties are texts: CloudFormation makes one of a number, such as an account.
        Some(match node.value {
            Value::Number(digits) => Node { value: Value::String(digits), ..node },
            _ => node,
        })
    }

    fn copy(&mut self, property: &'static str) {
        if let Some(node) = self.value(property) {
            self.members.push(member(property, node));
        }
    }

    fn sid(&mut self) {
        if let Some(node) = self.value("StatementId") {
            self.members.push(member("Sid", node));
        }
    }

    /// A service, an account, an ARN, or everybody.
    fn principal(&mut self) {
        let Some(node) = self.value("Principal") else { return };
        let node = match node.text() {
            None | Some("*") => node,
            Some(text) if text.contains(".amazonaws.com") || text.ends_with(".amazon.com") => {
                let span = node.span;
                object(vec![member("Service", node)], span)
            }
            Some(_) => {
                let span = node.span;
                object(vec![member("AWS", node)], span)
            }
        };
        self.members.push(member("Principal", node));
    }

    /// What the statement is about: an ARN, or the name of what has one.
    fn arn(&mut self, property: &str, service: &str, before: &str) {
        let node = self.value(property).unwrap_or_else(|| string("default", self.span));
        let arn = match node.text() {
            Some(text) if !text.starts_with("arn:") => {
                let start = format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}");
                let name = text.strip_prefix(before).unwrap_or(text);
                string(format!("{start}:${{AWS::AccountId}}:{before}{name}"), node.span)
            }
            _ => node,
        };
        self.members.push(member("Resource", arn));
    }

    fn tests(&mut self, tests: &[Test]) {
        let mut operators: Vec<Member<'static>> = Vec::new();
        for (property, operator, key) in tests {
            let Some(node) = self.value(property) else { continue };
            let test = member(*key, node);
            let same = operators.iter_mut().find(|it| it.key == *operator);
            if let Some(Value::Object(members)) = same.map(|it| &mut it.node.value) {
                members.push(test);
            } else {
                let span = test.key_span;
                operators.push(member(*operator, object(vec![test], span)));
            }
        }
        self.condition(operators);
    }

    /// A test whose operator and key are properties, too.
    fn given_test(&mut self) {
        let Some(test) = self.value("Condition") else { return };
        let part = |name: &str| test.member(name).map(|it| it.node.clone());
        let (Some(operator), Some(key), Some(value)) = (part("Type"), part("Key"), part("Value"))
        else {
            return;
        };
        let (Some(name), Some(key_name)) = (operator.text(), key.text()) else { return };
        let test = Member { key: key_name.to_owned().into(), key_span: key.span, node: value };
        let tests = object(vec![test], key.span);
        let operator = Member { key: name.to_owned().into(), key_span: operator.span, node: tests };
        self.condition(vec![operator]);
    }

    fn condition(&mut self, operators: Vec<Member<'static>>) {
        if let Some(first) = operators.first() {
            let span = first.key_span;
            self.members.push(member("Condition", object(operators, span)));
        }
    }
}

/// The policy that AWS RAM makes of a statement, once it knows with whom what is shared.
pub(super) fn shared(way: Way) -> Way {
    let Way { document: statement, syntax, mut holes, decided } = way;
    let span = statement.span;
    let mut members = match statement.value {
        Value::Object(members) => members,
        // What is no statement is told as what it is.
        value => {
            let document = document(vec![Node { span, value }], span);
            return Way { document, syntax, holes, decided };
        }
    };
    for (name, what) in
        [("Principal", "whom the resource is shared with"), ("Resource", "what is shared")]
    {
        let value = Value::Interpolated(holes.len());
        holes.push(Hole::new(span, format!("Shared{name}"), what));
        members.push(member(name, Node { span, value }));
    }
    let mut document = document(vec![object(members, span)], span);
    hide_in_names(&mut document, &holes);
    Way { document, syntax, holes, decided }
}
