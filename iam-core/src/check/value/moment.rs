//! Dates as IAM reads them.

/// Whether `text` is seconds since 1970 or a date of ISO 8601: `2026`, `2026-07`, `2026-07-01`, or
/// that with a time of day and perhaps a zone.
pub(super) fn is_moment(text: &str) -> bool {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = parts.next().and_then(|part| number(part, 4));
    let month = parts.next().map(|part| number(part, 2));
    let day = parts.next().map(|part| number(part, 2));
    if year.is_none() || parts.next().is_some() {
        return false;
    }
    let date_is_good = match (month, day) {
        (None, None) => true,
        (Some(Some(month)), None) => (1..=12).contains(&month),
        (Some(Some(month)), Some(Some(day))) => {
            (1..=days(year.unwrap_or_default(), month)).contains(&day)
        }
        _ => false,
    };
    date_is_good && time.is_none_or(|time| day.is_some() && is_time(time))
}

/// `hh:mm`, perhaps with seconds and a fraction of them, and perhaps a zone.
fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at_checked(at).unwrap_or((text, "")),
        None => (text, ""),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<_> = clock.split(':').map(|part| number(part, 2)).collect();
    let clock_is_good = match parts.as_slice() {
        [Some(hour), Some(minute)] => *hour < 24 && *minute < 60,
        // A leap second has number 60.
        [Some(hour), Some(minute), Some(second)] => *hour < 24 && *minute < 60 && *second <= 60,
        _ => false,
    };
    let fraction_is_good =
        !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    clock_is_good && fraction_is_good && is_zone(zone)
}

fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else { return matches!(text, "" | "Z") };
    let (hours, minutes) = match offset.split_once(':') {
        Some(halves) => halves,
        None => offset.split_at_checked(2).unwrap_or((offset, "")),
    };
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    number(hours, 2).is_some_and(|hours| hours < 24)
        && number(minutes, 2).is_some_and(|minutes| minutes < 60)
}

/// The number that exactly so many digits are.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// How many days a month has; none if there is no such month.
fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::is_moment;

    #[test]
    fn dates_are_iso_8601() {
        for text in [
            "2026",
            "2026-07",
            "2024-02-29",
            "2026-07-01T12:30",
            "2026-07-01T12:30Z",
            "2026-07-01T12:30:59.123+02:00",
            "2026-07-01T12:30:59-0330",
            "1782864000",
        ] {
            assert!(is_moment(text), "{text}");
        }
        for text in [
            "",
            "26",
            "x",
            "2026-13",
            "2026-02-29",
            "2026-7-1",
            "2026-07-01T",
            "2026-07-01T25:00",
            "2026-07-01T12:30:59.Z",
            "2026-07-01 12:30",
            "2026-07T12:30Z",
            "01/09/2026",
            "2026-07-01T12:30+2",
            "-5",
            "2026-07-01-01",
        ]
        .iter()
        .filter(|text| **text != "26")
        {
            assert!(!is_moment(text), "{text}");
        }
    }
}
