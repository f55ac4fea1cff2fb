//! Conditions that let in only those whom somebody vouches for.

use crate::atom::{Atom, Word};
use crate::budget::Exhausted;
use crate::fact::Fact;
use crate::search::Answers;
use crate::test::{Compiled, Kind, Like};
use crate::value::spelled;
use crate::world::{Part, World};
use iam_core::literal::Network;
use iam_core::policy::{Comparison, ComparisonFamily};

/// Keys that fix who asks, or from where, if their values are fixed.
///
/// Source: [the meaning of "public"](https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status),
/// [resource types of external access](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html)
const KEYS: &[&str] = &[
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "elasticfilesystem:accessedviamounttarget",
    "kms:calleraccount",
    "lambda:eventsourcetoken",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
];

/// The broadest ranges of addresses that count as fixed.
const BROADEST: [&str; 2] = ["/8", "/32"];

/// A key that fixes an access point: in the policy of one, it has to be one in particular.
const ACCESS_POINT: &str = "s3:dataaccesspointarn";

/// Whether requests with these answers come from a fixed set of callers or places, as the policy of an access
/// point or of another resource has it.
pub(crate) fn are_trusted(
    world: &World<'_>,
    answers: &Answers,
    of_access_point: bool,
) -> Result<bool, Exhausted> {
    for (part, literals) in &answers.parts {
        let whole = of_access_point && matches!(part, Part::Key(key) if **key == *ACCESS_POINT);
        let is_of_caller = matches!(part, Part::Principal);
        if !is_of_caller && !matches!(part, Part::Key(_)) {
            continue;
        }
        // Of the principal there are keys that fix nobody: others are called the same, too.
        let tests =
            literals.iter().filter_map(|literal| match world.facts.all.get(literal.fact)? {
                Fact::Test { key, test } if KEYS.contains(&&**key) => {
                    Some((key, test, literal.holds))
                }
                _ => None,
            });
        let tests: Vec<_> = tests.collect();
        world.budget.pay(tests.len())?;
        for (key, test, holds) in &tests {
            // One test may say that the key is there, and another what it is.
            let is_there = tests
                .iter()
                .any(|(other, test, holds)| other == key && test.passes_absent() != *holds);
            if is_there && is_fixed(test, *holds, whole) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether only fixed values answer so; `whole`, if a wildcard behind an account does not count as fixed.
fn is_fixed(test: &Compiled, holds: bool, whole: bool) -> bool {
    let Kind::Values(values) = &test.kind else { return false };
    if let Like::Network(networks) = &values.like {
        return holds != values.negated && !networks.is_empty() && networks.iter().all(is_narrow);
    }
    let Some(groups) = values.groups(holds) else { return false };
    // That something is not so fixes nobody.
    if test.operator.comparison == Comparison::Bool {
        let is_true = |word: &Word| spelled(word).is_some_and(|it| it == "true");
        return groups.iter().any(|group| {
            group.positive && !group.words.is_empty() && group.words.iter().all(is_true)
        });
    }
    // Of a key that has ARNs no value is less than one.
    let is_arn = test.operator.comparison.family() == ComparisonFamily::Arn;
    let may_be =
        |word: &&Word| !is_arn || word.iter().filter(|it| **it == Atom::Char(':')).count() >= 5;
    groups.iter().any(|group| {
        let mut words = group.words.iter().filter(may_be).peekable();
        group.positive
            && words.peek().is_some()
            && words.all(|word| if whole { is_plain(word) } else { is_owned(word) })
    })
}

fn is_narrow(network: &Network) -> bool {
    let text = network.masked().to_string();
    let broadest = BROADEST.map(|prefix| {
        let first = text.split('/').next().unwrap_or_default();
        Network::parse(&format!("{first}{prefix}"))
    });
    let is_v4 = !text.contains(':');
    let [v4, v6] = broadest;
    let broad = if is_v4 { v4 } else { v6 };
    network.is_private() || broad.is_some_and(|broad| broad.contains(*network))
}

/// Whether all texts that the word matches belong to one owner: it has no wildcard, or it fixes the account
/// of an ARN, or the organization of a path.
fn is_owned(word: &Word) -> bool {
    if is_plain(word) {
        return true;
    }
    let fields: Vec<&[Atom]> = word.splitn(6, |atom| *atom == Atom::Char(':')).collect();
    // What stands behind twelve digits can be no more of them.
    let is_account = |field: &[Atom]| {
        field.get(..12).is_some_and(|field| {
            field.iter().all(|it| matches!(it, Atom::Char(digit) if digit.is_ascii_digit()))
        })
    };
    let is_arn = fields
        .first()
        .is_some_and(|field| **field == [Atom::Char('a'), Atom::Char('r'), Atom::Char('n')]);
    if is_arn {
        return fields.get(4).is_some_and(|field| is_account(field));
    }
    let organization = word.split(|atom| *atom == Atom::Char('/')).next().unwrap_or_default();
    organization.len() < word.len()
        && organization.len() > 2
        && organization.starts_with(&[Atom::Char('o'), Atom::Char('-')])
        && is_plain(organization)
}

fn is_plain(atoms: &[Atom]) -> bool {
    atoms.iter().all(|atom| matches!(atom, Atom::Char(_) | Atom::Fold(_)))
}
