//! The explanation of a check, parted into text and examples.

use serde::Serialize;

/// A policy that a check flags, or one that it does not.
#[derive(Serialize)]
pub(super) struct Example {
    /// Whether the check flags it.
    pub(super) flagged: bool,
    /// What it is checked as, as `--policy-type`, `--resource-type` or `--template` say it.
    pub(super) checked_as: String,
    pub(super) policy: String,
}

/// The text around the examples, and the examples in it: blocks that start with ```` ```json,flagged ````.
pub(super) fn parted(explanation: &str) -> (String, Vec<Example>) {
    let (mut text, mut examples) = (String::new(), Vec::new());
    let mut open: Option<Example> = None;
    // Each line comes from a doc comment, behind one space.
    for line in explanation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(words)) => {
                let mut words = words.split(',').skip(1);
                let flagged = words.next() == Some("flagged");
                let checked_as = words.next().unwrap_or("identity").to_owned();
                open = Some(Example { flagged, checked_as, policy: String::new() });
            }
            (Some(_), Some(_)) => examples.extend(open.take()),
            (Some(example), None) => {
                if !example.policy.is_empty() {
                    example.policy.push('\n');
                }
                example.policy.push_str(line);
            }
            (None, None) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    (text.trim().to_owned(), examples)
}

#[cfg(test)]
mod tests {
    use super::parted;
    use iam_core::check::CATALOGUE;

    #[test]
    fn every_explanation_parts_into_text_and_examples() {
        for about in CATALOGUE {
            let (text, examples) = parted(about.explain);
            assert!(!text.contains("```"), "{}", about.code);
            assert!(examples.iter().all(|it| !it.policy.is_empty()), "{}", about.code);
        }
        let (text, examples) = parted("What.\n\n```json,flagged,trust\n{\n}\n```\n\nSource: x.");
        assert_eq!(text, "What.\n\n\nSource: x.");
        let [example] = examples.as_slice() else { panic!("one example") };
        assert!(example.flagged && example.checked_as == "trust" && example.policy == "{\n}");
    }
}
