//! How much a folder may hold.

pub const TOML_MAX_BYTES: u64 = 1 << 20;
pub const TABLE_MAX_BYTES: u64 = 32 << 20;
pub const MARKS_MAX_BYTES: u64 = 512 << 20;
pub const WORKBOOK_MAX_BYTES: u64 = 16 << 20;
/// A workbook is packed: a small file may hold gigabytes.
pub const WORKBOOK_UNPACKED_MAX_BYTES: u64 = 64 << 20;
pub const SHEET_MAX_ROWS: u32 = 20_000;
pub const SHEET_MAX_COLUMNS: u32 = 64;

pub const PUBLICATION_DELAY_MINUTES_MAX: u32 = 24 * 60;
pub const APPEAL_MINUTES_MAX: u32 = 30 * 24 * 60;
pub const CODE_LAYERS_MAX: u8 = 3;

pub const SKILLS_MAX_COUNT: usize = 500;
pub const ASPECTS_MAX_PER_SKILL: usize = 2_000;
pub const COMPETITORS_MAX_PER_SKILL: usize = 200_000;
/// An index of an expert must fit 16 bits, with one value to spare.
pub const EXPERTS_MAX_PER_SKILL: usize = 60_000;
/// Scores that a complete skill holds: competitors × the scores wanted of each.
pub const SCORES_MAX_PER_SKILL: usize = 100_000_000;
pub const MARK_ROWS_MAX_COUNT: usize = 10_000_000;

/// The largest max mark, scheme total or judgement score; far inside what exact sums can hold.
pub const MARK_MAX: i32 = 1_000_000;
/// Points of one medal in the table of delegations.
pub const MEDAL_POINTS_MAX: i32 = 100;
pub const DECIMALS_MAX: u32 = 8;
pub const GROUP_FACTOR_MAX: i32 = 100;

pub const PROGRAMMES_MAX_COUNT: usize = 500;
pub const PLACE_MAX: u32 = 1_000_000;
/// Of learning hours and credits of one result.
pub const LEARNING_MAX: i32 = 10_000;
/// People a year.
pub const QUOTA_MAX: u32 = 1_000_000_000;
/// Conditions within conditions.
pub const CONDITION_DEPTH_MAX: u32 = 8;
