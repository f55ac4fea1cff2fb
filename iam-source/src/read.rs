//! A text, recognised and read.

use crate::answer;
use crate::around;
use crate::cloudformation;
use crate::cloudformation::fragment::{self, is_fragment};
use crate::cloudformation::serverless::{is_serverless, read as read_serverless};
use crate::found::{Contents, Found, Source, Syntax, Unchecked};
use crate::plain;
use crate::recognise::{
    is_policy_in_other_case, is_to_be_rendered, looks_like_json_template, looks_like_template,
    of_tree, speaks_of_policies, template_body,
};
use crate::silence;
use crate::terraform::{Module, NO_CONFIGURATION, NoFiles};
use crate::terraform_plan::{self, Sections};
use crate::within::placed;
use crate::written::{Broken, Places};
use crate::yaml;
use iam_core::document::{ByteSpan, Node};
use iam_core::json::{self, Lazy, SyntaxError};
use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why nothing could be read from a text.
///
/// Shown as what is wrong there; where that is, [`span`](Self::span) tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    source: Source,
    yaml: Option<AsYaml>,
    span: ByteSpan,
    message: String,
}

/// What is known of a text that was taken for YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AsYaml {
    speaks_of_policies: bool,
    is_to_be_rendered: bool,
    is_in_other_case: bool,
}

impl ReadError {
    pub(crate) fn new(source: Source, span: ByteSpan, message: impl Into<String>) -> Self {
        Self { source, yaml: None, span, message: message.into() }
    }

    /// Of a text that was taken for YAML.
    fn of_yaml(source: Source, text: &str, Broken { span, message }: Broken) -> Self {
        let yaml = AsYaml {
            speaks_of_policies: speaks_of_policies(text),
            is_to_be_rendered: is_to_be_rendered(text),
            is_in_other_case: false,
        };
        Self { source, yaml: Some(yaml), span, message }
    }

    /// Of a text of YAML that is a policy but for the case of its names.
    fn in_other_case(span: ByteSpan) -> Self {
        let yaml =
            AsYaml { speaks_of_policies: true, is_to_be_rendered: false, is_in_other_case: true };
        let message = "a policy, it seems, but for the case of its names: IAM reads `Statement`, not `statement`";
        Self { source: Source::Policy, yaml: Some(yaml), span, message: message.to_owned() }
    }

    /// Whether the text was taken for YAML.
    #[must_use]
    pub fn is_yaml(&self) -> bool {
        self.yaml.is_some()
    }

    /// Whether the text was taken for YAML, and has the key of something that holds policies: `Statement`, or
    /// `PolicyDocument`.
    #[must_use]
    pub fn speaks_of_policies(&self) -> bool {
        self.yaml.is_some_and(|it| it.speaks_of_policies)
    }

    /// Whether the text was taken for YAML, and has marks of Jinja, Helm or the like: a program makes YAML of it.
    #[must_use]
    pub fn is_to_be_rendered(&self) -> bool {
        self.yaml.is_some_and(|it| it.is_to_be_rendered)
    }

    /// Whether the text is YAML, and a policy but for the case of its names: `statement`.
    #[must_use]
    pub fn is_in_other_case(&self) -> bool {
        self.yaml.is_some_and(|it| it.is_in_other_case)
    }

    /// What the text was taken for.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// Where it stops to be that.
    #[must_use]
    pub fn span(&self) -> ByteSpan {
        self.span
    }

    /// What is wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// Reads the text of the file at `path`: as `source` if somebody says what it is, else as what it looks like.
///
/// What looks like nothing else is a policy alone, be it right or not.
///
/// # Errors
///
/// The text is not JSON, YAML or Terraform's language, whichever it should be.
///
/// # Examples
///
/// ```
/// use iam_core::policy::PolicyType;
/// use iam_source::read::read;
/// use std::path::Path;
///
/// let answer = r#"{"RoleName": "ci", "PolicyName": "push", "PolicyDocument":
///     {"Version": "2012-10-17", "Statement": []}}"#;
/// let contents = read(Path::new("answer.json"), answer, None)?;
/// let [policy] = contents.policies.as_slice() else { panic!("one policy") };
/// assert_eq!((policy.holder.as_str(), policy.path.as_str()), ("ci", "PolicyDocument"));
/// assert_eq!(policy.policy_type, Some(PolicyType::Identity));
/// # Ok::<(), iam_source::read::ReadError>(())
/// ```
pub fn read<'t>(
    path: &Path,
    text: &'t str,
    source: Option<Source>,
) -> Result<Contents<'t>, ReadError> {
    as_it_looks(path, text, source).map(Contents::without_look_alikes)
}

fn as_it_looks<'t>(
    path: &Path,
    text: &'t str,
    source: Option<Source>,
) -> Result<Contents<'t>, ReadError> {
    if source == Some(Source::Terraform) || source.is_none() && Module::takes(path) {
        return of_configuration(path, text);
    }
    // A plan may be large: no tree of all of it is made.
    if matches!(source, None | Some(Source::TerraformPlan))
        && let Some(plan) = Sections::of_plan(text)
    {
        return of_plan(&plan, text);
    }
    let error = match json::read(text) {
        Ok(document) => return of_json(document, text, source),
        Err(error) => error,
    };
    if is_yaml(path, text, source) {
        return of_yaml(text, source);
    }
    let template = || looks_like_json_template(text).then_some(Source::CloudFormation);
    let source = source.or_else(template).unwrap_or(Source::Policy);
    Err(ReadError::new(source, error.span(), error.message()))
}

fn of_plan<'t>(plan: &Sections<'_>, text: &str) -> Result<Contents<'t>, ReadError> {
    terraform_plan::read(plan, text).map_err(|error| no_plan(&error))
}

fn no_plan(error: &SyntaxError) -> ReadError {
    ReadError::new(Source::TerraformPlan, error.span(), error.message())
}

fn of_json<'t>(
    document: Node<'t>,
    text: &'t str,
    source: Option<Source>,
) -> Result<Contents<'t>, ReadError> {
    let source = source.or_else(|| of_tree(&document));
    if matches!(source, Some(Source::CloudFormation | Source::Around) | None)
        && is_serverless(&document)
    {
        return Ok(read_serverless(&document, text, false));
    }
    if matches!(source, Some(Source::Around) | None) && is_fragment(&document, text) {
        return Ok(fragment::read(&document, text, false));
    }
    Ok(match source.unwrap_or(Source::Policy) {
        Source::Answer => answer::read(&document, text),
        Source::Around => around::read(&document, text),
        Source::CloudFormation | Source::Sam => return of_template(&document, text, false),
        Source::TerraformPlan => {
            let plan = Lazy::new(text).map_err(|error| no_plan(&error))?;
            return of_plan(&Sections::of(&plan), text);
        }
        Source::Terraform => return of_configuration(Path::new("main.tf.json"), text),
        _ => plain::read(document),
    })
}

/// A template, or an answer that has one.
fn of_template(
    document: &Node<'_>,
    text: &str,
    is_yaml: bool,
) -> Result<Contents<'static>, ReadError> {
    let body = template_body(document);
    let Some((node, inside)) = body.and_then(|body| Some((body, body.text()?))) else {
        let document = body.unwrap_or(document);
        let mut contents = cloudformation::read(document, text, is_yaml);
        contents.silences = silence::metadata(document);
        let own: Vec<_> = contents.policies.iter().map(|found| found.span).collect();
        contents.shared = cloudformation::shared_rows(document, &own);
        return Ok(contents);
    };
    let places = if is_yaml {
        yaml::places(text, node.span, inside)
    } else {
        Places::of_json(text, node.span)
    };
    let place = |span| places.span(span);
    let (is_known, contents) = match json::read(inside) {
        Ok(document) => (of_tree(&document).is_some(), of_template(&document, inside, false)),
        Err(_) => (looks_like_template(inside), of_yaml(inside, Some(Source::CloudFormation))),
    };
    let contents = contents.map_err(|error| ReadError { span: place(error.span), ..error })?;
    let mut contents = placed(contents, &place);
    if contents.is_empty() && !is_known {
        let reason = "what stands here for a template is none that is known";
        contents.unchecked.push(Unchecked::new(Some(node.span), "", reason));
    }
    Ok(contents)
}

/// A file of a configuration by itself; [`Module`] reads one with the files beside it.
fn of_configuration(path: &Path, text: &str) -> Result<Contents<'static>, ReadError> {
    let name = path.file_name().map(PathBuf::from).filter(|name| Module::takes(name));
    let name = name.unwrap_or_else(|| {
        PathBuf::from(if json::read(text).is_ok() { "main.tf.json" } else { "main.tf" })
    });
    let module = Module::new(vec![(name.clone(), text.to_owned())], &NoFiles);
    let contents = module.contents(&name).cloned();
    let contents = contents.unwrap_or_else(|| Contents::new(Source::Terraform));
    match contents.broken() {
        Some(Unchecked { span, reason, .. }) => {
            let span = span.unwrap_or_default();
            let why = reason.strip_prefix(NO_CONFIGURATION).unwrap_or(reason);
            Err(ReadError::new(Source::Terraform, span, why))
        }
        None => Ok(contents),
    }
}

/// Whether a text that is no JSON is read as YAML.
fn is_yaml(path: &Path, text: &str, source: Option<Source>) -> bool {
    match source {
        Some(Source::CloudFormation | Source::Sam | Source::Answer) => true,
        Some(Source::TerraformPlan | Source::Terraform | Source::Around) => false,
        Some(Source::Policy) | None => {
            let extension = path.extension().and_then(|extension| extension.to_str());
            let is_yaml = extension
                .is_some_and(|it| ["yaml", "yml"].iter().any(|yaml| it.eq_ignore_ascii_case(yaml)));
            // What starts with a brace is JSON, and broken.
            let is_json = text.trim_start().starts_with(['{', '[']);
            is_yaml || !is_json && looks_like_template(text)
        }
    }
}

/// All documents of a text of YAML: what it is is told by the first that holds policies.
fn of_yaml<'t>(text: &'t str, source: Option<Source>) -> Result<Contents<'t>, ReadError> {
    let documents = yaml::read(text).map_err(|broken| {
        let template = || looks_like_template(text).then_some(Source::CloudFormation);
        ReadError::of_yaml(source.or_else(template).unwrap_or(Source::Policy), text, broken)
    })?;
    let mut all: Option<Contents<'t>> = None;
    let mut in_other_case = None;
    let mut texts = HashSet::new();
    // Only a file that silences something is looked through.
    let silences = !silence::comments(text).is_empty();
    if silences {
        for document in &documents {
            silence::texts(text, document, &mut texts);
        }
    }
    for document in documents {
        let contents = match source.or_else(|| of_tree(&document)) {
            Some(Source::CloudFormation | Source::Around) | None if is_serverless(&document) => {
                read_serverless(&document, text, true)
            }
            Some(Source::CloudFormation | Source::Sam) => of_template(&document, text, true)?,
            Some(Source::Answer) => answer::read(&document, text),
            Some(Source::Around) | None if is_fragment(&document, text) => {
                fragment::read(&document, text, true)
            }
            _ if document.member("Statement").is_some() => {
                let mut contents = Contents::new(Source::Policy);
                contents.policies.push(Found::alone(document, Syntax::Yaml));
                contents
            }
            Some(Source::Around) => around::read_yaml(&document, text),
            _ => {
                if in_other_case.is_none() && is_policy_in_other_case(&document) {
                    in_other_case = Some(document.span);
                }
                continue;
            }
        };
        all = Some(match all {
            None => contents,
            Some(mut all) => {
                all.policies.extend(contents.policies);
                all.unchecked.extend(contents.unchecked);
                all.silences.extend(contents.silences);
                all.attached.extend(contents.attached);
                all.shared.extend(contents.shared);
                all
            }
        });
    }
    if let (None, Some(span)) = (&all, in_other_case) {
        return Err(ReadError::in_other_case(span));
    }
    let mut all = all.unwrap_or_else(|| Contents::new(source.unwrap_or(Source::Policy)));
    if silences {
        all.silences.extend(silence::comments_outside(text, &texts));
    }
    Ok(all)
}
