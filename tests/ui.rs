//! What a user sees: policies that are refused, with the compiler's answer, and policies that are
//! accepted.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/refused/*.rs");
    cases.pass("tests/ui/accepted/*.rs");
}
