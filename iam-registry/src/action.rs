//! Actions: what a policy allows or denies.

use crate::condition_key::{ConditionKey, is_request_tag_key};
use crate::resource_type::ResourceType;
use crate::service::{Service, service};
use crate::status::Status;
use crate::table::{HEAD, column, heads, list};
use iam_language::pattern::cmp_ignoring_case;
use std::fmt;

/// One action of a service. Shown as `s3:GetObject`.
///
/// Source: [Actions, resources, and condition keys](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
// What a look-up compares is in one line of the processor's cache: it mostly waits for memory.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Action {
    heads: [u128; 2],
    service: &'static Service,
    /// The name, a tab, and the columns: access level, resource types, condition keys, dependent
    /// actions, status.
    line: &'static str,
    /// Its place among the actions of its service.
    index: u32,
    name_len: u16,
    /// Whether its last column is there; few have it.
    has_status: bool,
}

/// The action `service:Name`, ignoring ASCII case.
///
/// # Examples
///
/// ```
/// use iam_registry::action;
/// assert!(action("s3:GETOBJECT").is_some());
/// assert!(action("s3:GetObjct").is_none());
/// assert!(action("s3:Get*").is_none());
/// ```
#[must_use]
pub fn action(text: &str) -> Option<&'static Action> {
    let (prefix, name) = text.split_once(':')?;
    service(prefix)?.action(name)
}

impl Action {
    /// None if the name is thousands of times as long as one of IAM may be.
    pub(crate) fn new(service: &'static Service, line: &'static str, index: usize) -> Option<Self> {
        let name = line.split('\t').next().unwrap_or_default();
        // No other column has words parted by spaces.
        let has_status = line.as_bytes().contains(&b' ');
        let (index, name_len) = (u32::try_from(index).ok()?, u16::try_from(name.len()).ok()?);
        Some(Self { heads: heads(name), service, line, index, name_len, has_status })
    }

    /// What its service's actions are sorted by.
    pub(crate) fn sort_key(&self) -> (u128, &'static str) {
        (self.heads[0], self.name())
    }

    /// Whether its name is `name`, which has these [`heads`], ignoring ASCII case.
    pub(crate) fn is_called(&self, name: &str, heads: [u128; 2]) -> bool {
        self.heads == heads
            && usize::from(self.name_len) == name.len()
            && (name.len() <= 2 * HEAD || self.name().eq_ignore_ascii_case(name))
    }

    fn column(&self, index: usize) -> &'static str {
        column(self.line, index + 1)
    }

    /// The service it belongs to.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// Its name without the prefix, such as `GetObject`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.line.get(..usize::from(self.name_len)).unwrap_or_default()
    }

    /// What it lets a principal do.
    #[must_use]
    pub fn access_level(&self) -> AccessLevel {
        match self.column(0) {
            "List" => AccessLevel::List,
            "Read" => AccessLevel::Read,
            "Tagging" => AccessLevel::Tagging,
            "Permissions" => AccessLevel::PermissionsManagement,
            "Write" => AccessLevel::Write,
            _ => AccessLevel::Unknown,
        }
    }

    /// The resource types that it can be limited to. None: its `Resource` must be `*`.
    #[must_use]
    pub fn resource_types(&self) -> impl ExactSizeIterator<Item = ActionResourceType> + use<> {
        let service = self.service;
        let types = service.action_types(self.index as usize, || {
            let types = list(self.column(1)).filter_map(|text| {
                let (name, required) =
                    text.strip_suffix('*').map_or((text, false), |name| (name, true));
                let resource_type = service.resource_type(name)?;
                Some(ActionResourceType { resource_type, required })
            });
            types.collect()
        });
        types.iter().copied()
    }

    /// The condition keys of the action itself.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static ConditionKey> + use<> {
        let service = self.service;
        list(self.column(2)).filter_map(|name| service.condition_key(name))
    }

    /// The condition keys of the action and of its resource types, each once, sorted. Global keys
    /// come on top.
    ///
    /// # Examples
    ///
    /// ```
    /// let action = iam_registry::action("dynamodb:GetItem").expect("an action");
    /// let keys = action.all_condition_keys();
    /// assert!(keys.iter().any(|key| key.name() == "dynamodb:LeadingKeys"));
    /// ```
    #[must_use]
    pub fn all_condition_keys(&self) -> Vec<&'static ConditionKey> {
        let names = self.condition_key_names().iter();
        let keys = names.filter_map(|name| self.service.condition_key(name));
        let mut keys: Vec<_> = keys.collect();
        keys.sort_by(|a, b| cmp_ignoring_case(a.name().as_bytes(), b.name().as_bytes()));
        keys
    }

    /// The condition key of the action or of its resource types that `text` is, ignoring ASCII
    /// case, with placeholders filled in. Global keys come on top.
    ///
    /// # Examples
    ///
    /// ```
    /// let action = iam_registry::action("dynamodb:GetItem").expect("an action");
    /// assert!(action.condition_key("DynamoDB:LeadingKeys").is_some());
    /// assert!(action.condition_key("s3:prefix").is_none());
    /// ```
    #[must_use]
    pub fn condition_key(&self, text: &str) -> Option<&'static ConditionKey> {
        let key = self.service.condition_key(text)?;
        self.condition_key_names().binary_search(&key.name()).is_ok().then_some(key)
    }

    /// Whether its requests can bring tags along, for `aws:RequestTag/…` and `aws:TagKeys`: the action
    /// itself lists one of them. That its resources were tagged when they were made does not count.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_registry::action;
    /// assert!(action("ec2:RunInstances").is_some_and(|action| action.takes_tags()));
    /// assert!(action("ec2:TerminateInstances").is_some_and(|action| !action.takes_tags()));
    /// ```
    #[must_use]
    pub fn takes_tags(&self) -> bool {
        list(self.column(2)).any(is_request_tag_key)
    }

    /// The names of [`Self::all_condition_keys`], sorted by bytes.
    #[must_use]
    pub fn condition_key_names(&self) -> &'static [&'static str] {
        self.service.action_keys(self.index as usize, || {
            let of_resources = self.resource_types().map(ActionResourceType::resource_type);
            let own = list(self.column(2));
            let mut names: Vec<_> =
                own.chain(of_resources.flat_map(ResourceType::key_names)).collect();
            // Hundreds of resource types name the same few keys.
            names.sort_unstable();
            names.dedup();
            names.into_boxed_slice()
        })
    }

    /// The actions that a principal needs beside this one for it to succeed.
    ///
    /// # Examples
    ///
    /// ```
    /// let run = iam_registry::action("ecs:RunTask").expect("an action");
    /// assert!(run.dependent_actions().any(|needed| needed.to_string() == "iam:PassRole"));
    /// ```
    pub fn dependent_actions(&self) -> impl Iterator<Item = &'static Action> + use<> {
        list(self.column(3)).filter_map(action)
    }

    /// Whether AWS documents it, only lists or uses it, or has shut it down.
    #[must_use]
    pub fn status(&self) -> Status {
        if self.has_status { Status::from_table(self.column(4)) } else { Status::Documented }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service.prefix(), self.name())
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({self})")
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.service == other.service && self.name() == other.name()
    }
}

impl Eq for Action {}

/// What an action lets a principal do. Shown as AWS writes it: `Permissions management`.
///
/// Source: [Access levels](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AccessLevel {
    /// Learn which resources exist.
    List,
    /// Read what resources hold.
    Read,
    /// Change only tags.
    Tagging,
    /// Create, change or delete resources.
    Write,
    /// Change who may do what.
    PermissionsManagement,
    /// Not known yet: of the action only the name is known.
    Unknown,
}

impl fmt::Display for AccessLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Tagging => "Tagging",
            Self::Write => "Write",
            Self::PermissionsManagement => "Permissions management",
            Self::Unknown => "not known",
        })
    }
}

/// A resource type as one action uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionResourceType {
    resource_type: &'static ResourceType,
    required: bool,
}

impl ActionResourceType {
    /// The resource type.
    #[must_use]
    pub fn resource_type(self) -> &'static ResourceType {
        self.resource_type
    }

    /// Its name, such as `object`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.resource_type.name()
    }

    /// Whether a statement that names resources must name one of this type.
    #[must_use]
    pub fn is_required(self) -> bool {
        self.required
    }
}
