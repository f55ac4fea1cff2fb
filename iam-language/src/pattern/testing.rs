//! All short texts.

/// Every row of at most so many letters.
pub(super) fn words(letters: &[&str], most: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..most {
        let longer =
            last.iter().flat_map(|word| letters.iter().map(move |it| format!("{word}{it}")));
        last = longer.collect();
        all.extend_from_slice(&last);
    }
    all
}
