//! One entity.

use std::ops::Range;

use ahash::AHashMap;

use super::Label;

/// A span of text and what it means.
///
/// `value` is a string in the field's own standard (E.164 for telephone numbers, ISO 13616 for bank accounts, a plain
/// decimal for numbers); `number` is the magnitude where there is one, `unit` what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What kind of entity it is.
    pub label: Label,
    /// Where it stands in the text as given, in bytes.
    pub span: Range<usize>,
    /// One spelling for all that mean the same, to group by; none where that is the value or, without one, the text.
    pub canonical: Option<String>,
    /// The resolved meaning.
    pub value: Option<String>,
    /// The magnitude.
    pub number: Option<f64>,
    /// The unit of the magnitude.
    pub unit: Option<String>,
    /// How sure it is, from 0 to 1; 1 where a rule decides.
    pub score: f32,
    /// The entity this one is part of, by its place in the list.
    pub parent: Option<u32>,
    /// A number for what it speaks of: within a text the same for all entities of one label and one canonical form,
    /// counted from 0 in the order of their first mention, what is inside others last.
    pub id: u32,
}

impl Entity {
    /// An entity found by rule, without a meaning as yet.
    pub fn new(label: Label, span: Range<usize>) -> Self {
        Self { label, span, canonical: None, value: None, number: None, unit: None, score: 1.0, parent: None, id: 0 }
    }

    /// One spelling for all that mean the same: `written` is the text of the span.
    pub fn grouped<'e>(&'e self, written: &'e str) -> &'e str {
        self.canonical.as_deref().or(self.value.as_deref()).unwrap_or(written)
    }

    /// The same with a value.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The same with a magnitude.
    #[must_use]
    pub fn with_number(mut self, number: f64) -> Self {
        self.number = Some(number);
        self
    }
}

/// Numbers the entities of a text by what they speak of, those inside others last: the numbers of the others are the same
/// with and without them.
pub(super) fn number(text: &str, entities: &mut [Entity]) {
    if entities.len() < 2 {
        return;
    }
    let mut ids: AHashMap<(Label, &str), u32> = AHashMap::with_capacity(entities.len());
    let mut numbers = vec![0; entities.len()];
    for nested in [false, true] {
        for (entity, number) in
            entities.iter().zip(&mut numbers).filter(|(entity, _)| entity.parent.is_some() == nested)
        {
            let next = ids.len() as u32;
            *number = *ids.entry((entity.label, entity.grouped(&text[entity.span.clone()]))).or_insert(next);
        }
    }
    for (entity, id) in entities.iter_mut().zip(numbers) {
        entity.id = id;
    }
}
