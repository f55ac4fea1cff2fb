//! The program, as a person runs it.

use serde_json::Value;
use std::process::{Command, Output};

pub(crate) const DEPLOYMENT: [&str; 12] = [
    "--region",
    "eu-central-1",
    "--account",
    "111122223333",
    "--clumio-account",
    "444455556666",
    "--data-plane-account",
    "777788889999",
    "--token",
    "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    "--external-id",
    "ExternalID_42",
];

pub(crate) fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clumio-permissions")).args(args).output().unwrap()
}

fn file(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Exit code 2, nothing on standard output, and this one line on standard error.
pub(crate) fn assert_refused(args: &[&str], line: &str) {
    let output = run(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert_eq!(stderr(&output), format!("error: {line}\n"), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
}

#[test]
fn every_asset_gives_every_role() {
    let output = run(&["--assets", "ec2,rds,dynamodb,s3,mssql"]);
    assert_eq!(file(&output)["roles"].as_object().unwrap().len(), 5);
    assert_eq!(stderr(&output), "");
}

#[test]
fn each_of_the_31_selections_gives_a_file() {
    let names = ["ec2", "rds", "dynamodb", "s3", "mssql"];
    for bits in 1..32 {
        let chosen: Vec<_> =
            (0..5).filter(|bit| bits >> bit & 1 == 1).map(|bit| names[bit]).collect();
        let output = run(&["--assets", &chosen.join(",")]);
        let has = |name: &str| chosen.contains(&name);
        let expected = 2 + 2 * usize::from(has("mssql")) + usize::from(has("s3"));
        assert_eq!(file(&output)["roles"].as_object().unwrap().len(), expected, "{chosen:?}");
    }
}

#[test]
fn sql_server_says_that_it_brings_ec2() {
    let output = run(&["--assets", "mssql"]);
    assert_eq!(
        stderr(&output),
        "note: mssql brings ec2 along, as it does when Clumio connects an account\n"
    );
    assert_eq!(file(&output), file(&run(&["--assets", "ec2/ebs,ec2mssql"])));
}

#[test]
fn with_values_no_parameter_is_left() {
    let output = run(&[&["--assets", "s3"][..], &DEPLOYMENT].concat());
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!text.contains("${"));
    let file = file(&output);
    let role = &file["roles"]["ClumioIAMRole-ec-1-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"];
    let statement = &role["trust_policy"]["Statement"][0];
    assert_eq!(
        statement["Principal"]["AWS"],
        "arn:aws:iam::444455556666:role/ClumioCustomerProtectRole"
    );
    assert_eq!(statement["Condition"]["StringEquals"]["sts:ExternalId"], "ExternalID_42");
}

#[test]
fn without_values_parameters_stay() {
    let file = file(&run(&["--assets", "ec2"]));
    let topics = file["topics"].as_object().unwrap();
    assert!(topics.contains_key("ClumioInventoryTopic_${Token}"));
}

#[test]
fn a_region_without_a_short_name_is_noted() {
    let args = DEPLOYMENT.map(|arg| if arg == "eu-central-1" { "ca-west-1" } else { arg });
    let output = run(&[&["--assets", "ec2"][..], &args].concat());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        stderr(&output),
        "note: Clumio's module has no short name for ca-west-1, so that names of roles have none\n"
    );
}

#[test]
fn every_region_of_the_registry_is_taken() {
    let args = DEPLOYMENT.map(|arg| if arg == "eu-central-1" { "eusc-de-east-1" } else { arg });
    let output = run(&[&["--assets", "ec2,s3"][..], &args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(String::from_utf8(output.stdout).unwrap().contains("arn:aws-eusc:iam::"));
}

#[test]
fn the_file_can_be_written_to_a_path() {
    let path = std::env::temp_dir().join(format!("clumio-permissions-{}", std::process::id()));
    let output = run(&["--assets", "rds", "--output", path.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let written = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(written, run(&["--assets", "rds"]).stdout);

    let nowhere = path.join("no-such-directory").join("file");
    let output = run(&["--assets", "rds", "--output", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: --output: cannot write "));
    assert_eq!(stderr(&output).lines().count(), 1);
}

#[test]
fn completions_are_there() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success(), "{shell}");
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(script.contains("list-assets") && script.contains("diff"), "{shell}");
    }
}

#[test]
fn assets_are_listed() {
    let output = run(&["--list-assets"]);
    let list = String::from_utf8(output.stdout).unwrap();
    let names: Vec<_> = list.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(names, ["ec2", "rds", "dynamodb", "s3", "mssql"]);
    assert_eq!(list.lines().next(), Some("ec2       ec2/ebs   EC2 instances and EBS volumes"));
}

#[test]
fn help_and_version_are_no_errors() {
    for arg in ["--help", "--version"] {
        let output = run(&[arg]);
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{arg}");
        assert!(String::from_utf8(output.stdout).unwrap().contains("clumio-permissions"));
    }
}

#[test]
fn wrong_or_missing_input_is_answered_in_one_line() {
    assert_refused(&[], "give --assets with one or more of ec2, rds, dynamodb, s3, mssql");
    assert_refused(
        &["--assets", "ec2,efs"],
        "--assets: no asset is called `efs`; the assets are ec2, rds, dynamodb, s3, mssql",
    );
    assert_refused(
        &["--assets", ","],
        "--assets: no asset is named; the assets are ec2, rds, dynamodb, s3, mssql",
    );
    assert_refused(
        &["--assets", "s3", "--region", "us-west-2", "--token", "0"],
        "with values for a deployment, give --account, --clumio-account, \
         --external-id too; --token: `0` is not a UUID such as \
         `0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`",
    );
    assert_refused(
        &[&["--assets", "s3", "--partition", "aws-cn"][..], &DEPLOYMENT].concat(),
        "--partition: `eu-central-1` is a region of `aws`, not of `aws-cn`",
    );
    let nowhere = DEPLOYMENT.map(|arg| if arg == "eu-central-1" { "us-west-9" } else { arg });
    assert_refused(
        &[&["--assets", "ec2"][..], &nowhere].concat(),
        "--region: `us-west-9` is not a region such as `us-west-2`",
    );
    assert_refused(
        &[&["--assets", "s3", "--path", "//"][..], &DEPLOYMENT].concat(),
        "--path: `//` is not a path: `/`, or up to 512 letters, digits and `/_+=,.@-` between two `/`",
    );
    for words in [&["--assets", "ec2", "s3"][..], &["s3", "--assets", "ec2"]] {
        assert_refused(
            words,
            "`s3` stands alone: give the assets with commas between them, as in --assets ec2,s3",
        );
    }
    assert_refused(&["--asets", "s3"], "unexpected argument '--asets' found");
}

#[test]
fn five_values_are_enough_and_an_unknown_data_plane_is_noted() {
    let output = run(&[
        "--assets",
        "ec2,s3",
        "--account",
        "111122223333",
        "--region",
        "us-west-2",
        "--external-id",
        "ExternalID_42",
        "--token",
        "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        "--clumio-account",
        "444455556666",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let file = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!file.contains("${"), "{file}");
    assert!(stderr(&output).contains("--data-plane-account"));
}
