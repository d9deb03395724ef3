//! Entity extraction: spans of text with a label and a resolved meaning.
//!
//! A [`Recognizer`] finds the candidates of one family; [`Extractor`] runs those that the labels asked for need and
//! settles which span wins. Families that come later (dates, money, names) are more recognizers.

mod digits;
mod entity;
mod label;
pub mod names;
mod overlap;
pub mod patterns;
mod reference;
pub mod values;

pub use digits::Source;
pub use entity::Entity;
pub use label::Label;
pub use reference::Reference;

use std::sync::Arc;

use self::names::own::OwnNames;
use self::names::{Names, Tagger};
use crate::error::{Error, Result};

/// Finds the entities of one family in a text.
pub trait Recognizer: Send + Sync {
    /// The labels it gives.
    fn labels(&self) -> &'static [Label];

    /// Appends its candidates, in any order and overlapping if need be. Spans are bytes of the text; it runs in time
    /// linear in the text, whatever the text.
    fn recognize(&self, source: &Source<'_>, options: &ExtractOptions, out: &mut Vec<Entity>);
}

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ExtractOptions {
    /// The labels wanted; none for all there are.
    pub labels: Option<Vec<Label>>,
    /// Whether entities inside others are given too, with their `parent`.
    pub nested: bool,
    /// The Arab country, in two letters of ISO 3166, whose national telephone numbers are read without a country code,
    /// whose currency is meant by a dinar, pound or riyal of which nothing else is said, and whose separators numbers
    /// have: «1,500» is one and a half in the Maghreb.
    pub region: Option<String>,
    /// The guideline that names follow, among those of the model; none for its first. Without a model there are no
    /// names but those of `lexicon`.
    pub names: Option<String>,
    /// The file of another model of names than the one that is shipped: who reads it is who makes the extractor.
    pub model: Option<String>,
    /// Names that are found by rule, by their label: with proclitics, in every spelling, whatever the model says.
    pub lexicon: Vec<(Label, Vec<String>)>,
    /// When the texts were written: what relative dates are counted from, where a row has no reference of its own.
    pub reference: Option<Reference>,
    /// Which of the days and months of a name is meant where the text does not say: the last before the reference, or
    /// the next after it. None leaves them open.
    pub prefer: Option<Prefer>,
    /// The day with which weeks begin.
    pub week_start: WeekStart,
    /// How 3/4/2017 is read.
    pub date_order: DateOrder,
    /// How Hijri days become Gregorian ones.
    pub hijri_method: HijriMethod,
}

/// Which of two days a name stands for, see [`ExtractOptions::prefer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prefer {
    /// The last one before the reference, or its own.
    Past,
    /// The next one after the reference, or its own.
    Future,
}

/// The day with which weeks begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WeekStart {
    /// As ISO 8601 has it.
    #[default]
    Monday,
    /// As in most of the Arab East.
    Sunday,
    /// As in the Gulf of old.
    Saturday,
}

/// Which part of a date in digits comes first, if it can be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DateOrder {
    /// The day, as everywhere that writes Arabic.
    #[default]
    DayFirst,
    /// The month, as in America.
    MonthFirst,
}

/// How Hijri days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HijriMethod {
    /// As the printed calendar of Umm al-Qura has them, and beyond its years as ICU predicts them.
    #[default]
    UmmAlQura,
    /// By arithmetic: eleven leap years in thirty, from Friday, 16 July 622 (Julian).
    Civil,
}

/// Finds entities as its [`ExtractOptions`] say; made once, used on any number of rows and threads.
///
/// ```
/// use ibriz::extract::{ExtractOptions, Extractor, Label};
///
/// let extractor = Extractor::new(ExtractOptions::default())?;
/// let text = "اتصل على \u{200F}+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧";
/// let found = extractor.extract(text);
/// assert_eq!(found[0].label, Label::Phone);
/// assert_eq!(found[0].value.as_deref(), Some("+966501234567"));
/// assert_eq!(&text[found[0].span.clone()], "+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧");
/// # Ok::<(), ibriz::error::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Extractor {
    options: ExtractOptions,
    labels: Vec<Label>,
    families: Vec<usize>,
    /// What finds names, if any are wanted.
    names: Option<Names>,
}

/// The families of recognizers, in no order that matters.
const FAMILIES: &[&dyn Recognizer] =
    &[&patterns::Running, &patterns::phone::Phones, &patterns::iban::Ibans, &patterns::ip::Addresses, &values::Values];

impl Extractor {
    /// Checks the options; there is no model of names, only those of the options' own lexicon.
    ///
    /// # Errors
    /// [`Error::UnknownLabel`] for a label that nothing recognizes, [`Error::OptionValue`] for a region whose
    /// numbering plan is not known and for a name of the lexicon that is none.
    pub fn new(options: ExtractOptions) -> Result<Self> {
        Self::of(options, None)
    }

    /// Checks the options; names are found by the tagger.
    ///
    /// # Errors
    /// As [`Extractor::new`], and [`Error::OptionValue`] for a guideline that the model does not follow.
    pub fn with_names(options: ExtractOptions, tagger: &Tagger) -> Result<Self> {
        let tagger = options.names.as_ref().map_or_else(|| Ok(tagger.clone()), |names| tagger.following(names))?;
        Self::of(options, Some(tagger))
    }

    fn of(options: ExtractOptions, tagger: Option<Tagger>) -> Result<Self> {
        let mut available = Self::available();
        available.retain(|label| !label.is_name());
        available.extend(tagger.iter().flat_map(Tagger::labels));
        let own = if options.lexicon.is_empty() { None } else { Some(OwnNames::new(&options.lexicon)?) };
        available.extend(own.iter().flat_map(OwnNames::labels).copied());
        available.sort_unstable();
        available.dedup();
        let labels = options.labels.clone().unwrap_or_else(|| available.clone());
        if let Some(missing) = labels.iter().find(|label| !available.contains(label)) {
            return Err(label::unknown(missing.name(), available.into_iter()));
        }
        if let Some(region) = &options.region
            && !patterns::phone::regions().any(|known| known == region)
        {
            return Err(Error::OptionValue {
                name: "region".to_owned(),
                value: region.clone(),
                allowed: patterns::phone::regions().collect::<Vec<_>>().join(", "),
            });
        }
        // Numbers are told from telephone numbers, addresses and the like by what those claim, so families are never
        // run alone: what is not wanted is dropped when all have spoken.
        let families = if labels.is_empty() { Vec::new() } else { needed(&labels) };
        // A user's own names may have the label of a value.
        let wanted = |of: &[Label]| labels.iter().any(|label| of.contains(label));
        let names = Names {
            tagger: tagger.filter(|tagger| wanted(&tagger.labels())),
            own: own.filter(|own| wanted(own.labels())).map(Arc::new),
        };
        let names = Some(names).filter(|names| names.tagger.is_some() || names.own.is_some());
        Ok(Self { options, labels, families, names })
    }

    /// The labels there is a recognizer for; names need a [`Tagger`].
    pub fn available() -> Vec<Label> {
        let mut labels: Vec<Label> = FAMILIES.iter().flat_map(|family| family.labels()).copied().collect();
        labels.extend(Label::ALL.iter().map(|(label, _)| *label).filter(|label| label.is_name()));
        labels.sort_unstable();
        labels
    }

    /// The labels it looks for.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The options it was made from.
    pub fn options(&self) -> &ExtractOptions {
        &self.options
    }

    /// The entities of a text, by position; a parent comes before what it holds.
    pub fn extract(&self, text: &str) -> Vec<Entity> {
        self.extract_at(text, None)
    }

    /// The same for a text with a reference of its own.
    ///
    /// ```
    /// use ibriz::extract::{ExtractOptions, Extractor, Reference};
    ///
    /// let extractor = Extractor::new(ExtractOptions::default())?;
    /// let found = extractor.extract_at("قبل ثلاثة أيام", Some(Reference::parse("2017-09-15")?));
    /// assert_eq!(found[0].value.as_deref(), Some("2017-09-12"));
    /// # Ok::<(), ibriz::error::Error>(())
    /// ```
    pub fn extract_at(&self, text: &str, reference: Option<Reference>) -> Vec<Entity> {
        let mut out = Vec::new();
        self.extract_into(text, reference, &mut out);
        out
    }

    /// The same into a list that is emptied first, for columns.
    pub fn extract_into(&self, text: &str, reference: Option<Reference>, out: &mut Vec<Entity>) {
        out.clear();
        let source =
            Source::new(text).read_at(reference.or(self.options.reference)).from_region(self.options.region.as_deref());
        for family in &self.families {
            FAMILIES[*family].recognize(&source, &self.options, out);
        }
        if let Some(names) = &self.names {
            names.recognize(text, out);
        }
        overlap::settle(out);
        self.drop_unwanted(out);
        entity::number(text, out);
    }

    /// Drops labels that were not asked for, and what is inside another entity unless that is wanted.
    fn drop_unwanted(&self, entities: &mut Vec<Entity>) {
        let mut kept: Vec<Entity> = Vec::with_capacity(entities.len());
        // For each entity its place among those kept; for one not kept, the place of the nearest kept one around it.
        let mut places: Vec<Option<u32>> = Vec::with_capacity(entities.len());
        for mut entity in entities.drain(..) {
            let around = entity.parent.and_then(|parent| places[parent as usize]);
            let wanted = self.labels.contains(&entity.label) && (self.options.nested || around.is_none());
            places.push(if wanted { Some(kept.len() as u32) } else { around });
            if wanted {
                entity.parent = around;
                kept.push(entity);
            }
        }
        *entities = kept;
    }
}

/// The families to run for these labels: those that give one of them, and those whose claims decide about them.
fn needed(labels: &[Label]) -> Vec<usize> {
    let plain = [Label::Url, Label::Email, Label::Hashtag, Label::Mention];
    let contests = labels.iter().any(|label| !plain.contains(label));
    let gives = |family: &&dyn Recognizer| family.labels().iter().any(|label| labels.contains(label));
    (0..FAMILIES.len()).filter(|i| contests || gives(&FAMILIES[*i])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extractor(labels: &[Label], nested: bool) -> Extractor {
        Extractor::new(ExtractOptions { labels: Some(labels.to_vec()), nested, ..ExtractOptions::default() }).unwrap()
    }

    #[test]
    fn what_was_not_asked_for_still_claims_its_text() {
        let text = "https://example.com/2018?x=5 و7";
        let found = extractor(&[Label::Cardinal], false).extract(text);
        assert_eq!(found.iter().map(|e| &text[e.span.clone()]).collect::<Vec<_>>(), ["7"]);
    }

    #[test]
    fn parents_are_those_among_the_labels_asked_for() {
        let text = "نسبة 12%";
        let both = extractor(&[Label::Percent, Label::Cardinal], true).extract(text);
        assert_eq!(
            both.iter().map(|e| (e.label, e.parent)).collect::<Vec<_>>(),
            [(Label::Percent, None), (Label::Cardinal, Some(0))]
        );
        let outer = extractor(&[Label::Percent, Label::Cardinal], false).extract(text);
        assert_eq!(outer.len(), 1);
        let inner = extractor(&[Label::Cardinal], false).extract(text);
        assert_eq!(inner.iter().map(|e| (e.label, e.parent)).collect::<Vec<_>>(), [(Label::Cardinal, None)]);
    }

    #[test]
    fn labels_without_a_recognizer_are_refused() {
        let options = ExtractOptions { labels: Some(vec![Label::Person]), ..ExtractOptions::default() };
        let error = Extractor::new(options).unwrap_err().to_string();
        assert!(error.contains("PERSON") && error.contains("IBAN"), "{error}");
        let options = ExtractOptions { region: Some("Egypt".to_owned()), ..ExtractOptions::default() };
        assert!(Extractor::new(options).unwrap_err().to_string().contains("region"));
    }
}
