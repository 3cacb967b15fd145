//! The crowd, on one thread.

use std::{
    cell::{Cell, RefCell},
    env,
    io::{self, ErrorKind},
    net::{Ipv4Addr, SocketAddr},
    rc::Rc,
    time::{Duration, Instant},
};

use thread_priority::{NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy, thread_native_id};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task::{LocalSet, spawn_local},
    time::{sleep, sleep_until, timeout},
};

/// All have come after this time.
const GATHERING: Duration = Duration::from_secs(4);
const LIFE: Duration = Duration::from_secs(24);
/// Between two attempts to do harm, and between two bytes.
const PAUSE: Duration = Duration::from_secs(1);
/// Those who never read look whether they are still connected once, some sooner and some later.
const LOOKS_SECONDS: std::ops::Range<f64> = 8.0..14.0;
const ADDRESSES: u32 = 50;
const RECEIVE_BUFFER_BYTES: u32 = 32 << 10;

struct Crowd {
    address: SocketAddr,
    /// Of a whole board, in bytes.
    board: usize,
    done: [Cell<usize>; 4],
    /// The longest time after which a slow reader was still there, in seconds.
    slow: RefCell<f64>,
}

#[derive(Clone, Copy)]
enum Kind {
    NeverReads(&'static str),
    Garbage,
    Dribble,
    Drop,
}

const WEBSOCKET: &str = "GET /ws/board/bench/bench HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const EVENTS: &str = "GET /api/boards/bench/bench/events HTTP/1.1\r\nHost: bench\r\n\r\n";

fn kind(number: u32) -> Kind {
    match number % 10 {
        0..4 => Kind::NeverReads(WEBSOCKET),
        4 => Kind::NeverReads(EVENTS),
        5 | 6 => Kind::Dribble,
        7 => Kind::Garbage,
        _ => Kind::Drop,
    }
}

/// Says that all are there, and at the end what they did.
pub fn gather() {
    stand_back();
    let role = env::var("JINBANG_BENCH_ROLE").expect("a role");
    let mut words = role.split(' ').skip(1);
    let address = words.next().and_then(|word| word.parse().ok()).expect("an address");
    let size: u32 = words.next().and_then(|word| word.parse().ok()).expect("a number");
    let board = env::var("JINBANG_BENCH_SIZE").ok().and_then(|text| text.parse().ok()).expect("a number");
    let crowd = Rc::new(Crowd { address, board, done: Default::default(), slow: RefCell::default() });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    LocalSet::new().block_on(&runtime, async {
        for number in 0..size {
            spawn_local(Rc::clone(&crowd).member(number, GATHERING * number / size));
        }
        sleep(GATHERING).await;
        println!("ready");
        sleep(LIFE.saturating_sub(GATHERING)).await;
    });
    let [unread, garbage, dribbled, dropped] = crowd.done.each_ref().map(Cell::get);
    println!(
        "{} {unread} boards not read, {garbage} times garbage, {dribbled} half requests, {dropped} connections dropped",
        crowd.slow.borrow()
    );
}

/// On machines of their own they would take nothing from the judges' processors; nearest to that is a thread that is taken off at once.
fn stand_back() {
    let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
    set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle).expect("everybody may step back");
}

impl Crowd {
    async fn member(self: Rc<Self>, number: u32, after: Duration) {
        sleep(after).await;
        loop {
            let kind = kind(number);
            // What harm fails is done again.
            if self.harm(kind, number).await.is_ok() {
                let done = &self.done[match kind {
                    Kind::NeverReads(_) => 0,
                    Kind::Garbage => 1,
                    Kind::Dribble => 2,
                    Kind::Drop => 3,
                }];
                done.set(done.get() + 1);
            }
            sleep(PAUSE).await;
        }
    }

    async fn harm(&self, kind: Kind, number: u32) -> io::Result<()> {
        let mut stream = self.connect(number).await?;
        match kind {
            Kind::NeverReads(request) => self.never_read(stream, request, number).await,
            Kind::Garbage => {
                stream.write_all(WEBSOCKET.as_bytes()).await?;
                stream.write_all(&[0xff; 64]).await?;
                let mut rest = Vec::new();
                stream.read_to_end(&mut rest).await.map(drop)
            }
            Kind::Dribble => {
                for byte in WEBSOCKET.bytes() {
                    stream.write_all(&[byte]).await?;
                    sleep(PAUSE).await;
                }
                Ok(())
            }
            Kind::Drop => Ok(()),
        }
    }

    async fn connect(&self, number: u32) -> io::Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        // Little, and still enough that who reads in the end gets the rest at once.
        socket.set_recv_buffer_size(RECEIVE_BUFFER_BYTES)?;
        let from = Ipv4Addr::new(127, 0, 1, 1 + u8::try_from(number % ADDRESSES).unwrap_or(0));
        socket.bind((from, 0).into())?;
        socket.connect(self.address).await
    }

    /// Whoever gets the whole board after all was still connected.
    async fn never_read(&self, mut stream: TcpStream, request: &str, number: u32) -> io::Result<()> {
        stream.write_all(request.as_bytes()).await?;
        let looks = LOOKS_SECONDS.start + f64::from(number / 10 % 101) / 100.0 * (LOOKS_SECONDS.end - LOOKS_SECONDS.start);
        let asked = Instant::now();
        sleep_until((asked + Duration::from_secs_f64(looks)).into()).await;
        let waited = asked.elapsed().as_secs_f64();
        let (mut received, mut buffer) = (0, vec![0; 64 << 10]);
        while received < self.board {
            match timeout(PAUSE * 5, stream.read(&mut buffer)).await {
                // The end; or neither that nor the rest: the system has forgotten the connection.
                Ok(Ok(0)) | Err(_) => return Ok(()),
                Ok(Err(error)) if error.kind() == ErrorKind::ConnectionReset => return Ok(()),
                Ok(Err(error)) => return Err(error),
                Ok(Ok(bytes)) => received += bytes,
            }
        }
        let mut slow = self.slow.borrow_mut();
        *slow = slow.max(waited);
        Ok(())
    }
}
