//! Writes a set.

use crate::args::Args;
use crate::complaint::{Complaint, resolve_complaint};
use crate::deployment_args::deployment;
use crate::notes::{note, note_gaps, note_left_out};
use crate::output::write;
use crate::room;
use clumio_policies::{Asset, Assets, ClumioPolicySet};
use std::fmt::Write as _;

pub(crate) fn run(args: &Args) -> Result<(), Complaint> {
    if args.list_assets {
        return write(&asset_list(), args.output.as_deref());
    }
    let Some(names) = args.assets.as_deref() else {
        return Err(format!("give --assets with one or more of {}", Assets::ALL));
    };
    let assets: Assets = names.parse().map_err(|error| format!("--assets: {error}"))?;
    if assets.contains(Asset::MsSql) && !names_asset(names, Asset::Ec2) {
        note("note", "mssql brings ec2 along, as it does when Clumio connects an account");
    }
    let set = ClumioPolicySet::for_assets(assets);
    let set = if args.drop_retired_actions { set.without_retired_actions() } else { set };
    let text = if let Some(deployment) = deployment(&args.deployment)? {
        let resolved = if args.minimize {
            set.resolve_minimised(&deployment)
        } else {
            set.resolve(&deployment)
        };
        let set = resolved.map_err(|error| resolve_complaint(&error))?;
        note_gaps(&deployment);
        if !args.drop_retired_actions {
            note_left_out(&deployment, &set);
        }
        args.format.write(&set)
    } else if args.minimize {
        return Err("--minimize wants values for a deployment: what parameters stand for may make statements differ".to_owned());
    } else {
        if args.format.is_template() && !args.drop_retired_actions {
            room::note_without_room(&set);
        }
        args.format.write(&set)
    };
    write(&text, args.output.as_deref())
}

fn names_asset(names: &str, asset: Asset) -> bool {
    names.split(',').any(|name| name.trim().parse() == Ok(asset))
}

fn asset_list() -> String {
    Asset::ALL.into_iter().fold(String::new(), |mut list, asset| {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{asset:<9} {:<9} {}", asset.api_name(), asset.description());
        list
    })
}
