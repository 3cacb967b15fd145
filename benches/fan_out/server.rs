//! The server, in a process of its own.

use std::{env, path::PathBuf, sync::Arc};

use jinbang::{
    engine::SystemClock,
    journal::JournalStore,
    server::{Invitation, Relay, Server, listen, nats::NatsOptions, pair_device},
};

use super::support::competition::{competition, id, measured, skill};

pub const ASPECTS: usize = 100;

/// Says where it listens and the judge's token, on one line.
pub fn serve(viewers_max: usize) {
    let folder = PathBuf::from(env::var_os("JINBANG_BENCH_DATA").expect("a folder"));
    let competitors = env::var("JINBANG_BENCH_SIZE").ok().and_then(|text| text.parse().ok()).expect("a number");
    jinbang::runtime().expect("threads").block_on(async {
        let store = JournalStore::open(&folder).expect("a journal");
        let competition = competition(skill(competitors, ASPECTS, &measured(), 1));
        let mut server = Server::open(store, vec![competition], Arc::new(SystemClock), String::new()).expect("a server");
        server.app.viewers.allow(viewers_max, viewers_max);
        if let Ok(url) = env::var("JINBANG_BENCH_NATS") {
            let options = NatsOptions::parse(&url).expect("an address");
            server.relay = Some(Relay::prepare(&options).await.expect("a relay"));
        }
        let listener = listen("127.0.0.1:0".parse().expect("an address")).expect("a port");
        let invitation = Invitation { contest: 0, skill: id("bench"), expert: id("E0") };
        let token = pair_device(&server.app, invitation, "", None).await.expect("paired").token;
        println!("{} {token}", listener.local_addr().expect("bound"));
        server.run(listener, std::future::pending()).await.expect("serving");
    });
}
