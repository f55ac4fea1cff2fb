//! A policy as several, each within a quota.

use super::dimension::Dimension;
use super::draft::Draft;
use super::size;
use iam_core::policy::Statement;
use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};

/// The statements of one of the policies.
pub(super) type Piece = Vec<Draft>;

/// More policies than this nothing can have: a role may have 20, and inline ones.
pub(super) const MOST: usize = 100;

/// Why there are no pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// One entry of each list of a statement is still too much.
    TooLarge { statement: usize, characters: usize },
    /// There would be more than [`MOST`].
    TooMany,
}

/// What there is room for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Characters of a policy without statements.
    pub(super) empty: usize,
    pub(super) quota: usize,
}

impl Room {
    /// How many characters statements may have together, a comma after each counted.
    fn capacity(self) -> usize {
        (self.quota + 1).saturating_sub(self.empty)
    }

    /// No split into fewer pieces exists: it would have as many characters at least.
    pub(super) fn lower_bound(self, drafts: &[Draft]) -> usize {
        let all: usize = drafts.iter().map(|draft| cost(&draft.statement)).sum();
        all.div_ceil(self.capacity().max(1)).max(1)
    }

    /// As few pieces as two ways of packing find.
    pub(super) fn pieces(self, drafts: &[Draft]) -> Result<Vec<Piece>, Unfit> {
        match self.lower_bound(drafts) {
            1 => return Ok(vec![drafts.to_vec()]),
            2..=MOST => {}
            _ => {
                let too_large = drafts.iter().find_map(|it| self.too_large(it));
                return Err(too_large.unwrap_or(Unfit::TooMany));
            }
        }
        let decreasing = self.first_fit_decreasing(drafts)?;
        let filled = self.filled(drafts)?;
        let fewer = if filled.len() < decreasing.len() { filled } else { decreasing };
        if fewer.len() > MOST { Err(Unfit::TooMany) } else { Ok(fewer) }
    }

    /// Whether the first entry of each list is too much already.
    fn too_large(self, draft: &Draft) -> Option<Unfit> {
        let all = Dimension::of(&draft.statement).into_iter();
        let first = all.fold(draft.statement.clone(), |it, list| list.part(&it, |at| at == 0));
        let characters = self.empty + size::of(&first);
        let statement = draft.place;
        (characters > self.quota).then_some(Unfit::TooLarge { statement, characters })
    }

    /// The largest statement first, each into the first piece that has room.
    fn first_fit_decreasing(self, drafts: &[Draft]) -> Result<Vec<Piece>, Unfit> {
        let mut sids = Sids::new(drafts);
        let mut parts = Vec::new();
        for draft in drafts {
            parts.extend(self.split(draft, &mut sids)?);
        }
        let mut sorted: Vec<(usize, Draft)> = parts.into_iter().enumerate().collect();
        sorted.sort_by_key(|(_, draft)| std::cmp::Reverse(cost(&draft.statement)));
        let mut pieces: Vec<(usize, Vec<(usize, Draft)>)> = Vec::new();
        for (at, draft) in sorted {
            let cost = cost(&draft.statement);
            match pieces.iter_mut().find(|(left, _)| *left >= cost) {
                Some((left, piece)) => {
                    *left -= cost;
                    piece.push((at, draft));
                }
                None => pieces.push((self.capacity().saturating_sub(cost), vec![(at, draft)])),
            }
        }
        let in_order = |(_, mut piece): (usize, Vec<(usize, Draft)>)| {
            piece.sort_by_key(|(at, _)| *at);
            piece
        };
        let mut pieces: Vec<_> = pieces.into_iter().map(in_order).collect();
        pieces.sort_by_key(|piece| piece.first().map(|(at, _)| *at));
        let drafts = |piece: Vec<(usize, Draft)>| piece.into_iter().map(|(_, it)| it).collect();
        Ok(pieces.into_iter().map(drafts).collect())
    }

    /// In the order written, each piece filled to the brim with a part of the next statement.
    fn filled(self, drafts: &[Draft]) -> Result<Vec<Piece>, Unfit> {
        let mut sids = Sids::new(drafts);
        let mut row: VecDeque<Draft> = drafts.iter().cloned().collect();
        let mut pieces = Vec::new();
        let mut piece = Vec::new();
        let mut left = self.capacity();
        while let Some(draft) = row.pop_front() {
            let cost = cost(&draft.statement);
            if cost <= left {
                left -= cost;
                piece.push(draft);
                continue;
            }
            match head(&draft.statement, left) {
                Some((head, mut tail)) => {
                    tail.sid = sids.another(tail.sid.as_deref());
                    piece.push(Draft { statement: head, ..draft.clone() });
                    row.push_front(Draft { statement: tail, ..draft });
                }
                None if piece.is_empty() => {
                    for part in self.split(&draft, &mut sids)?.into_iter().rev() {
                        row.push_front(part);
                    }
                    continue;
                }
                None => row.push_front(draft),
            }
            pieces.push(std::mem::take(&mut piece));
            if pieces.len() > MOST {
                return Err(Unfit::TooMany);
            }
            left = self.capacity();
        }
        if !piece.is_empty() {
            pieces.push(piece);
        }
        Ok(pieces)
    }

    /// Parts of a statement that fit, each as large as can be.
    fn split(self, draft: &Draft, sids: &mut Sids) -> Result<Vec<Draft>, Unfit> {
        let mut parts = Vec::new();
        let mut rest = Some(draft.statement.clone());
        while let Some(statement) = rest.take() {
            if cost(&statement) <= self.capacity() {
                parts.push(Draft { statement, ..draft.clone() });
                break;
            }
            if let Some((head, mut tail)) = head(&statement, self.capacity()) {
                tail.sid = sids.another(tail.sid.as_deref());
                parts.push(Draft { statement: head, ..draft.clone() });
                // Each fills a policy nearly.
                if parts.len() > MOST {
                    return Err(Unfit::TooMany);
                }
                rest = Some(tail);
                continue;
            }
            // One entry of each list is still too much: those of the longest apart, and each split by itself.
            let all = Dimension::of(&statement).into_iter();
            let longest = all.filter(|it| it.len(&statement) > 1).max_by_key(|it| {
                size::of(&statement) - size::of(&it.part(&statement, |at| at == 0))
            });
            let Some(dimension) = longest else {
                let characters = self.empty + size::of(&statement);
                return Err(Unfit::TooLarge { statement: draft.place, characters });
            };
            for at in 0..dimension.len(&statement) {
                let mut one = dimension.part(&statement, |place| place == at);
                if at > 0 {
                    one.sid = sids.another(one.sid.as_deref());
                }
                parts.extend(self.split(&Draft { statement: one, ..draft.clone() }, sids)?);
                if parts.len() > 2 * MOST {
                    return Err(Unfit::TooMany);
                }
            }
        }
        Ok(parts)
    }
}

/// Its characters and a comma.
fn cost(statement: &Statement) -> usize {
    size::of(statement) + 1
}

/// As many entries of one list as there is room for, and the statement with the others.
fn head(statement: &Statement, left: usize) -> Option<(Statement, Statement)> {
    let mut best: Option<(usize, Statement, Statement)> = None;
    for dimension in Dimension::of(statement) {
        let all = dimension.len(statement);
        let fits = |count: &usize| cost(&dimension.part(statement, |at| at < *count)) <= left;
        // The largest count that fits.
        // Each entry has quotes and a comma.
        let (mut low, mut high) = (0, all.min(left / r#""","#.len() + 1));
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if fits(&middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if low == 0 {
            continue;
        }
        let head = dimension.part(statement, |at| at < low);
        let filled = cost(&head);
        if best.as_ref().is_none_or(|(before, ..)| *before < filled) {
            best = Some((filled, head, dimension.part(statement, |at| at >= low)));
        }
    }
    best.map(|(_, head, tail)| (head, tail))
}

/// The Sids that are taken.
struct Sids(HashSet<String>);

impl Sids {
    fn new(drafts: &[Draft]) -> Self {
        Self(
            drafts.iter().filter_map(|it| it.statement.sid.as_deref()).map(str::to_owned).collect(),
        )
    }

    /// One like it that nobody has.
    fn another(&mut self, sid: Option<&str>) -> Option<Cow<'static, str>> {
        let stem = sid?.trim_end_matches(|it: char| it.is_ascii_digit());
        let free = (2..).map(|number: usize| format!("{stem}{number}"));
        let found = free.into_iter().find(|it| !self.0.contains(it))?;
        self.0.insert(found.clone());
        Some(Cow::Owned(found))
    }
}
