//! Names of persons, organisations, places and others, by a tagger over words.
//!
//! The way of a text: [`words`] parts it, [`form`] gives each word the form it is known by, [`lexicon`] marks the names
//! known beforehand, [`model`] holds what was learnt, `engine` runs it, `viterbi` settles the labels, `parts` widens
//! names to the organisation they are part of, [`own`] adds the names that users listed, `surname` finds persons named
//! again, `canonical` and `abbreviation` give names their common form.

mod abbreviation;
mod canonical;
mod engine;
pub mod form;
mod kernel;
mod latin;
pub mod lexicon;
pub mod model;
pub mod own;
mod parts;
mod rows;
mod surname;
mod viterbi;
pub mod words;

use std::cell::RefCell;
use std::sync::Arc;

use engine::Engine;
use lexicon::Lexicon;
use model::Model;
use own::OwnNames;
use words::Word;

use super::{Entity, Label};
use crate::error::{Error, Result};

/// A model with its lexicon and the guideline it follows: finds names. Cheap to clone; threads share it.
#[derive(Debug, Clone)]
pub struct Tagger {
    model: Arc<Model>,
    lexicon: Arc<Lexicon>,
    head: usize,
    /// The label of each tag of the model.
    labels: Arc<[Option<Label>]>,
}

impl Tagger {
    /// Reads a model and the lexicon it was trained with.
    ///
    /// # Errors
    /// [`Error::Model`] for files that are not what they should be.
    pub fn read(model: &[u8], lexicon: &str) -> Result<Self> {
        let lexicon = Lexicon::parse(lexicon)?;
        let model = Model::read(model, lexicon.bits())?;
        let label = |tag: &str| tag.get(2..).map(Label::of_model).transpose();
        let labels = model.tags.iter().map(|tag| label(tag)).collect::<Result<Vec<_>>>()?;
        Ok(Self { model: Arc::new(model), lexicon: Arc::new(lexicon), head: 0, labels: labels.into() })
    }

    /// The same under another guideline of the model.
    ///
    /// # Errors
    /// [`Error::OptionValue`] if the model has none of that name.
    pub fn following(&self, guideline: &str) -> Result<Self> {
        let head = self.model.heads().position(|head| head == guideline).ok_or_else(|| Error::OptionValue {
            name: "names".to_owned(),
            value: guideline.to_owned(),
            allowed: self.model.heads().collect::<Vec<_>>().join(", "),
        })?;
        Ok(Self { head, ..self.clone() })
    }

    /// The labels it gives.
    pub fn labels(&self) -> Vec<Label> {
        let mut labels: Vec<Label> = self.labels.iter().filter_map(|label| *label).collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }

    /// Appends the names of a text.
    fn recognize(&self, text: &str, out: &mut Vec<Entity>) {
        ENGINE.with_borrow_mut(|(of, engine)| {
            if !of.as_ref().is_some_and(|model| Arc::ptr_eq(model, &self.model)) {
                (*of, *engine) = (Some(Arc::clone(&self.model)), Engine::default());
            }
            let head = &self.model.heads[self.head];
            // Where the last name ended.
            let mut end = 0;
            engine.tag(&self.model, &self.lexicon, head, text, |words, span| {
                let Some(label) = self.labels[span.tag].filter(|_| span.words.start >= end) else { return };
                let whole = parts::organisation(&self.lexicon, text, words, &span.words, end);
                let (label, span_words) = whole.map_or((label, span.words), |whole| (Label::Org, whole));
                end = span_words.end;
                out.push(self.entity(label, span.score, text, &words[span_words]));
            });
        });
    }

    fn entity(&self, label: Label, score: f32, text: &str, words: &[Word]) -> Entity {
        let place = words[0].span.start..words[words.len() - 1].span.end;
        let mut entity = Entity { score, ..Entity::new(label, place) };
        let words: Vec<&str> = words.iter().map(|word| &text[word.span.clone()]).collect();
        canonical::settle(&mut entity, &self.model, &self.lexicon, &words);
        entity
    }
}

/// All that finds names: a tagger, a list of the user's, or both.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// The model, if one is to be asked.
    pub(super) tagger: Option<Tagger>,
    /// The user's own names, if there are any.
    pub(super) own: Option<Arc<OwnNames>>,
}

impl Names {
    /// Appends the names of a text, with their canonical forms. A name that the user listed stands against whatever the
    /// model makes of its words.
    pub(super) fn recognize(&self, text: &str, out: &mut Vec<Entity>) {
        let before = out.len();
        if let Some(tagger) = &self.tagger {
            tagger.recognize(text, out);
            if tagger.labels().contains(&Label::Org) {
                let mut names = out.split_off(before);
                latin::find(text, &mut names);
                out.append(&mut names);
            }
        }
        if let Some(own) = &self.own {
            let learnt = out.split_off(before);
            own.recognize(text, out);
            let listed: Vec<_> = out[before..].iter().map(|entity| entity.span.clone()).collect();
            // Both are in order, so that of those listed only the first that ends later can overlap.
            out.extend(learnt.into_iter().filter(|entity| {
                let next = listed.partition_point(|span| span.end <= entity.span.start);
                listed.get(next).is_none_or(|span| span.start >= entity.span.end)
            }));
            out[before..].sort_by_key(|entity| entity.span.start);
        }
        let mut names = out.split_off(before);
        surname::find(text, &mut names);
        abbreviation::join(text, &mut names);
        canonical::join(&mut names);
        out.append(&mut names);
    }
}

thread_local! {
    /// What this thread remembers of words, and of which model.
    static ENGINE: RefCell<(Option<Arc<Model>>, Engine)> = RefCell::default();
}
