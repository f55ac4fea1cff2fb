//! The name of an action as requests and the index of a policy compare it.

use iam_core::registry::Action;

/// Service and action in lower case, with the hashes that an index looks up.
#[derive(Clone, Debug)]
pub(crate) struct ActionName {
    service: Box<str>,
    action: Box<str>,
    service_hash: u64,
    hash: u64,
}

impl ActionName {
    pub(crate) fn of(action: &Action) -> Self {
        Self::new(action.service().prefix(), action.name())
    }

    /// Of an action that there may be some day; none if the text is not two with a colon between them.
    pub(crate) fn hypothetical(text: &str) -> Option<Self> {
        let (service, action) = text.split_once(':')?;
        (!service.is_empty() && !action.is_empty()).then(|| Self::new(service, action))
    }

    fn new(service: &str, action: &str) -> Self {
        let (service, action) = (service.to_ascii_lowercase(), action.to_ascii_lowercase());
        Self {
            service_hash: hash(&service, ""),
            hash: hash(&service, &action),
            service: service.into(),
            action: action.into(),
        }
    }

    pub(crate) fn service(&self) -> &str {
        &self.service
    }

    pub(crate) fn action(&self) -> &str {
        &self.action
    }

    /// Of both.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    /// Of the service alone.
    pub(crate) fn service_hash(&self) -> u64 {
        self.service_hash
    }
}

/// FNV-1a of both, in lower case. Equal hashes are held against the texts.
pub(crate) fn hash(service: &str, action: &str) -> u64 {
    let bytes = service.bytes().chain([b':']).chain(action.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
