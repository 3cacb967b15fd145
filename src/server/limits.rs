//! Everything the server bounds, with its unit. Elsewhere: the writer's queue and batch (`engine`), a tablet's outbox (`live`), panels and
//! values (`scoring`), reasons (`judging`), ids (`competition`).

use std::time::Duration;

/// The largest JSON body of a request, in bytes.
pub const BODY_MAX_BYTES: usize = 16 << 10;

/// The largest message a tablet may send, in bytes.
pub const TABLET_MESSAGE_MAX_BYTES: usize = 8 << 10;

/// The largest message a viewer may send, in bytes.
pub const VIEWER_MESSAGE_MAX_BYTES: usize = 256;

/// A socket's read buffer, in bytes; the library zeroes it at every read. Its default would cost 128 KiB a connection.
pub const SOCKET_READ_BUFFER_BYTES: usize = 1 << 10;

/// Unwritten bytes after which a socket's sender waits for the peer.
pub const SOCKET_WRITE_MAX_BYTES: usize = 8 << 20;

/// Viewers of boards in all; `serve --viewers-max` says otherwise. A process has 20,000 files on most systems, and tablets need some.
pub const VIEWERS_MAX: usize = 15_000;

/// Viewers from one address, or from one IPv6 network of 64 bits; `serve --viewers-per-address-max` says otherwise. A whole hall may be
/// behind one address, and so may all the world behind a proxy.
pub const VIEWERS_PER_ADDRESS_MAX: usize = 4_000;

/// A viewer's message may come in so many frames.
pub const VIEWER_FRAGMENTS_MAX: usize = 16;

/// Frames of any kind that a viewer may send in a minute before it is closed.
pub const VIEWER_FRAMES_MAX_PER_MINUTE: u32 = 240;

/// A viewer may ask for the whole board so often in a minute before it is closed.
pub const VIEWER_RESYNCS_MAX_PER_MINUTE: u32 = 20;

/// What the system may keep for one viewer, in bytes; Linux takes twice that.
pub const VIEWER_SEND_BUFFER_BYTES: usize = 64 << 10;

/// Answers that wait for one viewer besides the board, in bytes.
pub const VIEWER_SIDE_MAX_BYTES: usize = 1 << 10;

/// A peer that was told to go has this time to do so.
pub const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// A board that nobody watches any more is kept up to date for this time: whoever comes back finds it fresh, however often they come.
pub const BOARD_KEPT_WARM: Duration = Duration::from_secs(10);

pub const TABLETS_MAX: usize = 4_000;

/// Commands of one tablet that wait for their answer; no more is read from it until one is answered.
pub const TABLET_UNDER_WAY_MAX: usize = 128;

/// Wrong messages a connection may send in a minute before it is closed.
pub const WRONG_MESSAGES_MAX_PER_MINUTE: u32 = 20;

/// Connections that are no viewer's and no tablet's, in all: pages and requests, and whoever has not said yet what it wants. When there are more
/// the one that has been waited for longest is closed.
pub const GUESTS_MAX: usize = 800;

/// Such connections from one address, or from one IPv6 network of 64 bits. The rest is for others, whatever one of them does.
pub const GUESTS_PER_ADDRESS_MAX: usize = 600;

/// Connections that the system keeps until they are let in; Linux takes 4,096 at most. Those who find no room there try again in a second.
pub const LISTEN_BACKLOG_MAX: u32 = 4_096;

/// Files of this process besides its sockets: the journal, event queues, listeners, whatever a request opens.
pub const OTHER_FILES_MAX: usize = 200;
const _: () = assert!((VIEWERS_MAX + TABLETS_MAX + GUESTS_MAX + OTHER_FILES_MAX) as u64 <= FILES_WANTED);

/// Files and sockets this process would like to have open, in number; many systems allow no more.
pub const FILES_WANTED: u64 = 20_000;

/// A request's head must be there within this time, the first and each next one of a connection.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// The rest of a request must be there within this time after its head: 16 MiB at 2.2 Mbit/s.
pub const BODY_TIMEOUT: Duration = Duration::from_mins(1);

/// Of a connection's request and answer the server keeps this much, in bytes.
pub const CONNECTION_BUFFER_MAX_BYTES: usize = 32 << 10;

/// A tablet must say who it is within this time.
pub const HELLO_TIMEOUT: Duration = Duration::from_secs(10);

/// A peer that does not take what is sent to it within this time is closed: with the ticks of its clocks, before ten seconds are over.
pub const SEND_TIMEOUT: Duration = Duration::from_secs(9);

/// Connections may take this long to finish once the server is asked to stop.
pub const STOP_MAX: Duration = Duration::from_secs(5);

/// A command on the same machine must say what it wants within this time.
pub const CONTROL_TIMEOUT: Duration = Duration::from_secs(5);

/// A TLS handshake must be done within this time.
pub const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// Of a request without TLS on the TLS port, read so that its sender sees the answer, in bytes.
pub const LOST_REQUEST_MAX_BYTES: u64 = 64 << 10;

/// How often the server looks whether its certificate is still good for its addresses.
pub const CERTIFICATE_CHECK_INTERVAL: Duration = Duration::from_mins(1);

/// How often an ACME certificate is looked at; an authority that said no is asked again after this time.
pub const ACME_CHECK_INTERVAL: Duration = Duration::from_hours(1);

/// How often a silent peer is asked whether it is there; after two intervals without a sign it is closed.
pub const PING_INTERVAL: Duration = Duration::from_secs(25);

/// How long a stream of events is silent before it says that it is alive; CLICS wants a sign within 120 s.
pub const STREAM_KEEP_ALIVE: Duration = Duration::from_secs(25);
const _: () = assert!(STREAM_KEEP_ALIVE.as_secs() < 120);

/// How often an embedded board may load itself again, in seconds.
pub const EMBED_REFRESH_SECONDS: std::ops::RangeInclusive<u32> = 10..=3_600;

/// A session ends after this time, in milliseconds.
pub const SESSION_MS: i64 = 12 * 3_600_000;

/// A session at the desk ends after nobody has done anything for this time, in milliseconds.
pub const SESSION_IDLE_MS: i64 = 3_600_000;

/// An officer's ends sooner, in milliseconds: personal data is in reach.
pub const OFFICER_IDLE_MS: i64 = 30 * 60_000;

/// A browser is known again for this time, in milliseconds; browsers keep no cookie longer.
pub const BROWSER_COOKIE_MS: i64 = 400 * 24 * 3_600_000;

/// A pairing code is good for this time, in milliseconds.
pub const PAIRING_CODE_MS: i64 = 15 * 60_000;

/// A printed card is good for this time, in minutes.
pub const CARD_MINUTES: std::ops::RangeInclusive<u32> = 15..=48 * 60;

/// Cards made at once.
pub const CARDS_MAX_AT_ONCE: usize = 1_000;

/// Used and expired cards are remembered for this time after their end, in milliseconds, to be able to say so.
pub const CARDS_KEPT_MS: i64 = 7 * 24 * 3_600_000;

pub const PAIRING_CODES_MAX: usize = 10_000;
pub const SESSIONS_MAX: usize = 1_000;

/// Wrong codes and passwords an address may try in a minute.
pub const WRONG_SECRETS_MAX_PER_MINUTE: u32 = 20;

/// Addresses whose wrong tries are remembered.
pub const THROTTLED_ADDRESSES_MAX: usize = 10_000;

/// Drafts of competitions in a data folder, the opened ones included.
pub const DRAFTS_MAX: usize = 500;

/// The largest file of a draft, and the largest list that is taken in, in bytes.
pub const DRAFT_FILE_MAX_BYTES: usize = 16 << 20;

/// Files of a draft: as many skills as a competition may have, with two each.
pub const DRAFT_FILES_MAX: usize = 4 + 2 * crate::import::limits::SKILLS_MAX_COUNT;

/// All files of a draft together, in bytes.
pub const DRAFT_MAX_BYTES: u64 = 128 << 20;

/// Keys that a form may change at once, in bytes of the request.
pub const DRAFT_KEYS_MAX_BYTES: usize = 1 << 20;

/// Rows of a list that are shown before it is taken in.
pub const LIST_PREVIEW_ROWS: usize = 200;

/// What can be too large.
pub const A_FILE: &str = "a file";
pub const A_DRAFT: &str = "the files of the draft together";
pub const DRAFTS: &str = "the number of drafts";

/// The longest device name, in characters.
pub const DEVICE_NAME_MAX_CHARS: usize = 60;

/// Previews of other scores that are computed at once; each copies a skill.
pub const PREVIEWS_AT_ONCE_MAX: usize = 2;

/// Journals that are read as a whole at once, to compare an earlier position with now.
pub const REPLAYS_AT_ONCE_MAX: usize = 1;

/// Connections on the listener of `serve --metrics`.
pub const METRICS_READERS_MAX: usize = 8;

/// Bundles and proofs that are made at once; whoever asks for more waits.
pub const PROOFS_AT_ONCE_MAX: usize = 1;

/// Between two checkpoints of a log that grows.
pub const CHECKPOINT_INTERVAL: Duration = Duration::from_mins(1);

/// Changed marks that are listed at once, the latest ones.
pub const CHANGED_MARKS_MAX: usize = 1_000;

/// Entries on one page of the audit trail, unless another number is asked for.
pub const AUDIT_PAGE_DEFAULT: usize = 50;
pub const AUDIT_PAGE_MAX: usize = 200;

/// Entries one request of the audit trail looks back; the answer says how far it came.
pub const AUDIT_LOOK_BACK_MAX: u64 = 20_000;

/// Entries of the audit trail that are read before the state is asked about them.
pub const AUDIT_BATCH_ENTRIES: usize = 500;

/// The largest body a machine may post, in bytes: a scoreboard of a thousand teams.
pub const MEASUREMENTS_MAX_BYTES: usize = 4 << 20;

/// Faults of one run that are told.
pub const RUN_FAULTS_TOLD_MAX: usize = 100;

/// The largest request for a preview, in bytes.
pub const IMPACT_MAX_BYTES: usize = 128 << 10;

/// Acts on nominations in one batch.
pub const HONOURS_ACTS_MAX: usize = 1_000;

/// People in one list; more are found by searching.
pub const PEOPLE_LISTED_MAX: usize = 500;

/// Exports in one list, the newest ones.
pub const EXPORTS_LISTED_MAX: usize = 500;

/// Exports that wait for a second person, or to be made.
pub const EXPORTS_WAITING_MAX: usize = 100;

/// Whoever asks for a file that is being made waits for it at most this long.
pub const EXPORT_WAIT: Duration = Duration::from_mins(1);

/// What one exported file is made of, in bytes.
pub const EXPORT_CONTENT_MAX_BYTES: usize = 64 << 20;

/// Who may move nominations.
pub const OFFICERS_MAX: usize = 200;

/// The largest batch of acts on nominations, in bytes.
pub const HONOURS_MAX_BYTES: usize = 1 << 20;

/// The largest recovery file, in bytes.
pub const RECOVERY_MAX_BYTES: usize = 4 << 20;

/// Entries of one recovery file.
pub const RECOVERY_MAX_ENTRIES: usize = 20_000;
