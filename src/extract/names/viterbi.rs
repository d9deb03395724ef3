//! The best row of tags for a sentence, and how sure each entity of it is (a linear-chain conditional random field:
//! Lafferty, `McCallum` and Pereira 2001).

use std::ops::Range;

use super::model::{Head, Model};

/// An entity in a sentence: its words, the tag it begins with, and how probable it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    pub(super) words: Range<usize>,
    /// Among the model's tags the one that begins this label.
    pub(super) tag: usize,
    pub(super) score: f32,
}

/// Room for one sentence, used again for the next.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    best: Vec<f32>,
    back: Vec<u8>,
    path: Vec<usize>,
    alpha: Vec<f32>,
    beta: Vec<f32>,
    weights: Vec<f32>,
    steps: Vec<f32>,
}

impl Decoder {
    /// The entities of a sentence with these scores, `model.padded` a word.
    pub(super) fn decode(&mut self, model: &Model, head: &Head, scores: &[f32], out: &mut Vec<Span>) {
        out.clear();
        self.best_path(model, head, scores);
        let tags = &model.tags;
        let mut open: Option<(usize, usize)> = None;
        for (word, tag) in self.path.iter().copied().chain(std::iter::once(0)).enumerate() {
            let label = tags[tag].get(2..);
            let goes_on = open.is_some_and(|(_, first)| tags[tag].starts_with("I-") && tags[first].get(2..) == label);
            if goes_on {
                continue;
            }
            if let Some((start, first)) = open.take() {
                out.push(Span { words: start..word, tag: first, score: 1.0 });
            }
            if tag != 0 {
                open = Some((word, tag));
            }
        }
        if !out.is_empty() {
            self.sums(model, head, scores);
            for span in out.iter_mut() {
                span.score = self.probability(model, span);
                // An entity that begins with the tag of an inside has the label of that tag all the same.
                span.tag =
                    tags.iter().position(|tag| **tag == format!("B-{}", &tags[span.tag][2..])).unwrap_or(span.tag);
            }
        }
    }

    fn best_path(&mut self, model: &Model, head: &Head, scores: &[f32]) {
        let (padded, tags) = (model.padded, model.tags.len());
        let words = scores.len() / padded;
        self.back.clear();
        self.back.resize(words * padded, 0);
        self.best.clear();
        self.best.extend(head.start.iter().zip(scores).map(|(start, score)| start + score));
        let mut next = vec![0.0; padded];
        for (word, score) in scores.chunks_exact(padded).enumerate().skip(1) {
            next.fill(f32::NEG_INFINITY);
            let back = &mut self.back[word * padded..(word + 1) * padded];
            for from in 0..tags {
                let before = self.best[from];
                let row = &head.transitions[from * padded..(from + 1) * padded];
                for ((next, back), step) in next.iter_mut().zip(back.iter_mut()).zip(row) {
                    let reached = before + step;
                    let better = reached > *next;
                    *next = if better { reached } else { *next };
                    *back = if better { from as u8 } else { *back };
                }
            }
            for ((best, next), score) in self.best.iter_mut().zip(&next).zip(score) {
                *best = next + score;
            }
        }
        let last = (0..tags).max_by(|a, b| self.best[*a].total_cmp(&self.best[*b])).unwrap_or(0);
        self.path.clear();
        self.path.resize(words, last);
        for word in (1..words).rev() {
            self.path[word - 1] = usize::from(self.back[word * padded + self.path[word]]);
        }
    }

    /// Forward and backward sums, each word's scaled to add up to one.
    fn sums(&mut self, model: &Model, head: &Head, scores: &[f32]) {
        let (padded, tags) = (model.padded, model.tags.len());
        let factor = model.temperature.recip();
        self.steps.clear();
        self.steps.extend(head.transitions.iter().map(|step| (step * factor).exp()));
        self.weights.clear();
        for score in scores.chunks_exact(padded) {
            let most = score[..tags].iter().copied().fold(f32::MIN, f32::max);
            self.weights.extend(score.iter().map(|score| ((score - most) * factor).exp()));
        }
        self.alpha.clear();
        self.alpha.extend(head.start.iter().zip(&self.weights).map(|(start, weight)| (start * factor).exp() * weight));
        scale(&mut self.alpha);
        let words = scores.len() / padded;
        for word in 1..words {
            let mut row = vec![0.0; padded];
            for from in 0..tags {
                let before = self.alpha[(word - 1) * padded + from];
                add_scaled(&mut row, before, &self.steps[from * padded..(from + 1) * padded]);
            }
            multiply(&mut row, &self.weights[word * padded..(word + 1) * padded]);
            scale(&mut row);
            self.alpha.extend(row);
        }
        self.beta.clear();
        self.beta.resize(words * padded, 0.0);
        self.beta[(words - 1) * padded..][..tags].fill(1.0);
        for word in (0..words - 1).rev() {
            let mut after = self.beta[(word + 1) * padded..(word + 2) * padded].to_vec();
            multiply(&mut after, &self.weights[(word + 1) * padded..(word + 2) * padded]);
            let row = &mut self.beta[word * padded..(word + 1) * padded];
            for (from, sum) in row.iter_mut().enumerate().take(tags) {
                *sum = dot(&self.steps[from * padded..from * padded + tags], &after);
            }
            scale(row);
        }
    }

    /// The share of all taggings that have just this entity.
    fn probability(&self, model: &Model, span: &Span) -> f32 {
        let (padded, tags) = (model.padded, model.tags.len());
        let at = |word: usize, tag: usize| word * padded + tag;
        let inside =
            |tag: usize| model.tags[tag].starts_with("I-") && model.tags[tag][2..] == model.tags[span.tag][2..];
        let last = span.words.end - 1;
        // Along the words of the entity, the sum over all taggings beside the weight of this one.
        let mut free = self.alpha[span.words.start * padded..(span.words.start + 1) * padded].to_vec();
        let mut bound = free[span.tag];
        for word in span.words.start + 1..=last {
            let mut row = vec![0.0; padded];
            for (from, before) in free.iter().enumerate().take(tags) {
                add_scaled(&mut row, *before, &self.steps[from * padded..(from + 1) * padded]);
            }
            multiply(&mut row, &self.weights[word * padded..(word + 1) * padded]);
            let (from, to) = (self.path[word - 1], self.path[word]);
            bound *= self.steps[at(from, to)] * self.weights[at(word, to)];
            let sum = scale(&mut row);
            bound /= sum;
            free = row;
        }
        let words = self.path.len();
        let total = dot(&free[..tags], &self.beta[last * padded..]);
        if total <= 0.0 {
            return 0.0;
        }
        let end = if last + 1 == words {
            self.beta[at(last, self.path[last])]
        } else {
            let step = |to: usize| {
                self.steps[at(self.path[last], to)] * self.weights[at(last + 1, to)] * self.beta[at(last + 1, to)]
            };
            let all: f32 = (0..tags).map(step).sum();
            let ending: f32 = (0..tags).filter(|to| !inside(*to)).map(step).sum();
            if all > 0.0 { self.beta[at(last, self.path[last])] * ending / all } else { 0.0 }
        };
        (bound * end / total).clamp(0.0, 1.0)
    }
}

fn scale(row: &mut [f32]) -> f32 {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        for value in row.iter_mut() {
            *value /= sum;
        }
    }
    sum.max(f32::MIN_POSITIVE)
}

fn multiply(row: &mut [f32], by: &[f32]) {
    for (value, by) in row.iter_mut().zip(by) {
        *value *= by;
    }
}

fn add_scaled(row: &mut [f32], factor: f32, other: &[f32]) {
    for (value, other) in row.iter_mut().zip(other) {
        *value += factor * other;
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
