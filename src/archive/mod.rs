//! What the honours office keeps, in files of its own beside the marks: nominations as a record in which nothing can be changed, and
//! personal data, sealed for each person with a key of its own. Who destroys the key erases the person; results stay as they are.

mod backup;
mod events;
mod exports;
mod keys;
mod people;
mod record;
mod store;

pub use backup::{backup_all, beside};
pub use exports::ExportParts;
pub use keys::KEYS_FILE;
pub use people::PersonalData;
pub use record::{OfficeEvent, PersonEvent, PersonWhat};
pub use store::{ARCHIVE_FILE, Archive, ArchiveFault};
