//! `/api/drafts`: competitions that are being set up. A draft is a folder in the format of `docs/competition-folder.md`, so whatever a folder
//! can say can be said here; opening it is the only way out.

mod check;
mod create;
mod fault;
mod files;
mod list;
mod lists;
mod open;
mod path;
mod remove;
mod scheme;
mod show;
mod store;
mod template;
mod undo;
mod values;

pub use check::check;
pub use create::create;
pub use fault::DraftFault;
pub use files::{delete_file, read_file, write_file};
pub use list::list;
pub use lists::take_in;
pub use open::open;
pub use remove::remove;
pub use scheme::{convert, show_table};
pub use show::show;
pub use store::Drafts;
pub use undo::undo;
pub use values::{change_keys, values};

use super::{app::SharedApp, error::ApiError};

/// Files are read and written where that may block.
async fn aside<T: Send + 'static>(
    app: SharedApp,
    work: impl FnOnce(&SharedApp) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(move || work(&app)).await;
    done.map_err(|_| ApiError::Internal("work on a draft ended badly"))?
}
