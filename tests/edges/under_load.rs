//! Edges and NATS are killed again and again while marks come in: judges notice nothing, and every board ends as the origin's.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{runtime::Handle, sync::watch};

use crate::common::{
    board::apply,
    contest::measuring,
    edge::{RunningEdge, until, until_same},
    http::get,
    judges::Judges,
    nats::Nats,
    process::{Process, jinbang},
    socket::{Socket, viewer},
    venue::Venue,
};

const BOARD: &str = "/api/boards/city/web";
const COMPETITORS: usize = 240;
const KILLS: usize = 6;
const VIEWERS: usize = 40;

fn edge(listen: SocketAddr, nats: &Nats) -> Process {
    Process::start(jinbang().args(["edge", "--listen", &listen.to_string(), "--nats", &nats.url()])).ready()
}

/// Follows a board to a version that has every mark; the board then.
async fn follow(mut socket: Socket) -> Value {
    let mut board = Value::Null;
    loop {
        let message = socket.next().await.expect("the socket lives on");
        if message["type"] != "source" {
            apply(&mut board, &message);
            // What is there is a whole board, however it came.
            board["type"] = "snapshot".into();
        }
        let marked = board["rows"].as_array().map_or(0, |rows| rows.iter().filter(|row| row[3] == 1).count());
        if marked == COMPETITORS {
            return board;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_edges_and_a_killed_nats_lose_nothing() {
    let mut nats = Nats::start();
    let venue = Venue::relayed(vec![measuring("city", COMPETITORS as u64)], &nats.options()).await;
    let staying = RunningEdge::on(&nats.options()).await;
    until_same(venue.address, staying.address, BOARD).await;
    let mut followers = Vec::new();
    for _ in 0..VIEWERS {
        followers.push(tokio::spawn(follow(viewer(staying.address, "city").await)));
    }
    let mut killed = edge("127.0.0.1:0".parse().expect("an address"), &nats);
    let address = killed.address;
    let mut judges = Judges::of(&venue, "E1").await;
    let (tell, mut given) = watch::channel(0);
    let judging = async {
        let mut slowest = Duration::ZERO;
        for number in 0..COMPETITORS {
            let asked = Instant::now();
            judges.give(&[&format!("E1 C{number} M1 {}.{}", number % 5, number % 10)]).await;
            slowest = slowest.max(asked.elapsed());
            tell.send_replace(number);
        }
        slowest
    };
    let runtime = Handle::current();
    // Starting a program takes its time, and judges do not wait for it.
    let killing = tokio::task::spawn_blocking(move || {
        for kill in 1..=KILLS {
            let far_enough = |number: &usize| *number >= kill * COMPETITORS / (KILLS + 2);
            runtime.block_on(async { given.wait_for(far_enough).await.map(|number| *number).expect("a judge") });
            killed.kill();
            if kill % 2 == 0 {
                nats.kill();
                nats.again();
            }
            killed = edge(address, &nats);
        }
        (killed, nats)
    });
    let (slowest, killing) = tokio::join!(judging, killing);
    let (killed, _nats) = killing.expect("no panic");
    println!("the slowest receipt took {slowest:?}");
    let board = until(venue.address, BOARD, |reply| reply.json()["rows"][COMPETITORS - 1][3] == 1).await;
    for edge in [staying.address, address] {
        assert_eq!(until_same(venue.address, edge, BOARD).await.body, board.body);
    }
    for follower in followers {
        assert_eq!(follower.await.expect("no panic"), board.json());
    }
    assert_eq!(get(address, "/ready").await.status, 200);
    killed.stop();
    drop(judges);
    staying.stop().await;
    venue.stop().await;
}

/// An edge that is killed has everything again soon after it is started; how soon is measured by `cargo bench --bench edges`.
#[tokio::test(flavor = "multi_thread")]
async fn an_edge_that_is_started_again_shows_the_newest_board_at_once() {
    let nats = Nats::start();
    let venue = Venue::relayed(vec![measuring("city", 3)], &nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    let any = "127.0.0.1:0".parse().expect("an address");
    let mut running = edge(any, &nats);
    let address = running.address;
    for (number, value) in ["1", "2", "3"].into_iter().enumerate() {
        until(address, BOARD, |reply| reply.status == 200).await;
        running.kill();
        judges.give(&[&format!("E1 C{number} M1 {value}")]).await;
        until(venue.address, BOARD, |reply| reply.json()["rows"][number][3] == 1).await;
        running = edge(address, &nats);
        let shown = until(address, BOARD, |reply| reply.status == 200).await;
        assert_eq!(shown.json()["rows"][number][3], 1, "the first that is shown is the newest");
    }
    running.stop();
    drop(judges);
    venue.stop().await;
}
