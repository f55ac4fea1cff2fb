//! Names, ARNs and values with the parameters that a template fills in.

use crate::declaration::{Parameter, ParameterSource, Product};
use iam_core::pattern::{Piece, pieces};

/// What a template puts in place of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// `AWS::Partition`, `AWS::Region` or `AWS::AccountId`.
    Partition,
    Region,
    Account,
    /// What the customer gives.
    Given(&'static Parameter),
    /// What follows from the region.
    ByRegion(&'static Parameter),
    /// The name of the stack.
    StackName(&'static Parameter),
}

impl Values {
    fn of<P: Product>(name: &str) -> Option<Self> {
        match name {
            "AWS::Partition" => return Some(Self::Partition),
            "AWS::Region" => return Some(Self::Region),
            "AWS::AccountId" => return Some(Self::Account),
            _ => {}
        }
        let parameter = P::PARAMETERS.iter().find(|parameter| parameter.name == name)?;
        Some(match parameter.source {
            ParameterSource::Given { .. } => Self::Given(parameter),
            ParameterSource::ByRegion(_) => Self::ByRegion(parameter),
            ParameterSource::StackName { .. } => Self::StackName(parameter),
        })
    }
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment<'t> {
    /// As it stands, wildcards and policy variables included.
    Text(&'t str),
    /// What a parameter stands for.
    Parameter(Values),
}

/// Cuts `text` at the parameters of `P`; what only looks like one is text.
pub(super) fn segments<P: Product>(text: &str) -> Vec<Segment<'_>> {
    let mut all = Vec::new();
    let (mut start, mut at) = (0, 0);
    for piece in pieces(text) {
        let end = at + piece.written_len();
        if let Piece::Parameter { name } = piece
            && let Some(value) = Values::of::<P>(name)
        {
            all.extend(text.get(start..at).filter(|text| !text.is_empty()).map(Segment::Text));
            all.push(Segment::Parameter(value));
            start = end;
        }
        at = end;
    }
    all.extend(text.get(start..).filter(|text| !text.is_empty()).map(Segment::Text));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Ledger;

    #[test]
    fn only_parameters_of_the_product_are_cut_out() {
        let text = "a${AWS::Region}${Key}*${aws:username}/${*}${Other}${Short}é${open";
        let key = Ledger::PARAMETERS.iter().find(|one| one.name == "Key").unwrap();
        let short = Ledger::PARAMETERS.iter().find(|one| one.name == "Short").unwrap();
        assert_eq!(
            segments::<Ledger>(text),
            [
                Segment::Text("a"),
                Segment::Parameter(Values::Region),
                Segment::Parameter(Values::Given(key)),
                Segment::Text("*${aws:username}/${*}${Other}"),
                Segment::Parameter(Values::ByRegion(short)),
                Segment::Text("é${open"),
            ]
        );
        assert_eq!(segments::<Ledger>(""), []);
    }
}
