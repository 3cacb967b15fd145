//! One viewer at the origin, one at the edge, the same marks.

use std::{
    sync::mpsc::{self, Receiver},
    time::Instant,
};

use super::{
    Hall, PAUSE, WARM_UP,
    sockets::{PING, next_frame, open},
    support::quantile,
};

pub fn measure(hall: &mut Hall, updates: usize) {
    let (there, here) = (watch(&hall.origin_address), watch(&hall.edge_address));
    let (mut direct, mut through, mut added) = (Vec::new(), Vec::new(), Vec::new());
    for update in 0..WARM_UP + updates {
        let start = Instant::now();
        hall.judge.submit();
        let (at_origin, at_edge) = (there.recv().expect("a frame"), here.recv().expect("a frame"));
        if update >= WARM_UP {
            let since = |at: Instant| at.duration_since(start).as_secs_f64() * 1e3;
            direct.push(since(at_origin));
            through.push(since(at_edge));
            added.push(since(at_edge) - since(at_origin));
        }
        std::thread::sleep(PAUSE.saturating_sub(start.elapsed()));
    }
    println!("a mark from the tablet to a viewer, {updates} marks, ms: median, 99th of 100");
    for (name, times) in [("at the origin", &mut direct), ("at the edge", &mut through), ("added", &mut added)] {
        println!("  {name:<14}{:>8.2}{:>8.2}", quantile(times, 0.5), quantile(times, 0.99));
    }
}

/// When each frame after the first came.
fn watch(address: &str) -> Receiver<Instant> {
    let (mut stream, mut received) = open(address, "/ws/board/bench/bench");
    next_frame(&mut stream, &mut received);
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        loop {
            let frame = next_frame(&mut stream, &mut received);
            // Nobody listens after the end.
            if frame[0] != PING && tell.send(Instant::now()).is_err() {
                return;
            }
        }
    });
    told
}
