//! Digital credentials: issued, revoked, verified by us and by another program, and never believed once a byte was changed.

use crate::common;

mod commands;
mod faults;
mod formats;
mod second_verifier;
mod tampering;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::process::{Ended, jinbang, run};
use tempfile::TempDir;

const ISSUER: &str = "https://skills.example.org";
/// After every fixture's end.
const LATER: &str = "2030-01-01T00:00:00Z";

/// A key, and a folder that credentials were issued into.
struct Office {
    home: TempDir,
}

impl Office {
    fn new() -> Self {
        let office = Self { home: TempDir::new().expect("a folder") };
        let made = run(jinbang().args(["credentials", "key"]).arg(office.key()));
        assert_eq!(made.code, Some(0), "{made:?}");
        office
    }

    fn issued(folder: &Path) -> Self {
        let office = Self::new();
        let ended = office.issue(folder);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        office
    }

    fn key(&self) -> PathBuf {
        self.home.path().join("key.pem")
    }

    fn out(&self) -> PathBuf {
        self.home.path().join("issued")
    }

    fn issue(&self, folder: &Path) -> Ended {
        run(jinbang().arg("credentials").arg(folder).args(["--issuer", ISSUER, "--out"]).arg(self.out()).arg("--key").arg(self.key()))
    }

    fn revoke(&self, id: &str) -> Ended {
        run(jinbang().args(["credentials", "revoke"]).arg(self.out()).args([id, "--reason", "amended"]).arg("--key").arg(self.key()))
    }

    /// Against this office's key and list.
    fn verify(&self, file: &Path) -> Ended {
        let (key, list) = (self.out().join("did.json"), self.out().join("status.jwt"));
        run(jinbang().arg("verify").arg(file).args(["--at", LATER, "--issuer-key"]).arg(key).arg("--status").arg(list))
    }

    /// By name.
    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.out()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let is_credential = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "jwt") && !file.ends_with("status.jwt");
        let mut files: Vec<PathBuf> = entries.filter(is_credential).collect();
        files.sort();
        files
    }

    fn token(&self, file: &str) -> String {
        fs::read_to_string(self.out().join(file)).expect("a token")
    }

    /// Of the credential in a file.
    fn id(&self, file: &Path) -> String {
        let register: serde_json::Value = serde_json::from_str(&self.token("register.json")).expect("JSON");
        let name = file.file_name().expect("a name").to_str().expect("UTF-8");
        let issued = register["issued"].as_array().expect("a list").iter().rfind(|known| known["file"] == name);
        issued.expect("it is in the register")["id"].as_str().expect("an id").to_owned()
    }
}
