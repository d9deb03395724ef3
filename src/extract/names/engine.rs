//! Runs the network over the sentences of a text: one engine a thread, nothing shared but the model.

use ahash::AHashMap;

use super::form::form;
use super::kernel::Convolution;
use super::lexicon::{Entrance, Lexicon};
use super::model::{Block, Head, Model};
use super::rows::Place;
use super::viterbi::{Decoder, Span};
use super::words::{Word, split};

/// How many spellings a thread remembers before it starts anew: frequent ones, whose blocks the model keeps, and others,
/// whose blocks are kept here.
const FREQUENT: usize = 1 << 15;
const RARE: usize = 1 << 12;

/// How many words go through the network at once: enough for the products to be fast, few enough for the cache.
const TOGETHER: usize = 192;

/// What a spelling is.
#[derive(Debug)]
struct Known {
    entrance: Entrance,
    /// Its place among the words whose blocks the model keeps, or its own block.
    block: Result<u32, Block>,
}

/// The spellings a thread remembers.
#[derive(Debug, Default)]
struct Memory {
    frequent: AHashMap<Box<str>, Known>,
    rare: AHashMap<Box<str>, Known>,
}

/// Room to tag texts with one model.
#[derive(Debug, Default)]
pub(super) struct Engine {
    memory: Memory,
    words: Vec<Word>,
    entrances: Vec<Entrance>,
    marks: Vec<u64>,
    hidden: Vec<f32>,
    seen: Vec<f32>,
    input: Vec<f32>,
    scores: Vec<f32>,
    decoder: Decoder,
    spans: Vec<Span>,
}

impl Engine {
    /// Calls `found` with the words of a text and each entity in them; its words are counted over the whole text.
    pub(super) fn tag(
        &mut self,
        model: &Model,
        lexicon: &Lexicon,
        head: &Head,
        text: &str,
        mut found: impl FnMut(&[Word], Span),
    ) {
        let mut words = std::mem::take(&mut self.words);
        split(text, &mut words);
        let mut from = 0;
        while from < words.len() {
            let to = whole_sentences(&words, from);
            self.network(model, lexicon, head, text, &words[from..to]);
            self.decode(model, head, &words, from..to, &mut found);
            from = to;
        }
        self.words = words;
    }

    fn decode(
        &mut self,
        model: &Model,
        head: &Head,
        words: &[Word],
        chunk: std::ops::Range<usize>,
        found: &mut impl FnMut(&[Word], Span),
    ) {
        let mut spans = std::mem::take(&mut self.spans);
        let (mut row, mut first) = (gap(model), chunk.start);
        for sentence in words[chunk].chunk_by(|_, next| !next.begins) {
            let scores = &self.scores[row * model.padded..(row + sentence.len()) * model.padded];
            self.decoder.decode(model, head, scores, &mut spans);
            for mut span in spans.drain(..) {
                span.words = span.words.start + first..span.words.end + first;
                found(words, span);
            }
            row += sentence.len() + gap(model);
            first += sentence.len();
        }
        self.spans = spans;
    }

    /// The scores of these words, sentence after sentence with empty rows between.
    fn network(&mut self, model: &Model, lexicon: &Lexicon, head: &Head, text: &str, words: &[Word]) {
        let (width, gap) = (model.width, gap(model));
        let sentences = words.iter().filter(|word| word.begins).count().max(1) + 1;
        let rows = words.len() + sentences * gap;
        for buffer in [&mut self.hidden, &mut self.seen] {
            buffer.clear();
            buffer.resize(rows * width, 0.0);
        }
        self.memory.learn(model, lexicon, text, words);
        let mut row = gap;
        for sentence in words.chunk_by(|_, next| !next.begins) {
            self.first_layer(model, lexicon, text, sentence, row);
            row += sentence.len() + gap;
        }
        let is_gap = gaps(words, rows, gap);
        model.kernel.activate(&mut self.hidden, &self.seen, &model.window_bias);
        for layer in &model.layers {
            let around = layer.dilation * width;
            self.input.clear();
            self.input.resize(rows * width + 2 * around, 0.0);
            let inner = &mut self.input[around..around + rows * width];
            model.kernel.normalize(&self.hidden, &layer.norm, &layer.norm_bias, &is_gap, inner);
            self.seen.fill(0.0);
            let convolution =
                Convolution { weights: &layer.weights, width, out_width: width, taps: 3, dilation: layer.dilation };
            model.kernel.convolve(convolution, &self.input, &mut self.seen);
            model.kernel.activate(&mut self.hidden, &self.seen, &layer.bias);
        }
        model.kernel.finish(&mut self.hidden);
        self.scores.clear();
        self.scores.extend(std::iter::repeat_n(&head.out_bias, rows).flatten());
        let out = Convolution { weights: &head.out, width, out_width: model.padded, taps: 1, dilation: 0 };
        model.kernel.convolve(out, &self.hidden, &mut self.scores);
    }

    /// Adds what each word of a sentence is to its row and to those around.
    fn first_layer(&mut self, model: &Model, lexicon: &Lexicon, text: &str, sentence: &[Word], row: usize) {
        let width = model.width;
        self.entrances.clear();
        for (at, word) in sentence.iter().enumerate() {
            let spelled = &text[word.span.clone()];
            let Some(known) = self.memory.get(spelled) else { continue };
            self.entrances.push(known.entrance.clone());
            let block = match &known.block {
                Ok(word) => model.common[*word as usize].get().map_or(&[][..], |block| block),
                Err(own) => own,
            };
            let place = Place { row, at, words: sentence.len(), width };
            model.kernel.add_form(place, block, &mut self.hidden, &mut self.seen);
        }
        self.marks.clear();
        self.marks.resize(sentence.len(), 0);
        lexicon.mark(&self.entrances, &mut self.marks);
        for (at, marks) in self.marks.iter().enumerate() {
            let mut marks = *marks;
            while marks != 0 {
                let block = &model.lexicon[marks.trailing_zeros() as usize];
                let place = Place { row, at, words: sentence.len(), width };
                model.kernel.add_mark(place, block, &mut self.hidden, &mut self.seen);
                marks &= marks - 1;
            }
        }
    }
}

impl Memory {
    fn get(&self, spelled: &str) -> Option<&Known> {
        self.frequent.get(spelled).or_else(|| self.rare.get(spelled))
    }

    /// Remembers the spellings of these words: those not yet known are computed together, which is many times faster
    /// than one by one.
    fn learn(&mut self, model: &Model, lexicon: &Lexicon, text: &str, words: &[Word]) {
        if self.frequent.len() + words.len() > FREQUENT {
            self.frequent.clear();
        }
        if self.rare.len() + words.len() > RARE {
            self.rare.clear();
        }
        // Forms whose blocks are to be computed, and for each the spelling it is for; none for what the model keeps.
        let (mut forms, mut spellings) = (Vec::new(), Vec::new());
        for word in words {
            let spelled = &text[word.span.clone()];
            if self.get(spelled).is_some() {
                continue;
            }
            let form = form(spelled);
            let entrance = lexicon.entrance(&form);
            let place = model.words.get(form.as_str()).copied();
            let common = place.and_then(|place| Some((place, model.common.get(place as usize)?)));
            if let Some((place, slot)) = common {
                self.frequent.insert(spelled.into(), Known { entrance, block: Ok(place) });
                if slot.get().is_some() {
                    continue;
                }
            } else {
                self.rare.insert(spelled.into(), Known { entrance, block: Err(Block::default()) });
            }
            spellings.push((common.is_none()).then_some(spelled));
            forms.push((form, place));
        }
        for ((block, (_, place)), spelled) in model.blocks(&forms).into_iter().zip(&forms).zip(spellings) {
            if let Some(known) = spelled.and_then(|spelled| self.rare.get_mut(spelled)) {
                known.block = Err(block);
            } else if let Some(slot) = place.and_then(|place| model.common.get(place as usize)) {
                slot.get_or_init(|| block);
            }
        }
    }
}

/// How many empty rows part two sentences.
fn gap(model: &Model) -> usize {
    model.layers.iter().map(|layer| layer.dilation).max().unwrap_or(0)
}

/// Where the chunk of whole sentences ends that begins at `from`.
fn whole_sentences(words: &[Word], from: usize) -> usize {
    let begins = |at: &usize| words[*at].begins;
    let limit = (from + TOGETHER).min(words.len());
    if limit == words.len() {
        return limit;
    }
    (from + 1..=limit).rev().find(begins).or_else(|| (limit..words.len()).find(begins)).unwrap_or(words.len())
}

/// For each row whether it is between sentences.
fn gaps(words: &[Word], rows: usize, gap: usize) -> Vec<bool> {
    let mut is_gap = vec![true; rows];
    let mut row = 0;
    for (at, word) in words.iter().enumerate() {
        row += if at == 0 || word.begins { gap + usize::from(at > 0) } else { 1 };
        is_gap[row] = false;
    }
    is_gap
}
