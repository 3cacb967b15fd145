//! What of a board somebody wants to see. All who want the same share its bytes.

use std::fmt;

use super::picture::Picture;

/// Windows one board has at the same time; whoever wants one more is shown everything.
pub const WINDOWS_MAX: usize = 256;

/// Rows of a window from the top.
pub const WINDOW_TOP_MAX: u32 = 200;

/// First places that a window around a competitor has, unless another number is asked for.
pub const WINDOW_NEAR_TOP: u32 = 3;

/// Rows on either side of the competitor a window is around.
pub const WINDOW_NEAR_EACH_SIDE: usize = 2;

#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
    #[default]
    All,
    /// The first so many rows.
    Top(u32),
    /// Everybody of one delegation, by its id.
    Delegation(String),
    /// A competitor, by id, those next to it, and the first `top` rows.
    Near { competitor: String, top: u32 },
}

impl Window {
    /// As an address names it: `all`, `top=20`, `delegation=ZJ`, `near=C1`, the last with a `top` of its own. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str, top: Option<u32>) -> Option<Self> {
        let rows = |text: &str| text.parse().ok().filter(|rows| (1..=WINDOW_TOP_MAX).contains(rows));
        Some(match text.split_once('=') {
            None if text.is_empty() || text == "all" => Self::All,
            Some(("top", rows_wanted)) => Self::Top(rows(rows_wanted)?),
            Some(("delegation", id)) => Self::Delegation(id.to_owned()),
            Some(("near", id)) => Self::Near { competitor: id.to_owned(), top: top.unwrap_or(WINDOW_NEAR_TOP).min(WINDOW_TOP_MAX) },
            _ => return None,
        })
    }

    /// Whether there is somebody to see in it. Where nobody is named no window is known: whom it knows would say who is there.
    pub(super) fn is_known(&self, picture: &Picture) -> bool {
        match self {
            Self::All => true,
            Self::Top(_) => !picture.cards.is_empty(),
            Self::Delegation(id) => picture.cards.iter().any(|card| card.delegation.id == *id),
            Self::Near { competitor, .. } => picture.cards.iter().any(|card| card.id == *competitor),
        }
    }

    /// Who is seen in it, first place first.
    pub(super) fn of(&self, picture: &Picture) -> Vec<u32> {
        let order = &picture.order;
        let rows = |count: u32| usize::try_from(count).unwrap_or(usize::MAX).min(order.len());
        match self {
            Self::All => order.clone(),
            Self::Top(count) => order[..rows(*count)].to_vec(),
            Self::Delegation(id) => order.iter().copied().filter(|&index| picture.cards[index as usize].delegation.id == *id).collect(),
            Self::Near { competitor, top } => {
                let place = order.iter().position(|&index| picture.cards[index as usize].id == *competitor).unwrap_or(0);
                let near = place.saturating_sub(WINDOW_NEAR_EACH_SIDE)..=place + WINDOW_NEAR_EACH_SIDE;
                let seen = order.iter().enumerate().filter(|(at, _)| *at < rows(*top) || near.contains(at));
                seen.map(|(_, index)| *index).collect()
            }
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Top(rows) => write!(f, "top={rows}"),
            Self::Delegation(id) => write!(f, "delegation={id}"),
            Self::Near { competitor, top } => write!(f, "near={competitor},top={top}"),
        }
    }
}
