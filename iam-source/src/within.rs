//! What was found in a text that stands in a string of the file.

use crate::attached::Attached;
use crate::found::{Contents, Covers, Found, Hole, Silence, Syntax, Unchecked};
use crate::written::moved;
use iam_core::document::ByteSpan;

/// The same, each place put through `place`: the file has it there.
pub(crate) fn placed(
    contents: Contents<'_>,
    place: &dyn Fn(ByteSpan) -> ByteSpan,
) -> Contents<'static> {
    let Contents { source, policies, unchecked, silences, elsewhere, attached, shared } = contents;
    Contents {
        source,
        policies: policies.into_iter().map(|found| policy(found, place)).collect(),
        unchecked: unchecked
            .into_iter()
            .map(|it| Unchecked { span: it.span.map(place), ..it })
            .collect(),
        silences: silences.into_iter().map(|it| silence(it, place)).collect(),
        elsewhere,
        attached: attached.into_iter().map(|it| Attached { span: place(it.span), ..it }).collect(),
        shared: shared.into_iter().map(place).collect(),
    }
}

fn policy(found: Found<'_>, place: &dyn Fn(ByteSpan) -> ByteSpan) -> Found<'static> {
    let syntax = match found.syntax {
        Syntax::Text(text) => Syntax::Text(text),
        // The lines around it are none of the file.
        _ => Syntax::Built,
    };
    Found {
        document: moved(found.document, place),
        span: place(found.span),
        syntax,
        policy_type: found.policy_type,
        resource_type: found.resource_type,
        holder: found.holder,
        path: found.path,
        holes: found.holes.into_iter().map(|it| Hole { span: place(it.span), ..it }).collect(),
        literals: found.literals.into_iter().map(place).collect(),
        defined: found.defined.map(|it| moved(it, place)),
        decided: found.decided,
    }
}

fn silence(silence: Silence, place: &dyn Fn(ByteSpan) -> ByteSpan) -> Silence {
    let covers = match silence.covers {
        Covers::Line(line) => Covers::Line(place(line)),
        other => other,
    };
    Silence { span: place(silence.span), covers, ..silence }
}
