//! For a terminal.

use super::super::change::{
    Access, Change, Comparison, Element, ElementChange, EntityChange, FieldChange, PolicyChange,
    StatementChange,
};
use super::access;
use super::shown::Shown;
use super::statement::{name, parts, with_level};
use super::summary::{judged, levels, summary};
use std::fmt::Write as _;

/// How wide lines of entries are.
const WIDTH: usize = 100;
/// How wide the names of elements are.
const LABEL: usize = 12;

impl Comparison {
    /// The comparison for a terminal: `+` for what came, `-` for what went, `~` for what changed, and
    /// each verdict in words.
    ///
    /// Text of the permissions is shown with control characters escaped. Two that do not differ give
    /// the line `No difference`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut page = Page { text: String::new() };
        page.line(0, &summary(self));
        let totals = &self.totals;
        let rows = [
            ("appear", levels(&totals.appear)),
            ("disappear", levels(&totals.disappear)),
            ("newly denied", levels(&totals.denials_appear)),
            ("denied no more", levels(&totals.denials_disappear)),
            ("new services", totals.new_services.join(", ")),
            ("gone services", totals.gone_services.join(", ")),
        ];
        for (label, text) in rows.into_iter().filter(|(_, text)| !text.is_empty()) {
            page.line(1, &format!("{label:<14}  {}", Shown(&text)));
        }
        if totals.is_cut_short {
            page.line(1, "there are too many wildcards to look up each; the rest count as one");
        }
        for note in &self.notes {
            page.line(0, &format!("note: {}", Shown(note)));
        }
        for entity in &self.entities {
            page.text.push('\n');
            page.entity(entity);
        }
        if !self.fields.is_empty() {
            page.text.push('\n');
            page.fields(0, Change::Changed, &self.fields);
        }
        page.text
    }
}

struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:1$}{text}", "", depth * 2);
    }

    fn headed(&mut self, depth: usize, change: Change, what: &str) {
        self.line(depth, &format!("{} {what}", change.mark()));
    }

    fn entity(&mut self, entity: &EntityChange) {
        let name = entity.after.as_ref().or(entity.before.as_ref());
        let name = name.map(String::as_str).unwrap_or_default();
        let judged = judged(entity.change(), entity.verdict);
        self.headed(0, entity.change(), &format!("{} {}: {judged}", entity.kind, Shown(name)));
        self.fields(1, entity.change(), &entity.fields);
        for access in &entity.access {
            self.access(access);
        }
        for policy in &entity.policies {
            self.policy(policy);
        }
    }

    fn access(&mut self, change: &Access) {
        self.line(1, &access::heading(change));
        for (mark, told) in access::grants(change) {
            self.line(2, &format!("{mark} {}", Shown(&told)));
        }
        if let Some(assumed) = access::assumed(change) {
            self.line(2, &Shown(&assumed).to_string());
        }
    }

    fn policy(&mut self, policy: &PolicyChange) {
        let name = policy.after.as_ref().or(policy.before.as_ref());
        let name = name.map(String::as_str).filter(|name| *name != "trust policy");
        let name = name.map(|name| format!(" {}", Shown(name))).unwrap_or_default();
        let judged = judged(policy.change(), policy.verdict);
        self.headed(1, policy.change(), &format!("{}{name}: {judged}", policy.place));
        self.fields(2, policy.change(), &policy.fields);
        for statement in &policy.statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, change: &StatementChange) {
        let Some(statement) = change.after.as_ref().or(change.before.as_ref()) else { return };
        let (name, effect) = (name(Some(statement)), statement.effect.as_str());
        let judged = judged(change.change(), change.verdict);
        let what = format!("statement {}, {effect}: {judged}", Shown(&name));
        self.headed(2, change.change(), &what);
        if let Some(elsewhere) = &change.elsewhere {
            let policy = Shown(&elsewhere.policy);
            let direction = match change.change() {
                Change::Removed => "is now in",
                Change::Added | Change::Changed => "was in",
            };
            let role = if elsewhere.same_entity {
                "the same role".to_owned()
            } else {
                Shown(&elsewhere.entity).to_string()
            };
            self.line(4, &format!("moved: {direction} {policy} of {role}"));
        }
        if change.change() == Change::Changed {
            for element in &change.elements {
                self.element(element);
            }
            return;
        }
        let purpose = statement.purpose.as_str();
        if !purpose.is_empty() {
            self.entries(4, "for", &[purpose.to_owned()]);
        }
        for (label, entries) in parts(statement) {
            self.entries(4, &label, &entries);
        }
    }

    /// Entries in lines of a limited width, under a label.
    fn entries(&mut self, depth: usize, label: &str, entries: &[String]) {
        let mut label = Shown(label).to_string();
        let mut line = String::new();
        if label.chars().count() > LABEL {
            self.line(depth, &label);
            label.clear();
        }
        let shown = entries.iter().map(|entry| Shown(entry).to_string());
        let count = entries.len();
        for (index, entry) in shown.enumerate() {
            let entry = if index + 1 < count { format!("{entry}, ") } else { entry };
            if !line.is_empty() && line.chars().count() + entry.chars().count() > WIDTH {
                self.line(depth, &format!("{label:<LABEL$}  {}", line.trim_end()));
                (label, line) = (String::new(), String::new());
            }
            line.push_str(&entry);
        }
        if entries.is_empty() {
            "(nothing)".clone_into(&mut line);
        }
        self.line(depth, &format!("{label:<LABEL$}  {line}"));
    }

    fn element(&mut self, change: &ElementChange) {
        let ElementChange { element, verdict, reason, .. } = change;
        let element_text = element.to_string();
        let head = format!("{}: {} ({})", Shown(&element_text), verdict.words(), Shown(reason));
        self.line(4, &head);
        let is_action = matches!(element, Element::Action | Element::NotAction);
        let shown = |entry: &String| {
            Shown(&if is_action { with_level(entry) } else { entry.clone() }).to_string()
        };
        for entry in &change.disappear {
            self.line(5, &format!("- {}", shown(entry)));
        }
        for entry in &change.appear {
            self.line(5, &format!("+ {}", shown(entry)));
        }
    }

    /// The fields of something that came, went or changed.
    fn fields(&mut self, depth: usize, whole: Change, fields: &[FieldChange]) {
        for field in fields {
            if whole != Change::Changed {
                self.entries(depth, &field.name, &[&field.disappear[..], &field.appear].concat());
                continue;
            }
            let judged = judged(field.change, field.verdict);
            let what = format!("{}: {judged} ({})", Shown(&field.name), field.reason);
            self.headed(depth, field.change, &what);
            // Steps are pages long; the permissions that they are about are shown as such.
            if field.name == "steps" {
                continue;
            }
            for value in &field.disappear {
                self.line(depth + 1, &format!("- {}", Shown(value)));
            }
            for value in &field.appear {
                self.line(depth + 1, &format!("+ {}", Shown(value)));
            }
        }
    }
}
