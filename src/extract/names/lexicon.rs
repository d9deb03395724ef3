//! Names known beforehand, and which of them a run of words is.

use ahash::AHashMap;

use super::form::form;
use crate::error::{Error, Result};
use crate::token::proclitics;

/// What is known of one name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// A bit for each class, by its place in the first line of the file.
    pub classes: u32,
    /// ISO 3166-1 for countries and nationalities, the `GeoNames` number of a city.
    pub code: Option<Box<str>>,
    /// The spelling it is shown in, where that is not the form.
    pub shown: Option<Box<str>>,
}

/// Names by the forms of their words, as a tree over words.
#[derive(Debug, Default)]
pub struct Lexicon {
    classes: Vec<Box<str>>,
    words: AHashMap<Box<str>, u32>,
    /// The child of a node along a word.
    children: AHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
    /// How single words are spelled where that is not their form, by the number of the word.
    spellings: AHashMap<u32, Box<str>>,
}

#[derive(Debug, Default)]
struct Node {
    entry: Option<Box<Entry>>,
    leaf: bool,
}

/// How a form enters the tree: its own number among the words of the lexicon, and the nodes of names that begin with it,
/// first as it is, then without its proclitics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entrance {
    word: Option<u32>,
    roots: [u32; 4],
}

/// A name of the lexicon found in a run of words.
#[derive(Debug, Clone, Copy)]
pub struct Match<'l> {
    /// How many words it has.
    pub words: usize,
    /// Whether a proclitic was left out of its first word.
    pub stripped: bool,
    /// What is known of it.
    pub entry: &'l Entry,
}

const ROOT: u32 = 0;

impl Lexicon {
    /// Reads the lines of a lexicon: a line of `#` and the names of the classes, then lines of a name in the forms of its
    /// words, its classes parted by commas, and if there are, its code and the spelling it is shown in, parted by tabs.
    ///
    /// # Errors
    /// [`Error::Model`] for a line that is not of this kind.
    pub fn parse(text: &str) -> Result<Self> {
        let mut lexicon = Self::new(Vec::new());
        for (at, line) in text.lines().enumerate() {
            if let Some(classes) = line.strip_prefix("# ") {
                lexicon.classes = classes.split(' ').map(Into::into).collect();
                continue;
            }
            let mut fields = line.split('\t');
            let (Some(name), Some(classes)) = (fields.next(), fields.next()) else {
                return Err(Error::Model(format!("line {} of the lexicon has no classes", at + 1)));
            };
            let mut entry = Entry::default();
            for class in classes.split(',') {
                let place = lexicon.class(class);
                let place =
                    place.ok_or_else(|| Error::Model(format!("line {} of the lexicon: no class {class:?}", at + 1)))?;
                entry.classes |= 1 << place;
            }
            let given = |field: Option<&str>| field.filter(|text| !text.is_empty()).map(Into::into);
            entry.code = given(fields.next());
            entry.shown = given(fields.next());
            lexicon.insert(name, entry);
        }
        Ok(lexicon)
    }

    /// A lexicon of these classes without a name.
    pub(super) fn new(classes: Vec<Box<str>>) -> Self {
        Self { classes, nodes: vec![Node { entry: None, leaf: true }], ..Self::default() }
    }

    /// Adds a name, in the forms of its words parted by spaces.
    pub(super) fn insert(&mut self, name: &str, entry: Entry) {
        let mut node = ROOT;
        let mut shown = entry.shown.as_deref().unwrap_or(name).split(' ');
        for name_word in name.split(' ') {
            let next = self.words.len() as u32;
            let word = match self.words.get(name_word) {
                Some(word) => *word,
                None => *self.words.entry(name_word.into()).or_insert(next),
            };
            let spelling = shown.next();
            if let Some(spelling) = spelling.filter(|spelling| entry.shown.is_some() && form(spelling) == name_word) {
                self.spellings.entry(word).or_insert_with(|| spelling.into());
            }
            self.nodes[node as usize].leaf = false;
            let fresh = self.nodes.len() as u32;
            node = *self.children.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node { entry: None, leaf: true });
            }
        }
        self.nodes[node as usize].entry = Some(Box::new(entry));
    }

    /// The place of a class in the first line of the file.
    pub fn class(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|class| **class == *name)
    }

    /// Whether a name begins with this form.
    pub fn is_known(&self, form: &str) -> bool {
        self.root(form) != ROOT
    }

    /// How a form is spelled, if names with it are.
    pub fn spelling(&self, form: &str) -> Option<&str> {
        self.words.get(form).and_then(|word| self.spellings.get(word)).map(|spelling| &**spelling)
    }

    /// How many bits [`Lexicon::mark`] gives a word: two for each class and one for a proclitic left out.
    pub fn bits(&self) -> usize {
        2 * self.classes.len() + 1
    }

    /// How a form enters the tree.
    pub fn entrance(&self, form: &str) -> Entrance {
        let mut entrance = Entrance { word: self.words.get(form).copied(), roots: [ROOT; 4] };
        entrance.roots[0] = self.root(form);
        let mut roots = entrance.roots[1..].iter_mut();
        let mut lam = false;
        for len in proclitics(form) {
            let (cut, rest) = form.split_at(len);
            // What is left of the article stays with the name: «للرقة» is ل and «الرقة».
            let article = cut.ends_with("ال") || (lam && cut.ends_with("لل"));
            let root = if !article {
                self.root(rest)
            } else if cut.ends_with("لل") {
                self.root(&format!("ال{rest}"))
            } else {
                break;
            };
            lam = cut.ends_with('ل');
            if let (true, Some(slot)) = (root != ROOT, roots.next()) {
                *slot = root;
            }
        }
        entrance
    }

    fn root(&self, form: &str) -> u32 {
        let word = self.words.get(form);
        word.and_then(|word| self.children.get(&(ROOT, *word))).copied().unwrap_or(ROOT)
    }

    /// The longest name that begins with the first of these words, as it is rather than without a proclitic.
    pub fn longest<'w>(&self, words: impl Iterator<Item = &'w Entrance> + Clone) -> Option<Match<'_>> {
        let first = words.clone().next()?;
        let mut best: Option<Match<'_>> = None;
        for (place, root) in first.roots.iter().enumerate() {
            if *root == ROOT {
                continue;
            }
            let found = self.follow(*root, words.clone().skip(1), place > 0);
            if let Some(found) = found
                && best.is_none_or(|best| found.words > best.words)
            {
                best = Some(found);
            }
        }
        best
    }

    fn follow<'w>(&self, root: u32, rest: impl Iterator<Item = &'w Entrance>, stripped: bool) -> Option<Match<'_>> {
        let (mut node, mut best) = (root, None);
        let mut rest = rest.enumerate();
        let mut length = 1;
        loop {
            let here = &self.nodes[node as usize];
            if let Some(entry) = &here.entry {
                best = Some(Match { words: length, stripped, entry });
            }
            if here.leaf {
                return best;
            }
            let next = rest.next().and_then(|(at, entrance)| Some((at + 2, entrance.word?)));
            let Some((longer, child)) = next.and_then(|(n, word)| Some((n, *self.children.get(&(node, word))?))) else {
                return best;
            };
            (node, length) = (child, longer);
        }
    }

    /// Marks each word of a sentence with the classes of the names that begin there (even bits) and that it is a later
    /// word of (odd bits); the last bit says that a proclitic was left out. `marks` is as long as the sentence.
    pub fn mark(&self, sentence: &[Entrance], marks: &mut [u64]) {
        marks.fill(0);
        for start in 0..sentence.len() {
            if sentence[start].roots == [ROOT; 4] {
                continue;
            }
            let Some(found) = self.longest(sentence[start..].iter()) else { continue };
            let first = spread(found.entry.classes);
            marks[start] |= first | (u64::from(found.stripped) << (2 * self.classes.len()));
            for mark in &mut marks[start + 1..start + found.words] {
                *mark |= first << 1;
            }
        }
    }
}

/// Bit n of the classes as bit 2n.
fn spread(classes: u32) -> u64 {
    (0..32).filter(|bit| classes >> bit & 1 == 1).fold(0, |out, bit| out | 1 << (2 * bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::parse("# country city org\nسوريا\tcountry\tSY\nالرقه\tcity\t172955\tالرقة\nقوات سوريا الديمقراطيه\torg\nقوات\torg\n")
            .unwrap()
    }

    fn marks(words: &[&str]) -> Vec<u64> {
        let lexicon = lexicon();
        let entrances: Vec<Entrance> = words.iter().map(|word| lexicon.entrance(word)).collect();
        let mut marks = vec![0; words.len()];
        lexicon.mark(&entrances, &mut marks);
        marks
    }

    #[test]
    fn the_longest_name_marks_its_words() {
        let (country, city, org, stripped) = (1, 1 << 2, 1 << 4, 1 << 6);
        assert_eq!(marks(&["قوات", "سوريا", "الديمقراطيه"]), [org, country | org << 1, org << 1]);
        assert_eq!(marks(&["قوات", "سوريا"]), [org, country]);
        assert_eq!(marks(&["وقوات", "لسوريا"]), [org | stripped, country | stripped]);
        assert_eq!(marks(&["بالرقه", "للرقه", "وللرقه"]), [city | stripped; 3]);
        assert_eq!(marks(&["رقه", "لرقه"]), [0, 0]);
    }

    #[test]
    fn codes_and_spellings_are_kept() {
        let lexicon = lexicon();
        let entrance = lexicon.entrance("بالرقه");
        let found = lexicon.longest([&entrance].into_iter()).unwrap();
        assert_eq!((found.entry.code.as_deref(), found.entry.shown.as_deref()), (Some("172955"), Some("الرقة")));
        assert!(found.stripped);
    }

    #[test]
    fn bad_lines_are_named() {
        for text in ["# a\nسوريا", "# a\nسوريا\tb"] {
            assert!(Lexicon::parse(text).unwrap_err().to_string().contains("line 2"), "{text}");
        }
    }
}
