//! Statements that the framework puts into roles, and into the policy of an interface.

use super::merged::{tell_elsewhere, variable};
use crate::attached::{Attached, AttachedKind};
use crate::cloudformation::attached::names;
use crate::cloudformation::document::{Findings, Scope, of_statements, ways};
use crate::cloudformation::locate::{At, Located, locate};
use crate::cloudformation::template::{Bindings, Template};
use crate::cloudformation::twice::repeated;
use crate::found::{Found, Syntax};
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::policy::PolicyType;

/// Where statements of a role stand, in `provider` and in a function.
const OF_ROLES: [&[&str]; 2] = [&["iamRoleStatements"], &["iam", "role", "statements"]];
/// Where statements of the policy of an interface stand, in `provider`.
const OF_INTERFACES: [&[&str]; 2] = [&["resourcePolicy"], &["apiGateway", "resourcePolicy"]];

/// What roles have by its name.
///
/// Source: [IAM permissions](https://www.serverless.com/framework/docs/providers/aws/guide/iam)
const NAMED: [(&[&str], AttachedKind); 5] = [
    (&["iam", "role", "managedPolicies"], AttachedKind::Policy),
    (&["iamManagedPolicies"], AttachedKind::Policy),
    (&["iam", "role", "permissionsBoundary"], AttachedKind::Limit),
    (&["iam", "role", "permissionBoundary"], AttachedKind::Limit),
    (&["rolePermissionsBoundary"], AttachedKind::Limit),
];

/// What statements are put into.
#[derive(Clone, Copy)]
pub(super) enum Into {
    Role,
    Interface,
}

/// Reads the statements where the framework takes them from.
pub(super) fn statements<'d>(
    template: &Template<'d>,
    document: &'d Node<'d>,
    findings: &mut Findings,
) {
    if let Some(provider) = document.member("provider") {
        let holder = Holder { template, name: "provider" };
        if !tell_elsewhere(&provider.node, "provider", &template.settings, findings) {
            repeated(&provider.node, "provider", findings);
            holder.read(&provider.node, &OF_ROLES, Into::Role, findings);
            holder.read(&provider.node, &OF_INTERFACES, Into::Interface, findings);
            holder.named(&provider.node, findings);
        }
    }
    let Some(functions) = document.member("functions") else { return };
    for part in functions.node.items() {
        if tell_elsewhere(part, "functions", &template.settings, findings) {
            continue;
        }
        for function in part.members() {
            let name = function.key.as_ref();
            if !tell_elsewhere(&function.node, name, &template.settings, findings) {
                let holder = Holder { template, name };
                holder.read(&function.node, &OF_ROLES, Into::Role, findings);
                holder.named(&function.node, findings);
                if let Some(span) = inherits(document, &function.node) {
                    let (kind, all) = (AttachedKind::Policy, "the statements of provider");
                    findings.attached.push(Attached::new(span, name, kind, all));
                }
            }
        }
    }
}

/// Where it is said that the role of a function has the statements of `provider` beside its own, if it is.
///
/// Source: [the plugin](https://www.npmjs.com/package/serverless-iam-roles-per-function)
fn inherits(document: &Node<'_>, function: &Node<'_>) -> Option<ByteSpan> {
    // Without statements of its own it has no role of its own.
    function.member("iamRoleStatements")?;
    let of_all = || {
        let custom = &document.member("custom")?.node;
        custom.member("serverless-iam-roles-per-function")?.node.member("defaultInherit")
    };
    let said = function.member("iamRoleStatementsInherit").or_else(of_all)?;
    let is_denied = match &said.node.value {
        Value::Bool(inherits) => !inherits,
        Value::String(text) => text == "false",
        other => *other == Value::Null,
    };
    (!is_denied).then_some(said.key_span)
}

/// Who has statements.
pub(super) struct Holder<'h, 'd> {
    pub(super) template: &'h Template<'d>,
    pub(super) name: &'h str,
}

impl<'d> Holder<'_, 'd> {
    fn read(&self, node: &'d Node<'d>, paths: &[&[&str]], into: Into, findings: &mut Findings) {
        for path in paths {
            let mut located = Vec::new();
            locate(node, &At::default(), path, &mut located);
            for located in located {
                match located {
                    Located::Node { at, node } => self.list(node, &at, into, findings),
                    // A role that is named stands elsewhere; it has no statements here.
                    Located::Hidden { node, .. } => {
                        tell_elsewhere(node, self.name, &self.template.settings, findings);
                    }
                }
            }
        }
    }

    /// Takes down what the role has by its name.
    fn named(&self, node: &'d Node<'d>, findings: &mut Findings) {
        for (path, kind) in NAMED {
            let mut located = Vec::new();
            locate(node, &At::default(), path, &mut located);
            for located in located {
                let Located::Node { node, .. } = located else { continue };
                let scope = Scope::new(self.template, &Bindings::default());
                for (span, name, decided) in names(&scope, node) {
                    let attached = Attached::new(span, self.name, kind, name);
                    findings.attached.push(attached.decided_by(decided));
                }
            }
        }
    }

    /// Reads a list of statements.
    pub(super) fn list(
        &self,
        node: &'d Node<'d>,
        at: &At<'d>,
        into: Into,
        findings: &mut Findings,
    ) {
        let settings = &self.template.settings;
        if variable(node).is_some() {
            tell_elsewhere(node, self.name, settings, findings);
            return;
        }
        let mut is_here = false;
        for item in node.items() {
            is_here |= !tell_elsewhere(item, self.name, settings, findings);
        }
        if !is_here || node.value == Value::Null {
            return;
        }
        let scope = Scope::new(self.template, &Bindings::default()).also_given(&at.given);
        let (found, unreadable) = ways(&scope, node);
        findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked(self.name)));
        for way in found {
            let document = of_statements(way.document, &way.holes);
            let found = Found::alone(document, Syntax::Built);
            let found = match into {
                Into::Role => found.of_type(PolicyType::Identity),
                Into::Interface => {
                    found.of_type(PolicyType::Resource).on(Some("AWS::ApiGateway::RestApi"))
                }
            };
            let found = found.held_by(self.name, &at.path).with_holes(way.holes);
            findings.policies.push(found.decided_by(way.decided));
        }
    }
}
