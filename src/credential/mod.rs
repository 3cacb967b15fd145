//! Digital credentials: Open Badges 3.0 as W3C Verifiable Credentials 2.0, signed as JWT with Ed25519, and a Bitstring Status List that
//! says which of them are revoked.

mod badge;
mod issuer;
mod register;
mod status;
mod token;
mod verification;

pub use badge::badge;
pub use issuer::{Issuer, IssuerFault};
pub use register::{Issued, Register, RegisterFault, Revocation};
pub use status::{STATUS_BITS, StatusFault, StatusList, status_credential};
pub use token::{Opened, TokenFault, open, sign};
pub use verification::{Finding, Verification, verify};
