//! One JSON object a line in, one a line out.

use crate::in_parallel;
use crate::input::MAX_BYTES;
use crate::members::Problems;
use crate::outcome::{Failure, Outcome, Result as RunResult};
use crate::visible::visible_json;
use iam_core::document::{Member, Node, Value};
use iam_core::json;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read as _, Write};

/// One line: an object.
pub(crate) struct Line<'t> {
    text: &'t str,
    document: Node<'t>,
}

/// The members beside `id`, and how they count for the exit status.
pub(crate) type Answer = Result<(Members, Outcome), Error>;

/// Why a line has no answer.
pub(crate) struct Error {
    message: String,
    members: Members,
}

/// Members of an object, in JSON.
#[derive(Default)]
pub(crate) struct Members(String);

impl Members {
    /// These and one more.
    pub(crate) fn with(mut self, name: &str, value: &impl Serialize) -> Self {
        // Strings and numbers always have JSON.
        let value = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
        // Writing to a string cannot fail.
        let _ = write!(self.0, ",\"{name}\":{value}");
        self
    }

    /// These and one more, which is JSON already.
    pub(crate) fn with_json(mut self, name: &str, json: &str) -> Self {
        // Writing to a string cannot fail.
        let _ = write!(self.0, ",\"{name}\":{json}");
        self
    }

    /// These and those of an object.
    pub(crate) fn with_all(mut self, object: &impl Serialize) -> Self {
        let object = serde_json::to_string(object).unwrap_or_default();
        let members = object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        if let Some(members) = members.filter(|members| !members.is_empty()) {
            self.0.push(',');
            self.0.push_str(members);
        }
        self
    }
}

impl Error {
    /// An error with more to say.
    pub(crate) fn with_members(message: impl Into<String>, members: Members) -> Self {
        Self { message: message.into(), members }
    }
}

impl<T: Into<String>> From<T> for Error {
    fn from(message: T) -> Self {
        Self::with_members(message, Members::default())
    }
}

/// Answers every line of standard input, on all cores and in their order. A line without answer gets an
/// error and does not stop the rest; memory is bounded by the longest line.
pub(crate) fn run(answer: impl Fn(&Line<'_>) -> Answer + Sync) -> RunResult {
    let input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let output = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    each(input, output, answer)
}

/// As many bytes of lines are answered at once: enough for all cores, and little to hold.
const BATCH: usize = 256 << 10;

/// A line as it was read.
enum Raw {
    Text(Vec<u8>),
    TooLong,
}

fn each<R: io::Read>(
    mut input: BufReader<R>,
    mut output: impl Write,
    answer: impl Fn(&Line<'_>) -> Answer + Sync,
) -> RunResult {
    let mut outcome = Outcome::Clean;
    let mut is_open = true;
    loop {
        let (batch, at_end) = batch(&mut input)?;
        for (line, of_line) in in_parallel::map(&batch, |raw| answered(raw, &answer)) {
            outcome = outcome.max(of_line);
            if is_open {
                is_open = unless_closed(output.write_all(visible_json(&line).as_bytes()))?;
            }
        }
        // Whoever waits for an answer gets it before we wait for the next line.
        if is_open {
            is_open = unless_closed(output.flush())?;
        }
        // Once nobody reads, only the exit status is left to find out.
        if at_end || (!is_open && outcome != Outcome::Clean) {
            return Ok(outcome);
        }
    }
}

/// Whether somebody reads what was written.
fn unless_closed(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The next lines, as many as have come already, and at least one; and whether they are the last.
fn batch<R: io::Read>(input: &mut BufReader<R>) -> Result<(Vec<Raw>, bool), Failure> {
    let mut batch = Vec::new();
    let mut size = 0;
    loop {
        let told = |error| Failure::new(format!("cannot read standard input: {error}"));
        let mut bytes = Vec::new();
        let limit = MAX_BYTES as u64 + 1;
        let read = input.by_ref().take(limit).read_until(b'\n', &mut bytes).map_err(told)?;
        if read == 0 {
            return Ok((batch, true));
        }
        size += read;
        if bytes.len() > MAX_BYTES && bytes.last() != Some(&b'\n') {
            input.skip_until(b'\n').map_err(told)?;
            batch.push(Raw::TooLong);
        } else if !bytes.trim_ascii().is_empty() {
            batch.push(Raw::Text(bytes));
        }
        if size >= BATCH || !input.buffer().contains(&b'\n') {
            return Ok((batch, false));
        }
    }
}

/// The answer to a line, with its line break.
fn answered(raw: &Raw, answer: &(impl Fn(&Line<'_>) -> Answer + Sync)) -> (String, Outcome) {
    let (id, answer) = match raw {
        Raw::TooLong => {
            ("null", Err(format!("the line is longer than {} MiB", MAX_BYTES >> 20).into()))
        }
        Raw::Text(bytes) => match Line::read(bytes) {
            Ok(line) => (line.id(), answer(&line)),
            Err(why) => ("null", Err(why.into())),
        },
    };
    let (members, outcome) = match answer {
        Ok(answer) => answer,
        Err(Error { message, members: rest }) => {
            (Members(Members::default().with("error", &message).0 + &rest.0), Outcome::Unreadable)
        }
    };
    (format!("{{\"id\":{id}{}}}\n", members.0), outcome)
}

impl<'t> Line<'t> {
    fn read(bytes: &'t [u8]) -> Result<Self, String> {
        let bytes = bytes.trim_ascii();
        let text = std::str::from_utf8(bytes).map_err(|_| "the line is not UTF-8".to_owned())?;
        let document =
            json::read(text).map_err(|error| format!("the line is not JSON: {error}"))?;
        if !matches!(document.value, Value::Object(_)) {
            return Err(format!("the line is {}, not an object", document.type_name()));
        }
        Ok(Self { text, document })
    }

    /// `id` as it was written, whatever it is.
    fn id(&self) -> &'t str {
        self.document.member("id").map_or("null", |member| self.source(&member.node))
    }

    /// The whole line.
    pub(crate) fn document(&self) -> &Node<'t> {
        &self.document
    }

    /// An error if the line has other members than `id` and these, or one twice.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), String> {
        let mut problems = Problems::default();
        problems.look(&self.document, "", &[&["id"], known].concat());
        problems.into_result()
    }

    /// The text that `node` was read from.
    pub(crate) fn source(&self, node: &Node<'_>) -> &'t str {
        self.text.get(node.span.start as usize..node.span.end as usize).unwrap_or("null")
    }

    /// The member `name`, if it is there and not `null`.
    fn member(&self, name: &str) -> Result<Option<&Member<'t>>, String> {
        let mut members = self.document.members().iter().filter(|member| member.key == name);
        let first = members.next();
        if members.next().is_some() {
            return Err(format!("`{name}` is repeated"));
        }
        Ok(first.filter(|member| member.node.value != Value::Null))
    }

    /// The value of `name`, if it is there and not `null`.
    pub(crate) fn node(&self, name: &str) -> Result<Option<&Node<'t>>, String> {
        Ok(self.member(name)?.map(|member| &member.node))
    }

    /// The text of `name`, if it is there.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, String> {
        let Some(Member { node, .. }) = self.member(name)? else { return Ok(None) };
        let wrong = || format!("`{name}` is {}, not a string", node.type_name());
        node.text().map(Some).ok_or_else(wrong)
    }

    /// Whether `name` is `true`; it is not if it is not there.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, String> {
        match self.node(name)? {
            None => Ok(false),
            Some(Node { value: Value::Bool(flag), .. }) => Ok(*flag),
            Some(node) => Err(format!("`{name}` is {}, not `true` or `false`", node.type_name())),
        }
    }

    /// What the text of `name` spells, if it is there.
    pub(crate) fn spelled<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        read(text).map(Some).ok_or_else(|| format!("`{name}` cannot be `{text}`"))
    }

    /// The text of `name`, which has to be there.
    pub(crate) fn needed_text(&self, name: &str) -> Result<&str, String> {
        self.text(name)?.ok_or_else(|| format!("`{name}` is missing"))
    }

    /// The text of the policy: a string holds it; of an object it is what was written, so that
    /// order and repeated members are kept.
    pub(crate) fn policy(&self) -> Result<Cow<'_, str>, String> {
        let member = self.member("policy")?.ok_or("`policy` is missing")?;
        match &member.node.value {
            Value::String(text) => Ok(Cow::Borrowed(text)),
            Value::Object(_) => Ok(Cow::Borrowed(self.source(&member.node))),
            _ => Err(format!("`policy` is {}, not an object or a string", member.node.type_name())),
        }
    }

    /// The texts of `name`: a string, or an array of strings.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<&str>, String> {
        let member = self.member(name)?.ok_or_else(|| format!("`{name}` is missing"))?;
        let texts: Option<Vec<_>> = member.node.items().iter().map(Node::text).collect();
        texts.ok_or_else(|| format!("`{name}` is neither a string nor an array of strings"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &str) -> (String, Outcome) {
        let mut output = Vec::new();
        let echo = |line: &Line<'_>| -> Answer {
            Ok((Members::default().with("policy", &line.policy()?), Outcome::Clean))
        };
        let outcome =
            each(BufReader::new(input.as_bytes()), &mut output, echo).expect("no failure");
        (String::from_utf8(output).expect("text"), outcome)
    }

    #[test]
    fn each_line_has_its_answer_in_order() {
        let (output, outcome) = answers(
            "{\"policy\": {\"a\": 1,  \"a\": 2}, \"id\": [1, null]}\n\
             \n\
             {\"id\": \"x\", \"policy\": \"{}\"}\r\n\
             nonsense\n\
             {\"id\": 1}\n\
             {\"id\": 2, \"policy\": 3}\n\
             []",
        );
        let lines: Vec<_> = output.lines().collect();
        assert_eq!(lines.len(), 6);
        assert_eq!(lines[0], r#"{"id":[1, null],"policy":"{\"a\": 1,  \"a\": 2}"}"#);
        assert_eq!(lines[1], r#"{"id":"x","policy":"{}"}"#);
        assert!(
            lines[2].starts_with(r#"{"id":null,"error":"the line is not JSON"#),
            "{}",
            lines[2]
        );
        assert_eq!(lines[3], r#"{"id":1,"error":"`policy` is missing"}"#);
        assert_eq!(
            lines[4],
            r#"{"id":2,"error":"`policy` is a number, not an object or a string"}"#
        );
        assert_eq!(lines[5], r#"{"id":null,"error":"the line is an array, not an object"}"#);
        assert_eq!(outcome, Outcome::Unreadable);
    }
}
