//! A crate outside the workspace, with the facade as its only dependency.

#![expect(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A crate in a folder of its own that goes when the test ends.
struct Crate(PathBuf);

impl Crate {
    fn new(name: &str, dependency: &str, main: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src")).expect("a folder");
        let root = env!("CARGO_MANIFEST_DIR");
        let dependency = dependency.replace("PATH", &format!("{root:?}"));
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
        fs::write(folder.join("src/main.rs"), main).expect("a program");
        // The versions that this workspace has fetched already.
        let _ = fs::copy(Path::new(root).join("Cargo.lock"), folder.join("Cargo.lock"));
        Self(folder)
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .output()
            .expect("cargo runs")
    }
}

impl Drop for Crate {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_renamed_dependency_works_and_a_misspelt_action_fails_the_build() {
    let dependency = "iam = { package = \"typed-iam\", path = PATH }";
    let right = r#"
        const READ: iam::Policy = iam::policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
        };
        fn main() {
            println!("{}", READ.to_json());
        }
    "#;
    let outside = Crate::new("renamed", dependency, right);
    let run = outside.cargo(&["run", "--quiet"]);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{errors}");
    assert!(String::from_utf8_lossy(&run.stdout).contains(r#""Action":"s3:GetObject""#));

    let wrong = right.replace("GetObject", "GetObjct");
    fs::write(outside.0.join("src/main.rs"), wrong).expect("a program");
    let build = outside.cargo(&["build", "--quiet"]);
    let errors = String::from_utf8_lossy(&build.stderr);
    assert!(!build.status.success());
    assert!(errors.contains("`s3` has no action `GetObjct`"), "{errors}");
    assert!(errors.contains("fix: write `s3:GetObject`"), "{errors}");

    let tree =
        outside.cargo(&["tree", "--prefix", "none", "--edges", "normal,build", "--no-dedupe"]);
    let mut crates: Vec<_> = std::str::from_utf8(&tree.stdout).expect("text").lines().collect();
    crates.sort_unstable();
    crates.dedup();
    assert!(crates.len() <= 25, "{} crates: {crates:?}", crates.len());
}

#[test]
fn an_iam_toml_speaks_for_the_macros_and_an_edit_builds_anew() {
    let main = r#"
        const ADMIN: typed_iam::Policy = typed_iam::policy! {
            Version: "2012-10-17",
            Statement: [{ Sid: Admin, Effect: Allow, Action: "*", Resource: "*" }],
        };
        const READ: typed_iam::Policy = typed_iam::include_policy!("../policies/read.json");
        fn main() {
            println!("{} {}", ADMIN.to_json(), READ.to_json());
        }
    "#;
    let json = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:BrandNewAction", "Resource": "arn:aws:s3:::reports/*"}
    ]}"#;
    let config = r#"
        [validate]
        allow = [
            { code = "x-full-admin", sid = "Admin", path = "src/*.rs", reason = "for emergencies" },
            { code = "pass-role-with-star-in-action-and-resource", sid = "Admin", reason = "for emergencies" },
        ]
        actions = ["s3:BrandNewAction"]
    "#;
    let outside = Crate::new("configured", "typed-iam = { path = PATH }", main);
    let write = |path: &str, text: &str| fs::write(outside.0.join(path), text).expect("a file");
    let compile = || {
        let build = outside.cargo(&["build", "--quiet"]);
        (build.status.success(), String::from_utf8_lossy(&build.stderr).into_owned())
    };
    fs::create_dir(outside.0.join("policies")).expect("a folder");
    write("policies/read.json", json);
    write("iam.toml", config);
    let (succeeded, errors) = compile();
    assert!(succeeded, "{errors}");

    write("policies/read.json", &json.replace("Brand", "Bland"));
    let (succeeded, errors) = compile();
    assert!(!succeeded && errors.contains("`s3` has no action `BlandNewAction`"), "{errors}");
    assert!(errors.contains("--> policies/read.json:2:39\n"), "{errors}");
    assert!(!errors.contains("[x-full-admin]"), "{errors}");

    write("policies/read.json", json);
    assert!(compile().0);
    write("iam.toml", &config.replace("\"Admin\", path", "\"Root\", path"));
    let (succeeded, errors) = compile();
    assert!(!succeeded && errors.contains("[x-full-admin]"), "{errors}");

    write("iam.toml", &config.replace("x-full-admin", "x-full-admn"));
    let (succeeded, errors) = compile();
    assert!(!succeeded, "{errors}");
    assert_eq!(errors.matches("there is no check `x-full-admn`").count(), 1, "{errors}");
    assert!(errors.contains("iam.toml:4:23"), "{errors}");
    // What the file was to silence is not told.
    assert_eq!(errors.matches("error: ").count(), 2, "{errors}");

    // Nor what is wrong with the words of a policy.
    write("src/main.rs", &main.replace("Sid: Admin", "Sid: Admin Other"));
    let (succeeded, errors) = compile();
    assert!(!succeeded && errors.contains("iam.toml:4:23"), "{errors}");
    assert_eq!(errors.matches("error: ").count(), 2, "{errors}");
    write("src/main.rs", main);

    write("iam.toml", config);
    assert!(compile().0);

    // A repository within this one is a project of its own, in which the file says nothing.
    fs::create_dir(outside.0.join("policies/.git")).expect("a folder");
    write("src/main.rs", &format!("{main}\n"));
    let (succeeded, errors) = compile();
    assert!(!succeeded && errors.contains("`s3` has no action `BrandNewAction`"), "{errors}");
    write("policies/iam.toml", "validate.actions = [\"s3:BrandNewAction\"]");
    write("src/main.rs", main);
    let (succeeded, errors) = compile();
    assert!(succeeded, "{errors}");
    fs::remove_file(outside.0.join("policies/iam.toml")).expect("a file");
    fs::remove_dir(outside.0.join("policies/.git")).expect("a folder");

    // What is denied does not compile, and of what is warned of the compiler warns.
    let warned = config.replace("actions =", "warn = [\"invalid-action\"]\n        #");
    write("iam.toml", &warned);
    let (succeeded, errors) = compile();
    assert!(succeeded && errors.contains("[invalid-action]"), "{errors}");
    let effect = json.replace("\"Allow\"", "\"Alow\"");
    write("policies/read.json", &effect);
    write("iam.toml", &warned.replace("[\"invalid-action\"]", "[\"invalid-effect\"]"));
    let (succeeded, errors) = compile();
    assert!(!succeeded && errors.contains("`warn` in `iam.toml` cannot lower this"), "{errors}");
    let never = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ec2:DescribeInstances",
         "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0"}
    ]}"#;
    write("policies/read.json", never);
    write("iam.toml", config);
    let (succeeded, errors) = compile();
    assert!(succeeded && errors.contains("[x-statement-never-applies]"), "{errors}");
    let denied =
        config.replace("actions =", "deny = [\"x-statement-never-applies\"]\n        actions =");
    write("iam.toml", &denied);
    let (succeeded, errors) = compile();
    assert!(!succeeded && errors.contains("[x-statement-never-applies]"), "{errors}");

    // What has the name and is no file is told, not passed over.
    write("policies/read.json", json);
    fs::remove_file(outside.0.join("iam.toml")).expect("a file");
    fs::create_dir(outside.0.join("iam.toml")).expect("a folder");
    write("src/main.rs", &format!("{main}\n"));
    let (succeeded, errors) = compile();
    assert!(!succeeded, "{errors}");
    assert_eq!(errors.matches("cannot read iam.toml: it is a folder").count(), 1, "{errors}");
    // Nor is the compiler kept waiting for what nobody writes.
    #[cfg(unix)]
    {
        fs::remove_dir(outside.0.join("iam.toml")).expect("a folder");
        let made = Command::new("mkfifo").arg(outside.0.join("iam.toml")).status();
        assert!(made.expect("mkfifo runs").success());
        let (succeeded, errors) = compile();
        assert!(!succeeded && errors.contains("it is not a regular file"), "{errors}");
    }
}

/// What no quota would take is refused before it is checked, and by one error.
#[test]
fn a_policy_of_many_megabytes_is_refused_at_once() {
    let resources = "\"arn:aws:s3:::bucket/*\",\n".repeat(200_000);
    let main = format!(
        r#"
        const WRITTEN: typed_iam::Policy = typed_iam::policy! {{
            Version: "2012-10-17",
            Statement: [{{ Effect: Allow, Action: s3:GetObjct, Resource: [{resources}] }}],
        }};
        const LARGE: typed_iam::Policy = typed_iam::include_policy!("../large.json");
        const LONG: typed_iam::Policy = typed_iam::include_policy!("../long.json");
        fn main() {{
            println!("{{}}{{}}{{}}", WRITTEN.to_json(), LARGE.to_json(), LONG.to_json());
        }}
        "#
    );
    let outside = Crate::new("megabytes", "typed-iam = { path = PATH }", &main);
    let large = fs::File::create(outside.0.join("large.json")).expect("a file");
    // Fifty megabytes of nothing, which is no JSON: nobody looks.
    large.set_len(50_000_000).expect("room");
    let list = resources.get(..200_000).and_then(|list| list.rsplit_once(',')).expect("a list").0;
    let long = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObjct", "Resource": [{list}]}}]}}"#
    );
    fs::write(outside.0.join("long.json"), long).expect("a file");
    let build = outside.cargo(&["build", "--quiet"]);
    let errors = String::from_utf8_lossy(&build.stderr);
    assert!(!build.status.success());
    assert_eq!(errors.matches("error: ").count(), 4, "{errors}");
    assert!(errors.contains("error: this policy has more than 100,000 characters"), "{errors}");
    assert!(errors.contains("`large.json`: this policy has 50,000,000 bytes"), "{errors}");
    assert!(errors.contains("`long.json`: this policy has more than 100,000 char"), "{errors}");
    assert!(!errors.contains("GetObjct`"), "{errors}");
}

/// `iam.toml` speaks for every policy that grants; without the feature, nothing passes for proved.
#[test]
fn what_no_policy_of_a_project_grants_is_proved_with_the_feature() {
    let main = r#"
        const READ: typed_iam::Policy = typed_iam::policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Action: [s3:GetObject, sqs:SendMessage], Resource: "*" }],
        };
        // What only limits is not asked.
        const STAY: typed_iam::ServiceControlPolicy = typed_iam::service_control_policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Action: "*", Resource: "*" }],
        };
        fn read(bucket: &str) -> typed_iam::Policy {
            typed_iam::policy! {
                Version: "2012-10-17",
                Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: (format!("arn:aws:s3:::{bucket}/*")) }],
            }
        }
        fn main() {
            println!("{}{}{}", READ.to_json(), STAY.to_json(), read("reports").to_json());
        }
    "#;
    let dependency = "typed-iam = { path = PATH, features = [\"access\"] }";
    let outside = Crate::new("demanding", dependency, main);
    let write = |path: &str, text: &str| fs::write(outside.0.join(path), text).expect("a file");
    let compile = || {
        let build = outside.cargo(&["build", "--quiet"]);
        (build.status.success(), String::from_utf8_lossy(&build.stderr).into_owned())
    };
    write("iam.toml", "[access]\nnever-grants = [\"iam:*\", \"sqs:DeleteQueue\"]\n");
    let (succeeded, errors) = compile();
    assert!(succeeded, "{errors}");
    write("iam.toml", "[access]\nnever-grants = [\"iam:*\", \"sqs:*\"]\n");
    let (succeeded, errors) = compile();
    assert!(!succeeded, "{errors}");
    assert!(errors.contains("this policy grants `sqs:SendMessage`, which it must"), "{errors}");
    assert!(errors.contains("or what `never-grants` lists in `iam.toml`"), "{errors}");
    assert_eq!(errors.matches("error: this").count(), 1, "{errors}");

    let manifest = fs::read_to_string(outside.0.join("Cargo.toml")).expect("a manifest");
    write("Cargo.toml", &manifest.replace(", features = [\"access\"]", ""));
    let (succeeded, errors) = compile();
    assert!(!succeeded, "{errors}");
    let needs = "iam.toml: `never-grants` needs the feature `access` of `typed-iam`";
    assert_eq!(errors.matches(needs).count(), 1, "{errors}");
    fs::remove_file(outside.0.join("iam.toml")).expect("a file");
    write("src/main.rs", &main.replacen("Version", "#[never_grants(iam:*)] Version", 1));
    let (succeeded, errors) = compile();
    assert!(!succeeded, "{errors}");
    assert!(errors.contains("`#[never_grants]` needs the feature `access`"), "{errors}");
    assert!(errors.contains("fix: `cargo add typed-iam --features access`"), "{errors}");
}
