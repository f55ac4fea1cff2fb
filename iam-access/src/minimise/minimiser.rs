//! A policy in, a smaller one that is proved equal out.

use super::candidates::Cut;
use super::component::{Component, by_component};
use super::compress;
use super::draft::{Draft, Frame, statements};
use super::entries;
use super::entries::Share;
use super::merge;
use super::merge::Order;
use super::pieces::{MOST, Room, Unfit};
use super::proof::Prover;
use super::size;
use super::step::Journal;
use super::step::Step;
use iam_core::policy::{Kind, Policy, Statement};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// What the minimiser may do besides what holds for all texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MinimiseOptions {
    /// Put patterns in place of actions, where they reach no further action of the registry.
    pub compress: Option<Cut>,
    /// How many characters each policy may have, as JSON without white space.
    pub quota: Option<usize>,
    /// Merge and drop statements that have a Sid in policies with principals, too. There a Sid may be a handle:
    /// Amazon SNS, Amazon SQS and AWS Lambda take permissions away by it.
    pub merge_sids: bool,
}

impl MinimiseOptions {
    /// The same, with shorter patterns.
    #[must_use]
    pub fn compress(self, cut: Cut) -> Self {
        Self { compress: Some(cut), ..self }
    }

    /// The same, in policies of at most so many characters.
    #[must_use]
    pub fn quota(self, characters: usize) -> Self {
        Self { quota: Some(characters), ..self }
    }

    /// The same, whatever Sids there are.
    #[must_use]
    pub fn merge_sids(self) -> Self {
        Self { merge_sids: true, ..self }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Minimised<K: Kind> {
    /// The policy; several if a quota asks for it. Together they say what the one said.
    pub policies: Vec<Policy<K>>,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// How many policies it takes at least, by the characters of the statements.
    pub at_least: usize,
}

/// Why a policy does not fit into a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MinimiseError {
    /// A statement with one entry in each list is too large.
    #[non_exhaustive]
    TooLarge {
        /// Which statement, from 0.
        statement: usize,
        /// How many characters a policy of it has.
        characters: usize,
        /// How many there may be.
        quota: usize,
    },
    /// It would take more policies than anything can have.
    #[non_exhaustive]
    TooMany {
        /// How many characters each may have.
        quota: usize,
    },
    /// That the pieces say together what the policy says could not be proved.
    Unproved,
}

impl fmt::Display for MinimiseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { statement, characters, quota } => write!(
                f,
                "statement {} does not fit: with one entry in each list that can be split it makes a policy of {characters} characters, and the quota is {quota}",
                statement + 1
            ),
            Self::TooMany { quota } => write!(
                f,
                "it takes more than {MOST} policies of {quota} characters, and nothing can have so many"
            ),
            Self::Unproved => f.write_str(
                "the policy does not fit as it is, and that its parts together say the same could not be proved",
            ),
        }
    }
}

impl std::error::Error for MinimiseError {}

/// The same policy in fewer characters.
///
/// What is written twice or covered goes, and statements that differ in one list become one; that holds for
/// all requests, also of actions that AWS may have some day. Compressed policies are equal for the actions of
/// the registry. Each result is proved, by other means than those that found it; what cannot be proved is not
/// taken. Sids and order stay where nothing forces a change, and of a merge the first Sid; an `Id` stays in each
/// policy.
///
/// # Errors
///
/// A quota that a statement with one entry in each list does not fit into.
///
/// # Examples
///
/// ```
/// use iam_access::{Cut, MinimiseOptions, minimise};
/// use iam_core::policy::Policy;
/// let policy: Policy = r#"{ "Version": "2012-10-17", "Statement": [
///     { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
///     { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*" },
///     { "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*" }] }"#.parse()?;
/// let shorter = minimise(&policy, MinimiseOptions::default())?;
/// assert_eq!(shorter.policies[0].statements().len(), 2);
/// assert_eq!(shorter.steps[0].to_string(), "statement 1 goes: statement 2 covers it");
/// let shortest = minimise(&policy, MinimiseOptions::default().compress(Cut::Words))?;
/// assert_eq!(shortest.steps[1].to_string(), "statement 3: `ec2:*Vpcs` stands for `ec2:DescribeVpcs`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn minimise<K: Kind>(
    policy: &Policy<K>,
    options: MinimiseOptions,
) -> Result<Minimised<K>, MinimiseError> {
    let frame = Frame { version: policy.version(), policy_type: K::TYPE };
    let Made { pieces, steps, at_least } =
        frame.minimised(policy.statements(), empty(policy), options)?;
    let id = policy.id().map(|id| Cow::Owned(id.to_owned()));
    let policies = pieces
        .into_iter()
        .map(|piece| Policy::already_read(policy.version(), id.clone(), piece.into()));
    Ok(Minimised { policies: policies.collect(), steps, at_least })
}

/// How many characters the policy has without its statements.
fn empty<K: Kind>(policy: &Policy<K>) -> usize {
    policy.select(|_| false).json_len()
}

struct Made {
    pieces: Vec<Vec<Statement>>,
    steps: Vec<Step>,
    at_least: usize,
}

impl Frame {
    /// One copy for all kinds of policy.
    fn minimised(
        self,
        given: &[Statement],
        empty: usize,
        options: MinimiseOptions,
    ) -> Result<Made, MinimiseError> {
        let drafts = self.drafts(given, options.merge_sids);
        let prover = Prover::new(self);
        let (mut drafts, mut steps) = lossless_proved(&prover, &drafts);
        if let Some(cut) = options.compress {
            let given = statements(&drafts);
            let unknown = compress::unknown(&drafts);
            let compressed = |drafts: &[Draft], limit| {
                let mut journal = Journal::new(limit);
                let mut drafts = drafts.to_vec();
                compress::compress(&mut drafts, cut, &unknown, &mut journal);
                (drafts, journal.steps)
            };
            let result = compressed(&drafts, usize::MAX);
            let (after, more) = proved(&drafts, result, compressed, |before, after| {
                prover.are_equal_today(before, after, &given)
            });
            drafts = after;
            steps.extend(more);
        }
        let Some(quota) = options.quota else {
            return Ok(Made { pieces: vec![statements(&drafts)], steps, at_least: 1 });
        };
        let room = Room { empty, quota };
        let pieces = room.pieces(&drafts).map_err(|unfit| match unfit {
            Unfit::TooLarge { statement, characters } => {
                MinimiseError::TooLarge { statement, characters, quota }
            }
            Unfit::TooMany => MinimiseError::TooMany { quota },
        })?;
        let together: Vec<Draft> = pieces.iter().flatten().cloned().collect();
        let is_whole = by_component(&drafts, &together, &[])
            .iter()
            .all(|it| prover.are_equal(&statements(&it.before), &statements(&it.after)));
        if !is_whole {
            return Err(MinimiseError::Unproved);
        }
        let mut parts: HashMap<usize, usize> = HashMap::new();
        for draft in &together {
            *parts.entry(draft.place).or_default() += 1;
        }
        let mut split: Vec<_> = parts.into_iter().filter(|(_, parts)| *parts > 1).collect();
        split.sort_unstable();
        steps.extend(split.into_iter().map(|(statement, parts)| Step::Split { statement, parts }));
        let at_least = room.lower_bound(&drafts);
        let pieces = pieces.iter().map(|piece| statements(piece)).collect();
        Ok(Made { pieces, steps, at_least })
    }
}

/// What is equal for all texts: of two orders of merging the one that ends shorter.
fn lossless_proved(prover: &Prover, drafts: &[Draft]) -> (Vec<Draft>, Vec<Step>) {
    let [best, written] =
        [Order::Best, Order::Written].map(|order| (order, lossless(drafts, order, usize::MAX)));
    let size = |(drafts, _): &(Vec<Draft>, Vec<Step>)| -> usize {
        drafts.iter().map(|it| size::of(&it.statement) + 1).sum()
    };
    let (order, result) = if size(&written.1) < size(&best.1) { written } else { best };
    let run = |drafts: &[Draft], limit| lossless(drafts, order, limit);
    proved(drafts, result, run, |before, after| prover.are_equal(before, after))
}

fn lossless(drafts: &[Draft], order: Order, limit: usize) -> (Vec<Draft>, Vec<Step>) {
    let mut journal = Journal::new(limit);
    let mut drafts = drafts.to_vec();
    entries::within(&mut drafts, &mut journal);
    // Entries that another statement covers stay for now: two statements that have them both may be merged.
    if order == Order::Best {
        entries::across(&mut drafts, Share::Statement, &mut journal);
    }
    merge::merge(&mut drafts, order, &mut journal);
    loop {
        let before = journal.steps.len();
        entries::across(&mut drafts, Share::Entry, &mut journal);
        // What was covered may have been all that kept two statements apart.
        merge::merge(&mut drafts, Order::Best, &mut journal);
        entries::within(&mut drafts, &mut journal);
        if journal.steps.len() == before {
            return (drafts, journal.steps);
        }
    }
}

/// The result, as far as it is proved: of each component what is, else that of the most steps, taken in order,
/// of which it is, found by halving.
fn proved(
    before: &[Draft],
    (after, steps): (Vec<Draft>, Vec<Step>),
    run: impl Fn(&[Draft], usize) -> (Vec<Draft>, Vec<Step>),
    are_equal: impl Fn(&[Statement], &[Statement]) -> bool,
) -> (Vec<Draft>, Vec<Step>) {
    let are_equal =
        |before: &[Draft], after: &[Draft]| are_equal(&statements(before), &statements(after));
    let mut drafts = Vec::with_capacity(after.len());
    let mut taken = steps.clone();
    for Component { before, after } in by_component(before, &after, &steps) {
        if are_equal(&before, &after) {
            drafts.extend(after);
            continue;
        }
        let is_own = |place: usize| before.iter().any(|it| it.place == place);
        taken.retain(|step| !is_own(step.statement()));
        let (mut low, mut high) = (0, steps.len() + 1);
        let mut best = (before.clone(), Vec::new());
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            let (after, steps) = run(&before, middle);
            if are_equal(&before, &after) {
                low = middle;
                best = (after, steps);
            } else {
                high = middle;
            }
        }
        drafts.extend(best.0);
        taken.extend(best.1);
    }
    // Of a merge the first statement stays, at its place.
    drafts.sort_by_key(|it| it.place);
    (drafts, taken)
}
