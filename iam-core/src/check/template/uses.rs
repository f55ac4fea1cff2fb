//! Where a parameter is used.

use super::super::About;
use super::super::Report;
use super::super::view::{PolicyView, StatementView};
use crate::pattern::parameters;
use std::collections::HashMap;

/// The places of one parameter, in the order of the document.
pub(super) struct Uses<S> {
    first: S,
    /// The statement of the first place.
    statement: usize,
    others: Vec<S>,
}

/// Visits the texts of one statement.
type EachText<'p, 'd, 't, S> = fn(&StatementView<'d, 't, S>, &mut dyn FnMut(&str, S));

/// Every parameter in the texts that `each_text` visits, in the order of their first places.
pub(super) fn each_name<'d, 't, S: Copy>(
    policy: &PolicyView<'d, 't, S>,
    each_text: EachText<'_, 'd, 't, S>,
) -> Vec<(String, Uses<S>)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(String, Uses<S>)> = Vec::new();
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

impl<S> Uses<S> {
    /// Reports the parameter at its first place.
    pub(super) fn tell(
        self,
        about: &'static About,
        message: String,
        fix: String,
        report: &mut Report<S>,
    ) {
        let mut finding = about.at(self.first, message).with_fix(fix).with_related(self.others);
        finding.statement = Some(self.statement);
        report.push(finding);
    }
}
