//! How messages write large numbers.

/// `10240` as `10,240`.
#[must_use]
pub fn thousands(number: usize) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{},{:03}", thousands(number / 1_000), number % 1_000)
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn thousands_have_commas() {
        assert_eq!(
            [0, 999, 1_000, 10_240, 1_000_042].map(thousands),
            ["0", "999", "1,000", "10,240", "1,000,042"]
        );
    }
}
