//! Twins as running servers: everything that anybody can ask for, over real sockets.

use futures_util::future::join_all;
use jinbang::{
    engine::Answer,
    journal::JournalStore,
    judging::{Command, Millis},
};
use rand::{SeedableRng, rngs::StdRng};

use super::{
    cases::{CASES, Case, MINUTE, Minute},
    common::{
        competition::{MARK, SkillBuilder},
        disk::Disk,
        http,
        room::{Room, pairings},
        seed,
        socket::Socket,
        stream::Stream,
        venue::{NOW, Venue},
    },
    wanted,
};

/// Minutes of a pair's life that servers live through; the ticks of a board are real time.
const MINUTES: [usize; 9] = [0, 6, 12, 18, 19, 20, 27, 34, 39];
/// Pairs that are played at once.
const PAIRS_AT_ONCE: usize = 7;
/// A leak is there every time; a machine that is too busy to send two messages apart is not.
const TRIES: usize = 3;

const PATHS: [&str; 21] = [
    "/api/competitions",
    "/health",
    "/board/city/web",
    "/api/boards/city/web",
    "/embed/city/web",
    "/ws/board/city/web",
    "/clics/city/contests",
    "/clics/city/contests/web",
    "/clics/city/contests/web/state",
    "/clics/city/contests/web/scoreboard",
    "/clics/city/contests/web/teams",
    "/clics/city/contests/web/persons",
    "/clics/city/contests/web/organizations",
    "/clics/city/contests/web/awards",
    "/clics/city/contests/web/groups",
    "/api/explanations/city/web/C1",
    "/api/publication/city/web",
    "/api/results/city/web/bundle",
    "/api/results/city/web/checkpoint",
    "/api/results/city/web/consistency?from=1",
    "/api/results/city/web/receipts/C1",
];

/// One of the two.
struct Twin {
    venue: Venue,
    room: Room,
    web: Socket,
    top: Socket,
    events: Stream,
    feed: Stream,
    /// Of the skill that shows when a tick has passed.
    bell: Socket,
    rung: usize,
    public: Vec<String>,
}

impl Twin {
    async fn open(case: Case) -> Self {
        let mut competition = case.skill(NOW).competition("city");
        let listed: Vec<String> = (0..2 * MINUTES.len()).map(|number| format!("K{number}")).collect();
        competition.skills.push(SkillBuilder::new("bell").competitors(&listed.join(" ")).experts("T1").measured("X1", "5", MARK).skill());
        let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
        let venue = Venue::on(store, vec![competition.clone()]).await;
        for pairing in pairings(&competition) {
            assert!(asked(&venue, pairing).await, "a tablet to pair");
        }
        let path = |rest: &str| format!("/ws/board/city/web{rest}");
        let (mut web, mut top) =
            (Socket::connect(venue.address, &path("")).await, Socket::connect(venue.address, &path("?window=top=2")).await);
        let mut bell = Socket::connect(venue.address, "/ws/board/city/bell").await;
        for socket in [&mut web, &mut top, &mut bell] {
            socket.until("snapshot").await;
        }
        let events = Stream::open(venue.address, "/api/boards/city/web/events", &[]).await;
        let feed = Stream::open(venue.address, "/clics/city/contests/web/event-feed", &[]).await;
        Self { venue, room: Room::open(competition), web, top, events, feed, bell, rung: 0, public: Vec::new() }
    }

    /// Whether it was accepted.
    async fn line(&mut self, line: &str, now: Millis) -> bool {
        self.room.now = now;
        let command = self.room.command(line);
        let accepted = self.room.take(&command).is_ok();
        assert_eq!(asked(&self.venue, command).await, accepted, "{line}");
        accepted
    }

    /// Returns when boards that had anything new have shown it.
    async fn ring(&mut self, now: Millis) {
        let mark = format!("T1 K{} X1 3", self.rung);
        self.rung += 1;
        assert!(self.line(&mark, now).await);
        self.bell.until("delta").await;
    }

    async fn live(&mut self, happens: &Minute, secret: usize, now: Millis) {
        self.venue.clock.set(now);
        self.ring(now).await;
        for line in &happens.secret[secret] {
            self.line(line, now).await;
        }
        // Two public changes might come in one tick or in two.
        if let Some(line) = happens.common.last() {
            let accepted = self.line(line, now).await;
            self.public.push(format!("{line}: {accepted}"));
        }
        self.ring(now).await;
        for path in PATHS {
            let mut reply = http::get(self.venue.address, path).await;
            reply.headers.retain(|(name, _)| name != "date" && name != "x-request-id");
            let body = String::from_utf8_lossy(&reply.body).replace(&self.venue.address.to_string(), "HERE");
            self.public.push(format!("{path}: {} {:?} {body}", reply.status, reply.headers));
        }
    }

    /// Everything the public was told, until the server ended.
    async fn end(self) -> Vec<String> {
        let Self { venue, mut web, mut top, mut events, mut feed, mut public, .. } = self;
        let drained = async {
            while web.next().await.is_some() {}
            while top.next().await.is_some() {}
            let mut lines = Vec::new();
            for stream in [&mut events, &mut feed] {
                while let Some(line) = stream.line().await {
                    lines.push(line);
                }
            }
            lines
        };
        let (lines, ()) = tokio::join!(drained, venue.stop());
        public.extend(web.heard);
        public.extend(top.heard);
        public.extend(lines);
        public
    }
}

async fn asked(venue: &Venue, command: Command) -> bool {
    let answer = venue.app().engine.ask(0, command).await.expect("a running server");
    if let Answer::Stored(receipt) = answer {
        venue.reached(receipt.position).await;
    }
    matches!(answer, Answer::Stored(_))
}

async fn one(case: Case, life: &[Minute], secret: usize) -> Vec<String> {
    let mut twin = Twin::open(case).await;
    for minute in MINUTES {
        twin.live(&life[minute], secret, NOW + i64::try_from(minute).expect("minutes") * MINUTE).await;
    }
    twin.end().await
}

/// The first thing in which the two differ.
async fn difference(case: Case, seed: u64) -> Option<String> {
    let life = case.life(&mut StdRng::seed_from_u64(seed));
    let (first, second) = tokio::join!(one(case, &life, 0), one(case, &life, 1));
    let longer = first.len().max(second.len());
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    (0..longer).find_map(|_| match (first.next(), second.next()) {
        (one, other) if one == other => None,
        (one, other) => Some(format!("{one:?}\n{other:?}")),
    })
}

async fn pair(case: Case, seed: u64) {
    let mut found = String::new();
    for _ in 0..TRIES {
        match Box::pin(difference(case, seed)).await {
            None => return,
            Some(difference) => found = difference,
        }
    }
    panic!("{case:?}, seed {seed}:\n{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_changes_no_byte_on_the_wire() {
    let (pairs, first): (usize, u64) = (wanted("TWIN_SERVERS", 28), seed());
    let pairs: Vec<(Case, u64)> =
        CASES.into_iter().cycle().zip(0..).take(pairs).map(|(case, number)| (case, first.wrapping_add(number))).collect();
    for some in pairs.chunks(PAIRS_AT_ONCE) {
        join_all(some.iter().map(|&(case, seed)| pair(case, seed))).await;
    }
}
