//! Policies in fewer characters that say the same.

use crate::program::{DEPLOYMENT, assert_refused, run, stderr};
use serde_json::Value;

/// The file for all assets in this region, and what is said beside it.
fn file(region: &str, more: &[&str]) -> (String, String) {
    let deployment = DEPLOYMENT.map(|arg| if arg == "eu-central-1" { region } else { arg });
    let assets = ["--assets", "ec2,rds,dynamodb,s3,mssql"];
    let output = run(&[&assets[..], &deployment, more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    (String::from_utf8(output.stdout.clone()).unwrap(), stderr(&output))
}

#[test]
fn what_is_shorter_is_proved_to_say_the_same() {
    let folder = std::env::temp_dir().join(format!("clumio-minimised-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (long, _) = file("eu-central-1", &[]);
    let (short, _) = file("eu-central-1", &["--minimize"]);
    let size = |text: &str| {
        let value: Value = serde_json::from_str(text).unwrap();
        let roles = value["roles"].as_object().unwrap().values();
        let kinds = roles.flat_map(|it| [&it["inline_policies"], &it["managed_policies"]]);
        let policies = kinds.filter_map(Value::as_array).flatten();
        policies.map(|it| it["policy_document"].to_string().len()).sum::<usize>()
    };
    assert!(size(&short) * 20 < size(&long) * 19, "{} and {}", size(&short), size(&long));
    std::fs::write(path("long.json"), &long).unwrap();
    std::fs::write(path("short.json"), &short).unwrap();
    let compared = run(&["diff", &path("long.json"), &path("short.json"), "--format", "json"]);
    let comparison: Value = serde_json::from_slice(&compared.stdout).unwrap();
    assert_eq!(comparison["verdict"], "same", "{comparison}");
    let entities = comparison["entities"].as_array().unwrap();
    let proofs: Vec<_> = entities.iter().flat_map(|it| it["access"].as_array().unwrap()).collect();
    assert!(!proofs.is_empty());
    assert!(proofs.iter().all(|it| it["verdict"] == "same"), "{comparison}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_policy_fits_that_had_no_room() {
    let (without, told) = file("us-gov-west-1", &[]);
    assert!(told.contains("without elastic-inference:"), "{told}");
    assert!(!without.contains("\"elastic-inference:"));
    let (with, told) = file("us-gov-west-1", &["--minimize"]);
    assert!(!told.contains("elastic-inference"), "{told}");
    assert!(with.contains("\"elastic-inference:DescribeAccelerators\""));
}

#[test]
fn every_form_has_them() {
    for format in ["cloudformation", "cloudformation-yaml", "terraform", "html", "markdown"] {
        let (long, _) = file("eu-central-1", &["--format", format]);
        let (short, _) = file("eu-central-1", &["--format", format, "--minimize"]);
        assert!(short.len() < long.len(), "{format}");
        let words = short.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("In fewer characters, with the same meaning."), "{format}");
    }
}

#[test]
fn parameters_are_not_minimised() {
    assert_refused(
        &["--assets", "ec2", "--minimize"],
        "--minimize wants values for a deployment: what parameters stand for may make statements differ",
    );
}
