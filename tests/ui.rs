//! What a user sees: policies that are refused, with the compiler's answer, and policies that are
//! accepted.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/refused/*.rs");
    cases.pass("tests/ui/accepted/*.rs");
}

/// What a policy grants, proved while it compiles.
#[cfg(feature = "access")]
#[test]
fn access() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/access/refused/*.rs");
    cases.pass("tests/ui/access/accepted/*.rs");
}
