//! The one loop that matches wildcards.

/// What a part of a pattern does where it is held against a text.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "all that there is to do")]
pub enum Step {
    /// It takes any run, even an empty one.
    Star,
    /// It takes so much of the text.
    Takes(usize),
    /// It passes over one place, and still wants what it wants.
    Skips,
    /// It takes nothing that stands here.
    Fails,
}

/// Whether the parts of `pattern`, one after the other, take the whole of a text of length `len`.
///
/// Only ever returns to the last star: whatever one before it might take, that one can. Takes `O(pattern ×
/// len)` steps at worst. Behind the end of the text, too, `step` is asked; what takes nothing fits there.
#[doc(hidden)]
#[inline]
pub fn greedy<'p, P>(
    pattern: &'p [P],
    len: usize,
    mut step: impl FnMut(&'p P, usize) -> Step,
) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < len {
        match pattern.get(p).map_or(Step::Fails, |part| step(part, t)) {
            Step::Star => {
                p += 1;
                if p == pattern.len() {
                    return true;
                }
                retry = Some((p, t));
            }
            Step::Takes(taken) => (p, t) = (p + 1, t + taken),
            Step::Skips => t += 1,
            Step::Fails => {
                let Some((after_star, from)) = retry else { return false };
                let Some(next) = pattern.get(after_star) else { return false };
                // On to where what follows the star may begin.
                let mut places = from + 1..len;
                let from = places.find(|from| !matches!(step(next, *from), Step::Fails));
                let from = from.unwrap_or(len);
                retry = Some((after_star, from));
                (p, t) = (after_star, from);
            }
        }
    }
    let mut rest = pattern.get(p..).unwrap_or_default().iter();
    rest.all(|part| matches!(step(part, len), Step::Star | Step::Takes(0)))
}

/// How many bytes the character has that starts at `at`, or what is left of it.
pub(super) fn char_len(text: &[u8], at: usize) -> usize {
    let is_continuation = |&&byte: &&u8| byte & 0b1100_0000 == 0b1000_0000;
    1 + text.get(at + 1..).unwrap_or_default().iter().take_while(is_continuation).count()
}
