//! Tables.

/// A table that grows row by row.
pub(super) struct Table {
    text: String,
    columns: usize,
}

impl Table {
    /// A table with these titles; one that ends in `:` has numbers below it.
    pub(super) fn new(titles: &[&str]) -> Self {
        let mut table = Self { text: String::new(), columns: titles.len() };
        table.row(titles.iter().map(|title| title.trim_end_matches(':').to_owned()));
        let lines = titles.iter().map(|title| if title.ends_with(':') { "--:" } else { "---" });
        table.row(lines.map(str::to_owned));
        table
    }

    /// A row of cells that are Markdown already.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.text.push('|');
        for cell in cells.into_iter().take(self.columns) {
            self.text.push(' ');
            self.text.push_str(&cell);
            self.text.push_str(" |");
        }
        self.text.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}
