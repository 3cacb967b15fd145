//! A comparison of methods for spreadsheets and for people at a terminal. As JSON it is what it is.

pub mod csv;
pub mod table;
