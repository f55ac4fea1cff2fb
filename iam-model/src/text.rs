//! Texts and lists, of constants and of what was read alike.

use std::borrow::Cow;
use std::hash::Hasher;

/// Text that a constant borrows and a parsed policy owns.
pub type Text = Cow<'static, str>;

/// A list that a constant borrows and a parsed policy owns.
pub type List<T> = Cow<'static, [T]>;

/// `Cow::deref`, for constants.
pub(crate) const fn text_of(text: &Text) -> &str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text.as_str(),
    }
}

/// `Cow::deref`, for constants.
pub(crate) const fn list_of<T: Clone>(list: &List<T>) -> &[T] {
    match list {
        Cow::Borrowed(list) => list,
        Cow::Owned(list) => list.as_slice(),
    }
}

/// Agrees with `eq_ignore_ascii_case`.
pub(crate) fn hash_ignoring_case(text: &str, state: &mut impl Hasher) {
    for byte in text.bytes() {
        state.write_u8(byte.to_ascii_lowercase());
    }
    state.write_u8(0xff);
}
