//! The file of a model: its weights, word vectors and labels, read and checked.

use std::sync::OnceLock;

use ahash::AHashMap;
use safetensors::{Dtype, SafeTensors};

use super::form::{self, PIECES};
use super::kernel::{COLUMNS, Convolution, Kernel, pack};
use crate::error::{Error, Result};

/// How many words on either side the first layer looks at.
pub const REACH: usize = 2;
/// The places that the first layer sees, a word's own among them.
pub const TAPS: usize = 2 * REACH + 1;

/// The format this version reads, in the metadata of the file.
const FORMAT: &str = "ibriz-names-1";

/// A matrix of small whole numbers with a scale for each row.
#[derive(Debug)]
pub(super) struct Scaled {
    pub(super) values: Vec<i8>,
    pub(super) scales: Vec<f32>,
    pub(super) columns: usize,
}

impl Scaled {
    /// Adds a row, times a factor, to `out`.
    pub(super) fn add(&self, row: usize, factor: f32, out: &mut [f32]) {
        let scale = self.scales[row] * factor;
        for (sum, value) in out.iter_mut().zip(&self.values[row * self.columns..(row + 1) * self.columns]) {
            *sum += f32::from(*value) * scale;
        }
    }
}

/// A later layer: normalization, then a look at three places.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) dilation: usize,
    pub(super) norm: Vec<f32>,
    pub(super) norm_bias: Vec<f32>,
    /// Packed for the kernel: three times `width` rows.
    pub(super) weights: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// What decides between labels under one guideline.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) name: Box<str>,
    /// From `width` to `padded` scores, packed, and their bias.
    pub(super) out: Vec<f32>,
    pub(super) out_bias: Vec<f32>,
    /// `tags` rows of `padded`: from the row's tag to the column's.
    pub(super) transitions: Vec<f32>,
    pub(super) start: Vec<f32>,
}

/// A trained model, shared by all threads.
#[derive(Debug)]
pub struct Model {
    pub(super) kernel: Kernel,
    pub(super) width: usize,
    pub(super) words: AHashMap<Box<str>, u32>,
    pub(super) vectors: Scaled,
    pub(super) pieces: Scaled,
    /// From the word vector and the pieces to the width of the network, packed.
    pub(super) word: Vec<f32>,
    pub(super) letters: Vec<f32>,
    pub(super) bias: Vec<f32>,
    /// For each bit of the lexicon what it adds to a word, then to its neighbours: `1 + TAPS` times `width`.
    pub(super) lexicon: Vec<Vec<f32>>,
    /// Packed for the kernel: `width` rows for each place.
    pub(super) window: Vec<f32>,
    pub(super) window_bias: Vec<f32>,
    pub(super) layers: Vec<Layer>,
    pub(super) heads: Vec<Head>,
    pub(super) tags: Vec<Box<str>>,
    /// The number of tags, rounded up to whole vectors.
    pub(super) padded: usize,
    pub(super) temperature: f32,
    /// What frequent words add to themselves and their neighbours, computed by whoever meets them first.
    pub(super) common: Vec<OnceLock<Block>>,
}

/// What a form adds to itself and to its neighbours, `1 + TAPS` times `width` numbers in bfloat16: half the memory, and a
/// precision of three digits is plenty for a sum of few.
pub(super) type Block = Box<[u16]>;

/// How many of the most frequent words have their blocks in common; those of others each thread keeps for a while.
const COMMON: usize = 1 << 14;

struct File<'f> {
    tensors: SafeTensors<'f>,
}

impl File<'_> {
    fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let (bytes, found) = self.tensor(name, Dtype::F32)?;
        if found != shape {
            return Err(Error::Model(format!("{name} is of shape {found:?}, not {shape:?}")));
        }
        Ok(bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
    }

    fn tensor(&self, name: &str, dtype: Dtype) -> Result<(&[u8], Vec<usize>)> {
        let tensor = self.tensors.tensor(name).map_err(|error| Error::Model(format!("{name}: {error}")))?;
        if tensor.dtype() != dtype {
            return Err(Error::Model(format!("{name} is of type {:?}, not {dtype:?}", tensor.dtype())));
        }
        Ok((tensor.data(), tensor.shape().to_vec()))
    }

    fn shape(&self, name: &str) -> Result<Vec<usize>> {
        let tensor = self.tensors.tensor(name).map_err(|error| Error::Model(format!("{name}: {error}")))?;
        Ok(tensor.shape().to_vec())
    }

    fn scaled(&self, name: &str, rows: usize) -> Result<Scaled> {
        let (bytes, shape) = self.tensor(name, Dtype::I8)?;
        let &[found, columns] = &shape[..] else { return Err(Error::Model(format!("{name} is no matrix"))) };
        if found != rows {
            return Err(Error::Model(format!("{name} has {found} rows, not {rows}")));
        }
        let values = bytes.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Scaled { values, scales: self.floats(&format!("{name}_scale"), &[rows])?, columns })
    }
}

impl Model {
    /// Reads a model from the bytes of its file, for a lexicon that gives each word `bits` bits.
    ///
    /// # Errors
    /// [`Error::Model`] for a file that is no model, is of another version, or was trained with another lexicon.
    pub fn read(bytes: &[u8], bits: usize) -> Result<Self> {
        let wrong = |error: safetensors::SafeTensorError| Error::Model(format!("not a model file: {error}"));
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(wrong)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let said = |key: &str| metadata.get(key).map_or("", String::as_str);
        if said("format") != FORMAT {
            return Err(Error::Model(format!("format {:?}; this version reads {FORMAT}", said("format"))));
        }
        let file = File { tensors: SafeTensors::deserialize(bytes).map_err(wrong)? };
        let tags: Vec<Box<str>> = said("tags").split(' ').map(Into::into).collect();
        let names: Vec<&str> = said("heads").split(' ').collect();
        let &[_, width] = &file.shape("word")?[..] else { return Err(Error::Model("word is no matrix".to_owned())) };
        if width == 0 || width % 32 != 0 || tags.first().is_none_or(|tag| &**tag != "O") {
            return Err(Error::Model("the width is no multiple of 32, or the first tag is not O".to_owned()));
        }
        let (word_bytes, _) = file.tensor("words", Dtype::U8)?;
        let words = std::str::from_utf8(word_bytes).map_err(|_| Error::Model("words are not UTF-8".to_owned()))?;
        let words: AHashMap<Box<str>, u32> = words.split('\n').zip(0..).map(|(word, i)| (word.into(), i)).collect();
        let kernel = Kernel::best();
        let (vectors, pieces) = (file.scaled("vectors", words.len())?, file.scaled("pieces", PIECES)?);
        let window = file.floats("window", &[TAPS, width, width])?;
        let lexicon = file.floats("lexicon", &[bits, width])?;
        let mut model = Self {
            word: pack(&file.floats("word", &[vectors.columns, width])?, width),
            letters: pack(&file.floats("letters", &[pieces.columns, width])?, width),
            bias: file.floats("bias", &[width])?,
            lexicon: Vec::new(),
            window: window.chunks(width * width).flat_map(|tap| pack(tap, width)).collect(),
            window_bias: file.floats("window_bias", &[width])?,
            layers: said("dilations")
                .split(' ')
                .enumerate()
                .map(|(i, d)| layer(&file, i, d, width))
                .collect::<Result<_>>()?,
            heads: heads(&file, &names, width, tags.len())?,
            padded: tags.len().next_multiple_of(COLUMNS),
            temperature: said("temperature").parse().unwrap_or(1.0),
            common: std::iter::repeat_with(OnceLock::new).take(COMMON.min(words.len())).collect(),
            kernel,
            width,
            words,
            vectors,
            pieces,
            tags,
        };
        model.lexicon = lexicon.chunks(width).map(|row| model.spread(row)).collect();
        Ok(model)
    }

    /// What a word of these values adds to itself and to its neighbours.
    fn spread(&self, row: &[f32]) -> Vec<f32> {
        let mut out = row.to_vec();
        for tap in self.window.chunks(self.width * self.width) {
            let start = out.len();
            out.resize(start + self.width, 0.0);
            self.kernel.multiply(row, tap, &mut out[start..]);
        }
        out
    }

    /// The blocks of forms, each with its place among the words that have vectors, if it has.
    pub(super) fn blocks(&self, forms: &[(String, Option<u32>)]) -> Vec<Block> {
        let width = self.width;
        let mut rows = Vec::with_capacity(forms.len() * width);
        for (form, word) in forms {
            self.push_row(form, *word, &mut rows);
        }
        let mut around = vec![0.0; forms.len() * TAPS * width];
        let weights = &self.window;
        let window = Convolution { weights, width, out_width: TAPS * width, taps: 1, dilation: 0 };
        self.kernel.convolve(window, &rows, &mut around);
        let block =
            |(row, around): (&[f32], &[f32])| row.iter().chain(around).map(|value| to_bfloat16(*value)).collect();
        rows.chunks_exact(width).zip(around.chunks_exact(TAPS * width)).map(block).collect()
    }

    /// What a form is by itself: its word vector, if it has one, and its pieces.
    fn push_row(&self, form: &str, word: Option<u32>, rows: &mut Vec<f32>) {
        let start = rows.len();
        rows.extend(&self.bias);
        let row = &mut rows[start..];
        if let Some(word) = word {
            let mut vector = vec![0.0; self.vectors.columns];
            self.vectors.add(word as usize, 1.0, &mut vector);
            self.kernel.multiply(&vector, &self.word, row);
        }
        let mut pieces = Vec::new();
        form::pieces(form, &mut pieces);
        let (mut letters, factor) = (vec![0.0; self.pieces.columns], (pieces.len() as f32).sqrt().recip());
        for piece in pieces {
            self.pieces.add(piece as usize, factor, &mut letters);
        }
        self.kernel.multiply(&letters, &self.letters, row);
    }

    /// The heads by name: the guidelines the model can follow.
    pub fn heads(&self) -> impl Iterator<Item = &str> {
        self.heads.iter().map(|head| &*head.name)
    }

    /// The labels it gives.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().filter_map(|tag| tag.strip_prefix("B-"))
    }
}

/// Rounded to nearest; what a model holds is finite.
fn to_bfloat16(value: f32) -> u16 {
    (value.to_bits().wrapping_add(0x8000) >> 16) as u16
}

fn layer(file: &File<'_>, index: usize, dilation: &str, width: usize) -> Result<Layer> {
    let weights = file.floats(&format!("conv{index}"), &[3, width, width])?;
    let dilation = dilation.parse().ok().filter(|dilation| (1..=8).contains(dilation));
    Ok(Layer {
        dilation: dilation.ok_or_else(|| Error::Model("dilations are numbers from 1 to 8".to_owned()))?,
        norm: file.floats(&format!("norm{index}"), &[width])?,
        norm_bias: file.floats(&format!("norm{index}_bias"), &[width])?,
        weights: pack(&weights, width),
        bias: file.floats(&format!("conv{index}_bias"), &[width])?,
    })
}

fn heads(file: &File<'_>, names: &[&str], width: usize, tags: usize) -> Result<Vec<Head>> {
    let padded = tags.next_multiple_of(COLUMNS);
    let widen = |values: Vec<f32>, fill: f32| -> Vec<f32> {
        values
            .chunks(tags)
            .flat_map(|row| row.iter().copied().chain(std::iter::repeat_n(fill, padded - tags)))
            .collect()
    };
    let out = file.floats("out", &[names.len(), width, tags])?;
    let out_bias = file.floats("out_bias", &[names.len(), tags])?;
    let transitions = file.floats("transitions", &[names.len(), tags, tags])?;
    let start = file.floats("start", &[names.len(), tags])?;
    let part = |values: &[f32], head: usize, size: usize| values[head * size..(head + 1) * size].to_vec();
    let head = |(i, name): (usize, &&str)| Head {
        name: (*name).into(),
        out: pack(&widen(part(&out, i, width * tags), 0.0), padded),
        out_bias: widen(part(&out_bias, i, tags), f32::NEG_INFINITY),
        transitions: widen(part(&transitions, i, tags * tags), f32::NEG_INFINITY),
        start: widen(part(&start, i, tags), f32::NEG_INFINITY),
    };
    Ok(names.iter().enumerate().map(head).collect())
}
