//! What can go wrong with a PostgreSQL server. Nothing here says a password.

use std::path::PathBuf;

use tokio_postgres::{Error, error::SqlState};

use crate::journal::JournalFault;

#[derive(Debug, thiserror::Error)]
pub enum PostgresFault {
    #[error(
        "the journal's address: {what}. It is written postgres://USER@HOST:5432/DATABASE; passwords are better in PGPASSWORD or ~/.pgpass"
    )]
    Address { what: String },
    #[error("PostgreSQL at {server} does not answer: {what}. Is it running there, and may this machine reach it?")]
    Unreachable { server: String, what: String },
    #[error(
        "PostgreSQL at {server} does not let {user} in: {what}. The password is taken from PGPASSWORD or ~/.pgpass where the address has none"
    )]
    Password { server: String, user: String, what: String },
    #[error("PostgreSQL at {server} has no such database: {what}. `createdb` makes one")]
    NoDatabase { server: String, what: String },
    #[error(
        "{user} may not do this in the database at {server}: {what}. Its owner can say GRANT CREATE ON DATABASE … TO {user}, or CREATE SCHEMA jinbang \
         AUTHORIZATION {user}"
    )]
    Rights { server: String, user: String, what: String },
    #[error("PostgreSQL at {server}: {what}")]
    Setting { server: String, what: String },
    #[error("the journal at {server} is written by {holder}, which is alive; one server writes at a time. Stop it first")]
    Held { server: String, holder: String },
    #[error("the journal at {server} is written by {holder} now: this server has lost its turn and appends nothing any more")]
    Fenced { server: String, holder: String },
    #[error("the journal at {server} was opened to be read only")]
    ReadOnly { server: String },
    #[error(
        "PostgreSQL at {server} was out of reach for {seconds} s: {what}. Whether what was under way is stored shows when it is opened again"
    )]
    Lost { server: String, seconds: u64, what: String },
    #[error("PostgreSQL at {server}: {what}")]
    Refused { server: String, what: String },
    #[error("{path}: {what}", path = path.display())]
    Key { path: PathBuf, what: String },
}

/// On the way to a [`JournalFault`]: what the server said may be worth another try.
#[derive(Debug)]
pub enum Trouble {
    Server(Error),
    Journal(JournalFault),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Server(error)
    }
}

impl From<JournalFault> for Trouble {
    fn from(fault: JournalFault) -> Self {
        Self::Journal(fault)
    }
}

impl From<PostgresFault> for Trouble {
    fn from(fault: PostgresFault) -> Self {
        Self::Journal(fault.into())
    }
}

impl Trouble {
    /// The line is gone, or its server is no primary any more: nobody knows what became of the last request.
    pub fn is_lost_by(error: &Error) -> bool {
        match error.code() {
            Some(code) => leaves_in_doubt(code),
            None => error.is_closed() || std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<std::io::Error>),
        }
    }

    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Server(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION))
    }

    pub fn into_fault(self, server: &str, user: &str) -> JournalFault {
        match self {
            Self::Journal(fault) => fault,
            Self::Server(error) => of_answer(&error, server, user).into(),
        }
    }
}

/// A server that shuts down may have committed before it says so: a commit that waits for its standby ends like this.
fn leaves_in_doubt(code: &SqlState) -> bool {
    [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::IDLE_SESSION_TIMEOUT,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        SqlState::QUERY_CANCELED,
        SqlState::READ_ONLY_SQL_TRANSACTION,
        SqlState::TOO_MANY_CONNECTIONS,
    ]
    .contains(code)
        || code.code().starts_with("08")
}

pub fn words(error: &Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}

fn of_answer(error: &Error, server: &str, user: &str) -> PostgresFault {
    let (server, what) = (server.to_owned(), words(error));
    match error.code() {
        Some(code) if *code == SqlState::INSUFFICIENT_PRIVILEGE => PostgresFault::Rights { server, user: user.to_owned(), what },
        _ => PostgresFault::Refused { server, what },
    }
}

/// Of a connection that was not made.
pub fn of_connecting(error: &Error, server: &str, user: &str) -> PostgresFault {
    let (server, what) = (server.to_owned(), words(error));
    match error.code() {
        Some(code) if code.code().starts_with("28") => PostgresFault::Password { server, user: user.to_owned(), what },
        Some(code) if *code == SqlState::INVALID_CATALOG_NAME => PostgresFault::NoDatabase { server, what },
        // tokio-postgres says so where a server asks for a password and there is none to give.
        None if what.contains("password missing") => PostgresFault::Password { server, user: user.to_owned(), what },
        _ => PostgresFault::Unreachable { server, what },
    }
}
