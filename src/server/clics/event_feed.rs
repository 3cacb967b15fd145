//! `…/event-feed`: everything there is, then what changes, a line of JSON each.
//!
//! Places are no object of their own there. Whenever they change a line with the contest's state follows, the same or another: clients look at
//! the scoreboard again after every line.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    body::Bytes,
    extract::{ConnectInfo, Extension, Path, Query, State},
    response::Response,
};
use serde::Deserialize;

use super::{ClicsError, Place, json};
use crate::{
    export::clics::{self, Collection},
    live::{BoardFrames, Stage},
    server::{
        entrance::Line,
        feeds::{Asked, Document, Kind, Telling, read_on},
        hall::Hall,
    },
};

#[derive(Deserialize)]
pub struct Since {
    since_token: Option<String>,
}

pub async fn event_feed(
    State(hall): State<Hall>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Extension(line): Extension<Arc<Line>>,
    Path((competition, contest)): Path<(String, String)>,
    Query(since): Query<Since>,
) -> Result<Response, ClicsError> {
    let place = Place::find(&hall, &competition, &contest)?;
    let token = since.since_token;
    if token.as_ref().is_some_and(|token| !Document::is_tag(token)) {
        return Err(ClicsError::Parameter("since_token must be a token of this feed"));
    }
    let feed = Feed { hall: hall.clone(), stage: Arc::clone(&place.asked.stage), skill: place.asked.skill, told: None, token };
    Ok(read_on(&place.asked, address.ip(), line, feed)?)
}

struct Feed {
    hall: Hall,
    stage: Arc<Stage>,
    skill: usize,
    /// What this reader has: the version, and of each collection its tag.
    told: Option<((u64, u64), [String; Collection::ALL.len()])>,
    /// What it says it had before it came back.
    token: Option<String>,
}

impl Telling for Feed {
    const CONTENT_TYPE: &'static str = "application/x-ndjson";
    const ALIVE: &'static str = "\n";

    fn tell(&mut self, frames: &Arc<BoardFrames>) -> Option<Bytes> {
        let version = (frames.series, frames.version);
        if self.told.as_ref().is_some_and(|(told, _)| *told == version) {
            return None;
        }
        let place = Place { asked: Asked { hall: &self.hall, stage: Arc::clone(&self.stage), skill: self.skill } };
        let newest = place.asked.document(frames, Kind::Json, || frames.snapshot_json().to_vec());
        let (Ok(shown), Ok(state)) = (place.asked.shown(frames), place.state(frames)) else { return None };
        let collections =
            Collection::ALL.map(|collection| place.asked.document(frames, Kind::Clics(collection), || json(&collection.objects(&shown))));
        let tags = collections.each_ref().map(|document| document.tag().to_owned());
        let before = self.told.replace((version, tags));
        if self.token.take().is_some_and(|token| token == newest.tag()) {
            return None;
        }
        let mut lines = Vec::new();
        if before.is_none() {
            lines.extend(line("contest", &json(&clics::contest(place.outline(), place.skill())), None));
        }
        for (index, (collection, document)) in Collection::ALL.iter().zip(&collections).enumerate() {
            if before.as_ref().is_none_or(|(_, tags)| tags[index] != document.tag()) {
                lines.extend(line(collection.word(), &document.bytes, None));
            }
        }
        // The token is in the last line alone: whoever has it has them all.
        lines.extend(line("state", &state.bytes, Some(newest.tag())));
        Some(lines.into())
    }
}

fn line(kind: &str, data: &[u8], token: Option<&str>) -> Vec<u8> {
    let token = token.map_or_else(String::new, |token| format!(r#","token":"{token}""#));
    [format!(r#"{{"type":"{kind}","id":null,"data":"#).as_bytes(), data, token.as_bytes(), b"}\n"].concat()
}
