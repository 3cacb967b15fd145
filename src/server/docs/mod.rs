//! `/api/openapi.json` and `/api/asyncapi.json`: what the server understands and says, for programs. Both files are made from the policy table
//! and the wire structs by `UPDATE_TYPES=1 cargo test --lib the_page_has_these_types`, as the page's types are, and are part of the program.

#[cfg(test)]
mod asyncapi;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod told;

use std::sync::LazyLock;

use axum::{http::HeaderMap, response::Response};

use super::feeds::{Document, public};

static OPENAPI: LazyLock<Document> = LazyLock::new(|| Document::new(include_bytes!("../../../docs/openapi.json").into()));
static ASYNCAPI: LazyLock<Document> = LazyLock::new(|| Document::new(include_bytes!("../../../docs/asyncapi.json").into()));

pub async fn openapi(headers: HeaderMap) -> Response {
    public(OPENAPI.answer(&headers, "application/json"))
}

pub async fn asyncapi(headers: HeaderMap) -> Response {
    public(ASYNCAPI.answer(&headers, "application/json"))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    fn check(name: &str, made: &Value) {
        let path = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = serde_json::to_string_pretty(made).expect("JSON") + "\n";
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::write(&path, &text).expect("docs is there");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == text, "{name} is not what the code says: run `UPDATE_TYPES=1 cargo test --lib the_page_has_these_types`");
    }

    #[test]
    fn the_page_has_these_types_and_programs_these_schemas() {
        check("openapi.json", &super::openapi::document());
        check("asyncapi.json", &super::asyncapi::document());
    }
}
