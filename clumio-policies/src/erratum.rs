//! Mistakes in the vendor's document.

/// A mistake in the text of the vendor's document, and what is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Erratum {
    /// As the document has it.
    pub printed: &'static str,
    /// As it should be; none where nothing can take its place.
    pub correct: Option<&'static str>,
    /// The policy.
    pub policy: &'static str,
    /// The row of the policy's table, from 1.
    pub row: u8,
    /// What sort of mistake it is.
    pub kind: ErratumKind,
}

/// The sort of an [`Erratum`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErratumKind {
    /// The name of an action is misspelt.
    ActionName,
    /// The service prefix is in capitals; IAM does not mind.
    Case,
    /// Two actions stand on one line, as if they were one.
    TwoOnOneLine,
    /// The service is retired; the actions stay in the policy and allow nothing.
    RetiredService,
    /// The description is missing.
    MissingDescription,
    /// The description names a statement that does not exist.
    Reference,
    /// The description leaves something out, or names the wrong thing.
    Description,
    /// A word of the description is misspelt.
    Spelling,
}

/// Each mistake, in the order of the document; what is right is what this crate has.
///
/// # Examples
///
/// ```
/// use clumio_policies::ERRATA;
/// let wrong = ERRATA.iter().find(|erratum| erratum.printed == "sm:DescribeDocumentParameters");
/// assert_eq!(wrong.and_then(|erratum| erratum.correct), Some("ssm:DescribeDocumentParameters"));
/// ```
///
/// Source: the vendor's page "Permissions file details", state of May 2024
pub const ERRATA: &[Erratum] = &[
    Erratum {
        printed: "dynamodb:DescribeContinuousBackups- dynamodb:DescribeTable",
        correct: Some("dynamodb:DescribeContinuousBackups dynamodb:DescribeTable"),
        policy: "ClumioInventoryPolicy",
        row: 3,
        kind: ErratumKind::TwoOnOneLine,
    },
    Erratum {
        printed: "ec2:DescribeFastSnapshotRestore",
        correct: Some("ec2:DescribeFastSnapshotRestores"),
        policy: "ClumioInventoryPolicy",
        row: 6,
        kind: ErratumKind::ActionName,
    },
    Erratum {
        printed: "invemtory",
        correct: Some("inventory"),
        policy: "ClumioInventoryPolicy",
        row: 15,
        kind: ErratumKind::Spelling,
    },
    Erratum {
        printed: "AllowStartSnapshotWithClumioRequestTag",
        correct: Some("CreateSnapshotWithClumioTag"),
        policy: "ClumioEC2BackupPolicy",
        row: 2,
        kind: ErratumKind::Reference,
    },
    Erratum {
        printed: "no description",
        correct: None,
        policy: "ClumioEC2BackupPolicy",
        row: 5,
        kind: ErratumKind::MissingDescription,
    },
    Erratum {
        printed: "no description",
        correct: None,
        policy: "ClumioEC2BackupPolicy",
        row: 8,
        kind: ErratumKind::MissingDescription,
    },
    Erratum {
        printed: "elastic-inference:DescribeAcceleratorOfferings",
        correct: None,
        policy: "ClumioEC2BackupPolicy",
        row: 11,
        kind: ErratumKind::RetiredService,
    },
    Erratum {
        printed: "elastic-inference:DescribeAccelerators",
        correct: None,
        policy: "ClumioEC2BackupPolicy",
        row: 11,
        kind: ErratumKind::RetiredService,
    },
    Erratum {
        printed: "CompleteSnapshot",
        correct: Some("CompleteSnapshot and PutSnapshotBlock"),
        policy: "ClumioEC2RestorePolicy",
        row: 2,
        kind: ErratumKind::Description,
    },
    Erratum {
        printed: "snapshot",
        correct: Some("image"),
        policy: "ClumioEC2RestorePolicy",
        row: 9,
        kind: ErratumKind::Description,
    },
    Erratum {
        printed: "image or snapshot",
        correct: Some("snapshot, image, volume, instance, elastic-ip, network-interface"),
        policy: "ClumioEC2RestorePolicy",
        row: 15,
        kind: ErratumKind::Description,
    },
    Erratum {
        printed: "elastic-inference:DescribeAcceleratorOfferings",
        correct: None,
        policy: "ClumioEC2RestorePolicy",
        row: 20,
        kind: ErratumKind::RetiredService,
    },
    Erratum {
        printed: "elastic-inference:DescribeAccelerators",
        correct: None,
        policy: "ClumioEC2RestorePolicy",
        row: 20,
        kind: ErratumKind::RetiredService,
    },
    Erratum {
        printed: "Copies",
        correct: Some("Copies; changes snapshot attributes"),
        policy: "ClumioRdsBackupPolicy",
        row: 2,
        kind: ErratumKind::Description,
    },
    Erratum {
        printed: "sm:DescribeDocumentParameters",
        correct: Some("ssm:DescribeDocumentParameters"),
        policy: "ClumioEC2MSSQLSSMInstancePolicy",
        row: 2,
        kind: ErratumKind::ActionName,
    },
    Erratum {
        printed: "ec2messages:FailMessage ec2messages:GetEndpoint",
        correct: Some("ec2messages:FailMessage ec2messages:GetEndpoint"),
        policy: "ClumioEC2MSSQLSSMInstancePolicy",
        row: 6,
        kind: ErratumKind::TwoOnOneLine,
    },
    Erratum {
        printed: "ec2messages:GetMessages ec2messages:SendReply",
        correct: Some("ec2messages:GetMessages ec2messages:SendReply"),
        policy: "ClumioEC2MSSQLSSMInstancePolicy",
        row: 6,
        kind: ErratumKind::TwoOnOneLine,
    },
    Erratum {
        printed: "SNS:Publish",
        correct: Some("sns:Publish"),
        policy: "ClumioEventPubPolicy",
        row: 1,
        kind: ErratumKind::Case,
    },
    Erratum {
        printed: "SNS:Subscribe",
        correct: Some("sns:Subscribe"),
        policy: "ClumioEventPubPolicy",
        row: 2,
        kind: ErratumKind::Case,
    },
    Erratum {
        printed: "SNS:ListSubscriptionsByTopic",
        correct: Some("sns:ListSubscriptionsByTopic"),
        policy: "ClumioEventPubPolicy",
        row: 3,
        kind: ErratumKind::Case,
    },
    Erratum {
        printed: "SNS:Publish",
        correct: Some("sns:Publish"),
        policy: "ClumioEventPubPolicy",
        row: 4,
        kind: ErratumKind::Case,
    },
];
