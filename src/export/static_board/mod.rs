//! A board as plain HTML, for browsers without scripts and for frames in other pages. Both languages stand side by side: nobody can be asked.

mod html;
mod words;

use html::{element, escaped, tagged};
use words::{AS_OF, ColumnWords, EMPTY, GUEST, HIDDEN, MORE, PROVISIONAL, UNDER_APPEAL, WITHDRAWN, both, kind, medal, state};

use super::shown::{Place, Shown, ShownCompetitor};

/// Rows in the page that a script takes over; whoever has none finds the rest behind a link.
pub const SNAPSHOT_ROWS_MAX: usize = 100;

/// The style sheet of both, at [`STYLE_PATH`].
pub const STYLE: &str = include_str!("board.css");
pub const STYLE_PATH: &str = "/embed/board.css";

/// A page of its own. `live`: where the board moves by itself; `refresh_s`: seconds after which the page loads itself again.
#[must_use]
pub fn page(shown: &Shown, live: &str, refresh_s: Option<u32>) -> String {
    let title = escaped(&words::joined(&shown.skill));
    let refresh = refresh_s.map_or_else(String::new, |seconds| format!(r#"<meta http-equiv="refresh" content="{seconds}">"#));
    let style = style_link();
    let board = section(shown, usize::MAX, &link(live, &both(words::LIVE)));
    format!(
        "<!doctype html>\n<html lang=\"zh-Hans\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">{refresh}<title>{title} · 金榜 Jinbang</title>{style}</head>\n<body>{board}</body></html>\n"
    )
}

/// What stands in the page until a script takes over, or for good. `whole`: where all rows are.
#[must_use]
pub fn snapshot(shown: &Shown, whole: &str) -> String {
    let left_out = shown.competitors.len().saturating_sub(SNAPSHOT_ROWS_MAX);
    let more = if left_out == 0 { String::new() } else { link(whole, &format!("+{left_out} · {}", both(MORE))) };
    style_link() + &section(shown, SNAPSHOT_ROWS_MAX, &more)
}

fn link(to: &str, words: &str) -> String {
    format!(r#"<p><a href="{}" target="_blank" rel="noopener">{words}</a></p>"#, escaped(to))
}

fn style_link() -> String {
    format!(r#"<link rel="stylesheet" href="{STYLE_PATH}">"#)
}

fn section(shown: &Shown, rows: usize, link: &str) -> String {
    let columns = Columns {
        places: !shown.is_hidden(),
        medals: shown.places().any(|place| !place.medal.is_empty()),
        scale: shown.places().any(|place| place.scale_score.is_some()),
    };
    let body = if shown.competitors.is_empty() {
        element("p", &both(if shown.is_hidden() { HIDDEN } else { EMPTY }))
    } else {
        let hidden = if shown.is_hidden() { element("p", &both(HIDDEN)) } else { String::new() };
        hidden + &table(shown, columns, rows)
    };
    format!(r#"<main class="static-board">{}{body}{link}</main>"#, head(shown))
}

fn head(shown: &Shown) -> String {
    let time = jiff::Timestamp::from_millisecond(shown.at).map_or_else(
        |_| String::new(),
        |at| format!(r#" · {} <time datetime="{}">{}</time>"#, both(AS_OF), at.strftime("%FT%TZ"), at.strftime("%F %H:%M UTC")),
    );
    let standing = if shown.is_final() { String::new() } else { format!(" · {}", both(PROVISIONAL)) };
    let label = shown.label.as_ref().and_then(words::label).map_or_else(String::new, |words| format!(" · {}", both(words)));
    element("h1", &tagged(&shown.skill))
        + &element("p", &format!("{} · {}{standing}{label}{time}", tagged(&shown.competition), both(state(&shown.state))))
}

#[derive(Clone, Copy)]
struct Columns {
    places: bool,
    medals: bool,
    scale: bool,
}

impl Columns {
    fn words(self) -> impl Iterator<Item = ColumnWords> {
        let wanted = [self.places, true, self.places && self.medals, self.places && self.scale, self.places];
        words::COLUMNS.into_iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(words, _)| words)
    }
}

fn table(shown: &Shown, columns: Columns, rows: usize) -> String {
    let head: Vec<String> =
        columns.words().map(|words| format!(r#"<th scope="col" class="{}">{}</th>"#, words.class, both(words.words))).collect();
    let rows: String = shown.places().take(rows).map(|place| row(&place, columns)).collect();
    format!("<table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table>", head.concat())
}

fn row(place: &Place<'_>, columns: Columns) -> String {
    let name = format!(r#"<th scope="row" class="name">{}</th>"#, competitor(place));
    if !columns.places {
        return element("tr", &name);
    }
    let cell = |class: &str, inner: &str| format!(r#"<td class="{class}">{inner}</td>"#);
    let rank = cell("rank", &place.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()));
    let medal = if columns.medals { cell("medal", &medal(place.medal).map_or_else(String::new, both)) } else { String::new() };
    let scale = if columns.scale { cell("number", &escaped(place.scale_score.unwrap_or_default())) } else { String::new() };
    let total = match place.rank {
        _ if place.withdrawn => both(WITHDRAWN),
        None => "–".to_owned(),
        Some(_) => escaped(place.total),
    };
    let medal_class = if words::medal(place.medal).is_some() { place.medal } else { "none" };
    format!(r#"<tr class="{medal_class}">{rank}{name}{medal}{scale}{}</tr>"#, cell("number", &total))
}

fn competitor(place: &Place<'_>) -> String {
    let ShownCompetitor { id, name, delegation, kind: of_kind, guest, members } = place.competitor;
    let mut small: Vec<String> = Vec::new();
    if !delegation.name.is_empty() {
        small.push(tagged(&delegation.name));
    }
    small.extend(members.iter().filter(|member| *member != name).map(tagged));
    small.extend(guest.then(|| both(GUEST)));
    small.extend(of_kind.as_deref().and_then(kind).map(both));
    small.extend(place.under_appeal.then(|| both(UNDER_APPEAL)));
    let name = if name.is_empty() { escaped(id) } else { tagged(name) };
    let small = if small.is_empty() { String::new() } else { element("small", &small.join(" · ")) };
    format!("<strong>{name}</strong>{small}")
}
