//! Claims of identity providers, as condition keys.

use crate::visible::visible;
use iam_core::registry::{Claim, ClaimStanding};
use serde::Serialize;
use std::fmt;

/// A claim that AWS lists under no name of its own: it takes it from the tokens of every provider.
#[derive(Serialize)]
pub(super) struct ClaimFacts {
    name: String,
    provider: String,
    claim: String,
    meaning: &'static str,
    /// Which claims of this provider requests carry.
    known: Vec<&'static str>,
}

impl ClaimFacts {
    pub(super) fn of(name: &str) -> Option<Self> {
        let claim = Claim::of(name).filter(|it| it.standing() == ClaimStanding::Taken)?;
        Some(Self {
            name: name.to_owned(),
            provider: claim.provider.to_owned(),
            claim: claim.name.to_owned(),
            meaning: meaning(claim.name),
            known: claim.known(),
        })
    }
}

/// What the claim of a token tells; of one that only its provider defines, nothing but that.
pub(super) fn meaning(claim: &str) -> &'static str {
    match claim.to_ascii_lowercase().as_str() {
        "aud" => {
            "The audience of the token: the application that it was issued for, or the authorized party \
             if the token has one."
        }
        "azp" => "The authorized party of the token: the application that it was issued to.",
        "oaud" => "The audience of the token where it also has an authorized party.",
        "sub" => "The subject of the token: whom, or what, its provider issued it for.",
        "amr" => "How the user signed in.",
        "email" => "The e-mail address of the user.",
        _ => "A claim of the token, as its provider sets it.",
    }
}

/// Why a claim is no condition key.
pub(super) fn refused(name: &str) -> Option<String> {
    let claim = Claim::of(name)?;
    let known = claim.known();
    let known: Vec<_> = known.iter().map(|it| format!("`{it}`")).collect();
    let takes = match claim.standing() {
        ClaimStanding::NotTaken => "does not take",
        ClaimStanding::Unknown => "is not known to take",
        _ => return None,
    };
    Some(format!(
        "AWS {takes} the claim `{}` from the tokens of `{}`; a condition can test its {}",
        visible(claim.name),
        visible(claim.provider),
        known.join(", ")
    ))
}

impl fmt::Display for ClaimFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, provider) = (visible(&self.name), visible(&self.provider));
        writeln!(f, "{name} (claim of the tokens of {provider})")?;
        writeln!(f, "  meaning: {}", self.meaning)?;
        let several = self.claim.eq_ignore_ascii_case("amr");
        writeln!(f, "  type: {}", if several { "list of String" } else { "String" })?;
        writeln!(f, "  carried by (1):\n    sts:AssumeRoleWithWebIdentity")?;
        writeln!(f, "  claims of this provider: {}", self.known.join(", "))
    }
}
