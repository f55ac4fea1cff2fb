use typed_iam::{Policy, Trust, include_policy, include_trust_policy};

const MISTAKES: Policy = include_policy!("../files/mistakes.json");
const SYNTAX: Policy = include_policy!("../files/syntax.json");
const ONE_LINE: Policy = include_policy!("../files/one-line.json");
const NOT_UTF8: Policy = include_policy!("../files/latin.json");
const MISSING: Policy = include_policy!("../files/nowhere.json");
const A_FOLDER: Policy = include_policy!("../files");
const WRONG_KIND: Policy<Trust> = include_trust_policy!("../files/admin.json");
const NO_PATH: Policy = include_policy!(concat!("../files", "/admin.json"));
const EMPTY: Policy = include_policy!();
const UNMET: Policy = include_policy!(#[expect(missing-version, reason = "it is there")] "../../policies/reports.json");
const BEYOND_HELP: Policy = include_policy!(#[allow(json-syntax-error, reason = "no")] "../files/syntax.json");

fn main() {}
