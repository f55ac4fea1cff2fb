//! Something in place of what is not known.

/// What is taken for the parameter or hole `name`: the same each time, and nothing that matches anything else.
pub(super) fn assumed(name: &str) -> String {
    match name {
        "AWS::Partition" => "aws".to_owned(),
        "AWS::Region" => "us-east-1".to_owned(),
        "AWS::URLSuffix" => "amazonaws.com".to_owned(),
        _ if name.to_ascii_lowercase().contains("account") => "111122223333".to_owned(),
        _ => {
            let letter =
                |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
            format!("some-{}", name.chars().map(letter).collect::<String>().trim_matches('-'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::assumed;

    #[test]
    fn what_is_assumed_fits_where_it_stands() {
        assert_eq!(assumed("AWS::AccountId"), "111122223333");
        assert_eq!(assumed("TrustedAccount"), "111122223333");
        assert_eq!(assumed("Bucket.Arn"), "some-bucket-arn");
        assert_eq!(assumed("AWS::StackName"), "some-aws--stackname");
    }
}
