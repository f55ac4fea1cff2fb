//! What a policy is checked as when nobody says.

use iam_core::check::{Options, PolicyResourceType};
use iam_core::config;
use iam_core::document::{ByteSpan, Node};
use iam_core::policy::PolicyType;

/// What the user says the policies are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    options: Option<Options>,
    template: bool,
}

impl Wanted {
    /// What `--policy-type` and `--resource-type` say together; otherwise why they contradict.
    pub(crate) fn new(
        policy_type: Option<PolicyType>,
        resource_type: Option<PolicyResourceType>,
    ) -> Result<Self, String> {
        let implied = policy_type.or(resource_type.map(|_| PolicyType::Resource));
        let Some(policy_type) = implied else { return Ok(Self::default()) };
        let options = config::options(policy_type, resource_type);
        match (options, resource_type) {
            (None, Some(resource_type)) => Err(format!(
                "`{resource_type}` has no {policy_type}: a resource type goes with `resource`"
            )),
            (options, _) => Ok(Self { options, template: false }),
        }
    }

    /// The same, with parameters such as `${AWS::Region}` if they are templates.
    pub(crate) fn template(self, template: bool) -> Self {
        Self { template: self.template || template, ..self }
    }

    /// The same, as a template if `other` is one.
    pub(crate) fn template_as(self, other: Self) -> Self {
        self.template(other.template)
    }

    /// What `document` is checked as: as wanted, else as `configured`, else as it looks.
    pub(crate) fn options(
        self,
        configured: Option<Options>,
        document: &Node<'_, ByteSpan>,
    ) -> Options {
        let found = self.options.or(configured);
        let options = found.unwrap_or_else(|| Options::new(guess(document)));
        if self.template { options.template() } else { options }
    }
}

/// Identity-based without principals; with them a trust policy if it is about `sts:` alone, and a VPC
/// endpoint policy if it is the one that AWS attaches to endpoints.
fn guess(document: &Node<'_, ByteSpan>) -> PolicyType {
    let statements = || document.member("Statement").into_iter().flat_map(|it| it.node.items());
    let has_principal = |statement: &Node<'_, ByteSpan>| {
        statement.member("Principal").or(statement.member("NotPrincipal")).is_some()
    };
    if !statements().any(has_principal) {
        return PolicyType::Identity;
    }
    let elements = statements().filter_map(|it| it.member("Action").or(it.member("NotAction")));
    let mut actions = elements.flat_map(|element| element.node.items()).peekable();
    let is_sts = |action: &Node<'_, ByteSpan>| {
        let prefix = action.text().and_then(|text| text.split_once(':')).map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("sts"))
    };
    if actions.peek().is_some() && actions.all(is_sts) {
        PolicyType::Trust
    } else if statements().all(is_default_of_an_endpoint) {
        PolicyType::VpcEndpoint
    } else {
        PolicyType::Resource
    }
}

/// Whether the statement allows everybody everything, which no policy of one resource says.
fn is_default_of_an_endpoint(statement: &Node<'_, ByteSpan>) -> bool {
    let is = |element: &str, text: &str| {
        let items = statement.member(element).map_or(&[][..], |it| it.node.items());
        matches!(items, [item] if item.text() == Some(text))
    };
    let has_condition = statement.member("Condition").is_some();
    is("Effect", "Allow")
        && is("Principal", "*")
        && is("Action", "*")
        && is("Resource", "*")
        && !has_condition
}
