//! Of numbers, dates and addresses that bounds tell apart, one of each: each bound, what lies between two
//! of them, and what lies beyond.

use iam_core::literal::{Decimal, Instant, Network};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Numbers as they are spelled.
pub(crate) fn numbers(bounds: &[&str]) -> Vec<String> {
    let mut sorted: Vec<&str> = bounds.to_vec();
    sorted.sort_by_key(|text| Decimal::parse(text));
    sorted.dedup_by_key(|text| Decimal::parse(text));
    let mut all: Vec<String> = sorted.iter().map(|text| (*text).to_owned()).collect();
    match (sorted.first(), sorted.last()) {
        (Some(first), Some(last)) => {
            all.push(beyond(last, false));
            all.push(beyond(first, true));
        }
        _ => all.push("1".to_owned()),
    }
    for pair in sorted.windows(2) {
        if let [low, high] = pair {
            all.extend(between(low, high));
        }
    }
    all
}

/// A number below or above.
fn beyond(bound: &str, below: bool) -> String {
    let unsigned = bound.trim_start_matches(['+', '-']);
    let whole = unsigned.split('.').next().unwrap_or_default().trim_start_matches('0');
    let is_negative = bound.starts_with('-');
    match (below, is_negative) {
        (false, true) => "1".to_owned(),
        // Of numbers of requests few are negative.
        (true, false) if whole.is_empty() => "-1".to_owned(),
        (true, false) => "0".to_owned(),
        _ => {
            let sign = if below { "-" } else { "" };
            match whole.parse::<u64>().ok().filter(|it| *it < 999_999_999_999_999) {
                Some(number) => format!("{sign}{}", number + 1),
                None => format!("{sign}1{}", "0".repeat(whole.len())),
            }
        }
    }
}

/// Numbers between two others: a whole one where there is any.
fn between(low: &str, high: &str) -> Vec<String> {
    let whole = |text: &str| text.split('.').next().unwrap_or_default().parse::<i64>().ok();
    let mut all = Vec::new();
    if let (Some(a), Some(b)) = (whole(low), whole(high)) {
        for middle in [a.saturating_add(1), b.saturating_sub(1), a / 2 + b / 2, a, b] {
            all.push(middle.to_string());
        }
    }
    // A little more than the lower one, or a little less than the higher one if that is not above zero.
    let fraction = |text: &str| text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let zeros = "0".repeat(fraction(low).max(fraction(high)));
    let dotted = |text: &str| if text.contains('.') { text.to_owned() } else { format!("{text}.") };
    all.extend([low, high].map(|text| format!("{}{zeros}5", dotted(text))));
    all.push(format!("-0.{zeros}5"));
    let (Some(a), Some(b)) = (Decimal::parse(low), Decimal::parse(high)) else { return Vec::new() };
    all.retain(|text| Decimal::parse(text).is_some_and(|it| a < it && it < b));
    all.truncate(1);
    all
}

/// Dates, to the second.
pub(crate) fn dates(bounds: &[Instant]) -> Vec<String> {
    let mut seconds: Vec<i64> = Vec::new();
    for bound in bounds {
        let own = second_of(*bound);
        seconds.extend([own - 1, own, own + 1]);
    }
    seconds.extend([1_767_225_600, 0, 4_102_444_800]);
    seconds.sort_unstable();
    seconds.dedup();
    let mut all: Vec<String> = seconds.into_iter().filter_map(iso).collect();
    // A little before and after each, and it itself, be it written with a fraction of a second.
    for bound in bounds {
        let (second, nanosecond) = (second_of(*bound), nanosecond_of(*bound));
        let near = [Some(nanosecond), nanosecond.checked_add(1), nanosecond.checked_sub(1)];
        let near = near.into_iter().flatten().filter(|it| *it < 1_000_000_000);
        all.extend(near.filter_map(|it| with_fraction(second, it)));
    }
    // Beyond what a year of four digits tells.
    all.extend(["999999999999", "0000-01-01"].map(str::to_owned));
    all
}

fn with_fraction(second: i64, nanosecond: u32) -> Option<String> {
    iso(second).map(|text| text.replace('Z', &format!(".{nanosecond:09}Z")))
}

/// The nanosecond of its second.
fn nanosecond_of(instant: Instant) -> u32 {
    let second = second_of(instant);
    let (mut low, mut high) = (0_u32, 999_999_999_u32);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        let text = with_fraction(second, middle);
        if text.and_then(|text| Instant::parse(&text)).is_some_and(|it| it <= instant) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// The second in which it lies.
fn second_of(instant: Instant) -> i64 {
    // Instants have no other face than their order.
    let (mut low, mut high) = (-62_135_596_800_i64, 253_402_300_799_i64);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        let is_before =
            iso(middle).and_then(|text| Instant::parse(&text)).is_some_and(|it| it <= instant);
        if is_before {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// As ISO 8601 writes a second since 1970.
fn iso(seconds: i64) -> Option<String> {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days since the first of March of the year 0, in cycles of 400 years.
    let from = days + 719_468;
    let (cycle, day_of_cycle) = (from.div_euclid(146_097), from.rem_euclid(146_097));
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524
        - day_of_cycle / 146_096)
        / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
    let is_plain = (1..=9_999).contains(&year);
    is_plain.then(|| {
        let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    })
}

/// Addresses: the first of each range and the one behind its last, of both versions.
pub(crate) fn addresses(ranges: &[Network]) -> Vec<String> {
    let mut all: Vec<IpAddr> = Vec::new();
    for range in ranges {
        let text = range.masked().to_string();
        let (first, prefix) = text.split_once('/').unwrap_or((&text, ""));
        let (Ok(first), Ok(prefix)) = (first.parse::<IpAddr>(), prefix.parse::<u32>()) else {
            continue;
        };
        match first {
            IpAddr::V4(first) => {
                let size = u32::MAX.checked_shr(prefix).unwrap_or_default();
                let last = first.to_bits() | size;
                // Not the first one, which is the network's own.
                let inside = if size > 1 { first.to_bits() + 1 } else { first.to_bits() };
                all.push(Ipv4Addr::from(inside).into());
                all.push(first.into());
                all.extend(last.checked_add(1).map(|it| IpAddr::from(Ipv4Addr::from(it))));
            }
            IpAddr::V6(first) => {
                let size = u128::MAX.checked_shr(prefix).unwrap_or_default();
                let last = first.to_bits() | size;
                let inside = if size > 1 { first.to_bits() + 1 } else { first.to_bits() };
                all.push(Ipv6Addr::from(inside).into());
                all.push(first.into());
                all.extend(last.checked_add(1).map(|it| IpAddr::from(Ipv6Addr::from(it))));
            }
        }
    }
    // Some of nobody's: documentation's, and the very first ones.
    let known = ["203.0.113.7", "2001:db8::7", "0.0.0.0", "::"];
    all.extend(known.iter().filter_map(|text| text.parse::<IpAddr>().ok()));
    all.iter().map(ToString::to_string).collect()
}
