//! For one slip in the name of any action, the first suggestion is the action meant.

use iam_registry::{Action, Service, Status, action, nearest_actions, services};
use std::collections::BTreeSet;

/// Of 100 slips, how many must be understood.
const AT_LEAST: f64 = 98.0;

#[derive(Clone, Copy)]
enum Slip {
    Wrong,
    Missing,
    Extra,
    Swapped,
}

/// A generator with a fixed seed: the same slips in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap_or_default()
    }

    fn letter(&mut self) -> char {
        char::from(b'a' + u8::try_from(self.below(26)).unwrap_or_default())
    }
}

fn slipped(name: &str, slip: Slip, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    match slip {
        Slip::Wrong => {
            let at = dice.below(letters.len());
            letters.splice(at..=at, [dice.letter()]);
        }
        Slip::Missing => {
            letters.remove(dice.below(letters.len()));
        }
        Slip::Extra => letters.insert(dice.below(letters.len() + 1), dice.letter()),
        Slip::Swapped => {
            let at = dice.below(letters.len().saturating_sub(1).max(1));
            let next = (at + 1).min(letters.len() - 1);
            letters.swap(at, next);
        }
    }
    letters.into_iter().collect()
}

#[test]
fn one_slip_in_any_action_is_understood() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut tried, mut understood) = (0_u32, 0_u32);
    let actions = services().flat_map(Service::actions);
    for meant in actions.filter(|action| action.status() == Status::Documented) {
        for slip in [Slip::Wrong, Slip::Missing, Slip::Extra, Slip::Swapped] {
            let prefix = meant.service().prefix();
            let typed = format!("{prefix}:{}", slipped(meant.name(), slip, &mut dice));
            // A slip that gives a right name, or changes nothing, cannot be told from intent.
            if action(&typed).is_some() {
                continue;
            }
            tried += 1;
            let found = nearest_actions(&typed);
            understood += u32::from(found.first() == Some(&meant));
            if std::env::var_os("SHOW_MISSES").is_some() && found.first() != Some(&meant) {
                println!("{typed}: meant {meant}, found {found:?}");
            }
        }
    }
    let rate = 100.0 * f64::from(understood) / f64::from(tried);
    println!("{understood} of {tried} slips understood: {rate:.2} %");
    assert!(rate >= AT_LEAST, "{rate:.2} % of slips understood");
}

#[test]
fn suggestions_are_distinct() {
    for text in
        ["s3:GetObjectt", "ec2:DescribeInstance", "iam:ListRole", "elastic-inference:Conect"]
    {
        let found = nearest_actions(text);
        assert!(!found.is_empty(), "{text}");
        let distinct: BTreeSet<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), found.len(), "{text}: {found:?}");
    }
}

#[test]
fn nothing_near_is_nothing_said() {
    for text in ["", ":", "s3:", "s3:Xyzzy", "xyzzyxyzzy:Foo", "GetObject", "s3:💥", "💥:Gét💥"]
    {
        let found: Vec<&Action> = nearest_actions(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
