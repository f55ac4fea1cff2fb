use typed_iam::{Policy, include_policy};

const REPORTS: Policy = include_policy!("../../policies/reports.json");
const EVERYTHING: Policy = include_policy!(
    #[expect(x-full-admin, reason = "the emergency role")]
    #[allow(pass-role-with-star-in-action-and-resource, reason = "the emergency role")]
    "../files/admin.json",
);

macro_rules! by_fragment {
    ($path:literal) => {
        include_policy!($path)
    };
}

fn main() {
    assert_eq!(REPORTS.statements().len(), 1);
    assert_eq!(EVERYTHING.statements().len(), 1);
    let text = include_str!("../../policies/reports.json");
    assert_eq!(text.parse(), Ok(by_fragment!("../../policies/reports.json")));
}
