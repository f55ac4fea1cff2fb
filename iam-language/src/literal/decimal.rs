//! Decimal numbers, compared digit by digit: no `f64` holds every identifier of 64 bits.

use std::cmp::Ordering;

/// A decimal number, as spelled.
#[derive(Clone, Copy, Debug)]
pub struct Decimal<'t> {
    negative: bool,
    /// Without leading zeros.
    whole: &'t str,
    /// Without trailing zeros.
    fraction: &'t str,
}

impl<'t> Decimal<'t> {
    /// Reads `17`, `-3.50`.
    #[must_use]
    pub fn parse(text: &'t str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: text.starts_with('-') && !zero, whole, fraction })
    }

    fn cmp_unsigned(&self, other: &Self) -> Ordering {
        let whole = self.whole.len().cmp(&other.whole.len()).then(self.whole.cmp(other.whole));
        whole.then_with(|| self.fraction.cmp(other.fraction))
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.cmp_unsigned(other),
            (true, true) => other.cmp_unsigned(self),
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal<'_> {}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn numbers_are_ordered_exactly() {
        let ascending = [
            "-10",
            "-9.5",
            "-9.05",
            "-0.1",
            "0",
            "0.05",
            "0.5",
            "2",
            "10",
            "10.01",
            "9007199254740992",
            "9007199254740993",
            "123456789012345678901234567890",
        ];
        let numbers: Vec<_> = ascending.iter().filter_map(|text| Decimal::parse(text)).collect();
        assert_eq!(numbers.len(), ascending.len());
        assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
        assert_eq!(Decimal::parse("+007.50"), Decimal::parse("7.5"));
        assert_eq!(Decimal::parse("-0.0"), Decimal::parse("0"));
        for text in ["", "-", ".5", "5.", "1e3", "0x10", " 1", "1 ", "１"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }
}
