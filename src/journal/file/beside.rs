//! What is kept beside the entries in the file: names, accounts, cards, secrets.

use redb::{ReadableDatabase, WriteTransaction};

use super::{
    FileStore, guarded,
    tables::{ACCOUNTS, DRAW_SECRETS, PEOPLE},
};
use crate::{
    competition::SkillId,
    journal::{CardRecord, JournalFault, PersonKey, PersonRecord, Redeemed, StreamNumber, secrets::secret_key, store::Beside},
    ranking::draw::DrawSecret,
};

impl Beside for FileStore {
    fn put_people(&self, stream: StreamNumber, people: &[(PersonKey, PersonRecord)]) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            insert_people(&write, stream, people)?;
            Ok(write.commit()?)
        })
    }

    fn person(&self, stream: StreamNumber, key: &str) -> Result<Option<PersonRecord>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(PEOPLE)?;
            let found = table.get((stream, key))?;
            found.map(|bytes| PersonRecord::read(key, bytes.value())).transpose()
        })
    }

    fn people(&self, stream: StreamNumber) -> Result<Vec<(PersonKey, PersonRecord)>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(PEOPLE)?;
            let mut people = Vec::new();
            for row in table.range((stream, "")..)? {
                let (key, bytes) = row?;
                let (of, key) = key.value();
                if of != stream {
                    break;
                }
                people.push((key.to_owned(), PersonRecord::read(key, bytes.value())?));
            }
            Ok(people)
        })
    }

    fn account(&self, name: &str) -> Result<Option<String>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(ACCOUNTS)?;
            Ok(table.get(name)?.map(|value| value.value().to_owned()))
        })
    }

    fn accounts(&self, prefix: &str) -> Result<Vec<String>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(ACCOUNTS)?;
            let mut names = Vec::new();
            for row in table.range(prefix..)? {
                let name = row?.0.value().to_owned();
                if !name.starts_with(prefix) {
                    break;
                }
                names.push(name);
            }
            Ok(names)
        })
    }

    fn put_account(&self, name: &str, password_hash: &str) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            write.open_table(ACCOUNTS)?.insert(name, password_hash)?;
            Ok(write.commit()?)
        })
    }

    fn remove_account(&self, name: &str) -> Result<bool, JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            let was_there = write.open_table(ACCOUNTS)?.remove(name)?.is_some();
            write.commit()?;
            Ok(was_there)
        })
    }

    fn put_cards(&self, cards: &[(String, CardRecord)], forget_before: i64) -> Result<(), JournalFault> {
        self.keep_cards(cards, forget_before)
    }

    fn redeem_card(&self, key: &str, now: i64) -> Result<Redeemed, JournalFault> {
        self.use_card_up(key, now)
    }

    fn cards(&self, stream: StreamNumber) -> Result<Vec<CardRecord>, JournalFault> {
        Ok(self.cards_of(stream)?.into_iter().map(|(_, card)| card).collect())
    }

    fn draw_secret(&self, stream: StreamNumber, skill: &SkillId, draw: u32) -> Result<Option<DrawSecret>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(DRAW_SECRETS)?;
            Ok(table.get((stream, secret_key(skill, draw).as_str()))?.map(|secret| DrawSecret(secret.value())))
        })
    }

    fn seed(&self, stream: StreamNumber, new: &mut dyn FnMut() -> [u8; 32]) -> Result<[u8; 32], JournalFault> {
        self.seed_of(stream, new)
    }
}

pub(super) fn insert_people(
    write: &WriteTransaction,
    stream: StreamNumber,
    people: &[(PersonKey, PersonRecord)],
) -> Result<(), JournalFault> {
    let mut table = write.open_table(PEOPLE)?;
    for (key, record) in people {
        table.insert((stream, key.as_str()), record.written()?.as_slice())?;
    }
    Ok(())
}
