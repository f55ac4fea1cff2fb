//! Where something stands in one of several files.

use iam_core::document::ByteSpan;

/// A part of one of the files of a configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The number of the file.
    pub(crate) file: u32,
    /// Where in it.
    pub(crate) span: ByteSpan,
}

impl Place {
    /// The place of a whole that begins where this one does and ends where `last` does.
    pub(crate) fn to(self, last: Self) -> Self {
        let end = if last.file == self.file { last.span.end } else { self.span.end };
        let span = ByteSpan { start: self.span.start, end: end.max(self.span.start) };
        Self { span, ..self }
    }
}

/// Where each byte of a text that an expression makes stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spots {
    /// Sorted by `at`; each is for the bytes up to the next.
    spots: Vec<Spot>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    /// From this byte of the text on.
    at: usize,
    place: Place,
    /// Each byte comes from all of `place`, as with a value that was put in; else one byte here is one byte
    /// there.
    whole: bool,
}

impl Spots {
    /// Of a text whose bytes all come from this place.
    pub(crate) fn whole(place: Place) -> Self {
        Self { spots: vec![Spot { at: 0, place, whole: true }] }
    }

    /// From byte `at` of the text on, it stands in the file as it is from the start of `place` on, but within it.
    pub(crate) fn verbatim(&mut self, at: usize, place: Place) {
        self.push(Spot { at, place, whole: false });
    }

    /// From byte `at` of the text on, it comes from all of `place`.
    pub(crate) fn put_in(&mut self, at: usize, place: Place) {
        self.push(Spot { at, place, whole: true });
    }

    fn push(&mut self, spot: Spot) {
        match self.spots.last_mut() {
            Some(last) if last.at == spot.at => *last = spot,
            Some(last) if last.whole && spot.whole && last.place == spot.place => {}
            _ => self.spots.push(spot),
        }
    }

    /// Goes on with the spots of a text that is appended at byte `at`.
    pub(crate) fn append(&mut self, at: usize, other: &Self) {
        for spot in &other.spots {
            self.push(Spot { at: at + spot.at, ..*spot });
        }
    }

    /// Those of the bytes from `start` up to `end`.
    pub(crate) fn part(&self, start: usize, end: usize) -> Self {
        let mut part = Self::default();
        let from = self.spots.partition_point(|spot| spot.at <= start).saturating_sub(1);
        for spot in self.spots.iter().skip(from).take_while(|spot| spot.at < end.max(start + 1)) {
            let cut = start.saturating_sub(spot.at);
            let mut place = spot.place;
            if !spot.whole {
                let cut = u32::try_from(cut).unwrap_or(u32::MAX);
                place.span.start = place.span.start.saturating_add(cut).min(place.span.end);
            }
            part.push(Spot { at: spot.at.max(start) - start, place, ..*spot });
        }
        part
    }

    /// Where the bytes from `start` up to `end` of the text stand, if all of that is in one file.
    pub(crate) fn place(&self, start: usize, end: usize) -> Option<Place> {
        let first = self.of(start)?;
        let last = self.of(end.saturating_sub(1).max(start))?;
        (first.file == last.file).then(|| first.to(last))
    }

    fn of(&self, byte: usize) -> Option<Place> {
        let after = self.spots.partition_point(|spot| spot.at <= byte);
        let spot = self.spots.get(after.checked_sub(1)?)?;
        if spot.whole {
            return Some(spot.place);
        }
        let within = u32::try_from(byte - spot.at).ok()?;
        let ByteSpan { start, end } = spot.place.span;
        let start = start.saturating_add(within).min(end);
        let span = ByteSpan { start, end: start.saturating_add(1).min(end) };
        Some(Place { span, ..spot.place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(start: u32, end: u32) -> Place {
        Place { file: 0, span: ByteSpan { start, end } }
    }

    #[test]
    fn what_was_put_in_is_where_the_expression_stands() {
        // `ab${x}cd`, where `x` is `1234`.
        let mut spots = Spots::default();
        spots.verbatim(0, place(10, 12));
        spots.put_in(2, place(12, 16));
        spots.verbatim(6, place(16, 18));
        assert_eq!(spots.place(0, 2), Some(place(10, 12)));
        assert_eq!(spots.place(3, 4), Some(place(12, 16)));
        assert_eq!(spots.place(1, 7), Some(place(11, 17)));
        assert_eq!(spots.place(7, 99), Some(place(17, 18)));
        let part = spots.part(1, 7);
        assert_eq!(part.place(0, 1), Some(place(11, 12)));
        assert_eq!(part.place(1, 4), Some(place(12, 16)));
        assert_eq!(part.place(5, 6), Some(place(16, 17)));
    }

    #[test]
    fn a_text_of_two_files_is_nowhere() {
        let mut spots = Spots::default();
        spots.verbatim(0, place(0, 2));
        spots.put_in(2, Place { file: 1, ..place(4, 5) });
        assert_eq!(spots.place(0, 3), None);
        assert_eq!(Spots::default().place(0, 1), None);
    }
}
