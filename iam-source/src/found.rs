//! What was found in a text.

use crate::attached::Attached;
pub use crate::hole::Hole;
use crate::json_text;
use crate::named::{filled, named};
pub use crate::silence::{Covers, Silence};
use iam_core::document::{ByteSpan, Node};
use iam_core::policy::{PolicyType, look_alike};
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// What kind of text holds policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Source {
    /// A policy alone, or several documents of YAML with one each.
    Policy,
    /// A template of CloudFormation, as CDK writes them, too.
    CloudFormation,
    /// A template of the AWS Serverless Application Model.
    Sam,
    /// A plan or a state of Terraform, as `terraform show -json` prints it.
    TerraformPlan,
    /// A configuration of Terraform, `*.tf` or `*.tf.json`.
    Terraform,
    /// An answer of AWS's command line or of boto3.
    Answer,
    /// JSON of no known shape around policies, such as a vendor's file of permissions.
    Around,
}

impl Source {
    /// All there are.
    pub const ALL: [Self; 7] = [
        Self::Policy,
        Self::CloudFormation,
        Self::Sam,
        Self::TerraformPlan,
        Self::Terraform,
        Self::Answer,
        Self::Around,
    ];

    /// Whether texts in it have parameters that deploying fills, such as `${AWS::Region}`.
    #[must_use]
    pub const fn has_parameters(self) -> bool {
        matches!(self, Self::CloudFormation | Self::Sam | Self::Terraform)
    }

    /// What it is called on a command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::CloudFormation => "cloudformation",
            Self::Sam => "sam",
            Self::TerraformPlan => "terraform-plan",
            Self::Terraform => "terraform",
            Self::Answer => "answer",
            Self::Around => "around",
        }
    }
}

/// Shown as what it is, with its article: `a CloudFormation template`.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Policy => "a policy",
            Self::CloudFormation => "a CloudFormation template",
            Self::Sam => "an AWS SAM template",
            Self::TerraformPlan => "a Terraform plan",
            Self::Terraform => "a Terraform configuration",
            Self::Answer => "an answer of AWS's command line",
            Self::Around => "JSON around policies",
        })
    }
}

/// How a policy is written where it was found: what an edit of it has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Syntax {
    /// JSON, each place of which is in the tree.
    Json,
    /// JSON in a string of the file, unescaped here: its length is what the quotas count.
    Text(String),
    /// YAML.
    Yaml,
    /// Terraform's language: `jsonencode(…)`, or blocks that say a policy.
    Hcl,
    /// Nowhere as such: a statement or a policy that is made of other properties.
    Built,
}

/// A policy that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found<'t> {
    /// The tree, its places in the text of the file.
    pub document: Node<'t>,
    /// Where the document, its string or its block begins and ends.
    pub span: ByteSpan,
    /// How it is written.
    pub syntax: Syntax,
    /// What kind of policy it is; none where nobody says.
    pub policy_type: Option<PolicyType>,
    /// The type of what it is attached to, such as `AWS::S3::Bucket`, where AWS names one; not only those
    /// that [`PolicyResourceType`](iam_core::check::PolicyResourceType) has.
    pub resource_type: Option<&'static str>,
    /// Who holds it: a logical id, an address of Terraform, a name. Empty for a policy alone.
    pub holder: String,
    /// Where in the holder it stands, such as `Policies/0/PolicyDocument`. Empty for a policy alone.
    pub path: String,
    /// What is not known of it.
    pub holes: Vec<Hole>,
    /// Texts in it in which `${Name}` stands as such, and nothing fills it.
    pub literals: Vec<ByteSpan>,
    /// What somebody's definition makes of values that fit, where the file only says what it is given: what is
    /// wrong in it, whoever wrote the file cannot mend.
    pub defined: Option<Node<'static>>,
    /// What was decided so that it is this document and no other: each set of decisions that leads to it, and the
    /// definitions that they hang on, sorted. Empty where it is this one whatever is decided.
    pub decided: Vec<Arc<str>>,
}

impl<'t> Found<'t> {
    /// A policy alone: of a kind that nobody says, held by nobody.
    #[must_use]
    pub fn alone(document: Node<'t>, syntax: Syntax) -> Self {
        Self {
            span: document.span,
            document,
            syntax,
            policy_type: None,
            resource_type: None,
            holder: String::new(),
            path: String::new(),
            holes: Vec::new(),
            literals: Vec::new(),
            defined: None,
            decided: Vec::new(),
        }
    }

    /// The same, of this kind.
    #[must_use]
    pub fn of_type(self, policy_type: PolicyType) -> Self {
        Self { policy_type: Some(policy_type), ..self }
    }

    /// The same, attached to such a resource, if that is known.
    #[must_use]
    pub fn on(self, resource_type: Option<&'static str>) -> Self {
        Self { resource_type, ..self }
    }

    /// The same, held there.
    #[must_use]
    pub fn held_by(self, holder: impl Into<String>, path: impl Into<String>) -> Self {
        Self { holder: holder.into(), path: path.into(), ..self }
    }

    /// The same, which it is where all this is decided, beside what it hangs on already.
    pub(crate) fn decided_by(mut self, decided: impl IntoIterator<Item = Arc<str>>) -> Self {
        self.decided.extend(decided);
        self.decided.sort_unstable();
        self.decided.dedup();
        self
    }

    /// What is not known of it but for the partition, the region and the account that it is deployed to.
    pub fn unknown(&self) -> impl Iterator<Item = &Hole> {
        self.holes.iter().filter(|hole| !hole.name.starts_with("AWS::"))
    }

    /// What people call it: who holds it, and where: `Role/Policies/0/PolicyDocument`. Empty for a policy alone.
    #[must_use]
    pub fn name(&self) -> String {
        let steps = [self.holder.as_str(), self.path.as_str()];
        steps.into_iter().filter(|step| !step.is_empty()).collect::<Vec<_>>().join("/")
    }

    /// The tree with some name in place of each hole that can hold nothing but a name; none if it has no such
    /// hole. What no resource fits for one name fits none for another.
    #[must_use]
    pub fn with_names(&self) -> Option<Node<'t>> {
        named(&self.document, &self.holes)
    }

    /// The tree with something in place of each parameter but those of [`literals`](Self::literals); none if it
    /// has no such text. A parameter that is left is a mistake.
    #[must_use]
    pub fn with_literals(&self) -> Option<Node<'t>> {
        let literals = &self.literals;
        // A variable of the Serverless Framework may stand in the same text, and is filled.
        let is_hole =
            |span, name: &str| self.holes.iter().any(|it| it.span == span && it.name == name);
        let fills = |span: ByteSpan, name: &str| !literals.contains(&span) || is_hole(span, name);
        (!literals.is_empty()).then(|| filled(&self.document, &fills))
    }

    /// The policy as compact JSON, with what `fill` says of its name in place of each parameter, such as
    /// `AWS::Region`, and of each hole.
    #[must_use]
    pub fn to_json(&self, fill: &mut dyn FnMut(&str) -> String) -> String {
        json_text::of(&self.document, &self.holes, fill)
    }

    /// The same, with what is not known of it.
    #[must_use]
    pub fn with_holes(self, holes: Vec<Hole>) -> Self {
        Self { holes, ..self }
    }
}

/// Something that may hold a policy and could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unchecked {
    /// Where it stands; none if it is nowhere in this file.
    pub span: Option<ByteSpan>,
    /// Who would hold the policy.
    pub holder: String,
    /// Why it is not checked, such as ``the policy is the value of the parameter `Document` ``.
    pub reason: String,
    /// Whether nothing of the text can be read, for what is wrong there.
    pub is_broken: bool,
}

impl Unchecked {
    /// What stands at `span` is not checked, for this reason.
    #[must_use]
    pub fn new(
        span: Option<ByteSpan>,
        holder: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self { span, holder: holder.into(), reason: reason.into(), is_broken: false }
    }
}

/// All that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contents<'t> {
    /// What the text is.
    pub source: Source,
    /// The policies, in the order of the text.
    pub policies: Vec<Found<'t>>,
    /// What could not be read, in the order of the text.
    pub unchecked: Vec<Unchecked>,
    /// The checks that the text itself silences.
    pub silences: Vec<Silence>,
    /// Of policies that something in this text holds and that stand in another file: that file, as a configuration
    /// names it, and what to say of it where it is not read.
    pub elsewhere: Vec<(PathBuf, Unchecked)>,
    /// What somebody in it has by its name alone.
    pub attached: Vec<Attached>,
    /// Values that policies and something else use: what is mended there for a policy changes that, too.
    pub shared: Vec<ByteSpan>,
}

impl<'t> Contents<'t> {
    /// Of such a text, with nothing in it yet.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            source,
            policies: Vec::new(),
            unchecked: Vec::new(),
            silences: Vec::new(),
            elsewhere: Vec::new(),
            attached: Vec::new(),
            shared: Vec::new(),
        }
    }

    /// The same, without what is no policy of IAM: where nobody says that it is one, its statements tell.
    pub(crate) fn without_look_alikes(mut self) -> Self {
        if !self.is_policy_alone() {
            let is_one =
                |it: &Found<'_>| it.policy_type.is_some() || look_alike(&it.document).is_none();
            self.policies.retain(is_one);
        }
        self
    }

    /// The policies by their names, each of which is there once: of several of one name, as where a condition
    /// chooses among documents, the second is `name (2)`.
    pub fn named(&self) -> impl Iterator<Item = (String, &Found<'t>)> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        self.policies.iter().map(move |found| {
            let name = found.name();
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            let name = match (*count, name.as_str()) {
                (1, _) => name,
                (count, "") => format!("({count})"),
                (count, name) => format!("{name} ({count})"),
            };
            (name, found)
        })
    }

    /// Whether nothing that could hold a policy is in the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.policies.is_empty() && self.unchecked.is_empty() && self.elsewhere.is_empty()
    }

    /// Why nothing of the text can be read, if that is so.
    #[must_use]
    pub fn broken(&self) -> Option<&Unchecked> {
        self.unchecked.iter().find(|it| it.is_broken)
    }

    /// Whether the text is one policy in JSON, and nothing else.
    #[must_use]
    pub fn is_policy_alone(&self) -> bool {
        let is_alone = |found: &Found<'_>| found.holder.is_empty() && found.syntax == Syntax::Json;
        self.source == Source::Policy
            && self.unchecked.is_empty()
            && matches!(self.policies.as_slice(), [found] if is_alone(found))
    }
}
