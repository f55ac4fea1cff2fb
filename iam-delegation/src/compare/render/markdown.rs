//! For a pull request.

use super::super::change::{
    Access, Change, Comparison, Element, ElementChange, EntityChange, FieldChange, PolicyChange,
    StatementChange,
};
use super::super::totals::AccessLevels;
use super::access;
use super::shown::Shown;
use super::statement::{name, parts, with_level};
use super::summary::{judged, summary};
use std::fmt::Write as _;

impl Comparison {
    /// The comparison as Markdown for a pull request: a line that sums up, a table of totals, and for
    /// each role, topic or the like what differs, folded up.
    ///
    /// Text of the permissions can neither break out of its place nor mention anybody.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut page = Page { text: String::new() };
        page.head(self);
        for entity in &self.entities {
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

/// The text as a code span: nothing in it is markup.
fn code(text: &str) -> String {
    let text = Shown(text).to_string();
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    if text.is_empty() {
        "(empty)".to_owned()
    } else if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// The text as words: what could be markup is escaped.
fn plain(text: &str) -> String {
    let mut escaped = String::new();
    for c in Shown(text).to_string().chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // No mention and no link to an issue.
            '@' | '#' => {
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '{' | '}' => {
                escaped.extend(['\\', c]);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The text as code within HTML.
fn html_code(text: &str) -> String {
    let text = Shown(text).to_string();
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<code>{}</code>", text.replace('"', "&quot;"))
}

impl Page {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn item(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:1$}- {text}", "", depth * 2);
    }

    fn head(&mut self, comparison: &Comparison) {
        let line = summary(comparison);
        match line.split_once(':') {
            Some((verdict, rest)) => self.line(&format!("**{verdict}**:{rest}")),
            None => self.line(&format!("**{line}**")),
        }
        let totals = &comparison.totals;
        let rows: Vec<(&str, &AccessLevels)> = [
            ("permissions that appear", &totals.appear),
            ("permissions that disappear", &totals.disappear),
            ("newly denied", &totals.denials_appear),
            ("denied no more", &totals.denials_disappear),
        ]
        .into_iter()
        .filter(|(_, levels)| levels.total() > 0)
        .collect();
        if !rows.is_empty() {
            self.line("");
            self.line("| | List | Read | Tagging | Write | Permissions management | Unknown |");
            self.line("|---|--:|--:|--:|--:|--:|--:|");
            for (label, levels) in rows {
                let counts = levels.named().map(|(_, count)| count.to_string());
                self.line(&format!("| {label} | {} |", counts.join(" | ")));
            }
        }
        let services =
            [("New services", &totals.new_services), ("Gone services", &totals.gone_services)];
        for (label, services) in services.into_iter().filter(|(_, list)| !list.is_empty()) {
            let names: Vec<_> = services.iter().map(|name| code(name)).collect();
            self.line("");
            self.line(&format!("{label}: {}", names.join(", ")));
        }
        if totals.is_cut_short {
            self.line("");
            self.line("There are too many wildcards to look up each; the rest count as one.");
        }
        for note in &comparison.notes {
            self.line("");
            self.line(&format!("Note: {}", plain(note)));
        }
    }

    fn entity(&mut self, entity: &EntityChange) {
        let name = entity.after.as_ref().or(entity.before.as_ref());
        let name = name.map(String::as_str).unwrap_or_default();
        let judged = judged(entity.change(), entity.verdict);
        self.line("");
        self.line("<details>");
        let title = format!("{} {}: {judged}", entity.kind, html_code(name));
        self.line(&format!("<summary>{title}</summary>"));
        self.line("");
        self.fields(0, entity.change(), &entity.fields);
        for access in &entity.access {
            self.access(access);
        }
        for policy in &entity.policies {
            self.policy(policy);
        }
        self.line("");
        self.line("</details>");
    }

    fn access(&mut self, change: &Access) {
        self.item(0, &format!("**{}**", access::heading(change)));
        for (mark, told) in access::grants(change) {
            let word = if mark == '+' { "allowed now" } else { "allowed no more" };
            self.item(1, &format!("{word} by {}", plain(&told)));
        }
        if let Some(assumed) = access::assumed(change) {
            self.item(1, &plain(&assumed));
        }
    }

    fn policy(&mut self, policy: &PolicyChange) {
        let name = policy.after.as_ref().or(policy.before.as_ref());
        let name = name.map(String::as_str).filter(|name| *name != "trust policy");
        let name = name.map(|name| format!(" {}", code(name))).unwrap_or_default();
        let judged = judged(policy.change(), policy.verdict);
        self.item(0, &format!("{}{name}: **{judged}**", policy.place));
        self.fields(1, policy.change(), &policy.fields);
        for statement in &policy.statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, change: &StatementChange) {
        let Some(statement) = change.after.as_ref().or(change.before.as_ref()) else { return };
        let judged = judged(change.change(), change.verdict);
        let (name, effect) = (code(&name(Some(statement))), statement.effect.as_str());
        self.item(1, &format!("{name} ({effect}): **{judged}**"));
        if let Some(elsewhere) = &change.elsewhere {
            let direction = if change.change() == Change::Removed { "now in" } else { "before in" };
            let (policy, entity) = (code(&elsewhere.policy), code(&elsewhere.entity));
            self.item(2, &format!("moved: {direction} {policy} of {entity}"));
        }
        if change.change() == Change::Changed {
            change.elements.iter().for_each(|element| self.element(element));
            return;
        }
        let purpose = statement.purpose.as_str();
        if !purpose.is_empty() {
            self.item(2, &plain(purpose));
        }
        for (label, entries) in parts(statement) {
            let entries: Vec<_> = entries.iter().map(|entry| code(entry)).collect();
            self.item(2, &format!("{}: {}", code(&label), entries.join(", ")));
        }
    }

    fn element(&mut self, change: &ElementChange) {
        let ElementChange { element, verdict, reason, .. } = change;
        let (label, reason) = (code(&element.to_string()), plain(reason));
        self.item(2, &format!("{label}: **{}**, {reason}", verdict.words()));
        let is_action = matches!(element, Element::Action | Element::NotAction);
        let shown =
            |entry: &String| code(&if is_action { with_level(entry) } else { entry.clone() });
        for (word, entries) in [("disappears", &change.disappear), ("appears", &change.appear)] {
            for entry in entries {
                self.item(3, &format!("{word}: {}", shown(entry)));
            }
        }
    }

    /// The fields of something that came, went or changed.
    fn fields(&mut self, depth: usize, whole: Change, fields: &[FieldChange]) {
        for field in fields {
            if whole != Change::Changed {
                let values = [&field.disappear[..], &field.appear].concat();
                let values: Vec<_> = values.iter().map(|value| code(value)).collect();
                self.item(depth, &format!("{}: {}", code(&field.name), values.join(", ")));
                continue;
            }
            let judged = judged(field.change, field.verdict);
            self.item(depth, &format!("{}: **{judged}**, {}", code(&field.name), field.reason));
            // As in a terminal.
            if field.name == "steps" {
                continue;
            }
            for (word, values) in [("disappears", &field.disappear), ("appears", &field.appear)] {
                for value in values {
                    self.item(depth + 1, &format!("{word}: {}", code(value)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_in_its_place() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\nb"), "`a\\u{a}b`");
        assert_eq!(plain("<b> @me [x](y) *z*"), "&lt;b&gt; &#64;me \\[x\\]\\(y\\) \\*z\\*");
        assert_eq!(html_code("</summary>&"), "<code>&lt;/summary&gt;&amp;</code>");
    }
}
