//! A plan as `terraform show -json` prints it: each resource stands in it three times.

use iam_generate::Dice;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a plan of about so many bytes, one resource in `holding` with a policy; how many bytes it has.
pub(crate) fn write(path: &Path, size: u64, holding: u64, policies: &[Value]) -> io::Result<usize> {
    let mut to = Counted { to: BufWriter::new(File::create(path)?), count: 0 };
    let count = resources_for(size, holding, policies)?;
    write!(
        to,
        r#"{{"format_version":"1.2","terraform_version":"1.9.8","planned_values":{{"root_module":{{"resources":["#
    )?;
    each(count, holding, policies, |at, resource| {
        let Resource { address, kind, values, .. } = resource;
        let planned = json!({
            "address": address, "mode": "managed", "type": kind, "name": format!("r{at}"),
            "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0,
            "values": values, "sensitive_values": {"tags_all": {}}
        });
        write!(to, "{}{planned}", comma(at))
    })?;
    write!(to, r#"]}}}},"resource_changes":["#)?;
    each(count, holding, policies, |at, resource| {
        let Resource { address, kind, values, unknown } = resource;
        let change = json!({
            "address": address, "mode": "managed", "type": kind, "name": format!("r{at}"),
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {
                "actions": ["create"], "before": null, "after": values, "after_unknown": unknown,
                "before_sensitive": false, "after_sensitive": {"tags_all": {}}
            }
        });
        write!(to, "{}{change}", comma(at))
    })?;
    write!(to, r#"],"configuration":{{"root_module":{{"resources":["#)?;
    each(count, holding, policies, |at, resource| {
        let Resource { address, kind, .. } = resource;
        let written = json!({
            "address": address, "mode": "managed", "type": kind, "name": format!("r{at}"),
            "provider_config_key": "aws", "schema_version": 0,
            "expressions": {"name": {"references": ["var.name"]}, "policy": {"references": ["local.policy"]}}
        });
        write!(to, "{}{written}", comma(at))
    })?;
    writeln!(to, "]}}}}}}")?;
    to.to.flush()?;
    usize::try_from(to.count).map_err(io::Error::other)
}

/// How many resources make a plan of this size.
fn resources_for(size: u64, holding: u64, policies: &[Value]) -> io::Result<u64> {
    const SOME: u64 = 1_000;
    let mut len = 0;
    each(SOME, holding, policies, |_, resource| {
        len += 2 * resource.values.to_string().len() + 1_050;
        Ok(())
    })?;
    Ok(size * SOME / u64::try_from(len).unwrap_or(u64::MAX).max(1))
}

struct Resource {
    address: String,
    kind: &'static str,
    values: Value,
    unknown: Value,
}

fn each(
    count: u64,
    holding: u64,
    policies: &[Value],
    mut with: impl FnMut(u64, Resource) -> io::Result<()>,
) -> io::Result<()> {
    for at in 0..count {
        let mut dice = Dice::new(at, &[]);
        with(at, if at % holding == 0 { policy(&mut dice, at, policies) } else { instance(at) })?;
    }
    Ok(())
}

fn policy(dice: &mut Dice<'_>, at: u64, policies: &[Value]) -> Resource {
    let index = usize::try_from(dice.roll() % policies.len() as u64).unwrap_or_default();
    let mut document = policies.get(index).cloned().unwrap_or_default();
    if let Value::Object(members) = &mut document {
        members.insert("Id".to_owned(), json!(format!("policy-{at}")));
    }
    Resource {
        address: format!("aws_iam_policy.r{at}"),
        kind: "aws_iam_policy",
        values: json!({
            "description": "Access to something", "name": format!("policy-{at}"), "path": "/",
            "policy": document.to_string(), "tags": {"team": "orders"}
        }),
        unknown: json!({"arn": true, "id": true, "policy_id": true, "tags_all": true}),
    }
}

fn instance(at: u64) -> Resource {
    Resource {
        address: format!("aws_instance.r{at}"),
        kind: "aws_instance",
        values: json!({
            "ami": "ami-0123456789abcdef0", "instance_type": "t3.small", "get_password_data": false,
            "hibernation": null, "launch_template": [], "monitoring": true, "source_dest_check": true,
            "credit_specification": [{"cpu_credits": "unlimited"}], "timeouts": null,
            "user_data": format!("#!/bin/bash\nset -e\necho \"instance {at}\" > /etc/motd\n").repeat(4),
            "tags": {"Name": format!("instance-{at}"), "team": "orders", "stage": "production"},
            "root_block_device": [{"volume_size": 30, "volume_type": "gp3", "encrypted": true, "tags": null}]
        }),
        unknown: json!({
            "arn": true, "id": true, "private_ip": true, "public_ip": true, "subnet_id": true,
            "vpc_security_group_ids": true, "credit_specification": [{}], "root_block_device": [{"iops": true}]
        }),
    }
}

fn comma(at: u64) -> &'static str {
    if at == 0 { "" } else { "," }
}

struct Counted<W> {
    to: W,
    count: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
