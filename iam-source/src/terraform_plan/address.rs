//! Addresses of resources.

/// The address without what stands in brackets: `module.a.aws_iam_policy.b` of `module.a["x"].aws_iam_policy.b[0]`.
pub(crate) fn without_indexes(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let (mut within, mut quoted, mut escaped) = (false, false, false);
    for character in address.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if within => quoted = !quoted,
            '[' if !quoted => within = true,
            ']' if !quoted => within = false,
            _ if within => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::without_indexes;

    #[test]
    fn keys_may_hold_anything() {
        let plain = without_indexes(r#"module.a["x].\"y"].data.aws_x.b[0]"#);
        assert_eq!(plain, "module.a.data.aws_x.b");
        assert_eq!(without_indexes("["), "");
    }
}
