//! Dates as IAM reads them.

/// A moment: seconds and nanoseconds since 1970, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    /// Seconds since 1970, or a date of ISO 8601: `2026`, `2026-07`, `2026-07-01`, or that with a
    /// time of day and perhaps a zone; UTC without one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Four digits are a year, as ISO 8601 has it.
        if text.len() != 4 && !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
            // A number of seconds beyond the age of the universe is still a later moment.
            return Some(Self { seconds: text.parse().unwrap_or(i64::MAX), nanoseconds: 0 });
        }
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        let (month, day) = match (month, day, time) {
            _ if parts.next().is_some() => return None,
            (None, None, None) => (1, 1),
            (Some(month), None, None) => (month?, 1),
            (Some(month), Some(day), _) => (month?, day?),
            _ => return None,
        };
        if !(1..=days(year, month)).contains(&day) {
            return None;
        }
        let midnight = days_since_1970(year, month, day) * SECONDS_OF_A_DAY;
        let (after, nanoseconds) = time.map_or(Some((0, 0)), time_of_day)?;
        Some(Self { seconds: midnight + after, nanoseconds })
    }
}

const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;
/// From the first of the year 1.
const DAYS_TO_1970: i64 = 1969 * 365 + 1969 / 4 - 1969 / 100 + 1969 / 400;

/// `hh:mm`, perhaps with seconds and a fraction of them, and perhaps a zone: seconds since midnight
/// in UTC, and nanoseconds.
fn time_of_day(text: &str) -> Option<(i64, u32)> {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at_checked(at)?,
        None => (text, ""),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.split(':').map(|part| number(part, 2));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    // A leap second has number 60.
    if hour > 23 || minute > 59 || second > 60 || parts.next().is_some() {
        return None;
    }
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanoseconds = digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    Some((seconds - zone_offset(zone)?, nanoseconds))
}

/// The seconds that a zone is ahead of UTC.
fn zone_offset(text: &str) -> Option<i64> {
    let Some(offset) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "" | "Z").then_some(0);
    };
    let (hours, minutes) = match offset.split_once(':') {
        Some(halves) => halves,
        None => offset.split_at_checked(2).unwrap_or((offset, "")),
    };
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let ahead = i64::from(hours * 3600 + minutes * 60);
    Some(if text.starts_with('-') { -ahead } else { ahead })
}

/// The number that exactly so many digits are.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// How many days a month has; none if there is no such month.
fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The days from the first of 1970 to a day of the calendar, which goes back before its invention.
fn days_since_1970(year: u32, month: u32, day: u32) -> i64 {
    let before = i64::from(year) - 1;
    // `div_euclid`: the year 0 has no year before it.
    let leap_days = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    let months: u32 = (1..month).map(|month| days(year, month)).sum();
    before * 365 + leap_days - DAYS_TO_1970 + i64::from(months + day) - 1
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn dates_are_iso_8601_or_seconds() {
        let seconds = |text| {
            let instant = Instant::parse(text).unwrap_or_else(|| panic!("{text}"));
            (instant.seconds, instant.nanoseconds)
        };
        assert_eq!(seconds("1970"), (0, 0));
        assert_eq!(seconds("2026"), (1_767_225_600, 0));
        assert_eq!(seconds("2026-07"), (1_782_864_000, 0));
        assert_eq!(seconds("2024-02-29"), (1_709_164_800, 0));
        assert_eq!(seconds("1969-12-31T23:59:59Z"), (-1, 0));
        assert_eq!(seconds("0000-01-01"), (-62_167_219_200, 0));
        assert_eq!(seconds("9999-12-31T23:59:60Z"), (253_402_300_800, 0));
        assert_eq!(seconds("2026-07-01T12:30"), (1_782_909_000, 0));
        assert_eq!(seconds("2026-07-01T12:30Z"), (1_782_909_000, 0));
        assert_eq!(seconds("2026-07-01T12:30:59.123+02:00"), (1_782_901_859, 123_000_000));
        assert_eq!(seconds("2026-07-01T12:30:59-0330"), (1_782_921_659, 0));
        assert_eq!(seconds("2026-07-01T01:30+05"), (1_782_851_400, 0));
        assert_eq!(seconds("1782864000"), (1_782_864_000, 0));
        assert_eq!(seconds("26"), (26, 0));
        assert!(Instant::parse("99999999999999999999") > Instant::parse("9999"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "x",
            "2026-13",
            "2026-00",
            "2026-02-29",
            "2026-7-1",
            "2026-07-00",
            "2026-07-01T",
            "2026-07-01T25:00",
            "2026-07-01T12",
            "2026-07-01T12:30:59.Z",
            "2026-07-01T12:30:59:01Z",
            "2026-07-01 12:30",
            "2026-07T12:30Z",
            "2026T12:30Z",
            "01/09/2026",
            "2026-07-01T12:30+2",
            "2026-07-01T12:30ZZ",
            "-5",
            "2026-07-01-01",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }
}
