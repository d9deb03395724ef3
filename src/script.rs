//! Facts of the script: which code points are Arabic letters, marks, digits, spaces, and what folds onto what.
