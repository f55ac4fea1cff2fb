//! Templates, plans and configurations that mean no good: an error, or told as not checked.

use crate::program::{Folder, Ran};
use std::time::{Duration, Instant};

/// Longer than a debug build on a busy machine takes for any of these.
const BOUND: Duration = Duration::from_mins(1);

fn validate(folder: &Folder, path: &str) -> Ran {
    let start = Instant::now();
    let ran = folder.run(&["validate", path]);
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
    ran
}

/// A policy that must not be read.
const SECRET: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Secret","Resource":"*"}]}"#;

#[test]
fn aliases_do_not_copy_without_end() {
    let lists: Vec<_> = (1..12)
        .map(|at| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(", ")))
        .collect();
    let merged: Vec<_> = (1..40)
        .map(|at| {
            let other = at - 1;
            format!("a{at}: &a{at} {{x{at}: *a{other}, y{at}: *a{other}, <<: [*a{other}]}}\n")
        })
        .collect();
    let texts =
        format!("long: &a0 \"{}\"\nall: [{}]\n", "y".repeat(100_000), "*a0, ".repeat(5_000));
    let resources = "Resources: {R: {Type: 'AWS::IAM::Role'}}\n";
    for (first, others) in
        [("a0: &a0 [x]\n", lists.concat()), ("a0: &a0 {a: 1}\n", merged.concat()), ("", texts)]
    {
        let text = format!("{resources}{first}{others}");
        let folder = Folder::new("bomb", &[("bomb.yaml", &text)]);
        let ran = validate(&folder, ".");
        assert!(ran.assert(2).err.contains("aliases and anchors copy more than"), "{}", ran.err);
    }
    let text = "Resources:\n  R: &r\n    Type: AWS::IAM::Role\n    Properties: *r\n";
    let folder = Folder::new("alias-of-itself", &[("it.yaml", text)]);
    let ran = validate(&folder, ".");
    assert!(ran.assert(2).err.contains("the alias stands within its anchor"), "{}", ran.err);
}

#[test]
fn what_is_too_long_is_told() {
    let comment = "# a comment of some length, which says nothing\n".repeat(800_000);
    let yaml = format!("Resources: {{R: {{Type: 'AWS::IAM::Role'}}}}\n{comment}");
    let folder = Folder::new("too-long", &[("a.yaml", &yaml), ("tf/main.tf", &comment)]);
    let ran = validate(&folder, "a.yaml");
    assert!(ran.assert(2).err.contains("longer than 32 MiB"), "{}", ran.err);
    let ran = validate(&folder, "tf");
    assert!(ran.assert(2).err.contains("it is longer than 8 MiB"), "{}", ran.err);
}

#[test]
fn references_in_circles_end() {
    let template = "Parameters: {A: {Type: String, Default: !Ref B}, B: {Type: String, Default: !Ref A}}\n\
        Conditions: {C: !Condition D, D: !Condition C}\n\
        Resources:\n  \
          X: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref Y}}\n  \
          Y: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref X}}\n  \
          P: {Type: 'AWS::IAM::ManagedPolicy', Properties: {PolicyDocument: {Version: '2012-10-17', \
               Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${X.Arn}/*'}]}}}\n";
    let locals = "locals {\n  a = local.b\n  b = local.a\n}\n\
        resource \"aws_iam_policy\" \"p\" {\n  policy = local.a\n}\n\
        data \"aws_iam_policy_document\" \"x\" {\n  source_policy_documents = [data.aws_iam_policy_document.y.json]\n}\n\
        data \"aws_iam_policy_document\" \"y\" {\n  source_policy_documents = [data.aws_iam_policy_document.x.json]\n}\n";
    let folder = Folder::new(
        "circles",
        &[
            ("template.yaml", template),
            ("locals/main.tf", locals),
            ("modules/a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n"),
            (
                "modules/b/main.tf",
                "module \"a\" {\n  source = \"../a\"\n}\nmodule \"c\" {\n  source = \"../a\"\n}\n",
            ),
            ("itself/main.tf", "module \"m\" {\n  source = \"./\"\n}\n"),
        ],
    );
    let ran = validate(&folder, "template.yaml");
    assert!(ran.assert(0).out.contains("1 policy checked, 1 with holes"), "{}", ran.out);
    let ran = validate(&folder, "locals");
    assert!(ran.assert(0).out.contains("that does not lead to itself"), "{}", ran.out);
    for path in ["modules", "itself"] {
        let ran = validate(&folder, path);
        assert!(ran.assert(0).out.contains("not checked"), "{path}: {}", ran.out);
    }
}

#[test]
fn modules_that_are_not_there_are_told() {
    let text = "module \"missing\" {\n  source = \"./nope\"\n}\n\
                module \"remote\" {\n  source = \"example/iam/aws\"\n}\n\
                module \"outside\" {\n  source = \"../../..\"\n}\n";
    let folder = Folder::new("missing", &[("main.tf", text)]);
    let ran = validate(&folder, ".");
    let out = &ran.assert(0).out;
    assert!(out.contains("which is not read: it is not there"), "{out}");
    assert!(out.contains("which is not local"), "{out}");
    assert!(out.contains("it is outside of the folder that was given"), "{out}");
    assert!(out.contains("3 not checked"), "{out}");
}

#[test]
fn a_plan_is_not_guessed_and_not_gone_through_twice() {
    let future = r#"{"format_version": "2.0", "resource_changes": []}"#;
    let resources: Vec<_> = (0..20_000)
        .map(|at| format!(r#"{{"address": "aws_iam_policy.p{at}", "type": "aws_iam_policy"}}"#))
        .collect();
    let mut module = format!(r#"{{"resources": [{}]}}"#, resources.join(","));
    for _ in 0..55 {
        module = format!(r#"{{"child_modules": [{module}]}}"#);
    }
    let deep = format!(r#"{{"format_version": "1.0", "values": {{"root_module": {module}}}}}"#);
    let folder = Folder::new("plans", &[("future.json", future), ("deep.json", &deep)]);
    let ran = validate(&folder, "future.json");
    assert!(ran.assert(0).out.contains("only 0 and 1 are known"), "{}", ran.out);
    validate(&folder, "deep.json");
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_folder_is_read() {
    use std::os::unix::fs::symlink;
    let calls = [
        "file(\"../secret.json\")",
        "file(\"sub/../../secret.json\")",
        "file(\"${path.module}/../secret.json\")",
        "templatefile(\"../secret.json\", {})",
        "file(\"/etc/hostname\")",
        "file(\"/dev/zero\")",
        "file(\"link.txt\")",
        "file(\"pipe\")",
        "file(\"missing.json\")",
    ];
    let resources: Vec<_> = calls
        .iter()
        .enumerate()
        .map(|(at, call)| {
            format!("resource \"aws_iam_policy\" \"p{at}\" {{\n  policy = {call}\n}}\n")
        })
        .collect();
    let linked = "resource \"aws_iam_policy\" \"linked\" {\n  policy = jsonencode({ Statement = \"Secret\" })\n}\n";
    let folder = Folder::new(
        "outside",
        &[
            ("given/main.tf", &resources.concat()),
            ("secret.json", SECRET),
            ("linked.tf", linked),
            ("mod/m.tf", linked),
        ],
    );
    let given = folder.0.join("given");
    for (target, name) in [
        ("../secret.json", "link.txt"),
        ("../secret.json", "link.json"),
        ("../linked.tf", "link.tf"),
        ("../mod", "mod"),
    ] {
        symlink(target, given.join(name)).unwrap();
    }
    folder.write("given/module.tf", "module \"m\" {\n  source = \"./mod\"\n}\n");
    let made = std::process::Command::new("mkfifo").arg(given.join("pipe")).status().unwrap();
    assert!(made.success());
    for args in [&["validate", "given"][..], &["list-policies", "given"]] {
        let ran = folder.run(args);
        let all = format!("{}{}", ran.out, ran.err);
        assert!(!all.contains("s3:Secret") && !all.contains(".linked"), "{args:?}: {all}");
    }
    let ran = validate(&folder, "given");
    let out = &ran.assert(0).out;
    assert!(out.contains(&format!("{} not checked", calls.len() + 1)), "{out}");
    assert!(out.contains("2 links out of the folder"), "{out}");
}
