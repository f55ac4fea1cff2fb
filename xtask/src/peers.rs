//! What other linters call our checks, for the end of `docs/checks.md`.

use crate::outcome::Result;
use iam_core::check::CATALOGUE;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const LIST: &str = include_str!("peers.txt");

/// Their name, our codes and a note.
type Row<'t> = (&'t str, Vec<&'t str>, &'t str);

const HEAD: &str = "
# What others call it

Kept by hand in `xtask/src/peers.txt`; the list of IAM Access Analyzer is that of
`iam-checks/tests/cases.jsonl`.
";

/// The tables; fails if one names a code that no check has.
pub(crate) fn tables() -> Result<String> {
    let mut tools: Vec<(&str, Vec<Row<'_>>)> = Vec::new();
    for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            tools.push((title, Vec::new()));
            continue;
        }
        let (_, rows) = tools.last_mut().ok_or("a line before the first tool")?;
        rows.push(row(line)?);
    }
    let mut page = HEAD.to_owned();
    for (title, rows) in tools {
        if title == "IAM Access Analyzer" {
            access_analyzer(&rows, &mut page)?;
        } else {
            let _ = write!(page, "\n## {title}\n\n| theirs | ours | note |\n|---|---|---|\n");
            for row in &rows {
                write_row(row, &mut page);
            }
        }
    }
    Ok(page)
}

fn row(line: &str) -> Result<Row<'_>> {
    let mut cells = line.split('|').map(str::trim);
    let (Some(theirs), Some(ours), Some(note), None) =
        (cells.next(), cells.next(), cells.next(), cells.next())
    else {
        return Err(format!("peers.txt: not three cells: {line}").into());
    };
    let ours: Vec<_> = ours.split(' ').filter(|code| *code != "-").collect();
    if let Some(code) = ours.iter().find(|code| !exists(code)) {
        return Err(format!("peers.txt: there is no check `{code}`").into());
    }
    if ours.is_empty() && note.is_empty() {
        return Err(format!("peers.txt: say why `{theirs}` is not offered").into());
    }
    Ok((theirs, ours, note))
}

fn exists(code: &str) -> bool {
    CATALOGUE.iter().any(|about| about.code == code)
}

fn write_row((theirs, ours, note): &Row<'_>, page: &mut String) {
    let codes: Vec<_> = ours.iter().map(|code| format!("[`{code}`](#{code})")).collect();
    let ours = if codes.is_empty() { "–".to_owned() } else { codes.join(", ") };
    let _ = writeln!(page, "| `{theirs}` | {ours} | {note} |");
}

/// All of AWS's codes, with the notes of those that have one.
fn access_analyzer(noted: &[Row<'_>], page: &mut String) -> Result {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../iam-checks/tests/cases.jsonl");
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let case: serde_json::Value = serde_json::from_str(line)?;
        let code =
            case.get("code").and_then(serde_json::Value::as_str).ok_or("a case without a code")?;
        if !exists(code) {
            return Err(format!("there is no check `{code}`").into());
        }
        rows.insert(code.to_uppercase().replace('-', "_"), code.to_owned());
    }
    let unknown = noted.iter().find(|(theirs, ..)| !rows.contains_key(*theirs));
    if let Some((theirs, ..)) = unknown {
        return Err(format!("peers.txt: AWS has no `{theirs}`").into());
    }
    let count = rows.len();
    let _ = write!(
        page,
        "\n## IAM Access Analyzer\n\nAll {count} of AWS's codes are here, by the same name.\n\n\
         | theirs | ours | note |\n|---|---|---|\n"
    );
    for (theirs, ours) in &rows {
        let note = noted.iter().find(|(name, ..)| name == theirs).map_or("", |(.., note)| note);
        write_row(&(theirs, vec![ours], note), page);
    }
    Ok(())
}
