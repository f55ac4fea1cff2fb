//! Where a parameter is used.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::document::ByteSpan;
use iam_language::pattern::parameters;
use std::collections::HashMap;

/// The places of one parameter, in the order of the document.
pub(crate) struct Uses {
    first: ByteSpan,
    /// The statement of the first place.
    statement: usize,
    others: Vec<ByteSpan>,
}

/// Visits the texts of one statement.
type EachText<'p, 'd, 't> = fn(&StatementView<'d, 't>, &mut dyn FnMut(&str, ByteSpan));

/// Every parameter in the texts that `each_text` visits, in the order of their first places.
pub(crate) fn each_name<'d, 't>(
    policy: &PolicyView<'d, 't>,
    each_text: EachText<'_, 'd, 't>,
) -> Vec<(String, Uses)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(String, Uses)> = Vec::new();
    for statement in policy.statements.iter().filter(|statement| statement.has_dollar) {
        each_text(statement, &mut |text, span| {
            for name in parameters(text) {
                if let Some((_, uses)) = places.get(name).and_then(|place| found.get_mut(*place)) {
                    uses.others.push(span);
                    continue;
                }
                places.insert(name.to_owned(), found.len());
                let (statement, others) = (statement.index, Vec::new());
                found.push((name.to_owned(), Uses { first: span, statement, others }));
            }
        });
    }
    found
}

impl Uses {
    /// Reports the parameter at its first place.
    pub(crate) fn tell(
        self,
        about: &'static About,
        message: String,
        advice: Advice,
        report: &mut Report,
    ) {
        let finding = about.at(self.first, message).with_fix(advice);
        let mut finding = finding.with_related(self.others);
        finding.statement = Some(self.statement);
        report.push(finding);
    }
}
