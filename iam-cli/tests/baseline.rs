//! `cargo iam baseline`, on a workspace of a crate with policies and one that depends on it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const LIB: &str = r#"
pub const REPORTS: typed_iam::Policy = typed_iam::policy! {
    #[baseline("../baselines/reports.json")]
    Version: "2012-10-17",
    Statement: [{ Sid: Read, Effect: Allow, Action: [s3:GetObject], Resource: "arn:aws:s3:::reports/*" }],
};
"#;

/// A workspace in a folder of its own that goes when the test ends.
struct Workspace(PathBuf);

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Workspace {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("baseline");
        let _ = fs::remove_dir_all(&folder);
        let workspace = Self(folder);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let package = |name: &str, dependency: &str| {
            format!(
                "[package]\nname = \"{name}\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n"
            )
        };
        let typed_iam = format!(
            "typed-iam = {{ path = {:?}, features = [\"access\"] }}",
            root.to_str().unwrap()
        );
        let members = "[workspace]\nmembers = [\"policies\", \"app\"]\nresolver = \"3\"\n";
        workspace.write("Cargo.toml", members);
        workspace.write("policies/Cargo.toml", &package("policies", &typed_iam));
        workspace.write("policies/src/lib.rs", LIB);
        let policies = "policies = { path = \"../policies\" }";
        workspace.write("app/Cargo.toml", &package("app", policies));
        let main = "fn main() { println!(\"{}\", policies::REPORTS.to_json()); }";
        workspace.write("app/src/main.rs", main);
        // The versions that have been fetched already.
        let _ = fs::copy(root.join("Cargo.lock"), workspace.0.join("Cargo.lock"));
        workspace
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn cargo(&self, arguments: &[&str], folder: Option<&Path>) -> Ran {
        let beside = Path::new(env!("CARGO_BIN_EXE_cargo-iam")).parent().unwrap();
        let path = env::var_os("PATH").unwrap_or_default();
        let paths = [beside.to_owned()].into_iter().chain(env::split_paths(&path));
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).current_dir(&self.0).env("PATH", env::join_paths(paths).unwrap());
        cargo.env("CARGO_TARGET_DIR", self.0.join("target")).env("CARGO_NET_OFFLINE", "true");
        cargo.env_remove("CARGO_PRIMARY_PACKAGE").env_remove("IAM_BASELINE_DIR");
        if let Some(folder) = folder {
            cargo.env("IAM_BASELINE_DIR", folder);
        }
        let output = cargo.output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn check(&self) -> Ran {
        self.cargo(&["check", "--quiet", "--workspace"], None)
    }

    fn baseline(&self, arguments: &[&str]) -> Ran {
        self.cargo(&[&["iam", "baseline"], arguments].concat(), None)
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Ran {
    #[track_caller]
    fn assert(&self, code: i32, parts: &[&str]) {
        let told = format!("{}{}", self.out, self.err);
        assert_eq!(self.code, code, "{told}");
        for part in parts {
            assert!(told.contains(part), "no {part:?} in {told}");
        }
    }
}

#[test]
fn an_edit_that_grants_more_needs_somebody_to_accept_it() {
    let workspace = Workspace::new();
    let file = workspace.0.join("policies/baselines/reports.json");
    let told = "policies/baselines/reports.json: ";

    // Without a baseline it does not build, and the error names the command; nothing has been written.
    let missing = ["there is no baseline `policies/baselines/reports.json`", "cargo iam baseline"];
    workspace.check().assert(101, &missing);
    let none = format!("{told}there is none yet (policies/src/lib.rs:3)\n");
    workspace.baseline(&[]).assert(0, &[&none]);
    workspace.baseline(&["--check"]).assert(1, &[&none]);
    assert!(!file.exists());
    workspace.baseline(&["--accept"]).assert(0, &[&none, "  written\n"]);
    let accepted = fs::read_to_string(&file).unwrap();
    assert!(accepted.ends_with("}\n") && accepted.contains("s3:GetObject"), "{accepted}");
    workspace.check().assert(0, &[]);
    workspace.baseline(&["--check"]).assert(0, &[&format!("{told}grants the same")]);

    // What grants more does not build, and is told with a request.
    let wider = LIB.replace("[s3:GetObject]", "[s3:GetObject, s3:DeleteObject]");
    workspace.write("policies/src/lib.rs", &wider);
    let error = "this policy grants more than its baseline";
    workspace.check().assert(101, &[error, "`s3:DeleteObject` on `arn:aws:s3:::reports/"]);
    let new = [
        &format!("{told}the policy grants more"),
        "  statement 1 (`Read`) allows `s3:DeleteObject` on `arn:aws:s3:::reports/",
        "; the baseline does not\n",
    ];
    workspace.baseline(&["--check"]).assert(1, &new);
    workspace.baseline(&[]).assert(0, &new);
    assert_eq!(fs::read_to_string(&file).unwrap(), accepted);
    // A folder that the command has not made changes nothing.
    let empty = workspace.0.join("empty");
    fs::create_dir(&empty).unwrap();
    workspace.cargo(&["check", "--quiet", "--workspace"], Some(&empty)).assert(101, &[error]);
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 0);
    // Whoever depends on it is not held up by what they could not mend.
    workspace.cargo(&["check", "--quiet", "-p", "app"], None).assert(0, &[]);

    workspace.baseline(&["--accept"]).assert(0, &["  written\n"]);
    workspace.write("policies/src/lib.rs", &format!("{wider}\n"));
    workspace.check().assert(0, &[]);
    // An edit of the file builds anew.
    fs::write(&file, &accepted).unwrap();
    workspace.check().assert(101, &[error]);

    // What grants less builds; who asks is told that the baseline could be narrower.
    let narrower = LIB.replace("reports/*", "reports/2026/*");
    workspace.write("policies/src/lib.rs", &narrower);
    workspace.check().assert(0, &[]);
    let wide = format!("{told}is wider than it need be");
    workspace
        .baseline(&["--check"])
        .assert(0, &[&wide, "  of the baseline, statement 1 (`Read`) allows `s3:GetObject`"]);

    // One file is the baseline of one policy.
    let other = LIB.replace("REPORTS", "OTHER").replace("GetObject", "PutObject");
    workspace.write("policies/src/lib.rs", &format!("{LIB}{other}"));
    let two = ["two policies have the baseline policies/baselines/reports.json", "lib.rs:9"];
    workspace.baseline(&["--accept"]).assert(2, &two);
    assert_eq!(fs::read_to_string(&file).unwrap(), accepted);

    // What does not build for another reason is not compared.
    workspace.write("policies/src/lib.rs", &LIB.replace("GetObject", "GetObjct"));
    let broken = ["`s3` has no action `GetObjct`", "the workspace does not build"];
    workspace.baseline(&["--check"]).assert(2, &broken);
}
