//! Lists that the macros write as constants.
//!
//! A constant of many calls costs rustc the square of their number, for each may unwind past all
//! that came before; an array of texts costs what it is long.

use crate::action::ActionPattern;
use crate::condition::ConditionValue;
use crate::resource::ResourcePattern;
use crate::text::Text;
use std::borrow::Cow;
use std::mem;

macro_rules! lists {
    ($($(#[$doc:meta])+ $name:ident: |$text:ident| $item:ty = $make:expr;)+) => {$(
        $(#[$doc])+
        #[must_use]
        pub const fn $name<const N: usize>(texts: [&'static str; N]) -> [$item; N] {
            let mut list = [const { let $text = ""; $make }; N];
            let mut left: (&[&'static str], &mut [$item]) = (&texts, &mut list);
            while let ([$text, texts @ ..], [slot, slots @ ..]) = left {
                // What was there owns nothing, which the compiler cannot know.
                mem::forget(mem::replace(slot, $make));
                left = (texts, slots);
            }
            list
        }
    )+};
}

lists! {
    /// The patterns of `Action`, already read.
    constant_actions: |text| ActionPattern = ActionPattern::already_read(text);
    /// The patterns of `Resource`, already read.
    constant_resources: |text| ResourcePattern = ResourcePattern::already_read(text);
    /// The identifiers of principals.
    constant_texts: |text| Text = Cow::Borrowed(text);
    /// The values of conditions that are text.
    constant_values: |text| ConditionValue = ConditionValue::String(Cow::Borrowed(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_in_its_place() {
        const LIST: &[ResourcePattern] = &constant_resources(["a", "b", "c"]);
        const NONE: &[Text] = &constant_texts([]);
        let texts: Vec<_> = LIST.iter().map(ResourcePattern::as_str).collect();
        assert_eq!(texts, ["a", "b", "c"]);
        assert!(NONE.is_empty());
    }
}
