//! Folders.

use crate::program::{Folder, policy};

#[test]
fn a_folder_is_walked_in_order_and_what_is_no_policy_is_left_out() {
    let (clean, wrong) = (policy("clean.json"), policy("several.json"));
    let folder = Folder::new(
        "walked",
        &[
            ("b.json", &clean),
            ("a/z.json", &wrong),
            ("a.JSON", &clean),
            ("package.json", r#"{"name": "x", "version": "1.0.0"}"#),
            ("tsconfig.json", "{ // a comment\n}"),
            ("machine.json", r#"{"Version": "1.0", "States": {}}"#),
            ("cut-off.json", r#"{"Version": "2012-10-17", "Statement": ["#),
            ("no-statement.json", r#"{"Version": "2012-10-17"}"#),
            ("notes.txt", &wrong),
            (".hidden/x.json", &wrong),
            ("target/x.json", &wrong),
            ("sub/node_modules/x.json", &wrong),
        ],
    );
    let ran = folder.run(&["validate", "--format", "json", "."]);
    let answer = ran.assert(1).json();
    let files: Vec<_> =
        answer.as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert_eq!(
        files,
        ["./a/z.json", "./a.JSON", "./b.json", "./cut-off.json", "./no-statement.json"]
    );
    // What is named is checked whatever it is.
    folder.run(&["validate", "package.json"]).assert(1);
    folder.run(&["validate", "notes.txt"]).assert(1);
    folder.run(&["validate", ".hidden"]).assert(1);
}

#[test]
fn nothing_to_check_is_an_error() {
    let folder = Folder::new("nothing", &[("package.json", "{}")]);
    let ran = folder.run(&["validate", "."]);
    assert!(ran.assert(2).err.contains("nothing was checked"), "{}", ran.err);
}

#[test]
fn an_unreadable_file_does_not_stop_the_rest() {
    let (clean, wrong) = (policy("clean.json"), policy("several.json"));
    let folder = Folder::new("unreadable", &[("a.json", &wrong), ("b.json", &clean)]);
    let ran = folder.run(&["validate", "nowhere.json", "a.json", "b.json"]);
    assert!(ran.assert(2).out.ends_with("3 errors in 2 files\n"), "{}", ran.out);
}

#[test]
fn many_files_keep_their_order() {
    let text = policy("several.json");
    let names: Vec<_> = (0..300).map(|index| format!("{index:03}.json")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let folder = Folder::new("many", &files);
    let first = folder.run(&["validate", "--format", "json", "."]);
    let answer = first.assert(1).json();
    let listed: Vec<_> =
        answer.as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert!(listed.is_sorted() && listed.len() == 300);
    assert_eq!(first.out, folder.run(&["validate", "--format", "json", "."]).out);
}
