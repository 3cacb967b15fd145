//! Requests as bytes, to a running server: heads, cookies, addresses, queries and bodies. None may make it fail.

use std::sync::{LazyLock, Mutex, PoisonError};

use jinbang::journal::JournalStore;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::Runtime,
    time::timeout,
};

use crate::common::{competition::tiny, http::DEADLINE, office::programmes, venue::Venue};

pub const WORDS: [&str; 44] = [
    "GET ",
    "POST ",
    "PUT ",
    "DELETE ",
    "HEAD ",
    "Cookie: {cookie}\r\n",
    "Origin: http://{host}\r\n",
    "Content-Type: application/json\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Authorization: Bearer x\r\n",
    "If-None-Match: *\r\n",
    "If-Match: \"x\"\r\n",
    "Accept: text/event-stream\r\n",
    "Accept-Encoding: gzip;q=0\r\n",
    "Last-Event-ID: 18446744073709551615\r\n",
    "Upgrade: websocket\r\n",
    "Range: bytes=0-\r\n",
    "/api/boards/city/web",
    "/api/boards/city/web/events",
    "/api/boards/city/web/history/C1",
    "/api/audit/city/web?from=",
    "/api/missing/city/web?",
    "/api/changes/city/web?since=",
    "/api/explanations/city/web/C1",
    "/api/drafts/x/files/competition.toml",
    "/api/drafts/x/keys",
    "/api/drafts/x/lists/competitors?skill=web",
    "/api/impact/city/web",
    "/api/results/city/web/consistency?from=1",
    "/api/honours/people?q=",
    "/api/certificates/AAAAAAAAAAAAAAAAAAAAAAAAAA",
    "/clics/city/contests/web/event-feed?since_token=",
    "/embed/city/web?top=",
    "/verify/",
    "%00",
    "%2e%2e%2f",
    "%F0%9F",
    "?window=near=C1&top=4294967296",
    "&",
    "\"C1\"",
    "null",
    "-9223372036854775808",
    "\r\n\r\n",
    "\\ud800",
];

struct Hall {
    runtime: Runtime,
    venue: Venue,
    cookie: Mutex<Option<String>>,
    _folder: TempDir,
}

static HALL: LazyLock<Hall> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("threads");
    let folder = TempDir::with_prefix("fuzzed-").expect("a folder");
    let store = JournalStore::open(folder.path()).expect("a new journal");
    let venue = runtime.block_on(Venue::on(store, vec![tiny().competition("city")]));
    venue.app().open_office(programmes()).expect("an office");
    Hall { runtime, venue, cookie: Mutex::new(None), _folder: folder }
});

/// True: the server understood it and did what it asks for.
pub fn request(bytes: &[u8]) -> bool {
    let hall = &*HALL;
    let mut cookie = hall.cookie.lock().unwrap_or_else(PoisonError::into_inner);
    let signed_in = cookie.take().unwrap_or_else(|| hall.runtime.block_on(hall.venue.sign_in()));
    let length = bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(0, |end| bytes.len() - end - 4).to_string();
    let asked = filled(bytes, &[("{length}", &length), ("{cookie}", &signed_in), ("{host}", &hall.venue.address.to_string())]);
    let status = hall.runtime.block_on(async { timeout(DEADLINE, answer(hall, &asked)).await.expect("an answer in time") });
    // A mutation may have signed out.
    *cookie = Some(signed_in).filter(|_| status != Some(401) && status != Some(204));
    // 503: no place for one more reader of a feed.
    assert!(status.is_none_or(|status| status < 500 || status == 503), "{status:?} to {}", String::from_utf8_lossy(&asked));
    status.is_some_and(|status| status < 300)
}

/// The status; `None` where the connection was closed without one.
async fn answer(hall: &Hall, asked: &[u8]) -> Option<u16> {
    let mut stream = TcpStream::connect(hall.venue.address).await.expect("it listens");
    // Whoever asks nonsense may not be heard to the end.
    let _ = stream.write_all(asked).await;
    let _ = stream.shutdown().await;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.ok()?;
    std::str::from_utf8(&answer[9..]).ok()?.parse().ok()
}

fn filled(bytes: &[u8], words: &[(&str, &str)]) -> Vec<u8> {
    let mut filled = bytes.to_vec();
    for (wanted, word) in words {
        while let Some(at) = filled.windows(wanted.len()).position(|window| window == wanted.as_bytes()) {
            filled.splice(at..at + wanted.len(), word.bytes());
        }
    }
    filled
}
