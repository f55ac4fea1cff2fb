//! Text put together while the crate compiles, where `format!` cannot be used.

/// A message of a failing check: at most [`CAPACITY`](Self::CAPACITY) bytes, the rest is cut off.
pub(crate) struct Message {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl Message {
    const CAPACITY: usize = 256;

    pub(crate) const fn new() -> Self {
        Self { bytes: [0; Self::CAPACITY], len: 0 }
    }

    pub(crate) const fn text(mut self, text: &str) -> Self {
        let mut rest = text.as_bytes();
        while let [byte, tail @ ..] = rest {
            self = self.byte(*byte);
            rest = tail;
        }
        self
    }

    pub(crate) const fn number(self, number: usize) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a remainder of ten is a digit")]
        let digit = (number % 10) as u8;
        let with_tens = if number >= 10 { self.number(number / 10) } else { self };
        with_tens.byte(b'0' + digit)
    }

    const fn byte(mut self, byte: u8) -> Self {
        if let Some((_, [next, ..])) = self.bytes.split_at_mut_checked(self.len) {
            *next = byte;
            self.len += 1;
        }
        self
    }

    pub(crate) const fn as_str(&self) -> &str {
        let Some((written, _)) = self.bytes.split_at_checked(self.len) else { return "" };
        // Only a cut-off character can make it anything but text.
        match str::from_utf8(written) {
            Ok(text) => text,
            Err(_) => "a message that is too long",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_numbers_follow_each_other() {
        const MESSAGE: Message = Message::new().text("policy `").text("ä").text("`: ").number(6144);
        assert_eq!(MESSAGE.as_str(), "policy `ä`: 6144");
        assert_eq!(Message::new().number(0).as_str(), "0");
        assert_eq!(Message::new().text(&"x".repeat(300)).as_str().len(), 256);
    }
}
