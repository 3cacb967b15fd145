//! Experts with tablets at a running server, and the organiser at the desk.

use serde_json::{Value, json};

use super::{
    http::{self, Reply},
    socket::{Socket, submit, tablet},
    venue::Venue,
};

pub struct Judges<'a> {
    venue: &'a Venue,
    tablets: Vec<(String, Socket)>,
    sequence: u64,
    pub organiser: String,
}

impl<'a> Judges<'a> {
    pub async fn of(venue: &'a Venue, experts: &str) -> Self {
        let mut tablets = Vec::new();
        for expert in experts.split_whitespace() {
            tablets.push((expert.to_owned(), tablet(venue.address, &venue.pair(expert).await).await));
        }
        Self { venue, tablets, sequence: 0, organiser: venue.sign_in().await }
    }

    /// The answer to anything with a sequence; readers know of it.
    pub async fn ask(&mut self, expert: &str, mut message: Value) -> Value {
        self.sequence += 1;
        message["sequence"] = json!(self.sequence);
        let (_, tablet) = self.tablets.iter_mut().find(|(known, _)| known == expert).expect("a judge");
        tablet.send(message).await;
        let sequence = self.sequence;
        let answer = tablet.until_some("an answer", |answer| answer["sequence"] == sequence).await;
        if let Some(position) = answer["position"].as_u64() {
            self.venue.reached(position).await;
        }
        answer
    }

    /// `"E1 C1 J1 2"`; the entry's position.
    pub async fn gives(&mut self, line: &str) -> u64 {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [expert, competitor, aspect, value, ref rest @ ..] = words[..] else { panic!("{line}") };
        let mut message = submit(0, competitor, aspect, value);
        if let [corrects, reason] = *rest {
            (message["corrects"], message["reason"]) = (json!(corrects.parse::<u64>().expect("a position")), json!(reason));
        }
        let answer = self.ask(expert, message).await;
        answer["position"].as_u64().unwrap_or_else(|| panic!("{line}: {answer}"))
    }

    pub async fn give(&mut self, lines: &[&str]) {
        for line in lines {
            self.gives(line).await;
        }
    }

    /// Every frame that any tablet was sent.
    pub fn heard(&self) -> impl Iterator<Item = &String> {
        self.tablets.iter().flat_map(|(_, tablet)| &tablet.heard)
    }

    pub async fn get(&self, path: &str) -> Value {
        let reply = get_as(self.venue, path, &self.organiser).await;
        assert_eq!(reply.status, 200, "{path}: {reply:?}");
        reply.json()
    }

    pub async fn get_as_is(&self, path: &str) -> Reply {
        get_as(self.venue, path, &self.organiser).await
    }

    /// As the organiser.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        http::post(self.venue.address, path, &[("Cookie", &self.organiser)], &body).await
    }

    /// A part of the skill `web` as it is now.
    pub async fn sign(&mut self, expert: &str, part: &Value) {
        let affairs = self.get("/api/affairs/city/web").await;
        let card = affairs["parts"].as_array().expect("parts").iter().find(|card| card["part"] == *part).expect("a part").clone();
        let answer = self.ask(expert, json!({ "type": "sign", "part": part, "digest": card["digest"] })).await;
        assert_eq!(answer["type"], "receipt", "{expert} {part}: {answer}");
    }

    /// Gives these marks and has all of it signed: of a skill with the sub-criterion A1 on its first day, by E1, its chief expert H and its
    /// supervisor S.
    pub async fn finish(&mut self, marks: &[&str]) {
        self.give(marks).await;
        let sub = json!({ "kind": "sub-criterion", "id": "A1" });
        let (day, skill) = (json!({ "kind": "day", "day": 1 }), json!({ "kind": "skill" }));
        for (expert, part) in [("E1", &sub), ("H", &sub), ("H", &day), ("H", &skill), ("S", &skill)] {
            self.sign(expert, part).await;
        }
    }

    pub async fn done(&self, path: &str, body: Value) {
        let reply = self.post(path, body).await;
        assert!(matches!(reply.status, 200 | 204), "{path}: {reply:?}");
    }
}

/// The body of a request about the first skill of the city.
pub fn of_skill(more: &Value) -> Value {
    let mut body = json!({ "competition": "city", "skill": "web" });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    body
}

pub async fn get_as(venue: &Venue, path: &str, cookie: &str) -> Reply {
    http::request(venue.address, "GET", path, &[("Cookie", cookie)], "").await
}
