//! `POST /api/drafts/{draft}/lists/{table}`: a list of people from a workbook or text file: how it would be taken in, and then that.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::HeaderMap,
};
use serde::Deserialize;

use super::{
    DraftFault, aside,
    files::Wanted,
    path::DraftPath,
    store::{Draft, etag},
};
use crate::{
    import::{Fault, Intake, Listed, ListedPeople, Merging, Overlay, read_as_if},
    server::{app::SharedApp, error::ApiError, limits, query::QueryOf},
    wire::{self, ListHeading, ListPreview, ListRow},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    sheet: Option<String>,
    /// The folder's column of every column found, empty for none: `id,,name_zh`. Guessed where it is left out.
    map: Option<String>,
    /// The skill of rows that name none.
    skill: Option<String>,
    merging: Merging,
    /// Otherwise it is only shown.
    #[serde(default)]
    apply: bool,
}

pub async fn take_in(
    State(app): State<SharedApp>,
    Path((draft, table)): Path<(String, ListedPeople)>,
    QueryOf(query): QueryOf<ListQuery>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ListPreview>, ApiError> {
    let body = body.map_err(|_| DraftFault::TooLarge(limits::A_FILE))?;
    let wanted = if query.apply { Some(Wanted::of(&headers)?) } else { None };
    aside(app, move |app| {
        let _one_at_a_time = app.drafts.lock();
        let draft = app.drafts.open_to_change(&draft)?;
        let path: DraftPath = table.file().parse()?;
        if let Some(wanted) = &wanted {
            wanted.check(&draft, &path)?;
        }
        let intake = Intake::read(&body, query.sheet.as_deref(), table.columns()).map_err(DraftFault::from)?;
        let map = query.map.as_deref().map_or_else(|| intake.guessed(table.columns()), |map| named(map, table, &intake));
        let there = draft.read(&path)?;
        let known = read_as_if(&draft.folder, &Overlay::default()).competition;
        let before = there.as_deref().filter(|_| query.merging == Merging::Append).map(String::from_utf8_lossy);
        let listed = table.listed(&intake, &map, query.skill.as_deref(), before.as_deref(), known.as_ref());
        let faults = faults(&draft, &path, &listed);
        if wanted.is_some() {
            draft.replace(&path, Some(listed.text.as_bytes()))?;
        }
        let tag = if wanted.is_some() { Some(etag(listed.text.as_bytes())) } else { there.as_deref().map(etag) };
        Ok(Json(preview(tag, table, intake, &map, listed, faults, wanted.is_some())))
    })
    .await
}

fn named(map: &str, table: ListedPeople, intake: &Intake) -> Vec<Option<&'static str>> {
    let mut names: Vec<_> = map.split(',').map(|name| table.columns().iter().copied().find(|column| *column == name)).collect();
    names.resize(intake.headings.len(), None);
    names
}

/// Those of the table as it would be, with the rows of the file that is taken in; faults of rows that were there before are not its own.
fn faults(draft: &Draft, path: &DraftPath, listed: &Listed) -> Vec<wire::DraftFault> {
    let overlay = Overlay::from([(path.to_string(), Some(listed.text.clone().into_bytes()))]);
    let found = read_as_if(&draft.folder, &overlay).faults;
    let source = |fault: &Fault| match fault.row {
        None | Some(1) => Some(None),
        Some(line) => listed.rows.iter().find(|(own, ..)| *own == line).map(|(_, source, _)| Some(*source)),
    };
    let of_table = found.iter().filter(|fault| fault.file == path.as_str());
    let own = of_table.filter_map(|fault| Some((source(fault)?, fault)));
    own.map(|(row, fault)| wire::DraftFault { row: row.and_then(|row| u32::try_from(row).ok()), ..fault.into() }).collect()
}

fn preview(
    etag: Option<String>,
    table: ListedPeople,
    intake: Intake,
    map: &[Option<&'static str>],
    listed: Listed,
    faults: Vec<wire::DraftFault>,
    applied: bool,
) -> ListPreview {
    let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let total = count(listed.rows.len() as u64);
    let headings = intake.headings.into_iter().zip(map).map(|(heading, column)| ListHeading { heading, column: column.map(str::to_owned) });
    ListPreview {
        etag,
        sheets: intake.sheets,
        sheet: intake.sheet,
        encoding: intake.encoding,
        heading_row: count(intake.heading_row),
        headings: headings.collect(),
        columns: table.columns().iter().map(ToString::to_string).collect(),
        becomes: listed.columns,
        rows: listed.rows.into_iter().take(limits::LIST_PREVIEW_ROWS).map(|(_, row, cells)| ListRow { row: count(row), cells }).collect(),
        total,
        faults,
        applied,
    }
}
