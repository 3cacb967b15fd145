//! A tablet that never rests: a window of submissions under way, sent again after every lost connection until each has its receipt.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use jinbang::wire::PairAnswer;
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::watch};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message},
};

use super::socket::hello;

/// Submissions without a receipt at any time.
const WINDOW: usize = 16;

const RECONNECT_PAUSE: Duration = Duration::from_millis(5);

/// Something this tablet marks: once, and then by corrections for ever.
pub struct Cell {
    pub competitor: String,
    pub aspect: String,
    pub values: &'static [&'static str],
    /// Of the newest entry that is acknowledged.
    position: Option<u64>,
}

impl Cell {
    pub fn new(competitor: &str, aspect: &str, values: &'static [&'static str]) -> Self {
        Self { competitor: competitor.to_owned(), aspect: aspect.to_owned(), values, position: None }
    }
}

#[derive(Debug, Clone)]
pub struct Submission {
    pub sequence: u64,
    pub cell: usize,
    pub value: &'static str,
    pub corrects: Option<u64>,
}

#[derive(Debug)]
pub struct Acknowledged {
    pub submission: Submission,
    pub position: u64,
    pub hash: String,
}

pub struct BusyTablet {
    pub pairing: PairAnswer,
    pub cells: Vec<Cell>,
    /// By sequence.
    pub acknowledged: BTreeMap<u64, Acknowledged>,
    /// Submissions sent more than once.
    pub resent: u64,
    address: SocketAddr,
    waiting: VecDeque<Submission>,
    next_sequence: u64,
}

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The connection is gone, and the server perhaps with it.
struct Lost;

impl From<tungstenite::Error> for Lost {
    fn from(_: tungstenite::Error) -> Self {
        Self
    }
}

impl BusyTablet {
    pub fn new(address: SocketAddr, pairing: PairAnswer, cells: Vec<Cell>) -> Self {
        assert!(cells.len() > WINDOW);
        Self { pairing, cells, acknowledged: BTreeMap::new(), resent: 0, address, waiting: VecDeque::new(), next_sequence: 1 }
    }

    /// Works until it is told to stop and everything it has sent is acknowledged.
    pub async fn work(mut self, stop: watch::Receiver<bool>) -> Self {
        while self.session(&stop).await.is_err() {
            tokio::time::sleep(RECONNECT_PAUSE).await;
        }
        self
    }

    async fn session(&mut self, stop: &watch::Receiver<bool>) -> Result<(), Lost> {
        let mut stream = self.connect().await?;
        // Once more what is acknowledged already: its receipt must be the same one.
        let last = self.acknowledged.values().next_back().map(|known| known.submission.clone());
        for submission in last.iter().chain(&self.waiting) {
            stream.feed(self.message(submission)).await?;
            self.resent += 1;
        }
        stream.flush().await?;
        loop {
            while self.waiting.len() < WINDOW && !*stop.borrow() {
                let submission = self.make();
                stream.send(self.message(&submission)).await?;
            }
            if self.waiting.is_empty() {
                return Ok(());
            }
            let answer = next(&mut stream).await?;
            let sequence = answer["sequence"].as_u64();
            match answer["type"].as_str() {
                Some("receipt") => self.take(sequence.expect("a number"), &answer),
                Some("refused") if answer["code"] == "busy" => {
                    let again = self.waiting.iter().find(|waiting| Some(waiting.sequence) == sequence).expect("it was sent");
                    stream.send(self.message(again)).await?;
                }
                _ => panic!("the server says {answer}"),
            }
        }
    }

    async fn connect(&self) -> Result<Stream, Lost> {
        let (mut stream, _) = connect_async(format!("ws://{}/ws/marking", self.address)).await?;
        let mut hello = hello(&self.pairing, None);
        hello["watch"] = false.into();
        stream.send(Message::text(hello.to_string())).await?;
        let welcome = next(&mut stream).await?;
        assert_eq!(welcome["type"], "welcome", "{welcome}");
        let known = welcome["next_sequence"].as_u64().expect("a number");
        let acknowledged = self.acknowledged.keys().next_back().copied().unwrap_or(0);
        assert!(known > acknowledged, "the server forgot: it expects sequence {known}, {acknowledged} is acknowledged");
        assert!(known <= self.next_sequence, "the server expects sequence {known}, {} was never sent", self.next_sequence);
        Ok(stream)
    }

    fn make(&mut self) -> Submission {
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        let place = usize::try_from(sequence).expect("small");
        let free = |cell: &usize| self.waiting.iter().all(|waiting| waiting.cell != *cell);
        let cell = (0..self.cells.len()).map(|step| (place + step) % self.cells.len()).find(free).expect("more cells than the window");
        let values = self.cells[cell].values;
        let submission = Submission { sequence, cell, value: values[place % values.len()], corrects: self.cells[cell].position };
        self.waiting.push_back(submission.clone());
        submission
    }

    fn message(&self, submission: &Submission) -> Message {
        let cell = &self.cells[submission.cell];
        let mut message = json!({
            "type": "submit", "sequence": submission.sequence, "competitor": cell.competitor, "aspect": cell.aspect, "value": submission.value,
        });
        if let Some(position) = submission.corrects {
            message["corrects"] = position.into();
            message["reason"] = "looked again".into();
        }
        Message::text(message.to_string())
    }

    fn take(&mut self, sequence: u64, receipt: &Value) {
        let position = receipt["position"].as_u64().expect("a position");
        let hash = receipt["hash"].as_str().expect("a hash").to_owned();
        if let Some(known) = self.acknowledged.get(&sequence) {
            assert_eq!((known.position, &known.hash), (position, &hash), "sequence {sequence} got two receipts");
            return;
        }
        let index = self.waiting.iter().position(|waiting| waiting.sequence == sequence).expect("a receipt for what was sent");
        let submission = self.waiting.remove(index).expect("found above");
        self.cells[submission.cell].position = Some(position);
        self.acknowledged.insert(sequence, Acknowledged { submission, position, hash });
    }
}

async fn next(stream: &mut Stream) -> Result<Value, Lost> {
    loop {
        match stream.next().await.ok_or(Lost)?? {
            Message::Text(text) => return Ok(serde_json::from_str(&text).expect("JSON")),
            Message::Close(_) => return Err(Lost),
            _ => {}
        }
    }
}
