//! Python strings to text and back, without leaving a copy in UTF-8 beside each string as `PyUnicode_AsUTF8` does.

#[cfg(not(feature = "abi3"))]
mod in_place;
#[cfg(feature = "abi3")]
mod stable;

#[cfg(not(feature = "abi3"))]
pub(super) use in_place::{Transit, ask_for_memory};
#[cfg(feature = "abi3")]
pub(super) use stable::Transit;
