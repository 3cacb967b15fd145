//! What load asks of the server before it begins: its boards, and codes for judges.

use std::{
    net::{SocketAddr, ToSocketAddrs},
    sync::Arc,
};

use anyhow::{Context, anyhow, bail};
use serde_json::{Value, json};

/// One skill's board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub competition: String,
    pub skill: String,
}

impl Board {
    pub fn path(&self) -> String {
        format!("/ws/board/{}/{}", self.competition, self.skill)
    }

    fn named(name: &str) -> anyhow::Result<Self> {
        let (competition, skill) = name.split_once('/').ok_or_else(|| anyhow!("{name} is no board: write COMPETITION/SKILL"))?;
        Ok(Self { competition: competition.to_owned(), skill: skill.to_owned() })
    }
}

/// A device that may mark.
pub struct Paired {
    pub competition: String,
    pub token: String,
}

#[derive(Clone)]
pub struct Api {
    url: Arc<str>,
    address: SocketAddr,
    agent: ureq::Agent,
}

impl Api {
    /// # Errors
    /// When the host has no address.
    pub fn new(url: &str) -> anyhow::Result<Self> {
        let authority = url.trim_start_matches("http://");
        let with_port = if authority.contains(':') { authority.to_owned() } else { format!("{authority}:80") };
        let mut addresses = with_port.to_socket_addrs().with_context(|| format!("{url} is no address of a server"))?;
        let address = addresses.next().ok_or_else(|| anyhow!("{url} is no address of a server"))?;
        Ok(Self { url: url.into(), address, agent: ureq::Agent::new_with_defaults() })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The boards that were asked for; all of the server where none were.
    ///
    /// # Errors
    /// When the server does not answer, or has no such board.
    pub async fn boards(&self, wanted: &[String]) -> anyhow::Result<Vec<Board>> {
        let answer = self.get("/api/competitions", "").await.with_context(|| format!("{} does not answer", self.url))?;
        let known: Vec<Board> = list(&answer["competitions"])
            .flat_map(|competition| list(&competition["skills"]).map(move |skill| (competition, skill)))
            .map(|(competition, skill)| Board { competition: text(&competition["id"]), skill: text(&skill["id"]) })
            .collect();
        let wanted = wanted.iter().map(|name| Board::named(name)).collect::<anyhow::Result<Vec<Board>>>()?;
        if let Some(unknown) = wanted.iter().find(|board| !known.contains(board)) {
            let names: Vec<String> = known.iter().map(|board| format!("{}/{}", board.competition, board.skill)).collect();
            bail!("there is no board {}/{}; there are {}", unknown.competition, unknown.skill, names.join(", "));
        }
        if known.is_empty() {
            bail!("{} has no competition yet", self.url);
        }
        Ok(if wanted.is_empty() { known } else { wanted })
    }

    /// Pairs a device with each of the experts in turn, as an organiser's desk and their tablets would.
    ///
    /// # Errors
    /// When the password is wrong or there is no expert who marks.
    pub async fn judges(&self, password: &str, boards: &[Board], count: usize) -> anyhow::Result<Vec<Paired>> {
        let cookie = self.sign_in(password).await?;
        let desk = self.get("/api/desk", &cookie).await?;
        let experts: Vec<Value> = list(&desk["competitions"])
            .flat_map(|competition| list(&competition["experts"]).map(move |expert| (competition, expert)))
            .filter(|(_, expert)| expert["role"] == "expert")
            .map(|(competition, expert)| json!({ "competition": competition["id"], "skill": expert["skill"], "expert": expert["expert"] }))
            .filter(|place| boards.iter().any(|board| place["competition"] == board.competition && place["skill"] == board.skill))
            .collect();
        if experts.is_empty() {
            bail!("no expert marks on these boards");
        }
        let mut paired = Vec::new();
        for place in experts.iter().cycle().take(count.min(experts.len())) {
            let code = self.post("/api/pairing-codes", &cookie, place.clone()).await?;
            let asked = json!({ "code": code["code"], "device_name": "jinbang load" });
            let answer = self.post("/api/pair", "", asked).await?;
            paired.push(Paired { competition: text(&answer["competition"]), token: text(&answer["token"]) });
        }
        if paired.len() < count {
            eprintln!("{} experts mark on these boards: {} judges instead of {count}", experts.len(), paired.len());
        }
        Ok(paired)
    }

    async fn sign_in(&self, password: &str) -> anyhow::Result<String> {
        let (api, body) = (self.clone(), json!({ "password": password }));
        let answer = tokio::task::spawn_blocking(move || api.agent.post(format!("{}/api/session", api.url)).send_json(body)).await?;
        let answer = answer.context("signing in with the organiser's password")?;
        let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()).and_then(|cookie| cookie.split(';').next());
        Ok(cookie.ok_or_else(|| anyhow!("the server gave no session"))?.to_owned())
    }

    async fn get(&self, path: &str, cookie: &str) -> anyhow::Result<Value> {
        let (agent, url, cookie) = (self.agent.clone(), format!("{}{path}", self.url), cookie.to_owned());
        let asked = tokio::task::spawn_blocking(move || agent.get(&url).header("cookie", &cookie).call()?.body_mut().read_json::<Value>());
        asked.await?.with_context(|| format!("GET {path}"))
    }

    async fn post(&self, path: &str, cookie: &str, body: Value) -> anyhow::Result<Value> {
        let (agent, url, cookie) = (self.agent.clone(), format!("{}{path}", self.url), cookie.to_owned());
        let asked = tokio::task::spawn_blocking(move || {
            agent.post(&url).header("cookie", &cookie).send_json(body)?.body_mut().read_json::<Value>()
        });
        asked.await?.with_context(|| format!("POST {path}"))
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
