//! A witness in words.

use crate::strict::HypotheticalWitness;
use crate::witness::Witness;
use iam_core::visible::visible;
use iam_evaluate::{Context, ContextValue, PrincipalKind, RequestPrincipal};
use std::fmt;

/// `` `s3:DeleteObject` on `arn:…`, by `arn:…`, with `aws:SecureTransport` = `true` ``
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let request = self.request();
        let (action, resource) = (request.action(), visible(request.resource()));
        write!(f, "`{action}` on `{resource}`, by {}", who(request.principal()))?;
        Circumstances(self.resource_account(), request.context()).fmt(f)
    }
}

/// As a [`Witness`].
impl fmt::Display for HypotheticalWitness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let request = self.request();
        let (action, resource) = (visible(request.action()), visible(request.resource()));
        write!(f, "`{action}` on `{resource}`, by {}", who(request.principal()))?;
        Circumstances(self.resource_account(), request.context()).fmt(f)
    }
}

/// The account of the resource, and keys.
struct Circumstances<'w>(Option<&'w str>, &'w Context);

impl fmt::Display for Circumstances<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(account, context) = self;
        if let Some(account) = account {
            write!(f, ", where the resource belongs to account {account}")?;
        }
        for (at, (key, value)) in context.iter().enumerate() {
            let joint = if at == 0 { ", with" } else { " and" };
            write!(f, "{joint} `{}` = ", visible(key))?;
            match value {
                ContextValue::One(value) => write!(f, "`{}`", visible(value))?,
                ContextValue::Many(values) => {
                    let each: Vec<_> =
                        values.iter().map(|it| format!("`{}`", visible(it))).collect();
                    write!(f, "[{}]", each.join(", "))?;
                }
            }
        }
        Ok(())
    }
}

fn who(principal: &RequestPrincipal) -> String {
    let text = visible(principal.as_str());
    match principal.kind() {
        PrincipalKind::Anonymous => "somebody who has signed nothing".to_owned(),
        PrincipalKind::Service => format!("the service `{text}`"),
        PrincipalKind::IdentityProvider => format!("somebody whom `{text}` vouches for"),
        _ => format!("`{text}`"),
    }
}
