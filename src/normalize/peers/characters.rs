//! Functions that change characters one by one, as tables of ranges.

use ahash::AHashMap;

use super::super::edits::Draft;

/// What becomes of each character.
#[derive(Debug)]
pub(super) struct Table {
    /// The characters that change, and what they become.
    changed: AHashMap<char, Box<str>>,
    /// What becomes of all others but those of the ranges, if they do not stay.
    others: Option<Box<str>>,
    kept: Vec<(u32, u32)>,
}

impl Table {
    /// Reads a table: `default` and what becomes of characters that no line names, then lines of a range in
    /// hexadecimal and what its characters become: `=` themselves, `-` nothing, the characters given, or `+` one
    /// character after the other from the one given.
    pub(super) fn parse(text: &str) -> Self {
        let mut table = Self { changed: AHashMap::new(), others: None, kept: Vec::new() };
        for (range, becomes) in text.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once('\t')) {
            if range == "default" {
                table.others = (becomes != "=").then(|| result(becomes, 0));
                continue;
            }
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            let (from, to) = (code(from), code(to));
            if becomes == "=" {
                table.kept.push((from, to));
                continue;
            }
            for (nth, c) in (from..=to).filter_map(char::from_u32).enumerate() {
                table.changed.insert(c, result(becomes, nth as u32));
            }
        }
        table
    }

    fn becomes(&self, c: char) -> Option<&str> {
        if let Some(result) = self.changed.get(&c) {
            return Some(result);
        }
        let others = self.others.as_ref()?;
        let at = self.kept.partition_point(|(_, to)| *to < c as u32);
        let stays = self.kept.get(at).is_some_and(|(from, _)| *from <= c as u32);
        (!stays).then_some(others)
    }

    pub(super) fn run(&self, draft: &mut Draft<'_>) {
        draft.edit(|text, _, edits| {
            for (at, c) in text.char_indices() {
                if let Some(result) = self.becomes(c) {
                    edits.replace(at..at + c.len_utf8(), result);
                }
            }
        });
    }
}

/// What the `nth` character of a range becomes.
fn result(becomes: &str, nth: u32) -> Box<str> {
    match becomes.strip_prefix('+') {
        Some(first) => char::from_u32(code(first) + nth).into_iter().collect(),
        None if becomes == "-" => "".into(),
        None => becomes.split(' ').filter_map(|c| char::from_u32(code(c))).collect(),
    }
}

fn code(hex: &str) -> u32 {
    u32::from_str_radix(hex, 16).expect("the tables hold hexadecimal numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(table: &str, text: &str) -> String {
        let mut draft = Draft::new(text, false);
        Table::parse(table).run(&mut draft);
        draft.text.into_owned()
    }

    #[test]
    fn lines_say_what_characters_become() {
        let table = "default\t=\n0041-0043\t+0061\n0044\t-\n0045\t0046 0047\n";
        assert_eq!(run(table, "ABCDEFé"), "abcFGFé");
        assert_eq!(run("default\t-\n0041-0042\t=\n0043\t0044\n", "ABCEé"), "ABD");
    }
}
