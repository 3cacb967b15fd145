//! Connections to the server, and how plain threads wait for its answers.

use std::{
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::{Duration, Instant},
};

use futures_util::{StreamExt, stream::poll_fn};
use rustc_hash::FxHashMap;
use tokio::{
    runtime::{Builder, Handle, Runtime, RuntimeFlavor},
    time::timeout,
};
use tokio_postgres::{AsyncMessage, Client, Connection, Socket, Statement};

use super::{
    fault::{PostgresFault, Trouble, of_connecting, words},
    settings::Settings,
    tls::{Connector, Stream},
};
use crate::journal::JournalFault;

/// Idle connections that are kept for readers.
const LINES_KEPT_MAX: usize = 4;

/// For one try: a server that was frozen in the middle never answers, and another may have taken its place.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(15);

/// For a connection, with all that belongs to it.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(8);

/// Before another try, while the server is out of reach.
const RETRY_INTERVAL: Duration = Duration::from_millis(100);

/// What a session must not take from the server's or the role's settings: a commit that was cut short would be taken for a whole one.
const SESSION: &str = "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
    SET default_transaction_isolation = 'read committed'; SET search_path = pg_catalog; \
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') <> 'remote_apply'";

/// One connection, with the statements it knows.
pub struct Line {
    pub client: Client,
    statements: FxHashMap<&'static str, Statement>,
    /// The server has warned of something since this was last asked.
    warned: Arc<AtomicBool>,
}

impl Line {
    pub async fn prepared(&mut self, sql: &'static str) -> Result<Statement, tokio_postgres::Error> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let new = self.client.prepare(sql).await?;
        self.statements.insert(sql, new.clone());
        Ok(new)
    }

    pub fn was_warned(&self) -> bool {
        self.warned.swap(false, Ordering::AcqRel)
    }
}

pub struct Lines {
    pub settings: Settings,
    connector: Connector,
    idle: Mutex<Vec<Line>>,
    /// Taken by `drop` only.
    runtime: Option<Runtime>,
    handle: Handle,
}

impl Drop for Lines {
    fn drop(&mut self) {
        // Waiting for it is forbidden to tasks of another runtime, which may have the last handle.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Lines {
    pub fn new(settings: Settings) -> Result<Self, PostgresFault> {
        let connector = settings.trust.connector()?;
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("journal").enable_all().build();
        let runtime = runtime.map_err(|error| PostgresFault::Unreachable { server: settings.server.clone(), what: error.to_string() })?;
        let handle = runtime.handle().clone();
        Ok(Self { settings, connector, idle: Mutex::default(), runtime: Some(runtime), handle })
    }

    pub fn runtime(&self) -> &Handle {
        &self.handle
    }

    /// A new connection, tried once.
    ///
    /// # Errors
    /// When there is none to have.
    pub async fn connect(&self) -> Result<Line, PostgresFault> {
        let made = timeout(HANDSHAKE_TIMEOUT, self.shaken_hands()).await;
        let what = || format!("it says nothing for {} s", HANDSHAKE_TIMEOUT.as_secs());
        made.unwrap_or_else(|_| Err(PostgresFault::Unreachable { server: self.settings.server.clone(), what: what() }))
    }

    async fn shaken_hands(&self) -> Result<Line, PostgresFault> {
        let Settings { config, server, user, .. } = &self.settings;
        let made = config.connect(self.connector.clone()).await;
        let (client, connection) = made.map_err(|error| of_connecting(&error, server, user))?;
        let warned = Arc::new(AtomicBool::new(false));
        self.handle.spawn(drive(connection, Arc::clone(&warned)));
        client.batch_execute(SESSION).await.map_err(|error| of_connecting(&error, server, user))?;
        Ok(Line { client, statements: FxHashMap::default(), warned })
    }

    /// Does something with a connection, and again with a new one as long as the server is out of reach. What is done must come to the
    /// same when it is done twice.
    ///
    /// # Errors
    /// When the server says no, or is out of reach for longer than `patience`.
    pub fn ask<T>(&self, patience: Duration, mut todo: impl AsyncFnMut(&mut Line) -> Result<T, Trouble>) -> Result<T, JournalFault> {
        let deadline = Instant::now() + patience;
        self.wait(async {
            loop {
                match self.once(&mut todo).await {
                    Err(Trouble::Journal(JournalFault::Postgres(PostgresFault::Lost { what, .. }))) if Instant::now() >= deadline => {
                        return Err(self.lost(patience, what).into());
                    }
                    Err(Trouble::Journal(JournalFault::Postgres(PostgresFault::Lost { .. }))) => tokio::time::sleep(RETRY_INTERVAL).await,
                    Err(trouble) => return Err(trouble.into_fault(&self.settings.server, &self.settings.user)),
                    Ok(done) => return Ok(done),
                }
            }
        })
    }

    /// [`PostgresFault::Lost`]: another try may do.
    async fn once<T>(&self, todo: &mut impl AsyncFnMut(&mut Line) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let mut line = match self.line().await {
            Err(PostgresFault::Unreachable { what, .. }) => return Err(self.lost(Duration::ZERO, what).into()),
            line => line?,
        };
        let Ok(done) = timeout(ATTEMPT_TIMEOUT, todo(&mut line)).await else {
            self.idle().clear();
            return Err(self.lost(Duration::ZERO, format!("no answer for {} s", ATTEMPT_TIMEOUT.as_secs())).into());
        };
        match done {
            Err(Trouble::Server(error)) if Trouble::is_lost_by(&error) => {
                // The others lead to the same server.
                self.idle().clear();
                Err(self.lost(Duration::ZERO, words(&error)).into())
            }
            Err(trouble) => Err(trouble),
            Ok(done) => {
                self.give_back(line);
                Ok(done)
            }
        }
    }

    async fn line(&self) -> Result<Line, PostgresFault> {
        let kept = self.idle().pop().filter(|line| !line.client.is_closed());
        match kept {
            Some(line) => Ok(line),
            None => self.connect().await,
        }
    }

    /// One for a longer conversation; dropped, it ends, and with it what was begun on it.
    ///
    /// # Errors
    /// When there is none to have.
    pub fn open_line(&self) -> Result<Line, JournalFault> {
        Ok(self.wait(self.connect())?)
    }

    fn give_back(&self, line: Line) {
        let mut idle = self.idle();
        if idle.len() < LINES_KEPT_MAX {
            idle.push(line);
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Line>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lost(&self, patience: Duration, what: String) -> PostgresFault {
        PostgresFault::Lost { server: self.settings.server.clone(), seconds: patience.as_secs(), what }
    }

    /// A step of a longer conversation.
    ///
    /// # Errors
    /// When the server says no or is gone.
    pub fn step<T>(&self, step: impl Future<Output = Result<T, Trouble>>) -> Result<T, JournalFault> {
        self.wait(step).map_err(|trouble| trouble.into_fault(&self.settings.server, &self.settings.user))
    }

    /// Waits on this thread. Callers may be plain threads or tasks of the server's runtime, whose other tasks move aside.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        let parked = || {
            let _timers = self.handle.enter();
            until_ready(future)
        };
        match Handle::try_current() {
            Ok(own) if own.runtime_flavor() == RuntimeFlavor::MultiThread => tokio::task::block_in_place(parked),
            _ => parked(),
        }
    }
}

/// Reads what the server sends. A warning is noted before the answer it belongs to is handed on.
async fn drive(mut connection: Connection<Socket, Stream<Socket>>, warned: Arc<AtomicBool>) {
    let mut messages = poll_fn(move |cx| connection.poll_message(cx));
    while let Some(Ok(message)) = messages.next().await {
        if let AsyncMessage::Notice(notice) = message
            && notice.severity() == "WARNING"
        {
            tracing::warn!(code = notice.code().code(), "PostgreSQL: {}", notice.message());
            warned.store(true, Ordering::Release);
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn until_ready<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let (mut context, mut future) = (Context::from_waker(&waker), pin!(future));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
