//! TEMP
#![allow(missing_docs)]
use std::ops::Range;
#[derive(Clone,Copy,PartialEq,Eq,Debug)]
pub enum PatternKind{Url,Email,Mention,Hashtag}
pub struct Found{pub kind:PatternKind,pub span:Range<usize>}
#[derive(Clone,Copy)]
pub struct Wanted(u8);
impl Wanted{pub const ALL:Self=Self(15);pub const URL:Self=Self(1);pub const EMAIL:Self=Self(2);}
impl std::ops::BitOr for Wanted{type Output=Self;fn bitor(self,o:Self)->Self{Self(self.0|o.0)}}
pub fn scan(text:&str,_w:Wanted,out:&mut Vec<Found>){
  for (i,_) in text.match_indices("http://"){ let e=text[i..].find(' ').map_or(text.len(),|e|i+e); out.push(Found{kind:PatternKind::Url,span:i..e}); }
}
