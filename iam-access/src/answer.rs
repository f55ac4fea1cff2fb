//! What came of a question.

use crate::witness::Witness;

/// PASS, FAIL, or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a proof has these three ends")]
pub enum Verdict {
    /// There is no such request.
    Pass,
    /// There is one, and the simulator confirms it.
    Fail,
    /// There may be one: it was not found, and not ruled out.
    Unknown,
}

impl Verdict {
    /// As AWS spells it: `PASS` or `FAIL`; and `UNKNOWN`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "PASS",
            Self::Fail => "FAIL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// A statement that grants what was asked about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reason {
    /// Which policy, from 0: of those attached to the principal, if there are several.
    pub policy: usize,
    /// Which statement of it, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// A request that it allows.
    pub witness: Witness,
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) reasons: Vec<Reason>,
    pub(crate) unknown: Vec<Unknown>,
    pub(crate) overlooks_root: bool,
}

/// A statement of which it is not known whether it grants what was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unknown {
    /// Which policy, from 0: of those attached to the principal, if there are several.
    pub policy: usize,
    /// Which statement of it, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Why.
    pub why: Why,
}

/// Why something is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// The proof took more steps than a question may.
    Budget,
    /// A request seems to be allowed, and the simulator confirmed none of those tried: variables or
    /// values that hang on each other are not all looked through.
    Unconfirmed,
    /// Canonical users, origin access identities or unique ids are named, whom no request of the simulator can be of.
    CanonicalUser,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Budget => "the proof takes more steps than a question may",
            Self::Unconfirmed => {
                "a request may be allowed whose values hang on each other, and none was found that the simulator confirms"
            }
            Self::CanonicalUser => {
                "a canonical user, an origin access identity or a unique id is named, whom the simulator does not know"
            }
        })
    }
}

impl Answer {
    /// FAIL if a request was found, else unknown if one may be, else PASS.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.reasons.is_empty(), self.unknown.is_empty()) {
            (false, _) => Verdict::Fail,
            (true, false) => Verdict::Unknown,
            (true, true) => Verdict::Pass,
        }
    }

    /// Whether conditions on the root user of an account have changed so that it may do more: requests of root are in
    /// no answer, be it PASS.
    #[must_use]
    pub fn overlooks_root(&self) -> bool {
        self.overlooks_root
    }

    /// The statements that grant it, each with a request that shows it.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// A request that shows it.
    #[must_use]
    pub fn witness(&self) -> Option<&Witness> {
        self.reasons.first().map(|reason| &reason.witness)
    }

    /// What is not known.
    #[must_use]
    pub fn unknown(&self) -> &[Unknown] {
        &self.unknown
    }
}
