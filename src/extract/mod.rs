//! TEMP
pub mod patterns;
