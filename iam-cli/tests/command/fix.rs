//! `iam validate --fix` and `--diff`.

use crate::program::{Folder, pipe};
use std::fs;

/// Four fixes that are sure, and a misspelt name, which is not.
const MIXED: &str = r#"{
    "Statement": [
        {
            "Sid": "",
            "Effect": "allow",
            "Action": [
                "s3:GetBucket*",
                "s3:GetBucketTagging",
                "s3:DeleteObjct"
            ],
            "Resource": "arn:aws:s3:::reports"
        }
    ]
}
"#;

const MENDED: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "s3:GetBucket*",
                "s3:DeleteObjct"
            ],
            "Resource": "arn:aws:s3:::reports"
        }
    ]
}
"#;

const DIFF: &str = r#"--- a.json
+++ a.json
@@ -1,11 +1,10 @@
 {
+    "Version": "2012-10-17",
     "Statement": [
         {
-            "Sid": "",
-            "Effect": "allow",
+            "Effect": "Allow",
             "Action": [
                 "s3:GetBucket*",
-                "s3:GetBucketTagging",
                 "s3:DeleteObjct"
             ],
             "Resource": "arn:aws:s3:::reports"
"#;

impl Folder {
    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }
}

#[test]
fn what_is_sure_is_mended_and_the_rest_is_told() {
    let folder = Folder::new("fix-mixed", &[("a.json", MIXED), ("clean.json", CLEAN)]);
    let ran = folder.run(&["validate", "--fix", "."]);
    assert!(ran.assert(1).out.contains("error[invalid-action]: "), "{}", ran.out);
    assert!(ran.out.ends_with("\n1 error in 2 files\n"), "{}", ran.out);
    assert_eq!(ran.err, "note: applied 4 fixes in 1 file\n");
    assert_eq!(folder.text("a.json"), MENDED);
    assert_eq!(folder.text("clean.json"), CLEAN);
    // Nothing is left lying about.
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);

    let ran = folder.run(&["validate", "--fix", "."]);
    assert_eq!(ran.assert(1).err, "note: there is nothing that can be fixed\n");
    assert_eq!(folder.text("a.json"), MENDED);

    let ran = folder.run(&["validate", "--fix", "--unsafe-fixes", "."]);
    assert!(ran.err.starts_with("note: applied 1 fix in 1 file"), "{}", ran.err);
    assert_eq!(folder.text("a.json"), MENDED.replace("DeleteObjct", "DeleteObject"));
}

#[test]
fn a_diff_is_shown_and_nothing_is_written() {
    let folder = Folder::new("fix-diff", &[("a.json", MIXED), ("clean.json", CLEAN)]);
    for args in [
        &["validate", "--diff", "a.json", "clean.json"][..],
        &["validate", "--fix", "--diff", "a.json"],
    ] {
        let ran = folder.run(args);
        assert_eq!(ran.assert(1).out, DIFF);
        assert_eq!(ran.err, "note: would apply 4 fixes in 1 file\n");
        assert_eq!(folder.text("a.json"), MIXED);
    }
    let ran = folder.run(&["validate", "--diff", "clean.json"]);
    assert_eq!(
        (ran.assert(0).out.as_str(), ran.err.as_str()),
        ("", "note: there is nothing that can be fixed\n")
    );
    let ran = pipe(&["validate", "--diff", "-"], MIXED);
    assert_eq!(ran.assert(1).out, DIFF.replace("a.json", "<stdin>"));
}

#[test]
fn the_status_is_that_of_what_is_left() {
    let files = [("a.json", &*CLEAN.replace("Deny", "deny")), ("b.json", MIXED)];
    let folder = Folder::new("fix-status", &files);
    let ran = folder.run(&["validate", "--fix", "--format", "json", "a.json"]);
    assert_eq!(ran.assert(0).json()["findings"].as_array().unwrap().len(), 0);
    assert_eq!(ran.err, "note: applied 1 fix in 1 file\n");
    assert_eq!(folder.text("a.json"), CLEAN);
    let ran = folder.run(&["validate", "--fix", "--format", "sarif", "."]);
    assert_eq!(ran.assert(1).json()["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn line_ends_stay() {
    let folder = Folder::new("fix-crlf", &[("a.json", &MIXED.replace('\n', "\r\n"))]);
    let ran = folder.run(&["validate", "--diff", "a.json"]);
    assert!(ran.assert(1).out.contains("-            \"Sid\": \"\",\r\n"), "{:?}", ran.out);
    folder.run(&["validate", "--fix", "a.json"]).assert(1);
    assert_eq!(folder.text("a.json"), MENDED.replace('\n', "\r\n"));
}

#[test]
fn what_is_silenced_or_hidden_is_left_alone() {
    let silenced = "[validate]\nallow = [{ code = \"empty-sid-value\", reason = \"generated\" }]\n";
    let folder = Folder::new("fix-silenced", &[("a.json", MIXED), ("iam.toml", silenced)]);
    folder.run(&["validate", "--fix", "--min-severity", "error", "a.json"]).assert(1);
    assert_eq!(folder.text("a.json"), MIXED.replace("\"allow\"", "\"Allow\""));
    folder.run(&["validate", "--fix", "a.json"]).assert(1);
    let sid = MENDED
        .replace("            \"Effect\"", "            \"Sid\": \"\",\n            \"Effect\"");
    assert_eq!(folder.text("a.json"), sid);
}

#[test]
fn what_cannot_be_read_is_left_and_told() {
    let folder =
        Folder::new("fix-unreadable", &[("a.json", "{ \"Statement\": [], }"), ("b.json", MIXED)]);
    let not_utf8 = b"{ \"Version\": \"2012-10-17\", \"Id\": \"\xff\", \"Statement\": [] }";
    fs::write(folder.0.join("c.json"), not_utf8).unwrap();
    let ran = folder.run(&["validate", "--fix", "."]);
    assert_eq!(ran.assert(1).out.matches("error[json-syntax-error]: ").count(), 2, "{}", ran.out);
    assert_eq!(folder.text("a.json"), "{ \"Statement\": [], }");
    assert_eq!(fs::read(folder.0.join("c.json")).unwrap(), not_utf8);
    assert_eq!(folder.text("b.json"), MENDED);
    let ran = folder.run(&["validate", "--diff", "a.json"]);
    assert!(
        ran.assert(2).err.starts_with("error: a.json is not JSON, so that nothing is fixed: "),
        "{}",
        ran.err
    );
}

#[test]
fn usage_that_makes_no_sense_is_refused() {
    let ran = pipe(&["validate", "--fix", "-"], MIXED);
    let why = "error: --fix writes into files, and `-` is none: --diff shows what it would do\n";
    assert_eq!(ran.assert(2).err, why);
    for args in [
        &["validate", "--fix", "--jsonl"][..],
        &["validate", "--diff", "--jsonl"],
        &["validate", "--diff", "--format", "json", "-"],
        &["validate", "--unsafe-fixes", "-"],
    ] {
        pipe(args, "").assert(2);
    }
}

#[test]
fn nothing_hidden_is_in_a_diff() {
    let text = "{ \"Statement\": [{ \"Effect\": \"allow\", \"Action\": \"*\", \"Resource\": \"a\u{202e}b\" }] }\n";
    let folder = Folder::new("fix-hidden", &[("a.json", text)]);
    let ran = folder.run(&["validate", "--diff", "a.json"]);
    assert!(ran.assert(1).out.contains("a\\u{202e}b"), "{}", ran.out);
    folder.run(&["validate", "--fix", "a.json"]);
    assert!(folder.text("a.json").contains("\"a\u{202e}b\""));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new("fix-link", &[("real/a.json", MIXED)]);
    let (real, link) = (folder.0.join("real/a.json"), folder.0.join("link.json"));
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.json", &link).unwrap();
    folder.run(&["validate", "--fix", "link.json"]).assert(1);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(folder.text("real/a.json"), MENDED);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

const CLEAN: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}"#;

/// Where a link leads may be left out on purpose; whoever names it means it.
#[cfg(unix)]
#[test]
fn a_link_that_a_walk_meets_is_left() {
    let files = [("inside/.git/HEAD", ""), ("inside/.kept/a.json", MIXED)];
    let folder = Folder::new("fix-link-met", &files);
    std::os::unix::fs::symlink(".kept/a.json", folder.0.join("inside/a.json")).unwrap();
    let ran = folder.run(&["validate", "--fix", "inside"]);
    let note = "note: there is nothing that can be fixed; 1 link was left: name the file that it leads to\n";
    assert_eq!(ran.assert(1).err, note);
    assert_eq!(folder.text("inside/.kept/a.json"), MIXED);

    folder.run(&["validate", "--fix", "inside/a.json"]).assert(1);
    assert_eq!(folder.text("inside/.kept/a.json"), MENDED);
    assert!(folder.0.join("inside/a.json").is_symlink());
}
