//! Analyses that follow the judging: each as of a position, made anew in the background.

use serde::Serialize;

/// `report` is what was found last; it may be older than the newest entry.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct LiveReport<T> {
    pub state: LiveState,
    /// The skill's last change that the report knows of.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub position: Option<u64>,
    /// The skill's last change: a mark, a withdrawal, a draw.
    #[cfg_attr(test, ts(type = "number"))]
    pub newest: u64,
    /// Milliseconds since 1970.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub computed_at: Option<i64>,
    pub report: Option<T>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum LiveState {
    /// The report knows of everything.
    Ready,
    /// A newer report is on its way, or waits for its turn.
    Computing,
    /// A newer report could not be made, and will be tried after the next change; the log says why.
    Failed,
}
