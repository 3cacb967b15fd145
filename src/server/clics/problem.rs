//! What goes wrong, as the API tells it.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    server::{error::ApiError, feeds::public},
    wire::clics::ClicsProblem,
};

pub enum ClicsError {
    /// Another value of a parameter is wanted.
    Parameter(&'static str),
    Other(ApiError),
}

impl From<ApiError> for ClicsError {
    fn from(error: ApiError) -> Self {
        Self::Other(error)
    }
}

impl IntoResponse for ClicsError {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::Parameter(wanted) => (StatusCode::BAD_REQUEST, wanted.to_owned()),
            Self::Other(error) => {
                let message = error.public_message();
                (error.into_response().status(), message.en)
            }
        };
        public((status, Json(ClicsProblem { code: status.as_u16(), message })).into_response())
    }
}
