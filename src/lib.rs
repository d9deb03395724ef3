//! Arabic text, refined: normalization with alignment, and entity extraction with exact offsets.
//!
//! The way of the data: a column ([`mod@column`]) is cut into blocks and worked on by a pool of threads ([`pool`]);
//! each row ([`batch`]) is normalized ([`normalize`]) or searched for entities ([`extract`]); [`alignment`] leads from
//! normalized text back to the original, [`offsets`] from bytes to code points; [`script`] and [`token`] hold what all
//! of them know about the Arabic script.
//!
//! ```
//! use ibriz::normalize::{Normalizer, Options};
//!
//! let search = Normalizer::new(Options::preset("search")?)?;
//! assert_eq!(search.normalize("الـــرَّقَّة ٢٠١٧"), "الرقه 2017");
//! # Ok::<(), ibriz::error::Error>(())
//! ```

pub mod alignment;
pub mod batch;
pub mod column;
pub mod error;
pub mod extract;
pub mod normalize;
pub mod offsets;
mod output;
pub mod pool;
#[cfg(feature = "python")]
mod py;
pub mod script;
pub mod token;
pub mod transcode;
