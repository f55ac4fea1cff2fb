//! Advice on a name that does not exist: the sentence, and the names that it says to write.

use iam_language::finding::{Finding, Fix};

/// What to do about a wrong name.
#[derive(Clone, Debug)]
pub(super) struct Advice {
    text: String,
    /// What the sentence says to write, the likeliest first; nothing if it says something else.
    names: Vec<String>,
}

impl Advice {
    /// To write this name.
    pub(super) fn write(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { text: format!("write `{name}`"), names: vec![name] }
    }

    /// To write the first of these names, or one of the others.
    pub(super) fn write_one_of(names: Vec<String>) -> Option<Self> {
        let (first, others) = names.split_first()?;
        let others: Vec<_> = others.iter().map(|name| format!("`{name}`")).collect();
        let or =
            if others.is_empty() { String::new() } else { format!(", or {}", others.join(", ")) };
        Some(Self { text: format!("write `{first}`{or}"), names })
    }

    /// The same in other words.
    pub(super) fn worded(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// The finding with this advice, and with what `fix` makes of each name to write.
    pub(super) fn give(self, finding: Finding, mut fix: impl FnMut(&str) -> Fix) -> Finding {
        let mut finding = finding.with_fix(self.text);
        for name in &self.names {
            let fix = fix(name);
            // `<TagKey>` and the like stand for what somebody has to know.
            finding =
                finding.mended_by(if name.contains('<') { fix.has_placeholders() } else { fix });
        }
        finding
    }
}

impl Advice {
    /// [`give`](Self::give), for findings in one text that is written anew by each of their fixes: only the
    /// first of them has one, since a text of many mistakes would come with as many copies of itself.
    pub(super) fn give_first(
        self,
        is_given: &mut bool,
        finding: Finding,
        fix: impl FnMut(&str) -> Fix,
    ) -> Finding {
        if *is_given {
            return finding.with_fix(self.text);
        }
        *is_given = !self.names.is_empty();
        self.give(finding, fix)
    }
}

impl From<String> for Advice {
    fn from(text: String) -> Self {
        Self { text, names: Vec::new() }
    }
}

impl From<&str> for Advice {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Advice> for String {
    fn from(advice: Advice) -> Self {
        advice.text
    }
}
