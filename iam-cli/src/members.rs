//! The members of JSON objects that the command reads as questions: none is passed over in silence.

use crate::visible::visible;
use iam_core::document::Node;
use iam_core::spelling::nearest;
use std::collections::HashSet;

/// What is wrong with the members of the objects of one question.
#[derive(Default)]
pub(crate) struct Problems(Vec<String>);

impl Problems {
    /// Looks at the members of `node` if it is an object: each has to be one of `known`, and there
    /// once. `place` is how messages call the object, such as `request`; nothing for the whole line.
    pub(crate) fn look(&mut self, node: &Node<'_>, place: &str, known: &[&str]) {
        let mut seen = HashSet::new();
        let mut told = HashSet::new();
        for member in node.members() {
            let key = &*member.key;
            let is_new = seen.insert(key);
            if is_new && known.contains(&key) {
                continue;
            }
            if !told.insert(key) {
                continue;
            }
            let name = full_name(place, key);
            self.0.push(if is_new {
                format!("`{name}` is not a member that is known here{}", advice(key, known))
            } else {
                format!("`{name}` is repeated: which one counts would be a guess")
            });
        }
    }

    /// Looks at a map whose keys are free, and ignore case: each has to be there once.
    pub(crate) fn look_at_map(&mut self, node: &Node<'_>, place: &str) {
        let mut seen = HashSet::new();
        let mut told = HashSet::new();
        for member in node.members() {
            let key = member.key.to_ascii_lowercase();
            if !seen.insert(key.clone()) && told.insert(key) {
                let name = full_name(place, &member.key);
                self.0.push(format!("`{name}` is repeated: which one counts would be a guess"));
            }
        }
    }

    /// All problems in one text, if there are any.
    pub(crate) fn into_result(self) -> Result<(), String> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0.join("; ")) }
    }
}

fn full_name(place: &str, key: &str) -> String {
    let key = visible(key);
    if place.is_empty() { key.into_owned() } else { format!("{place}.{key}") }
}

/// The member that was probably meant, or all that there are.
fn advice(key: &str, known: &[&str]) -> String {
    if let Some(name) = meant(key, known) {
        return format!("; did you mean `{name}`?");
    }
    let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("; known are {}", names.join(", "))
}

/// `sessionPolicies` and `Session-Policies` are `session_policies`, and so is what says one where
/// there may be several.
fn meant<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let bare = bare(key);
    let same = |wanted: &str| {
        known.iter().copied().find(move |name| self::bare(name) == wanted || *name == wanted)
    };
    let singular = bare.strip_suffix('y').map(|stem| format!("{stem}ies"));
    let plural = bare.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let found = same(&bare)
        .or_else(|| singular.as_deref().and_then(same))
        .or_else(|| plural.as_deref().and_then(same));
    found.or_else(|| nearest(key, known.iter().copied()))
}

/// In lower case, without what parts words.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Problems;
    use iam_core::json;

    fn problems(text: &str, known: &[&str]) -> String {
        let document = json::read(text).expect("JSON");
        let mut problems = Problems::default();
        problems.look(&document, "", known);
        problems.into_result().err().unwrap_or_default()
    }

    #[test]
    fn the_nearest_member_is_named() {
        let known = [
            "id",
            "request",
            "identity_policies",
            "permissions_boundaries",
            "session_policies",
            "service_control_policies",
            "resource_policy",
        ];
        for (written, meant) in [
            ("service_control_policy", "service_control_policies"),
            ("serviceControlPolicies", "service_control_policies"),
            ("SERVICE-CONTROL-POLICIES", "service_control_policies"),
            ("permissions_boundary", "permissions_boundaries"),
            ("sessionPolicies", "session_policies"),
            ("sesion_policies", "session_policies"),
            ("Request", "request"),
            ("reqest", "request"),
            ("resource_policies", "resource_policy"),
            ("ID", "id"),
        ] {
            let said = problems(&format!("{{{written:?}: 1}}"), &known);
            assert!(said.ends_with(&format!("did you mean `{meant}`?")), "{said}");
        }
        let said = problems(r#"{"zebra": 1}"#, &["id", "name"]);
        assert!(said.ends_with("known are `id`, `name`"), "{said}");
    }

    #[test]
    fn all_problems_are_told_and_each_once() {
        let said = problems(r#"{"id": 1, "id": 2, "id": 3, "x\u001b": 1, "x\u001b": 2}"#, &["id"]);
        assert_eq!(said.matches("repeated").count(), 1, "{said}");
        assert_eq!(said.matches("not a member").count(), 1, "{said}");
        assert!(!said.contains('\u{1b}'), "{said}");
    }
}
