//! How far the experts agree.

mod alpha;
mod crossed;
mod icc;
mod kendall;

pub use alpha::{ALPHA_METHOD, Metric, RATIO_MAX_VALUES, alpha};
pub use icc::{CONFIDENCE, Coefficient, ICC_METHOD, OneWay, Pair, TwoWay, one_way, two_way};
pub use kendall::{KENDALL_METHOD, Kendall, kendall};
