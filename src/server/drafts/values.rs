//! `GET /api/drafts/{draft}/values/{path}`, `POST /api/drafts/{draft}/keys`: single keys of a TOML file, for forms. Whatever a form does not
//! know stays as it was written, comments included.

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::Value as JsonValue;
use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::{
    DraftFault, aside,
    files::Wanted,
    path::DraftPath,
    show::about,
    store::{Draft, etag},
};
use crate::{
    server::{app::SharedApp, error::ApiError, json::JsonBody},
    wire::{DraftFile, DraftKey, DraftKeysRequest, DraftValues},
};

pub async fn values(State(app): State<SharedApp>, Path((draft, path)): Path<(String, String)>) -> Result<Json<DraftValues>, ApiError> {
    aside(app, move |app| {
        let path = toml_path(&path)?;
        let text = text_of(&app.drafts.find(&draft)?, &path)?;
        let table: toml::Table = text.as_deref().unwrap_or_default().parse().map_err(not_toml)?;
        let values = JsonValue::Object(table.iter().map(|(key, value)| (key.clone(), json(value))).collect());
        Ok(Json(DraftValues { etag: text.map(|text| etag(text.as_bytes())), values }))
    })
    .await
}

pub async fn change_keys(
    State(app): State<SharedApp>,
    Path(draft): Path<String>,
    JsonBody(request): JsonBody<DraftKeysRequest>,
) -> Result<Json<DraftFile>, ApiError> {
    aside(app, move |app| {
        let path = toml_path(&request.path)?;
        let _one_at_a_time = app.drafts.lock();
        let draft = app.drafts.open_to_change(&draft)?;
        Wanted::tagged(request.etag).check(&draft, &path)?;
        let text = text_of(&draft, &path)?.unwrap_or_default();
        let mut document: DocumentMut = text.parse().map_err(|fault: toml_edit::TomlError| DraftFault::NotToml(fault.to_string()))?;
        for DraftKey { key, value } in &request.set {
            let value = value.as_deref().map(str::parse::<Value>).transpose().map_err(|fault| DraftFault::NotToml(fault.to_string()))?;
            set(document.as_table_mut(), key, value);
        }
        draft.replace(&path, Some(document.to_string().as_bytes()))?;
        about(&draft, &path)?.map(Json).ok_or(ApiError::Internal("a file is gone that was just written"))
    })
    .await
}

fn toml_path(path: &str) -> Result<DraftPath, ApiError> {
    let parsed: DraftPath = path.parse()?;
    if parsed.is_toml() { Ok(parsed) } else { Err(DraftFault::Path(path.to_owned()).into()) }
}

fn text_of(draft: &Draft, path: &DraftPath) -> Result<Option<String>, ApiError> {
    let text = draft.read(path)?.map(String::from_utf8).transpose();
    text.map_err(|_| DraftFault::NotToml("UTF-8".to_owned()).into())
}

fn not_toml(fault: impl std::fmt::Display) -> DraftFault {
    DraftFault::NotToml(fault.to_string())
}

/// A table that is emptied goes too.
fn set(table: &mut dyn TableLike, key: &[String], value: Option<Value>) {
    match key {
        [] => {}
        [last] => match value {
            Some(value) => match table.get_mut(last).and_then(Item::as_value_mut) {
                // What is written behind it on the line stays.
                Some(there) => {
                    let decor = there.decor().clone();
                    *there = value;
                    *there.decor_mut() = decor;
                }
                None => drop(table.insert(last, Item::Value(value))),
            },
            None => drop(table.remove(last)),
        },
        [first, rest @ ..] => {
            if table.get(first).is_none_or(|item| item.as_table_like().is_none()) {
                if value.is_none() {
                    return;
                }
                table.insert(first, Item::Table(Table::new()));
            }
            let Some(below) = table.get_mut(first).and_then(Item::as_table_like_mut) else { return };
            set(below, rest, value);
            if below.is_empty() {
                table.remove(first);
            }
        }
    }
}

fn json(value: &toml::Value) -> JsonValue {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_changes_and_everything_else_stays() {
        let before = "# ours\ntitle = \"a\" # shown\nodd = 1\n\n[judgement]\nstep = 1 # whole\nexperts = 3\n\n[scale]\nmethod = \"z\"\n";
        let mut document: DocumentMut = before.parse().expect("TOML");
        for (key, value) in [
            ("title", Some("{ zh = \"甲\", en = \"A\" }")),
            ("judgement/step", Some("0.5")),
            ("judgement/drop", None),
            ("scale/method", None),
            ("panels", Some("[{ id = \"p1\", sub_criteria = [\"A1\"] }]")),
            ("appeals/minutes", Some("90")),
        ] {
            let key: Vec<String> = key.split('/').map(str::to_owned).collect();
            set(document.as_table_mut(), &key, value.map(|value| value.parse().expect("a value")));
        }
        assert_eq!(
            document.to_string(),
            "# ours\ntitle = { zh = \"甲\", en = \"A\" } # shown\nodd = 1\npanels = [{ id = \"p1\", sub_criteria = [\"A1\"] }]\n\n\
             [judgement]\nstep = 0.5 # whole\nexperts = 3\n\n[appeals]\nminutes = 90\n"
        );
    }
}
