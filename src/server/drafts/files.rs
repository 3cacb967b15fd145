//! `GET`, `PUT`, `DELETE /api/drafts/{draft}/files/{path}`: one file, as it is. Who writes says which version is meant.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    DraftFault, aside,
    path::{DraftPath, SKILLS},
    show::about,
    store::{Draft, etag},
};
use crate::{
    server::{app::SharedApp, error::ApiError, limits},
    wire::DraftFile,
};

pub async fn read_file(State(app): State<SharedApp>, Path((draft, path)): Path<(String, String)>) -> Result<Response, ApiError> {
    aside(app, move |app| {
        let path: DraftPath = path.parse()?;
        let content = app.drafts.find(&draft)?.read(&path)?.ok_or(ApiError::NotFound("such file"))?;
        let kind = if path.is_workbook() { "application/octet-stream" } else { "text/plain; charset=utf-8" };
        let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::ETAG, etag(&content))];
        Ok((headers, content).into_response())
    })
    .await
}

pub async fn write_file(
    State(app): State<SharedApp>,
    Path((draft, path)): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<DraftFile>, ApiError> {
    let path: DraftPath = path.parse()?;
    let body = body.map_err(|_| DraftFault::TooLarge(limits::A_FILE))?;
    let wanted = Wanted::of(&headers)?;
    aside(app, move |app| {
        let _one_at_a_time = app.drafts.lock();
        let draft = app.drafts.open_to_change(&draft)?;
        wanted.check(&draft, &path)?;
        draft.replace(&path, Some(&body))?;
        about(&draft, &path)?.map(Json).ok_or(ApiError::Internal("a file is gone that was just written"))
    })
    .await
}

/// A file, or with `skills/<id>` a whole skill.
pub async fn delete_file(
    State(app): State<SharedApp>,
    Path((draft, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    aside(app, move |app| {
        let _one_at_a_time = app.drafts.lock();
        let draft = app.drafts.open_to_change(&draft)?;
        if let Some(skill) = path.strip_prefix(SKILLS).and_then(|rest| rest.strip_prefix('/')).filter(|rest| !rest.contains('/')) {
            remove_skill(&draft, skill)?;
        } else {
            let path: DraftPath = path.parse()?;
            if !draft.is_there(&path) {
                return Err(ApiError::NotFound("such file"));
            }
            Wanted::of(&headers)?.check(&draft, &path)?;
            draft.replace(&path, None)?;
        }
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

fn remove_skill(draft: &Draft, skill: &str) -> Result<(), ApiError> {
    if !draft.skills()?.iter().any(|known| known == skill) {
        return Err(ApiError::NotFound("such skill"));
    }
    for path in DraftPath::of_skill(skill).filter(|path| draft.is_there(path)) {
        draft.replace(&path, None)?;
    }
    draft.drop_skill_folder(skill)
}

/// The version a change is meant for.
pub enum Wanted {
    New,
    Tag(String),
}

impl Wanted {
    pub fn of(headers: &HeaderMap) -> Result<Self, DraftFault> {
        let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
        match (value(header::IF_MATCH), value(header::IF_NONE_MATCH)) {
            (Some(tag), _) => Ok(Self::Tag(tag.to_owned())),
            (None, Some("*")) => Ok(Self::New),
            _ => Err(DraftFault::NoVersion),
        }
    }

    pub fn tagged(tag: Option<String>) -> Self {
        tag.map_or(Self::New, Self::Tag)
    }

    pub fn check(&self, draft: &Draft, path: &DraftPath) -> Result<(), ApiError> {
        let now = draft.read(path)?.map(|content| etag(&content));
        let fits = match self {
            Self::New => now.is_none(),
            Self::Tag(tag) => now.as_ref() == Some(tag),
        };
        if fits { Ok(()) } else { Err(DraftFault::ChangedMeanwhile.into()) }
    }
}
