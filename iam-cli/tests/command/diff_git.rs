//! What a pull request can make of the repository that it is compared in.

use crate::diff::{git, policy};
use crate::program::{Folder, run_in};
use std::fs;

fn committed(name: &str, files: &[(&str, String)]) -> Folder {
    let folder = Folder::new(name, &[]);
    git(&folder, &["init", "--quiet"]);
    for (path, text) in files {
        folder.write(path, text);
    }
    commit(&folder);
    folder
}

fn commit(folder: &Folder) {
    git(folder, &["add", "--all", "--force", "."]);
    git(folder, &["commit", "--quiet", "--message", "next"]);
}

fn reads() -> String {
    policy(r#""s3:GetObject""#)
}

/// Git takes a folder with these files for a repository, and anybody can commit them.
#[test]
fn files_that_look_like_a_repository_are_none() {
    let folder = committed("diff-forged", &[("policies/p.json", reads())]);
    folder.write("policies/p.json", &policy(r#""*""#));
    folder.write("policies/HEAD", "ref: refs/heads/main\n");
    folder.write("policies/objects/.keep", "");
    folder.write("policies/refs/.keep", "");
    folder.write(
        "policies/config",
        "[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"touch ran; false\"\n\
         [extensions]\n\tpartialClone = other\n[remote \"other\"]\n\turl = ext::touch ran\n\tpromisor = true\n\
         [protocol \"ext\"]\n\tallow = always\n",
    );
    commit(&folder);
    for path in [".", "policies", "policies/p.json"] {
        let ran = run_in(&folder.0, &["diff", "--base", "HEAD~1", path]);
        assert!(ran.assert(1).out.contains("p.json: grants more\n"), "{path}: {}", ran.out);
    }
    assert!(!folder.0.join("ran").exists() && !folder.0.join("policies/ran").exists());
}

#[test]
#[cfg(unix)]
fn a_link_is_what_it_leads_to() {
    use std::os::unix::fs::symlink;
    let folder = committed("diff-links", &[("real/p.json", reads()), ("out.json", reads())]);
    symlink("real/p.json", folder.0.join("link.json")).unwrap();
    fs::create_dir(folder.0.join("sub")).unwrap();
    symlink("../out.json", folder.0.join("sub/out.json")).unwrap();
    commit(&folder);
    // One that nobody touched is no news, and one whose target has changed is.
    assert_eq!(run_in(&folder.0, &["diff", "--base", "HEAD", "."]).assert(0).out, "0 compared\n");
    folder.write("real/p.json", &policy(r#""s3:*""#));
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "."]);
    assert!(ran.assert(1).out.contains("./link.json: grants more\n"), "{}", ran.out);
    // What is out of the folder is not read, and that is told where it may have changed.
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "--fail-on-unchecked", "sub"]);
    let told = "sub/out.json: not compared: it is a link out of the folder that was given\n";
    assert!(ran.assert(1).out.contains(told), "{}", ran.out);
}

/// What calls a module says what its policies grant, in two folders as at two commits.
#[test]
fn modules_are_followed_in_two_folders() {
    let folder = Folder::new("diff-modules", &[]);
    for (side, action) in [("old", "s3:GetObject"), ("new", "s3:*")] {
        folder.write(
            &format!("{side}/main.tf"),
            &format!("module \"m\" {{\n  source = \"./m\"\n  acts = [\"{action}\"]\n}}\n"),
        );
        folder.write(
            &format!("{side}/m/main.tf"),
            "variable \"acts\" {}\nresource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({\n    Version = \
             \"2012-10-17\"\n    Statement = [{ Effect = \"Allow\", Action = var.acts, Resource = \"*\" }]\n  })\n}\n",
        );
    }
    let ran = run_in(&folder.0, &["diff", "old", "new"]);
    let told = "m/main.tf: module.m.aws_iam_policy.p/policy: grants more\n";
    assert!(ran.assert(1).out.contains(told), "{}", ran.out);
}

/// A module beside the folder may have changed, and nothing below the folder has.
#[test]
fn what_is_outside_is_told_where_it_may_have_changed() {
    let folder = committed(
        "diff-outside",
        &[
            ("sub/main.tf", "module \"m\" {\n  source = \"../m\"\n}\n".to_owned()),
            ("m/main.tf", "variable \"a\" {}\n".to_owned()),
        ],
    );
    assert_eq!(run_in(&folder.0, &["diff", "--base", "HEAD", "sub"]).assert(0).out, "0 compared\n");
    folder.write("m/main.tf", "variable \"b\" {}\n");
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "--fail-on-unchecked", "sub"]);
    assert!(ran.assert(1).out.contains("sub/main.tf: module.m: not compared: "), "{}", ran.out);
}

#[test]
fn what_is_no_policy_is_no_error() {
    let files = [
        ("tsconfig.json", "{ // comments\n}".to_owned()),
        ("chart/templates/app.yaml", "{{- if .x }}\na: 1\n{{- end }}\n".to_owned()),
        (".env.template", "A=${B".to_owned()),
    ];
    let folder = committed("diff-others", &files);
    for (path, text) in &files {
        folder.write(path, &format!("{text}\n# more"));
    }
    assert_eq!(run_in(&folder.0, &["diff", "--base", "HEAD", "."]).assert(0).out, "0 compared\n");
    // What was a policy and is broken is not gone.
    folder.write("p.json", &reads());
    commit(&folder);
    folder.write("p.json", "{ \"Statement\": [");
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "."]);
    assert!(ran.assert(2).out.contains("./p.json: not compared: "), "{}", ran.out);
}

#[test]
fn a_name_of_two_lines_is_one_line() {
    let folder = Folder::new("diff-lines", &[]);
    let template = |action: &str| {
        let document = policy(action);
        format!(
            r#"{{"Resources":{{"a\n::warning::b":{{"Type":"AWS::IAM::ManagedPolicy","Properties":{{"PolicyDocument":{document}}}}}}}}}"#
        )
    };
    folder.write("old.json", &template(r#""s3:GetObject""#));
    folder.write("new.json", &template(r#""s3:*""#));
    let ran = run_in(&folder.0, &["diff", "old.json", "new.json"]);
    let told = "new.json: a\\u{a}::warning::b/PolicyDocument: grants more\n";
    assert!(ran.assert(1).out.starts_with(told), "{}", ran.out);
}

/// What is told of a folder beside its last commit, and the exit status.
fn told(folder: &Folder, status: i32) -> String {
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "."]);
    ran.assert(status).out.clone()
}

#[test]
fn what_git_has_counts_wherever_it_is() {
    let folder = committed("diff-hidden", &[(".hid/p.json", reads()), ("t.yaml", reads())]);
    folder.write(".hid/p.json", &policy(r#""*""#));
    folder.write("target/q.json", &policy(r#""*""#));
    git(&folder, &["add", "--force", "target"]);
    fs::rename(folder.0.join("t.yaml"), folder.0.join("t.txt")).unwrap();
    git(&folder, &["add", "t.txt", "t.yaml"]);
    let text = told(&folder, 1);
    assert!(text.contains("./.hid/p.json: grants more\n"), "{text}");
    assert!(text.contains("./target/q.json: grants more\n"), "{text}");
    assert!(text.contains("./t.yaml: not compared: it is ./t.txt now, which is not"), "{text}");
}

#[test]
fn what_is_something_else_now_is_not_gone() {
    let folder = committed("diff-else", &[("p.json", reads()), ("t.yaml", reads())]);
    folder.write("p.json", "hello\n");
    folder.write("t.yaml", "# nothing\n");
    let text = told(&folder, 0);
    for name in ["p.json", "t.yaml"] {
        let line = format!("./{name}: not compared: it holds no policy any more\n");
        assert!(text.contains(&line), "{text}");
    }
    git(&folder, &["checkout", "--quiet", "."]);
    fs::remove_file(folder.0.join("p.json")).unwrap();
    assert!(told(&folder, 0).contains("./p.json: grants less\n"));
}

#[test]
fn what_is_not_checked_out_is_not_gone() {
    let folder = committed("diff-sparse", &[("infra/p.json", reads()), ("app/q.json", reads())]);
    git(&folder, &["sparse-checkout", "set", "app"]);
    let text = told(&folder, 0);
    assert_eq!(
        text,
        "./infra/p.json: not compared: it is not checked out\n0 compared; 1 not compared\n"
    );
}

#[test]
#[cfg(unix)]
fn a_file_that_became_a_link_out_is_not_read() {
    use std::os::unix::fs::symlink;
    let folder = committed("diff-link-out", &[("in/p.json", reads())]);
    folder.write("secret.json", &policy(r#""s3:*""#));
    fs::remove_file(folder.0.join("in/p.json")).unwrap();
    symlink("../secret.json", folder.0.join("in/p.json")).unwrap();
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "in"]);
    let line = "in/p.json: not compared: it is a link out of the folder that was given\n";
    assert!(ran.assert(0).out.starts_with(line), "{}", ran.out);
}

/// What cannot be read at the base stops nothing else.
#[test]
fn one_file_that_cannot_be_read_stops_no_other() {
    let folder = committed("diff-bytes", &[("q.json", reads())]);
    fs::write(folder.0.join("p.json"), b"\xff{}").unwrap();
    commit(&folder);
    folder.write("p.json", &reads());
    folder.write("q.json", &policy(r#""s3:*""#));
    let text = told(&folder, 2);
    assert!(text.contains("./p.json: not compared: "), "{text}");
    assert!(text.contains("./q.json: grants more\n"), "{text}");
}
