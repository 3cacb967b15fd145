//! Viewers of boards. After the handshake a viewer's socket is taken from the web server and given to the audience: one thread of lower
//! priority with one event loop, which writes the same bytes to everybody and never waits for anybody. Judges stay with the web server.

mod arrival;
mod audience;
mod crowd;
mod ear;
mod feed;
mod hub;
mod outbox;
mod places;
mod stream;
mod upgrade;
mod viewer;

pub use audience::Audience;
pub use ear::{Breach, Ear, Heard};
pub use places::{Place, Places, network};
pub use upgrade::upgrade;
