//! One text: read, checked, and what was found in it.

use crate::open::Open;
use crate::policy_type::Wanted;
use crate::shorter::advise;
use crate::silenced::Silences;
use iam_core::check::{self, Options, Subject};
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::finding::{Finding, FindingType, Fix};
use iam_core::json::{self, LineIndex, SyntaxError};
use iam_project::config::Applied;
use iam_project::project::Project;
use iam_project::reading::Reading;
use iam_source::found::{Contents, Found, Source, Syntax, Unchecked};
use iam_source::read::read as read_source;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// A text, the policies in it, and their findings.
pub(crate) struct Report<'t> {
    text: &'t str,
    path: PathBuf,
    source: Source,
    policies: Vec<Found<'t>>,
    pub(crate) findings: Vec<Told>,
    /// The policies that a fix is one of, by the code of the finding and what the fix changes, if there are
    /// several.
    fixed_in: HashMap<(&'static str, String), BTreeSet<usize>>,
    /// Values that policies and something else use.
    shared: Vec<ByteSpan>,
    /// What may hold policies and could not be read.
    pub(crate) unchecked: Vec<Unchecked>,
    /// The entries of `iam.toml` that silenced other findings.
    pub(crate) silenced: BTreeSet<usize>,
    /// What is wrong with what the text silences by itself, a line each.
    pub(crate) remarks: Vec<String>,
}

/// A finding, and which policy of the text it is about.
pub(crate) struct Told {
    finding: Finding,
    policy: usize,
}

impl Deref for Told {
    type Target = Finding;

    fn deref(&self) -> &Finding {
        &self.finding
    }
}

/// Bytes as text. What is not UTF-8 is replaced from the first such byte on, and told.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<SyntaxError>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => (String::from_utf8_lossy(bytes), json::read_bytes(bytes).err()),
    }
}

/// Reads what [`decode`] gave.
pub(crate) fn read(text: &str, broken: Option<SyntaxError>) -> Reading<'_> {
    match broken {
        Some(error) => Reading::broken(text, error),
        None => Reading::new(text),
    }
}

impl<'t> Report<'t> {
    /// Checks the policy that was read from the file at `path`; `options` tells what it is checked as.
    pub(crate) fn new(
        reading: Reading<'t>,
        project: &Project,
        path: &Path,
        options: impl FnOnce(&Node<'t>) -> Options,
    ) -> Self {
        let text = reading.text();
        let (policies, applied) = match reading.into_document() {
            Ok(document) => {
                let options = options(&document);
                let subject = Subject::as_written(&document, text);
                let mut applied = project.check(path, &subject, options);
                advise(&mut applied.findings, options.policy_type, || text.to_owned());
                (vec![Found::alone(document, Syntax::Json)], applied)
            }
            Err(error) => {
                let findings = vec![check::syntax_finding(&error)];
                (Vec::new(), Applied { findings, used: BTreeSet::new() })
            }
        };
        let Applied { findings, used } = applied;
        let findings = findings.into_iter().map(|finding| Told { finding, policy: 0 }).collect();
        let (source, unchecked) = (Source::Policy, Vec::new());
        let remarks = Vec::new();
        Self {
            text,
            path: path.to_owned(),
            source,
            policies,
            findings,
            fixed_in: HashMap::new(),
            shared: Vec::new(),
            unchecked,
            silenced: used,
            remarks,
        }
    }

    /// Checks all policies that the file at `path` holds, each as what it is where it stands; `wanted` tells
    /// what those are of which nobody says.
    pub(crate) fn of_contents(
        text: &'t str,
        contents: Contents<'t>,
        project: &Project,
        path: &Path,
        wanted: Wanted,
    ) -> Self {
        let Contents { source, policies, unchecked, silences, shared, .. } = contents;
        let mut quiet = Silences::new(silences);
        let (mut findings, mut silenced) = (Vec::new(), BTreeSet::new());
        let mut told = HashSet::new();
        let mut fixed_in: HashMap<_, BTreeSet<usize>> = HashMap::new();
        let are_several = policies.len() > 1;
        for (index, found) in policies.iter().enumerate() {
            let options = wanted.options_of(source, found, project.options_for(path));
            let Applied { findings: mut some, used } =
                project.check(path, &subject(found), options);
            if found.holes.is_empty() {
                let text = || found.to_json(&mut |name| format!("${{{name}}}"));
                advise(&mut some, options.policy_type, text);
            }
            more(
                &mut some,
                found,
                &|document, options| {
                    project.check(path, &Subject::of_tree(document), options).findings
                },
                options,
            );
            if let Some(defined) = &found.defined {
                let of_definition = project.check(path, &Subject::of_tree(defined), options);
                drop_defined(&mut some, &of_definition.findings);
            }
            let open = Open::of(found);
            let some =
                some.into_iter().filter(|it| open.as_ref().is_none_or(|open| !open.explains(it)));
            let some = some.filter(|finding| !quiet.take(found, finding));
            let some = some.inspect(|finding| {
                for fix in finding.fixes.iter().filter(|_| are_several) {
                    fixed_in.entry(key_of(finding.code, fix)).or_default().insert(index);
                }
            });
            // A module that is called twice has each mistake once.
            let some = some.filter(|it| told.insert((it.code, it.span, it.message.clone())));
            findings.extend(some.map(|finding| Told { finding, policy: index }));
            silenced.extend(used);
        }
        let remarks = quiet.problems(path, &LineIndex::new(text));
        Self {
            text,
            path: path.to_owned(),
            source,
            policies,
            findings,
            fixed_in,
            shared,
            unchecked,
            silenced,
            remarks,
        }
    }

    /// Checks one policy of those in the file at `path`, with nothing silenced.
    pub(crate) fn of_policy(
        text: &'t str,
        contents: &Contents<'t>,
        found: &Found<'t>,
        path: &Path,
        wanted: Wanted,
    ) -> Self {
        let mut one = Contents::new(contents.source);
        one.policies.push(found.clone());
        Self::of_contents(text, one, &Project::default(), path, wanted)
    }

    /// The text.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// The policies in it.
    pub(crate) fn policies(&self) -> &[Found<'t>] {
        &self.policies
    }

    /// Whether something that is no policy uses what stands there, too.
    pub(crate) fn is_shared(&self, at: ByteSpan) -> bool {
        self.shared.iter().any(|it| it.start <= at.start && at.end <= it.end)
    }

    /// Whether the text is a policy, and nothing around one.
    pub(crate) fn is_policy(&self) -> bool {
        self.source == Source::Policy
    }

    /// Whether the text is a plan of Terraform.
    pub(crate) fn is_plan(&self) -> bool {
        self.source == Source::TerraformPlan
    }

    /// The tree of the one policy that the text is; none if it is no JSON, and that is the finding then.
    pub(crate) fn document(&self) -> Option<&Node<'t>> {
        match self.policies.as_slice() {
            [found] if self.is_policy() => Some(&found.document),
            _ => None,
        }
    }

    /// Which of the policies in it a finding is about.
    pub(crate) fn index_of(told: &Told) -> usize {
        told.policy
    }

    /// The policy that a finding is about; none if the text is no JSON.
    pub(crate) fn policy_of(&self, told: &Told) -> Option<&Found<'t>> {
        self.policies.get(told.policy)
    }

    /// Whether this policy has a finding of the same code with the same fix.
    pub(crate) fn has_fix(&self, policy: usize, code: &'static str, fix: &Fix) -> bool {
        self.fixed_in.get(&key_of(code, fix)).is_some_and(|policies| policies.contains(&policy))
    }

    /// Whether another text of the same file holds policies of the same names, and nothing more that cannot be
    /// read.
    pub(crate) fn is_like(&self, text: &str) -> bool {
        if self.is_policy() && self.document().is_some_and(|_| json::read(self.text).is_ok()) {
            return json::read(text).is_ok();
        }
        let names = |policies: &[Found<'_>]| policies.iter().map(Found::name).collect::<Vec<_>>();
        read_source(&self.path, text, Some(self.source)).is_ok_and(|other| {
            names(&other.policies) == names(&self.policies)
                && other.unchecked.len() == self.unchecked.len()
        })
    }

    /// The tree of the whole text, for edits of it; none if that is no JSON.
    pub(crate) fn whole(&self) -> Option<Cow<'_, Node<'t>>> {
        match self.document() {
            Some(document) => Some(Cow::Borrowed(document)),
            None if self.policies.is_empty() && self.is_policy() => None,
            None => json::read(self.text).ok().map(Cow::Owned),
        }
    }
}

/// What a fix of a finding with this code changes.
fn key_of(code: &'static str, fix: &Fix) -> (&'static str, String) {
    (code, format!("{:?}", fix.edits))
}

/// Drops what is wrong with a definition that the file only uses. That it grants too much stays: another one can be
/// used.
fn drop_defined(findings: &mut Vec<Finding>, of_definition: &[Finding]) {
    let known: HashSet<_> = of_definition.iter().map(|it| (it.code, it.statement)).collect();
    findings.retain(|it| {
        it.finding_type == FindingType::SecurityWarning || !known.contains(&(it.code, it.statement))
    });
}

/// Adds what holds whatever a name is, and whatever else is filled in.
fn more(
    findings: &mut Vec<Finding>,
    found: &Found<'_>,
    check: &dyn Fn(&Node<'_>, Options) -> Vec<Finding>,
    options: Options,
) {
    let known: HashSet<_> = findings.iter().map(|it| (it.code, it.span)).collect();
    let mut more = Vec::new();
    if let Some(named) = found.with_names() {
        let of_names = check(&named, options).into_iter();
        let of_names = of_names.filter(|it| OF_NAMES.contains(&it.code));
        more.extend(of_names.map(|finding| as_written(finding, &named, &found.document)));
    }
    if let Some(literals) = found.with_literals() {
        let mut finished = options;
        finished.template = false;
        let unfilled = check(&literals, finished).into_iter();
        more.extend(unfilled.filter(|it| it.code == "x-unfilled-parameter"));
    }
    let len = findings.len();
    findings.extend(more.into_iter().filter(|it| !known.contains(&(it.code, it.span))));
    if findings.len() > len {
        findings.sort_by_key(|finding| finding.statement);
    }
}

/// A finding about a text in which a name was filled in, told of the text as it is.
fn as_written(mut finding: Finding, named: &Node<'_>, document: &Node<'_>) -> Finding {
    for span in std::iter::once(finding.span).chain(finding.related.iter().copied()) {
        if let (Some(text), Some(written)) = (text_at(named, span), text_at(document, span)) {
            finding.message = finding.message.replace(text, written);
            finding.fix = finding.fix.map(|fix| fix.replace(text, written));
        }
    }
    // Edits would write the name.
    finding.fixes = Vec::new();
    finding
}

/// The text that stands at `span`.
fn text_at<'n>(node: &'n Node<'_>, span: ByteSpan) -> Option<&'n str> {
    match &node.value {
        Value::String(text) => (node.span == span).then_some(&**text),
        Value::Array(items) => items.iter().find_map(|item| text_at(item, span)),
        Value::Object(members) => members.iter().find_map(|it| text_at(&it.node, span)),
        _ => None,
    }
}

/// The checks whose findings hold for any name if they hold for one.
const OF_NAMES: [&str; 3] =
    ["x-statement-never-applies", "x-resource-without-action", "missing-arn-field"];

/// What is checked of a policy: where its text is as IAM gets it, that.
fn subject<'f>(found: &'f Found<'_>) -> Subject<'f, 'f> {
    match &found.syntax {
        Syntax::Text(text) if found.holes.is_empty() => Subject::as_written(&found.document, text),
        _ => Subject::of_tree(&found.document),
    }
}

/// `INVALID_ACTION` as `invalid-action`.
pub(crate) fn kebab(code: &str) -> String {
    code.to_ascii_lowercase().replace('_', "-")
}

/// `invalid-action` as `INVALID_ACTION`.
pub(crate) fn upper_snake(code: &str) -> String {
    code.to_ascii_uppercase().replace('-', "_")
}
