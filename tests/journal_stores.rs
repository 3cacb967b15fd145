//! What every journal keeps and refuses, in whatever it is kept: one table of cases, each on a file and on PostgreSQL.

mod beside;
mod entries;
mod moving;

use jinbang::journal::{JournalFault, JournalStore};
use tempfile::{TempDir, tempdir};

use crate::common::postgres::Cluster;

type Case = fn(&Home);

const CASES: [(&str, Case); 14] = [
    ("what is written is read back", entries::what_is_written_is_read_back),
    ("a command sent again gets its first receipt", entries::a_command_sent_again_gets_its_first_receipt),
    ("an entry is never written over", entries::an_entry_is_never_written_over),
    ("a batch is stored whole or not at all", entries::a_batch_is_stored_whole_or_not_at_all),
    ("altered bytes are noticed", entries::altered_bytes_are_noticed),
    ("many blocks are read forwards and backwards", entries::many_blocks_are_read_forwards_and_backwards),
    ("competitions lie beside one another", entries::competitions_lie_beside_one_another),
    ("names are kept and mended", beside::names_are_kept_and_mended),
    ("accounts come and go", beside::accounts_come_and_go),
    ("a card works once", beside::a_card_works_once),
    ("new cards make old ones void", beside::new_cards_make_old_ones_void),
    ("a draw's secret waits until its reveal", beside::a_draws_secret_waits_until_its_reveal),
    ("a seed is made once", beside::a_seed_is_made_once),
    ("a backup is a journal to start from", moving::a_backup_is_a_journal_to_start_from),
];

#[test]
fn on_a_file() {
    for (name, case) in CASES {
        println!("{name}");
        case(&Home::on_a_file());
    }
}

#[test]
fn on_postgres() {
    for (name, case) in CASES {
        println!("{name}");
        case(&Home::on_postgres());
    }
}

/// Where a case's journal lives.
struct Home {
    folder: TempDir,
    address: Option<String>,
}

impl Home {
    fn on_a_file() -> Self {
        Self { folder: tempdir().expect("a folder"), address: None }
    }

    fn on_postgres() -> Self {
        let cluster = Cluster::shared();
        Self { folder: tempdir().expect("a folder"), address: Some(cluster.url(&cluster.database())) }
    }

    fn try_open(&self) -> Result<JournalStore, JournalFault> {
        match &self.address {
            None => JournalStore::open(self.folder.path()),
            Some(address) => JournalStore::open_postgres(address, self.folder.path()),
        }
    }

    fn open(&self) -> JournalStore {
        self.try_open().expect("a journal")
    }
}
