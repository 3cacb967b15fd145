//! The server: a listener and a shutdown come from outside, so that a test starts it like `serve` does.

mod access;
mod analyses;
mod app;
mod assets;
mod board_socket;
mod competitions;
pub mod control;
mod desk;
mod draws;
mod error;
mod explain;
mod guard;
mod json;
mod limits;
mod marking_socket;
mod opening;
mod pair;
mod policy;
mod router;
pub mod secrets;
mod sign_in;
mod standings;
mod start;
mod withdrawals;
mod wrong_messages;

pub use access::Invitation;
pub use app::{App, SharedApp};
pub use assets::is_built;
pub use desk::issue_code;
pub use error::ApiError;
pub use opening::open_competition;
pub use pair::pair_device;
pub use policy::{Action, ROUTES, Role, Route};
pub use router::router;
pub use sign_in::ORGANISER;
pub use start::{Server, StartFault};
