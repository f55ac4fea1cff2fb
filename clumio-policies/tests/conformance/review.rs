//! The page and the Markdown show everything that a set holds, for every choice of assets.

use crate::facts;
use clumio_policies::{Assets, ClumioPolicySet, Stage};
use std::collections::{BTreeMap, HashSet};
use typed_iam::{ActionPattern, ResourceElement, ResourcePattern};

/// The text of a page, without its tags.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap();
        // Within code, a name may go on in the next line; elsewhere a tag ends a word.
        if !["wbr", "b", "/b", "var", "/var", "i", "/i"].contains(&tag) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Each name that somebody would look for: of entities, statements, actions and resources.
fn names<S: Stage>(set: &ClumioPolicySet<S>) -> Vec<&str> {
    let mut all = Vec::new();
    for entry in set.statements() {
        all.push(entry.entity);
        all.extend(entry.statement.sid.as_deref());
        all.extend(entry.statement.action.patterns().iter().map(ActionPattern::as_str));
        let resources = entry.statement.resource.iter().flat_map(ResourceElement::patterns);
        all.extend(resources.map(ResourcePattern::as_str));
    }
    all.extend(
        set.policies().flat_map(|(role, policy)| [&role.name, &policy.name]).map(|it| &**it),
    );
    all.extend(set.topics().iter().map(|topic| &*topic.name));
    all.extend(set.rules().iter().map(|rule| &*rule.name));
    all.extend(set.ssm_documents().iter().map(|document| &*document.name));
    all
}

fn assert_shown<S: Stage>(set: &ClumioPolicySet<S>) {
    let assets = set.assets();
    let (html, markdown) = (set.to_html(), set.to_markdown());
    let text = text_of(&html);
    let lines: HashSet<_> = text.lines().map(str::trim).collect();
    for name in names(set) {
        assert!(lines.contains(name), "{assets}: the page lacks {name}");
        assert!(markdown.contains(&format!("`{name}`")), "{assets}: the Markdown lacks {name}");
    }
    let words = |text: &str| {
        let text = text.replace(['`', '\\'], "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (text, rendered) = (words(&text), words(&markdown));
    for entry in set.statements() {
        let purpose = words(entry.statement.purpose.as_str());
        assert!(!purpose.is_empty(), "{assets}: {} has a statement for nothing", entry.policy);
        assert!(text.contains(&purpose), "{assets}: the page lacks {purpose}");
        assert!(rendered.contains(&purpose), "{assets}: the Markdown lacks {purpose}");
    }
    // What the page counts from the whole product is what the set's own documents hold.
    let counts = counts_of_page(&html);
    assert_eq!(counts_of_markdown(&markdown), counts, "{assets}");
    assert_eq!(counts["statements"], set.statements().count(), "{assets}");
    let rows = markdown.lines().filter(|line| line.starts_with("| Permissions |")).count();
    assert_eq!(rows, counts["policies"], "{assets}");
}

/// Each count but those of nothing, by the name that a page's attribute has.
fn counts_of_page(html: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for part in html.split("data-count=\"").skip(1) {
        let (name, rest) = part.split_once("\">").unwrap();
        let (number, _) = rest.split_once('<').unwrap();
        counts.insert(name.to_owned(), number.replace(',', "").parse().unwrap());
    }
    counts.retain(|_, count| *count > 0);
    counts
}

fn counts_of_markdown(markdown: &str) -> BTreeMap<String, usize> {
    let counts = markdown.lines().find(|line| line.contains(" statement"));
    let line = counts.unwrap().trim_end_matches('.');
    let count = |text: &str| {
        let (number, name) = text.split_once(' ').unwrap();
        let name = match name {
            "role" => "roles",
            "policy" => "policies",
            "statement" => "statements",
            "topic" => "topics",
            "event rule" | "event rules" => "rules",
            "SSM document" | "SSM documents" => "documents",
            "security warning" | "security warnings" => "security-warning",
            "errors" => "error",
            "warnings" => "warning",
            "suggestions" => "suggestion",
            other => other,
        };
        (name.to_owned(), number.parse().unwrap())
    };
    line.split(", ").map(count).collect()
}

#[test]
fn each_choice_is_shown_whole() {
    for assets in Assets::every_choice() {
        assert_shown(&ClumioPolicySet::for_assets(assets));
    }
}

#[test]
fn each_resolved_choice_is_shown_whole() {
    let deployment = facts::deployment("ap-southeast-1");
    for assets in Assets::every_choice() {
        assert_shown(&ClumioPolicySet::for_assets(assets).resolve(&deployment).unwrap());
    }
}

#[test]
fn the_same_set_makes_the_same_page() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    assert_eq!(set.to_html(), set.clone().to_html());
    assert_eq!(set.to_markdown(), set.clone().to_markdown());
}
