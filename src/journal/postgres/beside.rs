//! Names, accounts, cards and secrets, each sealed.

use super::{
    OUTAGE_MAX, PROBE, PROBE_AT, PostgresStore,
    append::{MINE, change_beside, confirmed},
    blocks::signed,
    fault::{PostgresFault, Trouble},
    lease::holder,
    lines::Line,
    vault::Kind,
};
use crate::{
    competition::SkillId,
    journal::{
        CardRecord, JournalFault, PersonKey, PersonRecord, Redeemed, SecretChange, StreamNumber, secrets::secret_key, store::Beside,
    },
    ranking::draw::DrawSecret,
};

/// Accounts and cards are of no one competition.
const OF_ALL: StreamNumber = 0;

const ONE: &str = "SELECT sealed FROM jinbang.beside WHERE kind = $1 AND stream = $2 AND key = $3";
const ALL: &str = "SELECT key, sealed FROM jinbang.beside WHERE kind = $1 AND stream = $2 ORDER BY key";

/// `None`: it is taken away.
pub(super) type Row = (Kind, StreamNumber, String, Option<Vec<u8>>);

impl PostgresStore {
    pub(super) fn sealed(&self, kind: Kind, stream: StreamNumber, key: &str, content: &[u8]) -> Result<Row, JournalFault> {
        Ok((kind, stream, key.to_owned(), Some(self.vault.seal((kind, stream, key), content)?)))
    }

    pub(super) fn person_row(&self, stream: StreamNumber, key: &str, record: &PersonRecord) -> Result<Row, JournalFault> {
        self.sealed(Kind::Person, stream, key, &record.written()?)
    }

    pub(super) fn secret_row(&self, change: &SecretChange) -> Result<Row, JournalFault> {
        match &change.secret {
            Some(secret) => self.sealed(Kind::DrawSecret, change.stream, &change.key(), &secret.0),
            None => Ok((Kind::DrawSecret, change.stream, change.key(), None)),
        }
    }

    pub(super) fn card_row(&self, key: &str, card: &CardRecord) -> Result<Row, JournalFault> {
        self.sealed(Kind::Card, OF_ALL, key, &card.written()?)
    }

    fn one(&self, kind: Kind, stream: StreamNumber, key: &str) -> Result<Option<Vec<u8>>, JournalFault> {
        self.lines.ask(OUTAGE_MAX, async |line| self.one_on(line, kind, stream, key).await)
    }

    async fn one_on(&self, line: &mut Line, kind: Kind, stream: StreamNumber, key: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let statement = line.prepared(ONE).await?;
        let row = line.client.query_opt(&statement, &[&(kind as i16), &signed(stream), &key]).await?;
        Ok(row.map(|row| self.vault.unseal((kind, stream, key), row.get(0))).transpose()?)
    }

    fn all(&self, kind: Kind, stream: StreamNumber) -> Result<Vec<(String, Vec<u8>)>, JournalFault> {
        self.lines.ask(OUTAGE_MAX, async |line| self.all_on(line, kind, stream).await)
    }

    pub(super) async fn all_on(&self, line: &mut Line, kind: Kind, stream: StreamNumber) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
        let statement = line.prepared(ALL).await?;
        let rows = line.client.query(&statement, &[&(kind as i16), &signed(stream)]).await?;
        let opened = |row: &tokio_postgres::Row| {
            let key: String = row.get(0);
            let content = self.vault.unseal((kind, stream, &key), row.get(1))?;
            Ok((key, content))
        };
        Ok(rows.iter().map(opened).collect::<Result<_, JournalFault>>()?)
    }

    pub(super) fn put_probe(&self) -> Result<(), JournalFault> {
        let (kind, stream, key) = PROBE_AT;
        self.put(&[self.sealed(kind, stream, key, PROBE)?])
    }

    /// Changes rows, if it is this writer's turn. Done twice it comes to the same.
    fn put(&self, rows: &[Row]) -> Result<(), JournalFault> {
        let epoch = self.epoch()?;
        self.lines.ask(OUTAGE_MAX, async |line| self.put_on(line, epoch, rows).await)
    }

    async fn put_on(&self, line: &mut Line, epoch: i64, rows: &[Row]) -> Result<(), Trouble> {
        line.was_warned();
        let transaction = line.client.transaction().await?;
        if transaction.query_opt(MINE, &[&epoch]).await?.is_some() {
            change_beside(&transaction, rows).await?;
            transaction.commit().await?;
            return if line.was_warned() { confirmed(line).await } else { Ok(()) };
        }
        drop(transaction);
        Err(PostgresFault::Fenced { server: self.lines.settings.server.clone(), holder: holder(line).await? }.into())
    }

    fn all_cards(&self) -> Result<Vec<(String, CardRecord)>, JournalFault> {
        self.all(Kind::Card, OF_ALL)?.into_iter().map(|(key, card)| Ok((key, CardRecord::read(&card)?))).collect()
    }
}

impl Beside for PostgresStore {
    fn put_people(&self, stream: StreamNumber, people: &[(PersonKey, PersonRecord)]) -> Result<(), JournalFault> {
        // A start puts everybody's name again, most of them as they were.
        let known: Vec<_> = if people.len() > 1 { self.people(stream)? } else { Vec::new() };
        let is_new = |key: &PersonKey, record: &PersonRecord| {
            known.binary_search_by(|(known, _)| known.cmp(key)).map_or(true, |index| known[index].1 != *record)
        };
        let new = people.iter().filter(|(key, record)| is_new(key, record));
        let rows: Vec<Row> = new.map(|(key, record)| self.person_row(stream, key, record)).collect::<Result<_, _>>()?;
        if rows.is_empty() { Ok(()) } else { self.put(&rows) }
    }

    fn person(&self, stream: StreamNumber, key: &str) -> Result<Option<PersonRecord>, JournalFault> {
        self.one(Kind::Person, stream, key)?.map(|content| PersonRecord::read(key, &content)).transpose()
    }

    fn people(&self, stream: StreamNumber) -> Result<Vec<(PersonKey, PersonRecord)>, JournalFault> {
        let all = self.all(Kind::Person, stream)?.into_iter();
        all.map(|(key, content)| PersonRecord::read(&key, &content).map(|record| (key, record))).collect()
    }

    fn account(&self, name: &str) -> Result<Option<String>, JournalFault> {
        let text = |content: Vec<u8>| String::from_utf8(content).map_err(|_| JournalFault::damaged(format!("the password of {name}")));
        self.one(Kind::Account, OF_ALL, name)?.map(text).transpose()
    }

    fn accounts(&self, prefix: &str) -> Result<Vec<String>, JournalFault> {
        let names = self.all(Kind::Account, OF_ALL)?.into_iter().map(|(name, _)| name);
        Ok(names.filter(|name| name.starts_with(prefix)).collect())
    }

    fn put_account(&self, name: &str, password_hash: &str) -> Result<(), JournalFault> {
        self.put(&[self.sealed(Kind::Account, OF_ALL, name, password_hash.as_bytes())?])
    }

    fn remove_account(&self, name: &str) -> Result<bool, JournalFault> {
        let was_there = self.one(Kind::Account, OF_ALL, name)?.is_some();
        self.put(&[(Kind::Account, OF_ALL, name.to_owned(), None)])?;
        Ok(was_there)
    }

    fn put_cards(&self, cards: &[(String, CardRecord)], forget_before: i64) -> Result<(), JournalFault> {
        let mut rows: Vec<Row> = Vec::new();
        for (key, card) in self.all_cards()? {
            if card.is_dropped(cards, forget_before) {
                rows.push((Kind::Card, OF_ALL, key, None));
            }
        }
        for (key, card) in cards {
            rows.push(self.card_row(key, card)?);
        }
        self.put(&rows)
    }

    fn redeem_card(&self, key: &str, now: i64) -> Result<Redeemed, JournalFault> {
        let _one_at_a_time = self.cards.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let found = self.one(Kind::Card, OF_ALL, key)?.map(|card| CardRecord::read(&card)).transpose()?;
        let redeemed = CardRecord::redeemed(found, now);
        if let Redeemed::Now(card) = &redeemed {
            self.put(&[self.card_row(key, card)?])?;
        }
        Ok(redeemed)
    }

    fn cards(&self, stream: StreamNumber) -> Result<Vec<CardRecord>, JournalFault> {
        Ok(self.all_cards()?.into_iter().map(|(_, card)| card).filter(|card| card.stream == stream).collect())
    }

    fn draw_secret(&self, stream: StreamNumber, skill: &SkillId, draw: u32) -> Result<Option<DrawSecret>, JournalFault> {
        let key = secret_key(skill, draw);
        let secret = |content: Vec<u8>| fixed(&content, &key).map(DrawSecret);
        self.one(Kind::DrawSecret, stream, &key)?.map(secret).transpose()
    }

    fn seed(&self, stream: StreamNumber, new: &mut dyn FnMut() -> [u8; 32]) -> Result<[u8; 32], JournalFault> {
        if let Some(seed) = self.one(Kind::Seed, stream, "")? {
            return fixed(&seed, "the seed");
        }
        let _one_at_a_time = self.cards.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(seed) = self.one(Kind::Seed, stream, "")? {
            return fixed(&seed, "the seed");
        }
        let seed = new();
        self.put(&[self.sealed(Kind::Seed, stream, "", &seed)?])?;
        Ok(seed)
    }
}

pub(super) fn fixed(content: &[u8], about: &str) -> Result<[u8; 32], JournalFault> {
    content.try_into().map_err(|_| JournalFault::damaged(format!("{about} is not of its length")))
}
