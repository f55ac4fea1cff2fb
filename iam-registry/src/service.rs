//! Services, by the prefix that actions carry.

use crate::action::{Action, ActionResourceType};
use crate::condition_key::ConditionKey;
use crate::generated::SERVICES;
use crate::name_index::LazyIndex;
use crate::resource_type::ResourceType;
use crate::status::Status;
use crate::table::{Counts, HEAD, Table, find, find_by_head, head};
use std::fmt;
use std::sync::OnceLock;

/// One service of AWS: what stands before the `:` of an action.
///
/// Source: [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
pub struct Service {
    head: u128,
    prefix: &'static str,
    name: &'static str,
    resource_control_policies: bool,
    status: Status,
    counts: Counts,
    text: &'static str,
    table: OnceLock<Table>,
}

/// The service with this prefix, ignoring ASCII case.
///
/// # Examples
///
/// ```
/// use iam_registry::service;
/// assert_eq!(service("SNS").map(|service| service.prefix()), Some("sns"));
/// assert!(service("s33").is_none());
/// ```
#[must_use]
pub fn service(prefix: &str) -> Option<&'static Service> {
    static INDEX: LazyIndex = LazyIndex::new();
    let Some(index) = INDEX.get(SERVICES.iter().map(Service::prefix)) else {
        return find_by_head(&SERVICES, prefix, |service| (service.head, service.prefix));
    };
    let head = head(prefix);
    let mut services = index.places(prefix).filter_map(|place| SERVICES.get(place));
    services.find(|it| {
        it.head == head
            && it.prefix.len() == prefix.len()
            && (prefix.len() <= HEAD || it.prefix.eq_ignore_ascii_case(prefix))
    })
}

/// Every service, sorted by prefix.
pub fn services() -> impl ExactSizeIterator<Item = &'static Service> + Clone {
    SERVICES.iter()
}

impl Service {
    pub(crate) const fn new(
        prefix: &'static str,
        name: &'static str,
        resource_control_policies: bool,
        status: Status,
        [keys, resources, actions]: [usize; 3],
        text: &'static str,
    ) -> Self {
        Self {
            head: head(prefix),
            prefix,
            name,
            resource_control_policies,
            status,
            counts: Counts { keys, resources, actions },
            text,
            table: OnceLock::new(),
        }
    }

    /// Its prefix, such as `s3`.
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        self.prefix
    }

    /// Its name for people, such as `Amazon S3`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether resource control policies apply to it.
    ///
    /// Source: [RCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)
    #[must_use]
    pub fn supports_resource_control_policies(&self) -> bool {
        self.resource_control_policies
    }

    /// Whether AWS documents it, only uses it, or has shut it down.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// The year in which AWS shut it down.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_registry::service;
    /// assert_eq!(service("elastic-inference").and_then(|service| service.retired()), Some(2024));
    /// assert_eq!(service("s3").and_then(|service| service.retired()), None);
    /// ```
    #[must_use]
    pub fn retired(&self) -> Option<u16> {
        match self.status {
            Status::Retired { year } => Some(year),
            _ => None,
        }
    }

    /// Its actions, sorted by name without case.
    #[must_use]
    pub fn actions(&'static self) -> &'static [Action] {
        &self.table().actions
    }

    /// Its action of this name, ignoring ASCII case.
    #[must_use]
    pub fn action(&'static self, name: &str) -> Option<&'static Action> {
        self.table().action(name)
    }

    /// Its resource types, sorted by name without case.
    #[must_use]
    pub fn resource_types(&'static self) -> &'static [ResourceType] {
        &self.table().resources
    }

    /// Its resource type of this name, ignoring ASCII case.
    #[must_use]
    pub fn resource_type(&'static self, name: &str) -> Option<&'static ResourceType> {
        find(self.resource_types(), name, ResourceType::name)
    }

    /// The condition keys that its actions and resource types use, global ones included; sorted.
    #[must_use]
    pub fn condition_keys(&'static self) -> &'static [ConditionKey] {
        self.table().keys.all()
    }

    /// The condition key that `text` is, ignoring ASCII case; a placeholder of the key stands for
    /// any text that is not empty.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_registry::service;
    /// let s3 = service("s3").expect("a service");
    /// let key = s3.condition_key("s3:existingobjecttag/Team").expect("a key with a placeholder");
    /// assert!(key.has_placeholder());
    /// assert!(s3.condition_key("s3:ExistingObjectTag/").is_none());
    /// ```
    #[must_use]
    pub fn condition_key(&'static self, text: &str) -> Option<&'static ConditionKey> {
        self.table().keys.find(text)
    }

    /// The resource types of its action at `index`, found once by `find`.
    pub(crate) fn action_types(
        &'static self,
        index: usize,
        find: impl FnOnce() -> Box<[ActionResourceType]>,
    ) -> &'static [ActionResourceType] {
        self.table().links.get(index).map_or(&[], |links| links.types.get_or_init(find))
    }

    /// The names of the condition keys of its action at `index`, found once by `find`.
    pub(crate) fn action_keys(
        &'static self,
        index: usize,
        find: impl FnOnce() -> Box<[&'static str]>,
    ) -> &'static [&'static str] {
        self.table().links.get(index).map_or(&[], |links| links.keys.get_or_init(find))
    }

    fn table(&'static self) -> &'static Table {
        self.table.get_or_init(|| Table::decode(self, self.text, &self.counts))
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.prefix).finish()
    }
}

impl PartialEq for Service {
    fn eq(&self, other: &Self) -> bool {
        // Each is there once.
        std::ptr::eq(self, other)
    }
}

impl Eq for Service {}
