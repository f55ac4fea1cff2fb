//! Actions that no service answers any more, and a partition that has no room for them.

use crate::program::{DEPLOYMENT, run, stderr};
use serde_json::Value;
use std::process::Output;

const RETIRED: &str = "elastic-inference:";
const NOTE: &str = "note: without elastic-inference:DescribeAcceleratorOfferings, \
    elastic-inference:DescribeAccelerators, which no service answers any more: with them a policy would be \
    larger than IAM allows in aws-us-gov\n";

fn text(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn in_gov_cloud() -> [&'static str; 12] {
    DEPLOYMENT.map(|arg| if arg == "eu-central-1" { "us-gov-west-1" } else { arg })
}

#[test]
fn gov_cloud_gets_its_policies_and_is_told() {
    for format in ["json", "cloudformation", "cloudformation-yaml", "terraform", "html", "markdown"]
    {
        let args = [&["--assets", "ec2", "--format", format][..], &in_gov_cloud()].concat();
        let output = run(&args);
        assert!(stderr(&output).ends_with(NOTE), "{format}: {}", stderr(&output));
        let text = text(&output);
        // YAML breaks long lines.
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("which no service answers any more"), "{format}");
        // Nowhere but in the descriptions.
        assert!(!text.contains(&format!("\"{RETIRED}")), "{format}");
    }
    for path in ["/", "/clumio/", "/a/longer/path/"] {
        let args = [&["--assets", "ec2", "--path", path][..], &in_gov_cloud()].concat();
        let file: Value = serde_json::from_str(&text(&run(&args))).unwrap();
        assert!(!file["roles"].as_object().unwrap().is_empty(), "{path}");
    }
}

#[test]
fn where_there_is_room_they_stay_unless_asked_otherwise() {
    let with = text(&run(&[&["--assets", "ec2"][..], &DEPLOYMENT].concat()));
    assert!(with.contains(&format!("\"{RETIRED}")) && !with.contains("answers any more"));
    for deployment in [&DEPLOYMENT[..], &[]] {
        let args = [&["--assets", "ec2", "--drop-retired-actions"][..], deployment].concat();
        let output = run(&args);
        assert_eq!(stderr(&output), "");
        let without = text(&output);
        assert!(!without.contains(&format!("\"{RETIRED}")));
        assert_eq!(without.matches("which no service answers any more").count(), 2);
    }
}

#[test]
fn a_template_says_where_it_is_too_large() {
    for format in ["cloudformation", "cloudformation-yaml", "terraform"] {
        let told = stderr(&run(&["--assets", "ec2", "--format", format]));
        assert!(told.contains("in aws-us-gov, aws-iso-f, a policy is larger"), "{told}");
        let args = ["--assets", "ec2", "--format", format, "--drop-retired-actions"];
        assert_eq!(stderr(&run(&args)), "");
        assert_eq!(stderr(&run(&["--assets", "s3", "--format", format])), "");
    }
    assert_eq!(stderr(&run(&["--assets", "ec2"])), "");
}

#[test]
fn a_set_without_them_is_smaller_and_the_same_otherwise() {
    let output = std::env::temp_dir().join(format!("clumio-retired-{}", std::process::id()));
    let path = output.to_str().unwrap();
    run(&["--assets", "ec2", "--drop-retired-actions", "--output", path]);
    let compared = run(&["diff", "--from", "ec2", "--to-file", path]);
    let told = String::from_utf8(compared.stdout).unwrap();
    assert_eq!(compared.status.code(), Some(1));
    assert!(told.contains("elastic-inference:DescribeAccelerators"), "{told}");
    // On both sides without them, there is nothing to tell.
    let asked = ["diff", "--from", "ec2", "--to-file", path, "--drop-retired-actions"];
    assert_eq!(run(&asked).status.code(), Some(0));
    let of_files = ["diff", "--from-file", path, "--to-file", path, "--drop-retired-actions"];
    let refused = run(&of_files);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("only counts with --from or --to"), "{}", stderr(&refused));
    std::fs::remove_file(path).unwrap();
}
