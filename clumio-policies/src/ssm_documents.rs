//! The Systems Manager documents for SQL Server.

use crate::{Asset, Gate, NamePattern, SsmDocument};

/// Each document that Clumio runs on instances, by name.
///
/// Only its name is public; the body comes from Clumio with the connection.
///
/// Source: `main.tf.json` of the vendor's public Terraform module
pub const SSM_DOCUMENTS: &[SsmDocument] = &[
    document("Clumio-AGDatabaseDetails-${Token}", "Lists the databases of availability groups."),
    document("Clumio-AGDetails-${Token}", "Lists availability groups."),
    document("Clumio-ChangeInstallPath-${Token}", "Moves Clumio's program on the instance."),
    document("Clumio-CopyHostKey-${Token}", "Puts the key of the host in place."),
    document("Clumio-ExecutablesInvocationScript-${Token}", "Runs Clumio's programs."),
    document(
        "Clumio-GetActiveFCIInstance-${Token}",
        "Finds the active node of a failover cluster.",
    ),
    document("Clumio-GetAllServices-${Token}", "Lists the services of the instance."),
    document("Clumio-InstallMssqlBinaries-${Token}", "Installs Clumio's program for SQL Server."),
    document("Clumio-InventorySync-${Token}", "Reports the databases of the instance."),
    document("Clumio-InvokePsScript-${Token}", "Runs a PowerShell script."),
    document("Clumio-MSSQLPreREQ-${Token}", "Checks what a backup of SQL Server needs."),
    document("Clumio-NormalHeartbeat-${Token}", "Reports that Clumio's program is alive."),
    document("Clumio-RemoveOldInventoryFiles-${Token}", "Removes old reports."),
    document("Clumio-SSMPreReq-${Token}", "Checks what Systems Manager needs."),
    document("Clumio-SystemHeartbeat-${Token}", "Reports that the instance is alive."),
    document("Clumio-UpgradeMssqlBinaries-${Token}", "Brings Clumio's program up to date."),
];

const fn document(name: &'static str, description: &'static str) -> SsmDocument {
    let gate = Gate::AnyOf(&[Asset::MsSql]);
    SsmDocument { name_pattern: NamePattern::new(name), description, gate }
}
