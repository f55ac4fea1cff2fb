//! From the tree of a template to the policies in it.

use super::attached::attached;
use super::built;
use super::document::{Findings, Scope, of_statements, ways};
use super::elsewhere::{Elsewhere, elsewhere};
use super::evaluator::Evaluator;
use super::literal::{literals, within};
use super::locate::{At, Located, locate};
use super::rows::ROWS;
use super::sam;
use super::serverless::{CHOICE, Settings, VARIABLES, filled, has_variables, shown};
use super::template::{Bindings, Resource, Template};
use super::text::File;
use super::twice::tell_repeated;
use crate::found::{Contents, Found, Source, Syntax};
use crate::table::{Kind, Row};
use iam_core::document::Node;
use iam_core::policy::PolicyType;
use std::collections::HashSet;

/// The policies in the template that `root` is the tree of, which stands in `text`.
pub(crate) fn read<'d>(root: &'d Node<'d>, text: &'d str, is_yaml: bool) -> Contents<'static> {
    let file = File { text, is_yaml };
    let settings = Settings::of(None);
    if has_variables(text) {
        // A file that one of the framework takes in.
        let root = filled(root, &settings);
        return read_template(&root, file, settings);
    }
    read_template(root, file, settings)
}

fn read_template<'d>(
    root: &'d Node<'d>,
    file: File<'d>,
    settings: Settings<'d>,
) -> Contents<'static> {
    let mut findings = Findings::default();
    let template = Template::new(root, file, settings, &mut findings.unchecked);
    let is_sam = transforms(&template, &mut findings);
    read_resources(&template, &mut findings);
    read_globals(&template, &mut findings);
    tell_repeated(&template, &mut findings);
    contents(root, findings, if is_sam { Source::Sam } else { Source::CloudFormation })
}

/// The policies of the resources of a template.
pub(super) fn read_resources(template: &Template<'_>, findings: &mut Findings) {
    for (id, resource) in template.resources() {
        read_resource(template, id, resource, findings);
    }
    findings.attached.extend(attached(template));
}

/// What was found below `root`, in the order of the text.
pub(super) fn contents(
    root: &Node<'_>,
    mut findings: Findings,
    source: Source,
) -> Contents<'static> {
    let mut contents = Contents::new(source);
    findings.policies.sort_by_key(|found| found.span.start);
    findings.unchecked.sort_by_key(|it| it.span);
    let literals = literals(root);
    for found in &mut findings.policies {
        found.literals = within(&found.document, &literals);
    }
    contents.policies = findings.policies;
    contents.unchecked = findings.unchecked;
    contents.attached = findings.attached;
    contents
}

const SAM: &str = "AWS::Serverless-2016-10-31";
/// Macros of AWS that add no policy.
const HARMLESS: [&str; 3] =
    ["AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen", "AWS::ServiceCatalog"];

/// Whether one of the macros of the template is that of SAM; what others do is not known.
pub(super) fn transforms(template: &Template<'_>, findings: &mut Findings) -> bool {
    let Some(transform) = template.root.member("Transform") else { return false };
    let mut is_sam = false;
    for item in transform.node.items() {
        let name = item.text().or_else(|| item.member("Name")?.node.text());
        match name {
            Some(SAM) => is_sam = true,
            Some(name) if HARMLESS.contains(&name) || name.starts_with("AWS::SecretsManager-") => {}
            Some(name) => {
                let reason = format!("the macro `{name}` may change all of the template");
                findings.not_checked(item.span, "", reason);
            }
            None => findings.not_checked(item.span, "", "a macro may change all of the template"),
        }
    }
    is_sam
}

fn read_resource<'d>(
    template: &Template<'d>,
    id: &str,
    resource: &Resource<'d>,
    findings: &mut Findings,
) {
    let span = resource.node.span;
    let kind = resource.kind;
    match kind {
        "AWS::CloudFormation::Stack" | "AWS::Serverless::Application" => {
            return findings.not_checked(span, id, "a nested stack has a template of its own");
        }
        "AWS::CloudFormation::StackSet" => {
            return findings.not_checked(span, id, "a stack set has a template of its own");
        }
        "AWS::Serverless::Connector" => {
            return findings.not_checked(span, id, "SAM makes the policies of a connector");
        }
        _ if kind.ends_with("::MODULE") => {
            let reason = format!("the resources of the module `{kind}` are not in the template");
            return findings.not_checked(span, id, reason);
        }
        _ => {}
    }
    if let Some(added) = resource.node.member("Fn::Transform") {
        findings.not_checked(added.node.span, id, "a macro may add properties");
    }
    if let Some(connectors) = resource.node.member("Connectors") {
        findings.not_checked(connectors.key_span, id, "SAM makes the policies of a connector");
    }
    let Some(properties) = resource.node.member("Properties") else { return };
    let holder = Holder { template, id, resource };
    let mut known = HashSet::new();
    for row in ROWS.rows(kind) {
        holder.read(row, &properties.node, findings);
        let mut located = Vec::new();
        locate(&properties.node, &At::default(), &steps(row), &mut located);
        known.extend(located.iter().map(|located| {
            let (Located::Node { node, .. } | Located::Hidden { node, .. }) = located;
            std::ptr::from_ref::<Node<'d>>(node)
        }));
    }
    for Elsewhere { path, node } in elsewhere(&properties.node, &known) {
        let (found, unreadable) = ways(&Scope::of(template, resource), node);
        findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked(id)));
        let (found, parts): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|way| !is_custom(kind) || is_whole(&way.document));
        for way in parts {
            let reason =
                "what the function behind the resource makes of these statements is not known";
            findings.not_checked(way.document.span, id, reason);
        }
        // Nobody says what kind of policy it is.
        findings.policies.extend(found.into_iter().map(|way| {
            let found = Found::alone(way.document, way.syntax).held_by(id, &path);
            found.with_holes(way.holes).decided_by(way.decided)
        }));
    }
}

/// Whether a function of somebody decides what becomes of the properties of such a resource.
fn is_custom(kind: &str) -> bool {
    kind.starts_with("Custom::") || kind == "AWS::CloudFormation::CustomResource"
}

/// Whether no statement lacks what each has to have: it may be filled in.
fn is_whole(policy: &Node<'_>) -> bool {
    const PARTS: [&[&str]; 3] = [
        &["Effect"],
        &["Action", "NotAction"],
        &["Resource", "NotResource", "Principal", "NotPrincipal"],
    ];
    let has = |item: &Node<'_>, names: &[&str]| names.iter().any(|it| item.member(it).is_some());
    policy.member("Statement").is_some_and(|statement| {
        let mut items = statement.node.items().iter();
        items.all(|item| PARTS.iter().all(|names| has(item, names)))
    })
}

/// The path of a row, to each item where it is a list.
fn steps(row: &Row) -> Vec<&'static str> {
    let mut steps: Vec<_> = row.path.split('/').collect();
    if row.kind == Kind::IdentityList {
        steps.push("*");
    }
    steps
}

/// What `Globals` adds to functions and interfaces.
fn read_globals(template: &Template<'_>, findings: &mut Findings) {
    let Some(globals) = template.root.member("Globals") else { return };
    for (section, kind) in
        [("Function", "AWS::Serverless::Function"), ("Api", "AWS::Serverless::Api")]
    {
        let Some(properties) = globals.node.member(section) else { continue };
        let resource = Resource { node: &properties.node, kind, bindings: Bindings::default() };
        let id = format!("Globals/{section}");
        let holder = Holder { template, id: &id, resource: &resource };
        for row in ROWS.rows(kind) {
            holder.read(row, &properties.node, findings);
        }
    }
}

/// A resource that may hold policies.
struct Holder<'h, 'd> {
    template: &'h Template<'d>,
    id: &'h str,
    resource: &'h Resource<'d>,
}

impl<'d> Holder<'_, 'd> {
    /// Reads what the properties have at the path of a row.
    fn read(&self, row: &Row, properties: &'d Node<'d>, findings: &mut Findings) {
        let has = |name: &str| properties.member(name).is_some();
        match row.kind {
            Kind::NotIam | Kind::ByUse => return,
            Kind::StatementOrBuilt if has("Statement") => {}
            Kind::Built | Kind::StatementOrBuilt => {
                return built::read(self.template, (self.id, self.resource), row, findings);
            }
            _ => {}
        }
        if row.kind == Kind::Statements {
            self.lists(row, properties, findings);
        }
        let mut located = Vec::new();
        locate(properties, &At::default(), &steps(row), &mut located);
        for located in located {
            match located {
                Located::Node { at, node } => self.policy(row, &at, node, findings),
                // It names managed policies, which are not here.
                Located::Hidden { path, function, .. }
                    if row.kind == Kind::IdentityList
                        && path.starts_with(row.path)
                        && ![VARIABLES, CHOICE, "Fn::Transform"].contains(&function) => {}
                Located::Hidden { path, node, function } => {
                    let path = if path.is_empty() { row.path } else { &path };
                    let function = shown(function, node);
                    let reason = format!("what `{function}` gives for `{path}` is not known");
                    findings.not_checked(node.span, self.id, reason);
                }
            }
        }
    }

    /// The lists of whom an interface lets in, beside its statements: SAM makes statements of them, too.
    fn lists(&self, row: &Row, properties: &'d Node<'d>, findings: &mut Findings) {
        let mut steps = steps(row);
        let statements = steps.pop().unwrap_or_default();
        let mut located = Vec::new();
        locate(properties, &At::default(), &steps, &mut located);
        for located in located {
            let Located::Node { node, .. } = located else { continue };
            for member in node.members().iter().filter(|it| it.key != statements) {
                let reason =
                    format!("SAM makes statements of `{}`, which are not read", member.key);
                findings.not_checked(member.key_span, self.id, reason);
            }
        }
    }

    fn policy(&self, row: &Row, at: &At<'d>, node: &'d Node<'d>, findings: &mut Findings) {
        let path = at.path.as_str();
        let scope = Scope::of(self.template, self.resource).also_given(&at.given);
        let policy_type = match row.kind {
            Kind::Identity => Some(PolicyType::Identity),
            Kind::Trust => Some(PolicyType::Trust),
            Kind::Session => Some(PolicyType::Session),
            Kind::VpcEndpoint => Some(PolicyType::VpcEndpoint),
            Kind::ByType => match self.type_beside() {
                TypeBeside::Of(policy_type) => policy_type,
                TypeBeside::NotIam => return,
            },
            Kind::IdentityList => {
                return sam::item(&scope, (self.id, path), node, findings);
            }
            _ => Some(PolicyType::Resource),
        };
        let (found, unreadable) = ways(&scope, node);
        findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked(self.id)));
        for way in found {
            let way = if row.kind == Kind::Permission { built::shared(way) } else { way };
            let is_statement = matches!(row.kind, Kind::Statements | Kind::StatementOrBuilt);
            let (tree, syntax) = if is_statement {
                (of_statements(way.document, &way.holes), Syntax::Built)
            } else {
                (way.document, way.syntax)
            };
            let mut found = Found::alone(tree, syntax).on(row.resource_type);
            found.policy_type = policy_type;
            let found = found.held_by(self.id, path).with_holes(way.holes);
            findings.policies.push(found.decided_by(way.decided));
        }
    }

    /// What the property `Type` says of a policy of Organizations.
    fn type_beside(&self) -> TypeBeside {
        let Some(node) = self.resource.property("Type") else { return TypeBeside::Of(None) };
        let mut evaluator = Evaluator::new(self.template, self.resource.bindings.clone());
        match evaluator.evaluate(node).into_known().as_ref().map(|text| text.content.as_str()) {
            Some("SERVICE_CONTROL_POLICY") => TypeBeside::Of(Some(PolicyType::ServiceControl)),
            Some("RESOURCE_CONTROL_POLICY") => TypeBeside::Of(Some(PolicyType::ResourceControl)),
            Some(_) => TypeBeside::NotIam,
            None => TypeBeside::Of(None),
        }
    }
}

enum TypeBeside {
    /// A policy of this type, or nobody says of which.
    Of(Option<PolicyType>),
    NotIam,
}
