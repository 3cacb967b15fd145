//! From a kill to the newest board.

use std::time::Instant;

use super::{Hall, edge, millis, support::quantile};

pub fn measure(mut hall: Hall, rounds: usize) {
    let (mut listening, mut edges, mut outages) = (Vec::new(), Vec::new(), Vec::new());
    let url = hall.nats.url();
    for _ in 0..rounds {
        // The address stays, as behind a load balancer.
        let address = hall.edge_address.clone();
        let _ = hall.edge.0.kill();
        let _ = hall.edge.0.wait();
        let newest = mark(&mut hall);
        let start = Instant::now();
        (hall.edge, hall.edge_address) = edge::start(&url, &address);
        listening.push(millis(start));
        edge::wait_for_board(&address, |board| board.contains(&newest));
        edges.push(millis(start));
    }
    for _ in 0..rounds {
        hall.nats.kill();
        let newest = mark(&mut hall);
        hall.nats.again();
        let start = Instant::now();
        edge::wait_for_board(&hall.edge_address, |board| board.contains(&newest));
        outages.push(millis(start));
    }
    println!("recovery, {rounds} kills each, ms: median, longest");
    for (name, times) in [
        ("a killed edge: it listens", &mut listening),
        ("a killed edge: it shows the newest board", &mut edges),
        ("a killed NATS, from when it listens again: an edge shows the newest board", &mut outages),
    ] {
        println!("  {name:<76}{:>8.1}{:>8.1}", quantile(times, 0.5), quantile(times, 1.0));
    }
}

/// Enters a mark; what the origin's board says about its version from then on.
fn mark(hall: &mut Hall) -> String {
    let version = |answer: &str| answer.split_once(r#""version":"#).map(|(_, rest)| rest[..rest.find(',').expect("more")].to_owned());
    let asked = || version(&edge::board(&hall.origin_address).expect("the origin answers"));
    let before = asked();
    hall.judge.submit();
    loop {
        let now = asked();
        if now != before {
            return format!(r#""version":{},"#, now.expect("a version"));
        }
    }
}
