//! For programs.

use super::super::change::{
    Access, Comparison, Element, ElementChange, EntityChange, FieldChange, Grant, PolicyChange,
    StatementChange,
};
use super::super::totals::{AccessLevels, Totals};
use crate::json::Json;
use iam_core::policy::{Identity, Policy, Statement};
use std::borrow::Cow;

impl Comparison {
    /// The comparison as JSON with one item a line. Members are never left out; what is added to the
    /// form later is added as members.
    ///
    /// - The object: `verdict`, `totals`, `entities`, `fields`, `notes` (texts)
    /// - A verdict: `same`, `narrower`, `wider` or `other`, as [`Verdict`](crate::Verdict) has them; a
    ///   change: `added`, `removed` or `changed`
    /// - An entity: `kind` (`role`, `policy`, `topic`, `rule`, `ssm_document`), `before` and `after` (its
    ///   names, or `null`), `change`, `verdict`, `access`, `policies`, `fields`, `totals`
    /// - What its policies grant together: `part` (`permissions`, `trust`, `topic`), `verdict` (or `null`
    ///   if that is not proved), `gained` and `lost` (each with `policy`, `statement` from 0, `sid` or
    ///   `null`, `request` and `told`), `assumed` (values by parameter). A request has `principal`, `action`,
    ///   `resource`, `resource_account` or `null`, `context` (lists by key), `hypothetical`
    /// - A policy: `kind` (`trust`, `inline`, `managed`, `topic`), and the rest as an entity, with
    ///   `statements` in place of `policies`
    /// - A statement: `change`, `verdict`, `before` and `after` (as IAM writes it, or `null`),
    ///   `purpose`, `elements`, `elsewhere` (`entity`, `policy`, `same_entity`, or `null`)
    /// - An element: `element`, `operator` and `key` (`null` but for `Condition`), `verdict`, `reason`,
    ///   `before`, `after`, `appear`, `disappear` (texts)
    /// - A field: `name`, `change`, `verdict`, `reason`, `appear`, `disappear` (texts)
    /// - Totals: `appear`, `disappear`, `denials_appear`, `denials_disappear` (numbers under `list`,
    ///   `read`, `tagging`, `write`, `permissions_management`, `unknown`), `statements` (numbers under
    ///   `added`, `removed`, `same`, `narrower`, `wider`, `other`), `new_services`, `gone_services`
    ///   (texts), `is_cut_short`
    #[must_use]
    pub fn to_json(&self) -> String {
        let json = Json::object([
            ("verdict", Json::text(self.verdict.as_str())),
            ("totals", totals(&self.totals)),
            ("entities", Json::List(self.entities.iter().map(entity).collect())),
            ("fields", fields(&self.fields)),
            ("notes", texts(&self.notes)),
        ]);
        json.to_pretty()
    }
}

fn entity(change: &EntityChange) -> Json {
    let mut members = head(change.kind.as_str(), change.before.as_deref(), change.after.as_deref());
    members.extend([
        ("change", Json::text(change.change().as_str())),
        ("verdict", Json::text(change.verdict.as_str())),
        ("access", Json::List(change.access.iter().map(access).collect())),
        ("policies", Json::List(change.policies.iter().map(policy).collect())),
        ("fields", fields(&change.fields)),
        ("totals", totals(&change.totals)),
    ]);
    Json::object(members)
}

fn access(change: &Access) -> Json {
    let assumed = change.assumed.iter().map(|(name, value)| (name.clone(), Json::text(value)));
    Json::object([
        ("part", Json::text(change.part.as_str())),
        ("verdict", change.verdict.map_or(Json::Null, |it| Json::text(it.as_str()))),
        ("gained", Json::List(change.gained.iter().map(grant).collect())),
        ("lost", Json::List(change.lost.iter().map(grant).collect())),
        ("assumed", Json::object(assumed)),
    ])
}

fn grant(grant: &Grant) -> Json {
    let text = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::text);
    let context = grant.context.iter().map(|(key, values)| (key.clone(), texts(values)));
    let request = Json::object([
        ("principal", Json::text(&grant.principal)),
        ("action", Json::text(&grant.action)),
        ("resource", Json::text(&grant.resource)),
        ("resource_account", text(&grant.resource_account)),
        ("context", Json::object(context)),
        ("hypothetical", Json::Bool(grant.is_hypothetical)),
    ]);
    Json::object([
        ("policy", Json::text(&grant.policy)),
        ("statement", Json::Number(grant.statement.into())),
        ("sid", text(&grant.sid)),
        ("request", request),
        ("told", Json::text(&grant.told)),
    ])
}

fn policy(change: &PolicyChange) -> Json {
    let mut members =
        head(change.place.as_str(), change.before.as_deref(), change.after.as_deref());
    members.extend([
        ("change", Json::text(change.change().as_str())),
        ("verdict", Json::text(change.verdict.as_str())),
        ("statements", Json::List(change.statements.iter().map(statement).collect())),
        ("fields", fields(&change.fields)),
        ("totals", totals(&change.totals)),
    ]);
    Json::object(members)
}

fn head(
    kind: &'static str,
    before: Option<&str>,
    after: Option<&str>,
) -> Vec<(&'static str, Json)> {
    let name = |name: Option<&str>| name.map_or(Json::Null, Json::text);
    vec![("kind", Json::text(kind)), ("before", name(before)), ("after", name(after))]
}

fn statement(change: &StatementChange) -> Json {
    let StatementChange { before, after, verdict, elements, elsewhere } = change;
    let written = |side: &Option<Statement>| side.as_ref().map_or(Json::Null, as_written);
    let purpose = after.as_ref().or(before.as_ref()).map(|it| it.purpose.as_str());
    let elsewhere = elsewhere.as_ref().map_or(Json::Null, |it| {
        Json::object([
            ("entity", Json::text(&it.entity)),
            ("policy", Json::text(&it.policy)),
            ("same_entity", Json::Bool(it.same_entity)),
        ])
    });
    Json::object([
        ("change", Json::text(change.change().as_str())),
        ("verdict", Json::text(verdict.as_str())),
        ("before", written(before)),
        ("after", written(after)),
        ("purpose", Json::text(purpose.unwrap_or_default())),
        ("elements", Json::List(elements.iter().map(element).collect())),
        ("elsewhere", elsewhere),
    ])
}

/// As IAM's grammar has it.
fn as_written(statement: &Statement) -> Json {
    // The kind only matters to readers, and this is not read.
    let statements = Cow::Owned(vec![statement.clone()]);
    let policy = Json::policy(&Policy::<Identity>::already_read(None, None, statements));
    let Json::Object(members) = policy else { return Json::Null };
    let statements = members.into_iter().map(|(_, value)| value);
    let mut first = statements.filter_map(|value| match value {
        Json::List(items) => items.into_iter().next(),
        _ => None,
    });
    first.next().unwrap_or(Json::Null)
}

fn element(change: &ElementChange) -> Json {
    let (operator, key) = match &change.element {
        Element::Condition { operator, key } => (Json::text(operator), Json::text(key)),
        _ => (Json::Null, Json::Null),
    };
    Json::object([
        ("element", Json::text(change.element.as_str())),
        ("operator", operator),
        ("key", key),
        ("verdict", Json::text(change.verdict.as_str())),
        ("reason", Json::text(&change.reason)),
        ("before", texts(&change.before)),
        ("after", texts(&change.after)),
        ("appear", texts(&change.appear)),
        ("disappear", texts(&change.disappear)),
    ])
}

fn fields(changes: &[FieldChange]) -> Json {
    let field = |change: &FieldChange| {
        Json::object([
            ("name", Json::text(&change.name)),
            ("change", Json::text(change.change.as_str())),
            ("verdict", Json::text(change.verdict.as_str())),
            ("reason", Json::text(change.reason)),
            ("appear", texts(&change.appear)),
            ("disappear", texts(&change.disappear)),
        ])
    };
    Json::List(changes.iter().map(field).collect())
}

fn totals(totals: &Totals) -> Json {
    let number = |count: usize| Json::Number(count.into());
    let levels = |levels: &AccessLevels| {
        Json::object(levels.named().map(|(name, count)| (name, number(count))))
    };
    let statements = [
        ("added", totals.statements_added),
        ("removed", totals.statements_removed),
        ("same", totals.same),
        ("narrower", totals.narrower),
        ("wider", totals.wider),
        ("other", totals.other),
    ];
    Json::object([
        ("appear", levels(&totals.appear)),
        ("disappear", levels(&totals.disappear)),
        ("denials_appear", levels(&totals.denials_appear)),
        ("denials_disappear", levels(&totals.denials_disappear)),
        ("statements", Json::object(statements.map(|(name, count)| (name, number(count))))),
        ("new_services", texts(&totals.new_services)),
        ("gone_services", texts(&totals.gone_services)),
        ("is_cut_short", Json::Bool(totals.is_cut_short)),
    ])
}

fn texts(texts: &[String]) -> Json {
    Json::texts(texts.iter().cloned())
}
