//! What a policy is checked as as the user says.

use iam_core::check::{Options, PolicyResourceType, Selection};
use iam_core::document::Node;
use iam_core::policy::PolicyType;
use iam_project::policy_type;
use iam_source::found::{Found, Source};

/// What the user says the policies are, and which optional checks are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    options: Option<Options>,
    template: bool,
    selection: Selection,
}

impl Wanted {
    /// What `--policy-type` and `--resource-type` say together; otherwise why they contradict.
    pub(crate) fn new(
        policy_type: Option<PolicyType>,
        resource_type: Option<PolicyResourceType>,
    ) -> Result<Self, String> {
        let implied = policy_type.or(resource_type.map(|_| PolicyType::Resource));
        let Some(policy_type) = implied else { return Ok(Self::default()) };
        let options = policy_type::options(policy_type, resource_type);
        match (options, resource_type) {
            (None, Some(resource_type)) => Err(format!(
                "`{resource_type}` has no {policy_type}: a resource type goes with `resource`"
            )),
            (options, _) => Ok(Self { options, ..Self::default() }),
        }
    }

    /// The same, with parameters such as `${AWS::Region}` if they are templates.
    pub(crate) fn template(self, template: bool) -> Self {
        Self { template: self.template || template, ..self }
    }

    /// The same, with these optional checks.
    pub(crate) fn select(self, selection: Selection) -> Self {
        Self { selection, ..self }
    }

    /// The same, with what else is said of all that this run checks.
    pub(crate) fn in_run(self, run: Self) -> Self {
        self.template(run.template).select(run.selection)
    }

    /// What a policy is checked as that was found somewhere: as what it is there, else as wanted.
    pub(crate) fn options_of(
        self,
        source: Source,
        found: &Found<'_>,
        configured: Option<Options>,
    ) -> Options {
        let document = &found.document;
        let template = self.template || source.has_parameters() || !found.holes.is_empty();
        let Some(policy_type) = found.policy_type else {
            let options = self.options(configured, document);
            return if template { options.template() } else { options };
        };
        let resource_type = found.resource_type.and_then(|it| it.parse().ok());
        // A kind and a resource that do not go together are no help to anybody.
        let options = policy_type::options(policy_type, resource_type);
        let options = options.unwrap_or_else(|| Options::new(policy_type)).select(self.selection);
        if template { options.template() } else { options }
    }

    /// What `document` is checked as: as wanted, else as `configured`, else as it looks.
    pub(crate) fn options(self, configured: Option<Options>, document: &Node<'_>) -> Options {
        let found = self.options.or(configured);
        let options = found.unwrap_or_else(|| Options::new(policy_type::guess(document)));
        let options = options.select(self.selection);
        if self.template { options.template() } else { options }
    }
}
