//! Policies that stand in strings of templates, configurations and answers.

use crate::program::Folder;

/// What `validate` prints of this file of the folder.
fn told(folder: &Folder, file: &str) -> String {
    folder.run(&["validate", file]).assert(1).out.clone()
}

#[test]
fn a_permission_of_ram_is_checked_as_an_object_and_as_text() {
    let template = |value: &str| {
        format!(
            "Resources:\n  Shared:\n    Type: AWS::RAM::Permission\n    Properties:\n      Name: read\n      \
             ResourceType: glue:Database\n      PolicyTemplate:{value}\n"
        )
    };
    let block = template(
        " |\n        {\n          \"Effect\": \"Allow\",\n          \"Action\": [\"glue:GetTabl\", \"glue:GetTable\"]\n        }",
    );
    let object = template("\n        Effect: Allow\n        Action: [glue:GetTabl, glue:GetTable]");
    let quoted = template(" '{\"Effect\": \"Allow\", \"Action\": [\"glue:GetTabl\"]}'");
    let json = r#"{"Resources": {"Shared": {"Type": "AWS::RAM::Permission", "Properties": {
  "PolicyTemplate":
    "{\"Effect\": \"Allow\", \"Action\": [\"glue:GetTabl\"]}"}}}}"#;
    let terraform = "resource \"aws_ram_permission\" \"p\" {\n  name = \"read\"\n  policy_template = jsonencode({\n    Effect = \"Allow\"\n    Action = [\"glue:GetTabl\"]\n  })\n}\n\
                     resource \"aws_ram_permission\" \"q\" {\n  policy_template = \"{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": [\\\"glue:GetTabls\\\"]}\"\n}\n";
    let folder = Folder::new(
        "held-ram",
        &[
            ("block.yaml", &block),
            ("object.yaml", &object),
            ("quoted.yaml", &quoted),
            ("template.json", json),
            ("terraform/main.tf", terraform),
        ],
    );
    let places = [
        ("block.yaml", "block.yaml:10:22"),
        ("object.yaml", "object.yaml:9:18"),
        ("quoted.yaml", "quoted.yaml:7:55"),
        ("template.json", "template.json:3:43"),
        ("terraform", "terraform/main.tf:5:15"),
        ("terraform", "terraform/main.tf:9:59"),
    ];
    for (file, place) in places {
        let out = told(&folder, file);
        assert!(out.contains("error[invalid-action]: `glue` has no action `GetTabl"), "{out}");
        assert!(out.contains(&format!("--> {place}\n")), "{place}: {out}");
        assert!(!out.contains("not checked:"), "{out}");
        assert!(!out.contains("missing-"), "{out}");
    }
    let list = folder.run(&["list-policies", "."]).assert(0).out.clone();
    let wanted = "./quoted.yaml:7: resource Shared PolicyTemplate, with holes: ";
    assert!(list.contains(wanted), "{list}");
}
