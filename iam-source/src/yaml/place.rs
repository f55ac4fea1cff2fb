//! Places of a text in bytes, where they are told in characters.

/// How many characters are walked at most to find one.
const STEP: usize = 64;

/// Where the characters of a text stand, in bytes.
pub(super) struct CharPlaces<'t> {
    text: &'t str,
    /// The byte of each character whose number [`STEP`] divides; none if each character is one byte.
    steps: Vec<u32>,
}

impl<'t> CharPlaces<'t> {
    /// Of a text that is shorter than 4 GiB.
    pub(super) fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, steps: Vec::new() };
        }
        let starts = text.char_indices().step_by(STEP).map(|(at, _)| saturated(at));
        Self { text, steps: starts.collect() }
    }

    /// The byte at which this character begins, or at which the text ends.
    pub(super) fn byte(&self, character: usize) -> u32 {
        if self.steps.is_empty() {
            return saturated(character.min(self.text.len()));
        }
        let Some(step) = self.steps.get(character / STEP) else {
            return saturated(self.text.len());
        };
        let rest = self.text.get(*step as usize..).unwrap_or_default();
        let within = rest.char_indices().nth(character % STEP).map_or(rest.len(), |(at, _)| at);
        step.saturating_add(saturated(within))
    }
}

pub(super) fn saturated(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_where_it_is() {
        for text in ["", "plain", &"aé😀\r\n".repeat(100), &"é".repeat(STEP), "\u{feff}a"] {
            let places = CharPlaces::new(text);
            for (number, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(places.byte(number) as usize, at, "{number} of {text:?}");
            }
            assert_eq!(places.byte(text.chars().count()) as usize, text.len());
            assert_eq!(places.byte(text.chars().count() + 100) as usize, text.len());
        }
    }
}
