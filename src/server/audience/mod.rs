//! What the board's page asks for besides the board: all of it made from what is published.

mod delegations;
mod history;
mod qr;

pub use delegations::delegations;
pub use history::history;
pub use qr::qr;
