//! Rust values in the place of a string or of a list of strings.

use iam_core::arn::ArnPattern;
use iam_core::policy::{ActionPattern, ConditionValue, ResourcePattern, Text};
use std::borrow::Cow;

/// A Rust value that `(expression)` may put into a list of `T`s in [`policy!`](crate::policy).
///
/// Text can be a resource, a condition value or a principal. An action has to be an
/// [`ActionPattern`], which is never malformed.
///
/// With the feature `aws-arn`, a `ResourceName` of the crate of that name can stand wherever text can.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand for `{T}` in a policy",
    label = "expected text or a list of it; for an action, an `ActionPattern` or a list of them"
)]
pub trait Interpolate<T> {
    /// Adds the value, or each of the values, to `list`.
    fn append_to(self, list: &mut Vec<T>);
}

/// A function, so that a type error points at its argument.
pub fn append<T, V: Interpolate<T>>(value: V, list: &mut Vec<T>) {
    value.append_to(list);
}

impl<T, V: Interpolate<T>> Interpolate<T> for Vec<V> {
    fn append_to(self, list: &mut Vec<T>) {
        for value in self {
            value.append_to(list);
        }
    }
}

impl<T, V: Interpolate<T>, const N: usize> Interpolate<T> for [V; N] {
    fn append_to(self, list: &mut Vec<T>) {
        for value in self {
            value.append_to(list);
        }
    }
}

impl<T, V: Interpolate<T> + Clone> Interpolate<T> for &[V] {
    fn append_to(self, list: &mut Vec<T>) {
        for value in self {
            value.clone().append_to(list);
        }
    }
}

impl<T, V: Interpolate<T> + Clone, const N: usize> Interpolate<T> for &[V; N] {
    fn append_to(self, list: &mut Vec<T>) {
        self.as_slice().append_to(list);
    }
}

impl<T, V: Interpolate<T> + Clone> Interpolate<T> for &Vec<V> {
    fn append_to(self, list: &mut Vec<T>) {
        self.as_slice().append_to(list);
    }
}

macro_rules! one_value {
    ($($value:ty => $item:ty: $(|$name:ident| $convert:expr)?;)+) => {$(
        impl Interpolate<$item> for $value {
            fn append_to(self, list: &mut Vec<$item>) {
                $(let $name = self; list.push($convert);)?
            }
        }
    )+};
}

one_value! {
    &str => ResourcePattern: |text| text.into();
    String => ResourcePattern: |text| text.into();
    &String => ResourcePattern: |text| text.as_str().into();
    Cow<'_, str> => ResourcePattern: |text| text.into_owned().into();
    ResourcePattern => ResourcePattern: |pattern| pattern;
    ArnPattern<'_> => ResourcePattern: |arn| arn.to_string().into();
    &str => ConditionValue: |text| text.into();
    String => ConditionValue: |text| text.into();
    &String => ConditionValue: |text| text.as_str().into();
    Cow<'_, str> => ConditionValue: |text| text.into_owned().into();
    bool => ConditionValue: |value| value.into();
    u32 => ConditionValue: |number| ConditionValue::Number(Text::Owned(number.to_string()));
    u64 => ConditionValue: |number| ConditionValue::Number(Text::Owned(number.to_string()));
    i32 => ConditionValue: |number| ConditionValue::Number(Text::Owned(number.to_string()));
    i64 => ConditionValue: |number| ConditionValue::Number(Text::Owned(number.to_string()));
    ConditionValue => ConditionValue: |value| value;
    &str => Text: |text| Text::Owned(text.to_owned());
    String => Text: |text| Text::Owned(text);
    &String => Text: |text| Text::Owned(text.clone());
    Cow<'_, str> => Text: |text| Text::Owned(text.into_owned());
    ActionPattern => ActionPattern: |pattern| pattern;
    &ActionPattern => ActionPattern: |pattern| pattern.clone();
}

#[cfg(feature = "aws-arn")]
one_value! {
    aws_arn::ResourceName => ResourcePattern: |arn| arn.to_string().into();
    &aws_arn::ResourceName => ResourcePattern: |arn| arn.to_string().into();
    aws_arn::ResourceName => ConditionValue: |arn| arn.to_string().into();
    &aws_arn::ResourceName => ConditionValue: |arn| arn.to_string().into();
    aws_arn::ResourceName => Text: |arn| Text::Owned(arn.to_string());
    &aws_arn::ResourceName => Text: |arn| Text::Owned(arn.to_string());
}
