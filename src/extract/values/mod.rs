//! Values: spans of text that mean a number, and what it is. One file for each family.

pub mod number;
pub mod percent;
mod separators;

use super::{Entity, ExtractOptions, Label, Recognizer, Source};

/// Numbers in digits and what is counted with them: CARDINAL, PERCENT.
pub(super) struct Numbers;

impl Recognizer for Numbers {
    fn labels(&self) -> &'static [Label] {
        &[Label::Cardinal, Label::Percent]
    }

    fn recognize(&self, source: &Source<'_>, _: &ExtractOptions, out: &mut Vec<Entity>) {
        let text = source.text();
        for number in number::numbers(source) {
            if let Some(percent) = percent::around(text, &number) {
                out.push(percent);
            }
            out.push(number.into_entity());
        }
    }
}
