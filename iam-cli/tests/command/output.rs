//! Where the output goes, and what may be in it.

use crate::program::{Folder, policies, policy, run, run_in};
use std::process::{Command, Output};

/// Runs in a shell, with the command as `$IAM`.
fn shell(folder: &Folder, script: &str) -> Output {
    Command::new("bash")
        .args(["-c", &format!("set -o pipefail; {script}")])
        .env("IAM", env!("CARGO_BIN_EXE_iam"))
        .current_dir(&folder.0)
        .output()
        .unwrap()
}

/// Far more findings than a pipe holds.
fn many() -> String {
    let wrong = r#"{"Effect": "Alow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/b"}"#;
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{wrong}{}]}}"#,
        format!(",{wrong}").repeat(1_500)
    )
}

#[test]
fn a_closed_pipe_hides_no_findings() {
    let (clean, several, many) = (policy("clean.json"), policy("several.json"), many());
    let names: Vec<_> = (0..200).map(|index| format!("{index:03}.json")).collect();
    let mut files: Vec<_> = names.iter().map(|name| (name.as_str(), clean.as_str())).collect();
    files.extend([("z.json", several.as_str()), ("one/many.json", &many)]);
    let folder = Folder::new("closed-pipe", &files);
    for format in ["text", "json", "sarif"] {
        for what in [".", "one/many.json", "z.json"] {
            for reader in ["head -1", "true"] {
                let script = format!("\"$IAM\" validate --format {format} {what} | {reader}");
                let output = shell(&folder, &script);
                assert_eq!(output.status.code(), Some(1), "{script}");
                assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{script}");
            }
        }
        let script = format!("rm -r one z.json 2>&-; \"$IAM\" validate --format {format} . | true");
        let clean = Folder::new("closed-clean", &files[..200]);
        assert_eq!(shell(&clean, &script).status.code(), Some(0), "{format}");
    }
}

#[test]
fn other_verbs_decide_behind_a_closed_pipe_too() {
    let folder = Folder::new("closed-verbs", &[("p.json", &policy("clean.json"))]);
    let bad = r#"{\"policy\": {\"Statement\": {\"Effect\": \"Alow\"}}}"#;
    for (script, code) in [
        (
            "\"$IAM\" simulate --policy p.json --action s3:DeleteBucket --resource arn:aws:s3:::x | true",
            1,
        ),
        ("\"$IAM\" expand 's3:*' 's3:Nothing*' | true", 1),
        ("\"$IAM\" expand 's3:*' | true", 0),
        ("\"$IAM\" explain s3 | true", 0),
        (&format!("yes \"{bad}\" | head -5000 | \"$IAM\" validate --jsonl | true"), 1),
    ] {
        assert_eq!(shell(&folder, script).status.code(), Some(code), "{script}");
    }
}

#[test]
fn closed_and_full_outputs_are_told() {
    let folder = Folder::new("closed-output", &[("z.json", &policy("several.json"))]);
    assert_eq!(shell(&folder, "\"$IAM\" validate z.json >&-").status.code(), Some(1));
    assert_eq!(shell(&folder, "\"$IAM\" validate z.json 2>&-").status.code(), Some(1));
    assert_eq!(shell(&folder, "\"$IAM\" validate nowhere 2>&-").status.code(), Some(2));
    if std::path::Path::new("/dev/full").exists() {
        let output = shell(&folder, "\"$IAM\" validate z.json > /dev/full");
        assert_eq!(output.status.code(), Some(2));
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output")
        );
    }
}

/// Without a thread to be had, everything is done on the one that there is.
#[test]
fn no_thread_is_needed() {
    let (several, many) = (policy("several.json"), many());
    let files = [("a.json", several.as_str()), ("b.json", &many), ("c.json", &several)];
    let folder = Folder::new("threads", &files);
    for format in ["text", "json", "sarif"] {
        let args = ["validate", "--format", format, "."];
        let with = folder.run(&args);
        let script = format!("IAM_THREADS=0 \"$IAM\" {}", args.join(" "));
        let without = shell(&folder, &script);
        assert_eq!(without.status.code(), Some(1));
        assert!(with.assert(1).out.as_bytes() == without.stdout, "{format}");
    }
}

#[test]
fn many_findings_of_one_file_are_all_there() {
    let folder =
        Folder::new("many-findings", &[("a.json", &many()), ("b.json", &policy("several.json"))]);
    let one = folder.run(&["validate", "--format", "json", "a.json"]).assert(1).json();
    let count = one["findings"].as_array().unwrap().len();
    assert!(count > 2_900, "{count}");
    let all = folder.run(&["validate", "--format", "json", "."]).assert(1).json();
    assert_eq!(all[0]["findings"], one["findings"]);
    assert_eq!(all[1]["findings"].as_array().unwrap().len(), 3);
    let log = folder.run(&["validate", "--format", "sarif", "."]).assert(1).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), count + 3);
    let mut prints: Vec<_> = results
        .iter()
        .map(|it| it["partialFingerprints"]["iamFinding/v1"].as_str().unwrap())
        .collect();
    prints.sort_unstable();
    prints.dedup();
    assert!(prints.len() > count, "{}", prints.len());
    let text = folder.run(&["validate", "."]).assert(1).out.clone();
    assert_eq!(text.lines().filter(|line| line.contains(" --> ")).count(), count + 3);
}

#[test]
fn nothing_steers_the_terminal() {
    let escape = "\u{1b}[2J\u{9b}2J\u{202e}";
    let toml = format!(
        "[validate]\nallow = [{{ code = \"a\\nerror: forged {}\", reason = \"x\" }}]\n",
        "\\u001b[2J"
    );
    let folder = Folder::new("steered", &[("iam.toml", &toml), ("a.json", "{}")]);
    let ran = folder.run(&["validate", "a.json"]);
    assert!(ran.assert(2).err.contains("\\u{1b}[2J"), "{}", ran.err);
    assert!(!ran.err.contains("\nerror: forged"), "{}", ran.err);
    let odd = |text: &str| text.contains(['\u{1b}', '\u{9b}', '\u{202e}']);
    assert!(!odd(&ran.err), "{}", ran.err);
    for args in [
        &["validate", escape][..],
        &["validate", "--format", escape, "a.json"],
        &["validate", "--enable", escape, "clean.json"],
        &["validate", "--config", escape, "clean.json"],
        &[escape],
        &["explain", escape],
        &["expand", escape],
        &["import", escape],
        &["import", "--name", escape, "clean.json"],
        &["simulate", "--action", escape],
        &["simulate", "--action", "s3:GetObject", "--resource", escape],
        &["simulate", "--action", "s3:GetObject", "--context", escape],
        &["simulate", "--policy", escape, "--action", "s3:GetObject"],
        &["man", escape],
    ] {
        let ran = run(args);
        assert!(!odd(&ran.err) && !odd(&ran.out), "{args:?}: {}{}", ran.out, ran.err);
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    let key = format!("aws:RequestTag/{escape}=1");
    let json = ["simulate", "--action", "s3:GetObject", "--context", &key, "--format", "json"];
    let ran = run_in(&policies(), &json);
    assert!(!odd(&ran.out) && !odd(&ran.err), "{}{}", ran.out, ran.err);
}

#[test]
fn lines_are_answered_in_order_by_all_cores() {
    let statement = r#"{"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}"#;
    let line = |id: usize| {
        let more = format!(",{statement}").repeat(id % 40);
        format!(
            "{{\"id\": {id}, \"policy\": {{\"Version\": \"2012-10-17\", \"Statement\": [{statement}{more}]}}}}\n"
        )
    };
    let input: String = (0..2_000).map(line).collect();
    let lines = crate::program::pipe(&["validate", "--jsonl"], input).assert(1).lines();
    assert_eq!(lines.len(), 2_000);
    assert!(lines.iter().enumerate().all(|(at, line)| line["id"] == at));
}

/// Whoever asks one question at a time gets each answer before the next.
#[test]
fn a_line_is_answered_before_the_next_comes() {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_iam"))
        .args(["expand", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(input, "{{\"id\": {id}, \"pattern\": \"s3:GetObject\"}}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(answer, format!("{{\"id\":{id},\"actions\":[\"s3:GetObject\"]}}\n"));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn excerpts_mind_the_width_of_the_terminal() {
    let folder = Folder::new("width", &[("a.json", &many())]);
    for columns in [60, 200] {
        let output = shell(&folder, &format!("COLUMNS={columns} \"$IAM\" validate a.json"));
        let text = String::from_utf8(output.stdout).unwrap();
        let excerpts = text.lines().filter(|line| line.starts_with("1 | "));
        let widest = excerpts.map(|line| line.chars().count()).max().unwrap();
        assert!((columns - 4..=columns).contains(&widest), "{columns} {widest}");
    }
}

#[test]
fn manual_pages_are_there() {
    let page = run(&["man"]);
    assert!(page.assert(0).out.contains(".TH"), "{}", page.out);
    let page = run(&["man", "validate"]).assert(0).out.clone();
    assert!(page.contains("min\\-severity"), "{page}");
    let examples = page.split_once("\n.nf\n").unwrap().1;
    assert!(
        examples.contains("\n.fi\n") && examples.contains("iam validate policy.json"),
        "{page}"
    );
    let folder = Folder::new("man", &[]);
    folder.run(&["man", "--output", "pages"]).assert(0);
    let mut names: Vec<_> = std::fs::read_dir(folder.0.join("pages"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    assert!(names.contains(&"iam.1".to_owned()), "{names:?}");
    assert!(names.contains(&"iam-validate.1".to_owned()), "{names:?}");
    assert!(run(&["man", "valdate"]).assert(2).err.contains("validate"));
}
