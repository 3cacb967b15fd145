//! Threads of their own for work that must not delay the threads that marks go through.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

pub struct OwnRuntime(Option<Runtime>);

impl OwnRuntime {
    /// One thread, with timers and sockets.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn open(name: &str) -> io::Result<Self> {
        Builder::new_multi_thread().worker_threads(1).thread_name(name).enable_all().build().map(|runtime| Self(Some(runtime)))
    }

    /// None at the end.
    pub fn handle(&self) -> Option<&Handle> {
        self.0.as_ref().map(Runtime::handle)
    }
}

impl Drop for OwnRuntime {
    /// It may be dropped by a task, where nothing may wait. What is under way is given up.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
