//! Text with wildcards: `*` stands for any run of characters, `?` for exactly one.
//!
//! A pattern may also hold IAM policy variables (`${aws:username}`) and template parameters
//! (`${AWS::Region}`, `${Token}`); see [`pieces`].

/// Whether `pattern` matches the whole of `text`, ignoring ASCII case.
///
/// Services, actions and condition keys compare this way. Runs in `O(pattern × text)` at worst
/// and does not allocate.
///
/// # Examples
///
/// ```
/// use iam_core::pattern::matches_ignoring_case;
/// assert!(matches_ignoring_case("Get*Tagging", "getobjecttagging"));
/// assert!(!matches_ignoring_case("Get?", "Get"));
/// ```
///
/// Source: [`Action` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
#[must_use]
pub fn matches_ignoring_case(pattern: &str, text: &str) -> bool {
    glob(pattern.as_bytes(), text.as_bytes(), |p, t| p.eq_ignore_ascii_case(&t))
}

/// Whether `pattern` matches the whole of `text`, case and all: the way ARNs compare.
///
/// # Examples
///
/// ```
/// use iam_core::pattern::matches;
/// assert!(matches("table/*", "table/Orders"));
/// assert!(!matches("Table/*", "table/Orders"));
/// ```
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    glob(pattern.as_bytes(), text.as_bytes(), |p, t| p == t)
}

/// Greedy matching that only ever returns to the last `*`.
///
/// `?` takes one *character*, so that it steps over the continuation bytes of UTF-8.
fn glob(pattern: &[u8], text: &[u8], same: impl Fn(u8, u8) -> bool) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&byte) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                p += 1;
                retry = Some((p, t));
                continue;
            }
            Some(b'?') => {
                p += 1;
                t = next_char(text, t);
                continue;
            }
            Some(&wanted) if same(wanted, byte) => {
                p += 1;
                t += 1;
                continue;
            }
            _ => {}
        }
        let Some((after_star, from)) = retry else { return false };
        let from = next_char(text, from);
        retry = Some((after_star, from));
        (p, t) = (after_star, from);
    }
    pattern.get(p..).unwrap_or_default().iter().all(|&byte| byte == b'*')
}

fn next_char(text: &[u8], at: usize) -> usize {
    let is_continuation = |&&byte: &&u8| byte & 0b1100_0000 == 0b1000_0000;
    at + 1 + text.get(at + 1..).unwrap_or_default().iter().take_while(is_continuation).count()
}
