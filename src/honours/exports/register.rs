//! All exports, as their events make them.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::{ExportEvent, ExportId, ExportOf, ExportWhat};
use crate::{
    honours::{Asked, SecondPersonRefusal},
    judging::Millis,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub of: ExportOf,
    pub asked: Asked,
    pub state: ExportState,
    /// Who got the file, and when.
    pub fetched: Vec<(Millis, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportState {
    /// For the second person, or for the server to make it.
    Waiting,
    TakenBack {
        at: Millis,
        officer: String,
    },
    Made(MadeExport),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeExport {
    pub at: Millis,
    /// Who agreed, or who asked where one person is enough.
    pub officer: String,
    pub sha256: String,
    pub bytes: u64,
    pub day: Date,
    pub content: String,
    pub people: Vec<String>,
    pub certificates: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exports {
    by_id: BTreeMap<ExportId, Export>,
    /// Certificates in all that were made, by their ids.
    issued: HashSet<String>,
}

impl Exports {
    #[must_use]
    pub fn get(&self, id: ExportId) -> Option<&Export> {
        self.by_id.get(&id)
    }

    /// Whether a certificate of this id was ever exported.
    #[must_use]
    pub fn has_issued(&self, certificate: &str) -> bool {
        self.issued.contains(certificate)
    }

    /// The newest last.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (ExportId, &Export)> {
        self.by_id.iter().map(|(id, export)| (*id, export))
    }

    #[must_use]
    pub fn next_id(&self) -> ExportId {
        self.by_id.last_key_value().map_or(1, |(id, _)| id + 1)
    }

    pub fn apply(&mut self, event: &ExportEvent) {
        if let ExportWhat::Asked { of, reason, device } = &event.what {
            let asked = Asked { at: event.at, officer: event.officer.clone(), device: device.clone(), reason: reason.clone() };
            self.by_id.insert(event.export, Export { of: of.clone(), asked, state: ExportState::Waiting, fetched: Vec::new() });
            return;
        }
        let Some(export) = self.by_id.get_mut(&event.export) else { return };
        match &event.what {
            ExportWhat::TakenBack => export.state = ExportState::TakenBack { at: event.at, officer: event.officer.clone() },
            ExportWhat::Made { sha256, bytes, day, content, people, certificates } => {
                self.issued.extend(certificates.iter().cloned());
                export.state = ExportState::Made(MadeExport {
                    at: event.at,
                    officer: event.officer.clone(),
                    sha256: sha256.clone(),
                    bytes: *bytes,
                    day: *day,
                    content: content.clone(),
                    people: people.clone(),
                    certificates: certificates.clone(),
                });
            }
            ExportWhat::Fetched => export.fetched.push((event.at, event.officer.clone())),
            ExportWhat::Asked { .. } => {}
        }
    }
}

impl Export {
    /// Whether this officer, on this device, may have it made.
    ///
    /// # Errors
    /// When it takes another person or another device.
    pub fn may_be_made_by(&self, officer: &str, device: &str) -> Result<(), SecondPersonRefusal> {
        if self.of.is_personal() { self.asked.agreed_by(officer, device) } else { Ok(()) }
    }
}

impl MadeExport {
    /// Personal data goes to the two who stand for it, and to nobody else.
    #[must_use]
    pub fn may_be_fetched_by(&self, export: &Export, officer: &str) -> bool {
        !export.of.is_personal() || [&self.officer, &export.asked.officer].into_iter().any(|known| known == officer)
    }
}
