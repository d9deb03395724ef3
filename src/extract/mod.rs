//! Entities: names, values and patterns found in text, with exact spans.
