//! Values compared: the answer is not known where one of them is not.

use super::value::{Kind, Val};

/// Whether a whole number is less than another, if both are known.
pub(super) fn less(left: &Val, right: &Val, or_equal: bool) -> Option<bool> {
    let number = |it: &Val| match &it.kind {
        Kind::Number(number) => number.parse::<i64>().ok(),
        _ => None,
    };
    let (left, right) = (number(left)?, number(right)?);
    Some(left < right || or_equal && left == right)
}

/// Whether two values are the same, if that is known.
pub(super) fn equal(left: &Val, right: &Val) -> Option<bool> {
    match (&left.kind, &right.kind) {
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Unknown(_), _) | (_, Kind::Unknown(_)) => None,
        (Kind::Null, _) | (_, Kind::Null) => Some(false),
        (Kind::Bool(left), Kind::Bool(right)) => Some(left == right),
        (Kind::Number(left), Kind::Number(right)) => Some(left == right),
        (Kind::Text(left), Kind::Text(right)) => Some(left.as_known()? == right.as_known()?),
        (Kind::List(left), Kind::List(right)) if left.is_empty() || right.is_empty() => {
            Some(left.is_empty() && right.is_empty())
        }
        (Kind::Object(left), Kind::Object(right)) if left.is_empty() || right.is_empty() => {
            Some(left.is_empty() && right.is_empty())
        }
        _ => None,
    }
}
