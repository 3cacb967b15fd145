//! A small honours office on a server, and officers with sessions.

use std::path::Path;

use jinbang::{
    competition::{Competition, MedalRule, SkillRules},
    honours::Programme,
    import::read_programmes,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    competition::{MARK, SkillBuilder, skill},
    http::{Reply, post},
    judges::get_as,
    venue::Venue,
};

pub fn programmes() -> Vec<Programme> {
    read_programmes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes")).list
}

pub fn web() -> SkillBuilder {
    skill()
        .competitors("C1@ZJ C2@BJ C3@ZJ")
        .experts("E1 H=chief S=supervisor")
        .sub_criterion("A1")
        .measured("M1", "100", MARK)
        .rules(SkillRules { medals: MedalRule::TopN { gold: 1, silver: 1, bronze: 1, merit: false }.into(), ..SkillRules::default() })
}

pub fn city() -> Vec<Competition> {
    vec![web().competition("city")]
}

/// An officer with a session.
pub struct Officer<'a> {
    pub venue: &'a Venue,
    pub cookie: String,
}

impl<'a> Officer<'a> {
    pub async fn of(venue: &'a Venue) -> Self {
        Self::named(venue, "Li Lei").await
    }

    /// On a device of the officer's own.
    pub async fn named(venue: &'a Venue, name: &str) -> Self {
        Self { venue, cookie: venue.sign_in_officer(name).await }
    }

    pub async fn ask(&self, path: &str, body: &Value) -> Reply {
        post(self.venue.address, path, &[("Cookie", &self.cookie)], body).await
    }

    pub async fn get(&self, path: &str) -> Value {
        let reply = get_as(self.venue, path, &self.cookie).await;
        assert_eq!(reply.status, 200, "{path}: {reply:?}");
        reply.json()
    }

    pub async fn post(&self, path: &str, acts: Value) -> Reply {
        post(self.venue.address, path, &[("Cookie", &self.cookie)], &json!({ "acts": acts })).await
    }

    pub async fn act(&self, acts: Value) -> Value {
        let reply = self.post("/api/honours", acts).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()
    }

    /// Of every act that is refused its number and why.
    pub async fn refused(&self, acts: Value) -> Vec<(u64, String)> {
        let reply = self.post("/api/honours", acts).await;
        assert_eq!(reply.status, 409, "{reply:?}");
        let told = |act: &Value| (act["act"].as_u64().expect("a number"), act["problem"]["code"].as_str().expect("a code").to_owned());
        reply.json()["refused"].as_array().expect("a list").iter().map(told).collect()
    }
}

pub fn identify(person: &str, competitor: &str) -> Value {
    json!({ "what": "identify", "person": person, "competition": "city", "skill": "web", "competitor": competitor,
        "programme": "leading-talent", "category": "leading-talent", "year": 2026, "body": "union" })
}

pub fn step(nomination: u64, step: &str) -> Value {
    json!({ "what": "move", "nomination": nomination, "step": step, "evidence": [{ "name": "identity card" }] })
}

pub const MARKS: [&str; 3] = ["E1 C1 M1 50", "E1 C2 M1 60", "E1 C3 M1 40"];

/// The same office after a restart.
pub async fn again(folder: &TempDir, password: String) -> Venue {
    let mut venue = Venue::again(folder, city()).await;
    venue.password = password;
    venue.app().open_office(programmes()).expect("the same office");
    venue
}
